"""The user's corrections, written into the table beside the accounts, and taken back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath

from variorum.accounts.decode import decode
from variorum.accounts.document import UnreadableError
from variorum.accounts.sidecar import COLUMNS, MORE_COLUMNS, NAME, UNKNOWN, table_of
from variorum.model import Account, UserError

FIELDS = COLUMNS[1:] + MORE_COLUMNS
"""What can be corrected."""
Change = tuple[str, str, str]
"""Siglum, field, value; an empty value takes back what the table said, "-" says that it is not known."""


def write_corrections(
    accounts: Sequence[Account], path: Path, changes: Iterable[Change], *, known: bool, fresh: bool
) -> None:
    """Write a table of accounts with the changes: what it said before stays, and what the program found is not made the user's word.

    What was there before is kept beside it, for `take_back`.

    Args:
        accounts: each gets a row.
        path: the table.
        changes: what is to be changed.
        known: whether what the program found goes in too, as if the user had said it.
        fresh: whether a table that is there is left out of account.

    Raises:
        UserError: what is there is no table of accounts.
        OSError: it cannot be read or written.
    """
    header, rows = _read(path) if path.exists() and not fresh else ([], [])
    header += [c for c in ("account", *FIELDS) if c not in header]
    of = {row.get("account", ""): row for row in rows}
    row_of: dict[str, dict[str, str]] = {}
    for account in sorted(accounts, key=lambda a: a.name):
        row = next((of[n] for n in _names(account.name, of) if n in of), None)
        if row is None:
            row = {"account": account.name}
            rows.append(row)
        row_of[account.siglum] = row
        for field in FIELDS:
            value = getattr(account, field) or ""
            said = any(m.found_in == NAME and m.field == field and m.value == value for m in account.metadata)
            if value and not row.get(field) and (known or said):
                row[field] = value
    for siglum, field, value in changes:
        row_of[siglum][field] = value
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([row.get(name, "") for name in header] for row in rows)
    _replace(path, out.getvalue().encode())


def take_back(path: Path) -> None:
    """Put back the table as it was before the last correction; once more brings the correction back.

    Raises:
        UserError: nothing was corrected here.
        OSError: it cannot be written.
    """
    before = _before(path)
    if not before.exists():
        raise UserError(f"There is nothing to undo: no correction was written to {path}.")
    old = before.read_bytes()
    _replace(path, old)


def _before(path: Path) -> Path:
    # Hidden, so that it is no account.
    return path.with_name(f".{path.name}.before")


def _replace(path: Path, content: bytes) -> None:
    # Before the first correction there was nothing: an empty table says so.
    old = path.read_bytes() if path.exists() else ",".join(("account", *FIELDS)).encode() + b"\n"
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(content)
    _before(path).write_bytes(old)
    partial.replace(path)


def _read(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        text, _, _ = decode(path.read_bytes())
    except UnreadableError as fault:
        raise UserError(f"{path} cannot be corrected: {fault}. --force replaces it.") from fault
    rows, header = table_of(text)
    if "account" not in header:
        raise UserError(
            f"{path} is there already, and is no table of accounts: give another place, or --force to replace it."
        )
    return header, [dict(zip(header, cells, strict=False)) for _, cells in rows]


def _names(name: str, rows: Iterable[str]) -> list[str]:
    """How a table may name an account, the fullest first: by its path, its file, its file without ending."""
    last = PurePath(name).name
    paths = [row for row in rows if row.endswith("/" + name)]
    return [name, *(paths if len(paths) == 1 else []), last, PurePath(last).stem]


__all__ = ["FIELDS", "UNKNOWN", "Change", "take_back", "write_corrections"]
