"""Why the claims of an item are taken to be about one question: their links with their reasons, and digests of all that these rest on."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from variorum.collation.columns import Codes, Column
from variorum.collation.context import Context
from variorum.collation.groups import Meetings
from variorum.collation.linking import Prepared
from variorum.collation.links import Model, reasons
from variorum.collation.pairs import Flags
from variorum.model import Link

_CONVERSION = (("conversion", 1.0),)
"""Why a figure and its conversion are linked, whatever the weights."""


class Explained:
    """The links of the claims, of which those that are asked for are told."""

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
        limits = np.array([model.limit(prepared.kinds[members[0]]) for members in groups])
        same = self._item[met.g] == self._item[met.h]
        self._across = np.flatnonzero((between > 0) & same & (between >= limits[met.g]))
        self._between = between
        self.grounds = self._digests()
        """For each claim a digest of what its links to later ones rest on: where it is the same, so are they; empty for none."""

    def _within(self, group: Codes, scores: Column, most: int) -> Codes:
        """Places of the pairs of like values that are told."""
        pairs = self._prepared.like
        limits = np.array([self._model.limit(kind) for kind in self._prepared.kinds])
        kept = np.flatnonzero((group[pairs.a] == group[pairs.b]) & (scores >= limits[pairs.a]))
        # Pairs are in order, so the first of each claim are the first with their lower index.
        first = np.searchsorted(pairs.a[kept], pairs.a[kept])
        told: Codes = kept[np.arange(len(kept)) - first < most]
        return told

    def _digests(self) -> list[str]:
        """Digests over the other claim of each link, its score and its features."""
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
        x, y = first[self._met.g[self._across]], first[self._met.h[self._across]]
        contexts = self._prepared.contexts
        found = defaultdict[int, Any](hashlib.sha256)
        for a, b, score, values, sort in (
            (self._pairs.a, self._pairs.b, self._scores, told, self._pairs.converted),
            (x, y, self._between[self._across], across, np.zeros(len(across))),
        ):
            # All features as they are: sums of them would hide a change of the last digit, which may show in a reason.
            order = np.argsort(a, kind="stable")
            rows, others, of = np.column_stack((score, sort, values))[order], b[order].tolist(), a[order]
            starts = np.flatnonzero(np.diff(of, prepend=-1))
            ends = np.append(starts[1:], len(of))[: len(starts)]
            for claim, start, end in zip(of[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
                found[claim].update(",".join([contexts[i].claim.id for i in others[start:end]]).encode())
                found[claim].update(rows[start:end].tobytes())
        return [found[n].hexdigest()[:16] if n in found else "" for n in range(len(contexts))]

    def links(self, claims: Sequence[int]) -> dict[int, tuple[Link, ...]]:
        """The links from some claims to later ones, by the number of their item, in order."""
        wanted = np.zeros(len(self._prepared.contexts), np.bool_)
        wanted[claims] = True
        made: dict[int, list[Link]] = defaultdict(list)
        for n, link in (*self._of_values(wanted), *self._of_groups(wanted)):
            made[n].append(link)
        return {n: tuple(sorted(found, key=lambda link: (link.a, link.b))) for n, found in made.items()}

    def _of_values(self, wanted: Flags) -> Iterator[tuple[int, Link]]:
        """A link for each pair of claims of like values that is told."""
        mask = wanted[self._pairs.a]
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

    def _of_groups(self, wanted: Flags) -> Iterator[tuple[int, Link]]:
        """A link for each two groups of unlike values of an item that speak for one another."""
        contexts, groups = self._prepared.contexts, self._groups
        for n in self._across.tolist():
            g, h = int(self._met.g[n]), int(self._met.h[n])
            if not wanted[groups[g][0]]:
                continue
            x, y = contexts[groups[g][0]], contexts[groups[h][0]]
            why = reasons(self._model.unlike.get(self._prepared.kinds[groups[g][0]], {}), self._met.row(n))
            yield int(self._item[g]), _link(x, y, float(self._between[n]), why)


def _link(x: Context, y: Context, score: float, why: tuple[tuple[str, float], ...]) -> Link:
    first, second = sorted((x.claim.id, y.claim.id))
    return Link(first, second, round(score, 3), why)
