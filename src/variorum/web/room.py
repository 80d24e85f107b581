"""The edition as it stands: read once, worked out again behind the readers' backs when something was decided."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from pathlib import Path

from variorum.model import Decision
from variorum.present.index import Index
from variorum.present.scale import Scale, fitting
from variorum.review import Reviewed, Reviewer
from variorum.store import open_edition, read_log
from variorum.web.counter import Counter

_OWN_PROCESS = 1_500
"""Claims from which figures are counted in a process of their own: fewer are counted in a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the edition; never changed, so that every reader sees one state."""

    reviewed: Reviewed
    """The edition with its decisions."""
    index: Index
    """The reviewed edition."""
    machine: Index
    """The machine's edition."""
    scale: Scale
    """How much a page holds."""
    number: int
    """Last decision it holds, 0 for none."""


class Room:
    """Holds the newest snapshot of the edition in one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._machine = open_edition(path)
        self._reviewer: Reviewer | Counter = Reviewer(self._machine)
        self._file = self._state()
        self._machine_index: Index | None = None
        # A page shows one account or a few items: only the views of everything are cut.
        self._scale = replace(fitting(self._machine), excerpts=0, details=True, quotes=60, around=160)
        self.snapshot = self._work_out(self._machine.decisions)

    def _state(self) -> tuple[int, int]:
        stat = self.path.stat()
        return (stat.st_ino, stat.st_mtime_ns)

    def _review(self, decisions: tuple[Decision, ...]) -> Reviewed:
        if isinstance(self._reviewer, Reviewer) and decisions and len(self._machine.claims) >= _OWN_PROCESS:
            self._reviewer = Counter(self.path, self._machine)
        return self._reviewer.review(decisions)

    def _work_out(self, decisions: tuple[Decision, ...]) -> Snapshot:
        reviewed = self._review(decisions)
        machine = Index(reviewed.machine, self._machine_index)
        index = machine if reviewed.edition is reviewed.machine else Index(reviewed.edition, machine)
        for each in (machine, index):
            each.warm()
        self._machine_index = machine
        return Snapshot(reviewed, index, machine, self._scale, decisions[-1].number if decisions else 0)

    def stale(self) -> bool:
        """Whether the file has changed since the snapshot was made."""
        try:
            return self._state() != self._file
        except OSError:
            return False

    def refresh(self) -> Snapshot:
        """Read what has been decided since, and return the newest snapshot.

        Raises:
            UserError: the file is no longer there, or no edition.
        """
        with self._lock:
            return self._renew()

    def refresh_behind(self) -> None:
        """As `refresh`, unless it is being done already: a second one would only hold a thread that readers need.

        Raises:
            UserError: as `refresh`.
        """
        if self._lock.acquire(blocking=False):
            try:
                self._renew()
            finally:
                self._lock.release()

    def _renew(self) -> Snapshot:
        state = self._state()
        if state == self._file:
            return self.snapshot
        if state[0] != self._file[0]:
            if isinstance(self._reviewer, Counter):
                self._reviewer.close()
            self._machine, self._machine_index = open_edition(self.path), None
            self._reviewer = Reviewer(self._machine)
        decisions = read_log(self.path)
        if decisions != self.snapshot.reviewed.edition.decisions or state[0] != self._file[0]:
            self.snapshot = self._work_out(decisions)
        self._file = state
        return self.snapshot
