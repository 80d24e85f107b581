"""Which figures tell how many travelled, or were inside: of all of them an account has one figure of its own."""

from __future__ import annotations

import re

from variorum.collation.context import Context
from variorum.collation.pairs import FATES
from variorum.languages import any_of, load
from variorum.model import Quantity

_TRAVEL = load("en", "subject")["aboard"]
_ABOARD = re.compile(
    rf"[^.;:]{{0,40}}\b(?:(?:{any_of(_TRAVEL['behind'])})|(?:was|were|are)\son\s(?:the|a|an|its)\s(?:[\w’'-]+\s){{0,3}}?(?:{any_of(_TRAVEL['vessels'])}))\b",
    re.IGNORECASE,
)
_SAVED = rf"\b(?:{any_of(_TRAVEL['saved'])})\b"
_ABOUT = rf"(?:\s(?:{any_of(_TRAVEL['about'])}))*\s*$"
_OUT_OF = re.compile(rf"{_SAVED}(?:\s[\w’'-]+){{0,3}}?\sout\sof(?:\s(?:a\stotal\sof|the))?{_ABOUT}", re.IGNORECASE)
"""Before a number of all of whom some were saved: "only 40 survived out of 900"."""
_SOME_OUT_OF = re.compile(rf"\d\sout\sof(?:\s(?:a\stotal\sof|the))?{_ABOUT}", re.IGNORECASE)
_WERE_SAVED = re.compile(rf"(?:\s[\w’'-]+){{1,4}}?\s{_SAVED}", re.IGNORECASE)
"""The same, with what became of them behind it: "40 out of 900 passengers were rescued"."""
_CARRIED = re.compile(rf"\b(?:{any_of(_TRAVEL['before'])})(?:\s+(?:{any_of(_TRAVEL['about'])}))*\s*$", re.IGNORECASE)
_ALL = re.compile(
    rf"(?:\s(?:{any_of(_TRAVEL['everybody'])})\b|\s(?:{any_of(_TRAVEL['behind'])})\b)(?!\sfrom\b|,?\sincluding\b)",
    re.IGNORECASE,
)
_PASSENGERS_ALONE = re.compile(
    rf"\s(?:{any_of(_TRAVEL['passengers'])})\b[^.;]{{0,160}}?\band\s[\w,]+\s(?:{any_of(_TRAVEL['crew'])})\b",
    re.IGNORECASE,
)


def is_without_crew(context: Context) -> bool:
    """Whether the crew is counted besides: "462 passengers and 86 crew"."""
    return context.claim.kind == "quantity" and _PASSENGERS_ALONE.match(context.after) is not None


def is_aboard(context: Context) -> bool:
    """Whether a figure tells how many travelled, and of no fate of theirs."""
    if context.claim.kind != "quantity" or context.claim.frame.measure in FATES:
        return False
    return bool(_ABOARD.match(context.after) or _CARRIED.search(context.before)) or _is_of_all(context)


def _is_of_all(context: Context) -> bool:
    """Whether some of those whom a figure counts were saved: "only 40 survived out of 900"."""
    if _OUT_OF.search(context.before):
        return True
    return _SOME_OUT_OF.search(context.before) is not None and _WERE_SAVED.match(context.after) is not None


def tells_all_aboard(context: Context) -> bool:
    """Whether it tells of all, and not of the crew or of some passengers: "317 on board", "3,148 passengers and crew"."""
    value = context.claim.value
    counts = isinstance(value, Quantity) and value.unit in ("person", "thing") and not value.is_vague
    return counts and ((is_aboard(context) and _ALL.match(context.after) is not None) or _is_of_all(context))
