"""The stemma: which account each account has its copied text from, and which sources of theirs are missing."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from variorum.lineage.direction import by_dates
from variorum.lineage.edits import Words
from variorum.lineage.families import Sets, joined
from variorum.lineage.kept import Kept
from variorum.lineage.lost import Copies, Tree, mend
from variorum.lineage.readings import collate
from variorum.lineage.root import Line, rooted
from variorum.model import Account, Descent, Parallel, PassageStemma, Reason, Span, Stemma

_DATED = 0.95
"""Probability that of two accounts of one text the later copied."""
_WORDS = 0.9
"""Probability of a direction that slips or a named source tell, and no date."""
_EDIT = 30
"""Code points of shared text that one change outweighs: of two earlier copies the one that differs less is the parent."""
_MORE = 120
"""Code points that a further parent must share which the nearer ones do not have."""
MOST = 100
"""Accounts of a family in which lost texts are sought: children of one parent are compared each with each."""
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


@dataclass(frozen=True, slots=True)
class _Pair:
    """What two accounts share."""

    a: str
    b: str
    passages: tuple[Parallel, ...]

    @property
    def agreement(self) -> int:
        """Code points that they share, less what their changes outweigh."""
        return sum(len(p.a_span) - _EDIT * len(p.edits) for p in self.passages)

    def direction(self) -> tuple[bool, Parallel | None]:
        """Whether b is the parent, and the passage that tells; a is taken where none does."""
        forward = sum(len(p.a_span) for p in self.passages if p.direction == "a->b")
        backward = sum(len(p.a_span) for p in self.passages if p.direction == "b->a")
        way = "b->a" if backward > forward else "a->b"
        return backward > forward, next((p for p in self.passages if p.direction == way), None)

    def spans(self, siglum: str) -> list[Span]:
        """The shared places in one of the two."""
        return [p.a_span if siglum == self.a else p.b_span for p in self.passages]


class _Pairs:
    """All pairs of a family, and what is known of them by themselves."""

    def __init__(
        self, parallels: Sequence[Parallel], lengths: Mapping[str, int], published: Mapping[str, str | None]
    ) -> None:
        found: dict[tuple[str, str], list[Parallel]] = defaultdict(list)
        for p in parallels:
            found[p.a, p.b].append(p)
        self._of = {(a, b): _Pair(a, b, tuple(passages)) for (a, b), passages in sorted(found.items())}
        self._lengths = lengths
        self._published = published
        self.sigla = sorted({s for pair in self._of for s in pair})

    def every(self) -> Iterable[_Pair]:
        """The pairs, by sigla."""
        return self._of.values()

    def of(self, x: str, y: str) -> _Pair | None:
        """What two accounts share; None when they share nothing by themselves."""
        return self._of.get((min(x, y), max(x, y)))

    def dated(self, x: str, y: str) -> bool:
        """Whether the dates tell which of two accounts is the later."""
        return by_dates(x, self._published.get(x), y, self._published.get(y))[0] != "unknown"

    def may_come(self, child: str, parent: str) -> bool:
        """Whether the dates allow that one text comes from another; a lost one can be of any time."""
        return by_dates(parent, self._published.get(parent), child, self._published.get(child))[0] != "b->a"

    def told(self, parent: str, child: str) -> float:
        """Log-odds that the second account is from the first, as their passages alone tell."""
        pair = self.of(parent, child)
        turned, why = pair.direction() if pair else (False, None)
        if pair is None or why is None:
            return 0.0
        odds = _odds(_DATED if self.dated(parent, child) else _WORDS)
        return odds if (pair.b if turned else pair.a) == parent else -odds

    def spans(self, child: str, parent: str | None = None) -> list[Span]:
        """The places in an account that it has in common with a parent, or with any account."""
        found = [self.of(child, parent)] if parent else self._of.values()
        return [span for pair in found if pair is not None and child in (pair.a, pair.b) for span in pair.spans(child)]

    def share(self, child: str, parent: str | None = None) -> float:
        """Share of the child's text that it has in common with a parent, or with any account."""
        return round(covered(self.spans(child, parent)) / self._lengths[child], 4)


def make_stemma(
    accounts: Sequence[Account],
    parallels: Sequence[Parallel],
    words: Mapping[str, Words],
    known: Callable[[str], bool],
    kept: Kept,
) -> Stemma:
    """Families of accounts that share copied text, and whom each account, and each passage, has it from.

    Lines of descent are taken greedily, the surest first, of two that are as sure that of the pair that agrees more, and none
    that closes a circle (Kruskal 1956); with directions this comes near the maximum arborescence of Chu and Liu (1965).
    An account has a second parent where that one shares text which the first does not have. Then texts that are lost
    are put in (`lost`), and the tree is led away from its likeliest root (`root`). `words` are those of each account; `known`
    tells whether a folded word is no slip of the pen. What is `kept` of families of the same parallels is taken over.
    """
    copied = [p for p in parallels if p.kind == "copied"]
    families = joined(((p.a, p.b) for p in copied), sorted(a.siglum for a in accounts))
    of = {s: n for n, members in enumerate(families) for s in members}
    by_family: dict[int, list[Parallel]] = defaultdict(list)
    by_passage: dict[int, list[Parallel]] = defaultdict(list)
    for p in copied:
        by_family[of[p.a]].append(p)
        by_passage[p.family].append(p)
    published = {a.siglum: a.published for a in accounts}
    lengths = {a.siglum: max(1, len(a.text)) for a in accounts}
    edges: list[Descent] = []
    missing: list[str] = []
    descents, stemmata = kept.descents(), kept.passages()
    for _, found in sorted(by_family.items()):
        if (lines := descents.get(kept.key(found))) is not None:
            edges += lines
            continue
        more, names = _descent(_Pairs(found, lengths, published), found, words, known, len(missing))
        edges += more
        missing += names
    passages = []
    for number, found in sorted(by_passage.items()):
        if (same := stemmata.get(kept.key(found))) is not None:
            passages.append(replace(same, family=number))
            continue
        spans: dict[str, list[Span]] = defaultdict(list)
        for p in found:
            spans[p.a].append(p.a_span)
            spans[p.b].append(p.b_span)
        pairs = _Pairs(found, {s: covered(x) for s, x in spans.items()}, published)
        more, names = _descent(pairs, found, words, known, 0)
        passages.append(PassageStemma(number, tuple(more), tuple(names)))
    edges.sort(key=lambda e: (e.child, e.parent))
    return Stemma(tuple(families), tuple(edges), tuple(missing), tuple(passages))


def _descent(
    pairs: _Pairs, parallels: Sequence[Parallel], words: Mapping[str, Words], known: Callable[[str], bool], named: int
) -> tuple[list[Descent], list[str]]:
    """Lines of descent of one family, by child and parent, and the names of its lost texts, from number `named` on."""
    first, further = _grown(pairs)
    if len(pairs.sigla) > MOST:
        # Too many to look for what is lost: the lines as they are.
        lines = [Line(p, c, _sure(abs(pairs.told(p, c))), (0, 0)) for c, p in first.items()]
        tree = Tree(first)
    else:
        copies = Copies(collate(parallels, words, known))
        tree = mend(first, copies, pairs.may_come)
        lines = rooted(tree, copies, pairs.told, pairs.may_come)
    names = {lost: _name(named + n) for n, lost in enumerate(tree.lost)}
    above = defaultdict(set, {line.child: {line.parent} for line in lines})
    made = [_line(line, tree, names, pairs) for line in lines]
    for parent, child, says in [*further, *((p, c, says) for c, (p, says) in sorted(tree.second.items()))]:
        if parent not in above[child] and child not in _ancestry(above, parent):
            above[child].add(parent)
            sure = _sure(pairs.told(parent, child))
            made.append(
                Descent(parent, child, pairs.share(child, parent), sure, (_reason(parent, child, sure, says, pairs),))
            )
    return sorted(made, key=lambda e: (e.child, e.parent)), list(names.values())


def _grown(pairs: _Pairs) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """The first parent of each account, and further parents as (parent, child, nothing more to say).

    A pair without a known direction joins two trees whichever way round: the lower one is turned, where none of the
    lines to turn has a known direction.
    """
    candidates = []
    for pair in pairs.every():
        turned, told = pair.direction()
        parent, child = (pair.b, pair.a) if turned else (pair.a, pair.b)
        sure = 0.5 if told is None else _DATED if pairs.dated(pair.a, pair.b) else _WORDS
        candidates.append((-sure, -pair.agreement, child, parent, pair.spans(child)))
    candidates.sort(key=lambda c: c[:4])
    number = {s: n for n, s in enumerate(pairs.sigla)}
    sets = Sets(len(number))
    first: dict[str, str] = {}
    directed: set[str] = set()
    for sure, _, child, parent, _ in candidates:
        if sets.find(number[child]) == sets.find(number[parent]):
            continue
        ways = [(parent, child)] if sure < -0.5 else [(parent, child), (child, parent)]
        way = next((w for w in ways if not directed & {*_upwards(first, w[1])}), None)
        if way is None:
            continue
        upper, lower = way
        first |= {b: a for a, b in itertools.pairwise([*_upwards(first, lower)])}
        first[lower] = upper
        if sure < -0.5:
            directed.add(lower)
        sets.union(number[child], number[parent])
    held: dict[str, list[Span]] = defaultdict(list)
    above: dict[str, set[str]] = defaultdict(set)
    for child, parent in first.items():
        held[child] += pairs.spans(child, parent)
        above[child].add(parent)
    further = []
    for _, _, child, parent, spans in candidates:
        gain = covered([*held[child], *spans]) - covered(held[child])
        # It has that text from another, or the line would close a circle.
        if gain >= _MORE and parent not in above[child] and child not in _ancestry(above, parent):
            held[child] += spans
            above[child].add(parent)
            further.append((parent, child, ""))
    return first, further


def _upwards(first: Mapping[str, str], start: str) -> Iterator[str]:
    """A text, its parent, and so on."""
    name: str | None = start
    while name is not None:
        yield name
        name = first.get(name)


def _ancestry(above: Mapping[str, set[str]], start: str) -> set[str]:
    """A text and all that it comes from."""
    seen: set[str] = set()
    left = [start]
    while left:
        one = left.pop()
        if one not in seen:
            seen.add(one)
            left += above.get(one, ())
    return seen


def _line(line: Line, tree: Tree, names: Mapping[str, str], pairs: _Pairs) -> Descent:
    """A line of the tree as a line of descent, with its reason."""
    parent, child = line.parent, line.child
    if not {parent, child} & {*names}:
        says = tree.says.get(child, "") if tree.parents.get(child) == parent else ""
        if not says and line.slips[0] and pairs.told(parent, child) <= 0:
            says = f"{child} has {line.slips[0]} words misspelt that {parent} has right"
        reason = _reason(parent, child, line.sure, says, pairs)
        return Descent(parent, child, pairs.share(child, parent), line.sure, (reason,))
    says = tree.says.get(child) or tree.says.get(parent) or ""
    for lost, name in names.items():
        says = says.replace(lost, name)
    reason = Reason("changes", _odds(line.sure), f"{says}: a text that is not among the accounts stands between them")
    below = [child] if child not in names else [c for c, p in tree.parents.items() if p == child and c not in names]
    share = max((pairs.share(c) for c in below), default=0.0)
    return Descent(names.get(parent, parent), names.get(child, child), share, line.sure, (reason,))


def _reason(parent: str, child: str, sure: float, says: str, pairs: _Pairs) -> Reason:
    """Why one account is from another: dates or words of their passages, else what is said, else that nothing tells."""
    pair = pairs.of(parent, child)
    _, passage = pair.direction() if pair and pairs.told(parent, child) > 0 else (False, None)
    if passage is not None:
        told = f"{passage.reason}; {says}" if says else passage.reason
        return Reason("date" if pairs.dated(parent, child) else "words", _odds(sure), told)
    if says:
        return Reason("changes", _odds(sure), says)
    if sure > 0.5:
        return Reason(
            "changes", _odds(sure), f"{parent} and {child} share text, and the lines around tell its direction"
        )
    return Reason("text", 0.0, f"{parent} and {child} share text; which came first is not known")


def _name(number: int) -> str:
    return f"[{_GREEK[number % len(_GREEK)]}{number // len(_GREEK) or ''}]"


def _odds(sure: float) -> float:
    return math.log(sure / (1 - sure))


def _sure(odds: float) -> float:
    return round(1 / (1 + math.exp(-odds)), 4)


def covered(spans: Sequence[Span]) -> int:
    """Code points that at least one of the spans covers."""
    total = reached = 0
    for span in sorted(spans):
        total += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return total
