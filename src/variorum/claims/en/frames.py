"""The frame of every claim: what is measured, of whom, where, when, of which event, whole or part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.en.ages import person_of_age
from variorum.claims.en.befall import HARM
from variorum.claims.en.denial import can_deny, is_denied, is_put_right
from variorum.claims.en.lists import FATAL, counts_doer, is_part, tells_doer_besides
from variorum.claims.en.measures import Cue, cues_of
from variorum.claims.en.nouns import Noun
from variorum.claims.en.scope import Scope, Scopes, can_total, part_or_total
from variorum.claims.en.shared_frames import share
from variorum.claims.en.told import Here, Told, told_of
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, load
from variorum.model import DIED_LATER, LISTED, Frame, Quantity, Span

_DATA = load("en", "frames")
_OFFSPRING = frozenset(load("en", "nouns")["offspring"]["words"])
_HAS_THEM = re.compile(
    rf"\b(?:{any_of(_DATA['family']['verbs'])}|(?<!along\s)(?<!together\s)with|(?P<parent>{any_of(_DATA['family']['parents'])})\sof)\s(?:(?:at\sleast|about|his|her|their)\s)?$",
    re.IGNORECASE,
)
"""Said of whose family is counted, which nobody harmed."""
_OWN_FAMILY = re.compile(rf"\b(?:{any_of(_DATA['own_family']['whose'])})\b[^.;:]*\sfamily\sof\s$", re.IGNORECASE)
"""Before the number of a family that one who did the harm belongs to himself: "a father killed his family of five"."""
_VALUES = frozenset(load("en", "measures")["value"]["words"])
"""Before what stolen goods are worth."""
_DEAL = re.compile(rf"\b(?:{any_of(load('en', 'measures')['value']['deals'])})\b", re.IGNORECASE)
"""In an account that tells of one, what something is worth tells of no theft."""
_MURDER_SUICIDE = re.compile(
    rf"\bmurder[-–\s]suicide\b[^.;:\n]{{0,60}}?\s(?:{any_of(_DATA['murder_suicide']['verbs'])})\b[^.;:\d\n]*$",
    re.IGNORECASE,
)
"""Before the number of those whom it left dead, who did it among them."""
_TO_DEATH = re.compile(
    rf"(?:\s(?!(?:{any_of(_DATA['to_death']['not_between'])})\b)[\w'’-]+){{0,6}}?\s(?:{any_of(_DATA['to_death']['words'])})\b"
)
"""Behind those who were shot, that they died of it: "shot five people to death"."""
_SURE = 40
"""Cost under which "killed" and "wounded" make living beings of a noun that no lexicon has."""
_FAR_FROM_PERCENT = 70
"""Cost from which a wording is not of a share: "75 percent contained; 3 killed"."""
_THINGS = frozenset(load("en", "nouns")["things"]["words"])
_HOLDS_DOER = (None, "men", "women", "adults")
"""Groups to which one who did the harm may belong himself."""
_UNIT_MEASURE = {
    "magnitude": "magnitude",
    "celsius": "temperature",
    "fahrenheit": "temperature",
    "mph": "speed",
    "kmh": "speed",
    "km2": "area",
    "acre": "area",
    "mile2": "area",
    "metre2": "area",
    "foot2": "area",
    "hectare": "area",
}
_LENGTHS = ("km", "centimetre", "mile", "nautical mile", "metre", "foot", "yard", "inch")


def frame_all(page: Page, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates with their frames, in the same order; those that came with a frame keep it."""
    text = page.text
    by_sentence: dict[int, list[Candidate]] = defaultdict(list)
    for c in found:
        by_sentence[page.sentence_number(c.start)].append(c)
    scopes = Scopes(page, found)
    deal = _DEAL.search(text) is not None
    frames: dict[int, Frame] = {}
    for number, inside in by_sentence.items():
        sentence = page.sentences[number] if page.sentences else Span(0, len(text))
        counts = sorted(
            (c for c in inside if c.kind == "quantity" and c.form not in ("age", "money", "percent")),
            key=lambda c: c.start,
        )
        lists = [c for c in inside if c.rule == LISTED]
        counted = any(c.kind == "quantity" for c in inside)
        here: Here | None = None
        for c in inside:
            if c.frame is None and c.kind != "quotation":
                here = here or Here(
                    text,
                    sentence,
                    cues_of(page, number, last=True),
                    [(c.start, c.end) for c in counts if c.rule != LISTED],
                    counted and can_deny(text, sentence),
                    counted and can_total(text, sentence),
                    deal,
                )
                listed = c.kind == "quantity" and is_part(c, lists)
                frames[id(c)] = _frame(here, c, scopes.of(number, c), listed=listed)
    share(page, found, frames)
    _take_back(page, found, frames)
    return [c.framed(frames[id(c)]) if id(c) in frames else c for c in found]


def _take_back(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Deny a figure wherever the account gives it that puts it right in one place: the older part of a text kept up to date."""
    told = [(c, f) for c in found if c.kind == "quantity" and (f := frames.get(id(c))) is not None]
    back = {
        (f.measure, c.least)
        for c, f in told
        if f.denied and f.measure and is_put_right(page.text, page.sentence(c.start), c.start, c.end)
    }
    for c, f in told if back else ():
        if (f.measure, c.least) in back:
            frames[id(c)] = replace(f, denied=True)


def _frame(here: Here, c: Candidate, scope: Scope, *, listed: bool) -> Frame:
    if c.kind in ("date", "duration"):
        cue, _ = here.cues.measure_of(c.start, c.end, [])
        return Frame(place=scope.place, event=scope.event, predicate=cue.word if cue else None)
    frame = Frame(place=scope.place, when=scope.when, event=scope.event)
    if not isinstance(c.value, Quantity):
        return frame
    if c.form == "age":
        person = person_of_age(here.text, c.start, c.end, here.sentence)
        return replace(frame, measure="aged", counted=c.value.unit, part="part" if listed else None, person=person)
    return _frame_of_count(here, c, frame, listed=listed)


def _frame_of_count(here: Here, c: Candidate, frame: Frame, *, listed: bool) -> Frame:
    told = told_of(here, c)
    noun, cue = told.noun, told.cue
    measure = "killed" if c.form in FATAL or _is_none_at_all(c, told) else _measure(c, told, deal=here.deal)
    if _is_offspring(here, c, told):
        measure, cue = noun.lemma if noun else None, None
    if measure == "shot" and cue and cue.end <= c.start and _TO_DEATH.match(here.text, c.end, here.sentence.end):
        measure = "killed"
    whole = part_or_total(here.text, here.sentence, c, noun, here.cues.found, cue, totals=here.totals)
    # Who survived of all aboard are all survivors.
    lived = measure == "survived" and c.form != "none"
    # `replace` takes five times as long, and every figure gets a frame.
    return Frame(
        place=frame.place,
        when=frame.when,
        event=frame.event,
        measure=measure,
        counted="person" if c.rule == LISTED else noun.lemma if noun else None,
        predicate=DIED_LATER if c.form == "late" else cue.word if cue else None,
        whom="suspects" if c.form == "doer" else noun.whom if noun else None,
        part="part" if listed or c.form in ("doer", "late") else None if lived else whole,
        with_doer=_with_doer(here, c, noun, cue) if measure == "killed" else None,
        denied=c.form == "none" or (here.denies and is_denied(here.text, here.sentence, c.start, c.end)),
    )


def _is_none_at_all(c: Candidate, told: Told) -> bool:
    """Whether there were no casualties, so that nobody died either."""
    none = isinstance(c.value, Quantity) and c.value.high == 0
    return none and told.cue is not None and told.cue.measure == "casualties"


def _is_offspring(here: Here, c: Candidate, told: Told) -> bool:
    """Whether they are somebody's children, whom no harm befell: "the dead man was married with two children"."""
    if told.cue is None:
        return False
    has = _HAS_THEM.search(here.text, max(0, c.start - 30), c.start)
    if has is None or told.noun is None:
        return has is not None and has["parent"] is not None  # "a mother of two was shot"
    return told.noun.lemma in _OFFSPRING and (told.cue.start < c.start or told.cost >= _SURE)


def _with_doer(here: Here, c: Candidate, noun: Noun | None, cue: Cue | None) -> bool | None:
    """Whether the words count one who did the harm among the dead; None when they do not tell.

    Whom somebody killed, and a group such as officers, do not hold him; men and women may.
    """
    behind = here.text, here.before(c, 120), c.core
    # The words that both end in, or hold, are asked for first: few figures stand behind these.
    before = here.text[behind[1] : c.core].lower()
    family = before[-3:-1] == "of" and _OWN_FAMILY.search(*behind)
    if family or ("suicide" in before and _MURDER_SUICIDE.search(*behind)) or counts_doer(here.text, here.sentence, c):
        return True
    done = cue is not None and cue.side == "before" and cue.end <= c.start
    apart = done or (noun is not None and (noun.whom not in _HOLDS_DOER or noun.lemma == "victim"))
    return False if apart or tells_doer_besides(here.text, here.sentence, c) else None


def _measure(c: Candidate, told: Told, *, deal: bool) -> str | None:
    """Recorders' word where a person, or nothing, is counted and a cue belongs to the number; else the counted noun.

    In an account of a `deal`, what something is worth has been stolen by nobody.
    """
    value = c.value
    assert isinstance(value, Quantity)
    noun, cue, cost = told.noun, told.cue, told.cost
    if cue is not None and cue.word in _VALUES and c.form != "money":
        cue = None  # "residents, now estimated at 200,000"
    if value.unit in _UNIT_MEASURE:
        return _UNIT_MEASURE[value.unit]
    if value.unit in _LENGTHS:
        return "distance"
    if c.form == "money":
        stolen = cue is not None and cue.measure == "stolen" and not (deal and cue.word in _VALUES)
        return "stolen" if stolen else "money"
    if c.form == "percent" and noun is None and cost >= _FAR_FROM_PERCENT:
        return None
    if noun is not None and noun.lemma == "time":
        return noun.lemma  # "shot five times but escaped death"
    if noun is None or noun.person:
        if noun is not None and noun.whom == "suspects" and cost >= _SURE:
            return noun.lemma  # "Quay shooting - 2 gunmen"
        if cue is not None and (cue.measure in HARM or noun is None or cue.measure == "attended"):
            return cue.measure
        return noun.lemma if noun else None
    if cue is not None and (
        (cue.side == "noun" and noun.lemma not in _THINGS)
        or (cue.side != "label" and cue.measure in ("killed", "injured") and cost < _SURE and noun.lemma not in _THINGS)
    ):
        return cue.measure
    if cue is not None and cue.measure in HARM and cost < _SURE and noun.proper and noun.lemma not in _THINGS:
        return cue.measure  # "60 Vardonians are missing"
    # "Four shots" are none who were shot.
    return "fired" if noun.lemma == "shot" else noun.lemma
