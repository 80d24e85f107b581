"""Weigh a table that somebody coded by hand: sources of unequal accuracy, values in many spellings, copying seen by shared errors.

Cells are read by their column (`cells`), lists part by part (`lists`), everything else as one value of many; sources that
share rare errors count once (`voices`). The accuracy of a source and the probability of a value are estimated in turn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from variorum.verdicts.cells import Key, Sort, clock, day, day_first, key_of, says_nothing, sort_of
from variorum.verdicts.lists import weigh_lists
from variorum.verdicts.scorer import LIKELY, LINES
from variorum.verdicts.voices import copying, counted, voices

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Row = tuple[str, str, str, str]

_WRONG = 10.0
"""Wrong values that a source could give for an item, as long as nobody gives them."""
_SHARED = 0.3
"""Share of the errors that go where other errors went: a wrong clock, an old page."""
_ROUNDS = 6
_RIGHT = 0.7, 4.0
"""Prior accuracy of a source, and the number of rows it weighs as much as."""
_LEAN = 8.0
"""Rows as much as which a source's accuracy over all columns weighs for its accuracy in one ..."""
_WHOLE = 2.0, 4
"""... and how many more for each of its rows there at first, fading over so many rounds. Sources that mean something else by
one column agree there among themselves, and would soon trust each other most: their other columns must speak first."""
_NEAR = 0.4
"""Support that a value lends to one it nearly equals."""
_REACH = {"time": 3.0, "date": 1.0, "number": 0.01}
"""Distance at which that support has fallen to a third: minutes, days, share of the number."""
_NAMED = 3
"""Cells that were left unread and are named for each item."""
_MARKS = ("::", "|", "#", "@", "/", ":", ";", ",", "\t", " - ", "_", " ")
"""Marks that may stand in the name of an item between the thing and its column."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a table says of one item."""

    item: str
    """Name of the item."""
    best: str | None
    """Likeliest value as its commonest source words it, None when refused."""
    low: str
    """Least of the values within the 90 % set for numbers, times and dates, else the likeliest value."""
    high: str
    """Greatest of them for numbers, times and dates, else the likeliest value."""
    probability: float
    """Probability of the likeliest value, 0 to 1."""
    independent: float
    """Sources behind it, copies discounted."""
    refused: str | None
    """Why no best value is given."""
    reasons: str
    """What the choice rests on, in words."""


def columns(items: Sequence[str]) -> list[str]:
    """For each item the column of a table it belongs to, as the end or the beginning of its name tells; else all "".

    >>> columns(["F1|dep", "F2|dep", "F3|arr"] * 40)[:3]
    ['dep', 'dep', 'arr']
    """
    for mark in _MARKS:
        if sum(mark in name for name in items) < len(items):
            continue
        cuts = [(n.split(mark, 1)[1], n.rsplit(mark, 1)[1], n.split(mark, 1)[0]) for n in items]
        for end in range(3):
            named = [cut[end] for cut in cuts]
            count = Counter(named)
            if 2 <= len(count) <= 30 and min(count.values()) >= 20 and not any(w.strip().isdigit() for w in count):
                return named
    return [""] * len(items)


def _factor(values: Sequence[str]) -> tuple[Ints, list[str]]:
    names = sorted(set(values))
    number_of = {n: i for i, n in enumerate(names)}
    return np.fromiter((number_of[v] for v in values), np.int64, len(values)), names


def _keys(cells: Sequence[str], items: Ints, order: Sort, name: str) -> list[Key | None]:
    """What each cell says, by what most of the cells of the column `name` can be."""
    first = order == "date" and day_first(cells)
    known = {c: key_of(c, order, day_first=first, name=name) for c in set(cells)}
    keys = [known[c] for c in cells]
    if order == "time":
        # The day counts only where all cells of an item give it.
        days = {c: day(c) for c in known}
        bare = {i for i, c in zip(items.tolist(), cells, strict=True) if days[c] is None and known[c] is not None}
        for at, (item, cell) in enumerate(zip(items.tolist(), cells, strict=True)):
            when = days[cell]
            if item not in bare and when is not None and (minute := clock(cell)) is not None:
                keys[at] = (float(minute), when[1], when[2])
    return keys


def _position(key: Key, order: Sort) -> float:
    """Where a value stands on the scale of its column."""
    if order == "date":
        return float(key[0]) * 372 + float(key[1]) * 31 + float(key[2])
    if order == "time" and len(key) == 3:
        return (float(key[1]) * 31 + float(key[2])) * 1440 + float(key[0])
    return float(key[0])


def _support(of: Ints, at: Floats, order: Sort, backing: Floats) -> Floats:
    """What near values add to each value: those up to three places below and above it in its item."""
    reach = _REACH[order]
    line = np.lexsort((at, of))
    item, place, power = of[line], at[line], np.maximum(backing[line], 0)
    added = np.zeros(len(of))
    for step in range(1, 4):
        apart = np.abs(place[step:] - place[:-step])
        if order == "number":
            apart = apart / np.maximum(np.maximum(np.abs(place[step:]), np.abs(place[:-step])), 1e-9)
        near = np.where(item[step:] == item[:-step], np.exp(-apart / reach), 0.0)
        added[:-step] += near * power[step:]
        added[step:] += near * power[:-step]
    result = np.empty(len(of))
    result[line] = _NEAR * added
    return result


def _per_item(of: Ints, score: Floats, unknown: float) -> Floats:
    """Probabilities of the values of each item from their scores; `unknown` other values have score 0."""
    top = np.zeros(int(of.max()) + 1)
    if not unknown:
        top[:] = -np.inf
    np.maximum.at(top, of, score)
    e = np.exp(score - top[of])
    p: Floats = e / (np.bincount(of, e, len(top)) + unknown * np.exp(-top))[of]
    return p


def _independent(s: Ints, v: Ints, of: Ints, p: Floats) -> Floats:
    """What each row counts beside those of sources that speak with one voice, given the probability of each value."""
    said = np.bincount(s)
    general = np.bincount(s, p[v]) / np.maximum(said, 1)
    return counted(s, v, voices(copying(s, v, of, p, general), len(said)))


def _atoms(s: Ints, v: Ints, of: Ints, column: Ints, places: tuple[Sort, Floats] | None) -> tuple[Floats, Floats]:
    """Probability of each value, and what each row counts, where an item has one true value."""
    sources, kinds = int(s.max()) + 1, int(column.max()) + 1
    cell = s * kinds + column[of[v]]
    said = np.bincount(s, minlength=sources)
    within = np.bincount(cell, minlength=sources * kinds)
    right = np.full(sources * kinds, 0.8)
    backers = np.bincount(v, minlength=len(of)).astype(np.float64)
    p = (backers + 0.2) / (np.bincount(of, backers) + 0.4)[of]
    counts = np.ones(len(s))
    for turn in range(_ROUNDS):
        if turn % 2 == 0:
            counts = _independent(s, v, of, p)
        mass = np.bincount(v, counts, len(of))
        whole = np.bincount(of, mass)
        expected = np.bincount(of, p * mass)
        # How often the value is met among the claims that would be wrong if another were true.
        # The first of them meets no other, the last all.
        alone = np.maximum(whole[of] - np.where(p > 0.5, 0, expected[of]) - 1, 1.0)
        popular = np.clip(np.maximum(mass - 1, 0) / 2 / alone, 0, 1)
        wrong = (1 - _SHARED) / _WRONG + _SHARED * popular
        weight = counts * np.log(right / (1 - right))[cell]
        backing: Floats = np.bincount(v, weight, len(of)).astype(np.float64) - mass * np.log(wrong)
        score = backing
        if places is not None:
            score = backing + _support(of, places[1], places[0], backing)
        p = _per_item(of, score / 1.4, _WRONG)
        overall = (np.bincount(s, p[v], sources) + _RIGHT[0] * _RIGHT[1]) / (said + _RIGHT[1])
        lean = _LEAN + _WHOLE[0] * max(0.0, 1 - turn / _WHOLE[1]) * within
        right = (np.bincount(cell, p[v], sources * kinds) + lean * np.repeat(overall, kinds)) / (within + lean)
        right = np.clip(right, 0.02, 0.98)
    return p, counts


def weigh_table(rows: Sequence[Row], *, always: bool = False) -> list[Weighed]:
    """The likeliest value of each item, sorted by item; rows are (source, item, value, network), network may be "".

    Sources of one network count as one voice. `always` gives a best value where it would be refused.
    """
    rows = sorted(set(rows))
    if not rows:
        return []
    s, _ = _factor([network or source for source, _, _, network in rows])
    o, items = _factor([r[1] for r in rows])
    cells = [r[2] for r in rows]
    column, names = _factor(columns(items))
    silent_cells = {c for c in set(cells) if says_nothing(c)}
    groups: dict[int, list[int]] = defaultdict(list)
    for at, kind in enumerate(column[o].tolist()):
        groups[kind].append(at)
    sorts: dict[int, Sort] = {}
    keys: list[Key | None] = [None] * len(rows)
    for kind, mine in groups.items():
        told = [cells[at] for at in mine]
        sorts[kind] = sort_of(Counter(c for c in told if c not in silent_cells))
        for at, key in zip(mine, _keys(told, o[mine], sorts[kind], names[kind]), strict=True):
            keys[at] = None if cells[at] in silent_cells else key
    # Cells that say nothing, or not what their column holds, count only where an item has no others.
    readable = {i for i, k in zip(o.tolist(), keys, strict=True) if k is not None}
    found: list[Weighed] = []
    for sort in sorted(set(sorts.values())):
        kinds = {k for k, its in sorts.items() if its == sort}
        mine = [
            at
            for at, (kind, item) in enumerate(zip(column[o].tolist(), o.tolist(), strict=True))
            if kind in kinds and item in readable and keys[at] is not None
        ]
        if mine:
            found += _weigh_sort(mine, s, o, cells, keys, column, sort, items, always=always)
    bare = [at for at, item in enumerate(o.tolist()) if item not in readable]
    if bare:
        text: list[Key | None] = [(c.casefold(),) for c in cells]
        found += _weigh_sort(bare, s, o, cells, text, column, "text", items, always=always)
    left: dict[str, list[str]] = defaultdict(list)
    for at, key in enumerate(keys):
        if key is None and cells[at] not in silent_cells and o[at] in readable:
            left[rows[at][1]].append(f"“{cells[at]}” ({rows[at][0]})")
    return sorted((_with_unread(w, left[w.item]) if w.item in left else w for w in found), key=lambda w: w.item)


def _with_unread(weighed: Weighed, left: Sequence[str]) -> Weighed:
    """The same, with the cells that were left unread told among the reasons."""
    more = f" and {len(left) - _NAMED} more" if len(left) > _NAMED else ""
    return replace(weighed, reasons=f"{weighed.reasons}; unread: {', '.join(left[:_NAMED])}{more}")


def _weigh_sort(
    mine: list[int],
    s: Ints,
    o: Ints,
    cells: Sequence[str],
    keys: Sequence[Key | None],
    column: Ints,
    order: Sort,
    items: Sequence[str],
    *,
    always: bool,
) -> list[Weighed]:
    """The items of columns of one sort."""
    chosen = np.asarray(mine)
    known, item = np.unique(o[chosen], return_inverse=True)
    who = np.unique(s[chosen], return_inverse=True)[1]
    numbers: dict[tuple[int, Key], int] = {}
    v = np.empty(len(mine), np.int64)
    for line, (at, i) in enumerate(zip(mine, item.tolist(), strict=True)):
        key = keys[at]
        assert key is not None
        v[line] = numbers.setdefault((i, key), len(numbers))
    of = np.fromiter((i for i, _ in numbers), np.int64, len(numbers))
    once = np.unique(who * len(numbers) + v, return_index=True)[1]
    s1, v1 = who[once], v[once]
    said = [k for _, k in numbers]
    places: Floats | None = None
    if order in ("path", "list"):
        parts = [tuple(str(w) for w in k) for k in said]
        p = _per_item(of, weigh_lists(s1, v1, of, parts, np.ones(len(once))), 0.0)
        counts = _independent(s1, v1, of, p)
        p = _per_item(of, weigh_lists(s1, v1, of, parts, counts), 0.0)
    else:
        if order in _REACH:
            places = np.array([_position(k, order) for k in said])
        p, counts = _atoms(s1, v1, of, column[known], None if places is None else (order, places))
    spelt: list[dict[str, int]] = [{} for _ in said]
    for line, at in enumerate(mine):
        forms = spelt[int(v[line])]
        forms[cells[at]] = forms.get(cells[at], 0) + 1
    words = [min(f, key=lambda w, f=f: (-f[w], w.isupper(), w)) for f in spelt]  # type: ignore[misc]
    behind: Floats = np.bincount(v1, counts, len(said)).astype(np.float64)
    backers = np.bincount(v1, minlength=len(said))
    ranked = _ranked(of, p, behind, words)
    return [
        _result(group, items[known[of[group[0]]]], p, behind, backers, words, places, always=always)
        for group in np.split(ranked, np.flatnonzero(np.diff(of[ranked])) + 1)
    ]


def _ranked(of: Ints, p: Floats, behind: Floats, words: Sequence[str]) -> Ints:
    """Values by item, likeliest first; of equals the one with most sources behind it, then by their words."""
    alphabet = np.empty(len(words), np.int64)
    alphabet[sorted(range(len(words)), key=words.__getitem__)] = np.arange(len(words))
    return np.lexsort((alphabet, -np.round(behind, 9), -np.round(p, 12), of))


def _result(
    group: Ints,
    item: str,
    p: Floats,
    behind: Floats,
    backers: Ints,
    words: Sequence[str],
    places: Floats | None,
    *,
    always: bool,
) -> Weighed:
    first = int(group[0])
    chance, lines, all_lines = float(p[first]), float(behind[first]), float(behind[group].sum())
    low = high = words[first]
    if places is not None:
        mass = np.cumsum(p[group]) / max(float(p[group].sum()), 1e-12)
        within = group[: int(np.searchsorted(mass, 0.9)) + 1].tolist()
        low, high = words[min(within, key=places.__getitem__)], words[max(within, key=places.__getitem__)]
    refused = None
    if chance < LIKELY:
        refused = f"No value reaches a probability of {LIKELY:.2f}; the likeliest has {chance:.2f}."
    elif all_lines < 1.5:
        refused = f"Only {all_lines:.1f} independent sources speak of it; 1.5 are asked for."
    elif lines < LINES:
        refused = f"Behind the likeliest value stand {lines:.1f} independent sources; {LINES} are asked for."
    reasons = f"{backers[first]} of {int(backers[group].sum())} sources, {lines:.1f} independent"
    best = words[first] if always or refused is None else None
    return Weighed(item, best, low, high, round(chance, 3), round(lines, 1), refused, reasons)
