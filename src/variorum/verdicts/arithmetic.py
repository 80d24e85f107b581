"""Checks of the arithmetic that one sentence shows: parts against their total, a percentage against its counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from variorum.model import Account, Claim, Finding, Quantity

_END = re.compile(r"[.!?](?=\s|$)|\n\s*\n")
_LIST = re.compile(r"(?:[^.!?:;]|[.,](?=\d)){0,80}:")
"""What may stand between a total and the list of its parts: no sentence ends there, and a colon closes it."""
_OF_THEM = re.compile(r"\bof\s+(?:the\s+|these\s+|those\s+|all\s+)?$", re.IGNORECASE)
"""Before a total of which parts are told: "Of the 36 dead, 20 were in the hall, nine in the tram and six at home"."""
_OF_WHOM = re.compile(r"\s[^.!?:;,\d]{1,40},\s*")
"""From such a total to its parts."""
_NEAR = 0.2
"""A list whose sum is farther from the total than this share of it lists something else: ages, dates, rooms."""
_SHARE = re.compile(r"\s*(?:out\s+)?of\s+(?:the\s+|all\s+|those\s+|these\s+)?", re.IGNORECASE)
_OR = re.compile(r"[^.!?\d]{0,40}?[,(]\s*(?:or|that is|which is|i\.e\.)?\s*", re.IGNORECASE)


def check_arithmetic(account: Account, claims: Sequence[Claim]) -> Iterator[Finding]:
    """Findings on the claims of one account, by place.

    "126 people died: 71 in the town, 39 in the villages and 14 at the mill" gives the sum of the parts beside the total;
    so does "of the 126 dead, 71 were ..., 39 ... and 14 ...", where three parts or more are told, since two need not be all.
    "ninety-six of the 126, or 76 percent" gives the percentage that the counts make, and so does "96, or 76 percent of the 126". Bounds and approximate figures add up
    to nothing certain and are passed over.
    """
    exact = sorted((c for c in claims if _exact(c)), key=lambda c: c.span)
    for k, total in enumerate(exact):
        yield from _parts(account, total, exact[k + 1 : k + 12])
        yield from _percent(account, exact[k : k + 3])


def _parts(account: Account, total: Claim, after: Sequence[Claim]) -> Iterator[Finding]:
    text = account.text
    colon = _LIST.match(text, total.span.end)
    least = 2
    if colon is None and _OF_THEM.search(text, max(0, total.span.start - 12), total.span.start):
        colon, least = _OF_WHOM.match(text, total.span.end), 3
    if colon is None or _unit(total) == "percent":
        return
    end = _END.search(text, colon.end())
    stop = end.start() if end else len(text)
    parts = [c for c in after if colon.end() <= c.span.start and c.span.end <= stop]
    # The first part follows the colon at once, and no part is as large as the whole: else it is another list.
    if len(parts) < least or parts[0].span.start - colon.end() > 12 or any(_n(c) >= _n(total) for c in parts):
        return
    if any(c.kind != total.kind or _unit(c) not in (_unit(total), "thing") for c in parts):
        return
    made = sum(_n(c) for c in parts)
    holds = made == _n(total)
    if abs(made - _n(total)) > _NEAR * _n(total):
        return
    figures = " + ".join(f"{_n(c):g}" for c in parts)
    tail = "as written" if holds else f"not {_n(total):g}"
    yield Finding(
        "parts-and-total",
        (total.id, *(c.id for c in parts)),
        holds,
        f"{account.siglum}: {figures} = {made:g}, {tail}.",
    )


def _percent(account: Account, three: Sequence[Claim]) -> Iterator[Finding]:
    if len(three) < 3:
        return
    told = _shared(account.text, *three)
    if told is None:
        return
    part, whole, share = told
    if _unit(share) != "percent" or "percent" in (_unit(part), _unit(whole)) or not 0 < _n(part) <= _n(whole):
        return
    made = 100 * _n(part) / _n(whole)
    holds = abs(made - _n(share)) <= 0.5 if _n(share).is_integer() else abs(made - _n(share)) <= 0.05
    tail = "as written" if holds else f"not {_n(share):g}"
    says = f"{account.siglum}: {_n(part):g} of {_n(whole):g} are {made:.1f} percent, {tail}."
    yield Finding("percent", (part.id, whole.id, share.id), holds, says)


def _shared(text: str, one: Claim, two: Claim, three: Claim) -> tuple[Claim, Claim, Claim] | None:
    """Which of three figures in a row is the part, which the whole and which the percentage; None where the words between tell none."""
    first, second = (one.span.end, two.span.start), (two.span.end, three.span.start)
    of = _OF_THEM.search(text, max(0, one.span.start - 12), one.span.start) is not None
    if _OR.fullmatch(text, *second):
        if _SHARE.fullmatch(text, *first):
            return one, two, three  # "96 of the 126, or 76 percent"
        if of and _OF_WHOM.fullmatch(text, *first):
            # "of the 38 wounded, 9, or 24 percent", "of 1,200 asked, 60 percent, or 720"
            return (three, one, two) if _unit(two) == "percent" else (two, one, three)
    if _OR.fullmatch(text, *first) and _SHARE.fullmatch(text, *second):
        return one, three, two  # "141, or 80 percent of the 176"
    return None


def _exact(c: Claim) -> bool:
    v = c.value
    return c.kind == "quantity" and isinstance(v, Quantity) and v.low is not None and v.low == v.high and not v.approx


def _n(c: Claim) -> float:
    assert isinstance(c.value, Quantity)
    assert c.value.low is not None
    return float(c.value.low)


def _unit(c: Claim) -> str | None:
    assert isinstance(c.value, Quantity)
    return c.value.unit
