"""The edition: everything known about one event, in one immutable record."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.model.account import Account, Prepared
from variorum.model.claim import Claim, Rejection
from variorum.model.item import Entry, Finding, Item, Origin, Verdict
from variorum.model.lineage import NOTHING_SEARCHED, Parallel, Searched, Stemma
from variorum.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Event:
    """What the accounts are about, as far as they agree on it."""

    date: str | None
    """EDTF of the event's own date, None when it could not be made out."""
    places: tuple[str, ...]
    """Places named most, most first."""
    reason: str
    """How date and places were found, in words."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided in review, kept append-only."""

    number: int
    """Position in the log, from 1."""
    at: str
    """When, ISO 8601 in UTC."""
    who: str
    """Who, as they name themselves."""
    verb: str
    """confirm, reject, split, merge, relabel, network, date, publisher, note, undo."""
    target: str
    """Anchor it is about, as JSON: a claim by account hash, span and quote; an item by its claims; an account by hash."""
    value: str
    """The new value as JSON, "null" where the verb needs none."""
    why: str
    """Reason the person gave, may be empty."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the quantities of the whole edition tell of its accounts, in steps."""

    right: tuple[tuple[str, float], ...] = ()
    """How often each account is right, 0 to 1, by siglum."""
    alike: tuple[tuple[str, str, float], ...] = ()
    """Pairs of accounts (later, earlier) that share values which others contradict, with the log-odds that this adds."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The whole result for one event."""

    accounts: tuple[Account, ...]
    """All accounts, sorted by siglum."""
    event: Event
    """What they are about."""
    claims: tuple[Claim, ...]
    """All claims, by account and place."""
    rejections: tuple[Rejection, ...]
    """Readings that the verifier rejected, by account and place."""
    entries: tuple[Entry, ...]
    """The apparatus: all items, headlines first, then by kind and place."""
    parallels: tuple[Parallel, ...]
    """All parallels, by accounts and place."""
    stemma: Stemma
    """Who copied whom."""
    findings: tuple[Finding, ...]
    """Checks of arithmetic."""
    origins: tuple[Origin, ...]
    """Sources behind the sources."""
    problems: tuple[Problem, ...]
    """All problems of all stages."""
    decisions: tuple[Decision, ...]
    """What persons decided in review, in order."""
    made: tuple[tuple[str, str], ...]
    """How it was made: sorted pairs of names and values (versions, settings, hashes)."""
    prepared: tuple[Prepared, ...] = ()
    """What was worked out of each account alone, by siglum; empty where it is not asked for."""
    learnt: Learnt = Learnt()
    """What was learnt of the accounts from all items."""
    searched: Searched = NOTHING_SEARCHED
    """What is remembered of the search for parallels; empty where it is not asked for."""


@dataclass(frozen=True, slots=True)
class Held:
    """An entry as an edition holds it, in short: enough to tell whether it stands in an edition of more accounts."""

    item: Item
    """The item, without its links."""
    verdict: Verdict
    """Its verdict."""
    headline: bool
    """Whether it is a headline."""
    findings: tuple[Finding, ...]
    """What its claims contradict within one account."""


@dataclass(frozen=True, slots=True)
class Before:
    """What adding accounts to an edition starts from."""

    edition: Edition
    """The edition without its entries, findings and origins."""
    held: tuple[Held, ...]
    """Its entries in short, in no order."""
    digest: str
    """Digest of all its rows, in hexadecimal; empty where an older Variorum made it, so that it can only be made anew."""


@dataclass(frozen=True, slots=True)
class Addition:
    """An edition of more accounts than one that is there, told by what is new in it."""

    edition: Edition
    """The edition, with those entries only that are new or changed, and in them only links from claims whose grounds have changed."""
    order: tuple[str, ...]
    """Ids of all its items, in order of the apparatus."""
    linked: frozenset[str]
    """Ids of the items whose claims and links are as they were."""
    conflicts: int
    """Number of conflicts in all."""
    before: str
    """Digest of the edition that it is made from; empty where all is new."""
    renewed: frozenset[str]
    """Sigla of the accounts that are not as they were in that edition, or are gone."""
