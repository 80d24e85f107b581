"""Groups of claims of one value, and what speaks for and against two groups of unlike values being one item.

Equal values nearly link themselves. Of unlike ones no single pair of sentences tells enough: what counts is whether the
accounts of one group lack a figure where the other group has one, whether either could stand for something else, and
how the best pair of sentences reads.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from variorum.collation.context import Context
from variorum.collation.pairs import Features, head_sense

_BEST = ("near", "sentence", "words beside", "aligned")
"""Features of which the best pair counts: one pair of sentences that match is enough."""
PERSONAL = ("killed", "injured", "missing", "detained", "displaced", "aged")


def slots_of(c: Context) -> tuple[str, ...]:
    """The questions that a claim may answer, coarse first, as keys; empty when its frame tells nothing."""
    frame = c.claim.frame
    if c.subject[0]:
        return (c.subject[0], " ".join(c.subject))
    predicate, noun = head_sense(frame.predicate), head_sense(frame.counted or frame.measure)
    if c.claim.kind in ("date", "duration"):
        return (predicate,) if predicate else ()
    if c.family == "quantity year":
        return (frame.person.lower().split()[-1],) if frame.person else ()
    if frame.measure in PERSONAL:
        return (str(frame.measure), f"{frame.measure} {frame.whom or ''} {frame.event or 'this'}")
    if not noun:
        return ()
    return (noun, f"{noun} {predicate or ''}")


class Groups:
    """Groups of claims of one value, with what is known of them together."""

    def __init__(self, contexts: Sequence[Context], groups: Sequence[Sequence[int]], features: Features) -> None:
        self.contexts, self.members, self.features = contexts, [list(g) for g in groups], features
        self.of_claim = {i: n for n, g in enumerate(groups) for i in g}
        self.accounts = [frozenset(contexts[i].claim.siglum for i in g) for g in groups]
        self._slots: list[set[tuple[str, str]]] = [set() for _ in groups]
        self._by_slot: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._held: dict[tuple[tuple[str, str], str], set[int]] = defaultdict(set)
        for n, group in enumerate(groups):
            for i in group:
                for slot in [(contexts[i].family, s) for s in slots_of(contexts[i])]:
                    self._slots[n].add(slot)
                    self._by_slot[slot].add(n)
                    self._held[slot, contexts[i].claim.siglum].add(n)

    def row(self, g: int, h: int, pairs: Iterable[tuple[Mapping[str, float], bool]]) -> dict[str, float]:
        """Named features of two groups of unlike values; `pairs` are the rows of their claims' pairs, and if in one account."""
        best: dict[str, float] = defaultdict(float)
        mean: dict[str, float] = defaultdict(float)
        size = 0
        for row, inside in pairs:
            size += 1
            for name, value in row.items():
                last = name.split(" ", 1)[1] if name.startswith(("unlike ", "overlap ")) else name
                mean[last if last not in ("unlike", "overlap") else name] += value
                if last in _BEST and not inside:
                    best[last] = max(best[last], value)
        made = {name: total / size for name, total in mean.items() if name not in ("bias", "equal", "rare value")}
        made |= {f"best {name}": value for name, value in best.items()}
        mine, other = self.accounts[g], self.accounts[h]
        made["bias"] = 1.0
        made["both in one account"] = len(mine & other) / min(len(mine), len(other))
        common = self._slots[g] & self._slots[h]
        if common:
            made["one slot"] = 1.0
            made["finer slots in common"] = float(len(common) > 1)
            made["rivals"] = math.log(max(1, min(len(self._by_slot[s]) for s in common) - 1))
            mine_only, other_only = sorted(mine - other), sorted(other - mine)
            if mine_only and other_only:
                made["only figure of its account"] = max(
                    self._alone(s, mine_only) * self._alone(s, other_only) for s in common
                )
        made["accounts"] = math.log(len(mine) + len(other))
        return {k: v for k, v in made.items() if v}

    def _alone(self, slot: tuple[str, str], accounts: Sequence[str]) -> float:
        """How far the accounts give no other figure for the slot: 1 none, 0.5 one."""
        return sum(1 / max(1, len(self._held[slot, a])) for a in accounts) / len(accounts)
