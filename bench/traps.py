"""More files made to harm: parts, notes, rows and records that hold themselves, lie of their size, or come without end."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable

from harmful import FLOOD, W, deflated, docx, epub, odt, one_page, pdf, png, stream, warc, zipped


def _packed(method: int, size: int, *, lying: bool) -> bytes:
    """A ZIP whose one text unpacks to `size` bytes, and perhaps says that it has ten."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z, z.open("a.txt", "w") as member:
        for _ in range(size // 1_000_000):
            member.write(b"0" * 1_000_000)
    made = out.getvalue()
    return made.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")) if lying else made


def _huge_dictionary() -> bytes:
    """A ZIP packed by LZMA that asks for a dictionary of 4 GB."""
    made = bytearray(_packed(zipfile.ZIP_LZMA, 1_000_000, lying=False))
    at = made.index(b"\x5d\x00\x00", 30)
    made[at + 1 : at + 5] = b"\xff\xff\xff\xff"
    return bytes(made)


def _notes_in_notes() -> bytes:
    """A Word file whose footnotes hold tables that hold boxes that hold tables."""
    part = (
        "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:txbxContent>" + "<w:p/>" * 9 + "</w:txbxContent></w:r></w:p>"
        "</w:tc></w:tr></w:tbl>" * 60
    )
    notes = f"<w:footnotes {W}><w:footnote w:id='1'>{part * 200}</w:footnote></w:footnotes>".encode()
    body = f"<w:document {W}><w:body>{part * 200}</w:body></w:document>".encode()
    return zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", body), ("word/footnotes.xml", notes))


def _book(spine: bytes, items: bytes, *chapters: tuple[str, bytes]) -> bytes:
    container = b"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"
    book = (
        b"<package xmlns='http://www.idpf.org/2007/opf'><manifest>"
        + items
        + b"</manifest><spine>"
        + spine
        + b"</spine></package>"
    )
    return zipped(
        ("mimetype", b"application/epub+zip"), ("META-INF/container.xml", container), ("c.opf", book), *chapters
    )


def _shades(count: int) -> bytes:
    """A PDF of forms that call one another in a ring."""
    forms = [
        stream(b"/X Do " * 3, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (5 + (k + 1) % count))
        for k in range(count)
    ]  # fmt: skip
    return one_page(stream(b"/X Do"), b"/XObject << /X 5 0 R >>", b"0 0 595 842", *forms)


def _deep_pages() -> bytes:
    """A PDF whose tree of pages is 50,000 nodes deep."""
    nodes = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    nodes += [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (k + 3, k + 1) for k in range(50_000)]
    return pdf([*nodes, b"<< /Type /Page /Parent 50001 0 R /MediaBox [0 0 9 9] >>"])


def _grid(columns: int, rows: int, pages: int) -> bytes:
    """Pages that are one table of single letters, without rules."""
    cells = b"".join(
        b"1 0 0 1 %d %d Tm (x) Tj " % (9 + c * 576 // columns, 830 - r * 820 // rows)
        for r in range(rows)
        for c in range(columns)
    )
    kids = b" ".join(b"%d 0 R" % (5 + k) for k in range(pages))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    content = stream(zlib.compress(b"BT /F1 3 Tf " + cells + b"ET"), b"/Filter /FlateDecode")
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages)]
    return pdf([*head, font, content, *[page] * pages])


def _map_bomb() -> bytes:
    """A PDF whose font says of every letter that it stands for 500 letters."""
    table = b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <78> <" + b"0041" * 500 + b"> endbfchar"
    font = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier /ToUnicode 5 0 R >> >>"
    return one_page(stream(b"BT /F1 1 Tf (" + b"x" * 200_000 + b") Tj ET"), font, b"0 0 595 842", stream(table))


def _mail(kind: bytes, body: bytes) -> bytes:
    return b"From: a@b.example\nSubject: The flood\nMIME-Version: 1.0\nContent-Type: " + kind + b"\n\n" + body


def _response(head: bytes, body: bytes) -> bytes:
    content = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + head + b"\r\n\r\n" + body
    return warc(len(content), content)


TRAPS: dict[str, Callable[[], bytes]] = {
    "bzip2-bomb.zip": lambda: _packed(zipfile.ZIP_BZIP2, 700_000_000, lying=False),
    "bzip2-lies.zip": lambda: _packed(zipfile.ZIP_BZIP2, 700_000_000, lying=True),
    "lzma-bomb.zip": lambda: _packed(zipfile.ZIP_LZMA, 700_000_000, lying=False),
    "lzma-lies.zip": lambda: _packed(zipfile.ZIP_LZMA, 700_000_000, lying=True),
    "dictionary.zip": _huge_dictionary,
    "method.zip": lambda: zipped(("a.txt", FLOOD)).replace(b"\x08\x00", b"\x5d\x00"),
    "bomb-in-bomb.zip": lambda: zipped(*((f"{k}.zip", _packed(zipfile.ZIP_BZIP2, 100_000_000, lying=False)) for k in range(9))),
    "notes.docx": _notes_in_notes,
    "spans.docx": lambda: docx("<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='2000000000'/></w:tcPr><w:p/></w:tc></w:tr>" * 50_000 + "</w:tbl><w:p><w:r><w:t>x</w:t></w:r></w:p>"),
    "comments.docx": lambda: zipped(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", f"<w:document {W}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>".encode()), ("word/comments.xml", b"<w:comment " * 9_000_000)),
    "sections.odt": lambda: odt("<text:section>" * 200 + "<text:p>x</text:p>" * 100_000 + "</text:section>" * 200),
    "boxes.odt": lambda: odt("<text:p>" + '<d:text-box xmlns:d="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><text:p>x' * 110 + "</text:p></d:text-box>" * 110 + "</text:p>"),
    "missing.epub": lambda: _book(b"".join(b"<itemref idref='i%d'/>" % k for k in range(100_000)), b"".join(b"<item id='i%d' href='../../../etc/passwd%d'/>" % (k, k) for k in range(100_000))),
    "itself.epub": lambda: _book(b"<itemref idref='a'/><itemref idref='b'/>", b"<item id='a' href='c.opf'/><item id='b' href='META-INF/container.xml'/>"),
    "encoding.epub": lambda: epub(b"<?xml version='1.0' encoding='utf-7'?><html><body><p>+ADw-script+AD4-" + FLOOD * 9 + b"</p></body></html>"),
    "alternatives.eml": lambda: _mail(b"multipart/alternative; boundary=b", b"--b\nContent-Type: text/plain\n\nx\n--b\nContent-Type: text/html\n\n<p>y\n" * 50_000 + b"--b--\n"),
    "related.eml": lambda: b"".join(_mail(b"multipart/alternative; boundary=b%d" % k, b"--b%d\n" % k) for k in range(400)) + FLOOD,
    "flowed.eml": lambda: _mail(b"text/plain; format=flowed; delsp=yes", b"> x \n" * 1_000_000),
    "encoded.eml": lambda: _mail(b"application/octet-stream; name=a.zip\nContent-Transfer-Encoding: base64", base64.encodebytes(zipped(("a.txt", b"0" * 400_000_000)))),
    "names.eml": lambda: _mail(b"text/plain; " + b"; ".join(b"name*%d*=utf-8''%%41" % k for k in range(20_000)), FLOOD),
    "escapes.eml": lambda: _mail(b"text/plain; charset=iso-2022-jp", b"\x1b$B" * 2_000_000 + FLOOD),
    "inner-bomb.warc": lambda: _response(b"Content-Encoding: gzip", gzip.compress(bytes(1_000_000) * 600, 9, mtime=0)),
    "chunks.warc": lambda: _response(b"Transfer-Encoding: chunked", b"ffffffffffffffff\r\n" + FLOOD * 9 + b"\r\n-5\r\nx\r\n0\r\n\r\n"),
    "one-chunk-a-letter.warc": lambda: _response(b"Transfer-Encoding: chunked", b"1\r\nx\r\n" * 700_000 + b"0\r\n\r\n"),
    "revisits.warc": lambda: b"".join(warc(9, b"HTTP/1.1 2").replace(b"response", b"revisit").replace(b"\r\nWARC-", b"%d\r\nWARC-" % k, 1) for k in range(9_000)),
    "number.jsonl": lambda: b'{"account": "a", "text": "The flood took 131.", "year": ' + b"9" * 2_000_000 + b"}\n",
    "exponent.html": lambda: b'<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "datePublished": 1e999999999, "n": ' + b"9" * 100_000 + b"}</script></head><body><p>" + FLOOD * 9,
    "columns.csv": lambda: b"account,text" + b",x" * 400_000 + b"\na,The flood took 131.\n",
    "entities.html": lambda: b"<html><body><p>" + b"&#x41;&amp;&notanentity;" * 200_000 + FLOOD * 9,
    "lists.html": lambda: b"<html><body>" + b"<ul><li>" * 30_000 + FLOOD * 9,
    "ring.pdf": lambda: _shades(400),
    "deep-pages.pdf": _deep_pages,
    "grid.pdf": lambda: _grid(90, 100, 20),
    "letters.pdf": _map_bomb,
    "hidden-program.pdf": lambda: pdf([b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (while\\(true\\){}) >> /AA << /WC << /S /Launch /F (/bin/sh) >> >> >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
    "title.pdf": lambda: pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", b"<< /Title (" + b"x" * 20_000_000 + b") >>"], b"/Root 1 0 R /Info 3 0 R"),
    "turned.pdf": lambda: one_page(stream(b"BT /F1 9 Tf " + b"".join(b"%d %d %d %d 300 400 Tm (The flood took 131.) Tj " % (k % 7 - 3, k % 5 - 2, k % 3 - 1, k % 11 - 5) for k in range(20_000)) + b"ET")),
    "profile.png": lambda: png(50, 50, zlib.compress(bytes(51 * 50))).replace(b"IDAT", b"iCCP", 1),
    "rows.png": lambda: png(3_000, 60_000, deflated(bytes(3_001) * 100, 600)),
    "marks.txt": lambda: b"131 dead" + "\u0301".encode() * 3_000_000 + b" of Vardon.\n",
    "figures.txt": lambda: b"1,000," * 500_000 + b"\n" + b"1." * 500_000 + b"\n" + b"12:" * 500_000,
    "quotes.txt": lambda: "“".encode() * 300_000 + b"131 dead" + "”".encode() * 300_000,
    "unicode.rtf": lambda: b"{\\rtf1\\uc999999999 " + b"\\u8220?" * 300_000 + FLOOD + b"\\upr{" * 5_000,
}  # fmt: skip
"""Every trap by its name."""
