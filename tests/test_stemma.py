"""The stemma of traditions that are known: who copied whom, and what is missing."""

from __future__ import annotations

import random

import pytest

from traditions import Copy, copied, tradition
from variorum.lineage import trace_lineage
from variorum.model import Account
from variorum.settings import LineageSettings


def _account(name, text, date):
    return Account(name, f"{name}.txt", text, "0" * 64, len(text), published=date)


def stemma_of(copies, *, dated=True):
    accounts = [_account(c.name, c.text, c.date if dated else None) for c in copies]
    return trace_lineage(accounts, LineageSettings())[1]


@pytest.mark.parametrize("seed", range(5))
def test_dated_copies_find_their_parents(seed):
    copies = tradition(seed)
    found = {(e.parent, e.child) for e in stemma_of(copies).edges}
    right = [c for c in copies if (c.parent, c.name) in found]
    assert len(right) >= 10
    assert len(found) <= 14


def test_circles_are_impossible():
    edges = stemma_of(tradition(9), dated=False).edges
    above = {e.child: {x.parent for x in edges if x.child == e.child} for e in edges}
    for start in above:
        left, seen = [start], set()
        while left:
            for parent in above.get(left.pop(), ()):
                assert parent != start
                if parent not in seen:
                    seen.add(parent)
                    left.append(parent)


def test_two_copies_of_a_lost_text_have_a_missing_ancestor():
    lost = tradition(4, copies=0)[0].text
    copies = [Copy(f"copy{n}", None, "2001-01-01", copied(lost, random.Random(n), slips=0.03)) for n in (1, 2)]
    words = Copy("words", None, "1990-01-01", " ".join(sorted(set(lost.split()))))
    stemma = stemma_of([*copies, words], dated=False)
    assert stemma.missing == ("[α]",)
    assert {(e.parent, e.child) for e in stemma.edges} == {("[α]", "copy1"), ("[α]", "copy2")}
    assert "not among the accounts" in stemma.edges[0].reasons[0].says


def test_a_text_made_of_two_has_two_parents():
    first, second = tradition(5, copies=0)[0].text, tradition(6, copies=0)[0].text
    copies = [
        Copy("a", None, "2001-01-01", first),
        Copy("b", None, "2001-02-01", second),
        Copy("c", None, "2001-03-01", first[:900] + " " + second[:700]),
    ]
    assert {(e.parent, e.child) for e in stemma_of(copies).edges} == {("a", "c"), ("b", "c")}
