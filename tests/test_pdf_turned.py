"""What goes on over the end of a PDF's page or column: rows of tables, notes, and heads that stand close to the text."""

from __future__ import annotations

import pytest
from pypdfium2 import PdfDocument

from make_documents import make_pdf, shown
from test_pdf_layout import at, read_lines, table
from variorum.accounts import read_accounts
from variorum.accounts.carried import pieces_of
from variorum.accounts.columns import Order
from variorum.accounts.glyphs import read_runs
from variorum.accounts.running import running_lines
from variorum.accounts.runs import Run
from variorum.hyphens import Words
from variorum.model import Metadatum
from variorum.settings import AccountSettings

HEAD = "Quay | Boats | Lost | What became of them"


def rows(left: float, top: float, *texts: str) -> list[Run]:
    """The lines of a table, as the reader of a page gives them."""
    return [
        Run(text, left, top, left + 200, top + 90, table=True, apart=k == 0, size=10) for k, text in enumerate(texts)
    ]


def whole(*pages: list[Run]) -> list[list[str]]:
    """What stands in the lines of each page, broken rows put together."""
    said = pieces_of(pages, [set()] * len(pages), Words("two sunk at their mooring"))
    return [["".join(text for text, _ in pieces) for pieces in page.values()] for page in said]


UPPER = rows(50, 600, HEAD, "Ostrel | 14 | 2 | towed away", "Tarn | 9 | 3 | sunk at")


@pytest.mark.parametrize("again", [(), (HEAD,)], ids=["bare", "head again"])
def test_a_row_that_a_page_breaks_is_whole(again):
    lower = rows(50, 60, *again, " |  |  | their mooring", "Quelle | 4 | 1 | not found")
    assert whole(UPPER, lower) == [
        [HEAD, "Ostrel | 14 | 2 | towed away", "Tarn | 9 | 3 | sunk at their mooring"],
        [*again, "Quelle | 4 | 1 | not found"],
    ]


def test_a_row_that_a_column_breaks_is_whole():
    lower = rows(300, 60, " |  |  | their moor-")
    further = rows(550, 60, " |  |  | ing", "Quelle | 4 | 1 | not found")
    assert whole([*UPPER, *lower, *further])[0][2:] == [
        "Tarn | 9 | 3 | sunk at their mooring",
        "Quelle | 4 | 1 | not found",
    ]


def test_a_first_cell_that_is_broken_as_well_goes_to_its_row():
    upper = rows(50, 600, HEAD, "Ostrel | 14 | 2 | sunk in the night", "New | 9 | 3 | sunk in")
    assert whole(upper, rows(50, 60, "Tarn |  |  | the night"))[0][2] == "New Tarn | 9 | 3 | sunk in the night"


@pytest.mark.parametrize(
    "row",
    [" | 11 | 4 | Most of them sold", " |  | 4 | ", "Quelle | 4 | 1 | not found", "Quelle |  |  | not found"],
    ids=["under a tall cell", "figures", "a row", "a row with gaps"],
)
def test_what_is_a_row_stays_one(row):
    assert whole(UPPER, rows(50, 60, row, "Mirrow | 1 | 0 | none"))[1][0] == row


def test_words_that_went_to_their_row_lead_to_their_own_page(tmp_path):
    def boxed(y: float, cells: tuple[str, ...]) -> tuple[list[tuple[float, float, str]], str]:
        xs = (60, 160, 260, 360, 520)
        said = [(x + 4.0, y + 6, text) for x, text in zip(xs, cells, strict=False) if text]
        lines = "".join(f"{x} {y} m {x} {y + 20} l S " for x in xs)
        return said, lines + "".join(f"60 {h} m 520 {h} l S " for h in (y, y + 20))

    def page(high: float, *said: tuple[str, ...]) -> bytes:
        words = [
            (60.0, 700.0 - 12 * k, f"The harbour master counts all boats at the quay, line {k}.") for k in range(3)
        ]
        drawn = [boxed(high - 20 * k, cells) for k, cells in enumerate(said)]
        text = shown([*(words if high < 600 else []), *(w for here, _ in drawn for w in here)], 9)
        return text + b"\n" + " ".join(lines for _, lines in drawn).encode()

    first = page(100, ("Quay", "Boats", "Lost", "Remarks"), ("Tarn", "9", "3", "sunk at"))
    second = page(740, ("", "", "", "their mooring"), ("Quelle", "4", "1", "not found"))
    (tmp_path / "a.pdf").write_bytes(make_pdf([first, second]))
    (account,), _ = read_accounts([tmp_path / "a.pdf"], AccountSettings())
    assert "Tarn | 9 | 3 | sunk at their mooring\n" in account.text
    on = account.text.index("their mooring")
    pages = {p.page for p in account.places if p.kind == "page" and p.span.start <= on < p.span.end}
    assert pages == {2}
    assert [p.page for p in account.places if p.kind == "page"] == [1, 2, 2]


def test_one_row_below_a_head_said_again_is_a_table():
    order = Order()
    order.lines(
        table(
            (600, ("", "", "", "What became")),
            (612, ("Quay", "Boats", "Lost", "of them")),
            (630, ("Ostrel", "14", "2", "towed")),
            (648, ("Tarn", "9", "3", "sunk at")),
        )
    )
    text = [
        at(50, 130 + 12 * k, "the harbour master says that nobody saw the boats again that night") for k in range(9)
    ]
    again = table(
        (60, ("", "", "", "What became")), (72, ("Quay", "Boats", "Lost", "of them")), (90, ("", "", "", "once"))
    )
    lines = [line.text for line in order.lines([*again, *text])]
    assert lines[:2] == ["Quay | Boats | Lost | What became of them", " |  |  | once"]
    assert lines[2] == text[0].text


def test_what_stands_first_in_two_columns_is_no_head():
    left = [at(50, 60, "nobody saw."), *(at(50, 80 + 12 * k, f"left {k} of the boats lay there") for k in range(9))]
    right = [at(300, 60, "Table 2"), *(at(300, 80 + 12 * k, f"right {k} of the boats at sea") for k in range(9))]
    assert read_lines([*left, *right]) == [r.text for r in [*left, *right]]


def test_a_head_close_to_the_text_is_known_from_the_page_before():
    pages = [
        [
            at(50, 30, "Annals of the harbour"),
            at(430, 30, "Tarn"),
            *(at(x, top + 12 * k, f"page {n}, column {x}, line {k} says") for x in (50, 300) for k in range(40)),
        ]
        for n, top in enumerate((80, 42, 42))
    ]
    order = Order()
    lines = [(order.lines(page), 842.0) for page in pages]
    assert [of[0].text for of, _ in lines] == ["Annals of the harbour | Tarn"] * 3
    assert running_lines(lines) == [{0}] * 3


def test_the_rest_of_a_note_in_the_next_column_is_of_the_note():
    def small(left: float, top: float, text: str) -> Run:
        return Run(text, left, top, left + 4 * len(text), top + 8, size=7)

    left = [at(50, 60 + 12 * k, f"left {k} of all the boats lay there¹") for k in range(20)]
    right = [at(300, 60 + 12 * k, f"right {k} of all the boats lay there") for k in range(20)]
    lines = read_lines(
        [
            *left,
            small(50, 310, "¹ So the harbour master says in a letter of which"),
            *right,
            small(300, 310, "nobody has kept a copy in the town."),
        ]
    )
    at_note = next(k for k, line in enumerate(lines) if line.startswith("¹"))
    assert lines[at_note + 1] == "nobody has kept a copy in the town."


@pytest.mark.parametrize(
    ("end", "order"),
    [
        ("the pilot told us: “We saw the lamp.", ["first", "¹ So ", "then "]),
        ("the pilot told us: “We saw the lamp.”", ["first", "then ", "¹ So "]),
        ("they wrote „Gefahr im Verzug“ on it.", ["first", "then ", "¹ So "]),
    ],
)
def test_a_note_does_not_stand_within_a_quotation_that_goes_on_over_the_page(end, order):
    first = [at(50, 60 + 12 * k, f"first {k} of all the boats lay there.") for k in range(9)]
    then = [at(50, 184 + 12 * k, f"then {k} of all the boats lay there") for k in range(8)]
    note = Run("¹ So the harbour master.", 50, 310, 146, 318, size=7)
    lines = read_lines([*first, *then, at(50, 280, end), note])
    begun = [line[:5] for line in lines if line != end]
    assert list(dict.fromkeys(begun)) == order


def titled(tmp_path, *lines: tuple[float, str]) -> Metadatum:
    """What the first page of a PDF is called, each of its lines in a size of type."""
    at_y, drawn = 760.0, b""
    for size, text in lines:
        at_y -= 1.3 * size
        drawn += shown([(60.0, at_y, text)], size) + b"\n"
    (tmp_path / "a.pdf").write_bytes(make_pdf([drawn]))
    (account,), _ = read_accounts([tmp_path / "a.pdf"], AccountSettings())
    return next(m for m in account.metadata if m.field == "title")


TEXT = [
    (10, f"The ferry of Tarn left the quay at half past six in the evening, and line {k} says so.") for k in range(9)
]


def test_the_title_of_one_page_is_what_is_set_large(tmp_path):
    found = titled(
        tmp_path, (8, "The Annals of Tarn, evening edition"), (18, "Ferry sinks off the mole of Tarn"), *TEXT
    )
    assert (found.value, found.sure) == ("Ferry sinks off the mole of Tarn", 0.7)


def test_a_first_line_set_as_the_others_is_hardly_a_title(tmp_path):
    found = titled(tmp_path, (10, "To the keepers of all lights"), *TEXT)
    assert (found.value, found.sure) == ("To the keepers of all lights", 0.5)


def test_one_row_between_the_gutters_of_the_table_before_is_a_table():
    order = Order()
    order.lines(
        table(
            (600, ("Quay", "Boats", "Lost", "Remarks")),
            (618, ("Ostrel", "14", "2", "towed away at dawn")),
            (636, ("Tarn", "9", "3", "sunk in the night")),
        )
    )
    text = [
        at(50, 100 + 12 * k, "the harbour master says that nobody saw the boats again that night") for k in range(9)
    ]
    row = table((60, ("Mirrow and", "1,204", "11", "not found")))
    assert [line.text for line in order.lines([*row, *text])][:2] == [
        "Mirrow and | 1,204 | 11 | not found",
        text[0].text,
    ]


@pytest.mark.parametrize("again", [True, False], ids=["under its head", "alone"])
@pytest.mark.parametrize("above", [True, False])
def test_lines_nearer_than_the_rows_of_the_table_before_are_one_row_on_the_next_page(again, above):
    order = Order()
    head = ("Quay", "Boats", "Lost", "Remarks")
    order.lines(
        table(
            (600, head),
            (618, ("Ostrel", "14", "2", "towed away at dawn")),
            (636, ("Tarn", "9", "3", "sunk in the night")),
        )
    )
    text = [
        at(50, 140 + 12 * k, "the harbour master says that nobody saw the boats again that night") for k in range(9)
    ]
    lines = ((60, ("Mirrow",)), (71, ("Sands", "1,204", "11", "not found")))
    if above:
        lines = ((60, ("Mirrow", "1,204", "11", "not found")), (71, ("Sands",)))
    found = order.lines([*table(*([(42, head)] if again else []), *lines), *text])
    assert [line.text for line in found][again : again + 2] == ["Mirrow Sands | 1,204 | 11 | not found", text[0].text]


def test_lines_of_one_row_are_known_by_the_rows_before_wherever_cells_stand():
    order = Order()
    order.lines(table(*((600 + 17 * k, (name, str(k + 2), str(9 * k), "sunk")) for k, name in enumerate("ABCD"))))
    row = ((77, ("Mirrow",)), (83, ("", "1,204", "11", "not found")), (88, ("Sands",)))
    text = [at(50, 140 + 12 * k, "the harbour master says that nobody saw the boats again at night") for k in range(9)]
    found = order.lines([*table((60, ("Tarn", "9", "3", "towed")), *row, (105, ("Quelle", "4", "1", "none"))), *text])
    assert [line.text for line in found][:3] == [
        "Tarn | 9 | 3 | towed",
        "Mirrow Sands | 1,204 | 11 | not found",
        "Quelle | 4 | 1 | none",
    ]


def test_a_word_divided_between_close_lines_ends_the_line():
    lines = "The harbour was shut, said Ana-", "Maria Holt at a quarter past 6:29.", "Nobody had seen the lamps."
    drawn = b"".join(b"1 0 0 1 60 %d Tm (%s) Tj " % (770 - 11 * k, line.encode()) for k, line in enumerate(lines))
    page = PdfDocument(make_pdf([b"BT /F1 12 Tf " + drawn + b"ET"], font="Helvetica"))[0]
    assert [run.text for run in read_runs(page, page.get_textpage())] == list(lines)
