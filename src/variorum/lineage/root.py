"""Which text of a family is the oldest: the one from which dates, named sources and slips are best understood."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from variorum.lineage.lost import LEAST, Copies, MayCome, Tree

_SLIP = 1.6
"""Log-odds that a word which stands misspelt was copied wrongly and not mended, some five to one."""
_AGAINST_DATES = 6.0
"""Log-odds against a line of descent that leads to an earlier text."""
_ONE_MORE = 3.0
"""Log-odds against one lost text more: two slips on either side outweigh it."""
_BOTH_SIDES = 2
"""Slips on either side of a line before neither text is taken to be from the other."""
_SURE = 0.95
"""Highest probability of a direction: what tells it can be wrong itself."""
_LEAST = 2.0
"""Log-odds below which a direction is not known: one slip alone, which may as well have been mended, tells none."""

Told = Callable[[str, str], float]
"""Log-odds that the second text is from the first, as dates, named sources and slips in their passages tell."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of descent after the root is chosen."""

    parent: str
    child: str
    sure: float
    """Probability of its direction; .5 when it is not known."""
    slips: tuple[int, int]
    """Words misspelt in the child alone, and in the parent alone."""


def rooted(tree: Tree, copies: Copies, told: Told, may_come: MayCome) -> list[Line]:
    """The lines of a tree, led away from its likeliest root, which can be a lost text between two; in order of the child.

    Of roots that are as likely the one that the tree has is kept.
    """
    lines: list[Line] = []
    for top in sorted({*tree.parents.values()} - {*tree.parents}):
        lines += _component(tree, top, copies, told, may_come)
    return sorted(lines, key=lambda line: (line.child, line.parent))


def _component(tree: Tree, top: str, copies: Copies, told: Told, may_come: MayCome) -> list[Line]:
    children: dict[str, list[str]] = {}
    for child, parent in sorted(tree.parents.items()):
        children.setdefault(parent, []).append(child)
    order = [top]
    for name in order:
        order += children.get(name, ())
    slips = {c: copies.slips(tree.parents[c], c) for c in order[1:]}
    forward = {c: told(tree.parents[c], c) + _SLIP * (slips[c][0] - slips[c][1]) for c in order[1:]}
    # The likelihood of each root: a line that has to be turned costs what speaks for it.
    likely = {top: 0.0}
    for c in order[1:]:
        likely[c] = likely[tree.parents[c]] - forward[c]
    parents = {c: tree.parents[c] for c in order[1:]}
    scores = {r: likely[r] - _AGAINST_DATES * _violations(_turned(parents, r), may_come) for r in order}
    between = {}
    for c in order[1:]:
        if min(slips[c]) >= _BOTH_SIDES:
            # Neither side of the line has to have mended anything.
            gain = _SLIP * slips[c][1]
            if may_come(parents[c], c):
                gain -= max(
                    0.0, told(parents[c], c)
                )  # one names the other as its source; dates do not speak against it
            against = _AGAINST_DATES * _violations(_parted(parents, c), may_come)
            between[c] = likely[parents[c]] + gain - _ONE_MORE - against
    best = max(order, key=lambda r: (round(scores[r], 6), r == top, r))
    middle = max(between, key=lambda c: (round(between[c], 6), c), default=None)
    if middle is not None and between[middle] > scores[best]:
        name = f"*{len(tree.lost)}"
        tree.lost.append(name)
        other = parents[middle]
        one, two = copies.slips(other, middle)
        tree.says[middle] = tree.says[other] = (
            f"neither of {other} and {middle} has its text from the other: {two} words are misspelt in {other} alone and "
            f"{one} in {middle} alone, so that both are from a text"
        )
        return [
            *_lines(_parted(parents, middle), scores | {name: between[middle]}, [*order, name], copies, told),
            Line(name, other, _SURE, (two, 0)),
            Line(name, middle, _SURE, (one, 0)),
        ]
    return _lines(_turned(parents, best), scores, order, copies, told)


def _parted(parents: Mapping[str, str], child: str) -> dict[str, str]:
    """The tree without the line above a text: two trees, led away from the two ends of that line."""
    others = {x: p for x, p in parents.items() if x != child}
    return {**_turned(others, parents[child]), **_turned(others, child)}


def _below(parents: Mapping[str, str], top: str) -> dict[str, str]:
    """The lines that lie under a text."""
    found: dict[str, str] = {}
    left = [top]
    while left:
        one = left.pop()
        for child in (c for c, p in parents.items() if p == one):
            found[child] = one
            left.append(child)
    return found


def _turned(parents: Mapping[str, str], root: str) -> dict[str, str]:
    """The tree with another root; lines outside of what hangs together with it are left out."""
    near: dict[str, list[str]] = {}
    for child, parent in parents.items():
        near.setdefault(child, []).append(parent)
        near.setdefault(parent, []).append(child)
    found: dict[str, str] = {}
    order = [root]
    for name in order:
        for other in near.get(name, ()):
            if other != root and other not in found:
                found[other] = name
                order.append(other)
    return found


def _violations(parents: Mapping[str, str], may_come: MayCome) -> int:
    """Texts that are dated before the nearest text above them that is not lost."""
    count = 0
    for child in parents:
        if child[0] != "*":
            above: str | None = parents[child]
            while above is not None and above[0] == "*":
                above = parents.get(above)
            count += above is not None and not may_come(child, above)
    return count


def _lines(
    found: Mapping[str, str], scores: Mapping[str, float], order: list[str], copies: Copies, told: Told
) -> list[Line]:
    """The lines, each with the probability that the root is not on its lower side."""
    near: dict[str, set[str]] = {}
    for child, parent in found.items():
        near.setdefault(parent, set()).add(child)
        near.setdefault(child, set()).add(parent)
    lines = []
    for child, parent in found.items():
        lower = {child, *_below(found, child)}
        inside = max(scores[r] for r in order if r in lower)
        outside = max(scores[r] for r in order if r not in lower)
        slips = copies.slips(parent, child)
        odds = outside - inside
        if slips[0] == slips[1] and not told(parent, child) and not _hangs_on(child, parent, near, copies):
            odds = 0.0
        sure = 0.5 if odds < _LEAST else min(_SURE, round(1 / (1 + math.exp(-odds)), 4))
        lines.append(Line(parent, child, sure, slips))
    return lines


def _hangs_on(child: str, parent: str, near: Mapping[str, set[str]], copies: Copies) -> bool:
    """Whether a text shares with its parent what none of the parent's other neighbours has.

    Only then does the direction of the lines around tell that of the line between the two: else the text may as well
    hang on one of those neighbours.
    """
    others = near[parent] - {child}
    return all(copies.has(child, parent, z) and copies.apart(z, parent, child)[0] >= LEAST for z in others)
