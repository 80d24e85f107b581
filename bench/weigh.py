"""Scores `variorum weigh` on invented tables of flights and books, beside a plain vote over values without their spelling.

Usage: python bench/weigh.py [SEED...]; every table with the product's one setting. `python bench/weigh.py --million` times the
command on a million rows instead.
"""

from __future__ import annotations

import csv
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tables import Row, books, flights, web_flights
from variorum.verdicts.cells import fold, key_of
from variorum.verdicts.table import weigh_table


def names(text: str) -> frozenset[str]:
    """The words of a list of names, without initials."""
    return frozenset(re.findall(r"[a-z]{2,}", fold(text)))


def clock(text: str) -> object:
    """The time of day in a cell of a column of times, as weighing reads it."""
    return key_of(text, "time")


def vote(rows: Sequence[Row], key: Callable[[str], object]) -> dict[str, str | None]:
    """The commonest value of each item, after `key`."""
    count: dict[str, Counter[object]] = defaultdict(Counter)
    form: dict[tuple[str, object], str] = {}
    for _, item, value in rows:
        count[item][key(value)] += 1
        form.setdefault((item, key(value)), value)
    return {i: form[i, c.most_common(1)[0][0]] for i, c in count.items()}


def right_times(best: Mapping[str, str | None], truth: Mapping[str, int]) -> float:
    """Share of the items whose best value is the true time."""
    return sum(clock(best[i] or "") == (t,) for i, t in truth.items()) / len(truth)


def right_lists(best: Mapping[str, str | None], truth: Mapping[str, Sequence[str]]) -> float:
    """Share of the items whose best value has all true surnames and no other surname."""
    surnames = {w for t in truth.values() for w in t}
    return sum(names(best[i] or "") & surnames == set(t) for i, t in truth.items()) / len(truth)


def main() -> None:
    """Print one line a table."""
    if "--million" in sys.argv:
        million()
        return
    for seed in [int(a) for a in sys.argv[1:]] or [1, 2]:
        for hard in (0.0, 0.7, 1.4, 2.0):
            for plain in (False, True):
                rows, times = flights(seed, hard, 400, plain=plain)
                best, took = weighed(rows)
                base = right_times(vote(rows, clock), times)
                tell("flights, one format" if plain else "flights", seed, hard, base, right_times(best, times), took)
            rows, times = web_flights(seed, hard)
            best, took = weighed(rows)
            base = right_times(vote(rows, clock), times)
            tell("flights, as on the Web", seed, hard, base, right_times(best, times), took)
            rows, authors = books(seed, hard)
            best, took = weighed(rows)
            tell("books", seed, hard, right_lists(vote(rows, names), authors), right_lists(best, authors), took)


def million() -> None:
    """Time `variorum weigh` on a million rows, reading and writing included."""
    rows = flights(1, 0.7, 12_000)[0][:1_000_000]
    with tempfile.TemporaryDirectory() as where:
        table = Path(where) / "flights.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("source", "item", "value"), *rows])
        start = time.perf_counter()
        command = [sys.executable, "-m", "variorum", "weigh", str(table), "--out", str(Path(where) / "weighed.csv")]
        subprocess.run(command, check=True)
        took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    print(f"{len(rows):,} rows: {took:.1f} s, {peak:.0f} MB")


def weighed(rows: Sequence[Row]) -> tuple[dict[str, str | None], float]:
    """The best value of each item, and the processor seconds it took."""
    start = time.process_time()
    best = {w.item: w.best for w in weigh_table([(*r, "") for r in rows], always=True)}
    return best, time.process_time() - start


def tell(name: str, seed: int, hard: float, base: float, ours: float, took: float) -> None:
    """Print one line."""
    print(f"{name:22} seed {seed} hard {hard:.1f}: vote {base:.3f}  weigh {ours:.3f}  {took:.1f} s", flush=True)


if __name__ == "__main__":
    main()
