"""From claims to items: the same question in other words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.model import Account, Claim, Event, Item, Parallel, Problem, Progress, ReadingView, silent
from variorum.settings import CollationSettings


def collate_claims(
    claims: Sequence[Claim],
    accounts: Sequence[Account],
    views: Mapping[str, ReadingView],
    parallels: Sequence[Parallel],
    event: Event,
    settings: CollationSettings,
    progress: Progress = silent,
) -> tuple[tuple[Item, ...], tuple[Problem, ...]]:
    """Items that together hold every claim once, in an order that does not depend on the order of the accounts."""
    return tuple(Item(c.id, c.kind, c.quote, c.frame.measure, (c.id,)) for c in claims), ()
