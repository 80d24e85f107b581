"""Ages and whose they are: "61-year-old Ada Brill", "Ada Brill, 61", "Brill, who was 61"."""

from __future__ import annotations

import re

from variorum.claims.en.calendar import CALENDAR_NAMES
from variorum.claims.en.numbers import WORDS
from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "ages")
_NAME = r"(?:[A-Z][\w'’-]*\.?\s+){0,3}[A-Z][\w'’-]+(?:,?\s(?:Jr|Sr)\.|\sI{2,3})?"
_NAME_BEFORE = re.compile(rf"(?P<name>{_NAME})(?P<comma>,)?\s+\(?(?P<age>(?:age|aged)\s+)?\(?$")
_NAME_AFTER = re.compile(
    rf"(?:\s+(?!(?:to|in|into|from|at|of|near|on|for|with|by|and|was|were|is|has|had)\b)[a-z][\w'’-]*){{0,2}}?\s+(?P<name>{_NAME})"
)
_ALIAS = re.compile(
    r"\b(?:aka|a\.k\.a\.|alias|known\sas|nicknamed|called)\s[\"“'‘][^\"”]{1,30}[\"”'’],?\s$", re.IGNORECASE
)
"""A name by which somebody goes besides: "Ned Moor, aka “Crow,” 41, of Lowmoor"."""
_KIN_BEFORE = re.compile(
    rf"\b(?:his|her|their|the|an?)\s(?:\w+\s)?(?:{any_of(load('en', 'lists')['one']['words'])}),\s$"
)
_CLOSED = re.compile(
    r"\s+-{1,2}\s|\s+\w+ly\s|\)?(?:[,.;:)]|\s+(?:and|of|who|was|were|is|are|from|when|died|had|has|in\sconnection)\b|\s*$|\s*\n)"
)
_OF_SOME = re.compile(r"\sof\s(?:them|whom|those|these|which)\b")
_IN_COMMAS = re.compile(
    r",\s+(?!\d)(?:who|of|was|were|is|has|had|and|from|told|said|whose|with|died|dies|dead|killed|shot|arrested|charged|a|an|the)\b"
)
_NO_NAMES = CALENDAR_NAMES | set(_DATA["no_name"]["words"])


_SEVERAL = frozenset(
    w for w in load("en", "nouns")["people"]["words"] if w.endswith(("s", "men", "children", "people"))
)
"""Nouns of several persons."""
_PERSON = re.compile(rf"\s(?:[a-z]+\s)?(?:{any_of(load('en', 'nouns')['people']['words'])})\b")
_NO_PERSONS = rf"(?!\s(?:{any_of(load('en', 'nouns')['people']['words'])})\b)"
"""Behind a number that goes on a list of ages, no persons of whom it is the count."""
_THEN = r"(?:,\s+and\s+|,\s+|\s+and\s+|\s+to\s+|\s+through\s+|-|\s+or\s+)"
_AGES = re.compile(
    rf"\b(?:{any_of(_DATA['before']['words'])})\s+(?:from\s+|between\s+)?(?:\d{{1,3}}(?:{_THEN}\d{{1,3}}\b{_NO_PERSONS})*|{WORDS}(?:{_THEN}(?:{WORDS}\b{_NO_PERSONS}|\d{{1,3}}(?=[,.;:)]|\s(?:died|were|was|who|years?)\b|\s*$)))*)",
    re.IGNORECASE,
)
_TWO_AGES = re.compile(
    r"(?:,\s|\s?[–—]\s?|\s-{1,2}\s|\s\()(?P<ages>\d{1,2}(?:,\s\d{1,2}){0,9},?\s(?:and|or|to)\s\d{1,2})(?=[,.;:)]|\s?[–—]|[\s-]years?[\s-]old|\s(?:were|was|who|died)\b|\s?$)"
)
_TURNED = re.compile(
    rf"\b(?:{any_of(_DATA['turned']['words'])})\s(?P<ages>\d{{1,2}})(?=[,.;]|\s(?:on|in|and|of|last|this|next|when|years?)\b|\s-|\s*$)"
)
_BRACKETED = re.compile(r"\(\w[\w/. -]{0,30},\s(?P<ages>\d{1,2})\)")
"""Behind what else is told of a person: "(of the mill, 46)"."""
_WAS = re.compile(
    r"\b(?:since|when|while|until|before|after|because|that)\s(?:he|she)\s(?:was|is|turned)\s(?:only\s|just\s|about\s)?(?P<ages>\d{1,2})(?=[,.;:)]|\s(?:and|years?|when|in)\b|\s*$)"
)
_ONLY = re.compile(
    rf"\b(?:he|she|{any_of(load('en', 'nouns')['offspring']['words'])})(?:'s|’s|\sis|\swas)\s(?:only|just|also|now|barely|still)\s(?P<ages>{WORDS}|\d{{1,2}})(?=[.,;:)\"”]|\s*$)",
    re.IGNORECASE,
)
"""How young somebody is: "she was only six"."""
_ONE_PERSON = any_of([*load("en", "lists")["one"]["words"], "person", "student", "pupil", "anyone", "anybody"])
_AT_AGE = re.compile(
    rf"\b(?:(?:{_ONE_PERSON})\s(?:over|under)|(?:{any_of(_DATA['of_age']['words'])})\sof)\s(?:only\s|just\s|about\s)?(?P<ages>{WORDS}|\d{{1,2}})(?=[,.;:)\"”]|\s(?:who|was|were|had|and|years?|in|from)\b|\s*$)",
    re.IGNORECASE,
)
"""Behind who is so old: "a boy of 13", "a child under 14"; "a mother of two" is not."""
_AND_OLDER = re.compile(
    rf"\s(?:and|or)\s(?:{any_of(_DATA['older']['words'])})\b(?=[.,;:)]|\s(?:who|were|are|in|at|from)\b|\s*$)"
)
"""Behind the youngest or oldest age of many: "pupils 18 and older"."""
_ELDEST = re.compile(
    rf"\b(?:{any_of(_DATA['eldest']['words'])})\b(?:\s(?!the\b)[\w'’-]+){{0,3}}?(?:\s(?:was|is|were|being|at|aged|only|just)){{0,3}}\s(?P<ages>\d{{1,3}})(?=[,.;)]|\s(?:and|years?|when|at)\b|\s*$)",
    re.IGNORECASE,
)
_ARE = re.compile(
    r"\b(?P<who>[a-z]+)\s(?:are|were)\s(?:only\s|just\s|all\s)?(?P<ages>\d{1,2}(?:,\s\d{1,2}){0,9},?\sand\s\d{1,2})(?=[,.;)]|[\s-]years?\b|\s?$)"
)
"""The ages of several: "the sailors are 21 and 34"."""
_BEFORE_AGE = re.compile(
    r"(?<![\w.,$-])(?P<ages>\d{1,2})-?,?(?:\s(?:and|or|to)|,)\s(?:an?\s)?\d{1,2}\s?-years?-olds?\b", re.IGNORECASE
)
"""The first of two ages: "a 26- and 31-year-old"."""
_WHO_IS = re.compile(
    rf"\b(?:{_ONE_PERSON})\swho\s(?:(?:[\w'’-]+\s){{1,5}}?)?(?:is|was)\s(?:only\s|just\s)?(?P<ages>\d{{1,3}})(?=[.,;)]|\s(?:and|when)\b|\s*$)"
)
_ALL_OF = re.compile(
    r"\b(?:[Bb]oys|[Gg]irls|[Cc]hildren|[Mm]en|[Ww]omen|[Yy]ouths|[Pp]eople|[Tt]hose|[Pp]upils|[Ss]tudents|[Tt]eenagers|[Yy]oungsters)"
    r"\s(?:over|under|above|below|between)\s(?P<ages>\d{1,2}(?:\sand\s\d{1,2})?)(?=[.,;:)]|\s(?:were|was|who|are|and|in|to|from|years)\b|\s*$)"
)
"""Behind those who are so old: "boys over 15 were locked up", "pupils between 12 and 18"."""
_OF_HIM = re.compile(
    r"\b(?!(?:It|This|That|There|The)\b)[A-Z][\w'’-]+\s(?:is|was)\s(?P<ages>\d{2})(?=,?\sand\s(?:his|her|he|she)\b|\.\s(?:His|Her|He|She)\b|\swhen\s(?:he|she)\b)"
)
"""Of one of whom the text goes on to tell: "Vey is 67, and her house"."""
_RANGE = re.compile(
    rf"\bages?\b(?:\s[\w'’-]+){{0,4}}?\s(?:{any_of(_DATA['range']['verbs'])})\s(?:from\s|between\s)?(?P<ages>\d{{1,3}}(?:-|\sto\s|\sand\s)\d{{1,3}})\b",
    re.IGNORECASE,
)


def ages_listed(text: str) -> list[tuple[int, int]]:
    """Stretches that list ages: "ages 15, 18 and 22", "aged six to nine", "two men, 25 and 30, were", "turned 18".

    Wrong where a list of places or days follows persons: "the guests, 12 and 14, sat apart".
    """
    listed = [m.span() for m in _AGES.finditer(text)]
    listed += [
        m.span("ages")
        for p in (_TURNED, _BRACKETED, _WAS, _ONLY, _ELDEST, _BEFORE_AGE, _RANGE, _AT_AGE, _ALL_OF, _OF_HIM, _WHO_IS)
        for m in p.finditer(text)
    ]
    for m in _TWO_AGES.finditer(text):
        before = text[max(0, m.start() - 20) : m.start()].rsplit(None, 1)
        if before and before[-1].lower() in _SEVERAL:
            listed.append(m.span("ages"))
    listed += [m.span("ages") for m in _ARE.finditer(text) if m["who"] in _SEVERAL or m["who"] in ("both", "they")]
    return listed


_AS_OLD_AS = re.compile(r"\b(?:as\s(?:young|old)\sas|(?:younger|older)\sthan)\s$", re.IGNORECASE)
"""Before an age that bounds others: "children as young as 6"."""


def is_bare_age(text: str, start: int, end: int) -> bool:
    """Whether a number in digits is an age because a name and a comma stand before it: "Wayne Rusher, 28, was".

    Wrong for a list of places with figures: "in Lowmoor, 28".
    """
    if not text[start:end].isdigit() or int(text[start:end]) > 110:
        return False
    if _AS_OLD_AS.search(text, max(0, start - 16), start):
        return True
    if start > 1 and text[start - 2].isalpha() and _AND_OLDER.match(text, end):
        return True
    if _OF_SOME.match(text, end):
        return False  # "nine died in Vardon, 4 of them boys"
    m = _NAME_BEFORE.search(text, max(0, start - 60), start)
    if m and " " in m["name"] and text[start - 1] == "(" and text[end : end + 1] == ")":
        return True  # "Ada Brill (61) fled"
    if m is None and _ALIAS.search(text, max(0, start - 60), start):
        return bool(_CLOSED.match(text, end, min(len(text), end + 16)))
    if _KIN_BEFORE.search(text, max(0, start - 24), start) and _CLOSED.match(text, end, min(len(text), end + 16)):
        return True  # "the father, 41, and his son, 9, were"
    if (
        _IN_COMMAS.match(text, end)
        and re.search(r"[a-z],\s$", text[max(0, start - 3) : start])
        and int(text[start:end]) >= 10
    ):
        return True  # "the student, 20, who"
    if m is None or not (m["comma"] or m["age"] or text[start - 1] == "(") or m["name"].split()[-1] in _NO_NAMES:
        return False
    return bool(_CLOSED.match(text, end, min(len(text), end + 16)))


_WHERE = re.compile(rf"\b(?:{any_of(_DATA['where']['words'])})\s$")


def person_of_age(text: str, start: int, end: int, sentence: Span) -> str | None:
    """Name of the person whose age stands at `start`, None when nobody is named next to it.

    >>> told = "In Lowmoor, 28-year-old Ned Moor met Ada Brill, 61, and a 38-year-old Lowmoor man."
    >>> [person_of_age(told, told.index(n), told.index(n) + len(n), Span(0, len(told))) for n in ("28-year-old", "61", "38-year-old")]
    ['Ned Moor', 'Ada Brill', None]
    """
    if (m := _NAME_AFTER.match(text, end, min(sentence.end, end + 60))) and _is_name(m["name"]):
        # "A 38-year-old Lowmoor man": where he is from.
        if not _PERSON.match(text, m.end(), min(sentence.end, m.end() + 40)):
            return " ".join(m["name"].split())
    elif text[start:end].lower().endswith("old") and text[end : end + 1] == " ":
        return None
    m = _NAME_BEFORE.search(text, max(sentence.start, start - 60), start)
    if m and _WHERE.search(text, max(sentence.start, m.start("name") - 10), m.start("name")):
        return None  # "a clerk in Lowmoor, aged 59"
    return (
        " ".join(m["name"].split())
        if m and (m["comma"] or m["age"] or text[start - 1] == "(") and _is_name(m["name"])
        else None
    )


def _is_name(words: str) -> bool:
    return _NO_NAMES.isdisjoint((words.split(maxsplit=1)[0], words.rsplit(maxsplit=1)[-1]))
