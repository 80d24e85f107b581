"""An item as it is printed: who says just a value, whose words leave room for it, and what stands in the matrix."""

import dataclasses
import json

import pytest

from edition_by_hand import claim, edition, entry, exact
from variorum.model import ClockTime, Frame, Moment, Quantity
from variorum.present import cite
from variorum.present.index import Index
from variorum.present.matrix import cells, standings
from variorum.present.overview import overview
from variorum.present.variants import bearer, denials, listed, variants, wider
from variorum.present.words import shown

ROOM = Quantity(41, None, approx=False, unit="person")


@pytest.fixture
def index():
    """Three accounts exclude one another, and the words of two leave room for each of the others' figures."""
    frame = {"measure": "killed"}
    a = claim("A", "At least 40 people", "quantity", ROOM, **frame)
    b = claim("B", "43 people", "quantity", exact(43), **frame)
    c51 = claim("C", "51 people", "quantity", exact(51), **frame)
    c = claim("C", "at least 40 dead", "quantity", ROOM, **frame)
    readings = [
        (exact(43), "43 people", [a.id, b.id, c.id], 2.0, ()),
        (exact(51), "51 people", [a.id, c51.id, c.id], 1.6, ()),
    ]
    made = edition()
    others = tuple(x for x in made.claims if x.frame.measure != "killed")
    told = entry("killed", "killed", "conflict", readings, (a, b, c51, c), low=43, high=51, refused="they differ")
    return Index(edition(claims=(*others, a, b, c51, c), entries=(told, *made.entries[1:])))


def test_a_wording_that_leaves_room_stands_once_and_apart(index):
    found = variants(index.entries["killed"], index)
    assert [(v.words, v.accounts, listed(v.fits, "and")) for v in found] == [
        ("43", ("B",), ""),
        ("51", ("C",), ""),
        ("“At least 40 people”", ("A", "C"), "43 and 51"),
    ]
    assert sorted(c.id for v in found for c in v.claims) == sorted(set(index.entries["killed"].item.claims))


def test_only_who_says_a_figure_is_cited_for_it(index):
    note = cite.item_footnote(index.entries["killed"], index)
    assert "43: Ansa Courier (5 May 2003); 51: Society of the Aurelia (May 2004); “At least 40 people”: Harbour" in note
    assert cite.item_wikitext(index.entries["killed"], index).count("<ref>") == 4
    assert [row["id"] for row in json.loads(cite.item_csl(index.entries["killed"], index))] == ["A", "B", "C"]
    assert cite.item_bibtex(index.entries["killed"], index).count("@misc{") == 3


def test_cells_of_the_matrix(index):
    found = cells(index.entries["killed"], index)
    assert {s: (c.words, c.relation, c.more) for s, c in found.items()} == {
        "A": ("At least 40 people", "compatible", 0),
        "B": ("43 people", "conflicts", 0),
        "C": ("51 people / at least 40 dead", "conflicts", 0),
    }


def test_what_nobody_says_is_told_by_nobody(index):
    low, high = ROOM, Quantity(None, 60, approx=False, unit="person")
    claims = [
        dataclasses.replace(index.claims[n], value=v) for n, v in zip(sorted(index.claims), (low, high), strict=False)
    ]
    between = Quantity(41, 60, approx=False, unit="person")
    told = entry("x", "x", "compatible", [(between, "x", [c.id for c in claims], 1.0, ())], claims)
    both = Index(edition(claims=tuple(claims), entries=(told,)))
    first, *rest = variants(told, both)
    assert (first.words, first.claims, len(first.accounts)) == ("41–60", (), len({c.siglum for c in claims}))
    assert len(rest) == 2


def test_a_denial_is_quoted():
    said = claim("B", "43 people", "quantity", exact(43), measure="killed")
    no = dataclasses.replace(claim("C", "51 people", "quantity", exact(51)), frame=Frame(denied=True))
    told = entry("x", "x", "conflict", [(exact(43), "43", [said.id], 1.0, ())], (said, no), denies=("C",))
    told = dataclasses.replace(told, item=dataclasses.replace(told.item, claims=(said.id, no.id)))
    index = Index(edition(claims=(said, no), entries=(told,)))
    assert denials(told, index) == (no,)
    assert cells(told, index)["C"].words == "51 people"
    assert cells(told, index)["C"].relation == "denies"


def test_figures_lead_to_the_account_that_gives_them(index):
    told = index.entries["killed"]
    found = [bearer(told, n, index) for n in (41, 43, 51, 50, None)]
    assert [c and c.quote for c in found] == ["At least 40 people", "43 people", "51 people", None, None]


@pytest.mark.parametrize(
    ("claimed", "reading", "answer"),
    [
        (Moment("1990-01"), Moment("1990-01-20"), True),
        (Moment("1990-01-20"), Moment("1990-01-20"), False),
        (Moment("1990-01-20"), Moment("1990-01"), False),
        (ClockTime(0, 60, approx=False, day=None), ClockTime(30, 30, approx=False, day=None), True),
        (Quantity(700, 700, approx=True, unit="person"), exact(700), True),
        (Quantity(None, None, approx=False, unit="person"), exact(7), True),
        (Quantity(1, 9, approx=False, unit="mile"), exact(5, "kilometre"), False),
        (exact(5), Moment("1990"), False),
    ],
)
def test_what_leaves_room(claimed, reading, answer):
    assert wider(claimed, reading) is answer


def test_the_overview_says_the_first_conflict(index):
    assert overview(index).sentences[1] == (
        "They exclude one another on 1 of 6 items, first of all on “killed”: 43 or 51."
    )


def test_a_row_of_a_large_matrix(index):
    found = standings(index.entries["killed"], index)
    assert [(v.words, relation) for v, relation in found] == [
        ("43", "conflicts"),
        ("51", "conflicts"),
        ("“At least 40 people”", "compatible"),
    ]


def test_an_hour_of_either_half_of_the_day_is_shown_as_two():
    assert shown(ClockTime(390, 1110, approx=False, day=None)) == "06:30 or 18:30"
    assert shown(ClockTime(380, 1120, approx=True, day=None)) == "about 06:30 or 18:30"
    assert shown(ClockTime(390, 400, approx=False, day=None)) == "06:30–06:40"


def test_readings_of_unlike_things_exclude_one_another_in_the_matrix():
    nine = claim("B", "43 people", "quantity", exact(9), measure="killed")
    eight = claim("C", "51 people", "quantity", exact(8, "bodies"), measure="killed")
    readings = [(exact(9), "9", [nine.id], 1.0, ()), (exact(8, "bodies"), "8", [eight.id], 1.0, ())]
    told = entry("killed", "killed", "conflict", readings, (nine, eight), sorts=("value",))
    index = Index(edition(claims=(nine, eight), entries=(told,)))
    assert {s: c.sign for s, c in cells(told, index).items()} == {"B": "≠", "C": "≠"}
