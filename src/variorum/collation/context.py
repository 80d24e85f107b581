"""What a claim carries into the comparison with others: its value, its frame and the words around it."""

from __future__ import annotations

import itertools
import math
import operator
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date

from variorum.collation.dated import PUBLISHED, asked_of_date
from variorum.collation.elapsed import PERSONAL, named_beside
from variorum.collation.happenings import happening_of
from variorum.collation.moments import moment_of
from variorum.collation.senses import sense
from variorum.collation.steps import SIXTEENFOLD, in_steps
from variorum.collation.subject import subject_of
from variorum.model import Account, Claim, ClockTime, Moment, Person, Quantity, ReadingView, Span, Utterance
from variorum.model.units import dimension

_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset(
    "a an the of in on at to for from by with and or but as is are was were be been being has have had it its this "
    "that these those he she his her they their them who which when while after before said say says not no than then "
    "there also into about over more most one two three out up down off all some any will would could can".split()
)
_LEFT_OUT = re.compile(r"\.\s?\.\s?\.|…")
ELIDED = "…"
"""Stands in a quotation's folded words for what is left out."""
_INFINITE = 1e18
_NONE: frozenset[str] = frozenset()
_SIDE = 160
"""Code points of a sentence kept on each side of a claim."""


@dataclass(frozen=True, slots=True)
class Context:
    """A claim with all that is compared."""

    claim: Claim
    """The claim."""
    family: str
    """Kind and family of units; only claims of one family are compared."""
    unit: str
    """Unit of its figure, empty for other kinds."""
    subject: tuple[str, str]
    """The question that the words around a measured figure or a date ask ("distance", "tehran"); ("", "") when they tell none."""
    happening: str
    """Sort of happening that a date is told of, empty where the words tell none, and of other kinds."""
    whose: frozenset[str]
    """Words of the names beside a length of time that is somebody's, a sentence or a service; empty for all else."""
    low: float
    """Least value in the family's base unit, or ordinal of the first day."""
    high: float
    """Greatest value in the family's base unit, or ordinal of the last day."""
    key: str
    """The value as one string, equal for equal values; of a quotation its folded words."""
    sentence: tuple[str, int]
    """Account and number of the sentence in the reading view."""
    at: Span
    """Place in the reading view."""
    before: str
    """The words of the sentence before it, at most 160 code points."""
    after: str
    """The words of the sentence after it, at most 160 code points."""
    words: Mapping[str, float]
    """Stems of the sentence's words with their weight, of unit length."""
    near: Mapping[str, float]
    """The same for the twelve words around."""
    left: tuple[str, ...]
    """Up to eight words before, nearest first."""
    right: tuple[str, ...]
    """Up to eight words after, nearest first."""
    place: float
    """Place in the account, 0 at its head, 1 at its end."""


def _bounds(claim: Claim, factor: float, offset: float) -> tuple[float, float, str]:
    value = claim.value
    match value:
        case Quantity():
            low = -_INFINITE if value.low is None else value.low * factor + offset
            high = _INFINITE if value.high is None else value.high * factor + offset
            return low, high, f"{low:.9g}..{high:.9g}"
        case Moment():
            try:
                first, last = value.bounds()
            except ValueError:
                first, last = date.min, date.max
            return first.toordinal(), last.toordinal(), value.edtf.rstrip("~?%")
        case ClockTime():
            return value.low, value.high, f"{value.low}..{value.high}"
        case Person():
            return 0, 0, value.name.lower()
        case Utterance():
            return 0, 0, " ".join(_words_said(value.words.lower()))


def _words_said(words: str) -> list[str]:
    """The words of a quotation, with `ELIDED` where some are left out between them."""
    parts = [p for part in _LEFT_OUT.split(words) if (p := _WORD.findall(part))]
    return [w for k, part in enumerate(parts) for w in ([ELIDED] if k else []) + part]


def scaled(context: Context, family: str, factor: float) -> Context:
    """The context with its figure multiplied, in another family."""
    low, high = (v if abs(v) >= _INFINITE else v * factor for v in (context.low, context.high))
    return replace(context, family=family, low=low, high=high, key=f"{low:.9g}..{high:.9g}")


def contexts_of(
    claims: Sequence[Claim], accounts: Sequence[Account], views: Mapping[str, ReadingView]
) -> list[Context]:
    """A context for each claim, sorted by claim id."""
    sentences = {s: _Sentences(v) for s, v in views.items()}
    lengths = {a.siglum: max(1, len(a.text)) for a in accounts}
    published = {a.siglum: a.published for a in accounts}
    own_dates = {a.siglum: [m.span for m in a.metadata if m.field == "published" and m.span] for a in accounts}
    frequency: Counter[str] = Counter()
    total = 0
    for reader in sentences.values():
        total += len(reader.stems)
        frequency.update(itertools.chain.from_iterable(reader.stems))
    every = in_steps(total or 1, total, SIXTEENFOLD)
    weight = {s: math.log(1 + every / in_steps(n, total, SIXTEENFOLD)) for s, n in frequency.items()}
    most = math.log(1 + every)
    made = []
    for claim in sorted(claims, key=lambda c: c.id):
        view, reader = views[claim.siglum], sentences[claim.siglum]
        span = view.offsets.to_view(claim.span)
        number = reader.number(span.start)
        whole = reader.spans[number]
        before = view.text[max(whole.start, span.start - _SIDE) : span.start]
        after = view.text[span.end : max(span.end, min(whole.end, span.end + _SIDE))]
        left = _WORD.findall(view.text[max(0, span.start - 90) : span.start].lower())[-8:][::-1]
        right = _WORD.findall(view.text[span.end : span.end + 90].lower())[:8]
        own = (
            {sense(w) for w in _WORD.findall(claim.quote.lower())}
            if claim.kind not in ("quotation", "person")
            else _NONE
        )
        unit, family, factor, offset, subject, happening = "", str(claim.kind), 1.0, 0.0, ("", ""), ""
        if isinstance(claim.value, Quantity):
            unit = claim.value.unit
            family, factor, offset = dimension(unit, duration=claim.kind == "duration")
            subject = subject_of(family, claim.value.low or 0.0, before, after)
            if subject[0] == "magnitude":
                unit, family = "magnitude", "quantity magnitude"
        elif claim.kind == "time":
            subject = moment_of(before, after)
        elif isinstance(claim.value, Moment):
            line = _line_around(view.text, span)
            subject = asked_of_date(line, span.start, claim.value.edtf, published[claim.siglum])
            if any(claim.span.start < d.end and d.start < claim.span.end for d in own_dates[claim.siglum]):
                subject = PUBLISHED, ""
            happening = "" if subject[0] else happening_of(before, after)
        low, high, key = _bounds(claim, factor, offset)
        made.append(
            Context(
                claim=claim,
                family=family,
                unit=unit,
                subject=subject,
                happening=happening,
                whose=named_beside(before, after) if subject[0] in PERSONAL else frozenset(),
                low=low,
                high=high,
                key=key,
                sentence=(claim.siglum, number),
                at=span,
                before=before,
                after=after,
                words=_weighed(reader.stems[number] - own, weight, most),
                near=_weighed({sense(w) for w in (*left[:6], *right[:6]) if w not in _STOP}, weight, most),
                left=tuple(left),
                right=tuple(right),
                place=claim.span.start / lengths[claim.siglum],
            )
        )
    return made


def _line_around(text: str, span: Span) -> tuple[str, str]:
    """What stands on both sides of a span on its line, as far as a sentence is kept."""
    before, after = text[max(0, span.start - _SIDE) : span.start], text[span.end : span.end + _SIDE]
    return before.rpartition("\n")[2], after.partition("\n")[0]


class _Sentences:
    """The sentences of a view with their stems."""

    def __init__(self, view: ReadingView) -> None:
        self.spans = view.sentences or (Span(0, len(view.text)),)
        self._starts = [s.start for s in self.spans]
        self.stems = [{sense(w) for w in _WORD.findall(s.of(view.text).lower()) if w not in _STOP} for s in self.spans]

    def number(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)


def _weighed(stems: AbstractSet[str], weight: Mapping[str, float], most: float) -> dict[str, float]:
    """Stems with their weight, of unit length; `most` is the weight of those that no sentence has."""
    ordered = sorted(stems)
    weights = [weight.get(s, most) for s in ordered]
    norm = math.sqrt(sum(map(operator.mul, weights, weights))) or 1.0
    return {s: w / norm for s, w in zip(ordered, weights, strict=True)}
