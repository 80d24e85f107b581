"""Why the claims of an item are taken to be about one question: its links with their reasons, and a digest of all that they rest on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

import numpy as np

from variorum.collation.columns import Codes, Column
from variorum.collation.context import Context
from variorum.collation.groups import Meetings
from variorum.collation.linking import Prepared
from variorum.collation.links import Model, reasons
from variorum.model import Link, Reason

_CONVERSION = (Reason("conversion", 1.0, "one gives the other in another unit"),)


class Explained:
    """The links of the items, of which those that are asked for are put in words."""

    def __init__(
        self,
        prepared: Prepared,
        model: Model,
        groups: Sequence[Sequence[int]],
        scores: Column,
        met: Meetings,
        between: Column,
        joined: Sequence[Sequence[int]],
        most: int,
    ) -> None:
        """`joined` are the items as numbers of `groups`; `most` links are told from one claim to later ones of like value."""
        self._prepared, self._model, self._groups, self._met = prepared, model, groups, met
        group = np.zeros(len(prepared.contexts), np.int64)
        for n, members in enumerate(groups):
            group[members] = n
        self._item = np.zeros(len(groups), np.int64)
        for n, parts in enumerate(joined):
            self._item[parts] = n
        self._inside = self._within(group, scores, most)
        pairs = prepared.like.where(self._inside)
        self._pairs, self._scores = pairs, scores[self._inside]
        self._of_pair = self._item[group[pairs.a]]
        self._columns = [(at, list(named)) for at, named in prepared.named(pairs)]
        limits = np.array([model.limit("unlike", prepared.kinds[members[0]]) for members in groups])
        same = self._item[met.g] == self._item[met.h]
        self._across = np.flatnonzero((between > 0) & same & (between >= limits[met.g]))
        self._between = between
        self.grounds = self._digests(self._item[group], len(joined))
        """For each item a digest of what its links say: where it is the same, and the item is, so are the links."""

    def _within(self, group: Codes, scores: Column, most: int) -> Codes:
        """Places of the pairs of like values that are told."""
        pairs = self._prepared.like
        limits = np.array([self._model.limit("like", kind) for kind in self._prepared.kinds])
        kept = np.flatnonzero((group[pairs.a] == group[pairs.b]) & (scores >= limits[pairs.a]))
        # Pairs are in order, so the first of each claim are the first with their lower index.
        first = np.searchsorted(pairs.a[kept], pairs.a[kept])
        told: Codes = kept[np.arange(len(kept)) - first < most]
        return told

    def _digests(self, item: Codes, count: int) -> list[str]:
        """Digests over the claims of each link, by their places in the item, its score and its features."""
        order = np.argsort(item, kind="stable")
        heads = np.searchsorted(item[order], np.arange(count))
        place = np.empty(len(item), np.int64)
        place[order] = np.arange(len(item)) - heads[item[order]]
        names = sorted({name for _, named in self._columns for name, _ in named})
        told = np.zeros((len(self._pairs), len(names)))
        for at, named in self._columns:
            for name, column in named:
                told[at, names.index(name)] = column
        features = self._met.features
        across = np.zeros((len(self._across), len(features)))
        for n, name in enumerate(sorted(features)):
            across[:, n] = features[name][self._across]
        first = np.array([members[0] for members in self._groups], np.int64)
        met = self._met
        parts = (
            (self._of_pair, self._pairs.a, self._pairs.b, self._scores, told, self._pairs.converted),
            (
                self._item[met.g[self._across]],
                first[met.g[self._across]],
                first[met.h[self._across]],
                self._between[self._across],
                across,
                np.zeros(len(across)),
            ),
        )
        found = [hashlib.sha256() for _ in range(count)]
        for number, (of, a, b, score, values, sort) in enumerate(parts):
            # All features as they are: sums of them would hide a change of the last digit, which may show in a reason.
            rows = np.column_stack((np.full(len(of), number), place[a], place[b], score, sort, values))
            by_item = np.argsort(of, kind="stable")
            ordered, number_of = rows[by_item], of[by_item]
            starts = np.flatnonzero(np.diff(number_of, prepend=-1))
            ends = np.append(starts[1:], len(of))[: len(starts)]
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                found[number_of[start]].update(ordered[start:end].tobytes())
        return [f.hexdigest()[:16] for f in found]

    def links(self, items: Collection[int]) -> dict[int, tuple[Link, ...]]:
        """The links of some items, by their numbers: of like values first."""
        wanted = np.zeros(len(self._item) + 1, bool)
        wanted[list(items)] = True
        made: dict[int, list[Link]] = defaultdict(list)
        for n, link in (*self._of_values(wanted), *self._of_groups(wanted)):
            made[n].append(link)
        return {n: tuple(found) for n, found in made.items()}

    def _of_values(self, wanted: Codes) -> Iterator[tuple[int, Link]]:
        """A link for each pair of claims of like values that is told."""
        mask = wanted[self._of_pair]
        rows: list[dict[str, float]] = [{} for _ in range(len(self._pairs))]
        for at, named in self._columns:
            for name, column in named:
                for n in np.flatnonzero((column != 0) & mask[at]).tolist():
                    rows[at[n]][name] = float(column[n])
        prepared, pairs = self._prepared, self._pairs
        for n in np.flatnonzero(mask).tolist():
            a, b = int(pairs.a[n]), int(pairs.b[n])
            weights = self._model.like.get(prepared.kinds[a], {})
            why = _CONVERSION if pairs.converted[n] else reasons(weights, rows[n])
            yield int(self._of_pair[n]), _link(prepared.contexts[a], prepared.contexts[b], float(self._scores[n]), why)

    def _of_groups(self, wanted: Codes) -> Iterator[tuple[int, Link]]:
        """A link for each two groups of unlike values of an item that speak for one another."""
        contexts, groups = self._prepared.contexts, self._groups
        for n in self._across[wanted[self._item[self._met.g[self._across]]]].tolist():
            g, h = int(self._met.g[n]), int(self._met.h[n])
            x, y = contexts[groups[g][0]], contexts[groups[h][0]]
            why = reasons(self._model.unlike.get(self._prepared.kinds[groups[g][0]], {}), self._met.row(n))
            yield int(self._item[g]), _link(x, y, float(self._between[n]), why)


def _link(x: Context, y: Context, score: float, why: tuple[Reason, ...]) -> Link:
    first, second = sorted((x.claim.id, y.claim.id))
    return Link(first, second, round(score, 3), why)
