"""Tables that nothing is drawn around, and what stands above and below every page, as the reader of PDF sees them."""

from __future__ import annotations

import pytest

from make_documents import make_pdf, shown
from variorum.accounts import read_accounts
from variorum.accounts.columns import Order
from variorum.accounts.running import running_lines
from variorum.accounts.runs import Run
from variorum.settings import AccountSettings

_X = (50.0, 150.0, 220.0, 300.0)


def at(left: float, top: float, text: str) -> Run:
    """A run of 10-point type."""
    return Run(text, left, top, left + 5 * len(text), top + 11, size=10)


def table(*lines: tuple[float, tuple[str, ...]]) -> list[Run]:
    """Lines of cells at their heights; an empty cell has nothing there."""
    return [at(x, top, cell) for top, cells in lines for x, cell in zip(_X, cells, strict=False) if cell]


def read_lines(runs: list[Run]) -> list[str]:
    """The lines of a page."""
    return [line.text for line in Order().lines(runs)]


ALIGNED = {
    "above": table(
        (100, ("Village", "Dead", "Injured", "Remarks on the")),
        (112, ("", "", "", "state of houses")),
        (130, ("Vardon", "12", "1,396", "489 houses were")),
        (142, ("", "", "", "damaged")),
        (160, ("Halvern", "7", "611", "none")),
    ),
    "below": table(
        (100, ("", "", "", "Remarks on the")),
        (112, ("Village", "Dead", "Injured", "state of houses")),
        (130, ("", "", "", "489 houses were")),
        (142, ("Vardon", "12", "1,396", "damaged")),
        (160, ("Halvern", "7", "611", "none")),
    ),
    "middle": table(
        (100, ("", "", "", "Remarks on the")),
        (106, ("Village", "Dead", "Injured", "")),
        (112, ("", "", "", "state of houses")),
        (130, ("", "", "", "489 houses were")),
        (136, ("Vardon", "12", "1,396", "")),
        (142, ("", "", "", "damaged")),
        (160, ("Halvern", "7", "611", "none")),
    ),
}


@pytest.mark.parametrize("place", ALIGNED)
def test_cells_of_several_lines_are_one_row(place):
    assert read_lines(ALIGNED[place]) == [
        "Village | Dead | Injured | Remarks on the state of houses",
        "Vardon | 12 | 1,396 | 489 houses were damaged",
        "Halvern | 7 | 611 | none",
    ]


def test_the_first_cell_of_the_last_row_has_lines_too():
    runs = table(
        (100, ("Tarn", "14", "209", "none")),
        *((116.5, ("Quelle",)), (121.5, ("", "4", "61", "two")), (127.7, ("Heath",))),
        (144, ("Ostrel", "5", "77", "none")),
        *((160.5, ("Mirrow",)), (165.5, ("", "9", "88", "none")), (171.7, ("Sands",))),
    )
    assert read_lines(runs)[1:] == [
        "Quelle Heath | 4 | 61 | two",
        "Ostrel | 5 | 77 | none",
        "Mirrow Sands | 9 | 88 | none",
    ]


def test_lines_of_a_first_cell_are_told_by_its_own_column():
    runs = table(
        *((100 + 17 * k, (name, str(12 * k + 5), str(130 * k + 7), "none")) for k, name in enumerate("AB")),
        *((134, ("Mirrow",)), (140, ("", "9", "88", "none")), (145.2, ("Sands",))),
        (162, ("Quelle", "4", "61", "two")),
    )
    assert read_lines(runs)[2:] == ["Mirrow Sands | 9 | 88 | none", "Quelle | 4 | 61 | two"]


def test_rows_in_groups_stay_rows():
    names = "Vardon Halvern Ostrel Mirrow Tarn Quelle".split()
    rows = [
        (100 + 12 * k + 9 * (k // 3), (name, str(11 * k + 2), str(130 * k + 7), "none")) for k, name in enumerate(names)
    ]
    assert read_lines(table(*rows)) == [" | ".join(cells) for _, cells in rows]


def test_a_caption_and_the_text_below_are_no_cells():
    runs = [
        at(50, 60, "Table 3"),
        *ALIGNED["above"],
        at(50, 190, "For comparison, the flood of 1852 killed 927 people in the whole of the valley"),
        at(50, 202, "and that of 2002 none."),
    ]
    lines = read_lines(runs)
    assert lines[0] == "Table 3"
    assert lines[4:] == [
        "For comparison, the flood of 1852 killed 927 people in the whole of the valley",
        "and that of 2002 none.",
    ]


@pytest.mark.parametrize(
    ("indent", "lines"),
    [
        # Two gaps of each line stand above gaps of the other.
        (0, ("baskets lay empty upriver at", "Ostrel-Mole, somebody at 11")),
        # All do, and not one above its like.
        (0, ("keepers asked from Ostrel,", "Mirrow-Halvern how to land")),
        (8, ("keepers asked from Ostrel,", "Mirrow-Halvern how to land")),
        # Each does, and no word stands at an edge of the one above.
        (0, ("At night lanterns somewhere", "went before watchmen upstream")),
    ],
)
@pytest.mark.parametrize(
    "above", ["All that night we found that the", "Annals of the harbour, of the lamps and of the mole"]
)
def test_words_spread_over_a_narrow_column_are_no_cells(above, indent, lines):
    def spread(top: float, text: str, begin: int = 0) -> list[Run]:
        words = text.split()
        gap = (170 - begin - 5 * sum(map(len, words))) / (len(words) - 1)
        starts = [50 + begin + 5 * sum(map(len, words[:k])) + gap * k for k in range(len(words))]
        return [at(left, top, word) for left, word in zip(starts, words, strict=True)]

    below = [f"had seen lamp {k}, and we had not." for k in range(9)]
    runs = [at(50, 100, above), *spread(112, lines[0], indent), *spread(124, lines[1])]
    runs += [at(50, 136 + 12 * k, line) for k, line in enumerate(below)]
    assert read_lines(runs) == [above, *lines, *below]


def pages_of(count: int, head: str, foot: str) -> list[tuple[list[Run], float]]:
    """Pages of 40 lines of text, the first and the last line of each from `head` and `foot`, which may have the page."""
    return [
        (
            [
                at(50, 30, head.format(n=n + 41, section="abcdef"[n] * 5)),
                *(at(50, 70 + 12 * k, f"and the water of page {n} rose to the line {k} of it") for k in range(50)),
                at(50, 760, foot.format(n=n + 41, year=1980 + 3 * n)),
            ],
            842.0,
        )
        for n in range(5)
    ]


@pytest.mark.parametrize("head", ["The Vardon Gazette", "The flood, {section}", "{n} The flood, {section}"])
@pytest.mark.parametrize("foot", ["{n}", "Printed by the Orl Press, page {n} of 60", "— {n} —"])
def test_heads_and_footers_are_seen(head, foot):
    assert running_lines(pages_of(5, head, foot)) == [{0, 51}] * 5


@pytest.mark.parametrize("foot", ["¹ That was in {year}.", "it lasted until the year {year}.", "£{year}."])
def test_the_last_line_of_a_note_is_no_footer(foot):
    assert running_lines(pages_of(5, "Gazette", foot)) == [{0}] * 5


def test_the_last_lines_of_notes_are_no_footers_where_they_say_the_same():
    pages = pages_of(5, "Gazette", "of the report named above.")
    pages = [
        ([*lines[:-1], at(50, 748, f"¹ The {word} of the council, in the second part"), lines[-1]], high)
        for word, (lines, high) in zip("letter minutes answer map list".split(), pages, strict=True)
    ]
    assert running_lines(pages) == [{0}] * 5


def test_what_comes_again_within_columns_is_no_footer():
    pages = [
        (
            [
                at(x, 70 + 12 * k, f"{n} {x} {k} of the water" if k < 58 else "nobody came")
                for x in (50, 300)
                for k in range(59)
            ],
            842.0,
        )
        for n in range(6)
    ]
    assert running_lines(pages) == [set()] * 6


@pytest.mark.parametrize("foot", ["Printed by the Orl Press, page {n} of 60", "press.example/orl {n}/60"])
def test_a_footer_close_to_the_text_of_one_page_is_known_by_the_others(foot):
    pages = pages_of(5, "Gazette", foot)
    (head, *_, last), high = pages[2]
    pages[2] = [head, *(at(50, 76 + 12 * k, f"the lamp went out at mark {k * k} of it") for k in range(57)), last], high
    assert running_lines(pages) == [{0, 51}, {0, 51}, {0, 58}, {0, 51}, {0, 51}]


def test_a_running_head_is_no_title(tmp_path):
    def page(n: int) -> bytes:
        said = ["The dam at Vardon failed at night"] if n == 1 else []
        body = [*said, *(f"On page {n} the water rose to line {k} of the gauge, and stood." for k in range(30))]
        lines = [(50.0, 730.0 - 12 * k, text) for k, text in enumerate(body)]
        return shown([(50.0, 805.0, f"Annals of the river council, {n}"), *lines], 9)

    (tmp_path / "a.pdf").write_bytes(make_pdf([page(1), page(2), page(3)]))
    (account,), _ = read_accounts([tmp_path / "a.pdf"], AccountSettings())
    assert account.title == "The dam at Vardon failed at night"
