"""Moments as EDTF strings (ISO 8601-2:2019, Library of Congress profile, levels 0 and 1 in part)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"\d{4}")
_DECADE = re.compile(r"(\d{3})X")
_CENTURY = re.compile(r"(\d{2})XX")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
"""Months of spring, summer, autumn, winter in the northern hemisphere; 13 and 14 lie in the next year."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, month, season, year, decade, century or an interval of them."""

    edtf: str
    """For instance "1990-01-20", "1991-10", "1989-23", "1988/1989", "198X", "19XX", "1990-01-20~"."""

    def bounds(self) -> tuple[date, date]:
        """First and last day that it can mean.

        Raises:
            ValueError: the string is outside the profile above.
        """
        text = self.edtf.rstrip("~?%")
        if "/" in text:
            first, last = text.split("/", 1)
            low = date.min if first in ("", "..") else Moment(first).bounds()[0]
            high = date.max if last in ("", "..") else Moment(last).bounds()[1]
            if low > high:
                raise ValueError(f"the interval {self.edtf} ends before it begins")
            return low, high
        if m := _DAY.fullmatch(text):
            day = date(int(m[1]), int(m[2]), int(m[3]))
            return day, day
        if m := _MONTH.fullmatch(text):
            year, month = int(m[1]), int(m[2])
            if month in _SEASONS:
                a, b = _SEASONS[month]
                return date(year, a, 1), _last_day(year + (b > 12), b - 12 * (b > 12))
            return date(year, month, 1), _last_day(year, month)
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1), date(int(text), 12, 31)
        if m := _DECADE.fullmatch(text):
            return date(int(m[1] + "0"), 1, 1), date(int(m[1] + "9"), 12, 31)
        if m := _CENTURY.fullmatch(text):
            return date(int(m[1] + "00"), 1, 1), date(int(m[1] + "99"), 12, 31)
        raise ValueError(f"{self.edtf!r} is no date that Variorum understands")

    def precision(self) -> int:
        """Number of days between the first and the last day it can mean, 0 for a day."""
        low, high = self.bounds()
        return (high - low).days


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def is_edtf(text: str) -> bool:
    """Whether `text` is a moment within the profile of this module."""
    try:
        Moment(text).bounds()
    except ValueError:
        return False
    return True
