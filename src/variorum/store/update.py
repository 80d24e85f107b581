"""An edition of more accounts written into the file of the one before: what stands as it was stays where it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

from variorum.model import Addition
from variorum.store.rows import Rows, account_rows, common_rows, entry_rows, insert_rows, item_rows, link_rows
from variorum.store.seal import CONTENT, GUARDS, Digest

_OF_ACCOUNT = ("account", "prepared", "claim", "rejection")
_OF_ENTRY = ("reading", "reading_claim")


def update_rows(db: sqlite3.Connection, addition: Addition) -> None:
    """Make the tables those of an edition of more accounts, but for the order of the rows, and their digest with them."""
    edition, renewed = addition.edition, addition.renewed
    tables = _Tables(db, Digest(addition.before))
    for table in _OF_ACCOUNT:
        tables.take_out(table, "siglum", renewed)
    for table, rows in account_rows(edition, renewed):
        tables.put_in(table, rows, "siglum", renewed)
    for table, rows in common_rows(edition):
        tables.replace(table, rows)
    place = {name: n for n, name in enumerate(addition.order)}
    new = {entry.item.id for entry in edition.entries}
    gone = {row[0] for row in db.execute("SELECT id FROM item")} - place.keys()
    unlinked = new - addition.linked
    grounds = {
        c: g
        for e in edition.entries
        if e.item.id in unlinked
        for c, g in zip(e.item.claims, e.item.grounds, strict=True)
    }
    moved = {c for c, ground in tables.grounds(gone | unlinked) if grounds.get(c) != ground}
    tables.take_out("link", "a", moved)
    tables.take_out("item_claim", "item", gone | unlinked)
    for table in _OF_ENTRY:
        tables.take_out(table, "item", gone | new)
    tables.take_out("item", "id", gone | new)
    tables.move(place)
    for entry in edition.entries:
        item = entry.item
        if item.id in unlinked:
            tables.put_in("item_claim", item_rows(item))
        for table, rows in entry_rows(entry, place[item.id]):
            tables.put_in(table, rows)
    tables.put_in("link", link_rows(edition.entries))
    tables.count("link", "a", {link.a for entry in edition.entries for link in entry.item.links})
    tables.count("item_claim", "item", unlinked)
    for table in _OF_ENTRY:
        tables.count(table, "item", new)
    tables.count("item", "id", new)
    db.execute("INSERT INTO made (name, value) VALUES (?, ?)", (CONTENT, str(tables.digest)))


class _Tables:
    """The tables, with the digest of what is in them. All names of tables and columns stand in this package."""

    def __init__(self, db: sqlite3.Connection, digest: Digest) -> None:
        self._db = db
        self.digest = digest

    def take_out(self, table: str, column: str, values: Iterable[str]) -> None:
        """Delete the rows with one of the values in a column."""
        values = sorted(values)
        self.count(table, column, values, -1)
        self._db.executemany(f'DELETE FROM "{table}" WHERE "{column}" = ?', ((v,) for v in values))  # noqa: S608

    def put_in(self, table: str, rows: Rows, column: str = "", values: Iterable[str] = ()) -> None:
        """Insert rows, and count in those with one of the values in a column: as they are kept, not as they are given."""
        insert_rows(self._db, table, rows)
        if column:
            self.count(table, column, values)

    def count(self, table: str, column: str, values: Iterable[str], sign: int = 1) -> None:
        """Count the rows with one of the values in a column in, or out."""
        for value in sorted(values):
            for row in self._db.execute(f'SELECT * FROM "{table}" WHERE "{column}" = ?', (value,)):  # noqa: S608
                self.digest.add(table, row, sign)

    def replace(self, table: str, rows: Rows) -> None:
        """Give a table other rows."""
        self._count_all(table, -1)
        self._db.execute(f'DELETE FROM "{table}"')  # noqa: S608
        insert_rows(self._db, table, rows)
        self._count_all(table, 1)

    def _count_all(self, table: str, sign: int) -> None:
        for row in self._db.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
            if table != "made" or row[0] not in GUARDS:
                self.digest.add(table, row, sign)

    def grounds(self, items: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The claims of some items, with what their links rest on."""
        for item in sorted(items):
            yield from self._db.execute("SELECT claim, grounds FROM item_claim WHERE item = ?", (item,))

    def move(self, place: dict[str, int]) -> None:
        """Give the items their places in the apparatus."""
        there = self._db.execute("SELECT id, position FROM item").fetchall()
        moved = [name for name, position in there if place[name] != position]
        self.count("item", "id", moved, -1)
        self._db.executemany("UPDATE item SET position = ? WHERE id = ?", ((place[name], name) for name in moved))
        self.count("item", "id", moved)
