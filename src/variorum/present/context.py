"""Quotations in their context: the words around a place, cut at words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from variorum.model import Span

_PARAGRAPH = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)*")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotation and what stands around it, with line ends as blanks."""

    before: str
    """Words before, beginning with an ellipsis where they were cut."""
    quote: str
    """The exact words, but for white space."""
    after: str
    """Words after, ending in an ellipsis where they were cut."""


def passage(text: str, span: Span, width: int = 90) -> Passage:
    """The words of `span` in `text` with up to `width` code points on either side, cut at words."""
    start, end = max(0, span.start - width), min(len(text), span.end + width)
    before, after = text[start : span.start], text[span.end : end]
    if start > 0:
        before = "…" + _from_word(before)
    if end < len(text):
        after = _to_word(after) + "…"
    return Passage(_flat(before).lstrip(), _flat(span.of(text)), _flat(after).rstrip())


def _from_word(text: str) -> str:
    at = re.search(r"\s", text)
    return text[at.end() :] if at else text


def _to_word(text: str) -> str:
    cut = text.rstrip()
    at = max(cut.rfind(" "), cut.rfind("\n"))
    return cut[:at].rstrip(" \n,;:") if at > 0 else cut


def _flat(text: str) -> str:
    # Blanks at the ends must stay: they part the quotation from its context.
    return re.sub(r"\s+", " ", text)


def paragraphs(text: str) -> list[Span]:
    """Stretches between blank lines, in order; together with the breaks they cover the text.

    Where a file has a blank line after every line, the lines of one sentence stay together: a break counts when a
    sentence ends before it, or when the line before it is short.

    >>> text = "One.\\n\\nTwo."
    >>> [span.of(text) for span in paragraphs(text)]
    ['One.', 'Two.']
    """
    longest = max((len(line) for line in text.splitlines()), default=0)
    lines = text.count("\n")
    spaced = 3 * len(_PARAGRAPH.findall(text)) > lines > 8
    found, start = [], 0
    for gap in _PARAGRAPH.finditer(text):
        line = text[max(start, text.rfind("\n", 0, gap.start()) + 1) : gap.start()].rstrip()
        if spaced and line and line[-1] not in '.!?:”"' and 2 * len(line) > min(longest, 120):
            continue
        if gap.start() > start:
            found.append(Span(start, gap.start()))
        start = gap.end()
    if start < len(text):
        found.append(Span(start, len(text)))
    return found
