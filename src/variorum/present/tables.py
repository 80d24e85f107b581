"""Accounts, problems, findings and origins as plain rows, and the numbers of an edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from variorum.model import Edition, Origin
from variorum.present.exports import Row
from variorum.present.index import Index


def numbers(edition: Edition) -> dict[str, int]:
    """How many of everything, for the first sentence of every face."""
    verdicts = Counter(e.verdict for e in edition.entries)
    return {
        "accounts": len(edition.accounts),
        "claims": len(edition.claims),
        "items": len(edition.entries),
        "conflict": verdicts["conflict"],
        "compatible": verdicts["compatible"],
        "agree": verdicts["agree"],
        "single": verdicts["single"],
        "refused": sum(e.refused is not None and e.item.kind == "quantity" for e in edition.entries),
        "families": len(edition.stemma.families),
        "problems": sum(p.severity != "note" for p in edition.problems),
        "decisions": len(edition.decisions),
    }


def account_rows(edition: Edition) -> Iterator[Row]:
    """One row an account, by publication date."""
    index = Index(edition)
    for account in index.by_date:
        family = index.family_of.get(account.siglum)
        yield {
            "siglum": account.siglum,
            "account": account.name,
            "title": account.title,
            "published": account.published,
            "publisher": account.publisher,
            "network": account.network,
            "url": account.url,
            "language": account.language,
            "claims": len(index.claims_of[account.siglum]),
            "family": None if family is None else family + 1,
            "sha256": account.sha256,
        }


def problem_rows(edition: Edition) -> Iterator[Row]:
    """One row a problem, the worst first."""
    order = ("error", "warning", "note")
    for problem in sorted(edition.problems, key=lambda p: order.index(p.severity)):
        yield {
            "severity": problem.severity,
            "stage": problem.stage,
            "where": problem.where,
            "message": problem.message,
            "start": problem.span.start if problem.span else None,
            "end": problem.span.end if problem.span else None,
        }


def finding_rows(edition: Edition) -> Iterator[Row]:
    """One row a check of arithmetic, those that fail first."""
    quotes = {c.id: c for c in edition.claims}
    for finding in sorted(edition.findings, key=lambda f: f.holds):
        claims = [quotes[c] for c in finding.claims if c in quotes]
        yield {
            "check": finding.check,
            "holds": finding.holds,
            "says": finding.says,
            "claims": [{"id": c.id, "account": c.siglum, "quote": c.quote} for c in claims],
        }


def by_use(edition: Edition) -> list[Origin]:
    """The sources behind the sources, the most used first."""
    return sorted(edition.origins, key=lambda o: (-len(o.accounts), -len(o.claims), o.name))


def origin_rows(edition: Edition) -> Iterator[Row]:
    """One row a source behind the sources, the most used first."""
    for origin in by_use(edition):
        yield {
            "name": origin.name,
            "forms": list(origin.forms),
            "accounts": list(origin.accounts),
            "claims": list(origin.claims),
        }
