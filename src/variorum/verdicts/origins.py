"""Sources behind the sources: whom the accounts name for their claims, under every wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from variorum.model import Claim, Origin
from variorum.verdicts.relations import content_words


def find_origins(claims: Sequence[Claim]) -> tuple[Origin, ...]:
    """The origins that `claims` credit, most accounts first; wordings with the same words, in any order, are one."""
    groups: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.attribution is not None and (words := content_words(claim.attribution.source)):
            groups[tuple(sorted(words))].append(claim)
    found = []
    for members in groups.values():
        forms = sorted({c.attribution.source for c in members if c.attribution is not None})
        name = max(forms, key=lambda f: (len(f), f))
        sigla = tuple(sorted({c.siglum for c in members}))
        found.append(Origin(name, tuple(forms), tuple(c.id for c in members), sigla))
    return tuple(sorted(found, key=lambda o: (-len(o.accounts), o.name)))
