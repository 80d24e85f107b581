"""From one account to its claims: the extractors in order, the frames, the sources, the verifier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.languages import Language, language_of
from variorum.claims.page import Candidate, Extractor, Page
from variorum.claims.verify import verify
from variorum.model import Account, Claim, Event, Problem, ReadingView, Rejection, Span

_SHOWN = 12
"""Lines that a note shows."""
_SHOWN_LETTERS = 80
"""Code points that it shows of each."""


def extract_claims(
    account: Account,
    view: ReadingView,
    event: Event,
    added: Sequence[Extractor] = (),
) -> tuple[tuple[Claim, ...], tuple[Rejection, ...], tuple[Problem, ...]]:
    """All claims of one account by place, what the verifier rejected, and what could not be resolved.

    The grammars of the account's language read it, then the extractors `added` to them by entry points.
    """
    page = Page(account, view, event)
    language = language_of(account)
    problems: list[Problem] = []
    found: list[Candidate] = []
    for extractor in (*language.extractors, *added):
        try:
            found += list(extractor(page, tuple(c for c in found if c.kind not in ("quotation", "person"))))
        except Exception as fault:  # noqa: BLE001  a plugin's fault must not cost the account
            name = getattr(extractor, "__name__", None) or getattr(
                getattr(extractor, "func", extractor), "__name__", "?"
            )
            problems.append(
                Problem(
                    "error",
                    "claims",
                    account.name,
                    f"The extractor {name} failed on {account.name} ({type(fault).__name__}: {fault}); its claims are missing. Mend it or leave it out.",
                )
            )
    found = language.frame(page, found)
    found = [
        c if a is None or c.attribution or c.kind == "quotation" else replace(c, attribution=a)
        for c, a in zip(found, language.attribute(page, found), strict=True)
    ]
    problems += _undated(page, language)
    problems += _limits(page, language)
    problems += _aside(page)
    problems += _unread(page)
    claims, rejections = verify(page, found, language.reread)
    return claims, rejections, tuple(problems)


def _limits(page: Page, language: Language) -> list[Problem]:
    """One note on what is not understood of an account's language."""
    if not language.limits:
        return []
    return [
        Problem(
            "note",
            "claims",
            page.account.name,
            f"{page.account.name} is read as far as its language ({page.account.language}) is known: {language.limits}.",
        )
    ]


def _undated(page: Page, language: Language) -> list[Problem]:
    """One note on the words for days that nothing in the account resolves."""
    words = language.unresolved(page)
    if not words:
        return []
    shown = ", ".join(f'"{w}"' for w in dict.fromkeys(span.of(page.text) for span in words[:12]))
    message = (
        f"{len(words)} {'dates' if len(words) > 1 else 'date'} in {page.account.name} could not be resolved ({shown}), since the day it was written is not "
        f"known: give its publication date in accounts.csv and read it again."
    )
    return [Problem("note", "claims", page.account.name, message, page.view.offsets.to_source(words[0]))]


def _aside(page: Page) -> list[Problem]:
    """One note on the lines that were taken for links to other stories, where any has figures."""
    if not page.asides:
        return []
    shown = [" ".join(span.of(page.view.text).split()) for span in page.asides[:_SHOWN]]
    shown = [f'"{words if len(words) <= _SHOWN_LETTERS else words[:_SHOWN_LETTERS].rstrip() + "…"}"' for words in shown]
    n, more = len(page.asides), len(page.asides) - len(shown)
    message = (
        f"{n} {'lines' if n > 1 else 'line'} of {page.account.name} {'look' if n > 1 else 'looks'} like links to other stories, and no claims are "
        f"read there: {', '.join(shown)}{f' and {more} more' if more else ''}. Where one is of the story itself, mark it as a claim by hand or mend the line."
    )
    return [Problem("note", "claims", page.account.name, message, page.view.offsets.to_source(page.asides[0]))]


def _unread(page: Page) -> list[Problem]:
    """A warning where an account is such a heap of figures or quotations that only its beginning was read."""
    if page.read_to == len(page.text):
        return []
    share = 100 * page.read_to // len(page.text)
    message = (
        f"{page.account.name} holds more figures or quotation marks than prose does; the first {share} % of it were read, and no claims from "
        f"the rest. Cut out the table that matters, and read it as an account of its own."
    )
    rest = page.view.offsets.to_source(Span(page.read_to, len(page.text)))
    return [Problem("warning", "claims", page.account.name, message, rest)]
