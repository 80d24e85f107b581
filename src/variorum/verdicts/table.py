"""Weigh a table that somebody coded by hand: sources of unequal accuracy, and copying seen by shared wrong values.

After Dong, Berti-Équille, Srivastava, "Integrating conflicting data: the role of source dependence" (VLDB 2009): values are
scored by the log-odds of their sources' accuracy; two sources that share values which few others give are likely no two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_WRONG = 10.0
"""Wrong values that a source could give for an item."""
_ROUNDS = 8
_COPIED = 0.8
"""Chance that a copier takes over a given value."""
_PRIOR = 0.2
"""Chance that one source copies another, before looking."""
_MOST = 1_500
"""Sources up to which every pair is looked at for copying; beyond it each source stands for itself."""
_COMMON = 4
"""Items two sources must share before copying is considered."""
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a table says of one item."""

    item: str
    """Name of the item."""
    best: str | None
    """Likeliest value as its commonest source words it, None when refused."""
    low: str
    """Least of the values within the 90 % set for numbers, else the likeliest value."""
    high: str
    """Greatest of them for numbers, else the likeliest value."""
    probability: float
    """Probability of the likeliest value, 0 to 1."""
    independent: float
    """Sources behind it, copies discounted."""
    refused: str | None
    """Why no best value is given."""
    reasons: str
    """What the choice rests on, in words."""


def number(text: str) -> float | None:
    """The number a cell holds, thousands separated by commas or not; None when it is no number."""
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def sameness(text: str) -> str:
    """Key under which two cells are one value: numbers by value, text by its words without order, case, marks, initials."""
    value = number(text)
    if value is not None:
        return repr(value)
    words = re.findall(r"[^\W_]+", text.casefold())
    return " ".join(sorted(w for w in words if len(w) > 1)) or text.casefold().strip()


def _factor(values: Sequence[str]) -> tuple[Ints, list[str]]:
    names = sorted(set(values))
    number_of = {n: i for i, n in enumerate(names)}
    return np.fromiter((number_of[v] for v in values), np.int64, len(values)), names


def _copies(s: Ints, v: Ints, o: Ints, n: tuple[int, int, int], p: Floats, acc: Floats) -> Floats:
    """Probability that each pair of sources is no two, from shared true values, shared wrong ones and differences."""
    sources, values, items = n
    shared, true, common = (np.zeros((sources, sources), np.float64) for _ in range(3))
    width = max(1, 20_000_000 // sources)
    for ids, count, weighed in ((v, values, True), (o, items, False)):
        order = np.argsort(ids, kind="stable")
        cuts = np.searchsorted(ids[order], np.arange(0, count + width, width))
        for first, start, end in zip(range(0, count, width), cuts[:-1], cuts[1:], strict=False):
            rows = order[start:end]
            x = np.zeros((sources, min(width, count - first)), np.float32)
            x[s[rows], ids[rows] - first] = 1
            if weighed:
                shared += x @ x.T
                true += (x * p[first : first + x.shape[1]].astype(np.float32)) @ x.T
            else:
                common += x @ x.T
    wrong, differ = np.maximum(shared - true, 0), np.maximum(common - shared, 0)
    a = (acc[:, None] + acc[None, :]) / 2
    both, err = a * a, (1 - a) ** 2 / _WRONG
    other = np.maximum(1 - both - err, 1e-9)
    alone = true * np.log(both) + wrong * np.log(err) + differ * np.log(other)
    taken = (
        true * np.log(a * _COPIED + both * (1 - _COPIED))
        + wrong * np.log((1 - a) * _COPIED + err * (1 - _COPIED))
        + differ * np.log(other * (1 - _COPIED))
    )
    odds = np.log(_PRIOR / (1 - _PRIOR)) + taken - alone
    d: Floats = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    d[common < _COMMON] = 0
    np.fill_diagonal(d, 0)
    return d


def _independence(s: Ints, v: Ints, acc: Floats, d: Floats) -> Floats:
    """What each row counts: the more accurate sources of a value first, later ones less what they copied."""
    counts = np.ones(len(s))
    order = np.lexsort((s, -acc[s], v))
    cuts = np.flatnonzero(np.diff(v[order])) + 1
    for rows in np.split(order, cuts):
        if len(rows) > 1:
            tied = 1 - _COPIED * d[np.ix_(s[rows], s[rows])]
            counts[rows] = np.where(np.tri(len(rows), k=-1, dtype=bool), tied, 1.0).prod(axis=1)
    return counts


def weigh_table(rows: Sequence[tuple[str, str, str, str]], *, always: bool = False) -> list[Weighed]:
    """The likeliest value of each item, sorted by item; rows are (source, item, value, network), network may be "".

    Sources of one network count as one voice. `always` gives a best value where it would be refused.
    """
    rows = sorted(set(rows))
    if not rows:
        return []
    s, sources = _factor([network or source for source, _, _, network in rows])
    o, items = _factor([r[1] for r in rows])
    keys = [sameness(r[2]) for r in rows]
    v, values = _factor([f"{i:09d}\t{k}" for i, k in zip(o.tolist(), keys, strict=True)])
    # A source that gives one value twice says it once.
    once = np.unique(s * len(values) + v, return_index=True)[1]
    s1, o1, v1 = s[once], o[once], v[once]
    of = np.zeros(len(values), np.int64)
    of[v] = o
    acc, counts = np.full(len(sources), 0.8), np.ones(len(once))
    # At first nothing is known to be wrong: a majority of copies would make the others' truth look like shared error.
    p: Floats = np.ones(len(values))
    said = np.bincount(s1, minlength=len(sources))
    for _ in range(_ROUNDS):
        if 1 < len(sources) <= _MOST:
            counts = _independence(s1, v1, acc, _copies(s1, v1, o1, (len(sources), len(values), len(items)), p, acc))
        score = np.bincount(v1, counts * np.log(_WRONG * acc / (1 - acc))[s1], len(values))
        top = np.zeros(len(items))
        np.maximum.at(top, of, score)
        e = np.exp(score - top[of])
        p = e / (np.bincount(of, e, len(items)) + _WRONG * np.exp(-top))[of]
        # A source with few rows leans on the common accuracy, as if it had four rows more.
        acc = np.clip((np.bincount(s1, p[v1], len(sources)) + 4 * 0.8) / (said + 4), 0.01, 0.99)
    behind: Floats = np.bincount(v1, counts, len(values)).astype(np.float64)
    return _results(rows, (v, v1, of), (values, items), (p, behind), always=always)


def _results(
    rows: Sequence[tuple[str, str, str, str]],
    ids: tuple[Ints, Ints, Ints],
    names: tuple[list[str], list[str]],
    figures: tuple[Floats, Floats],
    *,
    always: bool,
) -> list[Weighed]:
    (v, v1, of), (values, items), (p, behind) = ids, names, figures
    words: dict[int, dict[str, int]] = {}
    for at, row in zip(v.tolist(), rows, strict=True):
        spelt = words.setdefault(at, {})
        spelt[row[2]] = spelt.get(row[2], 0) + 1
    backers = np.bincount(v1, minlength=len(values))
    order = np.lexsort((np.arange(len(values)), -p, of))
    found = []
    for group in np.split(order, np.flatnonzero(np.diff(of[order])) + 1):
        said = [min(words[k], key=lambda w, k=k: (-words[k][w], w)) for k in group.tolist()]  # type: ignore[misc]
        first = int(group[0])
        chance, lines = float(p[first]), float(behind[first])
        mass = np.cumsum(p[group]) / max(float(p[group].sum()), 1e-12)
        within = said[: int(np.searchsorted(mass, 0.9)) + 1]
        ranked = sorted((x, w) for w in within if (x := number(w)) is not None)
        low, high = (ranked[0][1], ranked[-1][1]) if ranked else (said[0], said[0])
        refused = None
        if chance < 0.5:
            refused = f"No value reaches a probability of .50; the likeliest has {chance:.2f}."
        reasons = f"{backers[first]} of {int(backers[group].sum())} sources, {lines:.1f} independent"
        best = said[0] if always or refused is None else None
        found.append(Weighed(items[of[first]], best, low, high, round(chance, 3), round(lines, 1), refused, reasons))
    return found
