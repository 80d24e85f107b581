"""Where the work runs: map a function over rows, here or on a cluster."""

from variorum.engine.local import LocalEngine

__all__ = ["LocalEngine"]
