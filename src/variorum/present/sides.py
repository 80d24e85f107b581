"""Two accounts side by side: their texts, the passages they share, and the words that changed in them."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import groupby

from variorum.model import Parallel, Span
from variorum.present.index import Index

_WORD = re.compile(r"\w+|[^\w\s]+|\s+")
_BLANK = re.compile(r"\n[ \t]*\n\s*")
_LONGEST = 4_000
"""Words of a passage up to which its changes are worked out word by word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side."""

    text: str
    """Its words."""
    changed: bool
    """Whether the other side has it otherwise, or not at all."""
    edit: int = 0
    """Number of the change within its passage, the same on both sides; 0 where nothing changed."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One shared passage, both sides."""

    parallel: Parallel
    """The record."""
    number: int
    """Its number within the pair, from 1."""
    a: tuple[Piece, ...]
    """The first account's words."""
    b: tuple[Piece, ...]
    """The second account's words."""
    words: int
    """Words on the first side."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of one side between two rows of shared text, or a passage that the other side has elsewhere."""

    pieces: tuple[Piece, ...]
    """Its words."""
    moved: int
    """Number of the passage that the other side has elsewhere; 0 for words that the other side has not."""


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side: a shared passage, or what each side has before the next one."""

    passage: Passage | None
    """The passage; None for what stands between."""
    a: tuple[Stretch, ...] = ()
    """The first side's words between; empty where it has none."""
    b: tuple[Stretch, ...] = ()
    """The second side's words between."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two accounts and all they share."""

    a: str
    """Siglum of the first."""
    b: str
    """Siglum of the second."""
    passages: tuple[Passage, ...]
    """By place in the first."""
    words: int
    """Words shared, counted in the first."""
    rows: tuple[Row, ...]
    """Both texts from first word to last; where `whole` is false, the passages alone."""
    whole: bool
    """Whether the rows hold both texts whole."""


def pairs(index: Index, most: int = 10**9, letters: int = 10**9) -> tuple[Pair, ...]:
    """Pairs of accounts that share text, those that share most first, `most` of them.

    The texts are whole while they have `letters` code points together; of the pairs after that only what they share.
    """
    found = []
    for (a, b), shared in _ranked(index)[:most]:
        letters -= len(index.accounts[a].text) + len(index.accounts[b].text)
        found.append(pair(index, a, b, shared, whole=letters >= 0))
    return tuple(found)


def common(index: Index, most: int) -> tuple[tuple[str, str, int], ...]:
    """The pairs that `pairs` gives, without their texts: their sigla in order, and the words that they share; `most` at the most."""
    return tuple(
        (a, b, sum(len(p.a_span.of(index.accounts[a].text).split()) for p in shared))
        for (a, b), shared in _ranked(index)[:most]
    )


def _ranked(index: Index) -> list[tuple[tuple[str, str], list[Parallel]]]:
    return sorted(_grouped(index).items(), key=lambda kv: (-sum(len(p.a_span) for p in kv[1]), kv[0]))


def pair(index: Index, a: str, b: str, found: list[Parallel] | None = None, *, whole: bool = True) -> Pair:
    """What two accounts share, and, where `whole`, what stands between."""
    if found is None:
        found = _grouped(index).get((min(a, b), max(a, b)), [])
        a, b = min(a, b), max(a, b)
    passages = tuple(_passage(p, n, index) for n, p in enumerate(sorted(found, key=lambda p: (p.a_span, p.b_span)), 1))
    rows = _rows(index.accounts[a].text, index.accounts[b].text, passages) if whole else tuple(map(Row, passages))
    return Pair(a, b, passages, sum(p.words for p in passages), rows, whole)


def _rows(a: str, b: str, passages: tuple[Passage, ...]) -> tuple[Row, ...]:
    """Both texts, passages that stand in one order in rows of their own, the others where each side has them."""
    level = _level(passages)
    moved = [p for p in passages if p not in level]
    sides = (_Side(a, [(p.parallel.a_span, p.a, p.number) for p in moved]),
             _Side(b, [(p.parallel.b_span, p.b, p.number) for p in moved]))  # fmt: skip
    rows = []
    for passage in level:
        spans = (passage.parallel.a_span, passage.parallel.b_span)
        between = [side.until(span.start) for side, span in zip(sides, spans, strict=True)]
        if any(between):
            rows.append(Row(None, *between))
        rows.append(Row(passage))
        for side, span in zip(sides, spans, strict=True):
            side.at = span.end
    rest = [side.until(len(side.text)) for side in sides]
    return (*rows, Row(None, *rest)) if any(rest) else tuple(rows)


def _level(passages: tuple[Passage, ...]) -> list[Passage]:
    """Passages that both sides have in one order and that do not overlap, by place; the longest are taken first."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (-len(p.parallel.a_span), p.number)):
        place = passage.parallel
        at = bisect_left(kept, place.a_span, key=lambda p: p.parallel.a_span)
        before, after = kept[at - 1].parallel if at else None, kept[at].parallel if at < len(kept) else None
        if before and (before.a_span.end > place.a_span.start or before.b_span.end > place.b_span.start):
            continue
        if after and (place.a_span.end > after.a_span.start or place.b_span.end > after.b_span.start):
            continue
        kept.insert(at, passage)
    return kept


class _Side:
    """One text, read from its beginning to its end."""

    def __init__(self, text: str, moved: list[tuple[Span, tuple[Piece, ...], int]]) -> None:
        self.text = text
        self.at = 0
        self.moved = sorted(moved, key=lambda m: (m[0], m[2]), reverse=True)

    def until(self, end: int) -> tuple[Stretch, ...]:
        """The words from where it stands to `end`, with the moved passages that lie wholly among them."""
        found: list[Stretch] = []
        while self.moved and self.moved[-1][0].start < end:
            span, pieces, number = self.moved.pop()
            if self.at <= span.start and span.end <= end:
                found += [*self._plain(span.start), Stretch(pieces, number)]
                self.at = span.end
        found += self._plain(end)
        self.at = max(self.at, end)
        return tuple(found)

    def _plain(self, end: int) -> list[Stretch]:
        words = self.text[self.at : end]
        return [Stretch((Piece(words, changed=False),), 0)] if words.strip() else []


def paragraphs(pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces cut at blank lines, as paragraphs."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        for n, text in enumerate(_BLANK.split(piece.text)):
            if n and found[-1]:
                found.append([])
            if text:
                found[-1].append(replace(piece, text=text))
    return tuple(tuple(p) for p in found if any(x.text.strip() for x in p))


def _grouped(index: Index) -> dict[tuple[str, str], list[Parallel]]:
    ordered = sorted(index.edition.parallels, key=lambda p: (p.a, p.b))
    return {key: list(found) for key, found in groupby(ordered, key=lambda p: (p.a, p.b))}


def _passage(parallel: Parallel, number: int, index: Index) -> Passage:
    a_text, b_text = index.accounts[parallel.a].text, index.accounts[parallel.b].text
    a, b = parallel.a_span.of(a_text), parallel.b_span.of(b_text)
    if parallel.edits:
        left = pieces(a, parallel.a_span.start, [e.a for e in parallel.edits])
        right = pieces(b, parallel.b_span.start, [e.b for e in parallel.edits])
    else:
        left, right = changes(a, b)
    return Passage(parallel, number, left, right, len(a.split()))


def pieces(text: str, start: int, changed: list[Span]) -> tuple[Piece, ...]:
    """`text`, which begins at `start` of its account, cut at the `changed` places, each numbered from 1 as it is given."""
    found, at = [], 0
    for span, edit in sorted((span, n) for n, span in enumerate(changed, 1)):
        low, high = max(at, span.start - start), min(len(text), span.end - start)
        if high <= low:
            continue
        if low > at:
            found.append(Piece(text[at:low], changed=False))
        found.append(Piece(text[low:high], changed=True, edit=edit))
        at = high
    if at < len(text):
        found.append(Piece(text[at:], changed=False))
    return tuple(found)


def changes(a: str, b: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two wordings cut where they differ, word by word; white space never counts as a change."""
    left, right = _WORD.findall(a), _WORD.findall(b)
    if len(left) + len(right) > _LONGEST:
        return (Piece(a, changed=False),), (Piece(b, changed=False),)
    same = difflib.SequenceMatcher(None, [_plain(w) for w in left], [_plain(w) for w in right], autojunk=False)
    marks_a, marks_b = [0] * len(left), [0] * len(right)
    for edit, (tag, i1, i2, j1, j2) in enumerate(same.get_opcodes(), 1):
        if tag != "equal":
            for i in range(i1, i2):
                marks_a[i] = 0 if left[i].isspace() else edit
            for j in range(j1, j2):
                marks_b[j] = 0 if right[j].isspace() else edit
    return _joined(left, marks_a), _joined(right, marks_b)


def _plain(word: str) -> str:
    return " " if word.isspace() else word.lower().translate({0x2019: "'", 0x201C: '"', 0x201D: '"'})


def _joined(words: list[str], marks: list[int]) -> tuple[Piece, ...]:
    runs = groupby(zip(words, marks, strict=True), key=lambda wm: wm[1])
    return tuple(Piece("".join(w for w, _ in run), changed=edit > 0, edit=edit) for edit, run in runs)
