"""Units beside numbers: money, percents, ages, lengths and weights."""

from __future__ import annotations

import re

from variorum.languages import any_of, load

_DATA = load("en", "nouns")
_CURRENCY = {word: code for code, words in _DATA["money"].items() for word in words}
_UNIT = {word: unit for unit, words in _DATA["units"].items() for word in words}
_SIGNS = [w for w in _CURRENCY if w[-1] in "$£€¥₹₦" or w[0] == "$"] + ["rs.", "rs", "eur", "usd", "gbp"]
_MONEY_BEFORE = re.compile(rf"(?<!\w)(?P<sign>{any_of(_SIGNS)})\s?$", re.IGNORECASE)
_MONEY_WORD = rf"(?P<word>{any_of(w for w in _CURRENCY if w[0].isalpha() and w[-1].isalpha() and w not in ('rs', 'eur', 'usd', 'gbp'))}"
_MONEY_AFTER = re.compile(rf"\s?-?\s?{_MONEY_WORD}|€|EUR|USD|GBP)(?!\w)", re.IGNORECASE)
_OF_MONEY = re.compile(rf"(?<=s)\sof\s(?:(?:US|U\.S\.)\s)?{_MONEY_WORD})(?!\w)(?!\sof\b)", re.IGNORECASE)
"""Behind a number that names no figure: "tens of millions of dollars"."""
PERCENT = re.compile(r"[\s-]?(?:percent|per\s+cent|pct\b|percentage\s+points?)|\s?%", re.IGNORECASE)
"""A percent sign or word after a number."""
AGE = re.compile(
    r"[\s-]*(?:years?|yrs?)[\s-]+(?:of[\s-]age|olds?)\b|[\s-]*years?-?old\b|[\s-](?P<unit>month|week|day)s?[\s-]olds?\b",
    re.IGNORECASE,
)
"""Words after a number that make it an age."""
_UNIT_AFTER = re.compile(rf"[\s-]?(?P<word>{any_of(_UNIT)})(?!\w|\sbombs?\b)", re.IGNORECASE)


def before_money(text: str, start: int) -> tuple[int, str] | None:
    """Where a currency sign before the number begins, and its code."""
    m = _MONEY_BEFORE.search(text, max(0, start - 5), start)
    return (m.start(), _CURRENCY[m["sign"].lower()]) if m else None


def after_money(text: str, end: int) -> tuple[int, str] | None:
    """Where a currency word after the number ends, and its code."""
    m = _MONEY_AFTER.match(text, end) or _OF_MONEY.match(text, end)
    return (m.end(), _CURRENCY[m["word"].lower()]) if m else None


def unit_after(text: str, end: int) -> str | None:
    """The unit that follows a number directly, None where a noun or nothing does."""
    m = _UNIT_AFTER.match(text, end)
    return _UNIT[" ".join(m["word"].lower().split())] if m else None
