"""Running headers and footers of a PDF's pages: what stands outside the block of text on page after page."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from variorum.accounts.runs import Mark, Run, body_size, height, mark, type_size

_EDGE = 0.12
"""Share of a page's height, above and below, where running headers and footers stand."""
_LINES = 3
"""Lines of a header or footer at most."""
_OFF = 0.5
"""White between it and the text at least, in heights of a line, above what stands between lines."""
_SAME = 3.0
"""Points by which a header's height differs from page to page at most."""
_ALWAYS = 0.8
"""Share of the pages with anything at that height on which it stands off from the text; a column's last line seldom does."""
_OFTEN, _MOSTLY = 0.3, 0.6
"""Share of pages that say the same at one height; that say anything there."""
_NUMBERS = 12
"""Numbers of a line that are compared; a date, a time and two pages are seven."""
_OTHER_TYPE = 1.1
"""Ratio of two sizes of type that are seen to differ."""
_NUMBER = re.compile(r"[-–—|•·~\[(\s]*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|of)\s*\d{1,4})?[-–—|•·~\])\s]*", re.IGNORECASE)
"""A line that gives a page's number and nothing else."""
_COUNTED = re.compile(r"^\W{0,3}(\d{1,4})(?![\w.,:]\d)|(?<![\d.,:])(\d{1,4})\W{0,3}$")
"""A number at the beginning or the end of a line, as heads have the page's."""

_Key = tuple[str, tuple[int | None, ...], int] | int


@dataclass(frozen=True, slots=True)
class _Outer:
    """A line outside the block of text."""

    page: int
    """Counted from 0."""
    line: int
    """Its number on the page."""
    above: bool
    """Whether it stands above the text."""
    block: int
    """Lines without a wide gap between them are of one block."""
    rows: int
    """Lines of its block, one above the other."""
    at: float
    """Points between its top and the page's edge."""
    words: str
    """What it says, but for marks and figures."""
    numbers: tuple[int, ...]
    """Every number in it."""
    counts: tuple[int, ...]
    """The numbers at its beginning and its end, where heads have the page's."""
    alone: bool
    """Whether it is a page's number and no more."""
    large: bool
    """Whether its type is larger than the text's, as a heading's is."""


def running_lines(pages: Sequence[tuple[Sequence[Run], float]]) -> list[set[int]]:
    """The numbers of the lines of each page that are a running header or footer.

    A line is one that stands off from the text, on nearly all pages that have anything at its height; and says the same on
    several pages, but for a number that grows with them, or stands above the text of most. A page's number alone is one
    wherever it stands off.

    Args:
        pages: the lines of each, and its height in points.
    """
    count = sum(bool(lines) for lines, _ in pages)
    said = Counter(mark(line) for lines, _ in pages for line in lines)
    known = {True: {line for line, often in said.items() if often > 1}, False: set(_counted_feet(pages, count))}
    outer = [found for page, (lines, high) in enumerate(pages) for found in _outer(page, lines, high, known)]
    running = {(line.page, line.line) for line in outer if line.alone}
    for band in _bands(outer):
        low, high = band[0].at - _SAME, band[-1].at + _SAME
        above = band[0].above
        there = sum(any(low <= _distance(r, size, above=above) <= high for r in lines) for lines, size in pages)
        if len({line.page for line in band}) >= _ALWAYS * there:
            running |= {(line.page, line.line) for line in _repeated(band, count)}
        # Heads that name the section: of other words on every page.
        heads = [line for line in band if above and not line.large and line.rows == 1]
        if len({line.page for line in heads}) >= max(_ALWAYS * there, _MOSTLY * count, 3):
            running |= {(line.page, line.line) for line in heads}
    # The last line of a note may say what that of another does, and so may its other lines not.
    notes = {(line.page, line.block) for line in outer if not line.above and (line.page, line.line) not in running}
    found: list[set[int]] = [set() for _ in pages]
    for line in outer:
        if (line.page, line.line) in running and (line.above or line.alone or (line.page, line.block) not in notes):
            found[line.page].add(line.line)
    return found


def _counted_feet(pages: Sequence[tuple[Sequence[Run], float]], count: int) -> Iterator[Mark]:
    """The last lines of pages, where most say the same in one place, but for a number that grows with the pages."""
    groups: dict[tuple[object, ...], list[Mark]] = {}
    for page, (lines, _) in enumerate(pages):
        if lines and not (foot := max(lines, key=lambda line: line.bottom)).table:
            for key in _counted(_words(foot.text), _numbers(foot.text), page):
                groups.setdefault((key, *mark(foot)[1:]), []).append(mark(foot))
    for same in groups.values():
        if len(same) >= max(3, _MOSTLY * count):
            yield from same


def _repeated(band: Sequence[_Outer], count: int) -> Iterator[_Outer]:
    """The lines at one height that say the same, or have a number that counts the pages."""
    groups: dict[_Key, list[_Outer]] = {}
    for line in band:
        for key in _likeness(line):
            groups.setdefault(key, []).append(line)
    for same in groups.values():
        if len({line.page for line in same}) >= max(2, count * _OFTEN):
            yield from same


def _likeness(line: _Outer) -> Iterator[_Key]:
    """What a line has in common with those of other pages: all words and numbers, but for one number that counts the pages."""
    yield line.words, line.numbers, 0
    yield from _counted(line.words, line.numbers, line.page)
    # A footnote begins with a number too.
    if line.above:
        yield from (number - line.page for number in line.counts)


def _counted(words: str, numbers: Sequence[int], page: int) -> Iterator[_Key]:
    for k, number in enumerate(numbers):
        yield words, (*numbers[:k], None, *numbers[k + 1 :]), number - page


def _words(text: str) -> str:
    return re.sub(r"[\W\d_]+", " ", text).strip()


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\d{1,9}", text)[:_NUMBERS])


def _bands(outer: Sequence[_Outer]) -> Iterator[list[_Outer]]:
    """Lines of one height, the nearest to the edge first."""
    for _, side in itertools.groupby(sorted(outer, key=lambda o: (o.above, o.at)), lambda o: o.above):
        band: list[_Outer] = []
        for line in side:
            if band and line.at - band[-1].at > _SAME:
                yield band
                band = []
            band.append(line)
        yield band


def _distance(line: Run, page_height: float, *, above: bool) -> float:
    return line.top if above else page_height - line.bottom


def _outer(page: int, lines: Sequence[Run], page_height: float, known: Mapping[bool, set[Mark]]) -> Iterator[_Outer]:
    """The lines of a page outside its block of text: a wide gap parts them from it, or they are of another type.

    `known` are those above and those below that other pages say in the same place: they may stand close to the text.
    """
    if not lines:
        return
    high = median(map(height, lines))
    steps = [b.top - a.top for a, b in itertools.pairwise(lines) if high / 2 < b.top - a.top < 4 * high]
    gap = max(0.0, median(steps) - high) + _OFF * high if steps else _OFF * high
    body = body_size(lines)
    for above in (True, False):
        blocks = _apart(lines, gap, body, known[above], above=above)
        for number, size, k in ((n, len(rows), k) for n, rows in enumerate(blocks) for row in rows for k in row):
            line = lines[k]
            at = _distance(line, page_height, above=above)
            if at + height(line) > page_height * _EDGE:
                continue
            yield _Outer(
                page,
                k,
                above,
                number,
                size,
                at,
                _words(line.text),
                _numbers(line.text),
                tuple(int(n) for n in itertools.chain.from_iterable(_COUNTED.findall(line.text)) if n),
                _NUMBER.fullmatch(line.text) is not None and not above,
                type_size(line) > _OTHER_TYPE * body,
            )


def _apart(lines: Sequence[Run], gap: float, body: float, known: set[Mark], *, above: bool) -> list[list[list[int]]]:
    """The blocks of rows that are parted from the text, from the page's edge: the numbers of the lines of each row."""
    order = sorted(range(len(lines)), key=lambda k: lines[k].top if above else -lines[k].bottom)
    found: list[list[list[int]]] = []
    block: list[list[int]] = [[order[0]]]
    reach = lines[order[0]].bottom if above else lines[order[0]].top
    rows = 1
    for k, following in itertools.pairwise(order):
        line, further = lines[k], lines[following]
        reach = max(reach, line.bottom) if above else min(reach, line.top)
        between = further.top - reach if above else reach - further.bottom
        if between < -height(further) / 2:
            block[-1].append(following)
            continue
        # A head of another type may stand close to the text; below it, notes do.
        head = rows == 1 and (above or _NUMBER.fullmatch(line.text) is not None)
        other = head and not 1 / _OTHER_TYPE < type_size(line) / body < _OTHER_TYPE
        again = rows == 1 and mark(line) in known and not line.table
        if between > gap or other or again:
            found.append(block)
            block = []
        rows += 1
        if rows > _LINES:
            return found
        block.append([following])
    # A page with a line or two has no text to stand off from.
    return [*found, block]
