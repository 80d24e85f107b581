"""Claims, items and parallels as plain rows, and rows as JSON lines or CSV: the same bytes for the same edition."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from variorum.model import Account, Claim, Edition, Quantity, UserError, Utterance
from variorum.present.descent import edit_rows, stemma_rows
from variorum.present.index import Index
from variorum.present.words import number, plain

Row = dict[str, object]


def claim_rows(edition: Edition) -> Iterator[Row]:
    """One row a claim, by file name and place."""
    index = Index(edition)
    for account in sorted(edition.accounts, key=lambda a: a.name):
        for claim in index.claims_of[account.siglum]:
            yield _claim_row(claim, account, index)


def _claim_row(claim: Claim, account: Account, index: Index) -> Row:
    entry = index.entry_of.get(claim.id)
    row: Row = {
        "id": claim.id,
        "account": account.name,
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": claim.quote,
        "kind": "sum" if claim.is_sum else claim.kind,
        "item": entry.item.id if entry else None,
        "verdict": entry.verdict if entry else None,
        "sha256": account.sha256,
        "attributed_to": claim.attribution.source if claim.attribution else None,
    }
    if (look := index.seen(claim)) is not None:
        row |= {"page": look.page, "confidence": look.confidence, "doubtful": look.doubtful}
    value = plain(claim.value)
    if isinstance(claim.value, Utterance):
        # The words are the quote, less its marks: they need no second place.
        del value["words"]
    if isinstance(claim.value, Quantity):
        value["measure"] = claim.frame.measure
    return row | value


def item_rows(edition: Edition) -> Iterator[Row]:
    """One row an item, in the order of the apparatus: headlines first, then by kind and place."""
    index = Index(edition)
    for entry in edition.entries:
        sigla = index.accounts_of(entry)
        yield {
            "item": entry.item.id,
            "label": entry.item.label,
            "kind": entry.item.kind,
            "measure": entry.item.measure,
            "headline": entry.headline,
            "verdict": entry.verdict,
            "low": number(entry.low),
            "best": number(entry.best),
            "high": number(entry.high),
            "rule": entry.rule,
            "refused": entry.refused,
            "accounts": _names(index, sigla),
            "publishers": sorted({p for s in sigla if (p := index.accounts[s].publisher)}),
            "independent": round(entry.independent, 1),
            "readings": [
                {
                    "value": plain(reading.value),
                    "claims": list(reading.claims),
                    "accounts": _names(index, reading.accounts),
                    "independent": round(reading.independent, 1),
                }
                for reading in entry.readings
            ],
        }


def parallel_rows(edition: Edition) -> Iterator[Row]:
    """One row a parallel, by the accounts' file names and place; `a` is the file whose name sorts first."""
    names = {a.siglum: a.name for a in edition.accounts}
    rows = []
    for p in edition.parallels:
        a, a_span, b, b_span, direction = names[p.a], p.a_span, names[p.b], p.b_span, p.direction
        if a > b:
            # Sigla and names may sort differently, and the export is about names.
            a, a_span, b, b_span = b, b_span, a, a_span
            direction = {"a->b": "b->a", "b->a": "a->b", "unknown": "unknown"}[direction]  # type: ignore[assignment]
        key = (a, b, a_span, b_span, p.kind, p.reason)
        row: Row = {
            "a": a,
            "a_start": a_span.start,
            "a_end": a_span.end,
            "b": b,
            "b_start": b_span.start,
            "b_end": b_span.end,
            "kind": p.kind,
            "direction": direction,
            "reason": p.reason,
        }
        rows.append((key, row))
    for _, row in sorted(rows, key=lambda pair: pair[0]):
        yield row


FORMATS: dict[str, Callable[[Edition], Iterator[Row]]] = {
    "claims": claim_rows,
    "items": item_rows,
    "parallels": parallel_rows,
    "edits": edit_rows,
    "stemma": stemma_rows,
}
"""What can be exported, by name."""


def json_lines(rows: Iterable[Row]) -> str:
    """Rows as JSON, one object a line; no rows are an empty file."""
    return "".join(json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n" for row in rows)


def csv_table(rows: Iterable[Row]) -> str:
    """Rows as CSV (RFC 4180) with a header; lists and objects as JSON; cells that start a formula neutralised."""
    rows = list(rows)
    columns = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str):
        return neutral(value)
    return value


def neutral(text: str) -> str:
    """`text` that no spreadsheet takes for a formula: an apostrophe before =, +, -, @, tab and carriage return.

    Spreadsheets pass over blanks before the sign, and full-width signs count as well.
    """
    start = text.lstrip(" \n\u00a0")[:1]
    return f"'{text}" if start and start in "=+-@\t\r＝＋－＠" else text


def write_whole(path: Path, content: str) -> None:
    """Write `content` as UTF-8 to `path`, whole or not at all.

    Raises:
        UserError: the folder is not there or cannot be written.
    """
    part = ""
    try:
        if path.is_dir():
            raise UserError(f"{path} is a folder: name a file in it with --out.")
        handle, part = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(part).chmod(0o666 & ~mask)
        Path(part).replace(path)
        part = ""
    except OSError as fault:
        raise UserError(
            f"{path} cannot be written ({fault.strerror}): give another place with --out, or free this one."
        ) from fault
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


def _names(index: Index, sigla: Iterable[str]) -> list[str]:
    return sorted(index.accounts[s].name for s in sigla if s in index.accounts)
