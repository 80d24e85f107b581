"""What a claim carries into the comparison with others: its value, its frame and the words around it."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from variorum.model import Account, Claim, ClockTime, Moment, Person, Quantity, ReadingView, Utterance

_WORD = re.compile(r"[^\W_]+")
_STOP = frozenset(
    "a an the of in on at to for from by with and or but as is are was were be been being has have had it its this "
    "that these those he she his her they their them who which when while after before said say says not no than then "
    "there also into about over more most one two three out up down off all some any will would could can".split()
)
_LENGTHS = {
    "metre": 1.0,
    "meter": 1.0,
    "kilometre": 1000.0,
    "kilometer": 1000.0,
    "mile": 1609.344,
    "foot": 0.3048,
    "yard": 0.9144,
    "inch": 0.0254,
    "centimetre": 0.01,
    "km": 1000.0,
}
_TIMES = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "night": 86400.0,
    "day": 86400.0,
    "week": 604800.0,
    "fortnight": 1209600.0,
    "month": 2629800.0,
    "year": 31557600.0,
    "decade": 315576000.0,
}
_INFINITE = 1e18


@dataclass(frozen=True, slots=True)
class Context:
    """A claim with all that is compared."""

    claim: Claim
    """The claim."""
    family: str
    """Kind and family of units; only claims of one family are compared."""
    low: float
    """Least value in the family's base unit, or ordinal of the first day."""
    high: float
    """Greatest value in the family's base unit, or ordinal of the last day."""
    key: str
    """The value as one string, equal for equal values; of a quotation its folded words."""
    sentence: tuple[str, int]
    """Account and number of the sentence in the reading view."""
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


def family_of(claim: Claim) -> tuple[str, float]:
    """Family of the claim's unit and the factor to its base unit."""
    if not isinstance(claim.value, Quantity):
        return claim.kind, 1.0
    unit = claim.value.unit.lower()
    if claim.kind == "duration":
        return "duration", _TIMES.get(unit.rstrip("s"), 1.0)
    if unit in _LENGTHS:
        return "length", _LENGTHS[unit]
    if unit in ("person", "thing"):
        return "count", 1.0
    return f"quantity {unit}", 1.0


def stem(word: str) -> str:
    """A word without its commonest English endings: enough to match "killed" with "killing"."""
    for ending in ("ings", "ing", "ers", "ies", "ed", "er", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _bounds(claim: Claim, factor: float) -> tuple[float, float, str]:
    value = claim.value
    match value:
        case Quantity():
            low = -_INFINITE if value.low is None else value.low * factor
            high = _INFINITE if value.high is None else value.high * factor
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
            return 0, 0, " ".join(_WORD.findall(value.words.lower()))


def contexts_of(
    claims: Sequence[Claim], accounts: Sequence[Account], views: Mapping[str, ReadingView]
) -> list[Context]:
    """A context for each claim, sorted by claim id."""
    sentences = {s: _Sentences(v) for s, v in views.items()}
    lengths = {a.siglum: max(1, len(a.text)) for a in accounts}
    frequency: Counter[str] = Counter()
    total = 0
    for reader in sentences.values():
        for stems in reader.stems:
            total += 1
            frequency.update(set(stems))
    made = []
    for claim in sorted(claims, key=lambda c: c.id):
        view = views[claim.siglum]
        span = view.offsets.to_view(claim.span)
        number = sentences[claim.siglum].number(span.start)
        before = _WORD.findall(view.text[max(0, span.start - 90) : span.start].lower())[-8:][::-1]
        after = _WORD.findall(view.text[span.end : span.end + 90].lower())[:8]
        own = (
            {stem(w) for w in _WORD.findall(claim.quote.lower())}
            if claim.kind not in ("quotation", "person")
            else set()
        )
        around = [stem(w) for w in (*before[:6], *after[:6]) if w not in _STOP]
        family, factor = family_of(claim)
        low, high, key = _bounds(claim, factor)
        made.append(
            Context(
                claim,
                family,
                low,
                high,
                key,
                (claim.siglum, number),
                _weighed((s for s in sentences[claim.siglum].stems[number] if s not in own), frequency, total),
                _weighed(around, frequency, total),
                tuple(before),
                tuple(after),
                claim.span.start / lengths[claim.siglum],
            )
        )
    return made


class _Sentences:
    """The sentences of a view with their stems."""

    def __init__(self, view: ReadingView) -> None:
        self._starts = [s.start for s in view.sentences] or [0]
        spans = [s.of(view.text) for s in view.sentences] or [view.text]
        self.stems = [[stem(w) for w in _WORD.findall(text.lower()) if w not in _STOP] for text in spans]

    def number(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)


def _weighed(stems: Iterable[str], frequency: Mapping[str, int], total: int) -> dict[str, float]:
    weights = {s: math.log(1 + total / frequency.get(s, 1)) for s in sorted(set(stems))}
    norm = math.sqrt(sum(w * w for w in weights.values())) or 1.0
    return {s: w / norm for s, w in weights.items()}
