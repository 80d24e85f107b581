"""Progress on standard error, where that is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from variorum.model.progress import Progress, silent


@contextmanager
def listening() -> Iterator[Progress]:
    """A progress bar, or silence where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    # No refresh thread: worker processes are started while the bar is shown.
    bar = Bar(
        TextColumn("{task.description:<12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )
    tasks = {}
    drawn = 0.0

    def tell(stage: str, done: int, total: int | None) -> None:
        nonlocal drawn
        if stage not in tasks:
            tasks[stage] = bar.add_task(stage, total=total)
        bar.update(tasks[stage], completed=done, total=total)
        now = time.monotonic()
        if now - drawn > 0.1 or done == total:
            bar.refresh()
            drawn = now

    with bar:
        yield tell
