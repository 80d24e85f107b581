"""Sources behind the sources: whom the accounts name for their figures and their quotations, under every wording."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from variorum.languages import load
from variorum.model import Claim, Origin, Utterance
from variorum.verdicts.relations import content_words

_SPEECH = load("en", "speech")
_NOBODY = frozenset(_SPEECH["pronouns"])
"""Speakers of whom an account tells no more."""
_BEFORE_PLACES = frozenset(_SPEECH["before_places"])


def find_origins(claims: Sequence[Claim]) -> tuple[Origin, ...]:
    """The origins that `claims` credit, most accounts first.

    Wordings with the same words, in any order, are one origin, and so is a shorter form within an account ("the ministry") with
    the one fuller form that this account has ("the Interior Ministry"). A quotation rests on its speaker and on its outlet.
    """
    named = [(claim, form) for claim in claims for form in _forms(claim) if content_words(form)]
    forms_of: dict[str, set[str]] = defaultdict(set)
    for claim, form in named:
        forms_of[claim.siglum].add(form)
    groups: dict[frozenset[str], list[tuple[Claim, str]]] = defaultdict(list)
    for claim, form in named:
        fuller = {content_words(f) for f in forms_of[claim.siglum] if _is_end(form, f)}
        words = fuller.pop() if len(fuller) == 1 else content_words(form)
        groups[words].append((claim, form))
    found = []
    for words, members in groups.items():
        forms = sorted({form for _, form in members})
        # A form with all words of the group, and so of no other: "one of the guards" is longer than "Harbour guards".
        name = max(forms, key=lambda f: (content_words(f) == words, len(f), f))
        sigla = tuple(sorted({c.siglum for c, _ in members}))
        found.append(Origin(name, tuple(forms), tuple(dict.fromkeys(c.id for c, _ in members)), sigla))
    return tuple(sorted(found, key=lambda o: (-len(o.accounts), o.name)))


def _is_end(form: str, fuller: str) -> bool:
    """Whether a form is the end of a fuller name, and no place within it.

    >>> _is_end("The ministry", "the Interior Ministry"), _is_end("Lowmoor", "the council of Lowmoor")
    (True, False)
    """
    mine, whole = (re.findall(r"\w+", f.casefold()) for f in (form, fuller))
    while mine and not content_words(mine[0]):
        del mine[0]
    before = len(whole) - len(mine) - 1
    return (
        before >= 0
        and whole[before + 1 :] == mine
        and whole[before] not in _BEFORE_PLACES
        and bool(content_words(whole[before]))
    )


def _forms(claim: Claim) -> Iterator[str]:
    if claim.attribution is not None:
        yield claim.attribution.source
    if isinstance(claim.value, Utterance):
        yield from (f for f in (claim.value.speaker, claim.value.via) if f and f.casefold() not in _NOBODY)
