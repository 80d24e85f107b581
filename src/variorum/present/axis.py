"""A scale of time below a drawing: where a day stands on it, and which days are named."""

from __future__ import annotations

from datetime import date

_YEARS = 3 * 365
"""Days from which years are named, and not days."""


def share(at: int, first: int, last: int) -> float:
    """Where a day stands between the first and the last, 0 to 1; in the middle where these are one."""
    return 0.5 if first == last else (at - first) / (last - first)


def ticks(first: int, last: int) -> list[tuple[int, str]]:
    """The first day, the last and the one between, with their names.

    >>> ticks(730000, 730000), [name for _, name in ticks(728000, 730000)]
    ([(730000, '1999-09-03')], ['1994', '1996', '1999'])
    """
    days = [(at, date.fromordinal(at)) for at in sorted({first, (first + last) // 2, last})]
    return [(at, str(day.year) if last - first > _YEARS else day.isoformat()) for at, day in days]
