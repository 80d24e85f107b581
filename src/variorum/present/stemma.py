"""Who copied whom, as boxes and lines to be drawn: a row a generation, missing ancestors among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from variorum.model import Descent
from variorum.present.descent import family_edges, passage_places
from variorum.present.index import Index
from variorum.present.words import day

BOX = 132
"""Width of a box: a date written out has room in it."""
_GAP, _ROW, _HIGH = 20, 92, 40
_PASSAGES = 30
"""Passages drawn."""
_MOST = 60
"""Largest family drawn; a larger one is told as a list, which reads better."""


@dataclass(frozen=True, slots=True)
class Node:
    """One account, or a missing ancestor."""

    siglum: str
    """The account; for a missing ancestor its name."""
    label: str
    """What stands in the box."""
    under: str
    """What stands below it: the date."""
    x: float
    """Middle of the box."""
    y: float
    """Top of the box."""
    missing: bool
    """Whether it is an ancestor that is not among the accounts."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of descent."""

    edge: Descent
    """What it says."""
    path: str
    """Its way, for an SVG path."""
    x: float
    """Place of its words, from the left."""
    y: float
    """Place of its words, from the top."""
    words: str
    """Share of the text taken."""


@dataclass(frozen=True, slots=True)
class Tree:
    """One family."""

    number: int
    """Number of the family, from 1, or of the passage."""
    members: tuple[str, ...]
    """Its accounts."""
    nodes: tuple[Node, ...]
    """Boxes; empty for a family too large to draw."""
    lines: tuple[Line, ...]
    """Lines of descent."""
    edges: tuple[Descent, ...]
    """The same as records."""
    width: float
    """Width of the drawing."""
    height: float
    """Height of the drawing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that three accounts or more have, and who had it from whom."""

    text: str
    """Its words in the account that has most of it."""
    words: int
    """How many they are."""
    tree: Tree
    """The drawing; its number is that of the passage."""


def passage_trees(index: Index) -> tuple[Passage, ...]:
    """The passages that most accounts have, then the longest, `_PASSAGES` of them."""
    places = passage_places(index.edition)
    stemmata = [p for p in index.edition.stemma.passages if len(places[p.family]) > 2]
    size = {p.family: max(map(len, places[p.family].values())) for p in stemmata}
    found = []
    for p in sorted(stemmata, key=lambda p: (-len(places[p.family]), -size[p.family], p.family))[:_PASSAGES]:
        here = places[p.family]
        siglum = min(here, key=lambda s: (-len(here[s]), s))
        text = here[siglum].of(index.accounts[siglum].text)
        tree = _tree(p.family, tuple(sorted(here)), p.edges, index)
        found.append(Passage(text, len(text.split()), tree))
    return tuple(found)


def trees(index: Index) -> tuple[Tree, ...]:
    """A drawing of every family, the largest first."""
    stemma = index.edition.stemma
    found = []
    for number, members in enumerate(stemma.families, 1):
        found.append(_tree(number, members, family_edges(stemma, members), index))
    return tuple(sorted(found, key=lambda t: (-len(t.members), t.number)))


def _tree(number: int, members: tuple[str, ...], edges: tuple[Descent, ...], index: Index) -> Tree:
    if len(members) > _MOST:
        return Tree(number, members, (), (), edges, 0, 0)
    names = sorted({*members, *(e.parent for e in edges), *(e.child for e in edges)})
    parents: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        parents[edge.child].append(edge.parent)
    depth: dict[str, int] = {}
    for name in names:
        _sink(name, parents, depth)
    rows: dict[int, list[str]] = defaultdict(list)
    dates = {a.siglum: n for n, a in enumerate(index.by_date)}
    for name in sorted(names, key=lambda n: (dates.get(n, -1), n)):
        rows[depth[name]].append(name)
    width = max(len(r) for r in rows.values()) * (BOX + _GAP)
    place: dict[str, tuple[float, float]] = {}
    for level, row in sorted(rows.items()):
        step = width / len(row)
        # Below their parents, so that few lines cross.
        middle = {n: [place[p][0] for p in parents.get(n, ()) if p in place] for n in row}
        for n, name in enumerate(sorted(row, key=lambda n: sum(middle[n]) / max(1, len(middle[n])))):
            place[name] = (round(step * (n + 0.5), 1), 12.0 + level * _ROW)
    nodes = []
    for name in names:
        account = index.accounts.get(name)
        label = index.short[name] if account else name
        under = day(account.published) if account else "not found"
        nodes.append(Node(name, label, under, *place[name], missing=account is None))
    lines = []
    for edge in edges:
        (x1, y1), (x2, y2) = place[edge.parent], place[edge.child]
        y1 += _HIGH
        bend = (y1 + y2) / 2
        path = f"M{x1} {y1} C{x1} {bend} {x2} {bend} {x2} {y2}"
        # How much of a text that is lost was taken, nobody can tell.
        share = f"{edge.shared:.0%}" if edge.child in index.accounts else ""
        lines.append(Line(edge, path, round((x1 + x2) / 2, 1), round(bend, 1), share))
    height = 12 + (max(rows) + 1) * _ROW
    return Tree(number, members, tuple(nodes), tuple(lines), edges, width, height)


def _sink(name: str, parents: Mapping[str, Sequence[str]], depth: dict[str, int]) -> int:
    """The row of a box, one below its lowest parent, put into `depth` for it and all above it."""
    if name not in depth:
        depth[name] = 0  # a circle, which no stemma of ours has, ends here
        depth[name] = max((1 + _sink(p, parents, depth) for p in parents.get(name, ())), default=0)
    return depth[name]
