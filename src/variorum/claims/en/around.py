"""Wordings of harm around a figure: of two halves, as in "drove [thousands] out", and what heads the figures of a return."""

from __future__ import annotations

import re

from variorum.claims.en.measures import Cue, Cues
from variorum.claims.en.numbers import WORDS
from variorum.claims.en.sides import OBJECT
from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "around")
_HALVES = tuple(
    (
        measure,
        re.compile(rf"\b(?:{any_of(_DATA[measure]['before'])})\s(?:[a-z]+\s)?$", re.IGNORECASE),
        re.compile(rf"(?:\s[\w'’-]+){{0,4}}?\s(?:{any_of(_DATA[measure]['behind'])})\b", re.IGNORECASE),
    )
    for measure in ("displaced", "rescued", "killed")
)
_LAST_OF_HALVES = frozenset(word for measure, _, _ in _HALVES for word in _DATA[measure]["before"])
"""The words of which one stands right before such a figure, or one word before: asked first, since few do."""
_BEFORE = 28
"""Code points before a figure in which the first half stands."""
_BOTH = _DATA["both"]
_BOTH_BEHIND = re.compile(
    rf"(?:\s(?!and\b|or\b)[\w-]+){{0,3}}?\s(?P<both>(?:{any_of(_BOTH['dead'])})(?:,\s(?:{any_of(_BOTH['hurt'])}))?,?\s(?:and|or)\s(?:{any_of(_BOTH['hurt'])}))\b"
    rf"(?!{OBJECT.pattern})",
    re.IGNORECASE,
)
_BOTH_BEFORE = re.compile(
    rf"(?<!\d\s)\b(?P<both>(?:{any_of(_BOTH['killing'])})\s(?:and|or)\s(?:{any_of(_BOTH['wounding'])}))\s(?:[a-z]+\s){{0,2}}$",
    re.IGNORECASE,
)
_LONGEST_BOTH = 48
_MARK = re.compile(rf"[\s-](?:{any_of(_DATA['mark']['words'])})\b")
_HEADS = frozenset(_DATA["heads"]["words"])
_OPENS_ITEM = re.compile(r"[;(]\s?\Z")
"""Before the heading of a further item, which a figure may follow at once."""
_OPENS = re.compile(r"(?:\A|[:—]\s?|\s[-–]\s|\b[Tt]he\s)\Z")
"""Before the heading of a return, or of its first item."""
_A_FIGURE = rf"(?=(?:(?:{any_of(_DATA['heads']['bounds'])})\s)?(?:\d|(?:{WORDS})\b))"
_FIGURE = re.compile(rf"\s?(?:[,:—–-]\s?)?{_A_FIGURE}", re.IGNORECASE)
_IS_FIGURE = re.compile(rf"(?:\s?[,:—–-]|\s(?:{any_of(_DATA['heads']['verbs'])}))\s?{_A_FIGURE}", re.IGNORECASE)
_OWN_ITEM = r"(?:(?!\b(?:of\swhom|of\swhich|who|were|was|are|including)\b)[^;:.])*"
_ON = re.compile(rf"{_OWN_ITEM}(?:;\s(?:{any_of(_DATA['heads']['total'])}),?\s)?\Z", re.IGNORECASE)
_ON_BEHIND_COLON = re.compile(rf":{_OWN_ITEM}(?:;{_OWN_ITEM})*\Z", re.IGNORECASE)
"""Between a heading and a figure of its item, or of the total of it."""
_LONGEST_RETURN = 120
"""Code points behind a heading in which its figures stand."""


def halves_around(text: str, sentence: Span, start: int, end: int) -> Cue | None:
    """The wording whose halves stand on either side of the figure at `start`..`end`, None where there is none."""
    last = text[max(sentence.start, start - _BEFORE) : start].lower().split()[-2:]
    if not _LAST_OF_HALVES.intersection(last):
        return None
    for measure, before, behind in _HALVES:
        first = before.search(text, max(sentence.start, start - _BEFORE), start)
        if first and behind.match(text, end, sentence.end):
            return Cue(first.start(), start, measure, "before", first[0].split()[0].lower(), 0)
    return None


def killed_and_wounded(text: str, sentence: Span, start: int, end: int) -> Cue | None:
    """The wording that counts killed and wounded together in the figure at `start`..`end`, None where none does."""
    low = max(sentence.start, start - _LONGEST_BOTH)
    both = _BOTH_BEFORE.search(text, low, start) or _BOTH_BEHIND.match(text, end, sentence.end)
    if both is None:
        return None
    side = "before" if both.end() <= start else "after"
    return Cue(both.start("both"), both.end("both"), "casualties", side, both["both"].lower(), 0)


def is_mark(text: str, end: int) -> bool:
    """Whether the figure that ends at `end` is a mark that something passes: "crossed the 400 mark"."""
    return _MARK.match(text, end) is not None


def heading_of(text: str, sentence: Span, cues: Cues, start: int) -> Cue | None:
    """The heading under which the figure at `start` stands in a return of losses, None where it stands under none.

    Only the wording next before the figure can be its heading.
    """
    cue = cues.before(start)
    if cue is None or cue.word not in _HEADS or start - cue.end > _LONGEST_RETURN:
        return None
    low, at, behind = sentence.start, cue.start, cue.end
    before = text[max(low, at - 6) : at] if at - low < 6 else "…" + text[at - 5 : at]
    heads = (_OPENS_ITEM.search(before) and _FIGURE.match(text, behind, start + 1)) or (
        _OPENS.search(before) and _IS_FIGURE.match(text, behind, start + 1)
    )
    on = heads and (_ON.fullmatch(text, behind, start) or _ON_BEHIND_COLON.fullmatch(text, behind, start))
    return cue if on else None
