"""Shared passages in words: what was changed in them, and who had each from whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from variorum.model import Descent, Edition, Parallel, Span, Stemma, TextEdit
from variorum.present.index import Index
from variorum.present.words import clip, one_line

Row = dict[str, object]
_TURNED = {"a->b": "b->a", "b->a": "a->b", "unknown": "unknown"}
_LONG = 80
"""Code points of changed words that are shown."""


def passage_places(edition: Edition) -> dict[int, dict[str, Span]]:
    """Where each copied passage stands in each account that has it, from its first word there to its last, by family."""
    found: dict[int, dict[str, Span]] = defaultdict(dict)
    for p in edition.parallels:
        if p.kind == "copied":
            for siglum, span in ((p.a, p.a_span), (p.b, p.b_span)):
                known = found[p.family].get(siglum, span)
                found[p.family][siglum] = Span(min(known.start, span.start), max(known.end, span.end))
    return found


def family_edges(stemma: Stemma, members: Iterable[str]) -> tuple[Descent, ...]:
    """The lines of descent of a family of accounts, those between two missing ancestors of it among them."""
    inside = set(members)
    size = 0
    while size < len(inside):
        size = len(inside)
        for e in stemma.edges:
            if {e.parent, e.child} & inside:
                inside |= {e.parent, e.child}
    return tuple(e for e in stemma.edges if e.child in inside)


def edit_words(edit: TextEdit, parallel: Parallel, index: Index) -> str:
    """A change as a sentence, as of the copy: dropped “26,000”.

    Where the direction is not known, both accounts are named.
    """
    a, b = (
        clip(one_line(span.of(index.accounts[s].text)), _LONG)
        for s, span in ((parallel.a, edit.a), (parallel.b, edit.b))
    )
    if parallel.direction == "unknown":
        one, two = index.short[parallel.a], index.short[parallel.b]
        if edit.sort == "moved":
            return f"“{b}” stands elsewhere in {two} than in {one}"
        return f"{one} has {_quoted(a)}, {two} has {_quoted(b)}" + {
            "misspelt": f", misspelt in {two}",
            "mended": f", misspelt in {one}",
            "elided": f", left out with an ellipsis in {two}",
        }.get(edit.sort, "")
    was, now = (b, a) if parallel.direction == "b->a" else (a, b)
    return {
        "dropped": f"dropped {_quoted(was)}",
        "added": f"added {_quoted(now)}",
        "elided": f"left out {_quoted(was)} with an ellipsis",
        "misspelt": f"misspelt {_quoted(was)} as {_quoted(now)}",
        "mended": f"mended {_quoted(was)} to {_quoted(now)}",
        "figure": f"changed the figure {_quoted(was)} to {_quoted(now)}",
        "moved": f"moved {_quoted(now)}",
    }.get(edit.sort, f"changed {_quoted(was)} to {_quoted(now)}")


def _quoted(words: str) -> str:
    return f"“{words}”" if words else "nothing"


def edit_rows(edition: Edition) -> Iterator[Row]:
    """One row a change between the two sides of a passage, by file names and place as in `parallel_rows`.

    `sort` is told as of the copy where the direction is known, else as of b.
    """
    accounts = {a.siglum: a for a in edition.accounts}
    rows = []
    for p in edition.parallels:
        a, b = accounts[p.a], accounts[p.b]
        for e in p.edits:
            x, y, direction, sort = (a, e.a), (b, e.b), str(p.direction), e.sort
            if a.name > b.name:
                x, y, direction = y, x, _TURNED[direction]
                if direction == "unknown":
                    sort = e.opposite
            (one, one_span), (two, two_span) = x, y
            row: Row = {
                "a": one.name,
                "a_start": one_span.start,
                "a_end": one_span.end,
                "b": two.name,
                "b_start": two_span.start,
                "b_end": two_span.end,
                "sort": sort,
                "direction": direction,
                "a_words": one_span.of(one.text),
                "b_words": two_span.of(two.text),
                "passage": p.family,
            }
            rows.append(((one.name, two.name, one_span, two_span, sort), row))
    for _, row in sorted(rows, key=lambda pair: pair[0]):
        yield row


def stemma_rows(edition: Edition) -> Iterator[Row]:
    """One row a line of descent: of whole accounts first, then of each passage; by file names of child and parent."""
    names = {a.siglum: a.name for a in edition.accounts}
    places = passage_places(edition)

    def of(passage: int | None, edges: Iterable[Descent]) -> list[Row]:
        rows: list[Row] = []
        for e in edges:
            row: Row = {
                "passage": passage,
                "parent": names.get(e.parent, e.parent),
                "child": names.get(e.child, e.child),
                "parent_missing": e.parent not in names,
                "child_missing": e.child not in names,
            }
            for side, siglum in (("parent", e.parent), ("child", e.child)):
                span = places.get(passage, {}).get(siglum) if passage is not None else None
                row |= {f"{side}_start": span.start if span else None, f"{side}_end": span.end if span else None}
            row |= {"shared": e.shared, "sure": e.sure, "known": e.known, "reasons": [r.says for r in e.reasons]}
            rows.append(row)
        return sorted(rows, key=lambda r: (str(r["child"]), str(r["parent"])))

    yield from of(None, edition.stemma.edges)
    for passage in edition.stemma.passages:
        yield from of(passage.family, passage.edges)
