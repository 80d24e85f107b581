"""From pairwise probabilities to items: average linkage over a sparse graph, with pairs that must stay apart."""

from __future__ import annotations

import heapq
from collections.abc import Mapping

APART = -4.0
"""Score of a pair that must not be joined: outweighs any four agreements."""
NEGLIGIBLE = 0.05
"""Probability up to which a pair counts as 0, and need not be kept."""


def cluster(size: int, scores: Mapping[tuple[int, int], float], limits: Mapping[int, float]) -> list[list[int]]:
    """Clusters of 0..size-1, by average linkage (UPGMA; pairs without a score count as 0), ordered by first member.

    `scores` are probabilities by index pair (a < b); `limits` gives for each index the least average for a join. Ties are broken by index, so the result depends on the scores alone.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(size)}
    between: dict[int, dict[int, float]] = {i: {} for i in range(size)}
    heap: list[tuple[float, int, int]] = []

    for (a, b), p in scores.items():
        if p > NEGLIGIBLE or p < 0:
            between[a][b] = between[b][a] = p
            if p >= limits[a]:
                heap.append((-p, a, b))
    heapq.heapify(heap)
    while heap:
        minus, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        average = between[a].get(b, 0.0) / (len(members[a]) * len(members[b]))
        if abs(average + minus) > 1e-12:
            continue  # the clusters have grown since: a newer entry stands for them
        _join(a, b, members, between)
        for other, total in sorted(between[a].items()):
            mean = total / (len(members[a]) * len(members[other]))
            if mean >= limits[a]:
                heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
    return sorted(sorted(m) for m in members.values())


def _join(a: int, b: int, members: dict[int, list[int]], between: dict[int, dict[int, float]]) -> None:
    members[a] += members.pop(b)
    gone = between.pop(b)
    between[a].pop(b, None)
    gone.pop(a, None)
    for other, total in gone.items():
        joined = between[a].get(other, 0.0) + total
        between[a][other] = between[other][a] = joined
        between[other].pop(b, None)
