"""`variorum read` as its user meets it: what it says, what it leaves, how it exits."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from variorum import pipeline
from variorum.store import open_edition

TEXT = "On 3 May 2001 at least 12 people were killed when a dam broke above Lowmere, police said.\n"


def variorum(*args, cwd, code=0, env=None):
    """Run the command, and return what it printed; it must exit with `code` and never show a traceback."""
    command = [sys.executable, "-m", "variorum", *map(str, args)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=os.environ | (env or {}), check=False)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
    return done


@pytest.fixture
def folder(tmp_path):
    accounts = tmp_path / "accounts"
    accounts.mkdir()
    (accounts / "one.txt").write_text(TEXT, encoding="utf-8")
    (accounts / "two.txt").write_text("More than 10 were killed at Lowmere on 3 May 2001.\n", encoding="utf-8")
    return accounts


def test_an_edition_beside_the_folder(folder, tmp_path):
    done = variorum("read", folder, cwd=tmp_path)
    assert "2 accounts" in done.stdout
    edition = open_edition(tmp_path / "accounts.variorum")
    assert [a.name for a in edition.accounts] == ["one.txt", "two.txt"]
    assert all(
        c.quote == a.text[c.span.start : c.span.end]
        for a in edition.accounts
        for c in edition.claims
        if c.siglum == a.siglum
    )
    assert "as it was written" in variorum("verify", "accounts.variorum", cwd=tmp_path).stdout


def test_nothing_to_read(tmp_path):
    (tmp_path / "empty").mkdir()
    done = variorum("read", "empty", cwd=tmp_path, code=2)
    assert "empty" in done.stderr
    assert not list(tmp_path.glob("*.variorum*"))


def test_nothing_said(tmp_path):
    assert "Say which files" in variorum("read", cwd=tmp_path, code=2).stderr


def test_an_edition_is_not_replaced_unasked(folder, tmp_path):
    variorum("read", folder, cwd=tmp_path)
    before = (tmp_path / "accounts.variorum").read_bytes()
    assert "--force" in variorum("read", folder, cwd=tmp_path, code=2).stderr
    assert (tmp_path / "accounts.variorum").read_bytes() == before
    variorum("read", folder, "--force", cwd=tmp_path)
    assert (tmp_path / "accounts.variorum").read_bytes() == before


def test_accounts_are_added(folder, tmp_path):
    variorum("read", folder / "one.txt", "--out", "e.variorum", cwd=tmp_path)
    variorum("read", folder / "two.txt", "--add", "e.variorum", cwd=tmp_path)
    variorum("read", folder / "one.txt", folder / "two.txt", "--out", "both.variorum", cwd=tmp_path)
    assert open_edition(tmp_path / "e.variorum") == open_edition(tmp_path / "both.variorum")


def test_an_edition_damaged_where_only_changing_it_shows(folder, tmp_path):
    variorum("read", folder / "one.txt", "--out", "e.variorum", cwd=tmp_path)
    path = tmp_path / "e.variorum"
    with closing(sqlite3.connect(path)) as db:
        size = db.execute("PRAGMA page_size").fetchone()[0]
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'item_of_claim'").fetchone()
    held = bytearray(path.read_bytes())
    held[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(held)
    assert "damaged" in variorum("read", folder / "two.txt", "--add", "e.variorum", cwd=tmp_path, code=2).stderr
    assert path.read_bytes() == held


def test_adding_has_no_other_place(folder, tmp_path):
    variorum("read", folder / "one.txt", "--out", "e.variorum", cwd=tmp_path)
    before = (tmp_path / "e.variorum").read_bytes()
    told = variorum("read", folder / "two.txt", "--add", "e.variorum", "--out", "f.variorum", cwd=tmp_path, code=2)
    assert "leave --out away" in told.stderr
    assert (tmp_path / "e.variorum").read_bytes() == before


def test_a_place_that_cannot_be_written(folder, tmp_path):
    assert "cannot be written" in variorum("read", folder, "--out", "no/where.variorum", cwd=tmp_path, code=2).stderr


def test_a_disk_that_is_full(folder, tmp_path):
    # No file may grow beyond 32 kB: SQLite meets a full disk.
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (32_768, 32_768)); from variorum.cli import main; main()"
    command = [sys.executable, "-c", limited, "read", str(folder), "--out", "e.variorum"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "e.variorum").exists()


def test_a_fault_of_the_program_is_told_in_sentences(folder, tmp_path):
    broken = "from variorum import pipeline; pipeline.collate_claims = lambda *_: 1 // 0; from variorum.cli import main; main()"

    def run(*args):
        command = [sys.executable, "-c", broken, "read", *map(str, args)]
        env = os.environ | {"TMPDIR": str(tmp_path)}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)

    done = run(folder)
    assert (done.returncode, "Traceback" in done.stderr) == (70, False), done.stderr
    assert "not by a fault of yours (ZeroDivisionError" in done.stderr
    (told,) = tmp_path.glob("variorum-fault-*.txt")
    assert str(told) in done.stderr
    assert "Traceback" in told.read_text(encoding="utf-8")
    # Of several events, the others go on.
    (tmp_path / "events").mkdir()
    folder.rename(tmp_path / "events" / "a")
    done = run("--each", tmp_path / "events", "--out", tmp_path / "out")
    assert (done.returncode, "the program has failed (ZeroDivisionError" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(("stage", "lost"), [("extract_claims", "claims"), ("prepare_account", "days and places")])
def test_an_account_that_the_program_fails_on_does_not_cost_the_others(folder, tmp_path, monkeypatch, stage, lost):
    works = getattr(pipeline, stage)

    def fails(account, *more):
        return works(account, *more) if account.name == "one.txt" else 1 // 0

    monkeypatch.setattr(pipeline, stage, fails)
    edition = pipeline.make_edition([folder])
    (problem,) = [p for p in edition.problems if p.severity == "error"]
    assert (problem.where, problem.stage) == ("two.txt", "claims")
    assert f"its {lost} are missing" in problem.message
    assert next(c.quote for c in edition.claims if c.kind == "quantity") == "at least 12"


def test_each_folder_is_an_event(folder, tmp_path):
    events = tmp_path / "events"
    for name in ("a", "b"):
        (events / name).mkdir(parents=True)
        (events / name / "one.txt").write_text(TEXT, encoding="utf-8")
    (events / "hollow").mkdir()
    done = variorum("read", "--each", events, "--out", tmp_path / "out", "--json", cwd=tmp_path, code=2)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(r["edition"]).name for r in rows] == ["a.variorum", "b.variorum", "hollow.variorum"]
    assert [r["failed"] for r in rows] == [False, False, True]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.variorum", "b.variorum"]


@pytest.mark.parametrize("seed", ["0", "1"])
def test_same_accounts_same_bytes(folder, tmp_path, seed):
    files = [folder / "one.txt", folder / "two.txt"]
    variorum("read", *files, "--out", "x.variorum", cwd=tmp_path, env={"PYTHONHASHSEED": seed, "LC_ALL": "C"})
    variorum(
        "read", *files[::-1], "--out", "y.variorum", cwd=tmp_path, env={"PYTHONHASHSEED": "7", "LC_ALL": "C.UTF-8"}
    )
    assert (tmp_path / "x.variorum").read_bytes() == (tmp_path / "y.variorum").read_bytes()


def test_verify_finds_a_change(folder, tmp_path):
    variorum("read", folder, "--out", "e.variorum", cwd=tmp_path)
    path = tmp_path / "e.variorum"
    path.write_bytes(path.read_bytes().replace(b"at least 12", b"at least 21"))
    assert "not as it was written" in variorum("verify", "e.variorum", cwd=tmp_path, code=1).stdout
    assert "no edition" in variorum("verify", folder / "one.txt", cwd=tmp_path, code=2).stderr


def test_settings_from_a_file(folder, tmp_path):
    (tmp_path / "mine.toml").write_text('[verdicts]\nrule = "min-max"\n[lineage]\nngram = 12\n', encoding="utf-8")
    variorum("read", folder, "--settings", "mine.toml", cwd=tmp_path)
    edition = open_edition(tmp_path / "accounts.variorum")
    assert {e.rule for e in edition.entries if e.item.kind == "quantity"} == {"min-max"}
    assert json.loads(dict(edition.made)["settings: lineage"])["ngram"] == 12


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[lineage]\nngram = 'x'\n", "should be a whole number"),
        ("[lineage]\nngram = -1\n", "cannot be below 0"),
        ("[lineage]\ngrams = 1\n", "no setting 'grams'"),
        ("[nothing]\n", "is no stage"),
        ("[verdicts]\nrule = 'x'\n", "should be one of model, min-max"),
        ("[verdicts\n", "is no TOML"),
    ],
)
def test_settings_that_are_none(folder, tmp_path, text, says):
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    assert says in variorum("read", folder, "--settings", "mine.toml", cwd=tmp_path, code=2).stderr
    assert not (tmp_path / "accounts.variorum").exists()


def test_a_rule_that_is_none(folder, tmp_path):
    assert "min-max" in variorum("read", folder, "--rule", "guess", cwd=tmp_path, code=2).stderr


def test_a_sentence_may_be_as_long_as_it_likes(folder, tmp_path):
    (tmp_path / "mine.toml").write_text("[text]\nlongest_sentence = 0\n", encoding="utf-8")
    variorum("read", folder, "--settings", "mine.toml", cwd=tmp_path)
