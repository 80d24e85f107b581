"""The score of a pair: learned weights over named features, each a reason that can be shown."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from variorum.collation.columns import Codes, Column
from variorum.collation.context import Context

GROUPS = ("count", "age", "measured", "duration", "date", "quotation")
"""Groups of kinds and units whose weights are learned."""
_FIXED = {
    "person": {"bias": 0.0, "name": 4.0},
    "time": {"bias": -1.5, "near": 2.5, "sentence": 3.0, "aligned": 3.0, "same subject": 3.0},
}
"""Persons are linked by name alone; for clock times no gold exists, and only like words around join them."""
_LIKELY = 0.3
"""Least mean probability for a join, in both steps and all groups with learned weights.

So few events do not tell a threshold for each: from 0.26 to 0.34 links of events kept aside stay what they are.
"""
_UNSURE = 0.5
"""The same in groups whose weights are fixed."""
_CERTAIN = 0.9
"""Probability of a link by meaning alone."""
_DECISIVE = ("best aligned", "one person", "one moment", "one toll")
"""Features of unlike values that make a link certain whatever the weights, for 24 events cannot teach it."""
_NO_SHARE = frozenset(("bias", *_DECISIVE))
_TELLING = 0.05
"""Least share of a score, in log-odds, that is given as a reason."""
_SHOWN = 6
"""Most reasons given for a link."""
_UNLEARNED = {"bias": -9.0}
"""Weights of a group for which none are learned: nothing is joined."""
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of both steps, by group, and the threshold."""

    like: Weights
    """For pairs of claims of like values."""
    unlike: Weights
    """For pairs of groups of unlike values."""
    threshold: float = 0.0
    """Least mean probability for a join, 0 to 1; 0 takes the usual one of each group."""

    def limit(self, group: str) -> float:
        """The threshold of a group."""
        return self.threshold or (_UNSURE if group in _FIXED else _LIKELY)


def model_of(like: Weights, unlike: Weights, threshold: float = 0.0) -> Model:
    """A model with the weights that are not learned beside those that are."""
    return Model({**like, **_FIXED}, unlike, threshold)


@functools.cache
def learned() -> Model:
    """The model with the weights that bench/links.py wrote."""
    data = json.loads(files("variorum.collation").joinpath("weights.json").read_text(encoding="utf-8"))
    return model_of(data["like"], data["unlike"])


def group_of(context: Context) -> str:
    """Group of weights for a claim."""
    if context.family in ("count", "date", "duration", "quotation", "time", "person"):
        return context.family
    return "age" if context.family == "quantity year" else "measured"


def probabilities(weights: Weights, kinds: Sequence[str], first: Codes, named: Iterable[tuple[str, Column]]) -> Column:
    """Logistic of the weighted sums of named features of pairs; `kinds` gives the group of weights of each `first` of a pair."""
    names = sorted(set(kinds))
    place = {name: n for n, name in enumerate(names)}
    kind = np.array([place[k] for k in kinds], np.int64)[first]
    total, fixed = np.zeros(len(kind)), np.zeros(len(kind), bool)
    for name, column in named:
        weight = np.array([weights.get(k, _UNLEARNED).get(name, 0.0) for k in names])
        total += weight[kind] * column
        if name in _DECISIVE:
            fixed |= column > 0
    made: Column = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
    made[fixed] = _CERTAIN
    return made


def reasons(weights: Mapping[str, float], row: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    """What spoke for and against: names of features and their shares, what is decisive first, then strongest first."""
    sure = tuple((name, 1.0) for name in _DECISIVE if row.get(name))
    shares = [
        (name, share)
        for name, value in row.items()
        if name not in _NO_SHARE and abs(share := weights.get(name, 0.0) * value) >= _TELLING
    ]
    shares.sort(key=lambda s: (-abs(s[1]), s[0]))
    return sure + tuple((name, round(share, 2)) for name, share in shares[:_SHOWN])
