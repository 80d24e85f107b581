"""What a length of time is asked of: a sentence, a service, a time gone by, how long something lasted.

Any two lengths of time lie on one scale, and accounts give many; those of unlike length can be answers to one question
only where the words around both ask it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from variorum.languages import any_of, load

_WORDS = load("en", "elapsed")


def _pattern(words: Sequence[str], then: str = "") -> re.Pattern[str] | None:
    return re.compile(rf"(?:{'|'.join(words)}){then}", re.IGNORECASE) if words else None


_HEDGE = rf"\s*(?:\b(?:{any_of(_WORDS['hedges']['words'])})\s+)*$"
_ASKED = [
    (question, _pattern(ways["before"], _HEDGE), _pattern(ways["after"]))
    for question, ways in _WORDS.items()
    if question != "hedges"
]
"""Questions, with what stands right before or right after a length of time that answers them; the first that fits holds."""
PERSONAL = ("pregnancy", "service", "probation", "sentence")
"""Questions about what is somebody's."""
_REACH = 90
"""Code points before a length of time in which its question begins."""
_NOBODY = frozenset(word.lower() for word in load("en", "speech")["nobody"])
"""Words with which sentences begin, and no names."""
_CLAUSE = re.compile(r"[;:]\s")
_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]\w+|^(?!The |A |An |It |In |This |His |Her |He |She )[A-Z][a-z]\w+")


def question_of(before: str, after: str) -> str:
    """The question that a length of time answers, by the words of its sentence on both sides; "" where they ask none.

    >>> question_of("Harrow was sentenced to ", " in prison")
    'sentence'
    >>> question_of("The pilot, a ", " veteran of the harbour police, saw it")
    'service'
    >>> question_of("The bridge fell ", " ago")
    'time ago'
    >>> question_of("They have rented the house for ", "")
    ''
    """
    for question, ahead, behind in _ASKED:
        if (behind is not None and behind.match(after)) or (ahead is not None and ahead.search(before[-_REACH:])):
            return question
    return ""


def named_beside(before: str, after: str) -> frozenset[str]:
    """The words of names before a length of time in its clause, or else behind it; in lower case."""
    found = _NAME.findall(_CLAUSE.split(before)[-1]) or _NAME.findall(_CLAUSE.split(after)[0])
    return frozenset(name.lower() for name in found) - _NOBODY
