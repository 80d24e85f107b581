"""What two accounts answer one question with, and what only looks as if they did: sources, days, lengths, other events, hours."""

from __future__ import annotations

import pytest

from told_editions import edition_of, entry_of, together
from variorum.collation.subject import subject_of

RIOT = "On 3 May 1921 guards at Vardon opened fire on a crowd of weavers. "


def test_two_tolls_by_two_sources_are_one_question_and_are_refused(tmp_path):
    edition = edition_of(
        tmp_path,
        RIOT + "The crown put the dead at 212. According to the weavers' guild there were over 500 deaths.",
        RIOT + "Official sources estimated the dead at 212. The guild claimed 430 deaths.",
        RIOT + "It killed 212 people.",
    )
    entry = entry_of(edition, "0", "212")
    assert entry == entry_of(edition, "0", "over 500") == entry_of(edition, "1", "430")
    assert (entry.headline, entry.verdict, entry.best) == (True, "conflict", None)


@pytest.mark.parametrize(
    "lesser",
    [
        "The infirmary said that 130 people had died.",
        "The crown's steward said that 130 people had died in the yard.",
        "The guild said that 130 women had died.",
    ],
    ids=["who counts only some", "the same source", "a group"],
)
def test_a_lesser_figure_of_a_part_is_no_second_answer(tmp_path, lesser):
    edition = edition_of(
        tmp_path,
        f"{RIOT}The crown said that 212 people had died. {lesser}",
        f"{RIOT}It killed 260 people.",
    )
    assert together(edition, ("0", "212"), ("1", "260"))
    assert not together(edition, ("0", "130"), ("1", "260"))


def test_an_account_kept_up_to_date_does_not_part_the_old_toll_from_the_new(tmp_path):
    edition = edition_of(
        tmp_path,
        "The toll from Saturday's fall at Vardon rose to 24 Monday. VARDON - Nine bodies have been recovered from the yard of "
        "the mill, the sheriff said on Sunday.",
        "Nine dead at Vardon mill\n\nThe roof fell on Saturday, and it may go up from the current official toll of nine.",
        "Nine people were confirmed dead in the hamlet below the weir. The roof fell on Saturday.",
        "The searchers' discoveries bring the number of dyers killed at Vardon on Saturday to 24.",
        "24 dead, many missing at Vardon\n\nThe mill fell on Saturday.",
        days=["2013-07-08", "2013-07-07", "2013-07-07", "2013-07-08", "2013-07-08"],
    )
    entry = entry_of(edition, "1", "nine")
    assert entry == entry_of(edition, "3", "24")
    assert (entry.headline, entry.verdict, entry.best) == (True, "conflict", 24)


def test_more_of_the_dead_are_no_toll(tmp_path):
    edition = edition_of(
        tmp_path,
        "The mill at Vardon fell on Saturday and killed 24 people. Searchers found nine additional victims dead on Monday.",
        "The mill at Vardon fell on Saturday and killed 21 people.",
    )
    assert not together(edition, ("0", "nine"), ("1", "21"))


def test_a_month_does_not_join_its_days(tmp_path):
    edition = edition_of(
        tmp_path,
        "Police arrested a dyer in March 2001 and charged him over the fire at Vardon mill.",
        "Police arrested a dyer on 12 March 2001 over the fire at Vardon mill.",
        "A court charged the dyer on 25 March 2001 over the fire at Vardon mill.",
    )
    assert together(edition, ("0", "March 2001"), ("1", "12 March 2001"))
    assert not together(edition, ("1", "12 March 2001"), ("2", "25 March 2001"))


def test_two_lengths_of_one_account_are_of_two_things(tmp_path):
    edition = edition_of(
        tmp_path,
        "The sluice at Vardon stayed shut for three hours after the flood. The bridge stayed shut for five hours after the flood.",
        "The sluice at Vardon stayed shut for three hours after the flood.",
    )
    assert not together(edition, ("0", "five hours"), ("1", "three hours"))


def test_the_dead_of_two_other_events_contradict_nobody(tmp_path):
    fire = "Fire at Vardon hurt two weavers on 3 May 2001. A year ago a fire killed {}."
    edition = edition_of(tmp_path, fire.format("14 people at Halvern"), fire.format("12 people at Lowmoor"))
    assert not together(edition, ("0", "14"), ("1", "12"))


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("A strong quake hit Vardon at 3:20 a.m.", "The quake struck Vardon at around 3:30 a.m.", "compatible"),
        ("The boiler exploded at 6:30 a.m.", "The explosion at the mill occurred at 6:30 p.m.", "conflict"),
        ("The boiler exploded at 6:30 a.m.", "The weir collapsed at about 7:10 a.m.", "conflict"),
        (
            "A quake struck some 53 kilometres from the town of Vardon, near the weir of Lowmoor, on 3 May 2001, at 9:15 a.m.",
            "The quake was recorded at Vardon at 9:17 a.m.",
            "compatible",
        ),
        ("The boiler exploded at 6:30 a.m.", "It exploded at 6:34 a.m., a dyer said.", "compatible"),
    ],
    ids=["rounded", "other half of the day", "another time", "places between", "told to five minutes"],
)
def test_when_the_event_began_is_one_question(tmp_path, first, second, verdict):
    edition = edition_of(tmp_path, first, second)
    one, two = (next(e for e in edition.entries if any(c in e.item.claims for c in ids)) for ids in _times(edition))
    assert one == two
    assert one.verdict == verdict


@pytest.mark.parametrize(
    "second",
    [
        "An aftershock struck Vardon at 3:50 a.m.",
        "A second quake hit Vardon at 3:50 a.m.",
        "The dyer who was shot was pronounced dead at 3:50 a.m.",
        "The quake left the mill dark, and power came back at 3:50 a.m.",
    ],
)
def test_when_something_else_happened_is_another_question(tmp_path, second):
    edition = edition_of(tmp_path, "A strong quake hit Vardon at 3:20 a.m.", second)
    assert not together(edition, ("0", "3:20 a.m."), ("1", "3:50 a.m."))


def test_those_told_besides_one_are_not_all(tmp_path):
    edition = edition_of(
        tmp_path,
        "The rowers of Vardon took in a Halvern weaver, five other weavers, and a dyer with his dogs.",
        "The rowers of Vardon took in six weavers, and a dyer with his dogs.",
    )
    assert not together(edition, ("0", "five"), ("1", "six"))


def test_a_rough_conversion_is_no_conflict(tmp_path):
    mud = "The dam above Vardon broke on Friday; the mud lies {} deep in the yards."
    edition = edition_of(tmp_path, mud.format("24 feet (8 metres)"), mud.format("24 feet"))
    assert not any(e.verdict == "conflict" for e in edition.entries)


@pytest.mark.parametrize(
    ("quake", "whose"), [("The quake", ""), ("The second", "another"), ("An aftershock", "another")]
)
def test_the_depth_of_a_second_quake_is_not_that_of_the_first(quake, whose):
    assert subject_of("length", 12, f"{quake} was felt at Vardon, at a depth of ", " km.") == ("depth", whose)


@pytest.mark.parametrize(
    "room", ["was licensed to carry 90 rowers", "has room for 90 rowers", "could hold about 90 rowers"]
)
def test_room_for_so_many_is_no_count_of_those_who_were_there(tmp_path, room):
    edition = edition_of(tmp_path, f"The barge of Vardon {room}.", "There were 88 rowers on the barge of Vardon.")
    assert not together(edition, ("0", "90" if "about" not in room else "about 90"), ("1", "88"))


def test_an_item_is_named_as_its_accounts_write_it(tmp_path):
    edition = edition_of(
        tmp_path,
        "Lowmoor Herald\nBy Ada Vey, 5 May 1921\n\nOn 3 May 1921 the crown expelled 212 Vardonians after Monday's riot.",
    )
    labels = {e.item.label for e in edition.entries}
    assert "date of publication, 0" in labels
    assert any("Vardonians" in label for label in labels), labels
    assert any("[…]'s riot" in label for label in labels), labels


def _times(edition):
    times = [c for c in edition.claims if c.kind == "time"]
    return [[c.id for c in times if c.siglum == siglum] for siglum in ("0", "1")]


def test_shaking_is_nobody_hurt(tmp_path):
    edition = edition_of(
        tmp_path,
        "A quake at Vardon on 3 May 2001 was followed by hundreds of aftershocks.",
        "A quake at Vardon on 3 May 2001 hurt hundreds of people.",
    )
    assert not together(edition, ("0", "hundreds"), ("1", "hundreds"))


FIRE = "Fire at Lowmoor hurt two weavers on 3 May 2001. {}"


def test_a_place_is_the_same_whosoever_it_is_said_to_be(tmp_path):
    flood = "In February 1996 a flood killed {} people in {}."
    edition = edition_of(
        tmp_path,
        FIRE.format(flood.format("1,400", "Sandholm's Halvern")),
        FIRE.format(flood.format("1,500", "Halvern")),
        days=["2001-05-03", "2001-05-04"],
    )
    assert together(edition, ("0", "1,400"), ("1", "1,500"))


def test_a_vague_figure_of_another_event_meets_one_of_which_none_is_said(tmp_path):
    edition = edition_of(
        tmp_path,
        FIRE.format("The mill is old. In February 1996 a flood at Halvern killed hundreds of people."),
        FIRE.format("The mill is old. A flood came to Halvern in February 1996. It killed 412 people."),
        days=["2001-05-03", "2001-05-04"],
    )
    assert together(edition, ("0", "hundreds"), ("1", "412"))


def test_a_few_words_of_the_same_speaker_are_a_part_of_what_he_said(tmp_path):
    edition = edition_of(
        tmp_path,
        "The reeve Ada Brill called the fire at Vardon mill “disgraceful” on 3 May 2001.",
        "“It was a disgraceful neglect of the sluice,” Ada Brill said of the fire at Vardon mill.",
        "“A disgraceful end to the fair,” a dyer named Orlo Venn said of the fire at Vardon mill.",
    )
    assert together(edition, ("0", "disgraceful"), ("1", "It was a disgraceful neglect of the sluice,"))
    assert not together(edition, ("0", "disgraceful"), ("2", "A disgraceful end to the fair,"))
