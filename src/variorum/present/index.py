"""An edition with its records to be found by name, for all views."""

from __future__ import annotations

import functools
from collections import defaultdict

from variorum.model import Account, Claim, Edition, Entry, Moment


class Index:
    """Looks up the records of one edition; makes nothing new."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.accounts: dict[str, Account] = {a.siglum: a for a in edition.accounts}
        self.claims: dict[str, Claim] = {c.id: c for c in edition.claims}
        self.entries: dict[str, Entry] = {e.item.id: e for e in edition.entries}
        self.entry_of: dict[str, Entry] = {c: e for e in edition.entries for c in e.item.claims}
        self.family_of: dict[str, int] = {
            siglum: number for number, family in enumerate(edition.stemma.families) for siglum in family
        }

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
    def by_date(self) -> tuple[Account, ...]:
        """Accounts by publication date, undated last, then by siglum."""
        return tuple(sorted(self.edition.accounts, key=lambda a: (ordinal(a.published) or 10**9, a.siglum)))

    def accounts_of(self, entry: Entry) -> tuple[str, ...]:
        """Sigla of the accounts that speak to an item, sorted."""
        return tuple(sorted({self.claims[c].siglum for c in entry.item.claims if c in self.claims}))

    def conflicts(self) -> tuple[Entry, ...]:
        """Items in conflict, headlines first, then those with most accounts."""
        found = [e for e in self.edition.entries if e.verdict == "conflict"]
        return tuple(sorted(found, key=lambda e: (not e.headline, -len(self.accounts_of(e)), e.item.id)))


def ordinal(edtf: str | None) -> int | None:
    """First day that a date can mean, as a number; None when it is not known or not understood."""
    if not edtf:
        return None
    try:
        return Moment(edtf).bounds()[0].toordinal()
    except ValueError:
        return None
