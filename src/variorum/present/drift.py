"""A figure over the dates of publication, as lines to be drawn: points, whiskers, arrows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.model import Claim, Entry, Quantity
from variorum.present.axis import share, ticks
from variorum.present.index import Index, ordinal
from variorum.present.words import clip, day, figure, one_line, shown

WIDTH, HEIGHT = 760, 300
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 18, 40
_MOST_POINTS = 400
_MOST_DRAWINGS = 40
_MOST_NAMES = 60
"""Sigla written in a drawing: more cannot be read apart."""


@dataclass(frozen=True, slots=True)
class Point:
    """One claim in the drawing."""

    claim: Claim
    """The claim, the first of its account with this value."""
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
    name: tuple[float, float, str] | None
    """Where its siglum is written, and how it is anchored; None where it would cover another."""


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
    undated: float | None
    """Distance of the column of undated accounts from the left; None where all are dated."""


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
    found: dict[tuple[int | None, str, Quantity], Claim] = {}
    for claim in (index.claims[name] for name in entry.item.claims):
        value = claim.value
        if isinstance(value, Quantity) and (value.low is not None or value.high is not None):
            found.setdefault((ordinal(index.accounts[claim.siglum].published), claim.siglum, value), claim)
    rows = sorted(found, key=lambda r: (r[0] is None, r[0] or 0, r[1], repr(r[2])))[:_MOST_POINTS]
    days = [at for at, _, _ in rows if at is not None]
    if len({s for at, s, _ in rows if at is not None}) < 2 or (not entry.headline and len({v for _, _, v in rows}) < 2):
        return None
    ends = [e for _, _, v in rows for e in (v.low, v.high) if e is not None]
    low, high, step = _scale(min(ends), max(ends), whole=all(float(e).is_integer() for e in ends))
    first, last = days[0], days[-1]
    # Accounts without a date stand in a column of their own: what they say belongs to the quarrel as well.
    undated = WIDTH - RIGHT - 20.0 if len(days) < len(rows) else None
    right = WIDTH - RIGHT - 12 if undated is None else undated - 56

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM), 1)

    def x(at: int | None) -> float:
        if at is None:
            return undated or 0.0
        return round(LEFT + 12 + share(at, first, last) * (right - LEFT - 12), 1)

    def middle(value: Quantity) -> float:
        known = [e for e in (value.low, value.high) if e is not None]
        return y(sum(known) / len(known))

    names = _Names([(x(at), middle(value)) for at, _, value in rows])
    points = [
        Point(
            claim=found[at, siglum, value],
            siglum=siglum,
            says=f"{index.short[siglum]}, {day(index.accounts[siglum].published)}: {shown(value)}",
            x=x(at),
            y=middle(value),
            top=TOP if value.high is None else y(value.high),
            bottom=HEIGHT - BOTTOM if value.low is None else y(value.low),
            opens="up" if value.high is None else "down" if value.low is None else "",
            family=index.family_of.get(siglum, -1) if at is not None else -1,
            name=names.place(x(at), middle(value), clip(one_line(index.short[siglum]), 14)),
        )
        for at, siglum, value in rows
    ]
    count = math.floor((high - low) / step + 0.5)
    ticks_x = tuple((x(at), name) for at, name in ticks(first, last))
    ticks_y = tuple((y(low + n * step), figure(round(low + n * step, 6))) for n in range(count + 1))
    return Drift(entry, tuple(points), tuple(_lines(points)), ticks_x, ticks_y, undated)


def _lines(points: Sequence[Point]) -> Iterator[str]:
    """A line through the points of each family, as SVG has it."""
    for family in sorted({p.family for p in points}):
        here = [p for p in points if p.family == family]
        if family >= 0 and len(here) > 1:
            yield " ".join(f"{p.x},{p.y}" for p in here)


class _Names:
    """Places for sigla beside the points, so that none covers a point or another."""

    def __init__(self, points: list[tuple[float, float]]) -> None:
        self._taken = [(x - 6, x + 6, y) for x, y in points]
        self._left = _MOST_NAMES

    def place(self, x: float, y: float, name: str) -> tuple[float, float, str] | None:
        """Where `name` is written beside a point, and its anchor; None where there is no room, or one stands there."""
        wide = 7.0 * len(name)
        for side in (1, -1) if self._left else ():
            for down in (-8.0, 16.0):
                left, middle = x + 9 if side > 0 else x - 9 - wide, y + down - 4
                free = all(left + wide < a or b < left or abs(middle - at) > 11 for a, b, at in self._taken)
                if free and left + wide < WIDTH and left > LEFT:
                    self._taken.append((left, left + wide, middle))
                    self._left -= 1
                    return x + 9 * side, y + down, "start" if side > 0 else "end"
        return None


def _scale(low: float, high: float, *, whole: bool) -> tuple[float, float, float]:
    """Round ends of an axis that leaves room at both, and its step; `whole` figures get whole steps, none below zero."""
    room = (high - low) * 0.12 or max(1.0, abs(high) * 0.1)
    low, high = low - room if low < 0 else max(0.0, low - room), high + room
    raw = max((high - low) / 5, 1.0 if whole else 0.0)
    size = 10.0 ** math.floor(math.log10(raw))
    step = next(size * f for f in (1, 2, 5, 10) if size * f >= raw)
    return math.floor(low / step) * step, math.ceil(high / step) * step, step
