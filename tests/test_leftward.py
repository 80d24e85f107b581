"""PDF pages in Arabic, Hebrew and Persian: what is read is what was written, however a program wrote it."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from variorum.accounts import read_accounts
from variorum.accounts.leftward import read_order
from variorum.settings import AccountSettings

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("1,396-ו וגרהנ 131", "131 נהרגו ו-1,396"),
        (".2:25 העשב ,2012 יאמב 4-ב", "ב-4 במאי 2012, בשעה 2:25."),
        ("םיאנותיע 45 (BBC News 24) הרמא", "אמרה (BBC News 24) 45 עיתונאים"),
        ("%45 ודבא", "אבדו 45%"),
        ("1994–1996 לש", "של 1996–1994"),
        ("ﺔﻋﺎﺴﻟﺍ", "الساعة"),
        (")תחא( רמא", "אמר (אחת)"),
        ("דרי May 2012 4-ב", "ב-4 May 2012 ירד"),
        ("ולפנ million dollars 3 וא km 12", "12 km או 3 million dollars נפלו"),
        ("ורמא Tarn News 24-ב", "ב-Tarn News 24 אמרו"),
    ],
)
def test_the_order_of_a_line(seen, read):
    assert read_order(seen) == read


def test_a_number_stands_where_the_page_says_it_was_written():
    seen = "ורמא Tarn News 24-ב"
    first = [9] * 5 + [7] * 9 + [7] + [5] * 2 + [3] * 2
    one = [9] * 5 + [7] * 12 + [3] * 2
    against = [3] * 5 + [5] * 9 + [5] + [7] * 2 + [9] * 2
    assert [read_order(seen, written) for written in (first, one, against)] == [
        "ב-24 Tarn News אמרו",
        "ב-Tarn News 24 אמרו",
        "ב-Tarn News 24 אמרו",
    ]


LINES = ("המועצה אמרה כי 131 בני אדם נהרגו, וכי", "1,396 נפצעו ב-4 במאי 2012 עד 2:25.")


def drawn(order) -> bytes:
    """A page whose lines are drawn glyph by glyph from the right edge, in an order of the program's own."""
    canvas_of = pytest.importorskip("reportlab.pdfgen.canvas")
    if not FONT.exists():
        pytest.skip("the font DejaVu Sans is not installed")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("Sans", str(FONT)))
    out = io.BytesIO()
    canvas = canvas_of.Canvas(out, pagesize=(595, 842), invariant=1)
    canvas.setFont("Sans", 12)
    for number, line in enumerate(LINES * 4):
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


@pytest.mark.parametrize(
    "order", [list, sorted, lambda glyphs: glyphs[1::2] + glyphs[::2]], ids=["read", "seen", "any"]
)
def test_a_page_is_read_however_it_was_written(tmp_path, order):
    (tmp_path / "a.pdf").write_bytes(drawn(order))
    (account,), _ = read_accounts([tmp_path / "a.pdf"], AccountSettings())
    assert account.text.split() == (" ".join(LINES) + " ").split() * 4
