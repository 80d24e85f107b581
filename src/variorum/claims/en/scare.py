"""Words between quotation marks that nobody says: titles of works and nicknames."""

from __future__ import annotations

import re

from variorum.languages import lists_of, load

_of = lists_of("en", "scare")
_NOT_CALLED = "".join(rf"(?<!\b{word}\s)" for word in load("en", "scare")["called"]["not_behind"])
_TITLE_WORDS = 8
_CALLED = re.compile(
    rf"(?:\b(?:{_of('called', 'adjectives')})|\b(?:{_of('called', 'verbs')})|\b(?:{_of('works', 'kinds')})s?),?\s+(?:the\s+)?[\"“']+$",
    re.IGNORECASE,
)
"""Words before a title or a nickname, which nobody says."""
_TERM = re.compile(
    rf"\b{_NOT_CALLED}(?:{_of('called', 'adjectives')}|{_of('called', 'terms')})\s+(?:an?\s+|the\s+)?(?:[\"“'][^\"“”'\n]{{1,24}}[\"”'],?\s(?:(?:and|or)\s)?){{0,6}}[\"“']+$",
    re.IGNORECASE,
)
"""Words before a term of few words, or further ones beside it: 'benches called “rows,” “bays” or ...'."""
_WORK_BY = re.compile(rf"\b(?:{_of('works', 'by')})\sby\s(?:[A-Z][\w.'’-]*\s){{1,4}}[\"“]+\s?$")
"""Words before the title of somebody's work."""
_WORK_OF = re.compile(r"[A-Z][\w-]*['’]s\s[\"“]+\s?$")
_WORK_BEHIND = re.compile(rf"[\"”'’]+\s(?:{_of('works', 'kinds')})\b")
"""Whose work it is, before its title, and what it is, behind it: 'Vey's “Long Night”', 'the “Today” show'."""
_LONGEST_TERM = 2
_NICKNAME = re.compile(r"[A-Z][\w.'’-]*\s[\"“']+$")
_NAME_GOES_ON = re.compile(r"[\"”']+\s[A-Z][\w'’-]*[a-z]")
_NAMED = re.compile(r"(?:(?:The|An?)\s)?(?:[A-Z][\w']{3,}|\d{2,4}\b)")
"""How a title begins, unlike "Yes," and "I am"."""
_OF_PLACE = re.compile(rf"\b(?:{_of('of_place', 'words')})\s(?:[a-z]+\s)?[\"“']+$", re.IGNORECASE)
"""Before a name in the midst of a phrase: 'the eastern “Horn of Vardon”'."""


def is_title(text: str, start: int, end: int) -> bool:
    """Whether every long word has a capital: a title, a name, a nickname."""
    words = [w for w in re.findall(r"[A-Za-z][\w']*", text[start:end]) if len(w) > 3]
    return all(w[0].isupper() for w in words)


def is_called(text: str, left: int, start: int, end: int) -> bool:
    """Whether the words from `left` on say that what follows is a title: "the film", "so-called"."""
    words = len(text[start:end].split())
    if words <= _LONGEST_TERM and _TERM.search(text, max(0, start - 120), start):
        return True
    if words <= _TITLE_WORDS and _WORK_BY.search(text, max(0, start - 90), start):
        return True
    if words > _TITLE_WORDS or not is_title(text, start, end):
        return False
    return bool(
        _CALLED.search(text, left, start)
        or _WORK_BEHIND.match(text, end)
        or (words > 1 and text[end - 1].isalnum() and _WORK_OF.search(text, left, start))
    )


def is_named(text: str, start: int, end: int) -> bool:
    """Whether it begins as titles do, and reads as one: "1989," and "The Long Night," but not "Yes,"."""
    short = len(text[start:end].split()) <= _TITLE_WORDS
    return short and _NAMED.match(text, start, end) is not None and is_title(text, start, end)


def is_proper(text: str, left: int, start: int, end: int) -> bool:
    """Whether it is a name of several words within a phrase: 'the eastern “Horn of Vardon” region'."""
    words = text[start:end].split()
    if not (1 < len(words) <= _TITLE_WORDS and words[0][0].isupper() and text[end - 1].isalnum()):
        return False
    return is_title(text, start, end) and _OF_PLACE.search(text, max(left, start - 24), start) is not None


def is_nickname(text: str, left: int, start: int, end: int) -> bool:
    """Whether it stands within a name: Armando "AJ" Vey."""
    name = len(text[start:end].split()) <= 2 and text[start].isupper() and text[end - 1].isalnum()
    return name and bool(_NICKNAME.search(text, left, start) and _NAME_GOES_ON.match(text, end))
