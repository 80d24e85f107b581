"""Whether a figure is told only to be denied or put right: "Reports that 300 people have died are false"."""

from __future__ import annotations

import re

from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "denial")
_TOLD = rf"(?:{any_of(_DATA['told']['nouns'])})\s+(?:(?:by|in|from)\s(?:[\w’'-]+\s){{1,4}}?)?(?:{any_of(_DATA['told']['joins'])})\b"
_UNTRUE = any_of(_DATA["false"]["words"])
_DENY = any_of(_DATA["denies"]["verbs"])
_BEFORE = re.compile(rf"\b{_TOLD}[^.!?;]*$", re.IGNORECASE)
_FALSE = re.compile(rf"^[^.!?;]*?\b(?:is|are|was|were)\s+(?:\w+\s+)?(?:{_UNTRUE})\b", re.IGNORECASE)
_DENIES = re.compile(rf"\b(?:{_DENY})\s+(?:that|(?:[\w’'-]+\s+){{0,3}}?{_TOLD})[^.!?;]*$", re.IGNORECASE)
_NOT_HARMED = re.compile(
    r"(?:\s[\w'-]+){1,4}?\s(?:were|was|are|is|have|had)(?:\snot|n't)\s(?:been\s)?(?:\w+ly\s)?"
    rf"(?:{any_of(_DATA['harmed']['verbs'])})\b",
    re.IGNORECASE,
)
_PRINTED, _WRONGLY = any_of(_DATA["corrected"]["what"]), any_of(_DATA["corrected"]["wrongly"])
_GAVE = any_of(_DATA["corrected"]["gave"])
_CORRECTED = re.compile(
    rf"\b(?:(?:an?|the|our)\s(?:{_PRINTED})\b(?:\s[\w’'-]+){{0,8}}?\s(?:{_GAVE})|"
    rf"(?:{_WRONGLY})\s(?:{_GAVE})|(?:{_GAVE})(?:\s[\w’'-]+){{0,5}}?\s(?:{_WRONGLY}))\b[^.!?;]*$",
    re.IGNORECASE,
)
"""A figure that was wrongly told is none; who "mistakenly bombed" a town took none back."""
_PAST = _DATA["put_right"]
_BEFORE_NOW, _HELD, _LOWERED = any_of(_PAST["earlier"]), any_of(_PAST["held"]), any_of(_PAST["lowered"])
_LOWERED_FROM = re.compile(
    rf"\b(?:{_LOWERED})\b[^.!?;]{{0,60}}?\b(?:{any_of(_PAST['counts'])})\b[^.!?;]{{0,80}}?\bfrom\s(?:(?!to\b)[A-Za-z’'-]+\s){{0,3}}$",
    re.IGNORECASE,
)
_NOT = re.compile(rf"\b(?:{any_of(_PAST['not'])})\s(?:the\s)?$", re.IGNORECASE)
_AS_WAS_HELD = re.compile(
    rf"(?:\s(?!but\b)[\w’'-]+){{0,4}}?\s(?:as\s(?:[\w’'-]+\s){{0,3}}?|(?:{_BEFORE_NOW})\s)(?:{_HELD})\b", re.IGNORECASE
)
"""Behind a figure that does not hold: "and not 74, as had been reported", "rather than the 74 first reported"."""
_ONCE_HELD = re.compile(rf"\b(?:{_BEFORE_NOW})\s(?:{_HELD})\b[^.!?;]{{0,60}}$", re.IGNORECASE)
_BUT_LESS = re.compile(
    rf"[^.!?;]{{0,60}}?(?:\b(?:but|though)\b|\s-{{1,2}}\s|—)[^.!?;]*?\b(?:{any_of(_PAST['less'])})\b", re.IGNORECASE
)
"""Behind one that somebody gave before: "earlier said 74 had died, but a new count gave fewer"."""
_CAN_DENY = re.compile(
    rf"n't\b|\b(?:not|{_DENY}|{_UNTRUE}|{_PRINTED}|{_WRONGLY}|{_LOWERED}|{any_of(_PAST['not'])}|{_BEFORE_NOW})\b",
    re.IGNORECASE,
)
_HELD_TRUE = ("the", "those", "these")
"""Before a figure that is taken for granted: who "denied that he had caused the two deaths" denies no deaths."""
_LONGEST_WORD = 8
"""Code points in which one of these words and the blanks behind it stand."""
_NEAR = 160
"""Code points before a figure in which what takes it back can stand."""
_REACH = 400
"""Code points on either side of a figure in which what denies it can stand."""
_TURN = re.compile(rf"\b(?:{any_of(_DATA['turn']['words'])})\b", re.IGNORECASE)
"""What leads from a denial to what is held instead: "denied that 300 had died, saying the toll was 121"."""


def can_deny(text: str, sentence: Span) -> bool:
    """Whether a sentence holds any word that denies: asked once, before `is_denied` is of each of its figures."""
    return _CAN_DENY.search(text, sentence.start, sentence.end) is not None


def is_denied(text: str, sentence: Span, start: int, end: int) -> bool:
    """Whether the words around a figure in its sentence deny it.

    >>> told = "Reports that 300 people have died are false."
    >>> is_denied(told, Span(0, len(told)), 13, 16)
    True
    >>> told = "The mayor denied that 300 had died, saying the toll was 121."
    >>> [is_denied(told, Span(0, len(told)), told.index(n), told.index(n) + 3) for n in ("300", "121")]
    [True, False]
    >>> told = "The clerk lowered the toll from 74 to 61."
    >>> [is_denied(told, Span(0, len(told)), told.index(n), told.index(n) + 2) for n in ("74", "61")]
    [True, False]
    >>> told = "An earlier version of this report gave the number of the hurt as 68."
    >>> is_denied(told, Span(0, len(told)), 65, 67)
    True
    """
    before = text[max(sentence.start, start - _REACH) : start]
    after = text[end : min(sentence.end, end + _REACH)]
    if _NOT_HARMED.match(after):
        return True
    if _BEFORE.search(before) and _FALSE.match(after):
        return True
    if _put_right(before[-_NEAR:], after):
        return True
    last = before[-_LONGEST_WORD:].lower().split()
    if last and last[-1] in _HELD_TRUE:
        return False
    denies = _DENIES.search(before) or _CORRECTED.search(before)
    return denies is not None and not _TURN.search(denies[0])


def is_put_right(text: str, sentence: Span, start: int, end: int) -> bool:
    """Whether a figure is told as one that was held before, and no longer is."""
    return _put_right(text[max(sentence.start, start - _NEAR) : start], text[end : min(sentence.end, end + _REACH)])


def _put_right(before: str, after: str) -> bool:
    if _LOWERED_FROM.search(before) or (_NOT.search(before) and _AS_WAS_HELD.match(after)):
        return True
    return _ONCE_HELD.search(before) is not None and _BUT_LESS.match(after) is not None
