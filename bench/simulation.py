"""Runs the product's own model on the worlds of ../shared/reconcile, whose truth and copying are known, beside its prototype.

Usage: python bench/simulation.py [--reps 40] [--seed 20000]. Needs pandas and scipy, which the shared baselines import:
`make simulation` fetches them to build/peers.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "../shared/reconcile"), str(ROOT / "build/peers")]

import simulate  # type: ignore[import-not-found]  # noqa: E402

from variorum.verdicts.dependence import CITES, ISSUER, TEXT  # noqa: E402
from variorum.verdicts.scorer import LIKELY, LINES, Statement, Wording, matches, reckon  # noqa: E402

WORDINGS: dict[str, Wording] = {
    "exact": "exact",
    "atleast": "at least",
    "around": "around",
    "vague": "vague",
    "range": "range",
}
INDEPENDENT = 0.05
"""Probability of dependence below which a pair is called independent."""


def ours(world: dict[str, Any]) -> tuple[dict[int, dict[str, Any]], np.ndarray]:
    """What the product holds of a world, in the shape of the shared scorer, and its probabilities of dependence."""
    n = world["N"]
    by: dict[int, list[Statement]] = {}
    for (i, k), (kind, point, low, high) in sorted(world["claims"].items()):
        by.setdefault(k, []).append(Statement(i, WORDINGS[kind], float(point), float(low), float(high)))
    cites = world["cites"] | world["cites"].T
    odds = TEXT * world["text"] + ISSUER * (world["issuer"][:, None] == world["issuer"][None, :]) + CITES * cites
    evidence = {(i, j): float(odds[i, j]) for i in range(n) for j in range(i)}
    keys = sorted(by)
    held = reckon([by[k] for k in keys], evidence, n)
    found = {}
    for k, belief in zip(keys, held.beliefs, strict=True):
        best, chance = belief.best()
        low, high = belief.within()
        behind = sum(w for c, w in zip(by[k], belief.weights, strict=True) if matches(c, np.array([best]))[0] > 0.05)
        found[k] = {"value": int(best), "p": chance, "lo": low, "hi": high, "neff": float(behind)}
        found[k]["refuse"] = chance < LIKELY or behind < LINES or float(belief.weights.sum()) < 1.5
    d = np.zeros((n, n))
    for (i, j), chance in held.ties.items():
        d[i, j] = d[j, i] = chance
    return found, d


def main() -> None:
    """Print a table: one line a world and method."""
    options = argparse.ArgumentParser()
    options.add_argument("--reps", type=int, default=40)
    options.add_argument("--seed", type=int, default=20000)
    given = options.parse_args()
    shown = ("acc", "ece", "cover90", "copyF1", "neff_mae", "answered", "acc_answered")
    print(f"{'world':16}{'accounts':>9} {'method':11}" + "".join(f"{s:>13}" for s in (*shown, "copies indep.")))
    for world in simulate.SCEN:
        for n in (8, 30):
            methods = {
                "exact vote": simulate.b_exactvote,
                "prototype": lambda w: simulate.proposal(w)[:2],
                "variorum": ours,
            }
            tallies = {m: simulate.new() for m in methods}
            missed: dict[str, list[np.ndarray]] = {m: [] for m in methods}
            for rep in range(given.reps):
                w = simulate.gen(np.random.default_rng(given.seed + 97 * rep + n), n, 10, world)
                for name, method in methods.items():
                    result, d = method(w)
                    simulate.score(result, d, w, tallies[name])
                    if d is not None:
                        upper = np.triu_indices(n, 1)
                        missed[name].append(d[upper][w["dep"][upper]] < INDEPENDENT)
            for name, tally in tallies.items():
                d = simulate.summarise(tally)
                calls = np.concatenate(missed[name]) if missed[name] else np.zeros(0)
                d["copies indep."] = float(calls.mean()) if len(calls) else float("nan")
                cells = "".join(f"{d[s]:13.3f}" if s in d else f"{'-':>13}" for s in (*shown, "copies indep."))
                print(f"{world:16}{n:9d} {name:11}{cells}", flush=True)


if __name__ == "__main__":
    main()
