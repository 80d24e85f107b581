"""The whole journey on one page: from files to an edition. Only this file knows the order of the stages."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from variorum.accounts import read_accounts
from variorum.claims import extract_claims, find_event
from variorum.collation import collate_claims
from variorum.engine import LocalEngine
from variorum.lineage import trace_lineage
from variorum.model import (
    Account,
    Claim,
    Edition,
    Event,
    Problem,
    Progress,
    ReadingView,
    Rejection,
    UserError,
    silent,
)
from variorum.settings import ClaimSettings, Settings, TextSettings
from variorum.text import clean_text
from variorum.verdicts import reconcile

_Extracted = tuple[tuple[Claim, ...], tuple[Rejection, ...], tuple[Problem, ...]]


def make_edition(paths: Sequence[Path], settings: Settings | None = None, progress: Progress = silent) -> Edition:
    """The edition of all accounts in `paths` (files, or folders of files).

    Raises:
        UserError: not one account could be read; its message says why.
    """
    settings = settings or Settings()
    accounts, problems = read_accounts(paths, settings.accounts, progress)
    if not accounts:
        raise UserError(_nothing_read(paths, problems))
    return edit_accounts(accounts, problems, settings, progress)


def edit_accounts(
    accounts: Sequence[Account], problems: Sequence[Problem], settings: Settings, progress: Progress = silent
) -> Edition:
    """The edition of accounts already read, with the problems met in reading them."""
    accounts = tuple(sorted(accounts, key=lambda a: a.siglum))
    engine = LocalEngine(settings.engine)
    found: list[Problem] = list(problems)

    cleaned = []
    for done, (view, more) in enumerate(engine.map(functools.partial(_clean, settings.text), accounts), 1):
        cleaned.append(view)
        found += more
        progress("cleaning", done, len(accounts))
    views = {account.siglum: view for account, view in zip(accounts, cleaned, strict=True)}

    parallels, stemma, more = trace_lineage(accounts, settings.lineage, progress)
    found += more

    event = find_event(accounts, cleaned, settings.claims)
    claims: list[Claim] = []
    rejections: list[Rejection] = []
    pairs = list(zip(accounts, cleaned, strict=True))
    for done, extracted in enumerate(engine.map(functools.partial(_extract, event, settings.claims), pairs), 1):
        claims += extracted[0]
        rejections += extracted[1]
        found += extracted[2]
        progress("claims", done, len(accounts))

    items, more = collate_claims(claims, accounts, views, parallels, event, settings.collation, progress)
    found += more
    result, more = reconcile(items, claims, accounts, views, parallels, stemma, event, settings.verdicts, progress)
    found += more
    return Edition(
        accounts=accounts,
        event=event,
        claims=tuple(claims),
        rejections=tuple(rejections),
        entries=result.entries,
        parallels=parallels,
        stemma=stemma,
        findings=result.findings,
        origins=result.origins,
        problems=tuple(found),
        decisions=(),
        made=(("variorum", version("variorum")),),
    )


def _clean(settings: TextSettings, account: Account) -> tuple[ReadingView, tuple[Problem, ...]]:
    return clean_text(account, settings)


def _extract(event: Event, settings: ClaimSettings, pair: tuple[Account, ReadingView]) -> _Extracted:
    return extract_claims(*pair, event, settings)


def _nothing_read(paths: Sequence[Path], problems: Sequence[Problem]) -> str:
    names = ", ".join(str(p) for p in paths)
    if problems:
        return f"None of the files in {names} could be read. " + " ".join(p.message for p in problems[:3])
    return f"There is no account in {names}: put text, Markdown or HTML files there and read it again."
