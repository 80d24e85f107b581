"""From reading views to claims: grammars for numbers, dates, durations, quotations, sources."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.model import Account, Claim, Event, Problem, ReadingView, Rejection
from variorum.settings import ClaimSettings


def find_event(accounts: Sequence[Account], views: Sequence[ReadingView], settings: ClaimSettings) -> Event:
    """The event's own date and places, as far as all accounts together show them."""
    return Event(None, (), "not looked for")


def extract_claims(
    account: Account, view: ReadingView, event: Event, settings: ClaimSettings
) -> tuple[tuple[Claim, ...], tuple[Rejection, ...], tuple[Problem, ...]]:
    """All claims of one account by place, what the verifier rejected, and what could not be resolved."""
    return (), (), ()
