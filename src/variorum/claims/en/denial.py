"""Whether a figure is told only to be denied: "Reports that 300 people have died are false"."""

from __future__ import annotations

import re

from variorum.model import Span

_TOLD = (
    r"(?:reports?|claims?|rumou?rs?|allegations?|assertions?|suggestions?|stories|statements?)\s+(?:that|of|about)\b"
)
_BEFORE = re.compile(rf"\b{_TOLD}[^.!?;]*$", re.IGNORECASE)
_FALSE = re.compile(
    r"^[^.!?;]*?\b(?:is|are|was|were)\s+(?:\w+\s+)?"
    r"(?:false|untrue|not\s+true|wrong|incorrect|inaccurate|unfounded|baseless|groundless|without\s+foundation)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(
    rf"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed|ing)?|reject(?:s|ed|ing)?|refut(?:es?|ed|ing))\s+"
    rf"(?:that|(?:[\w’'-]+\s+){{0,3}}?{_TOLD})[^.!?;]*$",
    re.IGNORECASE,
)
_NOT_HARMED = re.compile(
    r"(?:\s[\w'-]+){1,4}?\s(?:were|was|are|is|have|had)(?:\snot|n't)\s(?:been\s)?(?:\w+ly\s)?"
    r"(?:shot|hit|struck|killed|injured|wounded|hurt|harmed|arrested|charged)\b",
    re.IGNORECASE,
)
"""Said of the counted: "two deckhands were not hurt"."""
_CAN_DENY = re.compile(
    r"n't\b|\b(?:not\b|den(?:y|ie[sd]|ying)|dismiss|reject|refut|false|untrue|not\s+true|wrong|incorrect|inaccurate|unfounded|baseless|groundless|without\s+foundation)",
    re.IGNORECASE,
)
_REACH = 400
"""Code points on either side of a figure in which what denies it can stand."""
_TURN = re.compile(r"\b(?:but|while|although|saying|adding|and\s+said|insisting)\b", re.IGNORECASE)
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
    """
    before = text[max(sentence.start, start - _REACH) : start]
    after = text[end : min(sentence.end, end + _REACH)]
    if _NOT_HARMED.match(after):
        return True
    if _BEFORE.search(before) and _FALSE.match(after):
        return True
    denies = _DENIES.search(before)
    return denies is not None and not _TURN.search(denies[0])
