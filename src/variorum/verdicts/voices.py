"""Which sources of a table speak with one voice: those that share values which sources of their own would hardly share.

After Dong, Berti-Équille, Srivastava, "Integrating conflicting data: the role of source dependence" (VLDB 2009), with one
change: a value is evidence by how rare it is among the other sources, so that a popular error makes nobody a copier.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_COPIED = 0.8
"""Chance that a copier takes over a given value."""
_PRIOR = 0.05
"""Chance that two sources are no two, before looking."""
_MOST = 1_500
"""Sources up to which every pair is looked at for copying; beyond it each source stands for itself."""
_COMMON = 6
"""Items two sources must share before copying is considered."""
_SURE = 0.9
"""Probability from which two sources are taken for one voice."""
_BLOCK = 12_000_000
"""Cells of the largest matrix of sources by values held at once, 4 bytes each."""


def _products(s: Ints, ids: Ints, weights: list[Floats], sources: int) -> list[Floats]:
    """For each weight of the things `ids` the sum over things that both sources of a pair have, sources by sources."""
    found = [np.zeros((sources, sources), np.float64) for _ in weights]
    order = np.argsort(ids, kind="stable")
    things = int(ids.max()) + 1
    width = max(1, _BLOCK // sources)
    cuts = np.searchsorted(ids[order], np.arange(0, things + width, width))
    for first, start, end in zip(range(0, things, width), cuts[:-1], cuts[1:], strict=False):
        rows = order[start:end]
        x = np.zeros((sources, min(width, things - first)), np.float32)
        x[s[rows], ids[rows] - first] = 1
        for i, weight in enumerate(weights):
            found[i] += (x * weight[first : first + x.shape[1]].astype(np.float32)) @ x.T
    return found


def copying(s: Ints, v: Ints, of: Ints, p: Floats, right: Floats) -> Floats:
    """Probability that each pair of sources is no two; zeros where there are too many sources to look.

    Args:
        s: Source of each row.
        v: Value of each row; a source has each value once.
        of: Item of each value.
        p: Probability of each value.
        right: How often each source is right, 0 to 1.
    """
    sources = len(right)
    if sources < 2 or sources > _MOST:
        return np.zeros((sources, sources) if sources <= _MOST else (0, 0))
    backers = np.bincount(v, minlength=len(of)).astype(np.float64)
    wrong = np.bincount(of, (1 - p) * backers)
    # How popular a value is among the wrong ones of its item, the two sources themselves left out.
    popular = np.clip((backers - 2 + 0.5) / (np.maximum(wrong[of] - 2, 0) + 5), 0.005, 1)
    telling = np.maximum(-np.log(popular) + np.log(_COPIED), 0)
    ones = np.ones(len(of))
    share, false, rare = _products(s, v, [ones, 1 - p, (1 - p) * telling], sources)
    both = _products(s, of[v], [np.ones(int(of.max()) + 1)], sources)[0]
    err = np.clip(1 - (right[:, None] + right[None, :]) / 2, 0.05, 0.8)
    odds = (
        np.log(_PRIOR / (1 - _PRIOR)) + rare - false * np.log(err) + np.maximum(both - share, 0) * np.log(1 - _COPIED)
    )
    d: Floats = 1 / (1 + np.exp(-np.clip(odds, -50, 50)))
    d[both < _COMMON] = 0
    np.fill_diagonal(d, 0)
    return d


def voices(d: Floats, sources: int) -> Ints:
    """For each source the number of its voice: sources are joined with those they share a voice with, each with all."""
    voice = np.arange(sources)
    if d.size == 0 or d.max() < _SURE:
        return voice
    members: list[list[int]] = []
    for i in range(sources):
        home = -1
        ties = [float(d[i, m].mean()) for m in members]
        if ties and max(ties) >= _SURE:
            home = int(np.argmax(ties))
        if home < 0:
            members.append([i])
            home = len(members) - 1
        else:
            members[home].append(i)
        voice[i] = home
    return voice


def counted(s: Ints, v: Ints, voice: Ints) -> Floats:
    """What each row counts: of the sources of one voice that give one value the first counts, the others next to nothing."""
    order = np.lexsort((s, voice[s], v))
    first = np.ones(len(s), bool)
    first[1:] = (np.diff(v[order]) != 0) | (np.diff(voice[s][order]) != 0)
    counts = np.empty(len(s))
    counts[order] = np.where(first, 1.0, 1 - 0.95)
    return counts
