"""Days that name themselves: with their year, without one, and the first to the last of a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from variorum.claims.en.calendar import MONTH, MONTHS, ORDINAL, YEAR, Calendar, Found, is_month, iso, month_number
from variorum.claims.en.years import Years
from variorum.claims.page import Taken
from variorum.languages import any_of, load

_DATA = load("en", "calendar")
_WEEKDAY = rf"(?:(?:{any_of([*_DATA['weekdays'], *_DATA['short_weekdays']])})\b\.?,?\s+(?:the\s+)?)?"
_FULL = tuple(
    (kind, re.compile(p, re.IGNORECASE))
    for kind, p in (
        ("numeric", r"(?<![/\w-])(?P<year>(?:1[5-9]|20)\d\d)([-/])(?P<number>\d\d)\2(?P<day>\d\d)(?![/\w])"),
        ("month", rf"(?<![\w-])(?P<day>\d{{1,2}})-(?P<month>{MONTH})-{YEAR}(?![\w-])"),
        (
            "month",
            rf"\b{_WEEKDAY}(?P<day>\d{{1,2}}){ORDINAL}(?:\s+day)?(?:\s+of)?\s+(?P<month>{MONTH})\b\.?,?\s?{YEAR}\b",
        ),
        ("month", rf"\b{_WEEKDAY}(?P<month>{MONTH})\b\.?\s?(?:the\s+)?(?P<day>\d{{1,2}}){ORDINAL}\s?,?\s?{YEAR}\b"),
        (
            "numeric",
            r"(?<![\d/.])(?P<number>\d{1,2})\s?/\s?(?P<day>\d{1,2})\s?/\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\d/])",
        ),
        ("numeric", r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)"),
    )
)
DAY = re.compile(
    rf"\b{_WEEKDAY}(?:(?P<month>{MONTH})\b\.?\s?(?P<day>\d{{1,2}}){ORDINAL}\b(?!:?\d|,\d{{3}}|\.\d)"
    rf"|(?P<day2>\d{{1,2}}){ORDINAL}(?:\s+of)?\s+(?P<month2>{MONTH})\b\.?(?!\s?\d(?![\d,]{{0,8}}\s[a-z]{{3,}}\b)))",
    re.IGNORECASE,
)
"""A day of a month, on either side of it."""
_AND_DAY = re.compile(
    r"(?:,\s\d{1,2}){0,3},?\sand\s(?P<day>[1-3]?\d)\b(?:,?\s(?P<year>(?:1[5-9]|20)\d\d)\b|(?=[,;)]|\.(?!\d)|\s(?:in|at|on|when|as|after|near|by|for|to|from|it|he|she|they|the)\b))"
)
"""Behind a day, the second of two that share their month: "on April 17 and 18"."""
_DAY_AND = re.compile(rf"(?<![\d.,:-])(?P<day>[1-3]?\d){ORDINAL}\s(?:and|or)\s(?:the\s)?$")
"""The same where the month stands behind the second: "on 17 and 18 April"."""
_JOIN = r"\s?(?:-|to|until|till|through|and)\s?"
_DAYS = re.compile(
    rf"\b(?P<between>between\s+(?:the\s+)?)?(?:(?P<day>\d{{1,2}}){ORDINAL}(?P<join>{_JOIN})(?:the\s+)?(?P<last>\d{{1,2}}){ORDINAL}(?:\s+of)?\s+(?P<month>{MONTH})\b\.?(?!\s?\d{{1,2}}\b)"
    rf"|(?P<month2>{MONTH})\b\.?\s?(?P<day2>\d{{1,2}}){ORDINAL}(?P<join2>{_JOIN})(?P<last2>\d{{1,2}}){ORDINAL}\b(?![:\d]|,\d{{3}}|\.\d|\s+(?:people|others|were|men|women|percent|{MONTH})\b))(?:,?\s(?P<year>(?:1[5-9]|20)\d\d)\b)?",
    re.IGNORECASE,
)
_ATTACKS = re.compile(r",?\s+(?:terror|attack)")
"""Behind "September 11" it is that of 2001."""


def full_days(text: str, calendar: Calendar, taken: Taken) -> Iterator[Found]:
    """Days with their year, where nothing is taken: "20 January 1990"; the other of two that share it stands behind each."""
    for kind, pattern in _FULL:
        for m in calendar.find(pattern, kind):
            day = _day_of(m)
            if day and not taken.holds(*m.span()):
                yield *m.span(), day.isoformat(), "full-date"
                if first := _DAY_AND.search(text, max(0, m.start() - 16), m.start()):
                    yield *first.span("day"), iso(day.year, day.month, int(first["day"])), "first-day"


class Interval:
    """The first and the last day of some in one month: "10 to 16 March"."""

    def __init__(self, m: re.Match[str]) -> None:
        self.match = m
        self._of = "2" if m["month2"] else ""
        self.first, self.last = (int(m[name + self._of]) for name in ("day", "last"))
        self.month = month_number(m["month" + self._of])
        self.year = int(m["year"]) if m["year"] else None

    @property
    def is_one(self) -> bool:
        """Whether these are the ends of an interval, not two days: "10 and 16 March"."""
        joined = self.match["join" + self._of].strip().lower()
        return (
            self.first < self.last <= 31
            and (joined != "and" or bool(self.match["between"]))
            and is_month(self.match, "month" + self._of)
        )

    @property
    def ends(self) -> list[tuple[int, date]]:
        """The two days, each with where the interval stands; none where it has no year."""
        days = [iso(self.year, self.month, day) for day in (self.first, self.last)]
        return [(self.match.start(), date.fromisoformat(day)) for day in days if day]

    def dated(self, text: str, years: Years) -> Found:
        """The interval with its year, found among other dates where it does not name it."""
        m = self.match
        year = self.year or years.year_for(m.start(), self.month, self.last)
        low, high = iso(year, self.month, self.first), iso(year, self.month, self.last)
        start = m.start() if m["between"] else m.start("month2" if self._of else "day")
        return start, m.end() - (text[m.end() - 1] == "."), f"{low}/{high}" if low and high else None, "days"


def intervals(calendar: Calendar) -> list[Interval]:
    """The intervals of days."""
    return [interval for m in calendar.find(_DAYS, "month") if (interval := Interval(m)).is_one]


def days_without_year(text: str, calendar: Calendar, years: Years) -> Iterator[Found]:
    """Days of a month, whose year what stands around them tells: "January 23", "on April 17 and 18"."""
    for m in calendar.find(DAY, "month"):
        name = "month" if m["month"] else "month2"
        verb = name == "month2" and m["month2"].lower() in ("may", "march") and not m["month2"][0].isupper()
        if verb or not is_month(m, name):
            continue
        month, day = month_number(m[name]), int(m["day"] or m["day2"])
        if (month, day) == (9, 11) and _ATTACKS.match(text, m.end(), m.end() + 12):
            yield *m.span(), "2001-09-11", "day-and-month"
            continue
        year, stop = years.said_behind(m.end(), month) or (years.year_for(m.start(), month, day), m.end())
        stop -= text[stop - 1] == "." and m[name].lower() in MONTHS
        second = _AND_DAY.match(text, stop) if name == "month" else None
        if second and int(second["day"]) <= day:
            second = None  # "40 on Jan. 30 and 20 at the mill"
        if second and second["year"]:
            year = int(second["year"])  # "March 25 and 26, 2011"
        yield m.start(), stop, iso(year, month, day), "day-and-month"
        if second:
            yield second.start("day"), second.end(), iso(year, month, int(second["day"])), "second-day"
        elif first := _DAY_AND.search(text, max(0, m.start() - 16), m.start()):
            yield *first.span("day"), iso(year, month, int(first["day"])), "first-day"


def _day_of(m: re.Match[str]) -> date | None:
    groups = m.groupdict()
    month = int(groups["number"]) if groups.get("number") else month_number(groups["month"])
    day, year = int(groups["day"]), int(groups["year"])
    if year < 100:
        year += 2000 if year < 40 else 1900
    if month > 12 and "/" in m[0]:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None
