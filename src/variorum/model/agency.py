"""Whose report an account is or rests on besides its publisher's: the agencies and reporters that it credits."""

from __future__ import annotations

import re

from variorum.model.account import AND, Account

_NOBODY = frozenset(
    "admin correspondent desk digital editor news newsroom online report reports staff team web writer".split()
)
"""Words of by-lines that name no one."""


def credited(account: Account) -> tuple[str, ...]:
    """Whom an account credits, and its author where he is named in full.

    >>> from variorum.model.account import Account
    >>> [credited(Account("a", "a.txt", "", "", 0, author=name)) for name in ("Ada Vey", "Post Staff", "Vey")]
    [('Ada Vey',), (), ()]
    """
    names = tuple(account.agency.split(AND)) if account.agency else ()
    author = set(re.findall(r"[^\W_]+", (account.author or "").lower()))
    return (*names, str(account.author)) if len(author) > 1 and not author & _NOBODY else names
