"""Passages too much changed to have a seed of their own, sought where two copies of one text must have them.

Two accounts that share the same stretch of a third are likely to share it with each other, however badly both were
copied. There shorter seeds and a lower score are enough.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from variorum.lineage.extend import Stretches
from variorum.lineage.fold import Codes, Ints, Letters
from variorum.lineage.passages import Passage, join_stretches
from variorum.lineage.seeds import Seeds

SHORT = 8
"""Letters of a seed between two copies of one text."""
_OVERLAP = 40
"""Letters that two passages of the third account must have in common."""
_MARGIN = 30
"""Letters that a place guessed by proportion may be wrong on each side."""
_LARGEST = 4_000_000
"""Letters times letters that are searched for short seeds; longer passages have long seeds."""

Grow = Callable[[Letters, Seeds, int], Stretches]
RegionSeeds = Callable[[Codes, Ints], Ints]


@dataclass(frozen=True, slots=True)
class _Side:
    start: int
    end: int
    other: int
    other_start: int
    other_end: int

    def guess(self, start: int, end: int) -> tuple[int, int]:
        """Where start to end should lie in the other account, by proportion."""
        scale = (self.other_end - self.other_start) / (self.end - self.start)
        low = self.other_start + int((start - self.start) * scale) - _MARGIN
        high = self.other_start + int((end - self.start) * scale) + _MARGIN
        return max(low, self.other_start), min(high, self.other_end)


def find_siblings(
    letters: Letters,
    passages: Sequence[Passage],
    grow: Grow,
    region_seeds: RegionSeeds,
    least: int,
    bridge: int,
    most_pairs: int,
) -> list[Passage]:
    """Passages of two accounts that share a stretch of a third and have none in common yet, by documents and place."""
    return passages_within(letters, regions_of(passages, most_pairs), grow, region_seeds, least, bridge)


def passages_within(
    letters: Letters, regions: Ints, grow: Grow, region_seeds: RegionSeeds, least: int, bridge: int
) -> list[Passage]:
    """Passages in the regions of `regions_of`; those of two accounts need no others but their own."""
    if not len(regions):
        return []
    places = regions.copy()
    places[:, 2:4] += letters.starts[regions[:, 0]][:, None]
    places[:, 4:6] += letters.starts[regions[:, 1]][:, None]
    found = region_seeds(letters.codes, places)
    pair = regions[found[:, 0]]
    order = np.lexsort((found[:, 2], found[:, 1], pair[:, 1], pair[:, 0]))
    found, pair = found[order], pair[order]
    seeds = Seeds(pair[:, 0].copy(), pair[:, 1].copy(), found[:, 1].copy(), found[:, 2].copy())
    by_pair: dict[tuple[int, int], list[tuple[int, ...]]] = defaultdict(list)
    for region in regions.tolist():
        by_pair[region[0], region[1]].append(tuple(region[2:]))
    return [
        p
        for p in join_stretches(grow(letters, seeds, SHORT), least, bridge)
        if any(
            min(p.a_end, r[1]) - max(p.a_start, r[0]) > _OVERLAP / 2
            and min(p.b_end, r[3]) - max(p.b_start, r[2]) > _OVERLAP / 2
            for r in by_pair[p.a, p.b]
        )
    ]


def regions_of(passages: Sequence[Passage], most_pairs: int) -> Ints:
    """Rows (a, b, a_start, a_end, b_start, b_end) where a passage is to be sought.

    What passages join accounts, directly or through others, is all that counts: any set of accounts that no passage leaves
    has the same regions alone.
    """
    sides: dict[int, list[_Side]] = defaultdict(list)
    taken: dict[tuple[int, int], list[tuple[int, int, int, int]]] = defaultdict(list)
    # How many passages a document has about a place: one that has many is no lost copy.
    company: Counter[tuple[int, int]] = Counter()
    for p in passages:
        sides[p.a].append(_Side(p.a_start, p.a_end, p.b, p.b_start, p.b_end))
        sides[p.b].append(_Side(p.b_start, p.b_end, p.a, p.a_start, p.a_end))
        taken[p.a, p.b].append((p.a_start, p.a_end, p.b_start, p.b_end))
        for number, start, end in ((p.a, p.a_start, p.a_end), (p.b, p.b_start, p.b_end)):
            company[number, _place(start, end)] += 1
    rows: list[tuple[int, ...]] = []
    for hub in sorted(sides):
        ordered = sorted(sides[hub], key=lambda s: (s.start, s.end, s.other, s.other_start))
        # A text that more documents share than are compared each with each stays a star.
        starts, ends = [s.start for s in ordered], sorted(s.end for s in ordered)
        near: list[_Side] = []
        for side in ordered:
            crowd = bisect_right(starts, side.end - _OVERLAP) - bisect_left(ends, side.start + _OVERLAP)
            if crowd > most_pairs:
                continue
            near = [s for s in near if s.end - side.start >= _OVERLAP]
            for other in near:
                row = _between(side, other)
                if row is None:
                    continue
                places = (row[0], _place(row[2], row[3])), (row[1], _place(row[4], row[5]))
                if max(company[p] for p in places) > most_pairs or _is_taken(taken[row[0], row[1]], row[2:]):
                    continue
                company.update(places)
                taken[row[0], row[1]].append((row[2], row[3], row[4], row[5]))
                rows.append(row)
            near.append(side)
    return np.array(rows, np.int64).reshape(-1, 6)


def _place(start: int, end: int) -> int:
    """A number for the neighbourhood of a passage."""
    return (start + end) // 2 >> 8


def _between(x: _Side, y: _Side) -> tuple[int, ...] | None:
    start, end = max(x.start, y.start), min(x.end, y.end)
    if x.other == y.other or end - start < _OVERLAP:
        return None
    if x.other > y.other:
        x, y = y, x
    a, b = x.guess(start, end), y.guess(start, end)
    if min(a[1] - a[0], b[1] - b[0]) < SHORT or (a[1] - a[0]) * (b[1] - b[0]) > _LARGEST:
        return None
    return x.other, y.other, *a, *b


def _is_taken(known: Sequence[tuple[int, int, int, int]], row: tuple[int, ...]) -> bool:
    return any(row[0] < k[1] and k[0] < row[1] and row[2] < k[3] and k[2] < row[3] for k in known)


def region_seeds(codes: Codes, regions: Ints) -> Ints:
    """Rows (region, place in a, place in b) where `SHORT` equal letters begin, for regions given in `codes`."""
    found = [np.zeros((0, 3), np.int64)]
    for n, (_, _, a, a_end, b, b_end) in enumerate(regions.tolist()):
        same = codes[a:a_end, None] == codes[b:b_end]
        run = same[:-1, :-1] & same[1:, 1:]
        run = run[:-2, :-2] & run[2:, 2:]
        run = run[:-4, :-4] & run[4:, 4:]
        run[1:, 1:] &= ~same[: run.shape[0] - 1, : run.shape[1] - 1]
        x, y = np.nonzero(run)
        found.append(np.stack((np.full(len(x), n), x + a, y + b), axis=1))
    return np.concatenate(found)
