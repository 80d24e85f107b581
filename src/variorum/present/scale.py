"""How much a page holds: a small edition is told whole, a large one in excerpts that say so."""

from __future__ import annotations

from dataclasses import dataclass

from variorum.model import Edition

_WHOLE = 3_500_000
"""Estimated bytes up to which everything is told: the page may have 5 MB."""
_CELLS = 12_000
"""Cells of a matrix up to which it is a table of items by accounts; beyond it nobody could read the columns."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much a page holds."""

    quotes: int = 60
    """Quotations of one reading."""
    around: int = 160
    """Code points of context on either side of a quotation."""
    pairs: int = 200
    """Pairs of accounts side by side."""
    letters: int = 600_000
    """Code points of the texts that stand whole side by side."""
    details: bool = True
    """Whether links, metadata and citations are told."""
    singles: bool = True
    """Whether items told by one account alone have a card."""
    items: int = 100_000
    """Cards of items."""
    excerpts: int = 0
    """Passages of each account in place of its text; 0 for the whole text."""
    table: bool = True
    """Whether the matrix is a table of items by accounts, else a list of readings with their accounts."""


def fitting(edition: Edition) -> Scale:
    """The scale at which the page of an edition stays under 5 MB."""
    texts = sum(len(a.text) for a in edition.accounts)
    cells = len(edition.accounts) * len(edition.entries)
    if texts * 1.2 + len(edition.claims) * 1_300 + len(edition.entries) * 2_000 < _WHOLE:
        return Scale(table=cells <= _CELLS)
    shared = [e for e in edition.entries if e.verdict != "single"]
    # Bytes of a quotation and of a passage in the page, with their marks and links; measured.
    items = min(len(shared), 1_200)
    readings = sum(min(len(e.readings), 12) for e in shared[:items])
    return Scale(
        quotes=_within(1_000_000 / (max(1, readings) * 750), 1, 12),
        around=60,
        pairs=60,
        letters=0,
        details=False,
        singles=False,
        items=items,
        excerpts=_within(700_000 / (max(1, len(edition.accounts)) * 300), 1, 20),
        table=cells <= _CELLS,
    )


def _within(value: float, low: int, high: int) -> int:
    return max(low, min(high, int(value)))
