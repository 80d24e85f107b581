"""Whether two names can be one person's."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from variorum.collation.columns import Codes, Column, pairs_that_occur

_SPELLING = 85.0
"""Likeness from which two last names are one, misspelt, 0 to 100."""


def same_name(a: str, b: str) -> bool:
    """Whether two names can be one person's: one is part of the other, or last and first names agree.

    Two people of one family share the last name, so the first names must begin alike, or another name must be shared.
    """
    x, y = a.lower().replace(".", "").split(), b.lower().replace(".", "").split()
    if not x or not y:
        return False
    if set(x) <= set(y) or set(y) <= set(x):
        return True
    if x[-1] != y[-1] and fuzz.ratio(x[-1], y[-1]) < _SPELLING:
        return False
    return len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0] or bool(set(x[:-1]) & set(y[:-1]))


def of_names(codes: Codes, names: Sequence[str], a: Codes, b: Codes) -> Column:
    """1 for each pair of names that can be one person's, -1 for the others; equal codes stand for equal names."""
    name = dict(zip(codes.tolist(), names, strict=True))
    (x, y), back = pairs_that_occur(codes[a], codes[b])
    same = [same_name(name[p], name[q]) for p, q in zip(x.tolist(), y.tolist(), strict=True)]
    return np.where(np.array(same, bool), 1.0, -1.0)[back]
