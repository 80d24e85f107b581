"""Figures that rise from day to day, denials of what comes later, and what one account says twice."""

from dataclasses import replace

import pytest

from variorum.model import Quantity, Utterance
from verdicts_by_hand import account, claim, number, run, tolls


def test_the_latest_figure_wins_though_papers_of_the_last_day_print_older_ones():
    entry = tolls(
        ("17", number(17), "Courier", "2003-05-03"),
        ("61", number(61), "Herald", "2003-05-03"),
        ("34", number(34), "Post", "2003-05-04"),
        ("84", number(84), "Gazette", "2003-05-09"),
    )
    assert (entry.sorts, entry.best, entry.rule) == (("update",), 84, "model: latest of an updated toll")
    entry = tolls(
        ("40", number(40), "Courier", "2003-05-03"),
        ("at least 35", number(35, None), "Post", "2003-05-04"),
        ("60", number(60), "Herald", "2003-05-04"),
        ("84", number(84), "Gazette", "2003-05-04"),
    )
    assert (entry.sorts, entry.best) == (("update",), 84)


def test_more_figures_of_an_earlier_day_do_not_outvote_the_latest():
    entry = tolls(
        ("36", number(36), "Courier", "2003-05-03"),
        ("36", number(36), "Herald", "2003-05-03"),
        ("36", number(36), "Post", "2003-05-03"),
        ("43", number(43), "Gazette", "2003-05-04"),
    )
    assert (entry.best, entry.rule) == (43, "model: latest of an updated toll")


def test_a_figure_that_others_of_its_day_contradict_is_not_the_latest():
    entry = tolls(
        ("36", number(36), "Courier", "2003-05-03"),
        ("36", number(36), "Herald", "2003-05-04"),
        ("36", number(36), "Post", "2003-05-03"),
        ("43", number(43), "Gazette", "2003-05-04"),
    )
    assert entry.best == 36


def test_a_vague_figure_is_no_latest_toll():
    entry = tolls(
        ("12", number(12), "Courier", "2003-05-03"),
        ("hundreds", number(100, 999, approx=True), "Gazette", "2003-05-04"),
    )
    assert "update" not in entry.sorts


def by_day(measure, *figures):
    """The entry of one figure of a measure a day, from 2003-05-03 on."""
    accounts = [
        account(s, f"In all {n} were.", s, f"2003-05-0{3 + k}")
        for k, (s, n) in enumerate(zip("ABCD", figures, strict=False))
    ]
    claims = [claim(a, str(n), number(n), measure=measure) for a, n in zip(accounts, figures, strict=True)]
    return run(accounts, claims).entries[0]


def test_the_missing_become_fewer_from_day_to_day():
    entry = by_day("missing", 40, 25, 6)
    assert (entry.sorts, entry.best, entry.rule) == (("update",), 6, "model: latest of an updated toll")
    assert by_day("missing", 40, 25, 30).sorts == ("value",)
    assert by_day("injured", 40, 25, 6).sorts == ("value",)


def test_a_crowd_is_counted_once_and_not_updated():
    assert by_day("attended", 2000, 3000, 9000).sorts == ("value",)


def test_sizes_and_ages_are_not_updated():
    low, high = (Quantity(v, v, False, "magnitude") for v in (5.6, 5.7))
    entry = tolls(("5.6", low, "Courier", "2003-05-03"), ("5.7", high, "Gazette", "2003-05-09"))
    assert (entry.verdict, entry.sorts) == ("conflict", ("value",))


@pytest.mark.parametrize(
    ("told", "denied", "verdict"),
    [("2003-05-04", "2003-05-03", "compatible"), (None, None, "compatible"), ("2003-05-03", "2003-05-04", "conflict")],
)
def test_no_arrests_means_none_so_far(told, denied, verdict):
    accounts = [
        account("A", "Police arrested 2 dyers.", published=told),
        account("B", "No arrests were made.", published=denied),
    ]
    claims = [
        claim(accounts[0], "2", number(2), measure="detained"),
        claim(accounts[1], "No", number(0), measure="detained", denied=True),
    ]
    entry = run(accounts, claims).entries[0]
    assert (entry.verdict, entry.denies) == (verdict, ("B",))


def test_accounts_that_all_deny_agree():
    accounts = [account("A", "Nobody was killed."), account("B", "Nobody was killed.")]
    entry = run(accounts, [claim(a, "Nobody", number(0), denied=True) for a in accounts]).entries[0]
    assert entry.verdict == "agree"


def test_one_account_that_prints_a_quotation_twice_has_no_conflict_with_itself():
    text = "“The weir has to go now,” says the mayor. “The weir has to go now,” said Ada Vey."
    one = account("A", text)
    words = "The weir has to go now"
    spoken = [Utterance(words, who, None, None) for who in ("the mayor", "Ada Vey")]
    claims = [replace(claim(one, words, u), id=f"A{n}") for n, u in enumerate(spoken)]
    entry = run([one], claims).entries[0]
    assert (entry.verdict, len(entry.readings)) == ("single", 1)


def test_who_tells_more_when_years_have_passed_needs_another_who_does():
    early = [("65", number(65), "Courier", "2003-05-04"), ("65", number(65), "Herald", "2003-05-05")]
    late = [("98", number(98), "Post", "2023-05-03"), ("98", number(98), "Gazette", "2023-06-01")]
    assert tolls(*early, late[0]).best == 65
    assert tolls(*early, *late).best == 98


def test_of_bounds_that_rise_the_last_is_the_figure():
    entry = tolls(
        ("at least 12", number(12, None), "Courier", "2003-05-03"),
        ("at least 90", number(90, None), "Gazette", "2003-05-04"),
    )
    assert (entry.verdict, entry.best, entry.rule) == ("compatible", 90, "model: latest of an updated toll")


def test_a_part_contradicts_no_whole_of_its_account_and_counts_for_no_figure():
    one = account("A", "At least 15 were killed, of whom 14 fell here.")
    two = account("B", "At least 15 were killed.")
    claims = [
        claim(one, "At least 15", number(15, None)),
        claim(one, "14", number(14), part="part"),
        claim(two, "At least 15", number(15, None)),
    ]
    result = run([one, two], claims)
    assert (result.entries[0].best, result.findings) == (15, ())


def test_who_writes_long_afterwards_has_the_toll_that_stands():
    soon = [
        ("57", number(57), "Courier", "2003-05-04"),
        ("60", number(60), "Herald", "2003-05-05"),
        ("62", number(62), "Post", "2003-05-05"),
    ]
    entry = tolls(*soon, ("at least 89", number(89, None), "Almanac", "2005-02-01"))
    assert (entry.low, entry.best, entry.high, entry.rule) == (57, 89, 89, "model: told long afterwards")
    assert tolls(*soon, ("58", number(58), "Almanac", "2005-02-01")).best == 58
    assert tolls(*soon, ("20", number(20), "Almanac", "2005-02-01")).rule == "model"
    assert tolls(*soon, ("hundreds", number(100, 999, approx=True), "Almanac", "2005-02-01")).rule == "model"


def test_one_who_tells_his_late_toll_twice_is_still_alone():
    soon = [account(s, "In all 70 were killed.", s, f"2003-05-0{n}") for n, s in enumerate("AB", 4)]
    late = account("C", "The fire killed 55. In all 55 died.", "C", "2005-02-01")
    claims = [claim(a, "70", number(70)) for a in soon]
    claims += [claim(late, "55", number(55)), claim(late, "55 died", number(55))]
    assert run([*soon, late], claims).entries[0].best == 70


def test_bounds_that_are_near_one_another_leave_the_greatest():
    near = [
        ("at least 78", number(78, None), "P", "2003-05-03"),
        ("at least 79", number(79, None), "Q", "2003-05-03"),
        ("at least 85", number(85, None), "R", "2003-05-03"),
    ]
    assert (tolls(*near).best, tolls(*near).high) == (85, None)
    assert tolls(*near, ("at least 200", number(200, None), "S", "2003-05-03")).best is None
    about = ("about 90", number(90, approx=True), "S", "2003-05-03")
    assert tolls(*near, about).best == 90


def test_a_bound_of_the_last_day_leaves_room_for_the_latest_figure():
    entry = tolls(
        ("540", number(540), "Courier", "2003-05-03"),
        ("at least 540", number(540, None), "Herald", "2003-05-04"),
        ("1,500", number(1500), "Gazette", "2003-05-04"),
    )
    assert (entry.best, entry.rule) == (1500, "model: latest of an updated toll")


def test_one_small_number_does_not_stand_against_hundreds_of_several_accounts():
    hundreds = number(100, 999, approx=True)
    entry = tolls(
        ("12", number(12), "Courier", None),
        ("hundreds", hundreds, "Herald", None),
        ("hundreds", hundreds, "Post", None),
    )
    assert (entry.verdict, entry.best) == ("conflict", None)
    entry = tolls(
        ("95", number(95), "Courier", None), ("hundreds", hundreds, "P", None), ("hundreds", hundreds, "Q", None)
    )
    assert entry.best == 95
