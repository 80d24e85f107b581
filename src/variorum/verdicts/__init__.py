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
    ReadingView,
    Stemma,
    silent,
)
from variorum.settings import VerdictSettings


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
    views: Mapping[str, ReadingView],
    parallels: Sequence[Parallel],
    stemma: Stemma,
    event: Event,
    settings: VerdictSettings,
    progress: Progress = silent,
) -> tuple[Reconciled, tuple[Problem, ...]]:
    """The apparatus of `items`, with independent counts and figures by the named rule."""
    return Reconciled((), (), ()), ()
