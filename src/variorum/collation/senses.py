"""Words that reports use for one another: a stem and the sense it is compared by."""

from __future__ import annotations

import functools

from variorum.languages import load

_DATA = load("en", "senses")
_VOCABULARY = 1 << 16
"""Words remembered with their sense: more than a thousand reports use."""
_SENSES: dict[str, str] = {word: words[0] for words in _DATA["alike"] for word in words}


def stem(word: str) -> str:
    """A word without its commonest English endings: enough to match "killed" with "killing"."""
    for ending in _DATA["endings"]:
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
