"""The stemma: which account each account has its copied text from."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from variorum.lineage.direction import by_dates
from variorum.lineage.families import joined
from variorum.model import Account, Descent, Parallel, Reason, Span, Stemma

_DATED = 0.95
"""Probability that of two accounts of one text the later copied."""
_WORDS = 0.9
"""Probability of a direction that slips or a named source tell, and no date."""


def make_stemma(accounts: Sequence[Account], parallels: Sequence[Parallel]) -> Stemma:
    """Families of accounts that share copied text, and for each account the one it has most from."""
    copied = [p for p in parallels if p.kind == "copied"]
    families = joined(((p.a, p.b) for p in copied), sorted(a.siglum for a in accounts))
    shares = _shares(accounts, copied)
    published = {a.siglum: a.published for a in accounts}
    candidates: dict[str, list[Descent]] = defaultdict(list)
    by_pair: dict[tuple[str, str], list[Parallel]] = defaultdict(list)
    for p in copied:
        by_pair[p.a, p.b].append(p)
    for (a, b), found in by_pair.items():
        known = [p for p in found if p.direction != "unknown"]
        forward = sum(len(p.a_span) for p in known if p.direction == "a->b")
        backward = sum(len(p.a_span) for p in known if p.direction == "b->a")
        parent, child = (b, a) if backward > forward else (a, b)
        share = shares[child, parent]
        says = known[0].reason if known else f"{a} and {b} share text; which came first is not known"
        dated = by_dates(a, published[a], b, published[b])[0] != "unknown"
        sure = _DATED if dated else _WORDS if known else 0.5
        reason = Reason("date" if dated else "slips" if known else "text", math.log(sure / (1 - sure)), says)
        candidates[child].append(Descent(parent, child, round(share, 4), sure, (reason,)))
    edges = [max(c, key=lambda d: (d.sure, d.shared, d.parent)) for c in candidates.values()]
    return Stemma(families=tuple(families), edges=tuple(sorted(edges, key=lambda e: (e.child, e.parent))))


def _shares(accounts: Sequence[Account], copied: Sequence[Parallel]) -> dict[tuple[str, str], float]:
    """Share of the first account's text that it has in common with the second, for every pair that shares."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for p in copied:
        spans[p.a, p.b].append(p.a_span)
        spans[p.b, p.a].append(p.b_span)
    lengths = {a.siglum: max(1, len(a.text)) for a in accounts}
    return {pair: covered(found) / lengths[pair[0]] for pair, found in spans.items()}


def covered(spans: Sequence[Span]) -> int:
    """Code points that at least one of the spans covers."""
    total = reached = 0
    for span in sorted(spans):
        total += max(0, span.end - max(span.start, reached))
        reached = max(reached, span.end)
    return total
