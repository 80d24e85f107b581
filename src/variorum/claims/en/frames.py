"""The frame of every claim: what is measured, of whom, where, when, of which event, whole or part."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.claims.en.ages import person_of_age
from variorum.claims.en.denial import can_deny, is_denied
from variorum.claims.en.lists import FATAL, counts_doer, is_part
from variorum.claims.en.measures import Cue, Cues, cues_of
from variorum.claims.en.nouns import Noun, counted_noun
from variorum.claims.en.numbers import WORDS
from variorum.claims.en.scope import Scope, Scopes, can_total, part_or_total
from variorum.claims.en.shared_frames import HARM, share
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, load
from variorum.model import DIED_LATER, LISTED, Frame, Quantity, Span

_DATA = load("en", "frames")
_WORTH = re.compile(
    rf"\s(?:worth\sof\s|in\s)(?:[a-z]+\s){{0,2}}?(?:{any_of(_DATA['worth']['words'])})\b", re.IGNORECASE
)
_INHABITED = re.compile(rf"\b(?:{any_of(_DATA['inhabited']['words'])})\sof\s(?:only\s|just\s)?$", re.IGNORECASE)
"""Before the number of those who live somewhere, whatever befell it."""
_BY = re.compile(r"\bby\s$", re.IGNORECASE)
"""Before those who did what is told, or saw it: "killed by two gunmen", "an attack witnessed by 12 children"."""
_OWN_VERB = re.compile(
    r"(?:\s[\w'-]+){0,2}?\s(?:had|have|has|was|were|are|is)\s(?:been\s|being\s)?(?:\w+ed|\w+en|sent|brought|put|told|held|built|made)\b"
)
"""Behind what a figure counts: the verb of a clause of its own, so that what befell those before it is not told of it."""
_TEAMS_OF = re.compile(r"\b(?:teams|groups|crews|units|squads|rows|shifts|boats)\sof\s$", re.IGNORECASE)
"""Before how many go together: "teams of four for the injured"."""
_OF = ("of", "only", "just")
"""With one of these such words end."""
_OUT_OF_ALL = re.compile(
    r"(?:\A|[.,;:][\"”)]?\s+|[\"“]|\n\s*|\bthat\s)(?:[Oo]ut\s)?[Oo]f\s(?:the|those|these|its|their|some)\s$"
)
"""Before the number of all those of whom the clause goes on to tell the lot of some: "Of the 44 aboard, 12 lived"."""
_OF_THE_HARMED = re.compile(r"\b[Oo]f\s(?:the|those|these)\s(?:[\d,]+\s)?[\w-]+,\s(?:only\s|just\s|another\s)?$")
"""Before how many of the harmed the clause tells of: "Of the deaths, 12 were in Vardon"."""
_OUT_OF_THEM = re.compile(
    rf"\b[Oo]f\s(?:the|those|these|its|their)\s(?P<all>\d[\d,]*|{WORDS})(?=\s[\w-]+)[^,.;]{{2,60}},\s(?:only\s|just\s)?$"
)
"""Before how many of them: "Of the 36 rowers on the lake, 35 came home"."""
_OF_THOSE = re.compile(
    rf"\sof\s(?:the|those|its|their)\s(?:(?:\d[\d,]*|{WORDS})\s)?(?:{any_of(_DATA['of_those']['words'])})\b",
    re.IGNORECASE,
)
"""Those of whom some fared otherwise."""
_FREED = re.compile(
    rf"\s(?:{any_of(_DATA['freed']['who'])})\s(?:[a-z]+\s)?(?:{any_of(load('en', 'nouns')['people']['words'])}|[a-z]+(?:ers|ists))\b"
)
"""Those of whom it is told besides what became of them: "12 trapped miners were rescued"."""
_FATES = ("killed", "rescued", "survived")
_WITHOUT = re.compile(r"\s(?:still\s|were\s|are\s)?without\b")
"""Behind those who lack something, whatever befell others: "dozens hurt and thousands without power"."""
_SOON = 60
"""Code points behind them in which it is told how they fared."""
_RISEN = re.compile(rf"\b(?:{any_of(_DATA['risen']['verbs'])})\s(?:further\s)?(?:to\s)?$", re.IGNORECASE)
"""Before what a toll has become, however far from the word for it."""
_BROUGHT = re.compile(
    rf"\b(?:{any_of(_DATA['risen']['bringing'])})\s(?:the|its|that)\s[^,;.\n]{{4,120}}\sto\s$", re.IGNORECASE
)
"""The same where it is told what brought it there: "bringing the toll in the region to 40"."""
_LONGEST_BROUGHT = 150
_ALL_OF_THEM = ("the ", "those ", "these ", "their ", "its ", "some ")
"""With one of these such words end."""
_OFFSPRING = frozenset(load("en", "nouns")["offspring"]["words"])
_HAS_THEM = re.compile(
    rf"\b(?:{any_of(_DATA['family']['verbs'])}|(?<!along\s)(?<!together\s)with|(?:{any_of(_DATA['family']['parents'])})\sof)\s(?:(?:at\sleast|about|his|her|their)\s)?$",
    re.IGNORECASE,
)
"""Said of whose family is counted, which nobody harmed."""
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
    frames: dict[int, Frame] = {}
    for number, inside in by_sentence.items():
        sentence = page.sentences[number] if page.sentences else Span(0, len(text))
        counts = sorted(
            (c for c in inside if c.kind == "quantity" and c.form not in ("age", "money", "percent")),
            key=lambda c: c.start,
        )
        lists = [c for c in inside if c.rule == LISTED]
        counted = any(c.kind == "quantity" for c in inside)
        here: _Here | None = None
        for c in inside:
            if c.frame is None and c.kind != "quotation":
                here = here or _Here(
                    sentence,
                    cues_of(page, number, last=True),
                    [(c.start, c.end) for c in counts if c.rule != LISTED],
                    counted and can_deny(text, sentence),
                    counted and can_total(text, sentence),
                )
                listed = c.kind == "quantity" and is_part(c, lists)
                frames[id(c)] = _frame(text, here, c, scopes.of(number, c), listed=listed)
    share(page, found, frames)
    return [c.framed(frames[id(c)]) if id(c) in frames else c for c in found]


@dataclass(frozen=True, slots=True)
class _Here:
    """A sentence, looked through once for all of its figures."""

    sentence: Span
    cues: Cues
    numbers: list[tuple[int, int]]
    """Where its figures stand, by place."""
    denies: bool
    """Whether it has a word that can deny one."""
    totals: bool
    """Whether it has a word for a total."""


def _frame(text: str, here: _Here, c: Candidate, scope: Scope, *, listed: bool) -> Frame:
    sentence, cues = here.sentence, here.cues
    if c.kind in ("date", "duration"):
        cue, _ = cues.measure_of(c.start, c.end, [])
        return Frame(place=scope.place, event=scope.event, predicate=cue.word if cue else None)
    if not isinstance(c.value, Quantity):
        return Frame(place=scope.place, when=scope.when, event=scope.event)
    if c.form == "age":
        return Frame(
            place=scope.place,
            when=scope.when,
            event=scope.event,
            measure="aged",
            counted=c.value.unit,
            part="part" if listed else None,
            person=person_of_age(text, c.start, c.end, sentence),
        )
    sum_up = c.rule == LISTED
    noun = None if sum_up else counted_noun(text, c.end, sentence.end, after=text[c.core : c.end])
    cue, cost = cues.measure_of(c.start, c.end, here.numbers)
    if not sum_up and noun is None and (whole := _OUT_OF_THEM.search(text, max(sentence.start, c.start - 90), c.start)):
        noun = counted_noun(text, whole.end("all"), c.start)
    if noun is not None and cue is not None and cue.word == noun.word == noun.lemma and cue.measure == "displaced":
        noun = None  # "left tens of thousands homeless"
    if noun is None and _TEAMS_OF.search(text, max(0, c.start - 12), c.start):
        cue = None
    if cue is not None and cue.side == "after" and cue.end <= c.start and _OWN_VERB.match(text, c.end, sentence.end):
        cue = None
    inhabited = text[max(0, c.start - 6) : c.start].rstrip().lower().endswith(_OF)
    if noun is None and c.form != "age" and _WORTH.match(text, c.end, sentence.end):
        cue = None
    if (inhabited and _INHABITED.search(text, max(0, c.start - 30), c.start)) or (
        noun is not None and noun.person and _BY.search(text, max(0, c.start - 4), c.start)
    ):
        cue = None
    if (
        text[max(0, c.start - 6) : c.start].endswith(_ALL_OF_THEM)
        and _OUT_OF_ALL.search(text, max(0, c.start - 20), c.start)
        and bisect_left(here.numbers, (c.end, 0)) < len(here.numbers)
        and cue is not None
        and (cue.end <= c.start or "," in text[c.end : cue.start])  # but "Of the 52 who died, nine were cooks"
    ):
        cue = None
    if c.form not in FATAL and (them := _OF_THOSE.match(text, c.end, sentence.end)):
        later = next((x for x in cues.found if x.start >= them.end() and x.side == "after"), None)
        if later is not None and later.start - them.end() <= _SOON:
            cue, cost = later, 0  # "three of the missing rowers were found dead"
    if c.form not in FATAL and (them := _FREED.match(text, c.end, sentence.end)):
        later = next((x for x in cues.found if x.start >= them.end() and x.side == "after"), None)
        if later is not None and later.start - them.end() <= _SOON // 2 and later.measure in _FATES:
            cue, cost = later, 0
    if _WITHOUT.match(text, c.end, sentence.end):
        cue = noun = None
    of_persons = noun is None or (noun.person and noun.lemma == "person")
    if cue is None and of_persons and (rise := _rise_to(text, sentence, c.start)) is not None:
        labels = [x for x in cues.found if x.side == "label" and rise <= x.start and x.end <= c.start]
        cue, cost = (labels[-1], 0) if labels else (cue, cost)
    if cue is None and noun is None and (of := _OF_THE_HARMED.search(text, max(sentence.start, c.start - 40), c.start)):
        cue = next((x for x in cues.found if of.start() < x.start and x.end <= c.start), None)
        cost = 0 if cue else cost
    measure = "killed" if c.form in FATAL else _measure(c, noun, cue, cost)
    if (
        noun
        and noun.lemma in _OFFSPRING
        and cue
        and (cue.start < c.start or cost >= _SURE)
        and _HAS_THEM.search(text, c.start - 30, c.start)
    ):
        measure, cue = noun.lemma, None  # "the dead man was married with two children"
    return Frame(
        place=scope.place,
        when=scope.when,
        event=scope.event,
        measure=measure,
        counted="person" if sum_up else noun.lemma if noun else None,
        predicate=DIED_LATER if c.form == "late" else cue.word if cue else None,
        whom="suspects" if c.form == "doer" else noun.whom if noun else None,
        part="part"
        if listed or c.form in ("doer", "late")
        else part_or_total(text, sentence, c, noun, cues.found, cue, totals=here.totals),
        with_doer=_with_doer(text, sentence, c, noun, cue) if measure == "killed" else None,
        denied=c.form == "none" or (here.denies and is_denied(text, sentence, c.start, c.end)),
    )


def _rise_to(text: str, sentence: Span, start: int) -> int | None:
    """From where the words stand that make a toll rise to the number at `start`; None where none do."""
    if _RISEN.search(text, max(sentence.start, start - 30), start):
        return sentence.start
    if text.startswith("to ", start - 3) and (
        m := _BROUGHT.search(text, max(sentence.start, start - _LONGEST_BROUGHT), start)
    ):
        return m.start()
    return None


def _with_doer(text: str, sentence: Span, c: Candidate, noun: Noun | None, cue: Cue | None) -> bool | None:
    """Whether the words count one who did the harm among the dead; None when they do not tell.

    Whom somebody killed, and a group such as officers, do not hold him; men and women may.
    """
    if counts_doer(text, sentence, c):
        return True
    done = cue is not None and cue.side == "before" and cue.end <= c.start
    return False if done or (noun is not None and (noun.whom not in _HOLDS_DOER or noun.lemma == "victim")) else None


def _measure(c: Candidate, noun: Noun | None, cue: Cue | None, cost: int) -> str | None:
    """Recorders' word where a person, or nothing, is counted and a cue belongs to the number; else the counted noun."""
    value = c.value
    assert isinstance(value, Quantity)
    if value.unit in _UNIT_MEASURE:
        return _UNIT_MEASURE[value.unit]
    if value.unit in _LENGTHS:
        return "distance"
    if c.form == "money":
        return cue.measure if cue and cue.measure == "stolen" else "money"
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
        cue.side == "noun"
        or (cue.side != "label" and cue.measure in ("killed", "injured") and cost < _SURE and noun.lemma not in _THINGS)
    ):
        return cue.measure
    if cue is not None and cue.measure in HARM and cost < _SURE and noun.proper and noun.lemma not in _THINGS:
        return cue.measure  # "60 Vardonians are missing"
    return noun.lemma
