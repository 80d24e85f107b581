"""The drawing of the stemma: boxes apart, a row a generation, also where many have many parents."""

from __future__ import annotations

import itertools

import pytest

from variorum.model import Account, Descent, Edition, Reason, Stemma
from variorum.present.index import Index
from variorum.present.stemma import BOX, trees


def _tree(edition, names, lines, missing=()):
    edges = tuple(Descent(p, c, 0.5, 0.9, (Reason("date", 1.0, "told"),)) for p, c in lines)
    accounts = tuple(Account(n, f"{n}.txt", "Text.", "0" * 64, 5) for n in names)
    made = Edition(**{**edition, "accounts": accounts, "stemma": Stemma((tuple(names),), edges, missing)})
    return trees(Index(made))[0]


@pytest.fixture
def fields():
    from edition_by_hand import edition

    whole = edition()
    return {n: () if isinstance(getattr(whole, n), tuple) else getattr(whole, n) for n in whole.__slots__}


def test_boxes_of_a_row_stand_apart(fields):
    tree = _tree(fields, "abcd", [("a", "b"), ("a", "c"), ("[α]", "d")], ("[α]",))
    rows = {}
    for node in tree.nodes:
        rows.setdefault(node.y, []).append(node.x)
    for places in rows.values():
        ordered = sorted(places)
        assert all(y - x > BOX for x, y in itertools.pairwise(ordered))
        assert ordered[0] >= BOX / 2
        assert ordered[-1] <= tree.width - BOX / 2
    assert [n.siglum for n in tree.nodes if n.missing] == ["[α]"]


def test_many_parents_are_drawn_at_once(fields):
    names = [f"n{k:02}" for k in range(40)]
    lines = [(names[k], names[m]) for k in range(40) for m in range(k + 1, 40)]
    tree = _tree(fields, names, lines)
    assert len({n.y for n in tree.nodes}) == 40
