"""How many travelled, how many of them survived, and how many bodies were found, each as one question."""

from __future__ import annotations

from told_editions import edition_of, entry_of, together


def test_how_many_were_aboard_is_one_question(tmp_path):
    edition = edition_of(
        tmp_path,
        "The ferry Vey, carrying 4,252 people, was on the way to Vardon when she struck a rock on 13 January 2012.",
        "The Vey foundered off Vardon on 13 January 2012 with 4,229 passengers and crew on board, 1,020 of them crew.",
        "Off Vardon lies the wreck of a ferry that went down on 13 January 2012 with 25 passengers from Halvern aboard.",
    )
    entry = entry_of(edition, "0", "4,252")
    assert entry == entry_of(edition, "1", "4,229")
    assert entry.verdict == "conflict"
    assert not together(edition, ("0", "4,252"), ("2", "25"))
    assert not together(edition, ("0", "4,252"), ("1", "1,020"))


def test_how_many_survived_is_one_question(tmp_path):
    edition = edition_of(
        tmp_path,
        "Of the crash at Vardon on 20 August 2008 there were only 26 survivors, the minister said.",
        "Only 19 of the 172 people who were on board the airliner survived the crash at Vardon on 20 August 2008.",
        "The airliner came down at Vardon on 20 August 2008; 154 died and 18 survived.",
    )
    entry = entry_of(edition, "0", "26")
    assert entry == entry_of(edition, "1", "19") == entry_of(edition, "2", "18")
    assert entry.verdict == "conflict"


def test_fewer_bodies_than_dead_are_no_contradiction_of_an_account(tmp_path):
    edition = edition_of(
        tmp_path,
        "Three bodies were taken from the sea off Vardon on 13 January 2012. There are only five confirmed deaths.",
        "The wreck off Vardon on 13 January 2012 killed three people.",
        "The wreck off Vardon on 13 January 2012 killed five people.",
    )
    assert not [f for f in edition.findings if f.check == "self-contradiction"]
