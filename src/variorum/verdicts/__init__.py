"""From items to the apparatus: relations, independence, figures, refusals, checks of arithmetic."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from variorum.model import (
    Account,
    Claim,
    Entry,
    Event,
    Finding,
    Item,
    Origin,
    Parallel,
    Problem,
    Progress,
    Quantity,
    Reason,
    silent,
)
from variorum.settings import RULES, VerdictSettings
from variorum.verdicts.apparatus import make_entry
from variorum.verdicts.checks import check
from variorum.verdicts.dependence import Ties
from variorum.verdicts.headline import doer_besides, headlines, of_persons
from variorum.verdicts.origins import find_origins
from variorum.verdicts.trust import learn


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What reconciling an edition's items gives."""

    entries: tuple[Entry, ...]
    """The apparatus: headlines first, then by kind and place."""
    findings: tuple[Finding, ...]
    """Checks of arithmetic."""
    origins: tuple[Origin, ...]
    """Sources behind the sources."""


def reconcile(
    items: Sequence[Item],
    claims: Sequence[Claim],
    accounts: Sequence[Account],
    parallels: Sequence[Parallel],
    event: Event,
    settings: VerdictSettings,
    progress: Progress = silent,
) -> tuple[Reconciled, tuple[Problem, ...]]:
    """The apparatus of `items`, with independent counts and figures by the named rule.

    Raises:
        ValueError: `settings.rule` is no named rule.
    """
    if settings.rule not in RULES:
        raise ValueError(f"there is no rule {settings.rule!r}; the rules are {', '.join(RULES)}")
    accounts = sorted(accounts, key=lambda a: a.siglum)
    claims = sorted(claims, key=lambda c: (c.siglum, c.span.start, c.span.end, c.id))
    known = {c.id: c for c in claims}
    ties = Ties(accounts, parallels)
    learn(items, known, ties)
    first = headlines(items, known)
    largest = _largest(claims)
    killed = [c for c in claims if c.frame.measure == "killed" and of_persons(c) and not c.frame.denied]
    entries: list[Entry] = []
    findings = check(accounts, claims, event)
    for done, item in enumerate(items, 1):
        entry, found = make_entry(item, known, ties, event, settings, headline=item.id in first)
        if entry.headline and item.measure is not None:
            entry = _spread(entry, largest.get(item.measure, {}).values())
            if item.measure == "killed":
                entry = _with_doer(entry, killed)
        entries.append(entry)
        findings += found
        progress("verdicts", done, len(items))
    entries.sort(key=lambda e: (-first.get(e.item.id, -1), e.item.kind, _place(e, known), e.item.id))
    return Reconciled(tuple(entries), tuple(findings), find_origins(claims)), ()


def _largest(claims: Sequence[Claim]) -> Mapping[str, Mapping[str, float]]:
    """By measure and account the largest figure of persons that the account gives for the event.

    It is the account's own total: smaller ones are parts. Bounds and denied figures are left out.
    """
    largest: dict[str, dict[str, float]] = defaultdict(dict)
    for claim in claims:
        value, frame = claim.value, claim.frame
        if not isinstance(value, Quantity) or value.unit != "person" or frame.denied or frame.event == "other":
            continue
        if value.high is None or value.low is None or value.is_vague:
            continue
        if frame.measure is not None:
            known = largest[frame.measure]
            known[claim.siglum] = max(known.get(claim.siglum, 0.0), value.high)
    return largest


def _spread(entry: Entry, figures: Iterable[float]) -> Entry:
    """A headline with low and high over what each account gives, in this item or in a neighbouring one.

    The range is of figures given, not of what is true.
    """
    if entry.low is None or entry.high is None:
        return entry
    # A figure three times as large or as small is of something else.
    near = [v for v in figures if entry.low / 3 <= v <= entry.high * 3]
    return replace(entry, low=min([entry.low, *near]), high=max([entry.high, *near]))


def _with_doer(entry: Entry, killed: Sequence[Claim]) -> Entry:
    """The toll with one who did the harm, where accounts tell of his end besides that of his victims."""
    if entry.best is None or (found := doer_besides(entry.best, killed)) is None:
        return entry
    claim, surely = found
    tells = f"{claim.siglum} tells the end of one who did the harm (“{claim.quote}”)"
    why = Reason("doer", 1.0, f"{tells}: he is one more" if surely else f"{tells}: it is open whether he is counted")
    more = entry.best + 1
    entry = replace(entry, high=None if entry.high is None else max(entry.high, more), reasons=(why, *entry.reasons))
    return replace(entry, best=more, rule=f"{entry.rule}: victims, and one who did the harm") if surely else entry


def _place(entry: Entry, known: Mapping[str, Claim]) -> tuple[str, int]:
    claim = known[entry.item.claims[0]]
    return claim.siglum, claim.span.start
