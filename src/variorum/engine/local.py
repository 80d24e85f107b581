"""The engine of one machine: in this process for few rows, over worker processes for many."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from variorum.settings import EngineSettings

Row = TypeVar("Row")
Out = TypeVar("Out")


class LocalEngine:
    """Maps plain module-level functions over rows, in order."""

    def __init__(self, settings: EngineSettings) -> None:
        self._workers = settings.workers or os.cpu_count() or 1
        self._pool_from = settings.pool_from

    def map(self, fn: Callable[[Row], Out], rows: Sequence[Row]) -> Iterator[Out]:
        """`fn` of every row, in the order of the rows.

        A row must be picklable when there are more than `EngineSettings.pool_from` of them. An exception of `fn`
        is raised here, when its row is reached.
        """
        if self._workers < 2 or len(rows) < self._pool_from:
            yield from map(fn, rows)
            return
        # Workers are forked before any thread is started here: they inherit the loaded grammars at no cost.
        method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
        chunk = max(1, min(16, len(rows) // (self._workers * 4)))
        with multiprocessing.get_context(method).Pool(self._workers) as pool:
            yield from pool.imap(fn, rows, chunksize=chunk)
