"""Scores the stemma on artificial traditions: lines of descent that are right, with dates and without.

Usage: python bench/traditions.py [FIRST LAST]; the seeds, 20 to 39 without arguments.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from test_stemma import stemma_of
from traditions import tradition


def main() -> None:
    """Print how many lines are right, found and there."""
    first, last = map(int, sys.argv[1:3] or (20, 39))
    for dated in (True, False):
        right = found = there = 0
        for seed in range(first, last + 1):
            copies = tradition(seed)
            edges = {(e.parent, e.child) for e in stemma_of(copies, dated=dated).edges}
            right += sum((c.parent, c.name) in edges for c in copies)
            found += len(edges)
            there += len(copies) - 1
        print(f"{'with' if dated else 'without'} dates: {right} right of {found} lines found, {there} there")


if __name__ == "__main__":
    main()
