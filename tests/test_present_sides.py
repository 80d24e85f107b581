"""Two texts side by side: nothing is lost, nothing told twice, whatever was moved or overlaps."""

import dataclasses
import random

from edition_by_hand import edition
from variorum.model import Parallel, Span
from variorum.present.index import Index
from variorum.present.sides import changes, pair, pairs, paragraphs

ONE = "The lamp was lit at nine. "
TWO = "Nobody saw the boat go out. "
ALONE = "What follows stands here only. "


def shown(a, b, places):
    """The pair of two texts that share the stretches at `places`: (a_start, a_end, b_start, b_end)."""
    first, second, *_ = edition().accounts
    accounts = (dataclasses.replace(first, text=a), dataclasses.replace(second, text=b))
    parallels = tuple(
        Parallel("A", Span(i, j), "B", Span(k, m), "copied", "unknown", "word for word") for i, j, k, m in places
    )
    made = edition(accounts=accounts, claims=(), entries=(), findings=(), origins=(), parallels=parallels)
    return pair(Index(made), "B", "A")


def told(found, side):
    """All words of one side, in the order of the rows."""
    parts = []
    for row in found.rows:
        if row.passage:
            parts += [p.text for p in getattr(row.passage, side)]
        else:
            parts += [p.text for s in getattr(row, side) for p in s.pieces]
    return "".join("".join(parts).split())


def test_what_stands_in_one_order_stands_in_rows():
    a, b = ONE + ALONE + TWO, ONE + TWO
    found = shown(a, b, [(0, 26, 0, 26), (57, 85, 26, 54)])
    assert [bool(r.passage) for r in found.rows] == [True, False, True]
    assert told(found, "a") == "".join(a.split())
    assert told(found, "b") == "".join(b.split())


def test_what_was_moved_stands_where_each_side_has_it():
    a, b = ONE + TWO, TWO + ONE
    found = shown(a, b, [(0, 26, 28, 54), (26, 54, 0, 28)])
    (row,) = [r for r in found.rows if r.passage]
    assert row.passage.number == 2  # the longer one holds its place
    moved = [s for r in found.rows for s in (*r.a, *r.b) if s.moved]
    assert [s.moved for s in moved] == [1, 1]
    assert told(found, "a") == "".join(a.split())
    assert told(found, "b") == "".join(b.split())


def test_whatever_is_shared_no_word_is_lost_or_told_twice():
    chance = random.Random(5)
    words = [f"w{n}" for n in range(400)]
    for _ in range(60):
        a = " ".join(chance.choice(words) for _ in range(120))
        b = " ".join(chance.choice(words) for _ in range(90))
        places = []
        for _ in range(chance.randrange(9)):
            i, k = chance.randrange(len(a) - 60), chance.randrange(len(b) - 60)
            places.append((i, i + chance.randrange(5, 60), k, k + chance.randrange(5, 60)))
        found = shown(a, b, places)
        assert told(found, "a") == "".join(a.split())
        assert told(found, "b") == "".join(b.split())


def test_changes_have_one_number_on_both_sides():
    left, right = changes("At least 40 people died.", "At most 40 persons died.")
    assert {(p.edit, p.text) for p in left if p.changed} != set()
    assert [p.edit for p in left if p.changed] == [p.edit for p in right if p.changed]


def test_paragraphs_part_at_blank_lines():
    left, _ = changes("One.\n\n  \nTwo.", "Zero.")
    assert ["".join(p.text for p in rows).strip() for rows in paragraphs(left)] == ["One.", "Two."]


def test_of_many_pairs_only_the_first_are_whole():
    assert [p.whole for p in pairs(Index(edition()))] == [True]
    (short,) = pairs(Index(edition()), letters=100)
    assert not short.whole
    assert all(r.passage for r in short.rows)
