"""Which grammars read an account: those of its language, or the plain ones where it has no folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files

from variorum.claims import en
from variorum.claims.page import Candidate, Extractor, Page
from variorum.claims.plain.dates import dates_of, unresolved
from variorum.claims.plain.frames import frame_all
from variorum.claims.plain.quantities import quantities_of, reread
from variorum.claims.plain.quotations import attribute, quotations_of
from variorum.claims.plain.words import words_of
from variorum.claims.verify import Reread
from variorum.model import Account, Attribution, Span

UNDETERMINED = "und"
"""BCP 47 tag of no language in particular: its folder is of those that have none."""
_ENGLISH = re.compile(r"\b(?:the|of|and|was|were|said|with|that)\b", re.IGNORECASE)
_SAMPLE = 4_000
"""Code points that are looked at for words of English."""
_SHARE = 0.08
"""Share of these words from which a text is English whatever its tag says: no other language has a third of it."""


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
    limits: str
    """What is not understood, in words for the user; empty for English."""


_EN = Language("en", en.EXTRACTORS, en.frame, en.attribute, en.reread, en.unresolved, "")


def known_languages() -> tuple[str, ...]:
    """Primary tags of the languages that have a folder, sorted."""
    return tuple(
        sorted(
            folder.name
            for folder in files("variorum.claims").iterdir()
            if re.fullmatch(r"[a-z]{2}", folder.name) and folder.is_dir()
        )
    )


def language_of(account: Account) -> Language:
    """What reads the account: the grammars of its language, the plain ones where it has no folder, English where none is known.

    A text with the commonest words of English is English, whatever its metadata say.
    """
    code = (account.language or "en").split("-")[0].lower()
    if code == "en" or _is_english(account.text[:_SAMPLE]):
        return _EN
    return _plain(code if code in known_languages() else UNDETERMINED)


def _is_english(sample: str) -> bool:
    return len(_ENGLISH.findall(sample)) > _SHARE * max(len(sample.split()), 1)


@cache
def _plain(code: str) -> Language:
    return Language(
        code,
        (dates_of(code), quotations_of(code), quantities_of(code)),
        partial(frame_all, code),
        partial(attribute, code),
        partial(reread, code),
        unresolved,
        words_of(code).limits,
    )
