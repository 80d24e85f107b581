"""Counts over a whole edition, in steps where it is large: one account more must not move every score by a little.

In a small edition, where adding an account costs little, they are as they are.
"""

from __future__ import annotations

import math

LARGE = 5_000
"""Sentences, or claims, from which an edition is large: some 150 reports."""

FOURFOLD = 4.0
"""Step of what is counted among claims."""
SIXTEENFOLD = 16.0
"""Step of what is counted among words, of which every account has hundreds."""


def in_steps(count: int, of: int, step: float) -> float:
    """A count of at least 1 among `of` sentences or claims, to the nearest power of `step` where the edition is large."""
    if of < LARGE:
        return count
    return float(step ** round(math.log(count) / math.log(step)))
