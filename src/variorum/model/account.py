"""Accounts as they were read: the text, the bytes it came from, and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from variorum.model.span import OffsetMap, Span

DOUBTFUL = 0.8
"""Confidence below which a recognised figure is told to the user: on scans of 200 dpi, wrong digits lie below it."""

AGENCY = "agency"
"""Name of the field of a `Metadatum` that tells whom an account credits."""
AND = "; "
"""Between several names of one field."""

PlaceKind = Literal["page", "heading", "boilerplate", "table", "ocr", "attachment", "unread"]
"""What a place is; `unread` is writing on a page that could not be read: its span is empty, where its words would stand."""


@dataclass(frozen=True, slots=True)
class Metadatum:
    """One fact about an account, and where it was found."""

    field: str
    """Name of the `Account` field it fills: title, published, publisher, author, url, language, network, agency."""
    value: str
    """The value taken."""
    found_in: str
    """Where it stood, for people: "accounts.csv", "JSON-LD datePublished", "dateline", "file name"."""
    sure: float
    """How sure the reader is, 0 to 1; the user's own sidecar is 1."""
    span: Span | None = None
    """Place in the account's text, None when it was found elsewhere."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the text that stands somewhere in the document: a page, a table, a scanned word, or what was not read."""

    span: Span
    """The stretch of `Account.text`."""
    kind: PlaceKind
    """What it is."""
    page: int | None = None
    """Page number from 1, None where the format has none."""
    box: tuple[float, float, float, float] | None = None
    """Left, top, right, bottom in points from the page's top left; None when not known."""
    confidence: float | None = None
    """Word confidence of optical recognition, 0 to 1; None for text that was not recognised."""
    name: str = ""
    """Name within the document: of an attachment, a sheet, a heading; else empty."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where the recognised words of a claim stand, and how sure they are."""

    page: int
    """Page number from 1."""
    box: tuple[float, float, float, float]
    """Left, top, right, bottom in points from the page's top left."""
    confidence: float
    """Least confidence of those of the words that have digits, else of all of them, 0 to 1."""

    @property
    def doubtful(self) -> bool:
        """Whether it must be compared with the picture."""
        return self.confidence < DOUBTFUL


@dataclass(frozen=True, slots=True)
class Account:
    """One document that tells of the event."""

    siglum: str
    """Short name in tables and the apparatus, unique in an edition."""
    name: str
    """File name, unique in an edition (with its folder where two files share a name)."""
    text: str
    """The decoded file, or the text extracted from it; every span of a claim counts its code points."""
    sha256: str
    """SHA-256 of the original bytes, lower-case hexadecimal."""
    size: int
    """Number of original bytes."""
    source: bytes | None = None
    """The original bytes; None when they are too large for the edition and are kept beside it."""
    media_type: str = "text/plain"
    """Internet media type of the original."""
    encoding: str | None = None
    """Character encoding of the original text, None for formats that are no plain text."""
    extractor: str = "text/1"
    """Name and version of the reader that made `text` from the bytes."""
    title: str | None = None
    """Title, None when not known."""
    published: str | None = None
    """Publication date as EDTF, to the precision it is known; None when not known."""
    publisher: str | None = None
    """Who publishes the account, None when not known."""
    network: str | None = None
    """Issuer network named by the user; None when none was named."""
    author: str | None = None
    """Author, None when not known."""
    url: str | None = None
    """Address it was published at, None when not known."""
    language: str | None = None
    """BCP 47 tag of the language, None when not known."""
    metadata: tuple[Metadatum, ...] = field(default=())
    """Where each of the fields above was found."""
    places: tuple[Place, ...] = field(default=())
    """Pages, tables, headings, recognised words, ordered by span."""

    @property
    def agency(self) -> str | None:
        """The agencies and reporters that it credits, "; " between them: as the user says, else as found; None for none."""
        told = [m for m in self.metadata if m.field == AGENCY]
        return AND.join(dict.fromkeys(m.value for m in [m for m in told if m.sure == 1.0] or told)) or None


@dataclass(frozen=True, slots=True)
class ReadingView:
    """An account's text made readable (joined lines, plain quotation marks), with the way back."""

    text: str
    """What the extractors read."""
    offsets: OffsetMap
    """From `text` back to `Account.text`."""
    paragraphs: tuple[Span, ...]
    """Paragraphs of the view, in order; headings are paragraphs of their own."""
    sentences: tuple[Span, ...]
    """Sentences of the view, in order; none crosses a paragraph."""
    headings: tuple[Span, ...] = ()
    """Those of `paragraphs` that are headings."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is worked out of one account alone before others are looked at; kept, so that it is done once."""

    siglum: str
    """The account."""
    view: ReadingView
    """Its reading view."""
    days: tuple[tuple[str, int], ...]
    """Days (ISO 8601) that it names and that could be the event's, with what speaks for each, sorted."""
    places: tuple[str, ...]
    """Places it names, sorted."""
