"""Hyphens that layout left: which to take out, judged by the other words of the same text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from variorum.text.edits import Edit

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_INNER = re.compile(r"(?<![\w‐‑-])([^\W\d_]{2,})[-‐‑]([^\W\d_]{2,})(?![\w‐‑-])")
_BROKEN = re.compile(r"([^\W\d_]{1,40}|\d)[-‐‑\xad]$")
_NEXT = re.compile(r"[^\W\d_]{1,40}")

# First parts after which a hyphen at a line's end is most often part of the word.
_COMPOUNDS = frozenset(
    """anti any best co counter cross double eight eighty eleven every ex far fifteen fifty first five forty four
    full great half hard high ill large last left life light long low many micro mid mini multi near neo never
    newly nine ninety non old one open part post pre pseudo quasi right second self semi seven seventy short
    single six sixty small still ten then third thirty three top trans twelve twenty twice two ultra up vice
    well year young""".split()
)
# Second parts that make a compound of any word: "Moscow-based", "police-led".
_SECONDS = frozenset(
    """aged backed based born controlled elect free friendly ground held laden led made minded old owned page
    related ridden scale shot style term torn woman year years""".split()
)


class Words:
    """The words of one text, counted when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(w.replace("‐", "-").replace("‑", "-").lower() for w in _WORD.findall(self._text))

    def count(self, word: str) -> int:
        """How often the text has `word`, whatever its capitals."""
        return self._counts[word.lower()]


def joins(before: str, after: str, words: Words) -> int | None:
    """What to do where a line ends in a hyphen.

    Args:
        before: the line with the hyphen at its end.
        after: the line that goes on.
        words: the words of the whole text.

    Returns:
        Number of code points to drop at the end of the first line, 1 for the hyphen and 0 where it is meant, before
        both are closed up; None when the line does not end in a hyphen that binds.
    """
    left, right = _BROKEN.search(before), _NEXT.match(after)
    if not left:
        return None
    if before.endswith("\xad"):
        return 1
    if left[1].isdigit():
        # "60-" / "year-old", "2011-" / "2012": always a hyphen that is meant.
        return 0 if after[:1].isalnum() else None
    if not right:
        return 0 if after[:1].isdigit() else None
    first, second = left[1].lower(), right[0].lower()
    together, apart = words.count(first + second), words.count(f"{first}-{second}")
    if together or apart:
        return 1 if together >= apart else 0
    if right[0][0].isupper() or first in _COMPOUNDS or second in _SECONDS:
        return 0
    if re.search(r"[-‐‑]" + re.escape(left[1]) + r"[-‐‑]$", before):  # "seven-year-" / "old"
        return 0
    # Both halves stand alone elsewhere: a compound. A half that is no word of the text is a piece of one.
    alone = len(first) > 3 and len(second) > 3 and words.count(first) > 0 and words.count(second) > 0
    return 0 if alone else 1


def mend_inner(text: str, words: Words) -> list[Edit]:
    """Hyphens within a line that were once at a line's end: "Azer-baijanis" where the text has "Azerbaijanis" too.

    Wrong where a text writes both "re-sent" and "resent" and means both.
    """
    edits = []
    for m in _INNER.finditer(text):
        if m[2][0].isupper() or m[1].lower() in _COMPOUNDS:
            continue
        together = words.count(m[1] + m[2])
        if together and together >= words.count(f"{m[1]}-{m[2]}"):
            edits.append(Edit(m.end(1), m.end(1) + 1, ""))
    return edits
