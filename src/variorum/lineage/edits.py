"""The words that changed between the two sides of a passage: what an editor of the copy did."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable

from rapidfuzz.distance import Levenshtein

from variorum.lineage.spelling import half_mended
from variorum.model import Direction, Span, TextEdit

_WORD = re.compile(r"\d+(?:[.,  ]\d{3})*(?:[.,]\d+)?%?|\w+(?:[’'´]\w+)*")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_ALIKE = 0.72
"""Normalised similarity of two words of which one is the other, misspelt; "Gobachev" and "Gorbachev" have .94."""
_SHORT = 5
"""Letters below which two words that are alike are two words: "was" and "has"."""
_FEW_WORDS = 4
"""Words of a changed figure with what belongs to it; in longer changes the figure is not what matters."""


class Words:
    """The words of a text, folded, each with its place; made once for all its passages."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = [(fold_word(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
        self.folded = [w for w, _, _ in found]
        self.starts = [s for _, s, _ in found]
        self.ends = [e for _, _, e in found]

    @functools.cached_property
    def repeated(self) -> frozenset[str]:
        """The folded words that stand there more than once."""
        return frozenset(w for w, n in Counter(self.folded).items() if n > 1)

    def within(self, span: Span) -> range:
        """The words that lie in a stretch as a whole."""
        return range(bisect_left(self.starts, span.start), bisect_right(self.ends, span.end))


def find_edits(
    a: Words,
    b: Words,
    pieces: list[tuple[Span, Span]],
    known: Callable[[str], bool],
) -> tuple[TextEdit, ...]:
    """The edits within the aligned pieces of a passage of two accounts, in order of place in a.

    What was dropped, added, mended or misspelt is said as of b. `known` tells whether a folded word stands elsewhere too, so that it is no slip of the pen.
    """
    edits: list[TextEdit] = []
    ordered = sorted(pieces, key=lambda p: p[0])
    for n, (x, y) in enumerate(ordered):
        edits += _within(a, b, x, y, known)
        if n and y.start < ordered[n - 1][1].start:
            edits.append(TextEdit(x, y, "moved"))
    return tuple(sorted(edits, key=lambda e: (e.a, e.b)))


def as_copied(edits: tuple[TextEdit, ...], direction: Direction) -> tuple[TextEdit, ...]:
    """The edits as of the copy: what b lacks was dropped where b is the copy, and added where a is."""
    if direction != "b->a":
        return edits
    return tuple(TextEdit(e.a, e.b, e.opposite) for e in edits)


def _within(a: Words, b: Words, a_piece: Span, b_piece: Span, known: Callable[[str], bool]) -> list[TextEdit]:
    x, y = a.within(a_piece), b.within(b_piece)
    left, right = a.folded[x.start : x.stop], b.folded[y.start : y.stop]
    if left == right:
        return []
    edits: list[TextEdit] = []
    for tag, run in itertools.groupby(Levenshtein.opcodes(left, right), lambda op: op.tag == "equal"):
        if tag:
            continue
        ops = list(run)
        i, j, k, m = ops[0].src_start, ops[-1].src_end, ops[0].dest_start, ops[-1].dest_end
        at_end = i == 0 or j == len(left)
        if "".join(left[i:j]) == "".join(right[k:m]) or (at_end and (i == j or k == m)):
            continue
        a_span = _hull(a, x[i:j], a.ends[x[i - 1]] if i else a_piece.start)
        b_span = _hull(b, y[k:m], b.ends[y[k - 1]] if k else b_piece.start)
        near = a.text[max(a_piece.start, a_span.start - 3) : a_span.end + 3], b.text[b_span.start : b_span.end + 3]
        edits.append(TextEdit(a_span, b_span, _sort(left[i:j], right[k:m], near, known)))
    return edits


@functools.lru_cache(1 << 16)
def fold_word(word: str) -> str:
    """A word without case, accents and marks.

    >>> fold_word("Bakı’s"), fold_word("26,000")
    ('bakıs', '26000')
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if c.isalnum())


def _hull(words: Words, found: range, otherwise: int) -> Span:
    return Span(words.starts[found[0]], words.ends[found[-1]]) if found else Span(otherwise, otherwise)


def _sort(left: list[str], right: list[str], near: tuple[str, str], known: Callable[[str], bool]) -> str:
    if not right:
        return "elided" if _ELLIPSIS.search(near[1]) else "dropped"
    if not left:
        return "added"
    x, y = " ".join(left), " ".join(right)
    figures = re.findall(r"\d+", x), re.findall(r"\d+", y)
    if all(figures) and figures[0] != figures[1] and max(len(left), len(right)) <= _FEW_WORDS:
        return "figure"
    if _ELLIPSIS.search(near[1]) and not _ELLIPSIS.search(near[0]):
        return "elided"
    if len(left) == len(right) == 1 and is_slip(x, y) and not (known(x) and known(y)):
        if known(y) or half_mended(x, y):
            return "mended"
        if known(x) or half_mended(y, x):
            return "misspelt"
    return "changed"


def is_slip(x: str, y: str) -> bool:
    """Whether one of two folded words can be the other misspelt, and is not only another form of it.

    >>> is_slip("strenghtened", "strengthened"), is_slip("protest", "protesting"), is_slip("baku", "baky")
    (True, False, False)
    """
    if min(len(x), len(y)) < _SHORT or Levenshtein.normalized_similarity(x, y) < _ALIKE:
        return False
    same = next((i for i, (c, d) in enumerate(zip(x, y, strict=False)) if c != d), min(len(x), len(y)))
    return same < min(len(x), len(y)) - 1
