"""What a toll takes in besides its readings: one who did the harm, one of the wounded who died later, unlike totals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from variorum.model import DIED_LATER, LISTED, NAMED, ORDINAL, REST, Claim, Entry, Quantity, Reason
from variorum.verdicts.headline import figure_of, of_doer, of_persons, voice_of

_ALSO = re.compile(r"\balso$")
"""Behind the word for one who did the harm, where he "was also killed": he is not in the figure told before."""
_UPDATED = ("killed", "injured")
"""Measures that change when one of the wounded dies."""


class Tolls:
    """The claims of persons by measure, and what they change in the headline of a measure."""

    def __init__(self, claims: Sequence[Claim], day: Mapping[str, int | None]) -> None:
        """`day` is the day of publication by siglum, None where it is not known."""
        self._day = day
        self._said: dict[str, list[Claim]] = defaultdict(list)
        for c in claims:
            if of_persons(c) and c.frame.measure is not None and not c.frame.denied:
                self._said[c.frame.measure].append(c)
        deaths = [c for c in self._said["killed"] if c.frame.predicate == DIED_LATER and day[c.siglum] is not None]
        self._later = min(deaths, key=lambda c: (day[c.siglum] or 0, c.siglum, c.span), default=None)

    def settle(self, entry: Entry) -> Entry:
        """A headline with its range over what each account gives, and with those whom its figure may leave out."""
        measure = entry.item.measure
        if measure is None or all(c.frame.counted == measure for c in self._said[measure]):
            return entry  # children, counted for any reason, are asked for by many questions
        entry = _added_up(entry, self._said[measure])
        entry = _spread(entry, _largest(self._said[measure]), 3)
        entry = _spread(entry, [v for c in self._said[measure] if voice_of(c) >= 1 for v in _ends(c)], 2)
        if measure in _UPDATED and self._later is not None:
            entry = self._with_later(entry, measure, self._later)
        return _with_doer(entry, self._said["killed"]) if measure == "killed" else entry

    def _with_later(self, entry: Entry, measure: str, later: Claim) -> Entry:
        """The toll after one of the wounded has died, where accounts published before his death bear its figure."""
        if entry.best is None or entry.best < 1:
            return entry
        most = {
            c.siglum: max(_ends(c), default=0.0)
            for c in sorted(self._said[measure], key=lambda c: max(_ends(c), default=0.0))
        }
        # Who gives more besides tells by a lesser figure who is left.
        bearing = [c for c in self._said[measure] if figure_of(c) == entry.best == most[c.siglum] and voice_of(c) > 0]
        besides = [c for c in bearing if c.siglum != later.siglum or not later.span.contains(c.span)]
        died = self._day[later.siglum] or 0
        days = [d for c in besides if (d := self._day[c.siglum]) is not None]
        if not any(d < died for d in days) or (measure == "killed" and any(d >= died for d in days)):
            return entry
        change = 1 if measure == "killed" else -1
        best = entry.best + change
        ends = [x for x in (entry.low, entry.high) if x is not None]
        low, high = (min(*ends, best), max(*ends, best)) if len(ends) == 2 else (entry.low, entry.high)
        says = f"{later.siglum} tells that one of the wounded died later (“{later.quote}”)"
        why = Reason("died later", 1.0, f"{says}: {'one more' if change > 0 else 'one less'} than accounts before gave")
        rule = _besides(entry.rule, f"{'and' if change > 0 else 'less'} one of the wounded who died later")
        return replace(entry, low=low, best=best, high=high, rule=rule, reasons=(why, *entry.reasons))


def _besides(rule: str | None, how: str) -> str:
    """The name of a rule with what was done besides."""
    return f"{rule}{';' if rule and ':' in rule else ':'} {how}"


def _added_up(entry: Entry, said: Sequence[Claim]) -> Entry:
    """A headline whose rule says so where no account gives its figure in words, and it comes of sums, differences or names only."""
    own = frozenset(entry.item.claims)
    bearing = [c for c in said if c.id in own and figure_of(c) == entry.best]
    if not bearing or not all(c.is_sum for c in bearing):
        return entry
    by = {c.extractor for c in bearing}
    how = (
        "persons told one by one, added up"
        if LISTED in by
        else "those shot less those who died"
        if REST in by
        else "the dead, numbered one after the other"
        if ORDINAL in by
        else f"the {'hurt' if entry.item.measure == 'injured' else 'dead'} who are named or described, counted"
    )
    return replace(entry, rule=_besides(entry.rule, how))


def _ends(c: Claim) -> tuple[float, ...]:
    """The least and greatest value of a claim; none for bounds, vague figures and other events."""
    value = c.value
    if not isinstance(value, Quantity) or value.is_vague or c.frame.event == "other":
        return ()
    return () if value.low is None or value.high is None else (value.low, value.high)


def _largest(said: Iterable[Claim]) -> Iterable[float]:
    """The largest figure that each account gives for the event: its own total, where smaller ones are parts."""
    largest: dict[str, float] = {}
    for c in said:
        for value in _ends(c):
            largest[c.siglum] = max(largest.get(c.siglum, 0.0), value)
    return largest.values()


def _spread(entry: Entry, figures: Iterable[float], times: float) -> Entry:
    """A headline with low and high over figures that accounts give, in this item or in a neighbouring one.

    One more than so many times as large or as small is of something else. The range is of figures given, not of what is true.
    """
    if entry.low is None or entry.high is None:
        return entry
    near = [v for v in figures if entry.low / times <= v <= entry.high * times]
    return replace(entry, low=min([entry.low, *near]), high=max([entry.high, *near]))


def _with_doer(entry: Entry, killed: Sequence[Claim]) -> Entry:
    """The toll with one who did the harm, where accounts tell of his end besides that of his victims."""
    if entry.best is None or (found := _doer_besides(entry.best, killed)) is None:
        return entry
    if found[0].id in entry.item.claims:
        return entry  # his death is all the deaths that are told
    claim, surely = found
    tells = f"{claim.siglum} tells the end of one who did the harm (“{claim.quote}”)"
    why = Reason("doer", 1.0, f"{tells}: he is one more" if surely else f"{tells}: it is open whether he is counted")
    more = entry.best + 1
    entry = replace(entry, high=None if entry.high is None else max(entry.high, more), reasons=(why, *entry.reasons))
    return (
        replace(entry, best=more, rule=_besides(entry.rule, "victims, and one who did the harm")) if surely else entry
    )


def _doer_besides(figure: float, said: Sequence[Claim]) -> tuple[Claim, bool] | None:
    """The claim by which one who did the harm died besides so many dead, and whether he surely is one more; None when none.

    "Killed three people" and "killed three people and himself" do not disagree: the event's own total is four. So he is
    one more where an account counts him expressly, or where his death is told and the figure is mostly told of those
    whom he killed; he may be one more where it is told and the figure leaves open who is counted.

    Args:
        figure: Number killed.
        said: All claims of persons killed in this event, none denied.
    """
    here = [c for c in said if c.frame.event != "other"]
    deaths = [c for c in here if of_doer(c)]
    said = [c for c in said if voice_of(c) > 0]
    said = [c for c in said if c.extractor != NAMED] or said
    bearing = [c for c in said if figure_of(c) == figure]
    only: dict[str, set[float | None]] = defaultdict(set)
    most: dict[str, float] = defaultdict(float)
    for c in said:
        most[c.siglum] = max(most[c.siglum], figure_of(c) or 0.0)
        only[c.siglum].add(figure_of(c))
    # "The gunman and one more were dead when officers came" is less than his account's own toll.
    his = {c.siglum for c in bearing if c.frame.with_doer and figure == most[c.siglum]}
    if figure < 1 or his - {c.siglum for c in bearing if c.frame.with_doer is False}:
        return None
    counted = [c for c in said if c.frame.with_doer and figure_of(c) == figure + 1]
    counts = [c for c in bearing if not c.is_sum] or bearing  # who lists the dead leaves open who else there is
    # "Shot five of his sons and then himself": a part of the sons, and all whom he killed.
    counts = (
        counts
        if any(not c.is_sum for c in counts)
        else [c for c in here if figure_of(c) == figure and not c.is_sum] or counts
    )
    victims = sum(c.frame.with_doer is False for c in counts)
    told = min(counted or deaths, key=lambda c: (c.siglum, c.span), default=None)
    besides = (
        bool(counted)
        or victims * 2 >= len(counts)
        or any(_ALSO.search(c.quote) and only[c.siglum] == {figure} for c in deaths)
    )
    return None if told is None else (told, besides)
