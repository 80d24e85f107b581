"""Rows of a table that the end of a page or column breaks: what its cells have at the head of the next is put to them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from variorum.accounts.runs import ENDS, FIGURES, Run
from variorum.hyphens import Words, joins

_CELL = " | "

Piece = tuple[str, int]
"""Words of a line, and the page they stand on, counted from 0."""


def pieces_of(
    pages: Sequence[Sequence[Run]], running: Sequence[set[int]], words: Words
) -> list[dict[int, tuple[Piece, ...]]]:
    """What each line says, by page and number of the line, and on which pages that stands; a row's rest is at its row.

    A rest stands first in its table, or below the table's head said again, and has nothing in the first column. Where a first
    cell goes on as well, it is told from a row by another row's cell that ends in what this one has.

    Args:
        pages: the lines of each.
        running: the numbers of each page's running headers and footers.
        words: of the whole text, by which words divided in a cell are joined.
    """
    found: list[dict[int, tuple[Piece, ...]]] = [
        {k: ((line.text, page),) for k, line in enumerate(lines)} for page, lines in enumerate(pages)
    ]
    head = ""
    last: tuple[int, int] | None = None
    fresh = False
    for page, lines in enumerate(pages):
        if not lines:  # a scan's
            last = None
        for k in range(len(lines)):
            if k in running[page]:
                continue
            line = lines[k]
            if not line.table:
                last = None
                continue
            begins = k == 0 or not _are_of_one(lines[k - 1], line)
            if last is None:
                head = line.text
            else:
                above = pages[last[0]][last[1]]
                fresh = fresh or (begins and (page != last[0] or line.top < above.top))
            if last is not None and fresh:
                if line.text == head:
                    continue
                fresh = False
                others = [other.text for other in pages[last[0]] if _are_of_one(above, other)]
                if whole := _whole(found[last[0]][last[1]], page, line.text, others, words):
                    found[last[0]][last[1]] = whole
                    del found[page][k]
                    continue
            last = page, k
            if begins and (k + 1 == len(lines) or not _are_of_one(line, lines[k + 1])) and line.text.startswith(_CELL):
                # One cell, and no row that it is the rest of.
                found[page][k] = ((line.text.strip(_CELL), page),)
    return found


def _are_of_one(a: Run, b: Run) -> bool:
    """Whether two lines are rows of one table: they have its box."""
    return a.table and b.table and (a.left, a.top, a.right, a.bottom) == (b.left, b.top, b.right, b.bottom)


def _whole(row: Sequence[Piece], page: int, rest: str, others: Sequence[str], words: Words) -> tuple[Piece, ...]:
    """The row with its rest; empty where it is another row."""
    cells = list(_cells(row))
    more = rest.split(_CELL)
    filled = [k for k, text in enumerate(more) if text]
    if len(more) != len(cells) or not filled or (filled[0] == 0 and not _ends_a_row(more, others)):
        return ()
    uppers = {k: "".join(text for text, _ in cells[k]) for k in filled}
    if any(not uppers[k] or (FIGURES.fullmatch(uppers[k]) and FIGURES.fullmatch(more[k])) for k in filled):
        return ()
    # Below a cell that is one for several rows stands nothing either.
    if 2 * len(filled) > len(more) and any(ENDS.search(uppers[k]) or not more[k][0].islower() for k in filled):
        return ()
    for k in filled:
        drop = joins(uppers[k], more[k], words)
        text, where = cells[k][-1]
        cells[k][-1] = (text[: len(text) - (drop or 0)], where)
        cells[k].append((more[k] if drop is not None else " " + more[k], page))
    parts = [*itertools.chain.from_iterable([*cell, (_CELL, cell[-1][1])] for cell in cells)][:-1]
    return tuple(
        ("".join(text for text, _ in same), where)
        for where, same in ((where, list(same)) for where, same in itertools.groupby(parts, lambda piece: piece[1]))
    )


def _ends_a_row(rest: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a line with an empty cell has in another what a row's cell has at its end."""
    rows = [cells for other in others if len(cells := other.split(_CELL)) == len(rest)]
    return "" in rest and any(
        text and cells[k].endswith(" " + text) for cells in rows for k, text in enumerate(rest) if k
    )


def _cells(row: Sequence[Piece]) -> Iterator[list[Piece]]:
    cell: list[Piece] = []
    for text, page in row:
        first, *others = text.split(_CELL)
        cell.append((first, page))
        for other in others:
            yield cell
            cell = [(other, page)]
    yield cell
