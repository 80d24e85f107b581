"""Which entries of an edition stand as they are in one of more accounts, since nothing that they rest on has changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from variorum.model import Before, Claim, Event, Held, Item, Parallel
from variorum.verdicts.dependence import Ties
from variorum.verdicts.scorer import crowd

Row = TypeVar("Row")


class Standing:
    """The entries that may stand, and the pairs of accounts of which something has changed."""

    def __init__(
        self, before: Before | None, held: Mapping[str, Held], ties: Ties, parallels: Sequence[Parallel], event: Event
    ) -> None:
        """`held` are entries whose claims, name and links are as they were, by the id of the item."""
        self._held: Mapping[str, Held] = {}
        self._moved: dict[str, set[str]] = defaultdict(set)
        self._right: set[str] = set()
        if before is None or before.edition.event.date != event.date:
            return
        if crowd(len(before.edition.accounts)) != crowd(len(ties.rank)):
            return
        self._held = held
        old, new = before.edition.learnt, ties.learnt()
        pairs = {(p[0], p[1]) for p in _unlike(_copied(before.edition.parallels), _copied(parallels))}
        pairs |= {(later, earlier) for later, earlier, _ in _unlike(old.alike, new.alike)}
        self._right = {siglum for siglum, _ in _unlike(old.right, new.right)}
        for a, b in pairs:
            self._moved[a].add(b)

    def of(self, item: Item, known: Mapping[str, Claim], *, headline: bool) -> Held | None:
        """The entry of an item that stands; None where it is to be made."""
        found = self._held.get(item.id)
        # What a headline takes in besides its readings comes from all accounts.
        if found is None or headline or found.headline:
            return None
        sigla = {known[i].siglum for i in item.claims}
        # How often each is right counts only for figures that are not one.
        figures = item.kind in ("quantity", "duration") and found.verdict != "agree"
        if figures and not sigla.isdisjoint(self._right):
            return None
        return None if any(not sigla.isdisjoint(self._moved[s]) for s in sigla if s in self._moved) else found


def _copied(parallels: Iterable[Parallel]) -> Iterable[tuple[str, str, int, int, int, int]]:
    """What verdicts see of the parallels."""
    return [
        (p.a, p.b, p.a_span.start, p.a_span.end, p.b_span.start, p.b_span.end) for p in parallels if p.kind == "copied"
    ]


def _unlike(old: Iterable[Row], new: Iterable[Row]) -> set[Row]:
    return {*old} ^ {*new}
