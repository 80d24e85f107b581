"""The glyphs of a PDF's page as runs: stretches of one line, with their boxes."""

from __future__ import annotations

import ctypes
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from variorum.accounts.blocks import raised
from variorum.accounts.ruled import Rule
from variorum.accounts.runs import Run

_GAP = 0.8
"""Gap in heights of a line that ends a run; what the gap means is told by the lines around it."""
_LOWEST = 2.0
"""Points that a line is high at the least, whatever its glyphs say."""
_Box = tuple[float, float, float, float]
"""Left, right, lower and upper edge, from the page's lower left in points."""
_Base = tuple[float, float]


def read_runs(page: Any, textpage: Any, rules: Sequence[Rule] = ()) -> list[Run]:
    """Stretches of one line without a wide gap or a rule, boxes from the page's top left; small raised figures as such."""
    from pypdfium2 import raw

    upright = sorted((r for r in rules if r.upright), key=lambda r: r.at)
    across = [r.at for r in upright]
    height = page.get_height()
    handle = textpage.raw
    at = raw.FS_RECTF()
    runs: list[Run] = []
    letters: list[str] = []
    own: tuple[int, float] | None = None  # number and lower edge of the line's last letter that is not raised
    box = [0.0, 0.0, 0.0, 0.0]
    size = 0.0
    space = ends = marks = False  # marks: no letter or figure in the run as yet

    def close() -> None:
        word = "".join(letters).strip()
        if word:
            # Some files set type without height.
            runs.append(Run(word, box[0], height - box[3], box[1], height - min(box[2], box[3] - 0.1), size=size))
        letters.clear()

    for k, letter in _letters(handle, raw):
        if letter in "\r\n":
            ends = True
            continue
        if letter.isspace() or letter == "\x00":
            space = True
            continue
        # The loose box has the font's height, whatever the letter: a comma tells nothing of the line's.
        if not raw.FPDFText_GetLooseCharBox(handle, k, ctypes.byref(at)):
            continue
        here = left, right, bottom, top = at.left, at.right, at.bottom, at.top
        small = (
            own is not None
            and letter.isdecimal()
            and _stands_high(box, here, own[1])
            and _is_raised(_base(handle, k, raw), _base(handle, own[0], raw))
        )
        if letters and (
            # pdfium ends a line at a raised figure too, and after it.
            (ends and not small)
            or _is_apart(box, here)
            or (space and upright and _parted(upright, across, box[1], left, height - (top + bottom) / 2))
        ):
            close()
        # A bullet or a raised figure says nothing of its line's height.
        tells = letter.isalnum() and not small
        if not letters:
            box[:] = here
            size = _size(handle, k, raw)
            marks = not letter.isalnum()
        else:
            if space and not small:
                letters.append(" ")
            box[:2] = [min(box[0], left), max(box[1], right)]
            if tells:
                size = _size(handle, k, raw) if marks else size
                box[2:] = [bottom, top] if marks else [min(box[2], bottom), max(box[3], top)]
                marks = False
        if tells:
            own = k, bottom
        space = ends = False
        letters.append(raised(letter) if small else letter)
    close()
    return runs


def _stands_high(box: Sequence[float], glyph: _Box, low: float) -> bool:
    """Whether a glyph stands right behind a run and higher than its last letter, whose lower edge is `low`."""
    left, _, bottom, top = glyph
    line = max(box[3] - box[2], top - bottom, _LOWEST)
    return bottom > low + 0.1 * line and -line < left - box[1] < 0.5 * line


def _is_apart(box: Sequence[float], glyph: _Box) -> bool:
    """Whether a glyph stands too far from a run to be of it."""
    left, _, bottom, top = glyph
    begins, ends, low, high = box
    line = max(high - low, top - bottom, _LOWEST)
    return (
        left - ends > _GAP * line
        or left < begins - line
        or bottom > high
        or top < low
        # Where a word is divided it ends none, and lines may overlap.
        or (left < ends - line and top + bottom < 2 * low + line / 2)
    )


def _letters(handle: Any, raw: Any) -> Iterator[tuple[int, str]]:
    """Each glyph's number and what it stands for."""
    high = 0
    for k in range(max(0, raw.FPDFText_CountChars(handle))):
        code = raw.FPDFText_GetUnicode(handle, k)
        if 0xD800 <= code < 0xDC00:
            high = code
        elif 0xDC00 <= code < 0xE000:
            yield k, chr(0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00) if high else "\ufffd"
            high = 0
        elif code in {2, 0xFFFE, 0xAD}:  # what pdfium has for the hyphen of a divided word
            yield k, "-"
        else:
            yield k, chr(code) if code < 0x110000 else "\ufffd"


def _size(handle: Any, k: int, raw: Any) -> float:
    """Size of a glyph on the page, in points."""
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(handle, k, ctypes.byref(matrix)):
        return 0.0
    size: float = raw.FPDFText_GetFontSize(handle, k)
    return abs(size) * math.hypot(matrix.c, matrix.d)


def _base(handle: Any, k: int, raw: Any) -> _Base:
    """Size of a glyph's font, and how high its line stands."""
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, k, ctypes.byref(x), ctypes.byref(y))
    return raw.FPDFText_GetFontSize(handle, k), y.value


def _is_raised(glyph: _Base, line: _Base) -> bool:
    return glyph[0] < 0.9 * line[0] and 0.15 * line[0] < glyph[1] - line[1] < line[0]


def _parted(upright: Sequence[Rule], across: Sequence[float], left: float, right: float, y: float) -> bool:
    """Whether a rule stands between two glyphs; `across` is where each of the upright rules stands, in order."""
    between = upright[bisect_right(across, left - 1) : bisect_left(across, right + 1)]
    return any(r.start < y < r.end for r in between)
