"""The one way from a candidate to a claim: exact words, a value that stands in them, spans of who says so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

from variorum.claims.page import Candidate, Page
from variorum.model import SUMS, Attribution, Claim, Frame, Quantity, Rejection, Span, Utterance

Reread = Callable[[Page, Candidate], str | None]
"""Reads a candidate's value again from its own words; None when it is there, else why it is not."""


def verify(
    page: Page, candidates: Iterable[Candidate], reread: Reread
) -> tuple[tuple[Claim, ...], tuple[Rejection, ...]]:
    """Claims and rejections of a page, both by place.

    No extractor can pass this by: whatever it yields, a claim has words of the account, of that length, in which the
    value can be read, no two claims of a kind share a place (but the sum of a list and its parts do), and who said it
    is a span of the account too.
    """
    claims: list[Claim] = []
    rejections: list[Rejection] = []
    last: dict[str, int] = {}
    for c in sorted(candidates, key=lambda c: (c.start, -c.end, c.kind, c.rule)):
        span = _source(page, c)
        reason = _fault(page, c, span) or reread(page, c)
        # The sum of a list ("two men and a boy") stands beside the figures that it is made of.
        sort = c.rule if c.rule in SUMS else c.kind
        if reason is None and c.kind != "quotation" and c.start < last.get(sort, 0):
            reason = "another claim of this kind has been read from the same words"
        if reason is None:
            last[sort] = c.end
            claims.append(_claim(page, c, span))
        else:
            rejections.append(Rejection(page.account.siglum, span, c.kind, reason, c.rule))
    return tuple(claims), tuple(rejections)


def _fault(page: Page, c: Candidate, span: Span) -> str | None:
    if not 0 <= c.start < c.end <= len(page.text):
        return f"its span {c.start} to {c.end} lies outside the text of {len(page.text)} characters"
    if not span.of(page.account.text).strip():
        return "there are no words at its span"
    if isinstance(c.value, Utterance):
        for name, place in ((c.value.speaker, c.value.speaker_span), (c.value.via, c.value.via_span)):
            if (name is None) != (place is None) or (place is not None and not _same(place.of(page.text), name)):
                return f"{name!r} does not stand where it is said to stand"
        if not _same(page.text[c.start : c.end], c.value.words):
            return "the quoted words are not those at its span"
    if c.attribution and not _same(c.attribution.span.of(page.text), c.attribution.source):
        return f"the source {c.attribution.source!r} does not stand where it is said to stand"
    return None


def _same(words: str, other: str | None) -> bool:
    return "".join(words.split()) == "".join((other or "").split())


def _source(page: Page, c: Candidate) -> Span:
    length = len(page.text)
    start = min(max(c.start, 0), length)
    return page.view.offsets.to_source(Span(start, min(max(c.end, start), length)))


_OF_PERSONS = frozenset(
    "killed injured survived casualties shot missing detained displaced ill rescued trapped attended wanted person man woman child victim".split()
)
"""Measures that count persons, whatever noun stands behind the number."""
_OF_SEVERAL = ("family", "household")
"""But for these nouns, each of which is several persons."""


def _claim(page: Page, c: Candidate, span: Span) -> Claim:
    to_source = page.view.offsets.to_source
    span = _trim(page.account.text, span)
    value = c.value
    if isinstance(value, Utterance):
        value = Utterance(
            page.view.text[c.start : c.end],
            value.speaker,
            value.via,
            value.via_date,
            to_source(value.speaker_span) if value.speaker_span else None,
            to_source(value.via_span) if value.via_span else None,
        )
    frame = c.frame or Frame()
    if isinstance(value, Quantity):
        persons = (
            value.unit == "thing" and (frame.measure in _OF_PERSONS or frame.whom) and frame.counted not in _OF_SEVERAL
        )
        # Numbers as an edition keeps them: a claim made now and one taken from an edition are the same to the byte.
        value = Quantity(_float(value.low), _float(value.high), value.approx, "person" if persons else value.unit)
    attribution = c.attribution and Attribution(c.attribution.source, to_source(c.attribution.span))
    name = hashlib.sha256(f"{page.account.sha256} {c.kind} {span.start} {span.end}".encode()).hexdigest()[:16]
    return Claim(
        name,
        page.account.siglum,
        span,
        span.of(page.account.text),
        c.kind,
        value,
        frame,
        attribution,
        c.rule,
    )


def _float(number: float | None) -> float | None:
    return None if number is None else float(number)


def _trim(text: str, span: Span) -> Span:
    """A span without blanks at its ends."""
    words = span.of(text)
    left = len(words) - len(words.lstrip())
    right = len(words) - len(words.rstrip())
    return span if not left and not right else Span(span.start + left, span.end - right)
