"""An edition as one HTML page that needs nothing else: no network, no script to be read, no file beside it."""

from __future__ import annotations

from variorum.model import Edition
from variorum.present.html import InPage, policy, render


def report(edition: Edition) -> str:
    """The page."""
    return render("report.html", edition, InPage(), policy=policy(), served=False)
