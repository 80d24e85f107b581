"""Which two wordings name one source: with the same words, by name and office, or in full and by initials."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from variorum.languages import load
from variorum.model import Account, Claim
from variorum.verdicts.relations import content_words

_NAMED_LAST = re.compile(r"(?P<given>[A-Z][\w'’-]+)\s(?:[A-Z]\.?\s)?[A-Z][\w'’-]+$")
_GIVEN = frozenset((*load("en", "people")["women"]["names"], *load("en", "people")["men"]["names"]))
_IN_BRACKETS = re.compile(r"\((?:the\s)?(?P<short>[A-Z]{2,7})\b")
_SHORT = re.compile(r"(?:[Tt]he\s)?(?P<short>[A-Z]{2,7})")
_NAME = re.compile(r"[A-Z][\w'’-]+(?:\s(?:(?:of|for|the|and|de|des|du)\s)*[A-Z][\w'’-]+){2,}")
"""Three words or more with capitals, whose initials may stand for them."""
_INITIAL = re.compile(r"\b[A-Z]")

_IN_FULL: dict[str, str] = load("en", "agencies")["short"]
"""Agencies whose names have too few words to be known by their initials."""
_COUNTS_OF = load("en", "sources")["counts_of"]
_AUTHORITIES = frozenset(_COUNTS_OF["authorities"])
_UNNAMED = frozenset(_COUNTS_OF["unnamed"])
"""Of these, words for an authority that is not named."""


@functools.lru_cache(1 << 14)
def source_words(source: str | None) -> frozenset[str]:
    """The words by which a source is told from others: of one who is named with his office, those of his name.

    >>> sorted(source_words("Halvern Police Commander Ada Vey")), sorted(source_words("the Halvern police"))
    (['ada', 'vey'], ['halvern', 'police'])
    """
    source = _IN_FULL.get((source or "").removeprefix("the ").removeprefix("The "), source)
    name = _NAMED_LAST.search(source or "")
    return content_words(name[0] if name and name["given"] in _GIVEN else source)


@functools.lru_cache(1 << 14)
def source_keys(source: str) -> frozenset[str]:
    """What a source may be looked up by: its words, and the initials that stand for it or may do so."""
    words = " ".join(sorted(source_words(source)))
    return frozenset(filter(None, (words, *_short(source), *_initials(source))))


def one_source(first: str, second: str) -> bool:
    """Whether two wordings name one source.

    >>> one_source("the Vardon Harbour Watch", "VHW"), one_source("relief group Harbour Watch (HW", "HW")
    (True, True)
    >>> one_source("the Vardon Harbour Watch", "the Vale Hospital Wardens")
    False
    """
    words = source_words(first)
    if words and words == source_words(second):
        return True
    mine, other = _short(first), _short(second)
    return bool(mine & other or mine & _initials(second) or other & _initials(first))


def is_of_publisher(source: str, publisher: str) -> bool:
    """Whether a source that an account names is another account's publisher.

    >>> is_of_publisher("relief group Harbour Watch (HW", "HW"), is_of_publisher("the Vardon Evening Times", "The Times")
    (True, False)
    """
    said, names = content_words(source), content_words(publisher)
    # Of many papers the last word is the same; initials are of one house.
    whole = len(names) > 1 or publisher.isupper()
    return bool(names) and (said == names or (whole and names <= said) or one_source(source, publisher))


def publishers_named(accounts: Sequence[Account], claims: Sequence[Claim]) -> Mapping[str, frozenset[str]]:
    """For each account by siglum the publishers of other accounts that it names as the source of a claim."""
    by_key: dict[str, set[str]] = defaultdict(set)
    for publisher in {a.publisher for a in accounts if a.publisher}:
        for key in source_keys(publisher) | content_words(publisher):
            by_key[key].add(publisher)
    sources: dict[str, set[str]] = {a.siglum: set() for a in accounts}
    for claim in claims:
        if claim.attribution is not None:
            sources[claim.siglum].add(claim.attribution.source)
    meant = {
        source: frozenset(
            publisher
            for key in source_keys(source) | content_words(source)
            for publisher in by_key.get(key, ())
            if is_of_publisher(source, publisher)
        )
        for source in set().union(*sources.values())
    }
    own = {a.siglum: a.publisher for a in accounts}
    return {s: frozenset().union(*(meant[x] for x in said)) - {own[s]} for s, said in sources.items()}


def is_one_count(first: str | None, second: str | None) -> bool:
    """Whether one wording is for the official count, by no authority's name, and the other for an authority.

    >>> is_one_count("The official figure", "the Ministry of War"), is_one_count("the army", "the government")
    (True, False)
    """
    words = authorities(first), authorities(second)
    return all(words) and not (words[0] | words[1]).isdisjoint(_UNNAMED)


@functools.lru_cache(1 << 14)
def authorities(source: str | None) -> frozenset[str]:
    """The words for an authority in a wording of a source."""
    return frozenset(re.findall(r"\w+", (source or "").casefold())) & _AUTHORITIES


def _short(source: str) -> frozenset[str]:
    """The initials by which a wording names its source."""
    alone = _SHORT.fullmatch(source.strip())
    return frozenset(m["short"].lower() for m in (*_IN_BRACKETS.finditer(source), alone) if m)


def _initials(source: str) -> frozenset[str]:
    """The initials of the names of a wording, by which others may name it."""
    return frozenset("".join(_INITIAL.findall(m[0])).lower() for m in _NAME.finditer(source))
