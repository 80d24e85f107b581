"""A toll takes in one who did the harm, and one of the wounded who died later, and says so."""

from __future__ import annotations

import pytest

from told_editions import edition_of
from variorum.pipeline import make_edition
from variorum.present.terminal import apparatus, console


def _toll(tmp_path, *texts, measure="killed", days=()):
    edition = edition_of(tmp_path, *texts, days=days)
    return next((e for e in edition.entries if e.headline and e.item.measure == measure), None)


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


def test_a_list_of_the_dead_does_not_tell_whether_the_gunman_is_counted(tmp_path):
    toll = _toll(
        tmp_path,
        "A gunman killed three guests at a fair in Lowmoor on 3 May 2001. Police shot and killed the gunman.",
        "Three died at a fair in Lowmoor on 3 May 2001: a boy, a girl and a woman were killed.",
        "A boy, a girl and a woman were killed at a fair in Lowmoor on 3 May 2001. Police killed the gunman.",
    )
    assert toll.best == 4


def test_without_the_gunmans_end_three_are_three(tmp_path):
    toll = _toll(
        tmp_path,
        "A gunman killed three people in Lowmoor on 3 May 2001 and fled.",
        "Three people were killed in Lowmoor on 3 May 2001.",
    )
    assert (toll.best, toll.high) == (3, 3)


_DIED_LATER = (
    "A gunman killed two people and wounded four others at the mill in Lowmoor on 3 May 2001.",
    "Two people were killed and four others wounded at the mill in Lowmoor on 3 May 2001, police said.",
    "A man injured on 3 May at the mill in Lowmoor where two people were killed, died on Tuesday. Police seek the gunman.",
)


def test_one_of_the_wounded_who_died_later_changes_both_tolls(tmp_path):
    days = ("2001-05-03", "2001-05-04", "2001-05-09")
    killed = _toll(tmp_path, *_DIED_LATER, days=days)
    injured = _toll(tmp_path, *_DIED_LATER, measure="injured", days=days)
    assert (killed.low, killed.best, killed.high) == (2, 3, 3)
    assert (injured.low, injured.best, injured.high) == (3, 3, 4)
    assert killed.rule == "model: and one of the wounded who died later"
    assert "A man injured" in injured.reasons[0].says


@pytest.mark.parametrize(
    ("told", "days"),
    [
        ((*_DIED_LATER, _DIED_LATER[1]), ("2001-05-03", "2001-05-04", "2001-05-09", "2001-05-12")),
        (_DIED_LATER[1:], ("2001-05-12", "2001-05-09")),
    ],
    ids=["before and after", "after"],
)
def test_a_toll_of_accounts_after_the_later_death_stays(tmp_path, told, days):
    toll = _toll(tmp_path, *told, days=days)
    assert (toll.best, toll.high, toll.rule) == (2, 2, "model")


def test_a_toll_that_tells_of_the_gunman_holds_him(tmp_path):
    toll = _toll(
        tmp_path,
        "Four people were killed in Lowmoor on 3 May 2001, including the gunman.",
        "The gunman was killed in Lowmoor on 3 May 2001.",
        "A shooting in Lowmoor on 3 May 2001 left four people dead, including the gunman.",
    )
    assert (toll.best, toll.high) == (4, 4)


def test_those_left_of_the_shot_are_the_injured(tmp_path):
    toll = _toll(
        tmp_path,
        "Four people were shot, one man fatally, at the mill in Lowmoor on 3 May 2001.",
        "He shot four people in Lowmoor on 3 May 2001, killing one of them.",
        measure="injured",
    )
    assert (toll.best, toll.verdict) == (3, "agree")


def test_those_in_critical_condition_are_rarely_all_the_injured(tmp_path):
    grave = "Two people were in critical condition after {} in Lowmoor on 3 May 2001."
    toll = _toll(
        tmp_path,
        "Five people were injured by a fire in Lowmoor on 3 May 2001.",
        grave.format("a fire"),
        grave.format("the fire"),
        measure="injured",
    )
    assert toll.best == 5


def test_the_range_holds_each_whole_figure_that_accounts_give(tmp_path):
    toll = _toll(
        tmp_path,
        "The fire in Lowmoor on 3 May 2001 injured seven people. Six people were injured, a nurse said.",
        "Seven people were injured in Lowmoor.",
        "The fire in Lowmoor injured seven people. Two children were injured. It was worse than in 1990, when 40 people were injured.",
        measure="injured",
    )
    assert (toll.low, toll.best, toll.high) == (6, 7, 7)


def test_kin_of_somebody_and_those_told_by_age_are_counted_and_who_survived_is_injured(tmp_path):
    toll = _toll(
        tmp_path,
        "Two men were killed in Lowmoor on 3 May 2001. Quay's father and a 15-year-old were also shot, but survived.",
        measure="injured",
    )
    assert toll.best == 2


def test_one_of_several_victims_has_died_since(tmp_path):
    texts = (
        "Five people were wounded in a shooting in Lowmoor on 3 May 2001.",
        "One of the victims in Thursday's shooting in Lowmoor that sent five people to the hospital has died.",
    )
    assert _toll(tmp_path, *texts, measure="injured", days=("2001-05-04", "2001-05-09")).best == 4


def test_men_may_hold_the_gunman(tmp_path):
    toll = _toll(
        tmp_path,
        "Two men were killed in Lowmoor on 3 May 2001, police said.",
        "Officers returned fire in Lowmoor, and the suspect was fatally wounded. Two men were killed.",
    )
    assert (toll.best, toll.high) == (2, 3)


def test_the_rule_tells_of_sums_and_rests_where_no_account_gives_the_figure(tmp_path):
    (tmp_path / "listed").mkdir()
    (tmp_path / "left").mkdir()
    (tmp_path / "told").mkdir()
    listed = ("A baker's wife and her son were killed in Lowmoor on 3 May 2001.",)
    left = ("Five people were shot in Lowmoor on 3 May 2001, two of them fatally.",)
    told = ("Two men and a woman were killed in Lowmoor on 3 May 2001.", "Three people were killed in Lowmoor.")
    assert _toll(tmp_path / "listed", *listed).rule == "model: persons told one by one, added up"
    assert _toll(tmp_path / "left", *left, measure="injured").rule == "model: those shot less those who died"
    assert _toll(tmp_path / "told", *told).rule == "model"


def test_the_dead_who_are_named_are_a_toll_only_where_no_account_gives_a_number(tmp_path):
    for name in ("named", "counted", "doer", "himself"):
        (tmp_path / name).mkdir()
    one = "Ada Brill, 34, her son Tom Brill, 9, and Ned Moor died in a fire in Lowmoor on 3 May 2001."
    two = "The victims of Thursday's fire in Lowmoor:\n\nThose who died:\n- Ada Brill, 34\n- Tom Brill, 9"
    toll = _toll(tmp_path / "named", one, two)
    assert (toll.low, toll.best, toll.high) == (3, 3, None)
    assert toll.rule == "model: the dead who are named or described, counted"
    toll = _toll(tmp_path / "counted", one, two, "Five people were killed in a fire in Lowmoor on 3 May 2001.")
    assert (toll.best, toll.rule, toll.verdict) == (5, "model", "single")
    toll = _toll(
        tmp_path / "doer", "A gunman shot and killed his wife in Lowmoor on 3 May 2001, then took his own life."
    )
    assert (toll.best, toll.rule) == (
        2,
        "model: the dead who are named or described, counted; victims, and one who did the harm",
    )
    toll = _toll(tmp_path / "himself", "In Lowmoor the suspect was shot dead by an officer on 3 May 2001.")
    assert (toll.best, toll.high) == (1, 1)


def test_the_terminal_tells_how_a_toll_of_one_account_was_come_by(tmp_path):
    (tmp_path / "a.txt").write_text("A clerk was killed in a fire in Lowmoor on 3 May 2001.", encoding="utf-8")
    width = console(120)
    with width.capture() as told:
        width.print(apparatus(make_edition([tmp_path]), everything=True))
    assert "best 1 (at least 1), by rule model: the dead who are named or described, counted" in told.get()


def test_persons_told_one_by_one_are_no_toll_beside_a_greater_figure(tmp_path):
    injured = _toll(
        tmp_path,
        "A driver and a nurse were injured when the yard blew up at Vardon on 3 May 2001.",
        "The blast at Vardon on 3 May 2001 hurt more than 20 people. A driver and a nurse were injured in the yard.",
        "The blast at Vardon on 3 May 2001 injured 300 people.",
        measure="injured",
    )
    assert injured.best == 300


def test_the_gunman_and_one_more_in_one_room_are_not_all_the_dead(tmp_path):
    toll = _toll(
        tmp_path,
        "A man killed two people in Lowmoor on 3 May 2001 and took his own life. The gunman and one other person were found dead in the hall.",
        "A gunman killed two people in a hall in Lowmoor on 3 May 2001.",
        "A gunman killed two people in Lowmoor on 3 May 2001. He shot himself dead.",
    )
    assert (toll.best, toll.rule) == (3, "model: victims, and one who did the harm")


def test_who_was_also_killed_is_one_more(tmp_path):
    toll = _toll(tmp_path, "Five people died in a shed in Lowmoor on 3 May 2001. The gunman was also killed.")
    assert toll.best == 6
    toll = _toll(
        tmp_path, "Two people are dead in Lowmoor. One person was shot dead on 3 May 2001; the gunman was also killed."
    )
    assert toll.best == 2


def test_a_victims_figure_beside_it_tells_that_the_gunman_is_not_in_the_list_of_one_place(tmp_path):
    toll = _toll(
        tmp_path,
        "A man killed a guard and two clerks in Lowmoor on 3 May 2001. Police found the gunman and two clerks dead in the bakery.",
        "A man killed three people in Lowmoor on 3 May 2001 before turning the gun on himself.",
    )
    assert toll.best == 4


def test_the_hurt_are_less_than_all_who_were_hit(tmp_path):
    toll = _toll(
        tmp_path,
        "One person is dead and two others were taken to a hospital at Lowmoor on 3 May 2001. The bullets injured all three.",
        measure="injured",
    )
    assert toll.best == 2
    toll = _toll(tmp_path, "A gunman wounded four people in Lowmoor, one of whom later died.", measure="injured")
    assert toll.best == 3


def test_those_gravely_hurt_are_some_of_the_figure_before_them(tmp_path):
    toll = _toll(
        tmp_path,
        "On 3 May 2001 a shooting at Lowmoor left one dyer killed and six others wounded, five seriously, police said.",
        measure="injured",
    )
    assert toll.best == 6


def test_more_than_a_heading_tells_are_among_those_it_tells(tmp_path):
    toll = _toll(tmp_path, "Weir breaks: 23 bodies found\nDivers found nine more bodies at Lowmoor weir on Sunday.")
    assert toll.best == 23


def test_both_who_were_taken_away_are_no_rest_of_those_hurt_besides_the_dead(tmp_path):
    toll = _toll(
        tmp_path,
        "One dyer was killed and three others were hurt at the Halvern ball on 3 May 2001. Guards found two dyers on the "
        "quay. Both were taken to a hospital, where one died. A third dyer came by cart.",
        measure="injured",
    )
    assert toll.best == 3


def test_who_tells_once_that_one_of_four_died_means_all_wherever_he_tells_of_four(tmp_path):
    toll = _toll(
        tmp_path,
        "Four people sustained gunshot wounds in Lowmoor on 3 May 2001. Four people were shot, one of whom died, the guild said.",
        "Three dyers were wounded in Lowmoor on 3 May 2001.",
        measure="injured",
    )
    assert toll.best == 3
    toll = _toll(
        tmp_path,
        "Three women were shot in Lowmoor on 3 May 2001, and a baby boy was killed. Three people were wounded.",
        measure="injured",
    )
    assert toll.best == 3


def test_those_left_of_the_hurt_are_no_less_where_one_has_died_later(tmp_path):
    toll = _toll(
        tmp_path,
        "Five dyers were wounded in Lowmoor on 3 May 2001. The four injured at the quay came by cart.",
        "A dyer wounded in the shooting at Lowmoor on 3 May 2001 has died.",
        "A man killed one dyer and injured four others in Lowmoor on 3 May 2001.",
        "Gunfire at a ball in Lowmoor on 3 May 2001 cost one life, and four people were injured, a judge was told in Halvern.",
        "Four people were injured at the Lowmoor ball of 3 May 2001, and a dyer was killed: so the guild wrote.",
        measure="injured",
        days=["2001-05-04", "2001-05-06", "2001-05-09", "2001-06-02", "2001-06-03"],
    )
    assert toll.best == 4


def test_others_than_the_dead_are_not_all_who_were_hit(tmp_path):
    toll = _toll(
        tmp_path,
        "One dyer was killed and four others were injured in Lowmoor on 3 May 2001. Three people were slightly injured.",
        measure="injured",
    )
    assert toll.best == 4


def test_a_triple_shooting_that_left_one_dead_hurt_two_though_it_injured_three(tmp_path):
    toll = _toll(
        tmp_path,
        "A triple shooting in Lowmoor on 3 May 2001 left one man dead. The shooting injured three people. All three were taken to a hospital.",
        measure="injured",
    )
    assert toll.best == 2
