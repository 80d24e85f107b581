"""Word and OpenDocument texts: paragraphs, headings, tables and notes, in the order they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from variorum.accounts.blocks import raised
from variorum.accounts.document import Document, Note, Page, UnreadableError
from variorum.accounts.packed import Package, parse_xml
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(wordprocessingml|officeDocument)/(main|math)")
"""Names of the same elements in files saved as "Strict Open XML"."""
_MAIN = re.compile(r"word/document\d*\.xml")
_COMMENTS = "word/comments.xml"
_SPACES = re.compile(r"[ \t\r\n]+")

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
    elif main := min(filter(_MAIN.fullmatch, names), default=None):
        kind, extractor, properties = _WORD_TYPE, "docx/1", "docProps/core.xml"
        word = _Word(out)
        for part in (main, "word/footnotes.xml", "word/endnotes.xml"):
            if part in names:
                word.walk(parse_xml(_STRICT.sub(_transitional, package.read(part))))
    else:
        ending = PurePath(name).suffix or "its ending"
        raise UnreadableError(
            f"it is packed like an Office file but has no text part, so {ending} is wrong or it is damaged; save it again"
        )
    comments = package.read(_COMMENTS).count(b"<w:comment ") if _COMMENTS in names else 0
    text = out.text()
    if not text.strip():
        raise UnreadableError("it holds no text; if it holds pictures of pages, save it as PDF")
    metadata = tuple(_properties(parse_xml(package.read(properties)))) if properties in names else ()
    out.close_page()
    notes: tuple[Note, ...] = ()
    if comments:
        several = f"{comments} comments in its margin are" if comments > 1 else "a comment in its margin is"
        notes = (("note", f"{several} no part of its text and not read"),)
    return [Document(text, kind, extractor, metadata=metadata, places=tuple(out.places), notes=notes)]


def _transitional(m: re.Match[bytes]) -> bytes:
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % (m[1], m[2])


def _properties(root: Any) -> Iterator[Metadatum]:
    """Title, author and language of the document's properties; when it was saved says nothing of publication."""
    for field, tag, sure in (("title", "title", 0.7), ("author", "creator", 0.5), ("language", "language", 0.5)):
        for element in root.iter(_DC + tag):
            value = " ".join((element.text or "").split())
            if value and not value.lower().startswith(_NO_TITLE):
                yield Metadatum(field, value[:500], f"document property {tag}", sure)


def _nearest(element: Any, tag: str, *shut: str) -> Iterator[Any]:
    """Elements of that name below another, none below one of them or below what is shut."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in {*shut, _MC + "Fallback"}:
            yield from _nearest(child, tag, *shut)


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
            if tag in {_W + "t", _M + "t"}:
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
            } and not self._is_hidden(child):
                yield from self._runs(child)

    @staticmethod
    def _is_hidden(run: Any) -> bool:
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        return vanish is not None and vanish.get(_W + "val") not in {"0", "false"}

    @staticmethod
    def _is_raised(text: Any) -> bool:
        align = text.find(f"../{_W}rPr/{_W}vertAlign")
        return align is not None and align.get(_W + "val") == "superscript"

    def _table(self, element: Any) -> None:
        start = self._out.length
        within: list[Any] = []
        for row in _nearest(element, _W + "tr"):
            # Cells and rows may stand in the fields of a form.
            cells = list(_nearest(row, _W + "tc"))
            within += [inner for cell in cells for inner in _nearest(cell, _W + "tbl")]
            texts = (" ".join("".join(self._runs(p)) for p in _nearest(cell, _W + "p", _W + "tbl")) for cell in cells)
            self._out.block(" | ".join(" ".join(text.split()) for text in texts))
        self._out.mark(start, "table")
        for inner in within:
            self._table(inner)
        for box in _nearest(element, _W + "txbxContent"):
            if next(a for a in box.iterancestors() if a.tag == _W + "tbl") is element:
                self.walk(box)


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
        # Spaces and line ends of the file are one space; those of the text are elements.
        yield _SPACES.sub(" ", element.text or "")
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
            elif tag == _DRAW + "text-box":
                self._notes.append(child)
            elif tag not in {_OFFICE + "annotation", _TEXT + "ruby-text", _SVG + "title", _SVG + "desc"}:
                yield from self._inline(child)
            yield _SPACES.sub(" ", child.tail or "")

    def _table(self, element: Any) -> None:
        start = self._out.length
        within: list[Any] = []
        for row in _nearest(element, _TABLE + "table-row", _TABLE + "table"):
            cells = list(row.iterchildren(_TABLE + "table-cell"))
            within += [inner for cell in cells for inner in _nearest(cell, _TABLE + "table")]
            texts = (
                " ".join(t for p in self._paragraphs(cell) for t in ("".join(self._inline(p)).split()))
                for cell in cells
            )
            self._out.block(" | ".join(texts).rstrip(" |"))
        self._out.mark(start, "table")
        self._write_notes()
        for inner in within:
            self._table(inner)

    def _paragraphs(self, cell: Any) -> Iterator[Any]:
        for child in cell:
            if child.tag in {_TEXT + "p", _TEXT + "h"}:
                yield child
            elif child.tag not in {_TABLE + "table", _OFFICE + "annotation"}:
                yield from self._paragraphs(child)

    def _write_notes(self) -> None:
        """The footnotes and text boxes of what was just written."""
        notes, self._notes = self._notes, []
        for note in notes:
            self.walk(note)
