"""An edition with its records to be found by name, for all views."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import groupby

from variorum.model import Account, Claim, Edition, Entry, Moment, Parallel, Place, Problem, Seen, Span

_DRAWN = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
"""Media types of originals whose pages can be drawn."""


class Index:
    """Looks up the records of one edition; makes nothing new."""

    def __init__(self, edition: Edition, like: Index | None = None) -> None:
        """Look-ups of `edition`; those that it has in common with `like`, an index already warm, are taken from there."""
        self.edition = edition
        if like is not None and edition.accounts is like.edition.accounts:
            self.short, self.by_date = like.short, like.by_date
        if like is not None and edition.parallels is like.edition.parallels:
            self.parallels_of, self.passage_of = like.parallels_of, like.passage_of
        same_claims = like is not None and edition.claims is like.edition.claims
        if like is not None and same_claims:
            self.claims_of = like.claims_of
        self.accounts: dict[str, Account] = {a.siglum: a for a in edition.accounts}
        self.claims: dict[str, Claim] = like.claims if like and same_claims else {c.id: c for c in edition.claims}
        self.entries: dict[str, Entry] = {e.item.id: e for e in edition.entries}
        self.entry_of: dict[str, Entry] = {c: e for e in edition.entries for c in e.item.claims}
        self.family_of: dict[str, int] = {
            siglum: number for number, family in enumerate(edition.stemma.families) for siglum in family
        }

    @functools.cached_property
    def short(self) -> dict[str, str]:
        """Sigla cut at the first break that still tells them apart: "000" for "000_ac955ce72c8b37b3"."""
        return short_names(self.accounts)

    @functools.cached_property
    def claims_of(self) -> dict[str, tuple[Claim, ...]]:
        """Claims of every account, by place."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.edition.claims:
            found[claim.siglum].append(claim)
        return {
            s: tuple(sorted(found.get(s, ()), key=lambda c: (c.span.start, c.span.end, c.id))) for s in self.accounts
        }

    @functools.cached_property
    def parallels_of(self) -> dict[str, tuple[tuple[Parallel, Span], ...]]:
        """Shared passages of every account that has any, with their places in it, by place."""
        found: dict[str, list[tuple[Parallel, Span]]] = defaultdict(list)
        for parallel in self.edition.parallels:
            found[parallel.a].append((parallel, parallel.a_span))
            found[parallel.b].append((parallel, parallel.b_span))
        return {s: tuple(sorted(rows, key=lambda r: (r[1], r[0].a, r[0].b))) for s, rows in found.items()}

    @functools.cached_property
    def passage_of(self) -> dict[tuple[str, Span, str, Span], int]:
        """Number of every shared passage within its pair of accounts, from 1, by its accounts and places."""
        ordered = sorted((p.a, p.b, p.a_span, p.b_span) for p in self.edition.parallels)
        pairs = groupby(ordered, key=lambda row: row[:2])
        return {(a, x, b, y): n for _, rows in pairs for n, (a, b, x, y) in enumerate(rows, 1)}

    @functools.cached_property
    def named(self) -> dict[str, str]:
        """Siglum of every account by its file name."""
        return {a.name: a.siglum for a in self.edition.accounts}

    @functools.cached_property
    def origins_of(self) -> dict[str, tuple[str, ...]]:
        """Names of the sources that a claim rests on, by claim; claims that name none are not in it."""
        found: dict[str, list[str]] = defaultdict(list)
        for origin in self.edition.origins:
            for claim in origin.claims:
                found[claim].append(origin.name)
        return {claim: tuple(names) for claim, names in found.items()}

    @functools.cached_property
    def fellows(self) -> dict[tuple[str, str | None], tuple[Entry, ...]]:
        """Items by kind and measure, and by kind alone where the measure is None, 200 of each."""
        found: dict[tuple[str, str | None], list[Entry]] = defaultdict(list)
        for entry in self.edition.entries:
            for key in {(entry.item.kind, entry.item.measure), (entry.item.kind, None)}:
                if len(found[key]) < 200:
                    found[key].append(entry)
        return {key: tuple(rows) for key, rows in found.items()}

    @functools.cached_property
    def by_date(self) -> tuple[Account, ...]:
        """Accounts by publication date, undated last, then by siglum."""
        return tuple(sorted(self.edition.accounts, key=lambda a: (ordinal(a.published) or 10**9, a.siglum)))

    @functools.cached_property
    def _recognised(self) -> dict[str, tuple[list[int], list[Place]]]:
        """Recognised words of the accounts that have any, with where they end, by place."""
        found = {}
        for account in self.edition.accounts:
            words = [p for p in account.places if p.kind == "ocr" and p.box is not None and p.page is not None]
            if words:
                found[account.siglum] = ([p.span.end for p in words], words)
        return found

    def seen(self, claim: Claim) -> Seen | None:
        """Where in the pictures of pages a claim's words were recognised; None where its text was not recognised."""
        if claim.siglum not in self._recognised:
            return None
        ends, words = self._recognised[claim.siglum]
        text = self.accounts[claim.siglum].text
        here = []
        for word in words[bisect_right(ends, claim.span.start) :]:
            if word.span.start >= claim.span.end:
                break
            here.append(word)
        if not here:
            return None
        told = [w for w in here if any(c.isdigit() for c in w.span.of(text))] or here
        page = told[0].page or 1
        left, top, right, bottom = zip(*(w.box for w in told if w.box and w.page == page), strict=True)
        sure = min(w.confidence or 0.0 for w in told)
        return Seen(page, (min(left), min(top), max(right), max(bottom)), sure)

    def drawable(self, claim: Claim) -> bool:
        """Whether the picture of its place can be drawn from what the edition keeps."""
        account = self.accounts[claim.siglum]
        return account.source is not None and account.media_type in _DRAWN

    def doubtful(self, claims: Iterable[str]) -> bool:
        """Whether all of the claims were recognised with doubt."""
        looks = [self.seen(self.claims[c]) for c in claims]
        return bool(looks) and all(look is not None and look.doubtful for look in looks)

    def accounts_of(self, entry: Entry) -> tuple[str, ...]:
        """Sigla of the accounts that speak to an item, sorted."""
        return tuple(sorted({self.claims[c].siglum for c in entry.item.claims if c in self.claims}))

    def silent(self, entry: Entry) -> tuple[str, ...]:
        """Sigla of the accounts without the item, sorted. Not kept in the edition: it would grow with items x accounts."""
        speak = set(self.accounts_of(entry))
        return tuple(a.siglum for a in self.edition.accounts if a.siglum not in speak)

    @functools.cached_property
    def _problems(self) -> dict[str, tuple[Problem, ...]]:
        found: dict[str, list[Problem]] = defaultdict(list)
        for problem in self.edition.problems:
            found[problem.where].append(problem)
        return {where: tuple(problems) for where, problems in found.items()}

    def warm(self) -> None:
        """Make every look-up now, so that no reader waits for it (and no two threads make it twice)."""
        _ = (
            self.short,
            self.claims_of,
            self.parallels_of,
            self.passage_of,
            self.fellows,
            self.named,
            self.by_date,
            self.origins_of,
        )
        _ = (self._problems, self._recognised)

    def problems_of(self, account: Account) -> tuple[Problem, ...]:
        """Problems met with an account."""
        names = dict.fromkeys((account.siglum, account.name))
        return tuple(p for name in names for p in self._problems.get(name, ()))

    def conflicts(self) -> tuple[Entry, ...]:
        """Items in conflict, headlines first, then those with most accounts."""
        found = [e for e in self.edition.entries if e.verdict == "conflict"]
        return tuple(sorted(found, key=lambda e: (not e.headline, -len(self.accounts_of(e)), e.item.id)))


def short_names(names: Iterable[str]) -> dict[str, str]:
    """Every name cut at the first break after which it still differs from all others; short names stay.

    >>> short_names(["000_ac95", "001_0857", "Ada"])
    {'000_ac95': '000', '001_0857': '001', 'Ada': 'Ada'}
    """
    names = sorted(names)
    starts: Counter[str] = Counter(start for name in names for start in _starts(name))
    return {name: next(s for s in _starts(name) if starts[s] == 1 or s == name) for name in names}


def _starts(name: str) -> list[str]:
    if len(name) <= 6:
        return [name]
    return [name[: m.start()] for m in re.finditer(r"[\W_]", name) if m.start() > 0] + [name]


def ordinal(edtf: str | None) -> int | None:
    """First day that a date can mean, as a number; None when it is not known or not understood."""
    if not edtf:
        return None
    try:
        return Moment(edtf).bounds()[0].toordinal()
    except ValueError:
        return None
