"""Times adding one account to an edition against reading all of them, and checks that both give the same edition.

Usage: python bench/adding.py [ACCOUNTS] [documents], 1,000 unless said. The accounts are the reports of ../shared/incidents
and, where they are too few, second tellings of them: paragraphs dropped, figures changed, words put in. They are plain texts,
the quickest to read; with `documents` they are files of all formats, as bench/mixed.py makes them.
"""

from __future__ import annotations

import csv
import json
import os
import random
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from variorum import pipeline
from variorum.lineage.search import has_numba, kernels_for
from variorum.settings import AccountSettings, EngineSettings, Settings

INCIDENTS = Path(__file__).parents[1] / "../shared/incidents/incidents.jsonl"
SETTINGS = Settings(accounts=AccountSettings(workers=1), engine=EngineSettings(workers=1))  # CPU seconds of one process
STAGES = (
    "open_known",
    "read_accounts",
    "trace_lineage",
    "find_event",
    "collate_claims",
    "reconcile",
    "add_to_edition",
    "save_edition",
    "update_edition",
)
"""Functions of the pipeline that are timed; add_to_edition holds those between reading and saving, and cleaning and claims."""


def gather(size: int) -> list[tuple[str, dict[str, Any], str]]:
    """Name, facts and text of so many accounts."""
    chance = random.Random(7)
    told = [
        (f"{incident['incident']}_{account['account']}", account, account["text"])
        for incident in map(json.loads, INCIDENTS.read_text(encoding="utf-8").splitlines())
        for account in incident["accounts"]
    ]
    more = range(max(0, size - len(told)))
    again = [(f"{told[n % len(told)][0][:-4]}_again{n}.txt", told[n % len(told)][1]) for n in more]
    return told[:size] + [(name, account, retold(account["text"], chance)) for name, account in again]


def lay(folder: Path, accounts: list[tuple[str, dict[str, Any], str]]) -> None:
    """Write accounts into a new folder, with their table."""
    folder.mkdir()
    with (folder / "accounts.csv").open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table)
        rows.writerow(["account", "title", "published", "publisher", "url"])
        for name, account, text in accounts:
            rows.writerow([name, *(account[k] for k in ("title", "published", "publisher", "url"))])
            (folder / name).write_text(text, encoding="utf-8", newline="")


def retold(text: str, chance: random.Random) -> str:
    """A text with a quarter of its paragraphs dropped, some figures one more, and a word put in here and there."""
    kept = [p for p in text.split("\n\n") if chance.random() < 0.75] or [text]
    words = re.sub(r"\b\d{1,2}\b", lambda m: str(int(m[0]) + (chance.random() < 0.2)), "\n\n".join(kept)).split(" ")
    for _ in range(len(words) // 40):
        words[chance.randrange(len(words))] += " also"
    return " ".join(words)


def seconds() -> float:
    """CPU seconds of this process and of those it has started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def read(edition: Path, paths: list[Path], settings: Settings = SETTINGS, *, add: bool = False) -> dict[str, Any]:
    """Wall and CPU seconds by stage of one reading by this process, and its memory in MB."""
    taken: dict[str, tuple[float, float]] = {}

    def timed(name: str) -> None:
        stage = getattr(pipeline, name)

        def run(*given: Any, **named: Any) -> Any:
            start, used = time.perf_counter(), seconds()
            result = stage(*given, **named)
            taken[name] = time.perf_counter() - start, seconds() - used
            return result

        setattr(pipeline, name, run)

    for name in STAGES:
        timed(name)
    pipeline.read_edition(paths, edition, settings, add=add)
    return {"stages": taken, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def run(edition: Path, paths: list[Path], *, add: bool) -> dict[str, Any]:
    """The same in a process of its own, with what it took as a whole: wall and CPU seconds."""
    start, used = time.perf_counter(), seconds()
    command = [sys.executable, __file__, "add" if add else "all", str(edition), *map(str, paths)]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=_installed()).stdout)
    said["stages"]["as a whole"] = time.perf_counter() - start, seconds() - used
    return dict(said)


def _installed() -> dict[str, str]:
    """The environment with a place for bytecode, which installed programs have, wherever writing it beside the source is turned off."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "variorum-bytecode")}


def rows_of(edition: Path) -> dict[str, list[str]]:
    """All rows by table, in order of their values, with the digest over them; not the seal over the bytes of the file."""
    with closing(sqlite3.connect(edition)) as db:
        tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'seal'")]
        return {t: sorted(map(repr, db.execute(f'SELECT * FROM "{t}"'))) for t in tables}


def lay_documents(where: Path, size: int) -> str:
    """Write accounts as files of all formats into `all`, all but one into `before`, and that one into `late`; its name."""
    from mixed import make_reports  # which gathers them here

    make_reports(where / "all", size)
    late = sorted(p.name for p in (where / "all").iterdir())[size // 2]
    shutil.copytree(where / "all", where / "before", ignore=shutil.ignore_patterns(late))
    (where / "late").mkdir()
    shutil.copy2(where / "all" / late, where / "late")
    return late


def main(size: int, *, documents: bool) -> None:
    """Read all, read all but one and add it, and print what each took."""
    with tempfile.TemporaryDirectory() as where:
        if documents:
            name = lay_documents(Path(where), size)
        else:
            accounts = gather(size)
            late = accounts.pop(size // 2)
            name = late[0]
            for folder, some in (("all", [*accounts, late]), ("before", accounts), ("late", [late])):
                lay(Path(where) / folder, some)
        whole, grown = Path(where) / "whole.variorum", Path(where) / "grown.variorum"
        subprocess.run([sys.executable, __file__, "imports"], check=True, env=_installed())
        full = run(whole, [Path(where) / "all"], add=False)
        run(grown, [Path(where) / "before"], add=False)
        added = run(grown, [Path(where) / "late" / name], add=True)
        print(f"{'':16}{'all, wall':>10}{'CPU':>8}{'one more, wall':>16}{'CPU':>8}")
        for stage in full["stages"] | added["stages"]:
            of = [full["stages"].get(stage, (0.0, 0.0)), added["stages"].get(stage, (0.0, 0.0))]
            print(f"{stage:16}{of[0][0]:10.2f}{of[0][1]:8.2f}{of[1][0]:16.2f}{of[1][1]:8.2f}")
        ratio = [a / b for a, b in zip(added["stages"]["as a whole"], full["stages"]["as a whole"], strict=True)]
        print(f"one more takes {ratio[0]:.3f} of the time of all, {ratio[1]:.3f} of the CPU seconds")
        print(f"memory {full['memory']:.0f} and {added['memory']:.0f} MB, file {whole.stat().st_size / 1e6:.1f} MB")
        print("the same edition" if rows_of(grown) == rows_of(whole) else "NOT THE SAME EDITION")


if __name__ == "__main__":
    if sys.argv[1:2] in (["add"], ["all"]):
        print(json.dumps(read(Path(sys.argv[2]), [Path(p) for p in sys.argv[3:]], add=sys.argv[1] == "add")))
    elif sys.argv[1:] == ["imports"]:
        kernels_for(1, compiled=has_numba())
    elif not INCIDENTS.is_file():
        sys.exit(f"There is no {INCIDENTS}: the accounts are made from it.")
    else:
        main(next((int(a) for a in sys.argv[1:] if a.isdecimal()), 1000), documents="documents" in sys.argv[1:])
