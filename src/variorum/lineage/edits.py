"""The words that changed between the two sides of a passage: what an editor of the copy did."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from rapidfuzz.distance import Levenshtein

from variorum.model import Direction, Span, TextEdit

_WORD = re.compile(r"\d+(?:[.,  ]\d{3})*(?:[.,]\d+)?%?|\w+(?:[’'´]\w+)*")
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")
_ALIKE = 0.72
"""Normalised similarity of two words of which one is the other, misspelt; "Gobachev" and "Gorbachev" have .94."""
_SHORT = 5
"""Letters below which two words that are alike are two words: "was" and "has"."""
_FEW_WORDS = 4
"""Words of a changed figure with what belongs to it; in longer changes the figure is not what matters."""
_SWAP = {"dropped": "added", "added": "dropped", "misspelt": "mended", "mended": "misspelt"}


def find_edits(
    a_text: str,
    b_text: str,
    pieces: list[tuple[Span, Span]],
    direction: Direction,
    known: Callable[[str], bool],
) -> tuple[TextEdit, ...]:
    """The edits within the aligned pieces of a passage, in order of place in a.

    What was dropped, added, mended or misspelt is said from the copy's side where `direction` tells which that is,
    else from b's. `known` tells whether a folded word stands elsewhere too, so that it is no slip of the pen.
    """
    edits: list[TextEdit] = []
    ordered = sorted(pieces, key=lambda p: p[0])
    for n, (a, b) in enumerate(ordered):
        edits += _within(a_text, b_text, a, b, known)
        if n and b.start < ordered[n - 1][1].start:
            edits.append(TextEdit(a, b, "moved"))
    if direction == "b->a":
        edits = [TextEdit(e.a, e.b, _SWAP.get(e.sort, e.sort)) for e in edits]
    return tuple(sorted(edits, key=lambda e: (e.a, e.b)))


def _within(a_text: str, b_text: str, a: Span, b: Span, known: Callable[[str], bool]) -> list[TextEdit]:
    x, y = words(a_text, a), words(b_text, b)
    codes = Levenshtein.opcodes([w for w, _ in x], [w for w, _ in y])
    edits: list[TextEdit] = []
    i = 0
    ops = list(codes)
    while i < len(ops):
        if ops[i].tag == "equal":
            i += 1
            continue
        j = i
        while j < len(ops) and ops[j].tag != "equal":
            j += 1
        first, last = ops[i], ops[j - 1]
        left, right = x[first.src_start : last.src_end], y[first.dest_start : last.dest_end]
        at_end = first.src_start == 0 or last.src_end == len(x)
        i = j
        if "".join(w for w, _ in left) == "".join(w for w, _ in right) or (at_end and not (left and right)):
            continue
        a_span = _hull(left, x[first.src_start - 1][1].end if first.src_start else a.start)
        b_span = _hull(right, y[first.dest_start - 1][1].end if first.dest_start else b.start)
        near = a_text[max(a.start, a_span.start - 3) : a_span.end + 3], b_text[b_span.start : b_span.end + 3]
        edits.append(TextEdit(a_span, b_span, _sort(left, right, near, known)))
    return edits


def words(text: str, span: Span) -> list[tuple[str, Span]]:
    """The words of a stretch, folded, each with its place."""
    return [(fold_word(m[0]), Span(m.start(), m.end())) for m in _WORD.finditer(text, span.start, span.end)]


def fold_word(word: str) -> str:
    """A word without case, accents and marks.

    >>> fold_word("Bakı’s"), fold_word("26,000")
    ('bakıs', '26000')
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if c.isalnum())


def _hull(found: list[tuple[str, Span]], otherwise: int) -> Span:
    return Span(found[0][1].start, found[-1][1].end) if found else Span(otherwise, otherwise)


def _sort(
    left: list[tuple[str, Span]], right: list[tuple[str, Span]], near: tuple[str, str], known: Callable[[str], bool]
) -> str:
    if not right:
        return "elided" if _ELLIPSIS.search(near[1]) else "dropped"
    if not left:
        return "added"
    x, y = " ".join(w for w, _ in left), " ".join(w for w, _ in right)
    figures = re.findall(r"\d+", x), re.findall(r"\d+", y)
    if all(figures) and figures[0] != figures[1] and max(len(left), len(right)) <= _FEW_WORDS:
        return "figure"
    if _ELLIPSIS.search(near[1]) and not _ELLIPSIS.search(near[0]):
        return "elided"
    if len(left) == len(right) == 1 and is_slip(x, y) and not (known(x) and known(y)):
        return "mended" if known(y) else "misspelt"
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
