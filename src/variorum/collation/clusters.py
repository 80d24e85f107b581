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
Join = tuple[float, int, int]
"""The average of the scores between two clusters, less than 0, and the first members of both, the lower first."""
_NONE: Join = (0.0, -1, -1)
"""No join."""
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
    """Clusters of one part of `count` members: a small part keeps its heap and its tables within reach.

    The heap holds for each cluster its best join with a later one, or what was its best: a join never makes an average better
    than the better of the two that it is made of, so that what was best bounds what is (Müllner, "Modern hierarchical,
    agglomerative clustering algorithms", 2011).
    """
    members = [[i] for i in range(count)]
    between: list[dict[int, float]] = [{} for _ in range(count)]
    for x, y, p in zip(a.tolist(), b.tolist(), scores.tolist(), strict=True):
        between[x][y] = between[y][x] = p
    sizes = [1] * count
    best = [_best(x, between[x], sizes, limit) for x in range(count)]
    heap = [join for join in best if join is not _NONE]
    heapq.heapify(heap)
    while heap:
        join = heapq.heappop(heap)
        minus, x, y = join
        if best[x] is not join:
            continue  # a newer one stands for it
        mine = between[x]
        if -mine.get(y, 0.0) / (sizes[x] * sizes[y]) == minus:
            _join(x, y, between)
            members[x] += members[y]
            members[y] = []
            sizes[x] += sizes[y]
            best[y] = _NONE
            for other, total in mine.items():
                if other < x:
                    new = (-total / (sizes[x] * sizes[other]), other, x)
                    # The last digit of an average may be more than that of what it is made of.
                    if new[0] <= -limit and new < best[other]:
                        best[other] = new
                        heapq.heappush(heap, new)
        best[x] = _best(x, mine, sizes, limit)
        if best[x] is not _NONE:
            heapq.heappush(heap, best[x])
    return [found for found in members if found]


def _best(x: int, mine: dict[int, float], sizes: list[int], limit: float) -> Join:
    """The best join of a cluster with a later one, the earliest of those as good; `_NONE` where none reaches the limit."""
    size = sizes[x]
    best, at = -limit, -1
    for y, total in mine.items():
        if y > x:
            minus = -total / (size * sizes[y])
            if minus < best or (minus == best and (at < 0 or y < at)):
                best, at = minus, y
    return (best, x, at) if at >= 0 else _NONE


def _join(a: int, b: int, between: list[dict[int, float]]) -> None:
    """Add to the sums of scores between a cluster and the others those of another, which it takes in."""
    mine, gone = between[a], between[b]
    between[b] = {}
    del mine[b], gone[a]
    for other, total in gone.items():
        theirs = between[other]
        del theirs[b]
        mine[other] = theirs[a] = mine.get(other, 0.0) + total
