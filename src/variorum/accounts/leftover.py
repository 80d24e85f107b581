"""Ink of a page that no word was read of: what looks like a line of writing is read by itself, or told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from variorum.accounts.pictures import Box

_INK, _PAPER = 128, 150
"""Greys below which a point is ink, and from which it is paper: noise of the paper beside white would be ink to tesseract."""
_AROUND = 2.0
"""Points around a word that may still be its own ink: accents, tails, the noise of its edge."""
_SHARE = 0.2
"""Share of ink from which a cell of one square point is written on."""
_BETWEEN = 9
"""Points between letters and words of a line at most; columns stand farther apart."""
_HIGH, _WIDE, _SKEW = (2.5, 24.0), 8.0, 0.035
"""Points that a line of writing is high, so that neither rules nor pictures are told, and wide; how far a page is askew at most."""
_DENSE = (0.1, 0.75)
"""Share of a line's surface that is ink: bars have more, faint dots less."""
_LEAST = 8.0
"""Square points of ink that two digits have."""

_MOST = 200
"""Lines that are told of a page: one with more is a texture, of which the widest are enough."""

_Stretch = tuple[int, int, int]
"""Cells written on side by side: their row, the first, one past the last."""


def unread(grey: Any, dpi: int, boxes: Sequence[Box]) -> tuple[Any, list[Box]]:
    """What looks like lines of writing outside of `boxes`, in points of 1/72 inch: a picture of it alone, and where it stands.

    Args:
        grey: points, 0 black, paper of one brightness.
        dpi: their resolution.
        boxes: of the words that were read.
    """
    import numpy as np

    left_over = np.where(grey < _PAPER, grey, 255).astype(np.uint8)
    for box in boxes:
        left, top, right, bottom = (box[0] - _AROUND, box[1] - _AROUND, box[2] + _AROUND, box[3] + _AROUND)
        left_over[_within((left, top, right, bottom), dpi)] = 255
    widest = sorted(_lines(left_over, dpi), key=lambda box: box[0] - box[2])[:_MOST]
    lines = sorted(widest, key=lambda box: (box[1], box[0]))
    alone = np.full_like(left_over, 255)
    for left, top, right, bottom in lines:
        here = _within((left - 1, top - 1, right + 1, bottom + 1), dpi)
        alone[here] = left_over[here]
    return alone, lines


def _within(box: Box, dpi: int) -> tuple[slice, slice]:
    left, top, right, bottom = (max(0, round(n * dpi / 72)) for n in box)
    return slice(top, bottom), slice(left, right)


def _lines(grey: Any, dpi: int) -> Iterator[Box]:
    """Where ink stands as letters of a line do, from above; nothing that touches the edge, where scanners leave shadows."""
    step = max(1, round(dpi / 72))
    high, wide = (n // step for n in grey.shape)
    cells = (grey[: high * step, : wide * step] < _INK).reshape(high, step, wide, step).mean(axis=(1, 3))
    for runs in _connected(cells > _SHARE):
        left, right = min(a for _, a, _ in runs), max(b for _, _, b in runs)
        top, bottom = runs[0][0], runs[-1][0] + 1
        surface = sum(b - a for _, a, b in runs)
        ink = sum(float(cells[y, a:b].sum()) for y, a, b in runs)
        points = step * 72 / dpi
        if (
            surface / (right - left) * points >= _HIGH[0]
            and (bottom - top) * points <= _HIGH[1] + _SKEW * (right - left) * points
            and (right - left) * points >= _WIDE
            and ink * points**2 >= _LEAST
            and _DENSE[0] <= ink / surface <= _DENSE[1]
            and 0 < left < right < wide
            and 0 < top < bottom < high
        ):
            yield round(left * points, 1), round(top * points, 1), round(right * points, 1), round(bottom * points, 1)


def _connected(written: Any) -> list[list[_Stretch]]:
    """Stretches of cells that touch, gaps of `_BETWEEN` cells bridged; each group from above."""
    import numpy as np

    stretches: list[_Stretch] = []
    leads: list[int] = []

    def group(k: int) -> int:
        while leads[k] != k:
            leads[k] = leads[leads[k]]
            k = leads[k]
        return k

    above = range(0)
    for y, row in enumerate(written):
        filled = np.flatnonzero(row)
        parts = np.split(filled, np.flatnonzero(np.diff(filled) > _BETWEEN) + 1) if len(filled) else []
        begun = len(stretches)
        stretches += [(y, int(part[0]), int(part[-1]) + 1) for part in parts]
        leads += range(begun, len(stretches))
        upper, lower = above.start, begun
        while upper < above.stop and lower < len(stretches):
            (_, a, b), (_, first, end) = stretches[upper], stretches[lower]
            if a < end and first < b:
                leads[group(lower)] = group(upper)
            upper, lower = (upper + 1, lower) if b < end else (upper, lower + 1)
        above = range(begun, len(stretches))
    groups: dict[int, list[_Stretch]] = {}
    for k, stretch in enumerate(stretches):
        groups.setdefault(group(k), []).append(stretch)
    return list(groups.values())
