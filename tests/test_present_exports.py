"""Exports: fixed shapes, every quote in its place, formulas neutralised, files whole or not at all."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from edition_by_hand import edition
from variorum.cli import cli
from variorum.model import UserError
from variorum.present.exports import FORMATS, csv_table, json_lines, neutral, write_whole
from variorum.store import save_edition

CLAIM = {"id", "account", "start", "end", "quote", "kind", "item", "verdict", "sha256", "attributed_to"}
BY_KIND = {
    "quantity": {"low", "high", "approx", "unit", "measure"},
    "date": {"edtf"},
    "quotation": {"speaker", "via", "via_date"},
    "time": {"low", "high", "approx", "day"},
    "person": {"name", "age", "role"},
}


def test_claims():
    made = edition()
    texts = {a.name: a.text for a in made.accounts}
    rows = list(FORMATS["claims"](made))
    assert len(rows) == len(made.claims)
    for row in rows:
        assert set(row) == CLAIM | BY_KIND[row["kind"]]
        assert texts[row["account"]][row["start"] : row["end"]] == row["quote"]
    assert [(r["account"], r["start"]) for r in rows] == sorted((r["account"], r["start"]) for r in rows)
    first = rows[next(n for n, r in enumerate(rows) if r["quote"] == "At least 40 people")]
    assert json.dumps([first[k] for k in ("low", "high", "attributed_to", "item", "verdict")]) == (
        '[40, null, "the harbour office", "killed", "conflict"]'
    )


def test_items():
    row = next(FORMATS["items"](edition()))
    assert row["accounts"] == ["ansa-harbour.txt", "courier.md", "embassy.txt", "memory.html"]
    assert row["publishers"] == ["Ansa Courier", "Embassy", "Harbour Office", "Society of the Aurelia"]
    assert (row["low"], row["best"], row["high"], row["independent"]) == (40, None, 51, 1.1)
    assert row["headline"] is True
    assert row["readings"][1] == {
        "value": {"low": 43, "high": 43, "approx": False, "unit": "person"},
        "claims": [row["readings"][1]["claims"][0]],
        "accounts": ["courier.md"],
        "independent": 1.0,
    }


def test_parallels_are_about_names():
    (row,) = FORMATS["parallels"](edition())
    assert (row["a"], row["b"], row["direction"]) == ("ansa-harbour.txt", "embassy.txt", "a->b")
    texts = {a.name: a.text for a in edition().accounts}
    assert texts[row["a"]][row["a_start"] : row["a_end"]] == texts[row["b"]][row["b_start"] : row["b_end"]]


def test_edits_have_the_exact_words_of_both_sides():
    (row,) = FORMATS["edits"](edition())
    texts = {a.name: a.text for a in edition().accounts}
    for side in "ab":
        assert row[f"{side}_words"] == texts[row[side]][row[f"{side}_start"] : row[f"{side}_end"]]
    assert (row["a"], row["b"], row["sort"], row["direction"]) == ("ansa-harbour.txt", "embassy.txt", "changed", "a->b")


def test_the_stemma_has_lines_of_accounts_and_of_passages():
    rows = list(FORMATS["stemma"](edition()))
    assert [(r["passage"], r["parent"], r["child"], r["parent_missing"], r["known"]) for r in rows] == [
        (None, "[α]", "courier.md", True, False),
        (None, "ansa-harbour.txt", "embassy.txt", False, True),
        (0, "ansa-harbour.txt", "embassy.txt", False, True),
    ]
    (passage,) = (r for r in rows if r["passage"] == 0)
    (parallel,) = FORMATS["parallels"](edition())
    assert (passage["parent_start"], passage["parent_end"]) == (parallel["a_start"], parallel["a_end"])
    assert (passage["child_start"], passage["child_end"]) == (parallel["b_start"], parallel["b_end"])
    assert rows[0]["child_start"] is None


@pytest.mark.parametrize("what", FORMATS)
def test_lines_are_json_and_repeat(what, tmp_path):
    save_edition(edition(), tmp_path / "e.variorum")
    run = CliRunner().invoke(cli, ["export", str(tmp_path / "e.variorum"), "--format", what])
    assert run.exit_code == 0
    assert run.output == json_lines(FORMATS[what](edition()))
    assert all(json.loads(line) for line in run.output.splitlines())
    out = tmp_path / "rows.csv"
    CliRunner().invoke(cli, ["export", str(tmp_path / "e.variorum"), "--format", what, "--csv", "--out", str(out)])
    table = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8"))))
    assert len(table) == len(run.output.splitlines())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\n=1", "＝1", "\u00a0=1"])
def test_formulas_are_neutralised(text):
    assert neutral(text) == "'" + text
    assert csv_table([{"a": text, "b": 1}]).split("\r\n", 1)[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("text", ["", " ", "131", "a=b", "“−5”"])
def test_other_cells_stay(text):
    assert neutral(text) == text


def test_a_file_is_whole_or_not_there(tmp_path):
    write_whole(tmp_path / "a.txt", "ä\r\n")
    assert (tmp_path / "a.txt").read_bytes() == "ä\r\n".encode()
    for path in (tmp_path / "no" / "a.txt", tmp_path):
        with pytest.raises(UserError, match="--out"):
            write_whole(path, "x")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
