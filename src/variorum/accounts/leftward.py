"""Pages of a PDF that are written from right to left: glyphs by their places, put in the order in which they are read.

Programs write Arabic and Hebrew into a PDF now in the order they are read, now in that they are seen, and piece by piece.
Where a glyph stands is never in doubt: the order is made from that, by the rules of the Unicode Bidirectional Algorithm (UAX
9) turned about. The page is seen as in a mirror, so that columns, rows and gaps are found as on any other.
"""

from __future__ import annotations

import ctypes
import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from variorum.accounts.dating import find_date
from variorum.accounts.ruled import Rule
from variorum.accounts.runs import Run
from variorum.model.units import dimension

_SAMPLE = 3000
"""Glyphs of a page that are looked at to tell which way it is written."""
_ABOVE, _BELOW = 0.85, 0.25
"""Where a line reaches from its base, in sizes of its type: fonts tell it otherwise from letter to letter."""
_SPACE, _GAP = 0.2, 0.9
"""Gap in sizes of the type that parts two words, and that ends a run."""
_SAME_LINE = 0.35
"""Sizes of the type by which the bases of one line's glyphs differ at most."""
_TOKEN = re.compile(r"(?:D(?:S?D)*W)?L(?:[^RA]*[LD])?|[DA](?:S?[DA])*P?")
"""What is read from left to right: words of Latin and other letters with what stands between, and figures. Figures to the left
of such words are of one line with them, but for those of Arabic, which stand there when they are read after them."""
_ENDS_IN_NUMBER = re.compile(r"(\D.{0,200}) (\d[\d.,:/]{0,30})")
_SCALES = frozenset({"hundred", "thousand", "million", "billion"})
_FORMS = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters as they are joined to others, and several in one."""
_ALEF = frozenset("اأإآ")
_PAIRS = ("()", "[]", "«»", "“”")
_TURNED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


@dataclass(frozen=True, slots=True)
class _Glyph:
    letter: str
    left: float
    right: float
    base: float
    """Points from the page's top edge to the line it stands on."""
    size: float
    written: int
    """Which of the page's stretches of text it was written in, counted from 0; -1 where that is not known."""

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def is_leftward(textpage: Any) -> bool:
    """Whether most letters of a page are of scripts that are written from right to left."""
    from pypdfium2 import raw

    there = max(0, raw.FPDFText_CountChars(textpage.raw))
    codes = (raw.FPDFText_GetUnicode(textpage.raw, k) for k in range(min(there, _SAMPLE)))
    kinds = [_kind(chr(code)) for code in codes if 0x20 < code < 0x110000]
    return kinds.count("R") > kinds.count("L")


def mirrored(rules: Iterable[Rule], width: float) -> list[Rule]:
    """The rules of a page as in a mirror."""
    return [
        replace(r, at=width - r.at) if r.upright else replace(r, start=width - r.end, end=width - r.start)
        for r in rules
    ]


def unmirrored(line: Run, width: float) -> Run:
    """A line where it stands on the page."""
    return replace(line, left=width - line.right, right=width - line.left)


def read_leftward_runs(page: Any, textpage: Any) -> list[Run]:
    """Stretches of one line without a wide gap, in the order they are read, boxes from the page's top right."""
    width = page.get_width()
    runs: list[Run] = []
    for line in _lines(_glyphs(page, textpage, page.get_height())):
        piece: list[_Glyph] = []
        for glyph in [*_in_order(line), None]:
            if piece and (glyph is None or piece[-1].left - glyph.right > _GAP * glyph.size):
                runs.append(_run(piece, width))
                piece = []
            if glyph is not None:
                piece.append(glyph)
    return [run for run in runs if run.text]


def _glyphs(page: Any, textpage: Any, height: float) -> Iterator[_Glyph]:
    from pypdfium2 import raw

    handle = textpage.raw
    count = raw.FPDFPage_CountObjects(page.raw)
    written = {_address(raw.FPDFPage_GetObject(page.raw, k)): k for k in range(count)}
    at, x, y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    for k in range(max(0, raw.FPDFText_CountChars(handle))):
        code = raw.FPDFText_GetUnicode(handle, k)
        letter = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if letter.isspace() or unicodedata.category(letter) in {"Cc", "Cf"}:
            continue
        if not (raw.FPDFText_GetLooseCharBox(handle, k, at) and raw.FPDFText_GetMatrix(handle, k, matrix)):
            continue
        raw.FPDFText_GetCharOrigin(handle, k, x, y)
        size = abs(raw.FPDFText_GetFontSize(handle, k)) * (matrix.c**2 + matrix.d**2) ** 0.5
        number = written.get(_address(raw.FPDFText_GetTextObject(handle, k)), -1)
        yield _Glyph(letter, at.left, at.right, height - y.value, max(size, 1.0), number)


def _address(pointer: Any) -> int | None:
    return ctypes.cast(pointer, ctypes.c_void_p).value if pointer else None


def _lines(glyphs: Iterable[_Glyph]) -> Iterator[list[_Glyph]]:
    line: list[_Glyph] = []
    for glyph in sorted(glyphs, key=attrgetter("base")):
        if line and glyph.base - line[-1].base > _SAME_LINE * min(glyph.size, line[-1].size):
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line


def _in_order(line: Sequence[_Glyph]) -> list[_Glyph]:
    """The glyphs of a line from the right, a mark behind the letter it stands above, the letters of a ligature as they are read."""
    letters = sorted((g for g in line if not _is_mark(g)), key=lambda g: -g.middle)
    for k, (a, b) in enumerate(itertools.pairwise(letters)):
        if a.letter in _ALEF and b.letter == "ل" and abs(a.middle - b.middle) < 0.01:
            letters[k : k + 2] = [b, a]
    marks: dict[int, list[_Glyph]] = {}
    places = [-g.middle for g in letters]
    for mark in filter(_is_mark, line):
        near = bisect_left(places, -mark.middle)
        beside = [k for k in (near - 1, near) if 0 <= k < len(letters)]
        base = min(beside, key=lambda k: abs(letters[k].middle - mark.middle), default=0)
        marks.setdefault(base, []).append(mark)
    return [g for k, letter in enumerate(letters) for g in (letter, *marks.get(k, ()))]


def _is_mark(glyph: _Glyph) -> bool:
    return unicodedata.category(glyph.letter) == "Mn"


def _run(glyphs: Sequence[_Glyph], width: float) -> Run:
    seen: list[str] = []
    written: list[int] = []
    reach = glyphs[0].right
    for glyph in glyphs:
        if not _is_mark(glyph):
            seen += [" "] if reach - glyph.right > _SPACE * glyph.size else []
            reach = min(reach, glyph.left)
        seen.append(glyph.letter)
        written += [glyph.written] * (len(seen) - len(written))
    size = max(g.size for g in glyphs)
    base = max(glyphs, key=attrgetter("size")).base
    left, right = min(g.left for g in glyphs), max(g.right for g in glyphs)
    text = read_order("".join(reversed(seen)), written[::-1])
    return Run(text, width - right, base - _ABOVE * size, width - left, base + _BELOW * size, size=size)


def read_order(seen: str, written: Sequence[int] = ()) -> str:
    """A line of a right-to-left text, as it is seen from left to right, in the order in which it is read.

    Args:
        seen: the line.
        written: the number of the stretch of text that each code point was written in; empty where that is not known.
    """
    kinds = "".join(_kind(c) for c in seen)
    pieces: list[tuple[str, bool]] = []
    at = 0
    # Whether stretches farther to the right were written first, as they are read.
    steps = [b - a for a, b in itertools.pairwise(n for n, kind in zip(written, kinds, strict=False) if kind == "R")]
    as_read = sum(step < 0 for step in steps) > sum(step > 0 for step in steps) and -1 not in written
    for m in _TOKEN.finditer(kinds):
        pieces += [(c, True) for c in seen[at : m.start()]]
        token = seen[m.start() : m.end()]
        pieces.append((_number_first(token, written[m.start() : m.end()] if as_read else ()), False))
        at = m.end()
    pieces += [(c, True) for c in seen[at:]]
    pieces.reverse()
    text = "".join(piece.translate(_TURNED) if alone else piece for piece, alone in pieces)
    for pair in _PAIRS:
        if text.count(pair[0]) + text.count(pair[1]) in {2, 4, 6}:
            # Programs name them by their shape or by what they mean, and pdfium turns some of them about.
            turn = itertools.cycle(pair)
            text = re.sub(f"[{re.escape(pair)}]", lambda _, turn=turn: next(turn), text)  # type: ignore[misc]
    return _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text).strip()


def _number_first(token: str, written: Sequence[int]) -> str:
    """Words of Latin letters, the number to the right of them put before them where it was written before.

    "4 May 2012" and "May 2012 4" are seen alike between letters that are read from right to left. Where the page does not
    tell, that is read which is a date or measure.
    """
    m = _ENDS_IN_NUMBER.fullmatch(token)
    if m is None:
        return token
    turned = f"{m[2]} {m[1]}"
    if written:
        return turned if written[m.start(2)] < written[0] else token
    word = m[1].split()[0]
    date = find_date(turned)
    counted = word in _SCALES or dimension(word)[0] in {"length", "weight"}
    return turned if counted or (date is not None and date.end == len(turned)) else token


def _kind(c: str) -> str:
    """L of letters read from left to right, R from right to left; D and A of digits; S, P and W of what stands beside them.

    A is of Arabic's own digits, S of marks within a figure, P of a percent sign, W of a space.
    """
    if c in ".,:/-٬٫":
        return "S"
    if c in "%٪":
        return "P"
    way = unicodedata.bidirectional(c)
    return {"R": "R", "AL": "R", "L": "L", "EN": "D", "AN": "A", "NSM": "R", "WS": "W"}.get(way, "N")
