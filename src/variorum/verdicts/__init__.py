"""From items to the apparatus: relations, independence, figures, refusals, checks of arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from variorum.model import (
    Account,
    Before,
    Claim,
    Entry,
    Event,
    Finding,
    Held,
    Item,
    Learnt,
    Origin,
    Parallel,
    Problem,
    Progress,
    silent,
)
from variorum.settings import RULES, VerdictSettings
from variorum.verdicts.apparatus import make_entry
from variorum.verdicts.checks import check
from variorum.verdicts.dependence import Ties
from variorum.verdicts.headline import headlines
from variorum.verdicts.origins import find_origins
from variorum.verdicts.standing import Standing
from variorum.verdicts.tolls import Tolls
from variorum.verdicts.trust import learn


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What reconciling an edition's items gives."""

    entries: tuple[Entry, ...]
    """The apparatus: headlines first, then by kind and place; without what stands as it was."""
    order: tuple[str, ...]
    """Ids of all items in that order."""
    conflicts: int
    """Number of conflicts among all."""
    findings: tuple[Finding, ...]
    """Checks of arithmetic."""
    origins: tuple[Origin, ...]
    """Sources behind the sources."""
    learnt: Learnt
    """What all items tell of the accounts."""


def reconcile(
    items: Sequence[Item],
    claims: Sequence[Claim],
    accounts: Sequence[Account],
    parallels: Sequence[Parallel],
    event: Event,
    settings: VerdictSettings,
    progress: Progress = silent,
    before: Before | None = None,
    held: Mapping[str, Held] = MappingProxyType({}),
) -> tuple[Reconciled, tuple[Problem, ...]]:
    """The apparatus of `items`, with independent counts and figures by the named rule.

    Of an edition `before` those entries of `held`, by id, are not made again on which nothing new bears.

    Raises:
        ValueError: `settings.rule` is no named rule.
    """
    if settings.rule not in RULES:
        raise ValueError(f"there is no rule {settings.rule!r}; the rules are {', '.join(RULES)}")
    accounts = sorted(accounts, key=lambda a: a.siglum)
    claims = sorted(claims, key=lambda c: (c.siglum, c.span.start, c.span.end, c.id))
    known = {c.id: c for c in claims}
    ties = Ties(accounts, parallels, claims)
    learn(items, known, ties)
    first = headlines(items, known)
    tolls = Tolls(claims, ties.day)
    standing = Standing(before, held, ties, parallels, event)
    entries: list[Entry] = []
    stood: list[Held] = []
    findings = check(accounts, claims, event)
    for done, item in enumerate(items, 1):
        headline = item.id in first
        if stands := standing.of(item, known, headline=headline):
            stood.append(stands)
            findings += stands.findings
        else:
            entry, found = make_entry(item, known, ties, event, settings, headline=headline)
            entries.append(tolls.settle(entry) if headline else entry)
            findings += found
        progress("verdicts", done, len(items))
    order = sorted(items, key=lambda i: (-first.get(i.id, -1), i.kind, _place(i, known), i.id))
    place = {item.id: n for n, item in enumerate(order)}
    entries.sort(key=lambda e: place[e.item.id])
    conflicts = [*(e.verdict for e in entries), *(h.verdict for h in stood)].count("conflict")
    made = Reconciled(tuple(entries), tuple(place), conflicts, tuple(findings), find_origins(claims), ties.learnt())
    return made, ()


def _place(item: Item, known: Mapping[str, Claim]) -> tuple[str, int]:
    claim = known[item.claims[0]]
    return claim.siglum, claim.span.start
