"""The same seeds and stretches as `seeds` and `extend` find, compiled by numba, for corpora.

Every function is plain Python over arrays that numba compiles when it is first called and keeps compiled in its cache.
None runs threads of its own: the callers give each thread a share of documents, hashes or pairs, so that the result is
the same with any number of threads, and compiling stays quick. Only this file knows numba.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from variorum.lineage.extend import BAND, DROP, GAP, MATCH, MISMATCH, NONE, STEADY, WIDTH
from variorum.lineage.seeds import MIX, PRIME, REACH, STOP

if not (os.access(Path(__file__).parent, os.W_OK) or os.access(Path.home(), os.W_OK)):
    # numba keeps what it compiled beside the code or in the home directory; where neither can be written, for this run.
    os.environ.setdefault("NUMBA_CACHE_DIR", tempfile.mkdtemp(prefix="variorum-"))

import numba  # it reads the variable above when it is imported

_PRIME, _MIX, _HALF = np.uint64(PRIME), np.uint64(MIX), np.uint64(32)
_ONE, _TWO, _THREE, _FIVE, _LOW5 = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(5), np.uint64(31)
_BITS = np.uint64(2047)


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    result: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
    return result


@_compiled
def _point(raw: Any, i: int) -> Any:
    """The code point whose UTF-8 bytes begin at i, and where the next begins."""
    c = np.uint32(raw[i])
    if c < 0x80:
        return c, i + 1
    if c < 0xE0:
        return (c & 0x1F) << 6 | (raw[i + 1] & 0x3F), i + 2
    if c < 0xF0:
        return (c & 0x0F) << 12 | np.uint32(raw[i + 1] & 0x3F) << 6 | (raw[i + 2] & 0x3F), i + 3
    return (
        (c & 0x07) << 18 | np.uint32(raw[i + 1] & 0x3F) << 12 | np.uint32(raw[i + 2] & 0x3F) << 6 | (raw[i + 3] & 0x3F)
    ), i + 4


@_compiled
def fold(raw: Any, table: Any, known: Any, codes: Any) -> int:
    """Write the letters of UTF-8 bytes to `codes`; their number, or -1 when a code point is not known."""
    n = 0
    i = 0
    while i < len(raw):
        point, i = _point(raw, i)
        if not known[point]:
            return -1
        letter = table[point]
        if letter:
            codes[n] = letter
            n += 1
    return n


@_compiled
def count(codes: Any, starts: Any, ends: Any, k: int, mask: Any, mine: Any, counts: Any) -> int:
    """Count in two bits each, up to 2, how often the n-grams of one share of the hashes come; how many may repeat."""
    power = _ONE
    for _ in range(k - 1):
        power *= _PRIME
    shift = np.uint64(64 - int(np.log2(len(counts) * 32)))
    n = 0
    for d in range(len(starts)):
        h = np.uint64(0)
        a, end = starts[d], ends[d]
        if end - a < k:
            continue
        for i in range(a, a + k - 1):
            h = h * _PRIME + np.uint64(codes[i])
        for i in range(a + k - 1, end):
            h = h * _PRIME + np.uint64(codes[i])
            m = h ^ (h >> _HALF)
            m *= _MIX
            m ^= m >> _HALF
            h -= np.uint64(codes[i - k + 1]) * power
            if m & mask == mine:
                s = m >> shift
                word, at = s >> _FIVE, (s & _LOW5) << _ONE
                seen = (counts[word] >> at) & _THREE
                if seen < _TWO:
                    counts[word] += _ONE << at
                n += seen > 0
    return n


@_compiled
def gather(
    codes: Any, starts: Any, ends: Any, k: int, mask: Any, mine: Any, counts: Any, hashes: Any, places: Any
) -> int:
    """Collect the n-grams of one share of the hashes that may repeat; their number, though it exceed the room."""
    power = _ONE
    for _ in range(k - 1):
        power *= _PRIME
    shift = np.uint64(64 - int(np.log2(len(counts) * 32)))
    n = 0
    for d in range(len(starts)):
        h = np.uint64(0)
        a, end = starts[d], ends[d]
        if end - a < k:
            continue
        for i in range(a, a + k - 1):
            h = h * _PRIME + np.uint64(codes[i])
        for i in range(a + k - 1, end):
            h = h * _PRIME + np.uint64(codes[i])
            m = h ^ (h >> _HALF)
            m *= _MIX
            m ^= m >> _HALF
            h -= np.uint64(codes[i - k + 1]) * power
            if m & mask == mine:
                s = m >> shift
                if (counts[s >> _FIVE] >> ((s & _LOW5) << _ONE)) & _TWO:
                    if n < len(hashes):
                        hashes[n], places[n] = m, i - k + 1
                    n += 1
    return n


@_compiled
def radix_sort(hashes: Any, places: Any) -> Any:
    """Sort by hash, keeping the order of equal ones: six passes of eleven bits."""
    n = len(hashes)
    other_hashes, other_places = np.empty_like(hashes), np.empty_like(places)
    for turn in range(6):
        shift = np.uint64(11 * turn)
        counts = np.zeros(2049, np.int64)
        for i in range(n):
            counts[((hashes[i] >> shift) & _BITS) + _ONE] += 1
        for i in range(2048):
            counts[i + 1] += counts[i]
        for i in range(n):
            digit = (hashes[i] >> shift) & _BITS
            j = counts[digit]
            counts[digit] += 1
            other_hashes[j], other_places[j] = hashes[i], places[i]
        hashes, other_hashes = other_hashes, hashes
        places, other_places = other_places, places
    return hashes, places


@_compiled
def first_of_each(hashes: Any, places: Any, starts: Any, blocks: Any, docs: Any) -> int:
    """Keep of every hash the first place in each document, and none of hashes in one document only; how many stay.

    `blocks` holds the document that every 512th place lies in, so that the document of a place is found near it.
    """
    n = 0
    i = 0
    total = len(hashes)
    last = len(starts) - 1
    while i < total:
        head = n
        j = i
        while j < total and hashes[j] == hashes[i]:
            place = np.int64(places[j])
            d = blocks[place >> 9]
            while d < last and starts[d + 1] <= place:
                d += 1
            if n == head or d != docs[n - 1]:
                hashes[n], places[n], docs[n] = hashes[j], places[j], d
                n += 1
            j += 1
        if n - head < 2:
            n = head
        i = j
    return n


@_compiled
def _passes(codes: Any, a: int, b: int, gate: int, stride: int) -> bool:
    if a % stride != 0 and codes[a - 1] == codes[b - 1] and codes[a - 1] != 0:
        return False
    total = 0
    best = 0
    for r in range(REACH):
        x = codes[a + r]
        if x == 0 or codes[b + r] == 0:
            break
        total += 1 if x == codes[b + r] else -2
        if total > best:
            best = total
        elif total < best - STOP:
            break
    if best >= gate:
        return True
    right = best
    total = 0
    best = 0
    for r in range(1, REACH + 1):
        x = codes[a - r]
        if x == 0 or codes[b - r] == 0:
            break
        total += 1 if x == codes[b - r] else -2
        if total > best:
            best = total
            if right + best >= gate:
                return True
        elif total < best - STOP:
            break
    return False


@_compiled
def mark(hashes: Any, places: Any, most_pairs: int, common: Any, rare: Any) -> None:
    """Set the bit of every place in `common` or `rare`, as more or fewer documents than `most_pairs` have its n-gram."""
    i = 0
    total = len(hashes)
    while i < total:
        j = i
        while j < total and hashes[j] == hashes[i]:
            j += 1
        for x in range(i, j):
            place = np.int64(places[x])
            if j - i > most_pairs:
                common[place >> 3] |= np.uint8(1 << (place & 7))
            else:
                rare[place >> 3] |= np.uint8(1 << (place & 7))
        i = j


@_compiled
def _all_common(common: Any, rare: Any, first: int, last: int) -> bool:
    some = False
    for place in range(first, last):
        bit = np.uint8(1 << (place & 7))
        if rare[place >> 3] & bit:
            return False
        if common[place >> 3] & bit:
            some = True
    return some


@_compiled
def _in_star(codes: Any, a: int, b: int, k: int, common: Any, rare: Any) -> bool:
    same = 0
    while same < REACH and codes[a - same - 1] == codes[b - same - 1] and codes[a - same - 1] != 0:
        same += 1
    if same == REACH and _all_common(common, rare, a - REACH, a - k + 1):
        return True
    same = 0
    while same < REACH and codes[a + k + same] == codes[b + k + same] and codes[a + k + same] != 0:
        same += 1
    return same == REACH and _all_common(common, rare, a + k, a + REACH + 1)


@_compiled
def pair_up(
    codes: Any,
    hashes: Any,
    places: Any,
    docs: Any,
    begin: int,
    k: int,
    most_pairs: int,
    gate: int,
    stride: int,
    common: Any,
    rare: Any,
    out: Any,
) -> Any:
    """Write the pairs that pass the gate to `out` (a, b, place a, place b) from the group at `begin` on.

    Returns how many were written, and where to go on when `out` was full before the end.
    """
    n = 0
    i = begin
    total = len(hashes)
    while i < total:
        j = i
        while j < total and hashes[j] == hashes[i]:
            j += 1
        size = j - i
        star = size > most_pairs
        most = size - 1 if star else size * (size - 1) // 2
        if n + most > len(out):
            return n, i
        for x in range(i, i + 1 if star else j):
            for y in range(x + 1, j):
                a, b = np.int64(places[x]), np.int64(places[y])
                if _passes(codes, a, b, gate, stride) and (star or not _in_star(codes, a, b, k, common, rare)):
                    out[n, 0], out[n, 1], out[n, 2], out[n, 3] = docs[x], docs[y], a, b
                    n += 1
        i = j
    return n, total


@_compiled
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


@_compiled
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


@_compiled
def region_rows(codes: Any, regions: Any, size: int, out: Any) -> int:
    """Write rows (region, place in a, place in b) where `size` equal letters begin; their number, though it exceed the room."""
    n = 0
    for r in range(len(regions)):
        a, a_end, b, b_end = regions[r, 2], regions[r, 3], regions[r, 4], regions[r, 5]
        for diagonal in range(a - a_end + 1, b_end - b):
            x, y = a + max(0, -diagonal), b + max(0, diagonal)
            run = 0
            while x < a_end and y < b_end:
                if codes[x] == codes[y]:
                    run += 1
                    if run == size:
                        if n < len(out):
                            out[n, 0], out[n, 1], out[n, 2] = r, x - size + 1, y - size + 1
                        n += 1
                else:
                    run = 0
                x += 1
                y += 1
    return n
