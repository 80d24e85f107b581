"""Stretches: seeds grown to both sides by alignment with gaps, many at a time, in numpy.

The alignment is that of Smith and Waterman, in a band that follows its best row, given up when the score has fallen
`DROP` below the best (Zhang et al. 1998, "X-drop").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from variorum.lineage.fold import Codes, Ints, Letters
from variorum.lineage.seeds import Seeds

MATCH = 2
MISMATCH = -3
GAP = -2
DROP = 60
"""Points below the best at which growing ends: thirty letters put in, or twelve wrong."""
BAND = 20
"""Letters by which the band reaches beyond its middle on each side."""
WIDTH = 2 * BAND + 1
NONE = -1_000_000
"""The score of what cannot be."""
MOST_STRETCHES = 64
"""Stretches of two documents that are grown; more is a table or a list that repeats itself."""


@dataclass(frozen=True, slots=True)
class Stretches:
    """Aligned pieces of two documents, sorted by documents and places; places count from the document's start."""

    a: Ints
    """First document."""
    b: Ints
    """Second document."""
    a_start: Ints
    """First letter in the first document."""
    a_end: Ints
    """One past the last letter in the first document."""
    b_start: Ints
    """First letter in the second document."""
    b_end: Ints
    """One past the last letter in the second document."""
    score: Ints
    """Score of the alignment."""


def grow(letters: Letters, seeds: Seeds, k: int) -> Stretches:
    """Align around every seed that does not lie within a stretch already grown."""
    count = len(seeds.a)
    if not count:
        return Stretches(*(np.zeros(0, np.int64) for _ in range(7)))
    pair_heads = np.flatnonzero(
        np.concatenate((np.ones(1, np.bool_), (seeds.a[1:] != seeds.a[:-1]) | (seeds.b[1:] != seeds.b[:-1])))
    )
    pair = np.repeat(np.arange(len(pair_heads)), np.diff(np.concatenate((pair_heads, np.array([count])))))
    grown: list[Ints] = []
    left = np.arange(count)
    for _ in range(MOST_STRETCHES):
        if not len(left):
            break
        first = left[np.concatenate((np.ones(1, np.bool_), pair[left[1:]] != pair[left[:-1]]))]
        rows = _around(letters, seeds, first, k)
        grown.append(rows)
        row_of = np.zeros(len(pair_heads), np.int64)
        row_of[pair[first]] = np.arange(len(first))
        row = rows[row_of[pair[left]]]
        x = seeds.at_a[left] - letters.starts[seeds.a[left]]
        y = seeds.at_b[left] - letters.starts[seeds.b[left]]
        inside = (row[:, 2] <= x) & (x + k <= row[:, 3]) & (row[:, 4] <= y) & (y + k <= row[:, 5])
        left = left[~inside & ~np.isin(left, first)]
    rows = np.concatenate(grown)
    rows = rows[np.lexsort(rows.T[::-1])]
    return Stretches(*(rows[:, i].copy() for i in range(7)))


def _around(letters: Letters, seeds: Seeds, which: Ints, k: int) -> Ints:
    """One row (a, b, a_start, a_end, b_start, b_end, score) for each of these seeds."""
    a, b, x, y = seeds.a[which], seeds.b[which], seeds.at_a[which], seeds.at_b[which]
    right = _walk(letters.codes, x + k, y + k, letters.ends[a], letters.ends[b], 1)
    left = _walk(letters.codes, x - 1, y - 1, letters.starts[a] - 1, letters.starts[b] - 1, -1)
    x, y = x - letters.starts[a], y - letters.starts[b]
    score = right[0] + left[0] + MATCH * k
    rows: Ints = np.stack((a, b, x - left[1], x + k + right[1], y - left[2], y + k + right[2], score), axis=1)
    return rows


def _walk(codes: Codes, a: Ints, b: Ints, a_stop: Ints, b_stop: Ints, step: int) -> tuple[Ints, Ints, Ints]:
    """Best score from a and b on in one direction, and how far it lies in each; all walks advance together."""
    total = len(a)
    best, far_a, far_b = np.zeros(total, np.int64), np.zeros(total, np.int64), np.zeros(total, np.int64)
    length_a, length_b = np.abs(a_stop - a), np.abs(b_stop - b)
    live = np.flatnonzero(length_a > 0)
    offsets = np.arange(WIDTH)
    steps = GAP * offsets
    centre = np.zeros(len(live), np.int64)
    ahead = offsets - BAND
    first = np.where(ahead >= 0, GAP * ahead, NONE)
    before = np.where((ahead >= 0) & (ahead <= length_b[live][:, None]), first, NONE)
    i = 0
    while len(live):
        i += 1
        j = i + centre[:, None] + ahead
        possible = (j >= 1) & (j <= length_b[live][:, None])
        at = np.where(possible, b[live][:, None] + step * (j - 1), 0)
        same = codes[at] == codes[a[live] + step * (i - 1)][:, None]
        score = before + np.where(same, MATCH, MISMATCH)
        score[~possible] = NONE
        score[:, :-1] = np.maximum(score[:, :-1], before[:, 1:] + GAP)
        outside = (j < 0) | (j > length_b[live][:, None])
        score[outside] = NONE
        score = np.maximum.accumulate(score - steps, axis=1) + steps
        score[outside] = NONE
        where = score.argmax(axis=1)
        top = score[np.arange(len(live)), where]
        better = top > best[live]
        best[live[better]] = top[better]
        far_a[live[better]] = i
        far_b[live[better]] = (i + centre + where - BAND)[better]
        go_on = (top >= best[live] - DROP) & (i < length_a[live])
        if not go_on.all():
            live, score, centre, where = live[go_on], score[go_on], centre[go_on], where[go_on]
        before = score
        shift = where - BAND
        stray = np.flatnonzero(np.abs(shift) > BAND // 2)
        if len(stray):
            source = offsets + shift[stray][:, None]
            inside = (source >= 0) & (source < WIDTH)
            before[stray] = np.where(
                inside, np.take_along_axis(before[stray], np.clip(source, 0, WIDTH - 1), axis=1), NONE
            )
            centre[stray] += shift[stray]
    return best, far_a, far_b
