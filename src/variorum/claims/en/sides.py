"""On which side of a wording of harm those stand who are counted by it: "killed 12", "12 were killed"."""

from __future__ import annotations

import re
from string import punctuation

from variorum.claims.en.numbers import WORDS
from variorum.languages import any_of, lists_of, load
from variorum.model import Span

_DATA = load("en", "measures")
_of = lists_of("en", "harms")
_SUFFERED = _DATA["suffered"]
_BE = re.compile(
    rf"\b(?:{any_of(_SUFFERED['after'])})(?:\s+(?:{any_of(_SUFFERED['between'])}))*\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
_LAST_OF_BE = frozenset(w.split()[-1] for w in (*_SUFFERED["after"], *_SUFFERED["between"]))
"""The word right before a verb that is said of those it befell, where it is not in -ly: asked first, since most verbs have none."""
BEFORE_VERB = 40
"""Code points before a verb, or a number, in which what belongs to it can stand."""
OBJECT = re.compile(
    rf"\s+(?:(?:{_of('object', 'bounds')})\s+(?:an?\s+)?(?=\d|(?:{WORDS})\b)|(?:{_of('object', 'words')}|{_of('object', 'numbers')})\b|\d)",
    re.IGNORECASE,
)
_DOERS = re.compile(rf"\b(?:{_of('doers', 'words')})\s+(?:\w+ly\s+)?$", re.IGNORECASE)
"""Who may do the harm as well as suffer it: what stands behind the verb tells."""
_TIMES = re.compile(rf"(?:\s[\w-]+){{1,3}}?\s(?:{_of('times', 'units')})\b")
NO_OBJECT = re.compile(
    rf"\s*[,.;:)!?]|\s+(?:{_of('no_object', 'words')}|at(?!\s+(?:least|most)\b)|and\s+(?!{_of('no_object', 'harm_goes_on')}))\b|$",
    re.IGNORECASE,
)

_COUNTED = re.compile(r"\d\s(?:[a-z]+\s){0,2}$")
_TABLED = re.compile(rf"\s\(?\d[\d,]*\s(?:[a-z]+\s){{0,2}}?(?:{any_of(_DATA['tabled']['words'])})\b")
"""The next figure, with its wording."""


def side_of(text: str, sentence: Span, m: re.Match[str], role: str, *, verb: bool) -> str | None:
    """On which side of the wording `m` stands what it counts: "before" when that stands behind it, "after" when before it.

    Args:
        text: Text of the account.
        sentence: Where its sentence stands.
        m: The wording.
        role: Its role in the lexicon of measures, which is the side where that leaves no doubt.
        verb: Whether the wording can be a verb.

    Returns:
        "before", "after", "noun" or "label"; None where it counts nobody.
    """
    if role == "either":
        harms = OBJECT.match(text, m.end(), sentence.end) is not None
        low = max(sentence.start, m.start() - BEFORE_VERB)
        if harms and _is_tabled(text, sentence, m):
            return "after"
        last = text[low : m.start()].rsplit(None, 1)[-1:]
        if not last or not (last[0].endswith("ly") or last[0].lower().lstrip(punctuation) in _LAST_OF_BE):
            return "before" if harms else "after"
        if harms and _DOERS.search(text, low, m.start()) and not _TIMES.match(text, m.end(), sentence.end):
            return "before"  # "a poacher who shot four guards"
        if _BE.search(text, low, m.start()):
            return "after"
        return "before" if harms else "after"
    if (
        role == "action"
        and m[0].lower().endswith("ing")
        and not OBJECT.match(text, m.end(), sentence.end)
        and NO_OBJECT.match(text, m.end(), sentence.end)
    ):
        return None  # "in the shooting, two others ..."
    if role == "label" and _is_tabled(text, sentence, m):
        return None
    if role == "noun" and verb and OBJECT.match(text, m.end(), sentence.end):
        return None  # "three gunmen killed 12"
    return {"predicate": "after", "noun": "noun", "action": "before", "label": "label"}[role]


def _is_tabled(text: str, sentence: Span, m: re.Match[str]) -> bool:
    """Whether a wording stands between its own figure and the next one, which has its own wording: "31 killed 240 wounded"."""
    if not _TABLED.match(text, m.end(), sentence.end):
        return False
    return _COUNTED.search(text, max(sentence.start, m.start() - BEFORE_VERB), m.start()) is not None
