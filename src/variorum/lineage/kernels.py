"""The same seeds as `seeds` finds, compiled by numba, for corpora.

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

from variorum.lineage.seeds import MIX, PRIME, REACH, STOP

if not (os.access(Path(__file__).parent, os.W_OK) or os.access(Path.home(), os.W_OK)):
    # numba keeps what it compiled beside the code or in the home directory; where neither can be written, for this run.
    os.environ.setdefault("NUMBA_CACHE_DIR", tempfile.mkdtemp(prefix="variorum-"))

import numba  # it reads the variable above when it is imported

_PRIME, _MIX, _HALF = np.uint64(PRIME), np.uint64(MIX), np.uint64(32)
_ONE, _TWO, _THREE, _FIVE, _LOW5 = np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(5), np.uint64(31)
_BITS = np.uint64(2047)


def compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    """`function`, compiled when it is first called and kept compiled."""
    result: Callable[..., Any] = numba.njit(cache=True, nogil=True)(function)
    return result


@compiled
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


@compiled
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


@compiled
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


@compiled
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


@compiled
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


@compiled
def first_of_each(hashes: Any, places: Any, starts: Any, owners: Any, blocks: Any, docs: Any) -> int:
    """Keep of every hash the first place in each document, and none of hashes in one document only; how many stay.

    `blocks` holds the text that every 512th place lies in, so that the text of a place is found near it; `owners` its document.
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
            owner = owners[d]
            if n == head or owner != docs[n - 1]:
                hashes[n], places[n], docs[n] = hashes[j], places[j], owner
                n += 1
            j += 1
        if n - head < 2:
            n = head
        i = j
    return n


@compiled
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


@compiled
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


@compiled
def _all_common(common: Any, rare: Any, first: int, last: int) -> bool:
    some = False
    for place in range(first, last):
        bit = np.uint8(1 << (place & 7))
        if rare[place >> 3] & bit:
            return False
        if common[place >> 3] & bit:
            some = True
    return some


@compiled
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


@compiled
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


@compiled
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
