"""From accounts to who copied whom: shared passages, their kind and direction, the stemma."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from variorum.lineage.direction import by_citation, by_dates
from variorum.lineage.edits import Words, as_copied, find_edits
from variorum.lineage.families import joined, passage_families
from variorum.lineage.fold import Folding, Ints, join
from variorum.lineage.kept import Kept
from variorum.lineage.kinds import Side, judge, quotations
from variorum.lineage.passages import Passage, to_words
from variorum.lineage.search import find_passages
from variorum.lineage.slips import KnownWords, by_slips
from variorum.lineage.stemma import MOST, make_stemma
from variorum.model import (
    Account,
    Direction,
    Edition,
    Parallel,
    Problem,
    Progress,
    Searched,
    Span,
    Stemma,
    TextEdit,
    silent,
)
from variorum.settings import LineageSettings

__all__ = ["trace_lineage"]


def trace_lineage(
    accounts: Sequence[Account],
    settings: LineageSettings,
    progress: Progress = silent,
    before: Edition | None = None,
) -> tuple[tuple[Parallel, ...], Stemma, tuple[Problem, ...], Searched]:
    """All parallels between accounts by place, the stemma they add up to, what went wrong, and what is kept of the search.

    What `before`, an edition of some of the accounts made with the same settings, holds of them is not worked out again.
    """
    accounts = sorted(accounts, key=lambda a: a.siglum)
    folding = Folding()
    folded = [folding.fold(a.text) for a in accounts]
    letters = join([f[0] for f in folded])
    kept = Kept(before, accounts)
    passages = find_passages(letters, settings, progress, kept=kept)
    words = {a.siglum: Words(a.text) for a in accounts} if passages else {}
    known = _known(words, ((accounts[p.a].siglum, accounts[p.b].siglum) for p in passages))
    if passages and before is not None and before.parallels:
        old = {a.siglum: words[a.siglum] if a.siglum in kept.same else Words(a.text) for a in before.accounts}
        kept.forget(known.unlike(_known(old, ((p.a, p.b) for p in before.parallels))), words)
    parallels, passages = _described(accounts, words, known, [f[1] for f in folded], passages, kept)
    stemma = make_stemma(accounts, parallels, words, known, kept)
    problems = tuple(_unsought(family) for family in stemma.families if len(family) > MOST)
    return parallels, stemma, problems, kept.searched(passages)


def _known(words: Mapping[str, Words], pairs: Iterable[tuple[str, str]]) -> KnownWords:
    """The words known by all texts; `pairs` are those that share passages."""
    groups = joined(pairs, sorted(words))
    alone = {*words} - {s for group in groups for s in group}
    return KnownWords([words[s] for s in group] for group in (*groups, *((s,) for s in sorted(alone))))


def _unsought(family: Sequence[str]) -> Problem:
    """That of so large a family nobody has looked for its lost texts."""
    says = (
        f"{len(family)} accounts share copied text ({family[0]}, {family[1]} and {len(family) - 2} more). Texts that are lost are "
        f"looked for among at most {MOST} accounts, so that here the lines lead between the accounts themselves: read fewer of "
        "them together to have lost ones looked for."
    )
    return Problem("note", "lineage", "", says)


def _described(
    accounts: Sequence[Account],
    words: Mapping[str, Words],
    known: Callable[[str], bool],
    places: Sequence[Ints],
    passages: Sequence[Passage],
    kept: Kept,
) -> tuple[tuple[Parallel, ...], list[Passage]]:
    """The passages as parallels, with kind, direction, edits and family, and the passages in the same order."""
    quoted = functools.cache(lambda n: quotations(accounts[n].text))
    made = []
    for p in passages:
        a, b = accounts[p.a], accounts[p.b]
        if (parallel := kept.parallel(a.siglum, b.siglum, p.pieces)) is not None:
            made.append((parallel, p))
            continue
        a_span = to_words(a.text, _span(places[p.a], p.a_start, p.a_end))
        b_span = to_words(b.text, _span(places[p.b], p.b_start, p.b_end))
        kind, x, y, why = judge(Side(a.text, a_span, quoted(p.a)), Side(b.text, b_span, quoted(p.b)))
        pieces = [(x, y)]
        if kind != "quotation":
            pieces = [
                (to_words(a.text, _span(places[p.a], *q[:2])), to_words(b.text, _span(places[p.b], *q[2:])))
                for q in _in_order(p)
            ]
        edits = find_edits(words[a.siglum], words[b.siglum], pieces, known)
        direction, reason = _directed(a, x, b, y, edits, known) if kind == "copied" else ("unknown", why)
        parallel = Parallel(a.siglum, x, b.siglum, y, kind, direction, reason, as_copied(edits, direction))
        made.append((parallel, p))
    made.sort(key=lambda m: (m[0].a, m[0].b, m[0].a_span, m[0].b_span))
    found = [parallel for parallel, _ in made]
    # A quotation and the article that it stands in are two families; so each kind keeps to itself.
    families = passage_families(
        [(((p.kind, p.a), p.a_span.start, p.a_span.end), ((p.kind, p.b), p.b_span.start, p.b_span.end)) for p in found]
    )
    numbered = tuple(p if p.family == f else replace(p, family=f) for p, f in zip(found, families, strict=True))
    return numbered, [p for _, p in made]


def _directed(
    a: Account, x: Span, b: Account, y: Span, edits: tuple[TextEdit, ...], known: Callable[[str], bool]
) -> tuple[Direction, str]:
    """The direction of a passage by the dates, else by who names whom beside it, else by slips; and how."""
    direction, undated = by_dates(a.siglum, a.published, b.siglum, b.published)
    if direction != "unknown":
        return direction, undated
    for direction, reason in (by_citation(a, x, b, y), by_slips(a.siglum, b.siglum, edits, a.text, b.text, known)):
        if direction != "unknown":
            return direction, reason
    return "unknown", f"who copied is not known: {undated}, and their words do not tell"


def _in_order(passage: Passage) -> list[tuple[int, int, int, int]]:
    """The pieces of a passage, those that follow one another on both sides made one."""
    runs: list[tuple[int, int, int, int]] = []
    for piece in passage.pieces:
        if runs and piece[2] >= runs[-1][2]:
            last = runs[-1]
            runs[-1] = (last[0], max(last[1], piece[1]), last[2], max(last[3], piece[3]))
        else:
            runs.append(piece)
    return runs


def _span(places: Ints, start: int, end: int) -> Span:
    """The stretch of a text from one letter to another."""
    return Span(int(places[start]), int(places[end - 1]) + 1)
