"""`variorum accounts`: listing what is known, and correcting it by way of a sidecar."""

import json

import pytest
from click.testing import CliRunner

from variorum.cli.accounts import command
from variorum.cli.read import command as read
from variorum.model import UserError

FLOOD = "The water of the river took 131 people with it, and the bridge was lost in the night, said the mayor.\n"


@pytest.fixture
def event(tmp_path):
    folder = tmp_path / "accounts"
    folder.mkdir()
    (folder / "001_a.txt").write_text("River takes bridge\n\n4 May 2012\n\n" + FLOOD)
    (folder / "002_b.txt").write_text("The morning after\n\n" + FLOOD)
    run(read, folder, "--out", tmp_path / "e.variorum")
    return tmp_path


def run(wanted, *words):
    result = CliRunner().invoke(wanted, [str(w) for w in words])
    if isinstance(result.exception, UserError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_it_tells_where_each_fact_was_found(event):
    shown = run(command, event / "e.variorum")
    assert "001  001_a.txt" in shown
    assert "published: 2012-05-04  [head of the text, 80% sure]" in shown
    assert "publisher: not known" in shown
    rows = [json.loads(line) for line in run(command, event / "e.variorum", "--json").splitlines()]
    assert rows[0]["published"] == {"value": "2012-05-04", "found_in": "head of the text", "sure": 0.8}


def test_a_correction_comes_back_by_the_sidecar(event):
    table = event / "accounts" / "accounts.csv"
    run(
        command,
        event / "e.variorum",
        "--set",
        "002.published=5 May 2012",
        "--set",
        "002.publisher=Vardon, Post",
        "--sidecar",
        table,
    )
    run(read, event / "accounts", "--out", event / "e.variorum", "--force")
    rows = [json.loads(line) for line in run(command, event / "e.variorum", "--json").splitlines()]
    assert rows[1]["published"] == {"value": "2012-05-05", "found_in": "accounts.csv", "sure": 1.0}
    assert rows[1]["publisher"]["value"] == "Vardon, Post"
    assert rows[0]["published"]["value"] == "2012-05-04"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--set", "002.published=2012-05-05"], "--sidecar"),
        (["--set", "009.title=x", "--sidecar", "s.csv"], "no account '009'"),
        (["--set", "002.colour=x", "--sidecar", "s.csv"], "no field 'colour'"),
        (["--set", "002.published=soon", "--sidecar", "s.csv"], "no date"),
        (["--set", "nonsense", "--sidecar", "s.csv"], "SIGLUM.FIELD=VALUE"),
    ],
)
def test_a_wrong_correction_is_a_sentence(event, words, said):
    with pytest.raises(UserError, match=said):
        run(command, event / "e.variorum", *words)


def test_a_sidecar_is_not_overwritten_unasked(event):
    table = event / "accounts.csv"
    table.write_text("mine")
    with pytest.raises(UserError, match="--force"):
        run(command, event / "e.variorum", "--sidecar", table)
    assert table.read_text() == "mine"
