"""An edition is written whole or not at all, comes back as it was, and any changed byte is found."""

import random
import re
import sqlite3
from contextlib import closing
from importlib.resources import files

import pytest

from variorum.model import (
    Account,
    Attribution,
    Claim,
    ClockTime,
    Decision,
    Descent,
    Edition,
    Entry,
    Event,
    Finding,
    Frame,
    Item,
    Link,
    Metadatum,
    Moment,
    Origin,
    Parallel,
    Person,
    Place,
    Problem,
    Quantity,
    Reading,
    Reason,
    Rejection,
    Span,
    Stemma,
    TextEdit,
    UserError,
    Utterance,
)
from variorum.store import append_decisions, open_edition, read_log, save_edition, seal_edition, verify_edition

A = "At 9 p.m. Ada Vey, 40, said “at least 12 died” on 3 May 2001, police said, after 2 days."
B = "At least 12 died, a paper wrote. Variorum's seal: is quoted here to mislead."


def _claim(text, siglum, quote, kind, value, attribution=None):
    start = text.index(quote)
    frame = Frame(measure="killed", when="2001-05-03", part="total")
    return Claim(
        f"{siglum}-{kind}", siglum, Span(start, start + len(quote)), quote, kind, value, frame, attribution, "t/1"
    )


def edition():
    """An edition with something in every table."""
    import hashlib

    police = Attribution("police", Span(A.index("police"), A.index("police") + 6))
    claims = (
        _claim(A, "a", "9 p.m.", "time", ClockTime(1260, 1260, approx=False, day=None)),
        _claim(A, "a", "Ada Vey, 40", "person", Person("Ada Vey", 40, None)),
        _claim(
            A, "a", "at least 12 died", "quotation", Utterance("at least 12 died", "Ada Vey", None, None, Span(10, 17))
        ),
        _claim(A, "a", "at least 12", "quantity", Quantity(12, None, approx=False, unit="person"), police),
        _claim(A, "a", "3 May 2001", "date", Moment("2001-05-03")),
        _claim(A, "a", "2 days", "duration", Quantity(2.5, 2.5, approx=True, unit="day")),
        _claim(B, "b", "At least 12", "quantity", Quantity(12, None, approx=False, unit="person")),
    )
    why = (Reason("text", 1.25, "they share nine words"),)
    item = Item(
        "i1",
        "quantity",
        "killed",
        "killed",
        ("a-quantity", "b-quantity"),
        (Link("a-quantity", "b-quantity", 0.9, (("measure", 1.25),)),),
        ("5e0c", ""),
    )
    reading = Reading(Quantity(12, None, approx=False, unit="person"), "at least 12", item.claims, ("a", "b"), 1.0, why)
    entry = Entry(
        item,
        "agree",
        (),
        (reading,),
        1.0,
        12,
        None,
        None,
        "model",
        "one line only",
        True,
        (),
        why,
        (("vote", 12.0), ("median", None)),
    )
    accounts = tuple(
        Account(
            siglum=siglum,
            name=f"{siglum}.txt",
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            size=len(text.encode()),
            source=text.encode(),
            metadata=(Metadatum("published", "2001", "dateline", 0.5, Span(0, 2)),),
            places=(Place(Span(0, 9), "page", 1, (0.0, 1.5, 2.0, 3.0)),),
        )
        for siglum, text in (("a", A), ("b", B))
    )
    return Edition(
        accounts=accounts,
        event=Event("2001-05-03", ("Vey",), "named most"),
        claims=claims,
        rejections=(Rejection("a", Span(0, 2), "quantity", "a page number", "t/1"),),
        entries=(entry,),
        parallels=(
            Parallel(
                "a",
                Span(28, 45),
                "b",
                Span(0, 16),
                "copied",
                "a->b",
                "dates",
                (TextEdit(Span(3, 4), Span(3, 3), "dropped"),),
                0,
            ),
        ),
        stemma=Stemma((("a", "b"),), (Descent("[α]", "b", 0.5, 0.75, why),), ("[α]",)),
        findings=(Finding("weekday", ("a-date",), False, "3 May 2001 was a Thursday"),),
        origins=(Origin("police", ("police", "the police"), ("a-quantity",), ("a",)),),
        problems=(
            Problem("warning", "text", "b", "Look at it.", Span(1, 2)),
            Problem("note", "accounts", "", "Nothing."),
        ),
        decisions=(Decision(1, "2001-05-04T00:00:00Z", "ed", "note", "{}", '"seen"', ""),),
        made=(("settings", "{}"), ("variorum", "0.1.0")),
    )


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "event.variorum"
    save_edition(edition(), path)
    return path


def test_comes_back_as_it_was(path):
    assert open_edition(path) == edition()
    assert verify_edition(path) == ()


def test_same_edition_same_bytes(path, tmp_path):
    save_edition(edition(), tmp_path / "again.variorum")
    assert (tmp_path / "again.variorum").read_bytes() == path.read_bytes()


def test_any_changed_byte_is_found(path):
    whole = path.read_bytes()
    rng = random.Random(1990)
    places = {rng.randrange(len(whole)) for _ in range(120)} | {whole.index(A.encode()), len(whole) - 1, 24, 95}
    for at in sorted(places):
        changed = bytearray(whole)
        changed[at] ^= 1 << rng.randrange(8)
        path.write_bytes(changed)
        if at in {*range(16), *range(60, 64), *range(68, 72)}:
            with pytest.raises(UserError, match=r"no edition|newer"):
                verify_edition(path)
        else:
            assert verify_edition(path), f"byte {at}"
    path.write_bytes(whole)
    assert verify_edition(path) == ()


def test_cut_file_is_found(path):
    path.write_bytes(path.read_bytes()[:-5000])
    assert verify_edition(path)


def test_decisions_are_appended_and_chained(path):
    made = append_decisions(path, lambda n: [Decision(n, "t", "me", "note", "{}", "null", "because")])
    assert [d.number for d in made] == [2]
    assert verify_edition(path) == ()  # not yet sealed again: the chain covers it
    seal_edition(path)
    assert verify_edition(path) == ()
    assert read_log(path) == (*edition().decisions, *made)
    with sqlite3.connect(path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("DELETE FROM decision")
    db.close()


def test_nothing_half_written(tmp_path):
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserError, match="cannot be written"):
        save_edition(edition(), tmp_path / "folder")
    with pytest.raises(UserError, match="cannot be written"):
        save_edition(edition(), tmp_path / "absent" / "x.variorum")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder"]


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + bytes(100)])
def test_no_edition(tmp_path, content):
    path = tmp_path / "x.variorum"
    path.write_bytes(content)
    with pytest.raises(UserError, match="no edition"):
        open_edition(path)


def test_newer_edition(path):
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(UserError, match="newer"):
        open_edition(path)


def test_every_table_and_column_has_a_comment():
    schema = files("variorum.store").joinpath("schema.sql").read_text(encoding="utf-8")
    for table in re.finditer(r"(?:^|\n)(--[^\n]*\n)?CREATE (?:TABLE|VIEW) (\w+)(.*?);", schema, re.DOTALL):
        assert table[1], f"{table[2]} has no comment"
        if "CREATE TABLE" in table[0]:
            body = table[3].split("\n")[1:-1]
            bare = [line for line in body if "--" not in line and not re.match(r"\s*(PRIMARY|FOREIGN) KEY", line)]
            assert not bare, f"{table[2]}: {bare}"


def test_opens_in_any_sqlite_tool(path):
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT words, independent FROM apparatus").fetchall() == [("at least 12", 1.0)]
        assert db.execute("SELECT low, unit FROM claim_value WHERE id = 'b-quantity'").fetchone() == (12, "person")
    db.close()


def test_reasons_of_links_in_older_editions_are_read(tmp_path):
    path = tmp_path / "e.variorum"
    save_edition(edition(), path)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            """UPDATE link SET reasons = '[{"term":"near","weight":0.5,"says":"words alike","type":"Reason"}]'"""
        )
    assert open_edition(path).entries[0].item.links[0].reasons == (("near", 0.5),)
