"""What stands between a number and a wording of harm in a sentence: words, what parts them, and what is said in passing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from variorum.languages import any_of, load
from variorum.model import Span

_NUMBERS = any_of([*load("en", "numbers")["ones"], *load("en", "numbers")["tens"]])
_PARTS = re.compile(
    r"(,)|\b(and|or|who|that)\b|(;|:|\b(?:but|while|whereas|although|though|when|after|before|because|as(?!\s+well))\b|\s-\s|[.!?]\s)"
)
"""What parts a number from a wording."""
_COSTS = (12, 8, 40)
"""...and the cost of each sort of it."""
_WITH = r",\s(?:including|among\sthem|one\sof\sthem|some\sof\sthem|along\swith|together\swith|as\swell\sas)\s"
_OF_THEM = (
    r",\s(?:(?:many|most|some|several|all|half|both|mostly|mainly|largely|nearly\sall|at\sleast\s\w+)\b|who\s|whom\s)"
)
_NAMED = r"(?:\d{1,3}[\s-]years?[\s-]old\s[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,4}|[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){1,4},\s\d{1,3})"
_ASIDE = re.compile(
    rf"(?:{_WITH}|{_OF_THEM})[^,;]{{2,110}}(?:,\s(?:\d|(?:{_NUMBERS})\s)[^,;]{{2,40}}){{0,3}}(?=,(?!\s(?:\d|(?:{_NUMBERS})\s)))|\s[-–—]{{1,2}}\s[^.;–—-][^.–—-]{{2,150}}?\s[-–—]{{1,2}}(?=\s)|\s\([^()]{{2,80}}\)"
    rf"|\swho\s(?!(?:was|were|had|have|are|is)\b)[^,;.()]{{2,90}}?(?:\([^,;.()]{{2,40}}\))?(?=\s(?:were|was|are)\s)"
    r"|\sincluding\s[^.;:()]{2,180}?(?<!\swho)(?=\s(?:were|was|have|had|has)\s)"
    r"|,\s(?:(?:both|all)\s)?age[ds]?\s\d{1,3}(?:,?\s(?:and\s|to\s)?\d{1,3}){0,9}(?=,)"
    rf"|,\s{_NAMED}(?:(?:[,;]|,?\sand)\s(?:and\s)?{_NAMED}){{0,11}}(?=[,\s])"
)
"""What may stand in passing between those counted and what became of them: ", including one woman,", " - two men and a boy -", ", Ada Vey, 31, and Ned Moor, 38,"."""
_MAY_HAVE_ASIDE = re.compile(
    rf"\swho\s|\sincluding\s|{_WITH}|{_OF_THEM}|\s[-–—]{{1,2}}\s|\s\(|,\s(?:\d{{1,3}}\b|(?:both\s|all\s)?age)|\d[\s-]years?[\s-]old\s[A-Z]"
)
WORD = re.compile(r"[\w'-]+")


class Marks:
    """The words of a sentence, and what parts a number from a wording."""

    def __init__(self, text: str, sentence: Span) -> None:
        a, b = sentence.start, sentence.end
        spans = [m.span() for m in WORD.finditer(text, a, b)]
        self._starts, self._ends = [start for start, _ in spans], [end for _, end in spans]
        parts = list(_PARTS.finditer(text, a, b))
        self._parts = [m.start() for m in parts]
        self._costs = [0, *accumulate(_COSTS[m.lastindex - 1] for m in parts if m.lastindex)]
        self.asides = [m.span() for m in _ASIDE.finditer(text, a, b)] if _MAY_HAVE_ASIDE.search(text, a, b) else []
        """Stretches that part nothing, in order."""
        if not self.asides:
            return
        self._in_asides = [0, *accumulate(self.words(*aside) for aside in self.asides)]
        self._letters = [0, *accumulate(end - start for start, end in self.asides)]

    def asides_between(self, low: int, high: int) -> tuple[int, int]:
        """The first stretch between two places that parts nothing, and one past the last, counted in `asides`."""
        first, last = bisect_left(self.asides, (low, 0)), bisect_left(self.asides, (high, 0))
        return first, last - (first < last and self.asides[last - 1][1] > high)

    def in_asides(self, first: int, last: int) -> tuple[int, int]:
        """Words and code points of these stretches."""
        return self._in_asides[last] - self._in_asides[first], self._letters[last] - self._letters[first]

    def words(self, low: int, high: int) -> int:
        """Words that stand between two places, those cut by the first included."""
        return bisect_left(self._starts, high) - bisect_right(self._ends, low)

    def cost(self, low: int, high: int) -> int:
        """What parts the two places, weighed."""
        return self._costs[bisect_left(self._parts, high)] - self._costs[bisect_left(self._parts, low)]


def without(text: str, low: int, high: int, asides: list[tuple[int, int]]) -> str:
    """What stands between two places but for the asides."""
    pieces, at = [], low
    for start, end in asides:
        pieces.append(text[at:start])
        at = end
    return "".join([*pieces, text[at:high]])
