"""Readers and reviewers at once on a large edition: `make load-test`.

Twenty readers open a page, think half a second to a second and a half, and open the next; two reviewers decide every
three seconds, so that every figure is counted again each time; for a minute, on an edition of 1,000 accounts. Then 100 times: a server is killed with SIGKILL at a random
moment of a review session, and every acknowledged decision must be in the file, which must be whole.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import random
import signal
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from edition_by_hand import edition
from edition_large import large
from served import Server, serving
from variorum.store import read_log, save_edition, verify_edition


def load(seconds: float, readers: int, reviewers: int) -> bool:
    """Whether nobody met an error and 95 in 100 pages took less than 200 ms."""
    made = large()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.variorum"
        save_edition(made, path)
        shared = [e.item.id for e in made.entries if e.verdict != "single"]
        claims = {e.item.id: e.item.claims for e in made.entries}
        sigla = [a.siglum for a in made.accounts]
        with serving(path) as server:
            server.token  # noqa: B018 - asked for once, before the clock runs
            taken: list[float] = []
            faults: list[str] = []
            decided: list[float] = []
            waits: list[float] = []
            end = time.monotonic() + seconds

            def read(seed: int) -> None:
                chance = random.Random(seed)
                while time.monotonic() < end:
                    place = chance.choice(
                        ["/", "/matrix", f"/items?page={chance.randint(1, 370)}", "/drift", "/stemma", "/accounts"]
                        + [f"/item/{chance.choice(shared)}", f"/account/{chance.choice(sigla)}"] * 4
                    )
                    began = time.monotonic()
                    try:
                        status, _, _ = server.ask("GET", place)
                        if status != 200:
                            faults.append(f"{place}: {status}")
                    except (OSError, http.client.HTTPException) as fault:
                        faults.append(f"{place}: {fault!r}")
                    taken.append(time.monotonic() - began)
                    time.sleep(chance.uniform(0.5, 1.5))

            def decide(seed: int) -> None:
                chance = random.Random(seed)
                while time.monotonic() < end:
                    began = time.monotonic()
                    try:
                        item = chance.choice(shared)
                        # All of these but a note ask for every figure to be counted again.
                        what, fields = chance.choice(
                            [
                                ("relabel-claims", {"claim": chance.choice(claims[item]), "text": "displaced"}),
                                ("reject-claims", {"claim": chance.choice(claims[item])}),
                                ("network", {"account": chance.choice(sigla), "text": f"network {seed}"}),
                                ("date", {"account": chance.choice(sigla), "text": "2004-02"}),
                                ("note", {"text": "seen"}),
                            ]
                        )
                        back = f"/account/{fields['account']}" if "account" in fields else f"/item/{item}"
                        about = {} if "account" in fields else {"item": item}
                        where = server.decide(what, who=f"R{seed}", back=back, **about, **fields)
                        decided.append(time.monotonic() - began)
                        server.get(where)
                    except (OSError, AssertionError, http.client.HTTPException) as fault:
                        faults.append(f"decide: {fault!r}")
                    waits.append(time.monotonic() - began)
                    time.sleep(3)

            threads = [threading.Thread(target=read, args=(n,)) for n in range(readers)]
            threads += [threading.Thread(target=decide, args=(100 + n,)) for n in range(reviewers)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        kept = len(read_log(path))
        whole = verify_edition(path) == ()
    cuts = statistics.quantiles(taken, n=100)
    print(
        f"load: {len(taken)} pages, median {cuts[49] * 1000:.0f} ms, p95 {cuts[94] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, "
        f"{len(faults)} errors; {kept} decisions kept of {len(waits)}, on disk in {statistics.median(decided) * 1000:.0f} ms, "
        f"with the page counted again in {statistics.median(waits) * 1000:.0f} ms (most {max(waits) * 1000:.0f})"
    )
    for fault in faults[:5]:
        print("  ", fault)
    return not faults and cuts[94] < 0.2 and kept == len(waits) and whole


def kill(times: int) -> bool:
    """Whether no acknowledged decision was lost and every file was whole."""
    chance = random.Random(7)
    lost = broken = acknowledged = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "e.variorum"
        save_edition(edition(), path)
        for n in range(times):
            server = Server(path)
            server.token  # noqa: B018
            told: list[str] = []
            timer = threading.Timer(chance.uniform(0.0, 0.25), server.process.send_signal, [signal.SIGKILL])
            timer.start()
            with contextlib.suppress(OSError, http.client.HTTPException):
                for k in range(1000):
                    text = f"{n}-{k}"
                    server.decide("note", item="killed", text=text)
                    told.append(f'{{"text":"{text}"}}')
            timer.join()
            server.process.wait()
            server.process.stderr.close()
            there = {d.value for d in read_log(path)}
            lost += len(set(told) - there)
            acknowledged += len(told)
            with contextlib.closing(sqlite3.connect(path)) as db:
                sound = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            broken += not sound or verify_edition(path) != ()
    print(f"kill: {times} kills, {acknowledged} decisions acknowledged, {lost} lost, {broken} files not whole")
    return lost == 0 and broken == 0 and acknowledged > 0


def main() -> None:
    """Run both; exit code 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--reviewers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=100)
    args = parser.parse_args()
    held = [
        load(args.seconds, args.readers, args.reviewers) if args.seconds else True,
        kill(args.kills) if args.kills else True,
    ]
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
