"""Texts folded to letters and digits, without case and accents, with the way back to every code point."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8]
Ints = NDArray[np.int64]
PAD = 128
"""Zeros before the first and after the last text, so that looking some letters around a seed needs no check of bounds."""


class Folding:
    """The table from code points to letters; it learns a code point when it first meets it."""

    def __init__(self) -> None:
        self.table = np.zeros(0x110000, np.uint8)
        """The letter of each code point, 0 for none."""
        self.known = np.zeros(0x110000, np.bool_)
        """Which code points the table tells of."""

    def fold(self, text: str) -> tuple[Codes, Ints]:
        """The letters of a text, and the offset of each.

        >>> letters, at = Folding().fold("Año 26,000")
        >>> "".join(map(chr, letters)), at.tolist()
        ('ano26000', [0, 1, 2, 4, 5, 7, 8, 9])
        """
        # A lone surrogate cannot be encoded; JSON can bring one. It is no letter.
        points = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
        letters = self.table[points]
        if not self.known[points].all():
            self._learn(points)
            letters = self.table[points]
        at = np.flatnonzero(letters)
        return letters[at], at

    def _learn(self, points: NDArray[np.uint32]) -> None:
        for point in np.unique(points[~self.known[points]]).tolist():
            self.table[point] = _letter(chr(point))
            self.known[point] = True


def _letter(char: str) -> int:
    """The code of a letter or digit, 0 for all else.

    One byte holds all ASCII letters and digits; the letters of all other alphabets share 128 codes, so that two of them
    look alike once in 128 times, but never many in a row.
    """
    base = unicodedata.normalize("NFKD", char.casefold())[:1]
    if not base.isalnum() or not char.isalnum():
        return 0
    return ord(base) if base.isascii() else 128 + ord(base) * 0x9E3779B1 % (1 << 32) // (1 << 25)


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of all texts in one array, a zero between two texts."""

    codes: Codes
    """`PAD` zeros, the first text, a zero, the second, ..., `PAD` zeros."""
    starts: Ints
    """Where each text begins in `codes`."""
    ends: Ints
    """One past the last letter of each text."""


def join(folded: Sequence[Codes]) -> Letters:
    """Lay the letters of texts one after another."""
    lengths = np.array([len(f) for f in folded], np.int64)
    starts = PAD + np.cumsum(lengths + 1) - lengths - 1
    codes = np.zeros(PAD * 2 + int((lengths + 1).sum()), np.uint8)
    for start, letters in zip(starts.tolist(), folded, strict=True):
        codes[start : start + len(letters)] = letters
    return Letters(codes, starts, starts + lengths)
