"""Tables that lines are drawn around: the rules of a page, and the rows and cells between them."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from variorum.accounts.runs import Run
from variorum.hyphens import Words, joins

_NEAR = 2.5
"""Points between rules that meet."""
_MOST = 3000
"""Paths of a page that are looked at; maps and drawings have more, and are no tables."""
_LONGEST, _LONGEST_OF_ONE = 1500, 150
"""Code points of a cell; what is longer is the layout of a page, and no table. The second where there is one row: a
table's head at the foot of a page."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line on a page."""

    upright: bool
    """Whether it runs downwards."""
    at: float
    """Points from the page's left edge for an upright one, else from its top edge."""
    start: float
    """Where it begins, on the other axis."""
    end: float
    """Where it ends."""


def read_rules(page: Any) -> list[Rule]:
    """The rules of a page of pdfium's, pieces of one line put together."""
    from pypdfium2 import raw

    height = page.get_height()
    found: list[Rule] = []
    paths = 0
    edges = [ctypes.c_float() for _ in range(4)]
    # By the C functions: some programs make an object of every letter, and wrapping each takes longer than reading the page.
    for k in range(raw.FPDFPage_CountObjects(page.raw)):
        path = raw.FPDFPage_GetObject(page.raw, k)
        if raw.FPDFPageObj_GetType(path) != raw.FPDF_PAGEOBJ_PATH:
            continue
        paths += 1
        if paths > _MOST:
            return []
        if not raw.FPDFPageObj_GetBounds(path, *map(ctypes.byref, edges)):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        wide, high = right - left, top - bottom
        if wide < 3 and high > 6:
            found.append(Rule(True, (left + right) / 2, height - top, height - bottom))
        elif high < 3 and wide > 6:
            found.append(Rule(False, height - (top + bottom) / 2, left, right))
        elif _is_frame(path, raw):
            found += [Rule(True, x, height - top, height - bottom) for x in (left, right)]
            found += [Rule(False, height - y, left, right) for y in (top, bottom)]
    return list(_joined(found))


def _is_frame(path: Any, raw: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value) and raw.FPDFPath_CountSegments(path) in {4, 5}


def _joined(rules: Iterable[Rule]) -> Iterator[Rule]:
    last: Rule | None = None
    for rule in sorted(rules, key=lambda r: (r.upright, round(r.at / _NEAR), r.start)):
        if (
            last
            and (last.upright, round(last.at / _NEAR)) == (rule.upright, round(rule.at / _NEAR))
            and rule.start < last.end + _NEAR
        ):
            last = Rule(last.upright, last.at, last.start, max(last.end, rule.end))
            continue
        if last:
            yield last
        last = rule
    if last:
        yield last


def with_tables(runs: Sequence[Run], rules: Sequence[Rule]) -> list[Run]:
    """The runs, those within a ruled table put together as one, with a line for each row."""
    rest = list(runs)
    words = Words("\n".join(r.text for r in runs))
    for xs, ys in _grids(rules):
        inside = [
            r for r in rest if xs[0] < (r.left + r.right) / 2 < xs[-1] and ys[0] < (r.top + r.bottom) / 2 < ys[-1]
        ]
        cells: dict[tuple[int, int], list[Run]] = {}
        for run in inside:
            row = sum(y < (run.top + run.bottom) / 2 for y in ys)
            column = sum(x < run.left + 1 for x in xs)
            cells.setdefault((row, max(1, column)), []).append(run)
        texts = {place: cell_text(found, words) for place, found in cells.items()}
        longest = _LONGEST if len({row for row, _ in texts}) > 1 else _LONGEST_OF_ONE
        # The rest of a row that a page broke may have one cell, of three and more, and not the first.
        rest_of_row = len(texts) == 1 and len(ys) == 2 and len(xs) > 3 and max(column for _, column in texts) > 1
        few = len({column for _, column in texts}) < 2 and not rest_of_row
        if few or max(map(len, texts.values())) > longest:
            continue
        rows = (" | ".join(texts.get((row, c), "") for c in range(1, len(xs))) for row in range(1, len(ys)))
        whole = "\n".join(line for line in rows if line.strip(" |"))
        taken = set(map(id, inside))
        rest = [r for r in rest if id(r) not in taken]
        rest.append(Run(whole, xs[0], ys[0], xs[-1], ys[-1], table=True))
    return rest


def cell_text(runs: Iterable[Run], words: Words) -> str:
    """What stands in a cell, line by line, divided words joined."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (r.top, r.left)):
        if lines and run.top < (lines[-1][0].top + lines[-1][0].bottom) / 2:
            lines[-1].append(run)
        else:
            lines.append([run])
    text = ""
    for line in (" ".join(r.text for r in sorted(row, key=lambda r: r.left)) for row in lines):
        drop = joins(text, line, words)
        text = f"{text} {line}" if drop is None else text[: len(text) - drop] + line
    return text.strip()


def _grids(rules: Sequence[Rule]) -> Iterator[tuple[list[float], list[float]]]:
    """Edges of the columns and of the rows of each set of rules that meet: two columns and a row at least."""
    upright = [r for r in rules if r.upright]
    level = [r for r in rules if not r.upright]
    if len(upright) < 3 or len(level) < 2 or len(upright) * len(level) > 200_000:
        return
    group = list(range(len(rules)))

    def of(k: int) -> int:
        while group[k] != k:
            group[k] = group[group[k]]
            k = group[k]
        return k

    for i, a in enumerate(upright):
        for j, b in enumerate(level, len(upright)):
            if a.start - _NEAR <= b.at <= a.end + _NEAR and b.start - _NEAR <= a.at <= b.end + _NEAR:
                group[of(j)] = of(i)
    together: dict[int, list[Rule]] = {}
    for k, rule in enumerate([*upright, *level]):
        together.setdefault(of(k), []).append(rule)
    for met in together.values():
        xs = sorted({r.at for r in met if r.upright})
        ys = sorted({r.at for r in met if not r.upright})
        if len(xs) >= 3 and len(ys) >= 2:
            yield xs, ys
