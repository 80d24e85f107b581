"""Verdicts, readings, independence, figures and checks, on claims made by hand from invented accounts."""

import itertools
from dataclasses import replace

import pytest

from variorum.model import Item, Moment, Quantity, Utterance
from variorum.settings import VerdictSettings
from variorum.verdicts import reconcile
from variorum.verdicts.dependence import Ties
from variorum.verdicts.trust import learn
from verdicts_by_hand import EVENT, account, claim, number, run, tolls


def test_equal_values_agree():
    entry = tolls(("40 people", number(40), "Courier", None), ("forty", number(40), "Herald", None))
    assert (entry.verdict, entry.low, entry.best, entry.high) == ("agree", 40, 40, 40)
    assert (entry.independent, entry.refused, entry.sorts) == (2.0, None, ())


def test_a_bound_is_compatible_with_what_it_allows():
    entry = tolls(("more than 130", number(131, None), "Courier", None), ("133", number(133), "Herald", None))
    assert (entry.verdict, entry.best) == ("compatible", 133)


def test_hundreds_and_400_are_compatible():
    entry = tolls(("hundreds", number(200, 999, approx=True), "Courier", None), ("400", number(400), "Herald", None))
    assert (entry.verdict, entry.low, entry.best, entry.high) == ("compatible", 400, 400, 400)


def test_less_than_a_figure_alone_gives_no_best_figure():
    entry = tolls(("less than 200", number(0, 200), "Courier", None), ("under 200", number(None, 200), "Herald", None))
    assert (entry.best, entry.high) == (None, 200)
    assert entry.refused == "The accounts give only bounds, which leave a range."


def test_more_than_250000_conflicts_with_200000():
    entry = tolls(("200,000", number(200_000), None, None), ("more than 250,000", number(250_001, None), None, None))
    assert (entry.verdict, entry.sorts, entry.best) == ("conflict", ("value",), None)
    assert "200,000" in entry.refused


def test_readings_are_cliques_and_an_undecided_conflict_is_refused():
    """Compatibility is not transitive: the open bound goes with each figure that the others exclude."""
    entry = tolls(
        ("131", number(131), "Gazette", "2012-01-20"),
        ("133", number(133), "Courier", "2005-01-20"),
        ("140", number(140), "Herald", "2010-01-20"),
        ("more than 130", number(131, None), "Society", "2015-01-20"),
    )
    assert sorted(r.accounts for r in entry.readings) == [("A", "D"), ("B", "D"), ("C", "D")]
    assert (entry.low, entry.best, entry.high, entry.verdict) == (131, None, 140, "conflict")
    assert "conflict" in entry.refused


def test_a_toll_that_rises_soon_after_is_an_update_and_its_latest_figure_wins():
    entry = tolls(
        ("40", number(40), "Courier", "2003-05-03"),
        ("43", number(43), "Herald", "2003-05-04"),
        ("51", number(51), "Gazette", "2003-05-09"),
    )
    assert (entry.sorts, entry.best, entry.rule) == (("update",), 51, "model: latest of an updated toll")


def test_who_counts_some_does_not_deny_that_there_were_any():
    accounts = [account("A", "No rowers in the hull survived; 40 in all.", "Courier"), account("B", "41", "Herald")]
    none, some = claim(accounts[0], "No", number(0)), claim(accounts[0], "40", number(40))
    none = replace(none, frame=replace(none.frame, denied=True))
    entry = run(accounts, [none, some, claim(accounts[1], "41", number(41))]).entries[0]
    assert (entry.sorts, entry.denies) == (("value",), ())


def test_one_quotation_under_two_speakers_is_an_attribution_conflict():
    def entry(words, second="a photographer", first="a baker"):
        accounts = [account("A", f"“{words}” {first} said."), account("B", f"“{words}” {second} said.")]
        claims = [
            claim(a, f"“{words}”", Utterance(words, who, None, None))
            for a, who in zip(accounts, (first, second), strict=True)
        ]
        return run(accounts, claims).entries[0]

    told = entry("We ran to the bridge")
    assert (told.verdict, told.sorts, told.rule) == ("conflict", ("attribution",), None)
    assert entry("Big Ned").verdict == "agree"
    # A statement has an author, who may be the other.
    assert entry("We ran to the bridge", "a statement").verdict == "agree"
    # The police speak by somebody, who may be the one that another account names; a baker is nobody's mouth.
    assert entry("We ran to the bridge", "state police", "Ned Moor").verdict == "agree"
    assert entry("We ran to the bridge", "state police").verdict == "conflict"


def test_a_quotation_and_its_shortened_form_are_compatible():
    accounts = [account("A", "“We ran to the bridge,” she said."), account("B", "“We ran,” she said.")]
    said = [claim(a, a.text[:-10], Utterance(a.text[1:-11], "she", None, None)) for a in accounts]
    assert run(accounts, said).entries[0].verdict == "compatible"
    same = account("C", "“We ran to the bridge!” she said.")
    twice = [said[0], claim(same, same.text[:-10], Utterance(same.text[1:-11], "she", None, None))]
    assert run([accounts[0], same], twice).entries[0].verdict == "agree"


def test_a_denial_is_kept_and_conflicts():
    accounts = [account("A", "In all 40 were killed."), account("B", "Nobody was killed.")]
    claims = [claim(accounts[0], "40", number(40)), claim(accounts[1], "Nobody", number(0), denied=True)]
    entry = run(accounts, claims).entries[0]
    assert (entry.verdict, entry.sorts, entry.denies) == ("conflict", ("denial",), ("B",))


def test_who_denies_a_figure_denies_no_other():
    accounts = [account("A", "In all 40 were killed."), account("B", "That 300 were killed is false.")]
    told, denied = claim(accounts[0], "40", number(40)), claim(accounts[1], "300", number(300), denied=True)
    assert run(accounts, [told, denied]).entries[0].verdict != "conflict"
    same = account("C", "In all 300 were killed.")
    assert run([*accounts[1:], same], [denied, claim(same, "300", number(300))]).entries[0].sorts == ("denial",)


def test_who_denies_it_of_one_group_denies_nothing_of_all():
    accounts = [account("A", "In all 40 were killed."), account("B", "No clerks were killed.")]
    told, denied = claim(accounts[0], "40", number(40)), claim(accounts[1], "No", number(0), denied=True, whom="clerks")
    assert run(accounts, [told, denied]).entries[0].verdict != "conflict"


@pytest.mark.parametrize(("days", "verdict"), [("35", "compatible"), ("53", "conflict"), ("33", "conflict")])
def test_that_nobody_is_missing_any_more_denies_none_who_were(days, verdict):
    accounts = [
        account("A", "In all 40 are missing.", published=f"2003-05-0{days[0]}"),
        account("B", "Nobody is missing.", published=f"2003-05-0{days[1]}"),
    ]
    told = claim(accounts[0], "40", number(40), measure="missing")
    none = claim(accounts[1], "Nobody", number(0), measure="missing", denied=True)
    assert run(accounts, [told, none]).entries[0].verdict == verdict


def test_one_account_that_says_two_things_contradicts_itself():
    one = account("A", "First 40 were killed, then 51 had died.")
    result = run([one], [claim(one, "40", number(40)), claim(one, "51", number(51))])
    assert result.entries[0].sorts == ("self-contradiction",)
    assert [(f.check, f.holds) for f in result.findings] == [("self-contradiction", False)]


def test_who_reports_the_figures_of_others_does_not_contradict_himself():
    one = account("A", "We found 51 dead. The ministry gave 40, then the police gave 44.")
    said = [
        claim(one, "51", number(51)),
        claim(one, "40", number(40), "ministry"),
        claim(one, "44", number(44), "police"),
    ]
    result = run([one], said)
    assert (result.entries[0].verdict, result.entries[0].sorts, result.findings) == ("conflict", ("value",), ())
    again = account("B", "The ministry gave 40. In its words 44.")
    result = run([again], [claim(again, "40", number(40), "ministry"), claim(again, "44", number(44), "ministry")])
    assert result.entries[0].sorts == ("self-contradiction",)


def test_what_only_blurred_words_leave_is_blurred():
    assert [
        r.value
        for r in tolls(
            ("over 50", number(51, None), None, None), ("some 52", number(52, 52, approx=True), None, None)
        ).readings
    ] == [number(52, 52, approx=True)]
    assert [
        r.value
        for r in tolls(("at least 52", number(52, None), None, None), ("up to 52", number(0, 52), None, None)).readings
    ] == [number(52)]


def test_weekday_and_anniversary_are_checked_against_the_calendar():
    text = "On Friday, 3 May 2003 it burned. The 10th anniversary comes; it was 11 years ago."
    one = account("A", text, published="2013-05-03")
    ago = replace(claim(one, "11 years", Quantity(11, 11, approx=False, unit="year")), kind="duration")
    result = run([one], [claim(one, "3 May 2003", Moment("2003-05-03")), ago])
    assert [(f.check, f.holds) for f in result.findings if f.check != "self-contradiction"] == [
        ("weekday", False),
        ("anniversary", True),
        ("years-ago", False),
    ]
    assert "Saturday" in result.findings[0].says


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The 10\nth\n Anniversary of the fire", "10th Anniversary"),
        ("## 10<sup>th</sup> Anniversary of the fire", "10th Anniversary"),
        ("On the tenth anniversary of the fire", "tenth anniversary"),
        ("The mill burned 10 Years Ago.", "10 Years Ago"),
        ("In all 10 years\nhave passed since the fire.", "10 years have passed since"),
        ("It is 10 years on, and the bell hangs.", "10 years on"),
    ],
)
def test_anniversaries_are_counted_however_they_are_written(text, told):
    one = account("A", text, published="2013-05-03")
    words = next((w for w in ("10 years", "10 Years") if w in text), None)
    years = Quantity(10, 10, approx=False, unit="year")
    said = [replace(claim(one, words, years), kind="duration")] if words else [claim(one, text[:3], number(3))]
    assert [f.says for f in run([one], said).findings] == [f"A says “{told}”: 2013 - 2003 = 10, as written."]


@pytest.mark.parametrize(
    ("text", "figures", "expected"),
    [
        (
            "126 people died: 71 in the town, 39 outside and 14 at the mill.",
            (126, 71, 39, 14),
            ("parts-and-total", False),
        ),
        (
            "124 people died: 71 in the town, 39 outside and 14 at the mill.",
            (124, 71, 39, 14),
            ("parts-and-total", True),
        ),
        (
            "Of the 37 dead, 21 were in the hall, 9 in the tram and 6 at home.",
            (37, 21, 9, 6),
            ("parts-and-total", False),
        ),
        ("Of the 37 dead, 21 were men and 15 were weavers.", (37, 21, 15), None),
        ("The owner was 51: he left children of 9, 5 and 2 behind.", (51, 9, 5, 2), None),
        ("12 people died. In the morning 7 came, and 5 left.", (12, 7, 5), None),
    ],
)
def test_parts_are_added_up_beside_their_total(text, figures, expected):
    one = account("A", text)
    found = run([one], [claim(one, str(n), number(n)) for n in figures]).findings
    assert [(f.check, f.holds) for f in found if f.check == "parts-and-total"] == ([expected] if expected else [])


@pytest.mark.parametrize(("said", "holds"), [(76, True), (67, False)])
def test_a_percentage_is_worked_out_from_its_counts(said, holds):
    one = account("A", f"96 of the 126, or {said} percent, died at home.")
    share = Quantity(said, said, approx=False, unit="percent")
    claims = [claim(one, "96", number(96)), claim(one, "126", number(126)), claim(one, f"{said} percent", share)]
    assert [(f.check, f.holds) for f in run([one], claims).findings if f.check == "percent"] == [("percent", holds)]


def test_a_percentage_may_stand_behind_its_part():
    one = account("A", "Of the 38 wounded, 9, or 24 percent, were under eighteen.")
    share = Quantity(24, 24, approx=False, unit="percent")
    claims = [claim(one, "38", number(38)), claim(one, "9", number(9)), claim(one, "24 percent", share)]
    (found,) = (f for f in run([one], claims).findings if f.check == "percent")
    assert found.says == "A: 9 of 38 are 23.7 percent, as written."


@pytest.mark.parametrize(
    ("said", "order", "says"),
    [
        ("In all 141 rowers, or 80 percent of the 176, came ashore.", ("141", "80 percent", "176"), "141 of 176 are 80.1 percent, as written"),
        ("Of 1200 people asked, 62 percent, or 720, were cooks.", ("1200", "62 percent", "720"), "720 of 1200 are 60.0 percent, not 62"),
    ],
)  # fmt: skip
def test_a_percentage_may_stand_before_what_it_is_of(said, order, says):
    one = account("A", said)
    claims = [
        claim(one, w, Quantity(float(w.split()[0]), float(w.split()[0]), False, "percent" if " " in w else "person"))
        for w in order
    ]
    assert [f.says for f in run([one], claims).findings if f.check == "percent"] == [f"A: {says}."]


def test_years_ago_to_the_day_are_checked_though_far_off():
    one = account("A", "Twelve years ago today it burned; seven years ago today too.", published="2013-05-03")
    years = [
        claim(one, w, Quantity(n, n, approx=False, unit="year")) for w, n in (("Twelve years", 12), ("seven years", 7))
    ]
    found = run([one], [replace(c, kind="duration") for c in years]).findings
    assert [f.holds for f in found if f.check == "years-ago"] == [False, False]


def test_the_weekday_of_a_day_counted_back_to_is_checked():
    one = account("A", "Ten years ago today, on a Monday morning, it burned.", published="2013-05-03")
    ago = replace(claim(one, "Ten years", Quantity(10, 10, False, "year")), kind="duration")
    found = [(f.check, f.holds, f.says) for f in run([one], [ago]).findings]
    assert ("weekday", False, "A: 2003-05-03 was a Saturday, not a Monday.") in found


@pytest.mark.parametrize(
    ("rule", "best"),
    [("vote", 40), ("exact-vote", 40), ("median", 40), ("conservative", 40), ("min-max", None), ("model", None)],
)
def test_named_rules(rule, best):
    entry = tolls(
        ("40", number(40), "Courier", None),
        ("40", number(40), "courier", None),
        ("51", number(51), "Herald", None),
        rule=rule,
    )
    assert (entry.rule, entry.best, entry.low, entry.high) == (rule, best, 40, 51)
    assert rule not in dict(entry.others)


def test_the_order_of_accounts_changes_nothing():
    accounts = [
        account(s, "In all 40 were killed.", p, d)
        for s, p, d in (("A", "X", None), ("B", "Y", "2003"), ("C", "X", "2004"))
    ]
    claims = [claim(a, "40", number(40)) for a in accounts]
    item = Item("i", "quantity", "killed", "killed", tuple(c.id for c in claims))
    made = {
        repr(reconcile([item], order, [by[c.siglum] for c in order], (), EVENT, VerdictSettings()))
        for order in itertools.permutations(claims)
        for by in [{a.siglum: a for a in accounts}]
    }
    assert len(made) == 1


def test_an_unknown_rule_is_named():
    with pytest.raises(ValueError, match="min-max"):
        tolls(("40", number(40), None, None), rule="guess")


def test_what_two_abouts_have_in_common_is_no_bound():
    entry = tolls(
        ("at least 120", number(120, None), "P", "2020-01-01"),
        ("about 121", number(121, approx=True), "Q", "2020-01-02"),
        ("about 130", number(130, approx=True), "R", "2020-01-03"),
    )
    assert {(r.value.low, r.value.high, r.words) for r in entry.readings} == {(121, 121, "about 121")}


def test_a_conflict_tells_of_the_accounts_though_a_bound_comes_first():
    said = [("A", "more than 100", number(101, None)), ("B", "131", number(131)), ("C", "160", number(160))]
    accounts = [account(s, f"In all {w} were killed.", None, f"200{n}") for n, (s, w, _) in enumerate(said)]
    claims = [claim(a, w, v) for a, (_, w, v) in zip(accounts, said, strict=True)]
    ties = Ties(accounts, (), ())
    learn([Item("i", "quantity", "killed", "killed", tuple(c.id for c in claims))], {c.id: c for c in claims}, ties)
    assert sorted(ties.right) == ["A", "B", "C"]


def test_a_unit_of_another_kind_rounds_no_figure():
    entry = tolls(
        ("7.4", Quantity(7.4, 7.4, approx=False, unit="person"), "P", "2020-01-01"),
        ("7.5", Quantity(7.5, 7.5, approx=False, unit="magnitude"), "Q", "2020-01-01"),
        ("7.3", Quantity(7.3, 7.3, approx=False, unit="magnitude"), "R", "2020-01-01"),
    )
    assert entry.verdict == "conflict"
