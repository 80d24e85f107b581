"""Books: the chapters of an EPUB in the order of its spine."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

from variorum.accounts.blocks import blocks_of
from variorum.accounts.dating import as_edtf
from variorum.accounts.document import Document, Page, UnreadableError
from variorum.accounts.packed import Package, parse_xml
from variorum.accounts.web import parse_page
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_DC = "{http://purl.org/dc/elements/1.1/}"
_FIELDS = (
    ("title", "title", 0.85),
    ("author", "creator", 0.85),
    ("publisher", "publisher", 0.85),
    ("published", "date", 0.7),
    ("language", "language", 0.8),
)


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The text of an .epub file; each chapter is a page of it.

    Raises:
        UnreadableError: it is damaged, encrypted, hostile or without text.
    """
    package = Package(source, settings)
    names = package.names()
    container = parse_xml(package.read("META-INF/container.xml"))
    root = next((e.get("full-path") for e in container.iter("{*}rootfile")), None)
    if not root:
        raise UnreadableError("it does not say where its chapters are; get it again from where it came")
    book = parse_xml(package.read(root))
    files = {e.get("id"): e.get("href") or "" for e in book.iter("{*}item")}
    out = Page()
    for entry in list(book.iter("{*}itemref"))[: settings.max_parts]:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(root), unquote(files.get(entry.get("idref"), ""))))
        if path in names:
            chapter = parse_page(package.read(path).decode("utf-8", "replace"))
            for block in blocks_of(chapter):
                out.block(block.text, heading=block.heading, table=block.row)
            out.turn_page()
    if not out.length:
        raise UnreadableError("it holds no text; if it holds pictures of pages, save it as PDF")
    metadata = []
    for field, tag, sure in _FIELDS:
        for element in book.iter(_DC + tag):
            value = " ".join((element.text or "").split())
            value = as_edtf(value) or "" if field == "published" else value
            if value:
                metadata.append(Metadatum(field, value[:500], f"package {tag}", sure))
    return [Document(out.text(), "application/epub+zip", "epub/1", metadata=tuple(metadata), places=tuple(out.places))]
