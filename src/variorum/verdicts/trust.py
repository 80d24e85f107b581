"""What the quantities of a whole edition tell of its accounts: how often each is right, and which share values others contradict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from variorum.model import Claim, Item, Quantity, Reason
from variorum.verdicts.dependence import Ties
from variorum.verdicts.figures import statement
from variorum.verdicts.relations import Scale, cliques
from variorum.verdicts.scorer import MANY, Pair, reckon

_MOST = 200
"""Accounts of an item beyond which it is left out: it would tell of each pair what thousands of others tell."""
_STEP = 2.0
"""Steps in which log-odds from values are told among many accounts, each of which moves all of them by a little."""
_RIGHT = 0.2
"""Steps in which it is told there how often an account is right."""


def learn(items: Sequence[Item], known: Mapping[str, Claim], ties: Ties) -> None:
    """Let `ties` know what the quantities in conflict tell of the accounts.

    Items on which all agree tell nothing: the truth is shared without copying.
    """
    number = ties.rank
    names = {i: siglum for siglum, i in number.items()}
    tables, evidence = [], defaultdict[Pair, float](float)
    for item in items:
        if item.kind != "quantity":
            continue
        said: dict[str, Claim] = {}
        for claim in sorted((known[i] for i in item.claims), key=lambda c: (number[c.siglum], c.span.start, c.id)):
            if isinstance(claim.value, Quantity) and not claim.frame.denied:
                said.setdefault(claim.siglum, claim)
        ordered = list(said.values())
        if not 3 <= len(ordered) <= _MOST:
            continue
        scale = Scale(ordered, ties.day)
        if len(cliques(ordered, scale)) < 2:
            continue
        tables.append([statement(c, number[c.siglum]) for c in ordered])
        for (x, y), (odds, _) in ties.grounds(ordered, scale).items():
            pair = number[ordered[x].siglum], number[ordered[y].siglum]
            evidence[pair] = max(evidence[pair], odds)
    if not tables:
        return
    held = reckon(tables, evidence, len(number))
    values = {}
    for (later, earlier), exact in sorted(held.values.items()):
        odds = round(exact / _STEP) * _STEP if len(number) > MANY else round(exact, 3)
        if odds > 0:
            says = f"{names[later]} and {names[earlier]} give the same values where others give others"
            values[names[later], names[earlier]] = Reason("values", odds, says)
    right = (round(q / _RIGHT) * _RIGHT if len(number) > MANY else q for q in held.right.tolist())
    ties.learn(values, {names[i]: round(q, 6) for i, q in enumerate(right)})
