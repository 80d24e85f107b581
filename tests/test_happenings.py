"""Of which sort of happening a date is told, and what that keeps apart."""

from __future__ import annotations

import pytest

from told_editions import edition_of, entry_of, together
from variorum.collation.happenings import happening_of


@pytest.mark.parametrize(
    ("before", "after", "sort"),
    [
        ("A dyer was arrested ", " for allegedly setting fire to the mill", "arrest"),
        ("A dyer was arrested on Tuesday over the shooting of a reeve on ", "", "harm"),
        ("He was found guilty over the ", " fire at Vardon mill", "harm"),
        ("He was found guilty over ", "'s fire at Vardon mill", "harm"),
        ("On ", ", a judge heard the dyer", "court"),
        ("The dyer pleaded guilty to a murder charge in ", ".", "court"),
        ("He was arraigned on a charge of theft in ", ".", "court"),
        ("The weavers will hold a vigil on ", ".", "gathering"),
        ("The weir was painted on ", ".", ""),
        ("Two weavers died; the sluice was shut on ", ".", ""),
    ],
)
def test_the_nearest_word_tells_of_which_sort_of_happening_a_date_is(before, after, sort):
    assert happening_of(before, after) == sort


def test_a_year_of_an_arrest_does_not_hold_the_day_of_the_fire(tmp_path):
    edition = edition_of(
        tmp_path,
        "A dyer set the mill at Vardon on fire on 3 May 2001. The fire killed 12 weavers.",
        "A dyer burned down the mill at Vardon on 3 May 2001. He had been arrested in 2001 over a stolen cart.",
    )
    assert together(edition, ("0", "3 May 2001"), ("1", "3 May 2001"))
    assert not together(edition, ("1", "2001"), ("0", "3 May 2001"))


@pytest.mark.parametrize(
    "stated",
    ["The Lowmoor Herald on 4 May 2001 quoted a dyer.", "Police at Lowmoor late on 4 May 2001 confirmed three deaths."],
)
def test_a_verb_of_saying_behind_a_day_makes_it_that_of_a_statement(tmp_path, stated):
    edition = edition_of(tmp_path, f"The mill at Vardon burned on 3 May 2001. {stated}")
    assert entry_of(edition, "0", "4 May 2001").item.label.startswith("date of a statement")


@pytest.mark.parametrize(
    ("first", "second", "dates", "one"),
    [
        (
            "Orlo Venn was captured late on 5 May 2001.",
            "The hunt for Orlo Venn ended when he was arrested on 7 May 2001.",
            ("5 May 2001", "7 May 2001"),
            True,
        ),
        (
            "Orlo Venn was captured late on 5 May 2001.",
            "The hunt ended when Ada Brill was arrested on 7 May 2001.",
            ("5 May 2001", "7 May 2001"),
            False,
        ),
        (
            "Reeve Ada Brill said on 5 May 2001 that the weir was safe.",
            "No weir was safer, Ada Brill said on 7 May 2001.",
            ("5 May 2001", "7 May 2001"),
            False,
        ),
    ],
    ids=["one arrest", "two arrests", "statements"],
)
def test_two_days_are_of_one_happening_only_where_it_befalls_one_person_seldom(tmp_path, first, second, dates, one):
    edition = edition_of(tmp_path, f"The mill burned in 2000. {first}", f"A clerk told the Lowmoor Herald. {second}")
    assert together(edition, ("0", dates[0]), ("1", dates[1])) is one
