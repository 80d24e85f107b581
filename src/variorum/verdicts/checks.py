"""Checks that need no second account: weekdays, anniversaries, and the arithmetic of one sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from variorum.model import Account, Claim, Event, Finding, Moment, Quantity
from variorum.verdicts.arithmetic import check_arithmetic

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b[\s,(]{{0,3}}(?:the\s+)?$")
_WITHIN = re.compile(rf"\b({'|'.join(_DAYS)})\b")
_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+anniversary\b")
_AGO = re.compile(r"\s+ago\b(\s+(?:today|tonight|on\s+this\s+day|to\s+the\s+day)\b)?")


def check(accounts: Sequence[Account], claims: Sequence[Claim], event: Event) -> list[Finding]:
    """All findings, in order of account and place."""
    texts = {a.siglum: a.text for a in accounts}
    found = [f for c in claims if isinstance(c.value, Moment) for f in _weekday(c, texts[c.siglum])]
    of: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of[claim.siglum].append(claim)
    for account in accounts:
        found += _anniversaries(account, of[account.siglum], event)
        found += check_arithmetic(account, of[account.siglum])
    return found


def _weekday(claim: Claim, text: str) -> Iterator[Finding]:
    assert isinstance(claim.value, Moment)
    try:
        first, last = claim.value.bounds()
    except ValueError:
        return
    if first != last or not re.search(r"\b\d{4}\b", claim.quote):
        return  # a weekday is proof only of a date written out with its year
    said = _WITHIN.search(claim.quote) or _WEEKDAY.search(text[max(0, claim.span.start - 16) : claim.span.start])
    if said is None:
        return
    real = _DAYS[first.weekday()]
    holds = real == said[1]
    end = "as written." if holds else f"not a {said[1]}."
    yield Finding("weekday", (claim.id,), holds, f"{claim.siglum}: {first.isoformat()} was a {real}, {end}")


def _anniversaries(account: Account, claims: Sequence[Claim], event: Event) -> Iterator[Finding]:
    if event.date is None or account.published is None:
        return
    try:
        day, out = Moment(event.date).bounds()[0], Moment(account.published).bounds()[0]
    except ValueError:
        return
    passed = out.year - day.year
    said = [
        ("anniversary", m[0], int(m[1]), tuple(c.id for c in claims if m.start() <= c.span.start < m.end()), False)
        for m in _ANNIVERSARY.finditer(account.text)
    ]
    for c in claims:
        ago = _AGO.match(account.text, c.span.end) if c.kind == "duration" else None
        if (
            ago
            and isinstance(c.value, Quantity)
            and c.value.unit == "year"
            and c.value.low == c.value.high
            and c.value.low
        ):
            to_the_day = ago[1] is not None and (day.month, day.day) == (out.month, out.day)
            said.append(("years-ago", c.quote + ago[0], int(c.value.low), (c.id,), to_the_day))
    for name, words, years, near, to_the_day in said:
        # A number far off is about another event, of which nothing is known here, unless it counts to this very day.
        if (abs(years - passed) > 1 and not to_the_day) or passed == 0:
            continue
        holds = years == passed
        tail = "as written" if holds else f"not {years}"
        yield Finding(
            name, near, holds, f"{account.siglum} says “{words}”: {out.year} - {day.year} = {passed}, {tail}."
        )
