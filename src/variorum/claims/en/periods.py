"""Months, seasons, years and decades that name themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from variorum.claims.en.calendar import MONTH, MONTHS, YEAR, Calendar, Found, is_month, month_number
from variorum.claims.en.filter import COPYRIGHT
from variorum.claims.en.relative import years_ago
from variorum.claims.en.years import Years
from variorum.languages import any_of, load

_DATA = load("en", "calendar")
_MONTH_YEAR = re.compile(
    rf"\b(?:early|late|mid|the\s+end\s+of|end\s+of)?[\s-]?(?P<month>{MONTH})\b\.?,?(?:\s+of)?\s+{YEAR}\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    rf"\b(?:early\s+|late\s+|mid-)?(?P<season>{any_of(_DATA['seasons'])})(?:\s+of|,)?\s+{YEAR}\b", re.IGNORECASE
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
_NOTICE = 24
"""Code points before a year in which a notice of copyright begins."""
_MODEL = re.compile(
    rf"\s(?:model\s|make\s)?(?:(?:{any_of(_DATA['of_cars']['colours'])})\s)?(?:(?:{any_of(_DATA['of_cars']['makes'])})\b|(?:[\w-]+\s){{0,2}}(?:{any_of(_DATA['of_cars']['kinds'])})\b)",
    re.IGNORECASE,
)
"""What follows the year in which a car was made: "a 1996 Honda", "a silver 2005 pickup"."""
_CAPITALISED = re.compile(r"\s[A-Z][a-z]+")


def months_with_year(calendar: Calendar) -> list[re.Match[str]]:
    """Where a month stands with its year."""
    return [m for m in calendar.find(_MONTH_YEAR, "month") if is_month(m, "month")]


def first_days(months: Sequence[re.Match[str]]) -> list[tuple[int, date]]:
    """The first day of each such month, with where it stands."""
    return [(m.start(), date(int(m["year"]), month_number(m["month"]), 1)) for m in months]


def dated_months(months: Sequence[re.Match[str]]) -> Iterator[Found]:
    """October, 1991."""
    for m in months:
        start = m.start() if m[0].lower().startswith(("end", "the end")) else m.start("month")
        yield start, m.end(), f"{m['year']}-{month_number(m['month']):02d}", "month-and-year"


def seasons(calendar: Calendar) -> Iterator[Found]:
    """The fall of 1989."""
    for m in calendar.find(_SEASON, "season"):
        yield *m.span(), f"{m['year']}-{_DATA['seasons'][m['season'].lower()]}", "season"


def spans_of_years(text: str, calendar: Calendar) -> Iterator[Found]:
    """1988-1989, 1988-89, the 1980s."""
    for m in calendar.find(_YEARS, "year"):
        if _is_notice(text, m.start("a"), m.end("a")) or _MODEL.match(text, m.end(), m.end() + 40):
            continue
        with_and = m["join"].lower() == "and"
        if int(m["a"]) < int(m["b"]) and (not with_and or m["between"]):
            yield m.start() if with_and else m.start("a"), m.end(), f"{m['a']}/{m['b']}", "years"
    for m in calendar.find(_SHORT_YEARS, "year"):
        end = m["a"][:2] + m["b"]
        if int(m["a"]) < int(end) <= int(m["a"]) + 30:
            yield *m.span(), f"{m['a']}/{end}", "years"
    for m in calendar.find(_DECADE, "year"):
        if not _MODEL.match(text, m.end()):
            yield *m.span(), f"{m['decade']}0/{m['decade']}9", "decade"


def months_without_year(text: str, calendar: Calendar, years: Years) -> Iterator[Found]:
    """Months whose year what stands around them tells: "in January", "last May", "twenty years ago this April"."""
    for m in calendar.find(_BARE_MONTH, "month"):
        before = m["before"].lower()
        if (
            not m["month"][0].isupper()
            or (m["month"] in ("May", "March") and before in ("that", "this", "and", "a"))
            or _CAPITALISED.match(text, m.end(), m.end() + 8)
        ):
            continue  # "the April Fools", "a March Madness pool"
        month = month_number(m["month"])
        said = years.said_behind(m.end(), month)
        year, stop = said or (_year_of_month(text, m, month, years), m.end())
        if year:
            start = m.start() if before.startswith("end") else m.start("month")
            yield start, stop, f"{year:04d}-{month:02d}", "month"


def _year_of_month(text: str, m: re.Match[str], month: int, years: Years) -> int | None:
    """The year of a month behind which no words tell it, None where nothing does."""
    written, before = years.written, m["before"].lower()
    if written and before == "this":
        return max(written.year - years_ago(text, m.start()), 0) or None
    year = years.year_for(m.start(), month, None)
    passed = written and before == "last" and year == written.year and month >= written.month
    return year - 1 if year and passed else year


def bare_years(text: str, calendar: Calendar) -> Iterator[Found]:
    """Years that stand alone, where a year can stand: "in 1990"."""
    for m in calendar.find(_BARE_YEAR, "year"):
        if _MODEL.match(text, m.end(), m.end() + 40) or _is_notice(text, *m.span()):
            continue
        if _YEAR_CUE.search(text, max(0, m.start() - 14), m.start()) or not _odd_place(text, m):
            yield *m.span(), m["year"], "year"


def _is_notice(text: str, start: int, end: int) -> bool:
    """Whether a year stands in a notice of copyright."""
    return any(n.end() >= end for n in COPYRIGHT.finditer(text, max(0, start - _NOTICE), end))


def _odd_place(text: str, m: re.Match[str]) -> bool:
    """Whether a number that could be a year stands where years do not: alone on a line, or before a noun."""
    left, right = text[max(0, m.start() - 2) : m.start()], text[m.end() : m.end() + 14]
    return (
        not left.strip(" \n")
        or bool(re.match(r"\s+(?:[a-z]+s\b|[NSEW]\.?\s)", right))
        or bool(re.search(r"[A-Za-z]-?$", left) and re.match(r"\s?[-/]", right))
    )
