"""The stemma of traditions that are known: who copied whom, and what is missing."""

from __future__ import annotations

import random

import pytest

from traditions import Copy, copied, found_lines, tradition, truth, without
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


@pytest.mark.parametrize("seed", range(3))
def test_copies_without_dates_find_their_parents_by_slips(seed):
    copies = tradition(seed)
    found = {(e.parent, e.child) for e in stemma_of(copies, dated=False).edges}
    assert len([c for c in copies if (c.parent, c.name) in found]) >= 10


@pytest.mark.parametrize("seed", range(3))
def test_without_dates_and_slips_the_lines_are_found_and_their_direction_is_not(seed):
    copies = tradition(seed, slips=0.0, changed=0.02)
    stemma = stemma_of(copies, dated=False)
    joined = {frozenset((e.parent, e.child)) for e in stemma.edges}
    assert len([c for c in copies if frozenset((c.parent, c.name)) in joined]) >= 10
    assert not any(e.known for e in stemma.edges)


@pytest.mark.parametrize("dated", [True, False])
def test_lost_texts_between_others_are_found(dated):
    there, found = set(), set()
    for seed in range(4):
        whole = tradition(seed)
        extant = without(whole, seed, 3)
        lines = truth(whole, extant), found_lines((e.parent, e.child) for e in stemma_of(extant, dated=dated).edges)
        there |= {(seed, line) for line in lines[0]}
        found |= {(seed, line) for line in lines[1]}
    assert len(there & found) >= 0.83 * len(there)
    lost = [{(n, end) for n, line in lines for end in line if not isinstance(end, str)} for lines in (there, found)]
    assert len(lost[0] & lost[1]) >= 0.75 * len(lost[0]) > 0
    assert len(lost[1] - lost[0]) <= 0.25 * len(lost[0])


def test_a_lost_copy_is_named_with_the_changes_that_show_it():
    first = tradition(8, copies=0)[0].text
    lost = copied(first, random.Random(1), slips=0.03)
    copies = [
        Copy("a", None, "2001-01-01", first),
        *(Copy(name, None, "2001-02-01", copied(lost, random.Random(name), slips=0.03)) for name in "bc"),
    ]
    stemma = stemma_of(copies)
    assert {(e.parent, e.child) for e in stemma.edges} == {("a", "[α]"), ("[α]", "b"), ("[α]", "c")}
    assert stemma.missing == ("[α]",)
    assert "b and c have changes in common that a does not have" in stemma.edges[0].reasons[0].says
    # The one passage has the same stemma as the accounts that consist of it.
    (passage,) = stemma.passages
    assert [(e.parent, e.child) for e in passage.edges] == [(e.parent, e.child) for e in stemma.edges]


def test_a_copy_that_follows_two_texts_of_one_tradition_has_both_as_parents():
    chance = random.Random(3)
    first = tradition(8, copies=0)[0].text
    left, right = (copied(first, chance, slips=0.06).split() for _ in range(2))
    mixed = copied(" ".join(left[:200] + right[200:]), chance, slips=0.01)
    texts = {"a": first, "b": " ".join(left), "c": " ".join(right), "d": mixed}
    edges = stemma_of([Copy(n, None, f"2001-0{k}-01", t) for k, (n, t) in enumerate(texts.items(), 1)]).edges
    assert {(e.parent, e.child) for e in edges} == {("a", "b"), ("a", "c"), ("b", "d"), ("c", "d")}
    assert any("in one stretch" in e.reasons[0].says for e in edges)


def test_each_passage_has_a_stemma_of_its_own():
    first, second = (tradition(seed, copies=0, words=120)[0].text for seed in (5, 6))
    copies = [
        Copy("a", None, "2001-01-01", first),
        Copy("b", None, "2001-02-01", second),
        Copy("c", None, "2001-03-01", first + " " + second),
        Copy("d", None, "2001-04-01", second),
    ]
    stemma = stemma_of(copies)
    lines = sorted(sorted((e.parent, e.child) for e in p.edges) for p in stemma.passages)
    assert len(lines) == 2
    assert lines[0] == [("a", "c")]
    assert {child for _, child in lines[1]} == {"c", "d"}


@pytest.mark.parametrize(("accounts", "notes"), [(100, 0), (101, 1)])
def test_a_family_too_large_to_seek_lost_texts_in_is_told(accounts, notes):
    text = tradition(4, copies=0)[0].text[:600]
    copies = [_account(f"a{n:03}", text, f"2001-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(accounts)]
    problems = trace_lineage(copies, LineageSettings())[2]
    assert [p.severity for p in problems] == ["note"] * notes
    assert all("101 accounts share copied text (a000, a001 and 99 more)" in p.message for p in problems)


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
