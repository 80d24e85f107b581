"""Dates of any language: in digits as all write them, and by its names of months and days."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, partial

from variorum.claims.page import Candidate, Page, Taken
from variorum.claims.plain.bounds import OF_COUNTS, bound_before
from variorum.claims.plain.words import pattern, words_of
from variorum.model import Moment, Span

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_DIGITS = (
    re.compile(rf"(?<![\d/.-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"(?<![\d/.-])(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]"),
)
_AHEAD = 45
"""Days by which a day without a year may lie after the day of writing before it is taken for one of the year before."""


@cache
def _by_name(code: str) -> tuple[re.Pattern[str], ...]:
    words = words_of(code)
    if not words.months:
        return ()
    month, of = (
        rf"(?P<month>{pattern(words.months)})(?!\w|-(?!\d))(?:\.(?=\s[\da-z]))?",
        rf"(?:\s(?:{pattern(words.of)}))?\s",
    )
    return (
        re.compile(
            # Four figures behind it that are no such year are one of another era, and so would the day be.
            rf"(?<![\w.,/])(?<![A-Za-z\d]-)(?P<day>\d{{1,2}})(?:\.|º|er)?{of}{month}(?:{of}{_YEAR}(?!\d)|(?!\s(?:\w{{1,3}}\.\s?){{0,2}}\d{{4}}(?!\d)))",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<!\w){_YEAR}(?:\.|\sm\.)?\s{month}\s(?P<day>\d{{1,2}})(?!\d|[.,]\d)", re.IGNORECASE),
        re.compile(rf"(?<!\w){month}{of}{_YEAR}(?!\d)", re.IGNORECASE),
    )


@cache
def _told(code: str) -> re.Pattern[str] | None:
    words = words_of(code)
    if not (words.weekdays or words.days):
        return None
    ahead = pattern(words.next)
    return re.compile(
        rf"(?<!\w)(?:(?P<ahead>{ahead})\s)?(?:(?P<weekday>{pattern(words.weekdays)})(?!\w)(?:\s(?P<behind>{ahead})(?!\w))?|(?P<days>{pattern(words.days)})(?!\w))",
        re.IGNORECASE,
    )


@cache
def _bare_year(code: str) -> re.Pattern[str] | None:
    cues = words_of(code).year_cues
    return re.compile(rf"(?<!\w)(?:{pattern(cues)})\s{_YEAR}(?![\d%]|[.,]\d)", re.IGNORECASE) if cues else None


def dates_of(code: str) -> partial[Iterator[Candidate]]:
    """The extractor of dates for a language."""
    return partial(dates, code)


def dates(code: str, page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Dates of a page in the language.

    Day before month wherever both could be: no language but English writes the month first in digits. A day without
    a year is the last of that name before the publication; without one it stays unread, and `unresolved` names it.
    """
    reader = _Reader(code, page, found)
    reader.in_digits()
    reader.by_name()
    reader.told()
    reader.years()
    page.memo["unresolved"] = sorted(reader.left)
    yield from sorted(reader.out, key=lambda c: c.start)


class _Reader:
    """Reads the dates of a page, those that are surest first."""

    def __init__(self, code: str, page: Page, found: Sequence[Candidate]) -> None:
        self.out: list[Candidate] = []
        self.left: list[Span] = []
        """Words for days that no day of writing dates."""
        self._code, self._page, self._words = code, page, words_of(code)
        self._taken = Taken(len(page.text), found)

    def _put(self, place: tuple[int, int], edtf: str | None, rule: str) -> None:
        if edtf and not self._taken.holds(*place):
            self._taken.take(*place)
            self.out.append(Candidate(*place, "date", Moment(edtf), rule))

    def in_digits(self) -> None:
        """Days written in digits alone."""
        for p in _DIGITS:
            for m in p.finditer(self._page.text):
                self._put(m.span(), _day(int(m["year"]), int(m["month"]), int(m["day"])), "digits")

    def by_name(self) -> None:
        """Days and months written with the month's name; without a year, of the year told elsewhere or the one near."""
        years = {c.value.edtf[5:]: c.value.edtf[:4] for c in self.out if isinstance(c.value, Moment)}
        for p in _by_name(self._code):
            for m in p.finditer(self._page.text):
                month = self._month(m)
                if month is None:
                    continue
                if "day" not in p.groupindex:
                    self._put(m.span(), f"{m['year']}-{month:02d}", "month-and-year")
                    continue
                day = int(m["day"])
                known = m["year"] or years.get(f"{month:02d}-{day:02d}")
                year = int(known) if known else _year_for(self._page.published or self._page.happened, month, day)
                if year is None:
                    self.left.append(Span(*m.span()))
                    continue
                edtf = _day(year, month, day)
                if m["year"] and edtf:
                    years[edtf[5:]] = edtf[:4]
                self._put(m.span(), edtf, "day-and-month")

    def _month(self, m: re.Match[str]) -> int | None:
        """The month that a name means here; None where it means something else without a year or a capital."""
        name = " ".join(m["month"].lower().split())
        small = self._words.capital and m["month"][0].islower()
        if not m["year"] and (name in self._words.with_year or small):
            return None
        return self._words.months.get(name)

    def told(self) -> None:
        """Days told from the day of writing."""
        told, written = _told(self._code), self._page.published
        for m in told.finditer(self._page.text) if told else ():
            if written is None:
                self.left.append(Span(*m.span()))
                continue
            if m["days"]:
                shift = self._words.days[" ".join(m["days"].lower().split())]
            else:
                wanted = self._words.weekdays[m["weekday"].lower()]
                back, ahead = (written.weekday() - wanted) % 7, (wanted - written.weekday()) % 7
                shift = (ahead or 7) if m["ahead"] or m["behind"] else -back
            self._put(m.span(), (written + timedelta(shift)).isoformat(), "told")

    def years(self) -> None:
        """Years alone, behind a word for when."""
        bare = _bare_year(self._code)
        for m in bare.finditer(self._page.text) if bare else ():
            before = bound_before(self._page.text, m.start("year"), self._code)
            if before is None or before.sort not in OF_COUNTS:  # "más de 2000 personas"
                self._put(m.span("year"), m["year"], "year")


def unresolved(page: Page) -> list[Span]:
    """Words for days that no day of writing dates."""
    left = page.memo.get("unresolved")
    return left if isinstance(left, list) else []


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_for(written: date | None, month: int, day: int) -> int | None:
    if written is None:
        return None
    edtf = _day(written.year, month, min(day, 28))
    return written.year - (edtf is not None and (date.fromisoformat(edtf) - written).days > _AHEAD)
