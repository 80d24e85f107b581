"""Values that are lists (of authors, of steps of a hierarchy): each part is weighed by itself, since lists are often partial.

After Zhao, Rubinstein, Gemmell, Han, "A Bayesian approach to discovering truth from conflicting sources for data integration"
(VLDB 2012): a source has two rates, how many of the true parts it names and how many false ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

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
    told: dict[int, list[int]] = defaultdict(list)
    for value, item in enumerate(of.tolist()):
        told[item].append(value)
    backers: Floats = np.bincount(v, counts, len(of)).astype(np.float64)
    lists = [_lists([parts[k] for k in told[item]], backers[told[item]]) for item in range(int(of.max()) + 1)]
    place = np.zeros(len(of), np.int64)
    for values in told.values():
        place[values] = np.arange(len(values))
    sizes = np.array([x.named.shape[1] for x in lists])
    starts = np.cumsum(sizes) - sizes
    # One line for each row of the table and each part that anybody names for its item.
    wide = sizes[of[v]]
    row = np.repeat(np.arange(len(s)), wide)
    begin = np.repeat(np.cumsum(wide) - wide, wide)
    offset = np.arange(len(row)) - begin
    part = np.repeat(starts[of[v]], wide) + offset
    cells = np.array([x.named.size for x in lists])
    first = np.repeat((np.cumsum(cells) - cells)[of[v]] + place[v] * wide, wide) + offset
    named = np.concatenate([x.named.ravel() for x in lists])[first]
    parent = np.concatenate([x.parents for x in lists])[part]
    # A list that names nobody of whom this is a further word says nothing of it, nor does one with the initial.
    lacks = (parent >= 0) & ~named[begin + np.maximum(parent, 0)]
    mute = ~named & (lacks | np.concatenate([x.hinted.ravel() for x in lists])[first])
    odds = _odds(s[row], part, named, np.where(mute, 0.0, counts[row]), int(sizes.sum()))
    score = np.empty(len(of))
    for item, x in enumerate(lists):
        mine = np.clip(odds[starts[item] : starts[item] + sizes[item]], -6, 6)
        score[told[item]] = x.named @ mine - _MISSPELT * x.wrong
    return score


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of one item beside one another: a line for each of them, a column for each part that any of them names."""

    named: NDArray[np.bool_]
    """Whether a list names a part."""
    hinted: NDArray[np.bool_]
    """Whether it gives the part's initial instead."""
    parents: Ints
    """For each part the one it is a further word of, or -1."""
    wrong: Ints
    """Misspelt, cut or run-together words of each list."""


def _lists(told: Sequence[tuple[str, ...]], backers: Floats) -> _Lists:
    """Compare the lists told for one item; `backers` is what the rows that tell each count together."""
    full = [tuple(w for w in said if len(w) > 1) or said for said in told]
    apart = _run_together(full)
    wrong = np.array([sum(w in apart for w in said) for said in full])
    full = [tuple(x for w in said for x in apart.get(w, (w,))) for said in full]
    right = spellings(full) if len(full) > 1 else {}
    wrong += [sum(w in right for w in said) for said in full]
    sets = [{right.get(w, w) for w in said} for said in full]
    column = {w: i for i, w in enumerate(sorted(set().union(*sets)))}
    named = np.zeros((len(told), len(column)), bool)
    hinted = np.zeros_like(named)
    for line, words in enumerate(sets):
        named[line, [column[w] for w in words]] = True
        initials = {w for w in told[line] if len(w) == 1}
        if initials and full[line] and initials != set(full[line]):
            hinted[line] = [w[0] in initials for w in column]
    return _Lists(named, hinted & ~named, _parents(named, backers), wrong)


def _odds(who: Ints, part: Ints, named: NDArray[np.bool_], weight: Floats, parts: int) -> Floats:
    """Log-odds that each part is true, by how often each source leaves out true parts and names false ones.

    Args:
        who: Source of each line.
        part: Part of each line.
        named: Whether the source names the part.
        weight: What the line counts.
        parts: How many there are; of those that no line is about the odds are even.
    """
    sources = int(who.max()) + 1
    odds = np.zeros(parts)
    recall, invents = np.full(sources, _NAMES[0]), np.full(sources, _INVENTS[0])
    for _ in range(_ROUNDS):
        for_it, against = np.log(recall / invents), np.log((1 - recall) / (1 - invents))
        odds = np.bincount(part, weight * np.where(named, for_it[who], against[who]), parts) / _TEMPER
        p = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        hits = np.bincount(who, weight * p[part] * named, sources)
        true = np.bincount(who, weight * p[part], sources)
        recall = np.clip((hits + _NAMES[0] * _NAMES[1]) / (true + _NAMES[1]), 0.05, 0.98)
        extra = np.bincount(who, weight * (1 - p[part]) * named, sources)
        false = np.bincount(who, weight * (1 - p[part]), sources)
        invents = np.clip((extra + _INVENTS[0] * _INVENTS[1]) / (false + _INVENTS[1]), 0.005, 0.9)
    return odds


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
