"""Measures of any language: which wording of harm, custody or flight in its sentence belongs to a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from variorum.claims.page import Candidate, Page
from variorum.claims.plain.words import whole_words, words_of
from variorum.model import Frame, Quantity, Span

_FAR = 9.0
"""Cost beyond which a wording does not belong to a number; a word between costs .6, a comma 1.2, another number 3."""
_NOUN_WORDS = 3
"""Words between a number and a noun of harm that it counts."""
_BREAK = re.compile(r"[;:]|\.\s")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: int
    end: int
    measure: str
    side: str


@cache
def _lists(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = words_of(code)
    return whole_words(words.measures), whole_words(words.people)


def frame_all(code: str, page: Page, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with their frames, in the same order; a measure is named only where the language's lists have it.

    A number is of persons where a noun for persons or a measure of persons stands by it.
    """
    words = words_of(code)
    if not words.measures:
        return [c if c.frame else replace(c, frame=Frame(denied=c.form == "none")) for c in found]
    counts = [c for c in found if c.kind == "quantity" and c.form not in ("age", "money", "percent")]
    counted = {id(c) for c in counts}
    cues: dict[int, list[_Cue]] = {}
    out = []
    for c in found:
        if c.kind != "quantity" or c.frame:
            out.append(c)
            continue
        if id(c) not in counted:
            out.append(replace(c, frame=Frame(measure="aged" if c.form == "age" else None)))
            continue
        number = page.sentence_number(c.start)
        sentence = page.sentences[number] if page.sentences else Span(0, len(page.text))
        if number not in cues:
            cues[number] = [
                _Cue(*m.span(), measure, side)
                for m in _lists(code)[0].finditer(page.text, sentence.start, sentence.end)
                for measure, side in words.measures[" ".join(m[0].lower().split())]
            ]
        frame, persons = _frame(page, sentence, c, cues[number], counts, code)
        value = c.value
        assert isinstance(value, Quantity)
        if persons and value.unit == "thing":
            c = replace(c, value=replace(value, unit="person"))  # noqa: PLW2901  the same candidate, better known
        out.append(replace(c, frame=frame))
    # "Nobody" and "no" count only where it is told what did not happen to them.
    return [c for c in out if c.form != "none" or (c.frame and c.frame.measure)]


def _frame(
    page: Page, sentence: Span, c: Candidate, cues: Sequence[_Cue], counts: Sequence[Candidate], code: str
) -> tuple[Frame, bool]:
    text = page.text
    best: tuple[float, _Cue] | None = None
    for cue in cues:
        if cue.start >= c.end:
            low, high = c.end, cue.start
            if cue.side == "before":
                continue
        elif cue.end <= c.start:
            low, high = cue.end, c.start
            if cue.side == "noun":
                continue
        else:
            continue
        between = text[low:high]
        words = len(between.split())
        if _BREAK.search(between) or (cue.side == "noun" and words > _NOUN_WORDS):
            continue
        others = sum(1 for other in counts if other is not c and low <= other.start < high)
        cost = 0.6 * words + 1.2 * between.count(",") + 3.0 * others + (1.5 if cue.end <= c.start else 0.0)
        if cost < _FAR and (best is None or cost < best[0]):
            best = (cost, cue)
    noun = _lists(code)[1].match(text, c.end + 1, min(sentence.end, c.end + 40))
    if noun is None:
        noun = _lists(code)[1].search(text, c.end, min(sentence.end, c.end + 24))
    whom = words_of(code).people.get(noun[0].lower()) if noun else None
    measure = best[1].measure if best else None
    frame = Frame(
        measure=measure, counted=noun[0].lower() if noun else None, whom=whom or None, denied=c.form == "none"
    )
    return frame, bool(noun or measure)
