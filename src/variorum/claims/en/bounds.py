"""Words that bound or blur a number: "more than", "at least", "around", "or so"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.languages import any_of, load

_DATA = load("en", "bounds")
_BEFORE: dict[str, list[str]] = _DATA["before"]
_AFTER: dict[str, list[str]] = _DATA["after"]
_SORT = {word: sort for sort, words in _BEFORE.items() for word in words}
_SORT_AFTER = {word: sort for sort, words in _AFTER.items() for word in words}
_PATTERN = re.compile(
    rf"(?<![\w-])(?P<word>{any_of(_SORT)})\s+(?P<determiner>(?:{any_of(_DATA['determiners']['words'])})\s+)?(?P<magnitude>magnitude[-\s])?$",
    re.IGNORECASE,
)
_PASSED = re.compile(
    rf"\b(?:(?:{any_of(_DATA['passed']['verbs'])})\s(?P<past>past)|(?P<mark>{any_of(_DATA['passed']['mark'])})\sthe)\s$",
    re.IGNORECASE,
)
_MARK = re.compile(rf"[\s-](?:{any_of(load('en', 'around')['mark']['words'])})\b")
_SURPASS = ("exceed", "surpass", "topped")
_PATTERN_AFTER = re.compile(
    # "Five plus the gunman" is a sum, and no bound.
    rf"\s(?P<word>{any_of(w for w in _SORT_AFTER if w != '+')})\b(?!(?<=least)\s(?!(?:{any_of(_DATA['after_least']['words'])})\b))(?!(?<=plus)\s(?:the|an?|one|two|three)\s)|(?P<plus>\+)(?!\d)",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset(w.split()[-1] for w in (*_SORT, *_DATA["determiners"]["words"], "magnitude"))
"""The word right before the number, where it has a qualifier: asked first, since most numbers have none."""
_WORD_REACH = 20
_REACH = 48
"""Code points before a number in which its qualifier can stand; the longest takes 34."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A qualifier beside a number."""

    start: int
    """Where the qualified phrase begins."""
    end: int
    """Where it ends."""
    sort: str
    """at_least, more_than, at_most, less_than, about, exactly."""
    word: str
    """The qualifier in small letters."""


def bound_before(text: str, start: int, end: int) -> Bound | None:
    """The qualifier that ends where the number at `start` begins."""
    before = text[max(0, start - _WORD_REACH) : start].rsplit(None, 1)
    last = before[-1].lower().strip("-\"“‘'(") if before else ""
    if last in ("past", "the") and (m := _PASSED.search(text, max(0, start - _WORD_REACH), start)):
        return (
            None
            if m["mark"] and not _MARK.match(text, end)
            else Bound(m.start("past") if m["past"] else start, end, "more_than", "past")
        )
    if last not in _LAST_WORDS:
        return None
    m = _PATTERN.search(text, max(0, start - _REACH), start)
    if m is None:
        return None
    word = " ".join(m["word"].lower().split())
    the = (m["determiner"] or "").lower().strip() == "the"
    if the and (word.endswith("than") or (word.startswith(_SURPASS) and not _MARK.match(text, end))):
        return None  # "higher than the 12 told before", "surpassing the 12 of last year": twelve
    return Bound(m.start(), end, _SORT[word], word)


def bound_after(text: str, start: int, end: int) -> Bound | None:
    """The qualifier that begins where the number ends."""
    m = _PATTERN_AFTER.match(text, end)
    if m is None:
        return None
    word = "+" if m["plus"] else " ".join(m["word"].lower().split())
    return Bound(start, m.end(), _SORT_AFTER[word], word)
