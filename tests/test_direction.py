"""Who copied whom, where dates do not tell: by slips of the pen and by sources that are named."""

from __future__ import annotations

import pytest

from variorum.lineage.strange import Vocabulary
from variorum.pipeline import make_edition

CLEAN = (
    "The embankment above Lowmere gave way shortly before midnight, and the whole district stood under water until the "
    "morning. Engineers had warned repeatedly that the foundations were crumbling, but the council postponed the repairs."
)
SLIPS = CLEAN.replace("embankment", "embanckment").replace("repeatedly", "repeatadly")
OTHER = "An embankment of this height is inspected repeatedly, as the foundations settle. Councils elsewhere know it."


def _edition(tmp_path, texts, sidecar="account,publisher\n"):
    (tmp_path / "accounts.csv").write_text(sidecar)
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    return make_edition([tmp_path])


def _copied(edition):
    return [(p.a, p.b, p.direction, p.reason) for p in edition.parallels if p.kind == "copied"]


def test_slips_on_one_side_alone_show_the_copy(tmp_path):
    edition = _edition(tmp_path, {"a.txt": SLIPS, "b.txt": CLEAN, "c.txt": OTHER})
    [(a, b, direction, reason)] = _copied(edition)
    assert (a, b, direction) == ("a", "b", "b->a")
    assert "embanckment" in reason
    assert edition.stemma.edges[0].child == "a"
    assert {e.sort for p in edition.parallels for e in p.edits} == {"misspelt"}


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        (CLEAN.replace("embankment", "embanckment"), CLEAN),
        (SLIPS, CLEAN.replace("crumbling", "crumbeling").replace("district", "distrikt")),
    ],
)
def test_slips_on_both_sides_or_one_alone_tell_nothing(tmp_path, mine, theirs):
    edition = _edition(tmp_path, {"a.txt": mine, "b.txt": theirs, "c.txt": OTHER + " A district is crumbling."})
    assert _copied(edition)[0][2] == "unknown"


def test_who_names_the_other_beside_the_passage_copied(tmp_path):
    texts = {"a.txt": "As the Lowmere Courier wrote: " + CLEAN, "b.txt": CLEAN}
    edition = _edition(tmp_path, texts, "account,publisher\na.txt,Valley Post\nb.txt,Lowmere Courier\n")
    assert _copied(edition) == [("a", "b", "b->a", "a names Lowmere Courier beside the passage")]


def test_dates_go_before_slips(tmp_path):
    sidecar = "account,publisher,published\na.txt,,2001-03-01\nb.txt,,2001-05-01\n"
    edition = _edition(tmp_path, {"a.txt": SLIPS, "b.txt": CLEAN, "c.txt": OTHER}, sidecar)
    assert _copied(edition)[0][2] == "a->b"
    assert {e.sort for p in edition.parallels for e in p.edits} == {"mended"}


def test_a_vocabulary_knows_what_two_texts_have():
    words = Vocabulary([CLEAN, OTHER, SLIPS])
    assert words.knows("foundations")
    assert not words.knows("embanckment")
    assert words.knows("the council")
    assert not words.knows("council the")


def test_words_that_nobody_knows_are_the_copys():
    words = Vocabulary([CLEAN, OTHER, SLIPS])
    direction, reason = words.direction("a", "b", SLIPS, CLEAN)
    assert direction == "b->a"
    assert "a has 2 words that are not known (such as “embanckment”) where b has none" in reason
    once = CLEAN.replace("embankment", "embanckment")
    assert words.direction("a", "b", once, CLEAN)[0] == "unknown"
    assert words.direction("a", "b", CLEAN, CLEAN)[0] == "unknown"


def test_words_that_stand_together_nowhere_else_are_the_copys():
    sentences = [s.strip() for s in f"{CLEAN} {OTHER}".split(".") if s.strip()]
    words = Vocabulary([CLEAN, CLEAN, OTHER, OTHER])
    mixed = (
        sentences[0].replace("shortly before", "repairs district before").replace("the morning", "council the morning")
    )
    mixed = mixed.replace("gave way", "way repeatedly").replace("whole district", "district warned")
    assert words.direction("a", "b", mixed, sentences[0])[0] == "b->a"
    assert words.direction("a", "b", sentences[0], mixed)[0] == "a->b"
