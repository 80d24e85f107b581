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


def _item_of(edition, quote, siglum=None):
    claim = next(c for c in edition.claims if quote in c.quote and siglum in (None, c.siglum))
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
    assert any(("one toll", 1.0) in link.reasons for link in entry.item.links)


def test_hundreds_and_a_figure_within_them_are_one_item(tmp_path):
    (tmp_path / "a.txt").write_text(
        "In Lowmoor on 3 May 2001 more than 12 weavers were killed and 70 wounded, hundreds of people were arrested."
    )
    (tmp_path / "b.txt").write_text(
        "In Lowmoor on 3 May 2001 14 weavers died, 74 were wounded, 400 arrested and four went missing."
    )
    arrested = next(e for e in make_edition([tmp_path]).entries if e.item.measure == "detained")
    assert (arrested.verdict, arrested.low, arrested.best, arrested.high) == ("compatible", 400, 400, 400)


HARROW = "Tom Harrow, 44, was sentenced to {} in prison on Friday for setting fire to the mill at Lowmoor."
SECOND = {
    "another question": "Tom Harrow, who had worked at the mill for 9 years, was led away on Friday in Lowmoor.",
    "another person": "Ned Vane was sentenced to 9 years in prison for his part in the fire.",
}


def _two(tmp_path, first, second):
    (tmp_path / "a.txt").write_text(first, encoding="utf-8")
    (tmp_path / "b.txt").write_text(second, encoding="utf-8")
    return make_edition([tmp_path])


def test_unlike_sentences_of_one_man_are_one_item(tmp_path):
    edition = _two(tmp_path, HARROW.format("12 years"), HARROW.format("15 years").replace("on Friday", "yesterday"))
    entry = _item_of(edition, "12 years")
    assert entry == _item_of(edition, "15 years")
    assert (entry.verdict, entry.item.label) == ("conflict", "length of the sentence, Harrow")


@pytest.mark.parametrize("second", SECOND.values(), ids=SECOND)
def test_unlike_lengths_of_time_that_answer_other_questions_stay_apart(tmp_path, second):
    edition = _two(tmp_path, HARROW.format("12 years"), second)
    assert _item_of(edition, "12 years") != _item_of(edition, "9 years")


def test_unlike_ages_of_one_person_named_in_full_conflict(tmp_path):
    edition = _two(tmp_path, "Police named Tom Harrow, 44, of Lowmoor.", "A mason, Tom Harrow, 46, died at the weir.")
    (entry,) = (e for e in edition.entries if e.item.measure == "aged")
    assert len(entry.item.claims) == 2
    assert (entry.verdict, entry.item.label) == ("conflict", "age of Tom Harrow")


def test_a_few_words_are_no_part_of_a_sentence_with_half_of_them(tmp_path):
    edition = _two(
        tmp_path,
        "“Stop the dredging,” said Tom Harrow on Friday.",
        "“I ask the company for time, and not to add to the dredging while we count,” said Ada Brill, the warden.",
    )
    assert _item_of(edition, "Stop the dredging") != _item_of(edition, "I ask the")


def test_one_account_among_many_does_not_name_an_item(tmp_path):
    for name, told in (("a", "two people"), ("b", "two people"), ("c", "two of the three suspects")):
        (tmp_path / f"{name}.txt").write_text(f"In Lowmoor {told} were shot and killed on 3 May 2001.")
    assert _item_of(make_edition([tmp_path]), "two").item.label.startswith("people killed")


def test_persons_and_things_of_one_number_are_two_items(tmp_path):
    edition = _two(
        tmp_path,
        "At the quay in Lowmoor four men were shot on 3 May 2001, police said.",
        "At the quay in Lowmoor a man was shot four times on 3 May 2001, police said.",
    )
    assert _item_of(edition, "four", "a") != _item_of(edition, "four", "b")


def test_tolls_of_two_other_years_are_two_items(tmp_path):
    edition = _two(
        tmp_path,
        "The quay in Lowmoor burned on 3 May 2001. In 1987 a fire at the quay had killed 12 people.",
        "The quay in Lowmoor burned on 3 May 2001. In 1992 a fire at the quay had killed 13 people.",
    )
    assert _item_of(edition, "12") != _item_of(edition, "13")


def test_a_toll_of_another_year_does_not_agree_with_this_events(tmp_path):
    edition = _two(
        tmp_path,
        "Four people were killed by fire at the mill in Lowmoor on 3 May 2011. The father and his son were among the dead.",
        "On 3 May 2011 the mill in Lowmoor burned. Ten years before, in 2001, two men had died in the same mill.",
    )
    assert _item_of(edition, "father") != _item_of(edition, "two", "b")


def test_what_befell_them_names_an_item_that_mostly_says_the_men(tmp_path):
    edition = _two(
        tmp_path,
        "Two men were killed at the mill in Lowmoor on 3 May 2001.",
        "The two men at the mill in Lowmoor were brothers. The two men had come to the mill in Lowmoor on 3 May 2001.",
    )
    assert _item_of(edition, "Two").item.measure == "killed"


def test_an_age_behind_a_noun_is_that_nouns(tmp_path):
    edition = _two(
        tmp_path,
        "The father, 41, and his son, 9, were hurt at the weir.",
        "The father, 41, was hurt at the weir on Friday.",
    )
    assert {e.item.label for e in edition.entries if e.item.measure == "aged"} == {
        "age of the father",
        "age of the son",
    }


def test_a_label_has_no_place_of_another_figure(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(
            f"We named {name} list of 12 who died: nine in the loft and three in Mill Row."
        )
    made = make_edition([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert "Mill Row" not in _item_of(made, "nine").item.label.split(":")[0]
    assert "Mill Row" in _item_of(made, "three").item.label
