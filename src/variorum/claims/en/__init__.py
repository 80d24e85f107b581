"""English: its grammars, in the order in which they read."""

import re
from collections.abc import Sequence

from variorum.claims.en.attribution import attribute
from variorum.claims.en.clock import clock_times
from variorum.claims.en.dates import dates
from variorum.claims.en.durations import durations
from variorum.claims.en.frames import frame_all
from variorum.claims.en.lists import lists
from variorum.claims.en.named import named
from variorum.claims.en.ordinals import ordinals
from variorum.claims.en.others import others
from variorum.claims.en.persons import persons
from variorum.claims.en.quantities import quantities
from variorum.claims.en.quotations import quotations
from variorum.claims.en.relative import unresolved
from variorum.claims.en.reread import reread
from variorum.claims.en.rests import carried, rests
from variorum.claims.en.scope import COMES_AFTER, HAPPENS
from variorum.claims.page import Candidate, Extractor, Page
from variorum.languages import any_of, load

_EVENT = load("en", "event")
AFTERWARDS = re.compile(rf"\b(?:{any_of(_EVENT['afterwards'])})\b", re.IGNORECASE)
"""Words of what is told, done or held afterwards: a day beside them is rather not the event's."""
LATER = re.compile(rf"\b(?:{any_of(_EVENT['later'])})\b", re.IGNORECASE)
"""Words of what is never done on the day itself: a day beside them is not the event's."""
_NAME = r"[A-Z][a-zà-ž'’-]+"
PLACES = re.compile(
    rf"\b(?:{any_of(_EVENT['places'])})\s+((?:{_NAME}\s?){{1,3}})(?<!\s)"
    rf"|\b(?!The\b)({_NAME}(?:\s{_NAME})?)\s(?:{any_of(_EVENT['named_by_place'])})\b"
)
"""Names of places, by the words before them, or by what is named after them: "the Lowmoor massacre"."""
EXTRACTORS: tuple[Extractor, ...] = (dates, durations, clock_times, quotations, quantities, lists, persons)
"""What reads claims in English, in order; each is given what those before it found."""


def frame(page: Page, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with their frames, in the same order, and what only frames can tell: what is left of a toll, who is dead and not counted."""
    framed = frame_all(page, found)
    left = [*rests(page, framed)]
    framed = others(page, [*carried(framed, left), *left, *ordinals(page, framed)])
    return [*framed, *named(page, framed)]


__all__ = [
    "AFTERWARDS",
    "COMES_AFTER",
    "EXTRACTORS",
    "HAPPENS",
    "LATER",
    "PLACES",
    "attribute",
    "frame",
    "reread",
    "unresolved",
]
