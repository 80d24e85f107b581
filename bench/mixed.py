"""A thousand documents of all kinds in one folder: how long they take, and whether an interrupted reading ends as one run does.

python bench/mixed.py read [COUNT]         reports of ../shared/incidents, and second tellings of them, in all formats
python bench/mixed.py read COUNT alike     documents of 30 sentences that nearly all have in common, with other figures
python bench/mixed.py kill [ROUNDS]
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from variorum.settings import Settings

sys.path.insert(0, str(Path(__file__).parent))

from adding import INCIDENTS, gather, seconds
from adding import read as time_stages
from known import Block, Known, make_known
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
    """Write `count` documents of 100 to 1,000 words, of a few sentences with ever other figures."""
    _write(folder, (make_known(k, 3 + k % most) for k in range(count)))


def make_reports(folder: Path, count: int) -> None:
    """Write `count` reports of incidents."""
    _write(folder, (_known(*told) for told in gather(count)))


def _known(name: str, facts: dict[str, str], text: str) -> Known:
    paragraphs = [" ".join(p.split()) for p in text.split("\n\n")]
    blocks = [Block("title", facts["title"] or name), *(Block("paragraph", p) for p in paragraphs if p)]
    return Known(tuple(blocks), day=facts["published"][:10], publisher=facts["publisher"])


def _write(folder: Path, documents: Iterable[Known]) -> None:
    kinds = list(KINDS.items())
    folder.mkdir(parents=True)
    for k, known in enumerate(documents):
        name, make = kinds[k % len(kinds)]
        try:
            made = make(known)
        except UnicodeEncodeError:  # not in this encoding
            name, made = "utf-8.txt", KINDS["utf-8.txt"](known)
        (folder / f"{k:04}_{name}").write_bytes(made)


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
        make_folder(folder, len(KINDS), 2)
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
            f"{rounds} rounds, {ended} readings of {len(KINDS)} files ended by a signal, {other} editions differ from that of one run"
        )
    return other


def read(count: int, *, alike: bool) -> int:
    """Time the reading of `count` documents, stage by stage, from files to a saved edition; 1 when over two minutes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "in")
        (make_folder if alike else make_reports)(folder, count)
        size = sum(p.stat().st_size for p in folder.iterdir())
        print(f"{count} documents of {len(KINDS)} kinds, {size / 1e6:.1f} MB")
        run = [sys.executable, __file__, "stages", str(folder), str(Path(place, "out.variorum"))]
        said = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        print(f"{'':16}{'wall':>8}{'CPU':>8}")
        for name, (wall, used) in said["stages"].items():
            print(f"{name:16}{wall:8.1f}{used:8.1f}")
        print(f"{said['memory']:.0f} MB, edition of {Path(place, 'out.variorum').stat().st_size / 1e6:.0f} MB")
        return said["stages"]["as a whole"][0] > 120


def stages(folder: Path, out: Path) -> dict[str, Any]:
    """What `adding.read` gives, by as many processes as a user has, and the whole."""
    begin, used = time.perf_counter(), seconds()
    said = time_stages(out, [folder], Settings())
    said["stages"]["as a whole"] = time.perf_counter() - begin, seconds() - used
    return said


if __name__ == "__main__":
    number = int(sys.argv[2]) if sys.argv[1:2] != ["stages"] and len(sys.argv) > 2 else 0
    match sys.argv[1:2]:
        case ["kill"]:
            sys.exit(bool(kill(number or 100)))
        case ["stages"]:
            print(json.dumps(stages(Path(sys.argv[2]), Path(sys.argv[3]))))
        case _ if sys.argv[3:] == ["alike"] or INCIDENTS.is_file():
            sys.exit(read(number or 1000, alike=sys.argv[3:] == ["alike"]))
        case _:
            sys.exit(f"There is no {INCIDENTS}: say `alike` for documents made without it.")
