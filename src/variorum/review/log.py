"""The log of decisions: one more at its end, and the whole of it as JSON lines."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from variorum.model import Decision, UserError, is_edtf
from variorum.review.anchors import dump, parse, to_decision
from variorum.store import append_decisions, read_log

VERBS = ("confirm", "reject", "split", "merge", "relabel", "network", "date", "publisher", "note", "undo")
"""All that can be decided."""
SAYING = ("relabel", "network", "date", "publisher", "note")
"""What is decided by saying words."""
_LONGEST = 10_000
"""Most characters of a name, a reason or a label: more is a mistake."""


def decide(path: Path, who: str, verb: str, target: str, value: str = "null", why: str = "") -> Decision:
    """Append a decision to the log of the edition at `path`; it is on disk when this returns.

    Raises:
        UserError: it says too little, or something that cannot be; or the file cannot be written now.
    """
    return decide_all(path, who, verb, [target], value, why)[0]


def decide_all(
    path: Path, who: str, verb: str, targets: Sequence[str], value: str = "null", why: str = ""
) -> list[Decision]:
    """Append one decision about each of `targets`, all or none; they are on disk when this returns.

    Raises:
        UserError: as `decide`.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    proposals = [Decision(0, now, who.strip(), verb, target, value, why.strip()) for target in targets]
    for proposal in proposals:
        _check(proposal)
    return list(
        append_decisions(path, lambda first: [dataclasses.replace(p, number=n) for n, p in enumerate(proposals, first)])
    )


def to_lines(decisions: Iterable[Decision]) -> str:
    """Decisions as JSON lines, in order; `target` and `value` are objects."""
    rows = (dataclasses.asdict(d) | {"target": parse(d.target), "value": parse(d.value) or None} for d in decisions)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def from_lines(text: str) -> tuple[Decision, ...]:
    """The decisions that `to_lines` wrote.

    Raises:
        UserError: a line is no decision; the message says which and why.
    """
    found = []
    for number, line in enumerate(text.split("\n"), 1):  # a note may hold other marks that end lines
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise TypeError("it is no object")
            decision = Decision(
                number=int(row["number"]),
                at=str(row["at"]),
                who=str(row["who"]),
                verb=str(row["verb"]),
                target=dump(row["target"]),
                value=dump(row["value"]),
                why=str(row["why"]),
            )
            _check(decision)
        except (ValueError, KeyError, TypeError) as fault:
            why = f"it lacks {fault}" if isinstance(fault, KeyError) else str(fault)
            raise UserError(
                f"Line {number} is no decision ({why}): nothing was imported. Mend the line, and try again."
            ) from fault
        except UserError as fault:
            raise UserError(f"Line {number}: {fault} Nothing was imported.") from fault
        found.append(decision)
    return tuple(found)


def import_log(path: Path, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Append those decisions that the log at `path` has not yet, in one transaction, and return them.

    They are numbered anew; what undoes one of them follows its new number.

    Raises:
        UserError: the file is no edition, or cannot be written now.
    """

    def make(first: int) -> list[Decision]:
        there = {_key(d, {}): d.number for d in read_log(path)}
        numbers: dict[int, int] = {}
        new: list[Decision] = []
        for decision in decisions:
            known = there.get(_key(decision, numbers))
            if known is not None:
                numbers[decision.number] = known
                continue
            numbers[decision.number] = first + len(new)
            target = decision.target if decision.verb != "undo" else _renumbered(decision.target, numbers)
            new.append(dataclasses.replace(decision, number=first + len(new), target=target))
        return new

    return append_decisions(path, make)


def _key(decision: Decision, numbers: dict[int, int]) -> tuple[str, ...]:
    target = _renumbered(decision.target, numbers) if decision.verb == "undo" else decision.target
    return (decision.at, decision.who, decision.verb, target, decision.value, decision.why)


def _renumbered(target: str, numbers: dict[int, int]) -> str:
    number = parse(target).get("decision")
    return to_decision(numbers.get(number, number)) if isinstance(number, int) else target


def _check(decision: Decision) -> None:
    value = parse(decision.value)
    if decision.verb not in VERBS:
        raise UserError(f"{decision.verb[:40]!r} cannot be decided: say one of {', '.join(VERBS)}.")
    if not decision.who:
        raise UserError("A decision needs the name of who decides.")
    if max(len(decision.who), len(decision.why), len(str(value.get("text", "")))) > _LONGEST:
        raise UserError(f"A name, label or reason is longer than {_LONGEST} characters: shorten it.")
    if not parse(decision.target):
        raise UserError("A decision needs something it is about.")
    if decision.verb == "date" and value.get("text") and not is_edtf(str(value["text"])):
        raise UserError(
            f"{str(value['text'])[:40]!r} is no date: write 2012-01-20, 2012-01 or 2012 (ISO 8601-2, EDTF)."
        )
    if decision.verb in ("relabel", "note") and not str(value.get("text") or "").strip():
        raise UserError(f"To {decision.verb} something, say the words.")
