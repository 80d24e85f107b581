"""Values that are lists (of authors, of steps of a hierarchy): each part is weighed by itself, since lists are often partial.

After Zhao, Rubinstein, Gemmell, Han, "A Bayesian approach to discovering truth from conflicting sources for data integration"
(VLDB 2012): a source has two rates, how many of the true parts it names and how many false ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDS = 8
_NAMES = 0.65, 5.0
"""Prior share of the true parts that a source names, and the number of parts it weighs as much as."""
_INVENTS = 0.03, 300.0
"""Prior share of the false parts among those others name that a source names too, and its weight: leaving out is common,
inventing rare."""
_MISSPELT = 0.7
"""What a misspelt, cut or run-together word takes from a list that else says the same."""
_TEMPER = 1.4
"""Sources err together even where nothing shows it; their log-likelihoods are divided by this."""
_LEAST = 5
"""Letters from which a word one letter off is a misspelling, where the right spelling is four times as frequent."""


def spellings(told: Sequence[tuple[str, ...]]) -> dict[str, str]:
    """For the words of one item's lists the commoner word that each misspells or cuts short."""
    count = Counter(w for parts in told for w in parts)
    ranked = sorted(count, key=lambda w: (-count[w], w))
    found: dict[str, str] = {}
    for i, word in enumerate(ranked):
        for other in ranked[:i]:
            if other in found or word[0] != other[0]:
                continue
            near = (
                len(word) >= _LEAST
                and count[other] >= 2 * count[word]
                and OSA.distance(word, other, score_cutoff=1) <= 1
            )
            cut = (
                len(word) >= 3 and len(other) > len(word) and other.startswith(word) and count[other] >= 2 * count[word]
            )
            if near or cut:
                found[word] = other
                break
    return found


def _run_together(told: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """For the words that are two others of the item written as one those two: "annholt" beside "ann holt"."""
    names = {w for parts in told for w in parts if len(w) > 1}
    found: dict[str, tuple[str, ...]] = {}
    for word in names:
        cut = next((k for k in range(2, len(word) - 1) if word[:k] in names and word[k:] in names), None)
        if cut is not None:
            found[word] = (word[:cut], word[cut:])
    return found


def weigh_lists(s: Ints, v: Ints, of: Ints, parts: Sequence[tuple[str, ...]], counts: Floats) -> Floats:
    """A score for each value among those of its item: log-odds that its parts, and no others, are the true ones.

    Args:
        s: Source of each row.
        v: Value of each row.
        of: Item of each value.
        parts: The parts of each value.
        counts: What each row counts for independence, 0 to 1.
    """
    items, sources = int(of.max()) + 1, int(s.max()) + 1
    told: dict[int, list[int]] = defaultdict(list)
    for value, item in enumerate(of.tolist()):
        told[item].append(value)
    have: list[NDArray[np.bool_]] = []
    hints: list[NDArray[np.bool_]] = []
    above: list[Ints] = []
    wrong = np.zeros(len(of))
    starts, sizes = np.zeros(items, np.int64), np.zeros(items, np.int64)
    place = np.zeros(len(of), np.int64)
    backers: Floats = np.bincount(v, counts, len(of)).astype(np.float64)
    at = 0
    for item in range(items):
        values = told[item]
        full = [tuple(w for w in parts[k] if len(w) > 1) or parts[k] for k in values]
        apart = _run_together(full)
        for k, said in zip(values, full, strict=True):
            wrong[k] = sum(w in apart for w in said)
        if apart:
            full = [tuple(x for w in said for x in apart.get(w, (w,))) for said in full]
        same = spellings(full) if len(values) > 1 else {}
        sets = [{same.get(w, w) for w in said} for said in full]
        names = {w: i for i, w in enumerate(sorted(set().union(*sets)))}
        first_of = [w[0] for w in names]
        grid = np.zeros((len(values), len(names)), bool)
        hint = np.zeros_like(grid)
        for line, (k, told_here) in enumerate(zip(values, sets, strict=True)):
            grid[line, [names[w] for w in told_here]] = True
            initials = {w for w in parts[k] if len(w) == 1}
            if initials and len(full[line]) and initials != set(full[line]):
                hint[line] = [c in initials for c in first_of]
            wrong[k] += sum(w in same for w in full[line])
            place[k] = line
        have.append(grid)
        hints.append(hint & ~grid)
        above.append(_parents(grid, backers[values]))
        starts[item], sizes[item] = at, len(names)
        at += len(names)
    # One line for each row of the table and each part that anybody names for its item.
    wide = sizes[of[v]]
    row = np.repeat(np.arange(len(s)), wide)
    begin = np.repeat(np.cumsum(wide) - wide, wide)
    offset = np.arange(len(row)) - begin
    part = np.repeat(starts[of[v]], wide) + offset
    ends = np.cumsum(np.array([g.size for g in have]))
    first = np.repeat((ends - np.array([g.size for g in have]))[of[v]] + place[v] * wide, wide) + offset
    named = np.concatenate([g.ravel() for g in have])[first]
    parent = np.concatenate(above)[part]
    # A list that names nobody of whom this is a further word says nothing of it, nor does one with the initial.
    lacks = (parent >= 0) & ~named[begin + np.maximum(parent, 0)]
    mute = ~named & (lacks | np.concatenate([h.ravel() for h in hints])[first])
    who, weight = s[row], np.where(mute, 0.0, counts[row])
    odds = np.zeros(at)
    recall, invents = np.full(sources, _NAMES[0]), np.full(sources, _INVENTS[0])
    for _ in range(_ROUNDS):
        for_it, against = np.log(recall / invents), np.log((1 - recall) / (1 - invents))
        odds = np.bincount(part, weight * np.where(named, for_it[who], against[who]), at) / _TEMPER
        p = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        hits = np.bincount(who, weight * p[part] * named, sources)
        true = np.bincount(who, weight * p[part], sources)
        recall = np.clip((hits + _NAMES[0] * _NAMES[1]) / (true + _NAMES[1]), 0.05, 0.98)
        extra = np.bincount(who, weight * (1 - p[part]) * named, sources)
        false = np.bincount(who, weight * (1 - p[part]), sources)
        invents = np.clip((extra + _INVENTS[0] * _INVENTS[1]) / (false + _INVENTS[1]), 0.005, 0.9)
    score = np.empty(len(of))
    for item in range(items):
        mine = np.clip(odds[starts[item] : starts[item] + sizes[item]], -6, 6)
        score[told[item]] = have[item] @ mine - _MISSPELT * wrong[told[item]]
    return score


def _parents(grid: NDArray[np.bool_], backers: Floats) -> Ints:
    """For each part the rarest commoner one that stands in every list with it (a surname beside a given name), or -1."""
    width = grid.shape[1]
    support = backers @ grid
    together = (grid * backers[:, None]).T.astype(np.float64) @ grid
    found = np.full(width, -1)
    for i in range(width):
        fits = [j for j in range(width) if support[j] > support[i] and together[i, j] >= support[i]]
        if fits:
            found[i] = min(fits, key=lambda j: (support[j], j))
    return found
