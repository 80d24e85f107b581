"""The same stretches as `extend` grows around the seeds, compiled by numba."""

from __future__ import annotations

from typing import Any

import numpy as np

from variorum.lineage.extend import BAND, DROP, GAP, MATCH, MISMATCH, NONE, STEADY, WIDTH
from variorum.lineage.kernels import compiled


@compiled
def _walk(codes: Any, a: int, b: int, length_a: int, length_b: int, step: int, before: Any, row: Any) -> Any:
    """Best score from a and b on in one direction, and how far it lies in each; see `extend`."""
    at_a = at_b = score = best = far_a = far_b = 0
    while True:
        while at_a < length_a and at_b < length_b and codes[a + step * at_a] == codes[b + step * at_b]:
            at_a += 1
            at_b += 1
            score += MATCH
        if score > best:
            best, far_a, far_b = score, at_a, at_b
        left_a, left_b = length_a - at_a, length_b - at_b
        centre = 0
        before[WIDTH] = row[WIDTH] = NONE
        for w in range(WIDTH):
            j = w - BAND
            before[w] = score + GAP * j if 0 <= j <= left_b else NONE
        i = 0
        steady = False
        while not steady:
            if i >= left_a:
                return best, far_a, far_b
            i += 1
            letter = codes[a + step * (at_a + i - 1)]
            top = 2 * NONE
            where = 0
            running = NONE
            base = i + centre - BAND
            for w in range(WIDTH):
                j = base + w
                if j < 0 or j > left_b:
                    row[w] = NONE
                    running = NONE
                    if top < NONE:
                        top, where = NONE, w
                    continue
                s = before[w + 1] + GAP
                if j > 0:
                    t = before[w] + (MATCH if codes[b + step * (at_b + j - 1)] == letter else MISMATCH)
                    s = max(s, t)
                s = max(s, running + GAP)
                running = s
                row[w] = s
                if s > top:
                    top, where = s, w
            j = base + where
            if top > best:
                best, far_a, far_b = top, at_a + i, at_b + j
            if top < best - DROP:
                return best, far_a, far_b
            if i % 8 == 0 and top == best and i >= STEADY and j >= STEADY:
                steady = True
                for r in range(1, STEADY + 1):
                    if codes[a + step * (at_a + i - r)] != codes[b + step * (at_b + j - r)]:
                        steady = False
                        break
                if steady:
                    at_a += i
                    at_b += j
                    score = top
                    break
            shift = where - BAND
            if shift > BAND // 2 or shift < -(BAND // 2):
                for w in range(WIDTH):
                    source = w + shift
                    before[w] = row[source] if 0 <= source < WIDTH else NONE
                centre += shift
            else:
                before, row = row, before


@compiled
def grow_pairs(
    codes: Any, starts: Any, ends: Any, seeds: Any, heads: Any, first: int, last: int, k: int, most: int, out: Any
) -> int:
    """Stretches around the seeds of the pairs `first` to `last`, as rows of `out`; their number."""
    n = 0
    before, row = np.empty(WIDTH + 1, np.int32), np.empty(WIDTH + 1, np.int32)
    for pair in range(first, last):
        begin = n
        for s in range(heads[pair], heads[pair + 1]):
            a, b = seeds[s, 0], seeds[s, 1]
            place_a, place_b = seeds[s, 2], seeds[s, 3]
            x, y = place_a - starts[a], place_b - starts[b]
            inside = False
            for q in range(begin, n):
                if out[q, 2] <= x and x + k <= out[q, 3] and out[q, 4] <= y and y + k <= out[q, 5]:
                    inside = True
                    break
            if inside:
                continue
            right, right_a, right_b = _walk(
                codes, place_a + k, place_b + k, ends[a] - place_a - k, ends[b] - place_b - k, 1, before, row
            )
            left, left_a, left_b = _walk(codes, place_a - 1, place_b - 1, x, y, -1, before, row)
            out[n, 0], out[n, 1] = a, b
            out[n, 2], out[n, 3] = x - left_a, x + k + right_a
            out[n, 4], out[n, 5] = y - left_b, y + k + right_b
            out[n, 6] = right + left + MATCH * k
            n += 1
            if n - begin >= most:
                break
    return n
