"""An edition as table rows, and table rows as an edition."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import is_dataclass, replace
from typing import Any, Literal, TypeVar, get_args, get_origin

from variorum.model import (
    Account,
    Claim,
    Descent,
    Edition,
    Entry,
    Event,
    Finding,
    Item,
    Link,
    OffsetMap,
    Origin,
    Parallel,
    PassageStemma,
    Prepared,
    Problem,
    Reading,
    ReadingView,
    Rejection,
    Span,
    Stemma,
)
from variorum.store.codec import from_json, hints, to_json
from variorum.store.decisions import append_rows, read_decisions
from variorum.store.seal import CONTENT

Record = TypeVar("Record")
_Sort = Literal["span", "json", "flag", "plain"]


@functools.cache
def _plan(kind: Any) -> tuple[tuple[str, Any, _Sort], ...]:
    """How each field of a record type is kept: as two numbers, as JSON, as 0 or 1, or as it is."""
    plan: list[tuple[str, Any, _Sort]] = []
    for name, hint in hints(kind).items():
        options = {hint, *get_args(hint)}
        if Span in options:
            plan.append((name, hint, "span"))
        elif bool in options:
            plan.append((name, hint, "flag"))
        elif get_origin(hint) is tuple or any(is_dataclass(option) for option in options):
            plan.append((name, hint, "json"))
        else:
            plan.append((name, hint, "plain"))
    return tuple(plan)


def _columns(record: Any, without: Iterable[str] = ()) -> dict[str, Any]:
    """Columns of a record: spans as two numbers, lists and records as JSON, all else as it is."""
    row: dict[str, Any] = {}
    kind: Any = type(record)
    for name, _, sort in _plan(kind):
        if name in without:
            continue
        value = getattr(record, name)
        if sort == "span":
            stem = name.removesuffix("span")
            row[f"{stem}start"] = None if value is None else value.start
            row[f"{stem}end"] = None if value is None else value.end
        elif sort == "json":
            row[name] = None if value is None else to_json(value)
        else:
            row[name] = value
    return row


def _record(kind: Callable[..., Record], row: sqlite3.Row, **given: Any) -> Record:
    """The record of a row that `_columns` made, with the fields in `given` taken from there."""
    fields: dict[str, Any] = dict(given)
    for name, hint, sort in _plan(kind):
        if name in given:
            continue
        if sort == "span":
            stem = name.removesuffix("span")
            start = row[f"{stem}start"]
            fields[name] = None if start is None else Span(start, row[f"{stem}end"])
            continue
        value = row[name]
        if sort == "json" and value is not None:
            value = from_json(hint, value)
        elif sort == "flag":
            value = bool(value)
        fields[name] = value
    return kind(**fields)


def _insert(db: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return
    names = ", ".join(f'"{n}"' for n in first)
    marks = ", ".join("?" for _ in first)

    def values() -> Iterator[tuple[Any, ...]]:
        yield tuple(first.values())
        for row in rows:
            yield tuple(row.values())

    # Table and column names come from the record types above, never from a document.
    db.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values())  # noqa: S608


def write_rows(db: sqlite3.Connection, edition: Edition) -> None:
    """Fill the empty tables of the schema with `edition`."""
    _insert(db, "made", ({"name": n, "value": v} for n, v in edition.made))
    _insert(db, "event", [_columns(edition.event)])
    _insert(db, "account", (_columns(a) for a in edition.accounts))
    _insert(db, "prepared", (_prepared_row(p) for p in edition.prepared))
    _insert(db, "claim", (_columns(c) for c in edition.claims))
    _insert(db, "rejection", (_columns(r) for r in edition.rejections))
    for position, entry in enumerate(edition.entries):
        item = entry.item
        row = {"position": position} | _columns(entry, ("item", "readings"))
        _insert(db, "item", [_columns(item, ("claims", "links")) | row])
        _insert(db, "item_claim", ({"item": item.id, "position": n, "claim": c} for n, c in enumerate(item.claims)))
        _insert(db, "link", ({"item": item.id} | _columns(link) for link in item.links))
        for n, reading in enumerate(entry.readings):
            _insert(db, "reading", [{"item": item.id, "position": n} | _columns(reading, ("claims",))])
            _insert(
                db,
                "reading_claim",
                ({"item": item.id, "reading": n, "position": k, "claim": c} for k, c in enumerate(reading.claims)),
            )
    _insert(db, "parallel", (_columns(p) for p in edition.parallels))
    families = edition.stemma.families
    _insert(db, "family", ({"number": n, "siglum": s} for n, members in enumerate(families) for s in members))
    _insert(db, "descent", (_columns(d) for d in edition.stemma.edges))
    _insert(db, "missing_ancestor", ({"name": name} for name in edition.stemma.missing))
    _insert(db, "passage_stemma", (_columns(p) for p in edition.stemma.passages))
    _insert(db, "finding", ({"position": n} | _columns(f) for n, f in enumerate(edition.findings)))
    _insert(db, "origin", (_columns(o) for o in edition.origins))
    _insert(db, "problem", ({"position": n} | _columns(p) for n, p in enumerate(edition.problems)))
    append_rows(db, edition.decisions)


def _prepared_row(prepared: Prepared) -> dict[str, str]:
    view = prepared.view
    return {
        "siglum": prepared.siglum,
        "text": view.text,
        "pieces": to_json((view.offsets.view, view.offsets.source, view.offsets.source_end)),
        "paragraphs": _flat(view.paragraphs),
        "sentences": _flat(view.sentences),
        "headings": _flat(view.headings),
        "days": to_json(prepared.days),
        "places": to_json(prepared.places),
    }


def _prepared(row: sqlite3.Row) -> Prepared:
    offsets = OffsetMap(*(tuple(part) for part in json.loads(row["pieces"])))
    spans = [_spans(row[name]) for name in ("paragraphs", "sentences", "headings")]
    days = tuple((day, weight) for day, weight in json.loads(row["days"]))
    return Prepared(row["siglum"], ReadingView(row["text"], offsets, *spans), days, tuple(json.loads(row["places"])))


def _flat(spans: Iterable[Span]) -> str:
    return to_json(tuple(offset for span in spans for offset in (span.start, span.end)))


def _spans(text: str) -> tuple[Span, ...]:
    offsets = json.loads(text)
    return tuple(map(Span, offsets[::2], offsets[1::2]))


def read_known(db: sqlite3.Connection) -> Edition:
    """The edition in the tables, without what is worked out from all its accounts together."""
    db.row_factory = sqlite3.Row

    def rows(sql: str) -> Iterator[sqlite3.Row]:
        return iter(db.execute(sql))

    return Edition(
        accounts=tuple(_record(Account, r) for r in rows("SELECT * FROM account ORDER BY rowid")),
        event=next(_record(Event, r) for r in rows("SELECT * FROM event")),
        claims=tuple(_record(Claim, r) for r in rows("SELECT * FROM claim ORDER BY rowid")),
        rejections=tuple(_record(Rejection, r) for r in rows("SELECT * FROM rejection ORDER BY rowid")),
        entries=(),
        parallels=(),
        stemma=Stemma(),
        findings=(),
        origins=(),
        problems=tuple(_record(Problem, r) for r in rows("SELECT * FROM problem ORDER BY position")),
        decisions=read_decisions(db),
        made=tuple(
            (r["name"], r["value"])
            for r in rows("SELECT name, value FROM made ORDER BY name")
            if r["name"] != CONTENT  # a guard of the file, like the seal
        ),
    )


def read_prepared(db: sqlite3.Connection) -> tuple[Prepared, ...]:
    """What was prepared of each account; nothing in an edition that was made before it was kept."""
    db.row_factory = sqlite3.Row
    return tuple(_prepared(row) for row in _newer(db, "prepared", "siglum"))


def read_rows(db: sqlite3.Connection) -> Edition:
    """The edition in the tables, without what was prepared."""
    db.row_factory = sqlite3.Row

    def rows(sql: str) -> Iterator[sqlite3.Row]:
        return iter(db.execute(sql))

    claims_of = defaultdict(list)
    for row in rows("SELECT item, claim FROM item_claim ORDER BY item, position"):
        claims_of[row["item"]].append(row["claim"])
    links_of = defaultdict(list)
    for row in rows("SELECT * FROM link ORDER BY rowid"):
        links_of[row["item"]].append(_record(Link, row))
    bearing = defaultdict(list)
    for row in rows("SELECT item, reading, claim FROM reading_claim ORDER BY item, reading, position"):
        bearing[row["item"], row["reading"]].append(row["claim"])
    readings_of = defaultdict(list)
    for row in rows("SELECT * FROM reading ORDER BY item, position"):
        claims = tuple(bearing[row["item"], row["position"]])
        readings_of[row["item"]].append(_record(Reading, row, claims=claims))
    entries = []
    for row in rows("SELECT * FROM item ORDER BY position"):
        name = row["id"]
        item = _record(Item, row, claims=tuple(claims_of[name]), links=tuple(links_of[name]))
        entries.append(_record(Entry, row, item=item, readings=tuple(readings_of[name])))
    families = defaultdict(list)
    for row in rows("SELECT number, siglum FROM family ORDER BY number, siglum"):
        families[row["number"]].append(row["siglum"])
    stemma = Stemma(
        families=tuple(tuple(members) for members in families.values()),
        edges=tuple(_record(Descent, r) for r in rows("SELECT * FROM descent ORDER BY rowid")),
        missing=tuple(r["name"] for r in rows("SELECT name FROM missing_ancestor ORDER BY name")),
        passages=tuple(_record(PassageStemma, r) for r in _newer(db, "passage_stemma", "family")),
    )
    return replace(
        read_known(db),
        entries=tuple(entries),
        parallels=tuple(_record(Parallel, r) for r in rows("SELECT * FROM parallel ORDER BY rowid")),
        stemma=stemma,
        findings=tuple(_record(Finding, r) for r in rows("SELECT * FROM finding ORDER BY position")),
        origins=tuple(_record(Origin, r) for r in rows("SELECT * FROM origin ORDER BY name")),
    )


def _newer(db: sqlite3.Connection, table: str, order: str) -> list[sqlite3.Row]:
    """The rows of a table that editions made before there was one lack."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return []
    # Both names stand in this file.
    return db.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()  # noqa: S608
