"""Which claims are compared, and what speaks for and against their being about one item."""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from variorum.collation.context import Context
from variorum.collation.senses import sense

BUCKET = 40
"""Most neighbours that a claim is compared with in one bucket: cost must grow with the claims, not with their square."""
ALL_PAIRS = 700
"""A family of at most so many claims is compared pair by pair."""


def candidates(contexts: Sequence[Context]) -> Iterator[tuple[int, int]]:
    """Index pairs worth comparing, each once, in order."""
    families: dict[str, list[int]] = defaultdict(list)
    for i, c in enumerate(contexts):
        families[c.family].append(i)
    for family in sorted(families):
        members = families[family]
        if len(members) <= ALL_PAIRS:
            yield from ((a, b) for k, a in enumerate(members) for b in members[k + 1 :])
            continue
        buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i in members:
            c = contexts[i]
            rare = sorted(c.near, key=lambda w: (-c.near[w], w))[:3]
            for key in (
                ("value", c.key),
                ("measure", f"{c.claim.frame.measure} {c.claim.frame.counted}"),
                *(("word", w) for w in rare),
            ):
                buckets[key].append(i)
        found: set[tuple[int, int]] = set()
        for key in sorted(buckets):
            bucket = sorted(buckets[key], key=lambda i: (contexts[i].key, contexts[i].claim.id))
            for k, a in enumerate(bucket):
                found.update((min(a, b), max(a, b)) for b in bucket[k + 1 : k + 1 + BUCKET])
        yield from sorted(found)


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """Cosine of two unit vectors."""
    if len(a) > len(b):
        a, b = b, a
    return sum(w * b[s] for s, w in a.items() if s in b)


def _run(a: Sequence[str], b: Sequence[str]) -> int:
    n = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        n += 1
    return n


def _alike(a: str | None, b: str | None) -> float:
    """1 for the same, -1 for two different ones, 0 where one is not known."""
    if not a or not b:
        return 0.0
    return 1.0 if a == b else -1.0


@functools.lru_cache(1 << 16)
def head_sense(words: str | None) -> str | None:
    """The sense of the last word of a predicate or noun phrase: "were killed" and "killing" are alike."""
    return sense(words.lower().split()[-1]) if words and words.strip() else None


def same_name(a: str, b: str) -> bool:
    """Whether two names can be one person's: one is part of the other, or last and first names agree.

    Two people of one family share the last name, so the first names must begin alike, or another name must be shared.
    """
    x, y = a.lower().replace(".", "").split(), b.lower().replace(".", "").split()
    if not x or not y:
        return False
    if set(x) <= set(y) or set(y) <= set(x):
        return True
    if x[-1] != y[-1] and fuzz.ratio(x[-1], y[-1]) < _SPELLING:
        return False
    return len(x) == 1 or len(y) == 1 or x[0][0] == y[0][0] or bool(set(x[:-1]) & set(y[:-1]))


_SPELLING = 85.0
"""Likeness from which two last names are one, misspelt, 0 to 100."""
_MAGNITUDE = 0.8
"""Magnitudes are a logarithm already: 0.1 apart counts as close as 8 % do elsewhere."""
_ROUNDING = 0.05
"""Share by which two figures in unlike units may differ and be one value: both are rounded."""


def same_value(a: Context, b: Context) -> bool:
    """Whether both give one value, also where one account counts in miles and the other in kilometres."""
    if a.key == b.key:
        return True
    if a.unit == b.unit or a.family != b.family or min(a.low, b.low) <= 0 or a.claim.kind != "quantity":
        return False
    if a.family == "count" or max(a.high, b.high) >= 1e17:
        return False
    return abs(math.log(a.low / b.low)) <= _ROUNDING and abs(math.log(a.high / b.high)) <= _ROUNDING


class Features:
    """What is known of the values of a whole edition, to tell rare agreement from common."""

    def __init__(self, contexts: Sequence[Context]) -> None:
        self._count = Counter((c.family, c.key) for c in contexts)
        self._size = Counter(c.family for c in contexts)

    def of(self, a: Context, b: Context, aligned: float) -> dict[str, float]:
        """Named features of a pair of one family; absent means 0. `aligned` is 1 for aligned places of a parallel."""
        if a.claim.kind == "quotation":
            return self._quotation(a, b)
        if a.claim.kind == "person":
            same = same_name(a.key, b.key)
            return {"bias": 1.0, "name": 1.0 if same else -1.0}
        equal = same_value(a, b)
        overlap = not equal and max(a.low, b.low) <= min(a.high, b.high)
        near, sentence = cosine(a.near, b.near), cosine(a.words, b.words)
        one_sentence = a.sentence == b.sentence
        if one_sentence:
            near = sentence = 0.0
        f, g = a.claim.frame, b.claim.frame
        measure, counted, predicate = (
            _alike(f.measure, g.measure),
            _alike(head_sense(f.counted), head_sense(g.counted)),
            _alike(head_sense(f.predicate), head_sense(g.predicate)),
        )
        rarity = math.log(self._size[a.family] / self._count[a.family, a.key]) / 5 if equal else 0.0
        value = "equal" if equal else "overlap" if overlap else "unlike"
        run = min(6, _run(a.left, b.left)) + min(6, _run(a.right, b.right)) if not one_sentence else 0
        person = 0.0
        if f.person and g.person:
            person = 1.0 if same_name(f.person, g.person) else -1.0
        row = {
            "bias": 1.0,
            value: 1.0,
            f"{value} near": near,
            f"{value} sentence": sentence,
            f"{value} measure": max(0.0, measure),
            "other measure": max(0.0, -measure),
            f"{value} counted": max(0.0, counted),
            "other counted": max(0.0, -counted),
            f"{value} predicate": max(0.0, predicate),
            "other predicate": max(0.0, -predicate),
            "other group": float(_alike(f.whom, g.whom) < 0),
            "same group": float(_alike(f.whom, g.whom) > 0),
            "other event": float(_alike(f.event, g.event) < 0),
            "total and part": float(_alike(f.part, g.part) < 0),
            "part": float((f.part == "part") + (g.part == "part")) / 2,
            "background": float((f.event == "other") + (g.event == "other")) / 2,
            "other place": float(_alike(f.place, g.place) < 0),
            "person": max(0.0, person),
            "other person": max(0.0, -person),
            "rare value": rarity,
            f"{value} words beside": run / 6,
            f"{value} aligned": aligned,
            "one account": float(a.claim.siglum == b.claim.siglum and not one_sentence),
            "one sentence": float(one_sentence),
            "apart in the text": abs(a.place - b.place),
        }
        if a.subject[0] and b.subject[0]:
            row["same subject" if a.subject == b.subject else "other subject"] = 1.0
        elif a.subject[0] or b.subject[0]:
            row["subject of one"] = 1.0
        if not equal and a.claim.kind != "date" and min(a.low, b.low) > 0 and max(a.low, b.low) < 1e17:
            ratio = abs(math.log(a.low / b.low))
            if "magnitude" in (a.subject[0], b.subject[0]):
                ratio = abs(a.low - b.low) * _MAGNITUDE
            row["close figure"] = float(ratio < 0.3)
            row["closest figure"] = float(ratio < 0.1)
            row["close large figure"] = float(ratio < 0.3 and min(a.low, b.low) >= 10)
            row["far figure"] = min(3.0, ratio)
        if a.claim.kind == "date" and not equal:
            days = 0.0 if overlap else min(abs(a.low - b.high), abs(b.low - a.high))
            row["next day"] = float(days == 1)
            row["days apart"] = min(5.0, math.log1p(days)) / 5
            row["coarse"] = min(5.0, math.log1p(max(a.high - a.low, b.high - b.low))) / 5
        if equal and a.claim.kind == "quantity" and 0 <= a.low <= 3:
            row["small equal"] = 1.0
        return {k: v for k, v in row.items() if v}

    def _quotation(self, a: Context, b: Context) -> dict[str, float]:
        short = min(len(a.key), len(b.key))
        if short < 8:
            return {"bias": 1.0, "same words": float(a.key == b.key)}
        whole = fuzz.ratio(a.key, b.key) / 100
        part = fuzz.partial_ratio(a.key, b.key) / 100 if short >= 15 else whole
        return {"bias": 1.0, "same words": max(0.0, max(whole, part) - 0.6) / 0.4, "short": float(short < 25)}
