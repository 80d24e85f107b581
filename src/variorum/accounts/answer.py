"""What a cell sends: its documents, or why there are none, as JSON; what comes out is no more trusted than what went in."""

from __future__ import annotations

import base64
import json
from typing import Any, get_args

from variorum.accounts.document import Document, NoAccountsError, UnreadableError
from variorum.model import Metadatum, Place, PlaceKind, Severity, Span


def to_json(result: list[Document] | UnreadableError) -> bytes:
    """A reader's result as JSON in UTF-8; code points that are no characters become question marks."""
    if isinstance(result, UnreadableError):
        answer: dict[str, object] = {"refused": str(result), "other": isinstance(result, NoAccountsError)}
    else:
        answer = {"documents": [_to_row(d) for d in result]}
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


def answer_of(data: bytes) -> list[Document] | UnreadableError:
    """The result in `data`; an answer of another shape is a fault of the file."""
    try:
        answer = json.loads(data)
        if "documents" in answer:
            return [_from_row(row) for row in answer["documents"]]
        return (NoAccountsError if answer["other"] else UnreadableError)(str(answer["refused"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return UnreadableError("it made its reader crash; save it again, or its text as .txt")


def _to_row(d: Document) -> dict[str, object]:
    return {
        "text": d.text, "media_type": d.media_type, "extractor": d.extractor, "part": d.part, "encoding": d.encoding,
        "source": None if d.source is None else base64.b64encode(d.source).decode(), "refused": d.refused, "notes": d.notes,
        "metadata": [(m.field, m.value, m.found_in, m.sure, m.span and (m.span.start, m.span.end)) for m in d.metadata],
        "places": [(p.span.start, p.span.end, p.kind, p.page, p.box, p.confidence, p.name) for p in d.places],
    }  # fmt: skip


def _from_row(row: dict[str, Any]) -> Document:
    def metadatum(field: str, value: str, found_in: str, sure: float, span: list[int] | None) -> Metadatum:
        return Metadatum(str(field), str(value), str(found_in), float(sure), Span(*span) if span else None)

    def place(
        start: int, end: int, kind: str, page: int | None, box: list[float] | None, sure: float | None, name: str
    ) -> Place:
        if kind not in get_args(PlaceKind):
            raise ValueError(kind)
        whole = (float(box[0]), float(box[1]), float(box[2]), float(box[3])) if box else None
        return Place(Span(start, end), kind, page, whole, sure, str(name))  # type: ignore[arg-type]

    text, source = row["text"], row["source"]
    if not isinstance(text, str):
        raise TypeError("no text")
    return Document(
        text=text,
        media_type=str(row["media_type"]),
        extractor=str(row["extractor"]),
        part=str(row["part"]),
        source=base64.b64decode(source) if isinstance(source, str) else None,
        encoding=None if row["encoding"] is None else str(row["encoding"]),
        metadata=tuple(metadatum(*m) for m in row["metadata"]),
        places=tuple(place(*p) for p in row["places"]),
        notes=tuple((_severity(a), str(b)) for a, b in row["notes"]),
        refused=str(row["refused"]),
    )


def _severity(word: object) -> Severity:
    return "error" if word == "error" else "warning" if word == "warning" else "note"
