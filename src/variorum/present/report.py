"""An edition as one HTML page that needs nothing else: no network, no script to be read, no file beside it."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from variorum.model import Account, Decision, Edition, Seen
from variorum.present.html import InPage, policy, render
from variorum.present.index import Index
from variorum.present.scale import fitting

Draw = Callable[[Account, Sequence[Seen]], list[bytes | None]]
"""Makes PNG pictures of places on an account's pages; None where none can be made."""
_PICTURES = 150
"""Pictures on a page: each takes some 7 kB of its 5 MB."""
_BYTES = 1_000_000
"""Bytes of the page that pictures may take."""


def report(
    edition: Edition,
    changes: Mapping[str, Sequence[str]] | None = None,
    marks: Mapping[str, Sequence[Decision]] | None = None,
    draw: Draw | None = None,
) -> str:
    """The page.

    Args:
        edition: what it shows.
        changes: by item id, what reviewers changed.
        marks: by item id, claim id or siglum, which decisions are about it.
        draw: makes the pictures of recognised words; None for a page without them.
    """
    scale = fitting(edition)
    to = InPage(whole=not scale.excerpts)
    index = Index(edition)
    pictures = _pictures(index, draw) if draw is not None else {}
    return render(
        "report.html",
        index,
        to,
        scale,
        policy=policy(),
        changes=changes or {},
        marks=marks or {},
        picture=lambda claim: pictures.get(claim.id, ""),
    )


def _pictures(index: Index, draw: Draw) -> dict[str, str]:
    """Addresses that hold the pictures themselves, by claim: doubtful ones first, then as the apparatus has them."""
    wanted = []
    for number, name in enumerate(c for e in index.edition.entries for c in e.item.claims):
        look = index.seen(index.claims[name])
        if look is not None:
            wanted.append((not look.doubtful, number, name, look))
    of: dict[str, list[tuple[str, Seen]]] = defaultdict(list)
    for _, _, name, look in sorted(wanted, key=lambda w: w[:2])[:_PICTURES]:
        of[index.claims[name].siglum].append((name, look))
    found: dict[str, str] = {}
    room = _BYTES
    for siglum, rows in of.items():
        drawn = draw(index.accounts[siglum], [look for _, look in rows])
        for (name, _), picture in zip(rows, drawn, strict=True):
            address = f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture else ""
            if address and len(address) <= room:
                room -= len(address)
                found[name] = address
    return found
