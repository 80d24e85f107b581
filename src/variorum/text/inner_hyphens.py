"""Hyphens within a line that layout left there, taken out."""

from __future__ import annotations

import re

from variorum.hyphens import COMPOUNDS, Words
from variorum.text.edits import Edit

_INNER = re.compile(r"(?<![\w‐‑-])([^\W\d_]{2,})[-‐‑]([^\W\d_]{2,})(?![\w‐‑-])")


def mend_inner(text: str, words: Words) -> list[Edit]:
    """Hyphens within a line that were once at a line's end: "Azer-baijanis" where the text has "Azerbaijanis" too.

    Wrong where a text writes both "re-sent" and "resent" and means both.
    """
    edits = []
    for m in _INNER.finditer(text):
        if m[2][0].isupper() or m[1].lower() in COMPOUNDS:
            continue
        together = words.count(m[1] + m[2])
        if together and together >= words.count(f"{m[1]}-{m[2]}"):
            edits.append(Edit(m.end(1), m.end(1) + 1, ""))
    return edits
