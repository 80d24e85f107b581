"""Decisions of persons, applied to the machine's edition; the machine's own stays beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from variorum.model import Account, Claim, Decision, Edition, Entry, Item, Problem
from variorum.present.words import bounds, clip, figure, one_line
from variorum.review.anchors import Places, Target, item_name, parse, words_of
from variorum.settings import VerdictSettings
from variorum.store import open_edition

if TYPE_CHECKING:
    from variorum.verdicts import Reconciled

_Asked = tuple[tuple[Item, ...], tuple[Claim, ...], tuple[Account, ...]]


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An edition with the decisions of its log applied."""

    edition: Edition
    """The edition as the reviewers have it."""
    machine: Edition
    """The edition as it was made."""
    changes: Mapping[str, tuple[str, ...]]
    """By item id: what decisions changed in it, in sentences that say what the machine had."""
    marks: Mapping[str, tuple[Decision, ...]]
    """By item id, claim id or siglum: the decisions in force that are about it."""


def open_reviewed(path: Path) -> Reviewed:
    """The edition in the file at `path`, reviewed.

    Raises:
        UserError: as `open_edition`.
    """
    return review(open_edition(path))


def in_force(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Decisions that no later one has undone, less the undoings themselves; an undoing can be undone."""
    undone: set[int] = set()
    for decision in reversed(decisions):
        if decision.verb == "undo" and decision.number not in undone:
            number = parse(decision.target).get("decision")
            if isinstance(number, int) and number < decision.number:
                undone.add(number)
    return tuple(d for d in decisions if d.verb != "undo" and d.number not in undone)


def review(machine: Edition) -> Reviewed:
    """Apply the decisions in force, in order; one that no longer finds its place becomes a problem that says so."""
    return Reviewer(machine).review(machine.decisions)


class Reviewer:
    """Applies logs of decisions to one machine's edition, again and again."""

    def __init__(self, machine: Edition) -> None:
        self.machine = machine
        self.places = Places(machine)
        self.accounts = {a.siglum: a for a in machine.accounts}
        self.items = {e.item.id: e.item for e in machine.entries}
        self.item_of = {c: i.id for i in self.items.values() for c in i.claims}
        self.claims = {c.id: c for c in machine.claims}
        self.last: tuple[_Asked, tuple[Reconciled, tuple[Problem, ...]]] | None = None

    def review(self, decisions: Sequence[Decision]) -> Reviewed:
        """The edition with those of `decisions` applied that are in force."""
        machine = replace(self.machine, decisions=tuple(decisions))
        forceful = in_force(decisions)
        if not forceful:
            return Reviewed(machine, machine, {}, {})
        desk = _Desk(machine, self)
        for decision in forceful:
            desk.apply(decision)
        edition = desk.result()
        return Reviewed(edition, machine, dict(_changes(machine, edition, desk.touched)), desk.marks())


class _Desk:
    """The edition while decisions are applied to it."""

    def __init__(self, machine: Edition, start: Reviewer) -> None:
        self.machine = machine
        self.start = start
        self.places = start.places
        self.accounts = dict(start.accounts)
        self.items: dict[str, Item] = dict(start.items)
        self.item_of: dict[str, str] = dict(start.item_of)
        self.claims: dict[str, Claim] = dict(start.claims)
        self.touched: dict[str, list[Decision]] = {}
        self.problems: list[Problem] = []
        self.recount = False
        self.about: list[tuple[Decision, Target]] = []

    def apply(self, decision: Decision) -> None:
        """One decision."""
        target = self.places.find(decision.target)
        orphans = [*self.places.orphans(decision.target), *self.places.orphans(decision.value)]
        if target is None:
            self._lost(decision, orphans)
            return
        self.about.append((decision, target))
        action = getattr(self, f"_{decision.verb}", None)
        if action is not None and action(decision, target, parse(decision.value)) is False:
            self._lost(decision, orphans)
        elif orphans:
            self._tell(decision, "no longer finds all its places, and was applied to the others", orphans)

    def _lost(self, decision: Decision, orphans: Sequence[tuple[str, str]]) -> None:
        self._tell(decision, "no longer finds its place", orphans)

    def _tell(self, decision: Decision, what: str, orphans: Sequence[tuple[str, str]]) -> None:
        words = [f"“{clip(one_line(quote), 80)}”" for _, quote in orphans if quote]
        more = f" and {len(words) - 3} more" if len(words) > 3 else ""
        about = f"{', '.join(words[:3])}{more}" if words else words_of(decision.target)
        said = (
            f"Decision {decision.number} ({decision.verb}, by {decision.who}) {what}{f': {about}' if about else ''}. "
            "Decide again, or undo it."
        )
        # In every account that it lost words of, so that whoever looks at one is told.
        for name in dict.fromkeys(name for name, _ in orphans) or [""]:
            self.problems.append(Problem("warning", "review", name, said))

    def _item(self, target: Target) -> Item | None:
        """The item that holds most of the claims that the target names."""
        votes: dict[str, int] = {}
        for claim in target.claims:
            if claim in self.item_of:
                votes[self.item_of[claim]] = votes.get(self.item_of[claim], 0) + 1
        name = min(votes, key=lambda n: (-votes[n], n), default=None)
        return None if name is None else self.items[name]

    def _put(self, item: Item, decision: Decision, *before: str) -> None:
        """Take an item into the edition in place of those named `before`."""
        past = [d for name in before for d in self.touched.pop(name, [])]
        for name in before:
            self.items.pop(name, None)
        if item.claims:
            self.items[item.id] = item
            self.item_of |= dict.fromkeys(item.claims, item.id)
            self.touched[item.id] = [*self.touched.get(item.id, []), *past, decision]

    def _without(self, item: Item, gone: set[str], decision: Decision) -> None:
        for claim in gone:
            self.item_of.pop(claim, None)
        left = tuple(c for c in item.claims if c not in gone)
        links = tuple(k for k in item.links if k.a not in gone and k.b not in gone)
        # The item keeps its name while any of its claims are left: addresses to it stay good.
        self._put(replace(item, claims=left, links=links), decision, item.id)
        self.recount = True

    def _reject(self, decision: Decision, target: Target, value: dict[str, object]) -> bool:
        gone = {c for c in target.claims if c in self.item_of}
        for item in [self.items[n] for n in sorted({self.item_of[c] for c in gone})]:
            self._without(item, gone & set(item.claims), decision)
        return bool(gone)

    def _split(self, decision: Decision, target: Target, value: dict[str, object]) -> bool:
        item = self._item(target)
        chosen = self.places.claims(value.get("claims"))
        if item is None or not (off := {c for c in chosen if c in item.claims}) or len(off) == len(item.claims):
            return False
        moved = tuple(c for c in item.claims if c in off)
        links = tuple(k for k in item.links if k.a in off and k.b in off)
        self._without(item, off, decision)
        self._put(replace(item, id=item_name(moved), claims=moved, links=links), decision)
        return True

    def _merge(self, decision: Decision, target: Target, value: dict[str, object]) -> bool:
        item = self._item(target)
        other = self._item(Target(claims=tuple(self.places.claims(value.get("claims")))))
        if item is None or other is None or item.id == other.id or item.kind != other.kind:
            return False
        claims = self.places.ordered({*item.claims, *other.claims})
        self._put(replace(item, claims=claims, links=(*item.links, *other.links)), decision, item.id, other.id)
        self.recount = True
        return True

    def _relabel(self, decision: Decision, target: Target, value: dict[str, object]) -> bool:
        text = str(value.get("text") or "").strip()
        if not text:
            return False
        if target.claim is not None:
            claim = self.claims[target.claim]
            self.claims[claim.id] = replace(claim, frame=replace(claim.frame, measure=text))
            self.recount = True
            if claim.id in self.item_of:
                own = self.items[self.item_of[claim.id]]
                if all(self.claims[c].frame.measure == text for c in own.claims):
                    # What all its claims count, the item counts.
                    own = replace(own, measure=text)
                self._put(own, decision, own.id)
            return True
        item = self._item(target)
        if item is None:
            return False
        self._put(replace(item, label=text), decision, item.id)
        return True

    def _set(self, decision: Decision, target: Target, value: dict[str, object], name: str) -> bool:
        if target.siglum is None:
            return False
        text = str(value.get("text") or "").strip() or None
        account = self.accounts[target.siglum]
        changed: dict[str, Account] = {
            "network": replace(account, network=text),
            "published": replace(account, published=text),
            "publisher": replace(account, publisher=text),
        }
        self.accounts[target.siglum] = changed[name]
        self.recount = True
        return True

    def _network(self, decision: Decision, target: Target, value: dict[str, object]) -> bool:
        return self._set(decision, target, value, "network")

    def _date(self, decision: Decision, target: Target, value: dict[str, object]) -> bool:
        return self._set(decision, target, value, "published")

    def _publisher(self, decision: Decision, target: Target, value: dict[str, object]) -> bool:
        return self._set(decision, target, value, "publisher")

    def marks(self) -> dict[str, tuple[Decision, ...]]:
        """Decisions by what they are about, as it stands now."""
        found: dict[str, list[Decision]] = {}
        for decision, target in self.about:
            name = target.siglum or target.claim
            if name is None:
                item = self._item(target)
                name = item.id if item else None
            if name is not None:
                found.setdefault(name, []).append(decision)
        return {name: tuple(rows) for name, rows in found.items()}

    def in_order(self) -> tuple[Item, ...]:
        """The items as they stand now, by kind and place."""
        return tuple(sorted(self.items.values(), key=lambda i: (i.kind, self.places.rank(i.claims[0]), i.id)))

    def result(self) -> Edition:
        """The edition as it stands now, its figures worked out again where they can have changed."""
        accounts = tuple(self.accounts[a.siglum] for a in self.machine.accounts)
        claims = tuple(self.claims[c.id] for c in self.machine.claims)
        edition = replace(
            self.machine, accounts=accounts, claims=claims, problems=(*self.machine.problems, *self.problems)
        )
        if not self.recount:
            changed = self.touched
            entries = tuple(
                replace(e, item=self.items[e.item.id]) if e.item.id in changed else e for e in self.machine.entries
            )
            return replace(edition, entries=entries)
        told, problems = self._counted(accounts, claims)
        return replace(
            edition,
            entries=told.entries,
            findings=told.findings,
            origins=told.origins,
            problems=(*(p for p in edition.problems if p.stage != "verdicts"), *problems),
        )

    def _counted(
        self, accounts: tuple[Account, ...], claims: tuple[Claim, ...]
    ) -> tuple[Reconciled, tuple[Problem, ...]]:
        """The figures of the items as they stand now; those of the last time where nothing that counts was decided."""
        # Loaded here: most editions are looked at without a decision that asks for new figures.
        from variorum.verdicts import reconcile

        asked = (self.in_order(), claims, accounts)
        if self.start.last is None or self.start.last[0] != asked:
            kept = dict(self.machine.made).get("settings: verdicts")
            settings = VerdictSettings(**json.loads(kept)) if kept else VerdictSettings()
            self.start.last = asked, reconcile(*asked, self.machine.parallels, self.machine.event, settings)
        return self.start.last[1]


def _changes(
    machine: Edition, edition: Edition, touched: Mapping[str, Sequence[Decision]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What the decisions changed in each item, told beside the machine's own reading."""
    before = {e.item.id: e for e in machine.entries}
    for entry in edition.entries:
        was = before.get(entry.item.id)
        if was is entry or was == entry:
            continue
        by = touched.get(entry.item.id, ())
        who = "; ".join(f"{d.verb} by {d.who}{f' (“{d.why}”)' if d.why else ''}" for d in by)
        told = [f"{who}." if who else "By what reviewers said of the accounts."]
        if was is None:
            yield entry.item.id, (*told, "The machine had no such item: its claims stood in another.")
            continue
        told += [f"The machine had {name} {a}, now {b}." for name, a, b in _differences(was, entry) if a != b]
        if len(told) > 1:
            yield entry.item.id, tuple(told)


def _differences(was: Entry, now: Entry) -> Iterator[tuple[str, str, str]]:
    yield "the label", f"“{was.item.label}”", f"“{now.item.label}”"
    yield "the verdict", was.verdict, now.verdict
    yield "the best figure", figure(was.best), figure(now.best)
    yield "the range", bounds(was.low, was.high), bounds(now.low, now.high)
    yield "the independent sources", f"{was.independent:.1f}", f"{now.independent:.1f}"
    yield "the measure", was.item.measure or "none", now.item.measure or "none"
    yield "claims", str(len(was.item.claims)), str(len(now.item.claims))
