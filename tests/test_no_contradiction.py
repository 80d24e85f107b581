"""What cannot contradict a figure: some of the harmed, another's wounds, other days, guesses of who speaks."""

from __future__ import annotations

import pytest

from told_editions import edition_of, entry_of, together


def _conflicts(edition):
    return [e for e in edition.entries if e.verdict == "conflict"]


@pytest.mark.parametrize(
    ("whole", "some", "quotes"),
    [
        (
            "A wall fell at Vardon mill on 3 May 2001 and killed five people.",
            "The reeve gave out the names of three people killed when a wall fell at Vardon mill on 3 May 2001.",
            ("five", "three"),
        ),
        (
            "A wall fell at Vardon mill on 3 May 2001 and killed five people.",
            "On 3 May 2001 a wall fell at Vardon mill. The four remaining victims killed there were carried to Lowmoor.",
            ("five", "four"),
        ),
        (
            "A wall fell at Vardon mill on 3 May 2001 and killed five people.",
            "A wall fell at Vardon mill on 3 May 2001 and killed three women, whose kin came from Lowmoor.",
            ("five", "three"),
        ),
        (
            "A wall fell at Vardon mill on 3 May 2001 and injured five people.",
            "After the wall fell at Vardon mill on 3 May 2001 medics drove three people to Halvern Hospital.",
            ("five", "three"),
        ),
        (
            "Four people were shot at Vardon weir on 3 May 2001, and three of them died.",
            "A reeve claims at least five people were shooting at Vardon weir on 3 May 2001.",
            ("Four", "at least five"),
        ),
        (
            "The fire at Vardon mill on 3 May 2001 injured nearly 90 people, 35 seriously.",
            "After the fire at Vardon mill on 3 May 2001 Halvern Hospital treated at least 40 patients.",
            ("35", "at least 40"),
        ),
        (
            "The ferry left Vardon on 3 May 2001 with 462 passengers and 86 crew.",
            "The ferry left Vardon on 3 May 2001 with 548 passengers and crew aboard.",
            ("462", "548"),
        ),
    ],
)
def test_some_of_the_harmed_contradict_no_toll(tmp_path, whole, some, quotes):
    edition = edition_of(tmp_path, whole, some)
    assert not together(edition, ("0", quotes[0]), ("1", quotes[1]))
    assert not _conflicts(edition)


def test_magnitudes_of_two_years_are_of_two_quakes(tmp_path):
    edition = edition_of(
        tmp_path,
        "An earthquake of magnitude 5.6 shook Vardon on 3 May 2001. Quakes are not unknown here. In 2012 a magnitude 5.4 "
        "quake was felt at Lowmoor. In 2010 one of magnitude 5.1 was felt at Halvern.",
    )
    assert not together(edition, ("0", "5.4"), ("0", "5.1"))


def test_a_lower_toll_of_all_does(tmp_path):
    edition = edition_of(
        tmp_path,
        "A wall fell at Vardon mill on 3 May 2001 and killed five people.",
        "A wall fell at Vardon mill on 3 May 2001 and killed three people.",
    )
    assert entry_of(edition, "0", "five").verdict == "conflict"


def test_the_wounds_of_two_are_no_contradiction_and_those_of_one_are(tmp_path):
    edition = edition_of(
        tmp_path,
        "Ada Brill was shot eight times at the weir on 3 May 2001. Orlo Venn was shot seven times in the yard.",
        "At the weir on 3 May 2001 Ada Brill was shot nine times, the crowner found.",
    )
    assert not together(edition, ("0", "eight"), ("0", "seven"))
    assert not together(edition, ("0", "seven"), ("1", "nine"))
    assert entry_of(edition, "1", "nine").verdict == "conflict"


def test_one_of_two_is_no_count(tmp_path):
    edition = edition_of(
        tmp_path,
        "On 3 May 2001 two crews began to quarrel over a skiff at Vardon quay.",
        "The quarrel over a skiff at Vardon quay on 3 May 2001 began when men of one crew took it from the other crew.",
    )
    assert not together(edition, ("0", "two"), ("1", "one"))


@pytest.mark.parametrize(
    "denial",
    [
        "Nobody has been arrested over the fire at Vardon mill.",
        "Though weavers slept in the loft above, no other injuries were reported.",
    ],
)
def test_none_of_one_harm_and_no_others_deny_no_figure(tmp_path, denial):
    edition = edition_of(
        tmp_path,
        "A fire at Vardon mill on 3 May 2001 injured three weavers. Two men were seen who ran from the yard.",
        f"A fire broke out at Vardon mill on 3 May 2001. {denial}",
    )
    assert not _conflicts(edition)


def test_no_new_survivors_deny_none_of_those_who_lived(tmp_path):
    edition = edition_of(
        tmp_path,
        "The ferry sank off Vardon on 3 May 2001. Eighteen people survived.",
        "The ferry sank off Vardon on 3 May 2001. Divers saw coats in the water but no new survivors.",
    )
    assert not _conflicts(edition)


def test_who_denies_a_cause_takes_the_deaths_for_granted(tmp_path):
    edition = edition_of(
        tmp_path,
        "Two people died at Vardon weir on 3 May 2001.",
        "The first papers wrongly told that a dyer might be guilty of the two deaths at Vardon weir on 3 May 2001.",
    )
    assert not [c for c in edition.claims if c.frame.denied]


def test_days_after_this_and_after_that_are_no_contradiction(tmp_path):
    edition = edition_of(
        tmp_path,
        "The mill at Vardon burned on 3 May 2001. Orlo Venn was heard two days after his arrest.",
        "The mill at Vardon burned on 3 May 2001. Three days after the fire the reeve looked through a barn at Lowmoor.",
    )
    assert not together(edition, ("0", "two days"), ("1", "Three days"))


def test_days_of_other_events_need_a_name_in_common(tmp_path):
    edition = edition_of(
        tmp_path,
        "A dyer shot a clerk at Vardon on 3 May 2001. A separate shooting on 12 March 1999 at Lowmoor killed three.",
        "At Vardon a clerk was shot by a dyer on 3 May 2001. In a separate attack two cooks were shot at Halvern on "
        "14 March 1999.",
        days=("2001-05-04", "2001-05-04"),
    )
    assert not together(edition, ("0", "12 March 1999"), ("1", "14 March 1999"))


def test_two_who_give_themselves_up_in_one_town_do_so_on_two_days(tmp_path):
    edition = edition_of(
        tmp_path,
        "A clerk was robbed at Vardon on 3 May 2001. Orlo Venn of Lowmoor surrendered on 10 May 2001.",
        "A clerk was robbed at Vardon on 3 May 2001. Tam Holt turned himself in to the reeve at Lowmoor on 11 May 2001.",
    )
    assert not together(edition, ("0", "10 May 2001"), ("1", "11 May 2001"))


SAID = "the roof was shaking long before the gable came down"


def test_a_guess_of_who_speaks_is_no_word_of_the_account(tmp_path):
    edition = edition_of(
        tmp_path,
        f"The mill at Vardon fell on 3 May 2001. “{SAID},” said Ada Brill.",
        "The mill at Vardon fell on 3 May 2001. “We ran to the yard,” said Orlo Venn.\n\nThe weavers were paid that day.\n\n"
        f"“{SAID[0].upper()}{SAID[1:]}.”",
    )
    assert together(edition, ("0", f"{SAID},"), ("1", f"{SAID[0].upper()}{SAID[1:]}."))
    assert not _conflicts(edition)


def test_who_tells_what_another_said_does_not_contradict_him(tmp_path):
    edition = edition_of(
        tmp_path,
        f"The mill at Vardon fell on 3 May 2001. “Then Mr. Venn said, ‘{SAID},’” said Ada Brill.",
        f"The mill at Vardon fell on 3 May 2001. “{SAID},” said Orlo Venn.",
    )
    assert not _conflicts(edition)
