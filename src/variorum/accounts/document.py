"""What a reader makes of a file: documents with their text, places and metadata, and how a reader refuses."""

from __future__ import annotations

from dataclasses import dataclass, field

from variorum.model import Metadatum, Place, Severity


class UnreadableError(Exception):
    """A file cannot be used; the message says the cause and the remedy, without the file's name."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document found in a file; an archive or a table of accounts holds many."""

    text: str
    """The decoded file, or the text extracted from it."""
    media_type: str
    """Internet media type of the original."""
    extractor: str
    """Name and version of the reader."""
    part: str = ""
    """Name within the file it came in ("letters/02.txt" of an archive); empty when it is the file itself."""
    source: bytes | None = None
    """The original bytes of a part; None when they are the file's own."""
    encoding: str | None = None
    """Character encoding of the original text, None for formats that are no plain text."""
    metadata: tuple[Metadatum, ...] = ()
    """What the document says of itself, surest first within a field."""
    places: tuple[Place, ...] = ()
    """Pages, headings, tables, boilerplate, recognised words, in order."""
    notes: tuple[tuple[Severity, str], ...] = ()
    """Severity and sentence of what the reader met on the way, without the file's name."""
    refused: str = ""
    """Why this part could not be read; empty when it was."""


@dataclass(slots=True)
class Page:
    """A text under construction, with its places."""

    pieces: list[str] = field(default_factory=list)
    """Text so far."""
    places: list[Place] = field(default_factory=list)
    """Places so far."""
    length: int = 0
    """Code points so far."""

    def write(self, text: str) -> None:
        """Add `text`."""
        self.pieces.append(text)
        self.length += len(text)

    def text(self) -> str:
        """All that was written."""
        return "".join(self.pieces)
