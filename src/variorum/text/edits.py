"""Edits over a source text: the one place where a text is changed, and where the way back is kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from variorum.model import OffsetMap


class Edit(NamedTuple):
    """Some code points of the source, and what the reading view has in their place."""

    start: int
    """First code point of the source that is replaced."""
    end: int
    """One past the last; greater than `start`, since a view never has words that the source has not."""
    text: str
    """What stands there instead; empty to drop it."""


def sort_edits(edits: Iterable[Edit]) -> list[Edit]:
    """The edits by place, without those that overlap an earlier or, from the same place, a longer one."""
    kept: list[Edit] = []
    end = 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start >= end:
            kept.append(edit)
            end = edit.end
    return kept


def apply_edits(source: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
    """The edited text, with the map of its offsets.

    Args:
        source: the text to be edited; it is not changed.
        edits: in any order; of two that overlap, the earlier or else the longer one is applied.

    Raises:
        ValueError: an edit is empty or runs past the end of the source.
    """
    out: list[str] = []
    view: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    made = 0  # code points of the view so far

    def add(start: int, end: int, text: str) -> None:
        nonlocal made
        if starts and len(text) == end - start and view[-1] + (ends[-1] - starts[-1]) == made:
            # A copy after a copy is one piece: marks replaced one for one cost nothing.
            ends[-1] = end
        else:
            view.append(made)
            starts.append(start)
            ends.append(end)
        out.append(text)
        made += len(text)

    done = 0
    for edit in sort_edits(edits):
        if not edit.start < edit.end <= len(source):
            raise ValueError(f"an edit from {edit.start} to {edit.end} does not fit a text of {len(source)}")
        if done < edit.start:
            add(done, edit.start, source[done : edit.start])
        add(edit.start, edit.end, edit.text)
        done = edit.end
    if done < len(source):
        add(done, len(source), source[done:])
    return "".join(out), OffsetMap((*view, made), tuple(starts), tuple(ends))
