"""What a decision is about, named so that it is found again: accounts by hash, claims by their words, items by their claims."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from variorum.model import Account, Claim, Edition, Item, QuoteSelector, locate, select

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
    """A claim by its account's hash, its place, and its words with those around them."""
    around = select(account.text, claim.span)
    return {
        "sha256": account.sha256,
        "name": account.name,
        "start": claim.span.start,
        "end": claim.span.end,
        "prefix": around.prefix,
        "quote": claim.quote,
        "suffix": around.suffix,
        "kind": claim.kind,
    }


def to_claim(claim: Claim, edition: Edition) -> str:
    """The target of a decision about a claim."""
    account = next(a for a in edition.accounts if a.siglum == claim.siglum)
    return dump({"claim": claim_anchor(claim, account)})


def to_item(item: Item, edition: Edition) -> str:
    """The target of a decision about an item."""
    return dump({"item": _anchors(item.claims, edition)})


def to_account(account: Account) -> str:
    """The target of a decision about an account."""
    return dump({"account": account.sha256, "name": account.name})


def to_decision(number: int) -> str:
    """The target of an undoing."""
    return dump({"decision": number})


def value_text(text: str) -> str:
    """The value of a decision that says a word: a label, a date, a name, a note."""
    return dump({"text": text})


def value_claims(claims: Iterable[str], edition: Edition) -> str:
    """The value of a decision that chooses claims: those split off, those of the item merged."""
    return dump({"claims": _anchors(tuple(claims), edition)})


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


def dump(value: object) -> str:
    """A target or value as it is written: one thing is always written alike."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _anchors(claims: tuple[str, ...], edition: Edition) -> list[Anchor]:
    wanted = set(claims)
    accounts = {a.siglum: a for a in edition.accounts}
    return [claim_anchor(c, accounts[c.siglum]) for c in edition.claims if c.id in wanted]


class Places:
    """Finds in one edition what anchors name."""

    def __init__(self, edition: Edition) -> None:
        self._siglum: dict[object, str] = {a.sha256: a.siglum for a in edition.accounts}
        # Two publishers may have printed the same bytes: then the file's name tells which is meant.
        self._siglum |= {(a.sha256, a.name): a.siglum for a in edition.accounts}
        self._accounts = {a.siglum: a for a in edition.accounts}
        self._names = {a.name: a.siglum for a in edition.accounts}
        self._rank = {c.id: n for n, c in enumerate(edition.claims)}
        self._exact: dict[tuple[object, ...], Claim] = {}
        self._quoted: dict[tuple[object, ...], list[Claim]] = {}
        for claim in edition.claims:
            self._exact[claim.siglum, claim.kind, claim.span.start, claim.span.end] = claim
            self._quoted.setdefault((claim.siglum, claim.kind, claim.quote), []).append(claim)

    def find(self, target: str) -> Target | None:
        """What `target` names; None when it is no longer there."""
        found = parse(target)
        if "account" in found:
            siglum = self._account(found["account"], found.get("name"))
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
        """The claim at the place, where it has the same words; else at the place that the words have moved to; else None.

        Anchors of older logs have no words around theirs: they are found again where one claim alone has these words.
        """
        if not isinstance(anchor, dict):
            return None
        siglum = self._account(anchor.get("sha256"), anchor.get("name"))
        start, end, kind, quote = (anchor.get(k) for k in ("start", "end", "kind", "quote"))
        if siglum is None:
            return None
        exact = self._exact.get((siglum, kind, start, end))
        prefix, suffix = anchor.get("prefix"), anchor.get("suffix")
        if not isinstance(prefix, str) or not isinstance(suffix, str):
            if exact is not None and exact.quote == quote:
                return exact.id
            same = self._quoted.get((siglum, kind, quote), [])
            return same[0].id if len(same) == 1 else None
        selector = QuoteSelector(str(quote), prefix, suffix)
        text = self._accounts[siglum].text
        if exact is not None and select(text, exact.span) == selector:
            return exact.id
        place = locate(selector, text)
        moved = self._exact.get((siglum, kind, place.start, place.end)) if place is not None else None
        return None if moved is None else moved.id

    def orphans(self, text: str) -> list[tuple[str, str]]:
        """Account (its name, else empty) and words of the anchors in a target or value that are no longer found."""
        found = parse(text)
        rows = [found["claim"]] if "claim" in found else [*_list(found.get("item")), *_list(found.get("claims"))]
        lost = [a for a in rows if isinstance(a, dict) and self.claim(a) is None]
        told = [(self._name(a.get("sha256"), a.get("name")), str(a.get("quote", ""))) for a in lost]
        if "account" in found and self._account(found["account"], None) is None:
            told.append((self._name(None, found.get("name")), ""))
        return told

    def _account(self, sha256: object, name: object) -> str | None:
        return self._siglum.get((sha256, name)) or self._siglum.get(sha256)

    def _name(self, sha256: object, name: object) -> str:
        """Name of an account of the edition, by its hash or its file; empty for none."""
        siglum = self._account(sha256, name) or self._names.get(str(name))
        return self._accounts[siglum].name if siglum else ""

    def ordered(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Claims by account and place."""
        return tuple(sorted(claims, key=self.rank))

    def rank(self, claim: str) -> int:
        """Position of a claim in the edition."""
        return self._rank[claim]


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def words_of(target: str) -> str:
    """What a target is about, in words."""
    found = parse(target)
    if "decision" in found:
        return f"decision {found['decision']}"
    if "account" in found:
        return f"the account {found.get('name', '')}".strip()
    rows = [found["claim"]] if "claim" in found else found.get("item")
    anchors = [a for a in rows if isinstance(a, dict)] if isinstance(rows, list) else []
    if not anchors:
        return ""
    first = f"“{str(anchors[0].get('quote'))[:80]}” in {anchors[0].get('name', 'an account')}"
    if "claim" in found:
        return first
    more = len(anchors) - 1
    return f"the item of {first}" + (f" and {more} more claim{'s' if more > 1 else ''}" if more else "")


def words_of_value(value: str) -> str:
    """What a decision says beyond its verb: a label, a date, a name, a note; how many claims it chooses; else empty."""
    found = parse(value)
    chosen = len(_list(found.get("claims")))
    return str(found.get("text") or (f"{chosen} claim{'s' if chosen > 1 else ''}" if chosen else ""))
