"""The languages that accounts are in: a folder of word lists for each, read by every stage that reads words."""

from __future__ import annotations

import re
from importlib.resources import files

from variorum.languages.lexicon import any_of, initials, lists_of, load
from variorum.model import Account

UNDETERMINED = "und"
"""BCP 47 tag of no language in particular: its folder is of those that have none."""
_ENGLISH = re.compile(r"\b(?:the|and|were|said|with|that|from|had)\b", re.IGNORECASE)
"""Words of English that other languages do not have: "of" and "was" are Dutch too, and "was" is German."""
_SAMPLE = 4_000
"""Code points that are looked at for words of English."""
_SHARE = 0.06
"""Share of these words from which a text is English whatever its tag says: no other language has a third of it."""
_DIFFERENT = 2
"""...and how many of them it must have: one alone may be a name, or a title that is quoted."""


def code_of(account: Account) -> str:
    """Primary tag (BCP 47) of the language an account is read in: its own, English where none is known.

    A text with the commonest words of English is English, whatever its metadata say.
    """
    code = (account.language or "en").split("-")[0].lower()
    return "en" if code == "en" or _is_english(account.text[:_SAMPLE]) else code


def _is_english(sample: str) -> bool:
    found = [word.lower() for word in _ENGLISH.findall(sample)]
    return len(set(found)) >= _DIFFERENT and len(found) > _SHARE * len(sample.split())


def known_languages() -> tuple[str, ...]:
    """Primary tags of the languages that have a folder, sorted."""
    folders = (f.name for f in files("variorum.languages").iterdir() if f.is_dir())
    return tuple(sorted(name for name in folders if re.fullmatch(r"[a-z]{2}", name)))


def months_of(code: str) -> dict[str, int]:
    """The names of the months, short ones too, in small letters, to their number; of a language without a folder."""
    return {name.lower(): k for k, names in enumerate(load("und", "months").get(code, ()), 1) for name in names}


__all__ = ["UNDETERMINED", "any_of", "code_of", "initials", "known_languages", "lists_of", "load", "months_of"]
