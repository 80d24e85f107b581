"""An edition as table rows, and table rows as an edition."""

from __future__ import annotations

import functools
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import is_dataclass, replace
from typing import Any, Literal, TypeVar, get_args, get_origin

from variorum.model import (
    CONTRADICTION,
    Account,
    Claim,
    Descent,
    Edition,
    Entry,
    Event,
    Finding,
    Held,
    Item,
    Learnt,
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
    Searched,
    Span,
    Stemma,
)
from variorum.store.codec import from_json, hints, to_json
from variorum.store.decisions import append_rows, read_decisions
from variorum.store.seal import GUARDS

Record = TypeVar("Record")
Rows = Iterable[dict[str, Any]]
"""Rows of a table by the names of its columns."""
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
            value = _read_json(hint, value)
        elif sort == "flag":
            value = bool(value)
        fields[name] = value
    return kind(**fields)


# Most values and frames of claims are said again and again; being immutable, equal ones may be one.
_read_json = functools.lru_cache(1 << 14)(from_json)


def insert_rows(db: sqlite3.Connection, table: str, rows: Rows) -> None:
    """Insert rows, which have the same columns, into a table."""
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
    for table, rows in account_rows(edition):
        insert_rows(db, table, rows)
    for table, rows in common_rows(edition):
        insert_rows(db, table, rows)
    for position, entry in enumerate(edition.entries):
        insert_rows(db, "item_claim", item_rows(entry.item))
        for table, rows in entry_rows(entry, position):
            insert_rows(db, table, rows)
    insert_rows(db, "link", link_rows(edition.entries))
    append_rows(db, edition.decisions)


def account_rows(edition: Edition, sigla: Collection[str] | None = None) -> Iterator[tuple[str, Rows]]:
    """Rows by table of what is of one account, in order; of all or of some accounts."""

    def of_some(records: Iterable[Any]) -> Iterator[Any]:
        return (r for r in records if sigla is None or r.siglum in sigla)

    yield "account", (_columns(a) for a in of_some(edition.accounts))
    yield "prepared", (_prepared_row(p) for p in of_some(edition.prepared))
    yield "claim", (_columns(c) for c in of_some(edition.claims))
    yield "rejection", (_columns(r) for r in of_some(edition.rejections))


def common_rows(edition: Edition) -> Iterator[tuple[str, Rows]]:
    """Rows by table, in order, of what is worked out from all accounts, but of the items."""
    stemma, learnt = edition.stemma, edition.learnt
    yield "made", ({"name": n, "value": v} for n, v in edition.made)
    yield "event", [_columns(edition.event)]
    yield "parallel", (_columns(p) for p in edition.parallels)
    yield "family", ({"number": n, "siglum": s} for n, members in enumerate(stemma.families) for s in members)
    yield "descent", (_columns(d) for d in stemma.edges)
    yield "missing_ancestor", ({"name": name} for name in stemma.missing)
    yield "passage_stemma", (_columns(p) for p in stemma.passages)
    yield "searched", [_columns(edition.searched)]
    yield "accuracy", ({"siglum": s, "right": r} for s, r in learnt.right)
    yield "alike", ({"later": x, "earlier": y, "odds": odds} for x, y, odds in learnt.alike)
    yield "finding", ({"position": n} | _columns(f) for n, f in enumerate(edition.findings))
    yield "origin", (_columns(o) for o in edition.origins)
    yield "problem", ({"position": n} | _columns(p) for n, p in enumerate(edition.problems))


def item_rows(item: Item) -> Rows:
    """Rows of the claims of an item."""
    grounds = item.grounds or ("",) * len(item.claims)
    rows = enumerate(zip(item.claims, grounds, strict=True))
    return ({"item": item.id, "position": n, "claim": c, "grounds": g} for n, (c, g) in rows)


def link_rows(entries: Iterable[Entry]) -> Rows:
    """Rows of all links, in the order in which they are kept: whatever is put in between takes more room."""
    return map(_columns, sorted((k for e in entries for k in e.item.links), key=lambda k: (k.a, k.b)))


def entry_rows(entry: Entry, position: int) -> Iterator[tuple[str, Rows]]:
    """Rows by table of an entry, but of the claims and links of its item."""
    item = entry.item
    row = {"position": position} | _columns(entry, ("item", "readings"))
    yield "item", [_columns(item, ("claims", "links", "grounds")) | row]
    for n, reading in enumerate(entry.readings):
        yield "reading", [{"item": item.id, "position": n} | _columns(reading, ("claims",))]
        yield (
            "reading_claim",
            ({"item": item.id, "reading": n, "position": k, "claim": c} for k, c in enumerate(reading.claims)),
        )


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
        accounts=tuple(_record(Account, r) for r in rows("SELECT * FROM account ORDER BY siglum")),
        event=next(_record(Event, r) for r in rows("SELECT * FROM event")),
        claims=tuple(_record(Claim, r) for r in rows("SELECT * FROM claim ORDER BY siglum, rowid")),
        rejections=tuple(_record(Rejection, r) for r in rows("SELECT * FROM rejection ORDER BY siglum, rowid")),
        entries=(),
        parallels=tuple(_record(Parallel, r) for r in rows("SELECT * FROM parallel ORDER BY rowid")),
        stemma=_stemma(db),
        findings=(),
        origins=(),
        problems=tuple(_record(Problem, r) for r in rows("SELECT * FROM problem ORDER BY position")),
        decisions=read_decisions(db),
        made=tuple(
            (r["name"], r["value"])
            for r in rows("SELECT name, value FROM made ORDER BY name")
            if r["name"] not in GUARDS
        ),
        learnt=Learnt(
            tuple((r["siglum"], r["right"]) for r in _newer(db, "accuracy", "siglum")),
            tuple((r["later"], r["earlier"], r["odds"]) for r in _newer(db, "alike", "later, earlier")),
        ),
    )


def _stemma(db: sqlite3.Connection) -> Stemma:
    families = defaultdict(list)
    for row in db.execute("SELECT number, siglum FROM family ORDER BY number, siglum"):
        families[row["number"]].append(row["siglum"])
    return Stemma(
        families=tuple(tuple(members) for members in families.values()),
        edges=tuple(_record(Descent, r) for r in db.execute("SELECT * FROM descent ORDER BY rowid")),
        missing=tuple(r["name"] for r in db.execute("SELECT name FROM missing_ancestor ORDER BY name")),
        passages=tuple(_record(PassageStemma, r) for r in _newer(db, "passage_stemma", "family")),
    )


def read_searched(db: sqlite3.Connection) -> Searched:
    """What the search for passages remembers; nothing in an edition that was made before it did."""
    db.row_factory = sqlite3.Row
    return next((_record(Searched, row) for row in _newer(db, "searched", "rowid")), Searched())


def read_prepared(db: sqlite3.Connection) -> tuple[Prepared, ...]:
    """What was prepared of each account; nothing in an edition that was made before it was kept."""
    db.row_factory = sqlite3.Row
    return tuple(_prepared(row) for row in _newer(db, "prepared", "siglum"))


def read_held(db: sqlite3.Connection) -> tuple[Held, ...]:
    """The entries in short; nothing of an edition that was made before their grounds were kept."""
    db.row_factory = sqlite3.Row
    if not _has_grounds(db):
        return ()
    claims_of, grounds_of, item_of = _claims_of_items(db)
    findings = defaultdict(list)
    for row in db.execute('SELECT * FROM finding WHERE "check" = ? ORDER BY position', (CONTRADICTION,)):
        finding = _record(Finding, row)
        findings[item_of[finding.claims[0]]].append(finding)
    return tuple(
        Held(
            _record(Item, row, claims=tuple(claims_of[row["id"]]), links=(), grounds=tuple(grounds_of[row["id"]])),
            row["verdict"],
            bool(row["headline"]),
            tuple(findings[row["id"]]),
        )
        for row in db.execute("SELECT id, kind, label, measure, verdict, headline FROM item")
    )


def read_rows(db: sqlite3.Connection) -> Edition:
    """The edition in the tables, without what was prepared."""
    db.row_factory = sqlite3.Row

    def rows(sql: str) -> Iterator[sqlite3.Row]:
        return iter(db.execute(sql))

    claims_of, grounds_of, item_of = _claims_of_items(db)
    links_of = defaultdict(list)
    for row in rows("SELECT * FROM link ORDER BY a, b"):
        links_of[item_of[row["a"]]].append(_record(Link, row, reasons=_shares(row["reasons"])))
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
        told = {"links": tuple(links_of[name]), "grounds": tuple(grounds_of[name])}
        item = _record(Item, row, claims=tuple(claims_of[name]), **told)
        entries.append(_record(Entry, row, item=item, readings=tuple(readings_of[name])))
    return replace(
        read_known(db),
        entries=tuple(entries),
        findings=tuple(_record(Finding, r) for r in rows("SELECT * FROM finding ORDER BY position")),
        origins=tuple(_record(Origin, r) for r in rows("SELECT * FROM origin ORDER BY name")),
    )


def _shares(reasons: str) -> tuple[tuple[str, float], ...]:
    """The reasons of a link; editions made before they were pairs have records."""
    return tuple((r["term"], r["weight"]) if isinstance(r, dict) else (r[0], r[1]) for r in json.loads(reasons))


def _claims_of_items(db: sqlite3.Connection) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str]]:
    """The claims of each item in order, their grounds, and the item of each claim."""
    claims_of, grounds_of, item_of = defaultdict(list), defaultdict(list), {}
    grounds = "grounds" if _has_grounds(db) else "''"
    # Both names stand here.
    for item, claim, ground in db.execute(f"SELECT item, claim, {grounds} FROM item_claim ORDER BY item, position"):  # noqa: S608
        claims_of[item].append(claim)
        grounds_of[item].append(ground)
        item_of[claim] = item
    return claims_of, grounds_of, item_of


def _has_grounds(db: sqlite3.Connection) -> bool:
    """Whether the claims of items have the column that those of older editions lack."""
    return "grounds" in {row["name"] for row in db.execute("PRAGMA table_info(item_claim)")}


def _newer(db: sqlite3.Connection, table: str, order: str) -> list[sqlite3.Row]:
    """The rows of a table that editions made before there was one lack."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table,)).fetchone():
        return []
    # Both names stand in this file.
    return db.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()  # noqa: S608
