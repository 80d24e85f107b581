"""Lines into paragraphs: which line ends are layout and which are meant."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.hyphens import Words, joins
from variorum.languages import any_of, load
from variorum.model import Place, Span
from variorum.text.edits import Edit

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# What stands at a line's edge without being seen.
_EDGE = (
    " \t\x1f\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\ufeff"
)
_STARTS_NEW = re.compile(r"#{1,6}\s|[*+•▪‣●◦]\s|-\s+\S|>\s|\||\d{1,3}[.)]\s|[-*_=~]{3,}\s*$|\*\*\S")
_STANDS_ALONE = re.compile(r"#{1,6}\s|\||[-*_=~]{3,}\s*$|\*\*[^*]+\*\*\s*$|(?:https?://|www\.)\S+$")
_CLOSED = re.compile(r"[.!?:;…。！？؟।][\"'”’»)\]*_]*$")
_ENDS_FULLY = re.compile(r"[.!?…。！？؟।][\"'”’»)\]*_]*$")
_GOES_ON = load("en", "layout")["goes_on"]
_OPEN_END = re.compile(rf"(?:,|\b(?:{any_of(_GOES_ON['words'])}|{any_of(_GOES_ON['titles'])}))$", re.IGNORECASE)
"""A line that ends so goes on in the next, whatever that begins with."""
_ORDINAL = re.compile(r"(?:st|nd|rd|th)(?:\s|$)")

_DOUBLE_MARKS = '"“”«»„'
_DOUBLE_MARK = re.compile(f"[{_DOUBLE_MARKS}]")
_QUOTED_LINES = 5
"""Lines that one quotation may take: a mark forgotten must not draw a whole text into one paragraph."""

_ENOUGH = 0.3
"""Share of a level's line ends that must break a sentence for the level to be layout. Running text wrapped at any
width breaks a sentence at more than half of its line ends; one paragraph a line, at next to none."""
_WIDE = 40
"""Code points a line must have to be taken for a broken one where line ends are not layout."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has something on it."""

    start: int
    """First code point that is no space."""
    end: int
    """One past the last that is none."""
    blank: int
    """Number of empty lines before it."""
    turned: bool
    """Whether a page was turned before it, or a running header or footer left out."""
    alone: bool
    """Whether the reader of the file says that it stands alone: a heading, a table's row."""


def find_lines(text: str, places: Sequence[Place]) -> list[Line]:
    """The lines of `text` that have words, without running headers and footers."""
    skipped = [p.span for p in places if p.kind == "boilerplate"]
    alone = sorted(p.span.start for p in places if p.kind in {"heading", "table"})
    pages = sorted(p.span.start for p in places if p.kind == "page")
    lines: list[Line] = []
    blank = start = 0
    turned = False
    next_skip = next_alone = next_page = 0
    for end, after in _line_ends(text):
        first = end - len(text[start:end].lstrip(_EDGE))
        last = first + len(text[first:end].rstrip(_EDGE))
        while next_skip < len(skipped) and skipped[next_skip].end <= first:
            next_skip += 1
        hidden = next_skip < len(skipped) and skipped[next_skip].contains(Span(first, last))
        if first == last:
            blank += 1
        elif not hidden:
            while next_alone < len(alone) and alone[next_alone] < first:
                next_alone += 1
            marked = next_alone < len(alone) and alone[next_alone] < last
            while next_page < len(pages) and pages[next_page] <= first:
                turned = turned or not lines or pages[next_page] >= lines[-1].end
                next_page += 1
            lines.append(Line(first, last, blank, turned, marked))
            blank, turned = 0, False
        else:
            turned = True
        start = after
    return lines


def _line_ends(text: str) -> list[tuple[int, int]]:
    ends = [m.span() for m in _LINE_END.finditer(text)]
    ends.append((len(text), len(text)))
    return ends


def fold_lines(text: str, lines: Sequence[Line], words: Words) -> list[Edit]:
    """Line ends as a space within a paragraph, as one line feed between paragraphs; words divided over lines joined."""
    if not lines:
        return [Edit(0, len(text), "")] if text else []
    words_of = [text[line.start : line.end] for line in lines]
    certain = [_breaks_sentence(before, after) for before, after in itertools.pairwise(words_of)]
    soft = _soft_levels(lines, certain)
    width = _width(lines, certain, soft)
    edits = [Edit(0, lines[0].start, "")] if lines[0].start else []
    quoted = _quoted(text, lines)
    for k, (a, b) in enumerate(itertools.pairwise(lines)):
        before, after = words_of[k], words_of[k + 1]
        if _ORDINAL.match(after) and before[-1].isdigit() and not a.alone and not b.alone:
            edits.append(Edit(a.end, b.start, ""))
        elif _ORDINAL.fullmatch(before) and b.blank <= max(soft, 0):
            edits.append(Edit(a.end, b.start, " "))
        elif k not in quoted and not _goes_on(before, after, a, b, soft, width, certain=certain[k]):
            edits.append(Edit(a.end, b.start, "\n"))
        elif (mended := joins(before, after, words)) is not None:
            edits.append(Edit(a.end - mended, b.start, ""))
        else:
            edits.append(Edit(a.end, b.start, " "))
    if lines[-1].end < len(text):
        edits.append(Edit(lines[-1].end, len(text), ""))
    return edits


def _quoted(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Lines after which a quotation goes on in the next line: texts of one sentence a line divide quotations.

    A quotation in several paragraphs opens each with a mark of its own and is left as it is; one that a page parts goes on.
    """
    found: set[int] = set()
    marks = [m.start() for m in _DOUBLE_MARK.finditer(text)]
    start = 0
    while marks and start < len(lines):
        end = start
        while _odd(marks, lines, start, end) and end + 1 < len(lines) and end - start < _QUOTED_LINES:
            line = lines[end + 1]
            if (line.blank and not line.turned) or line.alone or text[line.start] in _DOUBLE_MARKS:
                break
            end += 1
        if end > start and not _odd(marks, lines, start, end):
            found.update(range(start, end))
            start = end + 1
        else:
            start += 1
    return frozenset(found)


def _odd(marks: Sequence[int], lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether a quotation stands open after lines `first` to `last`, by where the marks stand."""
    return bool((bisect_left(marks, lines[last].end) - bisect_left(marks, lines[first].start)) % 2)


def _breaks_sentence(before: str, after: str) -> bool:
    """Whether the line end lies within a sentence for certain."""
    if _STARTS_NEW.match(after) or _STANDS_ALONE.match(before):
        return False
    if _OPEN_END.search(before):
        return True
    return after[0].islower() and not _CLOSED.search(before)


def _soft_levels(lines: Sequence[Line], certain: Sequence[bool]) -> int:
    """Greatest number of blank lines that layout puts between two lines of one paragraph, -1 for none."""
    seen, broken = [0, 0], [0, 0]
    for (a, b), breaks in zip(itertools.pairwise(lines), certain, strict=True):
        if b.blank < 2 and not a.alone and not b.alone:
            seen[b.blank] += 1
            broken[b.blank] += breaks
    for level in (1, 0):
        if broken[level] >= 2 and broken[level] >= _ENOUGH * seen[level]:
            return level
    return -1


def _width(lines: Sequence[Line], certain: Sequence[bool], soft: int) -> int:
    """The width lines were wrapped at: the length that nine in ten of the broken ones keep to, 0 when none are."""
    lengths = sorted(
        a.end - a.start
        for (a, b), breaks in zip(itertools.pairwise(lines), certain, strict=True)
        if b.blank <= soft and breaks
    )
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _goes_on(before: str, after: str, a: Line, b: Line, soft: int, width: int, *, certain: bool) -> bool:
    if a.alone or b.alone or (not certain and (_STARTS_NEW.match(after) or _STANDS_ALONE.match(before))):
        return False
    if b.blank > soft:
        # A column, a page or an address may come between, but only in running text.
        running = len(before) >= max(_WIDE, width * 0.6)
        if b.turned and running and after[0].isdigit():
            return not _CLOSED.search(before)
        # "at" / "12:33": a figure begins no paragraph after such a word.
        figure = after[0].isdigit() and not before.endswith(",")
        return certain and (after[0].islower() or figure) and (b.turned or running)
    if certain:
        return True
    room = len(before) + 1 + len(after.split(maxsplit=1)[0])
    # Where the next word would have fitted, the writer ended the line: a paragraph, a heading, an address.
    return room > width * (0.75 if _ENDS_FULLY.search(before) else 0.6)
