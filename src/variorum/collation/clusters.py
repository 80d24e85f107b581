"""From pairwise probabilities to items: average linkage over a sparse graph, with pairs that must stay apart."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
APART = -4.0
"""Score of a pair that must not be joined: outweighs any four agreements."""
NEGLIGIBLE = 0.05
"""Probability up to which a pair counts as 0, and need not be kept."""


def cluster(a: Ints, b: Ints, scores: Floats, limits: Sequence[float]) -> list[list[int]]:
    """Clusters of all indices of `limits`, by average linkage (UPGMA; pairs without a score count as 0), by first member.

    `scores` are the probabilities of the pairs (`a` < `b`), negative where a pair is to stay apart; `limits` gives for each
    index the least average for a join, one for all that are joined to one another. Ties are broken by index, so the result
    depends on the scores alone.
    """
    if not limits:
        return []
    limit = np.asarray(limits, float)
    kept = np.flatnonzero((scores > NEGLIGIBLE) | (scores < 0))
    a, b, scores = a[kept], b[kept], scores[kept]
    # No average exceeds the best of its pairs, so that no cluster reaches beyond what pairs that can be joined connect.
    can = scores >= limit[a]
    made = []
    for members, x, y, pairs in _parts(a, b, _connected(a[can], b[can], len(limit))):
        found = _joined(x, y, scores[pairs], len(members), float(limit[members[0]]))
        made += [sorted(members[group].tolist()) for group in found]
    return sorted(made)


def _connected(a: Ints, b: Ints, size: int) -> Ints:
    """For each index the least one that pairs lead to from it."""
    least = np.arange(size)
    while True:
        new = least.copy()
        lower = np.minimum(least[a], least[b])
        np.minimum.at(new, a, lower)
        np.minimum.at(new, b, lower)
        new = new[new]
        if np.array_equal(new, least):
            return least
        least = new


def _parts(a: Ints, b: Ints, part: Ints) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """The members of each part, and the pairs within it: both sides as places among the members, and their numbers."""
    order = np.argsort(part, kind="stable")
    heads = np.flatnonzero(np.diff(part[order], prepend=-1))
    place = np.empty(len(part), np.int64)
    place[order] = np.arange(len(part)) - np.repeat(heads, np.diff(heads, append=len(part)))
    inside = np.flatnonzero(part[a] == part[b])
    inside = inside[np.argsort(part[a[inside]], kind="stable")]
    ends = np.searchsorted(part[a[inside]], part[order[heads]], side="right")
    for members, pairs in zip(np.split(order, heads[1:]), np.split(inside, ends[:-1]), strict=True):
        yield members, place[a[pairs]], place[b[pairs]], pairs


def _joined(a: Ints, b: Ints, scores: Floats, count: int, limit: float) -> list[list[int]]:
    """Clusters of one part of `count` members: a small part keeps its heap and its tables within reach."""
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    between: dict[int, dict[int, float]] = {i: {} for i in range(count)}
    heap: list[tuple[float, int, int]] = []
    for x, y, p in zip(a.tolist(), b.tolist(), scores.tolist(), strict=True):
        between[x][y] = between[y][x] = p
        if p >= limit:
            heap.append((-p, x, y))
    heapq.heapify(heap)
    while heap:
        minus, x, y = heapq.heappop(heap)
        if x not in members or y not in members:
            continue
        average = between[x].get(y, 0.0) / (len(members[x]) * len(members[y]))
        if average != -minus:
            continue  # the clusters have grown since: a newer entry stands for them
        _join(x, y, members, between)
        size = len(members[x])
        for other, total in between[x].items():
            mean = total / (size * len(members[other]))
            if mean >= limit:
                heapq.heappush(heap, (-mean, min(x, other), max(x, other)))
    return list(members.values())


def _join(a: int, b: int, members: dict[int, list[int]], between: dict[int, dict[int, float]]) -> None:
    members[a] += members.pop(b)
    gone = between.pop(b)
    mine = between[a]
    mine.pop(b, None)
    gone.pop(a, None)
    for other, total in gone.items():
        theirs = between[other]
        theirs.pop(b, None)
        mine[other] = theirs[a] = mine.get(other, 0.0) + total
