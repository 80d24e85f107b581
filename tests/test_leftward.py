"""PDF pages in Arabic, Hebrew and Persian: what is read is what was written, however a program wrote it."""

from __future__ import annotations

import pytest

from make_documents import FONT, LEFTWARD, leftward
from variorum.accounts import read_accounts
from variorum.accounts.leftward import read_order
from variorum.settings import AccountSettings


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
        ("4 May 2012", "4 May 2012"),
        ("ورق May ٤ يف", "في ٤ May قرو"),
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


@pytest.mark.parametrize(
    "order", [list, sorted, lambda glyphs: glyphs[1::2] + glyphs[::2]], ids=["read", "seen", "any"]
)
def test_a_page_is_read_however_it_was_written(tmp_path, order):
    pytest.importorskip("reportlab")
    if not FONT.exists():
        pytest.skip("the font DejaVu Sans is not installed")
    (tmp_path / "a.pdf").write_bytes(leftward(order))
    (account,), _ = read_accounts([tmp_path / "a.pdf"], AccountSettings())
    assert account.text.split() == (" ".join(LEFTWARD) + " ").split() * 4
