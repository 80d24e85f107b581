"""Lines of a page that are no part of its story: links to other stories, lists of titles; nothing is read in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from variorum.languages import any_of, load
from variorum.model import Span

_WORDS = load("und", "asides")
_LONGEST = 180
"""Code points that a line of a list of titles has at most."""
_BULLET = r"[\s\[({<>»›•·*+#|→-]*"
_MOST_TITLES = 12
"""Titles that one head is taken to stand over: behind them it must be shown anew that they are titles."""

_POINTER = re.compile(
    rf"{_BULLET}(?:(?:{any_of(_WORDS['pointer']['words'])})\s?[:|]\s?\S|(?:{any_of(_WORDS['opener']['words'])})\s+\S)",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"{_BULLET}(?:{any_of(_WORDS['head']['words'])})(?:\s[\w'&.-]+){{0,6}}\s?[:»›>|]?$", re.IGNORECASE)
_FILM = re.compile(r"(\d{1,2}):(\d\d)\s+[\"'A-Z]")
_CALENDAR = load("en", "calendar")
_MONTH = rf"(?:{any_of((*_CALENDAR['months'], *_CALENDAR['short_months']))})\.?"
_WEEKDAY = any_of((*_CALENDAR["weekdays"], *_CALENDAR["short_weekdays"]))
_DAY_ALONE = re.compile(
    rf"{_BULLET}(?:(?:{any_of(_WORDS['day']['stamped'])})\W{{1,3}}(?:on\s)?)?(?:(?:{_WEEKDAY})\W{{1,3}})?"
    rf"(?:{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}\.?\s{_MONTH}(?:\s\d{{4}})?|\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
    rf"|\d{{1,3}}\s(?:{any_of(_WORDS['day']['ago'])})s?\sago)(?:\W{{1,4}}(?:at\s)?\d{{1,2}}:\d\d(?:\s?[ap]\.?m\.?)?(?:\s[a-z]{{2,4}})?)?[\s)\]]*$",
    re.IGNORECASE,
)
_DAY_BEHIND = re.compile(
    rf"\S.*\s[-|(]\s?(?:{_MONTH}\s\d{{1,2}}(?:,?\s\d{{4}})?|\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\d{{1,3}}\s(?:{any_of(_WORDS['day']['ago'])})s?\sago)\)?$",
    re.IGNORECASE,
)
_STOPPED = re.compile(r"[.!:;,…][\"')\]]*$")
_NO_TITLE = re.compile(r"^\W*\d{1,2}[:.]\d\d\b|[(,]\s?\d{1,3}\b|\b(?:years?\sold|years\sof\sage|aged)\b", re.IGNORECASE)
"""What a table of times and a list of the dead or the charged have, and a title seldom."""
_FIGURE = re.compile(r"\d[\d.,]*\d|\d")
_LEAST_WORDS = 4
_TITLE_AND_DAY = 2
"""Lines that a story has above it for itself."""
_PROSE = 120
"""Code points from which a paragraph that ends in a full stop is taken for one of the story."""


def find_asides(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """Those paragraphs of a page that point to other stories, in order.

    They are: lines that begin with "Related:", "Read more:" and their like; what stands below "Related stories" as long
    as it looks like titles; lists of titles each with its day; lists of films each with its length; and two titles or
    more between paragraphs of the story that have figures which nothing else in the account has. Single titles
    between paragraphs may be the story's own headings and are read.

    Args:
        text: the page.
        paragraphs: its paragraphs, in order.
    """
    lines = [_Line(text, span) for span in paragraphs]
    found = {k for k, line in enumerate(lines) if line.short and _POINTER.match(line.words)}
    for rule in (_below_heads, _dated, _films, _strange):
        found.update(rule(lines))
    return tuple(lines[k].span for k in sorted(found))


class _Line:
    """A paragraph and what it looks like."""

    def __init__(self, text: str, span: Span) -> None:
        self.span = span
        self.short = len(span) <= _LONGEST
        self.words = span.of(text) if self.short else ""
        """Empty where it is longer than a title."""
        end = text[max(span.start, span.end - 3) : span.end]
        self.prose = len(span) >= _PROSE and _STOPPED.search(end) is not None
        """Whether it is a paragraph of a story."""
        self.title = self.short and _STOPPED.search(end) is None and self.words.count(" ") + 1 >= _LEAST_WORDS
        """Whether it may be a title."""
        self.day = self.short and _DAY_ALONE.match(self.words) is not None
        """Whether it is a day and nothing else."""
        self.figures = [(m[0], m.start()) for m in _FIGURE.finditer(text, span.start, span.end)]


def _below_heads(lines: list[_Line]) -> Iterator[int]:
    first = next((k for k, line in enumerate(lines) if line.prose), len(lines))
    for k, line in enumerate(lines):
        if not line.short or not _HEAD.match(line.words):
            continue
        yield k
        run: list[int] = []
        for j in range(k + 1, min(k + 1 + _MOST_TITLES, len(lines))):
            if not (lines[j].title or lines[j].day) or _NO_TITLE.search(lines[j].words):
                break
            run.append(j)
        days = [j for j in run if lines[j].day]
        if len(days) == 1 and run[-1] + 1 == first and len(run) <= _TITLE_AND_DAY:
            continue  # the head is the page's section, and what stands between it and the story is the story's own
        yield from run


def _dated(lines: list[_Line]) -> Iterator[int]:
    """Two titles or more, each with its day below or behind it. Above the story the last is the story's own title."""
    k = 0
    first = next((k for k, line in enumerate(lines) if line.prose), len(lines))
    while k < len(lines):
        run: list[list[int]] = []
        while k < len(lines):
            if lines[k].short and not lines[k].prose and _DAY_BEHIND.match(lines[k].words):
                run.append([k])
            elif lines[k].title and not lines[k].day and k + 1 < len(lines) and lines[k + 1].day:
                run.append([k, k + 1])
            else:
                break
            k = run[-1][-1] + 1
        if len(run) > 1:
            yield from (j for each in (run[:-1] if k == first else run) for j in each)
        k += 1


def _films(lines: list[_Line]) -> Iterator[int]:
    """Three lines or more that begin with lengths; times of day would be in order."""
    for run in _runs(lines, lambda line: _FILM.match(line.words) is not None):
        starts = [m for k in run if (m := _FILM.match(lines[k].words))]
        minutes = [60 * int(m[1]) + int(m[2]) for m in starts]
        if len(run) > 2 and any(a > b for a, b in pairwise(minutes)):
            yield from run


def _strange(lines: list[_Line]) -> Iterator[int]:
    """Two titles or more between paragraphs of the story, with figures, none of which stands elsewhere.

    A list of the dead and a table of times have no titles.
    """
    seen: dict[str, list[int]] = {}
    for line in lines:
        for figure, at in line.figures:
            seen.setdefault(figure, []).append(at)
    for run in _runs(lines, lambda line: line.title and not line.day and not _NO_TITLE.search(line.words)):
        before, after = run[0] - 1, run[-1] + 1
        if len(run) < 2 or before < 0 or after >= len(lines) or not (lines[before].prose and lines[after].prose):
            continue
        low, high = lines[run[0]].span.start, lines[run[-1]].span.end
        figures = [f for k in run for f, _ in lines[k].figures]
        if figures and all(low <= at < high for f in figures for at in (seen[f][0], seen[f][-1])):
            yield from run


def _runs(lines: list[_Line], belongs: Callable[[_Line], bool]) -> Iterator[range]:
    start = 0
    for k in range(len(lines) + 1):
        if k == len(lines) or not belongs(lines[k]):
            if k > start:
                yield range(start, k)
            start = k + 1
