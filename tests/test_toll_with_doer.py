"""The toll counts one who did the harm where accounts tell his end, and says so."""

from __future__ import annotations

from variorum.pipeline import make_edition


def _toll(tmp_path, *texts):
    for n, text in enumerate(texts):
        (tmp_path / f"{n}.txt").write_text(text)
    edition = make_edition([tmp_path])
    return next(e for e in edition.entries if e.headline and e.item.measure == "killed")


def test_victims_and_the_gunman_are_four(tmp_path):
    toll = _toll(
        tmp_path,
        "A gunman killed three people in Lowmoor on 3 May 2001.",
        "A man shot and killed three people before turning the gun on himself in Lowmoor on 3 May 2001.",
        "The shooting in Lowmoor killed three people, police said.",
    )
    assert (toll.best, toll.rule) == (4, "model: victims, and one who did the harm")
    assert "himself" in toll.reasons[0].says


def test_a_figure_that_holds_the_gunman_stays(tmp_path):
    toll = _toll(
        tmp_path,
        "Four people are dead, including the gunman, after a shooting in Lowmoor on 3 May 2001.",
        "Four people were killed in Lowmoor on 3 May 2001. The gunman was shot dead by police.",
    )
    assert toll.best == 4


def test_where_it_is_open_only_the_high_figure_is_one_more(tmp_path):
    toll = _toll(
        tmp_path,
        "Four people were dead after a shooting in Lowmoor on 3 May 2001.",
        "Four people were dead in Lowmoor. Police killed the gunman.",
    )
    assert (toll.low, toll.best, toll.high) == (4, 4, 5)
    assert "open" in toll.reasons[0].says


def test_without_the_gunmans_end_three_are_three(tmp_path):
    toll = _toll(
        tmp_path,
        "A gunman killed three people in Lowmoor on 3 May 2001 and fled.",
        "Three people were killed in Lowmoor on 3 May 2001.",
    )
    assert (toll.best, toll.high) == (3, 3)
