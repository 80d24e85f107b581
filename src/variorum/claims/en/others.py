"""Figures of others than those told right before: "The cook was killed. Three other people are dead" tells of four."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.en.names import names_of
from variorum.claims.en.numbers import find_numbers
from variorum.claims.en.told_apart import Person, persons_told
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, load
from variorum.model import LISTED, Quantity

OTHERS = "others"
"""Form of a sum of those told before and of others."""
_SCOPE = load("en", "scope")
_OTHERS = re.compile(rf"\s(?:{any_of(_SCOPE['another']['behind'])})\b", re.IGNORECASE)
_ALSO = re.compile(r"(?:\s[\w'’-]+){1,3}\s(?:were|was)\salso\b")
"""Behind those who fared as others did before them: "Two guests were also hurt"."""
_THE_OTHER = re.compile(r"\b(?:and|while|but)\s(?:the\s)?other\s$", re.IGNORECASE)
"""Before those who are left of some: "one died at once and the other two in hospital"."""
_SOME = re.compile(r"\b(?:the|of)\s$", re.IGNORECASE)
"""Before others who were told before."""
_DEAD = re.compile(rf"\b(?:{any_of(load('en', 'frames')['death']['words'])})\b", re.IGNORECASE)
_NEAR = 8
"""Figures before "the other two" among which the one is sought: a sentence nobody wrote has thousands."""
_HEADING_END = re.compile(r"[^.!?\s:;,\"”]\s*\n")
"""The end of a line without a stop."""
_REACH = 260
"""Code points before others in which those stand besides whom they are."""
_MEASURES = ("killed", "injured")


def others(page: Page, framed: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with the sum of each figure of others and of those of the same fate in the sentences right before.

    Those before are a figure, or one person who is named or described. Wrong where the others are some of a figure told
    further back.
    """
    said = sorted((c for c in framed if _is_whole(c)), key=lambda c: c.start)
    more = [
        c
        for c in said
        if (_OTHERS.match(page.text, c.end) or _ALSO.match(page.text, c.end))
        and not _SOME.search(page.text, c.start - 5, c.start)
    ]
    left = [c for c in framed if _THE_OTHER.search(page.text, max(0, c.start - 20), c.start) and _tells(c)]
    if not more and not left:
        return list(framed)
    told = list(persons_told(page.text, names_of(page))) if more else []
    sums = {id(c): before for c in more if (before := _besides(page, c, said, told)) is not None}
    firsts = {id(c): first for c in left if (first := _first_of(page, c, said)) is not None}
    sums |= {i: (first.start, first.least or 0.0) for i, first in firsts.items()}
    parts = {id(first) for first in firsts.values()}
    framed = [c.framed(replace(c.frame, part="part")) if id(c) in parts and c.frame else c for c in framed]
    found: list[Candidate] = []
    for c in framed:
        if id(c) not in sums:
            found.append(c)
            continue
        assert c.frame is not None
        start, figure = sums[id(c)]
        count = figure + (c.least or 0.0)
        value = Quantity(count, count, approx=False, unit="person")
        frame = replace(c.frame, counted="person", whom=None, part=None)
        found += [
            c.framed(replace(c.frame, part="part")),
            Candidate(start, c.end, "quantity", value, LISTED, core=start, form=OTHERS, frame=frame),
        ]
    return found


def _besides(page: Page, c: Candidate, said: Sequence[Candidate], told: Sequence[Person]) -> tuple[int, float] | None:
    """Where the words on those begin besides whom others are, and how many they are; None where there are none."""
    assert c.frame is not None
    sentence = page.sentence(c.start)
    low, here = max(0, c.start - _REACH), sentence.start
    # Looked up by their places: a sentence nobody wrote has thousands.
    first, inside, last = (bisect_left(said, place, key=lambda b: b.start) for place in (low, here, sentence.end))
    if any(said[k] is not c and (f := said[k].frame) and f.measure == c.frame.measure for k in range(inside, last)):
        return None  # "nine more bodies were found, which brings the dead to 23"
    figures = [b for b in said[first:inside] if b.end <= here and b.frame]
    same = [b for b in figures if b.frame and b.frame.measure == c.frame.measure]
    if same:
        b = same[-1]
        # In "One is dead and five others are hurt" they are others than the dead.
        dead = c.frame.measure == "injured" and _DEAD.search(page.text, b.start, c.start)
        # A heading tells of all.
        headed = _HEADING_END.search(page.text, b.end, here + 1) is not None
        # In "killed five and injured seven others" these are others than the dead.
        others_told = _OTHERS.match(page.text, b.end) and not (
            c.frame.measure == "injured" and _DEAD.search(page.text, page.sentence(b.start).start, b.start)
        )
        return None if b.rule == LISTED or dead or headed or others_told else (b.start, b.least or 0.0)
    ones = [p for p in told if low <= p.start and p.end <= here and p.dead]
    alone = c.frame.measure == "killed" and len(ones) == 1 and not figures
    return (ones[0].start, 1.0) if alone else None


def _first_of(page: Page, c: Candidate, said: Sequence[Candidate]) -> Candidate | None:
    """Those who are told of right before "and the other two", with the same fate in the same sentence; None where nobody is."""
    here = page.sentence(c.start).start
    low, high = (bisect_left(said, place, key=lambda b: b.start) for place in (here, c.start))
    before = [b for b in said[max(low, high - _NEAR) : high] if b.end <= c.start and b.frame and c.frame]
    same = [b for b in before if b.frame and c.frame and b.frame.measure == c.frame.measure and b.rule != LISTED]
    return same[0] if len(same) == 1 and len(before) == 1 else None


def _tells(c: Candidate) -> bool:
    """Whether it is an exact figure of the dead or the hurt of this event."""
    value, frame = c.value, c.frame
    if c.kind != "quantity" or frame is None or frame.measure not in _MEASURES or frame.denied:
        return False
    exact = isinstance(value, Quantity) and value.low == value.high and not value.approx and (c.least or 0.0) >= 1
    return exact and frame.event != "other" and c.rule != LISTED and c.form not in ("doer", "late")


def _is_whole(c: Candidate) -> bool:
    """Whether a figure of the dead or the hurt is of this event and no part."""
    return _tells(c) and c.frame is not None and c.frame.part is None


def count_others(words: str) -> frozenset[float]:
    """What the last figure of the words can be with one person, or with another figure before it.

    >>> sorted(count_others("The cook was killed. Three"))
    [4.0]
    """
    figures = [n.low or 0.0 for n in find_numbers(words)]
    return frozenset(figures[-1] + more for more in (1.0, *figures[:-1])) if figures else frozenset()
