"""The user's own table beside the accounts: accounts.csv, read and written."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum.accounts.dating import as_edtf
from variorum.accounts.decode import decode
from variorum.accounts.document import Note, UnreadableError
from variorum.model import Metadatum, Problem, Severity

NAME = "accounts.csv"
COLUMNS = ("account", "title", "published", "publisher", "url")
"""The columns of a sidecar that is begun anew; only the first must be there."""
MORE_COLUMNS = ("network", "agency", "author", "language")
"""Others that it may have."""
UNKNOWN = "-"
"""What the user writes for a field that nobody knows, so that what the program guessed is not used."""
_LARGEST = 50_000_000


@dataclass(slots=True)
class Sidecar:
    """One accounts.csv."""

    path: Path
    """Where it lies."""
    rows: dict[str, tuple[Metadatum, ...]]
    """What it says of each account, by the name in its first column."""
    used: set[str]
    """Names that an account was found for."""

    def of(self, file: Path, part: str) -> tuple[Metadatum, ...]:
        """What it says of a file, or of a part of it: by path from the sidecar's folder, else by name alone."""
        relative = os.path.relpath(file, self.path.parent).replace(os.sep, "/")
        names = [f"{relative}/{part}", f"{file.name}/{part}", part] if part else [relative, file.name, file.stem]
        for name in names:
            if name in self.rows:
                self.used.add(name)
                return self.rows[name]
        return ()


def read_sidecar(path: Path) -> tuple[Sidecar, list[Problem]]:
    """The sidecar at `path`, and what is wrong with it; what is right of it is used all the same."""
    rows: dict[str, tuple[Metadatum, ...]] = {}
    notes: list[Note]
    try:
        if path.stat().st_size > _LARGEST:
            notes = [("error", "it is larger than 50 MB, which is no table of accounts; it was not used.")]
        else:
            rows, notes = rows_of(path.read_bytes())
    except OSError as fault:
        notes = [("error", f"it cannot be read ({fault.strerror}); allow reading it, or take it away.")]
    problems = [Problem(severity, "accounts", str(path), f"{path}: {sentence}") for severity, sentence in notes]
    return Sidecar(path, rows, set()), problems


def rows_of(data: bytes) -> tuple[dict[str, tuple[Metadatum, ...]], list[Note]]:
    """What a sidecar with these bytes says of each account, and what is wrong with it."""
    notes: list[Note] = []
    rows: dict[str, tuple[Metadatum, ...]] = {}
    try:
        text, _, told = decode(data)
    except UnreadableError as fault:
        return rows, [("error", f"{fault}.")]
    notes += [(severity, f"{sentence}.") for severity, sentence in told]
    table, header = table_of(text)
    if "account" not in header:
        says = f"it has no column `account`; its first line must name it: {','.join(COLUMNS)}. It was not used."
        return rows, [*notes, ("error", says)]
    if unknown := [c for c in header if c and c not in COLUMNS + MORE_COLUMNS]:
        means = "columns {} mean nothing here and were" if len(unknown) > 1 else "column {} means nothing here and was"
        says = f"its {means.format(', '.join(unknown))} passed over; it may have {', '.join(COLUMNS + MORE_COLUMNS)}."
        notes.append(("warning", says))
    for number, cells in table:
        row = dict(zip(header, (c.strip() for c in cells), strict=False))
        name = row.get("account", "").replace("\\", "/").removeprefix("./")
        if not name:
            if any(row.values()):
                notes.append(("error", f"line {number} names no account; name its file in the first column."))
        elif name in rows:
            says = f"line {number} names {name} a second time; only the first line was used."
            notes.append(("error", says))
        else:
            rows[name] = tuple(_found(number, row, notes))
    return rows, notes


def _found(number: int, row: dict[str, str], notes: list[Note]) -> Iterator[Metadatum]:
    for field in COLUMNS[1:] + MORE_COLUMNS:
        value = row.get(field, "")
        if value == UNKNOWN:
            yield Metadatum(field, "", NAME, 1.0)
            continue
        if field == "published" and value:
            edtf = as_edtf(value)
            if edtf is None:
                says = f"line {number}: {value!r} is no date that Variorum understands; write it as 1990-01-20, 1990-01 or 1990."
                notes.append(("error", says))
            value = edtf or ""
        if value:
            yield Metadatum(field, _host(value) if field == "publisher" else value, NAME, 1.0)


def table_of(text: str) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The rows of a table of accounts, each with the number of its line, and the names of its columns."""
    text = text.removeprefix("\ufeff")
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    rows: list[tuple[int, list[str]]] = []
    # A cell may hold no more than a title: the limit keeps a quotation mark left open from taking the whole file.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows += [(reader.line_num, [cell.replace("\x00", "") for cell in row])]
    except csv.Error:
        pass
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    return rows[1:], header


def _host(publisher: str) -> str:
    """A host name without the port that archives add."""
    return re.sub(r"^([\w.-]+\.[a-z]{2,}):\d{1,5}$", r"\1", publisher)


def missing_files(sidecar: Sidecar, folders: Sequence[Path], known: Collection[str]) -> list[Problem]:
    """One problem for every row whose file was not among those read from `folders`, nor is an account `known` already."""
    problems: list[Problem] = []
    if not sidecar.used and sidecar.path.parent not in folders:
        return problems  # another event's table, one folder up
    for name in sorted(sidecar.rows.keys() - sidecar.used - set(known)):
        there = any((folder / name).exists() for folder in [sidecar.path.parent, *folders])
        cause = "it could not be read or was not asked for" if there else "there is no such file"
        severity: Severity = "note" if there else "error"
        problems.append(
            Problem(
                severity,
                "accounts",
                name,
                f"{sidecar.path} names {name}, but {cause}; correct its first column, or give the file.",
            )
        )
    return problems
