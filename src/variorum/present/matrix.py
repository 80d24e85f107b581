"""Items by accounts: the value as worded in each cell, and how it stands to what the other accounts say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from variorum.model import Account, ClockTime, Entry, Moment, Quantity, Value
from variorum.present.index import Index
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
    found: dict[str, Cell] = {}
    told: dict[str, list[int]] = {}
    for number, reading in enumerate(entry.readings):
        for siglum in reading.accounts:
            told.setdefault(siglum, []).append(number)
    for siglum, numbers in told.items():
        first = entry.readings[numbers[0]]
        claim = next((index.claims[c] for c in first.claims if index.claims[c].siglum == siglum), None)
        words = clip(one_line(claim.quote if claim else first.words), 44)
        found[siglum] = Cell(siglum, words, _relation(entry, siglum, numbers), len(numbers) - 1)
    for siglum in entry.denies:
        if siglum not in found:
            found[siglum] = Cell(siglum, "denies it", "denies", 0)
    return found


def _relation(entry: Entry, siglum: str, numbers: list[int]) -> Relation:
    if siglum in entry.denies:
        return "denies"
    if entry.verdict == "single":
        return "alone"
    if entry.verdict == "conflict":
        own = [entry.readings[n].value for n in numbers]
        if any(excludes(value, reading.value) for value in own for reading in entry.readings):
            return "conflicts"
    # Whoever shares a value with another account agrees; the others are merely compatible.
    return "agrees" if any(len(entry.readings[n].accounts) > 1 for n in numbers) else "compatible"


def excludes(a: Value, b: Value) -> bool:
    """Whether two values cannot both be so."""
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        if a.unit != b.unit and a.unit and b.unit:
            return False
        return _apart(a.low, a.high, b.low, b.high)
    if isinstance(a, ClockTime) and isinstance(b, ClockTime):
        return _apart(a.low, a.high, b.low, b.high)
    if isinstance(a, Moment) and isinstance(b, Moment):
        x, y = _days(a), _days(b)
        return x is not None and y is not None and (x[1] < y[0] or y[1] < x[0])
    return a != b and type(a) is type(b)


def _apart(a_low: float | None, a_high: float | None, b_low: float | None, b_high: float | None) -> bool:
    return (a_high is not None and b_low is not None and a_high < b_low) or (
        b_high is not None and a_low is not None and b_high < a_low
    )


def _days(moment: Moment) -> tuple[date, date] | None:
    try:
        return moment.bounds()
    except ValueError:
        return None
