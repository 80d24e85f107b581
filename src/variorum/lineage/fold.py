"""Texts folded to letters and digits, without case and accents, with the way back to every code point."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint8]
Ints = NDArray[np.int64]
STEP = 8
"""Places of whose multiples every text begins at one: what is done at one place in eight does not depend on the texts before."""
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
    """`PAD` zeros, then each text and one to eight zeros, then `PAD` zeros: every text begins at a multiple of `STEP`."""
    starts: Ints
    """Where each text begins in `codes`."""
    ends: Ints
    """One past the last letter of each text."""
    owners: Ints | None = None
    """Number of the document of each text, where texts are pieces of documents; None where each is a document."""


def room_for(lengths: Ints) -> Ints:
    """The places that texts of so many letters take, each with the zeros after it."""
    return lengths + STEP - lengths % STEP


def join(folded: Sequence[Codes]) -> Letters:
    """Lay the letters of texts one after another."""
    lengths = np.array([len(f) for f in folded], np.int64)
    taken = room_for(lengths)
    starts = PAD + np.cumsum(taken) - taken
    codes = np.zeros(PAD * 2 + int(taken.sum()), np.uint8)
    for start, letters in zip(starts.tolist(), folded, strict=True):
        codes[start : start + len(letters)] = letters
    return Letters(codes, starts, starts + lengths)


def lay(raw: Codes, spans: Ints, write: Callable[[Codes, Codes], int], room: Callable[[int], Codes]) -> Letters:
    """The letters of texts given as stretches (start, end) of UTF-8, laid one after another in the room given for them.

    `write` puts the letters of one text down and tells their number; `room` gives so many places, whatever they hold.
    """
    codes = room(PAD * 2 + int(room_for(spans[:, 1] - spans[:, 0]).sum()))
    starts, ends = np.zeros(len(spans), np.int64), np.zeros(len(spans), np.int64)
    codes[:PAD] = 0
    at = PAD
    for n, (first, last) in enumerate(spans.tolist()):
        size = write(raw[first:last], codes[at:])
        starts[n], ends[n] = at, at + size
        codes[at + size : at + size + STEP] = 0
        at += size + STEP - size % STEP
    codes[at : at + PAD] = 0
    return Letters(codes[: at + PAD], starts, ends)
