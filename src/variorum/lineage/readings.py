"""The places where copies of one text differ, and what each copy has there: the evidence for a stemma."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from variorum.lineage.edits import Words, fold_word, is_slip
from variorum.lineage.fold import Ints
from variorum.model import Parallel, Span

_GAP = 8
"""Words from which what a copy lacks is one omission, and not a change at each of the places within it."""
_LIGHT = 0.5
"""What one word left out or put in weighs, that two copyists may leave out or put in alike; other changes weigh 1."""
_LACKS = -1


@dataclass(frozen=True, slots=True)
class Readings:
    """A row a place, a column an account."""

    sigla: tuple[str, ...]
    """The accounts, sorted."""
    codes: Ints
    """Number of the reading of each account at each place, in order of the text; -1 where it does not have the text."""
    weights: np.ndarray[tuple[int], np.dtype[np.float64]]
    """What agreement at each place weighs, 0 to 1."""
    words: tuple[Mapping[int, str], ...]
    """The readings of each place in words, by number."""
    slips: tuple[frozenset[int], ...]
    """Of each place the readings that are misspelt: a word that is not known, like one that is."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A change between the base of a passage and one of its copies."""

    start: int
    end: int
    siglum: str
    words: str


def collate(parallels: Iterable[Parallel], words: Mapping[str, Words], known: Callable[[str], bool]) -> Readings:
    """The readings of all accounts in the passages that they share.

    Each family of passages is collated against one of its accounts, that which shares most of it with the others; an
    account that shares nothing with that one lacks the text. Which account is the base does not matter to who agrees.
    """
    by_family: dict[int, list[Parallel]] = defaultdict(list)
    for p in parallels:
        by_family[p.family].append(p)
    sigla = sorted({s for found in by_family.values() for p in found for s in (p.a, p.b)})
    column = {s: n for n, s in enumerate(sigla)}
    rows: list[Ints] = []
    weights: list[float] = []
    shown: list[Mapping[int, str]] = []
    for _, found in sorted(by_family.items()):
        for start, end, changes, lacking, holders in _places(found, words):
            base = words[next(iter(holders))].text[start:end]
            row = np.full(len(sigla), _LACKS, np.int64)
            row[[column[s] for s in holders if s not in lacking]] = 0
            said = {0: " ".join(base.split())}
            numbers: dict[str, int] = {}
            for siglum, reading in sorted(changes.items()):
                number = numbers.setdefault(fold_word(reading), len(numbers) + 1)
                said.setdefault(number, reading)
                row[column[siglum]] = number
            if len({*row.tolist()} - {_LACKS}) > 1:
                rows.append(row)
                shown.append(said)
                short = (
                    min(len(w.split()) for w in said.values()) == 0 and max(len(w.split()) for w in said.values()) == 1
                )
                weights.append(_LIGHT if short else 1.0)
    slips = tuple(_slips(said, known) for said in shown)
    codes = np.array(rows, np.int64).reshape(-1, len(sigla))
    return Readings(tuple(sigla), codes, np.array(weights, np.float64), tuple(shown), slips)


def _places(
    found: Sequence[Parallel], words: Mapping[str, Words]
) -> list[tuple[int, int, dict[str, str], set[str], dict[str, None]]]:
    """Places of one passage in its base: start, end, changed readings, who lacks the text, who shares it (the base first)."""
    shared: dict[str, int] = defaultdict(int)
    for p in found:
        shared[p.a] += len(p.a_span)
        shared[p.b] += len(p.b_span)
    base = min(shared, key=lambda s: (-shared[s], s))
    held: dict[str, list[Span]] = defaultdict(list)
    gaps: dict[str, list[Span]] = defaultdict(list)
    changes: list[_Change] = []
    for p in found:
        if base not in (p.a, p.b):
            continue
        other = p.b if p.a == base else p.a
        held[other].append(p.a_span if p.a == base else p.b_span)
        for edit in p.edits:
            if edit.sort != "moved":
                mine, its = (edit.a, edit.b) if p.a == base else (edit.b, edit.a)
                for change in _word_by_word(words[base], mine, words[other], its, other):
                    if not change.words and len(words[base].within(mine)) >= _GAP:
                        gaps[other].append(mine)
                    else:
                        changes.append(change)
    result = []
    for start, end, inside in _clusters(changes):
        readings = {s: _reading(words[base].text, start, end, c) for s, c in inside.items()}
        result.append((start, end, readings, _within_any(gaps, start, end), _holders(base, held, start, end)))
    for gap in sorted({g for found in gaps.values() for g in found}):
        left_out = {s: "" for s, found in gaps.items() if gap in found}
        result.append((gap.start, gap.end, left_out, set(), _holders(base, held, gap.start, gap.end)))
    return sorted(result, key=lambda r: r[:2])


def _word_by_word(base: Words, mine: Span, other: Words, its: Span, siglum: str) -> list[_Change]:
    """A change as changes of single words, where as many words stand on one side as on the other."""
    x, y = base.within(mine), other.within(its)
    if len(x) != len(y) or len(x) < 2:
        return [_Change(mine.start, mine.end, siglum, its.of(other.text))]
    return [
        _Change(base.starts[i], base.ends[i], siglum, other.text[other.starts[j] : other.ends[j]])
        for i, j in zip(x, y, strict=True)
        if base.folded[i] != other.folded[j]
    ]


def _clusters(changes: Sequence[_Change]) -> list[tuple[int, int, dict[str, list[_Change]]]]:
    """Changes that overlap in the base as one place."""
    clusters: list[tuple[int, int, dict[str, list[_Change]]]] = []
    for c in sorted(changes, key=lambda c: (c.start, c.end, c.siglum, c.words)):
        last = clusters[-1] if clusters else None
        if last and (c.start < last[1] or (c.start, c.end) == last[:2]):
            clusters[-1] = (last[0], max(last[1], c.end), last[2])
        else:
            clusters.append((c.start, c.end, {}))
        clusters[-1][2].setdefault(c.siglum, []).append(c)
    return clusters


def _reading(text: str, start: int, end: int, changes: Sequence[_Change]) -> str:
    """What an account has at a place of the base, from its changes there."""
    parts, at = [], start
    for c in changes:
        parts += [text[at : c.start], c.words]
        at = max(at, c.end)
    return " ".join(" ".join([*parts, text[at:end]]).split())


def _slips(said: Mapping[int, str], known: Callable[[str], bool]) -> frozenset[int]:
    """The readings of a place that are one word, not known, and like another that is known."""
    single = {n: fold_word(w) for n, w in said.items() if len(w.split()) == 1}
    right = [w for w in single.values() if known(w)]
    return frozenset(n for n, w in single.items() if w not in right and any(is_slip(w, x) for x in right))


def _holders(base: str, held: Mapping[str, Sequence[Span]], start: int, end: int) -> dict[str, None]:
    return {base: None} | {
        s: None for s, spans in held.items() if any(x.start <= start and end <= x.end for x in spans)
    }


def _within_any(gaps: Mapping[str, Sequence[Span]], start: int, end: int) -> set[str]:
    return {s for s, found in gaps.items() if any(g.start <= start and end <= g.end for g in found)}
