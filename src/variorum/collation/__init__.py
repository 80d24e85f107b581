"""From claims to items: the same question in other words."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from variorum.collation.columns import Column
from variorum.collation.context import Context
from variorum.collation.groups import Meetings
from variorum.collation.labels import labels_of, measure_of
from variorum.collation.linking import Prepared, compare_groups, join_groups, join_values, prepare
from variorum.collation.links import Model, learned, model_of, reasons
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
    met = compare_groups(prepared, groups)
    joined, between = join_groups(prepared, groups, met, model)
    progress("collation", 3, 3)
    inside = _inside(prepared, model, groups, scores, settings.most_links)
    across = _across(prepared, model, groups, met, between, joined)
    order = {c.id: n for n, c in enumerate(sorted(claims, key=lambda c: (c.siglum, c.span, c.kind, c.id)))}
    rows = []
    for n, parts in enumerate(joined):
        members = sorted((prepared.contexts[i] for g in parts for i in groups[g]), key=lambda c: order[c.claim.id])
        rows.append((members, tuple(link for g in parts for link in inside[g]) + tuple(across[n])))
    rows.sort(key=lambda row: order[row[0][0].claim.id])
    labels = labels_of([members for members, _ in rows])
    return tuple(_item(label, *row) for label, row in zip(labels, rows, strict=True)), ()


def _with_threshold(model: Model, threshold: float) -> Model:
    if not threshold:
        return model
    kinds = {group: threshold for step in model.thresholds.values() for group in step}
    return model_of(model.like, model.unlike, {"like": kinds, "unlike": kinds})


def _inside(
    prepared: Prepared, model: Model, groups: Sequence[Sequence[int]], scores: Column, most: int
) -> dict[int, list[Link]]:
    """Links of claims of like values by group, at most `most` from one claim to later ones, with their reasons."""
    of = np.zeros(len(prepared.contexts), np.int64)
    for n, group in enumerate(groups):
        of[group] = n
    pairs = prepared.like
    limits = np.array([model.limit("like", kind) for kind in prepared.kinds])
    kept = np.flatnonzero((of[pairs.a] == of[pairs.b]) & (scores >= limits[pairs.a]))
    # Pairs are in order, so the first of each claim are the first with their lower index.
    first = np.searchsorted(pairs.a[kept], pairs.a[kept])
    kept = kept[np.arange(len(kept)) - first < most]
    pairs = pairs.where(kept)
    made: dict[int, list[Link]] = defaultdict(list)
    rows = zip(pairs, pairs.converted.tolist(), scores[kept].tolist(), prepared.rows(pairs), strict=True)
    for (a, b), converted, score, row in rows:
        why = _CONVERSION if converted else reasons(model.like.get(prepared.kinds[a], {}), row)
        made[int(of[a])].append(_link(prepared.contexts[a], prepared.contexts[b], score, why))
    return made


def _across(
    prepared: Prepared,
    model: Model,
    groups: Sequence[Sequence[int]],
    met: Meetings,
    between: Column,
    joined: Sequence[Sequence[int]],
) -> list[list[Link]]:
    """For each item a link for each two of its groups of unlike values that speak for one another."""
    item = {g: n for n, parts in enumerate(joined) for g in parts}
    made: list[list[Link]] = [[] for _ in joined]
    for n in np.flatnonzero(between > 0).tolist():
        g, h = int(met.g[n]), int(met.h[n])
        kind = prepared.kinds[groups[g][0]]
        if item[g] == item[h] and between[n] >= model.limit("unlike", kind):
            x, y = prepared.contexts[groups[g][0]], prepared.contexts[groups[h][0]]
            why = reasons(model.unlike.get(kind, {}), met.row(n))
            made[item[g]].append(_link(x, y, float(between[n]), why))
    return made


_CONVERSION = (Reason("conversion", 1.0, "one gives the other in another unit"),)


def _link(x: Context, y: Context, score: float, why: tuple[Reason, ...]) -> Link:
    first, second = sorted((x.claim.id, y.claim.id))
    return Link(first, second, round(score, 3), why)


def _item(label: str, members: Sequence[Context], links: tuple[Link, ...]) -> Item:
    claims = [c.claim for c in members]
    ids = tuple(c.id for c in claims)
    name = hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:12]
    return Item(f"i{name}", claims[0].kind, label, measure_of(claims), ids, links)
