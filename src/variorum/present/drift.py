"""A figure over the dates of publication, as lines to be drawn: points, whiskers, arrows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from variorum.model import Entry, Quantity
from variorum.present.index import Index, ordinal
from variorum.present.words import day, figure, shown

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 18, 40
_MOST_POINTS = 400
_MOST_DRAWINGS = 40


@dataclass(frozen=True, slots=True)
class Point:
    """One claim in the drawing."""

    siglum: str
    """The account."""
    says: str
    """Its value, date and account in words."""
    x: float
    """Distance from the left."""
    y: float
    """Distance from the top."""
    top: float
    """Upper end of the whisker."""
    bottom: float
    """Lower end of the whisker."""
    opens: str
    """"up" or "down" where there is no bound, else empty."""
    family: int
    """Number of the family of copies, -1 for none."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One drawing."""

    entry: Entry
    """The item."""
    points: tuple[Point, ...]
    """By date."""
    lines: tuple[str, ...]
    """One a family: coordinates of its points, for a polyline."""
    ticks_x: tuple[tuple[float, str], ...]
    """Places and words along the dates."""
    ticks_y: tuple[tuple[float, str], ...]
    """Places and words along the figures."""
    left_out: int
    """Number of claims without a date of publication."""


def drifts(index: Index) -> tuple[Drift, ...]:
    """A drawing of every quantity that two dated accounts or more give in unlike values, or that is the event's total."""
    found: list[Drift] = []
    for entry in dict.fromkeys(e.item.id for e in (*index.conflicts(), *index.edition.entries)):
        drawing = _draw(index.entries[entry], index) if index.entries[entry].item.kind == "quantity" else None
        if drawing is not None:
            found.append(drawing)
        if len(found) == _MOST_DRAWINGS:
            break
    return tuple(found)


def _draw(entry: Entry, index: Index) -> Drift | None:
    rows = []
    for name in entry.item.claims:
        claim = index.claims[name]
        at = ordinal(index.accounts[claim.siglum].published)
        if isinstance(claim.value, Quantity):
            rows.append((at, claim.siglum, claim.value))
    dated = sorted({(at, s, v) for at, s, v in rows if at is not None}, key=lambda r: (r[0], r[1], repr(r[2])))
    dated = [r for r in dated if r[2].low is not None or r[2].high is not None][:_MOST_POINTS]
    if len({r[1] for r in dated}) < 2 or (not entry.headline and len({r[2] for r in dated}) < 2):
        return None
    ends = [e for _, _, v in dated for e in (v.low, v.high) if e is not None]
    low, high, step = _scale(min(ends), max(ends))
    first, last = dated[0][0], dated[-1][0]

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    def x(at: int) -> float:
        share = 0.5 if first == last else (at - first) / (last - first)
        return round(LEFT + 12 + share * (WIDTH - LEFT - RIGHT - 24), 1)

    points = []
    for at, siglum, value in dated:
        ends_ = [e for e in (value.low, value.high) if e is not None]
        account = index.accounts[siglum]
        points.append(
            Point(
                siglum=siglum,
                says=f"{index.short[siglum]}, {day(account.published)}: {shown(value)}",
                x=x(at),
                y=y(sum(ends_) / len(ends_)),
                top=TOP if value.high is None else y(value.high),
                bottom=HEIGHT - BOTTOM if value.low is None else y(value.low),
                opens="up" if value.high is None else "down" if value.low is None else "",
                family=index.family_of.get(siglum, -1),
            )
        )
    lines = []
    for family in sorted({p.family for p in points}):
        here = [p for p in points if p.family == family]
        if family >= 0 and len(here) > 1:
            lines.append(" ".join(f"{p.x},{p.y}" for p in here))
    count = math.floor((high - low) / step + 0.5)
    ticks_y = tuple((y(low + n * step), figure(round(low + n * step, 6))) for n in range(count + 1))
    return Drift(entry, tuple(points), tuple(lines), _dates(first, last, x), ticks_y, sum(r[0] is None for r in rows))


def _scale(low: float, high: float) -> tuple[float, float, float]:
    """Round ends of an axis that leaves room at both, and its step."""
    room = (high - low) * 0.12 or max(1.0, abs(high) * 0.1)
    low, high = low - room, high + room
    raw = (high - low) / 5
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * f for f in (1, 2, 5, 10) if size * f >= raw)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step


def _dates(first: int, last: int, x: object) -> tuple[tuple[float, str], ...]:
    assert callable(x)
    if first == last:
        return ((x(first), date.fromordinal(first).isoformat()),)
    ends = [first, (first + last) // 2, last] if last - first > 1 else [first, last]
    years = last - first > 3 * 365
    return tuple((x(at), str(date.fromordinal(at).year) if years else date.fromordinal(at).isoformat()) for at in ends)
