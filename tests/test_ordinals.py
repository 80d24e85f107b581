"""The dead are numbered: "a fourth rower has died" tells of four."""

import pytest

from variorum.claims.en.ordinals import nth_of
from variorum.pipeline import make_edition


def _killed(tmp_path, text):
    (tmp_path / "a.txt").write_text(text)
    edition = make_edition([tmp_path])
    return next((e for e in edition.entries if e.headline and e.item.measure == "killed"), None)


@pytest.mark.parametrize(
    "text",
    [
        "A fourth woman has died after the shooting in Lowmoor on 3 May 2001. Three were killed on that day.",
        "A boy is now the fourth person to die of the Lowmoor shooting of 3 May 2001. Three were named before.",
        "Shots fell in Lowmoor on 3 May 2001. A fourth man was rushed to the infirmary, where he was pronounced dead.",
    ],
)
def test_the_fourth_is_the_last_of_four(tmp_path, text):
    assert _killed(tmp_path, text).best == 4


@pytest.mark.parametrize(
    "text",
    [
        "Shots fell in Lowmoor on 3 May 2001. A fourth man was hurt and Ada Brill died.",
        "Shots fell in Lowmoor on 3 May 2001. A fourth man saw how the gunman died.",
        "Shots fell in Lowmoor on 3 May 2001. A fourth woman was hurt when the clerk died.",
    ],
)
def test_another_than_the_fourth_died(tmp_path, text):
    toll = _killed(tmp_path, text)
    assert toll is None or toll.best != 4


def test_the_rule_says_how_the_dead_were_counted(tmp_path):
    toll = _killed(tmp_path, "A third guard has died after the shooting in Lowmoor on 3 May 2001.")
    assert (toll.best, toll.rule) == (3, "model: the dead, numbered one after the other")


def test_words_without_a_place_in_a_row_give_none():
    assert (nth_of("the ninth guard"), nth_of("a guard"), nth_of("the fourth mill")) == (9.0, None, None)
