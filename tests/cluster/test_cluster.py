"""The commands on a real Ray cluster of two machines, of which one is killed in the middle of the run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

import planted
from variorum.lineage.trace import trace_corpus
from variorum.settings import LineageSettings

EXAMPLE = Path(__file__).parents[2] / "examples/accounts"


def variorum(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "variorum", *map(str, arguments)]


@pytest.fixture
def corpus(tmp_path):
    """A corpus and the parallels that one machine finds in it."""
    rows, _ = planted.corpus(3, documents=200, copies=150)
    path = planted.write(tmp_path / "in.jsonl", rows)
    trace_corpus(path, tmp_path / "whole.jsonl", LineageSettings())
    return path, (tmp_path / "whole.jsonl").read_bytes()


def test_a_cluster_finds_what_one_machine_finds(tmp_path, machines, corpus):
    path, whole = corpus
    out = tmp_path / "out.jsonl"
    subprocess.run(variorum("lineage", path, "--out", out, "--engine", machines.address), check=True)
    assert out.read_bytes() == whole != b""
    assert not (tmp_path / "out.jsonl.unfinished").exists()


def test_a_cluster_of_this_machine_alone_finds_the_same_and_parquet_holds_it(tmp_path, corpus):
    pytest.importorskip("daft", reason="the extra `cluster` is not here: make cluster-test installs it")
    import pyarrow.parquet as pq

    path, whole = corpus
    out = tmp_path / "out.parquet"
    subprocess.run(variorum("lineage", path.name, "--out", out.name, "--engine", "ray"), check=True, cwd=tmp_path)
    assert pq.read_table(out).to_pylist() == [json.loads(line) for line in whole.splitlines()]


def at_work(folder: Path, step: str, run: subprocess.Popen[bytes]) -> list[str]:
    """Wait until the step has ended and the next is under way; which have ended by then."""
    while not list(folder.glob(f"*/{step}")):
        assert run.poll() is None
        time.sleep(0.02)
    while not list(folder.glob("*/*.part")):
        assert run.poll() is None
        time.sleep(0.02)
    return sorted(p.name for p in folder.glob("*/*") if p.suffix != ".part")


@pytest.mark.parametrize("step", ["pieces", "passages-wanted"])
def test_a_machine_killed_in_the_middle_changes_no_byte(tmp_path, machines, corpus, step):
    path, whole = corpus
    out, folder = tmp_path / "out.jsonl", tmp_path / "out.jsonl.unfinished"
    with subprocess.Popen(variorum("lineage", path, "--out", out, "--engine", machines.address)) as run:
        ended = at_work(folder, step, run)
        machines.kill_worker()
        assert "sorted" not in ended
        assert not out.exists()
    assert run.returncode == 0
    assert out.read_bytes() == whole


def test_a_run_killed_in_the_middle_goes_on_where_it_was(tmp_path, machines, corpus):
    path, whole = corpus
    out, folder = tmp_path / "out.jsonl", tmp_path / "out.jsonl.unfinished"
    command = variorum("lineage", path, "--out", out, "--engine", machines.address)
    with subprocess.Popen(command) as run:
        ended = at_work(folder, "thinned", run)
        run.kill()
    written = {name: next(folder.glob(f"*/{name}")).stat().st_mtime_ns for name in ended}
    with subprocess.Popen(command) as run:
        at_work(folder, "edges", run)
        assert {name: next(folder.glob(f"*/{name}")).stat().st_mtime_ns for name in ended} == written
    assert run.returncode == 0
    assert out.read_bytes() == whole


def test_events_are_read_on_a_cluster_as_here_and_one_that_fails_stops_no_other(tmp_path, machines):
    events = tmp_path / "events"
    for name, pattern in (("dam", "*"), ("fewer", "0[1-4]*")):
        (events / name).mkdir(parents=True)
        for file in EXAMPLE.glob(pattern):
            shutil.copy(file, events / name)
    (events / "nothing").mkdir()
    here = subprocess.run(variorum("read", "--each", events, "--out", tmp_path / "here"), check=False)
    there = subprocess.run(
        variorum("read", "--each", events, "--out", tmp_path / "there", "--engine", machines.address), check=False
    )
    assert here.returncode == there.returncode == 2
    made = {p.name: p.read_bytes() for p in (tmp_path / "here").iterdir()}
    assert made == {p.name: p.read_bytes() for p in (tmp_path / "there").iterdir()}
    assert set(made) == {"dam.variorum", "fewer.variorum"}


def test_an_address_where_no_cluster_is_makes_a_sentence(tmp_path, corpus):
    path, _ = corpus
    out = tmp_path / "out.jsonl"
    done = subprocess.run(
        variorum("lineage", path, "--out", out, "--engine", "ray://127.0.0.1:1"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "No Ray cluster answers at ray://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_cluster_that_is_lost_in_the_middle_makes_a_sentence(tmp_path, machines, corpus):
    path, _ = corpus
    out, folder = tmp_path / "out.jsonl", tmp_path / "out.jsonl.unfinished"
    command = variorum("lineage", path, "--out", out, "--engine", machines.address)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as run:
        ended = at_work(folder, "pieces", run)
        machines.kill_head()
        machines.kill_worker()
        said = run.stderr.read()
    assert run.returncode == 2, said
    assert "was finished is kept" in said
    assert "Traceback" not in said
    assert not out.exists()
    # What had ended is there for another cluster, or for none.
    assert {p.name for p in folder.glob("*/*")} >= set(ended)
