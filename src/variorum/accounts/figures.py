"""The figures of a recognised page once more, each cut out and by itself: a digit that both readings of a page misread alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from variorum.accounts.pictures import Box, enlarged, pnm

_FINE = 400
"""Dots an inch at which figures are laid out: a third larger than pages are read at, so that they are not read the same way."""
_WIDE = 2_400
"""Points of the picture that all figures are laid out on in lines; 40 figures to 60 a page take six lines or seven."""
_GAP = 60
"""Points between figures, and around them."""
_LIKE = frozenset("SsIil|![]/gqyOoDQBAZzTJGb§&")
"""Letters and signs that are read for digits: they may stand for any."""
_POINT = re.compile(r"(?<=\d)[.,:](?=\d)")


def lay_out(grey: Any, dpi: int, boxes: Sequence[Box]) -> tuple[bytes, int, list[Box]]:
    """The figures in `boxes`, in points of 1/72 inch, on a picture of their own: as PNM, its resolution, and where each stands."""
    import numpy as np

    cuts = [enlarged(_even(_cut(grey, dpi, box)), _FINE / dpi) for box in boxes]
    places: list[tuple[int, int]] = []
    left = top = _GAP
    deep = 0
    for cut in cuts:
        if left > _GAP and left + cut.shape[1] + _GAP > _WIDE:
            left, top, deep = _GAP, top + deep + _GAP, 0
        places.append((left, top))
        left += cut.shape[1] + _GAP
        deep = max(deep, cut.shape[0])
    wide = max([_WIDE, *(x + c.shape[1] + _GAP for (x, _), c in zip(places, cuts, strict=True))])
    sheet = np.full((top + deep + _GAP, wide), 255, np.uint8)
    found: list[Box] = []
    for (x, y), cut in zip(places, cuts, strict=True):
        sheet[y : y + cut.shape[0], x : x + cut.shape[1]] = cut
        found.append(tuple(n * 72 / _FINE for n in (x, y, x + cut.shape[1], y + cut.shape[0])))  # type: ignore[arg-type]
    return pnm(sheet), _FINE, found


def _cut(grey: Any, dpi: int, box: Box) -> Any:
    left, top, right, bottom = (n * dpi / 72 for n in box)
    beside, above = 0.12 * (bottom - top) + 1, 0.25 * (bottom - top) + 2
    return grey[
        max(0, round(top - above)) : round(bottom + above), max(0, round(left - beside)) : round(right + beside)
    ]


def _even(cut: Any) -> Any:
    """Ink black and paper white, noise of the paper gone with it."""
    import numpy as np

    ink, paper = np.percentile(cut, (3, 70)) if cut.size else (0, 255)
    return ((cut - ink) * (255 / max(1.0, paper - ink))).clip(0, 255).astype(np.uint8)


def told_otherwise(figure: str, again: str) -> bool:
    """Whether a figure that was read `again`, by itself, has other digits then, or a point within it that it had not.

    Letters for digits, nothing, or more around it say nothing against it: specks and parts of other words come in with the cut.
    """
    told = [c for c in figure if c.isdecimal()]
    read = [c for c in again if c.isdecimal() or c in _LIKE]
    if not any(c.isdecimal() for c in read):
        return False
    stretches = (read[k : k + len(told)] for k in range(len(read) - len(told) + 1))
    same = any(all(c == t or c in _LIKE for c, t in zip(s, told, strict=True)) for s in stretches)
    return not same or (len(read) == len(told) and len(_POINT.findall(again)) > len(_POINT.findall(figure)))
