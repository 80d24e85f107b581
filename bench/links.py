"""Trains the weights of collation on the gold events, and scores links and verdicts by cross-validation by event.

`python bench/links.py` prints figures in which every event is scored by weights of the other events, and fails where the
weights of the program are not what the same training gives on all events; `--conflicts` lists the conflicts found; `--write`
writes these weights to src/variorum/collation/weights.json.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from gold import events as gold_events
from gold import gathered, scorer
from variorum.accounts import read_accounts
from variorum.collation.groups import Meetings
from variorum.collation.labels import measure_of
from variorum.collation.linking import Pair, compare_groups, join_groups, join_values, prepare
from variorum.collation.links import GROUPS, model_of
from variorum.model import Item
from variorum.pipeline import edit_accounts
from variorum.present.exports import claim_rows
from variorum.settings import Settings
from variorum.text import clean_text
from variorum.verdicts import reconcile

ROOT = Path(__file__).resolve().parents[1]
RIDGE = 10.0
"""How strongly weights are held near 0."""
OWN = 20.0
"""How strongly those of one group are held near those of all: the fewer links it has, the more it takes from the others."""
QUOTATION = "quotation"
"""The group with features of its own."""
SAME = 0.02
"""Most by which a weight of the program may differ from the trained one: another processor rounds otherwise."""
WEIGHTS = ROOT / "src" / "variorum" / "collation" / "weights.json"
Groups = list[list[int]]


class Event:
    """One event's claims, and which of them gold takes to be of one item."""

    def __init__(self, folder: Path, score: Any) -> None:
        with gathered(folder) as gathering:
            accounts, problems = read_accounts([gathering], Settings().accounts)
            # The links of the edition are not used: weights of another shape may be about to be written.
            self.edition = edit_accounts(accounts, problems, Settings())
        self.folder = folder
        views = {a.siglum: clean_text(a, Settings().text)[0] for a in self.edition.accounts}
        self.prepared = prepare(self.edition.claims, self.edition.accounts, views, self.edition.parallels)
        self.contexts = self.prepared.contexts
        by_id = {str(row["id"]): row for row in claim_rows(self.edition)}
        self.rows = [by_id[c.claim.id] for c in self.contexts]
        self.item = self._gold_items(score)
        self.verdicts = {i["item"]: i["verdict"] for i in score.lines(folder / "items.jsonl")}
        # A conversion is a link whatever else speaks for it: nothing is to be learned from one.
        like = self.prepared.like.where(~self.prepared.like.converted)
        self.like = [
            (self.prepared.kinds[pair[0]], row, self._truth(pair))
            for pair, row in zip(like, self.prepared.rows(like), strict=True)
        ]

    def _gold_items(self, score: Any) -> dict[int, str]:
        item: dict[int, str] = {}
        for g in score.lines(self.folder / "claims.jsonl"):
            for i, p in enumerate(self.rows):
                if i in item or g["kind"] not in score.KINDS or p["kind"] != g["kind"]:
                    continue
                if score.overlaps(p, g) and score.same_value(p | {"text": p["quote"]}, g):
                    item[i] = g["item"]
                    break
        return item

    def _truth(self, pair: Pair) -> bool | None:
        a, b = pair
        return self.item[a] == self.item[b] if a in self.item and b in self.item else None

    def unlike(self, groups: Groups, met: Meetings) -> list[tuple[str, dict[str, float], bool]]:
        """Rows of groups of unlike values with whether most of their claims are of one item."""
        made = []
        for n in np.flatnonzero(~met.apart).tolist():
            first, second = groups[met.g[n]], groups[met.h[n]]
            truths = [t for a in first for b in second if (t := self._truth((a, b))) is not None]
            if truths:
                made.append((self.prepared.kinds[first[0]], met.row(n), sum(truths) * 2 >= len(truths)))
        return made

    def verdict_rows(self, items: Groups) -> tuple[list[dict[str, Any]], list[tuple[bool, list[str]]]]:
        """The rows to score, and every conflict with whether it is one of gold's."""
        made = []
        for n, members in enumerate(items):
            claims = sorted((self.contexts[i].claim for i in members), key=lambda c: (c.siglum, c.span, c.kind, c.id))
            made.append(Item(f"i{n}", claims[0].kind, "item", measure_of(claims), tuple(c.id for c in claims)))
        e = self.edition
        told, _ = reconcile(made, e.claims, e.accounts, e.parallels, e.event, Settings().verdicts)
        verdict = {c: (entry.item.id, entry.verdict) for entry in told.entries for c in entry.item.claims}
        rows = []
        for row, context in zip(self.rows, self.contexts, strict=True):
            item, says = verdict[context.claim.id]
            rows.append(row | {"item": item, "verdict": says})
        index = {c.claim.id: i for i, c in enumerate(self.contexts)}
        conflicts = []
        for entry in told.entries:
            if entry.verdict == "conflict":
                of = Counter(self.item.get(index[c], "no gold claim") for c in entry.item.claims)
                name, times = of.most_common(1)[0]
                right = times > 1 and self.verdicts.get(name) == "conflict"
                words = [
                    f"{self.contexts[index[c]].claim.quote[:30]} ({self.item.get(index[c])})" for c in entry.item.claims
                ]
                conflicts.append((right, words))
        return rows, conflicts


def fit(
    rows: list[dict[str, float]], truth: list[bool], weight: list[float], usual: dict[str, float] | None = None
) -> dict[str, float]:
    """Ridge logistic regression by Newton's method; towards `usual` weights, where some are given, and else towards none."""
    names = sorted(usual or {n for r in rows for n in r})
    index = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for n, v in row.items():
            x[i, index[n]] = v
    y, w = np.array(truth, float), np.array(weight)
    centre = np.array([(usual or {}).get(n, 0.0) for n in names])
    ridge = np.full(len(names), OWN if usual else RIDGE)
    if not usual:
        ridge[index["bias"]] = 0.01
    beta = centre.copy()
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (y - p)) - ridge * (beta - centre)
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return {n: round(float(b), 3) for n, b in zip(names, beta, strict=True)}


Known = tuple[list[dict[str, float]], list[bool], list[float]]
"""Rows of features, whether each is a link, and what each counts."""


def train(samples: Sequence[list[tuple[str, dict[str, float], bool | None]]]) -> dict[str, dict[str, float]]:
    """Weights by group of kinds, all near to those of all groups together, for some groups have few links.

    An event with many true pairs does not count by their number.
    """
    found: dict[str, Known] = {}
    for group in GROUPS:
        rows, truth, weight = found.setdefault(group, ([], [], []))
        for sample in samples:
            known = [(row, t) for g, row, t in sample if g == group and t is not None]
            share = 8 / np.sqrt(max(5, sum(t for _, t in known)))
            rows += [row for row, _ in known]
            truth += [t for _, t in known]
            weight += [share] * len(known)
    taught = {group: known for group, known in found.items() if any(known[1])}
    weights = {QUOTATION: fit(*taught.pop(QUOTATION))} if QUOTATION in taught else {}
    rows, truth, weight = ([x for known in taught.values() for x in known[k]] for k in range(3))
    usual = fit(rows, truth, weight)
    return weights | {group: fit(*known, usual) for group, known in taught.items()}


def f1(hit: float, made: float, true: float) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * hit / (made + true) if made + true else 1.0


def agree(weights: dict[str, dict[str, dict[str, float]]]) -> bool:
    """Whether the program's weights are those given."""
    kept = json.loads(WEIGHTS.read_text())

    def flat(every: dict[str, dict[str, dict[str, float]]]) -> dict[tuple[str, str, str], float]:
        return {(s, g, n): w for s, groups in every.items() for g, row in groups.items() for n, w in row.items()}

    mine, theirs = flat(kept), flat(weights)
    return mine.keys() == theirs.keys() and all(abs(w - theirs[k]) <= SAME for k, w in mine.items())


class Folds:
    """Models of all events but one, each trained once."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events
        everyone = range(len(events))
        like = [train([events[j].like for j in everyone if j != k]) for k in everyone]
        self.groups = [join_values(e.prepared, model_of(w, {}))[0] for e, w in zip(events, like, strict=True)]
        self.met = [compare_groups(e.prepared, g) for e, g in zip(events, self.groups, strict=True)]
        self.samples = [e.unlike(g, r) for e, g, r in zip(events, self.groups, self.met, strict=True)]
        unlike = [train([self.samples[j] for j in everyone if j != k]) for k in everyone]
        self.models = [model_of(a, b) for a, b in zip(like, unlike, strict=True)]

    def items(self, k: int) -> Groups:
        """The items of event k, by the model of the others."""
        joined, _ = join_groups(self.events[k].prepared, self.groups[k], self.met[k], self.models[k])
        return [[i for g in parts for i in self.groups[k][g]] for parts in joined]


def report(folds: Folds, score: Any, *, listed: bool) -> None:
    """Print each event's figures and the totals."""
    links = 0.0
    unlike, conflict, verdict, named = np.zeros(3), np.zeros(3), np.zeros(2), np.zeros(2)
    for k, event in enumerate(folds.events):
        rows, conflicts = event.verdict_rows(folds.items(k))
        r = score.score(event.folder, rows)
        links += r["link"][2] / len(folds.events)
        unlike += r["differ"][4], r["differ"][5], r["differ"][3]
        conflict += r["conflict"]
        verdict += r["verdict"]
        named += sum(right for right, _ in conflicts), len(conflicts)
        print(
            f"{event.folder.name:24} link F1 {r['link'][2]:.3f} (p {r['link'][0]:.2f} r {r['link'][1]:.2f})"
            f"  unlike {r['differ'][4]:3} of {r['differ'][5]:3} made, {r['differ'][3]:3} true"
            f"  conflicts {r['conflict'][0]} found {r['conflict'][1]} false {r['conflict'][2]} missed"
            f"  verdicts {r['verdict'][0]}/{r['verdict'][1]}"
        )
        if listed:
            for right, words in conflicts:
                print("   ", "right" if right else "WRONG", "; ".join(words))
    found, false, missed = conflict
    print(f"mean link F1 {links:.3f}")
    print(f"unlike values pooled F1 {f1(*unlike):.3f} (p {unlike[0] / unlike[1]:.2f} r {unlike[0] / unlike[2]:.2f})")
    print(
        f"conflicts pooled F1 {2 * found / (2 * found + false + missed):.3f} (p {found / (found + false):.2f};"
        f" {found:.0f} found, {false:.0f} false, {missed:.0f} missed; {named[0]:.0f} of {named[1]:.0f} entries called so are)"
    )
    print(f"verdicts right {verdict[0] / verdict[1]:.3f}")


def main() -> None:
    """Train, score, and perhaps write."""
    score = scorer()
    folds = Folds([Event(folder, score) for folder in gold_events()])
    report(folds, score, listed="--conflicts" in sys.argv)
    weights = {"like": train([e.like for e in folds.events]), "unlike": train(folds.samples)}
    if "--write" in sys.argv:
        WEIGHTS.write_text(json.dumps(weights, indent=1, sort_keys=True) + "\n")
    if not agree(weights):
        raise SystemExit("The program has other weights than these figures are of: run with --write.")


if __name__ == "__main__":
    main()
