"""One item of the apparatus: its verdict and sort of conflict, readings, figures and reasons."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from variorum.model import (
    CONTRADICTION,
    Claim,
    Entry,
    Event,
    Finding,
    Item,
    Moment,
    Person,
    Quantity,
    Reading,
    Reason,
    Utterance,
    Value,
    Verdict,
)
from variorum.model.item import ConflictSort
from variorum.settings import RULES, VerdictSettings
from variorum.verdicts.dependence import Ties, Weight
from variorum.verdicts.figures import Figure, figure
from variorum.verdicts.relations import Scale, cliques, in_common_unit, interval

_UPDATES = 60
"""Days after the event within which a later, higher toll is an update and no quarrel."""
_SHOWN = 8
"""Reasons kept for each entry and reading."""


def make_entry(
    item: Item,
    known: Mapping[str, Claim],
    ties: Ties,
    event: Event,
    settings: VerdictSettings,
    *,
    headline: bool,
) -> tuple[Entry, list[Finding]]:
    """The entry of `item`, and what its claims contradict within one account."""
    bearing = [known[i] for i in item.claims]
    denying = [c for c in bearing if c.frame.denied]
    said = [c for c in bearing if not c.frame.denied]
    scale = Scale(said, ties.day)
    weights = ties.weights(said, scale)
    sets = cliques(said, scale)
    readings = sorted((_reading(s, weights) for s in sets), key=lambda r: (-r.independent, -len(r.accounts), r.claims))
    sorts, findings = _sorts(item, said, sets, scale, ties, event)
    if denying and any(_some(c) for c in said):
        sorts.append("denial")
    verdict = _verdict(bearing, said, sets, sorts, scale)
    # What is converted from another unit counts for the verdict, and for no figure.
    counted = in_common_unit(said) if all(isinstance(c.value, Quantity) for c in said) else []
    made = figure(settings.rule, counted, readings, weights) if counted else None
    rule: str | None = settings.rule if made is not None else None
    if made is not None and rule == "model" and made.refused and sorts == ["update"]:
        latest = max(said, key=lambda c: (ties.day.get(c.siglum) or 0, c.siglum, c.span.start))
        value = latest.value
        if isinstance(value, Quantity) and value.low is not None:
            made, rule = Figure(made.low, value.low, made.high, None), "model: latest of an updated toll"
    if made is not None and made.refused and len(sets) == 1 and scale.grows:
        made = replace(made, refused="Each account counts to its own day, so there is no one figure.")
    others: tuple[tuple[str, float | None], ...] = ()
    if made is not None:
        others = tuple((r, figure(r, counted, readings, weights).best) for r in RULES if r != settings.rule)
    reasons = {w.reason for w in weights.values() if w.reason is not None}
    entry = Entry(
        item=item,
        verdict=verdict,
        sorts=tuple(sorts) if verdict == "conflict" else (),
        readings=tuple(readings),
        independent=readings[0].independent if readings else 0.0,
        low=made.low if made else None,
        best=made.best if made else None,
        high=made.high if made else None,
        rule=rule,
        refused=made.refused if made else None,
        headline=headline,
        denies=tuple(sorted({c.siglum for c in denying})),
        reasons=_strongest(reasons),
        others=others,
    )
    return entry, findings


def _verdict(
    bearing: Sequence[Claim],
    said: Sequence[Claim],
    sets: Sequence[Sequence[Claim]],
    sorts: Sequence[str],
    scale: Scale,
) -> Verdict:
    if len(sets) > 1 or "denial" in sorts:
        return "conflict"
    if len({c.siglum for c in bearing}) < 2:
        return "single"
    return "agree" if scale.one_value(said) else "compatible"


def _sorts(
    item: Item, said: Sequence[Claim], sets: Sequence[Sequence[Claim]], scale: Scale, ties: Ties, event: Event
) -> tuple[list[ConflictSort], list[Finding]]:
    if len(sets) < 2:
        return [], []
    sorts: list[ConflictSort] = []
    findings = []
    for first, second in itertools.pairwise(said):
        # Claims stand by account and place, so neighbours of one account are enough to find a contradiction.
        if first.siglum == second.siglum and not scale.compatible(first, second):
            says = f"{first.siglum} says “{first.quote}” and “{second.quote}” of {item.label}."
            findings.append(Finding(CONTRADICTION, (first.id, second.id), holds=False, says=says))
    if item.kind == "quotation":
        sorts.append("attribution")
    elif _updates(said, ties, event):
        sorts.append("update")
    elif len({c.siglum for c in said}) > 1:
        sorts.append("value")
    if findings:
        sorts.append("self-contradiction")
    return sorts, findings


def _updates(said: Sequence[Claim], ties: Ties, event: Event) -> bool:
    """Whether the figures rise from one day of publication to the next, soon after the event."""
    if event.date is None or not all(isinstance(c.value, Quantity) for c in said):
        return False
    try:
        start = Moment(event.date).bounds()[0].toordinal()
    except ValueError:
        return False
    dated = []
    for claim in said:
        day = ties.day.get(claim.siglum)
        if day is None or not -2 <= day - start <= _UPDATES:
            return False
        assert isinstance(claim.value, Quantity)
        dated.append((day, claim.value.low or 0.0))
    dated.sort()
    return dated[0][0] < dated[-1][0] and all(a[1] <= b[1] for a, b in itertools.pairwise(dated))


def _some(claim: Claim) -> bool:
    stretch = interval(claim)
    return stretch is None or stretch[1] > 0


def _reading(members: Sequence[Claim], weights: Mapping[str, Weight]) -> Reading:
    reasons = {r for c in members if (r := weights[c.id].reason) is not None}
    return Reading(
        value=_common(members),
        words=min(members, key=_width).quote,
        claims=tuple(c.id for c in members),
        accounts=tuple(sorted({c.siglum for c in members})),
        independent=round(max(1.0, sum(weights[c.id].counts for c in members)), 1),
        reasons=_strongest(reasons),
    )


def _strongest(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons that are shown, each once, strongest first."""
    return tuple(sorted(reasons, key=lambda r: (-r.weight, r.says))[:_SHOWN])


def _width(claim: Claim) -> float:
    """How much room a claim leaves its value; the first of the narrowest words a reading."""
    low, high = interval(claim) or (0.0, 0.0)
    return high - low


def _common(members: Sequence[Claim]) -> Value:
    """The value in common: of quantities the intersection, else the narrowest or fullest one."""
    value = members[0].value
    if isinstance(value, Quantity) and all(isinstance(c.value, Quantity) for c in members):
        quantities = [c.value for c in in_common_unit(members) if isinstance(c.value, Quantity)]
        lows = [q.low for q in quantities if q.low is not None]
        highs = [q.high for q in quantities if q.high is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is not None and high is not None and low > high and all(c.kind == "duration" for c in members):
            return Quantity(high, low, approx=False, unit=quantities[0].unit)  # each to its own account's day
        if low is not None and high is not None and low > high:
            # They meet only by the reach of "around": the exact one is the value in common, and a bound is none.
            return min(quantities, key=lambda q: (q.low is None or q.high is None, q.approx, q.low or 0.0))
        return Quantity(low, high, approx=all(q.approx for q in quantities), unit=quantities[0].unit)
    if isinstance(value, Utterance | Person):
        return max((c.value for c in members), key=_fullness)
    return min(members, key=lambda c: (_width(c), c.id)).value


def _fullness(value: Value) -> tuple[int, str]:
    """Sort key by how much a value tells."""
    text = repr(value)
    return len(text), text
