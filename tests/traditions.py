"""Artificial traditions: texts copied from one another with errors, whose stemma is known, also where witnesses are lost."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass

from planted import invented_words

Line = tuple[str | frozenset[str], str | frozenset[str]]
"""A line of descent; a text that is lost is named by the texts that come from it."""


@dataclass(frozen=True)
class Copy:
    """One text of a tradition."""

    name: str
    parent: str | None
    date: str
    text: str
    other: str | None = None
    """The second text it was copied from, from the middle on; None for one parent."""


def tradition(
    seed: int,
    copies: int = 12,
    words: int = 400,
    slips: float = 0.02,
    dropped: float = 0.01,
    changed: float = 0.0,
    mixed: float = 0.0,
) -> list[Copy]:
    """An archetype and so many copies, each of an earlier text chosen by chance, in order of their dates.

    A copy misspells, drops and changes some words (for others that are known), and keeps all errors of what it copies. A share
    `mixed` of the copies follows one text as far as the middle and another from there.
    """
    chance = random.Random(seed)
    known = [w for w in invented_words(chance, 600) if len(w) > 5]
    # A text is a list of words with their place in the archetype, so that a second text can be followed from there.
    archetype = list(enumerate(chance.choice(known) for _ in range(words)))
    # No name may tell which text is the older.
    names = [f"t{n:02}" for n in range(copies + 1)]
    random.Random(seed).shuffle(names)
    texts = {names[0]: archetype}
    made = [Copy(names[0], None, "2001-01-01", _joined(archetype))]
    for n in range(1, copies + 1):
        name, parent = names[n], chance.choice(made).name
        others = sorted({*texts} - {parent})
        other = chance.choice(others) if mixed and others and chance.random() < mixed else None
        text = texts[parent]
        if other:
            text = [w for w in text if w[0] < words // 2] + [w for w in texts[other] if w[0] >= words // 2]
        texts[name] = [
            (at, chance.choice(known) if changed and chance.random() < changed else _slipped(w, chance, slips))
            for at, w in text
            if chance.random() >= dropped
        ]
        date = f"{2001 + n // 12}-{1 + n % 12:02}-01"
        made.append(Copy(name, parent, date, _joined(texts[name]), other))
    return made


def copied(text: str, chance: random.Random, slips: float, dropped: float = 0.0) -> str:
    """The text with some words misspelt and some dropped."""
    return " ".join(_slipped(w, chance, slips) for w in text.split() if chance.random() >= dropped)


def without(copies: list[Copy], seed: int, lost: int) -> list[Copy]:
    """The tradition less so many of its texts, chosen by chance among those that were copied; the archetype may be one."""
    parents = sorted({c.parent for c in copies if c.parent})
    gone = set(random.Random(seed).sample(parents, min(lost, len(parents))))
    return [c for c in copies if c.name not in gone]


def truth(whole: list[Copy], extant: list[Copy]) -> set[Line]:
    """The lines of the true stemma as far as the texts that are left can tell.

    A lost text that none or one of them comes from leaves no trace.
    """
    here = {c.name for c in extant}
    children: dict[str, list[str]] = {c.name: [] for c in whole}
    for c in whole:
        if c.parent:
            children[c.parent].append(c.name)

    def ends(name: str) -> list[str]:
        """The texts that stand for one: itself, the lost one with several lines, or those that a single line leads to."""
        below = [e for child in children[name] for e in ends(child)]
        return [name] if name in here or len(below) > 1 else below

    def below(name: str) -> Iterable[str]:
        for child in children[name]:
            if child in here:
                yield child
            yield from below(child)

    def label(name: str) -> str | frozenset[str]:
        return name if name in here else frozenset(below(name))

    lines: set[Line] = set()
    for c in whole:
        if ends(c.name) == [c.name]:
            lines |= {(label(c.name), label(e)) for child in children[c.name] for e in ends(child)}
    lines |= {(c.other, c.name) for c in extant if c.other in here}  # type: ignore[arg-type]
    return lines


def either_way(lines: Iterable[Line], extant: Iterable[Copy]) -> set[frozenset[frozenset[str]]]:
    """The lines without their direction: each as the two sets of texts into which it parts those that there are."""
    lines, every = list(lines), frozenset(c.name for c in extant)

    def below(end: str | frozenset[str]) -> frozenset[str]:
        if not isinstance(end, str):
            return end
        found, left = {end}, [end]
        while left:
            one = left.pop()
            for parent, child in lines:
                if parent == one:
                    more = (child if not isinstance(child, str) else {child}) - found
                    found |= more
                    left += [child, *more] if not isinstance(child, str) else more
        return frozenset(found)

    return {frozenset((below(child), every - below(child))) for _, child in lines}


def found_lines(edges: Iterable[tuple[str, str]]) -> set[Line]:
    """Lines of a stemma in the same terms: a missing ancestor is named by the texts that come from it."""
    edges = list(edges)

    def below(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
        found: set[str] = set()
        for parent, child in edges:
            if parent == name and child not in seen:
                found |= ({child} if child[0] != "[" else set()) | below(child, seen | {child})
        return frozenset(found)

    return {(p if p[0] != "[" else below(p), c if c[0] != "[" else below(c)) for p, c in edges}


def _joined(text: list[tuple[int, str]]) -> str:
    return " ".join(w for _, w in text)


def _slipped(word: str, chance: random.Random, slips: float) -> str:
    if chance.random() >= slips or len(word) < 6:
        return word
    at = chance.randrange(1, len(word) - 2)
    return word[:at] + chance.choice("bdfgjkmpqvwxz") + word[at + 1 :]
