"""How a long job tells where it stands, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called by stages as work is done."""

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note that `done` of `total` units of `stage` are done; total is None when not known."""


def silent(stage: str, done: int, total: int | None) -> None:
    """Listen to nothing."""
