"""Figures counted again in a process of their own: readers do not wait for what reviewers decide."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from variorum.model import Account, Claim, Decision, Edition, Entry, Finding, Origin, Problem, UserError
from variorum.review import Reviewed, Reviewer
from variorum.store import open_edition

_BATCH = 200
"""Entries sent at once: unpacking a batch holds up the readers for some milliseconds."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """All of a reviewed edition that differs from the machine's, but its entries."""

    entries: tuple[str, ...]
    """Ids of the entries, in order."""
    accounts: tuple[Account, ...]
    """Accounts that were changed."""
    claims: tuple[Claim, ...]
    """Claims that were changed."""
    findings: tuple[Finding, ...]
    """As in the edition."""
    origins: tuple[Origin, ...]
    """As in the edition."""
    problems: tuple[Problem, ...]
    """As in the edition."""
    changes: Mapping[str, tuple[str, ...]]
    """As in `Reviewed`."""
    marks: Mapping[str, tuple[Decision, ...]]
    """As in `Reviewed`."""


Row = TypeVar("Row")


class Counter:
    """Reviews one machine's edition, again and again, as `Reviewer` does, in another process."""

    def __init__(self, path: Path, machine: Edition) -> None:
        self._machine = machine
        self._entries: dict[str, Entry] = {e.item.id: e for e in machine.entries}
        # Spawned, not forked: this process has threads. Whoever kills this process closes the pipe, which ends the other.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_count, args=(theirs, path), daemon=True)
        self._process.start()
        theirs.close()

    def review(self, decisions: Sequence[Decision]) -> Reviewed:
        """The edition with those of `decisions` applied that are in force.

        Raises:
            UserError: the process ended before it answered.
        """
        try:
            self._pipe.send(tuple(decisions))
            while not isinstance(told := self._pipe.recv(), _Rest):
                self._entries.update((e.item.id, e) for e in told)
        except (EOFError, OSError) as fault:
            raise UserError("Counting the figures again was ended from outside: start the server again.") from fault
        machine = replace(self._machine, decisions=tuple(decisions))
        edition = replace(
            machine,
            accounts=_with(machine.accounts, {a.siglum: a for a in told.accounts}, "siglum"),
            claims=_with(machine.claims, {c.id: c for c in told.claims}, "id"),
            entries=tuple(self._entries[name] for name in told.entries),
            findings=told.findings,
            origins=told.origins,
            problems=told.problems,
        )
        return Reviewed(edition, machine, told.changes, told.marks)

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()


def _with(rows: tuple[Row, ...], changed: Mapping[str, Row], name: str) -> tuple[Row, ...]:
    """The rows with those replaced that were changed; the same tuple where none was."""
    return tuple(changed.get(getattr(r, name), r) for r in rows) if changed else rows


def _count(pipe: Connection, path: Path) -> None:
    """The other process: read the edition, and answer until the pipe is closed."""
    # Whoever reads comes first.
    os.nice(5)
    machine = open_edition(path)
    reviewer = Reviewer(machine)
    sent: dict[str, Entry] = {e.item.id: e for e in machine.entries}
    while True:
        try:
            decisions: tuple[Decision, ...] = pipe.recv()
        except (EOFError, KeyboardInterrupt):
            return
        reviewed = reviewer.review(decisions)
        edition = reviewed.edition
        new = [e for e in edition.entries if sent.get(e.item.id) != e]
        sent.update((e.item.id, e) for e in new)
        for n in range(0, len(new), _BATCH):
            pipe.send(new[n : n + _BATCH])
        pipe.send(
            _Rest(
                tuple(e.item.id for e in edition.entries),
                tuple(a for a, b in zip(edition.accounts, machine.accounts, strict=True) if a is not b),
                tuple(c for c, b in zip(edition.claims, machine.claims, strict=True) if c is not b),
                edition.findings,
                edition.origins,
                edition.problems,
                dict(reviewed.changes),
                dict(reviewed.marks),
            )
        )
