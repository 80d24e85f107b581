"""Figures counted in a process of its own are those counted here, and readers need not wait for them."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from edition_large import large
from served import serving
from variorum.model import UserError
from variorum.review import Reviewer, decide, decide_all, open_reviewed, to_account, to_claim, to_decision, value_text
from variorum.store import open_edition, read_log, save_edition, verify_edition
from variorum.web.counter import Counter


@pytest.fixture
def path(tmp_path):
    """An edition of 120 accounts with 2,400 claims."""
    save_edition(large(accounts=120, shared=60), tmp_path / "e.variorum")
    return tmp_path / "e.variorum"


def test_the_other_process_counts_alike(path):
    machine = open_edition(path)
    counter, here = Counter(path, machine), Reviewer(machine)
    targets = [to_claim(c, machine) for c in machine.claims[:3]]
    try:
        steps = [
            lambda: decide_all(path, "Ada", "relabel", targets, value_text("rescued")),
            lambda: decide(path, "Ben", "network", to_account(machine.accounts[4]), value_text("press")),
            lambda: decide(path, "Ada", "note", targets[0], value_text("seen")),
            lambda: decide(path, "Ben", "undo", to_decision(2)),
        ]
        for step in steps:
            step()
            log = read_log(path)
            assert counter.review(log) == here.review(log)
    finally:
        counter.close()
    assert here.review(read_log(path)).edition == open_reviewed(path).edition


def test_a_process_ended_from_outside_says_so(path):
    counter = Counter(path, open_edition(path))
    os.kill(counter._process.pid, signal.SIGKILL)
    with pytest.raises(UserError, match="start the server again"):
        counter.review(())
    counter.close()


def test_readers_read_on_while_figures_are_counted(path):
    machine = open_edition(path)
    item = next(e for e in machine.entries if e.verdict != "single").item
    with serving(path) as server:
        before = server.get(f"/item/{item.id}")
        done = threading.Event()

        def read():
            while not done.is_set():
                server.get("/")
                time.sleep(0.02)

        reader = threading.Thread(target=read)
        reader.start()
        try:
            for n, claim in enumerate(item.claims[:3]):
                where = server.decide("reject-claims", item=item.id, claim=claim, back=f"/item/{item.id}")
                page = server.get(where)
                assert "Changed in review" in page
                assert f"now {len(item.claims) - n - 1}." in page
        finally:
            done.set()
            reader.join()
        # Whoever comes next may be shown the page as it was, while it is made anew.
        end = time.monotonic() + 20
        while server.get(f"/item/{item.id}") == before:
            assert time.monotonic() < end
    assert len(read_log(path)) == 3
    assert verify_edition(path) == ()


def test_whoever_kills_the_server_ends_the_other_process_too(path):
    children = Path("/proc") / "self" / "task"
    if not children.exists():
        pytest.skip("only Linux tells the children of a process in /proc")
    machine = open_edition(path)
    with serving(path) as server:
        server.get(server.decide("note", account=machine.accounts[0].siglum, text="seen"))
        pid = server.process.pid
        found = Path(f"/proc/{pid}/task").glob("*/children")
        others = [int(n) for file in found for n in file.read_text().split()]
        assert others
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
    end = time.monotonic() + 20
    while any(_runs(n) for n in others):
        assert time.monotonic() < end, others
        time.sleep(0.05)
    assert len(read_log(path)) == 1


def _runs(pid):
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
