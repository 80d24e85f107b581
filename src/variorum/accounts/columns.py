"""Reading order of a page: columns, rows, and the gaps that part paragraphs."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import median

from variorum.accounts.footnotes import notes_last
from variorum.accounts.gaps import is_spread
from variorum.accounts.runs import ENDS, Mark, Run, has_room, height, mark, set_apart, type_size
from variorum.accounts.unruled import Shape, cells_of, rows_of_tables, with_unruled_tables
from variorum.hyphens import Words

_COLUMN_CHARS = 15
"""Median code points of a line on each side of a gutter for it to part columns of text; a table's cells are shorter."""
_COLUMN_LINES = 3
"""Fewest lines on each side of a gutter, and side by side."""
_FILLED = 0.4
"""Least share of a column's lines that reach four fifths of its width; the cells of a table are ragged."""
_VERY_WIDE = 3.0
"""Gap in heights of a line that is no spread line's either: what stands beyond it is another thing."""
_MOST = 10_000
"""Runs of a page whose columns are looked for; a newspaper's page has 2,000, and more are a map's or a hostile one's."""
_BIN = 2.0
"""Points; gutters are 8 points wide and more."""


class Order:
    """The reading order of a document's pages; what parts the columns of one page parts those of the next."""

    def __init__(self) -> None:
        self._gutters: list[float] = []
        self._heads: set[Mark] = set()
        self._tables: list[Shape] = []

    def lines(self, runs: Sequence[Run]) -> list[Run]:
        """The lines of a page in the order they are read.

        Full-width lines part the page into bands; within a band, columns are read one after the other. Runs side by
        side that are no columns are a row, and where rows have their gaps in one place a table's.
        """
        if len(runs) > _MOST:
            return _rows(sorted(runs, key=lambda r: (r.top, r.left)))
        head, body, foot = _edges(_grouped(sorted(runs, key=lambda r: (r.top, r.left))), self._heads, self._gutters)
        self._heads |= set(map(mark, head))
        body = self._order(sorted(body, key=lambda r: (r.top, r.left)), 0)
        lines = [*_rows(head), *set_apart(body), *set_apart(_rows(foot))]
        lines = notes_last(lines, len(lines) - len(_rows(foot)))
        # A heading's type is larger than what follows it; so is the gap, but not always.
        lines = [*lines[:1], *(replace(b, apart=b.apart or _other_size(a, b)) for a, b in itertools.pairwise(lines))]
        lines = [*(_carried_on(a, b) for a, b in itertools.pairwise(lines)), *lines[-1:]]
        return list(itertools.chain.from_iterable(_row_by_row(line) for line in lines))

    def _order(self, runs: list[Run], depth: int) -> list[Run]:
        gutter = self._gutter(runs) if depth < 4 else None
        if gutter is None:
            return _rows(runs, self._tables)
        lines: list[Run] = []
        rest: list[Run] = []
        for band, crossing in _bands(runs, gutter):
            if _has_columns(band, gutter, known=self._is_known(gutter)):
                lines += set_apart(self._order(rest, depth + 1))
                rest = []
                for side in _sides(band, gutter):
                    # The foot of one column goes on at the head of the next: no gap between them.
                    lines += self._order(side, depth + 1)
            else:
                rest += band
            rest += crossing
        return lines + set_apart(self._order(rest, depth + 1))

    def _is_known(self, gutter: float) -> bool:
        return any(abs(gutter - other) < 3 * _BIN for other in self._gutters)

    def _gutter(self, runs: list[Run]) -> float | None:
        """Where the gap between columns is that most text stands beside, None when there is one column."""
        best: tuple[int, float] | None = None
        for x in _gaps(runs):
            known = self._is_known(x)
            beside = sum(len(band) for band, _ in _bands(runs, x) if _has_columns(band, x, known=known))
            if beside and (best is None or beside > best[0]):
                best = beside, x
        if best is None:
            return None
        if not self._is_known(best[1]):
            self._gutters.append(best[1])
        return best[1]


def _other_size(a: Run, b: Run) -> bool:
    # Some fonts give no height of their own, and the boxes of a few figures are lower than those of words.
    if min(sum(c.isalpha() for c in r.text) for r in (a, b)) < 4:
        return False
    small, large = sorted((type_size(a), type_size(b)))
    return large > 1.2 * small


def _carried_on(line: Run, following: Run) -> Run:
    """A column's last line, whose sentence goes on at the head of the next."""
    above = following.top < line.top and not following.apart and not line.table and not following.table
    open_ended = above and (ENDS.search(line.text) is None or following.text[:1].islower())
    return replace(line, wraps=True) if open_ended else line


def _row_by_row(line: Run) -> Iterator[Run]:
    for k, text in enumerate(line.text.split("\n")):
        yield line if text == line.text else replace(line, text=text, apart=line.apart and not k)


def _edges(
    rows: Sequence[Sequence[Run]], known: set[Mark], gutters: Sequence[float]
) -> tuple[list[Run], list[Run], list[Run]]:
    """Rows that stand off from all below or above them, two at most on either side, and what lies between.

    Where a page has little room a header may stand close to the text; it is `known` from the pages before, as `gutters` are.
    """
    first, last = 0, len(rows)
    begun = Counter(round(run.left) for row in rows for run in row[1:])

    def begins_column(run: Run) -> bool:
        return begun[round(run.left)] > _COLUMN_LINES or any(0 <= run.left - x < 8 * _BIN for x in gutters)

    gaps = [min(r.top for r in b) - max(r.bottom for r in a) for a, b in itertools.pairwise(rows)]
    usual = median(gaps) if gaps else 0.0
    tables = rows_of_tables(rows)

    def stands_off(k: int, least: float) -> bool:
        edge = k if k < len(rows) // 2 else k + 1
        row = rows[edge]
        if edge in tables:
            return False
        # Lines of columns beside a tall title are no header.
        if any(a.left < b.right and b.left < a.right for a, b in itertools.combinations(row[:10], 2)):
            return False
        if edge == k and all(mark(run) in known for run in row):
            return True
        # What begins where the lines of a further column do is the first or last of them.
        if any(map(begins_column, row)):
            return False
        return gaps[k] > max(least * min(height(r) for r in (*rows[k], *rows[k + 1])), 1.3 * usual)

    # A header of two lines is set off more than its first line: columns begin with a short paragraph sometimes.
    while first < min(2, last - 2) and stands_off(first, 0.4 + first):
        first += 1
    # What is larger than the text is a heading at the foot of a column.
    usual_size = median(type_size(r) for row in rows for r in row) if rows else 0.0
    while (
        last > max(first + 2, len(rows) - 2)
        and stands_off(last - 2, 0.4 + len(rows) - last)
        and max(map(type_size, rows[last - 1])) < 1.2 * usual_size
    ):
        last -= 1
    parts = rows[:first], rows[first:last], rows[last:]
    head, body, foot = ([run for row in part for run in row] for part in parts)
    return head, body, foot


def _gaps(runs: Sequence[Run]) -> list[float]:
    """Places across which fewer runs stand than on either side, the emptiest first."""
    if len(runs) < 2:
        return []
    left, right = min(r.left for r in runs), max(r.right for r in runs)
    count = int((right - left) / _BIN) + 1
    if not 10 <= count < 10_000:
        return []
    steps = [0] * (count + 1)
    for r in runs:
        steps[int((r.left - left) / _BIN)] += 1
        steps[min(count, int((r.right - left) / _BIN) + 1)] -= 1
    over = list(itertools.accumulate(steps[:count]))
    found = []
    at = 0
    for deep, same in itertools.groupby(over):
        size = len(list(same))
        if at and at + size < count and over[at - 1] > deep < over[at + size] and 0.12 < (at + size / 2) / count < 0.88:
            found.append((deep, -size, left + (at + size / 2) * _BIN))
        at += size
    return [x for _, _, x in sorted(found)[:8]]


def _bands(runs: Sequence[Run], gutter: float) -> Iterator[tuple[list[Run], list[Run]]]:
    """Runs between those that cross the gutter, and the one that does."""
    band: list[Run] = []
    for run in runs:
        if run.left < gutter - 1 and run.right > gutter + 1:
            yield band, [run]
            band = []
        else:
            band.append(run)
    yield band, []


def _sides(band: Sequence[Run], gutter: float) -> tuple[list[Run], list[Run]]:
    return [r for r in band if r.right <= gutter + 1], [r for r in band if r.right > gutter + 1]


def _has_columns(band: Sequence[Run], gutter: float, *, known: bool) -> bool:
    """Whether text stands on both sides, line after line; where another page has the gutter, a line is enough."""
    sides = _sides(band, gutter)
    if not all(sides):
        return False
    low, high = max(s[0].top for s in sides), min(max(r.bottom for r in s) for s in sides)
    least = 1 if known else _COLUMN_LINES
    short = 0
    for side in sides:
        rows = [row for row in _grouped(side) if not row[0].table]
        if sum(low - 1 <= row[0].top <= high for row in rows) < least and not any(r.table for r in side):
            return False
        if not rows:
            continue
        chars, filled = _shape(rows)
        # Beside a column of text may stand one that is a table and no more.
        if known and len(rows) > _COLUMN_LINES and chars > 2 * _COLUMN_CHARS and filled > 1.5 * _FILLED:
            short -= 1
        elif chars < _COLUMN_CHARS * (0.5 if known else 1) or (not known and filled < _FILLED):
            short += 1
    return short <= 0


def _shape(rows: Sequence[Sequence[Run]]) -> tuple[int, float]:
    """Code points of a cell, 0 where few are long, and share of those that reach four fifths of the width of the wide ones.

    By letters, not by cells: a table within a column has many cells, and the column's text more letters.
    """
    # A side may have columns of its own: what is measured is what stands between two gaps.
    cells = [cell for row in rows for cell in cells_of(row)]
    letters = sum(len(cell.text) for cell in cells)
    lengths = sorted(len(cell.text) for cell in cells)
    chars = next(n for n, sofar in zip(lengths, itertools.accumulate(lengths), strict=True) if 2 * sofar >= letters)
    wide = sorted(cell.right - cell.left for cell in cells)
    full = 0.8 * wide[len(wide) * 9 // 10]
    # A caption has more letters than the small table below it.
    if sum(n >= _COLUMN_CHARS for n in lengths) < min(_COLUMN_LINES, len(rows)):
        chars = 0
    return chars, sum(len(cell.text) for cell in cells if cell.right - cell.left > full) / letters


def _grouped(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs of one height together, from left to right; a table stands for itself."""
    rows: list[list[Run]] = []
    top = bottom = 0.0
    for run in runs:
        beside = top < (run.top + run.bottom) / 2 < bottom or run.top < (top + bottom) / 2 < run.bottom
        if rows and not run.table and not rows[-1][0].table and beside:
            rows[-1].append(run)
            top, bottom = min(top, run.top), max(bottom, run.bottom)
        else:
            rows.append([run])
            top, bottom = run.top, run.bottom
    for row in rows:
        row.sort(key=lambda r: r.left)
    return rows


def _rows(runs: Sequence[Run], tables: list[Shape] | None = None) -> list[Run]:
    """Runs of one height as one line, tables with a line for each row; gaps between lines marked.

    `tables` has the shape of the last table before; that of the last one here is put in its place.
    """
    rows: Sequence[Sequence[Run]] = _grouped(runs)
    if len(rows) > 1 and len(runs) <= _MOST:
        rows = with_unruled_tables(rows, Words("\n".join(r.text for r in runs)), [] if tables is None else tables)
    # A bullet or a raised figure says nothing of its line.
    bodies = [max(row, key=lambda r: len(r.text)) for row in rows]
    gaps = [b.top - a.top for a, b in itertools.pairwise(bodies)]
    usual = median(gaps) if gaps else 0.0
    high = median(height(r) for r in bodies) if rows else 1.0
    left, right = min((r.left for r in runs), default=0.0), max((r.right for r in runs), default=0.0)
    lines: list[Run] = []
    for k, row in enumerate(rows):
        # Larger type has larger gaps.
        larger = max(1.0, min(height(bodies[k]), height(bodies[k - 1])) / high) if k else 1.0
        apart = k > 0 and gaps[k - 1] > 1.4 * usual * larger
        lines.append(replace(_line(row, left, right), apart=apart))
    return [*(_wrapped(a, b, left, right) for a, b in itertools.pairwise(lines)), *lines[-1:]]


def _line(row: Sequence[Run], left: float, right: float) -> Run:
    """The runs of a row as one line between the edges of its column."""
    cells = cells_of(row, math.inf if is_spread(row, left, right) else _VERY_WIDE)
    if len(cells) == 1:
        return cells[0]
    return replace(
        cells[0],
        text=" | ".join(c.text for c in cells),
        top=min(c.top for c in cells),
        right=max(c.right for c in cells),
        bottom=max(c.bottom for c in cells),
        size=max(c.size for c in cells),
    )


def _wrapped(line: Run, following: Run, left: float, right: float) -> Run:
    """The line, told whether it ends within a paragraph."""
    if line.table or following.table or following.apart:
        return line
    # Marks may hang over the column's edge, so that the room there seems larger than it is.
    long = line.right - left > 0.7 * (right - left)
    open_ended = long and not ENDS.search(line.text) and not following.text[0].isupper() and following.text[0].isalnum()
    return replace(line, wraps=open_ended or not has_room(line, following, right))
