"""Reading order of a page: rows, columns, and the gaps that part paragraphs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

_COLUMN_CHARS = 18
"""Mean code points of a line on each side of a gutter for it to part columns of text; a table's cells are shorter."""
_COLUMN_LINES = 4
"""Fewest lines on each side of a gutter."""
_STEP = 3.0
"""Points between the places where a gutter is looked for; gutters are 10 points wide and more."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on a page; in the result, a line."""

    text: str
    """Its words."""
    left: float
    """Points from the page's left edge."""
    top: float
    """Points from the page's top edge."""
    right: float
    """Points from the page's left edge."""
    bottom: float
    """Points from the page's top edge; greater than `top`."""
    apart: bool = False
    """Whether a gap wider than between lines stands before it, or another column or table."""


def order_lines(runs: Sequence[Run]) -> list[Run]:
    """The lines of a page in the order they are read.

    Full-width lines part the page into bands; within a band, columns are read one after the other. Runs side by side
    that are no columns are a table's row, and become one line with " | " between them.
    """
    lines = _order(sorted(runs, key=lambda r: (r.top, r.left)), 0)
    # A heading's type is larger than what follows it; so is the gap, but not always.
    return [*lines[:1], *(replace(b, apart=b.apart or _other_size(a, b)) for a, b in itertools.pairwise(lines))]


def _other_size(a: Run, b: Run) -> bool:
    small, large = sorted((a.bottom - a.top, b.bottom - b.top))
    return large > 1.2 * small


def _order(runs: list[Run], depth: int) -> list[Run]:
    gutter = _gutter(runs) if depth < 3 else None
    if gutter is None:
        return _rows(runs)
    lines: list[Run] = []
    band: list[Run] = []
    # A run that crosses the gutter closes the band above it.
    for run in runs:
        if run.left < gutter < run.right:
            lines += _band(band, gutter, depth)
            band = []
            lines += [replace(run, apart=True)]
        else:
            band.append(run)
    return lines + _band(band, gutter, depth)


def _band(band: list[Run], gutter: float, depth: int) -> list[Run]:
    lines: list[Run] = []
    for side in ([r for r in band if r.right <= gutter], [r for r in band if r.right > gutter]):
        # The foot of one column goes on at the head of the next: no gap between them.
        lines += _order(side, depth + 1)
    return lines


def _gutter(runs: list[Run]) -> float | None:
    """Where the widest-standing gap between two columns is, None when the page has one column."""
    if len(runs) < 2 * _COLUMN_LINES:
        return None
    left, right = min(r.left for r in runs), max(r.right for r in runs)
    best: tuple[int, float] | None = None
    x = left + (right - left) * 0.15
    while x < right - (right - left) * 0.15:
        before = [r for r in runs if r.right <= x + 1]
        after = [r for r in runs if r.left >= x - 1]
        crossing = len(runs) - len(before) - len(after)
        if (
            min(len(before), len(after)) >= _COLUMN_LINES
            and crossing * 3 <= len(runs)
            and min(_mean(before), _mean(after)) >= _COLUMN_CHARS
            and _side_by_side(before, after)
            and (best is None or crossing < best[0])
        ):
            best = crossing, x
        x += _STEP
    return best[1] if best else None


def _mean(runs: Sequence[Run]) -> float:
    return sum(len(r.text) for r in runs) / len(runs)


def _side_by_side(a: Sequence[Run], b: Sequence[Run]) -> bool:
    """Whether the two stand next to each other, and not one below the other."""
    low, high = (
        max(min(r.top for r in a), min(r.top for r in b)),
        min(max(r.bottom for r in a), max(r.bottom for r in b)),
    )
    return sum(low <= r.top <= high for r in a) >= 3 and sum(low <= r.top <= high for r in b) >= 3


def _rows(runs: list[Run]) -> list[Run]:
    """Runs of one height as one line; gaps between lines marked."""
    rows: list[list[Run]] = []
    for run in runs:
        middle = (run.top + run.bottom) / 2
        if rows and min(r.top for r in rows[-1]) < middle < max(r.bottom for r in rows[-1]):
            rows[-1].append(run)
        else:
            rows.append([run])
    lines = []
    for row in rows:
        row.sort(key=lambda r: r.left)
        lines.append(
            Run(
                _joined(row),
                row[0].left,
                min(r.top for r in row),
                max(r.right for r in row),
                max(r.bottom for r in row),
            )
        )
    gaps = [b.top - a.top for a, b in itertools.pairwise(lines)]
    usual = median(gaps) if gaps else 0.0
    return (
        [lines[0], *(replace(b, apart=gap > 1.4 * usual) for b, gap in zip(lines[1:], gaps, strict=True))]
        if lines
        else []
    )


def _joined(row: Sequence[Run]) -> str:
    text = row[0].text
    for a, b in itertools.pairwise(row):
        text += (
            " | "
            if b.left - a.right > 1.1 * max(a.bottom - a.top, 1.0)
            else " "
            if b.left - a.right > 0.1 * (a.bottom - a.top)
            else ""
        ) + b.text
    return text
