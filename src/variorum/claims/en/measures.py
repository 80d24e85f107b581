"""What a number counts: which wording of harm, custody, flight or loss in its sentence belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from variorum.claims.lexicon import any_of, load
from variorum.model import Span

_DATA = load("en", "measures")
_ROLES = ("either", "predicate", "action", "noun", "label")
_MEANINGS: dict[str, list[tuple[str, str]]] = {}
for _measure, _wordings in _DATA.items():
    for _role in _ROLES:
        for _word in _wordings.get(_role, ()):
            _MEANINGS.setdefault(_word, []).append((_measure, _role))
_VERBS = frozenset(word for word, roles in _MEANINGS.items() if any(role == "either" for _, role in roles))
_TO_HOSPITAL = r"(?:to|at|in)\s+(?:[\w.'’&-]+\s+){0,6}?(?:hospitals?|medical\s+cent(?:er|re)s?|trauma\s+cent(?:er|re)s?|emergency\s+room)"
_IN_CONDITION = (
    r"in\s+\w+(?:\s+(?:and|or|to|but)\s+|-to-)(?:critical|serious|stable|fair|good|guarded|grave)\s+condition"
)
_CUE = re.compile(rf"(?<![\w-])(?:{any_of(_MEANINGS)}|{_TO_HOSPITAL}|{_IN_CONDITION})(?![\w-])", re.IGNORECASE)
_CARRIED = [("injured", "predicate")]
"""What it means to be taken to a hospital, whatever its name, and to be in this or that condition there."""
_HOSPITAL = re.compile(r"hospital|cent(?:er|re)|treated|emergency")
_DIED_THERE = re.compile(
    r",?\s+(?:where|and|but)\s+(?:\w+\s+){0,5}?(?:died|pronounced|dead|succumbed)\b", re.IGNORECASE
)
_BE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|get|gets|got|getting|has\s+been|left|leave|leaves|leaving|found|pronounced|confirmed|reported|feared|believed|reportedly|of\s+them|who|others|people|men|women|victims|persons|officers|civilians|students|children|teens)"
    r"(?:\s+(?:also|all|both|reportedly|fatally|critically|seriously|slightly|badly|severely|believed|later|then|either|now|still|not|killed\s+and|wounded\s+and|injured\s+and|initially|apparently|brutally|allegedly|or))*\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"\s+(?:(?:at\s+least|more\s+than|over|about|around|some|nearly|almost|up\s+to|as\s+many\s+as|an\s+estimated|another|a|an|the|his|her|their|all|himself|herself|several|dozens|hundreds|scores|and\s+(?:injured|wounded|killed|wounding|injuring))\b|\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|one|twenty|thirty|forty|fifty|hundred|thousands|no\s+one|nobody)\b)",
    re.IGNORECASE,
)
_OF_HARMED = ("killed", "injured", "shot", "casualties")
_BY_ANOTHER = re.compile(
    r"\b(?:she|he|they|it|accused|suspected|charged|convicted|alleged|allegedly)\b|\band\b|,", re.IGNORECASE
)
_ACTING = re.compile(
    r"^(?:(?!\band\b)[^,;])*?\b(?:opened\s+fire|open(?:ing)?\s+fire|fired|firing|discharged|returned\s+fire|exchanged\s+(?:fire|shots|gunfire)|stormed|burst\s+into|pulled\s+out|began\s+shooting|started\s+shooting)\b(?!\s+(?:at\s+)?by\b)",
    re.IGNORECASE,
)
"""What those do who do the harm; wrong for officers who are then killed themselves, unless a word says so."""
_HARMED_AFTER_ALL = re.compile(r"\b(?:was|were|being|been)\s(?:\w+\s)?$", re.IGNORECASE)
_ONE_OF = re.compile(r"\bone\sof\s(?:the\s)?$", re.IGNORECASE)
_OF_ONE = re.compile(r"\b(?:was|is|has|had)\b")
"""Said of the one among several, and not of them."""
_STRONG_BREAK = re.compile(
    r";|:|\b(?:but|while|whereas|although|though|when|after|before|because|as(?!\s+well))\b|\s-\s|[.!?]\s"
)
_INCLUDING = re.compile(r",\s(?:including|among\sthem|one\sof\sthem|some\sof\sthem)\s[^,;]{2,60},")
_COMMA = re.compile(r",")
_AND = re.compile(r"\band\b|\bor\b|\bwho\b|\bthat\b")
_LABELS = re.compile(
    r"\A\s*(?:\(|:|-|[^.]*\b(?:to|at|of|is|was|are|were|stands|reached|hit|as|over|above|than|is\s+now|included)\b)"
)
_ROSE_TO = re.compile(
    r"\b(?:rose|risen|climbed|rising|stands|stood|stand|increased|jumped|reached|at|to|was|is|hit|topped|were|are|included)\b[\w\s]{0,16}$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w'-]+")


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording of a measure in a sentence."""

    start: int
    """First code point."""
    end: int
    """One past the last."""
    measure: str
    """The measure it is a wording of."""
    side: str
    """"before" when what it counts stands behind it, "after" when that stands before it."""
    word: str
    """The wording in small letters."""
    weight: float
    """How surely it means its measure, 0 to 1."""


def find_cues(text: str, sentence: Span) -> Iterator[Cue]:
    """All wordings of measures in a sentence, each with the side on which what it counts stands."""
    for m in _CUE.finditer(text, sentence.start, sentence.end):
        word = " ".join(m[0].lower().split())
        if word in ("shot", "hit", "struck") and _AND_HARMED.match(text, m.end(), sentence.end):
            continue  # "shot and critically hurt", "Shot, Killed": the second word says what came of it
        if word == "survived" and _BY_KIN.match(text, m.end(), sentence.end):
            continue  # "he is survived by his wife and two daughters"
        if _HOSPITAL.search(word) and _DIED_THERE.match(text, m.end(), sentence.end):
            continue  # "taken to hospital, where they were pronounced dead"
        for measure, role in _MEANINGS.get(word, _CARRIED):
            side = _side(text, sentence, m, role)
            if side:
                weight = 0.5 if measure in _WEAK or word in _WEAK or word not in _MEANINGS else 1.0
                yield Cue(m.start(), m.end(), measure, side, word, weight)


_AND_HARMED = re.compile(r"(?:,|\s+and|\s+or)\s+(?:\w+ly\s+)?(?:killed|wounded|injured|hurt)\b", re.IGNORECASE)
_BY_KIN = re.compile(r"\s+by\b")
_NO_OBJECT = re.compile(
    r"\s*[,.;:)!?]|\s+(?:in|at|on|that|was|were|is|has|had|have|by|spree|sprees|victims?|deaths?|scene|scenes|suspects?|happened|occurred|took|which|and\s+(?!injur|wound|kill)|outside|inside|near|early|late|erupted|began|started|rampage|incident|investigation|range)\b|$",
    re.IGNORECASE,
)
_FAR = 160
"""Code points between a number and a wording beyond which they do not belong together."""
_MOST = 6
"""Wordings on either side of a number that are weighed; in a sentence that people wrote no more stand within reach."""
_COST_OF = {"shot": 2.5}
"""Words that yield to a surer one nearby: people who are shot are also killed or wounded."""
_WEAK = frozenset(_DATA["weak"]["words"])
"""Measures and wordings that yield to a surer one nearby."""


def _side(text: str, sentence: Span, m: re.Match[str], role: str) -> str | None:
    if role == "either":
        if _BE.search(text, max(sentence.start, m.start() - 40), m.start()):
            return "after"
        return "before" if _OBJECT.match(text, m.end(), sentence.end) else "after"
    if (
        role == "action"
        and m[0].lower().endswith("ing")
        and not _OBJECT.match(text, m.end(), sentence.end)
        and _NO_OBJECT.match(text, m.end(), sentence.end)
    ):
        return None  # "in the shooting, two others ..."
    if role == "noun" and m[0].lower() in _VERBS and _OBJECT.match(text, m.end(), sentence.end):
        return None  # "three gunmen killed 12"
    return {"predicate": "after", "noun": "noun", "action": "before", "label": "label"}[role]


def measure_of(
    text: str, sentence: Span, start: int, end: int, cues: list[Cue], numbers: list[tuple[int, int]], *, reach: int = 13
) -> tuple[Cue | None, float]:
    """The cue that belongs to the number at `start`..`end` of the sentence and its cost, None when none is near enough.

    Each cue is weighed by its distance in words, by the other numbers, commas and conjunctions between, and by
    whether it stands on the side where its counted things stand. The list and the costs were set by hand with all
    development events in view: other events may go worse.
    """
    best: Cue | None = None
    best_cost = 11.0
    of_these = _ONE_OF.search(text, max(sentence.start, start - 12), start) is not None
    here = bisect_left(cues, start, key=lambda c: c.start)
    for cue in cues[max(here - _MOST, 0) : here + _MOST]:
        if cue.start >= end:
            if cue.side == "label" or (cue.side == "before" and not _NO_OBJECT.match(text, cue.end, sentence.end)):
                continue
            gap = (end, cue.start)
        elif cue.end <= start:
            if cue.side == "noun":
                continue
            gap = (cue.end, start)
        else:
            continue
        if gap[1] - gap[0] > _FAR:
            continue
        between = text[gap[0] : gap[1]]
        inside = _INCLUDING.search(between) if cue.start >= end else None
        if of_these and cue.start >= end and (_OF_ONE.search(between) or cue.word in ("died", "dies")):
            continue  # "one of three people hit by gunfire has died"
        if cue.start >= end and cue.measure in _OF_HARMED:
            if cue.side == "before" and not _BY_ANOTHER.search(between):
                continue  # "three gunmen killed 12": they did it
            if _ACTING.search(between) and not _HARMED_AFTER_ALL.search(between):
                continue  # "eight officers opened fire and shot him dead"
        words = len(_WORD.findall(between))
        if words > reach or (cue.side == "noun" and words > 3) or (cue.side == "label" and words > 14):
            continue
        cost = (
            words * 0.6
            + 1.2 * len(_COMMA.findall(between))
            + 0.8 * len(_AND.findall(between))
            + 4.0 * len(_STRONG_BREAK.findall(between))
        )
        others = bisect_left(numbers, (gap[1], 0)) - bisect_left(numbers, (gap[0], 0))
        if inside:  # "four others, including one woman, were injured": what stands between the commas parts nothing
            low, high = gap[0] + inside.start(), gap[0] + inside.end()
            others -= bisect_left(numbers, (high, 0)) - bisect_left(numbers, (low, 0))
            between = between[: inside.start()] + between[inside.end() :]
            words = len(_WORD.findall(between))
        if others and cue.side == "noun":
            continue  # "2 gunmen, 7 victims"
        cost += 3.0 * others
        cost += _COST_OF.get(cue.measure, 0.0)
        if cue.side == "before" and cue.start >= end:
            cost += 4.0  # "the two women she is accused of gunning down"
        if cue.side == "after" and cue.end <= start:
            cost += 5.0  # "were killed and 700 ...": the next number's own cue is better, where it has one
        if cue.side == "label" and not words and "," in between:
            continue  # "700 wounded, hundreds arrested": no list of labels and figures
        if cue.side == "label" and words and not (_ROSE_TO if words > 3 else _LABELS).search(between):
            continue
        cost += 3.0 * (1 - cue.weight)
        if cost < best_cost:
            best, best_cost = cue, cost
    return best, best_cost
