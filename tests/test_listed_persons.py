"""Persons who are told one by one are counted, and nobody who was not harmed."""

import pytest

from test_claims import read

LISTS = [
    ("Two men and a 10-year-old girl were wounded.", "Two men and a 10-year-old girl", 3, "injured", None),
    ("A mother and her young son were found dead.", "A mother and her young son", 2, "killed", None),
    (
        "He killed three people before turning the gun on himself.",
        "three people before turning the gun on himself",
        4,
        "killed",
        True,
    ),
    ("Ned Moor was jailed for a double murder.", "double murder", 2, "killed", None),
    ("He and six others were wounded.", "He and six others", 7, "injured", None),
    ("Police killed the gunman.", "the gunman", 1, "killed", True),
    ("The father, 41, and his son, 9, were hurt.", "The father, 41, and his son, 9", 2, "injured", None),
    ("Two of the five shot divers had died.", "Two of the five shot divers had died", 3, "injured", None),
    (
        "Five people were shot at Pier 6 on Quay Road.\n\nThree of them died.",
        "Five people were shot at Pier 6 on Quay Road.\n\nThree of them died",
        2,
        "injured",
        None,
    ),
]


@pytest.mark.parametrize(("text", "quote", "count", "measure", "with_doer"), LISTS)
def test_listed_persons_are_summed(text, quote, count, measure, with_doer):
    found = [c for c in read(text)[0] if c.is_sum]
    assert [(c.quote, c.value.low, c.frame.measure, c.frame.with_doer) for c in found] == [
        (quote, count, measure, with_doer)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A man and a woman walked by.",
        "Five people and an unborn child were killed.",
        "Two sailors were killed, including the mate, and six others were hurt.",
    ],
)
def test_nobody_is_summed_who_was_not_harmed(text):
    assert not [c for c in read(text)[0] if c.is_sum]
