"""The claims of an edition as columns of numbers, so that millions of pairs are compared at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from variorum.collation.context import Context
from variorum.collation.senses import head_sense

Codes = NDArray[np.int64]
Column = NDArray[np.float64]
SIDE = 6
"""Words on each side of a claim that are compared one by one."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """Sparse vectors of unit length, one a claim."""

    starts: Codes
    """Where each claim's entries begin; one more than there are claims."""
    terms: NDArray[np.int32]
    """Number of the word of each entry."""
    weights: Column
    """Its weight."""
    size: int
    """Number of words."""

    def cosines(self, a: Codes, b: Codes) -> Column:
        """Cosine of each pair of claims; quickest where equal `a` stand together."""
        made = np.zeros(len(a))
        spread = np.zeros(self.size)
        for at in range(0, len(a), _CHUNK):
            x, y = a[at : at + _CHUNK], b[at : at + _CHUNK]
            lengths = self.starts[y + 1] - self.starts[y]
            ends = np.cumsum(lengths)
            entries = np.arange(ends[-1]) + np.repeat(self.starts[y] - (ends - lengths), lengths)
            terms, products = self.terms[entries], self.weights[entries]
            changes = [0, *(np.flatnonzero(x[1:] != x[:-1]) + 1).tolist(), len(x)]
            for first, last in itertools.pairwise(changes):
                own = slice(self.starts[x[first]], self.starts[x[first] + 1])
                spread[self.terms[own]] = self.weights[own]
                here = slice(ends[first - 1] if first else 0, ends[last - 1])
                products[here] *= spread[terms[here]]
                spread[self.terms[own]] = 0
            some = np.flatnonzero(lengths)
            if len(some):
                made[at + some] = np.add.reduceat(products, (ends - lengths)[some])
        return made


_CHUNK = 1 << 16
"""Pairs whose vectors are spread out at once: some ten megabytes."""


def distinct(codes: Codes) -> Codes:
    """The codes that occur, in order: sorting millions of them is several times quicker than numpy's table of those seen."""
    codes = np.sort(codes)
    found: Codes = codes[np.concatenate((np.ones(min(1, len(codes)), np.bool_), codes[1:] != codes[:-1]))]
    return found


def alike(codes: Codes, a: Codes, b: Codes) -> Column:
    """1 for the same, -1 for two different ones, 0 where one is not known."""
    x, y = codes[a], codes[b]
    return np.where((x == 0) | (y == 0), 0.0, np.where(x == y, 1.0, -1.0))


def pairs_that_occur(x: Codes, y: Codes) -> tuple[tuple[Codes, Codes], Codes]:
    """The pairs of codes that occur, and for each pair its place among them."""
    width = int(max(x.max(initial=0), y.max(initial=0))) + 1
    codes, back = np.unique(x * width + y, return_inverse=True)
    return (codes // width, codes % width), back


class Columns:
    """What is compared of each claim, as numbers; rows are in the order of the contexts.

    Equal codes stand for equal values of one field; 0 stands for a value that is not known.
    """

    def __init__(self, contexts: Sequence[Context]) -> None:
        self.contexts = contexts
        frames = [c.claim.frame for c in contexts]
        self.kind = _codes(c.claim.kind for c in contexts)
        self.family = _codes(c.family for c in contexts)
        self.unit = _codes(c.unit for c in contexts)
        self.key = _ranks([c.key for c in contexts])
        self.account = _codes(c.claim.siglum for c in contexts)
        self.sentence = _codes(c.sentence for c in contexts)
        self.source = _codes(c.claim.attribution.source if c.claim.attribution else None for c in contexts)
        self.measure = _codes(f.measure for f in frames)
        self.counted = _codes(head_sense(f.counted) for f in frames)
        self.predicate = _codes(
            c.happening if c.claim.kind == "date" else head_sense(c.claim.frame.predicate) for c in contexts
        )
        self.whom = _codes(f.whom for f in frames)
        self.event = _codes(f.event for f in frames)
        self.part = _codes(f.part for f in frames)
        self.place = _codes(f.place and re.split(r"['’]s?\s", f.place)[-1] for f in frames)
        self.person = _codes(f.person for f in frames)
        self.subject = _codes(c.subject if c.subject[0] else None for c in contexts)
        self.low = np.array([c.low for c in contexts], float)
        self.high = np.array([c.high for c in contexts], float)
        self.at = np.array([c.place for c in contexts], float)
        words: dict[str, int] = {}
        self.left = _beside((c.left for c in contexts), len(contexts), words)
        self.right = _beside((c.right for c in contexts), len(contexts), words)
        self.words = _vectors([c.words for c in contexts])
        self.near = _vectors([c.near for c in contexts])

    def where(self, test: Callable[[Context], bool]) -> NDArray[np.bool_]:
        """Which contexts pass a test."""
        return np.fromiter((test(c) for c in self.contexts), bool, len(self.contexts))

    def codes(self, field: Callable[[Context], str | None]) -> Codes:
        """A number for each context, equal for equal values of a field; 0 for None."""
        return _codes(map(field, self.contexts))


def _codes(values: Iterable[str | tuple[str, object] | None]) -> Codes:
    seen: dict[str | tuple[str, object], int] = {}
    return np.array([seen.setdefault(v, len(seen) + 1) if v else 0 for v in values], np.int64)


def _ranks(values: Sequence[str]) -> Codes:
    rank = {v: n for n, v in enumerate(sorted(set(values)))}
    return np.array([rank[v] for v in values], np.int64)


def _beside(rows: Iterable[Sequence[str]], size: int, words: dict[str, int]) -> NDArray[np.int32]:
    made = np.zeros((size, SIDE), np.int32)
    for n, row in enumerate(rows):
        for k, word in enumerate(row[:SIDE]):
            made[n, k] = words.setdefault(word, len(words) + 1)
    return made


def _vectors(rows: Sequence[Mapping[str, float]]) -> Vectors:
    words: dict[str, int] = {}
    terms = np.array([words.setdefault(w, len(words)) for row in rows for w in row], np.int32)
    weights = np.array([v for row in rows for v in row.values()], float)
    starts = np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.int64)))
    return Vectors(starts, terms, weights, max(1, len(words)))
