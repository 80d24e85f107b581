"""The day on which an account was written."""

from __future__ import annotations

import re
from datetime import date, timedelta

from variorum.claims.en.calendar import calendar_of, is_month, iso, month_number
from variorum.claims.en.days import DAY
from variorum.claims.page import Page

_STAMP = re.compile(
    r"(?:publish|posted|updated|last updated|edited|dated|issue)\w*:?,?\s*(?:(?:at\s)?\d{1,2}[:.]\d\d\s?[ap]\.?m\.?,?\s)?(?:on\s+)?$",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(r"\b(?:on|of|since|from|until|before|after|by)\s(?:the\s)?$", re.IGNORECASE)
"""Before a date that a sentence tells of."""
_HEAD = 400
"""Code points from the top in which a full date is taken for the account's own, where nothing else gives it."""


def day_of_writing(page: Page, full: list[tuple[int, date]]) -> date | None:
    """The day the account was written, None where nothing shows it.

    Its publication, corrected by a day or two where the text bears a later date, or the first full date at its head that
    no sentence tells of: "on 4 March 2011" is when something happened.
    """
    if page.published:
        close = [day for _, day in full if timedelta(0) < day - page.published <= timedelta(2)]
        close += _updated(page, page.published)
        exact = page.account.published is not None and len(page.account.published) >= 10
        return max(close) if close and exact else page.published
    for start, day in full:
        told = _TOLD_OF.search(page.text, max(0, start - 12), start)
        if (start < _HEAD and not told) or _STAMP.search(page.text, max(0, start - 24), start):
            return day
    return None


def _updated(page: Page, published: date) -> list[date]:
    """Days without a year that the text says it was last changed on, up to a week after its publication."""
    out = []
    for m in calendar_of(page).find(DAY, "month"):
        if _STAMP.search(page.text, max(0, m.start() - 48), m.start()) and is_month(
            m, "month" if m["month"] else "month2"
        ):
            day = iso(published.year, month_number(m["month"] or m["month2"]), int(m["day"] or m["day2"]))
            if day and timedelta(0) < date.fromisoformat(day) - published <= timedelta(7):
                out.append(date.fromisoformat(day))
    return out
