"""Items and what the accounts say to them: links, readings, entries, findings, origins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from variorum.model.claim import Kind, Value
from variorum.model.lineage import Reason

Verdict = Literal["agree", "compatible", "conflict", "single"]
ConflictSort = Literal["update", "attribution", "self-contradiction", "denial", "value"]

CONTRADICTION = "self-contradiction"
"""Name of the finding that one account gives two values which exclude each other."""


@dataclass(frozen=True, slots=True)
class Link:
    """Two claims taken to be about one item, and why."""

    a: str
    """Claim id."""
    b: str
    """Claim id, after `a` in sort order."""
    score: float
    """Probability that both are about one item, 0 to 1."""
    reasons: tuple[tuple[str, float], ...]
    """What spoke for it (above 0) and against it: names of features and their shares of the score, in log-odds, strongest first."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question that accounts answer."""

    id: str
    """Stable name, made from its claims."""
    kind: Kind
    """Kind of its claims."""
    label: str
    """The question in a few words: "killed, civilians, Baku"."""
    measure: str | None
    """Measure its claims share; None when not understood."""
    claims: tuple[str, ...]
    """Ids of its claims, by account and place."""
    links: tuple[Link, ...] = ()
    """The links that hold it together, in order of their claims' ids; empty for a single claim."""
    grounds: tuple[str, ...] = ()
    """For each claim a digest of all that its links to later ones rest on, so that an edition of more accounts need not tell them
    anew; "" for a claim without any."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of an item, with the claims that bear it."""

    value: Value
    """The value in common: for compatible claims their intersection."""
    words: str
    """The value as the first bearing claim words it."""
    claims: tuple[str, ...]
    """Ids of the claims that bear it, by account and place."""
    accounts: tuple[str, ...]
    """Sigla of the accounts that bear it, sorted."""
    independent: float
    """Number of independent lines of descent behind it."""
    reasons: tuple[Reason, ...] = ()
    """Why accounts did not count in full, strongest first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the apparatus, reconciled."""

    item: Item
    """The item."""
    verdict: Verdict
    """How its claims stand to one another."""
    sorts: tuple[ConflictSort, ...]
    """What kind of conflict it is; empty when it is none."""
    readings: tuple[Reading, ...]
    """Its readings, best supported first."""
    independent: float
    """Independent lines behind the best supported reading."""
    low: float | None
    """Low figure by `rule`; None for no bound or for items that are no quantities."""
    best: float | None
    """Best figure by `rule`; None when it is refused."""
    high: float | None
    """High figure by `rule`; None for no bound."""
    rule: str | None
    """Name of the rule behind low, best and high; None for items that are no quantities."""
    refused: str | None
    """Why no best figure is given; None when one is."""
    headline: bool
    """Whether it gives the event's own total of its measure."""
    denies: tuple[str, ...]
    """Sigla of the accounts that deny it, sorted."""
    reasons: tuple[Reason, ...]
    """Grounds for verdict and independence, strongest first."""
    others: tuple[tuple[str, float | None], ...] = ()
    """Best figure by the other named rules, shown beside: (rule, figure or None)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A check that failed or is worth a look, with its arithmetic."""

    check: str
    """weekday, anniversary, parts-and-total, percent, self-contradiction, ..."""
    claims: tuple[str, ...]
    """Ids of the claims it is about."""
    holds: bool
    """Whether the arithmetic works out."""
    says: str
    """The arithmetic in words."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that accounts name: a source behind the sources."""

    name: str
    """Fullest form of its name."""
    forms: tuple[str, ...]
    """All wordings of it, sorted."""
    claims: tuple[str, ...]
    """Ids of the claims that rest on it, by account and place."""
    accounts: tuple[str, ...]
    """Sigla of the accounts that name it, sorted."""
