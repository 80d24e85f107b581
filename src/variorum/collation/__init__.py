"""From claims to items: the same question in other words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from variorum.collation.context import Context
from variorum.collation.explain import Explained
from variorum.collation.labels import labels_of, measure_of
from variorum.collation.linking import compare_groups, join_groups, join_values, prepare
from variorum.collation.links import learned
from variorum.model import Account, Claim, Item, Parallel, Problem, Progress, ReadingView, silent
from variorum.settings import CollationSettings

_NONE: Mapping[str, str] = MappingProxyType({})


def collate_claims(
    claims: Sequence[Claim],
    accounts: Sequence[Account],
    views: Mapping[str, ReadingView],
    parallels: Sequence[Parallel],
    settings: CollationSettings,
    progress: Progress = silent,
    told: Mapping[str, str] = _NONE,
) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """Items that together hold every claim once, in an order that does not depend on the order of the accounts.

    Claims of like values are joined first, then groups of unlike values; each step is scored by a logistic model over
    named features (`weights.json`, trained by bench/links.py) and joins by average linkage down to a threshold. Links from a
    claim whose grounds are those that it has in `told`, by id, are left out.
    """
    prepared = prepare(claims, accounts, views, parallels)
    progress("collation", 1, 3)
    model = replace(learned(), threshold=settings.threshold)
    groups, scores = join_values(prepared, model)
    progress("collation", 2, 3)
    met = compare_groups(prepared, groups)
    joined, between = join_groups(prepared, groups, met, model)
    progress("collation", 3, 3)
    explained = Explained(prepared, model, groups, scores, met, between, joined, settings.most_links)
    order = {c.id: n for n, c in enumerate(sorted(claims, key=lambda c: (c.siglum, c.span, c.kind, c.id)))}
    rows = []
    for n, parts in enumerate(joined):
        members = sorted((prepared.contexts[i] for g in parts for i in groups[g]), key=lambda c: order[c.claim.id])
        rows.append((members, n))
    rows.sort(key=lambda row: order[row[0][0].claim.id])
    labels = labels_of([members for members, _ in rows])
    items = [_item(label, members) for label, (members, _) in zip(labels, rows, strict=True)]
    grounds = {c.claim.id: ground for c, ground in zip(prepared.contexts, explained.grounds, strict=True)}
    links = explained.links(
        [n for n, c in enumerate(prepared.contexts) if told.get(c.claim.id) != explained.grounds[n]]
    )
    return tuple(
        replace(item, links=links.get(n, ()), grounds=tuple(grounds[i] for i in item.claims))
        for (_, n), item in zip(rows, items, strict=True)
    ), ()


def _item(label: str, members: Sequence[Context]) -> Item:
    claims = [c.claim for c in members]
    ids = tuple(c.id for c in claims)
    name = hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:12]
    return Item(f"i{name}", claims[0].kind, label, measure_of(claims), ids)
