"""Quantities and durations of any language: a number with its qualifier and unit, where its words show that it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from variorum.claims.intervals import interval
from variorum.claims.number import Number
from variorum.claims.page import Candidate, Page, Taken
from variorum.claims.plain.bounds import OF_COUNTS, bound_after, bound_before
from variorum.claims.plain.numbers import find_numbers
from variorum.claims.plain.words import Words, pattern, words_of
from variorum.model import Quantity

_NEVER = tuple(
    re.compile(p)
    for p in (
        r"https?://\S+|www\.\S+|(?<![\w.-])[\w.-]{1,80}\.(?:com|org|net|gov|info)\b(?:/\S*)?|[@#]\w+|(?<!\S)[^\s@]{1,80}@\S+",
        r"\+?\d{1,4}(?:[ .-]\d{2,4}){2,5}(?=[ .-]\d)[ .-]\d{2,4}|\(\d{2,5}\) ?\d[\d -]{4,12}\d|\+\d[\d -]{6,16}\d",
        r"\b\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s?(?:h|hs|hrs|Uhr|uur|ч)\b)?(?![\d])(?!\.\d)",
        r"(?i:\b(?:tel(?:ef|éf)?[^\W\d_]*|fax|тел[^\W\d_]*|phone))[.:]*\s?[\d ()+/-]{5,24}\d",
        r"\b\d+(?:st|nd|rd|th|º|°|ª|er|ème|\.º|\.ª)(?!\w)",
        r"\b[A-Za-z]+-?\d+\w*|\b\d+-[A-Za-z]{1,2}\b",
        r"\b\d+\s?[/:-]\s?\d+(?:\s?[/:-]\s?\d+)*\b",
        r"\d{1,4}\s?[年月日時点号]",
        r"(?<![\w.,])\d{1,2}(?:\.\s|\s|\sde\s)[^\W\d_]{3,14}\.?(?:\sde)?\s(?:1[5-9]|20)\d\d(?!\d)",
    )
)
"""What looks like an address, a telephone number, a time, an ordinal, a code, a score or a date ("4. März 2011"), in any language."""
_REACH = 40
"""Code points on either side of a number in which its qualifier and unit stand."""
_YEARS = range(1500, 2100)
"""A bare number of four digits in this range may be a year: alone it is no quantity."""
UNBOUNDED = "plain-bound-unknown"
"""Rule of figures behind a word of a language whose words for bounds are not known: it may be one."""
_JOIN = re.compile(r"\s?[-–]\s?")


@dataclass(frozen=True, slots=True)
class _Patterns:
    percent: re.Pattern[str]
    money_before: re.Pattern[str]
    money_after: re.Pattern[str]
    unit: re.Pattern[str]
    duration: re.Pattern[str]
    age_before: re.Pattern[str]
    age_behind: re.Pattern[str]
    clock: re.Pattern[str]
    ranges: tuple[tuple[re.Pattern[str], str], ...]


@cache
def _patterns(code: str) -> _Patterns:
    words = words_of(code)
    signs = [w for w in words.money if not w[-1].isalpha()]
    names = [w for w in words.money if w[-1].isalpha()]

    def made(text: str) -> re.Pattern[str]:
        return re.compile(text, re.IGNORECASE)

    return _Patterns(
        percent=made(rf"\s?%|\s(?:{pattern(words.percent)})(?!\w)"),
        money_before=made(rf"(?:{pattern(signs)})\s?$"),
        money_after=made(rf"\s?(?P<word>{pattern(signs)})|\s(?:de\s)?(?P<name>{pattern(names)})(?!\w)"),
        unit=made(rf"\s?(?P<word>{pattern(words.units)})(?!\w)"),
        duration=made(rf"[\s-](?P<word>{pattern(words.durations)})(?!\w)"),
        age_before=made(rf"(?<!\w)(?:{pattern(words.ages.get('before', ()))})\s$"),
        age_behind=made(rf"\s(?:{pattern(words.ages.get('behind', ()))})(?!\w)"),
        clock=made(rf"(?<!\w)(?:{pattern(words.clock)})\s$"),
        ranges=tuple((made(rf"(?<!\w){a}\s$"), b) for a, b in words.between),
    )


def quantities_of(code: str) -> partial[Iterator[Candidate]]:
    """The extractor of quantities and durations for a language."""
    return partial(quantities, code)


def quantities(code: str, page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Quantities and durations of a page in the language.

    A number is read with the words that the language's lists hold: without lists, digits alone, of which a bare
    number that may be a year, and one alone on its line, are left out. Wrong for what only sense tells: house
    numbers, names of roads.
    """
    words, text = words_of(code), page.text
    taken = Taken(len(text), found)
    for p in _NEVER:
        for m in p.finditer(text):
            taken.take(*m.span())
    numbers = [
        n
        for n in find_numbers(text, code)
        if not taken.holds(n.start, n.end) or (n.form == "digits" and bound_after(text, n.end, code))
    ]
    k = 0
    while k < len(numbers):
        candidate, used = _read(text, numbers, k, words)
        k += used
        if candidate is not None:
            yield candidate


def _read(text: str, numbers: list[Number], k: int, words: Words) -> tuple[Candidate | None, int]:
    """The candidate of the k-th number, None where it counts nothing, and how many numbers it took."""
    p, n = _patterns(words.code), numbers[k]
    start, end, low, high = n.start, n.end, n.low, n.high
    used, sort = 1, "exactly"
    if k + 1 < len(numbers) and n.form != "vague" and (begin := _range(text, n, numbers[k + 1], p)) is not None:
        start, end, high, used = begin, numbers[k + 1].end, numbers[k + 1].high, 2
    elif n.form != "none" and (bound := bound_before(text, start, words.code)):
        start, sort = bound.at, bound.sort
    if used == 1 and n.form in ("digits", "word") and (bound := bound_after(text, end, words.code)):
        end, sort = bound.at, bound.sort
    if p.clock.search(text, max(0, n.start - _REACH), n.start):
        return None, used
    near = text[end : end + _REACH]
    unit, form, kind = "thing", n.form, "quantity"
    if m := p.percent.match(near):
        unit, form, end = "percent", "percent", end + m.end()
    elif m := p.money_before.search(text, max(0, start - 8), start):
        unit, form, start = words.money[m[0].strip().lower()], "money", m.start()
    elif m := p.money_after.match(near):
        unit, form, end = words.money[(m["word"] or m["name"]).lower()], "money", end + m.end()
    elif m := p.duration.match(near):
        unit = words.durations[m["word"].lower()]
        behind = p.age_behind.match(near, m.end())
        aged = behind or (unit == "year" and p.age_before.search(text, max(0, start - _REACH), start))
        end += (behind or m).end()
        form, kind = ("age", "quantity") if aged else ("duration", "duration")
    elif m := p.unit.match(near):
        unit = words.units[m["word"].lower()]
    elif n.form == "digits" and sort not in OF_COUNTS and _is_bare(text, start, end, low):
        return None, used
    if used == 1 and n.form != "vague":
        least, high = interval(low, sort, whole=form not in ("percent", "money"))
        low = 0.0 if least is None else least
    elif n.form == "vague" and sort in ("at_least", "more_than"):
        high = None
    approx = sort == "about" or n.form == "vague"
    value = Quantity(low, high, approx, unit)
    unknown = not words.bounds and text[max(0, n.start - 2) : n.start - 1].isalpha() and text[n.start - 1].isspace()
    rule = UNBOUNDED if unknown else "plain"
    return Candidate(start, end, kind, value, rule, core=n.start, form=form), used  # type: ignore[arg-type]


def _range(text: str, a: Number, b: Number, p: _Patterns) -> int | None:
    """Where a range of the two numbers begins, None where they are no range."""
    if a.high is None or b.high is None or not a.high < b.low or a.form != b.form or b.low > 20 * a.high:
        return None
    middle = text[a.end : b.start]
    for before, join in p.ranges:
        if middle.strip().lower() == join and (m := before.search(text, max(0, a.start - 12), a.start)):
            return m.start()
    return a.start if _JOIN.fullmatch(middle) else None


def _is_bare(text: str, start: int, end: int, value: float) -> bool:
    """Whether digits without a unit are no count: a possible year, or alone on their line."""
    if text[start:end].isdigit() and len(text[start:end]) == 4 and int(value) in _YEARS:
        return True
    left, right = text[max(0, start - 3) : start], text[end : end + 3]
    alone = not left.rpartition("\n")[2].strip(" .([") and not right.partition("\n")[0].strip(" .)]")
    return alone or ((left[-1:].isalnum() or right[:1].isalnum()) and text[start:end].isascii() and _latin(left, right))


def _latin(left: str, right: str) -> bool:
    """Whether a Latin letter stands right at a number: a code; scripts without blanks have their nouns there."""
    return any("A" <= c.upper() <= "Z" for c in (left[-1:], right[:1]) if c)


def reread(code: str, page: Page, c: Candidate) -> str | None:
    """Why the value cannot be read in the words, None when it can."""
    value = c.value
    if not isinstance(value, Quantity):
        return None if any(x.isdigit() or x.isalpha() for x in page.text[c.start : c.end]) else "there is no word in it"
    allowed = {0.0}
    for n in find_numbers(page.text[c.start : c.end], code):
        allowed |= {b + more for b in (n.low, n.high) if b is not None for more in (0, 1, 0.1)}
    wanted = [b for b in (value.low, value.high) if b is not None]
    if all(any(abs(b - a) < 1e-6 for a in allowed) for b in wanted):
        return None
    return f"{value.low} to {value.high} cannot be read from the number in it"
