"""The tolls that accounts give as their own are one item, and parts of them, other groups and other days are not."""

from __future__ import annotations

import numpy as np
import pytest

from told_editions import edition_of, entry_of, together
from variorum.collation.linking import prepare
from variorum.settings import Settings
from variorum.text import clean_text


def _prepared(edition):
    views = {a.siglum: clean_text(a, Settings().text)[0] for a in edition.accounts}
    return prepare(edition.claims, edition.accounts, views, edition.parallels)


def _set_apart(edition, first, second):
    """Whether claims of the two quotes, each with its account's number, may not be joined."""
    prepared = _prepared(edition)
    claims = [(c.claim.siglum, c.claim.quote) for c in prepared.contexts]
    return any(
        {claims[a], claims[b]} == {first, second}
        for pairs in (prepared.like, prepared.unlike)
        for a, b in pairs.where(pairs.apart)
    )


def test_the_tolls_of_two_accounts_are_one_item_beside_their_parts(tmp_path):
    edition = edition_of(
        tmp_path,
        "The gallery roof at Vardon came down on 3 May 2001, killing at least 19 weavers. A clerk saw two bodies in the yard.",
        "The mill collapse of 3 May 2001 has killed 61 people, the owners said. The infirmary had counted 44 deaths.",
    )
    assert together(edition, ("0", "at least 19"), ("1", "61"))
    assert not together(edition, ("0", "at least 19"), ("1", "44"))
    assert not together(edition, ("0", "two"), ("1", "44"))


def test_counts_of_two_charges_are_of_two_persons(tmp_path):
    edition = edition_of(
        tmp_path,
        "A clerk was robbed at Vardon on 3 May 2001. Orlo Venn was wanted on four counts of grave battery. Reeves had "
        "arrested Tam Holt on five counts of grave battery.",
    )
    assert _set_apart(edition, ("0", "four"), ("0", "five"))


def test_the_dead_with_the_gunman_are_those_he_killed_and_himself(tmp_path):
    edition = edition_of(
        tmp_path,
        "A gunman killed six people at Vardon on 3 May 2001. Five are hurt.",
        "Seven people died in a shooting at Vardon on 3 May 2001, including the gunman.",
    )
    prepared = _prepared(edition)
    place = {c.claim.quote: [i] for i, c in enumerate(prepared.contexts)}
    groups = [place["six"], place["Seven"], place["Five"]]
    beside = prepared.own.of_some(groups, np.array([0, 1, 0]), np.array([1, 2, 2]))
    assert beside.tolist() == [True, False, False]


def test_figures_that_add_up_are_no_toll_of_their_account(tmp_path):
    edition = edition_of(
        tmp_path,
        "A man killed two people in the weaving shed at Vardon on 3 May 2001. At the weir he killed three other people.",
        "The shooting at Vardon on 3 May 2001 left five people dead.",
    )
    assert not together(edition, ("0", "two"), ("1", "five"))
    assert not together(edition, ("0", "three"), ("1", "five"))


def test_a_toll_with_the_gunman_and_one_without_are_two_figures(tmp_path):
    edition = edition_of(
        tmp_path,
        "Four people were dead when the shift at Halvern works ended on 3 May 2001, including the gunman. The yard held two "
        "bodies. In the office lay one body.",
        "Before he fled to the weir on Thursday a dyer killed three colleagues, the owners told the Courier.",
    )
    assert not together(edition, ("0", "Four"), ("1", "three"))


def test_who_is_taken_to_hospital_is_no_toll_of_the_injured(tmp_path):
    edition = edition_of(
        tmp_path,
        "The boiler at Vardon injured seven people on 3 May 2001.",
        "Ambulances took nine people to hospital from Vardon on 3 May 2001. A stoker and a dyer were injured.",
    )
    prepared = _prepared(edition)
    assert {prepared.contexts[i].claim.quote for i in prepared.own.own.nonzero()[0]} == {"seven"}


def test_parts_that_one_account_gives_are_unlike_things(tmp_path):
    edition = edition_of(
        tmp_path,
        "The flood killed 25 people on 3 May 2001. Three deaths were reported in Lowmoor, four deaths in Sandholm.",
        "The flood of 3 May 2001 killed 25 people. Four deaths were reported in Sandholm. Then came three deaths in Lowmoor.",
    )
    assert _set_apart(edition, ("1", "Four"), ("1", "three"))


def test_the_dead_of_a_war_are_no_toll_of_the_fire(tmp_path):
    edition = edition_of(
        tmp_path,
        "At least 78 people were killed by a fire in Vardon on 3 May 2001. The town lies far from the front. "
        "The harvest had failed. The war has killed tens of thousands of rowers.",
        "A fire in Vardon killed at least 78 people on 3 May 2001, and others were hurt.",
    )
    assert not together(edition, ("0", "tens of thousands"), ("1", "at least 78"))


def test_men_and_women_of_one_toll_are_two_items(tmp_path):
    edition = edition_of(
        tmp_path,
        "Of those who died at Vardon on 3 May 2001, 33 men were killed in the mill.",
        "Of those who died at Vardon on 3 May 2001, 27 women were killed in the mill.",
    )
    assert not together(edition, ("0", "33"), ("1", "27"))


def test_one_sentence_does_not_count_the_same_twice(tmp_path):
    text = "There were three infants, three sailors and 62 adults aboard the Vardon ferry."
    edition = edition_of(tmp_path, text, text.replace("There were", "The list has"))
    assert _set_apart(edition, ("0", "three"), ("0", "three"))


ARRESTS = "Police arrested a dyer on {}, who is held over the fire at the Vardon mill."


def test_two_days_of_one_account_are_two_happenings(tmp_path):
    edition = edition_of(
        tmp_path,
        ARRESTS.format("4 April 2001") + " " + ARRESTS.format("8 April 2001").replace("dyer", "weaver"),
        ARRESTS.format("8 April 2001"),
    )
    assert not together(edition, ("0", "4 April 2001"), ("1", "8 April 2001"))


@pytest.mark.parametrize(
    ("other", "joined"),
    [("8 April 2001", True), ("8 September 2001", False), ("4 April 2000", True)],
    ids=["days", "months", "another year alone"],
)
def test_days_far_apart_are_two_happenings_where_not_only_the_year_is_another(tmp_path, other, joined):
    edition = edition_of(tmp_path, ARRESTS.format("4 April 2001"), ARRESTS.format(other))
    assert together(edition, ("0", "4 April 2001"), ("1", other)) is joined


def test_the_age_of_nobody_named_is_not_that_of_somebody(tmp_path):
    edition = edition_of(
        tmp_path,
        "A 38-year-old woman was hit in the leg when shots were fired at the funeral of Tom Harrow at Vardon.",
        "The mourners at Vardon had come for Tom Harrow, 39, who died of a fever. Shots were fired at the funeral.",
    )
    assert _set_apart(edition, ("0", "38-year-old"), ("1", "39"))


def test_an_hour_of_either_half_goes_with_the_half_that_another_account_tells(tmp_path):
    boiler = "The boiler at the Vardon mill burst at {} on Monday, a foreman said."
    edition = edition_of(tmp_path, boiler.format("6:30"), boiler.format("6:30 p.m."), boiler.format("10 a.m."))
    assert together(edition, ("0", "6:30"), ("1", "6:30 p.m."))
    (entry,) = (e for e in edition.entries if e.item.kind == "time")
    assert (entry.verdict, sorted(r.accounts for r in entry.readings)) == ("conflict", [("0", "1"), ("2",)])


def test_how_many_were_aboard_is_not_how_many_died(tmp_path):
    edition = edition_of(
        tmp_path,
        "A ferry with 68 people on board sank off Vardon on 3 May 2001.",
        "The ferry was carrying 68 passengers when it sank off Vardon on 3 May 2001.",
        "A ferry sank off Vardon on 3 May 2001, killing 68 people.",
    )
    assert together(edition, ("0", "68"), ("1", "68"))
    assert _set_apart(edition, ("0", "68"), ("2", "68"))
    assert _set_apart(edition, ("1", "68"), ("2", "68"))


def _own(prepared):
    return {
        (prepared.contexts[i].claim.siglum, prepared.contexts[i].claim.quote) for i in prepared.own.own.nonzero()[0]
    }


def test_the_own_toll_stands_anywhere_but_is_not_far_beyond_that_of_the_first_sentences(tmp_path):
    lead = "The crush at Vardon on 3 May 2001 injured over 100 people. The mayor came. The square was empty by noon. "
    edition = edition_of(
        tmp_path,
        lead + "The infirmary now says that 109 people were injured.",
        lead + "At Sandholm a pier gave way, and 2,400 people were injured.",
    )
    assert _own(_prepared(edition)) == {("0", "109"), ("0", "over 100"), ("1", "over 100")}


def test_those_of_one_group_are_a_part_where_the_account_counts_everybody(tmp_path):
    edition = edition_of(
        tmp_path,
        "Two officers were killed in Lowmoor on 3 May 2001. Two officers were shot dead, the mayor said. Five people died, and two officers died at once.",
        "Two officers were killed in Lowmoor on 3 May 2001. Two officers died at a mill. Five people died; two officers were killed at its gate.",
    )
    (toll,) = (e for e in edition.entries if e.headline and e.item.measure == "killed")
    assert toll.best == 5


def test_none_of_one_group_is_no_answer_to_how_many_people(tmp_path):
    edition = edition_of(
        tmp_path,
        "A mill burned at Vardon on 3 May 2001. No workers of the mill were injured in the fire.",
        "A mill burned at Vardon on 3 May 2001. In all 84 people were injured in the fire.",
    )
    assert _set_apart(edition, ("0", "No"), ("1", "84"))
    assert not together(edition, ("0", "No"), ("1", "84"))


def test_years_counted_back_to_the_event_tell_of_it(tmp_path):
    edition = edition_of(
        tmp_path,
        "A fire at the tram depot in Vardon killed 11 people on 14 June 2012, the brigade said.",
        "Ten years ago today a fire at the tram depot in Vardon killed 12 people.",
        "Twelve years ago a fire at the mill in Vardon killed 14 people.",
        days=["2012-06-15", "2022-06-14", "2022-06-14"],
    )
    assert together(edition, ("0", "11"), ("1", "12"))
    assert not together(edition, ("0", "11"), ("2", "14"))


def test_a_toll_with_one_who_did_the_harm_is_no_other_toll_than_one_without(tmp_path):
    edition = edition_of(
        tmp_path,
        "Four people were dead after a shooting at Vardon mill on 3 May 2001, including the gunman, the reeve said.",
        "A weaver shot three people dead at Vardon mill on 3 May 2001 before police killed him.",
    )
    assert not together(edition, ("0", "Four"), ("1", "three"))
    assert all(e.verdict != "conflict" for e in edition.entries)


def test_what_both_call_the_toll_is_one_question_however_far_it_has_risen(tmp_path):
    edition = edition_of(
        tmp_path,
        "The flood of 3 May 2001 at Vardon goes on. The official death toll rose to 41 on its fourth day.",
        "The flood of 3 May 2001 at Vardon swept the quays away. Its death toll was later placed at 1,214.",
        "The flood of 3 May 2001 at Vardon is known for the 9,100 sheep that died, told all over the moor.",
    )
    assert together(edition, ("0", "41"), ("1", "1,214"))
    assert not together(edition, ("0", "41"), ("2", "9,100"))


def test_a_greater_count_of_the_event_stands_before_the_toll_of_its_first_day(tmp_path):
    edition = edition_of(
        tmp_path,
        "The quake of 3 May 2001 at Vardon killed 712 people. A day behind it the death toll stood at 304.",
        "The quake of 3 May 2001 at Vardon has killed 215 people, the council said.",
    )
    assert together(edition, ("0", "712"), ("1", "215"))
    assert not together(edition, ("0", "304"), ("1", "215"))


def test_those_to_whom_others_elsewhere_are_added_are_no_toll(tmp_path):
    edition = edition_of(
        tmp_path,
        "On 3 May 2001 the quake killed 39 people in Lowmoor, and 25 others died in Vardon, the council said.",
        "The quake of 3 May 2001 killed 138 people at Vardon and Lowmoor.",
    )
    assert not together(edition, ("0", "39"), ("1", "138"))


def test_a_rounded_figure_gives_way_to_the_toll_that_it_rounds(tmp_path):
    edition = edition_of(
        tmp_path,
        "The wreck off Vardon on 3 May 2001 killed nearly 200 people. The death toll was 197, the council said.",
        "The wreck off Vardon on 3 May 2001 killed 143 people, the council said.",
    )
    assert together(edition, ("0", "197"), ("1", "143"))


def test_the_official_figure_is_an_answer_beside_the_toll_that_an_account_gives_itself(tmp_path):
    edition = edition_of(
        tmp_path,
        "Troops fired on a crowd at Vardon on 3 May 1971 and killed 84 people. The official figure of nine dead was never put right.",
        "On 3 May 1971 the troops killed 87 people at Vardon.",
        "Nine people died at Vardon on 3 May 1971, the ministry said.",
    )
    assert together(edition, ("0", "84"), ("0", "nine"))
    assert together(edition, ("0", "nine"), ("2", "Nine"))
    assert together(edition, ("1", "87"), ("2", "Nine"))


def test_the_crowds_of_the_police_and_of_the_organisers_are_one_question(tmp_path):
    edition = edition_of(
        tmp_path,
        "Thousands marched at Vardon on 3 May 2001. Police put the crowd at 28,000; organisers spoke of 90,000.",
        "According to the police 28,000 persons took part in the march at Vardon on 3 May 2001.",
        "We counted 61,000 people at the march at Vardon on 3 May 2001. Police had given 28,000 and the organisers 90,000.",
    )
    assert together(edition, ("0", "28,000"), ("0", "90,000"))
    assert together(edition, ("2", "61,000"), ("1", "28,000"))
    assert entry_of(edition, "0", "90,000").sorts == ("value",)
