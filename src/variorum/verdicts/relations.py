"""How the values of one item stand to one another: intervals, EDTF precision, speakers; readings as maximal cliques."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from variorum.model import Claim, ClockTime, Moment, Person, Quantity, Utterance

_AROUND = 0.1
"""Share by which "around" reaches below and above a round figure."""
_SMALL = frozenset("a an the of in on at to and mr mrs ms dr sir by from one".split())


def interval(claim: Claim) -> tuple[float, float] | None:
    """Least and greatest value the claim allows, both inclusive; None where its value is no point or stretch of a scale.

    Dates are counted in days, times of day in minutes.
    """
    value = claim.value
    if isinstance(value, Quantity):
        low = -math.inf if value.low is None else value.low
        high = math.inf if value.high is None else value.high
        if value.approx and low == high:
            reach = abs(low) * _AROUND
            return low - reach, high + reach
        return low, high
    if isinstance(value, Moment):
        try:
            first, last = value.bounds()
        except ValueError:
            return None
        return float(first.toordinal()), float(last.toordinal())
    if isinstance(value, ClockTime):
        reach = 10 if value.approx and value.low == value.high else 0
        return float(value.low - reach), float(value.high + reach)
    return None


def content_words(text: str | None) -> frozenset[str]:
    """The words of a name or description that tell it from others, in lower case."""
    return frozenset(w for w in re.findall(r"\w+", (text or "").casefold()) if w not in _SMALL)


def _bearer(claim: Claim) -> frozenset[str]:
    value = claim.value
    if isinstance(value, Utterance):
        return content_words(value.speaker)
    if isinstance(value, Person):
        return content_words(value.name)
    return content_words(claim.quote)


def compatible(a: Claim, b: Claim) -> bool:
    """Whether both claims can be true of one item: their intervals meet, or they name the same person, or one nobody."""
    first, second = interval(a), interval(b)
    if first is not None and second is not None:
        return first[0] <= second[1] and second[0] <= first[1]
    mine, other = _bearer(a), _bearer(b)
    return not mine or not other or bool(mine & other)


def entails(a: Claim, b: Claim) -> bool:
    """Whether the value of `a` is at least as narrow as that of `b` and within it."""
    first, second = interval(a), interval(b)
    if first is None or second is None:
        return compatible(a, b)
    return second[0] <= first[0] and first[1] <= second[1]


def cliques(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Maximal sets of claims that are all compatible with one another.

    Compatibility is not transitive ("more than 130" goes with 133 and with 140, which exclude each other), so a claim may
    stand in several. Intervals are swept from below: a set is maximal when an end follows a beginning.
    """
    if not claims:
        return []
    stretches = [interval(c) for c in claims]
    if any(s is None for s in stretches):
        return _by_bearer(claims)
    ends: list[tuple[float, int, int]] = []
    for i, stretch in enumerate(stretches):
        assert stretch is not None
        ends += [(stretch[0], 0, i), (stretch[1], 1, i)]
    found: list[list[Claim]] = []
    active: set[int] = set()
    grown = False
    for _, is_end, i in sorted(ends):
        if not is_end:
            active.add(i)
            grown = True
            continue
        if grown:
            found.append([claims[k] for k in sorted(active)])
            grown = False
        active.discard(i)
    return found


def _by_bearer(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims by the person they name; those that name nobody go with every reading."""
    groups: list[tuple[set[str], list[Claim]]] = []
    nobody = []
    for claim in sorted(claims, key=lambda c: (-len(_bearer(c)), c.id)):
        words = _bearer(claim)
        if not words:
            nobody.append(claim)
            continue
        home = next((g for g in groups if words & g[0]), None)
        if home is None:
            groups.append((set(words), [claim]))
        else:
            home[1].append(claim)
    order = {c.id: i for i, c in enumerate(claims)}
    if not groups:
        return [list(claims)]
    return [sorted(members + nobody, key=lambda c: order[c.id]) for _, members in groups]
