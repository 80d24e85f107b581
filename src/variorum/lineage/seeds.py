"""Seeds: places where two texts have the same letters for a while, found by sorting n-grams, in numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variorum.lineage.fold import PAD, Codes, Ints, Letters

_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_HALF = np.uint64(32)
REACH = 48
"""Letters on each side of a seed that the gate looks at."""
_DROP = 8
"""Points below the best at which the gate stops looking."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """Pairs of places with the same letters, sorted by document a, document b, and place in a and b."""

    a: Ints
    """Number of the first document of each pair."""
    b: Ints
    """Number of the second, larger than `a`."""
    at_a: Ints
    """Place in `Letters.codes` of the first."""
    at_b: Ints
    """Place of the second."""


def ngram_size(letters: int) -> int:
    """How many letters a seed has in a corpus of so many letters.

    Chance alone would ask for log(letters²) / log(15); idiom repeats more, so that two are added.
    """
    return int(min(16, max(10, 10 + np.log10(max(letters, 1) / 3e5) * 2)))


def find_seeds(letters: Letters, k: int, most_pairs: int, gate: int) -> Seeds:
    """All seeds of k letters that the gate lets through."""
    hashes, places, docs = _ngrams(letters, k)
    order = np.argsort(hashes, kind="stable")
    hashes, places, docs = hashes[order], places[order], docs[order]
    # The first of each document only: a refrain is compared once.
    new = np.ones(len(hashes), np.bool_)
    new[1:] = (hashes[1:] != hashes[:-1]) | (docs[1:] != docs[:-1])
    hashes, places, docs = hashes[new], places[new], docs[new]
    if not len(hashes):
        empty = np.zeros(0, np.int64)
        return Seeds(empty, empty, empty, empty)
    heads = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), hashes[1:] != hashes[:-1])))
    sizes = np.diff(np.concatenate((heads, np.array([len(hashes)]))))
    group = np.repeat(np.arange(len(heads)), sizes)
    small = sizes[group] <= most_pairs
    found: list[tuple[Ints, Ints]] = []
    left = np.flatnonzero(small & (sizes[group] > 1))
    step = 1
    while len(left):
        left = left[left + step < len(group)]
        left = left[group[left + step] == group[left]]
        found.append(_passed(letters.codes, left, left + step, places, gate))
        step += 1
    rest = np.flatnonzero(~small)
    rest = rest[rest != heads[group[rest]]]
    found.append(_passed(letters.codes, heads[group[rest]], rest, places, gate))
    x = np.concatenate([f[0] for f in found])
    y = np.concatenate([f[1] for f in found])
    order = np.lexsort((places[y], places[x], docs[y], docs[x]))
    x, y = x[order], y[order]
    return Seeds(docs[x], docs[y], places[x], places[y])


def _ngrams(letters: Letters, k: int) -> tuple[NDArray[np.uint64], Ints, Ints]:
    """Hash, place and document of every n-gram, in order of place."""
    codes = letters.codes.astype(np.uint64)
    hashes = np.zeros(len(codes) - k + 1, np.uint64)
    for j in range(k):
        hashes *= _PRIME
        hashes += codes[j : j + len(hashes)]
    lengths = np.maximum(letters.ends - letters.starts - k + 1, 0)
    docs = np.repeat(np.arange(len(lengths)), lengths)
    firsts = np.cumsum(lengths) - lengths
    places = np.arange(len(docs)) - firsts[docs] + letters.starts[docs]
    hashes = hashes[places]
    hashes ^= hashes >> _HALF
    hashes *= _MIX
    hashes ^= hashes >> _HALF
    return hashes, places, docs


def _passed(codes: Codes, left: Ints, right: Ints, places: Ints, gate: int) -> tuple[Ints, Ints]:
    """Those pairs of places whose surroundings are alike enough to be worth aligning."""
    at_a, at_b = places[left], places[right]
    # Within a shared passage every letter begins a seed; one in eight is enough, and the first always.
    keep = (codes[at_a - 1] != codes[at_b - 1]) | (codes[at_a - 1] == 0) | (at_a % 8 == 0)
    left, right, at_a, at_b = left[keep], right[keep], at_a[keep], at_b[keep]
    passed = np.zeros(len(left), np.bool_)
    for i in range(0, len(left), 1 << 16):
        a, b = at_a[i : i + (1 << 16)], at_b[i : i + (1 << 16)]
        score = _ungapped(codes, a, b, 0, 1) + _ungapped(codes, a, b, -1, -1)
        passed[i : i + (1 << 16)] = score >= gate
    return left[passed], right[passed]


def _ungapped(codes: Codes, a: Ints, b: Ints, first: int, step: int) -> Ints:
    """Best score of the letters from a and b on in one direction: 1 for an equal one, -2 for another."""
    reach = first + step * np.arange(REACH)
    x, y = codes[a[:, None] + reach], codes[b[:, None] + reach]
    points = np.where(x == y, 1, -2)
    points[(x == 0) | (y == 0)] = -PAD * 4
    total = np.cumsum(points, axis=1)
    best = np.maximum(np.maximum.accumulate(total, axis=1), 0)
    stopped = np.logical_or.accumulate(total < best - _DROP, axis=1)
    result: Ints = np.where(stopped, 0, best).max(axis=1)
    return result
