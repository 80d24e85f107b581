"""Which numbers are claims: what looks like a telephone number, an address, an idiom is none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from variorum.claims.en.numbers import WORDS
from variorum.claims.page import Candidate, windows
from variorum.languages import any_of, initials, lists_of, load
from variorum.model import Quantity

_DATA = load("en", "notclaims")
_NEVER_WORDS = tuple(re.compile(rule["pattern"], re.IGNORECASE) for rule in _DATA["never"] if rule.get("words"))
_NEVER = tuple(
    tuple(
        re.compile(pattern, 0 if rule.get("case") else re.IGNORECASE)
        for pattern in (
            f"[{rule.get('starts') or initials(rule['before'])}]",
            rule["pattern"].replace("{before}", any_of(rule.get("before", ()))),
        )
    )
    for rule in _DATA["never"]
    if not rule.get("words")
)
_DIGIT = re.compile(r"\d{1,12}")
_START = re.compile(r"\b\w|[^\w\s]")
"""Where something that is no claim can start."""
COPYRIGHT = re.compile(
    next(rule["pattern"] for rule in _DATA["never"] if rule["name"] == "copyright line"), re.IGNORECASE
)
"""A notice with its year, which dates nothing that is told."""
CLOCK = re.compile(_DATA["clock"]["pattern"], re.IGNORECASE)
"""A time of day in figures."""


@lru_cache(4096)
def _starting(mark: str) -> tuple[tuple[int, Callable[[str, int, int], re.Match[str] | None]], ...]:
    """Those of the patterns that can start with that character: their numbers, and their ways to match."""
    return tuple((k, pattern.match) for k, (starts, pattern) in enumerate(_NEVER) if starts.match(mark))


_of = lists_of("en", "filter")


_NO = re.compile(
    rf"\s+(?:(?!(?:{_of('none', 'not_between')})\b)[\w-]+\s+){{0,2}}?"
    rf"(?:{_of('none', 'counted')}|(?:{_of('none', 'counted_whole')}|(?!{_of('none', 'not_counted')})[a-z]{{2,}}(?:ers|men|ists))\b)",
    re.IGNORECASE,
)
_NONE = load("en", "filter")["none"]
_BEFELL = frozenset(
    w for m in _NONE["measures"] for role in ("either", "predicate") for w in load("en", "measures")[m].get(role, ())
)
_WHOSE, _VERBS, _AUXILIARIES, _BETWEEN, _DONE, _BLAMED = (
    frozenset(_NONE[name]) for name in ("whose", "verbs", "auxiliaries", "between", "done", "blamed")
)
_CLAUSE = re.compile(r"(?:,[^,.;:!?\n]{1,40},)?([^.;:!?\n]*)")
_NONE_REACH = 100
"""Code points behind "nobody" in which it stands what befell nobody, in the same clause."""
_NO_IDIOM = re.compile(
    rf"\s+(?:(?:(?:{_of('none', 'of_records')})\s+)?(?:criminal\s+)?(?:{_of('none', 'records')})\b|{_of('none', 'idioms')})",
    re.IGNORECASE,
)
_ONE_IDIOM = re.compile(
    rf"one\b(?:\s+(?:of\s+(?:{_of('one', 'of')}|[A-Z]\w+)\b|day\b(?!\s)|hand(?!\s?-?guns?)|(?:{_of('one', 'idioms')})\b)"
    rf"|'s\b|-(?:{_of('one', 'compounds')})\b|[.,;!?:\"”)])",
    re.IGNORECASE,
)
_ONE_APART = re.compile(
    rf"one,\s(?:an?|the|his|her|aged)\s[^,.;\n]{{2,50}},\s(?:{_of('one', 'lot_begins')})\b", re.IGNORECASE
)
"""One of several whom a phrase in passing tells: "four died at once and one, a woman, died later"."""
_ONE_AWAY = re.compile(r"\s[\w-]+\saway\b")
"""Behind one of a measure of ways: "one stop away"."""
_ONE_TIME = re.compile(rf"\s(?:{_of('one', 'occasions')})\b")
_IN_IT = re.compile(r"\b(?:in|on|at)\s$", re.IGNORECASE)
_MADE_SO = r"(?!hundred\b)[a-z]+ed"
"""Behind a hyphen, what something has so many of: "a one-horned rhino", "a three-masted ship"."""
_ONE_COMPOUND = re.compile(rf"one-(?:{_of('one', 'compounds')}|{_MADE_SO})\b", re.IGNORECASE)
_ONE_HARMED = re.compile(
    rf"one(?:\s+of\s+(?:{_of('one', 'of_group')})(?:\s+[\w-]+){{0,3}}?)?\s+(?:{_of('one', 'lot_begins')})\b(?:\s+\w+){{0,4}}?"
    rf"(?:(?<=\sdied)|\s(?:{_of('one', 'lot')})\b)",
    re.IGNORECASE,
)
"""One of a group whose lot is told: a count, whereas "one of the worst" and "one could see" are none."""
_ONE_FATALLY = re.compile(rf"one\sof\s(?:them|whom|those)(?:\s[a-z]+)?\s(?:{_of('one', 'how')})\b")
_HARMED_ONE = re.compile(rf"\b(?:{_of('one', 'harmed')})\s$")
"""The same without a verb: "two of them, one of them fatally", "killing one of them"."""
_ONE_SAYS = re.compile(
    rf"\s(?:[\w-]+\s){{0,2}}[\w-]+(?:\s(?:in|at|from)\s(?:the\s)?\w+|,\s[^.,;\n]{{2,40}}(?:,\s[^.,;\n]{{2,60}})?,)?\s(?:later\s)?(?:{_of('one', 'says')})\b"
)
_SAID_ONE = re.compile(rf"\b(?:{_of('one', 'said')})\s$", re.IGNORECASE)
_ONE_FARES = re.compile(rf"\s(?:[\w'-]+\s){{1,4}}?(?:{_of('one', 'fares')})\b")
_ONE_BEFORE = re.compile(rf"\b(?:{_of('one', 'before')})[\s-]$", re.IGNORECASE)
_ONE_ELSEWHERE = re.compile(r"\s(?:elsewhere\s)?(?:in|at|near)\s(?:the\s)?[A-Z]")
_AND_ONE = re.compile(
    rf"\b(?:{_of('one', 'beside')}|\d+|{WORDS})\s(?:(?:was|were|had\sbeen)\s[a-z]+\s)?(?:in|at|near)\s[^.;:\n]{{2,60}}?\sand\s$"
)
"""Before one who shares the lot of those elsewhere: "five deaths in Lowmoor and one in Vardon"."""
_ONE_COUNTS = re.compile(rf"\s(?:{_of('one', 'counted')})")
_PAIR_NAMES = re.compile(r"\s(?:[\w'-]+\s){1,5}and\b")
_PAIR_NOUN = re.compile(
    rf"\s(?:of\s+(?:the\s+|them\b)?|the\s+|his\s+|her\s+|their\s+|these\s+|those\s+)?(?:[a-z]+\s)?(?:{_of('pair', 'nouns')}|[a-z]+s)\b"
    rf"|\s(?:{_of('pair', 'said_of')}|of\s+[A-Z]\w+|[a-z]+ed)\b"
)
_NO_PAIR = re.compile(rf"\s+(?:of\s+)?(?:{_of('pair', 'not_counted')})")
_HIT_TWICE = re.compile(rf"(?:{_of('pair', 'harmed')})\W+(?:\w+\W+)?$")
_TIME_OR_PART = re.compile(rf"\s?(?:a\.m|p\.m|am\b|pm\b|{_of('beside', 'zones')}|hrs\b)", re.IGNORECASE)
_NO_FRACTION = re.compile(rf"\s?-?(?:{_of('beside', 'fraction')})")
_WHICH_HALF = re.compile(rf"\b(?:{_of('beside', 'halves')})\s$", re.IGNORECASE)
_NOT_VAGUE = re.compile(rf"\s+of\s+(?:{_of('beside', 'vague')})\b")
_NOT_SEVERAL = re.compile(rf"\s(?:{_of('beside', 'several')})\b")
_NUMBERED = re.compile(rf"\b(?:{_of('beside', 'before')})\s*$", re.IGNORECASE)
_NO_WORD = re.compile(rf"-(?:{_of('beside', 'word_compounds')})s?\b|-{_MADE_SO}\b|\s+(?:{_of('beside', 'word')})\b")
_NO_WORD_BEFORE = re.compile(rf"\b(?:{_of('beside', 'before_word')})\s$", re.IGNORECASE)
_PUT_AT = re.compile(rf"\b(?:{_of('beside', 'put_at')})\b[^.;:]*\sat\s$", re.IGNORECASE)
"""Before a number that is no time: "put the toll at seven"."""
_EVERY = re.compile(r"\b(?:every|each|(per))\s$", re.IGNORECASE)
_OF_TIME = re.compile(rf"[\s-](?:{any_of(w for words in load('en', 'durations')['units'].values() for w in words)})\b")
_CALENDAR = load("en", "calendar")
_MONTH = rf"(?:{any_of(m.capitalize() for m in (*_CALENDAR['months'], *_CALENDAR['short_months']))})(?:\.\s?|\s)$"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}")
_DAY_BEFORE = re.compile(rf"\b[1-3]?\d(?:st|nd|rd|th)?\s{_MONTH}")
_COUNTED = re.compile(r"\s[a-z]{3,}\b")
"""Behind a day of a month and the number that follows it: "on 12 August 29 weavers were shot"."""


def never_claims(text: str) -> Iterator[tuple[int, int]]:
    """Stretches whose numbers are no claims, by the list in notclaims.toml; and clock times."""
    for pattern in _NEVER_WORDS:
        for m in pattern.finditer(text):
            yield m.span()
    for low, high in windows(text, (m.start() for m in _DIGIT.finditer(text)), 48, 48):
        for m in CLOCK.finditer(text, low, high):
            yield m.span()
        # Most patterns can start with few characters, and none within a word: to try each at every place costs most of the time.
        past = [low] * len(_NEVER)
        for start in _START.finditer(text, low, high):
            at = start.start()
            for k, match in _starting(start[0]):
                if at >= past[k] and (found := match(text, at, high)):
                    past[k] = found.end()
                    yield found.span()


def is_claim(text: str, c: Candidate) -> bool:
    """Whether a number in its place claims something. Each line below names what it turns away."""
    value = c.value
    if not isinstance(value, Quantity):
        return True
    left, words, right = text[max(0, c.core - 40) : c.core], text[c.core : c.end], text[c.end : c.end + 60]
    form = c.form
    if form in ("digits", "word") and (every := _EVERY.search(left)) and (every[1] or _OF_TIME.match(right)):
        return False  # "every 20 seconds", "per 100,000 residents"
    if form in ("age", "percent", "money", "fraction"):
        return not (form == "fraction" and (_NO_FRACTION.match(right) or _WHICH_HALF.search(left)))
    if form == "vague":
        return not _NOT_VAGUE.match(right)
    if form == "pair":
        if words.lower() in ("twice", "thrice"):
            return bool(_HIT_TWICE.search(left))
        if words.lower() == "both":
            return not _PAIR_NAMES.match(right) and bool(_PAIR_NOUN.match(right))
        return not _NO_PAIR.match(right)
    if form == "several":
        return words.lower() == "several" and bool(re.match(r"\s\w+", right)) and not _NOT_SEVERAL.match(right)
    if form == "one":
        return _one_counts(text, c, left, right)
    if _NUMBERED.search(left):
        return False
    if form == "digits":
        return _digits_count(text, c, left, right)
    if form == "word":
        return not _NO_WORD.match(right) and (not _NO_WORD_BEFORE.search(left) or _PUT_AT.search(left) is not None)
    return True


def counts_none(text: str, start: int, end: int) -> bool:
    """Whether "no", "none", "nobody" counts: "no injuries", "nobody died"; not "no doubt", "nobody told us"."""
    words = text[start:end].lower()
    if words == "no":
        return bool(_NO.match(text, end, end + 60)) and not _NO_IDIOM.match(text, end)
    if words.startswith("not "):
        return bool(_NO.match(text, end, end + 60))
    return _befell_nobody(text, start, end)


def _befell_nobody(text: str, start: int, end: int) -> bool:
    """Whether it is told of nobody what befell them: "none of the guests was hurt", "it hurt no one"."""
    last = text[max(0, start - 12) : start].rsplit(None, 1)[-1:]
    if last and last[0].lower().rstrip(":") in _DONE:
        return True
    clause = _CLAUSE.match(text, end, end + _NONE_REACH)
    words = [w.strip(",") for w in clause[1].lower().split()] if clause else []
    if words[:1] and words[0] in _WHOSE:
        words = words[next((k for k, w in enumerate(words) if w in _AUXILIARIES or w in _VERBS), 0) :]
    for k, word in enumerate(words):
        if word in _BEFELL:
            return _BLAMED.isdisjoint(words[k + 1 : k + 2])
        if not (word.endswith("ly") or word in (_BETWEEN if k else _AUXILIARIES)):
            return False
    return False


def _one_counts(text: str, c: Candidate, left: str, right: str) -> bool:
    if text[c.core : c.end][0].isdigit():
        return _digits_count(text, c, left, right)
    if _ONE_TIME.match(right) and _IN_IT.search(left):
        return False  # "in one robbery, thieves used a gun"
    if _ONE_COMPOUND.match(text, c.core):
        return False  # "about the one-sided account"
    if c.start < c.core:
        return True
    if _ONE_AWAY.match(right):
        return False
    if (
        _ONE_APART.match(text, c.core)
        or _ONE_HARMED.match(text, c.core)
        or _ONE_FATALLY.match(text, c.core)
        or _HARMED_ONE.search(left)
    ):
        return True
    if _ONE_ELSEWHERE.match(right) and _AND_ONE.search(text, max(0, c.core - 90), c.core):
        return True
    if _ONE_IDIOM.match(text, c.core) or _ONE_SAYS.match(text, c.end, c.end + 130):
        return False  # "one neighbour said": who says it is no count
    if _SAID_ONE.search(left):
        return bool(_ONE_FARES.match(right))  # "said one neighbour", but "police said one man was hurt"
    if _ONE_BEFORE.search(left):
        return bool(_ONE_COUNTS.match(right))
    return bool(re.match(r"[\s-](?:[\w'-]+\s){0,2}[a-z]+|\W*$", right))


_CAR = re.compile(
    rf"\s(?:(?:{any_of(_CALENDAR['of_cars']['colours'])})\s)?(?:{any_of(_CALENDAR['of_cars']['makes'])})\b",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(rf"\b(?:{_of('beside', 'before_year')})\s['’]$", re.IGNORECASE)
_YEARS = re.compile(r"\d{4}(?:-(?:\d\d){1,2})?")
_OPENS_LINE = re.compile(r"(?:\A|(?P<blank>\n\s*)?\n)[ \t>*#(-]*\Z")
_OPENS_PAGE = re.compile(r"[\s>*#(-]*")
_CLOSED = re.compile(r"[.)]\s+\w")
_SAME_LIST = 2000
"""Code points on either side in which a list of sentences has its next number."""
_LONGEST = 8
"""Digits without a mark between thousands that people still read as a number."""


def _digits_count(text: str, c: Candidate, left: str, right: str) -> bool:
    value = c.value
    assert isinstance(value, Quantity)
    words = text[c.core : c.end]
    if re.match(r"[-/]\d|/|\.\d", right) or re.search(r"(?:\d[-/]|[#/]|\)\()$", left):
        return False  # parts of codes and scores
    if _CLOSED.match(right) and _numbers_a_list(text, c, left):
        return False
    ends_line = right.lstrip(" )")[:1] in ("", "\n")
    if ends_line and (not left[-1:].isspace() or not left.rpartition("\n")[2].strip()):
        return False  # alone on a line, or stuck to a word at its end: a page number, a counter
    if len(words) == 2 and left[-1:] in ("'", "’") and _SHORT_YEAR.search(left):
        return False  # "in '68"
    if _TIME_OR_PART.match(right) or re.match(r"-[A-Za-z]{1,2}\b", right):
        return False
    if words.isdigit() and len(words) > _LONGEST:
        return False  # a code
    if _YEARS.fullmatch(words) and _CAR.match(text, c.end, c.end + 24):
        return False  # the year a car was made
    large = value.low is not None and value.low >= 10000 and value.low == int(value.low)
    if large and words.isdigit() and not re.match(r"\s+\w", right):
        return False  # a post code or a case number
    return not _MONTH_BEFORE.search(left) or (
        _DAY_BEFORE.search(left) is not None and _COUNTED.match(right) is not None
    )


def _numbers_a_list(text: str, c: Candidate, left: str) -> bool:
    """Whether a number with a full stop behind it opens a paragraph, or a line of several numbered in turn.

    A line that a page has broken may begin with the last word of a sentence: "the dead were\\n12. The".
    """
    words, opens = text[c.core : c.end], _OPENS_LINE.search(left)
    if opens is None or not words.isdigit() or len(words) > 2:
        return False
    if opens["blank"] is not None or _OPENS_PAGE.fullmatch(text, 0, c.core):
        return True
    around = text[max(0, c.core - _SAME_LIST) : c.end + _SAME_LIST]
    return re.search(rf"^[ \t>*#(-]*(?:{int(words) - 1}|{int(words) + 1})[.)]\s", around, re.MULTILINE) is not None
