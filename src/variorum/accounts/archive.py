"""Archives: the accounts packed in ZIP, WARC and WACZ files."""

from __future__ import annotations

import codecs
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urlsplit

from variorum.accounts.dating import date_in_address
from variorum.accounts.decode import decode
from variorum.accounts.document import Document, Note, UnreadableError
from variorum.accounts.kinds import ENDINGS
from variorum.accounts.packed import Package
from variorum.accounts.sidecar import NAME, Sidecar, rows_of
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_PAGES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_WRITTEN = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<meta[^>]{0,300}charset\s*=|<\?xml[^>]{1,100}encoding\s*=", re.IGNORECASE)
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
BY_SERVER = "http/"
"""What stands in a page's extractor before the encoding that only the server told."""
_SURER = 0.7
"""Sureness from which what a page says of itself stands before what its address tells."""
_TOLD = 50
"""Addresses of an archive without their pages that are told one by one."""


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """Every document of an archive, each with its own bytes.

    Raises:
        UnreadableError: it is damaged, holds nothing that can be read, or lies too deep in other archives.
    """
    if depth + 1 >= settings.max_depth:
        raise UnreadableError(f"it lies in {depth} other archives; unpack them, or allow more with --max-depth")
    if source.startswith(b"PK"):
        package = Package(source, settings)
        captures = [n for n in package.names() if re.search(r"\.warc(\.gz)?$", n)]
        if captures and any(n.startswith("archive/") for n in captures):
            found = list(_captured((package.read(n) for n in captures), settings, depth))
        else:
            found = _packed(package, settings, depth)
    else:
        found = list(_captured([source], settings, depth))
    if not found:
        raise UnreadableError("it holds no document that can be read; unpack it and look what it holds")
    return found


def _packed(package: Package, settings: AccountSettings, depth: int) -> list[Document]:
    """The documents of an archive, with what its own accounts.csv say of each, the nearest before those above it."""
    sidecars: dict[Path, Sidecar] = {}
    notes: list[Note] = []
    for member in sorted(package.names()):
        path = Path(member.replace("\\", "/"))
        if path.name != NAME or "__MACOSX" in path.parts:
            continue
        try:
            rows, said = rows_of(package.read(member))
        except UnreadableError as fault:
            rows, said = {}, [("error", f"{fault}.")]
        sidecars[path.parent] = Sidecar(path, rows, set())
        # The sentences are ended where they are shown.
        notes += [(severity, f"its {path}: {sentence.rstrip('.')}") for severity, sentence in said]
    found = []
    for document in _members(package, settings, depth):
        told: tuple[Metadatum, ...] = ()
        path = Path(document.part)
        for sidecar in (sidecars[folder] for folder in reversed(path.parents) if folder in sidecars):
            told = sidecar.of(path, "") or told
        found.append(replace(document, metadata=(*told, *document.metadata)))
    for sidecar in sidecars.values():
        absent = sorted(sidecar.rows.keys() - sidecar.used)
        notes += [("error", f"its {sidecar.path}: it names {name}, and there is no such file") for name in absent]
    return [replace(d, notes=(*d.notes, *(notes if not n else ()))) for n, d in enumerate(found)]


def _members(package: Package, settings: AccountSettings, depth: int) -> Iterator[Document]:
    for member in sorted(package.names()):
        path = PurePath(member.replace("\\", "/"))
        # Names are told to the user and go into no path: ".." and roots only mislead.
        label = "/".join(part for part in path.parts if part not in {"..", ".", "/"} and not part.endswith(":"))
        if path.name.startswith(".") or "__MACOSX" in path.parts or path.name == NAME:
            continue
        if path.suffix.lower() not in ENDINGS:
            yield Document(
                "",
                "application/octet-stream",
                "zip/1",
                part=label,
                refused=f"{path.suffix or 'a name without ending'} is no format of accounts; take it out of the archive",
            )
            continue
        try:
            data = package.read(member)
        except UnreadableError as fault:
            yield Document("", "application/octet-stream", "zip/1", part=label, refused=str(fault))
            if "unpacks to more" in str(fault):
                return
            continue
        yield from _inner(data, label, settings, depth)


def _inner(data: bytes, label: str, settings: AccountSettings, depth: int) -> Iterator[Document]:
    from variorum.accounts.readers import read_part

    try:
        for document in read_part(data, label, settings, depth + 1):
            part = f"{label}/{document.part}" if document.part else label
            yield replace(document, part=part, source=data if document.source is None else document.source)
    except UnreadableError as fault:
        yield Document("", "application/octet-stream", "zip/1", part=label, refused=str(fault))


@dataclass(slots=True)
class _Seen:
    """What was met in the files of an archive so far."""

    left: int
    """Bytes that may still be unpacked."""
    pages: set[str] = field(default_factory=set)
    """Addresses of the pages that were read."""
    held: set[str] = field(default_factory=set)
    """Addresses of all that it holds."""
    again: set[str] = field(default_factory=set)
    """Addresses of which it only says that they were as before."""


def _captured(sources: Iterable[bytes], settings: AccountSettings, depth: int) -> Iterator[Document]:
    """The pages of a web archive: every response that is a document, the first capture of each address."""
    seen = _Seen(settings.max_unpacked)
    for source in sources:
        yield from _records(source, seen, settings, depth)
    for url in sorted(seen.again - seen.held)[:_TOLD]:
        yield _unread(url, "the archive only says that it was as in an earlier archive; give that one too")


def _records(source: bytes, met: _Seen, settings: AccountSettings, depth: int) -> Iterator[Document]:
    """The documents of one file of a web archive, and a sentence where it breaks off."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records: Any = ArchiveIterator(io.BytesIO(source))
    count = 0
    try:
        for record in records:
            count += 1
            if count > settings.max_parts:
                yield _unread(
                    "rest",
                    f"it has more than {settings.max_parts} records; divide it, or allow more with --max-parts",
                )
                return
            if record.rec_type == "revisit" and _kind(record) in {*_PAGES, ""}:
                met.again.add(record.rec_headers.get_header("WARC-Refers-To-Target-URI") or _address(record))
            elif record.rec_type in {"response", "resource"}:
                met.held.add(_address(record))
            found = _page_of(record)
            if found is None or found[0] in met.pages:
                continue
            met.pages.add(found[0])
            yield from _captures(record, *found, met, settings, depth)
            if met.left < 0:
                return
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError) as fault:
        if "non-chunked gzip" in str(fault) and (whole := _unzipped(source, met.left)):
            yield from _records(whole, met, settings, depth)
            return
        yield _unread(
            f"record {count + 1}",
            f"the archive breaks off there ({type(fault).__name__}); what stands before it was read. Get the archive again, or unpack it with gunzip",
        )


def _captures(
    record: Any, url: str, kind: str, met: _Seen, settings: AccountSettings, depth: int
) -> Iterator[Document]:
    """The documents of one record, with what its address and the server say of them."""
    if (packing := _packing(record)) in {"br", "zstd"}:
        yield _unread(url, f"it is packed with {packing}, which is not read; save the page by itself")
        return
    data = record.content_stream().read(met.left + 1)
    met.left -= len(data)
    if met.left < 0:
        yield _unread(
            url,
            f"the archive unpacks to more than {settings.max_unpacked // 1_000_000} MB; if it is sound, allow more with --max-unpacked",
        )
        return
    notes: tuple[Note, ...] = ()
    if getattr(record.raw_stream, "limit", 0) > 0:
        notes = (("warning", "the archive breaks off within it; get the archive again"),)
    own, charset = _in_utf8(data, record, kind)
    label = _label(url) + ("" if PurePath(_label(url)).suffix == _PAGES[kind] else _PAGES[kind])
    facts = [
        Metadatum("url", url, "WARC-Target-URI", 0.95),
        Metadatum("publisher", (urlsplit(url).hostname or "").removeprefix("www."), "host of the address", 0.6),
    ]
    if (day := date_in_address(url)) is not None:
        facts.append(Metadatum("published", day, "address", 0.6))
    for document in _inner(own, label, settings, depth):
        surer = [m for m in document.metadata if m.sure >= _SURER]
        others = [m for m in document.metadata if m.sure < _SURER]
        yield replace(
            document,
            source=data if document.source is own else document.source,
            encoding=charset or document.encoding,
            # By this the original, which does not say it itself, is read again.
            extractor=f"{document.extractor} {BY_SERVER}{charset}" if charset else document.extractor,
            notes=(*document.notes, *notes),
            metadata=(*surer, *facts, *others),
        )


def _unzipped(source: bytes, most: int) -> bytes:
    """An archive packed by gzip as a whole, and not record by record; empty where it is damaged or larger than allowed."""
    unpacker = zlib.decompressobj(31)
    try:
        whole = unpacker.decompress(source, most + 1)
    except zlib.error:
        return b""
    return whole if unpacker.eof and len(whole) <= most else b""


def _unread(part: str, why: str) -> Document:
    return Document("", "application/warc", "warc/1", part=part, refused=why)


def _address(record: Any) -> str:
    return record.rec_headers.get_header("WARC-Target-URI") or ""


def _packing(record: Any) -> str:
    headers = record.http_headers
    return ((headers and headers.get_header("Content-Encoding")) or "").strip().lower()


def _in_utf8(data: bytes, record: Any, kind: str) -> tuple[bytes, str | None]:
    """A page in UTF-8 and its encoding where only the server said that; as it is and None where the page itself does."""
    kept = record.http_headers or record.rec_headers
    m = _CHARSET.search(kept.get_header("Content-Type") or "")
    if m is None or kind not in _WRITTEN or data.startswith(_MARKS) or _DECLARED.search(data[:4096]):
        return data, None
    try:
        text, name, _ = decode(data, m[1])
        # Kept as it came wherever that changes nothing, so that its original reads the same.
        return (data, None) if text == decode(data)[0] else (text.encode(), name)
    except (UnreadableError, UnicodeEncodeError):
        return data, None


def _page_of(record: Any) -> tuple[str, str] | None:
    """Address and media type of a record that is a document."""
    if record.rec_type == "response" and record.http_headers is not None:
        if not (record.http_headers.get_statuscode() or "").startswith("2"):
            return None
    elif record.rec_type not in {"resource", "conversion"}:
        return None
    url, kind = _address(record), _kind(record)
    return (url, kind) if url and kind in _PAGES else None


def _kind(record: Any) -> str:
    """Media type of what a record holds; empty when it does not say."""
    headers = record.http_headers if record.rec_type in {"response", "revisit"} else record.rec_headers
    return ((headers and headers.get_header("Content-Type")) or "").split(";", 1)[0].strip().lower()


def _label(url: str) -> str:
    parts = urlsplit(url)
    path = re.sub(r"[^\w./-]+", "_", (parts.path.strip("/") + ("_" + parts.query if parts.query else ""))[:120])
    return f"{parts.hostname or 'page'}/{path or 'index'}"
