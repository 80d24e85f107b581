"""Books: the chapters of an EPUB in the order of its spine."""

from __future__ import annotations

import posixpath
import re
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
    files = {e.get("id"): e.get("href") or "" for e in book.iter("{*}item")}
    locked = _encrypted(package) if _ENCRYPTED in names else set()
    out = Page()
    notes: list[Note] = []
    seen: set[str] = set()
    unread: list[str] = []
    for entry in list(book.iter("{*}itemref"))[: settings.max_parts]:
        address = unquote(files.get(entry.get("idref"), "").split("#", 1)[0])
        path = posixpath.normpath(posixpath.join(posixpath.dirname(root), address))
        if path in seen:
            continue
        seen.add(path)
        if path in locked or path not in names:
            unread.append(path)
        else:
            source = package.read(path)
            m = _DECLARED.search(source[:200])
            page, _, said = decode(source, m[1].decode("ascii") if m else None)
            notes += [(severity, f"its chapter {path[:80]!r}: {sentence}") for severity, sentence in said]
            for block in blocks_of(parse_page(page.removeprefix("\ufeff").replace("\x00", ""))):
                out.block(block.text, heading=block.heading, table=block.row)
            out.turn_page()
    if unread:
        fault = "encrypted" if unread[0] in locked else "not in it"
        several = f"{len(unread)} of its chapters were" if len(unread) > 1 else "one of its chapters was"
        told = f"{several} not read: {unread[0][:80]!r} is {fault}; get the book anew, without a lock"
        notes.append(("warning", told))
    if not out.length:
        why = notes[-1][1] if unread else "it holds no text; if it holds pictures of pages, save it as PDF"
        raise UnreadableError(why)
    metadata = []
    for field, tag, sure in _FIELDS:
        for element in book.iter(_DC + tag):
            value = as_kept(field, " ".join((element.text or "").split()))
            if value:
                metadata.append(Metadatum(field, value[:500], f"package {tag}", sure))
    return [
        Document(
            out.text(),
            "application/epub+zip",
            "epub/1",
            metadata=tuple(metadata),
            places=tuple(out.places),
            notes=tuple(notes),
        )
    ]


def _encrypted(package: Package) -> set[str]:
    """The parts that a lock of the book makes unreadable."""
    tree = parse_xml(package.read(_ENCRYPTED))
    return {unquote(e.get("URI") or "").lstrip("/") for e in tree.iter("{*}CipherReference")}
