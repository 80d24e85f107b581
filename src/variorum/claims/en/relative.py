"""Dates told from another day: "Saturday", "last night", "two days ago", "the next day", "last summer"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from variorum.claims.en.calendar import calendar_of
from variorum.claims.en.numbers import WORDS, count_of
from variorum.claims.page import Page, first_day
from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "calendar")
_WEEKDAYS: list[str] = _DATA["weekdays"]
AHEAD = re.compile(rf"(?<![\w-])(?:{any_of(_DATA['ahead']['words'])})\b", re.IGNORECASE)
"""Words before a date that make it one to come."""
_BEHIND = re.compile(rf"\b(?:{any_of(_DATA['behind']['words'])})\b", re.IGNORECASE)

_WEEKDAY = re.compile(
    rf"\b(?:(?P<which>last|next|this\s+past|this\s+coming|past|this)\s+)?(?P<day>{any_of(_WEEKDAYS)})\b(?!,?\s+(?:{any_of(_DATA['months'])})\b)(?!s\b)",
    re.IGNORECASE,
)
_WEEKLY = re.compile(r"\b(?:every|each|most|any)\s$", re.IGNORECASE)
_APPOSED = re.compile(r",\s(?:a|it\swas\sa)\s$")
"""Before a weekday with a comma behind it: "on 7 March 1932, a Monday," tells which day of the week that was, and no other day."""
_NIGHTS = re.compile(rf"\s(?:{any_of(_DATA['parts_of_day'])})s\b|\s(?:in|of)\s(?:every|each)\b", re.IGNORECASE)
"""Behind a weekday these mean that of every week, which is no date."""
_NAMED_DAY = re.compile(rf"\b(?:{any_of(_DATA['named_days']['before'])})\s$")
"""Before a weekday these make it a feast or a day of remembrance."""
_THAT_DAY = re.compile(
    r"\byears\sago\s(?:today|on\sthis\sday|this\sday),?\s(?:on|it\swas)\san?\s(?:\w+\s)?$", re.IGNORECASE
)
"""Before the weekday of a day counted back to, which is none of this week: "ten years ago today, on a Monday"."""
_NAMED_SO = re.compile(r"(?:\A|[^\w.])[A-Z][a-z][\w'’-]*[ ]$")
"""Before a word with a capital that is the end of a name, in a text that is not all in capitals."""
_TODAY = re.compile(rf"(?<!\bUSA )\b(?:{any_of(_DATA['today'])})\b", re.IGNORECASE)
_SAY = any_of(_DATA["said"]["verbs"])
_QUOTED = 300
"""Code points of a quotation in which the day on which it was said counts."""
_SAID_BEHIND = re.compile(
    rf"[^\"“”\n]{{0,{_QUOTED}}}[,.?!][\"”]\s[^\"“”.\n]{{0,80}}?\b(?:{_SAY})\b[^\"“”.\n]{{0,60}}?\s(?P<day>{any_of(_WEEKDAYS)})\b",
    re.IGNORECASE,
)
_SAID_BEFORE = re.compile(
    rf"\b(?:{_SAY})\b[^\"“”.\n]{{0,60}}?\s(?P<day>{any_of(_WEEKDAYS)})\b[^\"“”.\n]{{0,40}}[,:]\s[\"“][^\"“”\n]*$",
    re.IGNORECASE,
)
"""What tells on which day a quotation was said: \"'We mourn tonight,' the mayor told reporters on Monday\"."""
_WAS_TO = re.compile(
    r"\b(?:was|were|had\sbeen)\s(?:also\s|both\s|originally\s)?(?:due|scheduled|supposed|expected|set|slated|to)\b[^.;]*$",
    re.IGNORECASE,
)
"""What was to happen: on the nearer of the two days, past or to come."""
_PERIOD = re.compile(
    r"\b(?:(?:earlier|later)\s+)?(?P<which>last|this|next|previous)\s+(?P<unit>week|month|year|weekend)\b(?!-)|\b(?:over\s+|at\s+|during\s+)?(?P<weekend>the\s+weekend)\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    rf"\b(?:earlier\s+|later\s+)?(?P<which>last|this|next)\s+(?P<season>{any_of(_DATA['seasons'])})\b", re.IGNORECASE
)
_AGO = re.compile(rf"\b(?P<count>\d{{1,3}}|{WORDS}|a)\s+(?P<unit>day|week|month|year)s?\s+ago\b", re.IGNORECASE)
_YEARS_AGO = re.compile(rf"\b(?P<count>\d{{1,3}}|{WORDS})\syears?\sago\s$", re.IGNORECASE)
_ANCHORED = re.compile(
    rf"\b(?:{any_of(_DATA['anchored'])})\b(?P<event>\s+the\s+(?:{any_of(_DATA['after_event']['words'])}))?",
    re.IGNORECASE,
)

_SEASON_OF_MONTH = {12: 24, 1: 24, 2: 24, 3: 21, 4: 21, 5: 21, 6: 22, 7: 22, 8: 22, 9: 23, 10: 23, 11: 23}
_DAYS_OF_FEBRUARY = 28
"""Those that every year has."""
_REACH = 1500
"""Code points back to the date that "the next day" is told from."""
_Found = tuple[int, int, str, str]


def relative_dates(page: Page, written: date | None, absolute: Sequence[tuple[int, int, str]]) -> Iterator[_Found]:
    """Start, end, EDTF and rule of dates told from the day of writing, the event or a date named before.

    Where the day they are told from is not known, they are left out: a guess would be no date.
    Wrong for a weekday of some other week that only the reader's memory dates.
    """
    calendar = calendar_of(page)
    page.memo["written"] = written
    days = sorted(
        (start, day)
        for start, _, edtf in absolute
        if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf) and (day := first_day(edtf))
    )
    if written:
        weekdays = [*_weekdays(page, written)]
        yield from weekdays
        days = sorted([*days, *((start, date.fromisoformat(day)) for start, _, day, _ in weekdays)])
        for m in calendar.find(_TODAY, "relative"):
            if m[0].istitle() and _NAMED_SO.search(page.text, max(0, m.start() - 24), m.start()):
                continue  # "Halvern Today", a paper
            told = _said_on(page.text, *m.span(), written)
            day = told + timedelta(_DATA["today"][" ".join(m[0].lower().split())])
            if page.text.endswith(" ago ", 0, m.start()):
                if not 0 < (passed := years_ago(page.text, m.start())) < day.year:
                    continue
                day = day.replace(year=day.year - passed, day=min(day.day, _DAYS_OF_FEBRUARY if day.month == 2 else 31))
            yield *m.span(), day.isoformat(), "today"
        yield from _periods(page, written, days)
        for m in calendar.find(_SEASON, "season"):
            yield *m.span(), _season(written, m["which"].lower(), _DATA["seasons"][m["season"].lower()]), "season"
        for m in calendar.find(_AGO, "relative"):
            word = m["count"].lower()
            count = 1 if word == "a" else int(count_of(word) or 0)
            if m["unit"].lower() == "day" and 0 < count < written.toordinal():
                yield *m.span(), (written - timedelta(count)).isoformat(), "ago"
    for m in calendar.find(_ANCHORED, "relative"):
        shift = _DATA["anchored"][" ".join(m[0][: len(m[0]) - len(m["event"] or "")].lower().split())]
        base = page.happened if m["event"] else _told_before(days, m.start())
        if base and not (written and base > written):
            yield *m.span(), (base + timedelta(shift)).isoformat(), "anchored"


def years_ago(text: str, end: int) -> int:
    """How many years ago something is, where that stands before `end`, else 0."""
    m = _YEARS_AGO.search(text, max(0, end - 40), end)
    return int(count_of(m["count"]) or 0) if m else 0


def _told_before(days: Sequence[tuple[int, date]], at: int) -> date | None:
    """The day named last before a place and near it, None where none is."""
    k = bisect_left(days, (at, date.min)) - 1
    return days[k][1] if k >= 0 and at - days[k][0] < _REACH else None


def unresolved(page: Page) -> list[Span]:
    """Words for days that are told from a day that nothing gives, by place."""
    known = page.memo.get("written")
    if known is not None:
        return []
    calendar = calendar_of(page)
    found = [
        m.span()
        for p, kind in ((_WEEKDAY, "weekday"), (_TODAY, "relative"), (_PERIOD, "relative"), (_SEASON, "season"))
        for m in calendar.find(p, kind)
    ]
    return [Span(start, end) for start, end in sorted(found) if page.text[start:end].lower() not in ("fall", "spring")]


_UPDATE = re.compile(r"(?:^|\n)\W*(?i:update[ds]?)\b[^\n]{0,40}$")
"""Before the day on which something was added: "UPDATE 1:50 p.m. Friday"."""


def _weekdays(page: Page, written: date) -> Iterator[_Found]:
    for m in calendar_of(page).find(_WEEKDAY, "weekday"):
        if not m["day"][0].isupper() or _WEEKLY.search(page.text, max(0, m.start() - 10), m.start()):
            continue
        if page.text[m.end() : m.end() + 1] in tuple(",;.") and _APPOSED.search(
            page.text, max(0, m.start() - 12), m.start()
        ):
            continue
        if _NIGHTS.match(page.text, m.end()) or _NAMED_DAY.search(page.text, max(0, m.start() - 10), m.start()):
            continue
        if _THAT_DAY.search(page.text, max(0, m.start() - 50), m.start()):
            continue
        wanted = _WEEKDAYS.index(m["day"].lower())
        which = " ".join((m["which"] or "").lower().split())
        back, ahead = (written.weekday() - wanted) % 7, (wanted - written.weekday()) % 7
        if which == "next":
            day = written + timedelta(ahead or 7)
        elif which == "last":
            day = written - timedelta(back or 7)
        elif which == "this coming" or (
            which != "this past"
            and _is_ahead(page, m.start())
            and not (back < ahead and _WAS_TO.search(page.text, max(0, m.start() - 60), m.start()))
        ):
            day = written + timedelta(ahead)
        else:
            day = written - timedelta(back)
        if (
            page.happened
            and 0 < (page.happened - day).days < 7
            and _UPDATE.search(page.text, max(0, m.start() - 60), m.start())
        ):
            day += timedelta(7)  # the account was written on after the day it was first published
        start = m.start() if which in ("last", "next", "this past", "this coming") else m.start("day")
        yield start, m.end(), day.isoformat(), "weekday"


def _said_on(text: str, start: int, end: int, written: date) -> date:
    """The day from which "tonight" at `start`..`end` is told: that of the quotation it stands in, else that of writing."""
    m = _SAID_BEHIND.match(text, end) or _SAID_BEFORE.search(text, max(0, start - _QUOTED), start)
    if m is None:
        return written
    return written - timedelta((written.weekday() - _WEEKDAYS.index(m["day"].lower())) % 7)


def _is_ahead(page: Page, at: int) -> bool:
    """Whether the words before it in its sentence speak of what is to come."""
    start = max(page.sentence(at).start, at - 60)
    ahead = [m.start() for m in AHEAD.finditer(page.text, start, at)]
    behind = [m.start() for m in _BEHIND.finditer(page.text, start, at)]
    return bool(ahead) and (not behind or ahead[-1] > behind[-1])


def _periods(page: Page, today: date, days: Sequence[tuple[int, date]]) -> Iterator[_Found]:
    for m in calendar_of(page).find(_PERIOD, "relative"):
        if years_ago(page.text, m.start()):
            continue  # "ten years ago this week"
        told = _told_before(days, m.start()) if (m["which"] or "").lower() == "previous" else None
        written = told or today
        monday = written - timedelta(written.weekday())
        unit = (m["unit"] or "weekend").lower()
        shift = {"last": -1, "previous": -1, "next": 1}.get((m["which"] or "").lower(), 0)
        start = m.start("weekend") if m["weekend"] else m.start()
        if unit == "week":
            first = monday + timedelta(7 * shift)
            edtf = f"{first}/{first + timedelta(6)}"
        elif unit == "month":
            months = written.year * 12 + written.month - 1 + shift
            edtf = f"{months // 12:04d}-{months % 12 + 1:02d}"
        elif unit == "year":
            edtf = f"{written.year + shift:04d}"
        else:
            first = monday + timedelta(5)
            coming = AHEAD.search(page.text, max(0, m.start() - 60), m.start())
            if (shift == 0 and not (written.weekday() >= 5 or coming)) or shift == -1:
                first -= timedelta(7)
            elif shift == 1 and written.weekday() >= 5:
                first += timedelta(7)
            edtf = f"{first}/{first + timedelta(1)}"
        yield start, m.end(), edtf, unit


def _season(written: date, which: str, season: int) -> str:
    now = _SEASON_OF_MONTH[written.month]
    year = written.year - (which == "last" and season >= now) + (which == "next" and season <= now)
    return f"{year:04d}-{season}"
