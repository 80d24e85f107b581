"""What stands behind a number of accounts: "5 accounts, 1 issuer network, 2 families of copies, 1 common source"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

from variorum.model import Reading, issuer
from variorum.present.index import Index
from variorum.present.words import several


def behind(reading: Reading, index: Index) -> str:
    """How many accounts bear a reading, and what two or more of them share: issuer, family of copies, named source."""
    return ", ".join([several(len(reading.accounts), "account"), *ties(reading.accounts, reading.claims, index)])


def ties(sigla: Iterable[str], claims: Iterable[str], index: Index) -> list[str]:
    """What two or more of the accounts share, counted, in words; `claims` are those whose sources count."""
    known = [index.accounts[s] for s in sigla]
    issuers = [found[0] for a in known if (found := issuer(a)) is not None]
    families = [index.family_of[a.siglum] for a in known if a.siglum in index.family_of]
    origins = {(name, index.claims[c].siglum) for c in claims for name in index.origins_of.get(c, ())}
    counts = (
        (_shared(k for k in issuers if not k.startswith("publisher ")), "issuer network", None),
        (_shared(k for k in issuers if k.startswith("publisher ")), "common publisher", None),
        (_shared(families), "family of copies", "families of copies"),
        (_shared(name for name, _ in origins), "common source", None),
    )
    return [several(n, one, many) for n, one, many in counts if n]


def _shared(keys: Iterable[Hashable]) -> int:
    return sum(n > 1 for n in Counter(keys).values())
