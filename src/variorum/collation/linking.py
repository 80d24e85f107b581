"""Joins claims into items in two steps: claims of like values into groups, then groups of unlike values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from variorum.collation.aligned import aligned_places
from variorum.collation.clusters import APART, NEGLIGIBLE, cluster
from variorum.collation.context import Context, contexts_of
from variorum.collation.conversions import conversions, in_one_currency
from variorum.collation.groups import Groups
from variorum.collation.links import Model, forbidden, group_of, probability
from variorum.collation.pairs import Features, candidates, same_value
from variorum.model import Account, Claim, Parallel, ReadingView

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The claims of an edition, ready to be joined; pairs are indices into `contexts`, the lower first."""

    contexts: Sequence[Context]
    """All claims, by id."""
    features: Features
    """What pairs are compared by."""
    aligned: frozenset[Pair]
    """Claims at the same place of a passage that their accounts share."""
    converted: frozenset[Pair]
    """Claims of which one gives the other in another unit."""
    like: tuple[Pair, ...]
    """Pairs of like values, and all pairs of kinds without a scale."""
    unlike: tuple[Pair, ...]
    """Pairs of unlike values."""
    apart: frozenset[Pair]
    """Pairs that may not be joined."""

    def row(self, pair: Pair) -> dict[str, float]:
        """Named features of a pair."""
        x, y = self.contexts[pair[0]], self.contexts[pair[1]]
        return self.features.of(x, y, float(pair in self.aligned))


def prepare(
    claims: Sequence[Claim],
    accounts: Sequence[Account],
    views: Mapping[str, ReadingView],
    parallels: Sequence[Parallel],
) -> Prepared:
    """Contexts and pairs of `claims`."""
    contexts = contexts_of(claims, accounts, views)
    converted = conversions(contexts)
    contexts = in_one_currency(contexts, converted)
    like, unlike, apart = [], [], set()
    for pair in candidates(contexts):
        x, y = contexts[pair[0]], contexts[pair[1]]
        if pair not in converted and forbidden(x, y):
            apart.add(pair)
        if pair in converted or x.claim.kind in ("quotation", "person") or same_value(x, y):
            like.append(pair)
        else:
            unlike.append(pair)
    return Prepared(
        contexts,
        Features(contexts),
        aligned_places(contexts, parallels),
        converted,
        tuple(like),
        tuple(unlike),
        frozenset(apart),
    )


def join_values(prepared: Prepared, model: Model) -> tuple[list[list[int]], dict[Pair, float]]:
    """Groups of like values, and the probabilities they rest on."""
    scores: dict[Pair, float] = {}
    for pair in prepared.like:
        if pair in prepared.converted:
            scores[pair] = 1.0
        elif pair in prepared.apart:
            scores[pair] = APART
        else:
            name = group_of(prepared.contexts[pair[0]])
            p = probability(model.like.get(name, {"bias": -9.0}), prepared.row(pair))
            if p > NEGLIGIBLE:
                scores[pair] = p
    limits = {i: model.limit("like", group_of(c)) for i, c in enumerate(prepared.contexts)}
    return cluster(len(prepared.contexts), scores, limits), scores


def compare_groups(prepared: Prepared, groups: Sequence[Sequence[int]]) -> dict[Pair, dict[str, float] | None]:
    """Named features of each two groups with candidate pairs of unlike values; None for groups that may not be joined."""
    together = Groups(prepared.contexts, groups, prepared.features)
    pairs: dict[Pair, list[Pair]] = defaultdict(list)
    for a, b in prepared.unlike:
        g, h = together.of_claim[a], together.of_claim[b]
        if g != h:
            pairs[min(g, h), max(g, h)].append((a, b))
    rows: dict[Pair, dict[str, float] | None] = {}
    for (g, h), found in sorted(pairs.items()):
        if any(p in prepared.apart for p in found):
            rows[g, h] = None
            continue
        rows[g, h] = together.row(
            g,
            h,
            [
                (prepared.row(p), prepared.contexts[p[0]].claim.siglum == prepared.contexts[p[1]].claim.siglum)
                for p in found
            ],
        )
    for pair in prepared.apart:
        g, h = together.of_claim[pair[0]], together.of_claim[pair[1]]
        if g != h:
            rows[min(g, h), max(g, h)] = None
    return rows


def join_groups(
    prepared: Prepared, groups: Sequence[Sequence[int]], rows: Mapping[Pair, Mapping[str, float] | None], model: Model
) -> tuple[list[list[int]], dict[Pair, float]]:
    """Items as lists of groups, and the probabilities they rest on, by pair of groups."""
    kind = [group_of(prepared.contexts[g[0]]) for g in groups]
    scores: dict[Pair, float] = {}
    for (g, h), row in rows.items():
        if row is None:
            scores[g, h] = APART
            continue
        p = probability(model.unlike.get(kind[g], {"bias": -9.0}), row)
        if p > NEGLIGIBLE:
            scores[g, h] = p
    limits = {n: model.limit("unlike", k) for n, k in enumerate(kind)}
    return cluster(len(groups), scores, limits), scores
