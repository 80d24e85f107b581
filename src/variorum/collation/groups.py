"""Groups of claims of one value, and what speaks for and against two groups of unlike values being one item.

Equal values nearly link themselves. Of unlike ones no single pair of sentences tells enough: what counts is whether the
accounts of one group lack a figure where the other group has one, whether either could stand for something else, and
how the best pair of sentences reads.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from variorum.collation.columns import Codes, Column
from variorum.collation.context import Context
from variorum.collation.pairs import Flags, Named
from variorum.collation.senses import head_sense
from variorum.collation.steps import FOURFOLD, in_steps

_BEST = ("near", "sentence", "words beside", "aligned")
"""Features of which the best pair counts: one pair of sentences that match is enough."""
PERSONAL = ("killed", "injured", "missing", "detained", "displaced", "aged")


def slots_of(c: Context) -> tuple[str, ...]:
    """The questions that a claim may answer, coarse first, as keys; empty when its frame tells nothing."""
    frame = c.claim.frame
    if c.subject[0]:
        return (c.subject[0], " ".join((*c.subject, *sorted(c.whose))))
    predicate, noun = c.happening or head_sense(frame.predicate), head_sense(frame.counted or frame.measure)
    if c.claim.kind in ("date", "duration"):
        return (predicate,) if predicate else ()
    if c.family == "quantity year":
        return (frame.person.lower().split()[-1],) if frame.person else ()
    if frame.measure in PERSONAL:
        return (str(frame.measure), f"{frame.measure} {frame.whom or ''} {frame.event or 'this'}")
    if not noun:
        return ()
    return (noun, f"{noun} {predicate or ''}")


@dataclass(frozen=True, slots=True)
class Meetings:
    """Pairs of groups that candidate pairs of claims bring together, the lower first, in order."""

    g: Codes
    """The first group of each."""
    h: Codes
    """The second."""
    apart: Flags
    """Whether they may not be joined."""
    beside: Flags
    """Whether they are not joined because the one cannot contradict the other; the weights are learned from them all the same."""
    features: dict[str, Column]
    """Named features; a value for each pair of groups, 0 where they are apart."""

    def row(self, n: int) -> dict[str, float]:
        """Features of the pair at place `n` that are not 0."""
        return {name: float(column[n]) for name, column in self.features.items() if column[n]}


def meetings(g: Codes, h: Codes, inside: Flags, named: Named) -> tuple[Codes, Codes, dict[str, Column]]:
    """Pairs of groups with what their claims' pairs tell: the mean of each feature, and the best of some.

    `g` < `h` are the groups of each pair of claims, `inside` whether both claims are of one account, which shows how
    that account tells apart and not that two accounts match.
    """
    width = int(h.max(initial=0)) + 1
    codes = g * width + h
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    starts = np.flatnonzero(np.concatenate(([True], codes[1:] != codes[:-1]))) if len(codes) else np.zeros(0, np.int64)
    sizes = np.diff(starts, append=len(codes))
    outside = ~inside[order]
    made: dict[str, Column] = {}
    for name, column in named:
        if name == "bias":
            made[name] = np.ones(len(starts))
            continue
        sorted_column = column[order]
        made[name] = np.add.reduceat(sorted_column, starts) / sizes if len(starts) else np.zeros(0)
        if name in _BEST and len(starts):
            made[f"best {name}"] = np.maximum.reduceat(sorted_column * outside, starts)
    return codes[starts] // width, codes[starts] % width, made


class Groups:
    """Groups of claims of one value, with the questions they may answer."""

    def __init__(self, contexts: Sequence[Context], groups: Sequence[Sequence[int]]) -> None:
        self.of_claim = np.zeros(len(contexts), np.int64)
        self.accounts = [frozenset(contexts[i].claim.siglum for i in g) for g in groups]
        self._slots: list[set[tuple[str, str]]] = [set() for _ in groups]
        self._by_slot: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._held: dict[tuple[tuple[str, str], str], set[int]] = defaultdict(set)
        self._alone_in: dict[tuple[tuple[str, str], int], float] = {}
        for n, group in enumerate(groups):
            self.of_claim[list(group)] = n
            # A sum that this program made answers no question that its account had left open.
            for i in (i for i in group if not contexts[i].claim.is_sum):
                for slot in [(contexts[i].family, s) for s in slots_of(contexts[i])]:
                    self._slots[n].add(slot)
                    self._by_slot[slot].add(n)
                    self._held[slot, contexts[i].claim.siglum].add(n)

    def features(self, g: Codes, h: Codes) -> Named:
        """Named features of pairs of groups that no pair of their claims tells alone."""
        made = {
            name: np.zeros(len(g))
            for name in (
                "both in one account",
                "one slot",
                "finer slots in common",
                "rivals",
                "only figure of its account",
                "accounts",
            )
        }
        for n, (x, y) in enumerate(zip(g.tolist(), h.tolist(), strict=True)):
            mine, other = self.accounts[x], self.accounts[y]
            both = mine & other
            made["both in one account"][n] = len(both) / min(len(mine), len(other))
            made["accounts"][n] = math.log(len(mine) + len(other))
            common = self._slots[x] & self._slots[y]
            if common:
                made["one slot"][n] = 1.0
                made["finer slots in common"][n] = len(common) > 1
                rivals = min(len(self._by_slot[s]) for s in common) - 1
                made["rivals"][n] = math.log(in_steps(max(1, rivals), len(self.of_claim), FOURFOLD))
                if len(both) < min(len(mine), len(other)):
                    alone = (self._alone(s, x, both) * self._alone(s, y, both) for s in common)
                    made["only figure of its account"][n] = max(alone)
        yield from made.items()

    def _alone(self, slot: tuple[str, str], group: int, both: frozenset[str]) -> float:
        """How far the accounts of a group, but those of both groups, give no other figure for the slot: 1 none, 0.5 one."""
        if both:
            return self._shared(slot, self.accounts[group] - both)
        if (slot, group) not in self._alone_in:
            self._alone_in[slot, group] = self._shared(slot, self.accounts[group])
        return self._alone_in[slot, group]

    def _shared(self, slot: tuple[str, str], accounts: frozenset[str]) -> float:
        # Accounts come in no order, so the shares are summed exactly.
        return math.fsum(1 / max(1, len(self._held[slot, a])) for a in accounts) / len(accounts)
