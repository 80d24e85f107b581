"""Days of publications and of statements, and the figure of those who deny any dead, beside what happened."""

from __future__ import annotations

import pytest

from told_editions import edition_of, entry_of

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
    return edition_of(tmp_path, FIRST, SECOND, days=["2011-05-03", "2011-05-03"])


def test_days_of_publication_are_an_item_of_each_account(edition):
    first, second = entry_of(edition, "0", "3 May 2011"), entry_of(edition, "1", "3 May 2011")
    assert (first.item.label, second.item.label) == ("date of publication, 0", "date of publication, 1")
    assert first.verdict == second.verdict == "single"


def test_the_day_of_a_statement_is_not_that_of_what_happened(edition):
    fire = entry_of(edition, "0", "Tuesday")
    assert fire == entry_of(edition, "1", "Tuesday")
    stated = entry_of(edition, "0", "Tuesday", 1)
    assert stated != fire
    assert stated.item.label.startswith("date of a statement")


def test_a_day_on_which_something_was_still_so_dates_no_happening(tmp_path):
    edition = edition_of(
        tmp_path, "The mill in Vardon burned on 3 May 2011.", "The mill in Vardon was still shut as of 3 May 2011."
    )
    assert entry_of(edition, "0", "3 May 2011") != entry_of(edition, "1", "3 May 2011")


@pytest.mark.parametrize("none", ["there were no casualties", "no one was killed"])
def test_who_denies_any_dead_contradicts_a_toll(tmp_path, none):
    edition = edition_of(
        tmp_path,
        "The raid on the camp at Vardon on 3 May 2011 killed 12 people.",
        f"In the raid on the camp at Vardon {none}, the army said.",
    )
    quote = "no one" if "one" in none else "no"
    entry = entry_of(edition, "0", "12")
    assert entry == entry_of(edition, "1", quote)
    assert entry.verdict == "conflict"
