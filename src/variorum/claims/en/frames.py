"""The frame of every claim: what is measured, of whom, where, when, of which event, whole or part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.en.ages import person_of_age
from variorum.claims.en.measures import Cue, find_cues, measure_of
from variorum.claims.en.nouns import Noun, counted_noun
from variorum.claims.en.scope import Scopes, part_or_total
from variorum.claims.page import Candidate, Page
from variorum.model import Frame, Quantity, Span

_HARM = ("killed", "injured", "shot", "missing", "detained", "displaced", "rescued", "trapped", "casualties")
_UNIT_MEASURE = {
    "magnitude": "magnitude",
    "celsius": "temperature",
    "fahrenheit": "temperature",
    "mph": "speed",
    "km2": "area",
    "acre": "area",
}
_LENGTHS = ("km", "mile", "nautical mile", "metre", "foot", "yard", "inch")


def frame_all(page: Page, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with their frames, in the same order; those that came with a frame keep it."""
    text = page.text
    by_sentence: dict[int, list[Candidate]] = defaultdict(list)
    for c in found:
        by_sentence[page.sentence_number(c.start)].append(c)
    scopes = Scopes(page, found)
    frames: dict[int, Frame] = {}
    for number, inside in by_sentence.items():
        sentence = page.sentences[number] if page.sentences else Span(0, len(text))
        counts = sorted(
            (c for c in inside if c.kind == "quantity" and c.form not in ("age", "money", "percent")),
            key=lambda c: c.start,
        )
        cues = list(find_cues(text, sentence)) if any(c.kind != "quotation" for c in inside) else []
        spans = [(c.start, c.end) for c in counts]
        for c in inside:
            if c.frame is None and c.kind != "quotation":
                scope = scopes.of(number, c)
                frames[id(c)] = _frame(page, sentence, c, cues, spans, scope)
    return [replace(c, frame=frames[id(c)]) if id(c) in frames else c for c in found]


def _frame(
    page: Page, sentence: Span, c: Candidate, cues: list[Cue], numbers: list[tuple[int, int]], scope: Frame
) -> Frame:
    text = page.text
    if c.kind in ("date", "duration"):
        cue = measure_of(text, sentence, c.start, c.end, cues, [])
        return replace(scope, predicate=cue.word if cue else None, when=None)
    if not isinstance(c.value, Quantity):
        return scope
    if c.form == "age":
        return replace(scope, measure="aged", counted="year", person=person_of_age(text, c.start, c.end, sentence))
    noun = counted_noun(text, c.end, sentence.end, after=text[c.core : c.end])
    cue = measure_of(text, sentence, c.start, c.end, cues, numbers)
    measure = _measure(c, noun, cue)
    return replace(
        scope,
        measure=measure,
        counted=noun.lemma if noun else None,
        predicate=cue.word if cue else None,
        whom=noun.whom if noun else None,
        part=part_or_total(text, sentence, c, noun, numbers),
        denied=c.form == "none",
    )


def _measure(c: Candidate, noun: Noun | None, cue: Cue | None) -> str | None:
    """Recorders' word where a person, or nothing, is counted and a cue belongs to the number; else the counted noun."""
    value = c.value
    assert isinstance(value, Quantity)
    if value.unit in _UNIT_MEASURE:
        return _UNIT_MEASURE[value.unit]
    if value.unit in _LENGTHS:
        return "distance"
    if c.form == "money":
        return cue.measure if cue and cue.measure == "stolen" else "money"
    if noun is None or noun.person:
        if cue is not None and (cue.measure in _HARM or noun is None or cue.measure == "attended"):
            return cue.measure
        return noun.lemma if noun else None
    if cue is not None and cue.side == "noun":
        return cue.measure
    return noun.lemma
