"""The search for passages with the compiled kernels, in threads: what `seeds` and `extend` do, many times faster."""

from __future__ import annotations

import itertools
import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from variorum.lineage import kernels, kernels_extend
from variorum.lineage.extend import MOST_STRETCHES, Stretches
from variorum.lineage.fold import Codes, Folding, Ints, Letters
from variorum.lineage.seeds import Sampling, Seeds, sorted_seeds
from variorum.lineage.shares import Shares
from variorum.lineage.siblings import SHORT

_THREADS = min(os.cpu_count() or 1, 8)
"""Threads; each holds a share of the n-grams, so that more than a few would cost memory rather than save time."""
_BUFFER = 1 << 16
"""Rows of seeds that are collected before they are put aside."""


def find_seeds(letters: Letters, sampling: Sampling, most_pairs: int, gate: int, shares: Shares) -> Seeds:
    """All seeds that the gate lets through, as `seeds.find_seeds` gives them."""

    def share(number: int) -> Ints:
        return shares.of(
            "seeds", number, sampling.shares, lambda n: share_seeds(letters, sampling, most_pairs, gate, n)
        )

    with ThreadPoolExecutor(_THREADS) as pool:
        return sorted_seeds(np.concatenate(list(pool.map(share, range(sampling.shares)))))


def share_seeds(letters: Letters, sampling: Sampling, most_pairs: int, gate: int, number: int) -> Ints:
    """Rows (a, b, place in a, place in b) of the seeds whose hash belongs to one share."""
    codes, starts, ends = letters.codes, letters.starts, letters.ends
    mask, mine = (np.uint64(bits) for bits in sampling.bits(number))
    # Two counters an n-gram: some 4 in 10 of those that come once are taken for repeated, and sorted for nothing.
    slots = 1 << int(np.ceil(np.log2(max(len(codes) * 2 // (int(mask) + 1), 64))))
    counts = np.zeros(slots // 32, np.uint64)
    room = 2 * kernels.count(codes, starts, ends, sampling.k, mask, mine, counts)
    hashes = np.empty(room, np.uint64)
    places = np.empty(room, np.uint32 if len(codes) < 1 << 32 else np.int64)
    size = kernels.gather(codes, starts, ends, sampling.k, mask, mine, counts, hashes, places)
    assert size <= room, "every n-gram but the first of a counter was counted"
    del counts
    hashes, places = kernels.radix_sort(hashes[:size], places[:size])
    blocks = np.maximum(np.searchsorted(starts, np.arange(0, len(codes), 512), side="right") - 1, 0).astype(np.int32)
    docs = np.empty(size, np.int32)
    owners = np.arange(len(starts)) if letters.owners is None else letters.owners
    size = kernels.first_of_each(hashes, places, starts, owners, blocks, docs)
    hashes, places, docs = hashes[:size], places[:size], docs[:size]
    common, rare = np.zeros(len(codes) // 8 + 1, np.uint8), np.zeros(len(codes) // 8 + 1, np.uint8)
    kernels.mark(hashes, places, most_pairs, common, rare)
    found = [np.zeros((0, 4), np.int64)]
    buffer = np.empty((max(_BUFFER, most_pairs**2), 4), np.int64)
    at = 0
    while at < size:
        head = at
        count, at = kernels.pair_up(
            codes, hashes, places, docs, at, sampling.k, most_pairs, gate, sampling.stride, common, rare, buffer
        )
        if at == head:
            # One n-gram in more documents than the buffer has rows.
            buffer = np.empty((len(buffer) * 4, 4), np.int64)
        found.append(buffer[:count].copy())
    return np.concatenate(found)


def grow(letters: Letters, seeds: Seeds, k: int) -> Stretches:
    """Align around every seed that does not lie within a stretch already grown, as `extend.grow` does."""
    rows = np.stack((seeds.a, seeds.b, seeds.at_a, seeds.at_b), axis=1)
    new = np.ones(len(rows) + 1, np.bool_)
    new[1:-1] = (rows[1:, :2] != rows[:-1, :2]).any(axis=1)
    heads = np.flatnonzero(new)
    pairs = len(heads) - 1
    if pairs < 1:
        return Stretches.of(np.zeros((0, 7), np.int64))
    cuts = np.unique(np.linspace(0, pairs, 33).astype(np.int64)).tolist()

    def share(cut: tuple[int, int]) -> Ints:
        first, last = cut
        room = int(np.minimum(np.diff(heads[first : last + 1]), MOST_STRETCHES).sum())
        out = np.empty((room, 7), np.int64)
        size = kernels_extend.grow_pairs(
            letters.codes, letters.starts, letters.ends, rows, heads, first, last, k, MOST_STRETCHES, out
        )
        result: Ints = out[:size].copy()
        return result

    with ThreadPoolExecutor(_THREADS) as pool:
        return Stretches.of(np.concatenate(list(pool.map(share, itertools.pairwise(cuts)))))


def region_seeds(codes: Codes, regions: Ints) -> Ints:
    """Rows (region, place in a, place in b) where equal letters begin, as `siblings.region_seeds` gives them."""
    out = np.empty((1 << 16, 3), np.int64)
    size = kernels.region_rows(codes, regions, SHORT, out)
    if size > len(out):
        out = np.empty((size, 3), np.int64)
        kernels.region_rows(codes, regions, SHORT, out)
    return out[:size]


def write_letters(folding: Folding, raw: Codes, out: Codes) -> int:
    """Write the letters of a text given as UTF-8; their number."""
    size: int = kernels.fold(raw, folding.table, folding.known, out)
    if size < 0:
        # A code point that the table does not know yet.
        folding.fold(raw.tobytes().decode("utf-8"))
        size = kernels.fold(raw, folding.table, folding.known, out)
    return size
