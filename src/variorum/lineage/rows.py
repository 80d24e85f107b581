"""The shared passages of a corpus as rows: parallels, or families of passages."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from variorum.lineage.corpus import Corpus
from variorum.lineage.direction import by_dates
from variorum.lineage.families import passage_families
from variorum.lineage.fold import Folding, Ints
from variorum.lineage.kinds import Side, judge, quotations
from variorum.lineage.passages import Passage, to_words
from variorum.lineage.strange import Vocabulary
from variorum.model import Span

Row = dict[str, object]
Sides = tuple[tuple[int, Span], tuple[int, Span]]
_KEPT = 20_000_000
"""Code points of texts that are kept unfolded while rows are written."""


class _Texts:
    """Texts, the places of their letters and their quotations, those used last kept."""

    def __init__(self, corpus: Corpus, folding: Folding) -> None:
        self._corpus = corpus
        self._folding = folding
        self._kept: OrderedDict[int, tuple[str, Ints, list[Span]]] = OrderedDict()
        self._size = 0

    def of(self, number: int) -> tuple[str, Ints, list[Span]]:
        """Text, offsets of the letters and quotations of a document."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        text = self._corpus.text(number)
        self._kept[number] = text, self._folding.fold(text)[1], quotations(text)
        self._size += len(text)
        while self._size > _KEPT and len(self._kept) > 2:
            self._size -= len(self._kept.popitem(last=False)[1][0])
        return self._kept[number]


def parallel_rows(
    corpus: Corpus, folding: Folding, passages: Sequence[Passage], vocabulary: Callable[[], Vocabulary]
) -> Iterator[Row]:
    """One row a passage, by ids and place; `a` is the document whose id sorts first.

    `vocabulary` gives the words of the whole corpus; it is asked where dates tell no direction.
    """
    texts = _Texts(corpus, folding)
    ids = corpus.ids
    for p in in_order(passages, ids):
        (a, _), (b, _) = sides = _sides(p, texts)
        kind, a_span, b_span, why = judge(*(Side(texts.of(n)[0], s, texts.of(n)[2]) for n, s in sides))
        direction, reason = by_dates(ids[a], corpus.dates[a], ids[b], corpus.dates[b])
        if kind != "copied":
            direction, reason = "unknown", why
        elif direction == "unknown":
            words = a_span.of(texts.of(a)[0]), b_span.of(texts.of(b)[0])
            by_words, how = vocabulary().direction(ids[a], ids[b], *words)
            told = f"who copied is not known: {reason}, and their words do not tell"
            direction, reason = (by_words, how) if by_words != "unknown" else ("unknown", told)
        if ids[a] > ids[b]:
            a, a_span, b, b_span = b, b_span, a, a_span
            direction = {"a->b": "b->a", "b->a": "a->b"}.get(direction, "unknown")  # type: ignore[assignment]
        yield {
            "a": ids[a],
            "a_start": a_span.start,
            "a_end": a_span.end,
            "b": ids[b],
            "b_start": b_span.start,
            "b_end": b_span.end,
            "kind": kind,
            "direction": direction,
            "reason": reason,
        }


def family_rows(corpus: Corpus, folding: Folding, passages: Sequence[Passage]) -> Iterator[Row]:
    """One row a family: the places of one text in all documents that have it, the earliest document first."""
    return numbered(
        places for _, places in families_of(passage_sides(corpus, folding, passages), corpus.ids, corpus.dates)
    )


def numbered(families: Iterable[list[Row]]) -> Iterator[Row]:
    """One row a family, given their places."""
    for number, places in enumerate(families):
        yield {"family": number, "documents": len({place["id"] for place in places}), "places": places}


def passage_sides(corpus: Corpus, folding: Folding, passages: Sequence[Passage]) -> list[Sides]:
    """Document and span of both sides of each passage, by ids and place."""
    texts = _Texts(corpus, folding)
    return [_sides(p, texts) for p in in_order(passages, corpus.ids)]


def families_of(
    found: Sequence[Sides], ids: Sequence[str], dates: Sequence[str | None]
) -> Iterator[tuple[int, list[Row]]]:
    """The first passage of each family, and its places: those of the earliest document first."""
    families = passage_families([((a, s.start, s.end), (b, t.start, t.end)) for (a, s), (b, t) in found])
    members: dict[int, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for family, sides in zip(families, found, strict=True):
        for number, span in sides:
            members[family][number].append(span)
    first = {family: n for n, family in reversed(list(enumerate(families)))}
    for family in sorted(members):
        places: list[Row] = [
            {"id": ids[n], "start": span.start, "end": span.end, "date": dates[n]}
            for n in sorted(members[family])
            for span in _united(members[family][n])
        ]
        yield first[family], places


def in_order(passages: Iterable[Passage], ids: Sequence[str]) -> list[Passage]:
    """The passages by the ids of their documents, the smaller first, and by place."""
    return sorted(passages, key=lambda p: _key(p, ids))


def _key(p: Passage, ids: Sequence[str]) -> tuple[str, str, int, int]:
    if ids[p.a] < ids[p.b]:
        return ids[p.a], ids[p.b], p.a_start, p.b_start
    return ids[p.b], ids[p.a], p.b_start, p.a_start


def _sides(p: Passage, texts: _Texts) -> Sides:
    a_text, a_places, _ = texts.of(p.a)
    b_text, b_places, _ = texts.of(p.b)
    a = Span(int(a_places[p.a_start]), int(a_places[p.a_end - 1]) + 1)
    b = Span(int(b_places[p.b_start]), int(b_places[p.b_end - 1]) + 1)
    return (p.a, to_words(a_text, a)), (p.b, to_words(b_text, b))


def _united(spans: Sequence[Span]) -> list[Span]:
    """The spans, those that overlap made one."""
    result: list[Span] = []
    for span in sorted(spans):
        if result and span.start < result[-1].end:
            result[-1] = Span(result[-1].start, max(result[-1].end, span.end))
        else:
            result.append(span)
    return result
