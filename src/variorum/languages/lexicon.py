"""Lexicons as data: loading a language's word lists and making patterns of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import Any

_MANY = 3
"""First letters from which it is quicker to ask for all of them at once."""


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """The lexicon `name` of a language: the content of `languages/LANGUAGE/NAME.toml`."""
    return tomllib.loads(files("variorum.languages").joinpath(language, f"{name}.toml").read_text(encoding="utf-8"))


def lists_of(language: str, name: str) -> Callable[[str, str], str]:
    """The alternations of the lists in a language's file, by table and name of the list."""
    data = load(language, name)
    return lambda table, words: any_of(data[table][words])


def any_of(words: Iterable[str]) -> str:
    r"""An alternation of words for a pattern, in which no word hides a longer one.

    Words share their beginnings, so that a place is asked for each first letter once and not for each word; and for all
    first letters at once before, since `re` tries one branch after another where case does not matter.

    >>> any_of(["no one", "none", "no"]), any_of(["nobody", "none", "few", "all"])
    ('n(?:o(?:\\s+one|ne|))', '(?=[afn])(?:all|few|n(?:o(?:body|ne)))')
    """
    split = sorted({tuple(" ".join(w.split())) for w in words})
    letters = sorted({w[0] for w in split if w})
    branches = _branches(split)
    if len(letters) < _MANY or not split[0]:
        return branches
    return f"(?=[{re.escape(''.join(letters))}])(?:{branches})"


def initials(words: Iterable[str]) -> str:
    """The first letters of words, for a class of characters: a pattern asks for them before it tries each word.

    >>> initials(["no one", "none", "zero"])
    'nz'
    """
    return "".join(sorted({w[0] for w in words}))


def _branches(words: list[tuple[str, ...]], depth: int = 0) -> str:
    """The alternation of words, in order of letters, that share their first `depth` letters; a word that ends here last."""
    out, k = [], 0
    ends = bool(words) and len(words[0]) == depth
    rest = words[1:] if ends else words
    while k < len(rest):
        letter = rest[k][depth]
        same = [w for w in rest[k:] if w[depth] == letter]
        k += len(same)
        tail = _branches(same, depth + 1)
        out.append(_escaped(letter) + (f"(?:{tail})" if "|" in tail else tail))
    return "|".join([*out, ""] if ends and out else out)


def _escaped(letter: str) -> str:
    return r"\s+" if letter == " " else letter if letter == "-" else re.escape(letter)
