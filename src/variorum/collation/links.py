"""The score of a pair: learned weights over named features, each a reason that can be shown."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from variorum.collation.context import Context
from variorum.collation.pairs import same_name
from variorum.model import Link, Reason

GROUPS = ("count", "age", "measured", "duration", "date", "quotation")
"""Groups of kinds and units whose weights are learned."""
_FIXED = {
    "person": {"bias": 0.0, "name": 4.0},
    "time": {
        "bias": -3.0,
        "equal": 1.5,
        "equal near": 2.5,
        "equal sentence": 3.0,
        "unlike near": 2.5,
        "equal aligned": 3.0,
    },
}
"""Persons are linked by name alone; for clock times no gold exists, and only like words around join them."""
_TOLL = 0.9
"""Probability that two close large figures of one measure are one toll: 24 events are too few to learn it."""


def group_of(context: Context) -> str:
    """Group of weights for a claim."""
    if context.family in ("count", "date", "duration", "quotation", "time", "person"):
        return context.family
    return "age" if context.family == "quantity year" else "measured"


def forbidden(a: Context, b: Context) -> bool:
    """Whether one sentence sets the two apart, or they are facts about two persons."""
    if (
        a.claim.kind != "quotation"
        and a.sentence == b.sentence
        and a.key != b.key
        and max(a.low, b.low) > min(a.high, b.high)
    ):
        return True
    f, g = a.claim.frame, b.claim.frame
    return a.family == "quantity year" and bool(f.person and g.person) and not same_name(f.person or "", g.person or "")


@functools.cache
def learned() -> dict[str, Any]:
    """Weights and thresholds as bench/links.py wrote them."""
    data = json.loads(files("variorum.collation").joinpath("weights.json").read_text(encoding="utf-8"))
    data["weights"] |= _FIXED
    assert isinstance(data, dict)
    return data


def probability(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    """Logistic of the weighted sum; two close large figures of one toll are one item whatever words surround them."""
    if row.get("close toll"):
        return _TOLL
    z = sum(weights.get(name, 0.0) * value for name, value in row.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def explain(a: Context, b: Context, row: Mapping[str, float], score: float) -> Link:
    """The link of two claims with what spoke for and against it, strongest first."""
    weights = learned()["weights"].get(group_of(a), {})
    shares = [(name, weights.get(name, 0.0) * value) for name, value in row.items() if name != "bias"]
    shares = sorted((s for s in shares if abs(s[1]) >= 0.05), key=lambda s: (-abs(s[1]), s[0]))[:6]
    reasons = tuple(Reason(name, round(share, 2), _words(name, share)) for name, share in shares)
    first, second = sorted((a.claim.id, b.claim.id))
    return Link(first, second, round(score, 3), reasons)


def _words(name: str, share: float) -> str:
    return f"{name} speaks {'for' if share > 0 else 'against'} one item"
