"""Spans, offset maps and moments."""

from datetime import date

import pytest

from variorum.model import Moment, OffsetMap, Span, is_edtf


@pytest.mark.parametrize(
    ("edtf", "low", "high"),
    [
        ("1990-01-20", date(1990, 1, 20), date(1990, 1, 20)),
        ("1990-01-20~", date(1990, 1, 20), date(1990, 1, 20)),
        ("1992-02", date(1992, 2, 1), date(1992, 2, 29)),
        ("1989-24", date(1989, 12, 1), date(1990, 2, 28)),
        ("1988/1989", date(1988, 1, 1), date(1989, 12, 31)),
        ("198X", date(1980, 1, 1), date(1989, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("1990-01/..", date(1990, 1, 1), date.max),
    ],
)
def test_bounds(edtf, low, high):
    assert Moment(edtf).bounds() == (low, high)


@pytest.mark.parametrize("text", ["", "yesterday", "1990-13", "1990-02-30", "1991/1990", "90"])
def test_no_moment(text):
    assert not is_edtf(text)


def test_offsets_lead_through_edits():
    # source "situ-\nation", view "situation": the piece "-\n" was dropped
    offsets = OffsetMap(view=(0, 4, 4, 9), source=(0, 4, 6), source_end=(4, 6, 11))
    assert offsets.to_source(Span(0, 9)) == Span(0, 11)
    assert offsets.to_source(Span(4, 9)) == Span(6, 11)
    assert offsets.to_source(Span(0, 4)) == Span(0, 4)
    assert offsets.to_view(Span(0, 11)) == Span(0, 9)
    assert offsets.to_view(Span(4, 6)) == Span(4, 4)
