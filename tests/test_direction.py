"""Who copied whom, where dates do not tell: by slips of the pen and by sources that are named."""

from __future__ import annotations

import pytest

from variorum.lineage.slips import Vocabulary, passage_slips
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
    assert [e.sort for e in passage_slips(CLEAN, SLIPS, words)] == ["misspelt", "misspelt"]
