"""Measures the steps of a search spread over tasks and reckons what a billion documents would take: docs/explanation/billion.md.

Usage: python bench/billion.py [DOCUMENTS[:SEED]...]; without arguments 1,000 and 5,000 documents of the reuse corpora. `--keep DIR`
keeps the corpora. All figures of the page are printed here, from the last corpus; what is assumed is printed with them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

import lineage as corpora
from variorum.engine import LocalEngine
from variorum.lineage.corpus import Corpus, read_corpus
from variorum.lineage.fold import Folding, lay
from variorum.lineage.search import kernels_for
from variorum.lineage.seeds import REACH, Sampling, ngrams, sampling_for
from variorum.lineage.spread import spread_lines
from variorum.settings import EngineSettings, LineageSettings

MANY = 1_000_000_000
LETTERS = 3_300
"""Letters of a document: those of the reuse corpora, and of a page of news."""
WIDEST = (0.01, 0.1, 0.5)
"""Shares of the documents of a crawl that may have one notice in common; prose has far less."""


@dataclass
class Step:
    """What one step took."""

    cpu: float = 0.0
    tasks: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    largest: int = 0
    """Bytes that the largest task got."""


class Measuring(LocalEngine):
    """Runs every task in this process and measures it."""

    def __init__(self) -> None:
        super().__init__(EngineSettings(workers=1))
        self.steps: dict[str, Step] = defaultdict(Step)

    def by_key(self, name: str, step: Any, *tables: Any) -> list[tuple[int, bytes]]:
        """Run a step."""
        took = self.steps[name]

        def measured(key: int, blocks: list[bytes]) -> list[tuple[int, bytes]]:
            begun, size = time.process_time(), sum(map(len, blocks))
            made = list(step(key, blocks))
            took.cpu += time.process_time() - begun
            took.tasks += 1
            took.bytes_in += size
            took.bytes_out += sum(len(block) for _, block in made)
            took.largest = max(took.largest, size)
            return made

        return super().by_key(name, measured, *tables)


def pieces_bytes(letters: float, sampling: Sampling) -> float:
    """Bytes of pieces of documents that all shares get: chosen n-grams lie at random, so that pieces overlap as Poisson's do."""
    around = 2 * REACH + sampling.k
    dense = 1 / (sampling.every * sampling.shares)
    covered = letters * (1 - np.exp(-around * dense))
    pieces = letters * dense * np.exp(-around * dense)
    return float(sampling.shares * (covered + 24 * pieces))


def widths(corpus: Corpus, sampling: Sampling) -> np.ndarray:
    """In how many documents each of the n-grams stands that more than one has, the most first."""
    kernels, folding = kernels_for(len(corpus.raw)), Folding()
    letters = lay(
        corpus.raw,
        corpus.spans,
        lambda raw, out: kernels.write_letters(folding, raw, out),
        lambda size: np.empty(size, np.uint8),
    )
    hashes, _, owners = ngrams(letters, sampling.k, sampling.every - 1, 0)
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    once = np.ones(len(hashes), np.bool_)
    once[1:] = (hashes[1:] != hashes[:-1]) | (owners[1:] != owners[:-1])
    _, counts = np.unique(hashes[once], return_counts=True)
    return np.sort(counts[counts > 1])[::-1]


def measure(corpus: Corpus) -> dict[str, Step]:
    """What the steps took, and print it."""
    engine = Measuring()
    rows = sum(1 for _ in spread_lines(corpus, LineageSettings(), engine, part=500_000))
    documents = len(corpus.ids)
    print(f"\n{documents:,} documents, {len(corpus.raw) / 1e6:.0f} MB, {rows:,} parallels")
    print(f"  {'step':20} {'CPU µs/doc':>11} {'in KB/doc':>10} {'out KB/doc':>10} {'tasks':>6} {'largest/mean':>12}")
    for name, s in engine.steps.items():
        skew = s.largest / (s.bytes_in / s.tasks)
        sizes = f"{s.bytes_in / documents / 1e3:10.2f} {s.bytes_out / documents / 1e3:10.2f}"
        print(f"  {name:20} {s.cpu / documents * 1e6:11.0f} {sizes} {s.tasks:6} {skew:12.1f}")
    total = sum(s.cpu for s in engine.steps.values())
    moved = sum(s.bytes_in for s in engine.steps.values())
    print(f"  {'all':20} {total / documents * 1e6:11.0f} {moved / documents / 1e3:10.2f}")
    return engine.steps


def plan(steps: dict[str, Step], corpus: Corpus, folder: Path) -> None:
    """Print what a billion documents would take, if each is like those measured."""
    documents = len(corpus.ids)
    letters = MANY * LETTERS
    here, there = sampling_for(documents * LETTERS), sampling_for(letters)
    print(f"\nA billion documents of {LETTERS:,} letters: n-grams of {there.k} letters, one in {there.every},")
    print(f"  {there.shares:,} shares; measured with n-grams of {here.k}, one in {here.every}, {here.shares} shares.")
    reckoned = pieces_bytes(documents * LETTERS, here) / documents
    real = steps["pieces"].bytes_out / documents
    print(f"  pieces, reckoned and measured here: {reckoned / 1e3:.1f} and {real / 1e3:.1f} KB/doc")
    for every in (there.every, 16, 64):
        sampling = Sampling(there.k, every, there.shares * there.every // every)
        size = pieces_bytes(letters, sampling)
        share = size / sampling.shares
        print(
            f"  pieces, one n-gram in {every:2}: {size / 1e12:6.1f} TB, {share / 1e6:5.0f} MB a share of {sampling.shares:,}"
        )
    cpu = {name: s.cpu / documents for name, s in steps.items()}
    # Seeds are found in pieces: their time grows with the bytes of pieces, and that of all else with the documents.
    grown = pieces_bytes(letters, there) / MANY / real
    cpu["seeds"] *= grown
    print(f"  seeds take {grown:.1f} times as long a document, since pieces overlap less")
    print(f"  core-hours of the kernels: {sum(cpu.values()) * MANY / 3600:,.0f}; by step:")
    for name, seconds in sorted(cpu.items(), key=lambda x: -x[1])[:6]:
        print(f"    {name:20} {seconds * MANY / 3600:8,.0f}")
    others = sum(s.bytes_in for name, s in steps.items() if name != "seeds") / documents * MANY
    print(f"  bytes that the other steps read: {others / 1e12:.0f} TB")
    begun = time.process_time()
    read_corpus(folder, LineageSettings(), folder.parent)
    reading = (time.process_time() - begun) / documents
    print(f"  the driver reads a billion documents in {reading * MANY / 3600:,.0f} hours, on one processor")
    each = sum(sys.getsizeof(x) for x in (*corpus.ids, *corpus.dates)) / documents + 8 * 5
    print(f"  the driver holds {each:.0f} bytes a document: {each * MANY / 1e9:.0f} GB")


def skew(corpus: Corpus) -> None:
    """Print how uneven the tasks are, and what stars save."""
    there = sampling_for(MANY * LETTERS)
    documents = len(corpus.ids)
    found = widths(corpus, sampling_for(documents * LETTERS, there.k))
    print(f"\nSkew: of {len(found):,} n-grams of {there.k} letters that several of the {documents:,} documents have,")
    for rank in (1, 10, 100, 1000):
        if rank <= len(found):
            print(f"  number {rank:4} stands in {found[rank - 1] / documents:7.2%} of them")
    most = LineageSettings().most_pairs
    pairs = int((found.astype(np.float64) * (found - 1) / 2).sum())
    stars = np.where(found > most, found - 1, found.astype(np.float64) * (found - 1) / 2)
    print(f"  pairs of places: {pairs:,} each with each, {int(stars.sum()):,} with stars above {most}")
    row = 2 * REACH + there.k + 24
    mean = pieces_bytes(MANY * LETTERS, there) / there.shares
    print(
        f"  in a billion documents a task has {mean / 1e6:.0f} MB of pieces in the mean; simulated, by the widest n-grams:"
    )
    chance = np.random.default_rng(7)
    for widest in (found[0] / documents, *WIDEST):
        # Groups as wide as Zipf has them, down to one document in a million; each goes to one share by its hash.
        sizes = widest * MANY / np.arange(1, int(widest * 1e6) + 1)
        loads = np.bincount(chance.integers(0, there.shares, len(sizes)), sizes * row, there.shares)
        even = max(mean - loads.mean(), 0.0)
        loads += even + chance.normal(0, np.sqrt(even * row), there.shares)
        each, star = float((sizes**2 / 2).sum()), float(sizes.sum())
        print(
            f"    widest {widest:6.2%}: largest task {loads.max() / 1e9:6.2f} GB, {loads.max() / loads.mean():6.1f} times the mean;"
            f" pairs {each:.0e}, with stars {star:.0e}"
        )


def main() -> None:
    """Take the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="*", default=["1000:4201", "5000:4202"], metavar="DOCUMENTS[:SEED]")
    parser.add_argument("--keep", type=Path, help="folder for the corpora")
    given = parser.parse_args()
    if not corpora.REUSE.exists():
        print("Skipped: there is no ../shared/reuse beside this repository.")
        return
    with tempfile.TemporaryDirectory() as where:
        folder = given.keep or Path(where)
        folder.mkdir(parents=True, exist_ok=True)
        for name in given.corpora:
            documents, _, seed = name.partition(":")
            path = Path(f"{corpora.made(folder, int(documents), int(seed or 1))}.corpus.jsonl")
            corpus, _ = read_corpus(path, LineageSettings(), folder)
            steps = measure(corpus)
        plan(steps, corpus, path)
        skew(corpus)


if __name__ == "__main__":
    main()
