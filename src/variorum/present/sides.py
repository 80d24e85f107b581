"""Two accounts side by side: the passages they share, and the words that changed in them."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from itertools import groupby

from variorum.model import Parallel, Span
from variorum.present.index import Index

_WORD = re.compile(r"\w+|[^\w\s]+|\s+")
_LONGEST = 4_000
"""Words of a passage up to which its changes are worked out word by word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one side."""

    text: str
    """Its words."""
    changed: bool
    """Whether the other side has it otherwise, or not at all."""


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


def pairs(index: Index, most: int = 10**9) -> tuple[Pair, ...]:
    """Pairs of accounts that share text, those that share most first, `most` of them."""
    return tuple(pair(index, a, b, found) for (a, b), found in _ranked(index)[:most])


def names(index: Index, most: int) -> frozenset[tuple[str, str]]:
    """The pairs that `pairs` gives, by their sigla in order."""
    return frozenset(key for key, _ in _ranked(index)[:most])


def _ranked(index: Index) -> list[tuple[tuple[str, str], list[Parallel]]]:
    return sorted(_grouped(index).items(), key=lambda kv: (-sum(len(p.a_span) for p in kv[1]), kv[0]))


def pair(index: Index, a: str, b: str, found: list[Parallel] | None = None) -> Pair:
    """What two accounts share."""
    if found is None:
        found = _grouped(index).get((min(a, b), max(a, b)), [])
        a, b = min(a, b), max(a, b)
    passages = tuple(_passage(p, n, index) for n, p in enumerate(sorted(found, key=lambda p: (p.a_span, p.b_span)), 1))
    return Pair(a, b, passages, sum(p.words for p in passages))


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
    """`text`, which begins at `start` of its account, cut at the `changed` places."""
    found, at = [], 0
    for span in sorted(changed):
        low, high = max(at, span.start - start), min(len(text), span.end - start)
        if high <= low:
            continue
        if low > at:
            found.append(Piece(text[at:low], changed=False))
        found.append(Piece(text[low:high], changed=True))
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
    marks_a, marks_b = [False] * len(left), [False] * len(right)
    for tag, i1, i2, j1, j2 in same.get_opcodes():
        if tag != "equal":
            for i in range(i1, i2):
                marks_a[i] = not left[i].isspace()
            for j in range(j1, j2):
                marks_b[j] = not right[j].isspace()
    return _joined(left, marks_a), _joined(right, marks_b)


def _plain(word: str) -> str:
    return " " if word.isspace() else word.lower().translate({0x2019: "'", 0x201C: '"', 0x201D: '"'})


def _joined(words: list[str], marks: list[bool]) -> tuple[Piece, ...]:
    runs = groupby(zip(words, marks, strict=True), key=lambda wm: wm[1])
    return tuple(Piece("".join(w for w, _ in run), changed=mark) for mark, run in runs)
