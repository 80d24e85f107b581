"""Average linkage, against the plainest way of doing it."""

import numpy as np
import pytest

from variorum.collation.clusters import APART, NEGLIGIBLE, cluster


def plainly(size, pairs, limit):
    """Join the two clusters of the best average, the first of equals, until none reaches the limit."""
    clusters = [[i] for i in range(size)]

    def average(x, y):
        return sum(pairs.get((min(i, j), max(i, j)), 0.0) for i in x for j in y) / (len(x) * len(y))

    while len(clusters) > 1:
        means = {(i, j): average(x, y) for i, x in enumerate(clusters) for j, y in enumerate(clusters) if i < j}
        best = max(means, key=lambda p: (means[p], -p[0], -p[1]))
        if means[best] < limit:
            break
        clusters[best[0]] = sorted(clusters[best[0]] + clusters.pop(best[1]))
    return sorted(clusters)


@pytest.mark.parametrize("seed", range(30))
def test_as_the_plain_way(seed):
    chance = np.random.default_rng(seed)
    size = int(chance.integers(2, 14))
    a, b = np.triu_indices(size, 1)
    kept = chance.random(len(a)) < chance.random()
    # Sixteenths and thirds of them are summed exactly or nearly so: ties are ties either way.
    a, b, scores = a[kept], b[kept], chance.integers(1, 17, kept.sum()) / 16
    scores[chance.random(len(scores)) < 0.1] = APART
    pairs = {(x, y): s for x, y, s in zip(a.tolist(), b.tolist(), scores.tolist(), strict=True)}
    pairs = {p: s for p, s in pairs.items() if s > NEGLIGIBLE or s < 0}
    assert cluster(a, b, scores, [0.4] * size) == plainly(size, pairs, 0.4)


def test_without_pairs_each_stands_alone():
    none = np.zeros(0, np.int64)
    assert cluster(none, none, np.zeros(0), [0.5] * 3) == [[0], [1], [2]]
    assert cluster(none, none, np.zeros(0), []) == []
