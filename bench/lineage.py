"""Scores `variorum lineage` on corpora with planted copies, and times it: every bar of the reuse corpora in one table.

Usage: python bench/lineage.py [DOCUMENTS[:SEED]...]; without arguments 1,000, 5,000, 10,000 and 20,000 documents. Each corpus
is searched in a process of its own, whose seconds run from its start to its end; a first run fills the cache of the compiled
kernels. `--keep DIR` keeps the corpora there, and takes those that are there.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import json
import re
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

REUSE = Path(__file__).parents[1] / "../shared/reuse"
CORPORA = ["1000:4101", "5000:4102", "10000:4103", "20000:4104"]
BARS = {
    "plagdet": (0.92, 0.91),
    "precision": (0.98, 0.98),
    "40 words or fewer": (0.85, 0.85),
    "10-20 % edited": (0.80, 0.80),
    "re-ordered": (0.90, 0.90),
    "copies of copies": (0.88, 0.88),
}
"""Least values: below 10,000 documents, and from there on."""
GROWTH = 1.15
"""Most seconds of the largest corpus, as a multiple of the seconds of the second smallest grown in line with the documents."""


def seconds_of(stages: list[tuple[str, float]]) -> dict[str, float]:
    """Seconds by stage: what passed since the last report of progress belongs to the stage that reports."""
    total: Counter[str] = Counter()
    for (_, before), (stage, now) in itertools.pairwise(stages):
        total[stage] += now - before
    return dict(total)


def search(corpus: Path, out: Path) -> None:
    """Search one corpus and print, as JSON, what it took; `hashing` is the time to hash every n-gram and do no more."""
    begun = time.perf_counter() - time.process_time()
    from variorum.lineage.trace import trace_corpus
    from variorum.settings import LineageSettings

    stages = [("", begun), ("loading", time.perf_counter())]

    def heard(stage: str, _done: int, _total: int | None) -> None:
        stages.append((stage, time.perf_counter()))

    result = trace_corpus(corpus, out, LineageSettings(), heard)
    own = resource.getrusage(resource.RUSAGE_SELF)
    took = {
        "documents": result.documents,
        "rows": result.rows,
        "stages": seconds_of(stages),
        "wall": stages[-1][1] - begun,
        "cpu": own.ru_utime + own.ru_stime,
        "peak": own.ru_maxrss * 1024,
    }
    print(json.dumps(took | {"hashing": hashing(corpus)}))


def hashing(corpus: Path) -> float:
    """Seconds that one thread needs to hash every n-gram of the corpus; 0 without the compiled kernels."""
    import numpy as np

    from variorum.lineage.corpus import read_corpus
    from variorum.lineage.fold import Folding, lay
    from variorum.lineage.search import has_numba, kernels_for
    from variorum.settings import LineageSettings

    if not has_numba():
        return 0.0
    from variorum.lineage import kernels

    read, _ = read_corpus(corpus, LineageSettings(), corpus.parent)
    write = functools.partial(kernels_for(len(read.raw), compiled=True).write_letters, Folding())
    letters = lay(read.raw, read.spans, write, lambda size: np.empty(size, np.uint8))
    counts = np.zeros(2, np.uint64)
    start = time.perf_counter()
    # No hash has a low bit where the mask has none, so that all are made and none is counted.
    kernels.count(letters.codes, letters.starts, letters.ends, 12, np.uint64(0), np.uint64(1), counts)
    return time.perf_counter() - start


def made(folder: Path, documents: int, seed: int) -> Path:
    """The corpus of so many documents in `folder`, made when it is not there."""
    prefix = folder / f"{documents}-{seed}"
    if not prefix.with_suffix(".gt.jsonl").exists():
        if not any(folder.glob("base/*.txt")):
            with tarfile.open(REUSE / "base.tar.xz") as books:
                books.extractall(folder / "base", filter="data")
        base = next(p.parent for p in sorted(folder.rglob("*.txt")))
        make = [REUSE / "make_corpus.py", "--base", base, "--docs", documents, "--out", prefix, "--seed", seed]
        subprocess.run([sys.executable, *map(str, make)], check=True, capture_output=True)
    return prefix


def scored(prefix: Path, found: Path) -> dict[str, float]:
    """The scorer's figures for each bar."""
    score = [REUSE / "score_parallels.py", f"{prefix}.gt.jsonl", found]
    said = subprocess.run([sys.executable, *map(str, score)], check=True, capture_output=True, text=True).stdout
    named = {
        "plagdet": r"plagdet ([\d.]+)",
        "precision": r"macro P ([\d.]+)",
        "40 words or fewer": r"words<=40: ([\d.]+)",
        "10-20 % edited": r"wer<=0.2: ([\d.]+)",
        "re-ordered": r"reordered: ([\d.]+)",
        "copies of copies": r"kind indirect: ([\d.]+)",
    }
    return {name: float(m[1]) for name, form in named.items() if (m := re.search(form, said))}


def directed(prefix: Path, found: Path) -> tuple[int, int, int]:
    """Of the direct copies found, how many have the right direction, the wrong one, and none."""
    copied = {}
    for line in Path(f"{prefix}.gt.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "direct":
            copied[row["src_doc"], row["dst_doc"]] = row
    right = wrong = unknown = 0
    for line in found.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pair = (row["a"], row["b"])
        if row["kind"] != "copied" or not (pair in copied or pair[::-1] in copied):
            continue
        if row["direction"] == "unknown":
            unknown += 1
        elif (row["direction"] == "a->b") == (pair in copied):
            right += 1
        else:
            wrong += 1
    return right, wrong, unknown


def undated(prefix: Path, folder: Path) -> Path:
    """The corpus without its dates."""
    path = folder / "undated.jsonl"
    with Path(f"{prefix}.corpus.jsonl").open(encoding="utf-8") as dated, path.open("w", encoding="utf-8") as file:
        for line in dated:
            row = json.loads(line)
            file.write(json.dumps({"id": row["id"], "text": row["text"]}, ensure_ascii=False) + "\n")
    return path


def run(prefix: Path, corpus: Path, out: Path) -> dict[str, Any]:
    """What the search of one corpus took."""
    command = [sys.executable, __file__, "--search", str(corpus), str(out)]
    said: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return said


def report(asked: list[str], keep: Path | None) -> None:
    """Print the table of all corpora."""
    took: dict[int, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as where:
        folder = keep or Path(where)
        folder.mkdir(parents=True, exist_ok=True)
        for n, name in enumerate(asked):
            documents, _, seed = name.partition(":")
            prefix = made(folder, int(documents), int(seed or 1))
            corpus, out = Path(f"{prefix}.corpus.jsonl"), Path(where) / "found.jsonl"
            if not n:
                run(prefix, corpus, out)
            took[int(documents)] = said = run(prefix, corpus, out)
            print(f"\n{documents} documents, seed {seed}: {said['rows']} parallels")
            for bar, value in scored(prefix, out).items():
                least = BARS[bar][int(documents) >= 10_000]
                print(f"  {bar:20} {value:.3f}  (bar {least:.2f}{'' if value >= least else ': MISSED'})")
            print("  direction by dates   {} right, {} wrong, {} unknown".format(*directed(prefix, out)))
            run(prefix, undated(prefix, Path(where)), out)
            print("  without dates        {} right, {} wrong, {} unknown".format(*directed(prefix, out)))
            print(f"  {said['wall']:.1f} s wall, {said['cpu']:.1f} s CPU, {said['peak'] / 1e6:.0f} MB at most")
            for stage, seconds in said["stages"].items():
                print(f"    {stage:18} {seconds:6.2f} s {seconds / said['wall']:6.1%}")
            share = said["hashing"] / said["wall"]
            print(f"    hashing alone      {said['hashing']:6.2f} s {share:6.1%} of the wall time", flush=True)
    sizes = sorted(took)[1:] if len(took) > 2 else sorted(took)
    if len(sizes) > 1:
        low, high = sizes[0], sizes[-1]
        for clock in ("wall", "cpu"):
            growth = took[high][clock] / took[low][clock] / (high / low)
            print(f"\n{clock} from {low} to {high} documents: {growth:.2f} times linear (bar {GROWTH})")


def main() -> None:
    """Take the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=CORPORA, metavar="DOCUMENTS[:SEED]")
    parser.add_argument("--keep", type=Path, help="folder for the corpora")
    parser.add_argument(
        "--search", nargs=2, type=Path, metavar=("CORPUS", "OUT"), help="search one corpus, in this process"
    )
    given = parser.parse_args()
    if given.search:
        search(*given.search)
    elif not REUSE.exists():
        print("Skipped: there is no ../shared/reuse beside this repository.")
    else:
        report(given.corpora, given.keep)


if __name__ == "__main__":
    main()
