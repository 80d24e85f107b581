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
    words, text = words_of(code), page.text
    taken = Taken(len(text), found)
    out: list[Candidate] = []
    left: list[Span] = []

    def put(start: int, end: int, edtf: str | None, rule: str) -> None:
        if edtf and not taken.holds(start, end):
            taken.take(start, end)
            out.append(Candidate(start, end, "date", Moment(edtf), rule))

    for p in _DIGITS:
        for m in p.finditer(text):
            put(*m.span(), _day(int(m["year"]), int(m["month"]), int(m["day"])), "digits")
    of_day = {c.value.edtf[5:]: c.value.edtf[:4] for c in out if isinstance(c.value, Moment)}
    for p in _by_name(code):
        for m in p.finditer(text):
            name = " ".join(m["month"].lower().split())
            month = words.months.get(name)
            if month is None or (
                not m["year"] and (name in words.with_year or (words.capital and m["month"][0].islower()))
            ):
                continue
            if "day" not in p.groupindex:
                put(*m.span(), f"{m['year']}-{month:02d}", "month-and-year")
                continue
            day = int(m["day"])
            known = m["year"] or of_day.get(f"{month:02d}-{day:02d}")
            year = int(known) if known else _year_for(page.published or page.happened, month, day)
            if year is None:
                left.append(Span(*m.span()))
                continue
            edtf = _day(year, month, day)
            if m["year"] and edtf:
                of_day[edtf[5:]] = edtf[:4]
            put(*m.span(), edtf, "day-and-month")
    if told := _told(code):
        for m in told.finditer(text):
            if page.published is None:
                left.append(Span(*m.span()))
                continue
            if m["days"]:
                shift = words.days[" ".join(m["days"].lower().split())]
            else:
                wanted = words.weekdays[m["weekday"].lower()]
                back, ahead = (page.published.weekday() - wanted) % 7, (wanted - page.published.weekday()) % 7
                shift = (ahead or 7) if m["ahead"] or m["behind"] else -back
            put(*m.span(), (page.published + timedelta(shift)).isoformat(), "told")
    if bare := _bare_year(code):
        for m in bare.finditer(text):
            before = bound_before(text, m.start("year"), code)
            if before is not None and before.sort in OF_COUNTS:
                continue  # "más de 2000 personas"
            put(*m.span("year"), m["year"], "year")
    page.memo["unresolved"] = sorted(left)
    yield from sorted(out, key=lambda c: c.start)


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
