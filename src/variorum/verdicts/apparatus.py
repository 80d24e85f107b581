"""One item of the apparatus: its verdict and sort of conflict, readings, figures and reasons."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from variorum.languages import load
from variorum.model import (
    BESIDES,
    CONTRADICTION,
    Claim,
    Entry,
    Event,
    Finding,
    Item,
    Person,
    Quantity,
    Reading,
    Reason,
    Utterance,
    Value,
    Verdict,
)
from variorum.model.item import ConflictSort
from variorum.model.units import dimension
from variorum.settings import RULES, VerdictSettings
from variorum.verdicts.dependence import REPEATED, Ties, Weight
from variorum.verdicts.figures import Figure, figure, plain
from variorum.verdicts.relations import Scale, cliques, content_words, in_common_unit, interval, is_round
from variorum.verdicts.settled import UPDATES, first_day, least, looking_back, own_figures, tells_bodies

_RISING = frozenset(("count", "money"))
"""Families of units of which there may be more on the next day."""
_YET = frozenset(("detained",))
"""Measures of which "none" means none so far."""
_NO_MORE = frozenset(("missing", "trapped"))
"""Measures of which "none" means none any more, and of which fewer are left on the next day."""
_HARM = frozenset(load("en", "scope")["befallen"]["measures"])
"""What befalls persons: of others, who were aboard or in a crowd, there are no more on the next day."""
_BEFALLEN = frozenset(("killed", "injured", "shot", "detained", "missing"))
"""Measures of which "none" denies no other."""
_COUNTS = frozenset(("person", "thing"))
"""Units that differ only in how much the words tell."""
_BACK = "Years counted back from unlike days of publication to one time do not conflict."
"""Why unlike lengths of time are compatible."""
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
    scale = Scale(said, ties.day, first_day(event))
    weights = ties.weights(said, scale)
    sets = cliques(said, scale)
    if item.kind == "quotation" and len({c.siglum for c in said}) == 1:
        sets = [said]  # one account prints the same words again, as a heading or below a picture
    readings = _readings(sets, scale, weights)
    own_days = len(readings) > len(sets)
    sorts, findings = _sorts(item, said, sets, scale, ties, event)
    # Who counts some denies not that there were any: "no survivors in the hull", and 64 in all.
    counting = {c.siglum for c in said if _some(c)}
    denying = [c for c in denying if c.siglum not in counting or _some(c)]
    if _is_denied(denying, [c for c in said if _some(c)], ties):
        sorts.append("denial")
    verdict = _verdict(bearing, said, sets, sorts, scale)
    # What is converted from another unit counts for the verdict, and for no figure.
    counted = in_common_unit(said) if all(isinstance(c.value, Quantity) for c in said) else []
    made = figure(settings.rule, counted, readings, weights) if counted else None
    own = own_figures(item, counted)
    if made is not None and len(own) < len(counted):
        best = figure(settings.rule, own, readings, weights)
        made = replace(best, low=made.low, high=made.high)
    rule: str | None = settings.rule if made is not None else None
    if made is not None and rule == "model" and (len(sets) > 1 or made.refused):
        made, rule = _last_or_late(made, item, own, said, denying, ties, event, several=len(sets) > 1)
    if made is not None and len(sets) == 1 and (own_days or (made.refused and scale.grows)):
        made = replace(made, best=None, refused="Each account counts to its own day, so there is no one figure.")
    others: tuple[tuple[str, float | None], ...] = ()
    if made is not None and not own_days:
        others = tuple((r, figure(r, counted, readings, weights).best) for r in RULES if r != settings.rule)
    reasons = {w.reason for w in weights.values() if w.reason is not None and w.reason.term != REPEATED}
    if own_days:
        reasons.add(Reason("own day", 1.0, _BACK))
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


def _last_or_late(
    made: Figure,
    item: Item,
    own: Sequence[Claim],
    said: Sequence[Claim],
    denying: Sequence[Claim],
    ties: Ties,
    event: Event,
    *,
    several: bool,
) -> tuple[Figure, str]:
    """What the model made of an item, or the figure of the last day or of those who look back, where it is to be preferred.

    With the name of the rule. Those who look back are asked where there are `several` readings.
    """
    last = _last(said, ties)
    if last is not None and last.wins(made.best, update=_is_soon(said, ties, event)):
        return Figure(made.low, last.figure, made.high, None), "model: latest of an updated toll"
    late = looking_back(item, own, denying, ties, event) if several else None
    if late is None:
        return made, "model"
    settled = late.figure(made.best)
    if settled is not None:
        return Figure(made.low, settled, made.high, None), "model: told long afterwards"
    if late.disagree_on_more(made.best):
        says = " and ".join(map(plain, sorted(set(late.figures))))
        made = replace(made, best=None, refused=f"Those who wrote long after the event disagree ({says}).")
    return made, "model"


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
    return "agree" if scale.one_value(said) and len(said) in (0, len(bearing)) else "compatible"


def _is_denied(denying: Sequence[Claim], told: Sequence[Claim], ties: Ties) -> bool:
    """Whether some deny what others tell.

    "No arrests were made" holds up to its own day, and denies none of a later one; "nobody is missing" holds from it on.
    """
    told = [c for c in told if any(_denies(d, c) for d in denying)]
    denying = [d for d in denying if any(_denies(d, c) for c in told)]
    if not denying:
        return False
    measures = {c.frame.measure for c in denying}
    before, after = ([d for c in claims if (d := ties.day.get(c.siglum)) is not None] for claims in (told, denying))
    if measures <= _NO_MORE:
        return not (before and after) or min(after) <= max(before)
    return not measures <= _YET or (bool(before and after) and min(before) < max(after))


def _denies(denial: Claim, told: Claim) -> bool:
    """Whether who denies a figure denies all that another tells: "300 died" is denied, and 121 is not; "nobody died" denies both."""
    if denial.frame.whom is not None and denial.frame.whom != told.frame.whom:
        return False  # that none of the staff was hurt denies nothing of the guests
    if denial.frame.measure in _BEFALLEN and denial.frame.measure != told.frame.measure:
        return False  # "nobody has been charged" denies not that two men ran
    if denial.frame.part == "part" or denial.frame.counted in BESIDES:
        return False  # that no others were hurt denies nothing of those who were
    denied, said = interval(denial), interval(told)
    if denied is None or said is None or denied[1] <= 0:
        return True
    return denied[0] <= said[0] and said[1] <= denied[1]


def _sorts(
    item: Item, said: Sequence[Claim], sets: Sequence[Sequence[Claim]], scale: Scale, ties: Ties, event: Event
) -> tuple[list[ConflictSort], list[Finding]]:
    if len(sets) < 2:
        return [], []
    sorts: list[ConflictSort] = []
    findings = []
    by_voice: dict[tuple[str, frozenset[str]], list[Claim]] = defaultdict(list)
    for c in said:
        # What an account reports on somebody's word it does not say itself: "the ministry gave 118".
        by_voice[c.siglum, frozenset(content_words(c.attribution.source if c.attribution else None))].append(c)
    for first, second in itertools.chain.from_iterable(map(itertools.pairwise, by_voice.values())):
        # Claims stand by place, so neighbours are enough to find a contradiction.
        one_is_part = {first.frame.part, second.frame.part} & {"part"} and first.frame.part != second.frame.part
        blurred = any(isinstance(c.value, Quantity) and c.value.is_vague for c in (first, second))
        if not one_is_part and not blurred and not tells_bodies(first, second) and not scale.compatible(first, second):
            says = f"{first.siglum} says “{first.quote}” and “{second.quote}” of {item.label}."
            findings.append(Finding(CONTRADICTION, (first.id, second.id), holds=False, says=says))
    if item.kind == "quotation":
        sorts.append("attribution")
    elif _updates(said, ties, event):
        sorts.append("update")
    elif len({c.siglum for c in said}) > 1 or not findings:
        sorts.append("value")
    if findings:
        sorts.append("self-contradiction")
    return sorts, findings


@dataclass(frozen=True, slots=True)
class _Last:
    """What the last day's accounts give of a count that has risen to it."""

    figure: float
    """The greatest of all figures."""
    whole: bool
    """Whether all who give less wrote before all who give it."""
    besides: frozenset[float]
    """The greatest figure of each account of that day, but for bounds that leave room for more."""
    borne: int
    """Accounts that give it."""

    def wins(self, best: float | None, *, update: bool) -> bool:
        """Whether it is the figure, and not the `best` that the model finds.

        Who tells more when years have passed tells no update, and must not be alone.
        """
        if not update and self.borne < 2:
            return False
        return self.whole or (best not in self.besides and (update or self.besides == {self.figure}))


def _last(said: Sequence[Claim], ties: Ties) -> _Last | None:
    """The greatest figure, where it is of the last day of publication and of no day before; None where it is not.

    Of the missing it is the least one: they are found. The order within a day is not known, and a paper of the day after may
    print what the wires had the evening before.
    """
    falls = bool(said) and all(c.frame.measure in _NO_MORE for c in said)
    sign = -1.0 if falls else 1.0
    most: dict[str, float] = {}
    for c in said:
        if not _can_rise(c):
            return None
        most[c.siglum] = max(most.get(c.siglum, -math.inf), sign * least(c))
    days = {siglum: ties.day.get(siglum) for siglum in most}
    known = [d for d in days.values() if d is not None]
    if len(known) < len(days):
        return None
    figure = max(most.values())
    bear = [days[s] or 0 for s, v in most.items() if v == figure]
    less = [days[s] or 0 for s, v in most.items() if v < figure]
    vague = all(isinstance(c.value, Quantity) and c.value.is_vague for c in said if sign * least(c) == figure)
    if vague or not less or max(bear) < max(known) or min(bear) <= min(known):
        return None
    # "At least 540" leaves room for 1,500 of the same day.
    leaves_room = {c.siglum for c in said if _is_least(c) and least(c) == most[c.siglum] < figure}
    besides = frozenset(sign * v for s, v in most.items() if days[s] == max(known) and s not in leaves_room)
    return _Last(sign * figure, max(less) < min(bear), besides, len(bear))


def _updates(said: Sequence[Claim], ties: Ties, event: Event) -> bool:
    """Whether the figures rise to what the last day's accounts give, soon after the event."""
    return _is_soon(said, ties, event) and _last(said, ties) is not None


def _is_soon(said: Sequence[Claim], ties: Ties, event: Event) -> bool:
    """Whether all accounts whose day is known were published soon after the event."""
    start = first_day(event)
    days = [d for c in said if (d := ties.day.get(c.siglum)) is not None]
    return start is not None and all(-2 <= d - start <= UPDATES for d in days)


def _can_rise(claim: Claim) -> bool:
    """Whether a claim counts what there may be more of on the next day: persons, things or money, no size and no age."""
    value = claim.value
    if isinstance(value, Quantity) and value.unit == "person" and claim.frame.measure not in _HARM:
        return False
    counts = isinstance(value, Quantity) and dimension(value.unit, duration=claim.kind == "duration")[0] in _RISING
    return counts and isinstance(value, Quantity) and float(value.low or 0.0).is_integer()


def _is_least(claim: Claim) -> bool:
    """Whether a claim says how many there are at least, and leaves open how many more."""
    return isinstance(claim.value, Quantity) and claim.value.high is None


def _some(claim: Claim) -> bool:
    stretch = interval(claim)
    return stretch is None or stretch[1] > 0


def _readings(sets: Sequence[Sequence[Claim]], scale: Scale, weights: Mapping[str, Weight]) -> list[Reading]:
    """The readings that sets of compatible claims make, best supported first."""
    if scale.counts_back:
        # "22 years ago" and "thirty years ago" can both be so, and are no one length of time.
        sets = [own for s in sets for own in cliques(s, Scale(s))]
    return sorted((_reading(s, weights) for s in sets), key=lambda r: (-r.independent, -len(r.accounts), r.claims))


def _reading(members: Sequence[Claim], weights: Mapping[str, Weight]) -> Reading:
    reasons = {r for c in members if (r := weights[c.id].reason) is not None and r.term != REPEATED}
    value = _common(members)
    # Who tells of "dozens" or "more than 300" leaves room for 340, and does not stand behind it.
    behind = {c.siglum for c in members if not _leaves_room(c.value, value)} or {c.siglum for c in members}
    lines: dict[str, float] = defaultdict(float)
    for c in (c for c in members if c.siglum in behind):
        # However often it says so, and whoever is quoted, one account is no more than one line.
        lines[c.siglum] = min(1.0, lines[c.siglum] + weights[c.id].counts)
    return Reading(
        value=value,
        words=min(members, key=_width).quote,
        claims=tuple(c.id for c in members),
        accounts=tuple(sorted({c.siglum for c in members})),
        independent=round(max(1.0, math.fsum(lines.values())), 1),
        reasons=_strongest(reasons),
    )


def _leaves_room(said: Value, value: Value) -> bool:
    """Whether words name another figure than a reading's, for which they leave room.

    >>> at_least, over = Quantity(340, None, False, "person"), Quantity(301, None, False, "person")
    >>> [_leaves_room(q, Quantity(340, 340, False, "person")) for q in (at_least, over)]
    [False, True]
    """
    if not isinstance(said, Quantity) or not isinstance(value, Quantity):
        return False
    if said.unit != value.unit and not {said.unit, value.unit} <= _COUNTS:
        return False  # in another unit it may be the same figure
    if said.is_vague:
        return not value.is_vague
    open_ended = said.high is None or (not said.low and said.high > 0)
    return open_ended and value.high in (None, value.low) and _named(said) != _named(value)


def _named(value: Quantity) -> float | None:
    """The figure that a quantity names: 300 of "over 300", which is 301 at least."""
    if value.low and value.high is None and is_round(value.low - 1):
        return value.low - 1
    return value.low or value.high


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
        # "Dozens" has no sharp ends: beside "at least 90" it makes nobody say 90 to 199.
        quantities = [q for q in quantities if not q.is_vague] or quantities
        lows = [q.low for q in quantities if q.low is not None]
        highs = [q.high for q in quantities if q.high is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is not None and high is not None and low > high:
            # They meet only by the reach of "around": the exact one is the value in common, and a bound is none.
            return min(quantities, key=lambda q: (q.is_vague, not q.low or q.high is None, q.approx, q.low or 0.0))
        # Of "more than 5,000" and "about 5,200" what is left is about 5,200.
        exact = [q for q in quantities if (q.low, q.high) == (low, high)] or quantities
        return Quantity(low, high, approx=all(q.approx for q in exact), unit=quantities[0].unit)
    if isinstance(value, Utterance | Person):
        return max((c.value for c in members), key=_fullness)
    return min(members, key=lambda c: (_width(c), c.id)).value


def _fullness(value: Value) -> tuple[int, str]:
    """Sort key by how much a value tells."""
    text = repr(value)
    return len(text), text
