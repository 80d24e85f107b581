"""Seeds: places where two texts have the same letters for a while, found by sorting n-grams, in numpy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from variorum.lineage.fold import STEP, Codes, Ints, Letters
from variorum.lineage.shares import Shares

PRIME = 0x100000001B3
"""What a hash is multiplied by before a letter is added."""
MIX = 0xD6E8FEB86659FD93
"""What makes every bit of a hash depend on every letter."""
_HALF = np.uint64(32)
_PER_SHARE = 1 << 23
"""N-grams that are sorted at a time, to bound memory: a hundred megabytes."""
_EACH = 5_000_000
"""Letters up to which every n-gram is compared; beyond three times as many, one in four."""
_SLICE = 1 << 22
"""Letters that are hashed at a time."""
_SLOTS = 1 << 24
"""Marks by which n-grams of some texts are found among those of all; the few that share a mark by chance do no harm."""
REACH = 48
"""Letters on each side of a seed that the gate looks at."""
STOP = 8
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


@dataclass(frozen=True, slots=True)
class Sampling:
    """Which n-grams are compared, and in how many shares."""

    k: int
    """Letters of an n-gram."""
    every: int
    """One in so many n-grams is compared, chosen by its hash, so that both sides of a copy choose the same. A power of 2."""
    shares: int
    """Shares that the chosen are sorted in. A power of 2."""

    @property
    def stride(self) -> int:
        """Of the seeds that continue others, one in so many is kept; where few n-grams are chosen, all."""
        return STEP if self.every == 1 else 1

    def bits(self, share: int) -> tuple[int, int]:
        """Mask of a hash's low bits and the value they have for the n-grams of one share."""
        return self.every * self.shares - 1, share * self.every


def sampling_for(letters: int, k: int = 0) -> Sampling:
    """The sampling for a corpus of so many letters; `k` where it is given.

    Chance alone would ask for n-grams of log(letters²) / log(15); idiom repeats more. Short n-grams, of which few are
    looked up, find more than long ones of which all are: the gate, which sees the letters around, keeps idioms out.
    """
    tenfolds = float(np.log10(max(letters, 1) / 3e5))
    k = k or int(min(16, max(10, 10 + tenfolds + max(0.0, tenfolds - 2))))
    every = 1 if letters < _EACH else 2 if letters < 3 * _EACH else 4
    # At least two, to have work for two threads.
    shares = 1 << int(np.ceil(np.log2(max(letters / every / _PER_SHARE, 2))))
    return Sampling(k, every, shares if letters > _EACH // 2 else 1)


def find_seeds(letters: Letters, sampling: Sampling, most_pairs: int, gate: int, shares: Shares) -> Seeds:
    """All seeds that the gate lets through; `shares` keeps what is done of them."""
    return sorted_seeds(
        np.concatenate(
            [
                shares.of(
                    "seeds", number, sampling.shares, lambda n: share_seeds(letters, sampling, most_pairs, gate, n)
                )
                for number in range(sampling.shares)
            ]
        )
    )


def sorted_seeds(rows: Ints) -> Seeds:
    """Rows (a, b, place in a, place in b) in order."""
    rows = rows[np.lexsort((rows[:, 3], rows[:, 2], rows[:, 1], rows[:, 0]))]
    return Seeds(*(rows[:, i].copy() for i in range(4)))


def share_seeds(letters: Letters, sampling: Sampling, most_pairs: int, gate: int, number: int) -> Ints:
    """Rows (a, b, place in a, place in b) of the seeds whose hash belongs to one share."""
    grams = Grams.of(*ngrams(letters, sampling.k, *sampling.bits(number)))
    return grams.pairs(letters.codes, sampling, most_pairs, gate)


def more_seeds(
    letters: Letters, sampling: Sampling, most_pairs: int, gate: int, new: NDArray[np.bool_]
) -> tuple[Seeds, NDArray[np.bool_]]:
    """The seeds of pairs of which one text is new, and of any two that a new text may have brought others; and which texts these are.

    A new text brings others to two texts where an n-gram that both have gets into more than `most_pairs` texts, or gets another
    first one. What the gate sees around a seed are n-grams that both texts have.
    """
    shares = [ngrams(letters, sampling.k, *sampling.bits(n)) for n in range(sampling.shares)]
    touched = new.copy()
    for share in shares:
        grams = Grams.of(*_of_texts(share, new))
        for group in grams.moved(new, most_pairs):
            touched[group] = True
    rows = [
        Grams.of(*_of_texts(share, touched)).pairs(letters.codes, sampling, most_pairs, gate, new, touched)
        for share in shares
    ]
    return sorted_seeds(np.concatenate(rows)), touched & ~new


def _of_texts(
    share: tuple[NDArray[np.uint64], Ints, Ints], texts: NDArray[np.bool_]
) -> tuple[NDArray[np.uint64], Ints, Ints]:
    """Those n-grams of all texts that some of them have."""
    hashes, places, docs = share
    slot = (hashes & np.uint64(_SLOTS - 1)).astype(np.int64)
    marked = np.zeros(_SLOTS, np.bool_)
    marked[slot[texts[docs]]] = True
    kept = np.flatnonzero(marked[slot])
    return hashes[kept], places[kept], docs[kept]


@dataclass(frozen=True, slots=True)
class Grams:
    """N-grams by hash and place, of each text the first: a refrain is compared once."""

    hashes: NDArray[np.uint64]
    """Hash of each."""
    places: Ints
    """Its place in `Letters.codes`."""
    docs: Ints
    """The document that has it."""
    heads: Ints
    """Where a hash stands first."""
    sizes: Ints
    """Number of documents that have it, of each hash."""

    @classmethod
    def of(cls, hashes: NDArray[np.uint64], places: Ints, docs: Ints) -> Grams:
        """N-grams in order of place."""
        order = np.argsort(hashes, kind="stable")
        hashes, places, docs = hashes[order], places[order], docs[order]
        new = np.ones(len(hashes), np.bool_)
        new[1:] = (hashes[1:] != hashes[:-1]) | (docs[1:] != docs[:-1])
        hashes, places, docs = hashes[new], places[new], docs[new]
        heads = np.flatnonzero(np.concatenate((np.ones(min(1, len(hashes)), np.bool_), hashes[1:] != hashes[:-1])))
        return cls(hashes, places, docs, heads, np.diff(heads, append=len(hashes)))

    def moved(self, new: NDArray[np.bool_], most_pairs: int) -> Iterator[Ints]:
        """The documents of each n-gram that were compared otherwise before there were new ones."""
        if not len(self.heads):
            return
        before = self.sizes - np.add.reduceat(new[self.docs].astype(np.int64), self.heads)
        many = self.sizes > most_pairs
        for n in np.flatnonzero(many & ((before <= most_pairs) | new[self.docs[self.heads]])).tolist():
            yield self.docs[self.heads[n] : self.heads[n] + self.sizes[n]]

    def pairs(
        self,
        codes: Codes,
        sampling: Sampling,
        most_pairs: int,
        gate: int,
        new: NDArray[np.bool_] | None = None,
        touched: NDArray[np.bool_] | None = None,
    ) -> Ints:
        """Rows (a, b, place in a, place in b) of the seeds; of all texts, or where one is `new` or both are `touched`."""

        def wanted(x: Ints, y: Ints) -> tuple[Ints, Ints]:
            if new is None or touched is None:
                return x, y
            a, b = self.docs[x], self.docs[y]
            kept = new[a] | new[b] | (touched[a] & touched[b])
            return x[kept], y[kept]

        group = np.repeat(np.arange(len(self.heads)), self.sizes)
        small = self.sizes[group] <= most_pairs
        rare = small & (self.sizes[group] > 1)
        gate_ = _Gate(codes, self.places, rare, ~small, sampling, gate)
        found = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
        left = np.flatnonzero(rare)
        step = 1
        while len(left):
            left = left[left + step < len(group)]
            left = left[group[left + step] == group[left]]
            found.append(gate_.passed(*wanted(left, left + step), star=False))
            step += 1
        rest = np.flatnonzero(~small)
        head = self.heads[group[rest]]
        found.append(gate_.passed(*wanted(head[rest != head], rest[rest != head]), star=True))
        x, y = (np.concatenate([f[side] for f in found]) for side in (0, 1))
        return np.stack((self.docs[x], self.docs[y], self.places[x], self.places[y]), axis=1)


def ngrams(letters: Letters, k: int, mask: int, mine: int) -> tuple[NDArray[np.uint64], Ints, Ints]:
    """Hash, place and document of the n-grams whose hashes have the bits `mine` under `mask`, in order of place."""
    total = len(letters.codes) - k + 1
    kept_hashes, kept_places = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for first in range(0, total, _SLICE):
        codes = letters.codes[first : first + _SLICE + k - 1].astype(np.uint64)
        hashes = _polynomial(codes, k)
        hashes ^= hashes >> _HALF
        hashes *= np.uint64(MIX)
        hashes ^= hashes >> _HALF
        chosen = np.flatnonzero(hashes & np.uint64(mask) == np.uint64(mine))
        kept_hashes.append(hashes[chosen])
        kept_places.append(chosen + first)
    hashes, places = np.concatenate(kept_hashes), np.concatenate(kept_places)
    if not len(letters.starts):
        return hashes[:0], places[:0], places[:0]
    docs = np.searchsorted(letters.starts, places, side="right") - 1
    inside = (docs >= 0) & (places + k <= letters.ends[docs])
    hashes, places, docs = hashes[inside], places[inside], docs[inside]
    return hashes, places, docs if letters.owners is None else letters.owners[docs]


def _polynomial(codes: NDArray[np.uint64], k: int) -> NDArray[np.uint64]:
    """The sums of `k` letters each, each letter times as many `PRIME` as letters follow it; by halves, which are the same sums."""
    if k == 1:
        return codes
    half = _polynomial(codes, k // 2)
    size = len(codes) - k + 1
    sums: NDArray[np.uint64] = half[:size] * np.uint64(pow(PRIME, k // 2, 1 << 64))
    sums += half[k // 2 : k // 2 + size]
    if k % 2:
        sums *= np.uint64(PRIME)
        sums += codes[k - 1 :]
    return sums


class _Gate:
    """Keeps the pairs of places that are worth aligning."""

    def __init__(
        self,
        codes: Codes,
        places: Ints,
        rare: NDArray[np.bool_],
        common: NDArray[np.bool_],
        sampling: Sampling,
        gate: int,
    ) -> None:
        self._codes, self._places, self._gate = codes, places, gate
        self._k, self._stride = sampling.k, sampling.stride
        # How many n-grams that few or many documents have begin before each place.
        self._rare, self._common = np.zeros(len(codes) + 1, np.int64), np.zeros(len(codes) + 1, np.int64)
        self._rare[places[rare] + 1] = 1
        self._common[places[common] + 1] = 1
        self._has_star = bool(common.any())
        np.cumsum(self._rare, out=self._rare)
        np.cumsum(self._common, out=self._common)

    def passed(self, left: Ints, right: Ints, *, star: bool) -> tuple[Ints, Ints]:
        """Those pairs whose surroundings are alike enough.

        Where a text that many documents share goes on alike in two of them by a letter or two, there are n-grams that
        only these two have; they are no reason to compare the two, since the star holds them already.
        """
        codes = self._codes
        at_a, at_b = self._places[left], self._places[right]
        # Within a shared passage every letter begins a seed; some are enough, and the first always.
        keep = (codes[at_a - 1] != codes[at_b - 1]) | (codes[at_a - 1] == 0) | (at_a % self._stride == 0)
        left, right, at_a, at_b = left[keep], right[keep], at_a[keep], at_b[keep]
        passed = np.zeros(len(left), np.bool_)
        for i in range(0, len(left), 1 << 16):
            a, b = at_a[i : i + (1 << 16)], at_b[i : i + (1 << 16)]
            score = _ungapped(codes, a, b, 0, 1) + _ungapped(codes, a, b, -1, -1)
            passed[i : i + (1 << 16)] = score >= self._gate
        left, right, at_a, at_b = left[passed], right[passed], at_a[passed], at_b[passed]
        if star or not self._has_star or not len(left):
            return left, right
        k = self._k
        within = self._all_common(at_a - REACH, at_a - k + 1) & self._same(at_a, at_b, -1 - np.arange(REACH))
        within |= self._all_common(at_a + k, at_a + REACH + 1) & self._same(at_a, at_b, k + np.arange(REACH))
        return left[~within], right[~within]

    def _all_common(self, first: Ints, last: Ints) -> NDArray[np.bool_]:
        """Whether n-grams that many have begin from first to last, and none that few have."""
        some: NDArray[np.bool_] = self._common[last] > self._common[first]
        some &= self._rare[last] == self._rare[first]
        return some

    def _same(self, a: Ints, b: Ints, around: Ints) -> NDArray[np.bool_]:
        """Whether all letters around a and b are the same."""
        x = self._codes[a[:, None] + around]
        result: NDArray[np.bool_] = ((x == self._codes[b[:, None] + around]) & (x != 0)).all(axis=1)
        return result


def _ungapped(codes: Codes, a: Ints, b: Ints, first: int, step: int) -> Ints:
    """Best score of the letters from a and b on in one direction: 1 for an equal one, -2 for another."""
    around = sliding_window_view(codes, REACH)
    start = first if step > 0 else first - REACH + 1
    x, y = around[a + start], around[b + start]
    points = np.where(x == y, np.int16(1), np.int16(-2))
    points[(x == 0) | (y == 0)] = -REACH - STOP - 1
    best, total = np.zeros(len(a), np.int16), np.zeros(len(a), np.int16)
    # Letter after letter, of all pairs at once: numpy is quick along an array, not along the many short rows of one.
    for letter in np.ascontiguousarray(points.T[::step]):
        total += letter
        np.maximum(best, total, out=best)
        # Who has stopped cannot come back in the letters that are left.
        np.putmask(total, total < best - STOP, -2 * REACH - STOP)
    return best.astype(np.int64)
