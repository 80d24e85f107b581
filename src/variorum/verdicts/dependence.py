"""Which accounts of one item rest on which earlier ones, as log-odds that can be printed."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from variorum.model import Account, Claim, Learnt, Moment, Parallel, Quantity, Reason, Span, credited, issuer
from variorum.verdicts.relations import Scale
from variorum.verdicts.scorer import BASE, LEAST, RIGHT, alone, dependence
from variorum.verdicts.sources import (
    authorities,
    is_of_publisher,
    is_one_count,
    one_source,
    publishers_named,
    source_keys,
)

TEXT = 8.0
"""Log-odds when all the words around a claim stand in the other account."""
_FAMILY = 6.0
"""Log-odds for copied text elsewhere in two accounts that agree: who had one paragraph had the other before his eyes."""
_PARAGRAPH = 200
"""Code points of copied text from which that holds, some 35 words: a phrase may come from anywhere."""
ISSUER = 6.0
"""Log-odds for one publisher or issuer network: it counts once."""
CITES = 2.5
"""One names the other's publisher as its source elsewhere: who read one figure there may have read another."""
ORIGIN = 6.0
"""Both credit one origin with the value, "police said" in ten reports, or one credits the other's publisher, whichever came first;
or both go back to one agency or reporter, whom one of them at least credits with its report: the figure may be from there."""
_ACROSS = {"published": "names", "names": "published"}
"""Who publishes an account is looked for among those that others name, and the other way round."""
REPEATED = "repeated"
"""Term of the reason that an account says the same more than once: it counts once, and is no tie to another account."""
_COPY = 0.3
"""A claim that counts less than this is a copy, and counts nothing: a rest of doubt is no independent line."""
_PASSAGE = 120
"""Code points of a passage, some 20 words, beside which two accounts have a figure by no chance ..."""
_NEAR = 300
"""... and code points between them, some 50 words: a paragraph."""
_AROUND = 150
"""Code points on each side of a claim that count as the words around it: some 50 words in all."""


def _published(account: Account) -> int | None:
    """First day an account can have been published, counted in days; None when not known."""
    try:
        return Moment(account.published).bounds()[0].toordinal() if account.published else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Weight:
    """What a claim counts for its item."""

    counts: float
    """0 to 1: 1 for a line of its own."""
    reason: Reason | None
    """The strongest tie to an earlier account; None when it has none."""
    right: float = RIGHT
    """How often its account is right, as far as all items tell."""


def _gap(one: Span, other: Span) -> int:
    """Code points between two spans, 0 or less where they overlap."""
    return max(one.start - other.end, other.start - one.end)


def _looseness(claim: Claim) -> tuple[bool, bool, bool]:
    """Sort key of what an account says more than once: a figure stands for it before "about 40", "over 40" and "dozens"."""
    value = claim.value
    if not isinstance(value, Quantity):
        return False, False, False
    return value.is_vague, value.low != value.high, value.approx


def _first_told(ordered: Sequence[Claim], scale: Scale) -> list[int]:
    """For each claim the place of the one that stands for it in its account: the first with which it can be true, or itself."""
    first: list[int] = []
    said: list[int] = []
    for x, claim in enumerate(ordered):
        same = (y for y in said[-20:] if ordered[y].siglum == claim.siglum and scale.compatible(claim, ordered[y]))
        first.append(next(same, x))
        if first[x] == x:
            said.append(x)
    return first


class _Copied:
    """The places of an account that it shares with another, in order and without overlaps."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.whole = sum(len(s) for s in spans)
        """Code points of all passages, those in two of them counted twice."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def within(self, start: int, end: int) -> int:
        """Code points between two places that are shared."""
        covered = 0
        for n in range(bisect_right(self._ends, start), len(self._ends)):
            if self._starts[n] >= end:
                break
            covered += min(self._ends[n], end) - max(self._starts[n], start)
        return covered


class Ties:
    """Evidence of dependence between accounts; looked up by neighbours, so that its cost grows with the evidence."""

    def __init__(self, accounts: Sequence[Account], parallels: Sequence[Parallel], claims: Sequence[Claim]) -> None:
        """`claims` are those of all items, by whose sources accounts name one another."""
        self._accounts = {a.siglum: a for a in accounts}
        self._issuers = {a.siglum: issuer(a) for a in accounts}
        order = sorted(accounts, key=lambda a: (a.published or "9999", a.siglum))
        self.rank = {a.siglum: i for i, a in enumerate(order)}
        self.day = {a.siglum: _published(a) for a in accounts}
        self.values: Mapping[tuple[str, str], Reason] = {}
        self.right: Mapping[str, float] = {}
        self._like: dict[str, list[str]] = defaultdict(list)
        self._credited = {a.siglum: credited(a) for a in accounts}
        self._crediting = any(self._credited.values())
        self._names = publishers_named(accounts, claims)
        copied: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
        self._passages: dict[tuple[str, str], list[tuple[Span, Span]]] = defaultdict(list)
        for p in parallels:
            if p.kind == "copied":
                if max(len(p.a_span), len(p.b_span)) >= _PASSAGE:
                    self._passages[p.a, p.b].append((p.a_span, p.b_span))
                    self._passages[p.b, p.a].append((p.b_span, p.a_span))
                copied[p.a][p.b].append(p.a_span)
                copied[p.b][p.a].append(p.b_span)
        self._copied = {a: {b: _Copied(spans) for b, spans in others.items()} for a, others in copied.items()}

    def learn(self, values: Mapping[tuple[str, str], Reason], right: Mapping[str, float]) -> None:
        """Take in what the values of all items tell of pairs of accounts (later, earlier), and of each account."""
        self.values, self.right = values, right
        for later, earlier in sorted(values):
            self._like[later].append(earlier)

    def learnt(self) -> Learnt:
        """What has been taken in."""
        alike = sorted((later, earlier, reason.weight) for (later, earlier), reason in self.values.items())
        return Learnt(tuple(sorted(self.right.items())), tuple(alike))

    def share(self, claim: Claim, other: str) -> float:
        """Share of the words around `claim` that the account `other` has too, 0 to 1."""
        here = self._copied.get(claim.siglum, {}).get(other)
        if here is None:
            return 0.0
        length = len(self._accounts[claim.siglum].text)
        start, end = max(0, claim.span.start - _AROUND), min(length, claim.span.end + _AROUND)
        return here.within(start, end) / max(end - start, 1)

    def _beside(self, one: Claim, other: Claim) -> bool:
        """Whether both claims stand beside one passage that their accounts have in common."""
        pairs = self._passages.get((one.siglum, other.siglum), ())
        return any(_gap(one.span, here) <= _NEAR and _gap(other.span, there) <= _NEAR for here, there in pairs)

    def log_odds(self, later: Claim, earlier: Claim) -> tuple[float, list[Reason]]:
        """What is added to the log-odds that `later` rests on `earlier`, and its terms, strongest first."""
        terms = []
        share = self.share(later, earlier.siglum)
        if share > 0:
            says = f"{later.siglum} has {share:.0%} of the words around this claim in common with {earlier.siglum}"
            terms.append(Reason("text", round(TEXT * share, 3), says))
        here = self._copied.get(later.siglum, {}).get(earlier.siglum)
        if TEXT * share < _FAMILY and here is not None and here.whole >= _PARAGRAPH:
            says = f"{later.siglum} and {earlier.siglum} have other passages in common, so one may have had the figure there"
            terms.append(Reason("family", _FAMILY, says))
        elif TEXT * share < _FAMILY and self._beside(later, earlier):
            says = f"{later.siglum} and {earlier.siglum} have it beside a passage that they have in common"
            terms.append(Reason("family", _FAMILY, says))
        mine, other = self._issuers[later.siglum], self._issuers[earlier.siglum]
        if mine is not None and other is not None and mine[0] == other[0]:
            terms.append(Reason("issuer", ISSUER, f"{later.siglum} and {earlier.siglum} come from {mine[1]}"))
        for citing, cited in ((later, earlier), (earlier, later)):
            publisher = self._accounts[cited.siglum].publisher
            if citing.attribution and publisher and is_of_publisher(citing.attribution.source, publisher):
                terms.append(Reason("cites", ORIGIN, f"{citing.siglum} names {cited.siglum} as its source"))
                break
            if publisher in self._names[citing.siglum]:
                says = f"{citing.siglum} names {cited.siglum} as its source elsewhere"
                terms.append(Reason("cites", CITES, says))
                break
        if (
            later.attribution
            and earlier.attribution
            and one_source(later.attribution.source, earlier.attribution.source)
        ):
            says = f"{later.siglum} and {earlier.siglum} both rest on “{later.attribution.source}”"
            terms.append(Reason("origin", ORIGIN, says))
        elif is_one_count(self._rests_on(later), self._rests_on(earlier)):
            says = f"{later.siglum} and {earlier.siglum} both give the official count"
            terms.append(Reason("origin", ORIGIN, says))
        if agency := self._agency(later, earlier):
            says = f"{later.siglum} and {earlier.siglum} both go back to “{agency}”"
            terms.append(Reason("agency", ORIGIN, says))
        if found := self.values.get((later.siglum, earlier.siglum)):
            terms.append(found)
        terms.sort(key=lambda r: (-r.weight, r.says))
        return sum(r.weight for r in terms), terms

    def _rests_on(self, claim: Claim) -> str | None:
        """The source that a claim names, or who publishes the account where it names none."""
        return claim.attribution.source if claim.attribution else self._accounts[claim.siglum].publisher

    def _backed(self, claim: Claim) -> tuple[str, ...]:
        """To whom a claim goes back without a credit: who publishes it, and whom it names as its source."""
        publisher = self._accounts[claim.siglum].publisher
        source = claim.attribution.source if claim.attribution else None
        return tuple(name for name in (publisher, source) if name)

    def _agency(self, later: Claim, earlier: Claim) -> str | None:
        """The agency or reporter to whom both claims go back, by a credit of one at least; None where there is none."""
        mine, other = self._credited[later.siglum], self._credited[earlier.siglum]
        for names, others in ((mine, (*other, *self._backed(earlier))), (other, self._backed(later))):
            if found := next((n for n in names for o in others if names and one_source(n, o)), None):
                return found
        return None

    def weights(self, claims: Sequence[Claim], scale: Scale) -> Mapping[str, Weight]:
        """What each claim of an item counts, by claim id; a copier whose figure excludes what he copied keeps 1."""
        ordered = sorted(claims, key=lambda c: (self.rank[c.siglum], _looseness(c), c.span.start, c.id))
        first = _first_told(ordered, scale)
        grounds: dict[tuple[int, int], tuple[float, list[Reason]]] = {}
        for (x, y), found in self.grounds(ordered, scale).items():
            # An account that names its source once rests on it wherever it gives the value.
            pair = first[x], first[y]
            if found[0] > grounds.get(pair, (-math.inf, []))[0]:
                grounds[pair] = found
        chances = dependence({pair: odds for pair, (odds, _) in grounds.items()}, len(self._accounts))
        strongest: dict[int, tuple[float, int]] = {}
        together: dict[int, list[float]] = defaultdict(list)
        for (x, y), chance in sorted(chances.items()):
            together[x].append(chance)
            if chance >= LEAST and chance > strongest.get(x, (0.0, 0))[0]:
                strongest[x] = chance, y
        result: dict[str, Weight] = {}
        for x, claim in enumerate(ordered):
            right = self.right.get(claim.siglum, RIGHT)
            if first[x] != x:
                reason = Reason(REPEATED, 99.0, f"{claim.siglum} says it more than once")
                result[claim.id] = Weight(0.0, reason, right)
                continue
            if x not in strongest:
                result[claim.id] = Weight(1.0, None, right)
                continue
            chance, y = strongest[x]
            counts = alone(together[x])
            odds, terms = grounds.get((x, y), (0.0, []))
            says = "; ".join(t.says for t in terms)
            if not terms or 1 / (1 + math.exp(-odds - BASE)) < chance / 2:
                says = f"{claim.siglum} and {ordered[y].siglum} both share text or issuer with a third account"
            term = terms[0].term if terms else "chain"
            reason = Reason(term, round(math.log(max(chance, 1e-9) / max(1 - chance, 1e-9)), 3), says)
            result[claim.id] = Weight(counts if counts >= _COPY else 0.0, reason, right)
        return result

    def grounds(self, ordered: Sequence[Claim], scale: Scale) -> dict[tuple[int, int], tuple[float, list[Reason]]]:
        """For claims of one item, earlier accounts first, what speaks for each pair (later, earlier) that has something.

        Pairs are looked up by what they share, so that the cost grows with the evidence.
        """
        where: dict[tuple[str, str], list[int]] = defaultdict(list)
        found = {}
        for x, claim in enumerate(ordered):
            posts = self._posts(claim)
            for y in sorted({y for key in self._keys(claim, posts) for y in where.get(key, ())}):
                earlier = ordered[y]
                if earlier.siglum == claim.siglum or not scale.compatible(claim, earlier):
                    continue
                odds, terms = self.log_odds(claim, earlier)
                if terms:
                    found[x, y] = odds, terms
            for key in posts:
                where[key].append(x)
        return found

    def _posts(self, claim: Claim) -> list[tuple[str, str]]:
        """What later claims find this one by: its account, and whom it goes back to."""
        keys = [("account", claim.siglum)]
        if (house := self._issuers[claim.siglum]) is not None:
            keys.append(("issuer", house[0]))
        if claim.attribution is not None:
            keys += [("origin", key) for key in sorted(source_keys(claim.attribution.source))]
        if authorities(self._rests_on(claim)):
            keys.append(("origin", ""))
        if self._crediting:
            keys += self._agencies(claim)
        publisher = self._accounts[claim.siglum].publisher
        keys += [("published", publisher)] if publisher else []
        keys += [("names", name) for name in sorted(self._names[claim.siglum])]
        return keys

    def _agencies(self, claim: Claim) -> list[tuple[str, str]]:
        """What a claim is looked up by where it or another credits an agency."""
        names = (*self._credited[claim.siglum], *self._backed(claim))
        return [("agency", key) for key in sorted({key for name in names for key in source_keys(name)})]

    def _keys(self, claim: Claim, posts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
        """What earlier claims are looked up by: what this one posts, and accounts of which something is known already."""
        keys = [(_ACROSS.get(kind, kind), key) for kind, key in posts]
        keys += [("account", other) for other in self._copied.get(claim.siglum, ())]
        keys += [("account", other) for other in self._like.get(claim.siglum, ())]
        return keys
