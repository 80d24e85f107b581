"""Items by accounts: the value as worded in each cell, and how it stands to what the other accounts say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from variorum.model import Account, Claim, Entry
from variorum.present.index import Index
from variorum.present.variants import Variant, denials, variants
from variorum.present.words import clip, one_line

Relation = Literal["agrees", "compatible", "conflicts", "silent", "denies", "alone"]
SIGNS: dict[Relation, str] = {
    "agrees": "=",
    "compatible": "≈",
    "conflicts": "≠",
    "silent": "·",
    "denies": "¬",
    "alone": "1",
}
"""A sign for every relation, so that colour is never needed."""
_WORST: tuple[Relation, ...] = ("denies", "conflicts", "compatible", "agrees", "alone", "silent")
"""Relations, the one to be seen first where an account gives several values."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account says to one item."""

    siglum: str
    """The account."""
    words: str
    """The value as the account words it; empty where it is silent."""
    relation: Relation
    """How it stands to what the other accounts say."""
    more: int
    """Number of further values the account gives."""

    @property
    def sign(self) -> str:
        """The relation as a sign."""
        return SIGNS[self.relation]


@dataclass(frozen=True, slots=True)
class Group:
    """Accounts that belong together: a family of copies, an issuer network, or none."""

    label: str
    """Its name; empty for accounts that stand alone."""
    accounts: tuple[Account, ...]
    """Its accounts, by date."""


def groups(index: Index) -> tuple[Group, ...]:
    """Accounts by family, then by issuer network, then those alone; each by date."""
    found: dict[tuple[int, str], list[Account]] = {}
    for account in index.by_date:
        family = index.family_of.get(account.siglum)
        if family is not None:
            key = (family, f"Family {family + 1}")
        elif account.network:
            key = (len(index.accounts), f"Network: {account.network}")
        else:
            key = (len(index.accounts) + 1, "")
        found.setdefault(key, []).append(account)
    return tuple(Group(key[1], tuple(found[key])) for key in sorted(found))


def rows(index: Index, *, singles: bool = True) -> tuple[Entry, ...]:
    """All items: conflicts first, then compatible, agreed, single; headlines first in each.

    Without `singles`, items told by one account alone are left out.
    """
    order = ("conflict", "compatible", "agree", "single")
    others = sorted(
        (e for e in index.edition.entries if e.verdict != "conflict" and (singles or e.verdict != "single")),
        key=lambda e: (order.index(e.verdict), not e.headline),
    )
    return (*index.conflicts(), *others)


def measures(index: Index) -> tuple[str, ...]:
    """Measures of the items, sorted."""
    return tuple(sorted({e.item.measure for e in index.edition.entries if e.item.measure}))


def cells(entry: Entry, index: Index) -> dict[str, Cell]:
    """Cells of the accounts that speak to an item (or deny it), by siglum; the others are silent."""
    told: dict[str, list[tuple[Variant, Claim]]] = {}
    all_values = variants(entry, index)
    for variant in all_values:
        for claim in variant.claims:
            row = told.setdefault(claim.siglum, [])
            if not row or row[-1][0] is not variant:
                row.append((variant, claim))
    found: dict[str, Cell] = {}
    relations = {id(v): _standing(entry, v, all_values) for v in all_values}
    for siglum, row in told.items():
        words = " / ".join(clip(one_line(claim.quote), 44) for _, claim in row[:2])
        relation: Relation = min((relations[id(v)] for v, _ in row), key=_WORST.index)
        found[siglum] = Cell(siglum, words, "denies" if siglum in entry.denies else relation, max(0, len(row) - 2))
    for claim in denials(entry, index):
        if claim.siglum not in found:
            found[claim.siglum] = Cell(claim.siglum, clip(one_line(claim.quote), 44), "denies", 0)
    return found


def standings(entry: Entry, index: Index) -> list[tuple[Variant, Relation]]:
    """What is said to an item, and how each stands to the rest: a row of the matrix where accounts have no columns."""
    found = variants(entry, index)
    return [(v, _standing(entry, v, found)) for v in found]


def _standing(entry: Entry, variant: Variant, others: Sequence[Variant]) -> Relation:
    if entry.verdict == "single":
        return "alone"
    # Readings exclude one another; a wording excludes those that it leaves no room for, and a denial excludes all.
    kept = 1 if variant.reading is not None else len(variant.fits)
    if "denial" in entry.sorts or kept < len(entry.readings):
        return "conflicts"
    # Whoever shares a value with another account agrees; what leaves room beside it is merely compatible.
    shared = len(variant.accounts) > 1 and (variant.reading is not None or len(others) == 1)
    return "agrees" if shared else "compatible"
