"""Files made to harm, by a script: bombs, loops, traversals, entities, lies."""

from __future__ import annotations

import functools
import gzip
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable

WORD = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODT = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
FLOOD = b"The flood of Vardon took 131 people in the night of 4 May 2012.\n"


def zipped(*files: tuple[str, bytes], deflate: bool = True) -> bytes:
    """A ZIP file of (name, bytes) pairs; names are taken as they are, however wicked."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED) as z:
        for name, data in files:
            z.writestr(zipfile.ZipInfo(name) if not deflate else name, data)
    return out.getvalue()


def docx(body: str, before: str = "") -> bytes:
    """A Word file with `body`, and `before` in front of its root element."""
    return zipped(
        ("[Content_Types].xml", b"<Types/>"),
        (WORD, f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>'.encode()),
    )


def odt(body: str, before: str = "") -> bytes:
    """An OpenDocument text with `body`."""
    content = f"{before}<office:document-content {ODT}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", content.encode()))


def epub(chapter: bytes, container: bytes | None = None) -> bytes:
    """A book of one chapter."""
    where = (
        container
        or b"<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>"
    )
    opf = (
        b"<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml'/></manifest><spine>"
        + b"<itemref idref='a'/>" * 5000
        + b"</spine></package>"
    )
    return zipped(
        ("mimetype", b"application/epub+zip"), ("META-INF/container.xml", where), ("c.opf", opf), ("a.xhtml", chapter)
    )


def pdf(objects: list[bytes], trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of numbered objects."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % o for o in offsets
    )
    return out + table + b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(out))


def stream(data: bytes, more: bytes = b"") -> bytes:
    """A PDF stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def one_page(
    content: bytes,
    resources: bytes = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >>",
    box: bytes = b"0 0 595 842",
    *more: bytes,
) -> bytes:
    """A PDF of one page with a content stream object and further objects from number 5."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Resources << %s >> /Contents 4 0 R >>" % (box, resources)
    return pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, content, *more]
    )


def form_bomb() -> bytes:
    """Forms that each show the next one ten times, nine deep: a thousand million paintings from a small file."""
    forms = []
    for k in range(12):
        last = k == 11
        body = b"BT /F1 9 Tf (x) Tj ET" if last else b"/X Do " * 10
        inner = (
            b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Courier >> >>"
            if last
            else b"/XObject << /X %d 0 R >>" % (6 + k)
        )
        forms.append(stream(body, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << %s >>" % inner))
    return one_page(stream(b"/X Do " * 10), b"/XObject << /X 5 0 R >>", b"0 0 595 842", *forms)


def deflated(data: bytes, times: int) -> bytes:
    """A zlib stream of `data` repeated, made without holding it."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(data) for _ in range(times)), packer.flush()])


def png(width: int, height: int, rows: bytes) -> bytes:
    """A grey PNG that says it is `width` by `height`."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def nested_zip(depth: int) -> bytes:
    """A ZIP in a ZIP in a ZIP, sixteen copies at each step."""
    data = zipped(("a.txt", b"x" * 10_000_000))
    for _ in range(depth):
        data = zipped(*((f"{k}.zip", data) for k in range(16)))
    return data


def overlapping_zip() -> bytes:
    """Many names for one packed stretch: unpacks to a thousand times what any single member has."""
    inner = zipped(("a.txt", b"0" * 20_000_000))
    start = inner.index(b"PK\x01\x02")
    central, end = inner[start : inner.index(b"PK\x05\x06")], inner[inner.index(b"PK\x05\x06") :]
    count = 2000
    size = len(central) * count
    return inner[:start] + central * count + end[:8] + struct.pack("<HHII", count, count, size, start) + end[20:]


def nested_mail(depth: int) -> bytes:
    """A message in a message in a message."""
    data = b"Subject: innermost\nContent-Type: text/plain\n\n" + FLOOD
    for k in range(depth):
        data = (
            b"Subject: %d\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: message/rfc822\n\n"
            % (k, k, k)
            + data
            + b"\n--b%d--\n" % k
        )
    return data


def warc(length: int, body: bytes) -> bytes:
    """A web archive record that says it has `length` bytes."""
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/x\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
        % length
        + body
    )


ENTITY_ATTACKS = {
    "file": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "network": '<!DOCTYPE d [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter": '<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    "outside": '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">',
    "laughs": '<!DOCTYPE d [<!ENTITY a "ha">' + "".join(f'<!ENTITY {chr(98 + k)} "{("&" + chr(97 + k) + ";") * 10}">' for k in range(10)) + '<!ENTITY x "&k;">]>',
}  # fmt: skip


def _symlink() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as z:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        z.writestr(link, "/etc/passwd")
        z.writestr("good.txt", FLOOD)
    return out.getvalue()


def _encrypted(data: bytes) -> bytes:
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data = data[: at + place] + b"\x01" + data[at + place + 1 :]
            at = data.find(mark, at + 4)
    return data


def _page_loop() -> bytes:
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 /Parent 2 0 R >>"])


def _many_pages() -> bytes:
    pages = b"<< /Type /Pages /Kids [" + b"3 0 R " * 200_000 + b"] /Count 200000 >>"
    return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", pages, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"])


def _chain() -> bytes:
    """A PDF of 20,000 updates, each with a table that points to the one before."""
    out = bytearray(pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]))
    last = out.rindex(b"xref\n0")
    for _ in range(20_000):
        here = len(out) + 1
        out += b"\nxref\n0 0\ntrailer << /Size 3 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF" % (last, here)
        last = here
    return bytes(out)


def _tiff(width: int, height: int, frames: int = 1, data: bytes = b"\xff") -> bytes:
    """A TIFF of so many frames that all show the same few bytes, whatever size they say they have."""
    made = b"II*\0" + struct.pack("<I", 8 + len(data) + len(data) % 2) + data + bytes(len(data) % 2)
    for number in range(frames):
        tags = [
            (256, width),
            (257, height),
            (258, 8),
            (259, 1),
            (262, 1),
            (273, 8),
            (277, 1),
            (278, height),
            (279, len(data)),
        ]
        after = len(made) + 2 + 12 * len(tags) + 4
        made += struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags)
        made += struct.pack("<I", after if number + 1 < frames else 0)
    return made


def _tiff_loop() -> bytes:
    return (
        b"II*\x00\x08\x00\x00\x00"
        + struct.pack("<H", 1)
        + struct.pack("<HHII", 256, 4, 1, 0xFFFFFFFF)
        + struct.pack("<I", 8)
    )


def _text_bomb() -> bytes:
    """A PNG whose comment unpacks to 500 MB."""
    data = b"a\0\0" + deflated(bytes(1_000_000), 500)
    comment = struct.pack(">I", len(data)) + b"zTXt" + data + struct.pack(">I", zlib.crc32(b"zTXt" + data))
    made = png(1, 1, zlib.compress(b"\0\0"))
    return made[:33] + comment + made[33:]


HARMFUL: dict[str, Callable[[], bytes]] = {
    "flat-bomb.zip": lambda: zipped(*((f"{k}.txt", b"0" * 50_000_000) for k in range(20))),
    "nested-bomb.zip": lambda: nested_zip(4),
    "overlapping.zip": overlapping_zip,
    "deep.zip": lambda: functools.reduce(lambda data, k: zipped((f"{k}.zip", data)), range(60), zipped(("a.txt", FLOOD))),
    "traversal.zip": lambda: zipped(("../../../../tmp/variorum-was-here.txt", FLOOD)),
    "rooted.zip": lambda: zipped(("/etc/variorum-was-here.txt", FLOOD), ("C:\\variorum.txt", FLOOD + b"2")),
    "links.zip": _symlink,
    "many.zip": lambda: zipped(*((f"{k}.txt", b"x") for k in range(30_000)), deflate=False),
    "encrypted.zip": lambda: _encrypted(zipped(("a.txt", FLOOD))),
    "truncated.zip": lambda: zipped(("a.txt", FLOOD * 100))[:-80],
    "bad-sum.zip": lambda: zipped(("a.txt", FLOOD), deflate=False).replace(b"131", b"132", 1),
    "same-names.zip": lambda: zipped(("a.txt", FLOOD), ("a.txt", FLOOD + b"again"), deflate=False),
    "not-a.zip": lambda: b"PK\x03\x04" + bytes(range(256)) * 40,
    "bomb.docx": lambda: docx("<w:p><w:r><w:t>" + "A" * 400_000_000 + "</w:t></w:r></w:p>"),
    "paragraphs.docx": lambda: docx("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 2_000_000),
    "nested.docx": lambda: docx("<w:sdt>" * 200_000),
    "bomb.xlsx": lambda: zipped(("[Content_Types].xml", b"<Types/>"), ("xl/sharedStrings.xml", b"0" * 300_000_000)),
    "encrypted.docx": lambda: _encrypted(docx("<w:p/>")),
    "no-text.docx": lambda: zipped(("[Content_Types].xml", b"<Types/>"), ("word/other.xml", b"<a/>")),
    **{f"entity-{name}.docx": (lambda head=head: docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", head)) for name, head in ENTITY_ATTACKS.items()},
    "entity-file.odt": lambda: odt("<text:p>&x;</text:p>", ENTITY_ATTACKS["file"]),
    "laughs.odt": lambda: odt("<text:p>&x;</text:p>", ENTITY_ATTACKS["laughs"]),
    "spaces.odt": lambda: odt('<text:p>a<text:s text:c="2000000000"/>b</text:p>'),
    "late-entity.odt": lambda: odt("<text:p>a</text:p>", "<!--" + "x" * 5000 + "-->" + ENTITY_ATTACKS["laughs"]),
    "bomb.epub": lambda: epub(b"<html><body><p>" + b"x" * 200_000_000),
    "repeated.epub": lambda: epub(b"<html><body><p>" + b"word " * 100_000 + b"</p></body></html>"),
    "entity.epub": lambda: epub(FLOOD, (ENTITY_ATTACKS["file"] + "<container>&x;</container>").encode()),
    "nested.html": lambda: b"<html><body>" + b"<div>" * 200_000 + FLOOD,
    "attributes.html": lambda: b"<html><body><p " + b"".join(b'a%d="x" ' % k for k in range(1_000_000)) + b">" + FLOOD,
    "tables.html": lambda: b"<html><body>" + b"<table><tr><td>" * 5_000 + FLOOD * 20,
    "comment.html": lambda: b"<html><body><p>" + FLOOD * 9 + b"</p><!--" + b"x-" * 3_000_000,
    "script.html": lambda: b"<html><head><script type='application/ld+json'>" + b"[" * 500_000 + b"</script></head><body><p>" + FLOOD * 9,
    "escape.html": lambda: b"<html><body><p>" + b"&lt;script&gt;alert(1)&lt;/script&gt; " + FLOOD * 9 + b"<img src=x onerror=alert(1)><iframe src='http://127.0.0.1:9/'>",
    "links.html": lambda: b"<html><body>" + b"<a href='http://127.0.0.1:9/x'>" * 100_000 + FLOOD,
    "garbage.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 2000,
    "truncated.pdf": lambda: one_page(stream(b"BT /F1 12 Tf 50 700 Td (The flood took 131 people.) Tj ET"))[:400],
    "page-loop.pdf": _page_loop,
    "many-pages.pdf": _many_pages,
    "flate-bomb.pdf": lambda: one_page(stream(deflated(b"q " * 5_000_000, 80), b"/Filter /FlateDecode")),
    "glyphs.pdf": lambda: one_page(stream(deflated(b"BT /F1 1 Tf (" + b"x" * 500_000 + b") Tj ET ", 40), b"/Filter /FlateDecode")),
    "form-bomb.pdf": form_bomb,
    "huge-page.pdf": lambda: one_page(stream(b""), b"", b"0 0 14000000 14000000"),
    "encrypted.pdf": lambda: pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >>" % (b"o" * 32, b"u" * 32)], b"/Root 1 0 R /Encrypt 3 0 R /ID [(a) (a)]"),
    "xref-loop.pdf": lambda: pdf([b"<< /Type /Catalog >>"], b"/Root 1 0 R /Prev 60"),
    "picture-bomb.pdf": lambda: one_page(stream(b"q 595 0 0 842 0 0 cm /I Do Q"), b"/XObject << /I 5 0 R >>", b"0 0 595 842", stream(deflated(bytes(1_000_000), 900), b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode")),
    "bomb.png": lambda: png(60_000, 60_000, deflated(bytes(1_000_000), 400)),
    "lies.png": lambda: png(5_000, 5_000, zlib.compress(b"\0")),
    "cut.jpg": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xc0\x00\x0b\x08\xff\xff\xff\xff\x01\x01\x11\x00",
    "loop.tiff": _tiff_loop,
    "lies.tiff": lambda: _tiff(50_000, 50_000),
    "frames.tiff": lambda: _tiff(1, 1, 20_000),
    "text-bomb.png": _text_bomb,
    "hanging.zip": lambda: zipped(*((f"{n}.html", HARMFUL["links.html"]() + b"%d" % n) for n in range(8))),
    "nested.eml": lambda: nested_mail(300),
    "parts.eml": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\nContent-Type: text/plain\n\nx\n" * 100_000,
    "headers.eml": lambda: b"Subject: =?utf-8?q?" + b"=FF" * 50_000 + b"?=\nDate: 99 Foo 99999 99:99\nFrom: " + b"<" * 5000 + b"\n\n" + FLOOD,
    "attachment.eml": lambda: b'Subject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nbody\n--b\nContent-Type: application/zip\nContent-Disposition: attachment; filename="../../etc/x.zip"\nContent-Transfer-Encoding: base64\n\n!!!\n--b--\n',
    "truncated.warc": lambda: warc(1_000_000, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><p>" + FLOOD * 9),
    "bomb.warc.gz": lambda: gzip.compress(warc(500_000_100, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 500_000_000), 1, mtime=0),
    "garbage.warc": lambda: b"WARC/1.0\r\n" + bytes(range(256)) * 100,
    "braces.rtf": lambda: b"{\\rtf1 " + b"{" * 300_000 + FLOOD,
    "controls.rtf": lambda: b"{\\rtf1 " + b"\\u-99999999? \\'zz \\bin999999999 " * 20_000 + FLOOD + b"}",
    "nul.txt": lambda: FLOOD + b"\x00" * 3 + FLOOD * 20,
    "wrong-mark.txt": lambda: b"\xff\xfe" + FLOOD * 9,
    "odd-mark.txt": lambda: b"\xfe\xff\xd8\x00\x00",
    "override.txt": lambda: "The \u202e131\u202c dead \u2066of\u2069 Vardon.\n".encode() * 9,
    "one-line.txt": lambda: b"x" * 20_000_000,
    "brackets.md": lambda: b"[" * 300_000 + b"](" * 100_000 + b"*_" * 100_000,
    "invalid.txt": lambda: bytes(range(128, 256)) * 2_000,
    "noise.txt": lambda: zlib.compress(FLOOD * 1000) * 50,
    "open-quote.csv": lambda: b'account,text\na,"' + b"x,\n" * 3_000_000,
    "deep.jsonl": lambda: b'{"account": "a", "text": ' + b"[" * 500_000,
    "surrogates.jsonl": lambda: json.dumps({"account": "a\ud800", "text": "The flood \udfff took 131 people."}).encode() + b"\n",
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    "picture.txt": lambda: png(1, 1, zlib.compress(b"\0\0")),
    "rules.pdf": lambda: one_page(stream(b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (k, k, k, k) for k in range(0, 590, 1)) + b"BT /F1 1 Tf (" + b"a " * 50_000 + b") Tj ET")),
    "scattered.pdf": lambda: one_page(stream(b"BT /F1 1 Tf " + b"".join(b"1 0 0 1 %d %d Tm (x) Tj " % (k * 7919 % 590, k * 104_729 % 840) for k in range(60_000)) + b"ET")),
    "nested.pdf": lambda: pdf([b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 300_000 + b" >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
    "streams-loop.pdf": lambda: pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /ObjStm /N 5 /First 10 /Extends 2 0 R /Length 9 >>\nstream\n3 0 3 0 3\nendstream"]),
    "chain.pdf": _chain,
    "predictor.pdf": lambda: one_page(stream(zlib.compress(bytes(9999)), b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 255 /BitsPerComponent 16 /Columns 2147483647 >>")),
    "jbig2.pdf": lambda: one_page(stream(b"q 595 0 0 842 0 0 cm /I Do Q"), b"/XObject << /I 5 0 R >>", b"0 0 595 842", stream(b"\0\0\0\0\x30\0\1\0\0\0\x13\xff\xff\xff\xff\xff\xff\xff\xff" + bytes(40), b"/Type /XObject /Subtype /Image /Width 30000 /Height 30000 /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode")),
    "font.pdf": lambda: one_page(stream(b"BT /F1 9 Tf (The flood took 131 people.) Tj ET"), b"/Font << /F1 << /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 5 0 R >> >> >>", b"0 0 595 842", stream(b"\0\1\0\0\xff\xff\0\0\0\0\0\0" + b"glyf\0\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff" * 4000)),
    "filters.pdf": lambda: one_page(stream(functools.reduce(lambda data, _: zlib.compress(data, 9), range(12), bytes(50_000_000)), b"/Filter [" + b"/FlateDecode " * 12 + b"]")),
    "external.docx": lambda: docx(f'<w:altChunk r:id="r1" xmlns:r="x"/><w:p><w:r><w:t>{FLOOD.decode()}</w:t></w:r></w:p>'),
    "picture.svg.html": lambda: b"<html><body><svg xmlns:xlink='http://www.w3.org/1999/xlink'>" + b"<use xlink:href='http://127.0.0.1:9/x'/><g>" * 20_000 + b"</svg><p>" + FLOOD * 9,
    "notes.html": lambda: b"<html><body><p>" + b"<a href='#x'>" * 50_000 + b"1" + FLOOD * 9,
    "rows.html": lambda: b"<html><body><table>" + b"<tr><td>1</td><td>2</td>" * 60_000 + b"</table>" + FLOOD * 9,
    "members.warc.gz": lambda: gzip.compress(warc(9, b"HTTP/1.1 2"), mtime=0) + gzip.compress(bytes(10_000_000), 9, mtime=0) * 60,
    "lying.warc": lambda: warc(10**18, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + FLOOD) + warc(-5, FLOOD) + warc(3, FLOOD),
    "groups.rtf": lambda: b"{\\rtf1 " + b"{\\footnote {\\super 1" * 60_000 + FLOOD,
    "cells.rtf": lambda: b"{\\rtf1\\trowd " + b"a\\cell " * 300_000 + FLOOD + b"\\row}",
    "binary.rtf": lambda: b"{\\rtf1 {\\pict\\bin2147483647 " + FLOOD * 9,
    "repeated.odt": lambda: odt('<table:table xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table-row table:number-rows-repeated="1000000000"><table:table-cell table:number-columns-repeated="100000"><text:p>x</text:p></table:table-cell></table:table-row></table:table>'),
    "punycode.html": lambda: b"<html><head><meta charset='punycode'></head><body><p>a\xe9 -" + b"bcde" * 300_000,
    "one-line.csv": lambda: b"account,text\n" + b'a,"' + b"x" * 9_999_000 + b'"\n' + b"b," * 1_000_000,
}  # fmt: skip
"""Hostile files by their names."""
