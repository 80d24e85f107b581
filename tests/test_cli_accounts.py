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
    assert "published: 2012-05-04, to the day  [head of the text, 80% sure]" in shown
    assert "publisher: not known" in shown
    rows = [json.loads(line) for line in run(command, event / "e.variorum", "--json").splitlines()]
    assert rows[0]["published"] == {
        "value": "2012-05-04",
        "found_in": "head of the text",
        "sure": 0.8,
        "precision": "day",
    }


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
    assert rows[1]["published"]["value"] == "2012-05-05"
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


def rows_of(event):
    return [json.loads(line) for line in run(command, event / "e.variorum", "--json").splitlines()]


def test_a_correction_makes_nothing_else_the_users_word(event):
    table = event / "accounts" / "accounts.csv"
    run(command, event / "e.variorum", "--set", "002.publisher=Post", "--sidecar", table)
    run(read, event / "accounts", "--out", event / "e.variorum", "--force")
    first, second = rows_of(event)
    assert first["published"] == {
        "value": "2012-05-04",
        "found_in": "head of the text",
        "sure": 0.8,
        "precision": "day",
    }
    assert second["publisher"]["found_in"] == "accounts.csv"
    assert second["title"]["found_in"] == "first lines"


def test_what_the_table_said_stays_with_its_other_columns_and_rows(event):
    table = event / "accounts" / "accounts.csv"
    table.write_text("account;note;title;published;publisher;url\nelsewhere.txt;keep me;;;;\n001_a;seen;Mine;;;\n")
    run(command, event / "e.variorum", "--set", "001.publisher=Post", "--sidecar", table)
    lines = table.read_text().splitlines()
    assert lines[0].startswith("account,note,title,published,publisher,url")
    assert lines[1].startswith("elsewhere.txt,keep me,")
    assert lines[2].startswith("001_a,seen,Mine,,Post,")
    assert lines[3].startswith("002_b.txt,")


def test_a_correction_is_undone_and_done_again(event):
    table = event / "accounts" / "accounts.csv"
    with pytest.raises(UserError, match="nothing to undo"):
        run(command, event / "e.variorum", "--undo", "--sidecar", table)
    run(command, event / "e.variorum", "--set", "002.publisher=Post", "--sidecar", table)
    corrected = table.read_bytes()
    run(command, event / "e.variorum", "--undo", "--sidecar", table)
    assert b"Post" not in table.read_bytes()
    run(command, event / "e.variorum", "--undo", "--sidecar", table)
    assert table.read_bytes() == corrected
    run(read, event / "accounts", "--out", event / "e.variorum", "--force")  # what is kept beside it is no account
    assert len(rows_of(event)) == 2


def test_a_guess_can_be_taken_away(event):
    table = event / "accounts" / "accounts.csv"
    run(command, event / "e.variorum", "--set", "001.published=-", "--sidecar", table)
    run(read, event / "accounts", "--out", event / "e.variorum", "--force")
    assert "published: not known  [accounts.csv, 100% sure]" in run(command, event / "e.variorum")
    assert rows_of(event)[0]["published"]["value"] is None
    run(command, event / "e.variorum", "--set", "001.published=", "--sidecar", table)
    run(read, event / "accounts", "--out", event / "e.variorum", "--force")
    assert rows_of(event)[0]["published"]["value"] == "2012-05-04"


def test_all_that_was_found_is_listed_and_can_be_taken_over(event):
    table = event / "accounts" / "accounts.csv"
    table.write_text("account,title,published,publisher,url\n001_a.txt,,May 2012,,\n")
    run(read, event / "accounts", "--out", event / "e.variorum", "--force")
    shown = run(command, event / "e.variorum", "--all")
    # A finer date that agrees is taken; the coarser one is listed.
    assert "published: 2012-05-04, to the day  [head of the text, 80% sure]" in shown
    assert "or 2012-05  [accounts.csv, 100% sure]" in shown
    assert rows_of(event)[0]["not_used"] == [
        {"field": "published", "value": "2012-05", "found_in": "accounts.csv", "sure": 1.0}
    ]
    run(command, event / "e.variorum", "--known", "--sidecar", table)
    run(read, event / "accounts", "--out", event / "e.variorum", "--force")
    assert rows_of(event)[0]["title"]["found_in"] == "accounts.csv"
