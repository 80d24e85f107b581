"""Whom the account names as the source of a figure or a date: "police said", "according to official sources"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from variorum.claims.en.names import Names
from variorum.claims.en.phrases import first_phrase, is_pronoun, last_phrase, names_source
from variorum.claims.lexicon import any_of, load
from variorum.claims.page import Candidate, Page
from variorum.model import Attribution, Span, Utterance

_DATA = load("en", "speech")
_VERB = any_of(_DATA["reporting"])
_ADVERB = rf"(?:(?:{any_of(_DATA['adverbs'])})\s+)?"
_SAYS = re.compile(rf"\b(?:{_VERB})\b", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(?:according\s+to|as\s+reported\s+by|citing|cited\s+by|quoting)\s+", re.IGNORECASE)
_INVERTED = re.compile(
    rf"[,\"”]\s+{_ADVERB}(?:said|says|added|reported)\s+(?=(?:the\s+|a\s+|an\s+)?[\w.]+)", re.IGNORECASE
)
_PASSIVE = re.compile(r"\b(?:to|be|being|was|were|is|are|been|not|never|than|as)\s+$", re.IGNORECASE)
_AT_END = re.compile(r"[\s.,\"”']*$")


def attribute(page: Page, found: Sequence[Candidate]) -> list[Attribution | None]:
    """The source of each candidate in the same order, None where the account speaks for itself.

    Inside a quotation it is the speaker; else whoever is said to say the sentence it stands in.
    Wrong where one sentence reports two sources, and the figure stands nearer to the wrong one.
    """
    quotations = sorted((c for c in found if c.kind == "quotation"), key=lambda c: c.start)
    starts = [c.start for c in quotations]
    names = Names(page.text)
    known: dict[int, list[tuple[int, int, Span]]] = {}
    out: list[Attribution | None] = []
    for c in found:
        if c.kind not in ("quantity", "date", "duration"):
            out.append(None)
            continue
        k = bisect_right(starts, c.start) - 1
        if k >= 0 and c.end <= quotations[k].end:
            value = quotations[k].value
            assert isinstance(value, Utterance)
            if value.speaker and value.speaker_span:
                out.append(Attribution(value.speaker, value.speaker_span))
                continue
        number = page.sentence_number(c.start)
        if number not in known:
            known[number] = list(_sources(page, page.sentences[number], names)) if page.sentences else []
        out.append(_nearest(page, c, known[number]))
    return out


def _nearest(page: Page, c: Candidate, sources: list[tuple[int, int, Span]]) -> Attribution | None:
    reaching = [
        (abs(at - c.start), span)
        for at, until, span in sources
        if c.start < until and not (span.start <= c.start < span.end)
    ]
    if not reaching:
        return None
    span = min(reaching, key=lambda r: (r[0], r[1].start))[1]
    return Attribution(" ".join(span.of(page.text).split()), span)


def _sources(page: Page, sentence: Span, names: Names) -> list[tuple[int, int, Span]]:
    """Place of the verb, offset up to which it reaches, and span of the source, for each reporting phrase."""
    text = page.text
    out = []
    for m in _ACCORDING.finditer(text, sentence.start, sentence.end):
        span = first_phrase(text, m.end(), sentence.end)
        if span and names_source(text, span) and not is_pronoun(text, span):
            out.append((m.start(), sentence.end, names.fullest(span)))
    for m in _INVERTED.finditer(text, sentence.start, sentence.end):
        span = first_phrase(text, m.end(), sentence.end)
        if (
            span
            and names_source(text, span)
            and not is_pronoun(text, span)
            and not re.match(r"(?:that|it|he|she|they|there|at|in|on)\b", span.of(text))
        ):
            out.append((m.start(), sentence.end, names.fullest(span)))
    for m in _SAYS.finditer(text, sentence.start, sentence.end):
        if _PASSIVE.search(text, max(sentence.start, m.start() - 8), m.start()):
            continue
        span = last_phrase(text, sentence.start, m.start())
        if span is None:
            continue
        if is_pronoun(text, span):
            if span.of(text).lower() not in ("he", "she") or (person := names.before(span.start)) is None:
                continue
            span = person
        elif not names_source(text, span) or not _is_nominal(text, span):
            continue
        out.append((m.start(), sentence.end, names.fullest(span)))
    return out


def _is_nominal(text: str, span: Span) -> bool:
    words = span.of(text)
    return (
        not re.match(r"(?:there|this|that|which|what|who|and|but|it|its|not|no|to)\b", words, re.IGNORECASE)
        and not words[0].isdigit()
    )
