"""Stretches: seeds grown to both sides by alignment with gaps, many at a time, in numpy.

The alignment is that of Smith and Waterman, in a band that follows its best row, given up when the score has fallen
`DROP` below the best (Zhang et al. 1998, "X-drop").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
STEADY = 32
"""Equal letters in a row after which the alignment is sure so far and begins anew: what is copied without a change is
walked through letter by letter, at a fortieth of the cost of aligning."""
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

    @classmethod
    def of(cls, rows: Ints) -> Stretches:
        """Rows (a, b, a_start, a_end, b_start, b_end, score) in order."""
        rows = rows[np.lexsort(rows.T[::-1])]
        return cls(*(rows[:, i].copy() for i in range(7)))

    def rows(self) -> Ints:
        """One row (a, b, a_start, a_end, b_start, b_end, score) for each."""
        return np.stack((self.a, self.b, self.a_start, self.a_end, self.b_start, self.b_end, self.score), axis=1)


def grow(letters: Letters, seeds: Seeds, k: int) -> Stretches:
    """Align around every seed that does not lie within a stretch already grown."""
    count = len(seeds.a)
    if not count:
        return Stretches.of(np.zeros((0, 7), np.int64))
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
    return Stretches.of(np.concatenate(grown))


def _around(letters: Letters, seeds: Seeds, which: Ints, k: int) -> Ints:
    """One row (a, b, a_start, a_end, b_start, b_end, score) for each of these seeds."""
    a, b, x, y = seeds.a[which], seeds.b[which], seeds.at_a[which], seeds.at_b[which]
    right = _walk(letters.codes, x + k, y + k, letters.ends[a] - x - k, letters.ends[b] - y - k, 1)
    left = _walk(letters.codes, x - 1, y - 1, x - letters.starts[a], y - letters.starts[b], -1)
    x, y = x - letters.starts[a], y - letters.starts[b]
    score = right[0] + left[0] + MATCH * k
    rows: Ints = np.stack((a, b, x - left[1], x + k + right[1], y - left[2], y + k + right[2], score), axis=1)
    return rows


def _walk(codes: Codes, a: Ints, b: Ints, length_a: Ints, length_b: Ints, step: int) -> tuple[Ints, Ints, Ints]:
    """Best score from a and b on in one direction, and how far it lies in each; all walks advance together."""
    total = len(a)
    best, far_a, far_b = np.zeros(total, np.int64), np.zeros(total, np.int64), np.zeros(total, np.int64)
    at_a, at_b, score = np.zeros(total, np.int64), np.zeros(total, np.int64), np.zeros(total, np.int64)
    row, centre = np.zeros(total, np.int64), np.zeros(total, np.int64)
    before = np.full((total, WIDTH + 1), NONE, np.int32)
    offsets = np.arange(WIDTH, dtype=np.int32)
    ahead = offsets - BAND
    live = fresh = np.arange(total)
    while len(live):
        for n in fresh.tolist():
            most = int(min(length_a[n] - at_a[n], length_b[n] - at_b[n]))
            same = _equal(codes, int(a[n] + step * at_a[n]), int(b[n] + step * at_b[n]), most, step)
            at_a[n] += same
            at_b[n] += same
            score[n] += MATCH * same
            if score[n] > best[n]:
                best[n], far_a[n], far_b[n] = score[n], at_a[n], at_b[n]
        row[fresh] = centre[fresh] = 0
        possible = (ahead >= 0) & (ahead <= (length_b[fresh] - at_b[fresh])[:, None])
        before[fresh, :WIDTH] = np.where(possible, score[fresh][:, None] + GAP * ahead, NONE)
        live = live[row[live] < length_a[live] - at_a[live]]
        row[live] += 1
        middle = row[live] + centre[live]
        now = _next_row(
            codes,
            before[live],
            middle[:, None] + ahead,
            (length_b[live] - at_b[live])[:, None],
            codes[a[live] + step * (at_a[live] + row[live] - 1)][:, None],
            (b[live] + step * (at_b[live] - 1))[:, None],
            step,
        )
        where = now.argmax(axis=1)
        top = now[np.arange(len(live)), where]
        far = middle + where - BAND
        better = top > best[live]
        won = live[better]
        best[won], far_a[won], far_b[won] = top[better], (at_a + row)[won], at_b[won] + far[better]
        going = top >= best[live] - DROP
        live, now, where, top, far = live[going], now[going], where[going], top[going], far[going]
        before[live, :WIDTH] = now
        shift = where - BAND
        stray = np.flatnonzero(np.abs(shift) > BAND // 2)
        if len(stray):
            source = offsets + shift[stray][:, None]
            inside = (source >= 0) & (source < WIDTH)
            moved = np.take_along_axis(now[stray], source.clip(0, WIDTH - 1), axis=1)
            before[live[stray], :WIDTH] = np.where(inside, moved, NONE)
            centre[live[stray]] += shift[stray]
        asked = (top == best[live]) & (row[live] % 8 == 0) & (row[live] >= STEADY) & (far >= STEADY)
        fresh = live[asked]
        if len(fresh):
            fresh = fresh[
                _steady(
                    codes,
                    a[fresh] + step * (at_a[fresh] + row[fresh]),
                    b[fresh] + step * (at_b[fresh] + far[asked]),
                    step,
                )
            ]
        ended = np.isin(live, fresh)
        score[fresh] = top[ended]
        at_b[fresh] += far[ended]
        at_a[fresh] += row[fresh]
    return best, far_a, far_b


def _next_row(
    codes: Codes, before: NDArray[np.int32], j: Ints, left_b: Ints, letter: Codes, origin: Ints, step: int
) -> NDArray[np.int32]:
    """The scores of the next letter of a against the letters `j` of b, from those of the letter before."""
    outside = (j < 0) | (j > left_b)
    possible = (j >= 1) & (j <= left_b)
    same = codes[np.where(possible, origin + step * j, 0)] == letter
    now = np.where(possible, before[:, :WIDTH] + np.where(same, np.int32(MATCH), np.int32(MISMATCH)), np.int32(NONE))
    np.maximum(now, before[:, 1:] + np.int32(GAP), out=now)
    now[outside] = NONE
    now -= _SLOPE
    np.maximum.accumulate(now, axis=1, out=now)
    now += _SLOPE
    now[outside] = NONE
    return now


_SLOPE = np.int32(GAP) * np.arange(WIDTH, dtype=np.int32)
"""Score of gaps only, along a row."""


def _equal(codes: Codes, a: int, b: int, most: int, step: int) -> int:
    """How many letters from a and b on are the same, up to `most`."""
    done, size = 0, 64
    while done < most:
        size = min(size * 4, most - done)
        x = codes[a + done : a + done + size] if step > 0 else codes[a - done - size + 1 : a - done + 1][::-1]
        y = codes[b + done : b + done + size] if step > 0 else codes[b - done - size + 1 : b - done + 1][::-1]
        unlike = x != y
        if unlike.any():
            return done + int(unlike.argmax())
        done += size
    return done


def _steady(codes: Codes, a: Ints, b: Ints, step: int) -> NDArray[np.bool_]:
    """Whether the last `STEADY` letters before a and b are the same."""
    back = step * np.arange(1, STEADY + 1)
    same: NDArray[np.bool_] = (codes[a[:, None] - back] == codes[b[:, None] - back]).all(axis=1)
    return same
