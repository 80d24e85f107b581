"""The engine of one machine: in this process for few rows, over worker processes for many."""

from __future__ import annotations

import functools
import itertools
import multiprocessing
import operator
import os
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from typing import TypeVar

from variorum.settings import EngineSettings

Row = TypeVar("Row")
Out = TypeVar("Out")
Keyed = tuple[int, bytes]
_PRELOAD = ["variorum.text", "variorum.claims", "variorum.collation", "variorum.verdicts", "variorum.pipeline"]


class LocalEngine:
    """Maps plain module-level functions over rows, in order."""

    def __init__(self, settings: EngineSettings) -> None:
        self._workers = settings.workers or os.cpu_count() or 1
        self._pool_from = settings.pool_from

    def map(self, fn: Callable[[Row], Out], rows: Sequence[Row]) -> Iterator[Out]:
        """`fn` of every row, in the order of the rows.

        `fn` and rows must be picklable when there are `EngineSettings.pool_from` rows or more. An exception of `fn`
        is raised here, when its row is reached.
        """
        if self._workers < 2 or len(rows) < self._pool_from:
            yield from map(fn, rows)
            return
        size = max(1, min(32, len(rows) // (self._workers * 4)))
        chunks = [rows[i : i + size] for i in range(0, len(rows), size)]
        with ProcessPoolExecutor(self._workers, mp_context=_context(), initializer=_end_with_parent) as pool:
            # A few chunks ahead of the reader: enough to keep every worker busy, too few to hold all results at once.
            ahead: deque[Future[list[Out]]] = deque()
            for chunk in chunks:
                ahead.append(pool.submit(_each, fn, chunk))
                if len(ahead) > self._workers * 4:
                    yield from ahead.popleft().result()
            while ahead:
                yield from ahead.popleft().result()

    def table(self, name: str, blocks: Iterable[Keyed]) -> list[Keyed]:
        """Blocks as a table, in memory; they are bytes, each with the key of its task."""
        return list(blocks)

    def by_key(
        self, name: str, step: Callable[[int, list[bytes]], Iterable[Keyed]], *tables: Iterable[Keyed]
    ) -> list[Keyed]:
        """What the step gives for every key, from the blocks that the tables have for it, in any order; by key."""
        blocks: dict[int, list[bytes]] = defaultdict(list)
        for key, block in itertools.chain(*tables):
            blocks[key].append(block)
        made = self.map(functools.partial(_step, step), sorted(blocks.items()))
        return sorted(itertools.chain.from_iterable(made), key=operator.itemgetter(0))


def _step(step: Callable[[int, list[bytes]], Iterable[Keyed]], task: tuple[int, list[bytes]]) -> list[Keyed]:
    return list(step(*task))


def _each(fn: Callable[[Row], Out], rows: Sequence[Row]) -> list[Out]:
    return [fn(row) for row in rows]


def _end_with_parent() -> None:
    """Have this worker end when the process that gives it work was killed: it would wait for more for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_outlive, args=(parent,), daemon=True).start()


def _outlive(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _context() -> multiprocessing.context.BaseContext:
    # A fork server imports the stages once; forking this process itself is unsafe where a library has started threads.
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOAD)
    return context
