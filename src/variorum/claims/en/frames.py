"""The frame of every claim: what is measured, of whom, where, when, of which event, whole or part."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from variorum.claims.en.ages import person_of_age
from variorum.claims.en.denial import can_deny, is_denied
from variorum.claims.en.lists import FATAL, counts_doer, is_part
from variorum.claims.en.measures import Cue, Cues, cues_of
from variorum.claims.en.nouns import Noun, counted_noun, lemma
from variorum.claims.en.scope import Scope, Scopes, can_total, part_or_total
from variorum.claims.page import Candidate, Page
from variorum.languages import load
from variorum.model import DIED_LATER, LISTED, Frame, Quantity, Span

_DEFINITE = re.compile(r"\b(?:the|all|those|these|all\s+the)\s+$", re.IGNORECASE)
_DEATH = re.compile(
    r"\b(?:killed|dead|died|dies|deaths?|fatal|fatally|fatality|fatalities|murdered|murders?|slain|killing|homicides?|deadly|perished|lifeless|lost (?:his|her|their) li(?:fe|ves))\b(?!\s+(?:conspiracy|penalty|rates?|detectives?|unit|investigators|division|squad|bureau|threat|weapon|consequences))",
    re.IGNORECASE,
)
_NOBODY_DIED = re.compile(
    r"(?:\b(?:no[\s-]one|nobody|not|if|attempt(?:ed)?|conspiracy to commit)|\bnon-?)\s?(?:[\w-]+\s){0,2}$"
    r"|\b(?:including|from|for|as|reduce|commit)\s$",
    re.IGNORECASE,
)
"""Before such a word: a death that was not, or crimes by their kind ("engaged in crimes from murder to theft")."""
_INHABITED = re.compile(
    r"\b(?:town|city|village|community|county|island|hamlet|suburb|population|nation|country|parish|district|settlement)\sof\s(?:only\s|just\s)?$",
    re.IGNORECASE,
)
"""Before the number of those who live somewhere, whatever befell it."""
_BY = re.compile(r"\bby\s$", re.IGNORECASE)
"""Before those who did what is told, or saw it: "killed by two gunmen", "an attack witnessed by 12 children"."""
_OF = ("of", "only", "just")
"""With one of these such words end."""
_OUT_OF_ALL = re.compile(
    r"(?:\A|[.,;:]\s|[\"“]|\n\s*|\bthat\s)(?:[Oo]ut\s)?[Oo]f\s(?:the|those|these|its|their|some)\s$"
)
"""Before the number of all those of whom the clause goes on to tell the lot of some: "Of the 44 aboard, 12 lived"."""
_ALL_OF_THEM = ("the ", "those ", "these ", "their ", "its ", "some ")
"""With one of these such words end."""
_INSTEAD_OF = re.compile(
    r"\b(?:down|up|revised|lower|higher|fewer|less|more|increased|raised|reduced|dropped|lowered)\b(?:\s\w+)?\s(?:from|than)\s(?:(?:the|an?)\s)?(?:(?:earlier|previous|initial|first|reported)\s)?(?:figure\sof\s|toll\sof\s|count\sof\s)?$",
    re.IGNORECASE,
)
_GAVE = re.compile(
    r"\b(?:gave|gives|giving|put\s(?:it|the\s\w+)\sat|spoke\sof|speaks\sof|(?:figure|number|count|toll|estimate)\s(?:of|was|is|stood\sat))\s$",
    re.IGNORECASE,
)
_TOLD_OF = 3
"""Sentences for which a bare figure that somebody gives is of the harm told last."""
_OFFSPRING = frozenset(load("en", "nouns")["offspring"]["words"])
_HAS_THEM = re.compile(
    r"\b(?:has|have|had|(?<!along\s)(?<!together\s)with|leaves|leaving|left\sbehind|leaves\sbehind|survived\sby|raising|raised|(?:father|mother|parent|parents|dad|mom|mum|grandfather|grandmother)\sof)\s(?:(?:at\sleast|about|his|her|their)\s)?$",
    re.IGNORECASE,
)
"""Said of whose family is counted, which nobody harmed."""
_SURE = 40
"""Cost under which "killed" and "wounded" make living beings of a noun that no lexicon has."""
_FAR_FROM_PERCENT = 70
"""Cost from which a wording is not of a share: "75 percent contained; 3 killed"."""
_THINGS = frozenset(load("en", "nouns")["things"]["words"])
_WHO_DID = re.compile(
    r"(?:\s+[\w'-]+){1,4}?\s+who\s+(?!(?:died|were|was|are|had|have|lost|remain|survived|suffered|sustained)\b)"
)
_OTHER = re.compile(r"\s+(?:others?|more)\b", re.IGNORECASE)
_WHOLE = frozenset(load("en", "measures")["survived"]["whole"])
"""Said of who lived and was not hurt."""
_ARMS = re.compile(r"\b(?:shot|shootings?|gun(?:man|men|shots?|fire)|stabb(?:ed|ing)|opened\sfire)\b", re.IGNORECASE)
"""Words of an attack on persons, whose survivors are wounded."""
_HARM = (
    "killed",
    "injured",
    "survived",
    "shot",
    "missing",
    "detained",
    "displaced",
    "rescued",
    "trapped",
    "wanted",
    "casualties",
    "ill",
)
_SUFFERED = ("killed", "injured", "missing", "detained", "displaced", "rescued", "survived", "trapped", "ill")
_BREATH = 60
"""Code points between two figures told in one breath."""
_AT_HEAD = 24
"""Code points of a sentence before its first figure, up to which it begins with those counted."""
_OUT_OF = re.compile(r"\sof\s(?:the|those|all|its|their)\s")
_WITH = re.compile(
    r"(?:\s(?!(?:and|or|but|who|which|that|were|was|are|is|had|has|when|while|as|after|before)\b)[\w'’-]+){1,4}(?:,\s(?:and\s|including\s)?|\sand\s|,?\sincluding\s)"
)
_NO_VERB = re.compile(r"\s?(?:[.;:),]|$)|\s(?:and|in|on|at|near|from|of|during|after|when|with|by|before|aboard)\b")
"""Behind the persons a figure counts, no verb of what they do."""
_ELSEWHERE = re.compile(
    r"\s(?:in|on|at|near|outside|inside|from)\s(?:(?:the\s)?(?:\w+\s){0,2}?(?:of\s)?(?P<place>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})\b)?"
)
_AND_THEN = re.compile(r"(?:,|;|,?\sand)\s$")
"""Between those in one place and those in another, for whom the verb is left out."""
_HOLDS_DOER = (None, "men", "women", "adults")
"""Groups to which one who did the harm may belong himself."""
_UNIT_MEASURE = {
    "magnitude": "magnitude",
    "celsius": "temperature",
    "fahrenheit": "temperature",
    "mph": "speed",
    "km2": "area",
    "acre": "area",
    "mile2": "area",
    "hectare": "area",
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
        lists = [c for c in inside if c.rule == LISTED]
        here: _Here | None = None
        for c in inside:
            if c.frame is None and c.kind != "quotation":
                here = here or _Here(
                    sentence,
                    cues_of(page, number),
                    [(c.start, c.end) for c in counts if c.rule != LISTED],
                    can_deny(text, sentence),
                    can_total(text, sentence),
                )
                listed = c.kind == "quantity" and is_part(c, lists)
                frames[id(c)] = _frame(text, here, c, scopes.of(number, c), listed=listed)
    _revised(page, found, frames)
    _joined(page, found, frames)
    _recall(page, found, frames)
    _lived(page, found, frames)
    _nobody_died(page, found, frames)
    return [c.framed(frames[id(c)]) if id(c) in frames else c for c in found]


def _revised(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give a bare figure the frame of what it stands for: "12 dead, down from 14"; "the ministry gave 14 a day later"."""
    counts = sorted((c for c in found if c.kind == "quantity" and c.form != "age"), key=lambda c: c.start)
    harm: tuple[int, Frame] | None = None
    for before, c in pairwise([counts[0], *counts] if counts else []):
        frame, past = frames.get(id(c)), frames.get(id(before))
        number = page.sentence_number(c.start)
        if frame and not frame.counted and not frame.measure and c.form in ("digits", "word"):
            if (
                past
                and before is not c
                and page.sentence_number(before.start) == number
                and _INSTEAD_OF.search(page.text, max(before.end, c.start - 40), c.start)
            ):
                frame = replace(frame, measure=past.measure, counted=past.counted, whom=past.whom)
            elif harm and number - harm[0] <= _TOLD_OF and _GAVE.search(page.text, max(0, c.start - 30), c.start):
                frame = replace(frame, measure=harm[1].measure)
            frames[id(c)] = frame
        if frame and frame.measure in _HARM and frame.part != "part":
            harm = (number, frame)


def _joined(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give persons who are told in one breath with others the same measure: "killing 17 divers and three guides".

    And a figure picked out of another's harm: "10 of the 26 deaths". Not where a verb of their own follows.
    """
    counts = sorted(
        (c for c in found if id(c) in frames and c.kind == "quantity" and c.rule != LISTED), key=lambda c: c.start
    )
    for before, c in pairwise(counts):
        past, frame = frames[id(before)], frames[id(c)]
        if c.form in ("age", "money", "percent") or c.start - before.end > _BREATH:
            continue
        between = page.text[before.end : c.start]
        if frame.measure in _HARM and past.measure not in _HARM and _OUT_OF.fullmatch(between):
            frames[id(before)] = replace(past, measure=frame.measure, part="part")
        elif (
            past.measure in _SUFFERED
            and not frame.measure
            and not frame.counted
            and (there := _ELSEWHERE.match(page.text, c.end, c.end + 2 * _BREATH))
            and _AND_THEN.search(between)
            and page.sentence_number(before.start) == page.sentence_number(c.start)
            and ":" not in page.text[page.sentence(c.start).start : before.start]  # what makes up a total told before
        ):
            # "killing six in Vardon and two in Lowmoor"
            frames[id(c)] = replace(frame, measure=past.measure, part="part", place=there["place"] or frame.place)
        elif (
            past.measure in _SUFFERED
            and not _is_named_so(past)
            and frame.measure not in _HARM
            and _WITH.fullmatch(between)
        ):
            noun = counted_noun(page.text, c.end, page.sentence(c.start).end, after=page.text[c.core : c.end])
            if noun and (noun.person or page.text[c.end + 1 : c.end + 2].isupper()):  # "234 Islanders"
                behind = page.text[c.end : c.end + 2 * _BREATH]
                at = behind.lower().find(noun.word, 0, _BREATH)
                if noun.word and at >= 0 and _NO_VERB.match(behind, at + len(noun.word)):
                    frames[id(c)] = replace(frame, measure=past.measure)
    _listed(page, counts, frames)


def _is_named_so(frame: Frame) -> bool:
    """Whether the counted noun itself tells the measure: "58 survivors, four engineers and two clerks"."""
    return bool(frame.counted and frame.predicate) and lemma(frame.predicate or "") == frame.counted


def _listed(page: Page, counts: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give the first of three or more at the head of a sentence what befell the rest: "Four cooks, five maids and two boys died"."""
    for c, after in reversed(list(pairwise(counts))):
        frame, rest = frames[id(c)], frames[id(after)]
        if rest.measure not in _SUFFERED or frame.measure in _HARM or c.form in ("age", "money", "percent"):
            continue
        between = page.text[c.end : after.start]
        head = c.start - page.sentence(c.start).start
        if head <= _AT_HEAD and "," in between and _WITH.fullmatch(between):
            noun = counted_noun(page.text, c.end, after.start, after=page.text[c.core : c.end])
            if noun and noun.person:
                frames[id(c)] = replace(frame, measure=rest.measure)


def _recall(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give "the five", "all four", "both women" the measure of the same number named before them."""
    seen: dict[float | None, Frame] = {}
    for c in sorted(found, key=lambda c: c.start):
        frame = frames.get(id(c))
        value = c.value
        if frame is None or not isinstance(value, Quantity) or value.low != value.high or c.form in ("age", "none"):
            continue
        past = seen.get(value.low)
        if frame.measure in _HARM:
            seen[value.low] = frame
        elif past and (
            _DEFINITE.search(page.text, max(0, c.start - 12), c.start) or c.form == "pair" or frame.counted == "victim"
        ):
            if _WHO_DID.match(page.text, c.end, c.end + 80):
                continue  # "the five officers who surrounded her"
            noun = counted_noun(page.text, c.end, page.sentence(c.start).end, after=page.text[c.core : c.end])
            if noun is not None and not noun.person:
                continue  # "the two incidents"
            same_group = frame.whom == past.whom or not (frame.whom and past.whom)
            if same_group and frame.counted in (None, "", frame.measure):
                frames[id(c)] = replace(frame, measure=past.measure)


def _lived(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Call those who survived injured where the account tells of arms: who lived through a wreck may be whole."""
    alive = [c for c in found if (f := frames.get(id(c))) and f.measure == "survived" and f.predicate not in _WHOLE]
    if alive and _ARMS.search(page.text):
        for c in alive:
            frames[id(c)] = replace(frames[id(c)], measure="injured")


def _nobody_died(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Call those who were shot injured where the account tells of nobody's death in this event."""
    shot = [c for c in found if (f := frames.get(id(c))) and f.measure == "shot"]
    if not shot:
        return
    for c in shot:
        # "Holt died; three others were shot": those besides the dead are the injured.
        if _OTHER.match(page.text, c.end) and _DEATH.search(page.text, max(0, c.start - 250), c.start):
            frames[id(c)] = replace(frames[id(c)], measure="injured")
    other = {page.sentence_number(c.start) for c in found if (f := frames.get(id(c))) and f.event == "other"}
    if not any(
        page.sentence_number(m.start()) not in other
        and not _NOBODY_DIED.search(page.text, max(0, m.start() - 40), m.start())
        for m in _DEATH.finditer(page.text)
    ):
        for c in shot:
            frames[id(c)] = replace(frames[id(c)], measure="injured")


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
    inhabited = text[max(0, c.start - 6) : c.start].rstrip().lower().endswith(_OF)
    if (inhabited and _INHABITED.search(text, max(0, c.start - 30), c.start)) or (
        noun is not None and noun.person and _BY.search(text, max(0, c.start - 4), c.start)
    ):
        cue = None
    if (
        text[max(0, c.start - 6) : c.start].endswith(_ALL_OF_THEM)
        and _OUT_OF_ALL.search(text, max(sentence.start, c.start - 20), c.start)
        and bisect_left(here.numbers, (c.end, 0)) < len(here.numbers)
    ):
        cue = None
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
    if noun is None or noun.person:
        if noun is not None and noun.whom == "suspects" and cost >= _SURE:
            return noun.lemma  # "Quay shooting - 2 gunmen"
        if cue is not None and (cue.measure in _HARM or noun is None or cue.measure == "attended"):
            return cue.measure
        return noun.lemma if noun else None
    if cue is not None and (
        cue.side == "noun" or (cue.measure in ("killed", "injured") and cost < _SURE and noun.lemma not in _THINGS)
    ):
        return cue.measure
    if cue is not None and cue.measure in _HARM and cost < _SURE and noun.proper and noun.lemma not in _THINGS:
        return cue.measure  # "60 Vardonians are missing"
    return noun.lemma
