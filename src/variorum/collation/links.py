"""The score of a pair: learned weights over named features, each a reason that can be shown."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from variorum.collation.context import Context
from variorum.collation.pairs import same_name
from variorum.model import Reason

GROUPS = ("count", "age", "measured", "duration", "date", "quotation")
"""Groups of kinds and units whose weights are learned."""
UNLIKE = ("count", "age", "measured", "duration", "date")
"""Groups with a scale of values, so that there are groups of unlike values to join."""
_FIXED = {
    "person": {"bias": 0.0, "name": 4.0},
    "time": {"bias": -3.0, "equal": 1.5, "equal near": 2.5, "equal sentence": 3.0, "equal aligned": 3.0},
}
"""Persons are linked by name alone; for clock times no gold exists, and only like words around join them."""
_UNSURE = 0.5
"""Threshold of groups for which none is learned."""
_CERTAIN = 0.9
"""Probability of a link by meaning alone: a copyist changed the value."""
_FAR = 3.0
"""Times by which a measured figure must exceed another to be one of something else."""
Weights = Mapping[str, Mapping[str, float]]
Step = Literal["like", "unlike"]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights and thresholds of both steps, by group."""

    like: Weights
    """For pairs of claims of like values."""
    unlike: Weights
    """For pairs of groups of unlike values."""
    thresholds: Mapping[str, Mapping[str, float]]
    """Least mean probability for a join, by step and group."""

    def limit(self, step: Step, group: str) -> float:
        """The threshold of a group."""
        return self.thresholds.get(step, {}).get(group, _UNSURE)


def model_of(like: Weights, unlike: Weights, thresholds: Mapping[str, Mapping[str, float]]) -> Model:
    """A model with the weights that are not learned beside those that are."""
    return Model({**like, **_FIXED}, unlike, thresholds)


@functools.cache
def learned() -> Model:
    """Weights and thresholds as bench/links.py wrote them."""
    data = json.loads(files("variorum.collation").joinpath("weights.json").read_text(encoding="utf-8"))
    return model_of(data["like"], data["unlike"], data["thresholds"])


def group_of(context: Context) -> str:
    """Group of weights for a claim."""
    if context.family in ("count", "date", "duration", "quotation", "time", "person"):
        return context.family
    return "age" if context.family == "quantity year" else "measured"


def forbidden(a: Context, b: Context) -> bool:
    """Whether one sentence sets the two apart, they measure things of other sizes, or are facts about two persons."""
    if (
        a.claim.kind != "quotation"
        and a.sentence == b.sentence
        and a.key != b.key
        and max(a.low, b.low) > min(a.high, b.high)
    ):
        return True
    measured = a.family in ("duration", "length", "weight")
    if measured and max(a.low, b.low) > min(a.high, b.high) * _FAR:
        return True
    f, g = a.claim.frame, b.claim.frame
    return a.family == "quantity year" and bool(f.person and g.person) and not same_name(f.person or "", g.person or "")


def probability(weights: Mapping[str, float], row: Mapping[str, float]) -> float:
    """Logistic of the weighted sum; claims at one place of a copied passage are one item, which 24 events cannot teach."""
    if row.get("best aligned"):
        return _CERTAIN
    z = sum(weights.get(name, 0.0) * value for name, value in row.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def reasons(weights: Mapping[str, float], row: Mapping[str, float]) -> tuple[Reason, ...]:
    """What spoke for and against, strongest first."""
    shares = [(name, weights.get(name, 0.0) * value) for name, value in row.items() if name != "bias"]
    shares = sorted((s for s in shares if abs(s[1]) >= 0.05), key=lambda s: (-abs(s[1]), s[0]))[:6]
    return tuple(Reason(name, round(share, 2), _words(name, share)) for name, share in shares)


def _words(name: str, share: float) -> str:
    return f"{name} speaks {'for' if share > 0 else 'against'} one item"
