"""The seal: one SHA-256 over the whole file, kept inside it, that any changed byte breaks."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from pathlib import Path

MARK = b"Variorum's seal:"
"""16 bytes by which the seal is found in the file."""
CONTENT = "content"
"""Name in the table `made` under which the digest of all content is kept."""
_COVER = 40
"""Bytes behind the mark: 8 for the number of decisions covered, 32 for the digest."""


def place_seal(db: sqlite3.Connection) -> None:
    """Keep room for the seal."""
    db.execute("INSERT INTO seal (mark) VALUES (?)", (MARK + bytes(_COVER),))


def seal_file(path: Path, decisions: int) -> None:
    """Write the digest of the file as it is now, in place.

    One write of 40 bytes: a process killed before it leaves the old seal, which `check_seal` tells from a change by
    the number of decisions it covers.
    """
    data = bytearray(path.read_bytes())
    at = _find(data)
    data[at : at + _COVER] = bytes(_COVER)
    cover = decisions.to_bytes(8, "big")
    digest = hashlib.sha256(cover + data).digest()
    with path.open("r+b") as file:
        file.seek(at)
        file.write(cover + digest)
        file.flush()
        os.fsync(file.fileno())


def check_seal(path: Path) -> tuple[bool, int]:
    """Whether the file is as it was sealed, and how many decisions the seal covers.

    Raises:
        ValueError: there is no seal in the file.
    """
    data = bytearray(path.read_bytes())
    at = _find(data)
    cover, digest = bytes(data[at : at + 8]), bytes(data[at + 8 : at + _COVER])
    data[at : at + _COVER] = bytes(_COVER)
    return hashlib.sha256(cover + data).digest() == digest, int.from_bytes(cover, "big")


def digest_content(db: sqlite3.Connection) -> str:
    """SHA-256, in hexadecimal, over all that an edition holds but its seal and its log, which have guards of their own."""
    found = hashlib.sha256()
    tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for table in tables:
        if table in {"seal", "decision"}:
            continue
        # Table names come from our own schema.
        for row in db.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            if table == "made" and row[0] == CONTENT:
                continue
            for value in (table, *row):
                data = value if isinstance(value, bytes) else repr(value).encode("utf-8", "surrogatepass")
                found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


def _find(data: bytearray) -> int:
    # An account may quote the mark; the seal's row is written first, so its page stands before every account's.
    at = data.find(MARK)
    if at < 0 or at + len(MARK) + _COVER > len(data):
        raise ValueError("the file has no seal")
    return at + len(MARK)
