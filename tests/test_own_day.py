"""What an account counts to its own day ("today", "20 years ago") is no quarrel with accounts of other days."""

from variorum.pipeline import make_edition

ACCOUNTS = {
    "a.txt": ("2004-05-12", "Twenty years have passed since the dam above Lowmere broke. People of Lowmere pause today to remember."),
    "b.txt": ("2014-05-12", "Thirty years have passed since the dam above Lowmere broke. People of Lowmere pause today to remember."),
    "d.txt": ("2014-05-14", "Thirty-four years have passed since the dam above Lowmere broke. It was a night of rain."),
    "c.txt": ("2014-05-13", "It is 12 years since the dam above Lowmere broke, years which have passed in silence."),
}  # fmt: skip


def _edition(folder, names):
    folder.mkdir()
    lines = ["account,published"]
    for name in names:
        published, text = ACCOUNTS[name]
        (folder / name).write_text(text, encoding="utf-8")
        lines.append(f"{name},{published}")
    (folder / "accounts.csv").write_text("\n".join(lines), encoding="utf-8")
    return make_edition([folder])


def _item(edition, quote):
    claim = next(c for c in edition.claims if c.quote == quote)
    return next(e for e in edition.entries if claim.id in e.item.claims)


def test_years_since_one_day_do_not_conflict(tmp_path):
    edition = _edition(tmp_path / "dam", ["a.txt", "b.txt"])
    entry = _item(edition, "Twenty years")
    assert entry == _item(edition, "Thirty years")
    assert entry.verdict == "compatible"
    assert sorted((r.value.low, r.value.high, r.accounts) for r in entry.readings) == [
        (20, 20, ("a",)),
        (30, 30, ("b",)),
    ]
    assert (entry.low, entry.best, entry.high) == (20, None, 30)
    assert "own day" in entry.refused
    assert any("do not conflict" in reason.says for reason in entry.reasons)
    assert not entry.others


def test_who_counts_back_to_another_day_sets_the_others_at_no_odds(tmp_path):
    entry = _item(_edition(tmp_path / "dam", ["a.txt", "b.txt", "d.txt"]), "Thirty-four years")
    assert entry.verdict == "conflict"
    assert sorted(reading.accounts for reading in entry.readings) == [("a",), ("b",), ("d",)]


def test_years_that_lead_to_other_days_do_conflict(tmp_path):
    edition = _edition(tmp_path / "dam", ["b.txt", "c.txt"])
    entry = _item(edition, "12 years")
    assert entry == _item(edition, "Thirty years")
    assert entry.verdict == "conflict"


def test_years_counted_back_to_the_event_by_an_account_without_a_date_are_no_quarrel(tmp_path):
    texts = {
        "a.txt": "On 12 May 1984 the dam above Lowmere broke. Thirty years have passed since the dam above Lowmere broke.",
        "b.txt": "Twenty-six years have passed since the dam above Lowmere broke, on 12 May 1984.",
    }
    (tmp_path / "dam").mkdir()
    for name, text in texts.items():
        (tmp_path / "dam" / name).write_text(text, encoding="utf-8")
    (tmp_path / "dam" / "accounts.csv").write_text("account,published\na.txt,2014-05-12", encoding="utf-8")
    edition = make_edition([tmp_path / "dam"])
    entry = _item(edition, "Thirty years")
    assert entry == _item(edition, "Twenty-six years")
    assert entry.verdict == "compatible"


def test_today_is_another_day_in_another_account(tmp_path):
    edition = _edition(tmp_path / "dam", ["a.txt", "b.txt"])
    days = [c for c in edition.claims if c.quote == "today"]
    assert sorted(c.value.edtf for c in days) == ["2004-05-12", "2014-05-12"]
    assert all(e.verdict == "single" for e in edition.entries if {c.id for c in days} & set(e.item.claims))


def test_what_has_no_name_is_named_in_an_accounts_words(tmp_path):
    edition = _edition(tmp_path / "dam", ["a.txt"])
    assert _item(edition, "Twenty years").item.label == "length of time: “[…] have passed since the”"
    assert _item(edition, "today").item.label == "date: “People of Lowmere pause […] to remember”"
