"""English words, by which a slip of the pen is told from a rare word."""

from __future__ import annotations

import functools
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

_FAR = 2
"""Letters dropped, added, changed or swapped in a misspelt word that is still taken for the right one."""


@functools.cache
def english() -> frozenset[str]:
    """English words of five letters and more, in all their forms, as books in the public domain have them."""
    return frozenset(files(__package__).joinpath("known_words.txt").read_text(encoding="ascii").split())


@functools.lru_cache(1 << 14)
def meant(word: str) -> str | None:
    """The English word that a misspelt one stands for; None where none is near.

    >>> meant("strenghtened"), meant("vriorum")
    ('strengthened', None)
    """
    found = process.extractOne(word, sorted_english(), scorer=OSA.distance, score_cutoff=_FAR)
    return found[0] if found else None


@functools.cache
def sorted_english() -> tuple[str, ...]:
    """The same words in order, so that of two that are as near the first is taken."""
    return tuple(sorted(english()))


def half_mended(x: str, y: str) -> bool:
    """Whether both of two folded words are the same word misspelt, and the second is nearer to it.

    >>> half_mended("strenghtened", "strengthsened"), half_mended("strengthsened", "strenghtened")
    (True, False)
    """
    right = meant(y)
    return right is not None and right == meant(x) and Levenshtein.distance(y, right) < Levenshtein.distance(x, right)
