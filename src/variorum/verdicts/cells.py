"""What a cell of a table says, under all the ways of writing it: numbers, times of day, dates, lists of names, paths, text.

How the cells of a column are to be read is decided from the column as a whole: what most of its cells can be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from variorum.languages import load
from variorum.model.units import dimension

Sort = Literal["number", "time", "date", "path", "list", "text"]
Key = tuple[str | float, ...]

_MOST = 0.6
"""Share of a column's cells that must be readable in one way for it to be read so."""
_LISTS = 0.15
"""Share of a column's cells with a mark between names from which it is one of lists."""
_WORDS = load("en", "cells")
_NOTHING = frozenset(["", *_WORDS["nothing"]])
_CLOCK = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:[:h.](\d{2}))?(?:[:.]\d{2}(?:\.\d+)?)?\s*([AaPp])(?:\.?[Mm]\b\.?)?(?![a-z.])"
)
_DAYTIME = re.compile(r"(?<![\d:.,])([01]?\d|2[0-4])[:h]([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?![\d:])")
_OFFSET = re.compile(r"(?<![\w])[-+−]\d{1,2}:\d{2}(?!\d)")
"""How far a time is from another, or from Greenwich: no time of day."""
_BARE = re.compile(r"([01]?\d|2[0-4])\.?([0-5]\d)")
"""A time of day without a colon, which only a column of times tells from a number."""
_MONTHS = {month[:3]: i for i, month in enumerate(load("en", "calendar")["months"], 1)}
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*\.?"
_DATES = (
    (re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)"), "ymd"),
    (re.compile(r"(?<!\d)(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)"), "??y"),
    (re.compile(rf"(?<![\d:.])(\d{{1,2}})(?:st|nd|rd|th)?[\s-]*{_MONTH}(?:,?[\s-]+(\d{{4}}))?", re.IGNORECASE), "dmy"),
    (re.compile(rf"{_MONTH}[\s-]*(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?[\s-]+(\d{{4}}))?", re.IGNORECASE), "mdy"),
    (re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})(?![\d/])"), "??"),
)
_NUMBER = re.compile(
    r"(?:about|around|approx\.?|approximately|ca?\.|circa|~|≈)?\s*([$€£¥]|[A-Z]{3}\s)?\s*"
    r"([-+−]?\s?(?:\d[\d,'’\u00a0\u202f ]*)?(?:[.,]?\d)+(?:e[-+]?\d+)?)\s*"
    r"(hundred|thousand|million|billion|trillion|mn|bn|k|m|b|t)?\s*([%°]|[^\W\d_][\w²³/ .]{0,20})?",
    re.IGNORECASE,
)
_TIMES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_LETTERS = {"m": 1e6, "b": 1e9, "t": 1e12}
_BETWEEN = re.compile(r"[;/|&,\n]|\band\b|\bwith\b", re.IGNORECASE)
_BESIDE = frozenset(_WORDS["beside"])
"""Words of a list of names that tell nobody from anybody."""


def fold(text: str) -> str:
    """Lower case without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def says_nothing(text: str) -> bool:
    """Whether a cell only says that there is no value."""
    bare = text.strip().casefold().strip("()[]{}-–—.*? ")
    return bare in _NOTHING or not any(c.isalnum() for c in bare)


def clock(text: str) -> int | None:
    """The time of day a cell holds, in minutes from midnight, whatever stands beside it; None when it holds none.

    >>> clock("Dec 1 - 6:15p"), clock("18:15"), clock("2011-12-01 06:15 PM"), clock("12:05am"), clock("B12")
    (1095, 1095, 1095, 5, None)
    >>> clock("-1:00 18:15"), clock("01-Dec-2011 18:15 (+0:20)")
    (1095, 1095)
    """
    text = _OFFSET.sub(" ", text)
    if m := _CLOCK.search(text):
        hour, minute = int(m[1]), int(m[2] or 0)
        if 1 <= hour <= 12 and minute < 60:
            return (hour % 12 + (12 if m[3] in "Pp" else 0)) * 60 + minute
        if hour < 24 and minute < 60 and m[2]:
            return hour * 60 + minute
    if m := _DAYTIME.search(text):
        return (int(m[1]) % 24) * 60 + int(m[2])
    return None


def day(text: str, *, day_first: bool = False) -> tuple[int | None, int, int] | None:
    """Year (None when not given), month and day of a date in `text`; None when there is none."""
    for pattern, order in _DATES:
        m = pattern.search(text)
        if m is None:
            continue
        parts = dict(zip(order, m.groups(), strict=False))
        if "?" in order:
            first, second = int(m[1]), int(m[2])
            swap = first > 12 or (day_first and second <= 12)
            month, of = (second, first) if swap else (first, second)
        else:
            said = parts["m"]
            month, of = int(said) if said.isdigit() else _MONTHS[said[:3].casefold()], int(parts["d"])
        year = int(parts["y"]) if parts.get("y") else None
        if year is not None and year < 100:
            year += 2000 if year < 70 else 1900
        if 1 <= month <= 12 and 1 <= of <= 31:
            return year, month, of
    return None


def number(text: str) -> float | None:
    """The number a cell holds, with separators, a unit, a currency or "million" beside it; None when it is none.

    >>> number("1,234"), number("1.2 million"), number("$12.50"), number("3 km"), number("A 3")
    (1234.0, 1200000.0, 12.5, 3000.0, None)
    """
    m = _NUMBER.fullmatch(text.strip())
    if m is None:
        return None
    figures = re.sub(r"[\s'’]", "", m[2]).replace("−", "-")
    if re.fullmatch(r"[-+]?\d+,\d{1,2}|[-+]?\d{1,3}(\.\d{3})+,\d+", figures):
        figures = figures.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3}){2,}", figures):
        figures = figures.replace(".", "")
    try:
        value = float(figures.replace(",", ""))
    except ValueError:
        return None
    scale, unit = (m[3] or "").casefold(), (m[4] or "").strip().casefold()
    if scale in _LETTERS:
        # "5 m" is five metres, "5M" five million.
        value *= _LETTERS[scale] if m[3].isupper() else 1
    else:
        value *= _TIMES.get(scale, 1.0)
    for name in (unit, unit.removesuffix("s")):
        measures, factor, _ = dimension(name)
        if measures in ("length", "weight"):
            value *= factor
            break
    return value if abs(value) < 1e300 else None


def words(text: str) -> tuple[str, ...]:
    """The words and initials of a list of names that tell whom it names, sorted; without titles and roles."""
    found = set(re.findall(r"[^\W\d_]+", fold(text).replace("'", "").replace("’", "")))
    return tuple(sorted(found - _BESIDE or found))


def sort_of(cells: Mapping[str, int]) -> Sort:
    """How the cells of a column (text to times it occurs) are to be read."""
    total = sum(cells.values())
    tests: tuple[tuple[Sort, Callable[[str], object]], ...] = (("time", clock), ("number", number), ("date", day))
    for sort, test in tests:
        if sum(n for c, n in cells.items() if test(c) is not None) >= _MOST * total:
            return sort
    if sum(n for c, n in cells.items() if ">" in c) >= _LISTS * total:
        return "path"
    if sum(n for c, n in cells.items() if _BETWEEN.search(c)) >= _LISTS * total:
        return "list"
    return "text"


def day_first(cells: Sequence[str]) -> bool:
    """Whether dates like 3/4/2011 of a column are day/month: some first part is above 12 and no second one is."""
    pairs = [(int(m[1]), int(m[2])) for c in cells if (m := _DATES[1][0].search(c))]
    return any(a > 12 for a, _ in pairs) and not any(b > 12 for _, b in pairs)


def key_of(cell: str, sort: Sort, *, day_first: bool = False, name: str = "") -> Key | None:
    """What makes two cells of a column one value; None where the cell cannot be read as its column is.

    Of text, words of the column's own `name` tell nothing: "Gate B2" under "dep_gate" is B2.
    """
    if sort == "number":
        value = number(cell)
        return None if value is None else (value,)
    if sort == "time":
        minute = clock(cell)
        if minute is None and (bare := _BARE.fullmatch(cell.strip())):
            minute = int(bare[1]) % 24 * 60 + int(bare[2])
        return None if minute is None else (float(minute),)
    if sort == "date":
        when = day(cell, day_first=day_first)
        return None if when is None else (when[0] or 0, when[1], when[2])
    if sort == "path":
        steps = [" ".join(re.findall(r"\w+", fold(s))) for s in cell.split(">")]
        steps = [s for s in steps if s]
        return tuple(">".join(steps[: i + 1]) for i in range(len(steps))) or None
    if sort == "list":
        return words(cell) or None
    found = re.findall(r"\w+", fold(cell))
    told = [w for w in found if w not in set(re.findall(r"[^\W_]+", fold(name)))] or found
    return (" ".join(sorted(told)),)
