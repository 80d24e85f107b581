"""How many travelled, how many of them survived, and how many bodies were found, each as one question."""

from __future__ import annotations

from told_editions import edition_of, entry_of, together


def test_how_many_were_aboard_is_one_question(tmp_path):
    edition = edition_of(
        tmp_path,
        "The ferry Vey, carrying 3,164 people, was on the way to Vardon when she struck a rock on 4 March 1998.",
        "The Vey foundered off Vardon on 4 March 1998 with 3,148 passengers and crew on board, 912 of them crew.",
        "Off Vardon lies the wreck of a ferry that went down on 4 March 1998 with 25 passengers from Halvern aboard.",
    )
    entry = entry_of(edition, "0", "3,164")
    assert entry == entry_of(edition, "1", "3,148")
    assert entry.verdict == "conflict"
    assert not together(edition, ("0", "3,164"), ("2", "25"))
    assert not together(edition, ("0", "3,164"), ("1", "912"))


def test_how_many_survived_is_one_question(tmp_path):
    edition = edition_of(
        tmp_path,
        "Of the crash at Vardon on 7 May 1994 there were only 24 survivors, the minister said.",
        "Only 17 of the 158 people who were on board the airliner survived the crash at Vardon on 7 May 1994.",
        "The airliner came down at Vardon on 7 May 1994; 142 died and 16 survived.",
    )
    entry = entry_of(edition, "0", "24")
    assert entry == entry_of(edition, "1", "17") == entry_of(edition, "2", "16")
    assert entry.verdict == "conflict"


def test_fewer_bodies_than_dead_are_no_contradiction_of_an_account(tmp_path):
    edition = edition_of(
        tmp_path,
        "Three bodies were taken from the sea off Vardon on 4 March 1998. There are only five confirmed deaths.",
        "The wreck off Vardon on 4 March 1998 killed three people.",
        "The wreck off Vardon on 4 March 1998 killed five people.",
    )
    assert not [f for f in edition.findings if f.check == "self-contradiction"]


def test_of_whom_some_were_saved_are_all_who_were_aboard(tmp_path):
    edition = edition_of(
        tmp_path,
        "Just 14 rowers survived out of more than 300 when the barge Vey went down off Vardon on 4 March 1998.",
        "The barge Vey went down off Vardon on 4 March 1998. About 190 people were on the crowded barge and its boat.",
        "Only 14 out of 240 passengers were rescued from the barge Vey off Vardon on 4 March 1998.",
    )
    entry = entry_of(edition, "0", "more than 300")
    assert entry == entry_of(edition, "1", "About 190") == entry_of(edition, "2", "240")
    assert entry.verdict == "conflict"


def test_how_many_a_vessel_holds_is_one_question(tmp_path):
    edition = edition_of(
        tmp_path,
        "The barge Vey sank off Vardon on 4 March 1998. She was built to carry a maximum of 58 and had 97 people on board.",
        "With 97 people on board, far beyond her capacity of 80, the barge Vey sank off Vardon on 4 March 1998.",
    )
    entry = entry_of(edition, "0", "a maximum of 58")
    assert entry == entry_of(edition, "1", "80")
    assert (entry.verdict, entry.item.label) == ("conflict", "how many there is room for")
