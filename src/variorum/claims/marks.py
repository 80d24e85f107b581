"""Quotation marks of all conventions: which open and which close, and the words between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.model import Account, ReadingView, Span

_LONGEST = 2500
"""Code points after which an unclosed mark is given up: no quotation in a report runs that long."""
_LINE_START = re.compile(r"\n[ ]*$")
_SINGLE = re.compile(r"(?<![\w'])'(?=[\w\[])((?:[^'\"“”\n]|(?<=\w)'(?=\w)){2,300}?[\w.,!?\])…])'(?!\w)")
_MARK = re.compile(r'["“”„«»「」『』]')
_OPENING, _CLOSING = "“„«「『", "”»」』"
_CLOSES_IT = {"„": "“”", "»": "«", "«": "»"}
"""What closes a mark besides its usual fellow: „so“, »so«."""
_INNER = re.compile(r"(“[^“”\n]{1,200}”)[^“”\n]{0,2000}”")
"""A quotation within one in the same marks, which goes on behind it."""
_ASIDE = re.compile(r"[\s([{—–-]")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words between marks."""

    start: int
    """First code point inside the marks."""
    end: int
    """One past the last inside."""
    nested: bool
    """Whether they stand inside another quotation."""


def with_directions(text: str, account: Account, view: ReadingView) -> str:
    """The page's text with “ and ” for all marks of which the source's own tell whether they open or close.

    Of all conventions: “so”, «so», „so“, »so«, 「so」; a plain mark stays plain.
    """
    if not any(c in account.text for c in _OPENING + _CLOSING):
        return text
    out = list(text)
    opened, since = "", 0
    for m in _MARK.finditer(text):
        at = m.start()
        mark = text[at]
        if mark == '"':
            mark = _source_mark(account, view, at)
        if opened and (at - since > _LONGEST or "\n" in text[since:at]):
            opened = ""
        if opened and mark in _CLOSES_IT.get(opened, ""):
            out[at], opened = "”", ""
        elif (mark and mark in _OPENING) or (
            mark == "»" and (not at or _ASIDE.match(text[at - 1])) and text[at + 1 : at + 2].isalnum()
        ):
            out[at], opened, since = "“", mark, at
        else:
            out[at] = "”" if mark and mark in _CLOSING else '"'
    return "".join(out)


def _source_mark(account: Account, view: ReadingView, at: int) -> str:
    span = view.offsets.to_source(Span(at, at + 1))
    return account.text[span.start : span.start + 1]


def quoted(text: str) -> list[Quoted]:
    """All words between quotation marks, left to right."""
    out: list[Quoted] = []
    nested: list[Quoted] = []
    opened: int | None = None
    within = 0
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
            mark == '"' and after.strip() != "" and (not before.strip() or before in "([-.:,'…\"”" or line_start)
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
        elif mark == "“" and (inner := _INNER.match(text, at)):
            within = inner.end(1)
            if text[at + 1 : within - 1].strip():
                nested.append(Quoted(at + 1, within - 1, nested=True))
        elif at < within:
            continue
        elif mark in "“„«":
            # Never closed: it ends with its line, or with the sentence before the next one opens.
            if at - opened < 700 and ("\n" in text[opened:at] or text[opened:at].rstrip()[-1:] in (".", "!", "?")):
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
    return _with_single(sorted([*out, *nested], key=lambda q: q.start), text)


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
