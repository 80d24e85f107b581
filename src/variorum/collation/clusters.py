"""From pairwise probabilities to items: average linkage over a sparse graph, with pairs that must stay apart."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

APART = -4.0
"""Score of a pair that must not be joined: outweighs any four agreements."""
NEGLIGIBLE = 0.05
"""Probability up to which a pair counts as 0, and need not be kept."""


def cluster(
    a: NDArray[np.int64], b: NDArray[np.int64], scores: NDArray[np.float64], limits: Sequence[float]
) -> list[list[int]]:
    """Clusters of all indices of `limits`, by average linkage (UPGMA; pairs without a score count as 0), by first member.

    `scores` are the probabilities of the pairs (`a` < `b`), negative where a pair is to stay apart; `limits` gives for each index the least average for a join. Ties are broken by index, so the result depends on the scores alone.
    """
    kept = np.flatnonzero((scores > NEGLIGIBLE) | (scores < 0))
    joinable = scores[kept] >= np.asarray(limits, float)[a[kept]]
    members: dict[int, list[int]] = {i: [i] for i in range(len(limits))}
    between: dict[int, dict[int, float]] = {i: {} for i in range(len(limits))}
    heap: list[tuple[float, int, int]] = []
    rows = zip(a[kept].tolist(), b[kept].tolist(), scores[kept].tolist(), joinable.tolist(), strict=True)
    for x, y, p, can in rows:
        between[x][y] = between[y][x] = p
        if can:
            heap.append((-p, x, y))
    heapq.heapify(heap)
    while heap:
        minus, x, y = heapq.heappop(heap)
        if x not in members or y not in members:
            continue
        average = between[x].get(y, 0.0) / (len(members[x]) * len(members[y]))
        if abs(average + minus) > 1e-12:
            continue  # the clusters have grown since: a newer entry stands for them
        _join(x, y, members, between)
        size, limit = len(members[x]), limits[x]
        for other, total in between[x].items():
            mean = total / (size * len(members[other]))
            if mean >= limit:
                heapq.heappush(heap, (-mean, min(x, other), max(x, other)))
    return sorted(sorted(m) for m in members.values())


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
