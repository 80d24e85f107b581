"""What an edition holds of a search for passages, taken over for the accounts and pairs of which nothing has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from variorum.lineage.edits import Words
from variorum.lineage.fold import Ints, Letters
from variorum.lineage.passages import Passage
from variorum.lineage.seeds import MIX, PRIME, Seeds
from variorum.model import Account, Descent, Edition, Parallel, PassageStemma, Searched, Span

_PAIR = np.dtype([("a", "<i4"), ("b", "<i4"), ("seeds", "<u8")])
_PIECE, _FIELDS = np.dtype("<i4"), 6
_SHIFT = np.uint64(29)
Pieces = tuple[tuple[int, int, int, int], ...]
_Place = tuple[str, Span, str, Span]


class Kept:
    """What was found before, and what is to be kept of this search."""

    def __init__(self, before: Edition | None, accounts: Sequence[Account]) -> None:
        """`accounts` are those of this search, by siglum; `before` is an edition made with the same settings."""
        self._sigla = [a.siglum for a in accounts]
        self._searched = before.searched if before is not None and _is_sound(before) else Searched()
        self._pairs: bytes = b""
        self._by = ""
        new = {a.siglum: n for n, a in enumerate(accounts)}
        old = before.accounts if before is not None else ()
        same = [a.siglum in new and accounts[new[a.siglum]] == a for a in old]
        # An account that is not as it was has a number that no account of this search has.
        self._place = [new[a.siglum] if s else -1 for a, s in zip(old, same, strict=True)]
        self.same = {a.siglum for a, s in zip(old, same, strict=True) if s}
        """Sigla of the accounts that are as they were."""
        self._doubted: AbstractSet[str] = frozenset()
        self._words: Mapping[str, Words] = {}
        self._before = before
        self._known = np.frombuffer(self._searched.pairs, _PAIR)
        pieces: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        own: set[int] = set()
        for n, led, a, a_end, b, b_end in np.frombuffer(self._searched.pieces, _PIECE).reshape(-1, _FIELDS).tolist():
            pieces[n].append((a, a_end, b, b_end))
            if not led:
                own.add(n)
        parallels = before.parallels if before is not None else ()
        self._parallels = {(p.a, p.b, tuple(pieces[n])): p for n, p in enumerate(parallels)}
        self._own = [(p.a, p.b, tuple(pieces[n])) for n, p in enumerate(parallels) if n in own]
        self._led: set[tuple[int, int, Pieces]] = set()
        self._taken: set[_Place] = set()

    def unsought(self, letters: Letters, seeds: Seeds, by: str) -> tuple[Seeds, list[Passage]]:
        """The seeds of the pairs that are to be aligned, and the passages of all others; `by` says how letters are compared.

        The seeds of a pair and the letters around them are all that its passages depend on.
        """
        new = np.ones(len(seeds.a), np.bool_)
        new[1:] = (seeds.a[1:] != seeds.a[:-1]) | (seeds.b[1:] != seeds.b[:-1])
        heads = np.flatnonzero(new)
        made = np.zeros(len(heads), _PAIR)
        made["a"], made["b"], made["seeds"] = seeds.a[heads], seeds.b[heads], _sums(letters, seeds, heads)
        self._pairs, self._by = made.tobytes(), by
        if by != self._searched.by:
            return seeds, []
        known = {(self._place[a], self._place[b]): sums for a, b, sums in self._known.tolist()}
        is_same = [known.get((a, b)) == sums for a, b, sums in made.tolist()]
        left = ~np.repeat(np.array(is_same, np.bool_), np.diff(heads, append=len(seeds.a)))
        passages = self._passages({(a, b) for (a, b, _), same in zip(made.tolist(), is_same, strict=True) if same})
        return Seeds(seeds.a[left], seeds.b[left], seeds.at_a[left], seeds.at_b[left]), passages

    def _passages(self, pairs: Collection[tuple[int, int]]) -> list[Passage]:
        """The passages of some pairs of accounts but those that others led to."""
        number = {s: n for n, s in enumerate(self._sigla)}
        found = []
        for a, b, pieces in self._own:
            x, y = number.get(a, -1), number.get(b, -1)
            if (x, y) in pairs:
                starts, ends = [min(p[k] for p in pieces) for k in (0, 2)], [max(p[k] for p in pieces) for k in (1, 3)]
                found.append(Passage(x, y, starts[0], ends[0], starts[1], ends[1], 0, pieces))
        return found

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
        return Searched(self._by, self._pairs, np.array(rows, _PIECE).tobytes())


def _is_sound(before: Edition) -> bool:
    """Whether what is remembered can be of this edition: else, as in a damaged file, it is not believed."""
    searched = before.searched
    if len(searched.pairs) % _PAIR.itemsize or len(searched.pieces) % (_PIECE.itemsize * _FIELDS):
        return False
    pairs = np.frombuffer(searched.pairs, _PAIR)
    pieces = np.frombuffer(searched.pieces, _PIECE).reshape(-1, _FIELDS)
    numbers = np.concatenate((pairs["a"], pairs["b"]))
    if not ((numbers >= 0) & (numbers < len(before.accounts))).all():
        return False
    if not ((pieces[:, 0] >= 0) & (pieces[:, 0] < len(before.parallels))).all():
        return False
    long = {a.siglum: len(a.text) for a in before.accounts}
    ends = np.array([(long[p.a], long[p.b]) for p in before.parallels], np.int64).reshape(-1, 2)[pieces[:, 0]]
    starts = pieces[:, [2, 4]]
    return bool(((starts >= 0) & (starts < pieces[:, [3, 5]]) & (pieces[:, [3, 5]] <= ends)).all())


def _place(p: Parallel) -> _Place:
    return p.a, p.a_span, p.b, p.b_span


def _sums(letters: Letters, seeds: Seeds, heads: Ints) -> NDArray[np.uint64]:
    """For each pair a number that tells its seeds from others, by their places in the two texts."""
    if not len(heads):
        return np.zeros(0, np.uint64)
    mixed = (seeds.at_a - letters.starts[seeds.a]).astype(np.uint64) * np.uint64(PRIME)
    mixed += (seeds.at_b - letters.starts[seeds.b]).astype(np.uint64) + np.uint64(1)
    mixed *= np.uint64(MIX)
    mixed ^= mixed >> _SHIFT
    mixed *= np.uint64(MIX)
    sums: NDArray[np.uint64] = np.add.reduceat(mixed, heads)
    return sums
