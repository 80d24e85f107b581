"""Figures in unlike units, measured figures and ages: what is one item, what its verdict and what its name."""

import pytest

from variorum.pipeline import make_edition

REPORTS = {
    "a.txt": "An earthquake struck 75 kilometres (47 miles) west of Lowmere on Tuesday, 8 March 1994. "
    "Lowmere is a town of 160,000 people. Thieves took jewellery worth 2 million euros ($2.6 million). "
    "Ada Vey, 34, was rescued.",
    "b.txt": "The quake struck about 47 miles west of Lowmere. Lowmere is home to 190,000 people. "
    "The thieves made off with jewellery worth $2.6 million. Ada Vey, 36, was rescued.",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = tmp_path_factory.mktemp("quake")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return make_edition([folder])


def _entry(edition, quote, nth=0):
    claim = [c for c in edition.claims if c.kind == "quantity" and quote in c.quote][nth]
    return next(e for e in edition.entries if claim.id in e.item.claims)


def test_one_distance_in_two_units_is_one_item_and_no_conflict(edition):
    entry = _entry(edition, "75")
    assert len(entry.item.claims) == 3
    assert entry.verdict == "agree"
    assert entry.item.label == "distance from Lowmere"


def test_currencies_are_compared_at_the_rate_the_accounts_show(edition):
    entry = _entry(edition, "2 million euros")
    assert entry == _entry(edition, "$2.6 million", 1)
    assert entry.verdict == "agree"


def test_unlike_populations_of_one_town_conflict(edition):
    entry = _entry(edition, "160,000")
    assert entry == _entry(edition, "190,000")
    assert entry.verdict == "conflict"
    assert entry.item.label == "inhabitants of Lowmere"


def test_unlike_ages_of_one_person_conflict(edition):
    entry = _entry(edition, "34")
    assert entry == _entry(edition, "36")
    assert entry.verdict == "conflict"
    assert entry.item.label == "age of Ada Vey"


def test_a_vague_figure_of_this_event_is_not_the_exact_one_of_an_earlier_event(tmp_path):
    (tmp_path / "a.txt").write_text(
        "The harbour of Lowmere was shelled on 8 March 1994. The rulers let the neighbours expel 200,000 Lowmerians "
        "from Orlen in 1986."
    )
    (tmp_path / "b.txt").write_text(
        "The harbour of Lowmere was shelled on 8 March 1994. That is why thousands of Lowmerians surrounded the town hall."
    )
    edition = make_edition([tmp_path])
    assert _entry(edition, "200,000") != _entry(edition, "thousands")
