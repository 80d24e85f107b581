"""Which figures of a toll stand for their accounts, and what those give who look back."""

from datetime import date
from types import SimpleNamespace

import pytest

from variorum.model import Event, Item
from variorum.verdicts.settled import LookingBack, looking_back, own_figures
from verdicts_by_hand import EVENT, account, claim, number

TOLD = account("A", "The ministry counted 40 in the mill, the weavers said 60, and the dyers 50.")


def own(measure, *claims):
    return [c.quote for c in own_figures(Item("i", "quantity", "x", measure, tuple(c.id for c in claims)), claims)]


def of_three(measure="killed"):
    told = (("40", "ministry"), ("60", "weavers"), ("50", "dyers"))
    return [claim(TOLD, words, number(int(words)), source, measure=measure) for words, source in told]


def test_an_account_stands_by_its_greatest_figure_and_beside_it_by_the_official_one():
    assert own("killed", *of_three()) == ["40", "60"]


def test_of_what_does_not_only_grow_every_figure_is_an_answer():
    assert own("detained", *of_three("detained")) == ["40", "60", "50"]


def test_the_same_source_disputes_nothing_that_it_says():
    told = "The ministry counted 40 at first and 60 in all."
    both = account("A", told)
    assert own("killed", *(claim(both, w, number(int(w)), "ministry") for w in ("40", "60"))) == ["60"]


@pytest.mark.parametrize(
    ("low", "high", "best", "figure"),
    [(60, 60, 40, 60), (70, 60, 40, None), (50, 70, 60, None), (20, 20, 40, None)],
    ids=["they agree", "they disagree", "they leave it open", "it is far less"],
)
def test_the_figure_of_those_who_look_back(low, high, best, figure):
    back = LookingBack(soon=[45, 50], figures=[low], low=low, high=high, sigla=frozenset("AB"))
    assert back.figure(best) == figure


@pytest.mark.parametrize(
    ("measure", "event", "figures"),
    [("killed", EVENT, [52]), ("detained", EVENT, None), ("killed", Event(None, (), "by hand"), None)],
    ids=["a toll", "no toll", "no day"],
)
def test_who_looks_back_gives_the_toll_of_a_known_day(measure, event, figures):
    soon, late = (account(s, f"In all {n} were counted.") for s, n in (("A", 40), ("B", 52)))
    said = [claim(a, n, number(int(n)), measure=measure) for a, n in ((soon, "40"), (late, "52"))]
    ties = SimpleNamespace(day={"A": date(2003, 5, 4).toordinal(), "B": date(2005, 5, 4).toordinal()})
    item = Item("i", "quantity", "x", measure, tuple(c.id for c in said))
    found = looking_back(item, said, [], ties, event)
    assert (list(found.figures) if found else None) == figures
