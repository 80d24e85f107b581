"""Who stands behind the publisher of an account: several publishers of one interest are one issuer network."""

from __future__ import annotations

import re

from variorum.model.account import Account

_EMBASSY = re.compile(
    r"\b(?:embassy|consulate(?: general)?|mission) of (?:the )?(?:republic of )?([^\W\d]+)", re.IGNORECASE
)


def issuer(account: Account) -> tuple[str, str] | None:
    """The issuer network of an account as (key, words for people); None when nobody is known to publish it."""
    if account.network:
        return "network " + account.network.casefold(), f"the network {account.network} that the user named"
    if not account.publisher:
        return None
    if m := _EMBASSY.search(account.publisher):
        return "state " + m[1].casefold(), f"missions of one state, {m[1]}"
    return "publisher " + account.publisher.casefold().strip(), f"one publisher, {account.publisher}"
