"""Who gives a figure without a verb of saying: "the ministry gave 118", "the regime admitted nine deaths", "the official toll"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from variorum.claims.en.names import names_of
from variorum.claims.en.numbers import WORDS
from variorum.claims.en.phrases import is_pronoun, last_phrase, names_office, names_source
from variorum.claims.page import Page
from variorum.languages import any_of, lists_of, load
from variorum.model import Span

_DATA = load("en", "speech")
_of = lists_of("en", "sources")
_FIGURE = rf"(?:(?:{_of('gives', 'bounds')})\s+)?(?:(?>\d+(?:,\d{{3}})*)|{WORDS})"
_GIVES = re.compile(
    rf"\b(?:(?:{any_of(_DATA['giving'])})\s+{_FIGURE}(?=\s+(?:{_of('gives', 'behind')}|\w+\s(?:{_of('gives', 'units')}))\b|[.,;])"
    rf"|count(?:s)?\s+{_FIGURE}\s\w+s(?=\s(?:at|in|on|along)\b|[.,;]))",
    re.IGNORECASE,
)
"""Who puts a figure to it without a noun: "the ministry gave 118 on Monday"."""
_COUNTS_THEM = re.compile(rf"\b(?:{any_of(_DATA['counting'])})\s+(?:the\s\w+\sof\s+)?{_FIGURE}\b")
"""Who has counted what the next figure tells: "the monitor documented 40 arrests"."""
_ADMITS = re.compile(
    rf"\b(?:{_of('admits', 'verbs')})\s(?:to\s)?(?:only\s|just\s)?{_FIGURE}\s(?:{_of('admits', 'nouns')})\b",
    re.IGNORECASE,
)
"""Who owns to so many: "the regime admitted nine deaths"."""
_IN_ADMITS = ("dmit", "onced", "cknowledg")
"""One of these stands in each of them."""
_IN_TURN = re.compile(
    rf"[^.;:\n\d]{{0,40}}(?:[,;]\s(?:and\s|but\s|while\s|whereas\s)?|\s(?:and|but|while)\s)(?P<who>(?:the\s)?[^\s.,;:\d][^.,;:\d\"“”\n]{{2,60}}?)\s(?:at\s)?(?={_FIGURE}\b)",
    re.IGNORECASE,
)
"""Behind a figure that somebody gives, who gives another, without a verb: "police gave 28,000 and the organisers 120,000"."""
_ANY_VERB = re.compile(
    rf"\b(?:{any_of(_DATA['reporting'])}|{any_of(_DATA['giving'])}|{_of('reported', 'be')}|{any_of(load('en', 'frames')['fared']['verbs'])})\b",
    re.IGNORECASE,
)
_HAS = re.compile(r"\b(?:has|had|have)\s$")
_OFFICIALLY = re.compile(rf"\s\((?P<who>{_of('counts_of', 'marked')})\)")
"""Behind a figure, whose it is."""
_COUNT_OF = re.compile(
    rf"\b(?:(?:the|most|some|other)\s)?(?:{_of('counts_of', 'whose')})\s(?:{_of('counts_of', 'counts')})\b(?!\s(?:was|is)\sthat\b)|\b(?:{_of('counts_of', 'adverbs')})(?=,?\s)",
    re.IGNORECASE,
)
"""Whose count the next figure is, though nobody is said to say it: "the official toll", "officially"."""
_IN_COUNT_OF = ("official", "Official", "independent", "Independent")
"""One of these stands in each of them."""
_COUNTED = re.compile(r"(?:(?!\b(?:and|but|while)\b)[^;:\d]){0,60}")
FIRST_FIGURE = re.compile(rf"\bat\s(?:[a-z]+\s){{0,3}}?(?:\d[\d,]*|{WORDS})\b", re.IGNORECASE)
_LAST_FIGURE = re.compile(rf"\b(?:\d[\d,]*|{WORDS})$", re.IGNORECASE)
_LONGEST_FIGURE = 24
"""Code points of a figure before its mark."""
_NO_SOURCE = re.compile(rf"(?:{any_of(_DATA['no_source'])})\b", re.IGNORECASE)
"""With these begins no phrase for who says something."""


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting phrase of a sentence: who says, and what it reaches."""

    source: Span
    """Who."""
    at: int
    """Where the verb ends or "according to" begins."""
    low: int
    """First code point it reaches."""
    own: Span
    """The phrase itself with what is said of the source in passing: not reported by it."""
    passing: bool = False
    """Whether it is told in passing, and dates nothing behind a comma: "a truck identified by police as his, hit the bus on Monday"."""
    high: int | None = None
    """First code point of the last figure it reaches; None for all of the sentence."""


def counting(page: Page, sentence: Span) -> Iterator[Report]:
    """Whose count it is: it reaches the next figure alone."""
    text = page.unaccented
    # Few sentences have one, and to look for it takes long.
    if not any(text.find(word, sentence.start, sentence.end) >= 0 for word in _IN_COUNT_OF):
        return
    for m in _COUNT_OF.finditer(text, sentence.start, sentence.end):
        span = Span(*m.span())
        reach = _COUNTED.match(text, span.end, sentence.end)
        yield Report(span, span.end, span.end, span, high=reach.end() if reach else span.end)


def giving(page: Page, sentence: Span) -> Iterator[Report]:
    """Who gives a figure: it reaches what follows."""
    text = page.unaccented
    for m in chain(*(form.finditer(text, sentence.start, sentence.end) for form in (_GIVES, _COUNTS_THEM))):
        if giver := _giver(text, sentence, m.start()):
            yield Report(names_of(page).fullest(giver), m.start(), giver.start, giver)
            yield from in_turn(page, m.end(), sentence.end)


def _giver(text: str, sentence: Span, at: int) -> Span | None:
    """Who is named right before a verb, or before "has" and the verb; None where nobody is who can say something."""
    has = _HAS.search(text, max(sentence.start, at - 6), at)
    giver = last_phrase(text, sentence.start, has.start() if has else at)
    return giver if giver and is_source(text, giver) else None


def admitting(page: Page, sentence: Span) -> Iterator[Report]:
    """Who owns to so many deaths: it reaches that figure alone."""
    text = page.unaccented
    if not any(text.find(word, sentence.start, sentence.end) >= 0 for word in _IN_ADMITS):
        return
    for m in _ADMITS.finditer(text, sentence.start, sentence.end):
        if giver := _giver(text, sentence, m.start()):
            yield Report(names_of(page).fullest(giver), m.start(), giver.start, giver, high=m.end())


def marking(page: Page, sentence: Span) -> Iterator[Report]:
    """Whose a figure is by the word in brackets behind it: "from 9 (official) to 200"."""
    text = page.unaccented
    if text.find(" (", sentence.start, sentence.end) < 0:
        return
    for m in _OFFICIALLY.finditer(text, sentence.start, sentence.end):
        figure = _LAST_FIGURE.search(text, max(sentence.start, m.start() - _LONGEST_FIGURE), m.start())
        if figure:
            yield Report(Span(*m.span("who")), m.start(), figure.start(), Span(*m.span()), high=m.start())


def in_turn(page: Page, end: int, stop: int) -> Iterator[Report]:
    """Who gives another figure behind one that somebody gives: it reaches what follows."""
    m = _IN_TURN.match(page.unaccented, end, stop)
    if m and names_office(m["who"]) and not _ANY_VERB.search(m["who"]):
        who = Span(*m.span("who"))
        yield Report(names_of(page).fullest(who), m.end(), who.start, who)


def is_source(text: str, span: Span) -> bool:
    """Whether a phrase names somebody who can say something, and is no pronoun."""
    if not names_source(text, span) or is_pronoun(text, span):
        return False
    return not _NO_SOURCE.match(text, span.start, span.end) and not text[span.start].isdigit()
