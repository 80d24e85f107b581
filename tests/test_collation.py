"""Claims of unlike values and wordings fall into one item, and the order of accounts does not matter."""

import itertools

import pytest

from variorum.pipeline import make_edition

ACCOUNTS = {
    "a.txt": "On 12 March 1994 the dam above Lowmere broke. At least 126 people were killed in the flood, police said. "
    "“The water came like a wall,” said Ada Vey, a baker.",
    "b.txt": "The dam above Lowmere broke on 12 March 1994. The flood killed 131 people and 39 were injured. "
    "“The water came like a wall,” said a bus driver.",
    "c.txt": "More than 120 people were killed in the flood when the dam at Lowmere broke. "
    "In 1953 another flood killed 2,000 people at Sandholm.",
}


def _edition(tmp_path, names):
    paths = []
    for name in names:
        path = tmp_path / name
        path.write_text(ACCOUNTS[name], encoding="utf-8")
        paths.append(path)
    return make_edition(paths)


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    return _edition(tmp_path_factory.mktemp("dam"), ACCOUNTS)


def _item_of(edition, quote):
    claim = next(c for c in edition.claims if quote in c.quote)
    return next(e for e in edition.entries if claim.id in e.item.claims)


def test_every_claim_stands_in_one_item(edition):
    ids = [c for e in edition.entries for c in e.item.claims]
    assert sorted(ids) == sorted(c.id for c in edition.claims)


def test_unlike_tolls_are_one_item(edition):
    toll = _item_of(edition, "126")
    assert _item_of(edition, "131") == toll
    assert toll.verdict in ("compatible", "conflict")
    assert _item_of(edition, "2,000") != toll
    assert _item_of(edition, "39") != toll


def test_one_quotation_two_speakers(edition):
    entry = _item_of(edition, "like a wall")
    assert len(entry.item.claims) == 2
    assert entry.verdict == "conflict"
    assert "attribution" in entry.sorts


def test_links_give_reasons(edition):
    links = _item_of(edition, "126").item.links
    assert links
    assert all(link.reasons and 0 < link.score <= 1 and link.a < link.b for link in links)


def test_any_order_gives_the_same_edition(tmp_path, edition):
    for order in itertools.permutations(ACCOUNTS):
        assert _edition(tmp_path, order).entries == edition.entries


def test_two_whole_tolls_are_one_item_whatever_their_words(tmp_path):
    (tmp_path / "a.txt").write_text("A boiler blew up at the mill on Friday. Nine workmen died.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The explosion at Holm killed 21 people, the owners said.", encoding="utf-8")
    entry = _item_of(make_edition([tmp_path]), "21")
    assert len(entry.item.claims) == 2
    assert entry.verdict == "conflict"
    assert any("whole toll" in reason.says for link in entry.item.links for reason in link.reasons)


def test_hundreds_and_a_figure_within_them_are_one_item(tmp_path):
    (tmp_path / "a.txt").write_text(
        "In Lowmoor on 3 May 2001 more than 12 weavers were killed and 70 wounded, hundreds of people were arrested."
    )
    (tmp_path / "b.txt").write_text(
        "In Lowmoor on 3 May 2001 14 weavers died, 74 were wounded, 400 arrested and four went missing."
    )
    arrested = next(e for e in make_edition([tmp_path]).entries if e.item.measure == "detained")
    assert (arrested.verdict, arrested.low, arrested.best, arrested.high) == ("compatible", 400, 400, 400)
