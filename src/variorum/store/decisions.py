"""The log of review: decisions are appended, chained by hash, and never changed."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Sequence

from variorum.model import Decision


def chain(before: str, decision: Decision) -> str:
    """SHA-256 over the chain of the row before and this decision, in hexadecimal."""
    row = json.dumps([before, *dataclasses.astuple(decision)], ensure_ascii=False)
    return hashlib.sha256(row.encode()).hexdigest()


def append_rows(db: sqlite3.Connection, decisions: Sequence[Decision]) -> None:
    """Append decisions whose numbers follow those in the log.

    Raises:
        sqlite3.IntegrityError: a number is taken.
    """
    last = db.execute("SELECT chain FROM decision ORDER BY number DESC LIMIT 1").fetchone()
    link = last[0] if last else ""
    for decision in decisions:
        link = chain(link, decision)
        db.execute(
            "INSERT INTO decision (number, at, who, verb, target, value, why, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*dataclasses.astuple(decision), link),
        )


def read_decisions(db: sqlite3.Connection) -> tuple[Decision, ...]:
    """All decisions in order."""
    rows = db.execute("SELECT number, at, who, verb, target, value, why FROM decision ORDER BY number")
    return tuple(Decision(*row) for row in rows)


def broken_link(db: sqlite3.Connection) -> int | None:
    """Number of the first decision that the chain does not bear out; None when all are as they were written."""
    before = ""
    expected = 1
    for row in db.execute("SELECT number, at, who, verb, target, value, why, chain FROM decision ORDER BY number"):
        decision = Decision(*tuple(row)[:-1])
        before = chain(before, decision)
        if decision.number != expected or before != row[-1]:
            return decision.number
        expected += 1
    return None
