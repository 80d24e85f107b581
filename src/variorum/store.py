"""An edition and its one SQLite file."""

from __future__ import annotations

from pathlib import Path

from variorum.model import Edition


def save_edition(edition: Edition, path: Path) -> None:
    """Write `edition` to `path`, whole or not at all."""
    raise NotImplementedError


def open_edition(path: Path) -> Edition:
    """The edition kept in the file at `path`."""
    raise NotImplementedError
