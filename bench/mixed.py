"""A thousand documents of all kinds in one folder: how long they take, and whether an interrupted reading ends as one run does.

`python bench/mixed.py read [COUNT]` or `python bench/mixed.py kill [ROUNDS]`.
"""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from known import make_known
from packings import PACKINGS
from producers import Maker, python_docx, reportlab
from rich_text import word_rtf
from web_pages import PAGES

KINDS: dict[str, Maker] = {
    "one.pdf": reportlab, "two.pdf": lambda known: reportlab(known, 2), "report.docx": python_docx, "statement.rtf": word_rtf,
    **PAGES, **{name: make for name, make in PACKINGS.items() if name not in {"cp437.txt", "mac_roman.txt"}},
}  # fmt: skip
"""What the folder holds, in turn: a third web pages and messages, a tenth PDF."""


def make_folder(folder: Path, count: int, most: int = 9) -> None:
    """Write `count` documents of 100 to 1,000 words."""
    kinds = list(KINDS.items())
    folder.mkdir(parents=True)
    for k in range(count):
        name, make = kinds[k % len(kinds)]
        (folder / f"{k:04}_{name}").write_bytes(make(make_known(k, 3 + k % most)))


def command(folder: Path, out: Path) -> list[str]:
    """The command that reads the folder."""
    return [sys.executable, "-m", "variorum", "read", str(folder), "--out", str(out), "--force", "--json"]


def interrupted(folder: Path, out: Path, chance: random.Random, seconds: float) -> int:
    """Start the command and end it by a signal somewhere on its way, one to three times; then let it run. How often it was ended."""
    ended = 0
    for _ in range(chance.choice((1, 1, 2, 3))):
        run = subprocess.Popen(
            command(folder, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            run.wait(chance.uniform(0, seconds))
        except subprocess.TimeoutExpired:
            ended += 1
            if chance.random() < 0.6:
                os.killpg(run.pid, signal.SIGKILL)  # as when the power fails: with its cells
            else:
                run.send_signal(chance.choice((signal.SIGKILL, signal.SIGINT, signal.SIGTERM)))
        run.wait()
    subprocess.run(command(folder, out), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return ended


def kill(rounds: int, seed: int = 1) -> int:
    """Interrupt as many readings, and compare each edition's bytes with those of one run; the number that differ."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "in")
        make_folder(folder, 2 * len(KINDS), 3)
        whole = Path(place, "whole.variorum")
        begin = time.monotonic()
        subprocess.run(command(folder, whole), check=False, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - begin
        expected = whole.read_bytes()
        ended = other = 0
        for number in range(rounds):
            out = Path(place, "whole", f"{number}") / "whole.variorum"
            out.parent.mkdir(parents=True)
            ended += interrupted(folder, out, chance, seconds)
            left = sorted(p.name for p in out.parent.iterdir())
            if out.read_bytes() != expected or left != ["whole.variorum"]:
                other += 1
                print(f"round {number}: another edition, or something left behind: {left}", flush=True)
        print(
            f"{rounds} rounds, {ended} readings of {2 * len(KINDS)} files ended by a signal, {other} editions differ from that of one run"
        )
    return other


def read(count: int) -> int:
    """Time the reading of `count` documents: their accounts alone, and the whole edition; 1 when over two minutes of two processors."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "in")
        make_folder(folder, count)
        size = sum(p.stat().st_size for p in folder.iterdir())
        print(f"{count} documents of {len(KINDS)} kinds, {size / 1e6:.1f} MB")
        accounts = [sys.executable, "-c", "import sys; from pathlib import Path; from variorum.accounts import read_accounts; from variorum.settings import AccountSettings; print(len(read_accounts([Path(sys.argv[1])], AccountSettings())[0]), 'accounts')", str(folder)]  # fmt: skip
        for what, run in (
            ("documents alone", accounts),
            ("whole edition", command(folder, Path(place, "out.variorum"))),
        ):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            begin = time.monotonic()
            subprocess.run(run, check=False)
            wall = time.monotonic() - begin
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(
                f"{what}: {wall:.0f} s, {cpu:.0f} s of processor, {after.ru_maxrss / 1000:.0f} MB in the largest process",
                flush=True,
            )
    return cpu > 240


if __name__ == "__main__":
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    sys.exit(bool(kill(number or 100)) if sys.argv[1:2] == ["kill"] else read(number or 1000))
