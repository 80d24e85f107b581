"""A number found in a text, in whatever language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Number:
    """A number found in a text."""

    start: int
    """First code point."""
    end: int
    """One past the last."""
    low: float
    """Least value it can mean."""
    high: float | None
    """Greatest value it can mean, None for no bound."""
    form: str
    """digits, word, vague, none; in English also one, several, pair, fraction."""
