"""Which of two accounts has its words from the other, with the evidence, and unknown where there is none."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from variorum.model import Account, Direction, Moment, Span

_BESIDE = 400
"""Code points on either side of a passage in which a source of it is named."""
_SHORTEST = 5
"""Code points of a publisher's name below which it may be another word."""


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
        return "a->b", f"{b} ({b_date}) was published after {a} ({a_date})"
    if y[1] < x[0]:
        return "b->a", f"{a} ({a_date}) was published after {b} ({b_date})"
    return "unknown", f"{a} ({a_date}) and {b} ({b_date}) can be of one day"


def by_citation(a: Account, a_span: Span, b: Account, b_span: Span) -> tuple[Direction, str]:
    """The direction that an account tells which names the other's publisher beside the passage, and how.

    Unknown where both do so, where they have one publisher, and where no publisher is known.
    """
    b_names_a, a_names_b = _names(b, b_span, a.publisher, b.publisher), _names(a, a_span, b.publisher, a.publisher)
    if b_names_a and not a_names_b:
        return "a->b", f"{b.siglum} names {a.publisher} beside the passage"
    if a_names_b and not b_names_a:
        return "b->a", f"{a.siglum} names {b.publisher} beside the passage"
    return "unknown", ""


def _names(account: Account, span: Span, publisher: str | None, own: str | None) -> bool:
    name, mine = (publisher or "").casefold().strip(), (own or "").casefold().strip()
    if len(name) < _SHORTEST or name in mine or (mine and mine in name):
        return False
    return name in account.text[max(0, span.start - _BESIDE) : span.end + _BESIDE].casefold()
