"""The first view: what the edition is in two sentences, and its accounts on a time line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from variorum.model import Entry
from variorum.present.axis import share, ticks
from variorum.present.index import Index, ordinal
from variorum.present.matrix import groups
from variorum.present.tables import numbers
from variorum.present.variants import listed
from variorum.present.words import clip, day, named, one_line, place_and_day

WIDTH, LEFT, RIGHT, ROW = 760, 150, 24, 34
_MOST_ROWS = 30


@dataclass(frozen=True, slots=True)
class Dot:
    """One account on the time line."""

    siglum: str
    """The account."""
    says: str
    """Siglum, date and publisher."""
    x: float
    """Distance from the left."""
    label: str
    """What stands above it: its short siglum, or nothing where that would cover its neighbour's."""


@dataclass(frozen=True, slots=True)
class Band:
    """One family, network, or the accounts that stand alone."""

    label: str
    """Its name."""
    dots: tuple[Dot, ...]
    """Its dated accounts."""
    y: float
    """Distance from the top."""


@dataclass(frozen=True, slots=True)
class Overview:
    """The first view."""

    heading: str
    """Place and date of the event."""
    sentences: tuple[str, str]
    """What the edition is."""
    conflicts: tuple[Entry, ...]
    """Items in conflict, headlines first."""
    refusals: tuple[Entry, ...]
    """Quantities for which no best figure is given though two accounts or more tell them, less the totals."""
    totals: tuple[Entry, ...]
    """The event's own totals."""
    bands: tuple[Band, ...]
    """The time line."""
    ticks: tuple[tuple[float, str], ...]
    """Places and years along it."""
    undated: tuple[str, ...]
    """Accounts without a date."""
    height: float
    """Height of the time line."""
    most: int = 40
    """Accounts up to which each has a line in the list of sigla."""


def overview(index: Index) -> Overview:
    """The first view of an edition."""
    edition = index.edition
    n = numbers(edition)
    dated = [(o, a) for a in edition.accounts if (o := ordinal(a.published)) is not None]
    heading = place_and_day(edition.event) or "One event"
    publishers = len({a.publisher for a in edition.accounts if a.publisher})
    known = "publisher" if all(a.publisher for a in edition.accounts) else "known publisher"
    first = f"This is the variorum edition of {_many(n['accounts'], 'account')} of one event"
    if publishers:
        first += f", from {_many(publishers, known)}"
    if dated:
        low, high = min(d[0] for d in dated), max(d[0] for d in dated)
        years = sorted({date.fromordinal(low).year, date.fromordinal(high).year})
        first += f", published {'in ' + str(years[0]) if len(years) == 1 else f'from {years[0]} to {years[1]}'}"
    conflicts = index.conflicts()
    alone = len(edition.accounts) == 1
    second = "It contradicts itself" if alone else "They exclude one another"
    second += f" on {f'{len(conflicts):,}' if conflicts else 'none'} of {_many(n['items'], 'item')}"
    if alone and not conflicts:
        second = f"It has {_many(n['items'], 'item')}, and there is no other account to set it against"
    if conflicts:
        values = tuple(r.value for r in conflicts[0].readings)
        second += f", first of all on “{one_line(conflicts[0].item.label)}”: {clip(one_line(listed(values)), 160)}"
    refusals = tuple(
        e
        for e in edition.entries
        if e.refused and e.item.kind == "quantity" and e.verdict != "single" and not e.headline
    )
    bands, ticks = _time_line(index)
    return Overview(
        heading=heading,
        sentences=(first + ".", second + "."),
        conflicts=conflicts,
        refusals=refusals,
        totals=tuple(e for e in edition.entries if e.headline),
        bands=bands,
        ticks=ticks,
        undated=tuple(a.siglum for a in edition.accounts if ordinal(a.published) is None),
        height=34 + ROW * max(1, len(bands)),
    )


def _time_line(index: Index) -> tuple[tuple[Band, ...], tuple[tuple[float, str], ...]]:
    days = [o for a in index.edition.accounts if (o := ordinal(a.published)) is not None]
    if not days:
        return (), ()
    first, last = min(days), max(days)

    def x(at: int) -> float:
        return round(LEFT + 10 + share(at, first, last) * (WIDTH - LEFT - RIGHT - 20), 1)

    bands: list[Band] = []
    for group in groups(index):
        dots: list[Dot] = []
        free = 0.0
        for account in group.accounts:
            at = ordinal(account.published)
            if at is not None:
                short = clip(one_line(index.short[account.siglum]), 12)
                label = short if x(at) - 4 * len(short) >= free else ""
                free = x(at) + 4 * len(short) if label else free
                dots.append(Dot(account.siglum, f"{short}: {day(account.published)}, {named(account)}", x(at), label))
        if dots and len(bands) < _MOST_ROWS:
            bands.append(Band(one_line(group.label) or "Alone", tuple(dots), 26.0 + ROW * len(bands)))
    return tuple(bands), tuple((x(at), name) for at, name in ticks(first, last))


def _many(n: int, one: str) -> str:
    return f"{n:,} {one if n == 1 else one + 's'}"
