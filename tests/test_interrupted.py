"""A reading ended by a signal, and the command given again: the same edition as of one run, and nothing left beside it."""

import random
import subprocess
import time

import pytest

from mixed import command, interrupted, make_folder


@pytest.fixture(scope="module")
def read_once(tmp_path_factory):
    place = tmp_path_factory.mktemp("whole")
    make_folder(place / "in", 9, 2)
    begin = time.monotonic()
    subprocess.run(command(place / "in", place / "event.variorum"), capture_output=True, check=False)
    return place, time.monotonic() - begin


@pytest.mark.parametrize("seed", [1, 2])
def test_an_interrupted_reading_ends_as_one_run_does(read_once, seed):
    place, seconds = read_once
    out = place / "again" / str(seed) / "event.variorum"
    out.parent.mkdir(parents=True)
    interrupted(place / "in", out, random.Random(seed), seconds)
    assert out.read_bytes() == (place / "event.variorum").read_bytes()
    assert [p.name for p in out.parent.iterdir()] == ["event.variorum"]
