"""Which grammars read an account: those of its language, or the plain ones where it has no folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

from variorum.claims import en
from variorum.claims.page import Candidate, Extractor, Page
from variorum.claims.plain.dates import dates_of, unresolved
from variorum.claims.plain.frames import frame_all
from variorum.claims.plain.quantities import quantities_of, reread
from variorum.claims.plain.quotations import attribute, quotations_of
from variorum.claims.plain.words import has_bounds, whole_words, words_of
from variorum.claims.verify import Reread
from variorum.model import Account, Attribution, Span

UNDETERMINED = "und"
"""BCP 47 tag of no language in particular: its folder is of those that have none."""
_ENGLISH = re.compile(r"\b(?:the|and|were|said|with|that|from|had)\b", re.IGNORECASE)
"""Words of English that other languages do not have: "of" and "was" are Dutch too, and "was" is German."""
_NOWHERE = re.compile(r"(?!)")
"""The plain grammars find no names of places: what stands before them differs too much."""
_SAMPLE = 4_000
"""Code points that are looked at for words of English."""
_SHARE = 0.06
"""Share of these words from which a text is English whatever its tag says: no other language has a third of it."""
_DIFFERENT = 2
"""...and how many of them it must have: one alone may be a name, or a title that is quoted."""


@dataclass(frozen=True, slots=True)
class Language:
    """What reads the accounts of one language."""

    code: str
    """BCP 47 primary tag, "und" for those without a folder."""
    extractors: tuple[Extractor, ...]
    """What reads claims, in order; each is given what those before it found."""
    frame: Callable[[Page, Sequence[Candidate]], list[Candidate]]
    """Gives candidates their frames, and leaves out those that only a frame makes claims."""
    attribute: Callable[[Page, Sequence[Candidate]], list[Attribution | None]]
    """The source of each candidate, in the same order."""
    reread: Reread
    """Reads a value again from its words."""
    unresolved: Callable[[Page], list[Span]]
    """Words for days that nothing in the account dates."""
    happens: re.Pattern[str]
    """Words of what happens: a day in their sentence is rather the event's."""
    places: re.Pattern[str]
    """Names of places, by the words before them, as its first group."""
    limits: str
    """What is not understood, in words for the user; empty for English."""


_EN = Language("en", en.EXTRACTORS, en.frame, en.attribute, en.reread, en.unresolved, en.HAPPENS, en.PLACES, "")


def language_of(account: Account) -> Language:
    """What reads the account: the grammars of its language, the plain ones where it has no folder, English where none is known.

    A text with the commonest words of English is English, whatever its metadata say.
    """
    code = (account.language or "en").split("-")[0].lower()
    if code == "en" or _is_english(account.text[:_SAMPLE]):
        return _EN
    return _plain(code if has_bounds(code) else UNDETERMINED)


def _is_english(sample: str) -> bool:
    found = [word.lower() for word in _ENGLISH.findall(sample)]
    return len(set(found)) >= _DIFFERENT and len(found) > _SHARE * len(sample.split())


@cache
def _plain(code: str) -> Language:
    return Language(
        code,
        (dates_of(code), quotations_of(code), quantities_of(code)),
        partial(frame_all, code),
        partial(attribute, code),
        partial(reread, code),
        unresolved,
        whole_words(words_of(code).measures),
        _NOWHERE,
        words_of(code).limits,
    )
