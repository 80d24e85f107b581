"""Quotations of any language, with their speakers where its verbs of saying stand beside them; and sources of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from variorum.claims.marks import quoted
from variorum.claims.page import Candidate, Page
from variorum.claims.plain.words import pattern, words_of
from variorum.model import Attribution, Span, Utterance

_LEAST = 4
"""Words that a quotation without a speaker has at least: fewer are a title or a word held at arm's length."""
_LEAST_LETTERS = 10
"""The same in letters, for scripts without blanks."""
_REACH = 140
"""Code points beside a quotation in which its speaker is looked for."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    who_behind: re.Pattern[str]
    who_before: re.Pattern[str]
    according: re.Pattern[str]
    says_that: re.Pattern[str]
    closes: re.Pattern[str]


@cache
def _patterns(code: str) -> _Patterns | None:
    words = words_of(code)
    if not words.says:
        return None
    says, stop = pattern(words.says), pattern([*words.stops, *words.says, *words.that])
    phrase = (
        rf"(?P<who>(?:(?:{pattern(words.determiners)})\s)?(?:(?!(?:{stop})(?!\w))[^\W\d_][\w'’-]*)"
        rf"(?:\s(?!(?:{stop})(?!\w))[\w'’-]+){{0,7}})"
    )
    that = pattern(words.that)

    def made(text: str) -> re.Pattern[str]:
        return re.compile(text, re.IGNORECASE)

    return _Patterns(
        who_behind=made(rf"[\"”“'»\s,.;-]*(?:{says})(?!\w)\s{phrase}"),
        who_before=made(
            rf"(?<![\w,]){phrase}(?:,[^,.:;\n]{{1,60}},)?\s(?:{says})(?!\w)[^.:;\n]{{0,60}}[:,]?\s*[\"“']?$"
        ),
        according=made(rf"(?<!\w)(?:{pattern(words.according)})\s{phrase}"),
        says_that=made(rf"(?<![\w]){phrase}(?:,[^,.:;\n]{{1,60}},)?\s(?:{says})(?!\w)[^.:;,\n]{{0,40}}?\s(?:{that})\s"),
        closes=made(rf",\s(?:{says})(?!\w)\s{phrase}|,\s(?:{pattern(words.according)})\s(?P<of>[^,.;\n]{{2,60}})"),
    )


def quotations_of(code: str) -> partial[Iterator[Candidate]]:
    """The extractor of quotations for a language."""
    return partial(quotations, code)


def quotations(code: str, page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Words between quotation marks of all conventions, with who is said to say them.

    Short ones of whom nobody is said to be the speaker are titles or words held at arm's length, and left out.
    """
    del found
    p, text = _patterns(code), page.text
    said: Span | None = None
    last = -_REACH
    for q in quoted(text):
        if q.nested:
            continue
        words = text[q.start : q.end]
        span = _speaker(page, q.start, q.end, p) if p else None
        if span is None and said is not None and q.start - last < _REACH and p:
            span = said if not page.text[last : q.start].count("\n") else None
        long = len(words.split()) >= _LEAST or (len(words) >= _LEAST_LETTERS and not words.isascii())
        if span is None and not long:
            continue
        said, last = span, q.end
        name = " ".join(span.of(text).split()) if span else None
        yield Candidate(q.start, q.end, "quotation", Utterance(words, name, None, None, span, None), "plain-quotation")


def _speaker(page: Page, start: int, end: int, p: _Patterns) -> Span | None:
    text = page.text
    here = page.paragraph(start)
    if m := p.who_behind.match(text, end, min(here.end, end + _REACH)):
        return _trimmed(text, *m.span("who"))
    low = max(here.start, start - _REACH)
    for m in p.who_before.finditer(text, low, start):
        return _trimmed(text, *m.span("who"))
    for a, b in ((end, min(here.end, end + _REACH)), (low, start)):
        if m := p.according.search(text, a, b):
            return _trimmed(text, *m.span("who"))
    return None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    while end > start and text[end - 1] in " .,'’-":
        end -= 1
    return Span(start, end) if end - start > 1 else None


def attribute(code: str, page: Page, found: Sequence[Candidate]) -> list[Attribution | None]:
    """The source of each candidate, in the same order: the speaker within a quotation, else who is said to say it."""
    p = _patterns(code)
    quotations = [c for c in found if c.kind == "quotation"]
    out: list[Attribution | None] = []
    for c in found:
        source = None
        if c.kind in ("quantity", "date", "duration"):
            around = next((q for q in quotations if q.start <= c.start and c.end <= q.end), None)
            if around is not None and isinstance(around.value, Utterance):
                source = around.value.speaker_span
            elif p is not None:
                source = _reported_by(page, c, p)
        out.append(Attribution(" ".join(source.of(page.text).split()), source) if source else None)
    return out


def _reported_by(page: Page, c: Candidate, p: _Patterns) -> Span | None:
    text, sentence = page.text, page.sentence(c.start)
    for m in p.says_that.finditer(text, sentence.start, c.start):
        return _trimmed(text, *m.span("who"))
    for m in p.closes.finditer(text, c.end, sentence.end):
        return _trimmed(text, *m.span("who" if m["who"] else "of"))
    for m in p.according.finditer(text, sentence.start, c.start):
        return _trimmed(text, *m.span("who"))
    return None
