"""Words that bound or blur a number in any language: before it or behind it, with the endings that they ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from variorum.claims.plain.words import Words, pattern, words_of

_REACH = 40
"""Code points on either side of a number in which its qualifier stands."""
_EAST = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
"""Scripts without blanks between words."""
OF_COUNTS = ("at_least", "more_than", "less_than")
"""Bounds that no year and no page number has."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A qualifier beside a number."""

    at: int
    """Where it begins when it stands before the number, where it ends when behind."""
    sort: str
    """at_least, more_than, at_most, less_than, about, exactly."""


def bound_before(text: str, start: int, code: str) -> Bound | None:
    """The qualifier that ends where the number at `start` begins, None where there is none."""
    m = _patterns(code)[0].search(text, max(0, start - _REACH), start)
    return Bound(m.start(), words_of(code).bounds[" ".join(m["word"].lower().split())]) if m else None


def bound_after(text: str, end: int, code: str) -> Bound | None:
    """The qualifier that begins where the number ends, None where there is none."""
    for behind, sort in _patterns(code)[1]:
        if m := behind.match(text, end, end + _REACH):
            return Bound(m.end(), sort)
    return None


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    words = words_of(code)
    behind = tuple((re.compile(_behind(row), re.IGNORECASE), row["sort"]) for row in words.after)
    return re.compile(_before(words), re.IGNORECASE), behind


def _before(words: Words) -> str:
    """A blank parts them from the number, but for those that end in a hyphen, and in scripts without blanks."""
    east = [w for w in words.bounds if _EAST.match(w)]
    joined = [w for w in words.bounds if w[-1] in "-'"]
    spaced = [w for w in words.bounds if w not in east and w not in joined]
    apart = rf"(?<![\w-])(?:{pattern(spaced)})(?=\s$)|(?<![\w-])(?:{pattern(joined)})(?=$)"
    return rf"(?P<word>{apart}|(?:{pattern(east)})(?=\s?$))\s?$"


def _behind(row: dict[str, Any]) -> str:
    words = pattern(row["words"])
    if "case" in row:
        case = pattern(row["case"])
        return rf"(?:['’-]?(?:{case})|\s\w{{1,20}}?(?:{case}))\s(?:{words})(?!\w)"
    if "between" in row or _EAST.match(row["words"][0]):
        return rf"(?:\s?(?:{pattern(row.get('between', ()))}))?\s?(?:{words})"
    return rf"\s(?:{words})(?!\w)"
