"""Outlets that words were first said to: "told the Gazette", "the Gazette quoted her as saying"."""

from __future__ import annotations

import re

from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "speech")
_OUTLET = re.compile(rf"\b(?:(?:the|The)\s+)?(?:[A-Z][\w.-]*\s+){{0,4}}(?:{any_of(_DATA['outlets'])})\b")
_VIA = re.compile(
    rf"\b(?:{any_of(_DATA['said_to'])})\s+(?P<outlet>(?:the\s+)?(?:[A-Z][\w.'-]*\s+){{0,4}}(?:{any_of(_DATA['outlets'])})|state\s+television)\b"
)
_VIA_SUBJECT = re.compile(
    rf"\b(?P<outlet>(?:[Tt]he\s+)?(?:[A-Z][\w.'-]*\s+){{0,4}}(?:{any_of(_DATA['outlets'])}))\s+(?:on\s+[\w., ]{{3,20}}\s+)?(?:{any_of(_DATA['outlet_says'])})\b"
)


def first_outlet(text: str, *stretches: tuple[int, int]) -> Span | None:
    """The outlet that is said to have been told, or to quote, in the first of several stretches that names one."""
    for low, high in stretches:
        if m := _VIA.search(text, low, high) or _VIA_SUBJECT.search(text, low, high):
            return Span(*m.span("outlet"))
    return None


def last_outlet(text: str, low: int, high: int) -> Span | None:
    """The outlet named last between two places."""
    found = list(_OUTLET.finditer(text, low, high))
    return Span(*found[-1].span()) if found else None
