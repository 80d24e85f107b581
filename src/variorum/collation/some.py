"""Figures that cannot contradict a toll: those of some of the harmed by their own words, and those of whom no harm is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from variorum.collation.columns import Codes
from variorum.collation.context import Context
from variorum.collation.pairs import Flags
from variorum.collation.senses import sense
from variorum.languages import any_of, load
from variorum.model import Claim

_SCOPE = load("en", "scope")
_HARMED = frozenset(map(sense, ("injured", "shot", "stabbed")))
"""Senses of words that say that somebody was injured."""
SEX_OR_AGE = ("men", "women", "children", "adults", "elderly")
"""Groups of which a toll is made up; officers or soldiers may be all whom an account counts."""
_IDENTIFIED = re.compile(rf"\b(?:{any_of(_SCOPE['identified']['before'])})\s+$", re.IGNORECASE)
"""Before a figure of those whose names are known, of whom there may be more."""
_AT_ONE = re.compile(
    rf"[^.;,]{{0,40}}?\b(?:to|at|in)\s(?:the\s)?(?:[A-Z][\w.'’-]*\s){{1,6}}?(?:{any_of(_SCOPE['hospitals']['names'])})\b"
)
"""Behind a figure of those whom one hospital took in, by its name."""
_ONE_TOOK = re.compile(
    rf"[A-Z][\w.'’-]*\s(?:{any_of(_SCOPE['hospitals']['names'])})\s(?:\w+\s){{0,3}}?(?:{any_of(_SCOPE['hospitals']['took'])})\s(?:(?:at\sleast|about|more\sthan|some)\s)?$"
)
"""Before the same: "Halvern Hospital treated 40 patients"."""
_NATIONALS = re.compile(
    rf"\s(?:(?:of\s(?:our|its|their|the)\s)?(?:[A-Z][\w'’-]+\s)?(?:{any_of(_SCOPE['nationals']['words'])})"
    rf"|(?:of\s(?:our|its|their)\s|[A-Z][\w'’-]+\s)(?:{any_of(_SCOPE['nationals']['named'])}))\b"
)
"""Behind a figure of those of one state: others were harmed besides."""
_GRAVE = re.compile(rf"\s(?:\w+\s)?(?:{any_of(_SCOPE['severity']['grave'])})\b", re.IGNORECASE)
_BEFALLEN = frozenset(_SCOPE["befallen"]["measures"])
"""Measures of what befalls persons."""
_FATES = frozenset(_SCOPE["befallen"]["fates"])
_VICTIMS = frozenset(_SCOPE["befallen"]["nouns"])
"""Nouns that say of themselves that harm befell those whom they count."""


def says_injured(claim: Claim) -> bool:
    """Whether somebody is said to be injured: of those taken to a hospital some may be dead, or unhurt."""
    said = f"{claim.frame.predicate or ''} {claim.frame.counted or ''}".lower().split()
    return not _HARMED.isdisjoint(map(sense, said))


def is_of_some(c: Context) -> bool:
    """Whether a figure by its words may be of some of those harmed in this event: a part, those identified, men, patients."""
    frame = c.claim.frame
    if frame.event == "other" or frame.denied or c.low <= 0:
        return False
    apart = (
        frame.part == "part"
        or counts_nationals(c)
        or frame.whom in SEX_OR_AGE
        or _IDENTIFIED.search(c.before) is not None
    )
    return apart or (frame.measure == "injured" and (not says_injured(c.claim) or is_gravely_hurt(c)))


def is_gravely_hurt(c: Context) -> bool:
    """Whether the words right beside a figure of the hurt say how badly they are: "nearly 200 were injured, 35 critically"."""
    return _GRAVE.match(c.after) is not None


def counts_nationals(c: Context) -> bool:
    """Whether a figure counts those of one state: "12 Vardonian nationals"."""
    return c.claim.kind == "quantity" and _NATIONALS.match(c.after) is not None


def is_at_one_place(c: Context) -> bool:
    """Whether a figure is of those whom one hospital took in."""
    at_one = _AT_ONE.match(c.after) is not None or _ONE_TOOK.search(c.before) is not None
    return c.claim.frame.measure == "injured" and at_one


def unharmed_besides(contexts: Sequence[Context], groups: Sequence[Sequence[int]], g: Codes, h: Codes) -> Flags:
    """For pairs of groups of unlike values whether of one it is told what befell them, and of the other only who they are.

    "Three were hit", and "police say five people were shooting".
    """
    told = np.array([any(contexts[i].claim.frame.measure in _FATES for i in m) for m in groups], np.bool_)
    only = np.array([all(_is_only_counted(contexts[i].claim) for i in m) for m in groups], np.bool_)
    found: Flags = (told[g] & only[h]) | (told[h] & only[g])
    return found


def of_one_sex_or_age(contexts: Sequence[Context], groups: Sequence[Sequence[int]], g: Codes, h: Codes) -> Flags:
    """For pairs of groups of unlike values whether the lesser counts men, women or children, and the greater all persons."""
    some = np.array([all(contexts[i].claim.frame.whom in SEX_OR_AGE for i in m) for m in groups], np.bool_)
    everybody = np.array([all(_counts_everybody(contexts[i].claim) for i in m) for m in groups], np.bool_)
    least = np.array([contexts[m[0]].low for m in groups])
    found: Flags = (some[g] & everybody[h] & (least[g] < least[h])) | (some[h] & everybody[g] & (least[h] < least[g]))
    return found


def _counts_everybody(claim: Claim) -> bool:
    return claim.kind == "quantity" and claim.frame.whom is None


def _is_only_counted(claim: Claim) -> bool:
    frame = claim.frame
    return claim.kind == "quantity" and frame.measure not in _BEFALLEN and frame.counted not in _VICTIMS
