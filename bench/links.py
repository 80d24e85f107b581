"""Trains the weights of collation on the gold events, and scores links by cross-validation by event.

`python bench/links.py` prints figures in which every event is scored by weights and thresholds of the other events;
`python bench/links.py --write` trains on all events and writes src/variorum/collation/weights.json.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from gold import events as gold_events
from gold import gathered, scorer
from variorum.collation import aligned_places
from variorum.collation.clusters import APART, cluster
from variorum.collation.context import contexts_of
from variorum.collation.links import GROUPS, forbidden, group_of, probability
from variorum.collation.pairs import Features, candidates
from variorum.pipeline import make_edition
from variorum.present.exports import claim_rows
from variorum.settings import Settings
from variorum.text import clean_text

ROOT = Path(__file__).resolve().parents[1]
RIDGE = 3.0
STEPS = np.arange(0.2, 0.72, 0.04)


class Event:
    """One event's pairs, with their features and whether gold links them."""

    def __init__(self, folder: Path, score: Any) -> None:
        with gathered(folder) as gathering:
            edition = make_edition([gathering])
        self.folder = folder
        views = {a.siglum: clean_text(a, Settings().text)[0] for a in edition.accounts}
        self.contexts = contexts_of(edition.claims, edition.accounts, views)
        aligned = aligned_places(self.contexts, edition.parallels)
        features = Features(self.contexts)
        by_id = {str(row["id"]): row for row in claim_rows(edition)}
        self.rows = [by_id[c.claim.id] for c in self.contexts]
        gold = score.lines(folder / "claims.jsonl")
        item_of, used = {}, set()
        for g in gold:
            hit = next(
                (
                    i
                    for i, p in enumerate(self.rows)
                    if g["kind"] in score.KINDS
                    and i not in used
                    and p["kind"] == g["kind"]
                    and score.overlaps(p, g)
                    and score.same_value(p | {"text": p["quote"]}, g)
                ),
                None,
            )
            if hit is not None:
                used.add(hit)
                item_of[hit] = g["item"]
        self.pairs, self.features, self.truth, self.groups = [], [], [], []
        self.apart = set()
        for a, b in candidates(self.contexts):
            x, y = self.contexts[a], self.contexts[b]
            row = features.of(x, y, float((a, b) in aligned))
            self.pairs.append((a, b))
            self.features.append(row)
            self.groups.append(group_of(x))
            self.truth.append(item_of[a] == item_of[b] if a in item_of and b in item_of else None)
            if forbidden(x, y):
                self.apart.add((a, b))


def fit(rows: list[dict[str, float]], truth: list[bool], weight: list[float]) -> dict[str, float]:
    """Ridge logistic regression by Newton's method."""
    names = sorted({n for r in rows for n in r})
    index = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for n, v in row.items():
            x[i, index[n]] = v
    y, w = np.array(truth, float), np.array(weight)
    ridge = np.full(len(names), RIDGE)
    ridge[index["bias"]] = 0.01
    beta = np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - ridge * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return {n: round(float(b), 3) for n, b in zip(names, beta, strict=True)}


def train(events: list[Event]) -> dict[str, dict[str, float]]:
    """Weights by group of kinds."""
    weights = {}
    for group in GROUPS:
        rows, truth, weight = [], [], []
        for event in events:
            chosen = [i for i, g in enumerate(event.groups) if g == group and event.truth[i] is not None]
            share = 8 / np.sqrt(max(5, sum(bool(event.truth[i]) for i in chosen)))
            rows += [event.features[i] for i in chosen]
            truth += [bool(event.truth[i]) for i in chosen]
            weight += [share] * len(chosen)
        if any(truth):
            weights[group] = fit(rows, truth, weight)
    return weights


def probabilities(event: Event, weights: dict[str, dict[str, float]]) -> dict[tuple[int, int], float]:
    """Probability of each pair under `weights`."""
    return {
        pair: probability(weights.get(group, {"bias": -9.0}), row)
        for pair, row, group in zip(event.pairs, event.features, event.groups, strict=True)
    }


def assign(event: Event, p: dict[tuple[int, int], float], thresholds: dict[str, float]) -> dict[int, int]:
    """Cluster of each claim."""
    scores = p | dict.fromkeys(event.apart, APART)
    limits = {i: thresholds.get(group_of(c), 0.5) for i, c in enumerate(event.contexts)}
    return {i: n for n, group in enumerate(cluster(len(event.contexts), scores, limits)) for i in group}


def counts(event: Event, labels: dict[int, int], group: str) -> tuple[int, int, int]:
    """True links made, links made, true links of one group."""
    hit = made = true = 0
    for (a, b), truth, g in zip(event.pairs, event.truth, event.groups, strict=True):
        if truth is None or g != group:
            continue
        joined = labels[a] == labels[b]
        hit += joined and truth
        made += joined
        true += truth
    return hit, made, true


def f1(hit: float, made: float, true: float) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * hit / (made + true) if made + true else 1.0


def main() -> None:
    """Train, score, and perhaps write."""
    score = scorer()
    events = [Event(folder, score) for folder in gold_events()]
    out_of_fold = {}
    for k, event in enumerate(events):
        out_of_fold[k] = probabilities(event, train(events[:k] + events[k + 1 :]))
    table: dict[str, list[list[tuple[int, int, int]]]] = defaultdict(list)
    for step in STEPS:
        for group in GROUPS:
            table[group].append([])
        for k, event in enumerate(events):
            labels = assign(event, out_of_fold[k], dict.fromkeys(GROUPS, float(step)))
            for group in GROUPS:
                table[group][-1].append(counts(event, labels, group))

    def best(group: str, without: int | None) -> float:
        means = [np.mean([f1(*c) for k, c in enumerate(row) if k != without and c[2]]) for row in table[group]]
        # The mean of neighbours: one lucky step is no threshold.
        assert means, f"no gold links for {group}"
        smooth = np.convolve(np.pad(means, 1, mode="edge"), np.ones(3) / 3, "valid")
        return round(float(STEPS[int(np.argmax(smooth))]), 2)

    total = defaultdict(float)
    unlike = [0, 0, 0]
    for k, event in enumerate(events):
        labels = assign(event, out_of_fold[k], {g: best(g, k) for g in GROUPS})
        rows = [r | {"item": str(labels[i]), "verdict": None} for i, r in enumerate(event.rows)]
        result = score.score(event.folder, rows)
        total["links"] += result["link"][2] / len(events)
        unlike[0] += result["differ"][4]
        unlike[1] += result["differ"][5]
        unlike[2] += result["differ"][3]
        print(
            f"{event.folder.name:24} link F1 {result['link'][2]:.3f} (p {result['link'][0]:.2f} r {result['link'][1]:.2f})  unlike {result['differ'][2]:.2f}"
        )
    print(
        f"mean link F1 {total['links']:.3f}; unlike values pooled F1 {f1(*unlike):.3f} (precision {unlike[0] / max(1, unlike[1]):.2f})"
    )
    thresholds = {g: best(g, None) for g in GROUPS}
    print("thresholds", thresholds)
    if "--write" in sys.argv:
        target = ROOT / "src" / "variorum" / "collation" / "weights.json"
        target.write_text(
            json.dumps({"thresholds": thresholds, "weights": train(events)}, indent=1, sort_keys=True) + "\n"
        )


if __name__ == "__main__":
    main()
