"""Families: passages that are one text in several accounts, and accounts that share copied text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
_SAME = 0.5
"""Share of the shorter of two passages of one account that the other must cover to be the same text."""


class Sets:
    """Disjoint sets of the numbers from 0 (union-find); the least number of a set names it."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        """The least number of the set of `i`."""
        root = i
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[i] != root:
            self._parent[i], i = root, self._parent[i]
        return root

    def union(self, i: int, j: int) -> None:
        """Make one set of the sets of `i` and `j`."""
        i, j = self.find(i), self.find(j)
        if i != j:
            self._parent[max(i, j)] = min(i, j)


def passage_families(places: Sequence[tuple[tuple[Key, int, int], tuple[Key, int, int]]]) -> list[int]:
    """Number of the family of each passage, by order of first appearance; a passage is its two (account, start, end)."""
    sets = Sets(len(places))
    by_account: dict[Key, list[tuple[int, int, int]]] = defaultdict(list)
    for n, sides in enumerate(places):
        for account, start, end in sides:
            by_account[account].append((start, end, n))
    for stretches in by_account.values():
        stretches.sort()
        open_: list[tuple[int, int, int]] = []
        for start, end, n in stretches:
            open_ = [o for o in open_ if o[1] > start]
            joined = []
            for other_start, other_end, m in open_:
                shorter = min(end - start, other_end - other_start)
                if min(end, other_end) - start >= _SAME * shorter:
                    sets.union(n, m)
                    joined.append((other_start, other_end, m))
            # One that begins no later and ends no earlier than the new stretch speaks for it from here on, so that a
            # text that a thousand others share is not compared a thousand times with each.
            if not any(o[1] >= end and end - start >= _SAME * (o[1] - o[0]) for o in joined):
                open_.append((start, end, n))
    names: dict[int, int] = {}
    return [names.setdefault(sets.find(n), len(names)) for n in range(len(places))]


def joined(pairs: Iterable[tuple[Key, Key]], members: Sequence[Key]) -> list[tuple[Key, ...]]:
    """The groups of members that the pairs join, in the order of members; those joined to none are left out."""
    number = {m: i for i, m in enumerate(members)}
    sets = Sets(len(members))
    for a, b in pairs:
        sets.union(number[a], number[b])
    groups: dict[int, list[Key]] = defaultdict(list)
    for i, member in enumerate(members):
        groups[sets.find(i)].append(member)
    return [tuple(g) for g in groups.values() if len(g) > 1]
