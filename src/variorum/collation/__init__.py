"""From claims to items: the same question in other words."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from variorum.collation.context import Context
from variorum.collation.labels import label_of, measure_of
from variorum.collation.linking import Pair, Prepared, compare_groups, join_groups, join_values, prepare
from variorum.collation.links import Model, group_of, learned, model_of, reasons
from variorum.model import Account, Claim, Item, Link, Parallel, Problem, Progress, ReadingView, Reason, silent
from variorum.settings import CollationSettings


def collate_claims(
    claims: Sequence[Claim],
    accounts: Sequence[Account],
    views: Mapping[str, ReadingView],
    parallels: Sequence[Parallel],
    settings: CollationSettings,
    progress: Progress = silent,
) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """Items that together hold every claim once, in an order that does not depend on the order of the accounts.

    Claims of like values are joined first, then groups of unlike values; each step is scored by a logistic model over
    named features (`weights.json`, trained by bench/links.py) and joins by average linkage down to a threshold.
    """
    prepared = prepare(claims, accounts, views, parallels)
    progress("collation", 1, 3)
    model = _with_threshold(learned(), settings.threshold)
    groups, scores = join_values(prepared, model)
    progress("collation", 2, 3)
    rows = compare_groups(prepared, groups)
    joined, between = join_groups(prepared, groups, rows, model)
    progress("collation", 3, 3)
    links = _Links(prepared, model, groups, scores, rows, between, settings.most_links)
    order = {c.id: n for n, c in enumerate(sorted(claims, key=lambda c: (c.siglum, c.span, c.kind, c.id)))}
    items = []
    for parts in joined:
        members = sorted((prepared.contexts[i] for g in parts for i in groups[g]), key=lambda c: order[c.claim.id])
        items.append(_item(members, links.within(parts)))
    items.sort(key=lambda item: order[item.claims[0]])
    return tuple(items), ()


def _with_threshold(model: Model, threshold: float) -> Model:
    if not threshold:
        return model
    kinds = {group: threshold for step in model.thresholds.values() for group in step}
    return model_of(model.like, model.unlike, {"like": kinds, "unlike": kinds})


class _Links:
    """The links that hold an item together, with their reasons."""

    def __init__(
        self,
        prepared: Prepared,
        model: Model,
        groups: Sequence[Sequence[int]],
        scores: Mapping[Pair, float],
        rows: Mapping[Pair, Mapping[str, float] | None],
        between: Mapping[Pair, float],
        most: int,
    ) -> None:
        self.prepared, self.model, self.groups, self.rows, self.between = prepared, model, groups, rows, between
        self.most, self.scores = most, scores
        of = {i: n for n, group in enumerate(groups) for i in group}
        self.inside: dict[int, list[Pair]] = defaultdict(list)
        for a, b in sorted(scores):
            limit = model.limit("like", group_of(prepared.contexts[a]))
            if of[a] == of[b] and scores[a, b] >= limit:
                self.inside[a].append((a, b))

    def within(self, parts: Sequence[int]) -> tuple[Link, ...]:
        """Links of claims of like values, then one for each two groups of unlike values."""
        made = []
        for g in parts:
            pairs = [pair for i in self.groups[g] for pair in self.inside[i][: self.most]]
            made += [self._link(pair, self.scores[pair], self._said(pair)) for pair in pairs]
        for k, g in enumerate(parts):
            for h in parts[k + 1 :]:
                row, score = self.rows.get((g, h)), self.between.get((g, h), 0.0)
                kind = group_of(self.prepared.contexts[self.groups[g][0]])
                if row is not None and score >= self.model.limit("unlike", kind):
                    pair = min(self.groups[g][0], self.groups[h][0]), max(self.groups[g][0], self.groups[h][0])
                    made.append(self._link(pair, score, reasons(self.model.unlike.get(kind, {}), row)))
        return tuple(made)

    def _said(self, pair: Pair) -> tuple[Reason, ...]:
        if pair in self.prepared.converted:
            return (Reason("conversion", 1.0, "one gives the other in another unit"),)
        kind = group_of(self.prepared.contexts[pair[0]])
        return reasons(self.model.like.get(kind, {}), self.prepared.row(pair))

    def _link(self, pair: Pair, score: float, why: tuple[Reason, ...]) -> Link:
        first, second = sorted(self.prepared.contexts[i].claim.id for i in pair)
        return Link(first, second, round(score, 3), why)


def _item(members: Sequence[Context], links: tuple[Link, ...]) -> Item:
    claims = [c.claim for c in members]
    ids = tuple(c.id for c in claims)
    name = hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:12]
    measure = measure_of(claims)
    return Item(f"i{name}", claims[0].kind, label_of(members, measure), measure, ids, links)
