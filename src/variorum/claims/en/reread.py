"""Reading a claim's value again from its own words: what the verifier asks of every candidate."""

from __future__ import annotations

import re
from functools import lru_cache

from variorum.claims.en.durations import OF_TWO, count_of_two
from variorum.claims.en.lists import count_listed
from variorum.claims.en.named import count_dead
from variorum.claims.en.numbers import find_numbers
from variorum.claims.en.ordinals import nth_of
from variorum.claims.en.others import OTHERS, count_others
from variorum.claims.en.rests import count_left
from variorum.claims.en.told_apart import count_told
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, load
from variorum.model import LISTED, NAMED, ORDINAL, REST, ClockTime, Moment, Person, Quantity, is_edtf

_CALENDAR = load("en", "calendar")
_DATE_WORD = re.compile(
    rf"\d|\b(?:{any_of([*_CALENDAR['months'], *_CALENDAR['short_months'], *_CALENDAR['weekdays'], *_CALENDAR['seasons'], *_CALENDAR['today'], *_CALENDAR['anchored'], 'ago', 'week', 'weekend', 'month', 'year', 'day'])})\b",
    re.IGNORECASE,
)
_DECADE = re.compile(r"[2-9]0'?s\b")
_LONE = re.compile(r"\b(?:an?|the last|the past|another|half|quarters?|thirds?|\w+-long)\b", re.IGNORECASE)


def reread(page: Page, c: Candidate) -> str | None:
    """Why the value cannot be read in the words, None when it can.

    A quantity's bounds must come from a number in them; a date's words must be of the calendar, and a year or day in
    figures must be the value's own; a person's name and age stand in the words.
    """
    words = page.text[c.start : c.end]
    if c.form == OTHERS and isinstance(c.value, Quantity):
        sums = count_others(words)
        return None if c.value.low in sums else f"the sums of its figures are {sorted(sums)}"
    if c.rule == LISTED and isinstance(c.value, Quantity):
        summed = count_listed(words)
        return None if summed == c.value.low == c.value.high else f"the persons it lists are {summed}"
    if c.rule == NAMED and isinstance(c.value, Quantity):
        apart = c.form == "apart" and c.frame is not None
        count = count_told(words)[c.frame.measure == "injured"] if apart and c.frame else count_dead(words)
        return None if count == c.value.low and c.value.high is None else f"those it tells of are {count}"
    if c.rule == REST and isinstance(c.value, Quantity):
        left = count_left(words)
        return None if c.value.low in left else f"those left by its figures are {sorted(left)}"
    if c.rule == ORDINAL and isinstance(c.value, Quantity):
        nth = nth_of(words)
        return None if nth == c.value.low == c.value.high else f"the place that it tells is {nth}"
    if c.rule == OF_TWO and isinstance(c.value, Quantity):
        length = count_of_two(words)
        return None if length == c.value.low == c.value.high else f"its two units are {length}"
    if isinstance(c.value, Quantity):
        return _number(words, c)
    if isinstance(c.value, Moment):
        if not is_edtf(c.value.edtf):
            return f"{c.value.edtf!r} is no date"
        if not _DATE_WORD.search(words):
            return "no word of the calendar stands in it"
        years = re.findall(r"\b(?:1[5-9]|20)\d\d\b", words)
        if years and not any(y in c.value.edtf or y[:3] in c.value.edtf for y in years):
            return f"its year {years[0]} is not that of {c.value.edtf}"
    if isinstance(c.value, Person):
        if " ".join(words.split()).find(c.value.name) < 0:
            return f"the name {c.value.name!r} does not stand in it"
        if c.value.age is not None and str(c.value.age) not in words:
            return f"the age {c.value.age} does not stand in it"
    if isinstance(c.value, ClockTime) and not (0 <= c.value.low < 1440 and 0 <= c.value.high < 1440):
        return "it is no time of a day"
    return None


def _number(words: str, c: Candidate) -> str | None:
    value = c.value
    assert isinstance(value, Quantity)
    if value.low is None and value.high is None:
        return "it has neither a least nor a greatest value"
    if value.low is not None and value.high is not None and value.low > value.high:
        return f"its least value {value.low:g} is above its greatest {value.high:g}"
    allowed = _allowed(words)
    if (value.low is not None and value.low in allowed) or (value.high is not None and value.high in allowed):
        return None
    if _LONE.search(words) or _DECADE.search(words):
        return None
    return f"{value.low} to {value.high} cannot be read from the number in it" if allowed else "no number stands in it"


@lru_cache(4096)  # most figures of an account stand in the same words as others
def _allowed(words: str) -> frozenset[float]:
    """What a bound of a value can be by the numbers that stand in its words; empty where none does."""
    read = {bound for n in find_numbers(words) for bound in (n.low, n.high) if bound is not None}
    of_each = ((b, b + 1, round(b + 0.1, 4), b * 2, b * 12, b * 12 + 6, b + 0.5) for b in read)
    return frozenset([0.0, *(b for bounds in of_each for b in bounds)]) if read else frozenset()
