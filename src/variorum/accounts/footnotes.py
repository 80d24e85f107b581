"""Footnotes of a page: taken out of the text that they interrupt, and put where a paragraph ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from variorum.accounts.blocks import raised
from variorum.accounts.runs import ENDS, Run, body_size, height, set_apart, type_size

_CALL = re.compile(r"(?:[⁰¹²³⁴-⁹]{1,3}|(\d{1,3})(?!\d|[.,:]\d)[.)]?|[*†‡§¶]{1,4}|[a-z][.)])\s?\S")
"""What a note begins with."""
_OPEN = re.compile(r"[“„«][^“”„«»]*$")
"""A quotation that goes on below."""
_CLOSED = re.compile("„[^„“”]*[“”]")
"""A quotation whose last mark is others' first."""
_SMALLER = 0.94
"""Height of a note's line at most, as a share of the text's."""
_BELOW = 3
"""Lines below the notes at most: a footer, and a page's number."""


def notes_last(lines: Sequence[Run], foot: int) -> list[Run]:
    """The lines of a page in their order, its footnotes where its last whole paragraph ends.

    A footnote stands at the foot of a column in smaller type, and begins with what calls it. Left there it would stand within
    a sentence that goes on in the next column or on the next page.

    Args:
        lines: of a page, as they are read, column after column.
        foot: number of the first line of what stands below all columns.
    """
    blocks = list(_blocks(lines)) if lines else []
    if not blocks:
        return list(lines)
    notes = [_with_call_raised(lines[k], lines) for start, end in blocks for k in range(start, end)]
    taken = {k for start, end in blocks for k in range(start, end)}
    last_column = max(k for k in range(len(lines)) if k == 0 or lines[k].top < lines[k - 1].top)
    below = min(foot, blocks[-1][1] if blocks[-1][1] > last_column else len(lines))
    text = [line for k, line in enumerate(lines) if k < below and k not in taken]
    rest = [line for k, line in enumerate(lines) if k >= below and k not in taken]
    place = _end_of_paragraph(text)
    after = [replace(text[place], apart=True), *text[place + 1 :]] if place < len(text) else []
    return [*text[:place], replace(notes[0], apart=True), *notes[1:], *after, *set_apart(rest)]


def _blocks(lines: Sequence[Run]) -> Iterator[tuple[int, int]]:
    """First line of the notes of each column, and one past their last."""
    body = body_size(lines)
    starts = [k for k in range(len(lines)) if k == 0 or lines[k].top < lines[k - 1].top]
    open_ended = False
    for first, last in zip(starts, [*starts[1:], len(lines)], strict=True):
        small = [k for k in range(first, last) if not lines[k].table and type_size(lines[k]) < _SMALLER * body]
        if not small or small[-1] < last - 1 - _BELOW:
            continue
        start = small[-1] + 1
        while small and small[-1] == start - 1:
            start = small.pop()
        # What is left of the last column's note has no call.
        while start < last and not open_ended and not _CALL.match(lines[start].text):
            start += 1
        end = start
        while end < last and (end == start or _CALL.match(lines[end].text) or _is_next(lines[end - 1], lines[end])):
            end += 1
        if start < end:
            open_ended = ENDS.search(lines[end - 1].text) is None
            yield start, end


def _is_next(line: Run, following: Run) -> bool:
    """Whether no wider gap than between lines stands between two."""
    return not following.apart and following.top - line.bottom < 0.7 * height(line)


def _with_call_raised(line: Run, lines: Sequence[Run]) -> Run:
    """A note's number as a raised figure, where the text has it raised: it is none of the note's figures."""
    call = _CALL.match(line.text)
    if call is None or call[1] is None or not any(raised(call[1]) in other.text for other in lines):
        return line
    return replace(line, text=raised(call[1]) + line.text[len(call[1]) :])


def _end_of_paragraph(text: Sequence[Run]) -> int:
    """Number of the line after the last paragraph that is whole; after the last whole sentence where there is none."""
    if not text or (ENDS.search(text[-1].text) and not _is_quotation_open(text)):
        return len(text)
    ends = [k for k in range(1, len(text)) if not text[k - 1].wraps and ENDS.search(text[k - 1].text)]
    apart = [k for k in range(1, len(text)) if text[k].apart]
    # A heading is no place to put a note after.
    whole = [k for k in apart if k in ends] or ends
    return (
        whole[-1]
        if whole
        else next((k for k in range(len(text) - 1, 0, -1) if ENDS.search(text[k - 1].text)), len(text))
    )


def _is_quotation_open(text: Sequence[Run]) -> bool:
    """Whether the last paragraph ends within a quotation."""
    start = next((k for k in range(len(text) - 1, 0, -1) if text[k].apart), 0)
    return _OPEN.search(_CLOSED.sub("", " ".join(line.text for line in text[start:]))) is not None
