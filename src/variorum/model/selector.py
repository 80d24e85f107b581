"""Places named by their words, so that they are found again in a text that was read anew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.model.span import Span

_AROUND = 32
"""Code points of context on either side: two or three words more than most passages need to be told apart."""
_ENOUGH = 12
"""Letters and marks of context that must be the same, where there are as many: a bare "3" may stand anywhere."""
_EACH = 4
"""...and on each side."""


@dataclass(frozen=True, slots=True)
class QuoteSelector:
    """A place named by its words (W3C Web Annotation Data Model, TextQuoteSelector): survives moved offsets."""

    exact: str
    """The words themselves."""
    prefix: str
    """Up to 32 code points before them."""
    suffix: str
    """Up to 32 code points after them."""


def select(text: str, span: Span) -> QuoteSelector:
    """The selector of a place in `text`."""
    return QuoteSelector(
        span.of(text), text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    )


def locate(selector: QuoteSelector, text: str) -> Span | None:
    """The place that the selector names in `text`; None where it is not there, or cannot be told from another.

    White space counts for nothing, since it is layout. Of several places with the words, the one with most of the context;
    where two have as much, none.

    >>> locate(select("3 dead in Ansa, 3 hurt", Span(16, 17)), "On Monday 3 dead in Ansa,\\n3 hurt.")
    Span(start=26, end=27)
    >>> locate(QuoteSelector("3", "", ""), "3 dead, 3 hurt") is None
    True
    """
    words = selector.exact.split()
    if not words:
        return None
    before, after = _bare(selector.prefix)[::-1], _bare(selector.suffix)
    # "12" is not found in "4128".
    ahead = "" if selector.prefix[-1:].isalnum() or not words[0][0].isalnum() else r"(?<!\w)"
    behind = "" if selector.suffix[:1].isalnum() or not words[-1][-1].isalnum() else r"(?!\w)"
    best: list[tuple[int, Span]] = []
    for m in re.finditer(ahead + r"\s*".join(re.escape(w) for w in words) + behind, text):
        left = _same(before, _bare(text[max(0, m.start() - 4 * _AROUND) : m.start()])[::-1])
        right = _same(after, _bare(text[m.end() : m.end() + 4 * _AROUND]))
        if left + right >= min(_ENOUGH, len(before) + len(after)) and _stands(left, before) and _stands(right, after):
            best = sorted([*best, (left + right, Span(*m.span()))], key=lambda pair: -pair[0])[:2]
    if not best or (len(best) == 2 and best[0][0] == best[1][0]):
        return None
    return best[0][1]


def _stands(same: int, context: str) -> bool:
    """Whether enough of one side's context is the same: "20 dead in Vardon" is not found in "20 dead in Ostrel"."""
    return same >= min(_EACH, len(context))


def carry(places: Sequence[Span], old: str, new: str) -> list[Span | None]:
    """Where places of the text `old` stand in `new`, None for those that are not found there for certain."""
    ahead = _same(old, new)
    behind = min(_same(old[::-1], new[::-1]), len(old) - ahead, len(new) - ahead)
    moved = len(new) - len(old)
    found: list[Span | None] = []
    for place in places:
        if place.end + _EACH <= ahead:
            found.append(place)
        elif place.start - _EACH >= len(old) - behind:
            found.append(Span(place.start + moved, place.end + moved))
        else:
            found.append(locate(select(old, place), new))
    return found


def _bare(text: str) -> str:
    return "".join(text.split())


def _same(a: str, b: str) -> int:
    """How many code points two texts have in common at their beginning."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
