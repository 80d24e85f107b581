"""Places in a text: spans and maps of offsets, all in Unicode code points."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a text."""

    start: int
    """First code point, from 0."""
    end: int
    """One past the last code point; never before `start`."""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forward from 0: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Leads from a reading view back to its source, exact by construction.

    The view is a sequence of pieces; piece k covers view offsets `view[k]` to `view[k + 1]` and was made from
    source offsets `source[k]` to `source_end[k]`. A piece with as many code points on both sides is a copy; any
    other piece is an edit, and maps as a whole.
    """

    view: tuple[int, ...]
    """Start of every piece in the view, ascending, with the view's length as last entry."""
    source: tuple[int, ...]
    """Start of every piece in the source, one fewer than `view`."""
    source_end: tuple[int, ...]
    """End of every piece in the source."""

    def to_source(self, span: Span) -> Span:
        """The smallest source span that holds everything `span` of the view was made from."""
        if span.start == span.end:
            start = self._source_of(span.start, at_end=False)
            return Span(start, start)
        start = self._source_of(span.start, at_end=False)
        return Span(start, max(start, self._source_of(span.end, at_end=True)))

    def to_view(self, span: Span) -> Span:
        """The view span made from `span` of the source; empty where the source was dropped."""
        return Span(self._view_of(span.start, at_end=False), self._view_of(span.end, at_end=True))

    def _source_of(self, offset: int, *, at_end: bool) -> int:
        if not self.source:
            return 0
        k = bisect_right(self.view, offset - 1 if at_end else offset) - 1
        k = min(max(k, 0), len(self.source) - 1)
        length = self.view[k + 1] - self.view[k]
        if length == self.source_end[k] - self.source[k]:
            return self.source[k] + min(offset - self.view[k], length)
        return self.source_end[k] if at_end else self.source[k]

    def _view_of(self, offset: int, *, at_end: bool) -> int:
        if not self.source:
            return 0
        k = bisect_right(self.source, offset - 1 if at_end else offset) - 1
        k = max(k, 0)
        length = self.view[k + 1] - self.view[k]
        if length == self.source_end[k] - self.source[k]:
            return self.view[k] + min(max(offset - self.source[k], 0), length)
        if offset <= self.source[k]:
            return self.view[k]
        return self.view[k + 1] if at_end or offset >= self.source_end[k] else self.view[k]
