"""From items to the apparatus: relations, independence, figures, refusals, checks of arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from variorum.model import (
    Account,
    Claim,
    Entry,
    Event,
    Finding,
    Item,
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
from variorum.verdicts.tolls import Tolls
from variorum.verdicts.trust import learn


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What reconciling an edition's items gives."""

    entries: tuple[Entry, ...]
    """The apparatus: headlines first, then by kind and place."""
    findings: tuple[Finding, ...]
    """Checks of arithmetic."""
    origins: tuple[Origin, ...]
    """Sources behind the sources."""


def reconcile(
    items: Sequence[Item],
    claims: Sequence[Claim],
    accounts: Sequence[Account],
    parallels: Sequence[Parallel],
    event: Event,
    settings: VerdictSettings,
    progress: Progress = silent,
) -> tuple[Reconciled, tuple[Problem, ...]]:
    """The apparatus of `items`, with independent counts and figures by the named rule.

    Raises:
        ValueError: `settings.rule` is no named rule.
    """
    if settings.rule not in RULES:
        raise ValueError(f"there is no rule {settings.rule!r}; the rules are {', '.join(RULES)}")
    accounts = sorted(accounts, key=lambda a: a.siglum)
    claims = sorted(claims, key=lambda c: (c.siglum, c.span.start, c.span.end, c.id))
    known = {c.id: c for c in claims}
    ties = Ties(accounts, parallels)
    learn(items, known, ties)
    first = headlines(items, known)
    tolls = Tolls(claims, ties.day)
    entries: list[Entry] = []
    findings = check(accounts, claims, event)
    for done, item in enumerate(items, 1):
        entry, found = make_entry(item, known, ties, event, settings, headline=item.id in first)
        entries.append(tolls.settle(entry) if entry.headline else entry)
        findings += found
        progress("verdicts", done, len(items))
    entries.sort(key=lambda e: (-first.get(e.item.id, -1), e.item.kind, _place(e, known), e.item.id))
    return Reconciled(tuple(entries), tuple(findings), find_origins(claims)), ()


def _place(entry: Entry, known: Mapping[str, Claim]) -> tuple[str, int]:
    claim = known[entry.item.claims[0]]
    return claim.siglum, claim.span.start
