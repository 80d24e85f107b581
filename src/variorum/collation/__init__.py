"""From claims to items: the same question in other words."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from variorum.collation.clusters import APART, NEGLIGIBLE, cluster
from variorum.collation.context import Context, contexts_of
from variorum.collation.links import explain, forbidden, group_of, learned, probability
from variorum.collation.pairs import Features, candidates
from variorum.model import (
    Account,
    Claim,
    Event,
    Item,
    Link,
    Parallel,
    Person,
    Problem,
    Progress,
    ReadingView,
    Utterance,
    silent,
)
from variorum.settings import CollationSettings

_UNSURE = 0.5
"""Threshold of groups for which none is learned."""


def collate_claims(
    claims: Sequence[Claim],
    accounts: Sequence[Account],
    views: Mapping[str, ReadingView],
    parallels: Sequence[Parallel],
    event: Event,
    settings: CollationSettings,
    progress: Progress = silent,
) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """Items that together hold every claim once, in an order that does not depend on the order of the accounts.

    Pairs of one family of units are scored by a logistic model over named features (`weights.json`, trained by
    bench/links.py) and joined by average linkage down to a threshold of their group.
    """
    contexts = contexts_of(claims, accounts, views)
    aligned = aligned_places(contexts, parallels)
    features = Features(contexts)
    weights, thresholds = learned()["weights"], learned()["thresholds"]
    scores: dict[tuple[int, int], float] = {}
    for done, (a, b) in enumerate(candidates(contexts), 1):
        x, y = contexts[a], contexts[b]
        if forbidden(x, y):
            scores[a, b] = APART
        else:
            score = probability(weights.get(group_of(x), {"bias": -9.0}), features.of(x, y, float((a, b) in aligned)))
            if score > NEGLIGIBLE:
                scores[a, b] = score
        if done % 10_000 == 0:
            progress("collation", done, None)
    limits = {i: settings.threshold or thresholds.get(group_of(c), _UNSURE) for i, c in enumerate(contexts)}
    groups = cluster(len(contexts), scores, limits)
    links = defaultdict(list)
    cluster_of = {i: n for n, group in enumerate(groups) for i in group}
    for (a, b), score in scores.items():
        if cluster_of[a] == cluster_of[b] and score >= limits[a]:
            links[a].append((a, b, score))
    order = {c.id: n for n, c in enumerate(sorted(claims, key=lambda c: (c.siglum, c.span, c.kind, c.id)))}
    items = []
    for group in groups:
        members = sorted((contexts[i] for i in group), key=lambda c: order[c.claim.id])
        why = tuple(
            explain(contexts[a], contexts[b], features.of(contexts[a], contexts[b], float((a, b) in aligned)), score)
            for i in group
            for a, b, score in links[i][: settings.most_links]
        )
        items.append(_item(members, why))
    items.sort(key=lambda item: order[item.claims[0]])
    return tuple(items), ()


def aligned_places(contexts: Sequence[Context], parallels: Sequence[Parallel]) -> frozenset[tuple[int, int]]:
    """Index pairs of claims that stand at the same place of a passage that their accounts share."""
    here: dict[str, list[int]] = defaultdict(list)
    for i, c in enumerate(contexts):
        here[c.claim.siglum].append(i)
    found = set()
    for p in parallels:
        if p.kind == "boilerplate":
            continue
        left = [i for i in here[p.a] if p.a_span.contains(contexts[i].claim.span)]
        right = [i for i in here[p.b] if p.b_span.contains(contexts[i].claim.span)]
        stretch = len(p.b_span) / max(1, len(p.a_span))
        for i in left:
            x = contexts[i]
            expected = p.b_span.start + (x.claim.span.start - p.a_span.start) * stretch
            near = [j for j in right if contexts[j].family == x.family]
            if near:
                j = min(near, key=lambda k: (abs(contexts[k].claim.span.start - expected), k))
                y = contexts[j]
                beside = bool(x.left and y.left and x.left[0] == y.left[0]) or bool(
                    x.right and y.right and x.right[0] == y.right[0]
                )
                if abs(y.claim.span.start - expected) <= 25 + 0.05 * len(p.b_span) and beside:
                    found.add((min(i, j), max(i, j)))
    return frozenset(found)


def _item(members: Sequence[Context], links: tuple[Link, ...]) -> Item:
    claims = [c.claim for c in members]
    ids = tuple(c.id for c in claims)
    name = hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:12]
    measures = Counter(c.frame.measure for c in claims if c.frame.measure)
    measure = min(measures, key=lambda m: (-measures[m], m)) if measures else None
    return Item(f"i{name}", claims[0].kind, _label(claims, measure), measure, ids, links)


def _label(claims: Sequence[Claim], measure: str | None) -> str:
    """The question in a few words, from what most of its claims say."""

    def most(values: Sequence[str | None]) -> str | None:
        counts = Counter(v for v in values if v)
        return min(counts, key=lambda v: (-counts[v], v)) if counts else None

    first = claims[0]
    if isinstance(first.value, Utterance):
        words = first.value.words.split()
        return "“" + " ".join(words[:9]) + ("…”" if len(words) > 9 else "”")
    if isinstance(first.value, Person):
        return (
            f"person: {max((c.value.name for c in claims if isinstance(c.value, Person)), key=lambda n: (len(n), n))}"
        )
    frames = [c.frame for c in claims]
    if person := most([f.person for f in frames]):
        return f"{'age' if measure == 'aged' else measure or first.kind} of {person}"
    what = most([f.whom for f in frames]) or most([f.counted for f in frames])
    head = measure or most([f.predicate for f in frames]) or first.kind
    parts = [p for p in (what if what != head else None, most([f.place for f in frames])) if p]
    prefix = f"{first.kind}: " if first.kind in ("date", "duration", "time") else ""
    return prefix + head + (": " + ", ".join(parts) if parts else "")
