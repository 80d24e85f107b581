"""Joins claims into items in two steps: claims of like values into groups, then groups of unlike values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from variorum.collation.aligned import aligned_places
from variorum.collation.apart import Apart
from variorum.collation.candidates import candidates
from variorum.collation.clusters import APART, cluster
from variorum.collation.columns import Codes, Column, Columns, distinct
from variorum.collation.context import Context, contexts_of
from variorum.collation.conversions import conversions, in_one_currency
from variorum.collation.groups import Groups, Meetings, meetings
from variorum.collation.links import Model, group_of, probabilities
from variorum.collation.pairs import Features, Flags, Named
from variorum.collation.some import of_one_sex_or_age, unharmed_besides
from variorum.collation.tolls import OwnTolls, own_tolls
from variorum.model import Account, Claim, Parallel, ReadingView

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of claims as columns of indices into the contexts, the lower first, in order."""

    a: Codes
    b: Codes
    aligned: Flags
    """Whether both stand at the same place of a passage that their accounts share."""
    converted: Flags
    """Whether one gives the other in another unit."""
    apart: Flags
    """Whether they may not be joined."""

    def where(self, kept: Flags | Codes) -> Pairs:
        """The pairs that a mask or places keep."""
        return Pairs(self.a[kept], self.b[kept], self.aligned[kept], self.converted[kept], self.apart[kept])

    def __len__(self) -> int:
        return len(self.a)

    def __iter__(self) -> Iterator[Pair]:
        return zip(self.a.tolist(), self.b.tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class Prepared:
    """The claims of an edition, ready to be joined."""

    contexts: Sequence[Context]
    """All claims, by id."""
    features: Features
    """What pairs are compared by."""
    own: OwnTolls
    """The toll that each account gives as its own."""
    kinds: Sequence[str]
    """The group of weights of each claim."""
    like: Pairs
    """Pairs of like values, and all pairs of kinds without a scale."""
    unlike: Pairs
    """Pairs of unlike values."""

    def named(self, pairs: Pairs) -> Iterator[tuple[Codes, Named]]:
        """Features of pairs of like values, with the places of the pairs that they are of."""
        quotation, person = self.features.quotation[pairs.a], self.features.person[pairs.a]
        for mask, compare in (
            (quotation, self.features.quotations),
            (person, self.features.names),
            (~(quotation | person), None),
        ):
            at = np.flatnonzero(mask)
            a, b = pairs.a[at], pairs.b[at]
            if len(at):
                yield at, compare(a, b) if compare else self.features.values(a, b, pairs.aligned[at], equal=True)

    def rows(self, pairs: Pairs) -> list[dict[str, float]]:
        """Features of each pair of like values that are not 0."""
        made: list[dict[str, float]] = [{} for _ in range(len(pairs))]
        for at, named in self.named(pairs):
            for name, column in named:
                for n in np.flatnonzero(column).tolist():
                    made[at[n]][name] = float(column[n])
        return made


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
    aligned = aligned_places(contexts, parallels)
    columns = Columns(contexts)
    features = Features(columns)
    own = own_tolls(contexts)
    a, b = candidates(columns, aligned | {(x, y) for x, y in converted if contexts[x].family == contexts[y].family})
    is_converted = _among(a, b, converted, len(contexts))
    is_aligned = _among(a, b, aligned, len(contexts))
    apart = Apart(features, own.own, own.less).of(a, b, is_aligned) & ~is_converted
    pairs = Pairs(a, b, is_aligned, is_converted, apart)
    like = is_converted | features.quotation[a] | features.person[a] | features.same_value(a, b)
    return Prepared(contexts, features, own, [group_of(c) for c in contexts], pairs.where(like), pairs.where(~like))


def _among(a: Codes, b: Codes, pairs: frozenset[Pair], size: int) -> Flags:
    """Which of the pairs in order are among some others, which are few."""
    codes, made = a * size + b, np.zeros(len(a), np.bool_)
    some = np.array(sorted(x * size + y for x, y in pairs), np.int64)
    at = np.searchsorted(codes, some)
    some, at = some[at < len(codes)], at[at < len(codes)]
    made[at[codes[at] == some]] = True
    return made


def join_values(prepared: Prepared, model: Model) -> tuple[list[list[int]], Column]:
    """Groups of like values, and the probability of each pair of `prepared.like`."""
    pairs = prepared.like
    scores = np.zeros(len(pairs))
    for at, named in prepared.named(pairs):
        scores[at] = probabilities(model.like, prepared.kinds, pairs.a[at], named)
    scores[pairs.apart] = APART
    scores[pairs.converted] = 1.0
    limits = [model.limit(kind) for kind in prepared.kinds]
    return cluster(pairs.a, pairs.b, scores, limits), scores


def compare_groups(prepared: Prepared, groups: Sequence[Sequence[int]]) -> Meetings:
    """Each two groups with candidate pairs of unlike values, or with claims that are to stay apart."""
    together = Groups(prepared.contexts, groups)
    pairs, account = prepared.unlike, prepared.features.columns.account
    x, y = together.of_claim[pairs.a], together.of_claim[pairs.b]
    kept = x != y
    pairs, x, y = pairs.where(kept), x[kept], y[kept]
    named = prepared.features.values(pairs.a, pairs.b, pairs.aligned, equal=False)
    inside = account[pairs.a] == account[pairs.b]
    g, h, features = meetings(np.minimum(x, y), np.maximum(x, y), inside, named)
    features |= together.features(g, h)
    features["one toll"], apart = prepared.own.compare(groups, g, h, features)
    beside = prepared.own.of_some(groups, g, h)
    beside |= unharmed_besides(prepared.contexts, groups, g, h) | of_one_sex_or_age(prepared.contexts, groups, g, h)
    return _set_apart(Meetings(g, h, apart, beside, features), prepared, together.of_claim)


def _set_apart(met: Meetings, prepared: Prepared, of_claim: Codes) -> Meetings:
    """The meetings with groups marked of which any two claims are to stay apart."""
    size = int(of_claim.max(initial=0)) + 1
    apart = []
    own, less = prepared.own.own, prepared.own.less
    for pairs in (prepared.like, prepared.unlike):
        a, b = pairs.a[pairs.apart], pairs.b[pairs.apart]
        # An account's own toll, and some of these: other accounts may give as their toll what is a part to it.
        of_one = ((own[a] > 0) & (own[a] == less[b])) | ((own[b] > 0) & (own[b] == less[a]))
        x, y = of_claim[a[~of_one]], of_claim[b[~of_one]]
        apart.append((np.minimum(x, y) * size + np.maximum(x, y))[x != y])
    codes = distinct(np.concatenate(apart))
    known = met.g * size + met.h
    more = codes[~np.isin(codes, known)]
    every = np.concatenate((known, more))
    order = np.argsort(every, kind="stable")
    features = {name: np.concatenate((column, np.zeros(len(more))))[order] for name, column in met.features.items()}
    marked = np.concatenate((met.apart, np.zeros(len(more), bool)))[order]
    beside = np.concatenate((met.beside, np.zeros(len(more), bool)))[order]
    return Meetings(every[order] // size, every[order] % size, marked | np.isin(every[order], codes), beside, features)


def join_groups(
    prepared: Prepared, groups: Sequence[Sequence[int]], met: Meetings, model: Model
) -> tuple[list[list[int]], Column]:
    """Items as lists of groups, and the probability of each meeting."""
    kinds = [prepared.kinds[members[0]] for members in groups]
    scores = probabilities(model.unlike, kinds, met.g, met.features.items())
    limits = [model.limit(kind) for kind in kinds]
    date = np.array([kind == "date" for kind in kinds], np.bool_)
    # A month is compatible with all its days, and would join the days of many happenings.
    bridged = date[met.g] & (met.features["unlike"] > 0) & (scores < np.array(limits, float)[met.g])
    scores[met.apart | met.beside | bridged] = APART
    return cluster(met.g, met.h, scores, limits), scores
