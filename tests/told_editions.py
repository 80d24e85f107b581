"""Editions of a few sentences, and the entry in which a quote of theirs stands."""

from __future__ import annotations

from variorum.pipeline import make_edition


def edition_of(folder, *texts, days=()):
    """The edition of accounts "0", "1", ..., published on `days` where these are told."""
    for n, text in enumerate(texts):
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    rows = [f"{n}.txt,{day}" for n, day in enumerate(days)]
    (folder / "accounts.csv").write_text("\n".join(["account,published", *rows]), encoding="utf-8")
    return make_edition([folder])


def entry_of(edition, siglum, quote, nth=0):
    """The entry of the account's claim with that quote, the first of several unless told."""
    claims = sorted((c for c in edition.claims if c.siglum == siglum and c.quote == quote), key=lambda c: c.span)
    return next(e for e in edition.entries if claims[nth].id in e.item.claims)


def together(edition, first, second):
    """Whether the two quotes, each with its account, stand in one item."""
    return entry_of(edition, *first) == entry_of(edition, *second)
