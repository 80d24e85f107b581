"""Sources behind the sources: what rests on each, and how wording and attribution drift between accounts."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.model import Claim, Entry, Origin, Utterance
from variorum.present.index import Index
from variorum.present.tables import by_use
from variorum.present.words import speaker

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
    """Whether accounts give unlike values on its word, or give its words to unlike speakers."""
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
    drifts = len(sigla) > 1 and len({_told_as(c) for c in claims}) > 1
    return Told(entry, tuple(sorted(claims, key=place)), drifts, tuple(sorted(others, key=place)))


def _told_as(claim: Claim) -> str:
    """What must be the same in all accounts lest it drifts: the value, of a quotation its speaker (words may be cut)."""
    value = claim.value
    return (value.speaker or "").casefold().removeprefix("the ") if isinstance(value, Utterance) else repr(value)


def speaker_of(claim: Claim) -> str:
    """Who is said to speak in a quotation, for reading; "" for other claims."""
    return speaker(claim.value) if isinstance(claim.value, Utterance) else ""
