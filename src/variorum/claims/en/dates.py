"""Dates that name themselves, and those told from them, read as EDTF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from variorum.claims.en.calendar import Found, calendar_of
from variorum.claims.en.days import days_without_year, full_days, intervals
from variorum.claims.en.periods import (
    bare_years,
    dated_months,
    first_days,
    months_with_year,
    months_without_year,
    seasons,
    spans_of_years,
)
from variorum.claims.en.relative import relative_dates
from variorum.claims.en.written import day_of_writing
from variorum.claims.en.years import Years
from variorum.claims.page import Candidate, Page, Taken, first_day
from variorum.languages import any_of, load
from variorum.model import Moment

_OF_A_PLACE = re.compile(rf"\s(?:{any_of(load('en', 'calendar')['named_places']['words'])})\b")
"""Behind a day, what is named after it: "May 1 Square"."""


def dates(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Dates of a page.

    "20 January 1990" is 1990-01-20, "fall of 1989" 1989-23, "1988-1989" 1988/1989; "January 23" takes its year from
    the dates around it, the publication or the event; for "Saturday" and "the next day" see `relative`.
    Wrong for a day of the month before the month where the country writes the month first, as in 4/5/2010.
    """
    text, calendar = page.text, calendar_of(page)
    taken = Taken(len(text), found)
    out: list[Candidate] = []

    def put(dated: Iterable[Found]) -> list[Found]:
        """Keep the dates for which there is place still; those that come first go first. Returns all that were offered."""
        offered = []
        for start, end, edtf, rule in dated:
            offered.append((start, end, edtf, rule))
            first = end - len(text[start:end].lstrip())
            if edtf and not _OF_A_PLACE.match(text, end) and not taken.holds(first, end):
                taken.take(first, end)
                out.append(Candidate(first, end, "date", Moment(edtf), rule))
        return offered

    spans = intervals(calendar)
    for span in spans:
        taken.take(*span.match.span())
    offered = put(full_days(text, calendar, taken))
    full = sorted((start, day) for start, _, edtf, rule in offered if rule == "full-date" and (day := first_day(edtf)))
    written = day_of_writing(page, full)
    months = months_with_year(calendar)
    years = Years(page, sorted(full + [end for span in spans for end in span.ends]), written, first_days(months))
    for start, end, edtf, rule in (span.dated(text, years) for span in spans):
        if edtf:
            out.append(Candidate(start, end, "date", Moment(edtf), rule))
    put(dated_months(months))
    put(days_without_year(text, calendar, years))
    put(seasons(calendar))
    put(spans_of_years(text, calendar))
    put(months_without_year(text, calendar, years))
    told = [(c.start, c.end, c.value.edtf) for c in out if isinstance(c.value, Moment)]
    put(relative_dates(page, written, told))
    put(bare_years(text, calendar))
    yield from sorted(out, key=lambda c: c.start)
