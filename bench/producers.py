"""One known document as many programs write it: PDF, Word, OpenDocument, Rich Text, books, web pages by those that are there."""

from __future__ import annotations

import functools
import html
import io
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from known import FOOT, HEAD, Known
from rich_text import word_rtf

Maker = Callable[[Known], bytes]
_FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"


class MissingError(Exception):
    """A producer is not installed."""


def run(*command: str, timeout: int = 180) -> None:
    """Run another program, quietly."""
    if shutil.which(command[0]) is None:
        raise MissingError(command[0])
    subprocess.run(command, check=True, timeout=timeout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# Web pages ------------------------------------------------------------------------------------------------------------


def shy(text: str) -> str:
    """Soft hyphens within long words, where a program of layout may divide them."""
    return re.sub(r"[a-z]{9,}", lambda m: f"{m[0][:3]}\xad{m[0][3:-3]}\xad{m[0][-3:]}", text)


def body(known: Known, *, soft: bool = False) -> str:
    """The blocks as HTML elements."""
    say: Callable[[str], str] = (
        (lambda t: html.escape(shy(t), quote=False)) if soft else (lambda t: html.escape(t, quote=False))
    )
    tags = {"title": "h1", "heading": "h2", "paragraph": "p", "caption": "p"}
    out: list[str] = []
    called: list[str] = []
    listing = False
    for block in known.blocks:
        if listing != (block.kind == "item"):
            out.append("<ul>" if not listing else "</ul>")
            listing = not listing
        if block.kind == "item":
            out.append(f"<li>{say(block.text)}</li>")
        elif block.kind == "quote":
            out.append(f"<blockquote><p>{say(block.text)}</p></blockquote>")
        elif block.kind == "table":
            rows = [
                "".join(f"<{'td' if k else 'th'}>{say(c)}</{'td' if k else 'th'}>" for c in row)
                for k, row in enumerate(block.rows)
            ]
            out.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            mark = ""
            if block.note:
                called.append(block.note)
                mark = f'<sup><a href="#n{len(called)}">{len(called)}</a></sup>'
            out.append(f"<{tags[block.kind]}>{say(block.text)}{mark}</{tags[block.kind]}>")
    if listing:
        out.append("</ul>")
    if called:
        out.append("<ol>" + "".join(f'<li id="n{k}">{say(n)}</li>' for k, n in enumerate(called, 1)) + "</ol>")
    return "\n".join(out)


def page(known: Known, style: str = "", *, soft: bool = False) -> str:
    """A bare web page."""
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{html.escape(known.title)}</title><style>{style}</style></head><body>{body(known, soft=soft)}</body></html>'


_TABLES = "table{border-collapse:collapse}td,th{border:1px solid;padding:2px 8px}"


def _chromium(markup: str, *, heads: bool) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        (there / "a.html").write_text(markup, encoding="utf-8")
        program = next((p for p in ("chromium", "chromium-browser", "google-chrome") if shutil.which(p)), "chromium")
        options = [] if heads else ["--no-pdf-header-footer"]
        run(
            program,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={folder}/profile",
            *options,
            f"--print-to-pdf={folder}/a.pdf",
            f"file://{folder}/a.html",
        )
        return (there / "a.pdf").read_bytes()


def chromium_one(known: Known) -> bytes:
    """A web page printed, with the browser's own header and footer."""
    return _chromium(page(known, _TABLES), heads=True)


def chromium_two(known: Known) -> bytes:
    """Two columns, justified and divided, without header or footer."""
    return _chromium(
        page(known, _TABLES + "body{column-count:2;font:10pt serif;text-align:justify;hyphens:manual}", soft=True),
        heads=False,
    )


def chromium_news(known: Known) -> bytes:
    """A newspaper's layout: a title across three columns, a box beside the text."""
    style = (
        _TABLES
        + "h1{column-span:all}body{column-count:3;font:8pt sans-serif;hyphens:manual;column-gap:5mm}table{font-size:6pt}"
    )
    return _chromium(page(known, style, soft=True), heads=True)


# Word and OpenDocument ------------------------------------------------------------------------------------------------


def python_docx(known: Known, columns: int = 1) -> bytes:
    """python-docx: headings, lists and tables by style, a header, a footer with the page's number."""
    try:
        import docx
        import docx.shared
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
    except ImportError as absent:
        raise MissingError("python-docx") from absent
    made = docx.Document()
    made.core_properties.title, made.core_properties.author = known.title, known.author
    section = made.sections[0]
    section.header.paragraphs[0].text = HEAD
    number = section.footer.paragraphs[0]
    number.add_run(FOOT + " · page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)  # noqa: SLF001 - python-docx has no other way to fields
    if columns > 1:
        made.styles["Normal"].font.size = docx.shared.Pt(8)
        spread = section._sectPr.xpath("./w:cols")[0]  # noqa: SLF001 - nor to columns
        spread.set(qn("w:num"), str(columns))
        hyphenation = OxmlElement("w:autoHyphenation")
        made.settings.element.insert(0, hyphenation)
    for block in known.blocks:
        if block.kind == "table":
            table = made.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for column in table.columns:
                column.width = docx.shared.Cm(15 / columns / 4.4)
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
            continue
        style = {
            "title": "Title",
            "heading": "Heading 1",
            "item": "List Bullet",
            "quote": "Quote",
            "caption": "Caption",
        }.get(block.kind)
        said = made.add_paragraph(style=style)
        # As people leave it: cut into runs wherever somebody typed, one of them in bold.
        at = len(block.text) // 3
        said.add_run(block.text[:at])
        said.add_run(block.text[at : 2 * at]).bold = True
        said.add_run(block.text[2 * at :])
        if block.note:
            made.add_paragraph(block.note)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _pandoc(known: Known, to: str, ending: str) -> bytes:
    marks: list[str] = []

    def called(note: str) -> str:
        marks.append(note)
        return f"[^{len(marks)}]"

    # Pandoc's own notes come from its Markdown; the rest of the words are escaped against its marks.
    def say(text: str) -> str:
        return re.sub(r"([\\`*_{}\[\]()#+!|<>~$^'\"-])", r"\\\1", text).replace("…", "…")

    lines: list[str] = ["---", f'title: "{known.title}"', f'author: "{known.author}"', "lang: en", "---", ""]
    for block in known.blocks[1:]:
        if block.kind == "table":
            head, *rows = block.rows
            lines += [
                "| " + " | ".join(map(say, head)) + " |",
                "|" + "---|" * len(head),
                *("| " + " | ".join(map(say, row)) + " |" for row in rows),
                "",
            ]
        else:
            mark = {"heading": "## ", "item": "- ", "quote": "> "}.get(block.kind, "")
            lines += [mark + say(block.text) + (called(block.note) if block.note else ""), ""]
    for k, note in enumerate(marks, 1):
        lines += [f"[^{k}]: {say(note)}", ""]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "a.md"), Path(folder, f"a.{ending}")
        source.write_text("\n".join(lines), encoding="utf-8")
        run("pandoc", "-s", "-f", "markdown-smart", "-t", to, str(source), "-o", str(target))
        return target.read_bytes()


def pandoc(to: str, ending: str) -> Maker:
    """The document as pandoc writes it."""
    return functools.partial(_pandoc, to=to, ending=ending)


def office(start: Maker, ending: str, to: str) -> Maker:
    """What LibreOffice makes of a document that another program wrote."""

    def make(known: Known) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, f"a.{ending}").write_bytes(start(known))
            name = to.split(":", 1)[0]
            options = (
                ["--infilter=writer_web_HTML" if to.startswith("html") else "--infilter=HTML (StarWriter)"]
                if ending == "html"
                else []
            )
            run(
                "soffice",
                "--headless",
                f"-env:UserInstallation=file://{folder}/profile",
                *options,
                "--convert-to",
                to,
                "--outdir",
                folder + "/out",
                f"{folder}/a.{ending}",
            )
            return Path(folder, "out", f"a.{name}").read_bytes()

    return make


# PDF by reportlab -----------------------------------------------------------------------------------------------------


def reportlab(known: Known, columns: int = 1) -> bytes:
    """reportlab: one to three columns, justified, words divided, heads with the page's number, a ruled table."""
    try:
        from reportlab.lib.pagesizes import A4
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table
    except ImportError as absent:
        raise MissingError("reportlab") from absent
    font = "Times-Roman"
    if Path(_FONT).exists():
        font = "Serif"
        pdfmetrics.registerFont(TTFont(font, _FONT))
    out = io.BytesIO()
    wide, high = A4
    gap = 16.0
    width = (wide - 100 - gap * (columns - 1)) / columns
    frames = [Frame(50 + k * (width + gap), 60, width, high - 120, 0, 0, 0, 0) for k in range(columns)]

    def edges(canvas: object, doc: object) -> None:
        canvas.setFont(font, 8)  # type: ignore[attr-defined]
        number = canvas.getPageNumber()  # type: ignore[attr-defined]
        left, right = (HEAD, f"{number}") if number % 2 else (f"{number}", HEAD)
        canvas.drawString(50, high - 40, left)  # type: ignore[attr-defined]
        canvas.drawRightString(wide - 50, high - 40, right)  # type: ignore[attr-defined]
        canvas.drawCentredString(wide / 2, 35, f"{FOOT} — {number}")  # type: ignore[attr-defined]

    size = 10 if columns == 1 else 8.5
    text = ParagraphStyle(
        "text",
        fontName=font,
        fontSize=size,
        leading=size * 1.25,
        alignment=4,
        embeddedHyphenation=1,
        spaceAfter=size * 0.4,
    )
    big = ParagraphStyle("big", text, fontSize=size * 1.5, leading=size * 1.9, alignment=0, spaceBefore=size)
    small = ParagraphStyle("small", text, fontSize=size * 0.8, leading=size)
    first = ParagraphStyle("first", text, firstLineIndent=size, spaceAfter=0)
    story: list[object] = []
    for block in known.blocks:
        if block.kind == "table":
            cells = [[Paragraph(html.escape(c), small) for c in row] for row in block.rows]
            story += [
                Table(
                    cells,
                    colWidths=[width * w for w in (0.28, 0.2, 0.22, 0.3)],
                    style=[
                        ("GRID", (0, 0), (-1, -1), 0.4, "black"),
                        *((f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("LEFT", "RIGHT")),
                    ],
                ),
                Spacer(1, size),
            ]
            continue
        words = html.escape(shy(block.text))
        style = (
            big
            if block.kind in {"title", "heading"}
            else small
            if block.kind == "caption"
            else first
            if columns > 1
            else text
        )
        story.append(Paragraph(words, style, bulletText="•") if block.kind == "item" else Paragraph(words, style))
        if block.note:
            story.append(Paragraph(html.escape(block.note), small))
    made = BaseDocTemplate(out, pagesize=A4, title=known.title, author=known.author, invariant=1)
    made.addPageTemplates(PageTemplate(frames=frames, onPage=edges))
    made.build(story)
    return out.getvalue()


def truth_by_page(pdf: bytes) -> list[str]:
    """The raw text of each page, words only, as pdfium gives it without order or layout: what page truth is taken from."""
    import pypdfium2

    return [re.sub(r"\W+", "", p.get_textpage().get_text_bounded()) for p in pypdfium2.PdfDocument(pdf)]


FILES: dict[str, Maker] = {
    "reportlab-one.pdf": reportlab,
    "reportlab-two.pdf": functools.partial(reportlab, columns=2),
    "reportlab-three.pdf": functools.partial(reportlab, columns=3),
    "chromium-one.pdf": chromium_one,
    "chromium-two.pdf": chromium_two,
    "chromium-news.pdf": chromium_news,
    "office-one.pdf": office(python_docx, "docx", "pdf"),
    "office-two.pdf": office(functools.partial(python_docx, columns=2), "docx", "pdf"),
    "office-pandoc.pdf": office(pandoc("odt", "odt"), "odt", "pdf"),
    "python.docx": python_docx,
    "pandoc.docx": pandoc("docx", "docx"),
    "office.docx": office(pandoc("odt", "odt"), "odt", "docx"),
    "pandoc.odt": pandoc("odt", "odt"),
    "office.odt": office(pandoc("docx", "docx"), "docx", "odt"),
    "word.rtf": word_rtf,
    "pandoc.rtf": pandoc("rtf", "rtf"),
    "office.rtf": office(pandoc("docx", "docx"), "docx", "rtf"),
    "pandoc2.epub": pandoc("epub2", "epub"),
    "pandoc3.epub": pandoc("epub3", "epub"),
    "pandoc.html": pandoc("html5", "html"),
    "office.html": office(pandoc("docx", "docx"), "docx", "html"),
    "bare.html": lambda known: page(known).encode(),
}
"""Every file by name, with its producer's in front."""
