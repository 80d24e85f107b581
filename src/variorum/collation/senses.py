"""Words that reports use for one another: a stem and the sense it is compared by."""

from __future__ import annotations

import functools

_ALIKE = (
    "kill dead death die slay slain slaughter murder fatal fatality perish",
    "injur injury wound hurt",
    "earthquake quake temblor tremor seismic",
    "shoot shot gunfire fire gunshot",
    "police officer cop policeman",
    "arrest captur detain apprehend nab seiz custody",
    "robbery heist raid burglary robber thief thieves",
    "jewel jewelry jewellery gem",
    "fled flee displac evacuat refugee",
    "home house",
    "blaze flame",
    "suspect gunman shooter attacker assailant",
    "bullet round",
    "explod explosion blast detonat",
    "bomb bombing bombard",
    "boat vessel ship skiff",
    "worth valu estimat",
    "sentenc jail prison term",
    "resident inhabitant",
    "crowd protester demonstrator marcher",
    "car vehicle",
    "rescu sav",
    "damag destroy level flatten",
    "search hunt manhunt",
    "weapon gun firearm rifle",
    "hospital clinic",
    "kid child children",
    "firefighter crew fireman",
)
_VOCABULARY = 1 << 16
"""Words remembered with their sense: more than a thousand reports use."""
_SENSES: dict[str, str] = {word: words.split()[0] for words in _ALIKE for word in words.split()}


def stem(word: str) -> str:
    """A word without its commonest English endings: enough to match "killed" with "killing"."""
    for ending in ("ings", "ing", "ers", "ies", "ed", "er", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


_STEMS = {stem(word): stem(sense) for word, sense in _SENSES.items()}


@functools.lru_cache(_VOCABULARY)
def sense(word: str) -> str:
    """What a word is compared by: its stem, or the stem of the first of its like."""
    found = stem(word)
    return _SENSES.get(word) or _STEMS.get(found, found)


@functools.lru_cache(_VOCABULARY)
def head_sense(words: str | None) -> str | None:
    """The sense of the last word of a predicate or noun phrase: "were killed" and "killing" are alike."""
    return sense(words.lower().split()[-1]) if words and words.strip() else None
