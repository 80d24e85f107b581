"""The words of the calendar, and where they stand in a text, so that the grammars of dates read only around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from variorum.claims.page import Page, windows
from variorum.languages import any_of, load

_DATA = load("en", "calendar")
MONTHS: tuple[str, ...] = tuple(_DATA["months"])
_SHORT: dict[str, int] = _DATA["short_months"]
MONTH = any_of([*MONTHS, *_SHORT])
"""Pattern of a month, whole or short."""
YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
Found = tuple[int, int, str | None, str]
"""Start, end, EDTF and rule of a date; no EDTF where there is no such day."""
CALENDAR_NAMES = frozenset(word.capitalize() for word in (*_DATA["months"], *_DATA["weekdays"]))
"""Months and weekdays as written: capitalised, yet no names of persons or places."""
_WORD = re.compile(r"[A-Za-z]{3,12}|\d{1,12}")
_KIND: dict[str, str] = (
    dict.fromkeys([*_DATA["told_from"], *_DATA["parts_of_day"]], "relative")
    | dict.fromkeys(_DATA["seasons"], "season")
    | dict.fromkeys(_DATA["weekdays"], "weekday")
    | dict.fromkeys([*_DATA["months"], *_DATA["short_months"]], "month")
)
_AROUND = 48
"""Code points on either side of a word of the calendar that a date can take; the longest pattern takes 40."""


class Calendar:
    """The places in a page where dates can stand."""

    def __init__(self, page: Page) -> None:
        self._text = text = page.text
        anchors: dict[str, list[int]] = {k: [] for k in ("relative", "season", "weekday", "month", "year", "numeric")}
        for m in _WORD.finditer(text):
            word = m[0]
            if word[0].isdigit():
                if len(word) == 4 and word[0] in "12":
                    anchors["year"].append(m.start())
                if text[m.end() : m.end() + 1] in ("/", ".", "-") or text[m.end() : m.end() + 2] == " /":
                    anchors["numeric"].append(m.start())
            elif kind := _KIND.get(word.lower()):
                anchors[kind].append(m.start())
        self._windows = {kind: windows(text, places, _AROUND, _AROUND) for kind, places in anchors.items()}

    def find(self, pattern: re.Pattern[str], kind: str) -> Iterator[re.Match[str]]:
        """Matches of a pattern around the words of that kind: relative, season, weekday, month, year, numeric."""
        for low, high in self._windows[kind]:
            yield from pattern.finditer(self._text, low, high)


def calendar_of(page: Page) -> Calendar:
    """The calendar words of a page, found once."""
    known = page.memo.get("calendar")
    if not isinstance(known, Calendar):
        known = page.memo["calendar"] = Calendar(page)
    return known


def month_number(name: str) -> int:
    """1 to 12, for a month written whole or short."""
    word = name.lower()
    return MONTHS.index(word) + 1 if word in MONTHS else _SHORT[word]


def is_month(m: re.Match[str], group: str) -> bool:
    """Whether the word is the month and not a verb ("may 5 people", "march 20 miles")."""
    return m[group][0].isupper() or m[group].lower() not in ("may", "march", "mar")


def iso(year: int | None, month: int, day: int) -> str | None:
    """The day in ISO 8601, None where there is no such day or no year."""
    try:
        return date(year, month, day).isoformat() if year else None
    except ValueError:
        return None
