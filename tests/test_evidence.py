"""Evidence: originals read again, places carried by their words or told as orphans, changes found."""

import dataclasses
import json
import sqlite3

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from make_documents import FORMATS
from variorum.cli import cli
from variorum.model import Decision, Span, carry, locate, select
from variorum.pipeline import make_edition, read_edition
from variorum.present.index import Index
from variorum.present.report import report
from variorum.review import decide, open_reviewed, to_account, to_claim, to_item, value_claims, value_text
from variorum.settings import Settings
from variorum.store import append_decisions, open_edition, save_edition, verify_edition

OLD = (
    "The flood of Vardon\n\nOn 4 May 2012 the Orl killed 131 people in Vardon, the council said. In Ostrel 20 people were "
    "injured. In Mirrow 20 people were injured.\n\nPage 3\n"
)


def at(text, words):
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("new", "words", "found"),
    [
        (OLD, "131 people", "131 people"),
        ("A heading that was lost\n\n" + OLD, "131 people", "131 people"),
        (OLD.replace("killed 131 people in", "killed 131\npeople  in"), "131 people", "131\npeople"),
        (OLD.replace("131", "133"), "131 people", None),  # the words are gone
        (OLD.replace("In Ostrel 20 people were injured. ", ""), "20 people", None),  # the other town's 20 are not these
        (OLD.replace("Orl killed 131 people in Vardon, the council", "Orl took 131 people and"), "131 people", None),
        (OLD.replace("131 people in Vardon", "4131 people in Vardon"), "131 people", None),
        ("", "131 people", None),
    ],
)
def test_a_place_is_carried_by_its_words_or_not_at_all(new, words, found):
    place = at(OLD, words)
    (carried,) = carry([place], OLD, new)
    assert (carried.of(new) if carried else None) == found


def test_places_that_cannot_be_told_apart_are_not_carried():
    often = "There were 3 dead in the river, they say. " * 4
    third = Span(often.index("3", 90), often.index("3", 90) + 1)
    assert locate(select(often, third), "x " + often) is None


@given(st.text("ab 1\n", max_size=60), st.text("ab 1\n", max_size=20), st.integers(0, 60), st.data())
def test_what_is_carried_has_the_same_words(old, added, where, data):
    new = old[:where] + added + old[where:]
    start = data.draw(st.integers(0, len(old)))
    place = Span(start, data.draw(st.integers(start, len(old))))
    (carried,) = carry([place], old, new)
    if carried is not None:
        assert carried.of(new).split() == place.of(old).split() or "".join(carried.of(new).split()) == "".join(
            place.of(old).split()
        )


# An edition whose readers have since become better.


def older(tmp_path, change=lambda text: text, name="a.docx"):
    """An edition of a Word file, as if an older reader had made another text of it; its claims are that text's."""
    (tmp_path / name).write_bytes(FORMATS[name]())
    made = make_edition([tmp_path / name])
    (account,) = made.accounts
    old = dataclasses.replace(account, text=change(account.text), extractor="docx/0")
    from variorum.pipeline import edit_accounts

    save_edition(edit_accounts([old], [], Settings()), tmp_path / "e.variorum")
    return tmp_path / "e.variorum"


def run(*arguments):
    result = CliRunner().invoke(cli, [str(a) for a in arguments])
    return result.exit_code, result.output


def test_a_text_that_reads_as_before_is_told_so(tmp_path):
    path = older(tmp_path)
    assert run("verify", path, "--reextract") == (
        0,
        f"{path} is as it was written.\n1 original read again, as before.\n",
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read_again_as_it_was(tmp_path, name):
    (tmp_path / name).write_bytes(FORMATS[name]())
    save_edition(make_edition([tmp_path / name]), tmp_path / "e.variorum")
    code, out = run("verify", tmp_path / "e.variorum", "--reextract", "--json")
    row = json.loads(out)
    assert code == 0, out
    assert [r["same"] for r in row["reextracted"]] == [True] * len(row["reextracted"])
    assert row["reextracted"]


def test_a_text_that_reads_otherwise_is_shown_with_its_claims(tmp_path):
    path = older(tmp_path, lambda text: "Page 1\n\n" + text.replace("131 dead", "l31 dead"))
    code, out = run("verify", path, "--reextract")
    assert code == 1
    assert "a.docx reads otherwise than in the edition (by docx/" in out
    assert "before by docx/0" in out
    assert "“l31” is now “131”." in out
    assert "“Page 1” is gone." in out
    assert "moved with their words" in out
    code, out = run("verify", path, "--reextract", "--json")
    (row,) = json.loads(out)["reextracted"]
    assert {"before": "l31", "now": "131"} in row["passages"]
    assert row["moved"]
    text = make_edition([tmp_path / "a.docx"]).accounts[0].text
    assert all(text[m["start_now"] : m["end_now"]].split() == m["quote"].split() for m in row["moved"])


def test_reading_again_tells_what_changed_and_carries_decisions(tmp_path):
    path = older(tmp_path, lambda text: "Page 1\n\n" + text.replace("774 injured", "77 injured"))
    made = open_edition(path)
    moved, gone = (next(c for c in made.claims if c.quote.startswith(q)) for q in ("131", "77"))
    decide(path, "Ada", "note", to_claim(moved, made), value_text("seen"))
    decide(path, "Ada", "reject", to_claim(gone, made))
    item = Index(made).entry_of[moved.id].item
    decide(path, "Ada", "confirm", to_item(dataclasses.replace(item, claims=(moved.id, gone.id)), made))
    summary = read_edition([tmp_path / "a.docx"], path, Settings())
    (said,) = [p.message for p in summary.problems if "reads otherwise" in p.message]
    assert "“77” is now “774”" in said
    reviewed = open_reviewed(path)
    claim = next(
        c for c in reviewed.edition.claims if c.quote.startswith("131") and c.span.start == moved.span.start - 8
    )
    assert [d.number for d in reviewed.marks[claim.id]] == [1]
    lost, part = [p for p in reviewed.edition.problems if p.stage == "review"]
    assert "Decision 2 (reject, by Ada) no longer finds its place: “77" in lost.message
    assert "Decision 3 (confirm, by Ada) no longer finds all its places, and was applied to the others" in part.message
    assert lost.where == "a.docx"
    page = report(reviewed.edition, reviewed.changes, reviewed.marks)
    account = page[page.index('id="account=a"') :]
    assert "Decision 2 (reject, by Ada) no longer finds its place" in account[: account.index("</article>")]


def test_a_claim_of_other_words_at_the_same_place_is_no_target(tmp_path):
    path = older(tmp_path, lambda text: text.replace("131 dead", "313 dead"))
    made = open_edition(path)
    claim = next(c for c in made.claims if c.quote.startswith("313"))
    decide(path, "Ada", "reject", to_claim(claim, made))
    read_edition([tmp_path / "a.docx"], path, Settings())
    reviewed = open_reviewed(path)
    assert any(c.quote.startswith("131") and c.span.start == claim.span.start for c in reviewed.edition.claims)
    assert any("no longer finds its place" in p.message for p in reviewed.edition.problems)
    assert reviewed.changes == {}


def test_a_claim_without_words_around_is_found_only_where_it_is_alone(tmp_path):
    """Logs of older editions name a claim by place and words alone."""
    (tmp_path / "a.txt").write_text(
        "In Ostrel 20 people were killed. In Mirrow 20 people were injured, 7 were missing."
    )
    made = make_edition([tmp_path / "a.txt"])
    save_edition(made, tmp_path / "e.variorum")

    def old_target(quote, start):
        anchor = {"sha256": made.accounts[0].sha256, "start": start, "end": start + len(quote), "quote": quote}
        return json.dumps({"claim": anchor | {"kind": "quantity"}})

    seven = next(c for c in made.claims if c.quote.startswith("7"))
    twenty = next(c for c in made.claims if c.quote.startswith("20"))
    for target in (old_target(seven.quote, 1), old_target(twenty.quote, 1)):
        append_decisions(
            tmp_path / "e.variorum", lambda n, t=target: [Decision(n, "t", "Ada", "confirm", t, "null", "")]
        )
    reviewed = open_reviewed(tmp_path / "e.variorum")
    assert [d.number for d in reviewed.marks[seven.id]] == [1]
    assert [p.message[:10] for p in reviewed.edition.problems if p.stage == "review"] == ["Decision 2"]


def test_a_decision_about_one_of_two_accounts_with_the_same_bytes(tmp_path):
    table = "account,title,published,publisher,url\na.txt,,,A,\nb.txt,,,B,\n"
    (tmp_path / "accounts.csv").write_text(table)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("In Ostrel 20 people were killed.")
    made = make_edition([tmp_path])
    save_edition(made, tmp_path / "e.variorum")
    for account in made.accounts:
        decide(tmp_path / "e.variorum", "Ada", "network", to_account(account), value_text(f"of {account.siglum}"))
    assert [a.network for a in open_reviewed(tmp_path / "e.variorum").edition.accounts] == ["of a", "of b"]


def test_an_original_that_is_too_large_is_looked_for_beside(tmp_path):
    (tmp_path / "a.docx").write_bytes(FORMATS["a.docx"]())
    settings = Settings()
    small = dataclasses.replace(settings, accounts=dataclasses.replace(settings.accounts, max_kept_bytes=100))
    read_edition([tmp_path / "a.docx"], tmp_path / "e.variorum", small)
    code, out = run("verify", tmp_path / "e.variorum", "--reextract")
    assert code == 1
    assert "name the folder it lies in with --originals" in out
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "a.docx").rename(tmp_path / "elsewhere" / "renamed")
    assert run("verify", tmp_path / "e.variorum", "--reextract", "--originals", tmp_path / "elsewhere")[0] == 0
    (tmp_path / "elsewhere" / "renamed").write_bytes(b"x" + (tmp_path / "elsewhere" / "renamed").read_bytes()[1:])
    assert run("verify", tmp_path / "e.variorum", "--reextract", "--originals", tmp_path / "elsewhere")[0] == 1


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("UPDATE account SET source = x'41'", "original bytes"),
        ("UPDATE account SET text = text || ' '", "content has changed"),  # no claim's quote is touched
        ("UPDATE claim SET quote = 'x' WHERE rowid = 1", "no longer quotes"),
        ("UPDATE claim SET value = replace(value, '1', '2')", "content has changed"),
        ("DELETE FROM problem", "content has changed"),
    ],
)
def test_changes_are_found_even_after_decisions_were_appended(tmp_path, sql, said):
    path = older(tmp_path, lambda text: text.replace("131 dead", "l31 dead"))
    (account,) = open_edition(path).accounts
    decide(path, "Ada", "network", to_account(account), value_text("n"))
    assert verify_edition(path) == ()
    with sqlite3.connect(path) as db:
        if "problem" in sql:
            db.execute("INSERT INTO problem VALUES (99, 'note', 'text', '', 'x', NULL, NULL)")
            sql = "SELECT 1"
        db.execute(sql)
    db.close()
    assert any(said in sentence for sentence in verify_edition(path)), verify_edition(path)


def test_a_split_whose_claims_are_partly_gone_says_so(tmp_path):
    (tmp_path / "a.txt").write_text("In Ostrel 20 people were killed. In Mirrow 20 people were killed too, and 7 hurt.")
    made = make_edition([tmp_path / "a.txt"])
    save_edition(made, tmp_path / "e.variorum")
    entry = made.entries[0]
    value = json.loads(value_claims([made.claims[0].id], made))
    value["claims"].append(value["claims"][0] | {"quote": "99 people", "start": 5, "end": 9})
    decide(tmp_path / "e.variorum", "Ada", "split", to_item(entry.item, made), json.dumps(value))
    said = [p.message for p in open_reviewed(tmp_path / "e.variorum").edition.problems if p.stage == "review"]
    assert any("99 people" in s for s in said)
