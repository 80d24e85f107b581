"""What a wording of harm means where it stands: "buried under rubble" and "buried on Friday" are not the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "measures")
Meaning = tuple[str, str]
"""A measure, and the role of its wording."""
CARRIED: tuple[Meaning, ...] = (("injured", "predicate"),)
"""What it means to be taken to a hospital, whatever its name, and to be in this or that condition there."""
_NOT_COUNTED = 160
"""Code points before "released" in which the names or the video stand that are."""
_PUBLISHED = any_of(_DATA["published"]["words"])
_TOLD = re.compile(rf"\b(?:{_PUBLISHED})\b[^,;.]{{0,60}}$", re.IGNORECASE)
_TELLING = re.compile(rf"(?:\s[\w'’-]+){{0,4}}?\s(?:{_PUBLISHED})\b", re.IGNORECASE)
_AND_HARMED = re.compile(r"(?:,|\s+and|\s+or)\s+(?:\w+ly\s+)?(?:killed|wounded|injured|hurt)\b", re.IGNORECASE)
_SURVIVED = re.compile(r",?\s+but\s+(?:(?:both|all|have|has|had|they|he|she)\s+)*survived\b", re.IGNORECASE)
_GOT_AWAY = re.compile(rf"\s(?:{any_of(_DATA['got_away']['behind'])})\b", re.IGNORECASE)
_CRIME = re.compile(rf"\b(?:{any_of(_DATA['got_away']['crime'])})\b", re.IGNORECASE)
"""In a sentence that tells of these, who fled did the deed."""
_STRIKES = re.compile(r"\s(?:the|an?|his|her|its|their|another)\s(?!first\b|second\b|third\b)", re.IGNORECASE)
_STRUCK = re.compile(r"\b(?:was|were|been|being|be|is|are|got|who)\s(?:\w+\s)?$", re.IGNORECASE)
"""Before "struck" where it is said of those whom something struck."""
_LESSONS = re.compile(r"\s(?:[\w'’-]+\s){0,3}?(?:schools?|college|university|class(?:es)?|academy)\b", re.IGNORECASE)
_BY_KIN = re.compile(r"\s+by\b")
_HOSPITAL = re.compile(r"hospital|cent(?:er|re)|treated|emergency")
_DIED_THERE = re.compile(
    r",?\s+(?:where|and|but)\s+(?:\w+\s+){0,5}?(?:died|pronounced|dead|succumbed)\b", re.IGNORECASE
)
_ANYBODY = re.compile(rf"(?:\w{{2,}}s|{any_of(_DATA['taken']['who'])})\s$", re.IGNORECASE)
"""Whom somebody takes hostage, right before that word."""
_COVERED = re.compile(
    rf"\s(?:alive\s)?(?:{any_of(_DATA['covered']['by'])})\s(?:[\w'’,-]+\s){{0,5}}?(?:{any_of(_DATA['covered']['words'])})\b",
    re.IGNORECASE,
)
_SLIDE = re.compile(rf"\b(?:{any_of(_DATA['covered']['slides'])})s?\b[^.;:]*$", re.IGNORECASE)
_MAYBE = re.compile(
    rf"\b(?:{any_of(_DATA['covered']['maybe'])})\s(?:(?:to\sbe|to\shave\sbeen|alive)\s)?$", re.IGNORECASE
)
_CARRIED_OFF = re.compile(r"\s(?:to|from|into|by|for|in|out|aboard|off|back|there|directly|straight)\b")
_TO_CARE = re.compile(r"[^.;:]{0,80}?\b(?:hospitals?|clinics?|medical|emergency|infirmary|doctors?)\b", re.IGNORECASE)
_SAVED = re.compile(r"\s(?:were|was|had\sbeen|have\sbeen|are)\s(?:saved|spared)\b")
_SAVING = re.compile(r"\b(?:sav(?:e|es|ed|ing)|spar(?:ed|ing))\s[^.;:,]{0,30}$", re.IGNORECASE)
_SEEKS = frozenset(_DATA["missing"]["action"])
_RESCUERS = re.compile(rf"\b(?:{any_of(_DATA['seekers']['rescuers'])})\b", re.IGNORECASE)
_HUNTERS = re.compile(rf"\b(?:{any_of(_DATA['seekers']['hunters'])})\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[.;,)]|$)")
_FILMED = any_of(_DATA["filmed"]["by"])
_BY_CAMERA = re.compile(
    rf"\b(?:{_FILMED})\b(?:\s(?:also|that|which|has|had|have|posted|online|from|shared|[\w'’-]+ly))*\s$", re.IGNORECASE
)
"""Before what a camera does, or what is done with one."""
_ON_CAMERA = re.compile(rf"\s(?:on|in|by)\s(?:[\w'’-]+\s){{0,3}}?(?:{_FILMED}|tape|TV|CCTV)\b", re.IGNORECASE)
_A_THING = re.compile(
    rf"\s(?:a|an|the|its|their|two|several)\s(?:[\w'’-]+\s){{0,3}}?(?:{any_of(load('en', 'nouns')['things']['words'])})\b",
    re.IGNORECASE,
)
_PRICKED = re.compile(r"\s(?:by|with|to|up|out|together)\b")
_CORPSE = re.compile(
    r"\s*(?:[.,;:)]|$)|\s(?:was|were|has|had|is|are|found|recovered|lay|lying|in|at|on|from|inside|near|of)\b"
)
"""What follows "body" where it is a dead one, and no part of "body camera"."""


def meanings(
    text: str, sentence: Span, m: re.Match[str], word: str, known: Mapping[str, Sequence[Meaning]]
) -> Sequence[Meaning]:
    """Measures and roles of the wording `m`, in small letters `word`, by what stands beside it; none where it means no harm."""
    end = sentence.end
    if word in ("shot", "hit", "struck"):
        if _AND_HARMED.match(text, m.end(), end):
            return ()  # "shot and critically hurt", "Shot, Killed": the second word says what came of it
        if word == "shot" and _BY_CAMERA.search(text, max(sentence.start, m.start() - _NOT_COUNTED), m.start()):
            return ()  # "scenes shot at the quay"
        if _SURVIVED.match(text, m.end(), end):
            return [("injured", role) for _, role in known[word]]
    elif word in ("captured", "capturing") and (
        _ON_CAMERA.match(text, m.end(), end)
        or _BY_CAMERA.search(text, max(sentence.start, m.start() - _NOT_COUNTED), m.start())
    ):
        return ()  # "footage captured hundreds of rowers"
    elif word in ("striking", "hitting") and _A_THING.match(text, m.end(), end):
        return ()  # "striking a wire"
    elif word == "attended" and _LESSONS.match(text, m.end(), end):
        return ()  # "three of the victims attended district schools"
    elif word == "fled" and (_GOT_AWAY.match(text, m.end(), end) or _CRIME.search(text, sentence.start, end)):
        return ()  # "two men fled with the cash"
    elif (
        word in ("struck", "hit")
        and _STRIKES.match(text, m.end(), end)
        and not _STRUCK.search(text, max(sentence.start, m.start() - 24), m.start())
    ):
        return ()  # "two jets struck the camp"
    elif word == "released" and _is_of_words(text, sentence, m):
        return ()  # "their names were not released", "released no details"
    elif word == "survived" and _BY_KIN.match(text, m.end(), end):
        return ()  # "he is survived by his wife and two daughters"
    elif word == "taken" and _CARRIED_OFF.match(text, m.end(), end):
        return ()  # "taken to a hospital": no theft
    elif word in ("sent", "sends", "sending") and not _TO_CARE.match(text, m.end(), end):
        return ()  # "sent the family scrambling"
    elif (
        word.endswith(" for")
        and word in _SEEKS
        and not _RESCUERS.search(text, max(sentence.start, m.start() - 80), m.start())
    ):
        return (("wanted", "action"),) if _HUNTERS.search(text, sentence.start, m.start()) else ()
    elif word == "lives" and (
        _SAVED.match(text, m.end(), end) or _SAVING.search(text, max(sentence.start, m.start() - 40), m.start())
    ):
        return (("rescued", "noun"),)
    elif word == "lived" and not _ENDS.match(text, m.end(), end):
        return ()  # "who lived there"
    elif word in ("hostage", "captive"):
        before = text[max(sentence.start, m.start() - 24) : m.start()]
        return known[word] if _ANYBODY.search(before) else ()  # "took 12 rowers hostage"; "one hostage died"
    elif (word == "stuck" and _PRICKED.match(text, m.end(), end)) or (
        word == "body" and not _CORPSE.match(text, m.end(), end)
    ):
        return ()  # "stuck by pellets", "body camera"
    elif word == "buried" and (
        _COVERED.match(text, m.end(), end)
        or _MAYBE.search(text, max(sentence.start, m.start() - 24), m.start())
        or _SLIDE.search(text, max(sentence.start, m.start() - 40), m.start())
    ):
        return (("trapped", "either"),)  # "buried under rubble", "the avalanche buried two"
    elif _HOSPITAL.search(word) and _DIED_THERE.match(text, m.end(), end):
        return ()  # "taken to hospital, where they were pronounced dead"
    found = known.get(word, CARRIED)
    if word.endswith(" of"):  # "the deaths of 12", but "12 deaths of fever"
        return [*found, *(x for x in known.get(word[:-3], ()) if x[1] == "noun")]
    return found


def _is_of_words(text: str, sentence: Span, m: re.Match[str]) -> bool:
    """Whether it is names, a video, a statement that are released, and no persons."""
    told = _TOLD.search(text, max(sentence.start, m.start() - _NOT_COUNTED), m.start())
    return told is not None or _TELLING.match(text, m.end(), sentence.end) is not None
