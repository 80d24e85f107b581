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
_ROUNDED = 1.1
"""Times by which what is told as "some 5,000" may be more or less."""
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
    """Likeliest value and its probability, with each claim weighed by its independence and its account's accuracy.

    Of a value that nobody gives exactly ("some 5,000") it is that of all which would be told so.
    """
    item = [statement(c, i) for i, c in enumerate(claims)]
    counts = np.array([weights[c.id].counts for c in claims])
    held = belief(item, counts, np.array([weights[c.id].right for c in claims]))
    value, chance = held.best()
    exact = any(said.wording == "exact" and said.point == value for said in item)
    return value, chance if exact else held.near(value, _ROUNDED)


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
    if rule == "min-max":
        best: float | str = low if low == high else "The rule min-max gives the range only."
    else:
        best = _best(rule, claims, readings, weights, meet if agreed else None)
    if isinstance(best, str):
        return Figure(bounds[0], None, bounds[1], best)
    return Figure(bounds[0], _finite(best), bounds[1], None)


def _best(
    rule: Rule,
    claims: Sequence[Claim],
    readings: Sequence[Reading],
    weights: Mapping[str, Weight],
    meet: tuple[float, float] | None,
) -> float | str:
    """The best figure, or the reason why there is none.

    `meet` is what all claims leave for it; None where they exclude one another.
    """
    points = [_point(c) for c in claims]
    if rule == "conservative":
        return min(points)
    if rule == "median":
        return float(statistics.median_low(points))
    if rule in ("vote", "exact-vote"):
        return _told_most([_point(c) for c in claims if rule == "vote" or _exact(c)])
    if rule == "two-independent":
        return _of_two_lines(claims, readings[0])
    return _agreed(claims, points, meet) if meet else _likeliest(claims, readings, weights)


def _told_most(points: Sequence[float]) -> float | str:
    tally = Counter(points).most_common()
    if not tally:
        return "No account gives an exact figure."
    most = [v for v, n in tally if n == tally[0][1]]
    if len(most) > 1:
        return f"As many accounts give {' and '.join(f'{v:g}' for v in sorted(most))}."
    return most[0]


def _of_two_lines(claims: Sequence[Claim], strongest: Reading) -> float | str:
    if strongest.independent < 1.5:
        return f"No value has two independent lines behind it, at most {strongest.independent:.1f}."
    return next((_point(c) for c in claims if c.id in strongest.claims and _exact(c)), "No exact value.")


def _agreed(claims: Sequence[Claim], points: Sequence[float], meet: tuple[float, float]) -> float | str:
    """The figure of claims that can all be true together."""
    exact = next((_point(c) for c in claims if _exact(c)), None)
    if exact is not None:
        return exact
    if len(set(points)) == 1 and not all(_vague(c) or _at_most(c) for c in claims):
        return points[0]
    near = _nearest(claims, *meet)
    return near if near is not None else "The accounts give only bounds, which leave a range."


def _likeliest(claims: Sequence[Claim], readings: Sequence[Reading], weights: Mapping[str, Weight]) -> float | str:
    """The likeliest figure of claims of which some exclude one another, if it is likely enough."""
    value, chance = posterior(claims, weights)
    borne = [c for c in claims if (interval(c) or (1, 0))[0] <= value <= (interval(c) or (1, 0))[1]]
    # An account that says it twice, in wider words first, is a line.
    behind = max(1.0, sum(weights[c.id].counts for c in borne))
    if chance >= LIKELY and behind >= LINES:
        return value
    # "Over 5,000", "nearly 5,000" and "3,200 to 5,000" are rounded, and no quarrel.
    if len(readings) == 1 and (named := _named_most(claims)) is not None:
        return named
    values = ", ".join(plain(v) for v in sorted({_point(c) for c in claims})[:8])
    # Told as behind each reading: those who leave room for a value do not stand behind it.
    held = (r.independent for r in readings if isinstance(r.value, Quantity) and r.value.low == r.value.high == value)
    behind = next(held, behind)
    return (
        f"The accounts conflict ({values}); the likeliest, {plain(value)}, has a chance of {chance:.2f} and "
        f"{behind:.1f} independent lines behind it; a best figure needs {LIKELY:.2f} and {LINES}."
    )


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
    if around and (len(around) > 1 or low <= max(around) <= high):
        return max(around) if len(around) == 1 else None
    # Where bounds exceed what is told as "some 8,000", the greatest of them is as near.
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
