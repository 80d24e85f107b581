"""Artificial traditions: texts copied from one another with slips, whose stemma is known."""

from __future__ import annotations

import random
from dataclasses import dataclass

from planted import invented_words


@dataclass(frozen=True)
class Copy:
    """One text of a tradition."""

    name: str
    parent: str | None
    date: str
    text: str


def tradition(seed: int, copies: int = 12, words: int = 400, slips: float = 0.02, dropped: float = 0.01) -> list[Copy]:
    """An archetype and so many copies, each of an earlier text chosen by chance, in order of their dates.

    A copy misspells and drops some words, and keeps all errors of what it copies.
    """
    chance = random.Random(seed)
    known = [w for w in invented_words(chance, 600) if len(w) > 5]
    made = [Copy("t00", None, "2001-01-01", " ".join(chance.choice(known) for _ in range(words)))]
    for n in range(1, copies + 1):
        parent = chance.choice(made)
        text = copied(parent.text, chance, slips, dropped)
        made.append(Copy(f"t{n:02}", parent.name, f"2001-{1 + n:02}-01" if n < 12 else "2002-01-01", text))
    return made


def copied(text: str, chance: random.Random, slips: float, dropped: float = 0.0) -> str:
    """The text with some words misspelt and some dropped."""
    return " ".join(_slipped(w, chance, slips) for w in text.split() if chance.random() >= dropped)


def _slipped(word: str, chance: random.Random, slips: float) -> str:
    if chance.random() >= slips or len(word) < 6:
        return word
    at = chance.randrange(1, len(word) - 2)
    return word[:at] + chance.choice("bdfgjkmpqvwxz") + word[at + 1 :]
