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
from variorum.claims.plain.words import has_words, whole_words, words_of
from variorum.claims.verify import Reread
from variorum.languages import UNDETERMINED, code_of
from variorum.model import Account, Attribution, Span

_NOWHERE = re.compile(r"(?!)")
"""The plain grammars find no names of places, since what stands before them differs too much, and no words for what was earlier."""


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
    afterwards: re.Pattern[str]
    """Words of what is told or done afterwards: a day beside them is rather not the event's."""
    later: re.Pattern[str]
    """Words of what is never done on the day itself: a day beside them is not the event's."""
    others: re.Pattern[str]
    """Words for what happened earlier: a day behind them in their sentence is not the event's."""
    places: re.Pattern[str]
    """Names of places: by the words before them, as its first group, or by those behind, as its second."""
    limits: str
    """What is not understood, in words for the user; empty for English."""


_EN = Language(
    "en",
    en.EXTRACTORS,
    en.frame,
    en.attribute,
    en.reread,
    en.unresolved,
    en.HAPPENS,
    en.AFTERWARDS,
    en.LATER,
    en.COMES_AFTER,
    en.PLACES,
    "",
)


def language_of(account: Account) -> Language:
    """What reads the account: the grammars of its language, the plain ones where it has no folder."""
    code = code_of(account)
    return _EN if code == "en" else _plain(code if has_words(code) else UNDETERMINED)


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
        whole_words(words_of(code).says),
        _NOWHERE,
        _NOWHERE,
        _NOWHERE,
        words_of(code).limits,
    )
