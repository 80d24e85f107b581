"""What an edition holds already of accounts that are read again: taken over where all that it was made from is the same."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from variorum.model import Account, Before, Claim, Edition, Event, Held, Prepared, Problem, Rejection

Extracted = tuple[tuple[Claim, ...], tuple[Rejection, ...], tuple[Problem, ...]]
"""Claims of an account, what the verifier rejected, and what could not be resolved."""
Made = tuple[tuple[str, str], ...]
"""How an edition was made: names and values."""
_OF_ONE = ("settings: text", "settings: claims", "variorum", "plugins")
"""What is worked out of one account alone depends on, of all that an edition is made with."""


class Known:
    """What an edition holds that stays as it is in another one, which has its accounts and more."""

    def __init__(self, known: Before | None, accounts: Sequence[Account], made: Made) -> None:
        before = known.edition if known is not None else None
        self.before = known if known and known.digest and not unlike(known.edition.made, made) else None
        """What the edition is changed from; None where it is made otherwise, so that nothing but what is of one account stays."""
        self._date = before.event.date if before is not None else None
        self._prepared: dict[str, tuple[Prepared, tuple[Problem, ...]]] = {}
        self._extracted: dict[str, Extracted] = {}
        if before is not None and not unlike(before.made, made, _OF_ONE):
            old = {a.siglum: a for a in before.accounts}
            same = [a for a in accounts if old.get(a.siglum) == a]
            self._prepared = _prepared(before, same)
            self._extracted = _extracted(before, same, accounts)

    def renewed(self, accounts: Sequence[Account], event: Event) -> frozenset[str]:
        """Sigla of the accounts, of these and those before, that are not taken over whole."""
        if self.before is None:
            return frozenset()
        taken = {a.siglum for a in accounts if self.prepared(a) and self.extracted(a, event)}
        return frozenset({a.siglum for a in (*accounts, *self.before.edition.accounts)} - taken)

    def held(self, renewed: Collection[str]) -> dict[str, Held]:
        """The entries, by id, of which no claim is of an account that is read anew."""
        if self.before is None:
            return {}
        new = {c.id for c in self.before.edition.claims if c.siglum in renewed}
        return {h.item.id: h for h in self.before.held if new.isdisjoint(h.item.claims)}

    def grounds(self) -> dict[str, str]:
        """What the links from each claim rest on, by its id."""
        items = (h.item for h in self.before.held) if self.before is not None else ()
        return {claim: ground for item in items for claim, ground in zip(item.claims, item.grounds, strict=True)}

    def prepared(self, account: Account) -> tuple[Prepared, tuple[Problem, ...]] | None:
        """What was prepared of an account and the problems met, None where it is to be done."""
        return self._prepared.get(account.siglum)

    def extracted(self, account: Account, event: Event) -> Extracted | None:
        """What was extracted from an account, None where it is to be read: of the event, the extractors see the date alone."""
        return self._extracted.get(account.siglum) if event.date == self._date else None


def unlike(before: Made, made: Made, names: Sequence[str] | None = None) -> list[str]:
    """The names, of those given or of all, whose values differ."""
    old, new = dict(before), dict(made)
    return [n for n in (names or sorted(old | new)) if old.get(n) != new.get(n)]


def _prepared(before: Edition, same: Sequence[Account]) -> dict[str, tuple[Prepared, tuple[Problem, ...]]]:
    problems = _problems(before, "text")
    made = {p.siglum: p for p in before.prepared}
    return {a.siglum: (made[a.siglum], tuple(problems[a.name])) for a in same if a.siglum in made}


def _extracted(before: Edition, same: Sequence[Account], accounts: Sequence[Account]) -> dict[str, Extracted]:
    claims: dict[str, list[Claim]] = defaultdict(list)
    rejections: dict[str, list[Rejection]] = defaultdict(list)
    problems = _problems(before, "claims")
    for claim in before.claims:
        claims[claim.siglum].append(claim)
    for rejection in before.rejections:
        rejections[rejection.siglum].append(rejection)
    # The claims of accounts with the same bytes are told apart by which these are: where others come or go, they are read again.
    count = Counter(a.sha256 for a in accounts) | Counter(a.sha256 for a in before.accounts)
    stay = Counter(a.sha256 for a in same)
    return {
        a.siglum: (tuple(claims[a.siglum]), tuple(rejections[a.siglum]), tuple(problems[a.name]))
        for a in same
        if count[a.sha256] == stay[a.sha256]
    }


def _problems(before: Edition, stage: str) -> dict[str, list[Problem]]:
    """The problems of a stage by the names of accounts."""
    found: dict[str, list[Problem]] = defaultdict(list)
    for problem in before.problems:
        if problem.stage == stage:
            found[problem.where].append(problem)
    return found
