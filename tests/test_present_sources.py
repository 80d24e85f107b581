"""Sources behind the sources: what drifts between accounts that name one, and who tells the same on another's word."""

import dataclasses

from edition_by_hand import claim, edition, entry, exact
from variorum.model import Origin, Utterance
from variorum.present.index import Index
from variorum.present.sources import sources, speaker_of
from variorum.present.words import speaker


def test_wording_and_attribution_drift():
    first = claim("B", "43 people", "quantity", exact(43), source="Police", measure="killed")
    later = claim("A", "At least 40 people", "quantity", exact(44), source="the harbour office", measure="killed")
    other = claim("C", "51 people", "quantity", exact(43), measure="killed")
    alone = claim("B", "112 injured", "quantity", exact(112), source="Police", measure="injured")
    told = entry(
        "killed",
        "killed",
        "conflict",
        [(exact(43), "43", [first.id, later.id, other.id], 1.0, ())],
        (first, later, other),
    )
    hurt = entry("hurt", "hurt", "single", [(exact(112), "112", [alone.id], 1.0, ())], (alone,))
    police = Origin("Police", ("Police",), (alone.id, first.id, later.id), ("A", "B"))
    index = Index(edition(claims=(first, later, other, alone), entries=(told, hurt), origins=(police,)))
    (behind,) = sources(index, 10)
    killed, injured = behind.told
    assert killed.drifts
    assert [c.siglum for c in killed.claims] == ["A", "B"]  # by date
    assert killed.others == (other,)
    assert (injured.drifts, injured.others, injured.claims) == (False, (), (alone,))
    assert sources(index, 0) == ()
    gone = Index(dataclasses.replace(index.edition, entries=()))
    assert {t.entry for t in sources(gone, 1)[0].told} == {None}


def test_a_quotation_drifts_where_its_speaker_does():
    index = Index(edition())
    both = tuple(c for c in index.edition.claims if c.kind == "quotation")
    post = Origin("Ansa Courier", ("Ansa Courier",), tuple(c.id for c in both), ("A", "B"))
    (behind,) = sources(Index(edition(origins=(post,))), 1)
    assert behind.told[0].drifts
    assert [speaker_of(c) for c in behind.told[0].claims] == ["Ilo Vant", "the mate, in Ansa Courier"]


def test_a_paper_that_speaks_for_itself_is_named_once():
    assert speaker(Utterance("It fell", "The Ansa Courier", "the Ansa Courier", None)) == "The Ansa Courier"
    assert speaker(Utterance("It fell", None, "the Ansa Courier", None)) == "speaker not named, in the Ansa Courier"
