"""Which item gives the event's own total of a measure."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Mapping, Sequence

from variorum.languages import load
from variorum.model import ALL_GROUPS, BESIDES, NAMED, REST, Claim, Item, Quantity

_FIRST = ("injured", "killed")
"""Measures shown before all others, the last first."""
_GROUP = 0.5
"""Voice of a figure of one group (children, officers): it may be all there were."""
_TOTAL = 1.5
"""Voice of a figure that is said to be the whole ("in all", "the toll")."""
_BOUND = 0.5
"""Voice of a bound: the figure itself is rarely the one it bounds."""

_SEVERAL = 2
"""Hurt from whom the dead are told apart: one is as often one of them."""
_SOON = 80
"""Code points behind a figure of the hurt in which another is some of it."""
_RESTS = 3
"""Words that tell who is left of some, which may hold one figure: they hardly overlap."""
_FARING = 0.5
"""Voice of a figure of those who are in this or that condition: it is often how some of the injured fare."""
_PAIR = frozenset(word for word, ends in load("en", "numbers")["vague"].items() if ends == [2, 2])
_CONDITION = re.compile(r"\b(?:condition|critical|critically|listed)\b")


def headlines(items: Sequence[Item], claims: Mapping[str, Claim]) -> dict[str, int]:
    """Ids of the headline items, one a measure of persons, with their rank (killed highest).

    Each account has one voice, divided over the figures it gives of a measure: not those of another event, of a part, or
    denied, no vague ones ("several"), and less those of one group or in one condition. The headline is the item with most claims of the figure
    that has most voices; a measure without such a figure has as its headline the item that most accounts give.
    """
    by_measure: dict[str, list[tuple[Item, list[Claim]]]] = defaultdict(list)
    for item in items:
        said = [c for c in (claims[i] for i in item.claims) if of_persons(c) and not c.frame.denied]
        if item.kind == "quantity" and item.measure is not None and said:
            by_measure[item.measure].append((item, said))
    found = {}
    killed = [c for _, said in by_measure["killed"] for c in said if c.frame.measure == "killed"]
    shot = [c for c in claims.values() if c.frame.measure == "shot" and of_persons(c)]
    for measure, told in by_measure.items():
        rows = _numbered(told)
        given = [c for _, said in rows for c in said if c.frame.measure == measure]
        figure = _most_voices(_less_the_shot(given, killed, shot) if measure == "injured" else given)
        best = max(
            ((_stands(said, measure, figure), item.id) for item, said in rows if _of_this_event(said)), default=None
        )
        if best is not None:
            found[best[1]] = _FIRST.index(measure) + 1 if measure in _FIRST else 0
    return found


def _numbered(rows: Sequence[tuple[Item, list[Claim]]]) -> Sequence[tuple[Item, list[Claim]]]:
    """The items and those of their claims that give a number.

    Of the dead who are named there may be more, and one who did the harm is hardly all of them: where no account gives a
    number the named count, and where nobody is named he does.
    """
    for less in ((lambda c: c.extractor == NAMED or of_doer(c)), of_doer):
        if left := [(item, some) for item, said in rows if (some := [c for c in said if not less(c)])]:
            return left
    return rows


def _less_the_shot(injured: Sequence[Claim], killed: Sequence[Claim], shot: Sequence[Claim]) -> Sequence[Claim]:
    """The claims without those that count the dead among the hurt.

    "Gunshots injured all three" says what "one is dead and two were rushed to a hospital" does: who gives one more as hurt
    than he gives as hurt besides, and as dead, counts all who were hit; so does the figure of whom some "later died".
    """
    dead: dict[str, float] = defaultdict(float)
    hurt: dict[tuple[str, float], list[int]] = defaultdict(list)
    rests: dict[str, list[Claim]] = defaultdict(list)
    for c in killed:
        if voice_of(c) >= 1 and not of_doer(c):
            dead[c.siglum] = max(dead[c.siglum], figure_of(c) or 0.0)
    for c in injured:
        if c.extractor == REST:
            insort(rests[c.siglum], c, key=lambda r: r.span.start)
        # "Both were taken to a hospital" may be said of one who died there.
        if voice_of(c) >= 1 and (figure_of(c) or 0.0) >= _SEVERAL and c.quote.lower() not in _PAIR:
            insort(hurt[c.siglum, figure_of(c) or 0.0], c.span.start)

    def within(c: Claim) -> bool:
        before = bisect_right(rests[c.siglum], c.span.start, key=lambda r: r.span.start)
        return any(r is not c and r.span.contains(c.span) for r in rests[c.siglum][max(0, before - _RESTS) : before])

    # Who tells once that some of four died means all who were hit wherever he says four.
    hit = {(c.siglum, figure_of(c)) for c in (*injured, *shot) if c.extractor != REST and within(c)}
    lost: dict[str, float] = defaultdict(float)
    for c in killed:
        if voice_of(c) > 0 and not of_doer(c):
            lost[c.siglum] = max(lost[c.siglum], figure_of(c) or 0.0)
    hit |= {(r.siglum, (figure_of(r) or 0.0) + lost[r.siglum]) for r in injured if r.extractor == REST}

    def counts_all(c: Claim) -> bool:
        if c.frame.counted in BESIDES:
            return False  # "one died and four others were hurt"
        told = hurt.get((c.siglum, (figure_of(c) or 0.0) - dead[c.siglum]), [])
        # Right behind a figure, "five of them seriously" are some of it.
        some = bisect_right(told, c.span.end + _SOON) - bisect_left(told, c.span.end)
        if dead[c.siglum] > 0 and len(told) > some:
            return True
        return c.extractor != REST and (c.siglum, figure_of(c)) in hit

    return [c for c in injured if not counts_all(c)] or injured


def of_doer(c: Claim) -> bool:
    """Whether a claim tells the death of one who did the harm, and nobody else's."""
    return c.frame.with_doer is True and c.is_sum and figure_of(c) == 1


def _stands(said: Sequence[Claim], measure: str, figure: float | None) -> tuple[float, ...]:
    """How well an item stands for the total: claims of the figure, then its accounts, its scope and its size."""
    half = len(said) / 2
    bear = sum(figure_of(c) == figure and c.frame.measure == measure and voice_of(c) > 0 for c in said)
    whole = sum(c.frame.part == "part" for c in said) < half
    everybody = sum(c.frame.whom not in ALL_GROUPS for c in said) < half
    total = any(c.frame.part == "total" for c in said)
    size = max(figure_of(c) or 0.0 for c in said)
    return (float(bear), float(len({c.siglum for c in said})), float(whole), float(everybody), float(total), size)


def _most_voices(said: Sequence[Claim]) -> float | None:
    """The figure that most accounts give, the larger of equals; None where all are of parts or of other events."""
    per: dict[str, dict[float, float]] = defaultdict(lambda: defaultdict(float))
    most: dict[str, float] = defaultdict(float)
    everybody: dict[str, float] = defaultdict(float)
    toll: dict[str, float] = defaultdict(float)
    for c in said:
        if c.frame.part == "total" and voice_of(c) > 0:
            toll[c.siglum] = max(toll[c.siglum], figure_of(c) or 0.0)
        if not c.is_sum and voice_of(c) > 0:
            most[c.siglum] = max(most[c.siglum], figure_of(c) or 0.0)
            if c.frame.whom in ALL_GROUPS and c.frame.event == "this":
                everybody[c.siglum] = max(everybody[c.siglum], figure_of(c) or 0.0)
    for c in said:
        low, voice = figure_of(c), voice_of(c)
        # "Both", persons told one by one, and those of one group, are some of those whom their account counts besides.
        some = c.is_sum and low is not None and low < most[c.siglum]
        some = some or (c.quote.lower() in _PAIR and low is not None and low < most[c.siglum])
        some = some or (c.frame.whom not in ALL_GROUPS and low is not None and low < everybody[c.siglum])
        # Beside "which brings the toll to five", two bodies that are found are some of them.
        some = some or (low is not None and low < toll[c.siglum])
        if low is not None and voice > 0 and not some:
            per[c.siglum][low] += voice
    voices: dict[float, float] = defaultdict(float)
    for _, given in sorted(per.items()):
        whole = sum(given.values())
        for figure, weight in sorted(given.items()):
            voices[figure] += weight / whole * min(1.0, weight)
    return max(voices, key=lambda f: (round(voices[f], 9), f), default=None)


def voice_of(c: Claim) -> float:
    """What a claim of a figure counts among those of its account for the event's own total."""
    assert isinstance(c.value, Quantity)
    if c.value.is_vague or c.frame.event == "other" or c.frame.part == "part":
        return 0.0
    voice = _TOTAL if c.frame.part == "total" else 1.0
    if _CONDITION.search(c.frame.predicate or ""):
        voice *= _FARING
    return (
        voice * (_GROUP if c.frame.whom not in ALL_GROUPS else 1.0) * (_BOUND if c.value.low != c.value.high else 1.0)
    )


def figure_of(c: Claim) -> float | None:
    """The figure that a claim of a quantity names, or its lower bound."""
    return c.value.low if isinstance(c.value, Quantity) else None


def of_persons(c: Claim) -> bool:
    """Whether a claim counts persons."""
    return isinstance(c.value, Quantity) and c.value.unit == "person"


def _of_this_event(said: Sequence[Claim]) -> bool:
    return sum(c.frame.event == "other" for c in said) * 2 <= len(said) and any(c.frame.event != "other" for c in said)
