"""The learned weights are of the features that claims are compared by: a feature without one, or one without a feature, is an old training."""

from told_editions import edition_of
from variorum.collation.linking import compare_groups, join_values, prepare
from variorum.collation.links import GROUPS, learned
from variorum.present.facts import FACTS
from variorum.settings import Settings
from variorum.text import clean_text

UNTAUGHT = {"one moment", "other person"}
"""Features of pairs that no gold event has: times of day have none, and two persons' ages are kept apart."""
_TOLD = "A mill burned at Vardon on {} May 2001. The fire killed {} dyers and hurt 21 weavers, and “the sluice was shut all night,” the reeve said."


def _names(folder):
    edition = edition_of(folder, _TOLD.format(3, 14), _TOLD.format(4, 15))
    views = {a.siglum: clean_text(a, Settings().text)[0] for a in edition.accounts}
    prepared = prepare(edition.claims, edition.accounts, views, edition.parallels)
    like = {name for _, named in prepared.named(prepared.like) for name, _ in named}
    groups, _ = join_values(prepared, learned())
    return like, set(compare_groups(prepared, groups).features)


def test_every_feature_has_a_learned_weight_and_no_other_has_one(tmp_path):
    like, unlike = _names(tmp_path)
    model = learned()
    assert {name for group in GROUPS for name in model.like[group]} == like
    assert {name for row in model.unlike.values() for name in row} | UNTAUGHT == unlike


def test_every_feature_that_can_be_a_reason_is_told_in_words():
    model = learned()
    weights = [*model.like.values(), *model.unlike.values()]
    names = {name.removeprefix("best ") for group in weights for name in group}
    assert names - FACTS.keys() == {"bias"}
    assert FACTS.keys() - names == {"conversion", "one moment"}  # certain whatever the weights
