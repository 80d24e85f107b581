"""Tables of accounts: CSV with a header, and JSON lines, one account a row."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from variorum.accounts.dating import as_kept
from variorum.accounts.decode import decode
from variorum.accounts.document import Document, NoAccountsError, UnreadableError
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_NAMES = ("account", "name", "id", "file", "url")
_FIELDS = {
    "title": ("title", "headline"),
    "published": ("published", "date", "publication_date"),
    "publisher": ("publisher", "source", "outlet"),
    "author": ("author", "byline"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
    "network": ("network",),
}


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """One document a row, from the columns `text`, a name (account, name, id, file or url) and what is known of it.

    Raises:
        UnreadableError: it is no such table, or damaged.
        NoAccountsError: it is a table, of something else.
    """
    text, _, _ = decode(source)
    text = text.removeprefix("\ufeff")
    rows = list(_json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text))
    if len(rows) > settings.max_parts:
        raise UnreadableError(f"it has more than {settings.max_parts} rows; divide it, or allow more with --max-parts")
    documents = []
    names: set[str] = set()
    for number, row in rows:
        words = row.get("text")
        if not isinstance(words, str) or not words.strip():
            documents.append(
                Document(
                    "",
                    "text/plain",
                    "table/1",
                    part=f"line {number}",
                    refused="it has no text in its column `text`; add it, or take the row away",
                )
            )
            continue
        part = next((str(row[key]) for key in _NAMES if row.get(key)), f"line {number}")
        if part in names:
            part = f"{part} (line {number})"
        names.add(part)
        words = words.encode("utf-8", "replace").decode()
        documents.append(
            Document(
                words,
                "text/plain",
                "table/1",
                part=part,
                source=words.encode(),
                encoding="utf-8",
                metadata=tuple(_facts(row, name)),
            )
        )
    return documents


def _facts(row: dict[str, Any], name: str) -> Iterator[Metadatum]:
    for field, keys in _FIELDS.items():
        value = as_kept(field, next((str(row[key]).strip() for key in keys if row.get(key)), ""))
        if value:
            yield Metadatum(field, value[:2000], name, 0.95)


def _csv_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(10_000_000)
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    header = [(h or "").strip().lower() for h in reader.fieldnames or ()]
    if "text" not in header or not set(header) & set(_NAMES):
        raise NoAccountsError("it is no table of accounts: its first line must name the columns account and text")
    reader.fieldnames = header
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as fault:
        raise UnreadableError(f"its line {reader.line_num} is no sound CSV; save it again") from fault


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as fault:
            raise UnreadableError(f"its line {number} is no JSON object; write one account a line") from fault
        # Lines that give offsets are annotations of accounts, not accounts.
        if not isinstance(row, dict) or "text" not in row or "start" in row or not set(row) & set(_NAMES):
            raise NoAccountsError("it is no table of accounts: every line must be an object with account and text")
        yield number, row
