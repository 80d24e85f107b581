"""Tables that no lines are drawn around: rows whose gaps stand in one place, and the cells between them."""

from __future__ import annotations

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from variorum.accounts.blocks import raised
from variorum.accounts.gaps import LEAST, WIDE, Gap, are_aligned, gaps_of
from variorum.accounts.ruled import cell_text
from variorum.accounts.runs import FIGURES, Run, has_room, height, type_size
from variorum.hyphens import Words

_AHEAD = 5
"""Lines within which the next row of a table begins."""
_FAR = 6.0
"""Heights of a line between two rows of a table at most."""
_SPANNING = 5
"""Of so many rows one may have a cell over several columns."""
_CLOSE = 1.15
"""Distance of two lines of one cell at most, as a multiple of the least distance of two lines in one column."""
_NEARER = 0.85
"""Distance of a line above or below a table that belongs to a cell of its first column; captions stand farther off."""
_LIST_MARK = re.compile(r"\W{1,3}|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]")
"""What stands before an item of a list, and is no cell."""

_Row = Sequence[Run]
_Cells = dict[int, list[Run]]
"""The runs of a row or of one of its lines, by the number of the column."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table that was read: by this the rest of it is known on another page."""

    head: str
    """What its first row says."""
    left: float
    """Points from the page's left edge to its own."""
    gutters: tuple[float, ...]
    """Where its columns are parted."""
    step: float = 0.0
    """Least distance of a row's first line from the last line of the row above, in points; 0 where it has one row."""


def with_unruled_tables(rows: Sequence[_Row], words: Words, shapes: list[Shape]) -> list[_Row]:
    """The rows, those of a table put together as one run with a line for each row of the table.

    Args:
        rows: runs side by side, from left to right, from above.
        words: of the whole text, by which words divided in a cell are joined.
        shapes: of the last table before, in the order they are read; that of the last one here is put in its place.
    """
    found: list[_Row] = []
    units = [_units(row) for row in rows]
    at = 0
    if shapes and (rest := _rest(units, shapes[0], words)):
        at, run = rest
        found.append([run])
    for begun, ended in _regions(units):
        # The table above may have taken lines of this one's.
        if ended > at and (table := _table(units, max(begun, at), ended, at, words, shapes)):
            first, last, run = table
            found += [*rows[at:first], [run]]
            at = last + 1
    return [*found, *rows[at:]]


def cells_of(row: _Row, wide: float = WIDE) -> list[Run]:
    """The runs of a row, those joined that no gap of `wide` heights parts."""
    cells = [row[0]]
    for run in row[1:]:
        last = cells[-1]
        high = height(last)
        if run.left - last.right > wide * high:
            cells.append(run)
        else:
            between = " " if run.left - last.right > 0.1 * high else ""
            # A bullet or a raised figure says nothing of the line's height.
            size = max(last, run, key=lambda r: len(r.text))
            cells[-1] = replace(
                last,
                text=last.text + between + run.text,
                top=size.top,
                right=max(last.right, run.right),
                bottom=size.bottom,
                size=size.size,
            )
    return cells


def _units(row: _Row) -> list[Run]:
    """The runs of a row, a list's mark or a note's call put together with what it stands before."""
    units = list(row)
    if len(units) > 1 and not units[0].table:
        mark, first = units[:2]
        call = mark.text.isdecimal() and type_size(mark) < 0.85 * type_size(first)
        if call or _LIST_MARK.fullmatch(mark.text):
            units[:2] = [
                replace(first, text=f"{raised(mark.text) if call else mark.text} {first.text}", left=mark.left)
            ]
    return units


def rows_of_tables(rows: Sequence[_Row]) -> set[int]:
    """The numbers of the rows that have three cells or more of a table."""
    found: set[int] = set()
    for first, last in _regions(rows):
        gutters = _gutters(rows[first : last + 1])
        found |= {k for k in range(first, last + 1) if len(_by_column(rows[k], gutters)) > 2}
    return found


def _regions(rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """First and last row of each stretch in which the gaps of the rows stand in one place."""
    left = min((row[0].left for row in rows), default=0.0)
    # A head or a footer may reach over the column's edge.
    right = sorted(row[-1].right for row in rows)[len(rows) * 9 // 10] if rows else 0.0
    gaps = [[] if row[0].table else gaps_of(row, left, right) for row in rows]
    k = 0
    while k < len(rows):
        seeds = [k] if gaps[k] else []
        while seeds and (following := _next(rows, gaps, seeds)) is not None:
            seeds.append(following)
        if len(seeds) > 1:
            yield k, seeds[-1]
        k = max([k, *seeds]) + 1


def _next(rows: Sequence[_Row], gaps: Sequence[Sequence[Gap]], seeds: Sequence[int]) -> int | None:
    """The next row with gaps where one of the last rows has some; between them only lines of cells."""
    last = seeds[-1]
    for j in range(last + 1, min(len(rows), last + 1 + _AHEAD)):
        if rows[j][0].table or rows[j][0].top - rows[j - 1][0].top > _FAR * height(rows[j][0]):
            return None
        if any(are_aligned(gaps[k], gaps[j]) for k in seeds[-_AHEAD:] if k >= j - _AHEAD):
            return j
        if any(
            r.left < left and r.right > right for r in rows[j] for k in seeds[-_AHEAD:] for left, right, _ in gaps[k]
        ):
            return None
    return None


def _gutters(rows: Sequence[_Row]) -> list[float]:
    """Where the columns of a table are parted: nearly no row has anything there, and on both sides rows begin."""
    spanning = len(rows) // _SPANNING
    edges = sorted(edge for row in rows for r in row for edge in ((r.left, 1), (r.right, -1)))
    over = itertools.accumulate(step for _, step in edges)
    parts = [(n, a[0], b[0]) for n, (a, b) in zip(over, itertools.pairwise(edges), strict=False) if b[0] > a[0]]
    starts = sorted(r.left for row in rows for r in row)
    found: list[float] = []
    before = 0
    for empty, group in itertools.groupby(parts, lambda part: part[0] <= spanning):
        stretch = list(group)
        least = min(n for n, _, _ in stretch)
        wide, x = max((b - a, (a + b) / 2) for n, a, b in stretch if n == least)
        begun = bisect_left(starts, x)
        if empty and wide > LEAST and min(begun - before, len(starts) - begun) > 1:
            found.append(x)
            before = begun
    return found


def _by_column(row: _Row, gutters: Sequence[float]) -> _Cells:
    cells: _Cells = {}
    for run in row:
        cells.setdefault(sum(x < run.left + 1 for x in gutters), []).append(run)
    return cells


def _table(
    rows: Sequence[_Row], first: int, last: int, start: int, words: Words, shapes: list[Shape]
) -> tuple[int, int, Run] | None:
    """A table and where it begins and ends, with the lines of its outermost cells; None where nothing parts columns."""
    gutters = _gutters(rows[first : last + 1])
    if not gutters:
        return None
    logical = list(_logical([_by_column(row, gutters) for row in rows[first : last + 1]]))
    step = min((_apart(above, below) for above, below in itertools.pairwise(logical)), default=0.0)
    first, last = _whole(rows, first, last, start, gutters, _NEARER * step)
    run = _as_run(rows[first : last + 1], gutters, words)
    shapes[:] = [Shape(run.text.split("\n", 1)[0], run.left, tuple(gutters), step)]
    return first, last, run


def _apart(above: _Cells, below: _Cells) -> float:
    """How far the first line of cells stands below the last of those above, in points."""
    last = max(r.top for runs in above.values() for r in runs)
    return min(r.top for runs in below.values() for r in runs) - last


def _as_run(rows: Sequence[_Row], gutters: Sequence[float], words: Words, step: float = 0.0) -> Run:
    """A table with a line for each row; rows are known to stand `step` points apart, 0 where that is not known."""
    lines = [_by_column(row, gutters) for row in rows]
    runs = [r for row in rows for r in row]
    return Run(
        "\n".join(_text(cells, gutters, words) for cells in _logical(lines, step)),
        min(r.left for r in runs),
        min(r.top for r in runs),
        max(r.right for r in runs),
        max(r.bottom for r in runs),
        table=True,
        size=max(r.size for r in runs),
    )


def _text(cells: _Cells, gutters: Sequence[float], words: Words) -> str:
    return " | ".join(cell_text(cells.get(k, []), words) for k in range(len(gutters) + 1))


def _rest(rows: Sequence[_Row], shape: Shape, words: Words) -> tuple[int, Run] | None:
    """What is left of a table at the top, one past its last row, and the table: a row or two show no gaps of their own.

    It has the table's head again, or a row with three cells between the table's own gutters.
    """
    close = _NEARER * shape.step
    for count in range(1, min(_AHEAD, len(rows)) + 1):
        left = min(r.left for row in rows[:count] for r in row)
        gutters = [x - shape.left + left for x in shape.gutters]
        if _text(_merged([_by_column(row, gutters) for row in rows[:count]]), gutters, words) == shape.head:
            last = _last(rows, count, gutters, close)
            return last + 1, _as_run(rows[: last + 1], gutters, words, shape.step)
    last = _last(rows, 0, shape.gutters, close)
    fit = rows[: last + 1]
    if fit and abs(min(row[0].left for row in fit) - shape.left) < LEAST:
        cells = [_by_column(row, shape.gutters) for row in fit]
        apart = [math.inf, *(_apart(above, below) for above, below in itertools.pairwise(cells)), math.inf]
        whole = all(0 not in c or len(c) > 1 or min(apart[k : k + 2]) < close for k, c in enumerate(cells) if k)
        if whole and any(len(columns) > 2 for columns in cells):
            return last + 1, _as_run(fit, shape.gutters, words, shape.step)
    return None


def _last(rows: Sequence[_Row], count: int, gutters: Sequence[float], close: float) -> int:
    """The last row of a table of which `count` rows are known: where the next crosses a gutter, or stands far off.

    Lines nearer than `close` points are of one row.
    """
    end = count
    for k in range(count, len(rows)):
        row = rows[k]
        if any(r.table or r.left < x < r.right for r in row for x in gutters):
            break
        if k and row[0].top - rows[k - 1][0].top > _FAR * height(row[0]):
            break
        end = k + 1 if row[-1].left > gutters[0] else end
    return _whole(rows, 0, end - 1, 0, gutters, close)[1] if end else -1


def _whole(
    rows: Sequence[_Row], first: int, last: int, start: int, gutters: Sequence[float], close: float = 0.0
) -> tuple[int, int]:
    """The rows of a table with the lines above and below that belong to its outermost cells; those below do if nearer than `close`."""
    pitch = min(_steps([_by_column(row, gutters) for row in rows[first : last + 1]]), default=0.0)

    def belongs(row: _Row, beside: _Row, close: float = 0.0) -> bool:
        if row[0].table or any(r.left < x < r.right for r in row for x in gutters):
            return False
        most = _CLOSE if row[0].left > gutters[0] else _NEARER
        return abs(row[0].top - beside[0].top) < max(most * pitch, close)

    while first > start and belongs(rows[first - 1], rows[first]):
        first -= 1
    while last < len(rows) - 1 and belongs(rows[last + 1], rows[last], close):
        last += 1
    return first, last


def _steps(lines: Sequence[_Cells]) -> Iterator[float]:
    """How far each line stands below the nearest line above in one of its columns, in points."""
    tops: dict[int, float] = {}
    for line in lines:
        steps = [runs[0].top - tops[column] for column, runs in line.items() if column in tops]
        if steps and (step := min(steps)) > height(line[min(line)][0]) / 2:
            yield step
        tops |= {column: runs[0].top for column, runs in line.items()}


def _logical(lines: Sequence[_Cells], step: float = 0.0) -> Iterator[_Cells]:
    """The rows of a table, each with all the lines of its cells.

    Lines of a cell stand closer than rows do, wherever in its row each cell stands. Where all stand equally close, or two
    lines are seen to be two rows, a line without a first cell goes on with the row above; so does one nearer than `step`.
    """
    rights: dict[int, float] = {}
    for line in lines:
        for column, runs in line.items():
            rights[column] = max(rights.get(column, 0.0), runs[-1].right)
    blocks = _blocks(lines)
    for block in blocks:
        if len(blocks) > 1 and not _are_rows(block, rights):
            yield _merged(block)
            continue
        row: list[_Cells] = []
        for line in block:
            # Lines above the first that has a first cell are of one row with it.
            if 0 in line and any(0 in above for above in row) and _apart(row[-1], line) > _NEARER * step:
                yield _merged(row)
                row = []
            row.append(line)
        yield _merged(row)


def _blocks(lines: Sequence[_Cells]) -> list[list[_Cells]]:
    """Lines that overlap, or stand as close in a column as lines of a cell do."""
    close = _CLOSE * min(_steps(lines), default=0.0)
    blocks: list[list[_Cells]] = []
    tops: dict[int, float] = {}
    bottom = 0.0
    for line in lines:
        first = min(line)
        top, low = line[first][0].top, line[first][0].bottom
        if not blocks or (
            top > bottom - (low - top) / 3
            and all(runs[0].top - tops.get(column, -math.inf) > close for column, runs in line.items())
        ):
            blocks.append([])
            tops.clear()
        blocks[-1].append(line)
        tops |= {column: runs[0].top for column, runs in line.items()}
        bottom = max(bottom, low)
    return blocks


def _are_rows(block: Sequence[_Cells], rights: dict[int, float]) -> bool:
    """Whether a line is no continuation of the cells above it: figures below figures, or room for its first word there."""
    above: _Cells = {}
    for line in block:
        shared = [column for column in line if column in above]
        if len(shared) > 1:
            for column in shared:
                upper, lower = above[column][-1], line[column][0]
                figures = FIGURES.fullmatch(upper.text) and FIGURES.fullmatch(lower.text)
                if figures or has_room(upper, lower, rights[column]):
                    return True
        above.update(line)
    return False


def _merged(lines: Sequence[_Cells]) -> _Cells:
    cells: _Cells = {}
    for line in lines:
        for column, runs in line.items():
            cells.setdefault(column, []).extend(runs)
    return cells
