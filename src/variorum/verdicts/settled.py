"""Which of the figures of a toll stand for their accounts, and what those give who look back on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.languages import load
from variorum.model import Claim, Event, Item, Moment, Quantity
from variorum.verdicts.dependence import Ties
from variorum.verdicts.relations import content_words, interval

UPDATES = 60
"""Days after the event within which a later, higher toll is an update and no quarrel."""
_HALF = 0.5
"""Share of the greatest figure before of which a later one may still be the whole toll."""
_SEVERAL = 2
"""Accounts that take a figure back, against one that repeats it."""
_TOLLS = frozenset(("killed", "injured"))
"""Measures whose figures only grow as more is known."""
_BODIES = frozenset(load("en", "measures")["bodies"]["words"])
_OFFICIAL = frozenset(load("en", "sources")["counts_of"]["authorities"])
"""Words of sources whose count others may dispute."""


def own_figures(item: Item, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Of the claims of a toll the greatest figure of each account: what it gives besides is a part, or what was told before.

    Beside another's greater figure the official one is an answer, too.
    """
    if item.measure not in _TOLLS:
        return claims
    most: dict[str, Claim] = {}
    for c in claims:
        if c.siglum not in most or least(c) > least(most[c.siglum]):
            most[c.siglum] = c
    return [c for c in claims if least(c) == least(m := most[c.siglum]) or _disputes(c, m)]


def _disputes(one: Claim, other: Claim) -> bool:
    """Whether a smaller figure of an account is the official one, where the account has the greater one from others."""
    if one.attribution is None or other.attribution is None:
        return False
    words = content_words(one.attribution.source), content_words(other.attribution.source)
    return words[0].isdisjoint(words[1]) and not words[0].isdisjoint(_OFFICIAL)


@dataclass(frozen=True, slots=True)
class LookingBack:
    """What accounts of long after the event give of a toll of which others wrote soon after it.

    What is counted in the first weeks is counted again, and who looks back gives the count that stands.
    """

    soon: Sequence[float]
    """Least figures of the accounts of the first weeks."""
    figures: Sequence[float]
    """Least figures of those who look back."""
    low: float
    """What they leave in common, from here ..."""
    high: float
    """... up to here; less than `low` where they disagree."""
    sigla: frozenset[str]
    """Who they are."""

    def figure(self, best: float | None) -> float | None:
        """The toll that they give, None where they leave `best` open.

        Where all counts of the first weeks are one, they must be more than one.
        """
        if best is not None and len(self.sigla) == 1 and len(set(self.soon)) == 1:
            return None
        if self.low > self.high or (best is not None and self.low <= best <= self.high):
            return None
        found = max(self.figures)
        return found if _HALF * max(self.soon) <= found else None

    def disagree_on_more(self, best: float | None) -> bool:
        """Whether they agree on nothing, but all on more than `best`."""
        return best is not None and self.low > self.high and best < min(self.figures)


def looking_back(
    item: Item, own: Sequence[Claim], denying: Sequence[Claim], ties: Ties, event: Event
) -> LookingBack | None:
    """The accounts of a toll that look back on those of the first weeks; None where either are missing.

    One that repeats alone what several have taken back (`denying`) is left out.
    """
    start = first_day(event)
    if item.measure not in _TOLLS or start is None:
        return None
    after = [(d - start, c) for c in own if (d := ties.day.get(c.siglum)) is not None]
    soon = [least(c) for days, c in after if -2 <= days <= UPDATES]
    late = [(stretch, c) for days, c in after if days > UPDATES and (stretch := interval(c)) is not None]
    back = {f for f in map(least, denying) if len({d.siglum for d in denying if least(d) == f}) >= _SEVERAL}
    alone = {f for f in back if len({c.siglum for _, c in late if least(c) == f}) == 1}
    late = [(stretch, c) for stretch, c in late if least(c) not in alone]
    # "The opposition says more than 200" is no count that stands.
    late = [(stretch, c) for stretch, c in late if c.attribution is None or not math.isinf(stretch[1])]
    if not soon or not late or any(isinstance(c.value, Quantity) and c.value.is_vague for _, c in late):
        return None
    figures, sigla = [least(c) for _, c in late], frozenset(c.siglum for _, c in late)
    return LookingBack(soon, figures, max(s[0] for s, _ in late), min(s[1] for s, _ in late), sigla)


def tells_bodies(one: Claim, other: Claim) -> bool:
    """Whether one of two figures of the dead is of bodies, of which fewer may have been found than have died."""
    return any(a.frame.counted in _BODIES and least(a) < least(b) for a, b in ((one, other), (other, one)))


def first_day(event: Event) -> int | None:
    """The day of the event as an ordinal, None where it is not known."""
    try:
        return None if event.date is None else Moment(event.date).bounds()[0].toordinal()
    except ValueError:
        return None


def least(claim: Claim) -> float:
    """The least that a claim allows, 0 where it has no lower bound."""
    return claim.value.low or 0.0 if isinstance(claim.value, Quantity) else 0.0
