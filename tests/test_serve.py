"""The reading room as its readers and its enemies meet it."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from edition_by_hand import edition
from served import serving
from variorum.present.html import VIEWS
from variorum.store import read_log, save_edition, verify_edition

NASTY = "\"><script>alert(1)</script>'; DROP TABLE decision; -- \u202e =1+1"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    path = tmp_path_factory.mktemp("serve") / "e.variorum"
    save_edition(edition(), path)
    with serving(path) as running:
        running.path = path
        yield running


@pytest.mark.parametrize(
    "path", ["/", *(f"/{v}" for v in VIEWS), "/item/killed", "/account/A", "/pair?a=A&b=D", "/review"]
)
def test_pages(server, path):
    status, headers, text = server.ask("GET", path)
    assert status == 200
    assert "Variorum" in text
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in {h.lower() for h in headers}


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ],
)
def test_strangers_are_refused(server, headers):
    assert server.ask("GET", "/", **headers)[0] == 403
    assert (
        server.ask("POST", "/decide", f"token={server.token}&verb=note&who=x&item=killed&text=x", **headers)[0] == 403
    )


@pytest.mark.parametrize("token", ["", "x", "é"])
def test_writes_need_the_token(server, token):
    before = read_log(server.path)
    status, _, text = server.ask("POST", "/decide", f"token={token}&verb=note&who=x&item=killed&text=x".encode())
    assert status == 403
    assert "reload the page" in text
    assert read_log(server.path) == before


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/account/..%2f..%2fetc%2fpasswd",
        "/item/%00",
        "/static/../pyproject.toml",
        "/account/A%27%20OR%201=1",
        "/pair?a=A&b=../../x",
        "/items%3fpage=9999999999",
    ],
)
def test_nothing_else_is_served(server, path):
    status, _, text = server.ask("GET", path)
    assert status == 404
    assert "root:" not in text


def test_odd_pages_of_items(server):
    for page in ("0", "-1", "99999", "x", "٣", "1e9", "'"):
        server.get(f"/items?page={page.encode().hex() if not page.isascii() else page}")


def test_a_large_body_is_refused(server):
    assert server.ask("POST", "/decide", b"x" * 300_000)[0] == 403


def test_other_methods(server):
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert server.ask(method, "/decide")[0] == 405


def test_a_decision_is_kept_shown_and_undone(server):
    where = server.decide("relabel", item="killed", text="dead of the Aurelia", why="clearer", back="/item/killed")
    page = server.get(where)
    assert "dead of the Aurelia" in page
    assert "The machine had the label" in page
    assert "killed, ferry Aurelia, 3 May 2003" in server.get("/item/killed?reading=machine")
    number = read_log(server.path)[-1].number
    server.get(server.decide("undo", decision=str(number)))
    assert "The machine had the label" not in server.get("/item/killed")
    assert verify_edition(server.path) == ()


def test_hostile_words_are_words(server):
    page = server.get(server.decide("note", who=NASTY, item="injured", text=NASTY, why=NASTY, back="/item/injured"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in server.get("/review")
    row = json.loads(server.get("/review.jsonl").splitlines()[-1])
    assert row["who"] == NASTY.strip()


def test_chosen_claims_are_relabelled_noted_and_confirmed(server):
    made = edition()
    chosen = [c.id for c in made.claims if c.frame.measure == "injured"][:2]
    before = len(read_log(server.path))
    page = ""
    for verb in ("relabel-claims", "note-claims", "confirm-claims"):
        page = server.get(
            server.decide(verb, item="injured", claim=chosen, text="hurt", why="reread", back="/item/injured")
        )
    log = read_log(server.path)[before:]
    assert [d.verb for d in log] == ["relabel", "relabel", "note", "note", "confirm", "confirm"]
    assert page.count("<b>Relabelled</b> by") == page.count("<b>Confirmed</b> by") == 2
    for decision in log:
        # Whoever decides is led to a page that waits for the decision; anybody else may see the state before it.
        server.get(server.decide("undo", decision=str(decision.number)))
    assert "Relabelled" not in server.get("/item/injured")


def test_two_texts_stand_whole_side_by_side(server):
    page = server.get("/pair?a=D&b=A")
    assert "Shortly after 2 a.m. on 3 May 2003 the ferry" in page
    assert "Remembering the Aurelia." in page
    assert "They share no passage" in server.get("/pair?a=B&b=C")
    assert '<option value="C"' in server.get("/sides")


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "destroy", "item": "killed"},
        {"verb": "note", "item": "no such item", "text": "x"},
        {"verb": "note", "item": "killed", "text": " "},
        {"verb": "note", "item": "killed", "text": "x", "who": " "},
        {"verb": "date", "account": "A", "text": "tomorrow"},
        {"verb": "merge", "item": "killed", "other": "killed"},
        {"verb": "merge", "item": "killed", "other": "fire-day"},
        {"verb": "split", "item": "killed"},
        {"verb": "relabel-claims", "item": "killed", "text": "hurt"},
        {"verb": "relabel-claims", "item": "killed", "text": " ", "claim": "cA129"},
        {"verb": "undo-claims", "item": "killed", "claim": "cA129"},
        {"verb": "split", "item": "no such item", "claim": "cA129"},
        {"verb": "undo", "decision": "99999"},
        {"verb": "undo", "decision": "²"},
    ],
)
def test_what_cannot_be_decided(server, fields):
    before = read_log(server.path)
    text = server.decide(fields.pop("verb"), code=422, **fields)
    assert 'role="alert"' in text
    assert read_log(server.path) == before


def test_a_date_may_be_written_as_in_the_sidecar(server):
    server.get(server.decide("date", account="D", text="4 May 2004", back="/account/D"))
    decision = read_log(server.path)[-1]
    assert json.loads(decision.value) == {"text": "2004-05-04"}
    server.get(server.decide("undo", decision=str(decision.number)))


def test_a_rejected_item_is_gone_and_its_decision_can_be_found(server):
    where = server.decide("reject", item="blasts", back="/item/blasts")
    status, _, text = server.ask("GET", where)
    assert status == 404
    assert 'href="/review"' in text
    assert "reject <bdi>the item of ““We heard two blasts,”” in ansa-harbour.txt and 1 more claim" in server.get(
        "/review"
    )
    server.get(server.decide("undo", decision=str(read_log(server.path)[-1].number)))


def test_nobody_is_led_away(server):
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        assert server.decide("note", item="injured", text="x", back=back).startswith("/review?")


def test_two_at_once_lose_nothing(server):
    before = len(read_log(server.path))
    gate = threading.Barrier(4)

    def reviewer(name):
        gate.wait()
        for n in range(5):
            server.decide("note", who=name, item="injured", text=f"{name} {n}", seen=str(before))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(reviewer, ["Ada", "Ben", "Cy", "Di"]))
    log = read_log(server.path)[before:]
    assert [d.number for d in log] == list(range(before + 1, before + 21))
    assert sorted(json.loads(d.value)["text"] for d in log) == sorted(
        f"{n} {k}" for n in ("Ada", "Ben", "Cy", "Di") for k in range(5)
    )
    where = server.decide("note", item="injured", text="late", seen=str(before), back="/item/injured")
    assert "20 more had been made by others" in server.get(where)


def test_sql_is_words(server):
    before = len(read_log(server.path))
    for n, text in enumerate(
        ["'; DROP TABLE decision;--", '" OR 1=1 --', "x'); DELETE FROM claim; --", "UNION SELECT * FROM account"] * 5
    ):
        server.decide("note", who=f"{text} {n}", item="injured", text=text, why=text)
        assert server.ask("GET", "/item/" + text.replace(" ", "%20").replace("#", "%23"))[0] == 404
    assert len(read_log(server.path)) == before + 20
    assert verify_edition(server.path) == ()
