"""Claims at the same place of a passage that two accounts share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from variorum.collation.context import Context
from variorum.model import Parallel


def aligned_places(contexts: Sequence[Context], parallels: Sequence[Parallel]) -> frozenset[tuple[int, int]]:
    """Index pairs of claims that stand at the same place of a passage that their accounts share."""
    here: dict[str, list[int]] = defaultdict(list)
    for i, c in enumerate(contexts):
        here[c.claim.siglum].append(i)
    found = set()
    for p in parallels:
        if p.kind == "boilerplate":
            continue
        left = [i for i in here[p.a] if p.a_span.contains(contexts[i].claim.span)]
        right = [i for i in here[p.b] if p.b_span.contains(contexts[i].claim.span)]
        stretch = len(p.b_span) / max(1, len(p.a_span))
        for i in left:
            x = contexts[i]
            expected = p.b_span.start + (x.claim.span.start - p.a_span.start) * stretch
            near = [j for j in right if contexts[j].family == x.family]
            if near:
                j = min(near, key=lambda k: (abs(contexts[k].claim.span.start - expected), k))
                y = contexts[j]
                beside = bool(x.left and y.left and x.left[0] == y.left[0]) or bool(
                    x.right and y.right and x.right[0] == y.right[0]
                )
                if abs(y.claim.span.start - expected) <= 25 + 0.05 * len(p.b_span) and beside:
                    found.add((min(i, j), max(i, j)))
    return frozenset(found)
