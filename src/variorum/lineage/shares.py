"""Shares of a long search: how many are done, and their rows kept on disk so that a stopped search goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from variorum.lineage.fold import Ints
from variorum.model import Progress, silent


class Shares:
    """The rows of each share, computed once."""

    def __init__(self, progress: Progress = silent, folder: Path | None = None) -> None:
        self._progress = progress
        self._folder = folder
        self._done: Counter[str] = Counter()

    def of(self, stage: str, number: int, total: int, compute: Callable[[int], Ints]) -> Ints:
        """The rows of one share of a stage: read, where an earlier run has written them, else computed."""
        kept = self._folder / f"{stage}-{number:05}-of-{total:05}.npy" if self._folder else None
        rows = _read(kept) if kept is not None else None
        if rows is None:
            rows = compute(number)
            if kept is not None:
                unfinished = kept.with_suffix(".part")
                with unfinished.open("wb") as file:
                    np.save(file, rows, allow_pickle=False)
                unfinished.replace(kept)
        self._done[stage] += 1
        self._progress(stage, self._done[stage], total)
        return rows


def _read(kept: Path) -> Ints | None:
    """The rows that an earlier run has kept; None when there are none, or they are damaged."""
    try:
        rows: Ints = np.load(kept, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return rows if rows.ndim == 2 else None
