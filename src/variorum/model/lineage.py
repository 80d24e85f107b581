"""Who copied whom: parallels between accounts, lines of descent, and the stemma."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from variorum.model.span import Span

ParallelKind = Literal["copied", "quotation", "boilerplate"]
Direction = Literal["a->b", "b->a", "unknown"]


_KNOWN = 0.6
"""Probability from which a direction counts as known."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One ground for a score or a verdict."""

    term: str
    """Short name of the ground, from the glossary."""
    weight: float
    """What it added, in the unit of the score it belongs to (log-odds unless said otherwise)."""
    says: str
    """The ground in words, with the figures it rests on."""


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A change between the two sides of a parallel."""

    a: Span
    """Place in account a; empty for words only in b."""
    b: Span
    """Place in account b; empty for words only in a."""
    sort: str
    """dropped, added, changed, mended, misspelt, elided, figure, moved."""

    @property
    def opposite(self) -> str:
        """What the same change is when account a is taken to be the copy and not b, or b and not a."""
        return {"dropped": "added", "added": "dropped", "misspelt": "mended", "mended": "misspelt"}.get(
            self.sort, self.sort
        )


@dataclass(frozen=True, slots=True)
class Parallel:
    """A passage that two accounts share."""

    a: str
    """Siglum of the first account (in order of sigla)."""
    a_span: Span
    """Place in the first account's text."""
    b: str
    """Siglum of the second account."""
    b_span: Span
    """Place in the second account's text."""
    kind: ParallelKind
    """copied, quotation (both quote a third) or boilerplate."""
    direction: Direction
    """Who copied, where there is evidence."""
    reason: str
    """The evidence for kind and direction, in words."""
    edits: tuple[TextEdit, ...] = ()
    """The words that changed, in order of place in a."""
    family: int = -1
    """Number of the family of passages it belongs to, from 0; -1 before passages are clustered."""


@dataclass(frozen=True, slots=True)
class Descent:
    """An edge of the stemma: one account took text from another."""

    parent: str
    """Siglum of the earlier account, or the name of a missing ancestor ("[α]")."""
    child: str
    """Siglum of the account that copied."""
    shared: float
    """Share of the child's text that it has from the parent, 0 to 1."""
    sure: float
    """Probability of this direction, .5 when it could be either."""
    reasons: tuple[Reason, ...]
    """Evidence, strongest first."""

    @property
    def known(self) -> bool:
        """Whether there is evidence for the direction; without, the child can as well be the parent."""
        return self.sure >= _KNOWN


@dataclass(frozen=True, slots=True)
class PassageStemma:
    """The descent of one passage: who had it from whom."""

    family: int
    """Number of the family of passages, as in `Parallel.family`."""
    edges: tuple[Descent, ...]
    """Lines of descent, sorted by child and parent; `shared` is the share of the child's side of the passage."""
    missing: tuple[str, ...]
    """Names of ancestors of this passage that must have been but are not among the accounts; each passage has its own [α]."""


@dataclass(frozen=True, slots=True)
class Stemma:
    """The descent of all accounts of an edition."""

    families: tuple[tuple[str, ...], ...] = ()
    """Sigla of accounts joined by copied text, each family sorted; accounts that share with none are left out."""
    edges: tuple[Descent, ...] = ()
    """Lines of descent, sorted by child and parent."""
    missing: tuple[str, ...] = ()
    """Names of ancestors that must have been but are not among the accounts."""
    passages: tuple[PassageStemma, ...] = ()
    """The stemma of each copied passage, by number of its family."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search for passages is to remember, so that accounts that join these are compared alone."""

    by: str = ""
    """How letters were compared: letters of an n-gram, one in how many is compared, in how many shares, one in how many is kept, least score, gate."""
    pairs: bytes = b""
    """16 bytes of SHA-256 over the rest; 8 bytes length of the pairs; pairs of accounts with n-grams in common: numbers of both by
    siglum, number of seeds, 1 where they are compared; the seeds of each pair: place in either text, in letters (4 bytes each)."""
    pieces: bytes = b""
    """Aligned pieces of the parallels: number of the parallel, 1 where other passages led to it, first letter and one past the
    last in either text (4 bytes each, little-endian)."""


NOTHING_SEARCHED = Searched()
"""Where no search is remembered."""
