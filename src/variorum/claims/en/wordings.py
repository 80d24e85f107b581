"""What a wording of harm means where it stands: "buried under rubble" and "buried on Friday" are not the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "measures")
_THINGS = any_of(load("en", "nouns")["things"]["words"])
_PUBLISHED = any_of(_DATA["published"]["words"])
_FILMED = any_of(_DATA["filmed"]["by"])
_FILMED_BEFORE = rf"\b(?:{_FILMED})\b(?:\s(?:also|that|which|has|had|have|posted|online|from|shared|[\w'’-]+ly))*\s$"
_NOT_COUNTED = 160
"""Code points before "released" or "captured" in which names or a video stand that are."""
Meaning = tuple[str, str]
"""A measure, and the role of its wording."""
CARRIED: tuple[Meaning, ...] = (("injured", "predicate"),)
"""What it means to be taken to a hospital, whatever its name, and to be in this or that condition there."""
_HOUSED: tuple[Meaning, ...] = (("displaced", "predicate"),)


SHELTERED = rf"(?:{any_of(_DATA['sheltered']['verbs'])})\s(?:in|at)\s(?:(?!(?:the|his|her|in|at|and)\s)[\w,-]+\s){{0,4}}?(?:{any_of(_DATA['sheltered']['places'])})"
"""Where those stay who had to leave their homes: "living in tents"."""
_IS_SHELTERED = re.compile(SHELTERED)


@dataclass(frozen=True, slots=True)
class Near:
    """What must stand beside a wording, or must not."""

    pattern: re.Pattern[str]
    reach: int | None
    """Code points before the wording that are searched; 0 for the whole sentence, None where it must stand right behind."""
    absent: bool

    def holds(self, text: str, sentence: Span, m: re.Match[str]) -> bool:
        """Whether it is so around the wording `m`."""
        if self.reach is None:
            found = self.pattern.match(text, m.end(), sentence.end)
        elif self.reach:
            found = self.pattern.search(text, max(sentence.start, m.start() - self.reach), m.start())
        else:
            found = self.pattern.search(text, sentence.start, sentence.end)
        return (found is None) is self.absent


class Sense:
    """Another meaning of some wordings, where all that is named stands beside them."""

    def __init__(self, words: str, measure: str | None, example: str, *near: Near) -> None:
        """`words` is a pattern of wordings in small letters; `measure` what they mean there in their role, None for no harm."""
        self.words = re.compile(words)
        self.measure = measure
        self.example = example
        """Where it is so, with the wording in square brackets."""
        self.near = near


def _behind(pattern: str, *, absent: bool = False) -> Near:
    return Near(re.compile(pattern, re.IGNORECASE), None, absent)


def _before(pattern: str, reach: int, *, absent: bool = False) -> Near:
    return Near(re.compile(pattern, re.IGNORECASE), reach, absent)


def _anywhere(pattern: str, *, absent: bool = False) -> Near:
    return Near(re.compile(pattern, re.IGNORECASE), 0, absent=absent)


SENSES = (
    Sense(
        "shot|hit|struck|stabbed",
        None,
        "three were [shot] and critically hurt",  # the second word says what came of it
        _behind(r"(?:,|\s+and|\s+or)\s+(?:\w+ly\s+)?(?:killed|wounded|injured|hurt)\b"),
    ),
    Sense(  # some of them may be dead
        "gunshot wounds?|suffering(?: from)?|suffered|sustained",
        "shot",
        "officers found four men with [gunshot wounds]",
        _before(rf"\b(?:{any_of(_DATA['found']['words'])})\b[^.;:,]*$", 120),
        _anywhere(r"\bgunshot\b"),
    ),
    Sense(
        "gunshot wounds?|suffering(?: from)?",
        "shot",
        "four men with [gunshot wounds] were found",
        _behind(rf"(?:\s[\w'’-]+){{0,4}}?\s(?:was|were)\s(?:{any_of(_DATA['found']['words'])})\b"),
        _anywhere(r"\bgunshot\b"),
    ),
    Sense("shot", None, "a film of two scenes [shot] at the quay", _before(_FILMED_BEFORE, _NOT_COUNTED)),
    Sense(
        "shot|hit|struck",
        "injured",
        "two rowers were [shot] but survived",
        _behind(r",?\s+but\s+(?:(?:both|all|have|has|had|they|he|she)\s+)*survived\b"),
    ),
    Sense("captured|capturing", None, "footage [captured] hundreds of rowers", _before(_FILMED_BEFORE, _NOT_COUNTED)),
    Sense(
        "captured|capturing",
        None,
        "four raiders were [captured] on film",
        _behind(rf"\s(?:on|in|by)\s(?:[\w'’-]+\s){{0,3}}?(?:{_FILMED}|tape|TV|CCTV)\b"),
    ),
    Sense(
        "striking|hitting",
        None,
        "12 jets came down after [striking] a wire",
        _behind(rf"\s(?:a|an|the|its|their|two|several)\s(?:[\w'’-]+\s){{0,3}}?(?:{_THINGS})\b"),
    ),
    Sense(
        "attended",
        None,
        "three of them [attended] district schools",
        _behind(r"\s(?:[\w'’-]+\s){0,3}?(?:schools?|college|university|class(?:es)?|academy)\b"),
    ),
    Sense("claimed|claiming", None, "he [claimed] that 900 rowers marched", _behind(r"\s(?:that|to)\b|\s[\"“]")),
    Sense(  # how many of them, nobody says
        "lost",
        None,
        "40 children [lost] one parent",
        _behind(rf"\s(?:an?|one|both|either|his|her|their)\s(?:{any_of(_DATA['bereft']['of'])})\b"),
    ),
    Sense("fled", None, "two men [fled] with the cash", _behind(rf"\s(?:{any_of(_DATA['got_away']['behind'])})\b")),
    Sense(  # who flees in a sentence that tells of a crime did it
        "fled", None, "two robbers [fled] north", _anywhere(rf"\b(?:{any_of(_DATA['got_away']['crime'])})\b")
    ),
    Sense(
        "escaped?|escapes|managed to escape",
        "survived",
        "three clerks [escaped] their captors",
        _behind(rf"\s(?:[\w'’-]+\s){{0,3}}?(?:{any_of(_DATA['captors']['words'])})\b"),
    ),
    Sense("escapes?", None, "nine tried to [escape]", _before(r"\bto\s$", 4)),
    Sense(
        "held|captured|seized",
        None,
        "in a village [held] by rebels",
        _before(
            rf"\b(?:{any_of(_DATA['places']['words'])})\s(?:(?:was|were|still|then|now|recently|that|which)\s)*$", 40
        ),
        _behind(r"\sby\b"),
    ),
    Sense(
        "escaped?|escapes",
        None,
        "three men [escaped] from jail",
        _anywhere(rf"\b(?:{any_of(_DATA['got_away']['crime'])})\b"),
    ),
    Sense(  # the wound tells more
        "escaped", None, "three [escaped] with burns", _behind(r"\s(?:with|injury|injuries)\b(?!\stheir\b)")
    ),
    Sense(
        "pulled out",
        None,
        "both men [pulled out] guns",
        _behind(rf"\s(?:[\w-]+\s){{0,3}}?(?:{any_of(_DATA['arms']['words'])})\b"),
    ),
    Sense("bullets", None, "nine were killed by [bullets]", _before(r"\b(?:by)\s(?:[a-z]+\s)?$", 24)),
    Sense(
        "taken",
        None,
        "they had [taken] 12 prisoners",
        _behind(rf"\s(?:[\w,-]+\s){{1,5}}?(?:{any_of(_DATA['persons']['words'])})\b"),
    ),
    Sense("released", "injured", "one patient was [released]", _before(r"\bpatients?\b[^.;:\d]{0,30}$", 40)),
    Sense(
        "(?:taken|led) away",
        "injured",
        "three were [taken away] in an ambulance",
        _behind(r"\s(?:in|by|on)\s(?:[\w'’-]+\s){0,2}?(?:ambulances?|stretchers?|paramedics)\b"),
    ),
    Sense(
        "released",
        None,
        "the names of four were not [released]",
        _before(rf"\b(?:{_PUBLISHED})\b[^,;.]{{0,60}}$", _NOT_COUNTED),
    ),
    Sense(
        "released", None, "two guards [released] no details", _behind(rf"(?:\s[\w'’-]+){{0,4}}?\s(?:{_PUBLISHED})\b")
    ),
    Sense(
        "kill|shoot|murder|wound|injure",
        None,
        "an effort to [kill] two guards",
        _before(rf"\b(?:{any_of(_DATA['meant']['words'])})\sto\s$", 24),
    ),
    Sense(
        "transported to",
        None,
        "the rest were [transported to] the forest",
        _behind(
            r"[^.;:]{0,60}?\b(?:hospitals?|clinics?|medical|memorial|general|regional|health|trauma|emergency|infirmary|cent(?:er|re))\b",
            absent=True,
        ),
    ),
    Sense(
        "executed|executing",
        None,
        "police [executed] 12 search warrants",
        _behind(r"\s(?:[\w'’-]+\s){0,4}?(?:warrants?|orders?|plans?|contracts?)\b"),
    ),
    Sense(  # the deed, and nobody
        "executed",
        None,
        "a well-planned and [executed] raid",
        _before(rf"\b(?:{any_of(_DATA['carried_out']['how'])})(?:\sand\s|[\s,-]+)(?:\w+ly\s)?$", 40),
    ),
    Sense(
        "succumbed",
        None,
        "the wall [succumbed] to the shaking",
        _behind(rf"\sto\s(?!(?:[\w’'-]+\s){{0,4}}?(?:{any_of(_DATA['mortal']['of'])})\b)"),
    ),
    Sense(
        "dead|died",
        None,
        "15 who were thought [dead] were found safe",
        _before(r"\bthought\s(?:to\s(?:have|be)\s)?$", 20),
        _behind(r"(?:\s[a-z]+){0,4}?\s(?:found|turned\sup|came\sback|are|were)\s(?:safe|alive|well|unhurt)\b"),
    ),
    Sense(
        "missing|unaccounted for",
        None,
        "50 who had been [missing] were found",
        _before(r"\b(?:had\sbeen|previously|earlier|once)\s(?:reported\s|listed\sas\s)?$", 30),
    ),
    Sense(
        "missing",
        None,
        "150 [missing] person reports",
        _behind(
            rf"[\s-](?:persons?|people|child(?:ren)?)['’]?s?\s(?:{any_of(_DATA['published']['words'])}|cases?|posters?|notices?|alerts?|calls?|unit)\b"
        ),
    ),
    Sense(
        ".*contracted", None, "two divers [contracted] by the harbour drowned", _behind(r"\s(?:by|to|with|for|out)\b")
    ),
    Sense("survived", None, "he is [survived] by two daughters", _behind(r"\s+by\b")),
    Sense(
        "taken",
        "detained",
        "nine were [taken] to a police station",
        _behind(r"\sto\s[^.;:,\d]{0,40}?\b(?:police|station|precinct|jail|prison|detention|barracks|custody)\b"),
    ),
    Sense(  # no theft
        "taken",
        None,
        "five were [taken] to Vardon",
        _behind(r"\s(?:to|from|into|by|for|in|out|aboard|off|back|there|directly|straight)\b"),
    ),
    Sense(
        "sent|sends|sending",
        None,
        "the siren [sent] two families scrambling",
        _behind(r"[^.;:]{0,80}?\b(?:hospitals?|clinics?|medical|emergency|infirmary|doctors?)\b", absent=True),
    ),
    Sense(
        any_of(_DATA["missing"]["action"]),
        "wanted",
        "police were [searching for] two men",
        _anywhere(r"\b(?:missing|unaccounted|vanished|lost)\b", absent=True),
        _before(rf"\b(?:{any_of(_DATA['seekers']['rescuers'])})\b", 80, absent=True),
        _before(rf"\b(?:{any_of(_DATA['seekers']['hunters'])})\b", 10_000),
    ),
    Sense(
        any_of(_DATA["missing"]["action"]),
        None,
        "he was [looking for] two keys",
        _before(rf"\b(?:{any_of(_DATA['seekers']['rescuers'])})\b", 80, absent=True),
    ),
    Sense(
        "lives",
        "rescued",
        "40 [lives] were saved",
        _behind(r"\s(?:were|was|had\sbeen|have\sbeen|are)\s(?:saved|spared)\b"),
    ),
    Sense(
        "lives",
        "rescued",
        "the dam saved 40 [lives]",
        _before(r"\b(?:sav(?:e|es|ed|ing)|spar(?:ed|ing))\s[^.;:,]{0,30}$", 40),
    ),
    Sense(  # elsewhere a noun, or a month
        "march|protest|rally",
        None,
        "12 were hurt in a [protest]",
        _before(
            r"\b(?:(?:thousands|hundreds|dozens|millions|people|men|women|students|workers)|[a-z]{2,}(?:ers|ors|ists))\s$",
            24,
            absent=True,
        ),
    ),
    Sense("lived", None, "two who [lived] there saw it", _behind(r"\s*(?:[.;,)]|$)", absent=True)),
    Sense(
        "hostage|captive",
        None,
        "one [hostage] died",  # but "took 12 rowers hostage"
        _before(rf"(?:\w{{2,}}s|{any_of(_DATA['taken']['who'])})\s$", 24, absent=True),
    ),
    Sense("stuck", None, "12 were [stuck] by pellets", _behind(r"\s(?:by|with|to|up|out|together)\b")),
    Sense(
        "body",
        None,
        "one [body] camera showed it",
        _behind(
            r"\s*(?:[.,;:)]|$)|\s(?:was|were|has|had|is|are|found|recovered|lay|lying|in|at|on|from|inside|near|of)\b",
            absent=True,
        ),
    ),
    Sense(
        "buried",
        "trapped",
        "six are [buried] under rubble",
        _behind(
            rf"\s(?:alive\s)?(?:{any_of(_DATA['covered']['by'])})\s(?:[\w'’,-]+\s){{0,5}}?(?:{any_of(_DATA['covered']['words'])})\b"
        ),
    ),
    Sense(
        "buried",
        "trapped",
        "six are feared [buried] there",
        _before(rf"\b(?:{any_of(_DATA['covered']['maybe'])})\s(?:(?:to\sbe|to\shave\sbeen|alive)\s)?$", 24),
    ),
    Sense(
        "buried",
        "trapped",
        "the avalanche [buried] two",
        _before(rf"\b(?:{any_of(_DATA['covered']['slides'])})s?\b[^.;:]*$", 40),
    ),
    Sense(
        r".*(?:hospital|cent(?:er|re)|treated|emergency).*",
        None,
        "two were [taken to hospital], where they were pronounced dead",
        _behind(
            r",?\s+(?:where|and|but)\s+(?!another\b|an?\s|one\b|some\b|(?:two|three|four|five)\b)(?:\w+\s+){0,5}?(?:died|pronounced|dead|succumbed)\b"
        ),
    ),
)
"""The first that fits holds."""
_EITHER_SIDE = ("trapped",)
"""Said of what stands on either side of the wording, whatever its role otherwise."""


@cache
def _senses_of(word: str) -> tuple[Sense, ...]:
    return tuple(sense for sense in SENSES if sense.words.fullmatch(word))


def meanings(
    text: str, sentence: Span, m: re.Match[str], word: str, known: Mapping[str, Sequence[Meaning]]
) -> Sequence[Meaning]:
    """Measures and roles of the wording `m`, in small letters `word`, by what stands beside it; none where it means no harm."""
    found = known.get(word) or (_HOUSED if _IS_SHELTERED.fullmatch(word) else CARRIED)
    for sense in _senses_of(word):
        if all(near.holds(text, sentence, m) for near in sense.near):
            if sense.measure is None:
                return ()
            either = sense.measure in _EITHER_SIDE
            return list(dict.fromkeys((sense.measure, "either" if either else role) for _, role in found))
    if word.endswith(" of"):  # "the deaths of 12", but "12 deaths of fever"
        return [*found, *(x for x in known.get(word[:-3], ()) if x[1] == "noun")]
    return found
