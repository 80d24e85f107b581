"""Slips of the pen: which words are known, and what the unknown ones tell of who copied."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from variorum.lineage.edits import Words, find_edits
from variorum.model import Direction, Span, TextEdit

_LEAST = 2
"""Slips from which a direction is told: one may have been mended as well as made."""
_READ = 2_000
"""Documents, evenly spread, from which the words of a corpus are learned: what stands in none of them tells nothing."""
_BITS = 1 << 26
"""Places for words of a corpus, eight megabytes a table; of a million words one in seventy has another's place."""


def by_slips(a: str, b: str, edits: Sequence[TextEdit], a_text: str, b_text: str) -> tuple[Direction, str]:
    """The direction between the accounts named a and b that misspelt words tell, and how.

    Whoever copies makes slips; what is misspelt on one side alone, again and again, was copied there. Edits are seen
    from b: "misspelt" is a word that only b has, where a has one that is known.
    """
    in_b = [e for e in edits if e.sort == "misspelt"]
    in_a = [e for e in edits if e.sort == "mended"]
    if len(in_b) >= _LEAST and not in_a:
        e = in_b[0]
        return (
            "a->b",
            f"{b} has {len(in_b)} words misspelt that {a} has right: “{e.b.of(b_text)}” for “{e.a.of(a_text)}”",
        )
    if len(in_a) >= _LEAST and not in_b:
        e = in_a[0]
        return (
            "b->a",
            f"{a} has {len(in_a)} words misspelt that {b} has right: “{e.a.of(a_text)}” for “{e.b.of(b_text)}”",
        )
    return "unknown", ""


class Vocabulary:
    """The words that at least two texts of a corpus have, in tables of one size for any corpus.

    Two words can share a place; then an unknown one counts as known, and a slip is not seen (Bloom 1970).
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._once = np.zeros(_BITS >> 3, np.uint8)
        self._twice = np.zeros(_BITS >> 3, np.uint8)
        for text in texts:
            places = np.unique(np.array([_place(w) for w in set(Words(text).folded)], np.int64))
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
        """Whether two texts have a folded word."""
        place = _place(word)
        return bool(self._twice[place >> 3] >> (place & 7) & 1)


def vocabulary_of(text: Callable[[int], str], documents: int) -> Vocabulary:
    """The words of a corpus of so many documents, from the texts of some of them."""
    return Vocabulary(text(n) for n in range(0, documents, 1 + documents // _READ))


def _place(word: str) -> int:
    return zlib.crc32(word.encode()) % _BITS


def passage_slips(a_text: str, b_text: str, vocabulary: Vocabulary) -> tuple[TextEdit, ...]:
    """The edits between two copies of a passage, given as its words on either side."""
    whole = [(Span(0, len(a_text)), Span(0, len(b_text)))]
    return find_edits(Words(a_text), Words(b_text), whole, vocabulary.knows)
