"""Wordings of harm whose meaning what stands beside them changes: each sense by its own example."""

import re

import pytest

from variorum.claims.en.measures import find_cues
from variorum.claims.en.wordings import SENSES, Sense, meanings
from variorum.model import Span


@pytest.mark.parametrize("sense", SENSES, ids=[s.example for s in SENSES])
def test_example_has_the_meaning_of_its_sense_and_fits_none_before_it(sense: Sense) -> None:
    text = sense.example.replace("[", "").replace("]", "")
    word = sense.example[sense.example.index("[") + 1 : sense.example.index("]")]
    m = re.compile(re.escape(word)).search(text, sense.example.index("["))
    assert m is not None
    whole = Span(0, len(text))
    fitting = [s for s in SENSES if s.words.fullmatch(word) and all(n.holds(text, whole, m) for n in s.near)]
    assert fitting[0] is sense
    found = meanings(text, whole, m, word, {word: [("other", "predicate")]})
    assert [measure for measure, _ in found] == ([sense.measure] if sense.measure else [])


def test_wording_keeps_its_own_meaning_where_no_sense_fits() -> None:
    assert {c.measure for c in find_cues("Two were shot.", Span(0, 14))} == {"shot"}
    assert not list(find_cues("Scenes shot there.", Span(0, 18)))
