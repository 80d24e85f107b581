"""One known document in layouts that reports and journals have: notes at the foot of pages and columns, heads that change, small pages."""

from __future__ import annotations

import html
import io
import tempfile
from dataclasses import replace
from pathlib import Path

from known import Known
from producers import Maker, MissingError, office, page, pandoc, run, shy

_HEADS = "the night|counting|the valley|the report|what remains|voices|sources|annexes".split("|")


def _spread(
    known: Known, columns: int, width: float, height: float, margin: float, size: float, *, head: bool
) -> bytes:
    """Word with real footnotes, columns, words divided, on a page of `width` and `height` points."""
    try:
        import docx
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn
        from docx.shared import Pt
    except ImportError as absent:
        raise MissingError("python-docx") from absent
    made = docx.Document(io.BytesIO(pandoc("docx", "docx")(known)))
    section = made.sections[0]
    section.page_width, section.page_height = Pt(width), Pt(height)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Pt(margin))
    if columns > 1:
        spread = OxmlElement("w:cols")
        spread.set(qn("w:num"), str(columns))
        spread.set(qn("w:space"), "300")
        section._sectPr.append(spread)  # noqa: SLF001 - python-docx has no columns
    made.settings.element.insert(0, OxmlElement("w:autoHyphenation"))
    for style in ("Normal", "Body Text", "First Paragraph", "Compact", "Footnote Text", "Table"):
        if style in [s.name for s in made.styles]:
            made.styles[style].font.size = Pt(size * (0.8 if style == "Footnote Text" else 1))
    for table in made.tables:
        table.autofit = False
        # Else the table is as wide as the page, and LibreOffice cuts off what reaches over the column.
        for column in table.columns:
            column.width = Pt((width - 2 * margin - 15 * (columns - 1)) / columns / 4.2)
        for cell in (cell for row in table.rows for cell in row.cells):
            cell.width = table.columns[0].width
    if head:
        line = section.header.paragraphs[0]
        for text, what in (("", 'STYLEREF "Heading 2"'), (" — ", "PAGE")):
            line.add_run(text)
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), what)
            line._p.append(field)  # noqa: SLF001 - nor fields
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def spread(columns: int, width: float, height: float, margin: float, size: float, *, head: bool = False) -> Maker:
    """The document in that layout, printed by LibreOffice."""
    return office(lambda known: _spread(known, columns, width, height, margin, size, head=head), "docx", "pdf")


def journal(known: Known, columns: int = 2, width: float = 420, height: float = 595, size: float = 7.5) -> bytes:
    """reportlab: small pages, another head on every page, notes at the foot of their pages under a short rule, tables over pages."""
    try:
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.pdfgen.canvas import Canvas
        from reportlab.platypus import Paragraph, Table
    except ImportError as absent:
        raise MissingError("reportlab") from absent
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    gap, edge, top, low = 14.0, 36.0, height - 56, 46.0
    wide = (width - 2 * edge - gap * (columns - 1)) / columns
    text = ParagraphStyle("text", fontName="Times-Roman", fontSize=size, leading=size * 1.2, alignment=4)
    big = ParagraphStyle("big", text, fontName="Times-Bold", fontSize=size * 1.3, leading=size * 1.6, alignment=0)
    small = ParagraphStyle("small", text, fontSize=size * 0.8, leading=size)
    number = notes = 0
    column, y, floor = 0, top, low
    waiting: list[Paragraph] = []

    def head() -> None:
        canvas.setFont("Times-Italic", size)
        canvas.drawString(edge, height - 34, f"The flood, {_HEADS[number % len(_HEADS)]}")
        canvas.drawRightString(width - edge, height - 34, str(number + 41))

    def foot() -> None:
        at = floor - 4
        if waiting:
            canvas.line(edge + column * (wide + gap), at, edge + column * (wide + gap) + 40, at)
        for note in waiting:
            _, high = note.wrap(wide, 999)
            at -= high
            note.drawOn(canvas, edge + column * (wide + gap), at)
        waiting.clear()

    def turn() -> None:
        nonlocal column, y, floor, number
        foot()
        column, y, floor = column + 1, top, low
        if column == columns:
            canvas.showPage()
            column, number = 0, number + 1
            head()

    def put(flow: Paragraph | Table, note: Paragraph | None) -> None:
        nonlocal y, floor
        room = note.wrap(wide, 999)[1] + 2 if note else 0
        while True:
            parts = flow.split(wide, y - floor - room) if y - floor - room > size * 3 else []
            if len(parts) == 1 or flow.wrap(wide, 999)[1] <= y - floor - room:
                break
            if len(parts) < 2:
                turn()
                continue
            y -= parts[0].wrap(wide, 999)[1]
            parts[0].drawOn(canvas, edge + column * (wide + gap), y)
            turn()
            flow = parts[1]
        y -= flow.wrap(wide, 999)[1]
        flow.drawOn(canvas, edge + column * (wide + gap), y)
        y -= size * 0.5
        if note:
            waiting.append(note)
            floor += room

    head()
    for block in known.blocks:
        if block.rows:
            cells = [[Paragraph(html.escape(c), small) for c in row] for row in block.rows]
            put(
                Table(
                    cells,
                    colWidths=[wide * w for w in (0.28, 0.2, 0.22, 0.3)],
                    repeatRows=1,
                    style=[("LINEBELOW", (0, 0), (-1, -1), 0.3, "black")],
                ),
                None,
            )
            continue
        call, note = "", None
        if block.note:
            notes += 1
            call = f"<super>{notes}</super>"
            note = Paragraph(f"<super>{notes}</super> {html.escape(block.note)}", small)
        words = html.escape(shy(block.text)) + call
        style = big if block.kind in {"title", "heading"} else text
        put(Paragraph(words, style, bulletText="•") if block.kind == "item" else Paragraph(words, style), note)
    foot()
    canvas.save()
    return out.getvalue()


def fitted(known: Known) -> Known:
    """The document in the letters that the standard fonts of PDF have."""

    def fit(text: str) -> str:
        return text.translate(str.maketrans("őŁřł", "öLrl"))

    blocks = (
        replace(b, text=fit(b.text), rows=tuple(tuple(map(fit, row)) for row in b.rows), note=fit(b.note))
        for b in known.blocks
    )
    return replace(known, blocks=tuple(blocks))


def booklet(known: Known) -> bytes:
    """Chromium: A5, words divided by the browser, headings in small capitals, ligatures, a table's head on each page."""
    style = (
        "@page{size:A5;margin:14mm}body{font:10pt 'DejaVu Serif';text-align:justify;hyphens:auto;font-variant-ligatures:common-ligatures}"
        "h2{font-variant:small-caps}thead{display:table-header-group}td,th{border-bottom:1px solid;padding:2px 6px}"
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.html").write_text(page(known, style), encoding="utf-8")
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/p", "--no-pdf-header-footer",
            f"--print-to-pdf={folder}/a.pdf", f"file://{folder}/a.html")  # fmt: skip
        return Path(folder, "a.pdf").read_bytes()


LAYOUTS: dict[str, Maker] = {
    "notes-letter.pdf": spread(1, 612, 792, 72, 11, head=True),
    "notes-a5.pdf": spread(1, 420, 595, 45, 9, head=True),
    "notes-two.pdf": spread(2, 595, 842, 56, 9, head=True),
    "notes-three.pdf": spread(3, 842, 595, 40, 8),
    "journal-one.pdf": lambda known: journal(known, 1),
    "journal-two.pdf": journal,
    "journal-three.pdf": lambda known: journal(known, 3, 595, 842),
    "booklet.pdf": booklet,
}
"""Every layout by its name."""
