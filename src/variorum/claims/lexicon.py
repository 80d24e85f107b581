"""Lexicons as data: loading a language's word lists and making patterns of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """The lexicon `name` of a language: the content of `claims/LANGUAGE/NAME.toml`."""
    return tomllib.loads(files("variorum.claims").joinpath(language, f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """An alternation of words for a pattern, longest first, so that no word hides a longer one."""
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+").replace(r"\-", "-") for w in sorted(set(words), key=lambda w: (-len(w), w))
    )
