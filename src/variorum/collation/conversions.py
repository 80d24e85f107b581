"""One value in two units: "75 kilometres (50 miles)", "2m euros (£1.7m; $2.6m)", and what currencies are worth by them."""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from variorum.collation.context import Context, scaled
from variorum.model import Quantity

_BETWEEN = re.compile(
    r"\s*-?\s*(?:[a-z]+\.?){0,1}(?:\s[a-z]+\.?){0,1}\s*(?:[(\[]|[;/]|,? or |, )\s*(?:about|around|some|approximately|nearly|roughly)?\s*",
    re.IGNORECASE,
)
_TOLERANCE = 0.16
"""Share by which a converted length or weight may be off: such figures are rounded twice."""
_DEGREES = 2.0
"""Degrees Celsius by which a converted temperature may be off."""


def conversions(contexts: Sequence[Context]) -> frozenset[tuple[int, int]]:
    """Index pairs (a < b) of claims of which one gives the other in another unit, as a bracket behind it does."""
    order = sorted(
        (i for i, c in enumerate(contexts) if c.claim.kind == "quantity"),
        key=lambda i: (contexts[i].claim.siglum, contexts[i].at, i),
    )
    found = set()
    for a, b in itertools.pairwise(order):
        x, y = contexts[a], contexts[b]
        if x.sentence == y.sentence and x.family == y.family and x.unit != y.unit and x.at.end <= y.at.start:
            gap = x.after[: y.at.start - x.at.end]
            if _BETWEEN.fullmatch(gap) and _same_size(x, y, gap):
                found.add((min(a, b), max(a, b)))
    return frozenset(found)


def _same_size(x: Context, y: Context, gap: str) -> bool:
    if min(x.low, y.low) <= 0:
        return x.family == "temperature" and abs(x.low - y.low) <= _DEGREES
    if x.family == "temperature":
        return abs(x.low - y.low) <= _DEGREES
    if x.family == "money":
        return any(mark in gap for mark in "([;")
    return x.family in ("length", "weight") and abs(math.log(x.low / y.low)) <= _TOLERANCE


def in_one_currency(contexts: Sequence[Context], pairs: frozenset[tuple[int, int]]) -> list[Context]:
    """The contexts with sums of money in one currency, at the rates that the accounts' own conversions show.

    A currency that no account converts stays a family of its own.
    """
    shown: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for a, b in sorted(pairs):
        x, y = contexts[a], contexts[b]
        if x.family == "money":
            step = math.log(y.low / x.low)
            shown[x.unit][y.unit].append(step)
            shown[y.unit][x.unit].append(-step)
    count = Counter(c.unit for c in contexts if c.family == "money")
    worth: dict[str, tuple[str, float]] = {}
    for start in sorted(count, key=lambda u: (-count[u], u)):
        if start in worth:
            continue
        worth[start] = (start, 0.0)
        queue = [start]
        for unit in queue:
            for other in sorted(shown[unit]):
                if other not in worth:
                    worth[other] = (start, worth[unit][1] + median(shown[unit][other]))
                    queue.append(other)
    made = []
    for c in contexts:
        if c.family == "money" and isinstance(c.claim.value, Quantity):
            base, step = worth[c.unit]
            made.append(scaled(c, f"money {base}", math.exp(-step)))
        else:
            made.append(c)
    return made
