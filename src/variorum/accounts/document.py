"""What a reader makes of a file: documents with their text, places and metadata, and how a reader refuses."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.model import Metadatum, Place, Severity, Span
from variorum.model.account import PlaceKind
from variorum.settings import AccountSettings

Note = tuple[Severity, str]
"""Severity and sentence of what a reader met on the way, without the file's name."""


class UnreadableError(Exception):
    """A file cannot be used; the message says the cause and the remedy, without the file's name."""


class NoAccountsError(UnreadableError):
    """A sound file that is about something else; no fault where it only lies in a folder that was given."""


def too_much_memory(settings: AccountSettings) -> UnreadableError:
    """What is told of a file that takes more memory than it may."""
    return UnreadableError(
        f"reading it takes more than {settings.max_memory // 1_000_000} MB of memory; "
        "if it is sound, allow more with --max-memory, or save its text as .txt"
    )


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
    notes: tuple[Note, ...] = ()
    """What the reader met on the way."""
    refused: str = ""
    """Why this part could not be read; empty when it was."""


class Page:
    """A text under construction, paragraph by paragraph, with its places."""

    def __init__(self, between: str = "\n\n") -> None:
        """Begin a text whose paragraphs are parted by `between`."""
        self._between = between
        self.places: list[Place] = []
        self.length = 0
        self._pieces: list[str] = []
        self._page: tuple[int, int] | None = None  # number and start of the page that is open

    def block(self, text: str, *, heading: bool = False, table: bool = False) -> None:
        """Write a paragraph, a heading or a table's row; nothing for one without words."""
        text = text.strip("\n ")
        if not text.strip():
            return
        if self.length:
            self._write(self._between)
        start = self.length
        self._write(text)
        if heading or table:
            self.places.append(Place(Span(start, self.length), "heading" if heading else "table"))

    def mark(self, start: int, kind: PlaceKind, *, name: str = "") -> None:
        """Say what everything written since `start` is."""
        if start < self.length:
            self.places.append(
                Place(Span(min(start + len(self._between) if start else 0, self.length), self.length), kind, name=name)
            )

    def turn_page(self) -> None:
        """End a page here; the first call says that there are pages at all."""
        number, start = self._page or (1, 0)
        self.places.append(Place(Span(start, self.length), "page", number))
        self._page = number + 1, self.length

    def close_page(self) -> None:
        """End the last page, if there are pages."""
        if self._page and self._page[1] < self.length:
            self.turn_page()

    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self.length += len(text)
