"""What an extractor is given and what it gives back: a page to read and candidates for claims."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from variorum.claims.asides import find_asides
from variorum.claims.marks import with_directions
from variorum.languages import any_of, load
from variorum.model import Account, Attribution, Event, Frame, Kind, Moment, Quantity, ReadingView, Span, Value

_DIGITS = {c: str(unicodedata.decimal(chr(c))) for c in range(0x660, 0x10000) if chr(c).isdecimal()}
"""Digits of all scripts to those that the grammars know."""
_PLAIN = str.maketrans("‘’´‛‚`–‑‒\u00a0\u202f\u2009\u2002\u2003\t", "''''''---      ") | _DIGITS
_NO_CLAUSE = re.compile(r"(?<![^\W_])—|—(?![^\W_])|(?<=\d)—(?=\d)")
"""A long dash that stands not between two words or a word and a figure: between them it parts clauses, and joins no words."""
_LETTERS = {
    c: base
    for c in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if (base := unicodedata.normalize("NFD", chr(c))[0]).isascii()
} | str.maketrans("ÆæŒœØøŁłĐđĦħŦŧıÞþß", "AaOoOoLlDdHhTtiTts")
"""Latin letters with marks to those without."""
_MARKED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
_BLOB = re.compile(r"\S{200,}")
"""Runs without a blank that no word or number is as long as: encoded data, long addresses. Nothing is read in them,
and a grammar's patterns stay linear in what is left."""
_NUMBERS = load("en", "numbers")
_IN_WORDS = any_of([*_NUMBERS["ones"], *_NUMBERS["tens"], *_NUMBERS["scales"]])
_FIGURE = re.compile(rf"\d+|\b(?:{_IN_WORDS})(?:[\s-](?:{_IN_WORDS}))*\b", re.IGNORECASE)
_QUOTATION = re.compile(r'["“”„«»「」『』][^"“”„«»「」『』]*["“”„«»「」『』]?')
_MOST = 20_000
"""Figures, and quotations, up to which an account is read whole; beyond them only as far as there is one in `_SPARSE`
code points."""
_SPARSE = 50
"""Code points to a figure or quotation: denser than any prose, and than most tables."""

_ENDS = 10
"""Years at both ends of the calendar from which no days are counted."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of a stretch of the page, not yet verified."""

    start: int
    """First code point of its words, in the view."""
    end: int
    """One past their last code point, in the view."""
    kind: Kind
    """What it would be a claim of."""
    value: Value
    """The value read."""
    rule: str
    """Name of the rule that read it."""
    core: int = 0
    """Where the number itself begins, behind its qualifier; for quantities and durations."""
    form: str = ""
    """How it is written: digits, word, vague, none, age, money, percent, ...; rules ask for it."""
    frame: Frame | None = None
    """What it is of, where the extractor knows; else it is worked out."""
    attribution: Attribution | None = None
    """Its source as spans of the view, where the extractor knows; else it is worked out."""

    @property
    def least(self) -> float | None:
        """The least that a quantity allows, None where it has no lower bound, and of other kinds."""
        return self.value.low if isinstance(self.value, Quantity) else None

    def framed(self, frame: Frame) -> Candidate:
        """The same with a frame; `replace` takes five times as long, and every candidate gets one."""
        return Candidate(
            self.start,
            self.end,
            self.kind,
            self.value,
            self.rule,
            self.core,
            self.form,
            frame,
            self.attribution,
        )


class Page:
    """One account prepared for the grammars: plain characters one for one with the view, and its sentences.

    Offsets of everything here count code points of `view.text`; only the verifier leads back to the account.
    """

    def __init__(self, account: Account, view: ReadingView, event: Event) -> None:
        self.account = account
        self.view = view
        self.event = event
        text = _BLOB.sub(lambda m: "\ufffc" * len(m[0]), _NO_CLAUSE.sub("-", view.text).translate(_PLAIN))
        self.read_to = _end_of_prose(text)
        """Code points that are read: all, but for data of more figures or quotations than any prose."""
        if self.read_to < len(text):
            text = text[: self.read_to] + "\ufffc" * (len(text) - self.read_to)
        text = with_directions(text, account, view)
        self.asides = find_asides(text, view.paragraphs)
        """Paragraphs that point to other stories: nothing is read in them."""
        self.text = _without(text, self.asides)
        self.memo: dict[str, Any] = {}
        """What one extractor worked out and another may use, by name."""
        self._starts = [s.start for s in self.sentences]
        self._paragraph_starts = [s.start for s in view.paragraphs]

    @cached_property
    def unaccented(self) -> str:
        """The text with Latin letters bare of their marks, one for one: what looks for capitals finds those of all names."""
        return self.text.translate(_LETTERS) if _MARKED.search(self.text) else self.text

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The view's sentences."""
        return self.view.sentences

    @cached_property
    def published(self) -> date | None:
        """First day the account's publication date can mean, None when it is not known."""
        return first_day(self.account.published)

    @cached_property
    def happened(self) -> date | None:
        """First day the event's own date can mean, None when it is not known."""
        return first_day(self.event.date)

    def sentence(self, offset: int) -> Span:
        """The sentence that holds `offset`, or the one before it where it stands between two."""
        k = max(bisect_right(self._starts, offset) - 1, 0)
        return self.sentences[k] if self.sentences else Span(0, len(self.text))

    def sentence_number(self, offset: int) -> int:
        """Position of that sentence, from 0."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def paragraph(self, offset: int) -> Span:
        """The paragraph that holds `offset`, or the one before it."""
        k = max(bisect_right(self._paragraph_starts, offset) - 1, 0)
        return self.view.paragraphs[k] if self.view.paragraphs else Span(0, len(self.text))


Extractor = Callable[[Page, Sequence[Candidate]], Iterable[Candidate]]
"""What reads claims: given the page and what earlier extractors found on it, yields further candidates."""


def first_day(edtf: str | None) -> date | None:
    """First day that an EDTF string can mean.

    None when there is none, when it is not understood, or when it is so near an end of the calendar (years 1 to 9999) that no
    other day can be counted from it.
    """
    if not edtf:
        return None
    try:
        day = Moment(edtf).bounds()[0]
    except ValueError:
        return None
    return day if _ENDS < day.year < 10_000 - _ENDS else None


class Taken:
    """Which code points of a page are spoken for already."""

    def __init__(self, length: int, candidates: Iterable[Candidate] = ()) -> None:
        self._marks = bytearray(length + 1)
        for c in candidates:
            self.take(c.start, c.end)

    def take(self, start: int, end: int) -> None:
        """Mark a stretch."""
        self._marks[start:end] = b"\1" * (end - start)

    def holds(self, start: int, end: int) -> bool:
        """Whether any of it is marked."""
        return self._marks.find(1, start, end) >= 0


def windows(text: str, anchors: Iterable[int], before: int, after: int) -> list[tuple[int, int]]:
    """Stretches of a text around ascending anchors, at whole words, overlapping ones joined.

    Costly patterns run over these alone: most of a report holds no digit and no word of the calendar.
    """
    out: list[tuple[int, int]] = []
    for anchor in anchors:
        if out and anchor + after <= out[-1][1]:
            continue
        start, end = max(0, anchor - before), min(len(text), anchor + after)
        if out and start <= out[-1][1]:
            start = out.pop()[0]
        else:
            while start > 0 and anchor - start < 4 * before and not text[start - 1].isspace():
                start -= 1
        while end < len(text) and end - anchor < 4 * after and not text[end].isspace():
            end += 1
        out.append((start, end))
    return out


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text with nothing to be read in some of its stretches, at the same places."""
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], "\ufffc" * len(span)]
        at = span.end
    return "".join([*pieces, text[at:]])


def _end_of_prose(text: str) -> int:
    """Where an account that is a heap of figures or of quotation marks stops being read; its length for all others.

    A megabyte of prose has some 8,000 figures, in digits and words, and fewer quotations. A hundred thousand claims of one account serve
    nobody, and every later stage would have to carry them.
    """
    most = max(_MOST, len(text) // _SPARSE)
    if len(text) <= 2 * most:
        return len(text)  # there is no room for so many
    beyond = (next(islice(p.finditer(text), most, None), None) for p in (_FIGURE, _QUOTATION))
    return min((m.start() for m in beyond if m), default=len(text))
