"""Passages: stretches of two documents joined across gaps and put together again where they were re-ordered."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.lineage.extend import Stretches
from variorum.model import Span

_OVERLAP = 30
"""Letters by which two stretches may overlap and still follow one another: alignments run on a little at the ends."""
_CROSSED = 60
"""Letters between re-ordered stretches that are one passage: less than for those in order, since chance is likelier."""
_PIECE = 40
"""Score of the smallest stretch that may be a piece of a passage: twenty equal letters."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of two documents, in letters from each document's start."""

    a: int
    """Number of the first document."""
    b: int
    """Number of the second document."""
    a_start: int
    """First letter in a."""
    a_end: int
    """One past the last letter in a."""
    b_start: int
    """First letter in b."""
    b_end: int
    """One past the last letter in b."""
    score: int
    """Sum of the scores of its pieces."""
    pieces: tuple[tuple[int, int, int, int], ...]
    """Aligned pieces (a_start, a_end, b_start, b_end), in order of place in a."""


def join_stretches(stretches: Stretches, least: int, bridge: int) -> list[Passage]:
    """The passages that the stretches add up to, by documents and place."""
    rows = list(
        zip(
            *(
                c.tolist()
                for c in (
                    stretches.a,
                    stretches.b,
                    stretches.a_start,
                    stretches.a_end,
                    stretches.b_start,
                    stretches.b_end,
                    stretches.score,
                )
            ),
            strict=True,
        )
    )
    result: list[Passage] = []
    i = 0
    while i < len(rows):
        j = i
        while j < len(rows) and rows[j][:2] == rows[i][:2]:
            j += 1
        result += _of_pair([r for r in rows[i:j] if r[6] >= _PIECE], least, bridge)
        i = j
    return result


def _of_pair(rows: list[tuple[int, ...]], least: int, bridge: int) -> list[Passage]:
    passages = [_alone(*row) for row in _distinct(rows)]
    if len(passages) > 1:
        passages = _merged(passages, least, bridge, crossed=False)
    if len(passages) > 1:
        passages = _merged(passages, least, _CROSSED, crossed=True)
    return [p for p in passages if p.score >= least]


def _alone(a: int, b: int, a_start: int, a_end: int, b_start: int, b_end: int, score: int) -> Passage:
    return Passage(a, b, a_start, a_end, b_start, b_end, score, ((a_start, a_end, b_start, b_end),))


def _distinct(rows: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The rows without those that lie within a better one on both sides, in order of place."""
    kept: list[tuple[int, ...]] = []
    for row in sorted(rows, key=lambda r: (-r[6], r)):
        _, _, a, a_end, b, b_end, _ = row
        if not any(
            min(a_end, k[3]) - max(a, k[2]) > 0.5 * (a_end - a) and min(b_end, k[5]) - max(b, k[4]) > 0.5 * (b_end - b)
            for k in kept
        ):
            kept.append(row)
    return sorted(kept)


def _merged(passages: list[Passage], least: int, widest: int, *, crossed: bool) -> list[Passage]:
    """Join neighbours in order of place where one of the two is a passage by itself: two idioms do not make one."""
    done: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (p.a_start, p.b_start, p.a_end, p.b_end)):
        for n, other in enumerate(done):
            gap_a = passage.a_start - other.a_end
            gap_b = other.b_start - passage.b_end if crossed else passage.b_start - other.b_end
            strong = max(passage.score, other.score) >= least
            if strong and -_OVERLAP <= gap_a <= widest and -_OVERLAP <= gap_b <= widest:
                done[n] = _sum(other, passage)
                break
        else:
            done.append(passage)
    return done


def _sum(x: Passage, y: Passage) -> Passage:
    return Passage(
        x.a,
        x.b,
        min(x.a_start, y.a_start),
        max(x.a_end, y.a_end),
        min(x.b_start, y.b_start),
        max(x.b_end, y.b_end),
        x.score + y.score,
        tuple(sorted(x.pieces + y.pieces)),
    )


def to_words(text: str, span: Span) -> Span:
    """The span with whole words at both ends: a word of which less than half is inside is left out.

    >>> text = "of their occupation. According to"
    >>> to_words(text, Span(1, 22)).of(text)
    'of their occupation'
    """
    start, end = span.start, span.end
    low = start
    while low and text[low - 1].isalnum():
        low -= 1
    if low < start < end and text[start].isalnum():
        high = start
        while high < end and text[high].isalnum():
            high += 1
        start = low if (start - low) * 2 <= high - low else _letter_from(text, high, end)
    high = end
    while high < len(text) and text[high].isalnum():
        high += 1
    if start < end < high and text[end - 1].isalnum():
        low = end
        while low > start and text[low - 1].isalnum():
            low -= 1
        end = high if (high - end) * 2 <= high - low else _letter_before(text, low, start)
    return Span(start, end) if start < end else span


def _letter_from(text: str, start: int, end: int) -> int:
    while start < end and not text[start].isalnum():
        start += 1
    return start


def _letter_before(text: str, end: int, start: int) -> int:
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return end
