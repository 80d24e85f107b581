"""Figures in several units: what accounts themselves show of their worth in one another."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from variorum.model import Claim, Quantity

_BESIDE = 40
"""Code points within which a second currency converts the first ("2m euros (£1.7m)")."""
_SIDE_BY_SIDE = 12
"""Code points between a figure and what it is in another unit."""


def unit_of(claim: Claim) -> str:
    """The unit for comparing: persons and things are counted alike."""
    unit = claim.value.unit if isinstance(claim.value, Quantity) else ""
    return "thing" if unit == "person" else unit


def rates(claims: Sequence[Claim], unit: str) -> Mapping[str, float]:
    """What one of each other currency is worth in `unit`, by the accounts' own conversions."""
    shown: dict[str, list[float]] = defaultdict(list)
    for a, b in itertools.pairwise(sorted(claims, key=lambda c: (c.siglum, c.span.start))):
        x, y = a.value, b.value
        assert isinstance(x, Quantity)
        assert isinstance(y, Quantity)
        if a.siglum != b.siglum or b.span.start - a.span.end > _BESIDE or not x.low or not y.low:
            continue
        if y.unit == unit != x.unit:
            shown[x.unit].append(y.low / x.low)
        elif x.unit == unit != y.unit:
            shown[y.unit].append(x.low / y.low)
    return {u: median(r) for u, r in shown.items()}


def given_beside(claims: Sequence[Claim], unit: str) -> dict[str, Claim]:
    """By the ids of figures in other units, those in `unit` right beside which their accounts give them."""
    found = {}
    for first, second in itertools.pairwise(sorted(claims, key=lambda c: (c.siglum, c.span))):
        if first.siglum == second.siglum and second.span.start - first.span.end <= _SIDE_BY_SIDE:
            for one, other in ((first, second), (second, first)):
                if unit_of(one) != unit == unit_of(other):
                    found[one.id] = other
    return found
