"""Every risky file in a process of its own: started, watched, and ended when it takes more than it may."""

from __future__ import annotations

import contextlib
import importlib
import itertools
import math
import os
import selectors
import signal
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from variorum.accounts.answer import to_json
from variorum.accounts.confine import allow_more, confine, end_with_parent
from variorum.accounts.document import Document, UnreadableError, too_much_memory
from variorum.settings import AccountSettings

Read = Callable[[bytes, str, AccountSettings], list[Document]]


_PAGE, _PART = b"\n", b"\t"
"""What a cell sends for each reading of a page, and for each file within its file: white space, which JSON passes over."""
_READINGS = 3
"""Readings of a page."""
_MOST_LEFT_OUT = 8
"""Files within one that are left out one after the other, each for having ended its cell, before the whole is given up."""
_CRASHED = "it made its reader crash; save it again, or its text as .txt"
_TOO_LONG = "reading it takes longer than {} s; if it is sound, allow more with --max-seconds, or save its text as .txt"
_pipe: list[int] = []
_page_seconds = [0]
_parts = itertools.count(1)
_left_out: dict[int, str] = {}


def tell_page() -> None:
    """Say that a page of a scan has been read once more, so that it may take longer; does nothing outside a cell."""
    for pipe in _pipe:
        os.write(pipe, _PAGE)
        allow_more(_page_seconds[0])


def tell_part() -> None:
    """Say that a file within this one is to be read now, so that it is known which one ends the cell; does nothing outside one.

    Raises:
        UnreadableError: it ended an earlier cell.
    """
    for pipe in _pipe:
        os.write(pipe, _PART)
        if (cause := _left_out.get(next(_parts))) is not None:
            raise UnreadableError(cause)


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read in a cell."""

    source: bytes
    """Its bytes."""
    name: str
    """Its name, for its ending."""
    preload: tuple[str, ...]
    """Modules its reader needs, loaded once before all cells are opened."""
    may_run: bool
    """Whether its reader needs another program."""


@dataclass(slots=True)
class _Cell:
    number: int
    pid: int
    wall: float
    """Seconds it may take by the clock of a machine that does nothing else."""
    seconds: int
    begun: float = field(default_factory=time.monotonic)
    answer: list[bytes] = field(default_factory=list)
    size: int = 0
    parts: int = 0
    """Files within its file that it began to read."""
    left_out: dict[int, str] = field(default_factory=dict)
    """Number of each of them that is not read, with the cause."""


def read_in_cells(tasks: Sequence[Task], read: Read, settings: AccountSettings) -> Iterator[tuple[int, bytes]]:
    """The answer of each task's cell (see `answer`), with the task's number, as they are done; several at a time.

    A task that breaks a limit, crashes or says nonsense gets an answer that says so and touches no other; where a file
    within its file is at fault, the file is read again without that one. Where the system cannot fork, the tasks are
    read in this process, without limits.
    """
    for module in sorted({m for t in tasks for m in t.preload}):
        importlib.import_module(module)
    if not hasattr(os, "fork"):
        yield from ((k, _try(t, read, settings)) for k, t in enumerate(tasks))
        return
    workers = settings.workers or os.cpu_count() or 1
    # An answer holds text, and the bytes of an archive's members once more; a larger one is a bomb that got through.
    most = 8 * settings.max_bytes
    cells: dict[int, _Cell] = {}
    next_task = 0
    with selectors.DefaultSelector() as ready:

        def begin(number: int, left_out: dict[int, str]) -> None:
            pipe, cell = _open(number, tasks[number], read, settings, left_out)
            cells[pipe] = cell
            ready.register(pipe, selectors.EVENT_READ)

        try:
            while next_task < len(tasks) or cells:
                while next_task < len(tasks) and len(cells) < workers:
                    begin(next_task, {})
                    next_task += 1
                soonest = min(_ends(cell) for cell in cells.values())
                told = {key.fd for key, _ in ready.select(max(0.0, soonest - time.monotonic()))}
                for pipe, cell in list(cells.items()):
                    piece = os.read(pipe, 1 << 20) if pipe in told else None
                    if piece:
                        cell.answer.append(piece)
                        cell.size += len(piece)
                        if piece.isspace() and cell.size <= _READINGS * settings.max_pages + settings.max_parts:
                            cell.wall += settings.seconds_per_page * piece.count(_PAGE)
                            cell.parts += piece.count(_PART)
                    if (piece or piece is None) and cell.size <= most and time.monotonic() < _ends(cell):
                        continue
                    ready.unregister(pipe)
                    del cells[pipe]
                    answer, cause = _close(pipe, cell, whole=piece == b"" and cell.size <= most)
                    if cause and cell.parts and cell.parts not in cell.left_out and _may_go_on(cell, cause):
                        begin(cell.number, cell.left_out | {cell.parts: cause})
                    else:
                        yield cell.number, to_json(UnreadableError(cause)) if cause else answer
        finally:
            for pipe, cell in cells.items():
                _close(pipe, cell, whole=False)


def _may_go_on(cell: _Cell, cause: str) -> bool:
    """Whether a file is read again without the part that ended its cell: after many crashes no more, and once after long waiting."""
    slow = cause != _CRASHED
    return len(cell.left_out) < _MOST_LEFT_OUT and not (slow and any(c != _CRASHED for c in cell.left_out.values()))


def _seconds_for(size: int, settings: AccountSettings) -> int:
    """Processor seconds a file of `size` bytes may take; they grow with it."""
    return max(1, round(settings.max_seconds + settings.seconds_per_megabyte * size / 1_000_000))


def _ends(cell: _Cell) -> float:
    """When the clock ends a cell: later while others use the machine, or what is read would hang on their work."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    return cell.begun + cell.wall * max(1.0, load / (os.cpu_count() or 1))


def _open(
    number: int, task: Task, read: Read, settings: AccountSettings, left_out: dict[int, str]
) -> tuple[int, _Cell]:
    seconds = _seconds_for(len(task.source), settings)
    # What took all of its time is read again in half of it: a file is not to cost many times what it may.
    given = max(1, seconds // 2) if any(cause != _CRASHED for cause in left_out.values()) else seconds
    ours, theirs = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings():
        # Newer Pythons warn that threads do not survive a fork; a cell needs none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid == 0:
        _left_out.update(left_out)
        _work(task, read, settings, given, theirs, parent)
    os.close(theirs)
    # The wall clock counts waiting too: a third more than the processor's time.
    return ours, _Cell(number, pid, 1.35 * given, seconds, left_out=left_out)


def _close(pipe: int, cell: _Cell, *, whole: bool) -> tuple[bytes, str]:
    """End a cell; what it answered, and what ended it before it answered, empty where it did."""
    os.close(pipe)
    if not whole:
        for kill in (os.killpg, os.kill):  # with what it started
            with contextlib.suppress(OSError):
                kill(cell.pid, signal.SIGKILL)
    _, status = os.waitpid(cell.pid, 0)
    if whole and (answer := b"".join(cell.answer).lstrip()):
        return answer, ""
    if not whole or (os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}):
        return b"", _TOO_LONG.format(cell.seconds)
    return b"", _CRASHED


def _work(task: Task, read: Read, settings: AccountSettings, seconds: int, pipe: int, parent: int) -> None:
    """What a cell does: read one file, send what it found, and end."""
    try:
        os.setsid()
        end_with_parent(parent)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):  # native libraries complain to standard error
            os.dup2(nothing, stream)
        # Whatever else is open here is the parent's: the server's connections, an edition.
        os.closerange(3, pipe)
        os.closerange(pipe + 1, os.sysconf("SC_OPEN_MAX"))
        _pipe.append(pipe)
        _page_seconds[0] = math.ceil(settings.seconds_per_page)
        most_pages = _READINGS * settings.max_pages if task.may_run else 0
        confine(settings.max_memory, seconds, 1 + _page_seconds[0] * most_pages, may_run=task.may_run)
        data = _try(task, read, settings)
        while data:
            data = data[os.write(pipe, data) :]
    finally:
        os._exit(0)


def _try(task: Task, read: Read, settings: AccountSettings) -> bytes:
    fault: UnreadableError
    try:
        return to_json(read(task.source, task.name, settings))
    except UnreadableError as known:
        fault = known
    except MemoryError:
        fault = too_much_memory(settings)
    except RecursionError:
        fault = UnreadableError("it is nested deeper than any document is; save its text as .txt")
    except Exception as any_fault:  # noqa: BLE001 - whatever a parser raises over a broken file is told as a sentence
        kind = type(any_fault).__name__
        fault = UnreadableError(f"it is damaged or of an unknown kind ({kind}); save it again, or its text as .txt")
    return to_json(fault)
