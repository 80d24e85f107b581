"""The event's own date and places, from what all accounts together show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from variorum.claims.en.calendar import CALENDAR_NAMES
from variorum.claims.languages import language_of
from variorum.claims.page import Candidate, Page, first_day
from variorum.model import Account, Event, Moment, Prepared, ReadingView, Span
from variorum.settings import ClaimSettings

_NO_PLACES = CALENDAR_NAMES | {"The"}


def prepare_account(account: Account, view: ReadingView, settings: ClaimSettings) -> Prepared:
    """What an account tells of the event's day and places."""
    page = Page(account, view, Event(None, (), ""))
    days: Counter[str] = Counter()
    language = language_of(account)
    for c in language.extractors[0](page, ()):
        if isinstance(c.value, Moment) and re.fullmatch(r"\d{4}-\d\d-\d\d", c.value.edtf):
            if c.rule == "full-date" and c.value.edtf == account.published:
                continue  # the day it was published, not the day of which it tells
            sentence = page.sentence(c.start)
            if language.others.search(page.text, sentence.start, c.start):
                continue
            if _beside(language.later, page, sentence, c, (40, 20)):
                continue
            weight = 6 if _beside(language.happens, page, sentence, c, (60, 40)) else 3
            if _beside(language.afterwards, page, sentence, c, (40, 20)):
                weight //= 3
            days[c.value.edtf] += weight * (2 if c.start < settings.head else 1)
    found = ((m[m.lastindex or 0].split(), m.lastindex) for m in language.places.finditer(page.text))
    # "Black Monday massacre" names no place.
    places = {" ".join(n) for n, by in found if _NO_PLACES.isdisjoint(n[:1] if by == 1 else n)}
    return Prepared(account.siglum, view, tuple(sorted(days.items())), tuple(sorted(places)))


def _beside(words: re.Pattern[str], page: Page, sentence: Span, c: Candidate, reach: tuple[int, int]) -> bool:
    """Whether one of the words stands in the sentence of a day, at most so many code points before or behind it."""
    start, end = max(sentence.start, c.start - reach[0]), min(sentence.end, c.end + reach[1])
    return words.search(page.text, start, end) is not None


def find_event(accounts: Sequence[Account], prepared: Sequence[Prepared]) -> Event:
    """The event's own date and places, from what each account tells of them.

    The date is the day that most accounts name and name most, among days not after the first publication; where all
    accounts are of much later than the day they name most, it is that day of the past. None when no day is named twice
    or by most of the accounts.
    """
    votes: Counter[str] = Counter()
    places: Counter[str] = Counter()
    earliest = min((d for a in accounts if (d := first_day(a.published))), default=None)
    for told in prepared:
        top = max((n for _, n in told.days), default=0)
        for day, n in told.days:
            votes[day] += 10 * n // top if top else 0
        places.update(told.places)
    if earliest:
        votes = Counter({d: n for d, n in votes.items() if date.fromisoformat(d) <= earliest + timedelta(1)}) or votes
    named = tuple(p for p, n in sorted(places.items(), key=lambda x: (-x[1], x[0]))[:5] if n * 2 > len(accounts))
    if not votes:
        return Event(None, named, "No account names a day that could be the event's.")
    day, n = min(votes.items(), key=lambda x: (-x[1], x[0]))
    return Event(
        day, named, f"{day} is the day that the accounts name most (weight {n / 10:.1f} of {len(accounts)} accounts)."
    )
