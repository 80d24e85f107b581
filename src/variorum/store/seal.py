"""The seal: one SHA-256 over the whole file, kept inside it, that any changed byte breaks."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

MARK = b"Variorum's seal:"
"""16 bytes by which the seal is found in the file."""
CONTENT = "digest of rows"
"""Name in the table `made` under which the digest of all content is kept."""
GUARDS = frozenset((CONTENT, "digest", "contents", "content"))
"""Names in that table of guards of the file, which tell nothing of the edition; the others are of older editions."""
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
    data = path.read_bytes()
    at = _find(data)
    cover = decisions.to_bytes(8, "big")
    digest = _digest(cover, data, at)
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
    data = path.read_bytes()
    at = _find(data)
    cover, digest = data[at : at + 8], data[at + 8 : at + _COVER]
    return _digest(cover, data, at) == digest, int.from_bytes(cover, "big")


def _digest(cover: bytes, data: bytes, at: int) -> bytes:
    """SHA-256 of the cover and the file with zeros in the place of cover and digest; a large file is not copied for it."""
    found, whole = hashlib.sha256(cover), memoryview(data)
    for part in (whole[:at], bytes(_COVER), whole[at + _COVER :]):
        found.update(part)
    return found.digest()


class Digest:
    """A digest over all that an edition holds but its seal and its log, which have guards of their own.

    It is the sum of the SHA-256 of the rows, modulo 2 to the power of 256: whatever the order in which they stand, and known
    again at once where rows come and go (an additive hash of a set; Bellare and Micciancio, "A new paradigm for collision-free
    hashing", 1997). It guards against accidents, as the seal does, not against whoever can write it himself.
    """

    def __init__(self, start: str = "0") -> None:
        """`start` is a digest to go on from, in hexadecimal."""
        self._sum = int(start, 16)

    def add(self, table: str, row: Sequence[object], sign: int = 1) -> None:
        """Count a row in, or, with -1, out."""
        # ASCII alone: what else repr shows as it is depends on the version of Python.
        said = ascii((table, *row)).encode("ascii")
        self._sum += sign * int.from_bytes(hashlib.sha256(said).digest())

    def __str__(self) -> str:
        return f"{self._sum % (1 << 256):064x}"


def digest_content(db: sqlite3.Connection) -> str:
    """The digest over all content, in hexadecimal."""
    found = Digest()
    tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    for table in tables:
        if table in {"seal", "decision"}:
            continue
        # Table names come from our own schema.
        for row in db.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            if table != "made" or row[0] not in GUARDS:
                found.add(table, row)
    return str(found)


def read_digest(db: sqlite3.Connection) -> str:
    """The digest over all content as it is kept; empty in an edition of an older version."""
    row = db.execute("SELECT value FROM made WHERE name = ?", (CONTENT,)).fetchone()
    return row[0] if row else ""


def _find(data: bytes) -> int:
    # An account may quote the mark; the seal's row is written first, so its page stands before every account's.
    at = data.find(MARK)
    if at < 0 or at + len(MARK) + _COVER > len(data):
        raise ValueError("the file has no seal")
    return at + len(MARK)
