"""Whether a figure is told only to be denied or put right: "Reports that 300 people have died are false"."""

from __future__ import annotations

import re

from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "denial")
_TOLD = rf"(?:{any_of(_DATA['told']['nouns'])})\s+(?:{any_of(_DATA['told']['joins'])})\b"
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
_CORRECTED = re.compile(
    rf"\b(?:(?:an?|the|our)\s(?:{_PRINTED})\b(?:\s[\w’'-]+){{0,8}}?\s(?:{any_of(_DATA['corrected']['gave'])})|{_WRONGLY})\b[^.!?;]*$",
    re.IGNORECASE,
)
_CAN_DENY = re.compile(rf"n't\b|\b(?:not|{_DENY}|{_UNTRUE}|{_PRINTED}|{_WRONGLY})\b", re.IGNORECASE)
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
    denies = _DENIES.search(before) or _CORRECTED.search(before)
    return denies is not None and not _TURN.search(denies[0])
