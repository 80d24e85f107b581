"""The search for passages spread over many machines: which step follows which, with the same bytes as on one.

Documents are numbered and parted here; from then on an engine carries blocks between tasks, and holds them.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

import numpy as np

from variorum.lineage import steps
from variorum.lineage.blocks import Documents, Keyed, pack, unpack
from variorum.lineage.corpus import Corpus
from variorum.lineage.families import Sets
from variorum.lineage.fold import PAD, Ints
from variorum.lineage.rows import numbered
from variorum.lineage.search import SIBLINGS, least_gate, least_score
from variorum.lineage.seeds import sampling_for
from variorum.lineage.steps import Plan
from variorum.lineage.strange import vocabulary_of
from variorum.settings import LineageSettings

_PART = 4_000_000
"""Bytes of text in one part of the documents: seconds of work, and what it needs of others fits in memory with it."""

Step = Callable[[int, list[bytes]], Iterable[Keyed]]
"""Takes the number of a task and its blocks, in any order, and gives blocks for the tasks of the next step."""


Table = TypeVar("Table", bound=Iterable[Keyed])
"""Blocks that an engine holds, each for a task, by task."""


class Engine(Protocol[Table]):
    """What carries blocks between tasks."""

    def table(self, name: str, blocks: Iterable[Keyed]) -> Table:
        """Take blocks in."""

    def by_key(self, name: str, step: Step, *tables: Table) -> Table:
        """What the step gives for every task, from the blocks that the tables have for it."""


def spread_lines(
    corpus: Corpus, settings: LineageSettings, engine: Engine[Table], *, families: bool = False, part: int = _PART
) -> Iterator[str]:
    """The rows of the corpus as lines of JSON, in order; `part` is the bytes of text in one part."""
    cuts = _cuts(corpus.spans, part)
    documents = engine.table("documents", _parts(corpus, cuts))
    sizes = engine.by_key("sizes", steps.count_letters, documents)
    plan = _plan(PAD * 2 + sum(int(b["rows"][0, 0]) for b in _all(sizes, "size")), cuts, settings)

    def step(name: str, function: Callable[..., Iterable[Keyed]], *tables: Table) -> Table:
        return engine.by_key(name, functools.partial(function, plan), *tables)

    pieces = step("pieces", steps.cut_pieces, documents)
    seeds = step("thinned", steps.thin_seeds, step("seeds", steps.find_seeds, pieces))
    passages = step("aligned", steps.align_seeds, engine.by_key("seeds-with-texts", steps.fetch, seeds, documents))
    joined = engine.by_key("edges", steps.edges, passages)
    groups = engine.table("groups", _groups(joined, cuts))
    regions = step("regions", steps.find_regions, step("grouped", steps.group, passages, groups))
    sought = step("regions-wanted", steps.want_regions, regions)
    siblings = step(
        "siblings", steps.seek_siblings, engine.by_key("regions-with-texts", steps.fetch, sought, documents)
    )
    told = step("passages-wanted", steps.want_passages, passages, siblings)
    told = engine.by_key("passages-with-texts", steps.fetch, told, documents)
    if families:
        sides = step("sides", steps.tell_sides, told, groups)
        lines = step("families", steps.tell_families, sides)
    else:
        vocabulary = vocabulary_of(corpus.text, len(corpus.ids))
        lines = engine.by_key("parallels", functools.partial(steps.tell_parallels, plan, vocabulary), told)
    ordered = engine.by_key("families-sorted" if families else "sorted", steps.sort_lines, lines)
    rows = (line for b in _all(ordered, "text") for line in b["text"].tobytes().decode().split("\n")[:-1])
    if families:
        # Only here all families are in one order, by which they are numbered.
        rows = (json.dumps(row, ensure_ascii=False) for row in numbered(map(json.loads, rows)))
    yield from rows


def _all(table: Iterable[Keyed], kind: str) -> Iterator[dict[str, Any]]:
    """The arrays of all blocks of a table, by task."""
    for _, block in table:
        yield from unpack([block], kind)


def _plan(size: int, cuts: Ints, settings: LineageSettings) -> Plan:
    return Plan(
        size=size,
        sampling=sampling_for(size, settings.ngram),
        gate=settings.gate or least_gate(size),
        least=settings.least or least_score(size),
        least_sibling=settings.least_sibling,
        bridge=settings.bridge,
        most_pairs=settings.most_pairs,
        siblings_pairs=settings.most_pairs // SIBLINGS,
        cuts=cuts,
    )


def _cuts(spans: Ints, size: int) -> Ints:
    """Where the documents are parted: each part has about so many bytes of text."""
    ends = np.cumsum(spans[:, 1] - spans[:, 0])
    wanted = np.arange(size, int(ends[-1]), size)
    return np.unique(np.concatenate(([0], np.searchsorted(ends, wanted, side="right"), [len(spans)])))


def _parts(corpus: Corpus, cuts: Ints) -> Iterator[Keyed]:
    """The documents, by part."""
    places = np.empty(len(corpus.ids), np.int64)
    places[sorted(range(len(corpus.ids)), key=corpus.ids.__getitem__)] = np.arange(len(corpus.ids))
    whole = Documents(np.arange(len(corpus.ids)), places, corpus)
    for number in range(len(cuts) - 1):
        yield number, whole.block(range(int(cuts[number]), int(cuts[number + 1])))


def _groups(edges: Iterable[Keyed], cuts: Ints) -> Iterator[Keyed]:
    """For each part the task of every document's group; groups, joined by no passage, are dealt out by their documents."""
    sets = Sets(int(cuts[-1]))
    for block in _all(edges, "edges"):
        for a, b in block["rows"].tolist():
            sets.union(a, b)
    roots = np.array([sets.find(n) for n in range(int(cuts[-1]))], np.int64)
    # By the number of its first document: in order of documents, those of one group to one task.
    parts = np.searchsorted(cuts, roots, side="right") - 1
    for number in range(len(cuts) - 1):
        yield number, pack("groups", rows=parts[cuts[number] : cuts[number + 1]])
