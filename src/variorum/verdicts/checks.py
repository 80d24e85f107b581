"""Checks that need no second account: weekdays, anniversaries, and the arithmetic of one sentence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from variorum.languages import any_of, load
from variorum.model import Account, Claim, Event, Finding, Moment, Quantity
from variorum.verdicts.arithmetic import check_arithmetic

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})\b[\s,(]{{0,3}}(?:the\s+)?$")
_WITHIN = re.compile(rf"\b({'|'.join(_DAYS)})\b")
_DATA = load("en", "anniversaries")
_ORDINALS: dict[str, int] = _DATA["anniversary"]["ordinals"]
_TAG = r"(?:</?\w{1,6}>|\s)*"
_ANNIVERSARY = re.compile(
    rf"\b(?:(?P<digits>\d{{1,3}}){_TAG}(?:st|nd|rd|th)|(?P<word>{any_of(_ORDINALS)})){_TAG}[\s-](?:{any_of(_DATA['anniversary']['nouns'])})\b",
    re.IGNORECASE,
)
"""Also where a page sets "th" above the line, with its tags or on a line of its own."""
_AGO = re.compile(
    rf"\s+(?:{any_of(_DATA['passed']['ago'])})(?!\w)(\s+(?:{any_of(_DATA['passed']['to_the_day'])})\b)?", re.IGNORECASE
)

_ON_A = re.compile(rf",?\s+(?:on|it\s+was)\s+an?\s+(?:\w+\s+)?({'|'.join(_DAYS)})\b")
"""Behind "ten years ago today", the weekday of that day."""


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
        ("anniversary", m[0], years, tuple(c.id for c in claims if m.start() <= c.span.start < m.end()), False)
        for m in _ANNIVERSARY.finditer(account.text)
        for years in (int(m["digits"]) if m["digits"] else _ORDINALS[m["word"].lower()],)
    ]
    for c in claims:
        ago = _AGO.match(account.text, c.span.end) if c.kind == "duration" else None
        if ago and (years := _whole_years(c)):
            to_the_day = ago[1] is not None and (day.month, day.day) == (out.month, out.day)
            said.append(("years-ago", c.quote + ago[0].rstrip(","), years, (c.id,), to_the_day))
            if to_the_day and years == passed and (on := _ON_A.match(account.text, ago.end())):
                real = _DAYS[day.weekday()]
                end = "as written." if real == on[1] else f"not a {on[1]}."
                says = f"{account.siglum}: {day.isoformat()} was a {real}, {end}"
                yield Finding("weekday", (c.id,), real == on[1], says)
    for name, words, years, near, to_the_day in said:
        # A number far off is about another event, of which nothing is known here, unless it counts to this very day.
        if (abs(years - passed) > 1 and not to_the_day) or passed == 0:
            continue
        holds = years == passed
        tail = "as written" if holds else f"not {years}"
        says = f"{account.siglum} says “{_one_line(words)}”: {out.year} - {day.year} = {passed}, {tail}."
        yield Finding(name, near, holds, says)


def _whole_years(claim: Claim) -> int | None:
    """The number of years that a claim tells, None where it tells none or no single one."""
    value = claim.value
    if isinstance(value, Quantity) and value.unit == "year" and value.low == value.high and value.low:
        return int(value.low)
    return None


def _one_line(words: str) -> str:
    """Words without tags and breaks: "15\\nth\\n Anniversary" is "15th Anniversary"."""
    plain = " ".join(re.sub(r"</?\w{1,6}>", "", words).split())
    return re.sub(r"(?<=\d)\s(?=[a-z]{2}\s)", "", plain)
