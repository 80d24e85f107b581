"""What meaning keeps apart however alike the words are: figures of room and food, of grave and slight wounds, dates of unlike reach."""

from __future__ import annotations

import pytest

from told_editions import edition_of, entry_of, together

FIRE = "A fire at Vardon mill hurt two weavers on 3 May 2001. {}"


@pytest.mark.parametrize(
    ("first", "second", "figures"),
    [
        (
            "In all 20,000 refugees live in the camp at Lowmoor.",
            "The store at Lowmoor holds supplies for 15,000 refugees.",
            ("20,000", "15,000"),
        ),
        (
            "The hall at Lowmoor can accommodate 300 people.",
            "In the hall at Lowmoor stood 320 people.",
            ("300", "320"),
        ),
        (
            "Reeve Orlo Venn was sued three times in Lowmoor.",
            "The dyer had been arrested four times in Lowmoor.",
            ("three", "four"),
        ),
        (
            "At Lowmoor eight people suffered serious injuries.",
            "At Lowmoor nine people suffered minor injuries.",
            ("eight", "nine"),
        ),
    ],
    ids=["food", "room", "times", "severity"],
)
def test_figures_of_unlike_things_are_two_items(tmp_path, first, second, figures):
    edition = edition_of(tmp_path, FIRE.format(first), FIRE.format(second))
    assert not together(edition, ("0", figures[0]), ("1", figures[1]))


def test_the_hurt_told_besides_somebody_are_not_all(tmp_path):
    edition = edition_of(
        tmp_path,
        "A shooting at Vardon mill on 3 May 2001 left two people dead and four others hurt.",
        "Ada Brill was shot at Vardon mill on 3 May 2001. The shooting left two other rowers dead and three others hurt.",
    )
    assert not together(edition, ("0", "four"), ("1", "three"))


@pytest.mark.parametrize(
    ("first", "second", "dates"),
    [
        (
            "The weavers held a vigil on 5 May 2001.",
            "Many came to a vigil at the weir of Lowmoor on 7 May 2001.",
            ("5 May 2001", "7 May 2001"),
        ),
        (
            "A warrant charging the reeve was issued on 5 May 2001.",
            "The reeve was being held on 7 May 2001 on charges of arson.",
            ("5 May 2001", "7 May 2001"),
        ),
        (
            "The bloody raids of 1999-2001 left the valley empty.",
            "Another raid struck the valley on 5 April 2001.",
            ("1999-2001", "5 April 2001"),
        ),
        (
            "The raid on the weir took place on 5 April 2001.",
            "The raid was the deadliest in Lowmoor in 2001.",
            ("5 April 2001", "2001"),
        ),
    ],
    ids=["vigils", "steps", "years", "compared"],
)
def test_dates_of_unlike_happenings_are_two_items(tmp_path, first, second, dates):
    edition = edition_of(tmp_path, FIRE.format(first), FIRE.format(second))
    assert not together(edition, ("0", dates[0]), ("1", dates[1]))


def test_a_year_of_which_something_was_the_worst_dates_no_happening(tmp_path):
    edition = edition_of(tmp_path, "It was the deadliest fire in Lowmoor in 2001, the reeve said.")
    assert entry_of(edition, "0", "2001").item.label.startswith("year in which it is compared")


@pytest.mark.parametrize("befell", ["injured", "missing"])
def test_the_dead_are_not_those_whom_something_else_befell(tmp_path, befell):
    weavers = "Twelve weavers were {} after the fire at the mill of Lowmoor on 3 May 2001."
    edition = edition_of(tmp_path, weavers.format("killed"), weavers.format(befell))
    assert not together(edition, ("0", "Twelve"), ("1", "Twelve"))


def test_a_sentence_ten_times_as_long_is_another_sentence(tmp_path):
    jailed = "Ned Moor of Lowmoor was sentenced to {} in prison for the fire of 3 May 2001."
    edition = edition_of(tmp_path, jailed.format("two years"), jailed.format("20 years"))
    assert not together(edition, ("0", "two years"), ("1", "20 years"))


def test_who_takes_back_one_figure_and_holds_another_answers_one_question(tmp_path):
    killed = "The fire at the mill of Lowmoor killed {} weavers on 3 May 2001."
    denial = "Reports that 74 weavers were killed are false: the fire at the mill of Lowmoor killed 61 weavers on 3 May 2001."
    edition = edition_of(tmp_path, killed.format(74), killed.format(61), denial)
    assert together(edition, ("2", "61"), ("2", "74"))


def test_the_end_of_one_who_did_the_harm_is_no_count_of_one_victim(tmp_path):
    killed = "{} was killed at the mill of Lowmoor on 3 May 2001."
    edition = edition_of(tmp_path, killed.format("The shooter"), killed.format("One weaver"))
    assert not together(edition, ("0", "The shooter"), ("1", "One"))


def test_how_often_two_persons_were_hit_is_asked_of_each(tmp_path):
    hit = "The mill of Lowmoor burned on 3 May 2001. {} times."
    edition = edition_of(tmp_path, hit.format("Anna Vey was hit eight"), hit.format("Tom Harrow was hit seven"))
    assert not together(edition, ("0", "eight"), ("1", "seven"))


def test_one_beside_the_other_is_no_count(tmp_path):
    edition = edition_of(
        tmp_path,
        "On 3 May 2001 one boat turned back at Lowmoor, the other went on.",
        "On 3 May 2001 two boats turned back at Lowmoor.",
    )
    assert not together(edition, ("0", "one"), ("1", "two"))


def test_a_time_by_greenwich_is_no_other_time_than_one_of_the_place(tmp_path):
    blast = "The mill of Lowmoor exploded at {} on 3 May 2001."
    edition = edition_of(tmp_path, blast.format("4:16 p.m."), blast.format("3:46 p.m. GMT"))
    assert not together(edition, ("0", "4:16 p.m."), ("1", "3:46 p.m."))


def test_a_weekday_is_nobody_who_was_arrested(tmp_path):
    edition = edition_of(
        tmp_path,
        FIRE.format("Orlo Venn was arrested, as the Monday paper has it, on 5 May 2001."),
        FIRE.format("Orlo Venn was arrested on 6 May 2001."),
    )
    assert together(edition, ("0", "5 May 2001"), ("1", "6 May 2001"))


def test_each_account_has_a_day_of_publication_of_its_own_also_in_a_copied_head(tmp_path):
    head = "The mill at Lowmoor burns again and the weavers flee\nBy Lowmoor News Agency\nLOWMOOR, {} May 2001\n\nA fire at the mill of Lowmoor hurt two weavers."
    edition = edition_of(tmp_path, head.format(3), head.format(4))
    assert not together(edition, ("0", "3 May 2001"), ("1", "4 May 2001"))


def test_hostages_are_none_of_those_arrested(tmp_path):
    edition = edition_of(
        tmp_path,
        "At the mill of Vardon raiders held 36 hostages on 3 May 2001.",
        "After the raid on the mill of Vardon on 3 May 2001 the police arrested 12 people and took them into custody.",
    )
    assert not together(edition, ("0", "36"), ("1", "12"))


def test_hundreds_who_sheltered_are_not_hundreds_who_were_hurt(tmp_path):
    edition = edition_of(
        tmp_path,
        "The shelling of Vardon on 3 May 2001 hit a church that was sheltering hundreds of weavers.",
        "The shelling of Vardon on 3 May 2001 hit a church, wounding hundreds of weavers.",
    )
    assert not together(edition, ("0", "hundreds"), ("1", "hundreds"))


@pytest.mark.parametrize(
    ("first", "second", "figures"),
    [
        (
            "Our thoughts are with the families of the five Lowmoor nationals who have died.",
            "Five people died in the mill.",
            ("five", "Five"),
        ),
        (
            "The toll rose to 17 after the guards brought up eight more bodies.",
            "The guards brought up the last six bodies at noon.",
            ("eight", "six"),
        ),
        (
            "In the past ten years 40 weavers died in mills of the firm.",
            "It burned ten years ago and is remembered.",
            ("ten years", "ten years"),
        ),
    ],
    ids=["nationals", "increments", "spans"],
)
def test_some_of_those_harmed_and_spans_of_years_are_questions_of_their_own(tmp_path, first, second, figures):
    edition = edition_of(tmp_path, FIRE.format(first), FIRE.format(second))
    assert not together(edition, ("0", figures[0]), ("1", figures[1]))
