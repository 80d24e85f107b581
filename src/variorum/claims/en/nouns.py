"""The counted noun: what stands behind a number, its lemma, and the group of persons it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.languages import any_of, load

_DATA = load("en", "nouns")
_PEOPLE = frozenset(w.lower() for w in _DATA["people"]["words"])
_GENERIC = frozenset(_DATA["generic"]["words"])
_WHOM = {word: group for group, words in _DATA["whom"].items() for word in words}
_WORD = re.compile(r"[\s-]*([\w'’]+(?:-[\w'’]+)*)")
_NUMBERS = load("en", "numbers")
_CALENDAR = load("en", "calendar")
_STOP = frozenset(
    [*_DATA["stop"]["words"], *_NUMBERS["ones"], *_NUMBERS["tens"], *_CALENDAR["weekdays"], *_CALENDAR["months"]]
)
_IRREGULAR: dict[str, str] = _DATA["singular"]
_AGENTS = tuple(_DATA["agents"]["endings"])
_LY_NOUNS = frozenset(_DATA["agents"]["in_ly"])
_NO_AGENTS = frozenset(_DATA["agents"]["things"])
_AGED = re.compile(r"\s+\d{1,3}-years?-olds?\b", re.IGNORECASE)
"""Persons named by their age alone: "two 21-year-olds"."""
_HARMS = frozenset(w for m in load("en", "measures").values() for w in m.get("noun", ()))
"""Nouns of harm: "1,743 civilian deaths" are of civilians."""
_MACHINES = _DATA["machines"]
_BEFORE_AGENTS = frozenset(_DATA["before_agents"]["words"])
_COLLECTIVE = ("crew", "staff")
"""Words for several persons, whose members are the same: "12 crew members" are a crew of 12."""
_OF_A_DAY = re.compile(
    rf"\s(?:early\s|late\s)?(?:{any_of(_CALENDAR['weekdays'])})\s(?:(?:{any_of(_CALENDAR['parts_of_day'])})\s)?(?=(?:{any_of(_DATA['happenings']['words'])})\b)",
    re.IGNORECASE,
)
"""Between a number and what happened so often on that day: "all four early Sunday shootings"."""
_MAN = re.compile(r"man$")
_SAINT = re.compile(r"(?:St|Ste|Mt|Ft)\.?(?=\s[A-Z])|(?:[A-Z]\.){2,}(?=\s)|(?:[A-Z]\.)+[A-Z](?=\s)")
"""The beginning of a place's name: "two St. Mary Parish deputies", "2 U.S. sailors"."""
_ADJECTIVAL = ("al", "ic", "ive", "ous", "ian", "ful", "ary")
"""Endings of adjectives."""
_BOTH_ADJECTIVES = re.compile(rf"[a-z]+\sand\s(?=[a-z]+(?:{any_of(_ADJECTIVAL)})\s[a-z]+s\b)")
"""The first of two adjectives: "thousands of historical and cultural monuments"."""
_BOTH_NATIONS = re.compile(r"[A-Z][a-z]+(?:\sand\s|-)(?=[A-Z][a-z]+\s[a-z]+s\b)")
"""The same of names of countries: "two dozen Vardonian and Halvern tourists"."""
_SEXES = frozenset(("men", "women", "children"))
_EACH = any_of([w for group in sorted(_SEXES) for w in _DATA["whom"][group]])
_AND_OTHERS = re.compile(rf"(?:,\s(?:{_EACH}))?,?\sand\s(?:(?:old|young|elderly)\s)?(?:{_EACH})\b", re.IGNORECASE)
"""Behind one of them, where one number counts both: "310 men and boys"."""
_MORE_THINGS = re.compile(
    rf"(?=\s(?:[a-z]+\s)?(?:{any_of([*_DATA['things']['words'], *(w + 's' for w in _DATA['things']['words'])])})\b)"
)
"""Behind "more" where things are counted: "two more aftershocks"."""
_OF = re.compile(
    rf"\s+of\s+(?:the\s+|those\s+|them\b|these\s+|his\s+|her\s+|their\s+|whom\b|its\s+|our\s+)?(?P<rest>(?:[\w'-]+\s+)?(?:{any_of(_PEOPLE)})\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Noun:
    """What a number counts."""

    word: str
    """As written, in small letters."""
    lemma: str
    """Its singular."""
    person: bool
    """Whether persons are counted."""
    whom: str | None
    """Group of persons, None when everybody or no persons."""
    of: bool
    """Whether the number picks some out of them: "two of the victims"."""
    proper: bool = False
    """Whether it is written with a capital in the midst of a sentence, as those of a country or a faith are."""


def counted_noun(text: str, start: int, end: int, *, after: str = "") -> Noun | None:
    """The noun counted by a number that ends at `start`; None where it is elided ("774 were wounded")."""
    if after.lower() in ("twice", "thrice"):
        return Noun("times", "time", person=False, whom=None, of=False)
    if _AGED.match(text, start, end):
        return Noun("", "person", person=True, whom=None, of=False)
    m = _OF.match(text, start, end)
    if m is None:
        return _scan(
            text,
            start,
            end,
            of=False,
            several=after.lower() not in ("one", "1", "no", "a") and not after.lower().endswith("long"),
        )
    at = m.start("rest") if m["rest"] else m.end()
    if after.lower().endswith("s"):  # "dozens of people" picks none out
        return _scan(text, at, end, of=False, several=True)
    if not m["rest"] and text[at:end][:1].isupper():
        return None  # "both of Lowmoor"
    if m[0].endswith(("them", "whom")):
        return Noun("", "", person=True, whom=None, of=True)
    # "29 of our colleagues are dead" tells of all the dead.
    return _scan(text, at, end, of=" our " not in m[0].lower(), several=True)


def _scan(text: str, start: int, end: int, *, of: bool, several: bool) -> Noun | None:
    """The head of the noun phrase at `start`: the first word for persons, else the last before a verb or a stop."""
    candidate = None
    proper = False
    group = None
    of_a_day = _OF_A_DAY.match(text, start, end)
    offset = start = of_a_day.end() if of_a_day else start
    for _ in range(6):
        m = _WORD.match(text, offset, end)
        if m is None or (candidate is None and offset > start and text[offset : m.start(1)].strip(" -\n")):
            break
        word = m[1].lower()
        if saint := _SAINT.match(text, m.start(1), end):
            offset = saint.end()
            continue
        if "-" in word and word.split("-")[0] in _PEOPLE and not _is_agent(word):
            word = word.split("-")[0]  # "four men - were", where the dash has no blanks
            return Noun(word, lemma(word), person=True, whom=_WHOM.get(word) if word not in _GENERIC else None, of=of)
        if m[1][0].isupper() and (both := _BOTH_NATIONS.match(text, m.start(1), end)):
            offset = both.end()
            continue
        if word.endswith(_ADJECTIVAL) and (both := _BOTH_ADJECTIVES.match(text, m.start(1), end)):
            offset = both.end()
            continue
        if word in _STOP:
            break
        if word == "more" and candidate is None and (things := _MORE_THINGS.match(text, m.end(), end)):
            offset = things.end()
            continue
        if word == "else" or (word == "more" and candidate is None):
            return Noun(word, "person", person=True, whom=None, of=of)
        if word in ("report", "reports", "word", "sign", "signs") and (
            of_what := re.match(r"\s+of\s+(?:any\s+)?", text[m.end() : end])
        ):
            offset = m.end() + of_what.end()
            continue
        if word in _MACHINES["words"] and candidate in _MACHINES["before"]:
            return Noun(word, lemma(word), person=False, whom=None, of=of)
        group = _WHOM.get(word) or group if group in (None, "elderly") else group  # "three elderly women"
        if word in _PEOPLE or _is_agent(m[1]):
            following = _WORD.match(text, m.end(), end)
            of_things = following is not None and _tells_kind(m[1], following[1], several=several)
            if following and (of_things or _tells_of_persons(word, following[1], several=several)):
                candidate, offset = word, m.end()
                group = None if of_things else group
                continue
            if candidate in _COLLECTIVE and word in ("member", "members"):
                return Noun(candidate, candidate, person=True, whom=_WHOM.get(candidate), of=of)
            if group in _SEXES and _AND_OTHERS.match(text, m.end(), end):
                return Noun(word, "person", person=True, whom=None, of=of)
            return Noun(word, lemma(word), person=True, whom=group if word not in _GENERIC or group else None, of=of)
        adverb = word.endswith("ly") and word not in _LY_NOUNS
        if (word.endswith("ed") or adverb) and candidate:
            break
        if not word[0].isdigit() and not word.endswith("ed") and not adverb:
            candidate, proper = word, m[1][0].isupper()
        offset = m.end()
        if _name_goes_on(text, m, end) or (word in _BEFORE_AGENTS and _of_agents(text, m.end(), end)):
            continue
        if word.endswith("s") and not word.endswith(("ss", "us", "'s")) and len(word) > 3:
            break
    if candidate is None or (several and candidate.endswith("ing") and not proper):
        return None  # "140 going aboard"
    person = candidate in _PEOPLE or (
        not several
        and not proper
        and (f"{candidate}s" in _PEOPLE or _is_agent(candidate + "s") or _is_agent(_MAN.sub("men", candidate)))
    )  # "one ranger", "one guardsman"
    # "1,743 civilian deaths", but "dozens of minor earthquakes".
    whom = group if person or candidate in _HARMS else None
    return Noun(candidate, lemma(candidate), person=person, whom=whom, of=of, proper=proper)


def _tells_kind(word: str, following: str, *, several: bool) -> bool:
    """Whether a word for persons only says of which kind the things are that are counted: "two passenger trains"."""
    return several and (word == "police" or lemma(word.lower()) == word.lower()) and _is_head(following)


def _tells_of_persons(word: str, following: str, *, several: bool) -> bool:
    """Whether a word for persons only says which are counted, by the word behind it: "two police officers"."""
    if following.lower() in _STOP:
        return False
    alone = word in _GENERIC or (several and lemma(word) == word)
    return following.lower() in _PEOPLE or (alone and _is_agent(following))


def _name_goes_on(text: str, m: re.Match[str], end: int) -> bool:
    """Whether a word with a capital stands before what is counted: "two Dallas officers", but "900 Vardonians began"."""
    following = _WORD.match(text, m.end(), end) if m[1][0].isupper() else None
    if following is None or following[1].lower() in _STOP:
        return False
    singular = lemma(m[1].lower()) == m[1].lower()
    return singular or not following[1].islower() or following[1] in _PEOPLE or following[1].endswith("s")


def _of_agents(text: str, start: int, end: int) -> bool:
    """Whether a word for persons follows, of which the one before tells the kind: "13 civil rights marchers"."""
    following = _WORD.match(text, start, end)
    return following is not None and (following[1].lower() in _PEOPLE or _is_agent(following[1]))


def _is_agent(word: str) -> bool:
    """Whether a word has the ending of those who do something: "rangers", "rowers", "smugglers"."""
    return word.endswith(_AGENTS) and word not in _NO_AGENTS and word[0].islower()


def _is_head(word: str) -> bool:
    """Whether a word behind one for persons is what is counted: the plural of a thing, and no harm done to them."""
    plural = word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "is", *_AGENTS)) and len(word) > 3
    return plural and word not in _PEOPLE and word not in _STOP and word not in _HARMS


def lemma(word: str) -> str:
    """The singular of a noun.

    >>> lemma("civilians"), lemma("men"), lemma("families"), lemma("boxes")
    ('civilian', 'man', 'family', 'box')
    """
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
