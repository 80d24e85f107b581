"""Which of two accounts has its words from the other, with the evidence, and unknown where there is none."""

from __future__ import annotations

from datetime import date

from variorum.model import Account, Direction, Moment


def published(account: Account) -> tuple[date, date] | None:
    """First and last day an account can have been published; None when that is not known."""
    try:
        return Moment(account.published).bounds() if account.published else None
    except ValueError:
        return None


def by_dates(a: Account, b: Account) -> tuple[Direction, str]:
    """The direction that the dates of publication tell, and how."""
    x, y = published(a), published(b)
    if x is None or y is None:
        who = " and ".join(s.siglum for s, known in ((a, x), (b, y)) if known is None)
        return "unknown", f"the date of {who} is not known"
    if x[1] < y[0]:
        return "a->b", f"{a.siglum} was published {a.published}, {b.siglum} {b.published}"
    if y[1] < x[0]:
        return "b->a", f"{b.siglum} was published {b.published}, {a.siglum} {a.published}"
    return "unknown", f"{a.siglum} ({a.published}) and {b.siglum} ({b.published}) can be of one day"
