"""How many independent lines stand behind a value, on claims made by hand from invented accounts."""

import pytest

from variorum.model import Item, Parallel, Quantity, Span, Utterance
from variorum.settings import VerdictSettings
from variorum.verdicts import reconcile
from variorum.verdicts.dependence import Ties
from variorum.verdicts.relations import Scale
from verdicts_by_hand import EVENT, account, claim, number, run, tolls


@pytest.mark.parametrize(
    ("pair", "term"),
    [
        ((("Embassy of Ansa in Orl", None), ("Embassy of Ansa in Tev", None)), "issuer"),
        ((("Courier", None), ("courier", None)), "issuer"),
        ((("Courier", "house"), ("Herald", "house")), "issuer"),
    ],
)
def test_one_issuer_counts_once_and_says_so(pair, term):
    accounts = [account(s, "In all 40 were killed.", p, None, n) for s, (p, n) in zip("AB", pair, strict=True)]
    entry = run(accounts, [claim(a, "40", number(40)) for a in accounts]).entries[0]
    assert entry.independent <= 1.1
    assert entry.reasons[0].term == term
    assert "A" in entry.reasons[0].says
    assert "B" in entry.reasons[0].says


def test_copied_text_counts_once_around_the_claim_beside_it_and_elsewhere_but_not_a_phrase():
    text = "x" * 2000 + " In all 40 were killed. " + "y" * 2000
    accounts = [account("A", text, "Courier"), account("B", text, "Herald")]
    claims = [claim(a, "40", number(40)) for a in accounts]
    near, far, phrase = Span(1900, 2200), Span(0, 300), Span(0, 60)
    beside, sentence = Span(1700, 1830), Span(0, 130)
    once, twice = (1.0, 1.1), (2.0, 2.0)
    for place, counts in ((near, once), (far, once), (beside, once), (phrase, twice), (sentence, twice)):
        parallel = Parallel("A", place, "B", place, "copied", "a->b", "by hand")
        entry = run(accounts, claims, [parallel]).entries[0]
        assert counts[0] <= entry.independent <= counts[1]


def test_a_copy_that_drops_a_bound_is_no_line_of_its_own():
    said = [("more than 6,500", number(6501, None)), ("6,500", number(6500)), ("some 6,500", number(6500, approx=True))]
    accounts = [account(s, f"In all {w} were killed.", f"Paper {s}") for s, (w, _) in zip("ABC", said, strict=True)]
    copied = Parallel("A", Span(0, 34), "B", Span(0, 24), "copied", "a->b", "by hand")
    entry = run(accounts, [claim(a, w, v) for a, (w, v) in zip(accounts, said, strict=True)], [copied]).entries[0]
    assert [r.independent for r in entry.readings] == [2.0]


@pytest.mark.parametrize(
    "sources",
    [
        ("relief group Harbour Watch (HW", "HW"),
        ("Vardon Harbour Watch", "VHW"),
        ("Vardon Harbour Watch (VHW) staff", "the aid group Vardon Watch (VHW"),
    ],
)
def test_a_source_and_its_initials_are_one_line(sources):
    accounts = [account(s, f"{n} said 40 were killed.", f"Paper {s}") for s, n in zip("AB", sources, strict=True)]
    entry = run(accounts, [claim(a, "40", number(40), source=n) for a, n in zip(accounts, sources, strict=True)])
    assert entry.entries[0].independent < 1.2


def test_who_credits_another_accounts_publisher_is_no_second_line_whichever_came_first():
    accounts = [
        account("A", "HW said that 40 were killed.", "Courier", "2003-05-03"),
        account("B", "In all 40 were killed.", "HW", "2003-05-09"),
    ]
    claims = [claim(accounts[0], "40", number(40), source="HW"), claim(accounts[1], "40", number(40))]
    entry = run(accounts, claims).entries[0]
    assert (entry.independent < 1.2, entry.reasons[0].term) == (True, "cites")


def test_who_names_another_account_elsewhere_may_have_its_figure_from_there():
    one = account("A", "In all 40 were killed.", "Halvern Post")
    other = account("B", "The toll is 40. The Halvern Post says that 12 boats sank.", "Vardon Echo")
    claims = [claim(one, "40", number(40)), claim(other, "40", number(40))]
    boats = claim(other, "12", Quantity(12, 12, False, "thing"), source="The Halvern Post", measure="boat")
    items = [
        Item("i", "quantity", "killed", "killed", tuple(c.id for c in claims)),
        Item("k", "quantity", "boat", "boat", (boats.id,)),
    ]
    result, _ = reconcile(items, [*claims, boats], [one, other], (), EVENT, VerdictSettings())
    entry = next(e for e in result.entries if e.item.id == "i")
    assert 1 < entry.independent < 2
    assert entry.reasons[0].says == "B names A as its source elsewhere"


def test_who_names_his_source_in_one_place_rests_on_it_in_his_heading_too():
    accounts = [account(s, "Forty dead. Police said 40 were killed.", f"Paper {s}") for s in "AB"]
    claims = [claim(a, *c) for a in accounts for c in (("Forty", number(40)), ("40", number(40), "Police"))]
    assert run(accounts, claims).entries[0].independent < 1.2


def test_who_leaves_room_for_a_figure_stands_not_behind_it():
    """ "At least 340" does, "more than 300" and "dozens" do not; and nobody says "90 to 199"."""
    said = [
        ("340", number(340)),
        ("at least 340", number(340, None)),
        ("more than 300", number(301, None)),
        ("hundreds", number(200, 999, approx=True)),
    ]
    assert [r.independent for r in tolls(*((w, v, f"Paper {w}", None) for w, v in said)).readings] == [2.0]
    vague = tolls(
        ("dozens", number(24, 199, approx=True), "Courier", None), ("over 90", number(91, None), "Herald", None)
    )
    assert [(r.value.low, r.value.high) for r in vague.readings] == [(91, None)]


def test_the_figure_of_an_account_stands_for_it_before_its_looser_words():
    text = "Dozens died. In all 40 were killed."
    one, other = account("A", text, "Courier"), account("B", "In all 51 were killed.", "Herald")
    claims = [
        claim(one, "Dozens", number(24, 199, approx=True)),
        claim(one, "40", number(40)),
        claim(other, "51", number(51)),
    ]
    weights = Ties([one, other], [], claims).weights(claims, Scale(claims))
    assert [weights[c.id].counts for c in claims] == [0.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("source", "other", "lines"),
    [
        ("The official figure", "Official radio", 1.0),
        ("The regime", "the Ministry of War", 1.0),
        ("the army", "the police", 2.0),
        ("The official figure", "a nurse", 2.0),
    ],
)
def test_the_official_count_is_that_of_any_authority(source, other, lines):
    a, b = account("A", f"{source} told of 9 killed.", "Courier"), account("B", f"{other} gave 9 killed.", "Herald")
    (entry,) = run([a, b], [claim(a, "9", number(9), source), claim(b, "9", number(9), other)]).entries
    assert entry.independent == pytest.approx(lines)


def test_an_authority_gives_the_official_count_itself():
    a, b = account("A", "On that day 9 were killed.", "Ministry of War"), account("B", "Official radio: 9.", "Herald")
    (entry,) = run([a, b], [claim(a, "9", number(9)), claim(b, "9", number(9), "Official radio")]).entries
    assert entry.independent == pytest.approx(1.0)
    assert any("both give the official count" in r.says for r in entry.reasons)


def test_ten_reports_that_credit_one_origin_are_one_line():
    accounts = [account(s, "Police said 40 were killed.", f"Paper {s}") for s in "ABCDEFGHIJ"]
    entry = run(accounts, [claim(a, "40", number(40), source="Police") for a in accounts]).entries[0]
    assert entry.independent < 2
    assert entry.reasons[0].term == "origin"


def test_one_account_is_one_line_whoever_it_quotes():
    told = account("A", "“We ran to the bridge,” a baker said. “We ran to the bridge!” the reeve cried.")
    words = (("“We ran to the bridge,”", "a baker"), ("“We ran to the bridge!”", "the reeve"))
    said = [claim(told, quote, Utterance(quote[1:-2], who, None, None)) for quote, who in words]
    entry = run([told], said).entries[0]
    assert [r.independent for r in entry.readings] == [1.0]
