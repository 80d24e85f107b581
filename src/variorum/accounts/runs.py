"""A stretch of text on a page: what glyphs are put together to, and lines are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*[⁰¹²³⁴-⁹]*$")
"""How a line ends with which a sentence does, the call of a note left aside."""


FIGURES = re.compile(r"[\W\d]*\d[\W\d]*")
"""A cell of figures alone."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on a page; in the result, a line."""

    text: str
    """Its words."""
    left: float
    """Points from the page's left edge."""
    top: float
    """Points from the page's top edge."""
    right: float
    """Points from the page's left edge."""
    bottom: float
    """Points from the page's top edge; greater than `top`."""
    apart: bool = False
    """Whether a gap wider than between lines stands before it, or another column or table."""
    table: bool = False
    """Whether it is a row of a table; a whole table, with a line for each row, before lines are ordered."""
    wraps: bool = False
    """Whether it ends where it does because the next line's first word had no room on it."""
    size: float = 0.0
    """Size of the type in points; 0 where it is not known."""


Mark = tuple[str, int, int]
"""What a line says, and where: left and top edge in whole points."""


def mark(line: Run) -> Mark:
    """By what a line is known again on another page."""
    return line.text, round(line.left), round(line.top)


def height(run: Run) -> float:
    """Height of a run's box, in points."""
    return run.bottom - run.top


def type_size(run: Run) -> float:
    """Size of a run's type; where that is not known the height of its box, which some fonts give by the letters it has."""
    return run.size or height(run)


def body_size(lines: Sequence[Run]) -> float:
    """Size of the type that most of the text is set in."""
    return median(size for line in lines for size in [type_size(line)] * len(line.text))


def set_apart(lines: list[Run]) -> list[Run]:
    """The lines, with a gap before the first."""
    return [replace(lines[0], apart=True), *lines[1:]] if lines else []


def has_room(line: Run, following: Run, right: float) -> bool:
    """Whether the next line's first word would have had room on a line that may reach to `right`."""
    word = following.text.split(" ", 1)[0]
    room = (len(word) + 0.5) * (following.right - following.left) / max(1, len(following.text))
    return line.right + room <= right
