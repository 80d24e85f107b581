"""Engines: a function mapped over rows in order, blocks carried between tasks; the same on each."""

from __future__ import annotations

import importlib.util
import os
import time

import pytest

from variorum.engine import ClusterEngine, LocalEngine
from variorum.model import UserError
from variorum.settings import EngineSettings

here = importlib.util.find_spec("daft") and importlib.util.find_spec("ray")
ENGINES = ["one process", "processes", *(["daft"] if here else [])]


def double(row: int) -> int:
    # The first rows take longest, so that an engine which does not wait for them is found out.
    time.sleep(0.02 if row < 3 else 0)
    if row == 33:
        raise UserError("33 cannot be doubled.")
    return row * 2


def count(key: int, blocks: list[bytes]):
    """How many blocks of how many bytes a task had, for the tasks of its odd and even numbers; tasks over 5 say nothing."""
    if key <= 5:
        yield key % 2, f"{key}:{len(blocks)}:{len(b''.join(blocks))}".encode()
        yield key % 2, b""


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    if request.param == "daft":
        return ClusterEngine("daft", tmp_path / "work")
    return LocalEngine(EngineSettings(workers=2 if request.param == "processes" else 1, pool_from=2))


def test_rows_come_in_their_order(engine):
    assert list(engine.map(double, range(30))) == [n * 2 for n in range(30)]


def test_what_a_function_raises_is_raised_here(engine):
    with pytest.raises(UserError, match="33 cannot"):
        list(engine.map(double, range(40)))


def test_blocks_come_to_the_task_of_their_key(engine):
    first = engine.table("first", [(n % 8, b"x" * n) for n in range(80)])
    second = engine.table("second", [(3, b"abc"), (9, b"")])
    counted = engine.by_key("counted", count, first, second)
    assert sorted(counted) == sorted(
        [(0, b"")] * 3
        + [(1, b"")] * 3
        + [(n % 2, f"{n}:10:{sum(range(n, 80, 8))}".encode()) for n in (0, 1, 2, 4, 5)]
        + [(1, f"3:11:{sum(range(3, 80, 8)) + 3}".encode())]
    )
    assert [key for key, _ in counted] == sorted(key for key, _ in counted)
    assert list(engine.by_key("none", count, engine.table("empty", []))) == []


@pytest.mark.skipif(not here, reason="the extra `cluster` is not here")
def test_what_a_stopped_run_has_finished_is_not_done_again(tmp_path):
    engine = ClusterEngine("daft", tmp_path)
    list(engine.by_key("counted", count, engine.table("first", [(1, b"a")])))
    again = ClusterEngine("daft", tmp_path)
    table = again.by_key("counted", count, again.table("first", [(1, b"other")]))
    assert sorted(table) == [(1, b""), (1, b"1:1:1")]
    (tmp_path / "more.part").mkdir()
    (tmp_path / "more.part" / "half.parquet").write_bytes(b"half")
    assert sorted(again.by_key("more", count, table)) == [(1, b""), (1, b"1:2:5")]


@pytest.mark.skipif(not here, reason="the extra `cluster` is not here")
def test_a_step_that_fails_is_a_sentence_and_leaves_nothing_that_looks_done(tmp_path):
    engine = ClusterEngine("daft", tmp_path)
    table = engine.table("first", [(1, b"a")])
    with pytest.raises(UserError, match=r"'doubled' failed \(.*33 cannot be doubled"):
        engine.by_key("doubled", lambda key, blocks: [(double(33), b"")], table)
    assert not (tmp_path / "doubled").exists()
    assert sorted(engine.by_key("doubled", count, table)) == [(1, b""), (1, b"1:1:1")]


@pytest.mark.skipif(not here, reason="the extra `cluster` is not here")
def test_nothing_is_told_to_anybody(tmp_path):
    ClusterEngine("daft", tmp_path)
    assert os.environ["DAFT_ANALYTICS_ENABLED"] == os.environ["RAY_USAGE_STATS_ENABLED"] == "0"
    import daft

    assert daft.scarf_telemetry.opted_out()


@pytest.mark.skipif(bool(here), reason="the extra `cluster` is here")
def test_a_missing_extra_is_named(tmp_path):
    with pytest.raises(UserError, match=r"pip install 'variorum\[cluster\]'"):
        ClusterEngine("ray", tmp_path)
