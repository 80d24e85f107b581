"""Sources behind the sources: what rests on each, and how wording and attribution drift between accounts."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.model import Claim, Entry, Origin
from variorum.present.index import Index
from variorum.present.tables import by_use

_MOST = 12
"""Items shown of one source."""


@dataclass(frozen=True, slots=True)
class Told:
    """One item that accounts tell on the word of a source."""

    entry: Entry | None
    """The item; None for a claim that reviewers took out of its item."""
    claims: tuple[Claim, ...]
    """What they say on its word, by date of the account."""
    drifts: bool
    """Whether accounts give unlike values on its word."""
    others: tuple[Claim, ...]
    """The same values in other accounts: on another's word, or on nobody's; by date."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One source behind the sources."""

    origin: Origin
    """The record."""
    told: tuple[Told, ...]
    """What rests on it: what drifts first, then what most accounts tell."""
    more: int
    """Items that are not shown."""


def sources(index: Index, most: int) -> tuple[Behind, ...]:
    """The sources that accounts name, the most used first, `most` of them."""
    order = {a.siglum: n for n, a in enumerate(index.by_date)}
    return tuple(_behind(origin, index, order) for origin in by_use(index.edition)[:most])


def _behind(origin: Origin, index: Index, order: dict[str, int]) -> Behind:
    found: dict[str, list[Claim]] = {}
    for name in origin.claims:
        if name in index.claims:
            entry = index.entry_of.get(name)
            found.setdefault(entry.item.id if entry else name, []).append(index.claims[name])
    told = [_told(claims, index, order) for claims in found.values()]
    told.sort(key=lambda t: (not t.drifts, -len({c.siglum for c in t.claims}), not t.others))
    return Behind(origin, tuple(told[:_MOST]), max(0, len(told) - _MOST))


def _told(claims: list[Claim], index: Index, order: dict[str, int]) -> Told:
    def place(claim: Claim) -> tuple[int, int]:
        return order[claim.siglum], claim.span.start

    entry = index.entry_of.get(claims[0].id)
    mine, values = {c.id for c in claims}, {repr(c.value) for c in claims}
    sigla = {c.siglum for c in claims}
    rest = [index.claims[n] for n in entry.item.claims if n not in mine] if entry else []
    others = [c for c in rest if c.siglum not in sigla and repr(c.value) in values]
    drifts = len(values) > 1 and len(sigla) > 1 and claims[0].kind != "quotation"
    return Told(entry, tuple(sorted(claims, key=place)), drifts, tuple(sorted(others, key=place)))
