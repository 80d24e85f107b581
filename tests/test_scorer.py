"""The model of values and dependence, on worlds made here with known truth and copying."""

import math
import random
from collections import Counter

import numpy as np
import pytest

from variorum.verdicts.scorer import BASE, LEAST, Statement, alone, dependence, reckon, weights


def exact(source, value):
    return Statement(source, "exact", float(value), float(value), float(value))


def world(seed, honest=6, copiers=4, items=20):
    """Honest sources first, then a careless one and its copiers; the truth of each item."""
    chance = random.Random(seed)
    truth = [chance.randrange(20, 4000) for _ in range(items)]
    tables = []
    for t in truth:
        said = [exact(i, t if chance.random() < 0.7 else t + chance.randrange(1, 90)) for i in range(honest)]
        bad = t if chance.random() < 0.3 else t + chance.randrange(1, 90)
        tables.append(said + [exact(honest + i, bad) for i in range(copiers + 1)])
    return truth, tables


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_copies_are_found_by_their_values_alone_and_honest_sources_are_not(seed):
    truth, tables = world(seed)
    held = reckon(tables, {}, 11)
    copies = [held.ties.get((x, y), 0.0) for x in range(7, 11) for y in range(6, x)]
    honest = [held.ties.get((x, y), 0.0) for x in range(6) for y in range(x)]
    assert min(copies) > 0.5
    assert max(honest) < 0.5
    right = sum(b.best()[0] == t for b, t in zip(held.beliefs, truth, strict=True))
    vote = sum(Counter(c.point for c in said).most_common(1)[0][0] == t for said, t in zip(tables, truth, strict=True))
    assert right >= 17 > vote
    assert held.right[:6].min() > held.right[6]


def test_dependence_is_passed_on_only_where_it_is_sure():
    sure, weak = 9.0, -BASE
    assert dependence({(1, 0): sure, (2, 0): sure}, 3)[2, 1] > 0.7
    assert (2, 1) not in dependence({(1, 0): sure, (2, 0): weak}, 3)


def test_a_bound_supports_what_it_allows():
    item = [exact(0, 131), exact(1, 160), Statement(2, "at least", 150, 150, math.inf)]
    held = reckon([item], {}, 3)
    assert held.beliefs[0].best()[0] == 160
    assert np.isclose(held.beliefs[0].chances.sum(), 1)


def test_a_statement_counts_as_much_as_it_is_likely_to_rest_on_none():
    assert alone([]) == alone([LEAST - 0.01]) == 1
    assert alone([0.9]) == pytest.approx(1 - 0.95 * 0.9)
    assert alone([0.4, 0.9, 0.6]) == pytest.approx((1 - 0.95 * 0.9) * math.sqrt((1 - 0.95 * 0.4) * (1 - 0.95 * 0.6)))


def test_a_family_whose_ties_are_not_quite_sure_is_hardly_more_than_one_source():
    family = [exact(i, 131) for i in range(12)]
    ties = {(x, y): 0.9 for x in range(12) for y in range(x)}
    assert 1 < weights(family, ties).sum() < 1.3  # by the surest tie of each alone it would be 2.6
    changed = [*family[:11], exact(11, 140)]
    assert weights(changed, ties)[11] == 1
