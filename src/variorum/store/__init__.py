"""An edition and its one SQLite file: written whole or not at all, sealed, and verified."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from variorum.model import Addition, Before, Decision, Edition, UserError
from variorum.store.decisions import append_rows, broken_link, read_decisions
from variorum.store.rows import read_held, read_known, read_prepared, read_rows, read_searched, write_rows
from variorum.store.seal import CONTENT, check_seal, digest_content, place_seal, read_digest, seal_file
from variorum.store.update import update_rows

APPLICATION_ID = 0x56617269
SCHEMA_VERSION = 1

__all__ = [
    "append_decisions",
    "open_edition",
    "open_known",
    "read_log",
    "save_edition",
    "seal_edition",
    "update_edition",
    "verify_edition",
]
Record = TypeVar("Record")
_DAMAGE = (sqlite3.DatabaseError, ValueError, StopIteration, IndexError)
"""What reading a damaged file may raise; a column whose name has changed is an IndexError."""


def save_edition(edition: Edition, path: Path, unfinished: Path | None = None) -> None:
    """Write `edition` to `path`, whole or not at all; a file that was there is replaced.

    Args:
        edition: What is written.
        path: The file.
        unfinished: Folder on the same disk that holds the file until it is whole, made where it is not there, so that whoever
            ends a killed reading finds what it left; None for the folder of `path`.

    Raises:
        UserError: the folder is not there or cannot be written.
    """

    def write(db: sqlite3.Connection) -> None:
        db.executescript(_schema())
        place_seal(db)
        write_rows(db, edition)
        db.execute("INSERT INTO made (name, value) VALUES (?, ?)", (CONTENT, digest_content(db)))

    _save(path, unfinished, write)


def update_edition(addition: Addition, path: Path, unfinished: Path | None = None) -> None:
    """Write an edition of more accounts to `path`, where that is which it was made from, whole or not at all.

    What was decided meanwhile stays.

    Args:
        addition: What is new in it.
        path: The file. Whoever has it open goes on reading the edition as it was.
        unfinished: As in `save_edition`.

    Raises:
        UserError: as `save_edition`; or another reading has changed the edition meanwhile.
    """

    def write(db: sqlite3.Connection) -> None:
        try:
            with closing(_connect(path)) as there:
                there.backup(db)
            if read_digest(db) != addition.before:
                raise UserError(f"{path} was changed by another reading meanwhile: add the accounts again.")
            update_rows(db, addition)
        except sqlite3.OperationalError:
            raise  # it is the new file that cannot be written
        except sqlite3.DatabaseError as fault:
            raise _damaged(path, fault) from fault

    _save(path, unfinished, write)


def _save(path: Path, unfinished: Path | None, write: Callable[[sqlite3.Connection], None]) -> None:
    """Let `write` fill an empty file, which then takes its place at `path`."""
    handle, made = "", None
    try:
        if unfinished is not None:
            unfinished.mkdir(exist_ok=True)
        handle_, handle = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=unfinished or path.parent)
        os.close(handle_)
        made = Path(handle)
        with closing(sqlite3.connect(made)) as db:
            # Until it is whole nobody reads the file.
            db.execute("PRAGMA synchronous = OFF")
            write(db)
            db.commit()
            decisions = db.execute("SELECT count(*) FROM decision").fetchone()[0]
        seal_file(made, decisions)
        made.chmod(0o666 & ~_umask())
        made.replace(path)
    except (OSError, sqlite3.OperationalError) as fault:  # the latter is SQLite's word for a full disk
        what = fault.strerror if isinstance(fault, OSError) else fault
        raise UserError(
            f"{path} cannot be written ({what}): give another place with --out, or free this one."
        ) from fault
    finally:
        if made is not None:
            made.unlink(missing_ok=True)


def open_edition(path: Path) -> Edition:
    """The edition in the file at `path`.

    Raises:
        UserError: there is no file, it is no edition, it is of a newer version, or it is damaged.
    """
    return _read(path, read_rows)


def open_known(path: Path) -> Before:
    """What adding accounts to the edition at `path` starts from.

    Raises:
        UserError: as `open_edition`.
    """

    def read(db: sqlite3.Connection) -> Before:
        known = replace(read_known(db), prepared=read_prepared(db), searched=read_searched(db))
        return Before(known, read_held(db), read_digest(db))

    return _read(path, read)


def _read(path: Path, read: Callable[[sqlite3.Connection], Record]) -> Record:
    with closing(_connect(path)) as db:
        try:
            return read(db)
        except _DAMAGE as fault:
            raise _damaged(path, fault) from fault


def _damaged(path: Path, fault: Exception) -> UserError:
    return UserError(f"{path} is damaged ({fault}): run `variorum verify {path}`, and read the accounts again.")


def append_decisions(path: Path, make: Callable[[int], Sequence[Decision]]) -> tuple[Decision, ...]:
    """Append what `make` returns for the next free number, in one transaction, and return it once it is on disk.

    Several processes may do so at once; each waits for its turn.

    Raises:
        UserError: the file is no edition, or stays locked for 30 s.
    """
    with closing(_connect(path)) as db:
        db.isolation_level = None
        db.execute("PRAGMA synchronous = FULL")
        try:
            db.execute("BEGIN IMMEDIATE")
            last = db.execute("SELECT coalesce(max(number), 0) FROM decision").fetchone()[0]
            decisions = tuple(make(last + 1))
            append_rows(db, decisions)
            db.execute("COMMIT")
        except sqlite3.OperationalError as fault:
            raise UserError(f"{path} cannot be written now ({fault}): try again in a moment.") from fault
        return decisions


def read_log(path: Path) -> tuple[Decision, ...]:
    """The decisions in the file at `path`, in order.

    Raises:
        UserError: as `open_edition`.
    """
    return _read(path, read_decisions)


def seal_edition(path: Path) -> None:
    """Seal the file as it is now, while nobody writes.

    Raises:
        UserError: as `open_edition`.
    """
    with closing(_connect(path)) as db:
        db.isolation_level = None
        db.execute("BEGIN EXCLUSIVE")
        count = db.execute("SELECT count(*) FROM decision").fetchone()[0]
        seal_file(path, count)
        db.execute("ROLLBACK")


def verify_edition(path: Path) -> tuple[str, ...]:
    """What is not as it was written, in sentences; empty when every byte is.

    The seal covers every byte. Decisions appended since the last seal are covered by their own chain of hashes, and
    the rest of the file by a digest of all content, SQLite's integrity check, the foreign keys, the hashes of the accounts'
    bytes and the quotes of the claims.

    Raises:
        UserError: there is no file, or it is no edition at all.
    """
    found: list[str] = []
    try:
        db = _connect(path)
    except DamagedError as fault:
        return (str(fault),)
    with closing(db):
        try:
            whole, covered = check_seal(path)
            if not whole:
                since = db.execute("SELECT count(*) FROM decision WHERE number > ?", (covered,)).fetchone()[0]
                if since == 0:
                    found.append("The seal is broken: at least one byte has changed since the edition was written.")
                kept = db.execute("SELECT value FROM made WHERE name = ?", (CONTENT,)).fetchone()
                if kept is not None and kept[0] != digest_content(db):
                    found.append("The content has changed: a text, a claim or another record is not as it was written.")
            found += [f"SQLite: {row[0]}." for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
            orphans = len(db.execute("PRAGMA foreign_key_check").fetchall())
            if orphans:
                found.append(f"{orphans} rows point to rows that are not there.")
            number = broken_link(db)
            if number is not None:
                found.append(f"Decision {number} is not as it was written.")
            found += _content_faults(read_rows(db))
        except _DAMAGE as fault:
            found.append(f"The file is damaged: {fault}.")
    return tuple(found)


def _content_faults(edition: Edition) -> list[str]:
    found = [
        f"The original bytes of {a.name} have changed."
        for a in edition.accounts
        if a.source is not None and hashlib.sha256(a.source).hexdigest() != a.sha256
    ]
    texts = {a.siglum: a.text for a in edition.accounts}
    found += [
        f"Claim {c.id} no longer quotes account {c.siglum}: {c.quote[:60]!r} stands elsewhere or nowhere."
        for c in edition.claims
        if c.span.of(texts[c.siglum]) != c.quote
    ]
    return found


class DamagedError(UserError):
    """An edition that SQLite can no longer read."""


def _connect(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise UserError(f"There is no edition at {path}: make one with `variorum read ... --out {path}`.")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as fault:
        raise UserError(f"{path} cannot be read ({fault.strerror}): see to its permissions.") from fault
    if header[:16] != b"SQLite format 3\0" or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise UserError(f"{path} is no edition of Variorum: give a file made by `variorum read`.")
    schema = int.from_bytes(header[60:64], "big")
    if schema > SCHEMA_VERSION:
        raise UserError(
            f"{path} was made by a newer Variorum (schema {schema}, this one knows {SCHEMA_VERSION}): install the newer one."
        )
    db = sqlite3.connect(path, timeout=30)
    try:
        db.execute("PRAGMA foreign_keys = ON")
        db.execute("SELECT count(*) FROM made")
    except sqlite3.DatabaseError as fault:
        db.close()
        raise DamagedError(f"{path} is damaged ({fault}): fetch it from a copy, or read the accounts again.") from fault
    return db


def _schema() -> str:
    return files("variorum.store").joinpath("schema.sql").read_text(encoding="utf-8")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
