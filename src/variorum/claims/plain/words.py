"""The word lists of a language, made into patterns once: all that the plain grammars know of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from variorum.languages import any_of, known_languages, load

_NOTHING = r"(?!)"
"""Matches nowhere: the pattern of an empty list."""


def pattern(words: Any) -> str:
    """An alternation of words, which matches nowhere when there are none."""
    return any_of(words) if words else _NOTHING


@dataclass(frozen=True, slots=True)
class Words:
    """A language's lists. What a list lacks is not read: an empty language still has its digits and marks."""

    code: str
    """BCP 47 primary tag; "und" for a language without a folder."""
    thousands: str
    """What may stand between thousands."""
    decimal: str
    """What stands before decimals."""
    numbers: dict[str, int]
    """Words to numbers below a thousand."""
    scales: dict[str, int]
    """Words to what they multiply by: thousand, million."""
    joins: frozenset[str]
    """Words between the parts of a number ("treinta y tres")."""
    articles: frozenset[str]
    """Words for one that alone are articles."""
    vague: dict[str, tuple[float, float | None]]
    """Words to the interval they stand for."""
    none: frozenset[str]
    """Words for none."""
    bounds: dict[str, str]
    """Qualifiers before a number to their sort: at_least, more_than, at_most, less_than, about, exactly."""
    after: tuple[dict[str, Any], ...]
    """Qualifiers behind a number, by `sort`: `words`, with the endings of the `case` that they ask for of the number or
    its noun, or what may stand `between`."""
    between: tuple[tuple[str, str], ...]
    """Words around the two ends of a range."""
    percent: frozenset[str]
    """Words for percent."""
    money: dict[str, str]
    """Signs and words of currencies to their codes."""
    units: dict[str, str]
    """Units of measuring to their names in claims."""
    durations: dict[str, str]
    """Units of time to their names in claims."""
    ages: dict[str, list[str]]
    """Words before (`before`) and behind (`behind`) a number of years that make it an age."""
    months: dict[str, int]
    """Names of months, also short ones."""
    with_year: frozenset[str]
    """Those of them that are read with a year only: short ones, and words that mean something else as often."""
    capital: bool
    """Whether they begin with a capital letter wherever they stand."""
    weekdays: dict[str, int]
    """Names of weekdays, Monday 0."""
    days: dict[str, int]
    """Words for days to their distance from the day of writing."""
    of: frozenset[str]
    """Words between day, month and year."""
    next: frozenset[str]
    """Words that make a weekday one to come."""
    year_cues: frozenset[str]
    """Words before a bare year."""
    clock: frozenset[str]
    """Words before a time of day."""
    people: dict[str, str]
    """Nouns for persons to their group of recorders, "" for everybody."""
    measures: dict[str, tuple[tuple[str, str], ...]]
    """Wordings to measures and the side of the number on which they stand: noun, verb, before."""
    says: frozenset[str]
    """Verbs of saying."""
    according: frozenset[str]
    """Words before a source."""
    that: frozenset[str]
    """Words between a verb of saying and what is said."""
    determiners: frozenset[str]
    """Words with which a phrase for somebody begins."""
    stops: frozenset[str]
    """Words with which such a phrase is over."""
    limits: str
    """What is not understood of the language, in words for the user."""


@cache
def words_of(code: str) -> Words:
    """The lists of a language with a folder; else those of none, with its words for bounds where `und` has them."""
    data = (
        load(code, "grammar")
        if code in known_languages()
        else {**load("und", "grammar"), **_bounds(code), "calendar": _calendar(code)}
    )
    digits = data["digits"]
    numbers = data.get("numbers", {})
    get = data.get
    return Words(
        code=code,
        thousands=digits["thousands"],
        decimal=digits["decimal"],
        numbers=dict(numbers.get("below_thousand", {})),
        scales=dict(numbers.get("scales", {})),
        joins=frozenset(numbers.get("joins", ())),
        articles=frozenset(numbers.get("articles", ())),
        vague={w: (float(a), None if b < 0 else float(b)) for w, (a, b) in get("vague", {}).items()},
        none=frozenset(numbers.get("none", ())),
        bounds={word: sort for sort, listed in get("bounds", {}).items() for word in listed},
        after=tuple(get("after", ())),
        between=tuple((a, b) for a, b in get("ranges", {}).get("between", ())),
        percent=frozenset(get("units", {}).get("percent", ())),
        money={word: code for code, listed in get("money", {}).items() for word in listed},
        units={w: unit for unit, listed in get("units", {}).get("measuring", {}).items() for w in listed},
        durations={w: unit for unit, listed in get("durations", {}).items() for w in listed},
        ages=get("ages", {}),
        months={w: k for k, listed in enumerate(get("calendar", {}).get("months", ()), 1) for w in listed},
        with_year=frozenset(get("calendar", {}).get("with_year", ())),
        capital=get("calendar", {}).get("capital", False),
        weekdays={w: k for k, listed in enumerate(get("calendar", {}).get("weekdays", ())) for w in listed},
        days=dict(get("calendar", {}).get("days", {})),
        of=frozenset(get("calendar", {}).get("of", ())),
        next=frozenset(get("calendar", {}).get("next", ())),
        year_cues=frozenset(get("calendar", {}).get("year_cues", ())),
        clock=frozenset(get("calendar", {}).get("clock", ())),
        people={w: "" if group == "people" else group for group, listed in get("people", {}).items() for w in listed},
        measures=_measures(get("measures", {})),
        says=frozenset(get("speech", {}).get("says", ())),
        according=frozenset(get("speech", {}).get("according", ())),
        that=frozenset(get("speech", {}).get("that", ())),
        determiners=frozenset(get("speech", {}).get("determiners", ())),
        stops=frozenset(get("speech", {}).get("stops", ())),
        limits=data["limits"],
    )


def has_words(code: str) -> bool:
    """Whether words such as "more than", or names of months, are known of a language."""
    return bool(words_of(code).bounds or words_of(code).months)


def _bounds(code: str) -> dict[str, Any]:
    """What is known of a language without a folder, in the form of a grammar."""
    data = load("und", "bounds").get(code)
    if data is None:
        return {}
    out = {"bounds": data["before"], "after": data.get("after", ()), "units": {"percent": data.get("percent", ())}}
    return out | ({"digits": data["digits"]} if "digits" in data else {}) | {"limits": ""}


def _calendar(code: str) -> dict[str, Any]:
    """The names of months of a language without a folder, and what stands beside them, in the form of a grammar."""
    beside = load("und", "calendar")
    written = load("und", "months").get(code, [])
    prefixes = ["", *beside["prefixes"].get(code, ())]
    months = [[p + n.lower().replace("’", "'") for p in prefixes for n in names] for names in written]
    short = [n for names in months for n in names if any(m != n and m.startswith(n) for m in names)]
    return {
        "months": months,
        "with_year": [*short, *beside["with_year"].get(code, ())],
        "capital": bool(written) and all(names[0][0].isupper() for names in written),
        "of": beside["of"].get(code, ()),
    }


def _measures(data: dict[str, dict[str, list[str]]]) -> dict[str, tuple[tuple[str, str], ...]]:
    out: dict[str, list[tuple[str, str]]] = {}
    for measure, sides in data.items():
        for side, listed in sides.items():
            for word in listed:
                out.setdefault(word, []).append((measure, side))
    return {word: tuple(pairs) for word, pairs in out.items()}


def whole_words(words: Any) -> re.Pattern[str]:
    """Any of the words, alone."""
    return re.compile(rf"(?<![\w-])(?:{pattern(words)})(?![\w-])", re.IGNORECASE)
