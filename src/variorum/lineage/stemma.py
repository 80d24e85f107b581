"""The stemma: which account each account has its copied text from, and which sources of theirs are missing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from variorum.lineage.direction import by_dates
from variorum.lineage.families import joined
from variorum.model import Account, Descent, Parallel, Reason, Span, Stemma

_DATED = 0.95
"""Probability that of two accounts of one text the later copied."""
_WORDS = 0.9
"""Probability of a direction that slips or a named source tell, and no date."""
_EDIT = 30
"""Code points of shared text that one change outweighs: of two earlier copies the one that differs less is the parent."""
_MORE = 120
"""Code points that a further parent must share which the nearer ones do not have."""
_OWN_SLIPS = 2
"""Slips of its own that each of two copies must have, right in the other, before a common source is missed."""
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

    def own_slips(self) -> tuple[int, int]:
        """Words that only a has misspelt, and that only b has."""
        in_a = in_b = 0
        for p in self.passages:
            for e in p.edits:
                # Edits are told as of the copy.
                if e.sort in ("misspelt", "mended"):
                    of_b = (e.sort == "misspelt") == (p.direction != "b->a")
                    in_a, in_b = in_a + (not of_b), in_b + of_b
        return in_a, in_b

    def spans(self, siglum: str) -> list[Span]:
        """The shared places in one of the two."""
        return [p.a_span if siglum == self.a else p.b_span for p in self.passages]


def make_stemma(accounts: Sequence[Account], parallels: Sequence[Parallel]) -> Stemma:
    """Families of accounts that share copied text, and for each account those it has its text from.

    Lines of descent are taken greedily, the surest first, of two that are as sure that of the pair that agrees more, and none
    that closes a circle: for one parent each this comes near the maximum arborescence of Chu and Liu (1965), and unlike it
    lets an account have a second parent where that one shares text which the first does not have. Two copies of which each has slips that the other has right, and which no third
    account explains, have a source that is missing.
    """
    by_pair: dict[tuple[str, str], list[Parallel]] = defaultdict(list)
    for p in parallels:
        if p.kind == "copied":
            by_pair[p.a, p.b].append(p)
    pairs = [_Pair(a, b, tuple(found)) for (a, b), found in sorted(by_pair.items())]
    families = joined(((p.a, p.b) for p in pairs), sorted(a.siglum for a in accounts))
    lengths = {a.siglum: max(1, len(a.text)) for a in accounts}
    published = {a.siglum: a.published for a in accounts}
    cousins = {p for p in pairs if min(p.own_slips()) >= _OWN_SLIPS}
    edges = _grown((p for p in pairs if p not in cousins), lengths, published)
    missing, more = _missing(sorted(cousins, key=lambda p: (-p.agreement, p.a, p.b)), edges, lengths)
    every = sorted((*edges, *more), key=lambda e: (e.child, e.parent))
    return Stemma(families=tuple(families), edges=tuple(every), missing=tuple(missing))


def _grown(pairs: Iterable[_Pair], lengths: Mapping[str, int], published: Mapping[str, str | None]) -> list[Descent]:
    candidates = []
    for pair in pairs:
        turned, told = pair.direction()
        parent, child = (pair.b, pair.a) if turned else (pair.a, pair.b)
        dated = by_dates(pair.a, published[pair.a], pair.b, published[pair.b])[0] != "unknown"
        sure = _DATED if told and dated else _WORDS if told else 0.5
        says = told.reason if told else f"{pair.a} and {pair.b} share text; which came first is not known"
        term = "date" if told and dated else "words" if told else "text"
        spans = pair.spans(child)
        share = round(covered(spans) / lengths[child], 4)
        edge = Descent(parent, child, share, sure, (Reason(term, math.log(sure / (1 - sure)), says),))
        candidates.append((-sure, -pair.agreement, child, parent, edge, spans))
    held: dict[str, list[Span]] = defaultdict(list)
    above: dict[str, set[str]] = defaultdict(set)
    grown = []
    for _, _, child, parent, edge, spans in sorted(candidates, key=lambda c: c[:4]):
        gain = covered([*held[child], *spans]) - covered(held[child])
        if (held[child] and gain < _MORE) or child in _line(above, parent):
            continue  # it has that text from another, or would close a circle
        held[child] += spans
        above[child].add(parent)
        grown.append(edge)
    return grown


def _line(above: Mapping[str, set[str]], start: str) -> set[str]:
    """An account and all that it comes from."""
    seen: set[str] = set()
    left = [start]
    while left:
        one = left.pop()
        if one not in seen:
            seen.add(one)
            left += above.get(one, ())
    return seen


def _missing(
    cousins: Sequence[_Pair], edges: Sequence[Descent], lengths: Mapping[str, int]
) -> tuple[list[str], list[Descent]]:
    """Names of sources that two copies have in common and no account is, with their lines of descent."""
    parents: dict[str, set[str]] = defaultdict(set)
    for e in edges:
        parents[e.child].add(e.parent)
    named: list[str] = []
    more: list[Descent] = []
    for pair in cousins:
        if _line(parents, pair.a) & _line(parents, pair.b):
            continue  # an account that both come from, or one that the other comes from, explains the slips
        names = [n for n in named if n in parents[pair.a] | parents[pair.b]]
        name = names[0] if names else _name(len(named))
        if not names:
            named.append(name)
        in_a, in_b = pair.own_slips()
        says = (
            f"{pair.a} and {pair.b} share text, and neither has it from the other: {in_a} words are misspelt in {pair.a} "
            f"alone, {in_b} in {pair.b} alone. Both copied a text that is not among the accounts."
        )
        for child in (pair.a, pair.b):
            if name not in parents[child]:
                parents[child].add(name)
                share = round(covered(pair.spans(child)) / lengths[child], 4)
                more.append(Descent(name, child, share, _WORDS, (Reason("slips", math.log(9), says),)))
    return named, more


def _name(number: int) -> str:
    return f"[{_GREEK[number % len(_GREEK)]}{number // len(_GREEK) or ''}]"


def covered(spans: Sequence[Span]) -> int:
    """Code points that at least one of the spans covers."""
    total = reached = 0
    for span in sorted(spans):
        total += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return total
