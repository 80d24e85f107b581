"""The steps of a search on many machines: each takes the blocks of one task and gives blocks to the tasks of the next step.

A task is a share of the n-grams, by hash, or a part of the documents, by number. What is computed is what `search` computes,
by the same functions: they see pieces of documents, or some documents, instead of all.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from variorum.lineage import siblings
from variorum.lineage.blocks import Documents, Keyed, only, pack, passages_block, passages_of, rows_of, unpack
from variorum.lineage.crowds import thin
from variorum.lineage.extend import Stretches
from variorum.lineage.fold import PAD, STEP, Folding, Ints, Letters, lay, room_for
from variorum.lineage.passages import Passage, join_stretches
from variorum.lineage.rows import families_of, in_order, parallel_rows, passage_sides
from variorum.lineage.search import Kernels, kernels_for
from variorum.lineage.seeds import REACH, Sampling, Seeds, ngrams, sorted_seeds
from variorum.lineage.strange import Vocabulary
from variorum.model import Span


@dataclass(frozen=True, slots=True)
class Plan:
    """What all tasks of a search know."""

    size: int
    """Places that the letters of the corpus would take, laid one after another."""
    sampling: Sampling
    """Which n-grams are compared."""
    gate: int
    """Score of the letters around a seed."""
    least: int
    """Score of a passage."""
    least_sibling: int
    """Score of a passage in two documents that both share it with a third."""
    bridge: int
    """Letters between two stretches of one passage."""
    most_pairs: int
    """Documents with one n-gram that are compared each with each."""
    siblings_pairs: int
    """Copies of one place above which none is sought for being lost."""
    cuts: Ints
    """Number of the first document of each part, and one past the last of all."""

    def part(self, numbers: Ints) -> Ints:
        """The part that each document is in."""
        result: Ints = np.searchsorted(self.cuts, numbers, side="right") - 1
        return result

    def kernels(self) -> Kernels:
        """The kernels for so much text."""
        return kernels_for(self.size)


def _letters(documents: Documents, kernels: Kernels) -> Letters:
    corpus = documents.corpus
    write = functools.partial(kernels.write_letters, Folding())
    return lay(corpus.raw, corpus.spans, write, lambda size: np.empty(size, np.uint8))


def count_letters(key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """How many places the letters of a part take."""
    documents = Documents.of(blocks)
    letters = _letters(documents, kernels_for(len(documents.corpus.raw)))
    yield key, pack("size", rows=np.array([[room_for(letters.ends - letters.starts).sum()]], np.int64))


def cut_pieces(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """For every share of the n-grams the pieces of a part's documents that hold them, with the letters that the gate looks at."""
    documents = Documents.of(blocks)
    letters = _letters(documents, plan.kernels())
    k, every, shares = plan.sampling.k, plan.sampling.every, plan.sampling.shares
    hashes, places, owners = ngrams(letters, k, every - 1, 0)
    share = (hashes & np.uint64(every * shares - 1)).astype(np.int64) // every
    for number in range(shares):
        at, owner = places[share == number], owners[share == number]
        if not len(at):
            continue
        first = np.maximum(at - REACH, letters.starts[owner])
        last = np.minimum(at + k + REACH, letters.ends[owner])
        # Places are in order, so that a piece begins where it lies apart from all before it.
        begins = np.ones(len(at), np.bool_)
        begins[1:] = (owner[1:] != owner[:-1]) | (first[1:] > last[:-1])
        heads = np.flatnonzero(begins)
        first, last, owner = first[heads], np.maximum.reduceat(last, heads), owner[heads]
        yield (
            number,
            pack(
                "pieces",
                rows=np.stack((documents.numbers[owner], first - letters.starts[owner], last - first), axis=1),
                codes=np.concatenate([letters.codes[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]),
            ),
        )


def find_seeds(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The seeds of one share of the n-grams, for the part of their later document."""
    found = list(unpack(blocks, "pieces"))
    rows, codes = np.concatenate([b["rows"] for b in found]), np.concatenate([b["codes"] for b in found])
    sources = np.cumsum(rows[:, 2]) - rows[:, 2]
    order = np.lexsort((rows[:, 1], rows[:, 0]))
    (owners, offsets, lengths), sources = rows[order].T, sources[order]
    # A piece lies as it does in its document: at the same place within eight.
    shift = offsets % STEP
    taken = room_for(shift + lengths)
    starts = PAD + np.cumsum(taken) - taken + shift
    laid = np.zeros(PAD * 2 + int(taken.sum()), np.uint8)
    for start, source, length in zip(starts.tolist(), sources.tolist(), lengths.tolist(), strict=True):
        laid[start : start + length] = codes[source : source + length]
    letters = Letters(laid, starts, starts + lengths, owners)
    seeds = plan.kernels().share_seeds(letters, plan.sampling, plan.most_pairs, plan.gate, key)
    for column in (2, 3):
        piece = np.searchsorted(starts, seeds[:, column], side="right") - 1
        seeds[:, column] += offsets[piece] - starts[piece]
    yield from _to_parts(plan, "seeds", seeds)


def _to_parts(plan: Plan, kind: str, rows: Ints) -> Iterator[Keyed]:
    """Rows that begin with two documents, for the part of the second."""
    part = plan.part(rows[:, 1])
    for number in np.unique(part).tolist():
        yield number, pack(kind, rows=rows[part == number])


def _wanted(plan: Plan, key: int, pairs: Ints) -> Iterator[Keyed]:
    """For each part of the documents, which of them are wanted by the task `key`."""
    numbers = np.unique(pairs)
    part = plan.part(numbers)
    for number in np.unique(part).tolist():
        yield number, pack("wanted", by=np.array([key]), numbers=numbers[part == number])


def thin_seeds(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The seeds of a part without those of crowds, and the documents that they need."""
    rows = rows_of(blocks, "seeds", 4)
    if not len(rows):
        return
    # Only how long the later documents are counts, and which they are; no letter is looked at.
    local = rows.copy()
    local[:, 1] -= plan.cuts[key]
    ends = np.zeros(int(local[:, 1].max()) + 1, np.int64)
    np.maximum.at(ends, local[:, 1], local[:, 3])
    seeds = thin(Letters(np.zeros(0, np.uint8), np.zeros_like(ends), ends), sorted_seeds(local), plan.most_pairs)
    rows = np.stack((seeds.a, seeds.b + plan.cuts[key], seeds.at_a, seeds.at_b), axis=1)
    yield key, pack("seeds", rows=rows)
    yield from _wanted(plan, key, rows[:, :2])


def fetch(key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The documents that other tasks want of a part; all else stays with its task."""
    for block in blocks:
        if not only([block], "documents") and not only([block], "wanted"):
            yield key, block
    wanted = sorted((int(w["by"][0]), w["numbers"]) for w in unpack(blocks, "wanted"))
    if not wanted:
        return
    documents = Documents.of(blocks)
    for by, numbers in wanted:
        yield by, documents.block(np.searchsorted(documents.numbers, numbers).tolist())


def align_seeds(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The passages around the seeds of a part."""
    rows = rows_of(blocks, "seeds", 4)
    if not len(rows):
        return
    documents = Documents.of(blocks)
    kernels = plan.kernels()
    letters = _letters(documents, kernels)
    local = documents.local(rows)
    local[:, 2] += letters.starts[local[:, 0]]
    local[:, 3] += letters.starts[local[:, 1]]
    grown: Stretches = kernels.grow(letters, Seeds(*(local[:, i].copy() for i in range(4))), plan.sampling.k)
    yield key, passages_block(join_stretches(grown, plan.least, plan.bridge), documents.numbers)


def edges(key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """Which documents the passages of a part join."""
    pairs = {(p.a, p.b) for p in passages_of(blocks)}
    yield key, pack("edges", rows=np.array(sorted(pairs), np.int64).reshape(-1, 2))


def group(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The passages of a part, each for the task that has all documents joined with its own."""
    groups = _groups(blocks)
    by_group: dict[int, list[Passage]] = {}
    for p in passages_of(blocks):
        by_group.setdefault(int(groups[p.b - plan.cuts[key]]), []).append(p)
    for number, passages in sorted(by_group.items()):
        yield number, passages_block(passages)


def _groups(blocks: list[bytes]) -> Ints:
    (block,) = unpack(blocks, "groups")
    result: Ints = block["rows"]
    return result


def find_regions(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """Where siblings are to be sought among documents joined by passages, for the parts of the later documents."""
    yield from _to_parts(plan, "regions", siblings.regions_of(passages_of(blocks), plan.siblings_pairs))


def want_regions(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The regions of a part, and the documents that they need."""
    yield from ((key, block) for block in blocks)
    yield from _wanted(plan, key, rows_of(blocks, "regions", 6)[:, :2])


def seek_siblings(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The passages in the regions of a part."""
    rows = rows_of(blocks, "regions", 6)
    if not len(rows):
        return
    documents = Documents.of(blocks)
    kernels = plan.kernels()
    letters = _letters(documents, kernels)
    found = siblings.passages_within(
        letters, documents.local(rows), kernels.grow, kernels.region_seeds, plan.least_sibling, plan.bridge
    )
    yield key, passages_block(found, documents.numbers)


def want_passages(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The passages of a part, and the documents that they need."""
    yield from ((key, block) for block in blocks)
    pairs = np.array([(p.a, p.b) for p in passages_of(blocks)], np.int64).reshape(-1, 2)
    yield from _wanted(plan, key, pairs)


def _with_documents(blocks: list[bytes]) -> tuple[Documents, list[Passage], Ints]:
    """Documents, passages between places in them in the order of rows, and the key of each row, which sorts them all."""
    documents = Documents.of(blocks)
    place = {number: n for n, number in enumerate(documents.numbers.tolist())}
    passages = [
        Passage(place[p.a], place[p.b], p.a_start, p.a_end, p.b_start, p.b_end, p.score, p.pieces)
        for p in passages_of(blocks)
    ]
    ordered = in_order(passages, documents.corpus.ids)
    keys = []
    for p in ordered:
        a, b = int(documents.places[p.a]), int(documents.places[p.b])
        starts = (a, b, p.a_start, p.b_start) if a < b else (b, a, p.b_start, p.a_start)
        keys.append((*starts, p.a_end, p.b_end))
    return documents, ordered, np.array(keys, np.int64).reshape(-1, 6)


def tell_parallels(plan: Plan, vocabulary: Vocabulary, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The rows of the passages of a part, as lines, for the tasks that sort them."""
    documents, passages, keys = _with_documents(blocks)
    rows = parallel_rows(documents.corpus, Folding(), passages, lambda: vocabulary)
    yield from _to_sorters(plan, keys, [json.dumps(row, ensure_ascii=False) for row in rows])


def _to_sorters(plan: Plan, keys: Ints, lines: list[str]) -> Iterator[Keyed]:
    """Lines for the tasks that sort them, by the place that the first document has by its id."""
    sorter = plan.part(keys[:, 0])
    for number in np.unique(sorter).tolist():
        mine = np.flatnonzero(sorter == number)
        text = "\n".join(lines[n] for n in mine.tolist()).encode()
        yield number, pack("lines", keys=keys[mine], text=np.frombuffer(text, np.uint8))


def sort_lines(key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The lines of one stretch of the result, in order."""
    found: list[tuple[list[int], str]] = []
    for block in unpack(blocks, "lines"):
        found += zip(block["keys"].tolist(), block["text"].tobytes().decode().split("\n"), strict=True)
    found.sort()
    text = "".join(line + "\n" for _, line in found).encode()
    yield key, pack("text", text=np.frombuffer(text, np.uint8))


def tell_sides(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """Both sides of every passage of a part, for the task that has all documents joined with its own."""
    documents, passages, keys = _with_documents(blocks)
    groups = _groups(blocks)
    corpus = documents.corpus
    by_group: dict[int, list[tuple[object, ...]]] = {}
    for p, order, sides in zip(passages, keys.tolist(), passage_sides(corpus, Folding(), passages), strict=True):
        told = [(int(documents.numbers[n]), corpus.ids[n], corpus.dates[n], s.start, s.end) for n, s in sides]
        by_group.setdefault(int(groups[documents.numbers[p.b] - plan.cuts[key]]), []).append((order, told))
    for number, rows in sorted(by_group.items()):
        text = json.dumps(rows, ensure_ascii=False).encode()
        yield number, pack("sides", text=np.frombuffer(text, np.uint8))


def tell_families(plan: Plan, key: int, blocks: list[bytes]) -> Iterator[Keyed]:
    """The families among documents joined by passages, as lines, for the tasks that sort them."""
    found = [row for b in unpack(blocks, "sides") for row in json.loads(b["text"].tobytes())]
    rows = sorted(found, key=lambda row: row[0])
    numbers = sorted({side[0] for _, sides in rows for side in sides})
    place = {number: n for n, number in enumerate(numbers)}
    named = {side[0]: (side[1], side[2]) for _, sides in rows for side in sides}
    ids, dates = [named[n][0] for n in numbers], [named[n][1] for n in numbers]
    spans = [[(place[n], Span(start, end)) for n, _, _, start, end in sides] for _, sides in rows]
    keys, lines = [], []
    for first, places in families_of([(a, b) for a, b in spans], ids, dates):
        keys.append(rows[first][0])
        lines.append(json.dumps(places, ensure_ascii=False))
    yield from _to_sorters(plan, np.array(keys, np.int64).reshape(-1, 6), lines)
