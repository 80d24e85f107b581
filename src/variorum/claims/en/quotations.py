"""Quotations: words between quotation marks, whatever the marks, and which of them are somebody's words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from variorum.claims.en.speakers import Speakers
from variorum.claims.marks import quoted
from variorum.claims.page import Candidate, Page
from variorum.model import Moment, Span, Utterance

_SPOKEN_BEFORE = re.compile(
    r"\b(?:like|screaming|saying|said|yelling|yelled|asked|says|shouting|shouted|told \w+),?\s+'$"
)


def quotations(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Quotations of a page with their speakers.

    Marks may be curly, angled, low or plain; a quotation reopened at each paragraph is one a paragraph; one never
    closed ends with its paragraph. Single words and titles between marks are left out unless somebody is said to say them.
    Wrong for titles of works of many words without a cue.
    """
    marked = quoted(page.text)
    days = sorted((c for c in found if c.kind == "date"), key=lambda c: c.start)
    speakers = Speakers(page, [(q.start, q.end) for q in marked])
    page.memo["referents"] = speakers.referents
    for k, q in enumerate(marked):
        if q.nested and not _SPOKEN_BEFORE.search(page.text, max(0, q.start - 24), q.start):
            continue
        said = speakers.of(k)
        if not q.nested and said.scare:
            continue
        published = _published(page, said.via_span, days)
        value = Utterance(page.text[q.start : q.end], said.name, said.via, published, said.span, said.via_span)
        yield Candidate(q.start, q.end, "quotation", value, f"quotation-{said.how}")


def _published(page: Page, outlet: Span | None, days: list[Candidate]) -> str | None:
    """The date beside an outlet's name ("the Post on Jan. 22, 1990 quoted"), None where there is none."""
    if outlet is None:
        return None
    k = bisect_left(days, outlet.start - 40, key=lambda c: c.start)
    for day in days[k : k + 3]:
        near = min(abs(day.start - outlet.end), abs(outlet.start - day.end))
        if near <= 24 and isinstance(day.value, Moment) and page.sentence(day.start) == page.sentence(outlet.start):
            return day.value.edtf
    return None
