"""Corpora of invented words with copies planted in them, and where they lie: the truth that searches are held against."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Planted:
    """A copy: places of the same words in two documents."""

    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int


def invented_words(chance: random.Random, count: int = 4000) -> list[str]:
    onsets, vowels = "b br c d dr f g gr h l m n p pl r s st t tr v w".split(), "a e i o u ea ou".split()
    return [
        "".join(chance.choice(onsets) + chance.choice(vowels) for _ in range(chance.randint(1, 4)))
        for _ in range(count)
    ]


def noisy(words: list[str], chance: random.Random, letters: float, others: list[str], edits: float) -> list[str]:
    """The words with letters misread and words replaced, dropped, put in."""
    out = []
    for word in words:
        roll = chance.random()
        if roll < edits / 3:
            continue
        if edits * 2 / 3 <= roll < edits:
            out.append(chance.choice(others))
        now = chance.choice(others) if roll < edits * 2 / 3 else word
        out.append("".join(chance.choice("abcdefghilmnoprstuvw") if chance.random() < letters else c for c in now))
    return out


def corpus(seed: int, documents: int = 60, copies: int = 40) -> tuple[list[dict[str, str]], list[Planted]]:
    """Documents of about 300 words, and the copies in them; the earlier document has the original."""
    chance = random.Random(seed)
    vocabulary = invented_words(chance)
    weights = [1 / (i + 3) for i in range(len(vocabulary))]
    texts = [chance.choices(vocabulary, weights, k=chance.randint(200, 400)) for _ in range(documents)]
    slots: dict[int, list[tuple[int, int, list[str]]]] = {}
    for n in range(copies):
        source, target = sorted(chance.sample(range(documents), 2))
        if target in slots or source in slots:
            continue
        start, length = chance.randint(0, 120), chance.randint(25, 70)
        words = noisy(texts[source][start : start + length], chance, chance.choice([0, 0.02]), vocabulary, 0.05)
        slots[target] = [(chance.randint(0, 150), source * 1000 + start, words)]
        slots.setdefault(source, [])
        slots[target].append((length, n, []))
    laid: list[dict[str, str]] = []
    planted = []
    spans: dict[int, tuple[int, int]] = {}
    for d, words in enumerate(texts):
        if slots.get(d):
            at, _, copied = slots[d][0]
            before, middle = " ".join(words[:at]), " ".join(copied)
            text = f"{before} {middle} {' '.join(words[at:])}"
            spans[d] = (len(before) + 1, len(before) + 1 + len(middle))
        else:
            text = " ".join(words)
        laid.append({"id": f"doc{d:03}", "text": text, "date": f"19{30 + d // 12}-{1 + d % 12:02}"})
    for d, (start, end) in spans.items():
        source, first = divmod(slots[d][0][1], 1000)
        length = slots[d][1][0]
        low = len(" ".join(texts[source][:first])) + (first > 0)
        high = low + len(" ".join(texts[source][first : first + length]))
        planted.append(Planted(f"doc{source:03}", low, high, f"doc{d:03}", start, end))
    return laid, planted


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
