"""A corpus of JSON lines or Parquet read into memory, or into files where it is large; what cannot be used is told by line."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from variorum.lineage.fold import Codes, Ints
from variorum.lineage.tables import is_parquet, read_rows, text_bytes
from variorum.model import Problem, Progress, Severity, UserError, is_edtf, silent
from variorum.settings import LineageSettings

_MOST_PROBLEMS = 1_000
"""Problems of one sort that are told one by one; of the rest, how many there are."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, the earliest first, those of one day by id; undated ones last."""

    ids: tuple[str, ...]
    """Name of each document."""
    dates: tuple[str | None, ...]
    """EDTF of its publication, None when not known."""
    spans: Ints
    """Where its text lies in `raw`: rows (start, end)."""
    raw: Codes
    """UTF-8 bytes of all texts; a lone surrogate has become a question mark."""

    def text(self, number: int) -> str:
        """The text of a document."""
        start, end = self.spans[number].tolist()
        return self.raw[start:end].tobytes().decode("utf-8")


class _UnusableError(Exception):
    """Why a line is left out: its sort, and the sentence."""


class _Reader:
    def __init__(self, path: Path, settings: LineageSettings) -> None:
        self._path = path
        self._settings = settings
        self.unit = "row" if is_parquet(path) else "line"
        self._counts: Counter[str] = Counter()
        self.problems: list[Problem] = []

    def tell(self, sort: str, severity: Severity, line: int, message: str) -> None:
        self._counts[sort] += 1
        if self._counts[sort] <= _MOST_PROBLEMS:
            self.problems.append(
                Problem(severity, "lineage", f"{self.unit} {line}", f"{self.unit.capitalize()} {line} {message}")
            )

    def close(self) -> tuple[Problem, ...]:
        for sort, count in sorted(self._counts.items()):
            if count > _MOST_PROBLEMS:
                says = f"{count - _MOST_PROBLEMS} more {self.unit}s {sort}; the first {_MOST_PROBLEMS} are named above."
                self.problems.append(Problem("warning", "lineage", "", says))
        return tuple(self.problems)

    def text_bytes(self) -> int:
        """Bytes that all texts have at most."""
        return text_bytes(self._path) if self.unit == "row" else self._path.stat().st_size

    def lines(self, progress: Progress) -> Iterator[tuple[int, bytes | dict[str, Any] | None]]:
        """Number of each line or row, and what it holds; None for one too long to be read."""
        if self.unit == "row":
            for row, number, total in read_rows(self._path):
                progress("reading", number, total)
                yield number, row
            return
        # JSON may need six bytes for a code point; a text within the limit hardly does.
        most = self._settings.longest_text * 4 + 10_000
        total = self._path.stat().st_size
        number = 0
        with self._path.open("rb") as file:
            while line := file.readline(most):
                number += 1
                if number % 1024 == 0:
                    progress("reading", file.tell(), total)
                if len(line) == most and not line.endswith(b"\n"):
                    while rest := file.readline(most):
                        if rest.endswith(b"\n"):
                            break
                    yield number, None
                elif line.strip():
                    yield number, line
        progress("reading", total, total)

    def document(self, number: int, line: bytes | dict[str, Any] | None) -> tuple[str, str | None, bytes]:
        """Id, date and text of a line.

        Raises:
            _UnusableError: it has none.
        """
        longest = self._settings.longest_text
        if line is None:
            raise _UnusableError("are too long", f"is too long: a text may have {longest:,} code points. Split it.")
        row: Any = line
        if isinstance(line, bytes):
            try:
                row = json.loads(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
            except (ValueError, RecursionError) as fault:
                raise _UnusableError("are no JSON", f"is no JSON ({_why(fault)}): mend it or take it out.") from fault
        if not isinstance(row, dict) or not isinstance(row.get("text"), str):
            raise _UnusableError(
                "have no text", 'has no text: each line is an object such as {"id": "a", "text": "..."}.'
            )
        name = row.get("id")
        if isinstance(name, bool) or not isinstance(name, (str, int)) or name == "":
            raise _UnusableError("have no id", 'has no id: give each document a name of its own as "id".')
        text: str = row["text"]
        if len(text) > longest:
            raise _UnusableError(
                "are too long", f"has a text of {len(text):,} code points; {longest:,} are read. Split it."
            )
        if not text.strip():
            raise _UnusableError("have an empty text", "has an empty text: there is nothing to compare.")
        # Half a surrogate pair, which JSON can bring, can be written nowhere.
        name = str(name).encode("utf-8", "replace").decode()
        return name, self._date(number, row.get("date")), text.encode("utf-8", "replace")

    def _date(self, number: int, given: object) -> str | None:
        if given in (None, ""):
            return None
        if isinstance(given, str):
            # A time of day after the date is more than is needed.
            for form in (given.strip(), given.strip()[:10]):
                if is_edtf(form):
                    return form
        shown = json.dumps(given, ensure_ascii=False)[:40]
        says = f"has a date that cannot be read ({shown}): write 2012-01-20, 2012-01 or 2012. It counts as undated."
        self.tell("have a date that cannot be read", "warning", number, says)
        return None


def _why(fault: ValueError | RecursionError) -> str:
    """Why a line is no JSON."""
    if isinstance(fault, json.JSONDecodeError):
        return f"{fault.msg}, at column {fault.pos + 1}"
    if isinstance(fault, UnicodeDecodeError):
        return "it is no UTF-8 text"
    return "brackets within brackets, too deep" if isinstance(fault, RecursionError) else "a number of too many digits"


def read_corpus(
    path: Path, settings: LineageSettings, folder: Path, progress: Progress = silent
) -> tuple[Corpus, tuple[Problem, ...]]:
    """The documents of JSON lines or Parquet, and what is wrong with it, line by line.

    Of two documents with one id, that whose text has the smaller SHA-256 is kept, of one text that with the earlier date,
    whatever their order in the file.
    `folder` takes the texts when they are too large for `settings.memory`.

    Raises:
        UserError: the file cannot be read, or holds no document.
    """
    reader = _Reader(path, settings)
    found: dict[str, tuple[str | None, int, int, int]] = {}
    try:
        raw = room(folder / "texts.bin", reader.text_bytes(), settings)
        at = 0
        for number, line in reader.lines(progress):
            try:
                name, date, text = reader.document(number, line)
            except _UnusableError as fault:
                sort, message = fault.args
                reader.tell(sort, "error" if "empty" not in sort else "warning", number, message)
                continue
            if name in found:
                day, first, start, end = found[name]
                mine = hashlib.sha256(text).digest(), date or "~"
                other = hashlib.sha256(raw[start:end].tobytes()).digest(), day or "~"
                kept = number if mine < other else first
                says = f"has the id {name!r} of {reader.unit} {first}; {reader.unit} {kept} is kept. Give each an id of its own."
                reader.tell("have an id of another line", "error", number, says)
                if kept == first:
                    continue
            raw[at : at + len(text)] = np.frombuffer(text, np.uint8)
            found[name] = (date, number, at, at + len(text))
            at += len(text)
    except OSError as fault:
        raise UserError(f"{path} cannot be read: {fault.strerror}. Check its name.") from fault
    problems = reader.close()
    if not found:
        why = " ".join(p.message for p in problems[:3]) or "it is empty."
        raise UserError(f'{path} holds no document: {why} Each line is an object such as {{"id": "a", "text": "..."}}.')
    names = sorted(found, key=lambda n: (found[n][0] or "~", n))
    spans = np.array([found[n][2:] for n in names], np.int64)
    return Corpus(tuple(names), tuple(found[n][0] for n in names), spans, raw[:at]), problems


def room(file: Path, size: int, settings: LineageSettings) -> Codes:
    """Room for so many bytes: in memory, or in a file when the settings do not allow as much."""
    if size <= settings.memory:
        return np.empty(size, np.uint8)
    file.parent.mkdir(parents=True, exist_ok=True)
    mapped: Codes = np.memmap(file, np.uint8, "w+", shape=(size,))
    return mapped
