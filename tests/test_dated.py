"""Days of publications and of statements, and the figure of those who deny any dead, beside what happened."""

from __future__ import annotations

import pytest

from variorum.pipeline import make_edition

FIRST = """Mill burns in Vardon
Published: 3 May 2011 9:40 AM
The mill in Vardon burned on Tuesday, killing 12 weavers. Mayor Ada Brill said Tuesday that the river had been too low.
"""
SECOND = """Fire at the Vardon mill
3 May 2011 Last updated at 18:20 GMT
A fire destroyed the mill in Vardon on Tuesday and killed 12 weavers. Nobody could say on Tuesday why it began.
"""


@pytest.fixture
def edition(tmp_path):
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SECOND, encoding="utf-8")
    (tmp_path / "accounts.csv").write_text("account,published\na.txt,2011-05-03\nb.txt,2011-05-03\n", encoding="utf-8")
    return make_edition([tmp_path])


def _entry(edition, siglum, quote, nth=0):
    claims = sorted((c for c in edition.claims if c.siglum == siglum and c.quote == quote), key=lambda c: c.span.start)
    return next(e for e in edition.entries if claims[nth].id in e.item.claims)


def test_days_of_publication_are_an_item_of_each_account(edition):
    first, second = _entry(edition, "a", "3 May 2011"), _entry(edition, "b", "3 May 2011")
    assert (first.item.label, second.item.label) == ("date of publication, a", "date of publication, b")
    assert first.verdict == second.verdict == "single"


def test_the_day_of_a_statement_is_not_that_of_what_happened(edition):
    fire = _entry(edition, "a", "Tuesday")
    assert fire == _entry(edition, "b", "Tuesday")
    stated = _entry(edition, "a", "Tuesday", 1)
    assert stated != fire
    assert stated.item.label.startswith("date of a statement")


def test_a_day_on_which_something_was_still_so_dates_no_happening(tmp_path):
    (tmp_path / "a.txt").write_text("The mill in Vardon burned on 3 May 2011.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The mill in Vardon was still shut as of 3 May 2011.", encoding="utf-8")
    edition = make_edition([tmp_path])
    assert _entry(edition, "a", "3 May 2011") != _entry(edition, "b", "3 May 2011")


@pytest.mark.parametrize("none", ["there were no casualties", "no one was killed"])
def test_who_denies_any_dead_contradicts_a_toll(tmp_path, none):
    (tmp_path / "a.txt").write_text("The raid on the camp at Vardon on 3 May 2011 killed 12 people.", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"In the raid on the camp at Vardon {none}, the army said.", encoding="utf-8")
    edition = make_edition([tmp_path])
    quote = "no one" if "one" in none else "no"
    entry = _entry(edition, "a", "12")
    assert entry == _entry(edition, "b", quote)
    assert entry.verdict == "conflict"
