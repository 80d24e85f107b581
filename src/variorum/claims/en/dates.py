"""Dates that name themselves: days, months, years, seasons, decades and intervals, read as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from variorum.claims.en.calendar import calendar_of
from variorum.claims.en.filter import COPYRIGHT
from variorum.claims.en.numbers import WORDS, number_of_words
from variorum.claims.en.relative import relative_dates
from variorum.claims.en.years import Years
from variorum.claims.page import Candidate, Page, Taken
from variorum.languages import any_of, load
from variorum.model import Moment

_DATA = load("en", "calendar")
MONTHS: tuple[str, ...] = tuple(_DATA["months"])
_SHORT: dict[str, int] = _DATA["short_months"]
_MONTH = any_of([*MONTHS, *_SHORT])
_WEEKDAY = rf"(?:(?:{any_of([*_DATA['weekdays'], *_DATA['short_weekdays']])})\b\.?,?\s+(?:the\s+)?)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"

_FULL = tuple(
    (kind, re.compile(p, re.IGNORECASE))
    for kind, p in (
        ("numeric", r"(?<![/\w-])(?P<year>(?:1[5-9]|20)\d\d)([-/])(?P<number>\d\d)\2(?P<day>\d\d)(?![/\w])"),
        ("month", rf"(?<![\w-])(?P<day>\d{{1,2}})-(?P<month>{_MONTH})-{_YEAR}(?![\w-])"),
        (
            "month",
            rf"\b{_WEEKDAY}(?P<day>\d{{1,2}}){_ORDINAL}(?:\s+day)?(?:\s+of)?\s+(?P<month>{_MONTH})\b\.?,?\s?{_YEAR}\b",
        ),
        ("month", rf"\b{_WEEKDAY}(?P<month>{_MONTH})\b\.?\s?(?:the\s+)?(?P<day>\d{{1,2}}){_ORDINAL}\s?,?\s?{_YEAR}\b"),
        (
            "numeric",
            r"(?<![\d/.])(?P<number>\d{1,2})\s?/\s?(?P<day>\d{1,2})\s?/\s?(?P<year>(?:19|20)\d\d|\d\d)(?![\d/])",
        ),
        ("numeric", r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)"),
    )
)
_DAY = re.compile(
    rf"\b{_WEEKDAY}(?:(?P<month>{_MONTH})\b\.?\s?(?P<day>\d{{1,2}}){_ORDINAL}\b(?!:?\d|,\d{{3}}|\.\d)"
    rf"|(?P<day2>\d{{1,2}}){_ORDINAL}(?:\s+of)?\s+(?P<month2>{_MONTH})\b\.?(?!\s?\d))",
    re.IGNORECASE,
)
_AND_DAY = re.compile(
    r"(?:,\s\d{1,2}){0,3},?\sand\s(?P<day>[1-3]?\d)\b(?:,?\s(?P<year>(?:1[5-9]|20)\d\d)\b|(?=[,;)]|\.(?!\d)|\s(?:in|at|on|when|as|after|near|by|for|to|from|it|he|she|they|the)\b))"
)
"""Behind a day, the second of two that share their month: "on April 17 and 18"."""
_DAY_AND = re.compile(rf"(?<![\d.,:-])(?P<day>[1-3]?\d){_ORDINAL}\s(?:and|or)\s(?:the\s)?$")
"""The same where the month stands behind the second: "on 17 and 18 April"."""
_JOIN = r"\s?(?:-|to|until|till|through|and)\s?"
_DAYS = re.compile(
    rf"\b(?P<between>between\s+(?:the\s+)?)?(?:(?P<day>\d{{1,2}}){_ORDINAL}(?P<join>{_JOIN})(?:the\s+)?(?P<last>\d{{1,2}}){_ORDINAL}(?:\s+of)?\s+(?P<month>{_MONTH})\b\.?(?!\s?\d{{1,2}}\b)"
    rf"|(?P<month2>{_MONTH})\b\.?\s?(?P<day2>\d{{1,2}}){_ORDINAL}(?P<join2>{_JOIN})(?P<last2>\d{{1,2}}){_ORDINAL}\b(?![:\d]|,\d{{3}}|\.\d|\s+(?:people|others|were|men|women|percent|{_MONTH})\b))(?:,?\s(?P<year>(?:1[5-9]|20)\d\d)\b)?",
    re.IGNORECASE,
)
_MONTH_YEAR = re.compile(
    rf"\b(?:early|late|mid|the\s+end\s+of|end\s+of)?[\s-]?(?P<month>{_MONTH})\b\.?,?(?:\s+of)?\s+{_YEAR}\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    rf"\b(?:early\s+|late\s+|mid-)?(?P<season>{any_of(_DATA['seasons'])})(?:\s+of|,)?\s+{_YEAR}\b", re.IGNORECASE
)
_YEARS = re.compile(
    r"\b(?P<between>between\s+)?(?P<a>(?:1[5-9]|20)\d\d)\s?(?P<join>-|to|until|through|and)\s?(?P<b>(?:1[5-9]|20)\d\d)\b",
    re.IGNORECASE,
)
_SHORT_YEARS = re.compile(r"\b(?P<a>(?:1[5-9]|20)\d\d)[-/](?P<b>\d\d)\b(?![-/\d])")
_DECADE = re.compile(r"\b(?:the\s+)?(?:early\s+|late\s+|mid-)?(?P<decade>(?:1[5-9]|20)\d)0'?s\b", re.IGNORECASE)
_BARE_MONTH = re.compile(
    rf"\b(?P<before>in|since|during|until|by|of|from|last|this|next|for|and|early|late|mid|between|end\s+of|a|back\s+in|that)[\s-]"
    rf"(?:(?:early|late|mid|the\s+end\s+of|end\s+of)[\s-])?(?P<month>{any_of(MONTHS)})\b(?!\.?\s?(?:[12]?\d|3[01]|(?:1[5-9]|20)\d\d)\b)",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(
    r"(?<![\d,.$#:/\w-])(?<!\$ )(?P<year>1[6-9]\d\d|20[0-4]\d)(?![\d%]|[,.:]\d|-?\w|\s(?:GMT|UTC|hours|hrs|local\stime)\b)"
    rf"(?!\s+(?:(?:{any_of(_DATA['no_year_before']['words'])})\b|[A-Z]\w+\s+(?:St|Ave|Rd|Street|Avenue|Road|Drive|Lane|Boulevard)\b))",
)
_YEAR_CUE = re.compile(
    r"(?:\b(?:in|since|of|by|from|until|during|the|and|to|for|after|before|early|late|mid|year|a|as|than|around|back in|spring|summer)[\s(-]|\()$",
    re.IGNORECASE,
)
_OF_A_PLACE = re.compile(rf"\s(?:{any_of(_DATA['named_places']['words'])})\b")
"""Behind a day, what is named after it: "May 1 Square"."""
_NOTICE = 24
"""Code points before a year in which a notice of copyright begins."""
_MODEL = re.compile(
    rf"\s(?:model\s|make\s)?(?:(?:{any_of(_DATA['of_cars']['colours'])})\s)?(?:(?:{any_of(_DATA['of_cars']['makes'])})\b|(?:[\w-]+\s){{0,2}}(?:{any_of(_DATA['of_cars']['kinds'])})\b)",
    re.IGNORECASE,
)
"""What follows the year in which a car was made: "a 1996 Honda", "a silver 2005 pickup"."""
_STAMP = re.compile(
    r"(?:publish|posted|updated|last updated|edited|dated|issue)\w*:?,?\s*(?:(?:at\s)?\d{1,2}[:.]\d\d\s?[ap]\.?m\.?,?\s)?(?:on\s+)?$",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(r"\b(?:on|of|since|from|until|before|after|by)\s(?:the\s)?$", re.IGNORECASE)
"""Before a date that a sentence tells of."""
_WHICH_YEAR = re.compile(r",?\s(?:of\s)?(?P<which>last|this|next|that|the\ssame)\syear\b", re.IGNORECASE)
"""Behind a day or month, which year it is of: "July 1 last year", "March that year"."""
_UNTIL = re.compile(
    rf"\s(?:and|to|until|till|through|or|-)\s(?:(?P<month>{_MONTH})\.?(?:\s\d{{1,2}}{_ORDINAL},?)?|\d{{1,2}}{_ORDINAL}\s(?P<month2>{_MONTH})\.?),?\s{_YEAR}\b",
    re.IGNORECASE,
)
"""Behind a day or month, another that shares its year."""
_YEARS_AGO = re.compile(rf"\b(?P<count>\d{{1,3}}|{WORDS})\syears?\sago\s$", re.IGNORECASE)
_YEAR_BEFORE = re.compile(r"\b(?:1[6-9]\d\d|20[0-4]\d)\b(?!\s(?:people|persons)\b)")
_YEAR_REACH = 400
"""Code points back to the year that "that year" means."""
_HEAD = 400
"""Code points from the top in which a full date is taken for the account's own, where nothing else gives it."""


def dates(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Dates of a page.

    "20 January 1990" is 1990-01-20, "fall of 1989" 1989-23, "1988-1989" 1988/1989; "January 23" takes its year from
    the dates around it, the publication or the event; for "Saturday" and "the next day" see `relative`.
    Wrong for a day of the month before the month where the country writes the month first, as in 4/5/2010.
    """
    text = page.text
    taken = Taken(len(text), found)
    out: list[Candidate] = []

    def put(start: int, end: int, edtf: str | None, rule: str) -> None:
        while start < end and text[start].isspace():
            start += 1
        if edtf and not _OF_A_PLACE.match(text, end) and not taken.holds(start, end):
            taken.take(start, end)
            out.append(Candidate(start, end, "date", Moment(edtf), rule))

    full: list[tuple[int, date]] = []
    calendar = calendar_of(page)
    spans = [m for m in calendar.find(_DAYS, "month") if _is_span(m)]
    for m in spans:
        taken.take(*m.span())
    for kind, pattern in _FULL:
        for m in calendar.find(pattern, kind):
            day = _day_of(m)
            if day and not taken.holds(*m.span()):
                put(*m.span(), day.isoformat(), "full-date")
                full.append((m.start(), day))
                if first := _DAY_AND.search(text, max(0, m.start() - 16), m.start()):
                    put(*first.span("day"), _iso(day.year, day.month, int(first["day"])), "first-day")
    full.sort()
    written = _written(page, full)
    months = [m for m in calendar.find(_MONTH_YEAR, "month") if _is_month(m, "month")]
    whole = [(m.start(), date(int(m["year"]), _month(m["month"]), 1)) for m in months]
    years = Years(page, sorted(full + [pair for m in spans for pair in _ends(m)]), written, whole)

    for m in spans:
        opening, closing, span_month = _span_of(m)
        year = int(m["year"]) if m["year"] else years.year_for(m.start(), span_month, closing)
        low, high = _iso(year, span_month, opening), _iso(year, span_month, closing)
        start = m.start() if m["between"] else m.start("month2" if m["month2"] else "day")
        stop = m.end() - (text[m.end() - 1] == ".")
        if low and high:
            out.append(Candidate(start, stop, "date", Moment(f"{low}/{high}"), "days"))
    for m in months:
        start = m.start() if m[0].lower().startswith(("end", "the end")) else m.start("month")
        put(start, m.end(), f"{m['year']}-{_month(m['month']):02d}", "month-and-year")
    for m in calendar.find(_DAY, "month"):
        name = "month" if m["month"] else "month2"
        if not _is_month(m, name) or (
            name == "month2" and m["month2"].lower() in ("may", "march") and not m["month2"][0].isupper()
        ):
            continue
        month, day_number = _month(m[name]), int(m["day"] or m["day2"])
        if (month, day_number) == (9, 11) and re.match(r",?\s+(?:terror|attack)", text[m.end() : m.end() + 12]):
            put(*m.span(), "2001-09-11", "day-and-month")
            continue
        year, stop = _said_year(text, m.end(), month, written) or (
            years.year_for(m.start(), month, day_number),
            m.end(),
        )
        stop -= text[stop - 1] == "." and m[name].lower() in MONTHS
        second = _AND_DAY.match(text, stop) if name == "month" else None
        if second and second["year"]:
            year = int(second["year"])  # "March 25 and 26, 2011"
        put(m.start(), stop, _iso(year, month, day_number), "day-and-month")
        if second:
            put(second.start("day"), second.end(), _iso(year, month, int(second["day"])), "second-day")
        elif first := _DAY_AND.search(text, max(0, m.start() - 16), m.start()):
            put(*first.span("day"), _iso(year, month, int(first["day"])), "first-day")
    for m in calendar.find(_SEASON, "season"):
        put(*m.span(), f"{m['year']}-{_DATA['seasons'][m['season'].lower()]}", "season")
    for m in calendar.find(_YEARS, "year"):
        if _is_notice(text, m.start("a"), m.end("a")) or _MODEL.match(text, m.end(), m.end() + 40):
            continue
        if int(m["a"]) < int(m["b"]) and (m["join"].lower() != "and" or m["between"]):
            put(
                m.start() if m["between"] and m["join"].lower() == "and" else m.start("a"),
                m.end(),
                f"{m['a']}/{m['b']}",
                "years",
            )
    for m in calendar.find(_SHORT_YEARS, "year"):
        end = m["a"][:2] + m["b"]
        if int(m["a"]) < int(end) <= int(m["a"]) + 30:
            put(*m.span(), f"{m['a']}/{end}", "years")
    for m in calendar.find(_DECADE, "year"):
        if _MODEL.match(text, m.end()):
            continue
        put(*m.span(), f"{m['decade']}0/{m['decade']}9", "decade")
    for m in calendar.find(_BARE_MONTH, "month"):
        if not m["month"][0].isupper() or (
            m["month"] in ("May", "March") and m["before"].lower() in ("that", "this", "and", "a")
        ):
            continue
        if re.match(r"\s[A-Z][a-z]+", text[m.end() : m.end() + 8]) and not re.match(
            r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", text[m.end() : m.end() + 10]
        ):
            continue  # "the April Fools", "a March Madness pool"
        month = _month(m["month"])
        said = _said_year(text, m.end(), month, written)
        year, stop = said or (years.year_for(m.start(), month, None), m.end())
        if not said and written and m["before"].lower() == "this":
            year = written.year - _years_ago(text, m.start())  # "this April", "twenty years ago this April"
        if (
            year
            and not said
            and m["before"].lower() == "last"
            and written
            and year == written.year
            and month >= written.month
        ):
            year -= 1
        if year:
            start = m.start() if m["before"].lower().startswith("end") else m.start("month")
            put(start, stop, f"{year:04d}-{month:02d}", "month")
    for start, end, edtf, rule in relative_dates(
        page, written, [(c.start, c.end, c.value.edtf) for c in out if isinstance(c.value, Moment)]
    ):
        put(start, end, edtf, rule)
    for m in calendar.find(_BARE_YEAR, "year"):
        if _MODEL.match(text, m.end(), m.end() + 40):
            continue
        if _is_notice(text, *m.span()):
            continue
        if _YEAR_CUE.search(text, max(0, m.start() - 14), m.start()) or not _odd_place(text, m):
            put(*m.span(), m["year"], "year")
    yield from sorted(out, key=lambda c: c.start)


def _is_notice(text: str, start: int, end: int) -> bool:
    """Whether a year stands in a notice of copyright."""
    return any(n.end() >= end for n in COPYRIGHT.finditer(text, max(0, start - _NOTICE), end))


def _said_year(text: str, end: int, month: int, written: date | None) -> tuple[int, int] | None:
    """The year that the words behind a day or month ending at `end` tell, and where they end; None where they tell none."""
    if shared := _UNTIL.match(text, end):  # "between January and June 2006"
        return int(shared["year"]) - (_month(shared["month"] or shared["month2"]) < month), end
    m = _WHICH_YEAR.match(text, end)
    if m is None:
        return None
    which = m["which"].lower()
    if which in ("last", "this", "next"):
        return (written.year + {"last": -1, "this": 0, "next": 1}[which], m.end()) if written else None
    before = _YEAR_BEFORE.findall(text, max(0, end - _YEAR_REACH), end)
    return (int(before[-1]), m.end()) if before else None


def _years_ago(text: str, end: int) -> int:
    """How many years ago something is, where that stands before `end`, else 0."""
    m = _YEARS_AGO.search(text, max(0, end - 40), end)
    if m is None:
        return 0
    word = m["count"].lower()
    return int(word) if word.isdigit() else int(number_of_words(word) or 0)


def _span_of(m: re.Match[str]) -> tuple[int, int, int]:
    """First and last day, and the month."""
    return int(m["day"] or m["day2"]), int(m["last"] or m["last2"]), _month(m["month"] or m["month2"])


def _ends(m: re.Match[str]) -> list[tuple[int, date]]:
    """The two days of an interval that has its year."""
    first, last, month = _span_of(m)
    days = [_iso(int(m["year"]), month, day) for day in (first, last)] if m["year"] else []
    return [(m.start(), date.fromisoformat(day)) for day in days if day]


def _is_span(m: re.Match[str]) -> bool:
    """Whether two days of a month are the ends of an interval: "10 to 16 March", not "10 and 16 March"."""
    first, last, _ = _span_of(m)
    and_alone = (m["join"] or m["join2"]).strip().lower() == "and" and not m["between"]
    return first < last <= 31 and not and_alone and _is_month(m, "month2" if m["month2"] else "month")


def _odd_place(text: str, m: re.Match[str]) -> bool:
    """Whether a number that could be a year stands where years do not: alone on a line, or before a noun."""
    left, right = text[max(0, m.start() - 2) : m.start()], text[m.end() : m.end() + 14]
    return (
        not left.strip(" \n")
        or bool(re.match(r"\s+(?:[a-z]+s\b|[NSEW]\.?\s)", right))
        or bool(re.search(r"[A-Za-z]-?$", left) and re.match(r"\s?[-/]", right))
    )


def _month(name: str) -> int:
    word = name.lower()
    return MONTHS.index(word) + 1 if word in MONTHS else _SHORT[word]


def _is_month(m: re.Match[str], group: str) -> bool:
    """Whether the word is the month and not a verb ("may 5 people", "march 20 miles")."""
    return m[group][0].isupper() or m[group].lower() not in ("may", "march", "mar")


def _iso(year: int | None, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None


def _day_of(m: re.Match[str]) -> date | None:
    groups = m.groupdict()
    month = int(groups["number"]) if groups.get("number") else _month(groups["month"])
    day, year = int(groups["day"]), int(groups["year"])
    if year < 100:
        year += 2000 if year < 40 else 1900
    if month > 12 and "/" in m[0]:
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _updated(page: Page, published: date) -> list[date]:
    """Days without a year that the text says it was last changed on, up to a week after its publication."""
    out = []
    for m in calendar_of(page).find(_DAY, "month"):
        if _STAMP.search(page.text, max(0, m.start() - 48), m.start()) and _is_month(
            m, "month" if m["month"] else "month2"
        ):
            day = _iso(published.year, _month(m["month"] or m["month2"]), int(m["day"] or m["day2"]))
            if day and timedelta(0) < date.fromisoformat(day) - published <= timedelta(7):
                out.append(date.fromisoformat(day))
    return out


def _written(page: Page, full: list[tuple[int, date]]) -> date | None:
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
