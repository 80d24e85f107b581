"""Texts that many documents share, each a little changed: with which of the others a document is compared.

Copies of one text with errors of their own have many n-grams that only a few of them share, so that no star holds them, and
pairs would grow with the square of the documents. A document is therefore compared with so many earlier ones at any place,
those that share most with it; they join it to all others, since each of them is joined to earlier ones in the same way.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from variorum.lineage.fold import Ints, Letters
from variorum.lineage.seeds import Seeds

CELL = 9
"""Two to the power of this are the letters of one place: a paragraph."""


def thin(letters: Letters, seeds: Seeds, most: int) -> Seeds:
    """The seeds without those of pairs that a place of the later document has too many of; the order stays."""
    cells = (letters.ends - letters.starts >> CELL) + 1
    cell = (np.cumsum(cells) - cells)[seeds.b] + (seeds.at_b - letters.starts[seeds.b] >> CELL)
    crowded = np.bincount(cell)[cell] > most if len(cell) else np.zeros(0, np.bool_)
    if not crowded.any():
        return seeds
    new = np.concatenate((np.ones(1, np.bool_), (seeds.a[1:] != seeds.a[:-1]) | (seeds.b[1:] != seeds.b[:-1])))
    pair = np.cumsum(new) - 1
    shared = np.bincount(pair)
    keep = ~crowded
    # A pair is compared whole: what it has in a place without a crowd saves its other seeds too.
    saved = np.zeros(len(shared), np.bool_)
    saved[pair[keep]] = True
    saved[_best(cell[crowded], pair[crowded], shared, most)] = True
    keep = saved[pair]
    return Seeds(seeds.a[keep], seeds.b[keep], seeds.at_a[keep], seeds.at_b[keep])


def _best(cell: Ints, pair: Ints, shared: Ints, most: int) -> Ints:
    """Of the pairs in each cell, those that share most, the earlier first where two share as much."""
    order = np.lexsort((pair, -shared[pair], cell))
    cell, pair = cell[order], pair[order]
    once: NDArray[np.bool_] = np.concatenate((np.ones(1, np.bool_), (cell[1:] != cell[:-1]) | (pair[1:] != pair[:-1])))
    cell, pair = cell[once], pair[once]
    heads = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), cell[1:] != cell[:-1])))
    rank = np.arange(len(pair)) - np.repeat(heads, np.diff(np.concatenate((heads, np.array([len(pair)])))))
    result: Ints = pair[rank < most]
    return result
