"""Scores editions on the events of ../shared/events and the tolls of ../shared/incidents, and parallels on a corpus.

Usage: python bench/run.py [EVENT...]; from anywhere. A full run writes bench/results.md and bench/results.json, and
prints what was gained and lost against the results kept before.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from gold import EVENTS, events, gathered, scorer
from variorum.accounts import read_accounts
from variorum.lineage.search import has_numba, kernels_for
from variorum.lineage.trace import trace_corpus
from variorum.model import Edition, UserError
from variorum.pipeline import edit_accounts
from variorum.present.exports import claim_rows, item_rows, json_lines
from variorum.settings import AccountSettings, EngineSettings, Settings

HERE = Path(__file__).parent
INCIDENTS = HERE / "../../shared/incidents"
REUSE = HERE / "../../shared/reuse"
SETTINGS = Settings(accounts=AccountSettings(workers=1), engine=EngineSettings(workers=1))  # CPU seconds of one process


class Stages:
    """CPU seconds by stage: what passed since the last report of progress belongs to the stage that reports."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self.last = time.process_time()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take a report of progress."""
        now = time.process_time()
        self.seconds[stage] += now - self.last
        self.last = now


def edition_of(folder: Path, stages: Stages) -> Edition:
    """The edition of the accounts in `folder`."""
    stages.last = time.process_time()
    accounts, problems = read_accounts([folder], SETTINGS.accounts, stages)
    if not accounts:
        raise UserError(f"no account could be read in {folder}")
    edition = edit_accounts(accounts, problems, SETTINGS, stages)
    stages("after the last report", 1, 1)
    return edition


def score_events(names: list[str], stages: Stages) -> dict[str, dict[str, Any]]:
    """The scorer's result for each event."""
    score = scorer().score
    results = {}
    for event in events():
        if names and event.name not in names:
            continue
        with gathered(event) as folder:
            rows = [dict(row) for row in claim_rows(edition_of(folder, stages))]
        results[event.name] = score(event, rows)
        print(line(event.name, results[event.name]), flush=True)
    return results


def score_tolls(stages: Stages) -> str:
    """What the scorer of the incidents prints."""
    with tempfile.TemporaryDirectory() as where:
        exports = Path(where) / "items"
        exports.mkdir()
        for text in (INCIDENTS / "incidents.jsonl").read_text(encoding="utf-8").splitlines():
            incident = json.loads(text)
            folder = Path(where) / "accounts" / str(incident["incident"])
            folder.mkdir(parents=True)
            with (folder / "accounts.csv").open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file)
                table.writerow(["account", "title", "published", "publisher", "url"])
                for account in incident["accounts"]:
                    table.writerow([account.get(k) for k in ("account", "title", "published", "publisher", "url")])
                    (folder / account["account"]).write_text(account["text"], encoding="utf-8", newline="")
            rows = item_rows(edition_of(folder, stages))
            (exports / f"{incident['incident']}.items.jsonl").write_text(json_lines(rows), encoding="utf-8")
        scorer = INCIDENTS / "score_incidents.py"
        command = [sys.executable, str(scorer), str(INCIDENTS / "incidents.jsonl"), str(exports)]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def score_corpus() -> dict[str, float]:
    """What the scorer of text reuse says of a corpus of 1,000 documents, and the seconds the search took."""
    with tempfile.TemporaryDirectory() as where:
        with tarfile.open(REUSE / "base.tar.xz") as books:
            books.extractall(where, filter="data")
        base = next(p for p in [Path(where) / "base", Path(where)] if any(p.glob("*.txt")))
        corpus, found = Path(where) / "made.corpus.jsonl", Path(where) / "found.jsonl"
        make = [
            sys.executable,
            REUSE / "make_corpus.py",
            "--base",
            base,
            "--docs",
            "1000",
            "--out",
            corpus.parent / "made",
        ]
        subprocess.run([*map(str, make), "--seed", "2026"], check=True, capture_output=True)
        kernels_for(1, compiled=has_numba())  # loading them is no part of the search
        start = time.perf_counter()
        trace_corpus(corpus, found, SETTINGS.lineage, compiled=has_numba())
        seconds = time.perf_counter() - start
        score = [sys.executable, REUSE / "score_parallels.py", corpus.parent / "made.gt.jsonl", found]
        said = subprocess.run([*map(str, score)], check=True, capture_output=True, text=True).stdout
    print(said)
    named = re.search(r"macro P (?P<precision>[\d.]+) R (?P<recall>[\d.]+).* plagdet (?P<plagdet>[\d.]+)", said)
    assert named
    figures = {f"parallels of 1,000 documents: {name}": float(value) for name, value in named.groupdict().items()}
    return figures | {"parallels of 1,000 documents: seconds": seconds}


def line(name: str, r: dict[str, Any]) -> str:
    """One event as a row of the table."""
    unlike = f"{r['differ'][2]:.3f}" if r["differ"][3] else "-"
    found, false, missed = r["conflict"]
    return (
        f"| {name} | {r['claim_f1']:.3f} | {r['link'][2]:.3f} | {unlike} | {r['verdict'][0]}/{r['verdict'][1]} "
        f"| {found}/{false}/{missed} | {r['speaker'][0]}/{r['speaker'][1]} | {r['source'][0]}/{r['source'][1]}, {r['source'][2]} |"
    )


def figures(results: dict[str, dict[str, Any]]) -> dict[str, float]:
    """The means over events, and what is pooled over them because one event has few."""
    every = list(results.values())

    def pooled(name: str, k: int) -> int:
        return sum(r[name][k] for r in every)

    gold, right, said = (pooled("differ", k) for k in (3, 4, 5))
    return {
        "mean claim F1": sum(r["claim_f1"] for r in every) / len(every),
        "mean link F1": sum(r["link"][2] for r in every) / len(every),
        "pooled unlike-value link F1": 2 * right / (gold + said) if gold + said else 0.0,
        "verdicts right": pooled("verdict", 0) / max(pooled("verdict", 1), 1),
        "conflicts found": pooled("conflict", 0),
        "conflicts false": pooled("conflict", 1),
        "conflicts missed": pooled("conflict", 2),
        "speakers right": pooled("speaker", 0) / max(pooled("speaker", 1), 1),
        "sources right": pooled("source", 0) / max(pooled("source", 1), 1),
        "sources invented": pooled("source", 2) / max(pooled("source", 3), 1),
    }


HEAD = """| event | claim F1 | link F1 | unlike-value link F1 | verdicts | conflicts found/false/missed | speakers | sources, invented |
| --- | --- | --- | --- | --- | --- | --- | --- |"""


def compare(now: dict[str, float], before: dict[str, float]) -> None:
    """Print every figure that moved."""
    for name, value in now.items():
        if name in before and abs(value - before[name]) >= 0.0005:
            print(f"{name}: {before[name]:.3f} -> {value:.3f} ({value - before[name]:+.3f})")


def main() -> None:
    """Score, print, and keep the results of a full run."""
    if not EVENTS.exists():
        print("Skipped: there is no gold in ../shared/events beside this repository.")
        return
    stages = Stages()
    names = sys.argv[1:]
    results = score_events(names, stages)
    if not results:
        raise SystemExit(f"There is no event of this name in ../shared/events: {', '.join(names)}")
    now = figures(results)
    tolls = "Tolls skipped: there is no ../shared/incidents beside this repository.\n"
    if not names and INCIDENTS.exists():
        tolls = score_tolls(stages)
        now["tolls right"] = float(tolls.rsplit("score:", 1)[1])
    if not names and REUSE.exists():
        now |= score_corpus()
    seconds = {stage: round(s, 1) for stage, s in stages.seconds.items()}
    rows = "\n".join(line(name, r) for name, r in results.items())
    table = "\n".join(f"| {name} | {value:.3f} |" for name, value in now.items())
    times = "\n".join(f"| {stage} | {s} |" for stage, s in seconds.items())
    print(f"{table}\n{tolls}{times}")
    if names:
        return
    kept = HERE / "results.json"
    if kept.exists():
        compare(now, json.loads(kept.read_text(encoding="utf-8"))["figures"])
    kept.write_text(json.dumps({"figures": now, "seconds": seconds}, indent=1) + "\n", encoding="utf-8")
    page = (
        f"# Results\n\nWritten by `make bench`: means over events; what an event has few of is pooled.\n"
        "The rules were written, and the links of collation learned, with these events at hand: these figures show gains\n"
        "and losses between versions, not what to expect of other events.\n\n"
        f"| figure | value |\n| --- | --- |\n{table}\n\n## Events\n\n{HEAD}\n{rows}\n\n"
        f"## Tolls of incidents\n\n```\n{tolls}```\n\n## CPU seconds by stage\n\n| stage | seconds |\n| --- | --- |\n{times}\n"
    )
    (HERE / "results.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
