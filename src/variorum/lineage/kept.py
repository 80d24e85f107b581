"""What an edition holds of a search for passages, taken over for the accounts and pairs of which nothing has changed."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from variorum.lineage.edits import Words
from variorum.lineage.families import Sets
from variorum.lineage.fold import Ints, Letters
from variorum.lineage.passages import Passage
from variorum.lineage.seeds import MIX, PRIME, Seeds
from variorum.model import Account, Descent, Edition, Parallel, PassageStemma, Searched, Span

_PAIR = np.dtype([("a", "<i4"), ("b", "<i4"), ("seeds", "<i4"), ("compared", "<i4")])
_SEED = np.dtype([("a", "<i4"), ("b", "<i4")])
_GUARD = 16
"""Bytes of the digest before what is remembered of seeds: nothing in them shows whether one is missing."""
_PIECE, _FIELDS = np.dtype("<i4"), 6
_SHIFT = np.uint64(29)
Pieces = tuple[tuple[int, int, int, int], ...]
_Place = tuple[str, Span, str, Span]


class Kept:
    """What was found before, and what is to be kept of this search."""

    def __init__(self, before: Edition | None, accounts: Sequence[Account]) -> None:
        """`accounts` are those of this search, by siglum; `before` is an edition made with the same settings."""
        self._number = {a.siglum: n for n, a in enumerate(accounts)}
        self._searched = before.searched if before is not None and _is_sound(before) else Searched()
        self._by = ""
        self._seeds = b"", b""
        self._known, self._at = _remembered(self._searched.pairs)
        new = self._number
        old = before.accounts if before is not None else ()
        same = [a.siglum in new and accounts[new[a.siglum]] == a for a in old]
        # An account that is not as it was has a number that no account of this search has.
        self._place = [new[a.siglum] if s else -1 for a, s in zip(old, same, strict=True)]
        self.same = {a.siglum for a, s in zip(old, same, strict=True) if s}
        """Sigla of the accounts that are as they were."""
        self._doubted: AbstractSet[str] = frozenset()
        self._words: Mapping[str, Words] = {}
        self._before = before
        pieces: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        own: set[int] = set()
        for n, led, a, a_end, b, b_end in np.frombuffer(self._searched.pieces, _PIECE).reshape(-1, _FIELDS).tolist():
            pieces[n].append((a, a_end, b, b_end))
            if not led:
                own.add(n)
        parallels = before.parallels if before is not None else ()
        self._parallels = {(p.a, p.b, tuple(pieces[n])): p for n, p in enumerate(parallels) if n in pieces}
        placed = [(n in own, (p.a, p.b, tuple(pieces[n]))) for n, p in enumerate(parallels) if n in pieces]
        self._own = [found for is_own, found in placed if is_own]
        self._of_others = [found for is_own, found in placed if not is_own]
        self._sought: set[tuple[int, int]] = set()
        self._led: set[tuple[int, int, Pieces]] = set()
        self._taken: set[_Place] = set()

    def seeds(self, letters: Letters, by: str) -> tuple[Seeds, NDArray[np.bool_]] | None:
        """The seeds of the texts that were there, and which texts are new; None where not all of them are as they were.

        `by` says how letters are compared.
        """
        self._by = by
        if by != self._searched.by or -1 in self._place or not self._place:
            return None
        place = np.array(self._place, np.int64)
        a, b = (np.repeat(place[self._known[side]], self._known["seeds"]) for side in ("a", "b"))
        new = np.ones(len(letters.starts), np.bool_)
        new[place] = False
        return Seeds(a, b, letters.starts[a] + self._at["a"], letters.starts[b] + self._at["b"]), new

    def unsought(self, letters: Letters, seeds: Seeds, compared: Seeds) -> tuple[Seeds, list[Passage]]:
        """Of the seeds by which texts are `compared` those of pairs that are to be aligned, and the passages of all others.

        The seeds of a pair and the letters around them are all that its passages depend on.
        """
        size = len(letters.starts)
        pairs, heads = _pairs(seeds, size)
        kept, at = _pairs(compared, size)
        made = np.zeros(len(heads), _PAIR)
        made["a"], made["b"], made["seeds"] = pairs // size, pairs % size, np.diff(heads, append=len(seeds.a))
        made["compared"] = np.isin(pairs, kept)
        places = np.zeros(len(seeds.a), _SEED)
        places["a"], places["b"] = seeds.at_a - letters.starts[seeds.a], seeds.at_b - letters.starts[seeds.b]
        self._seeds = made.tobytes(), places.tobytes()
        if self._by != self._searched.by:
            return compared, []
        place = np.array(self._place, np.int64)
        a, b = place[self._known["a"]], place[self._known["b"]]
        same = np.flatnonzero((a >= 0) & (b >= 0) & (self._known["compared"] > 0))
        sums = dict(
            zip((a * size + b)[same].tolist(), _sums(self._at, self._known["seeds"])[same].tolist(), strict=True)
        )
        now = dict(zip(pairs.tolist(), _sums(places, made["seeds"]).tolist(), strict=True))
        known = {pair for pair in kept.tolist() if sums.get(pair) == now[pair]}
        left = ~np.repeat(np.isin(kept, np.array(sorted(known), np.int64)), np.diff(at, append=len(compared.a)))
        self._sought = {divmod(pair, size) for pair in known}
        passages = self._passages(self._own, lambda x, y: (x, y) in self._sought)
        return Seeds(compared.a[left], compared.b[left], compared.at_a[left], compared.at_b[left]), passages

    def _passages(self, found: Iterable[tuple[str, str, Pieces]], holds: Callable[[int, int], bool]) -> list[Passage]:
        """Passages as they were, of the pairs of accounts for which a test holds."""
        made = []
        for a, b, pieces in found:
            x, y = self._number.get(a, -1), self._number.get(b, -1)
            if holds(x, y):
                starts, ends = [min(p[k] for p in pieces) for k in (0, 2)], [max(p[k] for p in pieces) for k in (1, 3)]
                made.append(Passage(x, y, starts[0], ends[0], starts[1], ends[1], 0, pieces))
        return made

    def reached(self, passages: Sequence[Passage]) -> tuple[list[Passage], list[Passage]]:
        """The passages of accounts that new passages, or lost ones, bear on; and what passages led to among the others before."""
        sets = Sets(len(self._number))
        for p in passages:
            sets.union(p.a, p.b)
        ends = {(p.a, p.b) for p in passages} | {
            (self._number.get(a, -1), self._number.get(b, -1)) for a, b, _ in self._own
        }
        moved = {sets.find(n) for pair in ends - self._sought for n in pair if n >= 0}
        before = self._passages(self._of_others, lambda x, y: min(x, y) >= 0 and sets.find(x) not in moved)
        return [p for p in passages if sets.find(p.a) in moved], before

    def forget(self, words: AbstractSet[str], of: Mapping[str, Words]) -> None:
        """Take over no description that tells of one of some words, of which it is no longer known alike whether they are slips."""
        self._doubted, self._words = words, of

    def led(self, passages: Iterable[Passage]) -> None:
        """Remember passages that were found only since others led to them: whether they are found again depends on those."""
        self._led |= {(p.a, p.b, p.pieces) for p in passages}

    def parallel(self, a: str, b: str, pieces: Pieces) -> Parallel | None:
        """The parallel that a passage of two accounts was described as."""
        found = self._parallels.get((a, b, pieces)) if a in self.same and b in self.same else None
        if found is None or self._is_doubted(found):
            return None
        self._taken.add(_place(found))
        return found

    def _is_doubted(self, found: Parallel) -> bool:
        if not self._doubted:
            return False
        sides = [(self._words[s], e.a if s == found.a else e.b) for e in found.edits for s in (found.a, found.b)]
        return any(words.folded[n] in self._doubted for words, span in sides for n in words.within(span))

    def descents(self) -> dict[frozenset[_Place], list[Descent]]:
        """The lines of each family of accounts, by its parallels; of families without lost texts, whose names are not their own."""
        if self._before is None:
            return {}
        stemma, of = self._before.stemma, dict[str, int]()
        for n, members in enumerate(self._before.stemma.families):
            of |= dict.fromkeys(members, n)
        lines: dict[int, list[Descent]] = defaultdict(list)
        lost = set()
        for line in stemma.edges:
            ends = [of.get(line.parent), of.get(line.child)]
            lost |= {n for n in ends if n is not None and None in ends}
            if ends[0] is not None:
                lines[ends[0]].append(line)
        by_family: dict[int, list[Parallel]] = defaultdict(list)
        for p in self._before.parallels:
            if p.kind == "copied":
                by_family[of[p.a]].append(p)
        return {self.key(found): lines[n] for n, found in by_family.items() if n not in lost and self._holds(found)}

    def passages(self) -> dict[frozenset[_Place], PassageStemma]:
        """The stemma of each passage, by its parallels."""
        if self._before is None:
            return {}
        by_family: dict[int, list[Parallel]] = defaultdict(list)
        for p in self._before.parallels:
            by_family[p.family].append(p)
        return {
            self.key(by_family[s.family]): s for s in self._before.stemma.passages if self._holds(by_family[s.family])
        }

    def _holds(self, found: Iterable[Parallel]) -> bool:
        """Whether all these parallels are as they were."""
        return all(_place(p) in self._taken for p in found)

    @staticmethod
    def key(found: Iterable[Parallel]) -> frozenset[_Place]:
        """What names a family of passages."""
        return frozenset(map(_place, found))

    def searched(self, passages: Sequence[Passage]) -> Searched:
        """What is to be kept of this search; `passages` are those of the parallels, in their order."""
        rows = [(n, (p.a, p.b, p.pieces) in self._led, *piece) for n, p in enumerate(passages) for piece in p.pieces]
        told = b"".join((len(self._seeds[0]).to_bytes(8, "little"), *self._seeds))
        return Searched(self._by, _guard(told) + told, np.array(rows, _PIECE).tobytes())


def _guard(told: bytes) -> bytes:
    return hashlib.sha256(told).digest()[:_GUARD]


def _remembered(told: bytes) -> tuple[NDArray[np.void], NDArray[np.void]]:
    """The pairs of accounts with seeds in common, and the seeds by pair."""
    told = told[_GUARD:]
    size = int.from_bytes(told[:8], "little")
    return np.frombuffer(told[8 : 8 + size], _PAIR), np.frombuffer(told[8 + size :], _SEED)


def _is_sound(before: Edition) -> bool:
    """Whether what is remembered can be of this edition: else, as in a damaged file, it is not believed."""
    searched = before.searched
    told = searched.pairs[_GUARD:]
    size = int.from_bytes(told[:8], "little")
    if searched.pairs[:_GUARD] != _guard(told) or len(searched.pieces) % (_PIECE.itemsize * _FIELDS):
        return False
    if len(told) < 8 + size or size % _PAIR.itemsize or (len(told) - 8 - size) % _SEED.itemsize:
        return False
    pairs, seeds = _remembered(searched.pairs)
    pieces = np.frombuffer(searched.pieces, _PIECE).reshape(-1, _FIELDS)
    if not ((pairs["a"] >= 0) & (pairs["a"] < pairs["b"]) & (pairs["b"] < len(before.accounts))).all():
        return False
    if (pairs["seeds"] <= 0).any() or int(pairs["seeds"].sum()) != len(seeds):
        return False
    if not ((pieces[:, 0] >= 0) & (pieces[:, 0] < len(before.parallels))).all():
        return False
    long = {a.siglum: len(a.text) for a in before.accounts}
    ends = np.array([(long[p.a], long[p.b]) for p in before.parallels], np.int64).reshape(-1, 2)[pieces[:, 0]]
    starts = pieces[:, [2, 4]]
    return bool(((starts >= 0) & (starts < pieces[:, [3, 5]]) & (pieces[:, [3, 5]] <= ends)).all())


def _place(p: Parallel) -> _Place:
    return p.a, p.a_span, p.b, p.b_span


def _pairs(seeds: Seeds, size: int) -> tuple[Ints, Ints]:
    """The pairs among `size` texts that have seeds, each as one number, and where the seeds of each begin."""
    codes = seeds.a * size + seeds.b
    heads = np.flatnonzero(np.diff(codes, prepend=-1))
    return codes[heads], heads


def _sums(at: NDArray[np.void], sizes: Ints) -> NDArray[np.uint64]:
    """For each pair a number that tells its seeds from others, by their places in the two texts; `sizes` are their numbers."""
    if not len(sizes):
        return np.zeros(0, np.uint64)
    mixed = at["a"].astype(np.uint64) * np.uint64(PRIME)
    mixed += at["b"].astype(np.uint64) + np.uint64(1)
    mixed *= np.uint64(MIX)
    mixed ^= mixed >> _SHIFT
    mixed *= np.uint64(MIX)
    sums: NDArray[np.uint64] = np.add.reduceat(mixed, np.cumsum(sizes) - sizes)
    return sums
