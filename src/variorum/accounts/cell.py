"""Every risky file in a process of its own: started, watched, and ended when it takes more than it may."""

from __future__ import annotations

import base64
import contextlib
import importlib
import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from variorum.accounts.confine import confine
from variorum.accounts.document import Document, NoAccountsError, UnreadableError
from variorum.model import Metadatum, Place, Severity, Span
from variorum.settings import AccountSettings

Reader = Callable[[bytes, str, AccountSettings], list[Document]]


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
    process: BaseProcess
    pipe: Connection
    ends: float
    seconds: int


def seconds_for(size: int, settings: AccountSettings) -> int:
    """Processor seconds a file of `size` bytes may take; they grow with it."""
    return round(settings.max_seconds + settings.seconds_per_megabyte * size / 1_000_000)


def read_in_cells(
    tasks: Sequence[Task], read: Reader, settings: AccountSettings
) -> Iterator[tuple[int, list[Document] | UnreadableError]]:
    """What `read` makes of each task, with the task's number, as they are done; several at a time.

    A task that breaks a limit, crashes or says nonsense yields an `UnreadableError` and touches no other.
    """
    for module in sorted({m for t in tasks for m in t.preload}):
        importlib.import_module(module)
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(method)  # its types leave out Process
    workers = settings.workers or os.cpu_count() or 1
    open_cells: dict[Connection, _Cell] = {}
    next_task = 0
    try:
        while next_task < len(tasks) or open_cells:
            while next_task < len(tasks) and len(open_cells) < workers:
                task = tasks[next_task]
                ours, theirs = context.Pipe(duplex=False)
                seconds = seconds_for(len(task.source), settings)
                process = context.Process(target=_work, args=(task, read, settings, seconds, theirs), daemon=True)
                process.start()
                theirs.close()
                # The wall clock counts waiting too: a third more than the processor's time.
                open_cells[ours] = _Cell(next_task, process, ours, time.monotonic() + 1.35 * seconds, seconds)
                next_task += 1
            soonest = min(cell.ends for cell in open_cells.values())
            ready = wait(list(open_cells), timeout=max(0.0, soonest - time.monotonic()))
            for pipe in list(open_cells):
                cell = open_cells[pipe]
                if pipe in ready:
                    yield cell.number, _receive(cell, settings)
                elif time.monotonic() >= cell.ends:
                    yield cell.number, _too_long(cell.seconds)
                else:
                    continue
                _close(cell)
                del open_cells[pipe]
    finally:
        for cell in open_cells.values():
            _close(cell)


def _close(cell: _Cell) -> None:
    if cell.process.is_alive():
        with contextlib.suppress(OSError):
            assert cell.process.pid is not None
            os.killpg(cell.process.pid, signal.SIGKILL)  # with what it started
        cell.process.kill()
    cell.process.join()
    cell.pipe.close()
    cell.process.close()


def _work(task: Task, read: Reader, settings: AccountSettings, seconds: int, pipe: Connection) -> None:
    """What a cell does: read one file and send what it found, as JSON (what comes out is not trusted either)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setsid()
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # native libraries complain to standard error
    answer: dict[str, object]
    try:
        confine(settings.max_memory, seconds, may_run=task.may_run)
        documents = read(task.source, task.name, settings)
        answer = {"documents": [_to_row(d) for d in documents]}
    except UnreadableError as fault:
        answer = {"refused": str(fault), "other": isinstance(fault, NoAccountsError)}
    except MemoryError:
        answer = {"memory": True}
    except RecursionError:
        answer = {"refused": "it is nested deeper than any document is; save its text as .txt"}
    except Exception as fault:  # noqa: BLE001 - whatever a parser raises over a broken file is told as a sentence
        answer = {
            "refused": f"it is damaged or of an unknown kind ({type(fault).__name__}); save it again, or its text as .txt"
        }
    try:
        data = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    except MemoryError:
        data = b'{"memory": true}'
    pipe.send_bytes(data)
    pipe.close()
    os._exit(0)


def _receive(cell: _Cell, settings: AccountSettings) -> list[Document] | UnreadableError:
    try:
        # Extracted text is at most some times the limit of a file; more is a bomb that got through.
        answer = json.loads(cell.pipe.recv_bytes(maxlength=6 * settings.max_bytes))
        if "documents" in answer:
            return [_from_row(row) for row in answer["documents"]]
    except (EOFError, OSError, ValueError, KeyError, TypeError):
        cell.process.join(5)
        if cell.process.exitcode in {-signal.SIGXCPU, -signal.SIGKILL}:
            return _too_long(cell.seconds)
        return UnreadableError("it made its reader crash; save it again, or its text as .txt")
    if "memory" in answer:
        return UnreadableError(
            f"reading it takes more than {settings.max_memory // 1_000_000} MB of memory; "
            "if it is sound, allow more with --max-memory, or save its text as .txt"
        )
    kind = NoAccountsError if answer.get("other") else UnreadableError
    return kind(str(answer.get("refused", "its reader said nothing")))


def _too_long(seconds: int) -> UnreadableError:
    return UnreadableError(
        f"reading it takes longer than {seconds} s; if it is sound, allow more with --max-seconds, or save its text as .txt"
    )


def _to_row(d: Document) -> dict[str, object]:
    return {
        "text": d.text, "media_type": d.media_type, "extractor": d.extractor, "part": d.part, "encoding": d.encoding,
        "source": None if d.source is None else base64.b64encode(d.source).decode(), "refused": d.refused, "notes": d.notes,
        "metadata": [(m.field, m.value, m.found_in, m.sure, m.span and (m.span.start, m.span.end)) for m in d.metadata],
        "places": [(p.span.start, p.span.end, p.kind, p.page, p.box, p.confidence, p.name) for p in d.places],
    }  # fmt: skip


def _from_row(row: dict[str, object]) -> Document:
    def metadatum(field: str, value: str, found_in: str, sure: float, span: list[int] | None) -> Metadatum:
        return Metadatum(str(field), str(value), str(found_in), float(sure), Span(*span) if span else None)

    def place(
        start: int, end: int, kind: str, page: int | None, box: list[float] | None, sure: float | None, name: str
    ) -> Place:
        if kind not in {"page", "heading", "boilerplate", "table", "ocr", "attachment"}:
            raise ValueError(kind)
        whole = (float(box[0]), float(box[1]), float(box[2]), float(box[3])) if box else None
        return Place(Span(start, end), kind, page, whole, sure, str(name))  # type: ignore[arg-type]

    text, source = row["text"], row["source"]
    if not isinstance(text, str):
        raise TypeError("no text")
    return Document(
        text=text,
        media_type=str(row["media_type"]),
        extractor=str(row["extractor"]),
        part=str(row["part"]),
        source=base64.b64decode(source) if isinstance(source, str) else None,
        encoding=None if row["encoding"] is None else str(row["encoding"]),
        metadata=tuple(metadatum(*m) for m in row["metadata"]),  # type: ignore[attr-defined]
        places=tuple(place(*p) for p in row["places"]),  # type: ignore[attr-defined]
        notes=tuple((_severity(a), str(b)) for a, b in row["notes"]),  # type: ignore[attr-defined]
        refused=str(row["refused"]),
    )


def _severity(word: object) -> Severity:
    return "error" if word == "error" else "warning" if word == "warning" else "note"
