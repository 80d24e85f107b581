"""Of which sort of happening a date is told: harm, an arrest, a step of a court, a gathering, by the nearest word that tells one."""

from __future__ import annotations

import re

from variorum.languages import any_of, load

_DATA = load("en", "happenings")
HARM = "harm"
ONCE = frozenset(_DATA["once"])
"""Sorts of what befalls a person seldom: two days of it are two answers."""
_ENDING = rf"(?:{any_of(_DATA['endings'])})?"
_SORTS = "|".join(rf"(?P<{sort}>{any_of(words)})" for sort, words in _DATA["sorts"].items())
_WORD = re.compile(rf"\b(?:{_SORTS}){_ENDING}\b", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:the|a|an|his|her|its|their|this|that)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
"""Before a date that stands before what it dates: "the 3 May fire", "his deadly 2011 rampage"."""
_OWNED = re.compile(r"['’]s?\s|-\w")
"""Behind such a date: "Sunday's fire"."""
_BEFORE = 110
"""Code points before a date in which stands what happened then."""
_BEHIND = 60
"""The same behind it, where nothing stands before."""
_ACCUSED_OF = re.compile(r"\bcharg\w{1,4}\s+(?:[\w.]+\s+){0,3}(?:of|with|on)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""Before a word of harm that is only what somebody is charged with."""
_CHARGE = re.compile(r"\s+charges?\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]\s")


def happening_of(before: str, after: str) -> str:
    """The sort of happening that a date is told of, by the words of its sentence on both sides; "" where none tells one.

    >>> happening_of("A dyer was arrested ", " over the fire")
    'arrest'
    >>> happening_of("A dyer was charged over the ", " fire at Vardon mill")
    'harm'
    >>> happening_of("On ", ", a judge heard the dyer")
    'court'
    """
    behind = _WORD.search(_CLAUSE.split(after)[0][:_BEHIND])
    if behind and (_OWNED.match(after) or _DETERMINED.search(before)):
        return behind.lastgroup or ""
    told = _CLAUSE.split(before)[-1][-_BEFORE:]
    for m in reversed(list(_WORD.finditer(told))):
        if m.lastgroup != HARM or not (_CHARGE.match(told, m.end()) or _ACCUSED_OF.search(told[: m.start()])):
            return m.lastgroup or ""
    return (behind.lastgroup or "") if behind else ""
