"""What is told of a figure: the noun that it counts, and the wording of harm that belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from variorum.claims.en.around import halves_around, heading_of, is_mark, killed_and_wounded
from variorum.claims.en.lists import FATAL
from variorum.claims.en.measures import Cue, Cues
from variorum.claims.en.nouns import Noun, counted_noun
from variorum.claims.en.numbers import WORDS
from variorum.claims.page import Candidate
from variorum.languages import any_of, load
from variorum.model import LISTED, Span

_DATA = load("en", "frames")
_WORTH = re.compile(
    rf"\s(?:worth\sof\s|in\s)(?:[a-z]+\s){{0,2}}?(?:{any_of(_DATA['worth']['words'])})\b", re.IGNORECASE
)
_INHABITED = re.compile(rf"\b(?:{any_of(_DATA['inhabited']['words'])})\sof\s(?:only\s|just\s)?$", re.IGNORECASE)
_LAST_OF_INHABITED = ("of", "only", "just")
"""With one of these such words end."""
_BY = re.compile(r"\bby\s$", re.IGNORECASE)
_OF_WHICH = re.compile(r",\sof\swhich\s(?:at\sleast\s|about\s|only\s)?$")
_WHEN = re.compile(r"\b(?:when|while|as|after)\s(?:the\s|about\s|at\sleast\s)?$", re.IGNORECASE)
_THEY_WERE = re.compile(r",\sthey\s(?:all\s|both\s)?(?:were|had\sbeen)\s")
_FAR = 200
"""Code points behind those of whom a clause begins, in which the next tells what befell them."""
_BODIES = frozenset(load("en", "measures")["bodies"]["words"])
_LOST_KIN = re.compile(r"\s(?:[\w-]+\s)?lost\s(?:one|both|a|an|two|their|his|her|at\sleast)\b")
"""Behind those who mourn others: "25 pupils lost both parents, and 90 lost one"."""
_OWN_VERB = re.compile(
    r"(?:\s[\w'-]+){0,2}?\s(?:had|have|has|was|were|are|is)\s(?:been\s|being\s)?(?:\w+ed|\w+en|sent|brought|put|told|held|built|made)\b"
)
_TEAMS_OF = re.compile(rf"\b(?:{any_of(_DATA['teams']['words'])})\sof\s$", re.IGNORECASE)
_OUT_OF_ALL = re.compile(
    r"(?:\A|[.,;:][\"”)]?\s+|[\"“]|\n\s*|\bthat\s)(?:[Oo]ut\s)?[Oo]f\s(?:the|those|these|its|their|some)\s$"
)
_LAST_OF_ALL = ("the ", "those ", "these ", "their ", "its ", "some ")
"""With one of these such words end."""
_OF_THE_HARMED = re.compile(
    r"\b[Oo]f\s(?:the|those|these)\s(?:[\d,]+\s)?(?:[\w-]+|(?:people|persons|men|women)\s[^,.;:]{2,80}),\s(?:only\s|just\s|another\s)?$"
)
_OUT_OF_THEM = re.compile(
    rf"\b[Oo]f\s(?:the|those|these|its|their)\s(?P<all>\d[\d,]*|{WORDS})(?=\s[\w-]+)[^,.;]{{2,60}},\s(?:only\s|just\s)?$"
)
_OF_THOSE = re.compile(
    rf"\sof\s(?:the|those|its|their)\s(?:(?:\d[\d,]*|{WORDS})\s)?(?:{any_of(_DATA['of_those']['words'])})\b",
    re.IGNORECASE,
)
_OF_ALL_ABOARD = re.compile(
    rf"\sof\s(?:the|those|its|their)\s(?:\d[\d,]*|{WORDS})\s(?:[\w-]+\s){{1,3}}(?:who\s(?:were|was|had\sbeen)\s)?(?:{any_of(_DATA['aboard']['words'])})\b(?:\s(?!(?:said|says|told|that|who|when|while|was|were|had|has|have|and|but)\b)[\w'’-]+){{0,7}}\s(?:were\s|was\s|have\s|had\s)?$"
)
"""Between some and what became of them, all of whom they are some: "17 of the 158 people who were on board the ferry survived"."""
_FREED = re.compile(rf"\s(?P<what>{any_of(_DATA['freed']['who'])})\s")
_WHO_HAD = re.compile(
    rf"(?:\s[\w-]+){{1,3}}?(?:\swho\s(?:had\s|were\s|was\s|became\s|got\s|have\s|has\s)(?:[\w-]+\s){{0,4}}?(?:{any_of(_DATA['freed']['who'])})\b[^,.;:]{{0,70}}?"
    rf"|,\s(?:{any_of(_DATA['freed']['who'])})\b[^.;:]{{0,90}}?[,–—-])\s(?=(?:were|was|have|had)\s(?:[a-z]+\s){{0,2}}?)"
)
"""Persons to whom something had befallen before what the sentence tells: "Nine miners who became trapped in May were found dead"."""
_AND_MEN = re.compile(rf"\s[\w-]+\sand\s(?:\d[\d,]*|{WORDS})\s[\w-]+\s", re.IGNORECASE)
"""Behind the first of two who share a wording: "[12] officers and 90 men wounded"."""
_INCREASE = re.compile(
    rf"\b(?:{any_of(_DATA['increase']['words'])})\sof\s(?:about\s|nearly\s|some\s|more\sthan\s|over\s)?$", re.IGNORECASE
)
"""Before what figures grew or shrank by."""
_LAST_OF_INCREASE = ("of ", "about ", "nearly ", "some ", "than ", "over ")
"""With one of these such words end."""
_OUT_OF_SO_MANY = re.compile(rf"\s(?:out\s)?of\s(?:the|those|its|their)\s(?:\d[\d,]*|{WORDS})\b")
_OF_MORE = re.compile(r"\b(?:of|among)\s(?:the|those|these|its|their)?\s?$", re.IGNORECASE)
_THERE = re.compile(
    r"\s(?:(?:in|during|at|on|by|from|last|this)\s(?:(?!and\b|or\b|who\b|but\b|where\b)[\w'’-]+\s){1,7}?)?(?:(?:also|later|have|had|has|since|were|was)\s)*"
)
"""Between what befell them, told in passing, and what became of them."""
_FATES = ("killed", "missing", "rescued", "survived")
_HURT = ("injured", "wounded")
"""Those of whom it need not be told that they were rescued besides."""
_WITHOUT = re.compile(r"\s(?:still\s|were\s|are\s)?without\b")
_SOON = 60
"""Code points behind some of the harmed in which it is told how they fared."""
_NEAR = 30
"""Cost under which a wording behind a figure is its own, whatever heads the figures."""
_RISEN = re.compile(
    rf"\b(?:(?:{any_of(_DATA['risen']['verbs'])})\s(?:further\s|\w+ly\s)?(?:(?:to|towards?|past|above|beyond)\s)?|(?:{any_of(_DATA['risen']['ranges'])})\s"
    rf"|(?:{any_of(_DATA['risen']['given'])})\s(?:as|at|to\sbe|to\shave\sbeen)\s)$",
    re.IGNORECASE,
)
"""Before what a toll has become or is held to be, however far from the word for it."""
_EXPECTED = re.compile(
    rf"\b(?:{any_of(_DATA['forecast']['words'])})\sto\s(?:{any_of(_DATA['forecast']['verbs'])})\s(?:to\s|at\s|past\s)?$",
    re.IGNORECASE,
)
"""Before a figure that is only looked for."""
_BROUGHT = re.compile(
    rf"\b(?:{any_of(_DATA['risen']['bringing'])})\s(?:the|its|that)\s[^,;.\n]{{4,120}}\sto\s$", re.IGNORECASE
)
"""The same where it is told what brought it there: "bringing the toll in the region to 40"."""
_BROUGHT_IT = re.compile(
    rf"\b(?:{any_of(_DATA['risen']['bringing'])})\s(?:the|its|that)\s(?:{any_of(_DATA['gave']['figures'])}|total|tally)\sto\s$",
    re.IGNORECASE,
)
"""The same of a number that the words before tell of: "a further body had come up, taking the number to 38"."""
_PUT = re.compile(rf"\b(?:{any_of(_DATA['risen']['putting'])})\s(?:the|its)\s[^;.\n]{{4,140}}\sat\s$", re.IGNORECASE)
"""The same where somebody puts it there: "the agency put the toll of the fire in Lowmoor at 40"."""
_LONGEST_BROUGHT = 150


@dataclass(frozen=True, slots=True)
class Here:
    """A sentence, looked through once for all of its figures."""

    text: str
    """The text of the whole account."""
    sentence: Span
    cues: Cues
    numbers: list[tuple[int, int]]
    """Where its figures stand, by place."""
    denies: bool
    """Whether it has a word that can deny one."""
    totals: bool
    """Whether it has a word for a total."""
    deal: bool
    """Whether the account tells of a takeover or a merger."""

    def before(self, c: Candidate, reach: int) -> int:
        """Where so many code points before a figure begin, or the sentence."""
        return max(self.sentence.start, c.start - reach)

    def told_behind(self, place: int, reach: int) -> Cue | None:
        """The first wording from `place` on of what befell those before it, None where none begins within `reach`."""
        later = next((x for x in self.cues.found if x.start >= place and x.side == "after"), None)
        return later if later is not None and later.start - place <= reach else None


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a figure."""

    noun: Noun | None
    """What is counted, None where the words do not say."""
    cue: Cue | None
    """The wording that belongs to it, None where none does."""
    cost: int
    """How far-fetched the wording is; 0 where the words make it plain."""


def told_of(here: Here, c: Candidate) -> Told:
    """The noun and the wording of a figure that is neither an age nor a date."""
    noun = (
        None if c.rule == LISTED else counted_noun(here.text, c.end, here.sentence.end, after=here.text[c.core : c.end])
    )
    told = Told(noun, *here.cues.measure_of(c.start, c.end, here.numbers))
    for rule in _RULES:
        told = rule(here, c, told)
    return told


def _noun_of_all(here: Here, c: Candidate, told: Told) -> Told:
    """Of the 36 rowers on the lake, [35] came home."""
    if told.noun is None and c.rule != LISTED:
        whole = _OUT_OF_THEM.search(here.text, here.before(c, 90), c.start)
        return replace(told, noun=counted_noun(here.text, whole.end("all"), c.start)) if whole else told
    return told


def _made_homeless(here: Here, c: Candidate, told: Told) -> Told:
    """The flood left [tens of thousands] homeless."""
    noun, cue = told.noun, told.cue
    if noun is not None and cue is not None and cue.word == noun.word == noun.lemma and cue.measure == "displaced":
        return replace(told, noun=None)
    return told


def _of_another_clause(here: Here, c: Candidate, told: Told) -> Told:
    """The wording is told of others: no harm befell those counted.

    How many go together ("teams of [four] for the injured"), what money is worth, those who did what is told or saw it
    ("killed by [two] gunmen"), those who live somewhere, and a clause with a verb of its own behind the figure.
    """
    text, noun, cue = here.text, told.noun, told.cue
    if cue is None:
        return told
    start = c.start
    if (
        (noun is None and _TEAMS_OF.search(text, max(0, start - 12), start))
        or (text.endswith(_LAST_OF_INCREASE, 0, start) and _INCREASE.search(text, here.before(c, 30), start))
        or (noun is None and _WORTH.match(text, c.end, here.sentence.end))
        or (noun is not None and noun.person and _BY.search(text, max(0, start - 4), start))
        or (cue.end <= start and _LOST_KIN.match(text, c.end, here.sentence.end))
        or (
            cue.side == "noun" and noun is not None and not noun.person and text.startswith(f" {noun.word}", cue.end)
        )  # "casualty lists"
        or (cue.side == "after" and cue.end <= start and _OWN_VERB.match(text, c.end, here.sentence.end))
        or (
            text[max(0, start - 6) : start].rstrip().lower().endswith(_LAST_OF_INHABITED)
            and _INHABITED.search(text, max(0, start - 30), start)
        )
    ):
        return replace(told, cue=None)
    return told


def _of_some_of_all(here: Here, c: Candidate, told: Told) -> Told:
    """Of the [44] aboard, 12 died; but the wording is theirs in "Of the [52] who died, nine were cooks"."""
    if (
        told.cue is not None
        and here.text[max(0, c.start - 6) : c.start].endswith(_LAST_OF_ALL)
        and _OUT_OF_ALL.search(here.text, max(0, c.start - 20), c.start)
        and bisect_left(here.numbers, (c.end, 0)) < len(here.numbers)
        and (told.cue.end <= c.start or "," in here.text[c.end : told.cue.start])
    ):
        return replace(told, cue=None)
    return told


def _how_they_fared(here: Here, c: Candidate, told: Told) -> Told:
    """Of some of the harmed it is told how they fared: "[three] of the missing rowers were found dead"."""
    if c.form in FATAL:
        return told
    of_persons = told.noun is not None and told.noun.person
    if them := _OF_THOSE.match(here.text, c.end, here.sentence.end):
        later = here.told_behind(them.end(), _SOON)
        told = Told(told.noun, later, 0) if later else told
    if here.text.startswith(" of ", c.end) and (later := here.told_behind(c.end, _FAR // 2)):
        told = Told(told.noun, later, 0) if _OF_ALL_ABOARD.match(here.text, c.end, later.start) else told
    if told.cue is not None and told.cue.start >= c.end and (later := _later_fate(here, c, told.cue)):
        told = Told(told.noun, later, 0)
    picked = here.text.endswith(_LAST_OF_ALL, 0, c.start)  # "eight of the [129] abducted girls are missing"
    if (
        of_persons and not picked and (them := _FREED.match(here.text, c.end, here.sentence.end))
    ):  # "[12] trapped miners were rescued"
        later = here.told_behind(them.end(), _SOON)
        fates = _FATES if them["what"] not in _HURT else _FATES[:1]
        told = Told(told.noun, later, 0) if later and later.measure in fates else told
    if of_persons and (them := _WHO_HAD.match(here.text, c.end, here.sentence.end)):
        later = here.told_behind(them.end(), _SOON // 2)
        told = Told(told.noun, later, 0) if later and later.measure in _FATES else told
    return told


def _later_fate(here: Here, c: Candidate, cue: Cue) -> Cue | None:
    """What became in the end of those of whom less is told first, None where nothing is.

    "[Nine] of the 60 girls seized on Monday escaped", "the [two] guards shot during the raid also died".
    """
    picked = cue.measure in ("detained", "missing", "trapped") and _OUT_OF_SO_MANY.match(here.text, c.end, cue.start)
    of_more = _OF_MORE.search(here.text, here.before(c, 12), c.start)
    if of_more or (not picked and cue.measure != "shot"):
        return None  # "one of the [three] people shot there has died"
    later = here.told_behind(cue.end, _SOON)
    if later is None or later.measure not in _FATES or not _THERE.fullmatch(here.text, cue.end, later.start):
        return None
    return later


def _officers_and_men(here: Here, c: Candidate, told: Told) -> Told:
    """Three guards killed, [12] officers and 90 men wounded."""
    if told.cue is not None and told.cue.end <= c.start and "," in here.text[told.cue.end : c.start]:
        both = _AND_MEN.match(here.text, c.end, here.sentence.end)
        shared = (
            next((x for x in here.cues.found if x.start == both.end() and x.side != "label"), None) if both else None
        )
        return Told(told.noun, shared, 0) if shared else told
    return told


def _without(here: Here, c: Candidate, told: Told) -> Told:
    """Dozens were hurt and [thousands] without power."""
    return Told(None, None, told.cost) if _WITHOUT.match(here.text, c.end, here.sentence.end) else told


def _risen_to(here: Here, c: Candidate, told: Told) -> Told:
    """The death toll from the fire in the mill rose to [40]."""
    of_persons = told.noun is None or (told.noun.person and told.noun.lemma == "person")
    if not of_persons or not (told.cue is None or told.cue.measure == "attended" or _is_of_next(here, c, told.cue)):
        return told
    risen: int | None = None
    if _RISEN.search(here.text, here.before(c, 30), c.start):
        risen = here.sentence.start
    elif here.text.startswith("to ", c.start - 3):
        if number := _BROUGHT_IT.search(here.text, here.before(c, 30), c.start):
            return Told(told.noun, here.cues.before(number.start()), 0)
        brought = _BROUGHT.search(here.text, here.before(c, _LONGEST_BROUGHT), c.start)
        risen = brought.start() if brought else None
    elif here.text.startswith("at ", c.start - 3):
        put = _PUT.search(here.text, here.before(c, _LONGEST_BROUGHT), c.start)
        cue = next((x for x in here.cues.found if put.start() < x.start and x.end <= c.start), None) if put else None
        return Told(told.noun, cue, 0) if cue else told
    labels = [x for x in here.cues.found if x.side == "label" and x.end <= c.start]
    if risen is None or not labels or labels[-1].start < risen:
        return told
    return Told(told.noun, labels[-1], 0)


def _is_of_next(here: Here, c: Candidate, cue: Cue) -> bool:
    """Whether the next figure stands between this one and a wording: "the toll reached [40], 7 missing"."""
    k = bisect_left(here.numbers, (c.end, 0))
    return k < len(here.numbers) and here.numbers[k][1] <= cue.start


def _forecast(here: Here, c: Candidate, told: Told) -> Told:
    """The toll is expected to pass [200]: nobody says that so many died."""
    if told.cue is not None and _EXPECTED.search(here.text, here.before(c, 60), c.start):
        return replace(told, cue=None)
    return told


def _of_the_harmed(here: Here, c: Candidate, told: Told) -> Told:
    """Of the deaths, [12] were in Vardon; the killings, of which [71] were laid to the army."""
    if told.cue is None and told.noun is None:
        if which := _OF_WHICH.search(here.text, here.before(c, 30), c.start):
            named = next((x for x in here.cues.found if x.end == which.start()), None)
            return Told(None, named, 0) if named else told
        of = _OF_THE_HARMED.search(here.text, here.before(c, 120), c.start)
        cue = next((x for x in here.cues.found if of.start() < x.start and x.end <= c.start), None) if of else None
        return Told(None, cue, 0) if cue else told
    return told


def _around(here: Here, c: Candidate, told: Told) -> Told:
    """The flood drove [thousands] out; killed, 12 officers, [40] men; wounded, 8; the toll has crossed the [400] mark."""
    harmed = here.cues.measures.issuperset(("killed", "injured"))
    around = halves_around(here.text, here.sentence, c.start, c.end) or (
        killed_and_wounded(here.text, here.sentence, c.start, c.end) if harmed else None
    )
    own = told.cue is not None and told.cue.start >= c.end and told.cost < _NEAR
    heading = around or (None if own else heading_of(here.text, here.sentence, here.cues, c.core))
    if heading and (told.noun is None or told.noun.person or told.noun.proper):
        return Told(told.noun, heading, 0)
    if is_mark(here.text, c.end):
        labels = [x for x in here.cues.found if x.side == "label" and x.end <= c.start]
        return Told(None, labels[-1], 0) if labels else told
    return told


def _bodies(here: Here, c: Candidate, told: Told) -> Told:
    """They picked up [60] bodies; [three] bodies are trapped."""
    if told.noun is None or told.noun.word not in _BODIES or (told.cue is not None and told.cue.side == "noun"):
        return told
    bodies = next((x for x in here.cues.found if x.start >= c.end and x.word == told.noun.word), None)
    return replace(told, cue=bodies, cost=0) if bodies else told


def _they(here: Here, c: Candidate, told: Told) -> Told:
    """When [eight] porters were on their way home, they were shot and killed."""
    if (
        told.cue is None
        and told.noun is not None
        and told.noun.person
        and _WHEN.search(here.text, here.before(c, 20), c.start)
    ):
        they = _THEY_WERE.search(here.text, c.end, min(here.sentence.end, c.end + _FAR))
        later = here.told_behind(they.end(), _SOON) if they else None
        return Told(told.noun, later, 0) if later else told
    return told


_RULES = (
    _noun_of_all,
    _bodies,
    _made_homeless,
    _of_another_clause,
    _of_some_of_all,
    _how_they_fared,
    _officers_and_men,
    _without,
    _risen_to,
    _forecast,
    _of_the_harmed,
    _they,
    _around,
)
"""Each may correct what those before it have found."""
