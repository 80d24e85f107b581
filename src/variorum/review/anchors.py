"""What a decision is about, named so that it is found again: accounts by hash, claims by their words, items by their claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from variorum.model import Account, Claim, Decision, Edition, Item

Anchor = dict[str, object]


@dataclass(frozen=True, slots=True)
class Target:
    """What a decision is about, as found in an edition."""

    siglum: str | None = None
    """The account, None when it is about none."""
    claim: str | None = None
    """The claim, None when it is about none."""
    claims: tuple[str, ...] = ()
    """Claims of the item, or the one claim."""


def claim_anchor(claim: Claim, account: Account) -> Anchor:
    """A claim by its account's hash, its place and its words."""
    return {
        "sha256": account.sha256,
        "start": claim.span.start,
        "end": claim.span.end,
        "quote": claim.quote,
        "kind": claim.kind,
    }


def to_claim(claim: Claim, edition: Edition) -> str:
    """The target of a decision about a claim."""
    account = next(a for a in edition.accounts if a.siglum == claim.siglum)
    return _json({"claim": claim_anchor(claim, account)})


def to_item(item: Item, edition: Edition) -> str:
    """The target of a decision about an item."""
    return _json({"item": _anchors(item.claims, edition)})


def to_account(account: Account) -> str:
    """The target of a decision about an account."""
    return _json({"account": account.sha256, "name": account.name})


def to_decision(number: int) -> str:
    """The target of an undoing."""
    return _json({"decision": number})


def value_text(text: str) -> str:
    """The value of a decision that says a word: a label, a date, a name, a note."""
    return _json({"text": text})


def value_claims(claims: Iterable[str], edition: Edition) -> str:
    """The value of a decision that chooses claims: those split off, those of the item merged."""
    return _json({"claims": _anchors(tuple(claims), edition)})


def item_name(claims: Iterable[str]) -> str:
    """A stable name for an item that reviewers made, from its claims."""
    return "r" + hashlib.sha256(",".join(sorted(claims)).encode()).hexdigest()[:12]


def parse(text: str) -> dict[str, object]:
    """A target or value; anything that is no JSON object is empty."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _anchors(claims: tuple[str, ...], edition: Edition) -> list[Anchor]:
    wanted = set(claims)
    accounts = {a.siglum: a for a in edition.accounts}
    return [claim_anchor(c, accounts[c.siglum]) for c in edition.claims if c.id in wanted]


class Places:
    """Finds in one edition what anchors name."""

    def __init__(self, edition: Edition) -> None:
        self._siglum = {a.sha256: a.siglum for a in edition.accounts}
        self._rank = {c.id: n for n, c in enumerate(edition.claims)}
        self._exact: dict[tuple[object, ...], str] = {}
        self._quoted: dict[tuple[object, ...], list[Claim]] = {}
        for claim in edition.claims:
            self._exact[claim.siglum, claim.kind, claim.span.start, claim.span.end] = claim.id
            self._quoted.setdefault((claim.siglum, claim.kind, claim.quote), []).append(claim)

    def find(self, target: str) -> Target | None:
        """What `target` names; None when it is no longer there."""
        found = parse(target)
        if "account" in found:
            siglum = self._siglum.get(str(found["account"]))
            return None if siglum is None else Target(siglum=siglum)
        if "claim" in found:
            claim = self.claim(found["claim"])
            return None if claim is None else Target(claim=claim, claims=(claim,))
        claims = tuple(self.claims(found.get("item")))
        return Target(claims=claims) if claims else None

    def claims(self, anchors: object) -> list[str]:
        """The claims that anchors name, less those that are gone."""
        if not isinstance(anchors, list):
            return []
        return [c for a in anchors if (c := self.claim(a)) is not None]

    def claim(self, anchor: object) -> str | None:
        """The claim at the place; else the nearest of the same words in the same account; else None."""
        if not isinstance(anchor, dict):
            return None
        siglum = self._siglum.get(str(anchor.get("sha256")))
        start, end = anchor.get("start"), anchor.get("end")
        if siglum is None or not isinstance(start, int) or not isinstance(end, int):
            return None
        kind = anchor.get("kind")
        exact = self._exact.get((siglum, kind, start, end))
        if exact is not None:
            return exact
        same = self._quoted.get((siglum, kind, anchor.get("quote")), [])
        near = min(same, key=lambda c: (abs(c.span.start - start), c.id), default=None)
        return None if near is None else near.id

    def ordered(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Claims by account and place."""
        return tuple(sorted(claims, key=self.rank))

    def rank(self, claim: str) -> int:
        """Position of a claim in the edition."""
        return self._rank[claim]


def words_of(target: str) -> str:
    """What a target is about, in words."""
    found = parse(target)
    if "decision" in found:
        return f"decision {found['decision']}"
    if "account" in found:
        return f"the account {found.get('name', '')}".strip()
    anchors = [found["claim"]] if "claim" in found else found.get("item")
    quotes = [str(a.get("quote")) for a in anchors if isinstance(a, dict)] if isinstance(anchors, list) else []
    return f"“{quotes[0][:80]}”" if quotes else ""


def describe(decision: Decision) -> str:
    """What a decision is about, in words."""
    return words_of(decision.target)
