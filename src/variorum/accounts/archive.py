"""Archives: the accounts packed in ZIP, WARC and WACZ files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from variorum.accounts.dating import date_in_address
from variorum.accounts.document import Document, UnreadableError
from variorum.accounts.kinds import ENDINGS
from variorum.accounts.packed import Package
from variorum.accounts.sidecar import NAME, rows_of
from variorum.model import Metadatum, Severity
from variorum.settings import AccountSettings

_PAGES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "application/rtf": ".rtf",
}


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
            found = [d for n in captures for d in _captured(package.read(n), settings, depth)]
        else:
            found = list(_packed(package, settings, depth))
    else:
        found = list(_captured(source, settings, depth))
    if not found:
        raise UnreadableError("it holds no document that can be read; unpack it and look what it holds")
    return found


def _packed(package: Package, settings: AccountSettings, depth: int) -> Iterator[Document]:
    """The documents of an archive, with what its own accounts.csv says of each."""
    tables: dict[str, dict[str, tuple[Metadatum, ...]]] = {}
    notes: list[tuple[Severity, str]] = []
    for member in sorted(package.names()):
        path = PurePosixPath(member.replace("\\", "/"))
        if path.name == NAME and "__MACOSX" not in path.parts:
            try:
                rows, said = rows_of(package.read(member))
            except UnreadableError as fault:
                rows, said = {}, [("error", f"{fault}.")]
            tables[str(path.parent)] = rows
            others = [PurePosixPath(n.replace("\\", "/")) for n in package.names()]
            there = {name for o in others for name in (str(o), o.name, o.stem)}
            said = [
                *said,
                *(("error", f"it names {n}, and there is no such file") for n in sorted(rows.keys() - there)),
            ]
            # The sentences are ended where they are shown.
            notes += [(severity, f"its {path}: {sentence.rstrip('.')}") for severity, sentence in said]
    for document in _members(package, settings, depth):
        told = _told(tables, document.part)
        yield replace(document, metadata=(*told, *document.metadata), notes=(*document.notes, *notes))
        notes = []


def _told(tables: dict[str, dict[str, tuple[Metadatum, ...]]], part: str) -> tuple[Metadatum, ...]:
    """What the nearest table says of a member: by its path from the table's folder, else by its name alone."""
    path = PurePosixPath(part)
    for folder in map(str, path.parents):
        rows = tables.get(folder, {})
        for name in (part if folder == "." else part.removeprefix(f"{folder}/"), path.name, path.stem):
            if name in rows:
                return rows[name]
    return ()


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
    from variorum.accounts.readers import read_file

    try:
        for document in read_file(data, label, settings, depth + 1):
            part = f"{label}/{document.part}" if document.part else label
            yield replace(document, part=part, source=data if document.source is None else document.source)
    except UnreadableError as fault:
        yield Document("", "application/octet-stream", "zip/1", part=label, refused=str(fault))


def _captured(source: bytes, settings: AccountSettings, depth: int) -> Iterator[Document]:
    """The pages of a web archive: every response that is a document, the first capture of each address."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    seen: set[str] = set()
    left = settings.max_unpacked
    records: Any = ArchiveIterator(io.BytesIO(source))
    count = 0
    try:
        for record in records:
            count += 1
            if count > settings.max_parts:
                yield Document(
                    "",
                    "application/warc",
                    "warc/1",
                    part="rest",
                    refused=f"it has more than {settings.max_parts} records; divide it, or allow more with --max-parts",
                )
                return
            found = _page_of(record)
            notes: tuple[tuple[Severity, str], ...] = ()
            if found is None or found[0] in seen:
                continue
            url, kind = found
            seen.add(url)
            data = record.content_stream().read(left + 1)
            left -= len(data)
            if left < 0:
                yield Document(
                    "",
                    "application/warc",
                    "warc/1",
                    part=url,
                    refused=f"the archive unpacks to more than {settings.max_unpacked // 1_000_000} MB; if it is sound, allow more with --max-unpacked",
                )
                return
            if getattr(record.raw_stream, "limit", 0) > 0:
                notes = (("warning", "the archive breaks off within it; get the archive again"),)
            label = _label(url) + ("" if PurePath(_label(url)).suffix == _PAGES[kind] else _PAGES[kind])
            facts = [
                Metadatum("url", url, "WARC-Target-URI", 0.95),
                Metadatum("publisher", (urlsplit(url).hostname or "").removeprefix("www."), "host of the address", 0.6),
            ]
            if (day := date_in_address(url)) is not None:
                facts.append(Metadatum("published", day, "address", 0.6))
            for document in _inner(data, label, settings, depth):
                yield replace(
                    document,
                    notes=(*document.notes, *notes),
                    metadata=(
                        *(m for m in document.metadata if m.sure >= 0.7),
                        *facts,
                        *(m for m in document.metadata if m.sure < 0.7),
                    ),
                )
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError, TypeError) as fault:
        yield Document(
            "",
            "application/warc",
            "warc/1",
            part=f"record {count + 1}",
            refused=f"the archive breaks off there ({type(fault).__name__}); what stands before it was read. Get the archive again",
        )


def _page_of(record: Any) -> tuple[str, str] | None:
    """Address and media type of a record that is a document."""
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    if record.rec_type == "response" and record.http_headers is not None:
        if not (record.http_headers.get_statuscode() or "").startswith("2"):
            return None
        kind = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type in {"resource", "conversion"}:
        kind = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    kind = kind.split(";", 1)[0].strip().lower()
    return (url, kind) if url and kind in _PAGES else None


def _label(url: str) -> str:
    parts = urlsplit(url)
    path = re.sub(r"[^\w./-]+", "_", (parts.path.strip("/") + ("_" + parts.query if parts.query else ""))[:120])
    return f"{parts.hostname or 'page'}/{path or 'index'}"
