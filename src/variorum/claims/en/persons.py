"""Persons with age or role: "Wayne Rusher, 28", "28-year-old Ada Brill", "Sgt. Ines Holt"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from variorum.claims.en.names import names_of
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, load
from variorum.model import Person, Span

_AGE_BEHIND = re.compile(
    r",?\s\(?(?:age\s|aged\s)?(?P<age>\d{1,3})\)?(?=[.;:)]|,(?!\d{3})|\s-{1,2}\s|\s(?:and|of|who|was|were|is)\b)"
)
_AGE_BEFORE = re.compile(r"\b(?P<age>\d{1,3})[\s-]years?[\s-]old,?\s$")
_SHIP = re.compile(r"\b(?:M/?V|M/?S|M/?T|SS|USS|RMS|HMS|F/?V)\.?\s$")
"""Before the name of a ship."""
_LIST = 600
"""Code points above a name in which the line that heads its list can stand."""
_NEAR = 160
"""Code points on either side of a name in which it is told what befell it."""
_DATA = load("en", "persons")


def _any_word(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(_DATA[name]['words'])})\b", re.IGNORECASE)


_MAN_OF = re.compile(rf"\s(?:{any_of(_DATA['man_of']['words'])})\b")
_ROLE_BEFORE = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{role}>{any_of(words)})' for role, words in _DATA['role'].items())})\s$", re.IGNORECASE
)
_SUSPECT = re.compile(rf"\b(?:{any_of(_DATA['suspect']['words'])})\b(?!'s)", re.IGNORECASE)
_VICTIM, _NATURAL = _any_word("victim"), _any_word("natural")
_DONE_TO = re.compile(
    rf"\b(?:{any_of(_DATA['done_to']['acts'])}|(?:{any_of(_DATA['done_to']['verbs'])})\s+"
    rf"(?!(?:{any_of(_DATA['done_to']['not_behind'])})\b)(?=[A-Z\d]|{any_of(_DATA['done_to']['whom'])}))",
    re.IGNORECASE,
)
"""Harm done to those who are named behind it, whoever else the sentence charges."""


def persons(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Persons whose age or role the words beside their name give.

    The role is the word before the name, else what the sentence says befell them; where the sentence speaks of
    both arrest and harm, the one nearer to the name. Wrong where somebody is both suspect and victim.
    """
    text = page.text
    told: dict[int, _Told] = {}
    for span in names_of(page).spans:
        behind = _AGE_BEHIND.match(text, span.end, min(len(text), span.end + 24))
        before = _AGE_BEFORE.search(text, max(0, span.start - 20), span.start)
        role_word = _ROLE_BEFORE.search(text, max(0, span.start - 24), span.start)
        if not (behind or before or role_word):
            continue
        if _SHIP.search(text, max(0, span.start - 5), span.start):
            continue
        if before and _MAN_OF.match(text, span.end):
            continue  # "a 20-year-old Des Moines man"
        age = int((behind or before)["age"]) if (behind or before) else None  # type: ignore[index]
        if age is not None and not 0 < age < 120:
            continue
        if role_word:
            role = next((k for k, v in role_word.groupdict().items() if v), None)
        else:
            number = page.sentence_number(span.start)
            if number not in told:
                told[number] = _Told(text, page.sentence(span.start))
            role = told[number].role(span) or _listed(page, span)
        start = before.start() if before else span.start
        end = behind.end("age") if behind else span.end
        yield Candidate(
            start, end, "person", Person(" ".join(span.of(text).split()), age, role), "person", form="person"
        )


def _listed(page: Page, span: Span) -> str | None:
    """The role that the line above a list gives to those it names: "The other victims are:"."""
    text, here = page.text, page.paragraph(span.start)
    if text[here.start : span.start].strip(" -*•"):
        return None
    above = text[max(0, here.start - _LIST) : here.start].splitlines()
    head = next((line for line in reversed(above) if line.rstrip().endswith(":")), "")
    return "victim" if _VICTIM.search(head) else "suspect" if _SUSPECT.search(head) else None


class _Told:
    """What a sentence tells of arrest and harm, looked for once for all whom it names."""

    def __init__(self, text: str, sentence: Span) -> None:
        self._sentence = sentence
        a, b = sentence.start, sentence.end
        self._suspect, self._victim, self._natural, self._done = (
            [m.span() for m in pattern.finditer(text, a, b)] for pattern in (_SUSPECT, _VICTIM, _NATURAL, _DONE_TO)
        )

    def role(self, span: Span) -> str | None:
        """The role of who is named at `span`; None where the sentence tells none."""
        low, high = max(self._sentence.start, span.start - _NEAR), min(self._sentence.end, span.end + _NEAR)
        if _within(self._natural, span.end, high):
            return None
        done = _within(self._done, low, span.start)
        if done and not _within(self._suspect, done[-1][1], span.start):
            return "victim"
        found = [
            (min(abs(start - span.end), abs(span.start - end)), role)
            for role, told in (("suspect", self._suspect), ("victim", self._victim))
            for start, end in _within(told, low, high)
        ]
        return min(found)[1] if found else None


def _within(spans: list[tuple[int, int]], low: int, high: int) -> list[tuple[int, int]]:
    """Those of ascending spans that lie between two places."""
    return [s for s in spans[bisect_left(spans, (low, 0)) : bisect_left(spans, (high, 0))] if s[1] <= high]
