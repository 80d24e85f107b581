"""A reading ended by a signal, and the command given again: the same edition as of one run, and nothing left beside it."""

import contextlib
import os
import random
import subprocess
import sys
import time
from pathlib import Path

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


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
@pytest.mark.parametrize("stage", ["cells", "workers"])
def test_a_killed_reading_leaves_no_process(tmp_path, stage):
    """Whatever it started ends by itself: the cells that read files, and the workers that extract claims."""
    if stage == "cells":
        # A mail of so many parts takes a cell all of its time, so that it is surely seen at work.
        parts = b"--b\nContent-Type: text/plain\n\nx\n" * 100_000
        (tmp_path / "slow.eml").write_bytes(b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" + parts)
    else:
        for n in range(40):
            (tmp_path / f"{n}.txt").write_text(f"The flood of Vardon took {n} people on 4 May 2012.\n\n" * 2_000)
    mark = f"VARIORUM_TEST={tmp_path}"
    started = {"cells": 2, "workers": 4}[stage]  # the reading itself, its fork server, two workers
    with subprocess.Popen(
        [*command(tmp_path, tmp_path / "out.variorum"), "--workers", "2"],
        env={**os.environ, "VARIORUM_TEST": str(tmp_path)},
        stdout=subprocess.DEVNULL,
    ) as run:
        seen = soon(lambda: len(marked(mark)) >= started)
        run.kill()
    assert seen
    assert soon(lambda: not marked(mark)), marked(mark)


def soon(true):
    end = time.monotonic() + 60
    while not (done := true()) and time.monotonic() < end:
        time.sleep(0.05)
    return done


def marked(mark):
    """Processes with this in their environment."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark.encode() in (folder / "environ").read_bytes():
                found.append(folder.name)
    return found
