"""English: its grammars, in the order in which they read."""

from collections.abc import Sequence

from variorum.claims.en.attribution import attribute
from variorum.claims.en.clock import clock_times
from variorum.claims.en.dates import dates
from variorum.claims.en.durations import durations
from variorum.claims.en.frames import frame_all
from variorum.claims.en.lists import lists
from variorum.claims.en.persons import persons
from variorum.claims.en.quantities import quantities
from variorum.claims.en.quotations import quotations
from variorum.claims.en.relative import unresolved
from variorum.claims.en.reread import reread
from variorum.claims.en.rests import rests
from variorum.claims.page import Candidate, Extractor, Page

EXTRACTORS: tuple[Extractor, ...] = (dates, durations, clock_times, quotations, quantities, lists, persons)
"""What reads claims in English, in order; each is given what those before it found."""


def frame(page: Page, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with their frames, in the same order, and what only frames can tell: what is left of a toll."""
    framed = frame_all(page, found)
    return [*framed, *rests(page, framed)]


__all__ = ["EXTRACTORS", "attribute", "frame", "reread", "unresolved"]
