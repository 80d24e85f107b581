"""Texts that are lost: found where copies share errors that no text we have can have given them.

An error that joins two copies against what they are said to come from was made in a text between; errors of its own on each side
part them (Maas, Textual Criticism, 1927). Three texts of which each has readings of its own, where the other two agree, meet in
a fourth (Buneman 1971, on trees from distances).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import comb

import numpy as np

from variorum.lineage.fold import Ints
from variorum.lineage.readings import Readings

LEAST = 2.0
"""Weight of common errors from which they were made once: one may be made twice."""
_BY_CHANCE = 0.1
"""Common errors that two copyists make by chance, as a share of those that each makes alone."""
_ROUNDS = 500
"""Most changes made to one stemma; each takes away what was the reason for it, so that far fewer are needed."""
_IN_A_ROW = 0.01
"""Chance of all agreements with one of two texts standing in a row, below which a copy was made from both."""

MayCome = Callable[[str, str], bool]
"""Whether the dates allow that the first comes from the second."""


@dataclass(slots=True)
class Tree:
    """First parents, as they are mended; a lost text has a name that begins with an asterisk."""

    parents: dict[str, str]
    """The parent of each text that has one."""
    says: dict[str, str] = field(default_factory=dict)
    """Why a line was led anew, by its lower end."""
    lost: list[str] = field(default_factory=list)
    """Lost texts, as found."""
    second: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The text that a copy follows in one stretch where it follows its parent elsewhere, and the evidence in words."""


class Copies:
    """The readings of all texts, those of lost ones guessed."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._with_slips = np.array([bool(s) for s in readings.slips], np.bool_)
        self._codes: dict[str, Ints] = {s: readings.codes[:, n].copy() for n, s in enumerate(readings.sigla)}

    @property
    def sigla(self) -> tuple[str, ...]:
        """The accounts, sorted."""
        return self._readings.sigla

    def has(self, *names: str) -> bool:
        """Whether the readings of all these are known."""
        return all(n in self._codes for n in names)

    def apart(self, x: str, y: str, z: str) -> tuple[float, float, float]:
        """Weights of the places where x alone differs, y alone, and z alone."""
        a, b, c = (self._codes[n] for n in (x, y, z))
        there = (a >= 0) & (b >= 0) & (c >= 0)
        weigh = self._readings.weights
        return (
            float(weigh[there & (b == c) & (a != b)].sum()),
            float(weigh[there & (a == c) & (a != b)].sum()),
            float(weigh[there & (a == b) & (a != c)].sum()),
        )

    def example(self, x: str, y: str, z: str, *, of_two: bool = False) -> str:
        """A place where x alone differs, as a change of x: “what it has” for “what the others have”; or as one of the two."""
        a, b, c = (self._codes[n] for n in (x, y, z))
        at = np.flatnonzero((a >= 0) & (b >= 0) & (c >= 0) & (b == c) & (a != b)).tolist()
        pairs = [(self._readings.words[i][int(a[i])], self._readings.words[i][int(b[i])]) for i in at]
        # A change of one word into another says more than a word put in or left out.
        mine, others = next((p for p in pairs if all(p)), pairs[0])
        return f"{_quoted(others)} for {_quoted(mine)}" if of_two else f"{_quoted(mine)} for {_quoted(others)}"

    def meet(self, name: str, x: str, y: str, z: str) -> None:
        """Guess the readings of the lost text in which three meet: what two of them have, else what x has."""
        a, b, c = (self._codes[n] for n in (x, y, z))
        guess = np.where((b == c) & (b >= 0), b, a)
        self._codes[name] = np.where(guess >= 0, guess, np.where(b >= 0, b, c))

    def slips(self, x: str, y: str) -> tuple[int, int]:
        """Places where y has a word misspelt that x has right, and where x has."""
        if not self.has(x, y):
            return 0, 0
        a, b = self._codes[x], self._codes[y]
        in_x = in_y = 0
        for i in np.flatnonzero((a >= 0) & (b >= 0) & (a != b) & self._with_slips).tolist():
            wrong = self._readings.slips[i]
            in_y += int(b[i]) in wrong and int(a[i]) not in wrong
            in_x += int(a[i]) in wrong and int(b[i]) not in wrong
        return in_y, in_x

    def mixed(self, child: str, parent: str, other: str) -> tuple[float, int, int] | None:
        """The stretch of places where `child` follows `other` and not `parent`: chance of it, first place, one past the last.

        None where the places at which it has the words of one of the two stand mingled.
        """
        a, b, c = (self._codes[n] for n in (child, parent, other))
        there = (a >= 0) & (b >= 0) & (c >= 0) & (b != c) & ((a == b) | (a == c))
        at = np.flatnonzero(there)
        follows = a[at] == c[at]
        mine = np.flatnonzero(follows)
        if not len(mine) or len(mine) == len(at):
            return None
        first, last = int(mine[0]), int(mine[-1]) + 1
        if last - first != len(mine):
            return None
        # Of all orders of so many places of two sorts, the share in which one sort stands in a row, at an end or within.
        ways = 2 if first == 0 or last == len(at) else len(at) - len(mine) - 1
        chance = ways / comb(len(at), len(mine))
        return chance, int(at[first]), int(at[last - 1]) + 1

    def strike(self, name: str, start: int, end: int) -> None:
        """Take the readings of a text in a stretch as none."""
        self._codes[name][start:end] = -1


def _quoted(words: str) -> str:
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”" if words else "nothing"


def mend(parents: Mapping[str, str], copies: Copies, may_come: MayCome) -> Tree:
    """The tree of first parents with lost texts put in, and texts led to the parent that they can be from."""
    tree = Tree(dict(parents))
    _mix(tree, copies, copies.sigla, may_come)
    for _ in range(_ROUNDS):
        if not (_past_parent(tree, copies, may_come) or _among_children(tree, copies, may_come)):
            break
    return tree


def _mix(tree: Tree, copies: Copies, sigla: tuple[str, ...], may_come: MayCome) -> None:
    """Give a second parent to copies that follow another text in one stretch, and leave that stretch out of what follows."""
    for child, parent in sorted(tree.parents.items()):
        if not copies.has(child, parent):
            continue
        best: tuple[float, str, int, int] | None = None
        for other in sigla:
            if other in (child, parent) or not may_come(child, other) or _descends(tree, other, child):
                continue
            found = copies.mixed(child, parent, other)
            if found and found[0] < _IN_A_ROW and (best is None or (found[0], other) < best[:2]):
                best = (found[0], other, *found[1:])
        if best:
            _, other, start, end = best
            words = copies.example(parent, child, other, of_two=True)
            tree.second[child] = other, f"{child} follows {other} in one stretch, against {parent} ({words})"
            copies.strike(child, start, end)


def _descends(tree: Tree, name: str, ancestor: str) -> bool:
    seen = set()
    while name in tree.parents and name not in seen:
        seen.add(name)
        name = tree.parents[name]
        if name == ancestor:
            return True
    return False


def _past_parent(tree: Tree, copies: Copies, may_come: MayCome) -> bool:
    """Mend the clearest case of a text that has its grandparent's readings where its parent has others."""
    cases = []
    for child, parent in tree.parents.items():
        above = tree.parents.get(parent)
        if above is not None and copies.has(child, parent, above):
            back, own, common = copies.apart(parent, child, above)
            if back >= _needed(own, common):
                cases.append((-back, child, parent, above, common, own))
    for back, child, parent, above, common, own in sorted(cases):
        not_from = (
            f"{child} cannot be from {parent}, which has changes of its own ({copies.example(parent, child, above)})"
        )
        if common >= _needed(-back, own):
            shared = copies.example(above, child, parent, of_two=True)
            says = f"{child} and {parent} have changes in common that {above} does not have ({shared}), and {not_from}"
            _put_in(tree, copies, above, (parent, child), says)
            return True
        if may_come(child, above):
            tree.parents[child] = above
            tree.says[child] = not_from
            return True
    return False


def _among_children(tree: Tree, copies: Copies, may_come: MayCome) -> bool:
    """Join the two children of one parent that have most changes in common: one below the other, or both below a lost text."""
    children: dict[str, list[str]] = {}
    for child, parent in sorted(tree.parents.items()):
        if copies.has(child, parent):
            children.setdefault(parent, []).append(child)
    best: tuple[float, str, str, str] | None = None
    for parent, found in children.items():
        for n, x in enumerate(found):
            for y in found[n + 1 :]:
                common, in_x, in_y = copies.apart(parent, x, y)
                if common >= _needed(in_x, in_y) and (best is None or (-common, parent, x, y) < best):
                    best = (-common, parent, x, y)
    if best is None:
        return False
    _, parent, x, y = best
    _, in_x, in_y = copies.apart(parent, x, y)
    says = (
        f"{x} and {y} have changes in common that {parent} does not have ({copies.example(parent, x, y, of_two=True)})"
    )
    for upper, lower, own in ((x, y, in_x), (y, x, in_y)):
        if own < LEAST and may_come(lower, upper):
            tree.parents[lower] = upper
            tree.says[lower] = says
            return True
    _put_in(tree, copies, parent, (x, y), says)
    return True


def _needed(x: float, y: float) -> float:
    return max(LEAST, _BY_CHANCE * (x + y))


def _put_in(tree: Tree, copies: Copies, parent: str, children: tuple[str, str], says: str) -> None:
    name = f"*{len(tree.lost)}"
    tree.lost.append(name)
    copies.meet(name, parent, *children)
    tree.parents[name] = parent
    tree.says[name] = says
    for child in children:
        tree.parents[child] = name
        tree.says[child] = says
