"""The year of a date that names none, from the dates around it, the publication and the event."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from datetime import MAXYEAR, date

from variorum.claims.en.calendar import MONTH, ORDINAL, YEAR, month_number
from variorum.claims.en.relative import AHEAD
from variorum.claims.page import Page
from variorum.languages import any_of, load

_TO_COME = re.compile(rf"[\w.]+\s\d{{1,2}}\s(?:{any_of(load('en', 'calendar')['ahead']['behind'])})\b", re.IGNORECASE)
"""A day before what is set for it."""
_WHICH_YEAR = re.compile(r",?\s(?:of\s)?(?P<which>last|this|next|that|the\ssame)\syear\b", re.IGNORECASE)
"""Behind a day or month, which year it is of: "July 1 last year", "March that year"."""
_UNTIL = re.compile(
    rf"\s(?:and|to|until|till|through|or|[-–—])\s(?:(?:early|mid|late)[\s-])?(?:(?P<month>{MONTH})\.?(?:\s\d{{1,2}}{ORDINAL},?)?|\d{{1,2}}{ORDINAL}\s(?P<month2>{MONTH})\.?),?\s{YEAR}\b",
    re.IGNORECASE,
)
"""Behind a day or month, another that shares its year."""
_ANNIVERSARIES = load("en", "anniversaries")["anniversary"]
_NTH: dict[str, int] = _ANNIVERSARIES["ordinals"]
_ANNIVERSARY = re.compile(
    rf",?\s(?:on\s)?the\s(?:(?P<digits>\d{{1,3}})(?:st|nd|rd|th)|(?P<word>{any_of(_NTH)}))[\s-](?:{any_of(_ANNIVERSARIES['nouns'])})\s(?:of|since)\b",
    re.IGNORECASE,
)
"""Behind a day, that it came round again: "on 9 May, the second anniversary of the fire"."""
_YEAR_BEFORE = re.compile(r"\b(?:1[6-9]\d\d|20[0-4]\d)\b(?!\s(?:people|persons)\b)")
_YEAR_REACH = 400
"""Code points back to the year that "that year" means."""


class Years:
    """The full dates of a page, indexed for the question which year a day or month without one is of."""

    def __init__(
        self,
        page: Page,
        full: list[tuple[int, date]],
        written: date | None,
        months: list[tuple[int, date]] | None = None,
    ) -> None:
        self._page, self._full, self.written = page, full, written
        self._starts = [start for start, _ in full]
        self._past = [
            (start, day)
            for start, day in sorted([*full, *(months or [])])
            if written and day.year < written.year - 1 and start - page.sentence(start).start <= _OPENS
        ]
        """Days and months of longer ago with their year, with which sentences open, by place."""
        self._past_starts = [start for start, _ in self._past]
        self._of_day: dict[tuple[int, int], list[int]] = defaultdict(list)
        self._old: dict[int, list[int]] = defaultdict(list)
        for _, day in full:
            self._of_day[day.month, day.day].append(day.year)
            if written and day.year < written.year - 1:
                self._old[day.month].append(day.year)
        self._favourite = {
            month: max(sorted(set(years)), key=years.count)
            for month, years in self._old.items()
            if 2 <= len(years) <= 500
        }

    def said_behind(self, end: int, month: int) -> tuple[int, int] | None:
        """The year that the words behind a day or month ending at `end` tell, and where they end; None where they tell none."""
        text, written = self._page.text, self.written
        if shared := _UNTIL.match(text, end):  # "between January and June 2006"
            return int(shared["year"]) - (month_number(shared["month"] or shared["month2"]) < month), end
        if (again := _ANNIVERSARY.match(text, end)) and (happened := self._page.happened) and happened.month == month:
            return min(happened.year + (int(again["digits"] or 0) or _NTH[again["word"].lower()]), MAXYEAR), end
        m = _WHICH_YEAR.match(text, end)
        if m is None:
            return None
        which = m["which"].lower()
        if which in ("last", "this", "next"):
            return (written.year + {"last": -1, "this": 0, "next": 1}[which], m.end()) if written else None
        before = _YEAR_BEFORE.findall(text, max(0, end - _YEAR_REACH), end)
        return (int(before[-1]), m.end()) if before else None

    def year_for(self, at: int, month: int, day: int | None) -> int | None:
        """The year, None where nothing tells.

        That of the same day with its year elsewhere in the account; for what is still to come that of writing or the
        next; the event's, where the account is of much later; else the last that has passed.
        """
        written, page = self.written, self._page
        if written and day is not None and self._is_news(at, month, day):
            return written.year
        if day is not None and (same := self._of_day.get((month, day))):
            others = [y for y in same[-20:] if not written or y != written.year]
            return others[-1] if others else same[-1]
        if named := self._named(at):
            return named
        if written:
            gap = (_safe(written.year, month, day or 15) - written).days
            if AHEAD.search(page.text, max(page.sentence(at).start, at - 70), at) or (
                0 < gap <= _COMING and _TO_COME.match(page.text, at)
            ):
                return written.year + (gap < -20)
            if -gap % 365 > _NEAR and (told := self._told(at, month)):
                return told
            if month in self._favourite:
                return self._favourite[month]
            happened = page.happened
            if happened and happened.year < written.year - 1 and day is not None:
                to_event = abs((_safe(happened.year, month, day) - happened).days)
                since = abs((_safe(written.year, month, day) - written).days)
                if since <= _JUST_NOW and _ISSUED.search(page.text, at, page.sentence(at).end):
                    return written.year
                if to_event <= 45 and to_event <= since:
                    return happened.year
            if day is not None:
                return written.year - (gap > 45)
            return written.year - ((written.year, month) > (written.year, written.month))
        k = bisect_left(self._starts, at) - 1
        if k >= 0 and self._starts[k] >= page.sentence(at).start:
            return self._full[k][1].year
        if page.happened and day is not None:
            near = _safe(page.happened.year, month, day)
            if not self._full or abs((near - page.happened).days) <= _ABOUT_THEN:
                return page.happened.year
        if self._full:
            return self._full[max(k, 0)][1].year
        return page.happened.year if page.happened else None

    def _is_news(self, at: int, month: int, day: int) -> bool:
        """Whether a day is one of the last before that of writing, and somebody told reporters something on it."""
        written = self.written
        if written is None or not 0 <= (written - _safe(written.year, month, day)).days <= _JUST_NOW:
            return False
        return _TOLD_NEWS.search(self._page.text, max(self._page.sentence(at).start, at - _TELLING), at) is not None

    def _named(self, at: int) -> int | None:
        """The year in the name of what the sentence tells of: "The 2008 quake hit on May 12"."""
        start = self._page.sentence(at).start
        found = _NAMED_YEAR.findall(self._page.text, start, at)
        return int(found[0]) if len(set(found)) == 1 else None

    def _told(self, at: int, month: int) -> int | None:
        """The year of what a sentence that opens with a month of long ago, or the next, tells: "In November 1984 ...; on 13 December"."""
        k = bisect_left(self._past_starts, at) - 1
        if k < 0 or self._page.sentence_number(at) - self._page.sentence_number(self._past_starts[k]) > 1:
            return None
        day = self._past[k][1]
        on = (month - day.month) % 12
        return day.year + (month < day.month) if on <= _MONTHS_ON else None


_NAMED_YEAR = re.compile(r"\b[Tt]he\s((?:1[6-9]|20)\d\d)\s(?!block\b)[A-Za-z]")
_ISSUED = re.compile(rf"\b(?:{any_of(load('en', 'calendar')['issued']['words'])})\b")
"""Said of what is put out on a day: a statement of these days about a thing of long ago."""
_TOLD_NEWS = re.compile(rf"\b(?:{any_of(load('en', 'calendar')['told_news']['words'])})\b[^.;:\"“”]*$", re.IGNORECASE)
"""Before the day on which an account had its news."""
_TELLING = 60
"""Code points between such words and the day."""
_ABOUT_THEN = 45
"""Days around the event of which an account tells that names no year and no day of its own."""
_JUST_NOW = 14
"""Days."""
_COMING = 200
"""Days within which an election or a hearing is told of beforehand."""
_NEAR = 100
"""Days before the day of writing within which a day is rather the last of that name."""
_MONTHS_ON = 6
"""Months for which a tale goes on without naming the year."""
_OPENS = 6
"""Code points of a sentence before a month with which it opens."""


def _safe(year: int, month: int, day: int) -> date:
    """That day, or the 28th where the month has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, month, 28)
