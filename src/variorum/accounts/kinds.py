"""What kind of file it is, by its content first and its ending second."""

from __future__ import annotations

import re
import zlib

ENDINGS = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".htm": "text/html",
    ".html": "text/html",
    ".xhtml": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".rtf": "application/rtf",
    ".eml": "message/rfc822",
    ".epub": "application/epub+zip",
    ".warc": "application/warc",
    ".wacz": "application/wacz",
    ".zip": "application/zip",
    ".csv": "text/csv",
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
"""Endings of the formats that are read, with their media types."""

UNREAD = frozenset(
    ".doc .docm .xls .xlsx .ppt .pptx .pages .msg .mht .mhtml .mbox .gz .7z .rar .tar .gif .webp .heic .djvu".split()
)
"""Endings of documents that are not read: passing over them in silence would lose accounts."""

_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"WARC/", "application/warc"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"GIF8", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
)
_ZIPPED = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"mimetypeapplication/epub+zip", "application/epub+zip"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"datapackage.json", "application/wacz"),
)


def kind_of(source: bytes, ending: str) -> str:
    """Media type of a file.

    Args:
        source: its bytes.
        ending: its ending with the full stop, in lower case; used where the bytes leave it open.
    """
    named = ENDINGS.get(ending)
    for magic, kind in _MAGIC:
        if source.startswith(magic):
            return kind
    if b"%PDF-" in source[:1024] and named == "application/pdf":
        return named
    if source.startswith(b"PK\x03\x04"):
        return _zipped(source, named)
    if source.startswith(b"\x1f\x8b"):
        return "application/warc" if _unpacked_head(source) == b"WARC/" else "application/gzip"
    if named in {None, "text/plain"} and _HTML.match(source):
        return "text/html"
    return named or "text/plain"


def _unpacked_head(source: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(source[:4096], 5)
    except zlib.error:
        return b""


def _zipped(source: bytes, named: str | None) -> str:
    head = source[:4000]
    tail = source[-200_000:]
    for mark, kind in _ZIPPED:
        if mark.startswith(b"mimetype"):
            if mark in head[:200]:
                return kind
        elif (
            kind == named
            or (mark in tail and b"[Content_Types].xml" in tail)
            or (mark == b"datapackage.json" and mark in tail)
        ):
            return kind
    # A nested archive's own directory may have misled; what the ending says is then tried.
    return named if named and named not in {"text/plain", "application/zip"} else "application/zip"
