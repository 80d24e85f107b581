"""Documents with known text in every format, made from scratch: what the readers are tested with."""

from __future__ import annotations

import gzip
import io
import json
import re
import textwrap
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import harmful
from variorum.accounts import read_accounts
from variorum.model import Account, Problem
from variorum.settings import AccountSettings

TITLE = "The flood of Vardon, one year on"
PARAGRAPHS = [
    (
        "On 4 May 2012 the river Orl rose by 3.5 metres within two hours and took the old bridge of Vardon with it. The "
        "council counts 131 dead, among them 17 children, and 774 injured; the hospital says that more than 140 were brought in."
    ),
    (
        "“We heard a noise like a train, and then there was no street,” said Anna Reyes, a baker of 61. Some 26,000 people "
        "were without electricity for nine days, and the co-operative lost 4,500 tonnes of grain, worth $2.75 million."
    ),
    (
        "The dam, built in 1968 and strengthened in 1994-1996, had been inspected on 12 March by an engineer of the province. "
        "His report, which this newspaper has seen, speaks of “insufficient capacity of the spillway” and of administrative delay."
    ),
    (
        "According to the Ministry of the Interior, 1,250 soldiers and 312 volunteers searched the valley until 19 May. "
        "Four people are still missing. The prosecutor opened an investigation against the operating company on 2 June 2012."
    ),
    (
        "Reconstruction is estimated at 48 percent of the yearly budget. The mayor announced a memorial on the embankment, to be "
        "inaugurated on the anniversary, and thanked the neighbouring municipalities for their extraordinary hospitality."
    ),
]
TABLE = [("Village", "Dead", "Injured"), ("Vardon", "102", "611"), ("Upper Orl", "29", "163")]


def read(folder: Path, name: str, source: bytes) -> tuple[tuple[Account, ...], tuple[Problem, ...]]:
    """The accounts and problems of one file."""
    (folder / name).write_bytes(source)
    return read_accounts([folder / name], AccountSettings())


def figures(text: str) -> list[str]:
    """The figures of a text, as they are written."""
    return re.findall(r"\d[\d.,]*\d|\d", text)


def words_of(text: str) -> list[str]:
    """The words of a text, with quotation marks made plain."""
    for mark, plain in (("“", '"'), ("”", '"'), ("’", "'")):
        text = text.replace(mark, plain)
    return text.split()


def packed(files: dict[str, bytes | str]) -> bytes:
    """A ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in files.items():
            z.writestr(name, data)
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def docx() -> bytes:
    """A Word file with a heading, paragraphs in several runs, a table, a deletion and a footnote."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>'
    for text in PARAGRAPHS:
        half = len(text) // 2
        body += f'<w:p><w:r><w:t xml:space="preserve">{_escaped(text[:half])}</w:t></w:r><w:del><w:r><w:delText>not this</w:delText></w:r></w:del><w:r><w:t xml:space="preserve">{_escaped(text[half:])}</w:t></w:r></w:p>'
    rows = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in row) + "</w:tr>"
        for row in TABLE
    )
    document = (
        f'<?xml version="1.0"?><w:document {w}><w:body>{body}<w:tbl>{rows}</w:tbl><w:sectPr/></w:body></w:document>'
    )
    core = f'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:creator>Anna Orlo</dc:creator></cp:coreProperties>'
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": document, "docProps/core.xml": core})


def odt() -> bytes:
    """An OpenDocument text with a heading, paragraphs with spans and spaces, and a table."""
    names = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    body = f'<text:h text:outline-level="1">{TITLE}</text:h>'
    for text in PARAGRAPHS:
        first, rest = text.split(" ", 1)
        body += f"<text:p>{first}<text:s/><text:span>{_escaped(rest)}</text:span></text:p>"
    body += (
        "<table:table>"
        + "".join(
            "<table:table-row>"
            + "".join(f"<table:table-cell><text:p>{c}</text:p></table:table-cell>" for c in row)
            + "</table:table-row>"
            for row in TABLE
        )
        + "</table:table>"
    )
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        }
    )


def rtf() -> bytes:
    """Rich Text with escapes of both kinds."""
    text = "".join(
        r"\pard " + "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in p) + "\\par\n" for p in [TITLE, *PARAGRAPHS]
    )
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\title " + TITLE + "}}" + text + "}").encode("ascii")


def html() -> bytes:
    """A web page with navigation around its article."""
    body = "".join(f"<p>{_escaped(p)}</p>" for p in PARAGRAPHS)
    rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in TABLE)
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title></head><body><nav><a href="/">Home</a> <a href="/s">Sport</a></nav>
    <article><h1>{TITLE}</h1>{body}<table>{rows}</table></article><footer>All rights reserved</footer></body></html>""".encode()


def eml() -> bytes:
    """A message with a plain body and its second half attached as a text file."""
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, "Anna Orlo <anna@post.example>"
    message["Date"] = "Sat, 04 May 2013 10:00:00 +0200"
    message.set_content("\n\n".join(textwrap.fill(p, 70) for p in PARAGRAPHS[:3]))
    message.add_attachment("\n\n".join(PARAGRAPHS[3:]), filename="rest.txt")
    return message.as_bytes()


def epub() -> bytes:
    """A book of two chapters, listed against their names' order."""

    def chapter(texts):
        return (
            "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body>"
            + "".join(f"<p>{_escaped(t)}</p>" for t in texts)
            + "</body></html>"
        )

    opf = f"<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>{TITLE}</dc:title></metadata><manifest><item id='a' href='z.xhtml'/><item id='b' href='a.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/></spine></package>"
    return packed({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='o/c.opf'/></rootfiles></container>",
        "o/c.opf": opf, "o/z.xhtml": chapter(PARAGRAPHS[:2]), "o/a.xhtml": chapter(PARAGRAPHS[2:]),
    })  # fmt: skip


def warc(*, compressed: bool = True) -> bytes:
    """A web archive of one page."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html()
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/2013/05/04/flood\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:92283950-ef2f-4d72-b224-f54c6ec90bb0>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    ).encode()
    record = head + http + b"\r\n\r\n"
    return gzip.compress(record, mtime=0) if compressed else record


def wacz() -> bytes:
    """A packed web archive."""
    return packed({"datapackage.json": "{}", "archive/data.warc.gz": warc()})


def jsonl() -> bytes:
    """One account a line."""
    return json.dumps({"account": "one", "title": TITLE, "publisher": "Post", "text": "\n".join(PARAGRAPHS)}).encode()


def csv() -> bytes:
    """One account a row."""
    text = "\n".join(PARAGRAPHS).replace('"', '""')
    return f'account,title,text\none,"{TITLE}","{text}"\n'.encode()


def literal(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def make_pdf(pages: list[bytes], extra: bytes = b"", font: str = "Courier") -> bytes:
    """A PDF of the given content streams, in one of the fonts that every reader of PDF has."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % (4 + 2 * k) for k in range(len(pages))), len(pages)),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>" % font.encode()]  # fmt: skip
    for k, page in enumerate(pages):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> %s >> /Contents %d 0 R >>"
            % (extra, 5 + 2 * k)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % o for o in offsets
    )
    return out + table + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))


def hyphenated(text: str, width: int) -> list[str]:
    """The text wrapped, words divided wherever the line ends, as a careless program does."""
    lines, line = [], ""
    for word in text.split():
        rest = word
        while rest:
            room = width - len(line) - bool(line)
            if len(rest) <= room or (not line and not rest.isalpha()):
                line, rest = f"{line} {rest}" if line else rest, ""
            elif room > 4 and len(rest) > 6 and rest[: room - 1].isalpha() and rest[room - 1 : room + 2].isalpha():
                lines.append(f"{line} {rest[: room - 1]}-" if line else f"{rest[: room - 1]}-")
                line, rest = "", rest[room - 1 :]
            else:
                lines.append(line)
                line = ""
    return [*lines, line]


def shown(lines: list[tuple[float, float, str]], size: float) -> bytes:
    """A content stream of lines, each from its left end and its base in points, in the font F1."""
    return (
        b"BT /F1 %.1f Tf " % size
        + b"".join(b"1 0 0 1 %.1f %.1f Tm %s Tj " % (x, y, literal(t)) for x, y, t in lines)
        + b"ET"
    )


def pdf(columns: int = 1, *, by_rows: bool = False, copies: int = 2) -> bytes:
    """A PDF of one page a copy, with a running header and page numbers, words divided at line ends.

    Args:
        columns: 1 or 2.
        by_rows: whether both columns are written a row at a time, as some programs do.
        copies: how often the text is printed, each on a page of its own.
    """
    size, lead = 9.0, 12.0
    width = 88 // columns - 3 * (columns - 1)
    pages = []
    for number in range(1, copies + 1):
        lines: list[str] = []
        for p in PARAGRAPHS:
            lines += [*hyphenated(p, width), ""]
        per = -(-len(lines) // columns)
        placed = []
        for c in range(columns):
            for k, line in enumerate(lines[c * per : (c + 1) * per]):
                if line:
                    placed.append((50.0 + c * 262, 740 - k * lead, line))
        if by_rows:
            placed.sort(key=lambda place: (-place[1], place[0]))
        edge = [(50.0, 805.0, f"Vardon Gazette  {number + 11}"), (290.0, 30.0, str(number))]
        pages.append(shown([(50.0, 765.0, TITLE), *edge[:1], *placed, *edge[1:]], size))
    return make_pdf(pages)


def png(width: int, height: int, grey: bytes) -> bytes:
    """A grey picture as PNG."""
    return harmful.png(
        width, height, zlib.compress(b"".join(b"\0" + grey[y * width : (y + 1) * width] for y in range(height)))
    )


def scan(dpi: int = 200, skew: float = 0.01, noise: float = 0.02) -> tuple[int, int, bytes]:
    """The first page of the PDF as it comes from a bad scanner: width, height, grey points."""
    import numpy as np
    import pypdfium2

    page = pypdfium2.PdfDocument(pdf(copies=1))[0]
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    image = (
        np.frombuffer(bytes(bitmap.buffer), np.uint8)
        .reshape(bitmap.height, bitmap.stride)[:, : bitmap.width]
        .astype(float)
    )
    # a sheet laid askew: each row shifted by its height
    shift = (np.arange(bitmap.height) * skew).astype(int)
    image = np.stack([np.roll(row, s) for row, s in zip(image, shift, strict=True)])
    drawn = np.random.default_rng(1).random(image.shape)
    image[drawn < noise / 2] = 0
    image[drawn > 1 - noise / 2] = 255
    return bitmap.width, bitmap.height, image.astype(np.uint8).tobytes()


def scanned_png() -> bytes:
    """A scanned page as a picture."""
    return png(*scan())


def scanned_pdf() -> bytes:
    """A scanned page as a PDF without any text."""
    width, height, grey = scan()
    body = zlib.compress(grey)
    image = (
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (width, height, len(body), body)
    )
    page = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
    made = make_pdf([page], extra=b"/XObject << /Im1 6 0 R >>")
    # The picture is appended as object 6; readers rebuild the table of objects when it does not list one.
    start = made.rindex(b"xref\n0")
    return made[:start] + b"6 0 obj\n" + image + b"\nendobj\ntrailer << /Size 7 /Root 1 0 R >>\n%%EOF"


FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
"""Letters of all alphabets; not on every machine."""
LEFTWARD = ("המועצה אמרה כי 131 בני אדם נהרגו, וכי", "1,396 נפצעו ב-4 במאי 2012 עד 2:25.")
"""Lines as they are read."""


def leftward(order=list) -> bytes:
    """A page in Hebrew by reportlab, whose lines are drawn glyph by glyph from the right edge, in an order of the program's own."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Sans", str(FONT)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("Sans", 12)
    for number, line in enumerate(LEFTWARD * 4):
        x = 545.0
        glyphs = []
        for piece in re.split(r"(\d[\d,:]*\d|.)", line):
            x -= pdfmetrics.stringWidth(piece, "Sans", 12)
            # Figures are drawn from left to right.
            ends = [pdfmetrics.stringWidth(piece[:k], "Sans", 12) for k in range(len(piece))]
            glyphs += [(x + end, c) for end, c in zip(ends, piece, strict=True) if c != " "]
        for place, c in order(glyphs):
            canvas.drawString(place, 700 - 15 * number, c)
    canvas.save()
    return out.getvalue()


FORMATS = {
    "a.docx": docx, "a.odt": odt, "a.rtf": rtf, "a.html": html, "a.eml": eml, "a.epub": epub, "a.warc.gz": warc, "a.warc": lambda: warc(compressed=False),
    "a.wacz": wacz, "a.zip": lambda: packed({"deep/one.html": html()}), "a.jsonl": jsonl, "a.csv": csv, "one.pdf": pdf, "two.pdf": lambda: pdf(2),
    "rows.pdf": lambda: pdf(2, by_rows=True),
}  # fmt: skip
"""Every format that is read without another program, with its maker."""
SCANS = {"scan.png": scanned_png, "scan.pdf": scanned_pdf}
"""Those that tesseract reads."""
