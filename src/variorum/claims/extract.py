"""From one account to its claims: the extractors in order, the frames, the sources, the verifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.en.attribution import attribute
from variorum.claims.en.clock import clock_times
from variorum.claims.en.dates import dates
from variorum.claims.en.durations import durations
from variorum.claims.en.frames import frame_all
from variorum.claims.en.lists import lists
from variorum.claims.en.persons import persons
from variorum.claims.en.quantities import quantities
from variorum.claims.en.quotations import quotations
from variorum.claims.en.relative import unresolved
from variorum.claims.en.reread import reread
from variorum.claims.en.rests import rests
from variorum.claims.page import Candidate, Extractor, Page
from variorum.claims.verify import verify
from variorum.model import Account, Claim, Event, Problem, ReadingView, Rejection, Span
from variorum.settings import ClaimSettings

EXTRACTORS: tuple[Extractor, ...] = (dates, durations, clock_times, quotations, quantities, lists, persons)
"""What reads claims, in order; each is given what those before it found. Entry points may lengthen the list."""


def extract_claims(
    account: Account,
    view: ReadingView,
    event: Event,
    settings: ClaimSettings,
    extractors: Sequence[Extractor] = EXTRACTORS,
) -> tuple[tuple[Claim, ...], tuple[Rejection, ...], tuple[Problem, ...]]:
    """All claims of one account by place, what the verifier rejected, and what could not be resolved."""
    page = Page(account, view, event)
    problems: list[Problem] = []
    found: list[Candidate] = []
    for extractor in extractors:
        try:
            found += list(extractor(page, tuple(c for c in found if c.kind not in ("quotation", "person"))))
        except Exception as fault:  # noqa: BLE001  a plugin's fault must not cost the account
            name = getattr(extractor, "__name__", type(extractor).__name__)
            problems.append(
                Problem(
                    "error",
                    "claims",
                    account.name,
                    f"The extractor {name} failed on {account.name} ({type(fault).__name__}: {fault}); its claims are missing. Mend it or leave it out.",
                )
            )
    found = frame_all(page, found)
    found += rests(page, found)
    found = [
        c if c.attribution or c.kind == "quotation" else replace(c, attribution=a)
        for c, a in zip(found, attribute(page, found), strict=True)
    ]
    problems += _undated(page)
    problems += _unread(page)
    claims, rejections = verify(page, found, reread)
    return claims, rejections, tuple(problems)


def _undated(page: Page) -> list[Problem]:
    """One note on the words for days that nothing in the account resolves."""
    words = unresolved(page)
    if not words:
        return []
    shown = ", ".join(f'"{w}"' for w in dict.fromkeys(span.of(page.text) for span in words[:12]))
    message = (
        f"{len(words)} dates in {page.account.name} could not be resolved ({shown}), since the day it was written is not "
        f"known: give its publication date in accounts.csv and read it again."
    )
    return [Problem("note", "claims", page.account.name, message, page.view.offsets.to_source(words[0]))]


def _unread(page: Page) -> list[Problem]:
    """A warning where an account is such a heap of figures that only its beginning was read."""
    if page.read_to == len(page.text):
        return []
    share = 100 * page.read_to // len(page.text)
    message = (
        f"{page.account.name} holds more figures than prose does; the first {share} % of it were read, and no claims from "
        f"the rest. Cut out the table that matters, and read it as an account of its own."
    )
    rest = page.view.offsets.to_source(Span(page.read_to, len(page.text)))
    return [Problem("warning", "claims", page.account.name, message, rest)]
