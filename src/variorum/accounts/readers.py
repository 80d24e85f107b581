"""The readers: which one reads what, what it needs, and whether it is safe to run beside everything else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath

from variorum.accounts.cell import tell_part
from variorum.accounts.document import Document, UnreadableError, too_much_memory
from variorum.accounts.kinds import kind_of
from variorum.accounts.pictures import KINDS, PILLOW
from variorum.accounts.plain import read_text
from variorum.settings import AccountSettings

Read = Callable[[bytes, str, AccountSettings, int], list[Document]]
"""From a file's bytes, its name, the settings and how deep it lies in other files, to its documents."""


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of file is read."""

    module: str
    """Module of this package that reads it, loaded when the first such file comes."""
    preload: tuple[str, ...] = ()
    """What that module loads, loaded before its process is shut in."""
    may_run: bool = False
    """Whether it, or the reader of something in it, starts another program (tesseract)."""


_ALL = (
    "lxml.html",
    "trafilatura",
    "variorum.accounts.encodings",
    "numpy",
    "pypdfium2",
    "warcio.archiveiterator",
    "subprocess",
    *PILLOW,
)

READERS: dict[str, Reader] = {
    "application/pdf": Reader("variorum.accounts.pdf", ("pypdfium2", "subprocess", "numpy"), may_run=True),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": Reader(
        "variorum.accounts.office", ("lxml.etree",)
    ),
    "application/vnd.oasis.opendocument.text": Reader("variorum.accounts.office", ("lxml.etree",)),
    "application/rtf": Reader("variorum.accounts.rtf"),
    "application/epub+zip": Reader("variorum.accounts.epub", ("lxml.html",)),
    "message/rfc822": Reader("variorum.accounts.mail", _ALL, may_run=True),
    "application/warc": Reader("variorum.accounts.archive", _ALL, may_run=True),
    "application/wacz": Reader("variorum.accounts.archive", _ALL, may_run=True),
    "application/zip": Reader("variorum.accounts.archive", _ALL, may_run=True),
    "text/csv": Reader("variorum.accounts.table", ("variorum.accounts.encodings",)),
    "application/jsonl": Reader("variorum.accounts.table", ("variorum.accounts.encodings",)),
    **dict.fromkeys(KINDS.values(), Reader("variorum.accounts.scan", ("subprocess", "numpy", *PILLOW), may_run=True)),
    "text/html": Reader("variorum.accounts.web", ("lxml.html", "trafilatura", "variorum.accounts.encodings")),
}
"""Readers by media type; text and Markdown need none."""

_TEXT = frozenset({"text/plain", "text/markdown"})
_OLD = {
    "application/x-ole": "it is an Office file of the old binary kind; save it as .docx or as text",
    "application/x-7z-compressed": "7z archives are not read; unpack it, or pack it as .zip",
    "application/vnd.rar": "RAR archives are not read; unpack it, or pack it as .zip",
    "application/gzip": "it is compressed with gzip; unpack it first",
    "image/gif": "GIF pictures are not read; save it as PNG",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "spreadsheets are not read; save its sheet as .csv with columns account, text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "presentations are not read; save it as PDF",
}


def reader_of(source: bytes, name: str) -> Reader | None:
    """The reader for a file, None for text and for what has none."""
    return READERS.get(kind_of(source, PurePath(name).suffix.lower()))


def read_part(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The documents of a file within another; whatever a parser raises over it leaves the rest to be read.

    Raises:
        UnreadableError: it holds none that can be read; the message says why and what to do.
    """
    return apart(lambda: read_file(source, name, settings, depth), settings)


def apart(read: Callable[[], list[Document]], settings: AccountSettings) -> list[Document]:
    """What `read` makes of a part of a file; whatever it raises is told as that part's fault alone.

    Raises:
        UnreadableError: it holds nothing that can be read; the message says why and what to do.
    """
    tell_part()
    try:
        return read()
    except UnreadableError:
        raise
    except MemoryError as fault:
        raise too_much_memory(settings) from fault
    except RecursionError as fault:
        raise UnreadableError("it is nested deeper than any document is; save its text as .txt") from fault
    except Exception as fault:
        kind = type(fault).__name__
        raise UnreadableError(
            f"it is damaged or of an unknown kind ({kind}); save it again, or its text as .txt"
        ) from fault


def read_file(source: bytes, name: str, settings: AccountSettings, depth: int = 0) -> list[Document]:
    """The documents in a file, by its content and its name's ending.

    Raises:
        UnreadableError: it holds none that can be read; the message says why and what to do.
    """
    if not source:
        raise UnreadableError("it is empty; save the account's text in it, or take it away")
    ending = PurePath(name).suffix.lower()
    kind = kind_of(source, ending)
    if kind in _TEXT:
        return read_text(source, kind)
    if kind in _OLD:
        raise UnreadableError(_OLD[kind])
    if kind not in READERS:
        raise UnreadableError(f"{kind} is not read; save it as PDF, or its text as .txt")
    read: Read = import_module(READERS[kind].module).read
    return read(source, name, settings, depth)
