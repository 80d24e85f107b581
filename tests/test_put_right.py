"""Tolls that are taken back, counted by two sides or told long afterwards, and figures that differ by their rounding alone."""

from __future__ import annotations

from told_editions import edition_of, entry_of, together


def test_who_puts_a_toll_right_gives_one_answer_to_those_who_stand_by_the_old_one(tmp_path):
    edition = edition_of(
        tmp_path,
        "Sergeant Orl now says 61 people were killed in the mill at Vardon, and not 74 as had been reported earlier.\n\n"
        "At least 74 people are dead after the fire at Vardon, the sergeant said at noon.",
        "The fire in the mill at Vardon on 3 May 2001 killed 74 people.",
        "The mill at Vardon burned on 3 May 2001, and 61 people died.",
        days=["2001-05-03", "2004-02-01", "2001-05-04"],
    )
    entry = entry_of(edition, "1", "74")
    assert entry == entry_of(edition, "2", "61") == entry_of(edition, "0", "74")
    assert entry.verdict == "conflict"
    assert entry.denies == ("0",)
    assert all("0" not in r.accounts for r in entry.readings if r.value.low == 74)


def test_who_repeats_alone_what_several_took_back_has_not_the_last_word(tmp_path):
    edition = edition_of(
        tmp_path,
        "The sergeant earlier said 74 had died in the mill at Vardon, but a new count gave fewer: 61 people died.",
        "The town lowered the death toll of the fire at Vardon from 74 to 61.",
        "At least 60 people died in the mill at Vardon on 3 May 2001.",
        "The fire in the mill at Vardon on 3 May 2001 killed 74 people.",
        "The fire in the mill at Vardon on 3 May 2001 killed 63 people.",
        days=["2001-05-03", "2001-05-03", "2001-05-03", "2004-02-01", "2009-02-01"],
    )
    assert entry_of(edition, "3", "74").best == 63


def test_bodies_found_are_some_of_a_toll_and_not_the_headline(tmp_path):
    edition = edition_of(
        tmp_path,
        "Divers found two more bodies in the ferry off Vardon on Sunday, which brings the death toll to five.",
        "Two bodies were found in the ferry off Vardon on Sunday. The toll stands at five.",
        "The bodies of two men lay in the ferry off Vardon. The death toll rose to five on Sunday.",
    )
    headline = next(e for e in edition.entries if e.headline and e.item.measure == "killed")
    assert headline == entry_of(edition, "0", "five")
    assert headline.best == 5


def test_what_most_accounts_tell_has_the_bare_name(tmp_path):
    edition = edition_of(
        tmp_path,
        "Two bodies were found in the ferry off Vardon. Two men were dead in the cabin. The bodies of two men lay there.",
        "The ferry off Vardon sank. Two bodies were found. The wreck killed five people.",
        "The ferry off Vardon sank. The wreck killed five people.",
        "The ferry off Vardon sank. The wreck killed five people.",
    )
    assert "“" not in entry_of(edition, "1", "five").item.label


def test_those_who_look_back_and_disagree_leave_no_older_figure(tmp_path):
    edition = edition_of(
        tmp_path,
        "The ferry sank off Vardon on 3 May 2001 and killed five people.",
        "Five people were killed when the ferry sank off Vardon on 3 May 2001.",
        "The ferry that sank off Vardon on 3 May 2001 killed 32 people.",
        "The ferry that sank off Vardon on 3 May 2001 killed 33 people.",
        days=["2001-05-04", "2001-05-05", "2014-01-20", "2019-06-01"],
    )
    entry = entry_of(edition, "2", "32")
    assert entry == entry_of(edition, "0", "five")
    assert (entry.verdict, entry.best) == ("conflict", None)
    assert "32 and 33" in entry.refused


def test_the_official_count_and_what_others_hold_are_one_question(tmp_path):
    edition = edition_of(
        tmp_path,
        "Soldiers fired on the crowd at Vardon on 3 May 1931. Officially, there were only 32 deaths, and independent "
        "estimates put the toll at 300.",
        "The shooting at Vardon on 3 May 1931 killed 32 people.",
        "The shooting at Vardon on 3 May 1931 killed 300 people.",
    )
    entry = entry_of(edition, "0", "300")
    assert entry == entry_of(edition, "0", "32") == entry_of(edition, "1", "32")
    assert (entry.verdict, entry.low, entry.high) == ("conflict", 32, 300)
    assert [set(r.accounts) for r in entry.readings] in ([{"0", "1"}, {"0", "2"}], [{"0", "2"}, {"0", "1"}])


def test_more_than_a_round_figure_leaves_room_for_it(tmp_path):
    edition = edition_of(
        tmp_path,
        "The quake at Vardon on 3 May 2009 injured 1,500 people.",
        "The quake at Vardon on 3 May 2009 injured over 1,500 people.",
        "The quake at Vardon on 3 May 2009 killed more than 61 people.",
        "The quake at Vardon on 3 May 2009 killed 61 people.",
    )
    assert entry_of(edition, "0", "1,500").verdict == "compatible"
    assert entry_of(edition, "3", "61").verdict == "conflict"


def test_rounded_figures_that_meet_have_the_one_most_name(tmp_path):
    edition = edition_of(
        tmp_path,
        "The gas at Vardon on 3 May 1931 killed over 5,000 people.",
        "The gas at Vardon on 3 May 1931 killed nearly 5,000 people.",
        "The gas at Vardon on 3 May 1931 killed some 5,000 people.",
        "The gas at Vardon on 3 May 1931 killed between 3,600 and 5,000 people.",
    )
    entry = entry_of(edition, "0", "over 5,000")
    assert (entry.verdict, entry.best) == ("compatible", 5000)


def test_the_clock_of_greenwich_is_no_other_time(tmp_path):
    edition = edition_of(
        tmp_path,
        "The quake at Vardon struck at 4:16 (2:16 UTC) on 3 May 2009.",
        "The quake at Vardon struck at 4:16 on 3 May 2009.",
        "The quake at Vardon struck at 6:20 on 3 May 2009.",
    )
    assert not together(edition, ("0", "2:16"), ("1", "4:16"))
    assert entry_of(edition, "0", "4:16") == entry_of(edition, "1", "4:16") == entry_of(edition, "2", "6:20")


def test_who_is_named_with_another_office_is_one_source(tmp_path):
    edition = edition_of(
        tmp_path,
        "On 3 May 2017 the flood in Vardon killed 30 people, Halvern Police Commander Ada Vey said.",
        "Ada Vey, who leads the search, went home. County commander Ada Vey said the flood in Vardon had killed 30 people.",
    )
    entry = entry_of(edition, "0", "30")
    assert entry == entry_of(edition, "1", "30")
    assert entry.independent < 1.5
    assert any("both rest on" in r.says for r in entry.reasons)
