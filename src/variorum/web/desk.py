"""A reviewer's form, and the decision it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from variorum.accounts.dating import as_edtf
from variorum.model import Decision, UserError
from variorum.present.index import Index
from variorum.review import (
    SAYING,
    decide,
    decide_all,
    to_account,
    to_claim,
    to_decision,
    to_item,
    value_claims,
    value_text,
)
from variorum.web.room import Snapshot

_OF_CLAIMS = ("confirm", "relabel", "note", "reject")
"""What is decided of chosen claims, one decision each; a split is one decision about their item."""


def carry_out(path: Path, form: Mapping[str, Sequence[str]], snapshot: Snapshot) -> list[Decision]:
    """Append what the form asks for.

    Raises:
        UserError: it asks for nothing, or for what cannot be.
    """

    def field(name: str) -> str:
        return form.get(name, [""])[0].strip()

    index = snapshot.index
    verb, who, why, text = field("verb"), field("who"), field("why"), field("text")
    if verb == "date":
        text = as_edtf(text) or text  # as in accounts.csv, "20 January 2012" is understood
    if verb == "undo":
        number = field("decision")
        if not number.isascii() or not number.isdigit() or not 1 <= int(number[:9]) <= snapshot.number:
            raise UserError("There is no such decision to undo.")
        return [decide(path, who, verb, to_decision(int(number[:9])), why=why)]
    chosen = [c for c in form.get("claim", []) if c in index.claims]
    if verb.removesuffix("-claims") in _OF_CLAIMS and verb.endswith("-claims"):
        if not chosen:
            raise UserError("Choose the claims you decide about, by the boxes beside their quotations.")
        verb = verb.removesuffix("-claims")
        value = value_text(text) if verb in SAYING else "null"
        return decide_all(path, who, verb, [to_claim(index.claims[c], index.edition) for c in chosen], value, why)
    target, value = _target(field("item"), field("account"), index), "null"
    if verb == "split":
        if not chosen:
            raise UserError("Choose the claims to split off, by the boxes beside their quotations.")
        item = index.entries[field("item")].item
        if set(chosen) >= set(item.claims):
            raise UserError("Leave at least one claim in the item: a split parts some claims from the others.")
        value = value_claims(chosen, index.edition)
    elif verb == "merge":
        other = index.entries.get(field("other"))
        mine = index.entries.get(field("item"))
        if other is None or mine is None or other is mine:
            raise UserError("Name the other item to merge with, by its id (the end of its address).")
        if other.item.kind != mine.item.kind:
            raise UserError(f"A {mine.item.kind} and a {other.item.kind} cannot be one item.")
        value = value_claims(other.item.claims, index.edition)
    elif verb in SAYING:
        value = value_text(text)
    return [decide(path, who, verb, target, value, why)]


def _target(item: str, account: str, index: Index) -> str:
    if item in index.entries:
        return to_item(index.entries[item].item, index.edition)
    if account in index.accounts:
        return to_account(index.accounts[account])
    raise UserError(
        "What you decided about is no longer in the edition: somebody changed it. Look again, and decide anew."
    )
