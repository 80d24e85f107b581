"""Books: the chapters of an EPUB in the order of its spine."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from variorum.accounts.blocks import blocks_of
from variorum.accounts.dating import as_kept
from variorum.accounts.decode import decode
from variorum.accounts.document import Document, Note, Page, UnreadableError
from variorum.accounts.packed import Package, parse_xml
from variorum.accounts.web import parse_page
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_ENCRYPTED = "META-INF/encryption.xml"
_DECLARED = re.compile(rb"<\?xml[^>]{1,100}encoding\s*=\s*[\"']([\w-]{2,40})")
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
    root = (next((e.get("full-path") for e in container.iter("{*}rootfile")), None) or "").lstrip("/")
    if not root:
        raise UnreadableError("it does not say where its chapters are; get it again from where it came")
    book = parse_xml(package.read(root))
    locked = _encrypted(package) if _ENCRYPTED in names else set()
    out = Page()
    notes: list[Note] = []
    unread: list[str] = []
    for path in _chapters(book, root, settings):
        if path in locked or path not in names:
            unread.append(path)
        else:
            said = _write_chapter(package.read(path), out)
            notes += [(severity, f"its chapter {path[:80]!r}: {sentence}") for severity, sentence in said]
    if unread:
        fault = "encrypted" if unread[0] in locked else "not in it"
        several = f"{len(unread)} of its chapters were" if len(unread) > 1 else "one of its chapters was"
        told = f"{several} not read: {unread[0][:80]!r} is {fault}; get the book anew, without a lock"
        notes.append(("warning", told))
    if not out.length:
        why = notes[-1][1] if unread else "it holds no text; if it holds pictures of pages, save it as PDF"
        raise UnreadableError(why)
    return [
        Document(
            out.text(),
            "application/epub+zip",
            "epub/1",
            metadata=tuple(_facts(book)),
            places=tuple(out.places),
            notes=tuple(notes),
        )
    ]


def _chapters(book: Any, root: str, settings: AccountSettings) -> list[str]:
    """Paths of the chapters in the order they are read, each once; `root` is the file that lists them."""
    files = {e.get("id"): e.get("href") or "" for e in book.iter("{*}item")}
    found = []
    for entry in list(book.iter("{*}itemref"))[: settings.max_parts]:
        address = unquote(files.get(entry.get("idref"), "").split("#", 1)[0])
        found.append(posixpath.normpath(posixpath.join(posixpath.dirname(root), address)))
    return list(dict.fromkeys(found))


def _write_chapter(source: bytes, out: Page) -> tuple[Note, ...]:
    """Write a chapter as a page, and tell what was met on the way."""
    m = _DECLARED.search(source[:200])
    page, _, said = decode(source, m[1].decode("ascii") if m else None)
    for block in blocks_of(parse_page(page.removeprefix("\ufeff").replace("\x00", ""))):
        out.block(block.text, heading=block.heading, table=block.row)
    out.turn_page()
    return said


def _facts(book: Any) -> Iterator[Metadatum]:
    for field, tag, sure in _FIELDS:
        for element in book.iter(_DC + tag):
            value = as_kept(field, " ".join((element.text or "").split()))
            if value:
                yield Metadatum(field, value[:500], f"package {tag}", sure)


def _encrypted(package: Package) -> set[str]:
    """The parts that a lock of the book makes unreadable."""
    tree = parse_xml(package.read(_ENCRYPTED))
    return {unquote(e.get("URI") or "").lstrip("/") for e in tree.iter("{*}CipherReference")}
