"""The local reading room: the views of one edition, and a desk for reviewers, on this machine only."""

from variorum.web.app import make_app

__all__ = ["make_app"]
