"""Review: what is decided is kept, applied, told beside the machine's reading, and carried from edition to edition."""

import dataclasses
import json
import random

import pytest
from click.testing import CliRunner

from edition_by_hand import META, TEXTS, edition
from variorum.cli import cli
from variorum.model import Decision, UserError
from variorum.review import (
    Reviewer,
    decide,
    decide_all,
    from_lines,
    import_log,
    open_reviewed,
    to_account,
    to_claim,
    to_decision,
    to_item,
    to_lines,
    value_claims,
    value_text,
)
from variorum.store import read_log, save_edition, verify_edition


@pytest.fixture
def path(tmp_path):
    save_edition(edition(), tmp_path / "e.variorum")
    return tmp_path / "e.variorum"


def killed(made):
    return next(e for e in made.entries if e.item.id == "killed")


def killed_now(made):
    return next(e for e in made.entries if e.item.measure == "killed")


def test_a_new_label_stands_beside_the_machines(path):
    made = edition()
    decide(path, "Ada", "relabel", to_item(killed(made).item, made), value_text("dead of the Aurelia"), "clearer")
    reviewed = open_reviewed(path)
    assert killed(reviewed.edition).item.label == "dead of the Aurelia"
    assert killed(reviewed.machine).item.label == "killed, ferry Aurelia, 3 May 2003"
    told = " ".join(reviewed.changes["killed"])
    assert "relabel by Ada (“clearer”)" in told
    assert "The machine had the label “killed, ferry Aurelia, 3 May 2003”, now “dead of the Aurelia”." in told
    assert verify_edition(path) == ()


def test_a_recount_keeps_the_rule_the_edition_was_made_by(tmp_path):
    path, kept = tmp_path / "e.variorum", ("settings: verdicts", '{"rule": "min-max"}')
    made = dataclasses.replace(edition(), made=(*edition().made, kept))
    save_edition(made, path)
    decide(path, "Ada", "reject", to_claim(next(c for c in made.claims if c.quote == "43 people"), made))
    assert killed_now(open_reviewed(path).edition).rule == "min-max"


def test_undoing_and_undoing_that(path):
    made = edition()
    decide(path, "Ada", "relabel", to_item(killed(made).item, made), value_text("dead"))
    decide(path, "Ben", "undo", to_decision(1))
    assert killed(open_reviewed(path).edition).item.label != "dead"
    decide(path, "Ada", "undo", to_decision(2))
    assert killed(open_reviewed(path).edition).item.label == "dead"
    assert [d.number for d in read_log(path)] == [1, 2, 3]


def test_a_decision_that_lost_its_place_says_so(path):
    made = edition()
    account = next(a for a in made.accounts if a.siglum == "B")
    decide(
        path, "Ada", "note", to_claim(next(c for c in made.claims if c.quote == "43 people"), made), value_text("hm")
    )
    decide(path, "Ada", "network", to_account(account), value_text("press"))
    texts = TEXTS | {"B": TEXTS["B"] + "Corrected.\n"}
    later = dataclasses.replace(edition(texts, META), decisions=read_log(path))
    save_edition(later, path)
    problems = [p.message for p in open_reviewed(path).edition.problems if p.stage == "review"]
    assert len(problems) == 2
    assert "Decision 1 (note, by Ada) no longer finds its place: “43 people”" in problems[0]


def test_decisions_follow_words_that_moved(path):
    made = edition()
    claim = next(c for c in made.claims if c.quote == "43 people")
    target = json.loads(to_claim(claim, made))
    target["claim"] |= {"start": claim.span.start + 5, "end": claim.span.end + 5}
    decide(path, "Ada", "confirm", json.dumps(target))
    assert [d.verb for d in open_reviewed(path).marks[claim.id]] == ["confirm"]


def test_the_log_travels(path, tmp_path):
    made = edition()
    decide(path, "Ada", "note", to_item(killed(made).item, made), value_text("=1+1 \u202e <b>\u2028"), "why not")
    decide(path, "Ada", "relabel", to_item(killed(made).item, made), value_text("dead"))
    decide(path, "Ben", "undo", to_decision(2), why="no")
    other, nothing = tmp_path / "other.variorum", tmp_path / "nothing.variorum"
    save_edition(made, other)
    save_edition(made, nothing)
    decide(other, "Cy", "confirm", to_item(killed(made).item, made))
    file = tmp_path / "d.jsonl"
    run = CliRunner()
    assert "Nothing has been decided yet." in run.invoke(cli, ["review", "log", str(nothing)]).output
    assert run.invoke(cli, ["review", "export", str(path), "--out", str(file)]).exit_code == 0
    assert "3 of 3" in run.invoke(cli, ["review", "import", str(other), str(file)]).output
    assert "0 of 3" in run.invoke(cli, ["review", "import", str(other), str(file)]).output
    there = read_log(other)
    assert [d.number for d in there] == [1, 2, 3, 4]
    assert json.loads(there[3].target) == {"decision": 3}
    assert killed(open_reviewed(other).edition).item.label != "dead"
    assert import_log(path, from_lines(to_lines(there)))[0].who == "Cy"
    assert "Ben  undo decision 3: no" in run.invoke(cli, ["review", "log", str(other)]).output


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "Line 1 .*Expecting"),
        ("\n[]", "Line 2 .*it is no object"),
        ('{"number": 1}', "Line 1 .*it lacks 'at'"),
        (
            '{"number":1,"at":"x","who":"a","verb":"destroy","target":{"decision":1},"value":null,"why":""}',
            "confirm, reject",
        ),
        ('{"number":1,"at":"x","who":"","verb":"note","target":{"decision":1},"value":{"text":"x"},"why":""}', "name"),
        (
            '{"number":1,"at":"x","who":"a","verb":"date","target":{"account":"x"},"value":{"text":"soon"},"why":""}',
            "EDTF",
        ),
    ],
)
def test_lines_that_are_no_decisions(path, line, why):
    with pytest.raises(UserError, match=why):
        from_lines(line)
    assert read_log(path) == ()


def decided(made, *decisions):
    """The items after (verb, target, value) have been decided."""
    log = [Decision(n, "2026-01-01T00:00:00Z", "Ada", *d, "") for n, d in enumerate(decisions, 1)]
    return {e.item.id: e.item.claims for e in Reviewer(made).review(log).edition.entries}


def test_claims_are_rejected_split_off_and_merged():
    made = edition()
    item = killed(made).item
    before = decided(made)
    b43, c51 = (next(c for c in made.claims if c.quote == q) for q in ("43 people", "51 people"))
    without = decided(made, ("reject", to_claim(b43, made), "null"))
    assert without["killed"] == tuple(c for c in item.claims if c != b43.id)
    split = decided(made, ("split", to_item(item, made), value_claims([c51.id, b43.id], made)))
    (new,) = set(split) - set(before)
    assert set(split[new]) == {b43.id, c51.id}
    assert not set(split["killed"]) & set(split[new])
    back = decided(
        made,
        ("split", to_item(item, made), value_claims([c51.id, b43.id], made)),
        ("merge", to_item(item, made), value_claims([c51.id, b43.id], made)),
    )
    assert {n: set(c) for n, c in back.items()} == {n: set(c) for n, c in before.items()}
    assert "killed" not in decided(made, ("reject", to_item(item, made), "null"))
    undone = decided(made, ("reject", to_item(item, made), "null"), ("undo", to_decision(1), "null"))
    assert undone == before


def test_every_claim_is_in_one_item_at_most_whatever_is_decided():
    made = edition()
    entries = {e.item.id: e.item for e in made.entries}
    chance = random.Random(3)
    ids = [c.id for c in made.claims]
    for _ in range(60):
        moves = []
        for _ in range(6):
            verb = chance.choice(["reject", "split", "merge", "relabel", "confirm", "undo"])
            target = to_item(entries[chance.choice(sorted(entries))], made)
            if verb == "undo":
                target = to_decision(chance.randint(1, 6))
            value = value_claims(chance.sample(ids, 3), made) if verb in ("split", "merge") else value_text("x")
            moves.append((verb, target, value))
        items = decided(made, *moves)
        held = [c for claims in items.values() for c in claims]
        assert len(held) == len(set(held))
        assert all(claims for claims in items.values())


def test_figures_are_worked_out_again_and_the_machines_stay(path):
    made = edition()
    decide(
        path, "Ada", "reject", to_claim(next(c for c in made.claims if c.quote == "51 people"), made), why="a misprint"
    )
    reviewed = open_reviewed(path)
    now = next(e for e in reviewed.edition.entries if e.item.id == "killed")
    assert now.verdict == "compatible"
    assert killed(reviewed.machine).verdict == "conflict"
    assert "The machine had the verdict conflict, now compatible." in reviewed.changes["killed"]
    assert "reject by Ada (“a misprint”)" in reviewed.changes["killed"][0]


def test_claims_are_relabelled_and_the_item_follows_when_all_are(path):
    made = edition()
    hurt = next(e for e in made.entries if e.item.id == "injured")
    claims = [c for c in made.claims if c.id in hurt.item.claims]
    decide(path, "Ada", "relabel", to_claim(claims[0], made), value_text("hurt"), "so they say")
    reviewed = open_reviewed(path)
    assert [c.frame.measure for c in reviewed.edition.claims if c.id in hurt.item.claims].count("hurt") == 1
    assert reviewed.marks[claims[0].id][0].verb == "relabel"
    assert {e.item.measure for e in reviewed.edition.entries if e.item.id == "injured"} == {"injured"}
    decide_all(path, "Ada", "relabel", [to_claim(c, made) for c in claims[1:]], value_text("hurt"))
    now = open_reviewed(path)
    assert {e.item.measure for e in now.edition.entries if e.item.id == "injured"} == {"hurt"}
    assert "The machine had the measure injured, now hurt." in now.changes["injured"]
    assert len(read_log(path)) == len(claims)


@pytest.mark.parametrize(
    "command",
    [
        "export {e} --format items --out {e}",
        "report {e} --out {e}",
        "review export {e} --out {e}",
        "accounts {e} --sidecar {e} --force",
        "export {e} --format items --out {other}",
        "lineage {e} --out {e}",
    ],
)
def test_no_command_writes_over_an_edition(path, command):
    other = path.with_name("other.variorum")
    save_edition(edition(), other)
    before = path.read_bytes(), other.read_bytes()
    with pytest.raises(UserError, match="would be lost"):
        cli.main(command.format(e=path, other=other).split(), standalone_mode=False)
    assert (path.read_bytes(), other.read_bytes()) == before
