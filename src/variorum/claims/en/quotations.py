"""Quotations: words between quotation marks, whatever the marks, and which of them are somebody's words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from variorum.claims.en.speakers import Speakers
from variorum.claims.page import Candidate, Page
from variorum.model import Moment, Span, Utterance

_LONGEST = 2500
"""Code points after which an unclosed mark is given up: no quotation in a report runs that long."""
_LINE_START = re.compile(r"\n[ ]*$")
_SINGLE = re.compile(r"(?<![\w'])'(?=[\w\[])((?:[^'\"“”\n]|(?<=\w)'(?=\w)){2,300}?[\w.,!?\])…])'(?!\w)")
_SPOKEN_BEFORE = re.compile(
    r"\b(?:like|screaming|saying|said|yelling|yelled|asked|says|shouting|shouted|told \w+),?\s+'$"
)


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks."""

    start: int
    """First code point inside the marks."""
    end: int
    """One past the last inside."""
    nested: bool
    """Whether they stand inside another quotation."""


def quotations(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Quotations of a page with their speakers.

    Marks may be curly, angled, low or plain; a quotation reopened at each paragraph is one a paragraph; one never
    closed ends with its paragraph. Single words and titles between marks are left out unless somebody is said to say them.
    Wrong for titles of works of many words without a cue.
    """
    marked = quoted(page.text)
    days = sorted((c for c in found if c.kind == "date"), key=lambda c: c.start)
    speakers = Speakers(page, [(q.start, q.end) for q in marked])
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


def quoted(text: str) -> list[Quoted]:
    """All words between quotation marks, left to right."""
    out: list[Quoted] = []
    opened: int | None = None
    for m in re.finditer(r'["“”„«»]|\n\s*\n', text):
        mark, at = m[0], m.start()
        if mark[0] == "\n":
            if opened is not None:
                following = m.end()
                if text[following : following + 1] in ("“", '"', "„", "«") or not _closes(text, following):
                    _put(out, text, opened, at)
                    opened = None
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        line_start = bool(_LINE_START.search(text, max(0, at - 12), at)) or (at < 12 and not text[:at].strip())
        opens = mark in "“„«" or (
            mark == '"' and after.strip() != "" and (not before.strip() or before in "([-.:,'…" or line_start)
        )
        if mark in "”»" and line_start and after.strip():
            opens = True
        if opened is None:
            if opens or (mark == '"' and after == " " and not before.strip()):
                opened = at + 1
        elif at - opened > _LONGEST:
            opened = at + 1 if opens else None
        elif line_start and after.strip() and mark != "”" and re.match(r"[A-Z\['(]", after):
            _put(out, text, opened, at)
            opened = at + 1
        elif mark in "“„«":
            if "\n" in text[opened:at] and at - opened < 700:
                _put(out, text, opened, at)
            opened = at + 1
        elif mark == '"' and opens and "\n" in text[opened:at]:
            _put(out, text, opened, text.index("\n", opened))  # never closed: it ends with its line
            opened = at + 1
        else:
            _put(out, text, opened, at)
            opened = None
    if opened is not None:
        end = text.find("\n", opened)
        end = end if end >= 0 else len(text)
        if end - opened <= _LONGEST:
            _put(out, text, opened, end)
    return _with_single(out, text)


def _closes(text: str, start: int) -> bool:
    """Whether the next mark after a paragraph's end closes what that paragraph opened, and opens nothing itself."""
    m = re.compile(r"[\"“”„«»]").search(text, start, start + 600)
    if m is None:
        return False
    opens = m[0] in "“„«" or (m[0] == '"' and text[m.end() : m.end() + 1].isalnum() and text[m.start() - 1].isspace())
    return not opens


def _put(out: list[Quoted], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start >= 2 and re.search(r"\w", text[start:end]):
        out.append(Quoted(start, end, nested=False))


def _with_single(double: list[Quoted], text: str) -> list[Quoted]:
    """Those in single marks besides: nested ones inside double marks, and quotations of their own."""
    out = list(double)
    k = 0
    for m in _SINGLE.finditer(text):
        start, end = m.span(1)
        while k < len(double) and double[k].end <= start:
            k += 1
        inside = k < len(double) and double[k].start < end
        out.append(Quoted(start, end, nested=inside))
    return sorted(out, key=lambda q: (q.start, -q.end))
