"""One known document as a message, in an archive, in a table, in many encodings."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import textwrap
import unicodedata
import uuid
import zipfile
from dataclasses import replace
from email.message import EmailMessage

from known import Block, Known
from producers import Maker, body, page, python_docx
from web_pages import newspaper


def plain_text(known: Known, width: int = 0) -> str:
    """The blocks as plain text, an empty line between them; wrapped where a width is given."""
    blocks = []
    for block in known.blocks:
        texts = [block.text, *("\t".join(row) for row in block.rows), block.note]
        said = [t for t in texts if t]
        blocks += (
            [textwrap.fill(t, width) if width and not block.rows else t for t in said]
            if not block.rows
            else ["\n".join(said)]
        )
    return "\n\n".join(blocks) + "\n"


def fit(known: Known, codec: str) -> Known:
    """The document with what `codec` lacks written otherwise: letters without their accents, plain marks."""

    def write(text: str) -> str:
        out = []
        for c in text:
            try:
                c.encode(codec)
                out.append(c)
            except UnicodeEncodeError:
                base = unicodedata.normalize("NFKD", c)[0]
                plain = {
                    "“": '"',
                    "”": '"',
                    "„": '"',
                    "‘": "'",
                    "’": "'",
                    "—": "-",
                    "–": "-",
                    "…": "...",
                    "Ł": "L",
                    "«": '"',
                    "»": '"',
                    "€": "EUR ",
                }
                out.append(plain.get(c) or (base if base.isascii() else "?"))
        return "".join(out)

    def block(b: Block) -> Block:
        return replace(b, text=write(b.text), rows=tuple(tuple(map(write, row)) for row in b.rows), note=write(b.note))

    return replace(known, blocks=tuple(map(block, known.blocks)))


def _message(known: Known) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = (
        known.title,
        f"{known.author} <anna@gazette.example>",
        "desk@gazette.example",
    )
    message["Date"] = "Sat, 04 May 2013 10:00:00 +0200"
    return message


def eml_quoted(known: Known) -> bytes:
    """Plain text, quoted-printable."""
    message = _message(known)
    message.set_content(plain_text(known), cte="quoted-printable")
    return message.as_bytes()


def eml_base64(known: Known) -> bytes:
    """Plain text of an encoding few use, base64."""
    message = _message(known)
    message.set_content(plain_text(known), charset="gb18030", cte="base64")
    return message.as_bytes()


def eml_flowed(known: Known) -> bytes:
    """Wrapped at 72, each line that goes on with a space at its end (RFC 3676)."""
    message = _message(known)
    lines = []
    for line in plain_text(known).split("\n"):
        wrapped = textwrap.wrap(line, 71, break_on_hyphens=False, break_long_words=False) or [""]
        lines += [*(w + " " for w in wrapped[:-1]), wrapped[-1]]
    message.set_content("\n".join(lines))
    message.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    return message.as_bytes()


def eml_html(known: Known) -> bytes:
    """Markup alone, in a table for the layout, as newsletters are."""
    message = _message(known)
    message.set_content(
        f"<html><body><table width=600><tr><td>{body(known)}</td></tr></table></body></html>", subtype="html"
    )
    return message.as_bytes()


def eml_both(known: Known) -> bytes:
    """Plain text and markup of the same words, and a picture."""
    message = _message(known)
    message.set_content(plain_text(known, 72))
    message.add_alternative(page(known), subtype="html")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="logo.png")
    return message.as_bytes()


def eml_attached(known: Known) -> bytes:
    """A line, and a Word file."""
    message = _message(known)
    message.set_content("Please find the report attached.\n\nKind regards,\nAnna\n")
    kind = "vnd.openxmlformats-officedocument.wordprocessingml.document"
    message.add_attachment(python_docx(known), maintype="application", subtype=kind, filename="Bericht für Łódź.docx")
    return message.as_bytes()


def eml_forwarded(known: Known) -> bytes:
    """A message that carries another."""
    outer = _message(replace(known, blocks=(Block("title", "Fwd: see below"), *known.blocks[1:])))
    outer.set_content("See below.\n")
    inner = _message(known)
    inner.set_content(plain_text(known))
    outer.add_attachment(inner)
    return outer.as_bytes()


def packed(*files: tuple[str, bytes]) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files:
            z.writestr(name, data)
    return out.getvalue()


def zip_deep(known: Known) -> bytes:
    """An archive in an archive."""
    return packed(("inner.zip", packed(("folder/page.html", newspaper(known)))), ("__MACOSX/._x", b"\0"))


def warc(known: Known) -> bytes:
    """A crawl: a redirection, the page in pieces and compressed, a picture, the page again."""
    url = "https://gazette.example/2013/05/04/flood"
    data = gzip.compress(newspaper(known), mtime=0)
    pieces = (
        b"".join(b"%x\r\n%s\r\n" % (len(p), p) for k in range(0, len(data), 1000) if (p := data[k : k + 1000]))
        + b"0\r\n\r\n"
    )
    answers = (
        ("http://gazette.example/f", "301 Moved", [("Location", url), ("Content-Type", "text/html")], b"<p>Moved</p>"),
        (url, "200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")], pieces),
        ("https://gazette.example/a.png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG"),
        (url, "200 OK", [("Content-Type", "text/html")], b"<p>Sorry, too many requests</p>"),
    )  # fmt: skip
    return b"".join(_record(*answer) for answer in answers)


def _record(url: str, status: str, heads: list[tuple[str, str]], payload: bytes) -> bytes:
    answer = (f"HTTP/1.1 {status}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in heads) + "\r\n").encode() + payload
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2013-05-05T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, url + status)}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    ).encode()
    return gzip.compress(head + answer + b"\r\n\r\n", mtime=0)


def wacz(known: Known) -> bytes:
    """The crawl, packed."""
    return packed(("datapackage.json", b"{}"), ("archive/data.warc.gz", warc(known)), ("indexes/index.cdx", b"x"))


def jsonl(known: Known) -> bytes:
    """One account a line."""
    return json.dumps(
        {"id": "one", "title": known.title, "date": known.day, "text": plain_text(known)}, ensure_ascii=False
    ).encode()


def table(known: Known, delimiter: str = ",") -> bytes:
    """One account a row."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([("account", "title", "published", "text"), ("one", known.title, known.day, plain_text(known))])
    return out.getvalue().encode("utf-8-sig")


def epub(known: Known) -> bytes:
    """A book in two chapters, one of them named with a blank."""
    half = len(known.blocks) // 2
    chapters = [page(replace(known, blocks=blocks)) for blocks in (known.blocks[:half], known.blocks[half:])]
    opf = f'<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{html.escape(known.title)}</dc:title><dc:creator>{known.author}</dc:creator></metadata><manifest><item id="a" href="z%201.xhtml"/><item id="b" href="a.xhtml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    container = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='o/c.opf'/></rootfiles></container>"
    files = (
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("o/c.opf", opf),
        ("o/z 1.xhtml", chapters[0]),
        ("o/a.xhtml", chapters[1]),
    )
    return packed(*((name, text.encode()) for name, text in files))


def _text(codec: str) -> Maker:
    return lambda known: plain_text(fit(known, codec)).encode(codec)


ENCODINGS = "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be utf-32 cp1252 latin-1 mac_roman cp1250 iso8859-2 iso8859-15 gb18030 cp437 cp850 cp852".split()
PACKINGS: dict[str, Maker] = {
    "quoted.eml": eml_quoted, "base64.eml": eml_base64, "flowed.eml": eml_flowed, "html.eml": eml_html, "both.eml": eml_both,
    "attached.eml": eml_attached, "forwarded.eml": eml_forwarded, "deep.zip": zip_deep, "crawl.warc.gz": warc, "crawl.wacz": wacz,
    "lines.jsonl": jsonl, "commas.csv": table, "semicolons.csv": lambda known: table(known, ";"), "chapters.epub": epub,
    **{f"{codec}.txt": _text(codec) for codec in ENCODINGS},
}  # fmt: skip
"""Every file by its name; a text's is its encoding."""
