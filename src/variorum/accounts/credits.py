"""Whom a report credits: the agency in its dateline, its by-line or its notice of copyright, and who contributed to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from variorum.languages import any_of, load
from variorum.model import AGENCY, Metadatum, Span

_WORDS = load("en", "agencies")
_CREDIT = _WORDS["credit"]
_NAME = (
    rf"(?:{any_of(_WORDS['known']['names'])}"
    rf"|(?!By |From |The )[A-Z][\w.&'’-]{{1,20}}(?: [A-Z][\w.&'’-]{{1,20}}){{0,3}}? (?:{any_of(_WORDS['known']['ends'])}))(?![\w/]|\sPhoto)"
)
_AGENCY = re.compile(rf"(?<![\w/]){_NAME}")
_PERSON = r"(?<!\bin )(?<!\bIn )[A-Z][\w'’-]+(?:\s[A-Z]\.)?(?:\s[A-Z][\w'’-]+){1,2}"
_FIRST = r"^[ \t*_#>|]{0,6}"
_LAST = r"[ \t*_.]{0,4}$"
_DATELINE = re.compile(
    rf"{_FIRST}(?P<place>[A-Z][^\r\n()\[\]]{{1,60}}?\s)?[(\[/](?P<names>[A-Z][\w .&'’/-]{{1,40}})[)\]/]"
    r"(?(place)\s?[—–-]|\s?(?:[—–-]|(?<=\s)[A-Z]))",
    re.MULTILINE,
)
"""Behind the place there is a dash; "(CNN) They fled" has neither."""
_IN_DATELINE = re.compile(rf"{_NAME}|(?<![^/])(?!(?:USA|UAE|DRC)\b)[A-Z]{{3,6}}(?:-TV)?(?![^/])")
"""An agency or the letters of a station; a land or a province names no one."""
_ON_A_LINE = (
    ("credit", re.compile(rf"{_FIRST}(?:[-–—(\[/]\s?)?(?:The\s)?(?P<names>{_NAME})[)\]/]?{_LAST}", re.MULTILINE)),
    ("by-line", re.compile(rf"{_FIRST}(?:By|BY|From)\s[^\r\n.]{{0,60}}?(?P<names>{_NAME}){_LAST}", re.MULTILINE)),
    (
        "credit",
        re.compile(
            rf"{_FIRST}\(?(?:{any_of(_CREDIT['label'])}):\s?(?P<names>[A-Z][^\r\n:()]{{1,60}}?)\)?{_LAST}", re.MULTILINE
        ),
    ),
    (
        "notice of copyright",
        re.compile(
            rf"(?:{any_of(_CREDIT['copyright'])})\s{{0,2}}(?:\d{{4}}\s)?(?:by\s)?(?:[Tt]he\s)?(?P<names>{_NAME})"
        ),
    ),
)
_BEHIND = re.compile(rf"\b(?:{any_of(_CREDIT['behind'])})\b")
_BEFORE = re.compile(rf"\b(?:{any_of(_CREDIT['before'])})\s(?P<names>[^.\r\n;)]{{3,400}})", re.IGNORECASE)
_TAKEN = re.compile(
    rf"\b(?:[Tt]his|[Tt]he)\s(?:{any_of(_CREDIT['text'])})\s(?:(?:was|is|has been)\s)?(?:{any_of(_CREDIT['taken'])})\s(?:with permission\s)?"
    r"(?:by|in|on|at|from)\s(?:[Tt]he\s)?(?P<names>[A-Z][\w.&'’-]*\w(?: (?:of |the )?[A-Z][\w.&'’-]*\w){0,4})"
)
_REPORTER = re.compile(rf"{_NAME}|{_PERSON}")
_OTHER_WORK = re.compile(r"[,;]?\s(?:[Ee]dit|[Ww]rit|[Pp]hoto)\w+\sby\b")
_SENTENCE = re.compile(r"[.\r\n]")
_REACH = 160
"""Code points before "contributed to this report" in which names are sought."""
_HEAD, _FOOT = 6_000, 2_000
"""Code points at the head and at the foot of a report in which credits are sought."""


def read_credits(text: str) -> Iterator[Metadatum]:
    """The agencies and reporters that a report credits, each once; a picture's source is none of its own."""
    seen: set[str] = set()
    for where, start, end in _found(text):
        name = text[start:end]
        if name not in seen:
            seen.add(name)
            yield Metadatum(AGENCY, name, where, 0.7, Span(start, end))


def _found(text: str) -> Iterator[tuple[str, int, int]]:
    """Where names are credited, with the sort of credit."""
    parts = ((0, min(len(text), _HEAD)), (max(_HEAD, len(text) - _FOOT), len(text)))
    for start, end in parts:
        for m in _DATELINE.finditer(text, start, end):
            at = m.start("names")
            yield from (("dateline", at + n.start(), at + n.end()) for n in _IN_DATELINE.finditer(m["names"]))
        for where, pattern in _ON_A_LINE:
            yield from ((where, *m.span("names")) for m in pattern.finditer(text, start, end))
        for m in _BEHIND.finditer(text, start, end):
            at = max(start, m.start() - _REACH)
            at += max((n.end() for n in _SENTENCE.finditer(text[at : m.start()])), default=0)
            yield from (("credit", *n.span()) for n in _AGENCY.finditer(text, at, m.start()))
        yield from (("credit", *m.span("names")) for m in _TAKEN.finditer(text, start, end))
        for m in _BEFORE.finditer(text, start, end):
            at = m.start("names")
            names = _OTHER_WORK.split(m["names"])[0]
            yield from (("credit", at + n.start(), at + n.end()) for n in _REPORTER.finditer(names))
