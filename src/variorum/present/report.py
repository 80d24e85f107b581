"""An edition as one HTML page that needs nothing else: no network, no script to be read, no file beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from variorum.model import Decision, Edition
from variorum.present.html import InPage, policy, render
from variorum.present.index import Index
from variorum.present.scale import fitting


def report(
    edition: Edition,
    changes: Mapping[str, Sequence[str]] | None = None,
    marks: Mapping[str, Sequence[Decision]] | None = None,
) -> str:
    """The page; `changes` tells by item id what reviewers changed, `marks` which decisions are about it."""
    scale = fitting(edition)
    to = InPage(whole=not scale.excerpts)
    return render("report.html", Index(edition), to, scale, policy=policy(), changes=changes or {}, marks=marks or {})
