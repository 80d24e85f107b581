"""Templates filled: text is data, links have addresses, and the policy names every script by its hash."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from importlib.resources import files
from typing import Any, Protocol
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from variorum.model import Account, Claim, Decision, Descent, Entry
from variorum.present import (
    behind,
    cite,
    context,
    drift,
    facts,
    made,
    marked,
    matrix,
    overview,
    sides,
    sources,
    stemma,
    tables,
    variants,
    words,
)
from variorum.present.index import Index
from variorum.present.scale import Scale, fitting
from variorum.present.terminal import verdict_words

STYLES = ("base.css", "views.css", "print.css")
SCRIPTS = ("rooms.js", "filter.js", "link.js", "copy.js")
VIEWS = {
    "overview": "Overview",
    "matrix": "Matrix",
    "items": "Items",
    "drift": "Drift",
    "stemma": "Stemma",
    "sides": "Side by side",
    "apparatus": "Apparatus",
    "accounts": "Accounts",
    "sources": "Sources",
    "problems": "Problems",
    "made": "How it was made",
}
"""Every view by the name in its address, with its heading."""


class Links(Protocol):
    """Addresses of all that can be shown."""

    def view(self, name: str) -> str:
        """Address of a view."""

    def item(self, item: str, siglum: str | None = None) -> str:
        """Address of an item's card, at the words of one account where `siglum` is given."""

    def words(self, item: str, claim: Claim) -> str:
        """Address of a claim's words on an item's card."""

    def account(self, siglum: str) -> str:
        """Address of an account's text."""

    def claim(self, claim: Claim) -> str:
        """Address of a claim's words in the account's text."""

    def base(self, siglum: str) -> str:
        """Address of an account as the base text of the apparatus."""

    def sides(self, a: str, b: str, passage: int = 0) -> str:
        """Address of two accounts side by side, at the passage of that number where one is given."""


class InPage:
    """Addresses within one page: `#item=...&account=...`."""

    def __init__(self, *, whole: bool = True) -> None:
        # Where the page holds excerpts, not every claim has a place of its own.
        self._whole = whole

    def view(self, name: str) -> str:
        """See `Links`."""
        return f"#{name}"

    def item(self, item: str, siglum: str | None = None) -> str:
        """See `Links`."""
        return f"#item={in_address(item)}" + (f"&account={in_address(siglum)}" if siglum is not None else "")

    def words(self, item: str, claim: Claim) -> str:
        """See `Links`."""
        return f"#item={in_address(item)}&claim={in_address(claim.id)}"

    def account(self, siglum: str) -> str:
        """See `Links`."""
        return f"#account={in_address(siglum)}"

    def claim(self, claim: Claim) -> str:
        """See `Links`."""
        return f"#claim={in_address(claim.id)}" if self._whole else f"#account={in_address(claim.siglum)}"

    def base(self, siglum: str) -> str:
        """See `Links`."""
        return f"#apparatus={in_address(siglum)}"

    def sides(self, a: str, b: str, passage: int = 0) -> str:
        """See `Links`."""
        a, b = sorted((a, b))
        return f"#sides={in_address(a)}&with={in_address(b)}" + (f"&passage={passage}" if passage else "")


def in_address(text: str) -> str:
    """A name as it can stand in an address."""
    return quote(text, safe="")


@functools.cache
def environment() -> Environment:
    """The templates, with everything they may call."""
    env = Environment(
        loader=PackageLoader("variorum.present", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "shown": words.shown,
        "day": words.day,
        "figure": words.figure,
        "log_odds": words.log_odds,
        "line": words.one_line,
        "clip": words.clip,
    }
    env.globals |= {
        "bounds": words.bounds,
        "passage": context.passage,
        "verdict_words": verdict_words,
        "cite": cite,
        "signs": matrix.SIGNS,
        "cells": matrix.cells,
        "standings": matrix.standings,
        "variants_of": variants.variants,
        "denials_of": variants.denials,
        "bearer": variants.bearer,
        "link_reasons": facts.link_reasons,
        "listed": variants.listed,
        "own_reasons": variants.own_reasons,
        "behind": behind.behind,
        "groups": matrix.groups,
        "overview_of": overview.overview,
        "drifts": drift.drifts,
        "trees": stemma.trees,
        "passage_trees": stemma.passage_trees,
        "sources": sources.sources,
        "speaker_of": sources.speaker_of,
        "settings_of": made.settings,
        "parents_of": parents_of,
        "fellows": fellows,
        "found_in": found_in,
        "siglum_of": siglum_of,
        "box": stemma.BOX,
        "pairs": sides.pairs,
        "common": sides.common,
        "paragraphs_of": sides.paragraphs,
        "marked": marked.marked,
        "telling": marked.telling,
        "items_in": marked.items_in,
        "apparatus_of": marked.apparatus,
        "base_of": marked.base,
        "bases": marked.bases,
        "tables": tables,
        "drawing": drift,
        "VIEWS": VIEWS,
    }
    return env


@functools.cache
def asset(name: str) -> str:
    """The text of a style sheet or script."""
    return files("variorum.present").joinpath("static", name).read_text(encoding="utf-8")


def policy(scripts: tuple[str, ...] = SCRIPTS, forms: str = "'none'", images: str = "data:") -> str:
    """The Content-Security-Policy of a page that holds our style sheets and `scripts`, each by its hash.

    `forms` says where forms may be sent, `images` where pictures may come from.
    """
    style = " ".join(_hash(asset(s)) for s in STYLES)
    script = " ".join(_hash(asset(s)) for s in scripts)
    return f"default-src 'none'; style-src {style}; script-src {script}; img-src {images}; base-uri 'none'; form-action {forms}"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def inline(name: str) -> Markup:
    """A style sheet or script of our own, to stand in the page as it is."""
    text = asset(name)
    assert "</" not in text, name
    return Markup(text)  # noqa: S704 - our own file, never a document's text


def told(decision: Decision) -> str:
    """The word that a decision says: a label, a date, a name, a note; empty where it says none."""
    try:
        value = json.loads(decision.value)
    except ValueError:
        return ""
    return str(value.get("text") or "") if isinstance(value, dict) else ""


def parents_of(index: Index, siglum: str) -> tuple[Descent, ...]:
    """The lines of descent that end in an account, the greatest share first."""
    found = (e for e in index.edition.stemma.edges if e.child == siglum)
    return tuple(sorted(found, key=lambda e: (-e.shared, e.parent)))


def found_in(account: Account) -> dict[str, str]:
    """Where each fact of an account that it has was found, by field; a reviewer's word is told beside it, not here."""
    places = dict.fromkeys(("published", "publisher", "network", "agency", "author", "language", "url"), "")
    for fact in account.metadata:
        if fact.field in places and fact.value == getattr(account, fact.field, None):
            places[fact.field] = fact.found_in
    return places


def siglum_of(index: Index, where: str) -> str | None:
    """The account that a problem is about, by its siglum or file name; None where it is about none that was read."""
    return where if where in index.accounts else index.named.get(where)


def fellows(index: Index, entry: Entry) -> tuple[Entry, ...]:
    """Items that one can be merged with: of its kind, those of its measure first, 200 of them."""
    kind, measure = entry.item.kind, entry.item.measure
    found = (*index.fellows.get((kind, measure), ()), *index.fellows.get((kind, None), ()))
    return tuple({e.item.id: e for e in found if e.item.id != entry.item.id}.values())[:200]


def render(template: str, index: Index, to: Links, scale: Scale | None = None, **more: Any) -> str:
    """A template filled with an edition."""
    scale = scale or fitting(index.edition)
    named: set[tuple[str, str]] = set()

    @functools.cache
    def shown_pairs() -> frozenset[tuple[str, str]]:
        return frozenset((a, b) for a, b, _ in sides.common(index, scale.pairs))

    def paired(a: str, b: str) -> bool:
        return bool(more.get("served")) or (min(a, b), max(a, b)) in shown_pairs()

    def first_time(item: str, name: str) -> bool:
        # An address is of one place: of the first words of an account, or of a claim, on an item's card.
        new = (item, name) not in named
        named.add((item, name))
        return new

    filling = {
        "index": index,
        "edition": index.edition,
        "to": to,
        "inline": inline,
        "STYLES": STYLES,
        "SCRIPTS": SCRIPTS,
        "scale": scale,
        "matrix_rows": functools.partial(matrix.rows, singles=scale.singles),
        "measures": matrix.measures,
        "first_time": first_time,
        "told": told,
        "paired": paired,
        "changes": {},
        "marks": {},
        "served": False,
        "picture": lambda _: "",
        "no_picture": "variorum serve shows the place",
    }
    return environment().get_template(template).render(filling | more)
