"""Accounts written long after: news of these days, anniversaries, and the groups into which a toll is parted."""

from __future__ import annotations

import pytest

from told_editions import edition_of, entry_of, together

RAID = "On 12 May 1953 raiders burned the village of Halvern. {}"


def _day(folder, text, quote, published):
    edition = edition_of(folder, text, days=(published,))
    return next(c.value.edtf for c in edition.claims if c.quote == quote)


def test_what_is_told_reporters_on_the_day_of_the_event_is_of_these_days(tmp_path):
    text = "The reeve of Halvern told reporters on May 12 that the mill would be built again. " + RAID.format(
        "It was on May 12 that the mill burned down."
    )
    edition = edition_of(tmp_path, text, days=("1993-05-12",))
    assert [c.value.edtf for c in edition.claims if c.quote == "May 12"] == ["1993-05-12", "1953-05-12"]


@pytest.mark.parametrize(("nth", "year"), [("second", "1955"), ("20th", "1973")], ids=["in words", "in digits"])
def test_a_day_that_is_an_anniversary_is_of_its_own_year(tmp_path, nth, year):
    text = RAID.format(f"They laid the stone on May 12, the {nth} anniversary of the raid.")
    assert _day(tmp_path, text, "May 12", "1993-06-01") == f"{year}-05-12"


def test_children_killed_are_one_question_in_every_account(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("The raiders killed 214 weavers, including 31 children, 62 women and 19 elderly."),
        RAID.format("Here are the sad statistics: over 200 people, including 48 children and 62 women, were killed."),
    )
    assert together(edition, ("0", "31"), ("1", "48"))
    assert entry_of(edition, "0", "31").verdict == "conflict"
    assert entry_of(edition, "0", "62").verdict == "agree"


def test_some_of_all_are_not_summed_up(tmp_path):
    edition = edition_of(tmp_path, RAID.format("There 88 weavers perished, including 12 women and 7 girls."))
    assert not any(c.is_sum for c in edition.claims)
    assert entry_of(edition, "0", "88").best == 88


def test_the_women_are_no_figure_of_those_who_died_in_one_place(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("It left 26 dead. Among the deceased were 20 women and 6 men."),
        RAID.format("There 19 weavers died on the spot and seven died in hospital."),
    )
    assert not together(edition, ("0", "20"), ("1", "19"))
    assert entry_of(edition, "0", "26").best == 26
    assert "1" in entry_of(edition, "0", "26").readings[0].accounts


def test_as_many_as_tells_no_least(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("As many as 213 people were killed in the raid."),
        RAID.format("In the raid 213 people were killed."),
        RAID.format("In the raid 290 people were killed."),
    )
    assert entry_of(edition, "1", "213").low == 213


def test_children_counted_for_another_reason_widen_no_range(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("In Halvern 52 girls lost one parent."),
        RAID.format("The school at Lowmoor had taken in 30 girls before."),
    )
    entry = entry_of(edition, "0", "52")
    assert (entry.low, entry.high) == (52, 52)


def test_an_account_without_a_date_dates_the_days_before_the_event_by_it(tmp_path):
    edition = edition_of(
        tmp_path,
        "The free town was founded on 3 March 1952. On May 4 the reeve left it. " + RAID.format("It burned for long."),
        RAID.format("It was a night of rain."),
    )
    assert [c.value.edtf for c in edition.claims if c.quote == "May 4"] == ["1953-05-04"]


def test_an_account_that_begins_with_what_was_fifty_years_ago_begins_with_its_event(tmp_path):
    edition = edition_of(
        tmp_path,
        "In Halvern they lit lamps for the 16 weavers whom raiders killed 50 years ago this hour.",
        RAID.format("The raiders killed 16 weavers."),
    )
    assert together(edition, ("0", "16"), ("1", "16"))
    assert all(c.frame.event == "this" for c in edition.claims if c.quote == "16")


def test_the_toll_of_one_account_is_set_beside_those_that_give_a_part_of_it(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("Seventeen people died: sixteen were killed at once, and a weaver months later."),
        RAID.format("The raiders killed 16 weavers."),
        RAID.format("That night 16 people were shot dead."),
        RAID.format("It cost 16 lives."),
    )
    assert together(edition, ("0", "Seventeen"), ("1", "16"))
    assert entry_of(edition, "1", "16").verdict == "conflict"


def test_one_who_was_charged_is_none_of_up_to_sixty(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("Only one suspect was ever charged."),
        RAID.format("The guards said that up to 60 people were arrested."),
    )
    assert not together(edition, ("0", "one"), ("1", "up to 60"))


def test_distances_from_two_towns_are_two_questions(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("Halvern lies 130 kilometers southeast of Lowmoor's mill."),
        RAID.format("Halvern lies 155 kilometers northeast of Vardon."),
    )
    assert not together(edition, ("0", "130"), ("1", "155"))
    assert entry_of(edition, "0", "130").item.label == "distance from Lowmoor"


def test_the_next_day_is_told_from_a_weekday_too(tmp_path):
    text = RAID.format("On Sunday they lit lamps, the Courant of Lowmoor wrote the next day.")
    assert _day(tmp_path, text, "the next day", "1993-05-12") == "1993-05-10"


def test_the_place_is_known_by_what_is_named_after_it(tmp_path):
    edition = edition_of(
        tmp_path,
        "The Lowmoor massacre happened on 12 May 1953.",
        "On 12 May 1953 the Lowmoor massacre shook the moor, and a Black Monday massacre came after.",
    )
    assert edition.event.places == ("Lowmoor",)


def test_a_person_is_no_place(tmp_path):
    edition = edition_of(tmp_path, RAID.format("The regime of Orlo Venn killed 90 people in the village of Halvern."))
    assert next(c.frame.place for c in edition.claims if c.quote == "90") == "Halvern"


def test_a_total_that_is_broken_down_is_no_self_contradiction(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("Seventeen people died: sixteen were killed at once, and a weaver months later."),
        RAID.format("The raiders killed 16 weavers."),
        RAID.format("That night 16 people were shot dead."),
    )
    assert entry_of(edition, "0", "Seventeen").sorts == ("value",)


def test_a_round_figure_that_most_tell_is_the_best(tmp_path):
    edition = edition_of(
        tmp_path,
        "The gas that drifted over Halvern on 12 May 1953 killed some 7,000 people.",
        "Around 7,000 people were killed when planes dropped gas on Halvern, 12 May 1953.",
        "At Halvern, a town of weavers, gas killed at least 7,000 on 12 May 1953, most of them old.",
        "As many as 7,000 people were killed on 12 May 1953, says the guide to the museum of Halvern.",
        "Our book of the dead of Halvern, who fell on 12 May 1953, counts at least 17,100 killed.",
    )
    entry = entry_of(edition, "0", "some 7,000")
    assert entry == entry_of(edition, "4", "at least 17,100")
    assert entry.best == 7000
    assert entry.readings[0].value.approx


def test_a_bound_is_told_by_its_own_words_and_not_by_vague_ones(tmp_path):
    edition = edition_of(
        tmp_path, RAID.format("It left more than 1,000 injured."), RAID.format("Hundreds were injured in the raid.")
    )
    entry = entry_of(edition, "0", "more than 1,000")
    assert entry == entry_of(edition, "1", "Hundreds")
    assert (entry.readings[0].value.low, entry.readings[0].value.high) == (1001, None)


def test_a_figure_that_all_bounds_come_near_is_the_best(tmp_path):
    edition = edition_of(
        tmp_path,
        "On 12 May 1953 raiders led away and killed some 9,000 men and boys of Halvern.",
        "More than 9,000 men and boys were killed when raiders took Halvern on 12 May 1953. They killed 7,100 of them in the woods.",
        "At Halvern, 12 May 1953, more than 9,300 men and boys were shot dead.",
    )
    entry = entry_of(edition, "0", "some 9,000")
    assert entry == entry_of(edition, "2", "more than 9,300")
    assert entry != entry_of(edition, "1", "7,100")
    assert entry.best == 9301


def test_the_days_of_an_event_are_no_day_of_publication(tmp_path):
    edition = edition_of(
        tmp_path,
        "The Halvern raid\n\nLocation: Halvern\nDate: 12 May – 14 May 1953\nVictims: weavers\n\nIt burned for long.",
        "The Halvern raid\n\nDate: 12–14 May 1953\n\nIt burned for long, and nobody came.",
        "The Halvern raid\n\n14 May 1953\n\nIt burned for long.",
    )
    assert [a.published for a in edition.accounts] == [None, None, "1953-05-14"]


def test_civilians_may_be_all_whom_an_event_killed(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("The raiders killed 610 civilians."),
        RAID.format("One of them was found guilty of killing 25 weavers in a barn."),
    )
    assert entry_of(edition, "0", "610").headline


def test_fewer_people_than_civilians_are_no_part_of_these(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("In the night 260 civilians were killed. According to official sources, 247 people died."),
        RAID.format("The raid left 251 people dead."),
    )
    entry = entry_of(edition, "0", "260")
    assert entry == entry_of(edition, "0", "247") == entry_of(edition, "1", "251")
    assert entry.verdict == "conflict"


def test_who_tells_of_some_who_died_at_once_bears_no_toll_of_so_many(tmp_path):
    edition = edition_of(
        tmp_path,
        RAID.format("It killed 16 people: 14 on the spot and two later."),
        "When raiders burned Halvern on 12 May 1953 they killed 14 weavers, says the book of the guild.",
    )
    toll = entry_of(edition, "1", "14")
    assert toll == entry_of(edition, "0", "16")
    assert {r.value.low: r.accounts for r in toll.readings} == {14: ("1",), 16: ("0",)}
