"""What the figures of an account lend one another: the measure of a figure told in one breath with another, or named again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from variorum.claims.en.befall import HARM, SUFFERED
from variorum.claims.en.calendar import CALENDAR_NAMES
from variorum.claims.en.nouns import counted_noun, lemma
from variorum.claims.en.parts import part_up
from variorum.claims.en.phrases import names_office
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, lists_of, load
from variorum.model import LISTED, Frame, Quantity

_of = lists_of("en", "frames")


_DEFINITE = re.compile(r"\b(?:the|all|those|these|all\s+the)\s+$", re.IGNORECASE)
_DEATH = re.compile(
    rf"\b(?:{_of('death', 'words')})\b(?!\s+(?:{_of('death', 'not_behind')}))",
    re.IGNORECASE,
)
_NOBODY_DIED = re.compile(
    rf"(?:\b(?:{_of('nobody_died', 'words')})|\bnon-?)\s?(?:[\w-]+\s){{0,2}}$|\b(?:{_of('nobody_died', 'right_before')})\s$",
    re.IGNORECASE,
)
"""Before such a word: a death that was not, or crimes by their kind ("engaged in crimes from murder to theft")."""
_INSTEAD_OF = re.compile(
    rf"\b(?:{_of('revised', 'words')})\b(?:\s\w+)?\s(?:from|than)\s(?:(?:the|an?)\s)?(?:(?:{_of('revised', 'earlier')})\s)?(?:(?:{_of('revised', 'figures')})\sof\s)?$"
    r"|\b(?:not|rather\sthan|instead\sof)\s(?:the\s)?$",
    re.IGNORECASE,
)
_GAVE = re.compile(
    rf"\b(?:{_of('gave', 'verbs')}|put\s(?:it|the\s\w+)\sat|it\s(?:could|may|might|would|will)(?:\s(?:even|yet|well|still))?(?:\s(?:reach|be|(?:rise|climb|grow|go|increase)\s(?:further\s)?to))?|(?:{any_of(load('en', 'frames')['risen']['verbs'])})\s(?:it|this|that)\sto|(?:{_of('gave', 'figures')})\s(?:{_of('gave', 'does')}))\s$",
    re.IGNORECASE,
)
_SAYS_TOO = re.compile(
    rf"(?:\A|[.,;]\s|\s(?:and|but|while|whereas)\s)(?:(?:and|but|while|whereas)\s)?(?P<who>(?:[\w'’.-]+\s){{1,6}}?)(?:(?:ha[sd]|have)\s)?(?:(?:{_of('gave', 'says')})\s)?(?:(?:only|just|about|around|some|at\sleast|more\sthan)\s)?$",
    re.IGNORECASE,
)
"""Before a bare figure, who gives it to the same question: "police put the crowd at 28,000; organisers spoke of 120,000"."""
_BARE_END = re.compile(r"\s?(?:[.,;)]|$)")
_ASKED_TWICE = (*SUFFERED, "attended")
_TOLD_OF = 3
"""Sentences for which a bare figure that somebody gives is of the harm told last."""
_WHO_DID = re.compile(rf"(?:\s+[\w'-]+){{1,4}}?\s+who\s+(?!(?:{_of('suffered', 'verbs')})\b)")
_OTHER = re.compile(r"\s+(?:others?|more)\b", re.IGNORECASE)
_WHOLE = frozenset(load("en", "measures")["survived"]["whole"])
"""Said of who lived and was not hurt."""
_THINGS = frozenset(load("en", "nouns")["things"]["words"])
_BODIES = frozenset(load("en", "measures")["bodies"]["words"])
_ARMS = re.compile(rf"\b(?:{_of('arms', 'words')})\b(?!\sdown\b)", re.IGNORECASE)
"""Words of an attack on persons, whose survivors are wounded."""
_BREATH = 60
"""Code points between two figures told in one breath."""
_AT_HEAD = 24
"""Code points of a sentence before its first figure, up to which it begins with those counted."""
_FIRST = re.compile(r"(?:\A|[.,;:\n]\s?|\b(?:and|that|said|which|where|when)\s|\b[Tt]he\s)$")
"""Before the first of two with whom a clause begins: "The three cooks and two boys died"."""
_FARED = re.compile(
    rf"(?:(?:\s[\w'’.-]+){{1,4}}?,\s(?:including|among\sthem|along\swith)\s[^;.]{{2,90}},)?(?:\s(?!who\b|which\b|that\b)[\w'’.-]+){{0,7}}?\s(?:{_of('fared', 'verbs')})\b"
)
"""Behind the last of them, the verb that tells what befell them all."""
_WHO: dict[str, str] = load("en", "frames")["named_by"]
"""What befell those by whose name a sentence begins; of victims, as of "they", it is told before, and most likely that they died."""
_NAMED = "|".join(_WHO)
_INCLUDE = re.compile(
    rf"[\s\"“]*(?:(?:They|These|Those|This|The\s(?:(?:death\s)?toll|total|figure|number)|(?:(?:The|Those)\s)?(?P<who>(?i:victims|{_NAMED})))(?:\s(?:also\s)?include[sd]?\b|\s?:\s)"
    rf"|Among\s(?:the|those)\s(?P<among>victims|{_NAMED})\s(?:were|was|are|is)\b"
    rf"|[^.;:]{{2,60}}?\s(?P<they>{_NAMED})(?:\sand\sthey|,\swhich|,\sand\sthese)\sinclude[sd]?\b)[^.;:]{{0,140}}$"
)
"""What begins a sentence that tells who some of those were of whom the one before it tells: "They include two women", "The victims: two guards"."""
_AMONG_THEM = re.compile(rf"(?:\s[\w'’-]+){{1,8}}?\s(?:were|was|are|is)\samong\s(?:the|those)\s(?:{_NAMED}|victims)\b")
_HARMED = ("killed", "injured")
_IN_ALL = re.compile(r"[,;:]\s(?:or\s|making\s|and\s)?(?:(?:an?\s)?total(?:\sof)?|in\sall),?\s$", re.IGNORECASE)
_ARRESTED = frozenset(load("en", "frames")["let_go"]["arrested"])
_RELEASED = frozenset(load("en", "frames")["let_go"]["words"])
_OUT_OF = re.compile(r"\sof\s(?:the|those|all|its|their)\s")
_OUT_OF_WHOM = re.compile(r"\b[Oo]f\s(?:which|those|these|them|whom|the\svictims),?\s(?:at\sleast\s|about\s|only\s)?$")
"""Before some of those of whom the harm was told: "the killings, of which 71 were laid to them", "Of those, 46 were boys"."""
_OF_ALL = re.compile(r"\b[Oo]f\s(?:the|those|these)\s$")
_HOW = re.compile(r"\s(?:(?:were|was|are|is|had|have|has)\b|(?:[\w'’-]+\s){1,2}(?:were|was|are|is)\b)")
_WITH = re.compile(
    r"(?:\s(?!(?:and|or|but|who|which|that|were|was|are|is|had|has|when|while|as|after|before)\b)[\w.'’-]+){1,5}(?:,\s(?:and\s|including\s|among\sthem\s)?|\sand\s|,?\sincluding\s)"
    r"|,\s(?:including|among\sthem|who\sincluded?)\s"
)
_AMONG = re.compile(r",?\s(?:including|among\sthem|who\sincluded?)\s(?:at\sleast\s)?$")
_OF_THESE = re.compile(r"\sof\s(?:these|those|them|whom)\b")
_WERE_AND = re.compile(r"\s(?:were|are)\s(?:[\w'-]+\s){1,3}and\s$")
"""Between two parts of the harmed: "Of them, 40 were boys and 45 girls"."""
_NO_VERB = re.compile(
    r"\s?(?:[.;:),]|$)|\s(?:and|aged|in|on|at|near|from|of|during|after|when|with|by|before|aboard)\b"
)
"""Behind the persons a figure counts, no verb of what they do."""
_AS_DID = re.compile(r"[^.;\n]{0,90}?,\s(?:as|so)\s(?:did|were|was|had|have)\s(?:the\s)?$")
"""Between some and others whom the same befell: "Both guards suffered burns, as did two clerks"."""
_ELSEWHERE = re.compile(
    rf"\s(?:elsewhere\s)?(?:in|on|at|near|outside|inside|from|during)\s(?!\d|(?:{any_of(CALENDAR_NAMES)})\b)"
    r"(?:(?:the\s)?(?:\w+\s){0,2}?(?:of\s)?(?P<place>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,2})\b)?"
)
_PEOPLE = re.compile(r"\s(?:people|persons)\b")
_AND_THEN = re.compile(r"(?:,|;|,?\sand)\s$")
"""Between those in one place and those in another, for whom the verb is left out."""


def share(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Complete the frames of a page's candidates, by their identity, from one another."""
    _revised(page, found, frames)
    _joined(page, found, frames)
    figures = sorted((c for c in found if id(c) in frames and c.kind == "quantity"), key=lambda c: c.start)
    _summed(page, figures, frames)
    if _recall(page, found, frames):
        _joined(page, found, frames)
    _included(page, figures, frames)
    _let_go(page, figures, frames)
    _lived(page, found, frames)
    _nobody_died(page, found, frames)


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
            elif past and before is not c and _answers_too(page, before, c, past):
                frame = replace(frame, measure=past.measure, whom=past.whom if past.measure in HARM else None)
            elif harm and number - harm[0] <= _TOLD_OF and _GAVE.search(page.text, max(0, c.start - 30), c.start):
                frame = replace(frame, measure=harm[1].measure)
            frames[id(c)] = frame
        if frame and (frame.measure in HARM or frame.measure == "attended") and frame.part != "part":
            harm = (number, frame)


def _answers_too(page: Page, before: Candidate, c: Candidate, past: Frame) -> bool:
    """Whether somebody gives a bare figure to the question that the figure before it in its sentence answers."""
    if past.measure not in _ASKED_TWICE or past.part == "part" or not _BARE_END.match(page.text, c.end):
        return False
    if page.sentence_number(before.start) != page.sentence_number(c.start):
        return False
    said = _SAYS_TOO.search(page.text, max(before.end, c.start - _BREATH), c.start)
    return said is not None and names_office(said["who"])


def _joined(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give persons who are told in one breath with others the same measure: "killing 17 divers and three guides".

    And a figure picked out of another's harm: "10 of the 26 deaths". Not where a verb of their own follows.
    """
    counts = sorted(
        (c for c in found if id(c) in frames and c.kind == "quantity" and c.rule != LISTED), key=lambda c: c.start
    )
    for before, c in pairwise(counts):
        past, frame = frames[id(before)], frames[id(c)]
        if c.form in ("age", "money", "percent") or c.start - before.end > 2 * _BREATH:
            continue
        between = page.text[before.end : c.start]
        if past.measure in SUFFERED and frame.measure not in HARM and _AS_DID.fullmatch(between):
            frames[id(c)] = replace(frame, measure=past.measure)
        if len(between) > _BREATH:
            continue
        if (
            past.measure in SUFFERED
            and frame.measure in (None, past.measure)
            and not frame.counted
            and ((not frame.measure and _AMONG.search(between)) or _OF_THESE.match(page.text, c.end))
            and c.form in ("digits", "word")
        ):
            frames[id(c)] = replace(frame, measure=past.measure, part="part")  # "40 deaths, including 12 since May"
        elif frame.measure in HARM and past.measure not in HARM and _OUT_OF.fullmatch(between):
            frames[id(before)] = replace(past, measure=frame.measure, part="part")
        elif (
            past.measure in SUFFERED
            and (
                not frame.measure
                or frame.measure == "person"
                or (frame.measure == "injured" and past.predicate in _BODIES and _lies(frame))
            )
            and frame.counted in (None, "person")
            and (there := _ELSEWHERE.match(page.text, _behind_people(page.text, c.end), c.end + 2 * _BREATH))
            and (_AND_THEN.search(between) or _AMONG.search(between))
            and page.sentence_number(before.start) == page.sentence_number(c.start)
            and ":" not in page.text[page.sentence(c.start).start : before.start]  # what makes up a total told before
        ):
            # "killing six in Vardon and two in Lowmoor"
            frames[id(c)] = replace(frame, measure=past.measure, part="part", place=there["place"] or frame.place)
        elif (
            past.measure in SUFFERED
            and (not _is_named_so(past) or _AMONG.search(between))
            and (frame.measure not in HARM or _is_named_so(frame))
            and _WITH.fullmatch(between)
        ):
            noun = counted_noun(page.text, c.end, page.sentence(c.start).end, after=page.text[c.core : c.end])
            living = noun is not None and (noun.person or page.text[c.end + 1 : c.end + 2].isupper())  # "234 Islanders"
            if noun and (living or (noun.lemma not in _THINGS and _tells_who(page, before))):
                behind = page.text[c.end : c.end + 2 * _BREATH]
                at = behind.lower().find(noun.word, 0, _BREATH)
                if noun.word and at >= 0 and _NO_VERB.match(behind, at + len(noun.word)):
                    frames[id(c)] = replace(frame, measure=past.measure)
    _listed(page, counts, frames)
    part_up(page, counts, frames)


def _behind_people(text: str, end: int) -> int:
    """Where a figure that ends at `end` ends with the people it counts, where it counts no more than that."""
    people = _PEOPLE.match(text, end)
    return people.end() if people else end


def _lies(frame: Frame) -> bool:
    """Whether some are told to be at a place, as the hurt and the dead are: "at Halvern hospital"."""
    return (frame.predicate or "").startswith(("at ", "in "))


def _tells_who(page: Page, c: Candidate) -> bool:
    """Whether a figure stands in a list behind a colon: "nine drowned: four cooks, three maids"."""
    start = page.sentence(c.start).start
    colon = page.text.rfind(": ", start, c.start)
    return colon > start and ";" not in page.text[colon : c.start]


def _is_named_so(frame: Frame) -> bool:
    """Whether the counted noun itself tells the measure: "58 survivors, four engineers and two clerks"."""
    return bool(frame.counted and frame.predicate) and lemma(frame.predicate or "") == frame.counted


def _listed(page: Page, counts: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give those with whom a sentence begins what befell the rest: "Four cooks, five maids and two boys died"."""
    for c, after in reversed(list(pairwise(counts))):
        frame, rest = frames[id(c)], frames[id(after)]
        if rest.measure not in SUFFERED or frame.measure in HARM or c.form in ("age", "money", "percent"):
            continue
        between = page.text[c.end : after.start]
        if _OF_ALL.search(page.text, max(0, c.start - 12), c.start):
            continue  # "Of the nine rowers hit, one died"
        head = c.start - page.sentence(c.start).start
        first = (
            head <= _AT_HEAD
            if "," in between
            else (
                _FIRST.search(page.text, max(0, c.start - 6), c.start)
                and _FARED.match(page.text, after.end, after.end + 2 * _BREATH)
            )
        )
        if first and _WITH.fullmatch(between):
            noun = counted_noun(page.text, c.end, after.start, after=page.text[c.core : c.end])
            if noun and (noun.person or noun.proper):
                frames[id(c)] = replace(frame, measure=rest.measure)


def _recall(page: Page, found: Sequence[Candidate], frames: dict[int, Frame]) -> bool:
    """Give "the five", "all four", "both women" the measure of the same number named before them; whether there were any."""
    seen: dict[float | None, Frame] = {}
    recalled = False
    for c in sorted(found, key=lambda c: c.start):
        frame = frames.get(id(c))
        value = c.value
        if frame is None or not isinstance(value, Quantity) or value.low != value.high or c.form in ("age", "none"):
            continue
        past = seen.get(value.low)
        if frame.measure in HARM:
            if frame.measure != "wanted":  # of whom "all four" are told are rather the harmed than those who are sought
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
                recalled = True
    return recalled


def _included(page: Page, figures: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give those of whom a sentence says that "they included" them the measure told last: "They include two women"."""
    last: Frame | None = None
    told = -1
    picked: Candidate | None = None
    for c in figures:
        frame, number = frames[id(c)], page.sentence_number(c.start)
        if c.rule != LISTED and _is_among(page, c, frame):
            frame = frames[id(c)] = replace(frame, part="part")
        if frame.measure in HARM and c.form == "none":
            continue  # no deaths were reported: the victims are those told before
        if frame.measure in HARM:
            if not (last and last.measure == "killed" and frame.measure == "injured" and told == number):
                last, told = frame, number
        elif (
            last
            and told >= number - 1
            and not frame.measure
            and c.form in ("digits", "word")
            and (
                _OUT_OF_WHOM.search(page.text, max(0, c.start - 24), c.start)
                and _HOW.match(page.text, c.end, c.end + 40)
            )
        ):
            frames[id(c)] = replace(frame, measure=last.measure, part="part")
            picked = c
        elif last and picked and frame.counted and _WERE_AND.fullmatch(page.text, picked.end, c.start):
            frames[id(c)] = replace(frame, measure=last.measure, part="part")
        elif frame.counted and c.form not in ("age", "money", "percent"):
            m = _INCLUDE.match(page.text, page.sentence(c.start).start, c.start)
            measure = m and (
                _WHO.get((m["who"] or m["among"] or m["they"] or "").lower())
                or (last and last.measure)
                or ("killed" if _DEATH.search(page.text, 0, c.start) else None)
            )
            if measure:
                frames[id(c)] = replace(frame, measure=measure, part="part")


def _is_among(page: Page, c: Candidate, frame: Frame) -> bool:
    """Whether a sentence picks those out of whom it counts: "Among the dead were two cooks", "Two cooks were among the dead"."""
    if frame.measure not in SUFFERED or not frame.counted:
        return False
    if _AMONG_THEM.match(page.text, c.end, c.end + 2 * _BREATH):
        return True
    m = _INCLUDE.match(page.text, page.sentence(c.start).start, c.start)
    return m is not None and m["among"] is not None and _WHO.get(m["among"].lower()) == frame.measure


def _summed(page: Page, figures: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Call what killed and hurt add up to casualties: "40 killed, 90 wounded, in all 130"."""
    told: set[str] = set()
    at = -1
    for c in figures:
        frame, number = frames[id(c)], page.sentence_number(c.start)
        told, at = (told if at == number else set()), number
        total = _IN_ALL.search(page.text, max(0, c.core - 24), c.core)
        headed = total is not None and total[0].startswith(";") and frame.measure  # "wounded, 30 guards; total, 42"
        if total and not headed and not frame.counted and told.issuperset(_HARMED):
            frames[id(c)] = replace(frame, measure="casualties", part="total")
        elif frame.measure:
            told.add(frame.measure)


def _let_go(page: Page, figures: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Call those released whom the police had arrested, and not rescued: "Nine were arrested; two have since been released"."""
    arrested = -1
    for c in figures:
        frame, number = frames[id(c)], page.sentence_number(c.start)
        if frame.measure == "detained":
            arrested = number if frame.predicate in _ARRESTED else -1
        elif frame.measure == "rescued" and frame.predicate in _RELEASED and 0 <= arrested > number - _TOLD_OF:
            frames[id(c)] = replace(frame, measure="released", part="part")


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
