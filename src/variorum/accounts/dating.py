"""Dates as they stand at the head of a report, in addresses and in file names, as EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.languages import load
from variorum.model import is_edtf

_CALENDAR = load("en", "calendar")
_MONTHS: dict[str, int] = {name: k for k, name in enumerate(_CALENDAR["months"], 1)} | _CALENDAR["short_months"]
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)\b"
_DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th))?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"\b{_DAY}\s*(?:of\s+)?{_MONTH}[\s,]*{_YEAR}",
        rf"\b{_MONTH}\s*{_DAY}\s*,?\s*{_YEAR}",
        rf"\b{_YEAR}\s*[-/.]\s*(?P<month>[01]?\d)\s*[-/.]\s*(?P<day>[0-3]?\d)(?!\d)",
        rf"(?<![\d.])(?P<day>[0-3]?\d)\s?\.\s?(?P<month>[01]?\d)\s?\.\s?{_YEAR}",
        rf"(?<![\d/])(?P<first>[0-3]?\d)[/-](?P<second>[0-3]?\d)[/-]{_YEAR}",
        rf"\b{_YEAR}\s+{_MONTH}\s*{_DAY}\b",
    )
)
_MONTH_ONLY = re.compile(rf"\b{_MONTH}[\s,]*{_YEAR}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text."""

    start: int
    """First code point."""
    end: int
    """One past the last."""
    edtf: str
    """The date."""


def find_date(text: str) -> Dated | None:
    """The first full date in `text`; a date that can be read two ways ("03/04/2012") is none."""
    found = []
    for shape in _SHAPES:
        for m in shape.finditer(text):
            if edtf := _edtf(m):
                found.append(Dated(m.start(), m.end(), edtf))
                break
    return min(found, key=lambda d: (d.start, -d.end), default=None)


def find_month(text: str) -> Dated | None:
    """The first month with its year in `text`."""
    m = _MONTH_ONLY.search(text)
    return Dated(m.start(), m.end(), f"{m['year']}-{_MONTHS[m['month'].lower()]:02}") if m else None


def _edtf(m: re.Match[str]) -> str | None:
    parts = m.groupdict()
    if "first" in parts:
        first, second = int(m["first"]), int(m["second"])
        if first > 12 >= second:
            day, month = first, second
        elif second > 12 >= first or first == second:
            day, month = second, first
        else:
            return None
    else:
        day = int(m["day"])
        month = _MONTHS.get(m["month"].lower(), 0) or int(m["month"])
    edtf = f"{m['year']}-{month:02}-{day:02}"
    return edtf if is_edtf(edtf) else None


def as_kept(field: str, value: str) -> str:
    """What a document says of itself in a field, as it is kept: a date as EDTF, and empty where it is none."""
    return as_edtf(value) or "" if field == "published" else value


def as_edtf(value: str) -> str | None:
    """What somebody wrote as a date, as EDTF: "2013-01-20T08:00:00Z", "20 January 2005", "1990"; None for no date."""
    value = value.strip()
    if is_edtf(value):
        return value
    if (m := re.match(r"(\d{4}-\d\d(?:-\d\d)?)(?:[T ]\d\d[:.]?\d\d.*)?$", value)) and is_edtf(m[1]):
        return m[1]
    if (m := re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}.*)?", value)) and is_edtf(f"{m[1]}-{m[2]}-{m[3]}"):
        return f"{m[1]}-{m[2]}-{m[3]}"
    found = find_date(value) or find_month(value)
    return found.edtf if found else None


_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-]?([01]\d|" + "|".join(_MONTHS) + r")(?:[/-]?([0-3]\d))?(?=[/_-]|$)", re.IGNORECASE
)
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_. ]?)([01]\d)\2([0-3]\d)(?!\d)")


def date_in_address(url: str) -> str | None:
    """The date in an address such as https://host/2013/01/20/title; None when it has none."""
    m = _IN_ADDRESS.search(url)
    if not m:
        return None
    month = _MONTHS.get(m[2].lower()) or int(m[2])
    day = f"{m[1]}-{month:02}-{m[3]}"
    return day if m[3] and is_edtf(day) else (f"{m[1]}-{month:02}" if is_edtf(f"{m[1]}-{month:02}") else None)


def date_in_name(name: str) -> str | None:
    """The date in a file's name such as 2005-01-20_embassy.txt; None when it has none."""
    m = _IN_NAME.search(name)
    edtf = f"{m[1]}-{m[3]}-{m[4]}" if m else ""
    return edtf if is_edtf(edtf) else None
