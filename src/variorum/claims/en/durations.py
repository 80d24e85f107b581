"""Durations: a number and a unit of time, "20 months", "a year and a half", "for several weeks"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from variorum.claims.en.bounds import Bound, bound_before
from variorum.claims.en.numbers import DIGITS, INITIALS, WORDS, count_of, number_of_digits, number_of_words
from variorum.claims.intervals import interval
from variorum.claims.page import Candidate, Page, Taken
from variorum.languages import any_of, initials, load
from variorum.model import Quantity

_DATA = load("en", "durations")
_UNIT_OF = {word: unit for unit, words in _DATA["units"].items() for word in words}
_VAGUE: dict[str, list[int]] = _DATA["vague"]
_ONE = frozenset(_DATA["one"]["words"])
_COUNT = rf"{any_of(_VAGUE)}|{DIGITS}|{WORDS}|{any_of(_ONE)}"
_INITIALS = INITIALS + initials([*_VAGUE, "between", "from", "the", "another"])
_DURATION = re.compile(
    rf"(?=[\d.{_INITIALS}])(?<![\w.,$:/-])(?:(?P<range>between|from)\s+)?(?P<count>{_COUNT})(?:(?:\s+to\s+|\s+or\s+|-|\s+and\s+)(?P<to>{DIGITS}|{WORDS}))?"
    rf"(?P<half>[\s-]+and[\s-]+a[\s-]+half)?[\s-]\s?(?:(?:{any_of(_DATA['between']['words'])}|[a-z]+(?:{any_of(_DATA['between']['endings'])}))[\s-])?(?P<unit>{any_of(_UNIT_OF)})"
    r"(?P<half2>\s+and\s+a\s+half)?(?P<life>\s+to\s+life)?\b(?!\.\w)(?:(?<=[a-z])\s+or\s+(?P<or_more>two|three|four)\b(?!\s+(?:[a-z]{3,}s|people|men|women|children)\b))?(?P<after>[\s-]olds?\b|\s+of\s+age\b|\s+or\s+(?:so|more|longer)\b|-long\b)?",
    re.IGNORECASE,
)
_AND_MORE = re.compile(
    rf"\s+and\s+(?P<count>\d{{1,2}}|{WORDS})[\s-](?P<unit>{any_of(_UNIT_OF)})\b(?!\s(?:old|respectively)\b)",
    re.IGNORECASE,
)
OF_TWO = "two-units"
"""Rule of a length told in two units."""
_EACH = re.compile(r"\b(?:per|every|each)\s*$", re.IGNORECASE)
_SERVED = re.compile(r"\s+(?:of\s+(?!the\b|this\b)[a-z]|in\s+(?:prison|jail|custody|hospital))")
_LASTS = re.compile(
    r"\b(?:for|after|of|within|took|lasted|spent|been|last|is|was|by|just|well|than)\s+$", re.IGNORECASE
)
_PAST = re.compile(r"\bthe\s+(?:last|past|next|coming|previous|preceding|following|first)\s+$", re.IGNORECASE)
_TO_READ = re.compile(r"\s(?:Read|read)\s*(?:$|\n)")
"""Behind the minutes that a page takes to read, by its head."""
_LONG = re.compile(r"(?<![\w-])(?P<unit>second|minute|hour|day|week|month|year|decade)-long\b", re.IGNORECASE)


def durations(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Durations of a page.

    "several weeks" is 3 weeks or more, "a year and a half" 18 months, "25 years to life" 25 years or more; "a day"
    alone is none, unless qualified ("over a year"). Wrong for times a day and ages without "old" ("a four-year pup").
    """
    text = page.text
    taken = Taken(len(text), found)
    for m in _LONG.finditer(text):
        unit = m["unit"].lower()
        yield Candidate(
            *m.span(),
            "duration",
            Quantity(1.0, 1.0, approx=False, unit=unit),
            "unit-long",
            core=m.start(),
            form="duration",
        )
    for m in _DURATION.finditer(text):
        if taken.holds(*m.span()):
            continue
        after = (m["after"] or "").lower().strip(" -\n")
        if after.startswith("old") or "age" in after:
            continue
        candidate = _duration(text, m, after)
        if candidate:
            candidate = _with_more(text, candidate)
            taken.take(candidate.start, candidate.end)
            yield candidate


def _with_more(text: str, c: Candidate) -> Candidate:
    """A duration with what a smaller unit adds to it: "seven years and six months" is 90 months."""
    m = _AND_MORE.match(text, c.end)
    value = c.value
    assert isinstance(value, Quantity)
    if m is None or value.low is None or value.low != value.high or value.low != int(value.low):
        return c
    found = _sum_of(value.low, value.unit, m)
    if found is None:
        return c
    return replace(c, end=m.end(), value=Quantity(found[0], found[0], value.approx, found[1]), rule=OF_TWO)


def _sum_of(low: float, unit: str, m: re.Match[str]) -> tuple[float, str] | None:
    """So many of a unit and what is told behind them, in the smaller unit; None where it is no part of the larger."""
    smaller = _UNIT_OF[m["unit"].lower()]
    factor = _DATA["parts"].get(unit, {}).get(smaller)
    more = count_of(m["count"])
    return None if factor is None or more is None or more >= factor else (low * factor + more, smaller)


def count_of_two(words: str) -> float | None:
    """The length that two units tell, in the smaller one; None where they do not.

    >>> count_of_two("about seven years and six months"), count_of_two("a day")
    (90.0, None)
    """
    for m in _DURATION.finditer(words):
        low = count_of(m["count"]) if m["count"][0].isdigit() or " " not in m["count"] else None
        more = _AND_MORE.match(words, m.end())
        if low is not None and more is not None and (found := _sum_of(low, _UNIT_OF[m["unit"].lower()], more)):
            return found[0]
    return None


def _duration(text: str, m: re.Match[str], after: str) -> Candidate | None:
    """The duration of a match; `after` is what it holds behind its unit, in small letters."""
    count, unit = " ".join(m["count"].lower().split()), _UNIT_OF[m["unit"].lower()]
    if m["unit"].lower() in ("min", "sec", "secs") and not m["count"][0].isdigit():
        return None
    open_end = after.endswith(("more", "longer"))
    end = m.end() if after.endswith("so") or open_end else m.end() - len(m["after"] or "")
    bound = bound_before(text, m.start(), end)
    if count in _VAGUE:
        low, most = _VAGUE[count]
        begin = bound.start if bound else m.start()
        return _made(m, begin, end, float(low), None if most < 0 else float(most), unit, most != low)
    if count in _ONE:
        served = not count.startswith("the ") and unit in ("year", "month", "week") and _SERVED.match(text, m.end())
        more = m["half"] or m["half2"] or m["or_more"] or open_end
        if not served and not more and (bound is None or bound.sort == "exactly"):
            return None
        value = 1.0
    else:
        read = _number(count)
        if read is None or _is_clock(count, unit, read):
            return None
        value = read
    if _EACH.search(text, max(0, m.start() - 8), m.start()) or _TO_READ.match(text, m.end()):
        return None
    if bound and bound.word == "over" and _is_meanwhile(text, bound, m, count, unit):
        bound = None
    if m["half"] or m["half2"]:
        value, unit = (round((value + 0.5) * 12), "month") if unit == "year" else (value + 0.5, unit)
    if m["to"]:
        top = _number(m["to"])
        return None if top is None or top <= value else _made(m, m.start(), end, value, top, unit, False)
    start = bound.start if bound else m.start("count")
    if m["or_more"]:
        return _made(m, start, m.end(), value, number_of_words(m["or_more"].lower()), unit, False)
    sort = bound.sort if bound else "exactly"
    if bound and (bound.word.startswith("little") or bound.word == "just over"):
        sort = "about"
    least, high = interval(value, sort)
    if sort == "more_than" and count in ("a", "an"):
        least = value  # time is no count: "more than a week" may be a week and a day
    if m["life"] or open_end:
        least, high = value, None
    if unit == "fortnight" and least is not None:
        unit, least, high = "week", least * 2, None if high is None else high * 2
    return _made(m, start, end, least, high, unit, sort == "about" or after.endswith("so"))


def _number(words: str) -> float | None:
    return number_of_digits(words) if words[0].isdigit() or words[0] == "." else number_of_words(words)


def _is_clock(count: str, unit: str, read: float) -> bool:
    """Whether it is a time of day: "1100 hours"."""
    four = re.fullmatch(r"\d{3,4}", count) is not None and unit == "hour"
    return four and read >= 100 and int(read) % 100 < 60 and read < 2400


def _is_meanwhile(text: str, over: Bound, m: re.Match[str], count: str, unit: str) -> bool:
    """Whether "over" tells while what time something was, not how much longer it took."""
    if _PAST.search(text, over.start, m.start("count")):
        return True  # "over the past 24 hours"
    if count in ("a", "an") or unit in ("year", "hour", "minute", "second"):
        return False
    return not _LASTS.search(text, max(0, over.start - 12), over.start)  # "60 arrests over four nights"


def _made(
    m: re.Match[str], start: int, end: int, low: float | None, high: float | None, unit: str, approx: bool
) -> Candidate:
    return Candidate(
        start, end, "duration", Quantity(low, high, approx, unit), "duration", core=m.start("count"), form="duration"
    )
