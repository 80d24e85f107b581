"""What was read already, kept until the edition is written: an interrupted reading goes on where it stopped."""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from variorum.accounts.cell import Task
from variorum.settings import AccountSettings

# Knobs that change nothing of what a reader finds.
_IDLE = ("cache", "workers", "max_kept_bytes", "understood", "max_seconds", "seconds_per_megabyte", "max_memory")


class Kept:
    """Answers by the content of their files; a folder that cannot be written keeps nothing, and nobody is told."""

    def __init__(self, settings: AccountSettings) -> None:
        self._folder = settings.cache
        knobs = sorted((k, str(v)) for k, v in asdict(settings).items() if k not in _IDLE)
        self._state = repr((knobs, version("variorum"), version("pypdfium2"), version("trafilatura"))).encode()

    def find(self, task: Task) -> bytes | None:
        """The answer to a file that was read before, None when it was not."""
        if self._folder is None:
            return None
        try:
            return self._path(self._folder, task).read_bytes()
        except OSError:
            return None

    def keep(self, task: Task, answer: bytes) -> None:
        """Keep an answer; one that says no more than that a limit was broken is asked for again."""
        if self._folder is None or not answer.startswith(b'{"documents"'):
            return
        path = self._path(self._folder, task)
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            partial = path.with_suffix(".part")
            partial.write_bytes(answer)
            partial.replace(path)

    def _path(self, folder: Path, task: Task) -> Path:
        ending = task.name.rsplit(".", 1)[-1].lower().encode()
        return folder / (hashlib.sha256(self._state + b"\0" + ending + b"\0" + task.source).hexdigest() + ".json")
