"""Which claims are compared: all of a small family of units, and of a large one those with something in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np

from variorum.collation.columns import Codes, Columns, distinct

BUCKET = 40
"""Most neighbours that a claim is compared with in one bucket: cost must grow with the claims, not with their square."""
ALL_PAIRS = 700
"""A family of at most so many claims is compared pair by pair."""
_RARE = 3
"""Words of a claim's sentence, rarest first, by which it meets others."""


def candidates(columns: Columns, besides: Iterable[tuple[int, int]]) -> tuple[Codes, Codes]:
    """Index pairs of one family worth comparing, the lower first, each once, in order.

    `besides` are pairs that are to be among them whatever their values and words.
    """
    size = len(columns.contexts)
    codes = [np.array([a * size + b for a, b in sorted(besides)], np.int64)]
    order = np.argsort(columns.family, kind="stable")
    edges = np.flatnonzero(np.diff(columns.family[order])) + 1
    for members in np.split(order, edges):
        if len(members) <= ALL_PAIRS:
            a, b = np.triu_indices(len(members), 1)
            codes.append(members[a] * size + members[b])
        else:
            codes += _met(columns, members, size)
    found = distinct(np.concatenate(codes))
    return found // size, found % size


def _met(columns: Columns, members: Codes, size: int) -> list[Codes]:
    """Codes of pairs of claims that stand near each other in a bucket, sorted by value."""
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in members.tolist():
        c = columns.contexts[i]
        buckets["value", c.key].append(i)
        buckets["measure", f"{c.claim.frame.measure} {c.claim.frame.counted}"].append(i)
        for word in sorted(c.near, key=lambda w: (-c.near[w], w))[:_RARE]:
            buckets["word", word].append(i)
    claims = np.concatenate([np.array(b, np.int64) for b in buckets.values()])
    bucket = np.repeat(np.arange(len(buckets)), [len(b) for b in buckets.values()])
    order = np.lexsort((claims, columns.key[claims], bucket))
    claims, bucket = claims[order], bucket[order]
    made = []
    for step in range(1, BUCKET + 1):
        one = bucket[step:] == bucket[:-step]
        a, b = claims[:-step][one], claims[step:][one]
        made.append(np.minimum(a, b) * size + np.maximum(a, b))
    return made
