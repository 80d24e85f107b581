"""What reading an original again changed: passages of the text, and where its claims stand now."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from variorum.model import Account, Claim, Edition, Problem, Span, carry
from variorum.present.exports import Row
from variorum.present.words import clip, one_line, several

_WORDS = 4_000
"""Words on either side up to which passages are compared word by word; longer ones line by line."""
_LINES = 20_000
"""Lines on either side up to which they are compared at all: beyond it, all that changed is one passage."""
_SHOWN = 5
"""Passages and orphans told in words; the rows hold all."""


@dataclass(frozen=True, slots=True)
class Changed:
    """An account whose text was read otherwise than before."""

    account: Account
    """As it was."""
    extractor: str
    """Name and version of the reader now."""
    passages: tuple[tuple[str, str], ...]
    """What stood there and what stands there now, in order; empty for nothing."""
    kept: int
    """Claims that stand where they stood."""
    moved: tuple[tuple[Claim, Span], ...]
    """Claims found again elsewhere by their words, with the place."""
    orphans: tuple[Claim, ...]
    """Claims whose words are gone, or cannot be told from others."""

    def sentences(self) -> list[str]:
        """The change in words: one sentence, then the first passages and orphans."""
        by = self.account.extractor
        readers = f"by {self.extractor}" if by == self.extractor else f"by {self.extractor}, before by {by}"
        claims = self.kept + len(self.moved) + len(self.orphans)
        first = (
            f"{self.account.name} reads otherwise than in the edition ({readers}): {several(len(self.passages), 'passage')} changed; "
            f"of {several(claims, 'claim')} {self.kept} stand where they stood, {len(self.moved)} moved with their words, "
            f"{len(self.orphans)} are orphans."
        )
        said = [first, *(_told(*passage) for passage in self.passages[:_SHOWN])]
        said += [f"Orphan {c.id}: “{_short(c.quote)}” is not found for certain." for c in self.orphans[:_SHOWN]]
        return said

    def row(self) -> Row:
        """The change as plain values."""
        return {
            "account": self.account.name,
            "extractor_before": self.account.extractor,
            "extractor": self.extractor,
            "passages": [{"before": a, "now": b} for a, b in self.passages],
            "kept": self.kept,
            "moved": [_place(c) | {"start_now": s.start, "end_now": s.end} for c, s in self.moved],
            "orphans": [_place(c) for c in self.orphans],
        }


def _told(before: str, now: str) -> str:
    if not before:
        return f"“{_short(now)}” is new."
    if not now:
        return f"“{_short(before)}” is gone."
    return f"“{_short(before)}” is now “{_short(now)}”."


def changed(account: Account, claims: Sequence[Claim], text: str, extractor: str) -> Changed:
    """What changed of an account and its claims, now that `extractor` made `text` of it."""
    kept, moved, orphans = 0, [], []
    for claim, place in zip(claims, carry([c.span for c in claims], account.text, text), strict=True):
        if place is None:
            orphans.append(claim)
        elif place == claim.span:
            kept += 1
        else:
            moved.append((claim, place))
    return Changed(account, extractor, tuple(passages(account.text, text)), kept, tuple(moved), tuple(orphans))


def changes_between(before: Edition, now: Sequence[Account]) -> tuple[Problem, ...]:
    """A warning for each account of an edition that has the same bytes now and another text."""
    texts = {a.name: a for a in now}
    found = []
    for account in before.accounts:
        new = texts.get(account.name)
        if new is None or new.sha256 != account.sha256 or new.text == account.text:
            continue
        claims = [c for c in before.claims if c.siglum == account.siglum]
        said = changed(account, claims, new.text, new.extractor).sentences()
        found.append(Problem("warning", "accounts", account.name, " ".join(said)))
    return tuple(found)


def passages(old: str, new: str) -> list[tuple[str, str]]:
    """Stretches that differ, as they were and as they are, in order; white space alone is no difference.

    >>> passages("It killed 131 people\\nin Ansa.", "It killed 133 people in Ansa.")
    [('131', '133')]
    """
    a, b = old.split(), new.split()
    by = " "
    if max(len(a), len(b)) > _WORDS:
        a, b = ([" ".join(line.split()) for line in text.split("\n") if line.strip()] for text in (old, new))
        by = "\n"
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    end = next((n for n, (x, y) in enumerate(zip(a[:start:-1], b[:start:-1], strict=False)) if x != y), 0)
    a, b = a[start : len(a) - end], b[start : len(b) - end]
    if max(len(a), len(b)) > _LINES:
        return [(by.join(a), by.join(b))]
    steps = difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return [(by.join(a[i:j]), by.join(b[k:m])) for tag, i, j, k, m in steps if tag != "equal"]


def _place(claim: Claim) -> dict[str, object]:
    return {"id": claim.id, "quote": claim.quote, "start": claim.span.start, "end": claim.span.end}


def _short(text: str) -> str:
    return clip(one_line(re.sub(r"\s+", " ", text)), 80)
