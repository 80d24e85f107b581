"""Gaps between the words of a row: which part the cells of a table, and which only fill a line."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from variorum.accounts.runs import Run, height

LEAST = 2.0
"""Points that the gaps of two rows have in common at least."""
WIDE = 1.1
"""Gap in heights of a line that words of one sentence do not have, unless they are spread to fill a narrow column."""
_INDENT = 2.5
"""Heights of a line by which the first of a paragraph begins farther right at most."""
_EDGE = 1.0
"""Points between the edges of two cells that stand at one edge."""

Gap = tuple[float, float, int]
"""Where a gap begins and ends, and what it is worth: 2 where no words of a sentence have it between them, else 1."""


def is_spread(row: Sequence[Run], left: float, right: float) -> bool:
    """Whether the words of a row are only spread to fill their column, which goes from `left` to `right`."""
    indent = _INDENT * height(row[0]) if len(row) > 2 else 0.0
    if row[0].left > left + max(indent, LEAST) or row[-1].right < right - LEAST or any(" " in r.text for r in row):
        return False
    between = [b.left - a.right for a, b in itertools.pairwise(row)]
    return len(row) > 1 and max(between) < 1.25 * min(between) + 0.5


def are_aligned(a: Sequence[Gap], b: Sequence[Gap]) -> bool:
    """Whether two rows have gaps in one place: one that no words of a sentence have between them, or two.

    Where the words of both may be spread to fill their column gaps meet by chance; a table's cells have an edge in common too.
    """
    if all(worth == 1 for _, _, worth in (*a, *b)):
        cells = zip(itertools.pairwise(a), itertools.pairwise(b), strict=False)
        return (
            len(a) == len(b)
            and all(_meet(above, below) for above, below in zip(a, b, strict=True))
            and all(_flush(c[1], d[1], e[0], f[0]) for (c, e), (d, f) in cells)
        )
    i = j = common = 0
    while i < len(a) and j < len(b):
        if _meet(a[i], b[j]):
            common += min(a[i][2], b[j][2])
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return common > 1


def _meet(a: Gap, b: Gap) -> bool:
    return min(a[1], b[1]) - max(a[0], b[0]) > LEAST


def _flush(left: float, other_left: float, right: float, other_right: float) -> bool:
    """Whether two cells stand at one edge, or have one middle."""
    off, end = left - other_left, right - other_right
    return min(abs(off), abs(end), abs(off + end) / 2) < _EDGE


def gaps_of(row: Sequence[Run], left: float, right: float) -> list[Gap]:
    """The gaps of a row of a column from `left` to `right`; none where all are such as fill a line."""
    found: list[Gap] = []
    reach = row[0].right
    for run in row[1:]:
        if run.left > reach:
            found.append((reach, run.left, 2 if run.left - reach > WIDE * height(run) else 1))
        reach = max(reach, run.right)
    if not any(worth > 1 for _, _, worth in found):
        return []
    if len(row) > 2 and is_spread(row, left, right):
        return [(start, end, 1) for start, end, _ in found]
    return found
