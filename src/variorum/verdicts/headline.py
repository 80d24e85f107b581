"""Which item gives the event's own total of a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.model import Claim, Item, Quantity

_FIRST = ("injured", "killed")
"""Measures shown before all others, the last first."""


def headlines(items: Sequence[Item], claims: Mapping[str, Claim]) -> dict[str, int]:
    """Ids of the headline items, one a measure of persons, with their rank (killed highest).

    An item stands for the total when its claims are of this event, of no part and of no group; among those the one that
    most accounts give, then the larger figure.
    """
    best: dict[str, tuple[tuple[float, ...], str]] = {}
    for item in items:
        if item.kind != "quantity" or item.measure is None:
            continue
        said = [claims[i] for i in item.claims if not claims[i].frame.denied]
        values = [c.value for c in said if isinstance(c.value, Quantity) and c.value.unit == "person"]
        if not values:
            continue
        half = len(said) / 2
        if sum(c.frame.event == "other" for c in said) >= half:
            continue
        whole = float(sum(c.frame.part == "part" for c in said) < half)
        everybody = float(sum(c.frame.whom is not None for c in said) < half)
        total = float(any(c.frame.part == "total" for c in said))
        size = max(v.low or 0.0 for v in values)
        score = (whole, float(len({c.siglum for c in said})), everybody, total, size)
        if item.measure not in best or (score, item.id) > best[item.measure]:
            best[item.measure] = (score, item.id)
    return {name: _FIRST.index(m) + 1 if m in _FIRST else 0 for m, (_, name) in best.items()}
