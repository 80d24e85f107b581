"""Which of two accounts has its words from the other, with the evidence, and unknown where there is none."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from variorum.model import Direction, Moment


@lru_cache(maxsize=1 << 16)
def days(published: str | None) -> tuple[date, date] | None:
    """First and last day that an EDTF date can mean; None when there is none."""
    try:
        return Moment(published).bounds() if published else None
    except ValueError:
        return None


def by_dates(a: str, a_date: str | None, b: str, b_date: str | None) -> tuple[Direction, str]:
    """The direction between the accounts named a and b that their dates of publication tell, and how."""
    x, y = days(a_date), days(b_date)
    if x is None or y is None:
        who = " and ".join(name for name, known in ((a, x), (b, y)) if known is None)
        return "unknown", f"the date of {who} is not known"
    if x[1] < y[0]:
        return "a->b", f"{a} was published {a_date}, {b} {b_date}"
    if y[1] < x[0]:
        return "b->a", f"{b} was published {b_date}, {a} {a_date}"
    return "unknown", f"{a} ({a_date}) and {b} ({b_date}) can be of one day"
