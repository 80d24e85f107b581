"""Hyphens at line ends: which layout left and which are meant, judged by the other words of the same text."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_DIVIDED = re.compile(r"[^\W\d_]{1,40}[-‐‑\xad][ \t]{0,9}[\r\n]\s{0,99}[^\W\d_]{1,40}")
_TYPED = re.compile(r"\w‐\w")
_BROKEN = re.compile(r"([^\W\d_]{1,40}|\d)[-‐‑\xad]$")
_DASHED = re.compile(r"\w[–—]$")
_COMPOUND = re.compile(r"((?:[^\W\d_]{1,40}[-‐‑]){1,5})[^\W\d_]{1,40}[-‐‑]$")
_NEXT = re.compile(r"[^\W\d_]{1,40}")

# First parts after which a hyphen at a line's end is most often part of the word.
COMPOUNDS = frozenset(
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
        # A divided word would else bear witness to its own halves.
        whole = _DIVIDED.sub(" ", self._text)
        return Counter(w.replace("‐", "-").replace("‑", "-").lower() for w in _WORD.findall(whole))

    @cached_property
    def types_hyphens(self) -> bool:
        """Whether the text has U+2010 within lines: keyboards have none, and layout puts it at their ends."""
        return _TYPED.search(self._text) is not None

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
        # "1994–" / "1996", "the dam—" / "or what was left": no space stood there.
        return 0 if _DASHED.search(before) and after[:1].isalnum() else None
    if before.endswith("\xad") or (before.endswith("‐") and not words.types_hyphens):
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
    capital = right[0][0].isupper() and not (left[1].isupper() and right[0].isupper())
    # "re-" / "elected": two like vowels are kept apart.
    apart_vowels = first in {"co", "de", "pre", "re"} and first[-1] == second[0]
    if capital or apart_vowels or first in COMPOUNDS or second in _SECONDS:
        return 0
    if longer := _COMPOUND.search(before):  # "seven-year-" / "old", "co-opera-" / "tive"
        whole = words.count(longer[1].replace("‐", "-").replace("‑", "-") + first + second)
        return int(whole > 0 or not (words.count(first) or words.count(second)))
    # Both halves stand alone elsewhere: a compound. A half that is no word of the text is a piece of one.
    alone = len(first) > 3 and len(second) > 3 and words.count(first) > 0 and words.count(second) > 0
    return 0 if alone else 1
