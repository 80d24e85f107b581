"""An account's text with its claims and parallels marked, and a base text with the apparatus under it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from variorum.model import Claim, Entry, Parallel, Span
from variorum.present.context import paragraphs
from variorum.present.index import Index


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that is marked alike."""

    parts: tuple[tuple[str, bool], ...]
    """The exact words, and whether another account has them too."""
    claim: Claim | None
    """Innermost claim they belong to, None for none."""
    first: bool
    """Whether the claim begins here."""
    outer: tuple[str, ...]
    """Ids of claims that begin here and hold `claim`."""
    number: int
    """Number of the note to it, 0 for none."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with what stands in its margin."""

    segments: tuple[Segment, ...]
    """Its words."""
    claims: tuple[Claim, ...]
    """Claims that begin in it."""
    parallels: tuple[Parallel, ...]
    """Shared passages that begin in it."""


def marked(index: Index, siglum: str, notes: dict[str, int] | None = None) -> tuple[Paragraph, ...]:
    """The text of an account by paragraph; `notes` numbers the claims that have a note."""
    account = index.accounts[siglum]
    claims = index.claims_of[siglum]
    parallels = index.parallels_of.get(siglum, ())
    found = []
    for place in paragraphs(account.text):
        here = [c for c in claims if c.span.overlaps(place)]
        shared = [(p, s) for p, s in parallels if s.overlaps(place)]
        segments = _segments(account.text, place, here, [s for _, s in shared], notes or {})
        found.append(
            Paragraph(
                segments,
                tuple(c for c in here if c.span.start >= place.start),
                tuple(p for p, s in shared if s.start >= place.start),
            )
        )
    return tuple(found)


def _segments(
    text: str, place: Span, claims: list[Claim], shared: list[Span], notes: dict[str, int]
) -> tuple[Segment, ...]:
    cuts = {place.start, place.end}
    for span in [c.span for c in claims] + shared:
        cuts |= {e for e in (span.start, span.end) if place.start < e < place.end}
    ends = sorted(cuts)
    over: list[list[Claim]] = [[] for _ in ends]
    common = [False] * len(ends)
    for claim in claims:
        for n in range(bisect_right(ends, max(claim.span.start, place.start)) - 1, len(ends) - 1):
            if ends[n] >= claim.span.end:
                break
            over[n].append(claim)
    for span in shared:
        for n in range(bisect_right(ends, max(span.start, place.start)) - 1, len(ends) - 1):
            if ends[n] >= span.end:
                break
            common[n] = True
    found: list[Segment] = []
    for n in range(len(ends) - 1):
        start, end = ends[n], ends[n + 1]
        inner = min(over[n], key=lambda c: (len(c.span), c.id), default=None)
        begins = [c for c in over[n] if max(c.span.start, place.start) == start]
        last = [notes[c.id] for c in over[n] if c.span.end == end and c.id in notes]
        part = (text[start:end], common[n])
        if found and not begins and found[-1].claim is inner and not found[-1].number:
            # The same claim goes on: it stays one link, whatever begins or ends within it.
            found[-1] = replace(found[-1], parts=(*found[-1].parts, part), number=min(last, default=0))
            continue
        outer = tuple(c.id for c in begins if c is not inner)
        found.append(Segment((part,), inner, inner is not None and inner in begins, outer, min(last, default=0)))
    return tuple(found)


def items_in(index: Index, claims: Sequence[Claim]) -> tuple[Entry, ...]:
    """The items of claims to which other accounts speak as well, each once, by place."""
    found = {e.item.id: e for c in claims if (e := index.entry_of.get(c.id)) and e.verdict != "single"}
    return tuple(found.values())


def telling(index: Index, siglum: str) -> tuple[Claim, ...]:
    """Claims of an account that others have something to say to, one an item, conflicts first, then by place."""
    order = {"conflict": 0, "compatible": 1, "agree": 2}
    found: dict[str, Claim] = {}
    for claim in index.claims_of[siglum]:
        entry = index.entry_of.get(claim.id)
        if entry is not None and entry.verdict in order:
            found.setdefault(entry.item.id, claim)
    return tuple(sorted(found.values(), key=lambda c: order[index.entry_of[c.id].verdict]))


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the apparatus under a base text."""

    number: int
    """Its number, from 1, by place in the base text."""
    claim: Claim
    """The claim of the base text it is about."""
    entry: Entry
    """The item, with all its readings."""


def apparatus(index: Index, siglum: str) -> tuple[tuple[Paragraph, ...], tuple[Note, ...]]:
    """The text of an account, and a note to every claim to which other accounts have something to say."""
    notes: list[Note] = []
    seen: set[str] = set()
    for claim in index.claims_of[siglum]:
        entry = index.entry_of.get(claim.id)
        if entry is None or entry.item.id in seen or len(index.accounts_of(entry)) < 2:
            continue
        seen.add(entry.item.id)
        notes.append(Note(len(notes) + 1, claim, entry))
    return marked(index, siglum, {n.claim.id: n.number for n in notes}), tuple(notes)


def base(index: Index) -> str:
    """The account with most items that others speak to as well: the best base text."""
    counts = {
        s: len({e.item.id for c in claims if (e := index.entry_of.get(c.id)) and e.verdict != "single"})
        for s, claims in index.claims_of.items()
    }
    return min(counts, key=lambda s: (-counts[s], s), default="")


def bases(index: Index, best: str, letters: int) -> tuple[str, ...]:
    """Accounts that a page takes as base texts: `best`, then the others by date while all have `letters` code points."""
    found = [best] if best in index.accounts else []
    for account in index.by_date:
        letters -= len(account.text)
        if account.siglum != best and letters >= 0:
            found.append(account.siglum)
    return tuple(found)
