"""Low, best and high of a quantity by a named rule, or the reason why no best figure is given."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from variorum.model import Claim, Quantity, Reading
from variorum.settings import Rule
from variorum.verdicts.dependence import Weight
from variorum.verdicts.relations import interval
from variorum.verdicts.scorer import LIKELY, LINES, Statement, Wording, belief

_FAR_MORE = 2
"""Times from which what "hundreds" tells is not what another account counts."""
_NEAR = 1.25
"""How many times the least of several lower bounds the greatest may be, and still be the figure that they all come near."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by one rule."""

    low: float | None
    """Low figure, None for no bound."""
    best: float | None
    """Best figure, None when refused."""
    high: float | None
    """High figure, None for no bound."""
    refused: str | None
    """Why there is no best figure."""


def _finite(x: float) -> float | None:
    return None if math.isinf(x) else (int(x) if float(x).is_integer() else round(x, 6))


def _point(claim: Claim) -> float:
    """The figure a claim names: its lower bound, or the upper one where there is no lower ("less than 200")."""
    value = claim.value
    assert isinstance(value, Quantity)
    low, high = value.low, value.high
    return low or high or 0.0


def _at_most(claim: Claim) -> bool:
    value = claim.value
    return isinstance(value, Quantity) and not value.low and value.high != 0


def _exact(claim: Claim) -> bool:
    value = claim.value
    return isinstance(value, Quantity) and value.low == value.high and value.low is not None and not value.approx


def _vague(claim: Claim) -> bool:
    return isinstance(claim.value, Quantity) and claim.value.is_vague


def statement(claim: Claim, source: int) -> Statement:
    """What a claim of a quantity says, as the model takes it."""
    low, high = interval(claim) or (0.0, math.inf)
    wording: Wording = "range"
    if _exact(claim):
        wording = "exact"
    elif math.isinf(high):
        wording = "at least"
    elif isinstance(claim.value, Quantity) and claim.value.approx:
        wording = "around" if claim.value.low == claim.value.high else "vague"
    return Statement(source, wording, _point(claim), max(low, 0.0), high)


def posterior(claims: Sequence[Claim], weights: Mapping[str, Weight]) -> tuple[float, float]:
    """Likeliest value and its probability, with each claim weighed by its independence and its account's accuracy."""
    item = [statement(c, i) for i, c in enumerate(claims)]
    counts = np.array([weights[c.id].counts for c in claims])
    return belief(item, counts, np.array([weights[c.id].right for c in claims])).best()


def figure(rule: Rule, claims: Sequence[Claim], readings: Sequence[Reading], weights: Mapping[str, Weight]) -> Figure:
    """The figure of an item's quantities by `rule`; vague ones ("dozens") count only where no account is more exact."""
    claims = _numbered(claims)
    stretches = [interval(c) or (-math.inf, math.inf) for c in claims]
    meet = max(s[0] for s in stretches), min(s[1] for s in stretches)
    agreed = meet[0] <= meet[1]
    # Where all can be true together the figure lies in what they leave; else it ranges over all that is claimed.
    tops = [s[1] if not math.isinf(s[1]) else s[0] for s in stretches]
    # "As many as 300" says nothing of how few there were.
    bottoms = [s[0] for s, c in zip(stretches, claims, strict=True) if not _at_most(c)] or [s[0] for s in stretches]
    low, high = meet if agreed else (min(bottoms), max(tops))
    bounds = _finite(low), _finite(high)
    points = [_point(c) for c in claims]
    if rule == "conservative":
        return Figure(bounds[0], _finite(min(points)), bounds[1], None)
    if rule == "median":
        return Figure(bounds[0], _finite(float(statistics.median_low(points))), bounds[1], None)
    if rule in ("vote", "exact-vote"):
        counted = [_point(c) for c in claims if rule == "vote" or _exact(c)]
        tally = Counter(counted).most_common()
        if not tally:
            return Figure(*_no(bounds, "No account gives an exact figure."))
        most = [v for v, n in tally if n == tally[0][1]]
        if len(most) > 1:
            said = " and ".join(f"{v:g}" for v in sorted(most))
            return Figure(*_no(bounds, f"As many accounts give {said}."))
        return Figure(bounds[0], _finite(most[0]), bounds[1], None)
    if rule == "min-max":
        if low == high:
            return Figure(bounds[0], bounds[0], bounds[1], None)
        return Figure(*_no(bounds, "The rule min-max gives the range only."))
    strongest = readings[0]
    if rule == "two-independent":
        if strongest.independent < 1.5:
            return Figure(
                *_no(bounds, f"No value has two independent lines behind it, at most {strongest.independent:.1f}.")
            )
        top = [c for c in claims if c.id in strongest.claims and _exact(c)]
        best = _point(top[0]) if top else None
        return Figure(bounds[0], None if best is None else _finite(best), bounds[1], None if top else "No exact value.")
    if agreed:
        exact = [c for c in claims if _exact(c)]
        if exact:
            return Figure(bounds[0], _finite(_point(exact[0])), bounds[1], None)
        if len(set(points)) == 1 and not all(_vague(c) or _at_most(c) for c in claims):
            return Figure(bounds[0], _finite(points[0]), bounds[1], None)
        if (best := _nearest(claims, *meet)) is not None:
            return Figure(bounds[0], _finite(best), bounds[1], None)
        return Figure(*_no(bounds, "The accounts give only bounds, which leave a range."))
    value, chance = posterior(claims, weights)
    behind = sum(
        weights[c.id].counts for c in claims if (interval(c) or (1, 0))[0] <= value <= (interval(c) or (1, 0))[1]
    )
    if chance < LIKELY or behind < LINES:
        # "Over 5,000", "nearly 5,000" and "3,200 to 5,000" are rounded, and no quarrel.
        if len(readings) == 1 and (named := _named_most(claims)) is not None:
            return Figure(bounds[0], _finite(named), bounds[1], None)
        values = ", ".join(plain(v) for v in sorted({_point(c) for c in claims})[:8])
        says = (
            f"The accounts conflict ({values}); the likeliest, {plain(value)}, has a chance of {chance:.2f} and "
            f"{behind:.1f} independent lines behind it; a best figure needs {LIKELY:.2f} and {LINES}."
        )
        return Figure(*_no(bounds, says))
    return Figure(bounds[0], _finite(value), bounds[1], None)


def _numbered(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims that give a number; all where none does, or where one account alone does, and others all tell of far more."""
    numbers = [c for c in claims if not _vague(c)]
    vague = [s for c in claims if _vague(c) and (s := interval(c)) is not None]
    several = len({c.siglum for c in claims if _vague(c)}) > 1 and len({c.siglum for c in numbers}) == 1
    if several and all(_FAR_MORE * _point(c) < low for low, _ in vague for c in numbers):
        return claims
    return numbers or claims


def _nearest(claims: Sequence[Claim], low: float, high: float) -> float | None:
    """The figure that bounds leave: one told with "around" between them, else the greatest of "at least" that are near one another."""
    if any(_vague(c) or _at_most(c) for c in claims):
        return None
    around = {_point(c) for c in claims if interval(c) != (_point(c), math.inf)}
    if around:
        value = max(around)
        return value if len(around) == 1 and low <= value <= high else None
    points = [_point(c) for c in claims]
    return max(points) if max(points) <= _NEAR * min(points) else None


def _named_most(claims: Sequence[Claim]) -> float | None:
    """The figure that most claims name, exactly or "about"; None where there are several."""
    tally = Counter(_point(c) for c in claims if _exact(c) or interval(c) not in (None, _ends(c))).most_common(2)
    return tally[0][0] if tally and (len(tally) == 1 or tally[0][1] > tally[1][1]) else None


def _ends(claim: Claim) -> tuple[float, float]:
    """The least and greatest value by a claim's own words, without the reach of "about"."""
    value = claim.value
    assert isinstance(value, Quantity)
    return (-math.inf if value.low is None else value.low, math.inf if value.high is None else value.high)


def plain(value: float) -> str:
    """A figure for reading: "1,000,001", where "%g" has "1e+06"; those of four digits have no comma."""
    if not float(value).is_integer():
        return f"{value:g}"
    return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.0f}"


def _no(bounds: tuple[float | None, float | None], why: str) -> tuple[float | None, None, float | None, str]:
    return bounds[0], None, bounds[1], why
