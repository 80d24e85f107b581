"""Scores the stemma on artificial traditions of growing difficulty: lines of descent, and ancestors that are lost.

Usage: python bench/traditions.py [FIRST LAST]; the seeds, 20 to 39 without arguments.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from test_stemma import stemma_of
from traditions import either_way, found_lines, tradition, truth, without

KINDS = {
    "all texts there, words misspelt": ({}, 0),
    "all there, words changed for known ones": ({"slips": 0.0, "changed": 0.02}, 0),
    "3 of 12 lost": ({}, 3),
    "3 of 12 lost, words changed": ({"slips": 0.0, "changed": 0.02}, 3),
    "6 of 18 lost, few errors": ({"copies": 18, "slips": 0.008, "changed": 0.008, "dropped": 0.004}, 6),
    "3 of 10 copies mixed": ({"mixed": 0.3}, 0),
    "3 of 10 mixed, 3 lost": ({"mixed": 0.3, "changed": 0.01}, 3),
}
"""Kinds of traditions: what is made, and how many of the texts that were copied are lost."""


def main() -> None:
    """Print, for each kind, how many lines and lost ancestors are there, found, and found falsely."""
    first, last = map(int, sys.argv[1:3] or (20, 39))
    print(f"{'':54} {'lines':>29}  {'ancestors lost':>20}")
    print(f"{'':54} {'there  right  either way  false':>29}  {'there  right  false':>20}")
    for name, (how, lost) in KINDS.items():
        for dated in (True, False):
            lines, ancestors, either = [0, 0, 0], [0, 0, 0], 0
            for seed in range(first, last + 1):
                whole = tradition(seed, **how)
                extant = without(whole, seed, lost)
                there = truth(whole, extant)
                found = found_lines((e.parent, e.child) for e in stemma_of(extant, dated=dated).edges)
                _count(lines, there, found)
                either += len(either_way(there, extant) & either_way(found, extant))
                _count(
                    ancestors,
                    *({end for line in x for end in line if not isinstance(end, str)} for x in (there, found)),
                )
            says = f"{name}, {'with' if dated else 'without'} dates"
            print(
                f"{says:54} {lines[0]:5}  {lines[1]:5}  {either:10}  {lines[2]:5}   {ancestors[0]:5}  {ancestors[1]:5}  {ancestors[2]:5}"
            )


def _count(total: list[int], there: set[object], found: set[object]) -> None:
    for n, part in enumerate((there, there & found, found - there)):
        total[n] += len(part)


if __name__ == "__main__":
    main()
