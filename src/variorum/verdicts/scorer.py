"""The one model behind figures: how likely each value of an item is, given who says what and who rests on whom.

ln P(t) = ln prior(t) + sum over statements of w ln[q m(c|t) + (1-q) u(c|t)], tempered. q is how often a source is right,
estimated from all items in turn with the values; m says how t would be worded, u what a wrong source would say; w is what
a statement counts beside the earlier ones it may rest on.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Wording = Literal["exact", "at least", "around", "vague", "range"]

ROUNDS = 6
"""Rounds in which values and the accuracy of sources are estimated in turn, at most."""
LIKELY = 0.5
"""Probability below which no value is called the best."""
LINES = 1.2
"""Independent sources that must stand behind a best value."""
RIGHT = 0.6
"""Prior chance that a source has a figure right."""
_LEAN = 8.0
"""Number of items that it weighs as much as."""
_TEMPER = 1.7
"""Sources err together even where nothing shows it; their log-likelihoods are divided by this."""
_CLAIMED = 0.8
"""Prior chance that the true value is one that somebody states exactly."""
_GRID = 80
"""Further values considered, evenly spaced in the logarithm."""
_SPREAD, _WRONG = 0.7, 12.0
"""How far, in logarithms, wrong figures lie from the true one, and among how many of them one is picked."""
_SHARED = 0.2
"""Share of the errors that go where others went: wrong sources agree without copying."""
COPIED = 0.95
"""What a sure copy loses of its weight."""
LEAST = 0.2
"""Probability below which a dependence is left out."""
BASE = -3.05
"""Log-odds of dependence of two accounts of which nothing else is known."""
_STRONG = 0.92
"""Probability from which a dependence is passed on to what else depends on either."""
_CROWD = 60
"""Accounts that one shares text with among which it is passed on."""
MANY = 40
"""Sources from which what is counted over all of them is counted in steps."""
Pair = tuple[int, int]
"""Numbers of the later and of the earlier of two sources."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of one item."""

    source: int
    """Number of the source; in an item earlier statements stand before those that may rest on them."""
    wording: Wording
    """How the value is worded."""
    point: float
    """The figure named."""
    low: float
    """Least value it allows."""
    high: float
    """Greatest value it allows, infinite for none."""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Values, dependence and accuracy, each estimated from the others."""

    beliefs: tuple[Belief, ...]
    """What to hold of each item."""
    ties: Mapping[Pair, float]
    """Probability of dependence of pairs of sources; those left out have next to none."""
    right: Floats
    """How often each source is right, 0 to 1."""
    values: Mapping[Pair, float]
    """Log-odds of dependence that come from the values a pair gives."""


@dataclass(frozen=True, slots=True)
class Belief:
    """What the model holds of one item."""

    values: Floats
    """Values considered."""
    chances: Floats
    """Their probabilities, summing to 1."""
    weights: Floats
    """What each statement counts, 0 to 1."""

    def best(self) -> tuple[float, float]:
        """The likeliest value and its probability."""
        at = int(np.argmax(self.chances))
        return float(self.values[at]), float(self.chances[at])

    def near(self, value: float, times: float) -> float:
        """The probability of all values up to so many times as large or as small as one."""
        return float(self.chances[(self.values <= value * times) & (self.values * times >= value)].sum())

    def within(self, share: float = 0.9) -> tuple[float, float]:
        """Least and greatest of the likeliest values that together hold `share` of the probability."""
        order = np.argsort(-self.chances, kind="stable")
        some = self.values[order[: int(np.searchsorted(np.cumsum(self.chances[order]), share)) + 1]]
        return float(some.min()), float(some.max())


def entails(a: Statement, b: Statement) -> bool:
    """Whether `b` could be another wording of `a`, which is at least as narrow."""
    if a.wording == b.wording == "exact":
        return a.point == b.point
    if b.wording == "at least":
        return a.low >= b.low and a.point <= b.low * 1.5
    return b.low <= a.low and a.high <= b.high


def rests(a: Statement, b: Statement) -> bool:
    """Whether one of two statements could have been taken from the other."""
    return (a.wording, a.point, a.low, a.high) == (b.wording, b.point, b.low, b.high) or entails(a, b) or entails(b, a)


def matches(said: Statement, t: Floats) -> Floats:
    """How likely a source that is right words `t` as `said`, up to a factor."""
    far = np.log(np.maximum(t, 0.5) / max(said.point, 0.5))
    found: Floats
    if said.wording == "exact":
        found = (t == said.point).astype(np.float64)
    elif said.wording == "at least":
        found = np.where(t >= said.low, np.exp(-np.abs(far) / 0.18), 0.0)
    elif said.wording == "around":
        found = np.exp(-0.5 * np.square(far / 0.05))
    else:
        found = np.where((t >= said.low) & (t <= said.high), 0.5 if said.wording == "vague" else 1.0, 0.0)
    return found


def _errs(said: Statement, t: Floats) -> Floats:
    """How likely a wrong source says so when `t` is true: any of many values, nearer ones likelier."""
    far = np.abs(np.log(np.maximum(t, 0.5) / max(said.point, 0.5)))
    base = {"exact": 1 / _WRONG, "vague": 0.5}.get(said.wording, 0.25)
    found: Floats = base * np.exp(-far / _SPREAD) + 1e-4
    return found


def crowd(sources: int) -> float:
    """Log-odds against dependence in a crowd of sources, where chance likeness is more frequent.

    Among many it grows in twofold steps, for one source more must not change every probability a little.
    """
    if sources > MANY:
        sources = MANY << (sources // MANY).bit_length() - 1
    return math.log(max(sources, 20) / 20)


def dependence(evidence: Mapping[Pair, float], sources: int) -> dict[Pair, float]:
    """Probability that the later of two rests on the earlier, or both on a third, by (later, earlier).

    Args:
        evidence: Log-odds added by what is known of each pair; pairs without evidence may be left out.
        sources: Number of accounts among which the pairs were found: in a crowd chance likeness is more frequent.
    """
    base = BASE - crowd(sources)
    found = {pair: 1 / (1 + math.exp(-max(-30.0, min(base + odds, 30.0)))) for pair, odds in evidence.items()}
    strong: dict[int, dict[int, float]] = defaultdict(dict)
    for (x, y), chance in found.items():
        if chance > _STRONG:
            strong[x][y] = strong[y][x] = chance
    # Whom both surely share text with, they share it with one another: at two removes, never so surely that it is passed on.
    for through in sorted(strong):
        near = sorted(strong[through].items())[:_CROWD]
        for i, (y, first) in enumerate(near):
            for x, second in near[i + 1 :]:
                chance = first * second * 0.8
                if chance > found.get((x, y), 0.0):
                    found[x, y] = chance
    return found


def alone(chances: Collection[float]) -> float:
    """What a statement counts, 0 to 1, that rests on earlier ones with these probabilities; those below `LEAST` are left out.

    It counts as much as it is likely to rest on none: by the surest in full, by the others with the root of theirs, since
    what speaks for them is partly the same. Taken by the surest alone, the twenty copies of one release count as two.
    """
    free = sorted(1 - COPIED * chance for chance in chances if chance >= LEAST)
    return free[0] * math.sqrt(math.prod(free[1:])) if free else 1.0


def weights(item: Sequence[Statement], ties: Mapping[Pair, float]) -> Floats:
    """What each statement counts beside the earlier ones; `ties` are probabilities of dependence by source.

    A source that changed the figure it copied keeps its weight, and so does one that only may rest on a conflicting one.
    """
    found = np.ones(len(item))
    for x, said in enumerate(item):
        chances = ((before, ties.get((said.source, before.source), 0.0)) for before in item[:x])
        found[x] = alone([chance for before, chance in chances if chance >= LEAST and rests(said, before)])
    return found


class _Table:
    """One item with all that does not change between rounds."""

    def __init__(self, item: Sequence[Statement]) -> None:
        self.item = item
        self.who = np.array([c.source for c in item])
        points = np.array([c.point for c in item])
        exact = np.unique([c.point for c in item if c.wording == "exact"])
        floor, top = max(points.min() / 1.6, 1.0), max(points.max() * 1.6, 2.0)
        grid = np.unique(np.concatenate([np.round(np.geomspace(floor, max(top, floor + 1), _GRID)), points]))
        rest = np.setdiff1d(grid, exact)
        self.t = np.concatenate([exact, rest])
        shares = [np.full(len(x), s / max(len(x), 1)) for x, s in ((exact, _CLAIMED), (rest, 1 - _CLAIMED))]
        prior = np.concatenate(shares)
        self.prior = np.log(prior / prior.sum())
        self.match = np.array([matches(c, self.t) for c in item])
        self._errs = np.array([_errs(c, self.t) for c in item])
        self.counts, self.errs = np.ones(len(item)), self._errs

    def count(self, counts: Floats) -> _Table:
        """Let each statement count so much."""
        self.counts, self.errs = counts, self._errs.copy()
        mass: dict[float, float] = defaultdict(float)
        for c, w in zip(self.item, counts.tolist(), strict=True):
            if c.wording == "exact":
                mass[c.point] += w
        total = sum(mass.values())
        others = total - np.array([mass.get(float(v), 0.0) for v in self.t])
        for x, c in enumerate(self.item):
            if c.wording == "exact":
                popular = np.where(self.t == c.point, 0.0, mass[c.point] / np.maximum(others, max(mass[c.point], 1e-9)))
                self.errs[x] = (1 - _SHARED) * self.errs[x] + _SHARED * popular
        return self

    def believe(self, right: Floats) -> tuple[Floats, Floats]:
        """Probabilities of the values, and of each statement that its source is right here."""
        q = right[self.who][:, None]
        hit = q * self.match
        like = hit + (1 - q) * self.errs
        log = self.prior + (self.counts[:, None] * np.log(like)).sum(axis=0)
        p = np.exp((log - log.max()) / _TEMPER)
        p /= p.sum()
        return p, (p * hit / like).sum(axis=1)


def belief(item: Sequence[Statement], counts: Floats, right: Floats) -> Belief:
    """What to hold of one item when the accuracy of its sources is known."""
    table = _Table(item).count(counts)
    return Belief(table.t, table.believe(right)[0], counts)


def _believe(
    tables: Sequence[_Table], counts: Sequence[Floats], sources: int, voices: NDArray[np.int64]
) -> tuple[list[Belief], Floats]:
    """What to hold of each item, and how often each source is right.

    Args:
        tables: The items; none is empty.
        counts: What each statement counts, as `weights` gives it.
        sources: Number of sources.
        voices: For each source the number of its dependence cluster, in which accuracy is shared.
    """
    tables = [table.count(w) for table, w in zip(tables, counts, strict=True)]
    right = np.full(sources, RIGHT)
    beliefs: list[Belief] = []
    for _ in range(ROUNDS):
        hits, tried = np.zeros(sources), np.zeros(sources)
        beliefs = []
        for table in tables:
            p, sure = table.believe(right)
            np.add.at(hits, table.who, table.counts * sure)
            np.add.at(tried, table.who, table.counts)
            beliefs.append(Belief(table.t, p, table.counts))
        together = [np.bincount(voices, x, sources)[voices] for x in (hits, tried)]
        new = (RIGHT * _LEAN + together[0]) / (_LEAN + together[1])
        settled = float(np.abs(new - right).max()) < 1e-3
        right = new
        if settled:
            break
    return beliefs, right


_TAKEN = 0.5
"""Chance that a copier gives the very wording of what it copied."""
_CONFLICT = -1.0
"""Log-odds of dependence when two sources give values of which only one can be true."""
_FORMS = 10
"""Statements as much as which an even spread over the wordings weighs, in how often a wording is used."""
_VALUES = 1.2, -3.0, 6.0
"""Weight of the evidence from values, and the least and the most it may come to."""
_COMMON = 40
"""Sources that give one value beyond which it is no evidence about two of them."""


def shared_values(
    items: Sequence[Sequence[Statement]], beliefs: Sequence[Belief | None], right: Floats, known: Collection[Pair]
) -> dict[Pair, float]:
    """For each pair the log-odds of dependence from the values both give; for those in `known` also without a shared one.

    A value that two sources share is evidence by how unlikely it is that the later one gives it by itself: a rare wording
    of an unlikely value tells much, the true figure nothing. A conflict speaks against dependence. An item without belief
    yet is taken as its statements share: else a block of copies would be believed first and then tell nothing.
    """
    found: dict[Pair, float] = defaultdict(float)
    used = Counter(said.wording for item in items for said in item)
    whole = used.total() + _FORMS
    for item, belief in zip(items, beliefs, strict=True):
        same: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for x, said in enumerate(item):
            same[said.wording, said.point, said.low, said.high].append(x)
        for group in same.values():
            if not 2 <= len(group) <= _COMMON:
                continue
            said = item[group[0]]
            true = len(group) / (len(item) + 2)
            if belief is not None:
                true = float((belief.chances * (matches(said, belief.values) > 0.05)).sum())
            others = (len(group) - 2 + 0.5) / (len(item) - 2 + 5)
            form = (used[said.wording] + _FORMS / 5) / whole
            for i, x in enumerate(group):
                alone = form * right[item[x].source] * true + (1 - true) * max(others, 0.03)
                for y in group[:i]:
                    found[item[x].source, item[y].source] += math.log((_TAKEN + (1 - _TAKEN) * alone) / alone)
    for item in items:
        place = {said.source: said for said in item}
        if len(item) <= _COMMON:
            pairs = [(x.source, y.source) for i, x in enumerate(item) for y in item[:i]]
        else:
            pairs = [pair for pair in known if pair[0] in place and pair[1] in place]
        for pair in pairs:
            if (pair in found or pair in known) and not rests(place[pair[0]], place[pair[1]]):
                found[pair] += _CONFLICT
    return {k: min(max(_VALUES[0] * odds, _VALUES[1]), _VALUES[2]) for k, odds in found.items()}


def reckon(items: Sequence[Sequence[Statement]], evidence: Mapping[Pair, float], sources: int) -> Reckoned:
    """Values, dependence and the accuracy of sources, each estimated from the others in turn.

    Args:
        items: The statements of each item, earlier ones first; none is empty, and a source stands once in an item.
        evidence: Log-odds of dependence of pairs from elsewhere: text, issuers, citations.
        sources: Number of sources.
    """
    beliefs: list[Belief] = []
    tables = [_Table(item) for item in items]
    right = np.full(sources, RIGHT)
    values = shared_values(items, [None] * len(items), right, evidence)
    ties: dict[Pair, float] = {}
    for _ in range(3):
        both = {k: evidence.get(k, 0.0) + values.get(k, 0.0) for k in sorted(set(evidence) | set(values))}
        ties = dependence(both, sources)
        counts = [weights(item, ties) for item in items]
        beliefs, right = _believe(tables, counts, sources, _clusters(ties, sources))
        values = shared_values(items, beliefs, right, evidence)
    return Reckoned(tuple(beliefs), ties, right, values)


def _clusters(ties: Mapping[Pair, float], sources: int) -> NDArray[np.int64]:
    """For each source the first of those it most likely rests on."""
    nearest: dict[int, tuple[float, int]] = {}
    for (x, y), chance in ties.items():
        if chance > 0.5:
            nearest[x] = max(nearest.get(x, (0.0, 0)), (chance, -y))
    found = np.arange(sources)
    for x in sorted(nearest):
        found[x] = found[-nearest[x][1]]
    return found
