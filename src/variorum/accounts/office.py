"""Word and OpenDocument texts: paragraphs, headings, tables and notes, in the order they are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from variorum.accounts.blocks import raised
from variorum.accounts.document import Document, Page, UnreadableError
from variorum.accounts.packed import Package, parse_xml
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT_TYPE = "application/vnd.oasis.opendocument.text"
# What programs write as a title when nobody gave one.
_NO_TITLE = ("untitled", "microsoft word", "document", "unknown", "title", "user", "admin")


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The text of a .docx or .odt file.

    Raises:
        UnreadableError: it is damaged, encrypted, hostile or without text.
    """
    package = Package(source, settings)
    names = set(package.names())
    out = Page()
    if "content.xml" in names:
        kind, extractor, properties = _ODT_TYPE, "odt/1", "meta.xml"
        _OpenDocument(out).walk(parse_xml(package.read("content.xml")))
    elif "word/document.xml" in names:
        kind, extractor, properties = _WORD_TYPE, "docx/1", "docProps/core.xml"
        word = _Word(out)
        word.walk(parse_xml(package.read("word/document.xml")))
        for part in ("word/footnotes.xml", "word/endnotes.xml"):
            if part in names:
                word.walk(parse_xml(package.read(part)))
    else:
        ending = PurePath(name).suffix or "its ending"
        raise UnreadableError(
            f"it is packed like an Office file but has no text part, so {ending} is wrong or it is damaged; save it again"
        )
    text = out.text()
    if not text.strip():
        raise UnreadableError("it holds no text; if it holds pictures of pages, save it as PDF")
    metadata = tuple(_properties(parse_xml(package.read(properties)))) if properties in names else ()
    out.close_page()
    return [Document(text, kind, extractor, metadata=metadata, places=tuple(out.places))]


def _properties(root: Any) -> Iterator[Metadatum]:
    """Title, author and language of the document's properties; when it was saved says nothing of publication."""
    for field, tag, sure in (("title", "title", 0.7), ("author", "creator", 0.5), ("language", "language", 0.5)):
        for element in root.iter(_DC + tag):
            value = " ".join((element.text or "").split())
            if value and not value.lower().startswith(_NO_TITLE):
                yield Metadatum(field, value[:500], f"document property {tag}", sure)


class _Word:
    """WordprocessingML."""

    def __init__(self, out: Page) -> None:
        self._out = out

    def walk(self, root: Any) -> None:
        """Write every paragraph and table below `root`."""
        for child in root:
            if child.tag == _W + "p":
                self._paragraph(child)
            elif child.tag == _W + "tbl":
                self._table(child)
            elif child.tag not in {_W + "sectPr", _MC + "Fallback"}:
                self.walk(child)

    def _paragraph(self, element: Any) -> None:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        name = (style.get(_W + "val") or "").lower() if style is not None else ""
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        heading = name.startswith(("heading", "title", "berschrift", "titre", "titel")) or outline is not None
        self._out.block("".join(self._runs(element)), heading=heading)
        for inner in element.iter(_W + "txbxContent"):
            if not any(a.tag == _MC + "Fallback" for a in inner.iterancestors()):
                self.walk(inner)

    def _runs(self, element: Any) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag == _W + "t":
                yield raised(child.text or "") if self._is_raised(child) else child.text or ""
            elif tag in {_W + "tab", _W + "ptab"}:
                yield "\t"
            elif tag == _W + "br" and child.get(_W + "type") == "page":
                self._out.turn_page()
            elif tag in {_W + "br", _W + "cr"}:
                yield "\n"
            elif tag == _W + "lastRenderedPageBreak":
                self._out.turn_page()
            elif tag == _W + "noBreakHyphen":
                yield "-"
            elif tag == _W + "softHyphen":
                yield "\xad"
            elif tag not in {
                _W + "del",
                _W + "moveFrom",
                _W + "pPr",
                _W + "rPr",
                _W + "txbxContent",
                _MC + "Fallback",
                _W + "instrText",
            }:
                yield from self._runs(child)

    @staticmethod
    def _is_raised(text: Any) -> bool:
        align = text.find(f"../{_W}rPr/{_W}vertAlign")
        return align is not None and align.get(_W + "val") == "superscript"

    def _table(self, element: Any) -> None:
        start = self._out.length
        for row in element.iter(_W + "tr"):
            if next(a for a in row.iterancestors() if a.tag == _W + "tbl") is not element:
                continue
            cells = [
                "".join(" ".join("".join(self._runs(p)).split()) + " " for p in cell.iter(_W + "p")).strip()
                for cell in row.iterchildren(_W + "tc")
            ]
            self._out.block(" | ".join(cells))
        self._out.mark(start, "table")


class _OpenDocument:
    """OpenDocument text."""

    def __init__(self, out: Page) -> None:
        self._out = out
        self._notes: list[Any] = []

    def walk(self, root: Any) -> None:
        """Write every paragraph and table below `root`."""
        for child in root:
            tag = child.tag
            if tag in {_TEXT + "p", _TEXT + "h"}:
                self._out.block("".join(self._inline(child)), heading=tag == _TEXT + "h")
                self._write_notes()
            elif tag == _TABLE + "table":
                self._table(child)
            elif tag == _TEXT + "soft-page-break":
                self._out.turn_page()
            elif tag not in {_TEXT + "tracked-changes", _OFFICE + "annotation", _OFFICE + "styles"}:
                self.walk(child)

    def _inline(self, element: Any) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            tag = child.tag
            if tag == _TEXT + "s":
                # One element may stand for a thousand million spaces.
                count = child.get(_TEXT + "c") or "1"
                yield " " * min(int(count), 100) if count.isdecimal() and len(count) < 9 else " "
            elif tag == _TEXT + "tab":
                yield "\t"
            elif tag == _TEXT + "line-break":
                yield "\n"
            elif tag == _TEXT + "soft-page-break":
                self._out.turn_page()
            elif tag == _TEXT + "note":
                yield raised(
                    "".join(t for mark in child.iterchildren(_TEXT + "note-citation") for t in mark.itertext())
                )
                self._notes += child.iterchildren(_TEXT + "note-body")
            elif tag != _OFFICE + "annotation":
                yield from self._inline(child)
            yield child.tail or ""

    def _table(self, element: Any) -> None:
        start = self._out.length
        for row in element.iter(_TABLE + "table-row"):
            cells = [" ".join(" ".join(self._inline(cell)).split()) for cell in row.iterchildren(_TABLE + "table-cell")]
            self._out.block(" | ".join(cells).rstrip(" |"))
        self._out.mark(start, "table")
        self._write_notes()

    def _write_notes(self) -> None:
        """The footnotes called in what was just written."""
        notes, self._notes = self._notes, []
        for note in notes:
            self.walk(note)
