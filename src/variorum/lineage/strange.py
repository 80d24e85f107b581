"""What the words of a whole corpus tell of who copied: words that are not known, and words that stand together nowhere else."""

from __future__ import annotations

import itertools
import zlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np

from variorum.lineage.edits import Words, find_edits
from variorum.lineage.spelling import english
from variorum.model import Direction, Span

_READ = 2_000
"""Documents, evenly spread, from which the words of a corpus are learned: what stands in none of them tells nothing."""
_BITS = 1 << 26
"""Places for words of a corpus, eight megabytes a table; of a million words one in seventy has another's place."""
_SHORT = 5
"""Letters below which a word that is not known tells nothing."""
_MORE_WORDS = 2
"""Words not known that one side must have more of: one alone may have been mended as well as made."""
_PAIRS = 6
"""Pairs of neighbours that must have changed on either side before their strangeness is compared."""
_STRANGER = 0.4
"""Share of pairs that stand nowhere else, by which one side must be stranger; measured with bench/lineage.py."""

_WAYS: tuple[tuple[Direction, int, int], ...] = (("a->b", 0, 1), ("b->a", 1, 0))
"""Directions, with the numbers of source and copy."""


class Vocabulary:
    """The words, and pairs of neighbouring words, that at least two texts of a corpus have, in tables of one size for any corpus.

    Two words can share a place; then an unknown one counts as known, and a slip is not seen (Bloom 1970).
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._once = np.zeros(_BITS >> 3, np.uint8)
        self._twice = np.zeros(_BITS >> 3, np.uint8)
        for text in texts:
            folded = Words(text).folded
            places = np.unique(np.array([_place(w) for w in {*folded, *_pairs(folded)}], np.int64))
            byte, bit = places >> 3, np.uint8(1) << (places & 7).astype(np.uint8)
            again = (self._once[byte] & bit) != 0
            np.bitwise_or.at(self._twice, byte[again], bit[again])
            np.bitwise_or.at(self._once, byte, bit)

    def __getstate__(self) -> bytes:
        # It is sent to every worker, and nearly all of it is zeros.
        return zlib.compress(self._twice.tobytes(), 1)

    def __setstate__(self, state: bytes) -> None:
        self._twice = np.frombuffer(zlib.decompress(state), np.uint8)

    def knows(self, word: str) -> bool:
        """Whether two texts have a folded word, or two words with a blank between."""
        place = _place(word)
        return bool(self._twice[place >> 3] >> (place & 7) & 1)

    def direction(self, a: str, b: str, a_text: str, b_text: str) -> tuple[Direction, str]:
        """Which of the documents named a and b copied a passage, given as its words on either side, and how they tell.

        Whoever copies makes errors: words that nobody knows, and words that stand together nowhere else.
        """
        # Which words are known is asked below, of all words that changed, however unlike the two are.
        x, y = Words(a_text), Words(b_text)
        edits = find_edits(x, y, [(Span(0, len(a_text)), Span(0, len(b_text)))], lambda _: True)
        sides = [(x, [e.a for e in edits]), (y, [e.b for e in edits])]
        unknown = [self._unknown(words, places) for words, places in sides]
        names = a, b
        for direction, source, copy in _WAYS:
            more, fewer = unknown[copy], unknown[source]
            if len(more) >= len(fewer) + _MORE_WORDS:
                says = f"{names[copy]} has {len(more)} words that are not known (such as “{more[0]}”)"
                return direction, f"{says} where {names[source]} has {len(fewer) or 'none'}"
        strange = [self._strange(words, places) for words, places in sides]
        if min(map(len, strange)) >= _PAIRS:
            shares = [sum(s) / len(s) for s in strange]
            for direction, source, copy in _WAYS:
                if shares[copy] >= shares[source] + _STRANGER:
                    says = f"where they differ, {shares[copy]:.0%} of the pairs of words in {names[copy]} stand nowhere else"
                    return direction, f"{says}, of those in {names[source]} {shares[source]:.0%}"
        return "unknown", ""

    def _unknown(self, words: Words, places: Sequence[Span]) -> list[str]:
        """The words at changed places that neither the corpus nor English knows."""
        return [
            words.text[words.starts[i] : words.ends[i]]
            for place in places
            for i in words.within(place)
            if len(words.folded[i]) >= _SHORT and not self.knows(words.folded[i]) and words.folded[i] not in english()
        ]

    def _strange(self, words: Words, places: Sequence[Span]) -> list[bool]:
        """For each pair of known neighbours that a change touches, whether it stands nowhere else."""
        found = []
        for place in places:
            inside = words.within(place)
            first = inside.start - 1 if inside else bisect_left(words.starts, place.start) - 1
            last = inside.stop if inside else first + 1
            near = words.folded[max(0, first) : last + 1]
            found += [
                not self.knows(f"{v} {w}") for v, w in itertools.pairwise(near) if self.knows(v) and self.knows(w)
            ]
        return found


def vocabulary_of(text: Callable[[int], str], documents: int) -> Vocabulary:
    """The words of a corpus of so many documents, from the texts of some of them."""
    return Vocabulary(text(n) for n in range(0, documents, 1 + documents // _READ))


def _pairs(folded: Sequence[str]) -> Iterator[str]:
    return (f"{v} {w}" for v, w in itertools.pairwise(folded))


def _place(word: str) -> int:
    return zlib.crc32(word.encode()) % _BITS
