"""Checks that need no second account: weekday against date, anniversaries against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from variorum.model import Account, Claim, Event, Finding, Moment

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b[\s,(]{{0,3}}(?:the\s+)?$")
_WITHIN = re.compile(rf"\b({'|'.join(_DAYS)})\b")
_ANNIVERSARY = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\s+anniversary\b")
_AGO = re.compile(r"\b(\d{1,3})\s+years\s+ago\b")


def check(accounts: Sequence[Account], claims: Sequence[Claim], event: Event) -> list[Finding]:
    """All findings, in order of account and place."""
    texts = {a.siglum: a.text for a in accounts}
    found = [f for c in claims if isinstance(c.value, Moment) for f in _weekday(c, texts[c.siglum])]
    for account in accounts:
        found += _anniversaries(account, claims, event)
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
    yield Finding("weekday", (claim.id,), holds, f"{first.isoformat()} was a {real}, {end}")


def _anniversaries(account: Account, claims: Sequence[Claim], event: Event) -> Iterator[Finding]:
    if event.date is None or account.published is None:
        return
    try:
        day, out = Moment(event.date).bounds()[0], Moment(account.published).bounds()[0]
    except ValueError:
        return
    passed = out.year - day.year
    for name, pattern in (("anniversary", _ANNIVERSARY), ("years-ago", _AGO)):
        for m in pattern.finditer(account.text):
            said = int(m[1])
            # A number far off is about another event, of which nothing is known here.
            if abs(said - passed) > 1 or passed == 0:
                continue
            near = tuple(c.id for c in claims if c.siglum == account.siglum and m.start() <= c.span.start < m.end())
            holds = said == passed
            tail = "as written" if holds else f"not {said}"
            says = f"{account.siglum} says “{m[0]}”: {out.year} - {day.year} = {passed}, {tail}."
            yield Finding(name, near, holds, says)
