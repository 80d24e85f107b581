"""Accounts that credit one agency or reporter are one line, however unlike their words are."""

from dataclasses import replace

import pytest

from variorum.accounts.credits import read_credits
from variorum.model import AGENCY, Metadatum
from variorum.pipeline import make_edition
from verdicts_by_hand import account, claim, number, run

CREDITED = {
    "HALVERN, May 4 (Reuters) - A ferry sank off Lowmoor.": ["Reuters"],
    "Ferry sinks\n\nLOWMOOR, Vardon (WQRX/AP) — Divers went down again.": ["WQRX", "AP"],
    "(CNN) They came to dance at Lowmoor.": ["CNN"],
    "By ADA VEY\nMarrin News Agency\n\nA ferry sank.": ["Marrin News Agency"],
    "A ferry sank.\n\n— The Associated Press contributed to this report.": ["Associated Press"],
    "A ferry sank.\nAssociated Press writer Ada Vey in Lowmoor contributed to this story.": ["Associated Press"],
    "A ferry sank.\n(Reporting by Ada Vey in Lowmoor and Tom Harrow; Editing by Ned Brill)": ["Ada Vey", "Tom Harrow"],
    "A ferry sank.\n\nWith reporting by AFP.": ["AFP"],
    "A ferry sank.\n\nCopyright 2021 The Associated Press. All rights reserved.": ["Associated Press"],
    "A ferry sank.\nThis article was first published in the Halvern Post.": ["Halvern Post"],
    "A ferry sank.\n\nSource: Harbour Watch": ["Harbour Watch"],
}
NOT_CREDITED = (
    "A ferry sank off Lowmoor. (AP Photo/Tom Harrow) Divers went down.",
    "(AP Photo/Tom Harrow) Divers went down.",
    "The quay at Lowmoor. (Reuters)",
    "The Vardon Boat Club (VBC) Lowmoor branch met on the quay.",
    "LOWMOOR (USA) - A ferry sank.",
    "Copyright 2021 Lowmoor Echo. All rights reserved.",
    "The group first appeared in Lowmoor.",
    "Smoking contributed to the fire, an inquiry found.",
    "The reeve told Reuters that a ferry sank.",
)


@pytest.mark.parametrize("text", CREDITED)
def test_credits_are_read_with_their_place(text):
    found = list(read_credits(text))
    assert [m.value for m in found] == CREDITED[text]
    assert all(m.field == AGENCY and m.span.of(text) == m.value for m in found)


@pytest.mark.parametrize("text", NOT_CREDITED)
def test_pictures_clubs_and_lands_are_no_credits(text):
    assert list(read_credits(text)) == []


def _crediting(siglum, text, *names, publisher=None, author=None):

    told = account(siglum, text, publisher)
    return replace(told, author=author, metadata=tuple(Metadatum(AGENCY, n, "credit", 0.7) for n in names))


def _lines(first, second, source=None):
    claims = [claim(first, "40", number(40)), claim(second, "40", number(40), source=source)]
    return run([first, second], claims).entries[0]


def test_who_credits_one_agency_is_one_line():
    one = _crediting("A", "Police said that 40 were killed.", "AP", publisher="Echo")
    for other in (
        _crediting("B", "The toll has come to 40.", "The Associated Press", "Reuters", publisher="Post"),
        _crediting("B", "The toll has come to 40.", publisher="Associated Press"),
    ):
        entry = _lines(one, other)
        assert entry.independent == 1.0
        assert "go back to" in entry.reasons[0].says
    named = _crediting("B", "The Associated Press reports 40 dead.", publisher="Post")
    assert _lines(one, named, source="Associated Press").independent == 1.0
    assert _lines(one, _crediting("B", "The toll has come to 40.", "Reuters", publisher="Post")).independent > 1


def test_two_papers_with_one_author_are_one_line():
    one = _crediting("A", "Police said that 40 were killed.", publisher="Echo", author="Ada Vey")
    assert (
        _lines(one, _crediting("B", "The toll has come to 40.", publisher="Post", author="ADA VEY")).independent == 1.0
    )
    staff = _crediting("A", "Police said that 40 were killed.", publisher="Echo", author="Web Staff")
    other = _crediting("B", "The toll has come to 40.", publisher="Post", author="Web Staff")
    assert _lines(staff, other).independent > 1


def test_the_table_beside_the_accounts_says_who_is_credited(tmp_path):
    (tmp_path / "one.txt").write_text("LOWMOOR (AP) - A ferry sank and 14 people died.", encoding="utf-8")
    (tmp_path / "two.txt").write_text("Fourteen people drowned when a ferry went down.", encoding="utf-8")
    table = tmp_path / "accounts.csv"

    def credits_of():
        return [a.agency for a in make_edition([tmp_path]).accounts]

    assert credits_of() == ["AP", None]
    table.write_text("account,agency\ntwo.txt,Reuters; Marrin News Agency\n", encoding="utf-8")
    assert credits_of() == ["AP", "Reuters; Marrin News Agency"]
    table.write_text("account,agency\none.txt,-\n", encoding="utf-8")
    assert credits_of() == [None, None]
