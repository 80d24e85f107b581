"""Blocks: what travels between the steps of a search on many machines, as named arrays in bytes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from variorum.lineage.corpus import Corpus
from variorum.lineage.fold import Codes, Ints
from variorum.lineage.passages import Passage

Array = NDArray[Any]
Keyed = tuple[int, bytes]
"""A block and the number of the task that gets it."""


def pack(kind: str, **arrays: Array) -> bytes:
    """A block of one kind."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    return kind.encode() + b"\n" + file.getvalue()


def only(blocks: Iterable[bytes], kind: str) -> list[bytes]:
    """The blocks of one kind."""
    return [block for block in blocks if block.startswith(kind.encode() + b"\n")]


def unpack(blocks: Iterable[bytes], kind: str) -> Iterator[dict[str, Array]]:
    """The arrays of each block of one kind."""
    for block in only(blocks, kind):
        with np.load(io.BytesIO(block[len(kind) + 1 :]), allow_pickle=False) as arrays:
            yield dict(arrays)


def rows_of(blocks: Iterable[bytes], kind: str, columns: int) -> Ints:
    """The rows of all blocks of one kind, one below the other and in order."""
    rows = np.concatenate([np.zeros((0, columns), np.int64), *(b["rows"] for b in unpack(blocks, kind))])
    ordered: Ints = rows[np.lexsort(rows.T[::-1])]
    return ordered


@dataclass(frozen=True, slots=True)
class Documents:
    """Some documents of a corpus."""

    numbers: Ints
    """Their numbers in the whole corpus, in order."""
    places: Ints
    """Where each would stand if all were sorted by id."""
    corpus: Corpus
    """Names, dates and texts."""

    @classmethod
    def of(cls, blocks: Iterable[bytes]) -> Documents:
        """The documents of all blocks, each once."""
        found = {
            int(number): (int(place), row)
            for block in unpack(blocks, "documents")
            for number, place, row in zip(block["numbers"], block["places"], _texts(block), strict=True)
        }
        numbers = sorted(found)
        rows = [found[n][1] for n in numbers]
        lengths = np.array([len(text) for _, _, text in rows], np.int64)
        ends = np.cumsum(lengths)
        raw = np.concatenate([np.zeros(0, np.uint8), *(text for _, _, text in rows)])
        corpus = Corpus(
            tuple(name for name, _, _ in rows),
            tuple(date for _, date, _ in rows),
            np.stack((ends - lengths, ends), axis=1),
            raw,
        )
        return cls(np.array(numbers, np.int64), np.array([found[n][0] for n in numbers], np.int64), corpus)

    def block(self, which: Iterable[int]) -> bytes:
        """Those of them with these places in the order."""
        which = list(which)
        texts = [self.corpus.raw[slice(*self.corpus.spans[n])] for n in which]
        return pack(
            "documents",
            numbers=self.numbers[which],
            places=self.places[which],
            names=_joined([self.corpus.ids[n].encode() for n in which]),
            dates=_joined([(self.corpus.dates[n] or "").encode() for n in which]),
            lengths=np.array([len(t) for t in texts], np.int64),
            raw=np.concatenate([np.zeros(0, np.uint8), *texts]),
        )

    def local(self, rows: Ints) -> Ints:
        """The rows, whose first two columns are numbers, with places among these documents instead."""
        result = rows.copy()
        result[:, :2] = np.searchsorted(self.numbers, rows[:, :2])
        return result


def _texts(block: dict[str, Array]) -> Iterable[tuple[str, str | None, Codes]]:
    ends = np.cumsum(block["lengths"]).tolist()
    names, dates = _parted(block["names"]), _parted(block["dates"])
    for name, date, end, length in zip(names, dates, ends, block["lengths"].tolist(), strict=True):
        yield name, date or None, block["raw"][end - length : end]


def _joined(words: list[bytes]) -> Codes:
    """Words as an array: their lengths, then their bytes."""
    lengths = np.array([len(words), *map(len, words)], np.int64)
    return np.frombuffer(lengths.tobytes() + b"".join(words), np.uint8)


def _parted(array: Codes) -> list[str]:
    count = int(array[:8].view(np.int64)[0])
    lengths = array[8 : 8 + 8 * count].copy().view(np.int64).tolist()
    at, words = 8 + 8 * count, []
    for length in lengths:
        words.append(array[at : at + length].tobytes().decode())
        at += length
    return words


def passages_block(passages: Iterable[Passage], numbers: Ints | None = None) -> bytes:
    """Passages; their documents are places in `numbers` where it is given."""
    passages = list(passages)
    rows = [(p.a, p.b, p.a_start, p.a_end, p.b_start, p.b_end, p.score, len(p.pieces)) for p in passages]
    pieces = [piece for p in passages for piece in p.pieces]
    table = np.array(rows, np.int64).reshape(-1, 8)
    if numbers is not None:
        table[:, :2] = numbers[table[:, :2]]
    return pack("passages", rows=table, pieces=np.array(pieces, np.int64).reshape(-1, 4))


def passages_of(blocks: Iterable[bytes]) -> list[Passage]:
    """The passages of all blocks, by documents and place."""
    found = []
    for block in unpack(blocks, "passages"):
        pieces = [(a, a_end, b, b_end) for a, a_end, b, b_end in block["pieces"].tolist()]
        at = 0
        for a, b, a_start, a_end, b_start, b_end, score, count in block["rows"].tolist():
            found.append(Passage(a, b, a_start, a_end, b_start, b_end, score, tuple(pieces[at : at + count])))
            at += count
    return sorted(found, key=lambda p: (p.a, p.b, p.a_start, p.b_start, p.a_end, p.b_end))
