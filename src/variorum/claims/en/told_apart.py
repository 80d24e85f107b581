"""Persons of whom sentences of their own tell what befell each: "A 62-year-old man was shot and died. Ada Brill, 31, was grazed"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from variorum.claims.en.lists import A_DOER, SOMEBODY
from variorum.claims.en.names import TITLE, Names
from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "told_apart")
_NAMED = load("en", "named")
AGE = r"(?:,\s(?:age\s|aged\s)?\d{1,3}(?!\d)|\s\(\d{1,3}\))?"
APPOSITION = r"(?:,\s(?:an?|the|his|her|their|both|all)\s[a-zà-ž][\w'’ -]{1,40}|,?\s(?:of|from)\s(?:the\s)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)?(?:\s(?:[Pp]olice|[Dd]epartment)){0,2})?"
ROLE = rf"(?:(?:his|her|their|the)\s[a-z-]+,?\s|(?:an?\s)?\d{{1,3}}-year-old\s|(?:{any_of(_DATA['kin']['words'])})\s|(?:(?:[A-Z][a-z]+\s){{0,2}}{TITLE}\.?\s){{1,2}})?"
_DEAD = _NAMED["died"]
HAVE_DIED = (
    rf"(?:(?:{any_of(_DEAD['adverbs'])})\s){{0,2}}(?:(?:{any_of(_DEAD['be'])})\s(?:(?:{any_of(_DEAD['adverbs'])})\s)?(?:{any_of(_DEAD['with_be'])})"
    rf"|(?:{any_of(_DEAD['alone'])})|(?:{any_of(_DEAD['shortened'])}))\b(?!\s(?:{any_of(_DEAD['not_behind'])})\b)"
)
DONE = rf"(?<![\w-])(?:{any_of(_NAMED['done']['words'])})\s"
KILLED = re.compile(rf"{DONE}{ROLE}$")
_HURT = _DATA["hurt"]
_ADVERBS = rf"(?:(?:{any_of(_HURT['adverbs'])})\s){{0,2}}"
_IS_HURT = (
    rf"{_ADVERBS}(?:(?:{any_of(_HURT['be'])})\s{_ADVERBS}(?:{any_of(_HURT['with_be'])}"
    rf"|(?:{any_of(_HURT['carried'])})\s[^.;\n]{{0,60}}?\b(?i:{any_of(_HURT['places'])}))|(?:{any_of(_HURT['alone'])}))"
)
_BEHIND = rf"{AGE}{APPOSITION}(?:,\s[^,.;:\n]{{2,50}}(?=,))?,?\s(?:who\s)?"
_FATE = re.compile(rf"{_BEHIND}(?:(?P<dead>{HAVE_DIED})|(?P<hurt>{_IS_HURT})\b)")
_DIES = rf"\b(?:{any_of(_DATA['dead']['words'])})\b"
_DIES_THEN = re.compile(rf"[^.;\n]{{0,160}}?{_DIES}")
_HE_DIES = re.compile(rf"[^.;\n]{{0,160}}\.\s+(?:He|She)\s[^.;\n]{{0,80}}?{_DIES}")
_HURT_BEFORE = re.compile(
    rf"(?<![\w-])(?:{any_of(_HURT['before'])}|(?P<open>{any_of(_HURT['open'])}))\s{ROLE}$", re.IGNORECASE
)
_LIVES = re.compile(rf"[^.;\n]{{0,160}}?\b(?:{any_of(_HURT['lives'])})\b")
JOINED = re.compile(rf"{AGE}{APPOSITION}(?:[,;]\s(?:and\s)?|\sand\s){ROLE}")
"""Between two names of one list: the age, what he was, and what joins them."""
_SOMEBODY = re.compile(rf"{SOMEBODY}|{A_DOER}", re.IGNORECASE)
_A_DOER = re.compile(A_DOER, re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,3})[\s-]years?[\s-]old\s?$|(\d{1,3})[\s-]years?[\s-]old\b")
_AGE_BEHIND = re.compile(r",\s(?:age\s|aged\s)?(\d{1,3})(?!\d)|\s\((\d{1,3})\)")
_AND_WAS = re.compile(r"(?:,\s\d{1,3})?,\s(?!and\b|an?\b|one\b|another\b)[a-z]|$")
"""Behind the second of two ways to say who somebody is."""
_SEX = {word: letter for letter, words in _DATA["sex"].items() for word in words}
_ONE_MORE = re.compile(rf"(?:an?\s)?(?:{any_of(_DATA['one_more']['words'])})\b", re.IGNORECASE)
_END = re.compile(r"[.!?][\"”']?\s|\n")
_MOST = 200
"""Persons of whom harm is told, up to which they are told apart: no report tells of more one by one."""
_LONGEST = 400
"""Code points of a sentence behind a person that are read."""
_REACH = 40
"""Code points before a person in which his age, or what is done to him, stands."""


@dataclass(frozen=True, slots=True)
class Person:
    """One of whom it is told that he was hurt or killed."""

    group: int
    """Equal for those of one list."""
    start: int
    """First code point of the words that tell it."""
    end: int
    """One past the last of those that tell it."""
    name: str | None
    """His surname, None where he has none."""
    age: str | None
    """His age in years, as its digits; None where it is not told."""
    sex: str | None
    """Letter f or m, where the words tell."""
    another: bool
    """Whether he is said to be another than those before."""
    dead: bool
    """Whether he died."""
    lives: bool
    """Whether it is plain that he does; who "was shot" may be dead."""
    doer: bool | None
    """Whether he did the harm: False where somebody did it to him, None where the words leave it open."""


def persons_told(text: str, names: Names) -> Iterator[Person]:
    """Those who are named, or described by somebody's words, and told to be hurt or dead, in order.

    Wrong where a name is a place's and where "died" in the same sentence is said of somebody else.
    """
    found = _found(text, names)
    ends = [_end_of(text, end) for _, end, _ in found]
    fates: list[tuple[int, int, bool] | None] = []
    for k, (start, end, _) in enumerate(found):
        stop = min(ends[k], found[k + 1][0]) if k + 1 < len(found) and not _is_joined(text, found, ends, k) else ends[k]
        fates.append(_fate(text, start, end, stop, ends[k]))
    for k in range(len(found) - 2, -1, -1):
        if fates[k] is None and _is_joined(text, found, ends, k):
            fates[k] = fates[k + 1]
    for k in range(1, len(found)):
        if fates[k] is None and _is_joined(text, found, ends, k - 1):
            before = fates[k - 1]
            fates[k] = before and (before[0], max(before[1], found[k][1]), before[2])
    group = 0
    for k, ((start, end, name), fate) in enumerate(zip(found, fates, strict=True)):
        group += k == 0 or not _is_joined(text, found, ends, k - 1)
        if fate is not None:
            words = text[start:end]
            another = _ONE_MORE.match(words) is not None
            sex = _SEX.get(words.rsplit(None, 1)[-1].lower()) or (names.gender(name) if name else None)
            surname = names.surname(name) if name else None
            doer = True if _A_DOER.fullmatch(words) else False if fate[0] < start else None
            begin, until, dead = min(start, fate[0]), max(end, fate[1]), fate[2]
            lives = not dead and _LIVES.match(text, end, max(ends[k], until)) is not None
            yield Person(group, begin, until, surname, _age(text, start, end), sex, another, dead, lives, doer)


def _found(text: str, names: Names) -> list[tuple[int, int, Span | None]]:
    """Where somebody is named or described, with the name; once where both are said of one: "a cook, Ada Brill, was"."""
    found: list[tuple[int, int, Span | None]] = []
    spans = [*((s, s) for s in names.spans), *((Span(*m.span()), None) for m in _SOMEBODY.finditer(text))]
    for span, name in sorted(spans, key=lambda one: (one[0], one[1] is None)):
        start, end, before = found[-1] if found else (0, 0, None)
        if found and span.start < end:
            continue
        if found and text[end : span.start] == ", " and not (name and before) and _AND_WAS.match(text, span.end):
            found[-1] = (start, span.end, name or before)
        else:
            found.append((span.start, span.end, name))
    return found


def _end_of(text: str, end: int) -> int:
    stop = _END.search(text, end, end + _LONGEST)
    return stop.start() + 1 if stop else min(end + _LONGEST, len(text))


def _is_joined(text: str, found: list[tuple[int, int, Span | None]], ends: list[int], k: int) -> bool:
    """Whether only "and" or a comma parts a person from the next in the same sentence."""
    after = found[k + 1] if k + 1 < len(found) else None
    return after is not None and after[0] < ends[k] and JOINED.fullmatch(text, found[k][1], after[0]) is not None


def _fate(text: str, start: int, end: int, stop: int, sentence_end: int) -> tuple[int, int, bool] | None:
    """The stretch that tells what befell somebody, and whether he died; None where nothing did."""
    m = _FATE.match(text, end, sentence_end)
    if m is not None:
        if m["dead"]:
            return start, m.end(), True
        later = _DIES_THEN.match(text, m.end(), stop) or _HE_DIES.match(text, m.end(), sentence_end + 120)
        return start, (later or m).end(), later is not None
    low = max(0, start - _REACH)
    if m := KILLED.search(text, low, start):
        return m.start(), end, True
    if m := _HURT_BEFORE.search(text, low, start):
        later = _DIES_THEN.match(text, end, stop)
        return (m.start(), later.end() if later else end, later is not None) if later or not m["open"] else None
    return None


def _age(text: str, start: int, end: int) -> str | None:
    m = _YEARS.search(text, max(0, start - _REACH), start) if text[max(0, start - 5) : start].endswith("old ") else None
    m = m or _YEARS.search(text, start, end) or _AGE_BEHIND.match(text, end)
    return next((g for g in m.groups() if g), None) if m else None


def apart(told: Iterator[Person]) -> tuple[list[Person], list[Person]]:
    """Those who surely are different persons: the dead, and the hurt who live, each by the first words on him."""
    who: list[list[Person]] = []
    for p in islice(told, _MOST):
        same = next((known for known in who if all(_may_be_same(p, q) for q in known)), None)
        if same is None:
            who.append([p])
        else:
            same.append(p)
    dead = [next(q for q in known if q.dead) for known in who if any(q.dead for q in known)]
    return dead, [known[0] for known in who if not any(q.dead for q in known)]


def _may_be_same(p: Person, q: Person) -> bool:
    """Whether two who are told of may be one: not by two names or two ages, nor in one list, nor "another"."""
    if p.another or p.group == q.group or (p.sex and q.sex and p.sex != q.sex):
        return False
    if (p.lives and q.dead) or (p.dead and q.lives):
        return (p.name is not None and p.name == q.name) or (p.age is not None and p.age == q.age)
    return not (p.name and q.name and p.name != q.name) and not (p.age and q.age and p.age != q.age)


@lru_cache(4096)  # the verifier asks again
def count_told(words: str) -> tuple[int, int]:
    """How many persons the words tell of one by one as killed, and as hurt.

    >>> count_told("A 62-year-old man was shot and died. Ada Brill, 31, was grazed, and a 40-year-old woman was hit.")
    (1, 2)
    """
    dead, hurt = apart(persons_told(words, Names(words)))
    return len(dead), len(hurt)


def spans_told(text: str, names: Names) -> dict[str, tuple[Span, int, bool | None]]:
    """For each of killed and injured the stretch that tells of such persons, how many they are, and whether one did the harm.

    One alone only of the dead, and not who did the harm: others may well be hurt of whom nothing is told.
    """
    found = {}
    for measure, several in zip(("killed", "injured"), apart(persons_told(text, names)), strict=True):
        alone = len(several) == 1 and (measure == "injured" or several[0].doer is True)
        if several and not alone:
            span = Span(min(p.start for p in several), max(p.end for p in several))
            doer = True if any(p.doer for p in several) else False if all(p.doer is False for p in several) else None
            found[measure] = (span, len(several), doer)
    return found
