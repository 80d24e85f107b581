"""What a shared passage is: copied words, a quotation that both take from a third, or boilerplate."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from variorum.model import ParallelKind, Span

_LONGEST_QUOTATION = 1_200
"""Code points between two quotation marks that still belong together; a mark left open would quote the rest of a text."""
_MARKS = {
    "“": re.compile(rf"“[^“”]{{1,{_LONGEST_QUOTATION}}}”"),
    "„": re.compile(rf"„[^„“”]{{1,{_LONGEST_QUOTATION}}}[“”]"),
    "«": re.compile(rf"«[^«»]{{1,{_LONGEST_QUOTATION}}}»"),
    "``": re.compile(rf"``[^`']{{1,{_LONGEST_QUOTATION}}}''"),
    '"': re.compile(rf'"(?<!\w")(?=[^\s"])[^"]{{1,{_LONGEST_QUOTATION}}}"'),
}
"""What a quotation begins with, and how it goes on."""
_AROUND = 60
"""Letters beyond a common quotation that two accounts may share by naming its speaker or outlet in the same way."""
_FEWEST = 25
"""Letters of the shortest common quotation: some five words."""
_CONTACT = re.compile(
    r"\b(?:tel|fax|phone|telephone|e-?mail|website|web site)\b\s*(?:no\.?)?\s*[:.+(]|\bhttps?://|\bwww\.|[\w.]+@[\w-]+\.\w"
    r"|all rights reserved|copyright|©|\bterms of (?:use|service)\b|\bprivacy policy\b|\bfollow us\b|\bsubscribe\b"
    r"|\bnewsletter\b|may not be (?:published|reproduced|redistributed|reprinted)|contributed to this (?:report|story|article)"
    r"|\breporting by\b|\bediting by\b|\bpress releases?\b|\bfor (?:more|further) information\b|\bread more\b|\bclick here\b"
    r"|\bfor immediate release\b|\bmedia contacts?\b|\bstreet\b.*\b\d{4,}\b|\b\d{5}(?:-\d{4})?\b\s*$"
)
"""What lines of addresses, credits and notices hold, in small letters."""
_HINTS = (
    *("@", "http", "www.", "tel", "fax", "phone", "mail", "web", "right", "©", "terms of", "privacy", "follow us"),
    *("subscribe", "newsletter", "may not be", "contributed to", "reporting by", "editing by", "press release"),
    *("information", "read more", "click here", "immediate release", "contact", "street"),
)
"""Without one of these, and without a number at the end of a line, no line is of that sort; quicker to look for."""
_NUMBER_AT_END = re.compile(r"\d\s*(?:\n|$)")


def quotations(text: str) -> list[Span]:
    """Stretches of a text in quotation marks, without the marks, in order.

    >>> [s.of('He said, "never again", and left.') for s in quotations('He said, "never again", and left.')]
    ['never again']
    """
    found = []
    for mark, quoted in _MARKS.items():
        if mark in text:
            found += [Span(m.start() + len(mark), m.end() - len(mark)) for m in quoted.finditer(text)]
    return sorted(found)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a passage, as its kind is judged."""

    text: str
    """The whole account."""
    span: Span
    """The passage."""
    quoted: Sequence[Span]
    """All quotations of the account, in order."""

    def longest(self) -> Span | None:
        """The longest quoted part of the passage; None when nothing in it is quoted."""
        first = max(0, bisect_right(self.quoted, self.span.start, key=lambda q: q.start) - 1)
        last = bisect_left(self.quoted, self.span.end, key=lambda q: q.start)
        parts = [
            Span(max(q.start, self.span.start), min(q.end, self.span.end))
            for q in self.quoted[first:last]
            if q.overlaps(self.span)
        ]
        return max(parts, key=lambda s: (len(s), -s.start), default=None)

    def around(self, part: Span) -> tuple[str, str]:
        """The letters of the passage before and after a part of it."""
        before, after = self.text[self.span.start : part.start], self.text[part.end : self.span.end]
        return _letters(before), _letters(after)


def judge(a: Side, b: Side) -> tuple[ParallelKind, Span, Span, str]:
    """The kind of a passage, its span on either side, and why; a common quotation is cut to its quoted words."""
    x, y = a.longest(), b.longest()
    if x is not None and y is not None:
        quoted = _letters(x.of(a.text)), _letters(y.of(b.text))
        common = LCSseq.similarity(*quoted)
        shorter = min(_size(s.span.of(s.text)) for s in (a, b))
        if common >= max(_FEWEST, 0.7 * min(len(q) for q in quoted), 0.5 * shorter):
            beyond = [LCSseq.similarity(*sides) for sides in zip(a.around(x), b.around(y), strict=True)]
            if max(beyond) <= _AROUND:
                return "quotation", x, y, "both have these words in quotation marks and share little around them"
    if _is_boilerplate(a.span.of(a.text)) and _is_boilerplate(b.span.of(b.text)):
        return "boilerplate", a.span, b.span, "addresses, credits or notices rather than the story"
    return "copied", a.span, b.span, ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _size(text: str) -> int:
    return sum(map(str.isalnum, text))


def _is_boilerplate(text: str) -> bool:
    """Whether most of a passage is lines of addresses, credits and notices."""
    small = text.lower()
    if not (any(hint in small for hint in _HINTS) or _NUMBER_AT_END.search(small)):
        return False
    lines = [line for line in re.split(r"\n|(?<=[.!?])\s+(?=[A-Z])", text) if line.strip()]
    return sum(len(line) for line in lines if _CONTACT.search(line.lower())) > len(text) / 2
