"""Whom the accounts name: one origin under several wordings, quotations with their speakers and outlets."""

import pytest

from variorum.model import Utterance
from variorum.verdicts.origins import find_origins
from verdicts_by_hand import account, claim, number


def origins(text, *said):
    one = account("A", text)
    return [(o.name, len(o.claims), o.forms) for o in find_origins([claim(one, *s) for s in said])]


def test_a_shorter_form_is_the_fuller_name_of_its_account():
    text = "The Harbour Ministry told of 40 dead and the ministry of 51 hurt; the Moor ministry denies."
    forms = [("40", number(40), "Harbour Ministry"), ("51", number(51), "ministry")]
    assert origins(text, *forms) == [("Harbour Ministry", 2, ("Harbour Ministry", "ministry"))]
    # Of two fuller names nobody knows which is meant.
    assert len(origins(text, *forms, ("hurt", number(1), "Moor ministry"))) == 3


def test_a_long_wording_of_a_shorter_name_does_not_name_the_fuller_one():
    alone = account("A", "One of the guards told of 40 dead.")
    both = account("B", "One of the guards told of 40 dead, the Harbour guards of 51 hurt.")
    told = find_origins(
        [
            claim(alone, "40", number(40), "One of the guards"),
            claim(both, "40", number(40), "One of the guards"),
            claim(both, "51", number(51), "Harbour guards"),
        ]
    )
    assert [(o.name, len(o.claims)) for o in told] == [("Harbour guards", 2), ("One of the guards", 1)]


@pytest.mark.parametrize("fuller", ["council of Lowmoor", "guards in Lowmoor", "Lowmoor guards"])
def test_a_place_within_a_name_is_not_the_name(fuller):
    text = f"The {fuller} told of 40 dead, and Lowmoor of 51."
    assert len(origins(text, ("40", number(40), fuller), ("51", number(51), "Lowmoor"))) == 2


def test_a_quotation_rests_on_its_speaker_and_its_outlet():
    text = "“We ran,” Ned Moor told the Vardon Post; “It fell,” he said."
    said = [
        ("“We ran,”", Utterance("We ran", "Ned Moor", "the Vardon Post", None)),
        ("“It fell,”", Utterance("It fell", "he", None, None)),
    ]
    assert [(name, n) for name, n, _ in origins(text, *said)] == [("Ned Moor", 1), ("the Vardon Post", 1)]
