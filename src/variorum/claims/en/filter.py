"""Which numbers are claims: what looks like a telephone number, an address, an idiom is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from variorum.claims.lexicon import load
from variorum.claims.page import Candidate, windows
from variorum.model import Quantity

_DATA = load("en", "notclaims")
_NEVER, _NEVER_WORDS = (
    tuple(
        re.compile(rule["pattern"], 0 if rule.get("case") else re.IGNORECASE)
        for rule in _DATA["never"]
        if bool(rule.get("words")) == words
    )
    for words in (False, True)
)
_DIGIT = re.compile(r"\d{1,12}")
CLOCK = re.compile(_DATA["clock"]["pattern"], re.IGNORECASE)
"""A time of day in figures."""

_HARM = (
    r"(?:injur|casualt|death|dead|fatalit|arrest|victim|survivor|wound|children|student|officer|suspect|civilian|one\b|people|person|"
    r"complaint|hostage|immediate|passenger|other|known|report|major|serious|further|loss|additional|new|shots|motive|weapon|charges|"
    r"witness|explos|homes|buildings|employee|worker|members?|police|resident|women|men\b|firefighter|soldier|troops|attack)"
)
_NO = re.compile(
    rf"\s+(?:(?!(?:for|of|in|to|on|with|and|but|that|from|at|mercy|than|by|about|idea)\b)[\w-]+\s+){{0,2}}?{_HARM}",
    re.IGNORECASE,
)
_NONE_IDIOM = re.compile(
    r"-?\s?of-|\s+(?:should|could|can|would|wants?|knows|deserves|likes|else\s+(?:should|could|can))\b|\s+(?:is|was)\s+in\s+(?:any\s+)?danger\b|\s+(?:has\s+(?:an?|any|the|told|said|ever|given|asked|come|called)\b|have\s+an?\b|is\s+(?:going|above|sure)\b|needs?\b|will\b|really\b|cares?\b|ever\b|seems?\b|thinks?\b|thought\b|believes?\b|expect\w*\b)|\s+(?:other\s+than|the\s+less|of\s+(?:us|this|that|it|my|your)\b)|-the"
)
_NO_IDIOM = re.compile(
    r"\s+(?:(?:known\s+|prior\s+|previous\s+)?(?:criminal\s+)?(?:history|record)\b|longer|matter|doubt|comment|idea|way|reason|sign|word|need|problem)",
    re.IGNORECASE,
)
_ONE_IDIOM = re.compile(
    r"one\b(?:\s+(?:of\s+(?:the|those|a|his|her|their|its|my|our|your|them|these|us|[A-Z]\w+)|another|day\b(?!\s)|by\s+one|thing|way|point|time|side|hand(?!\s?-?guns?)|that|which|who\b|"
    r"made\b|given\b|used\b|similar\b|like\b|called\b|can|could|must|should|is\b|was\b|has\b|had\b|would|more\s+time|step|last|after|to\b|in\b|and\s+only|for\b|at\b|on\b|with\b|wants?|knows?|else|big|whose|we\b|you\b|i\b|he\b|she\b|"
    r"where\b|when\b|near\b|from\b|the\b|as\b|or\s+two)|'s\b|-(?:time|way|on|day|man|sided|hour|story|bedroom|stop|third|half)|[.,;!?:\"”)])",
    re.IGNORECASE,
)
_ONE_HARMED = re.compile(
    r"one(?:\s+of\s+(?:the|those|them|these|his|her|their)(?:\s+[\w-]+){0,3}?)?\s+(?:had|has|was|is|were|later|died|suffered|sustained|remains|remained|remain)\b(?:\s+\w+){0,4}?"
    r"(?:(?<=\sdied)|\s(?:killed|dead|died|injury|injuries|injured|wounded|hurt|shot|wounds?|critical|serious|stable|hospital|hospitali[sz]ed|arrested|missing|pronounced|grazed|treated))\b",
    re.IGNORECASE,
)
"""One of a group whose lot is told: a count, whereas "one of the worst" and "one could see" are none."""
_ONE_FATALLY = re.compile(r"one\sof\s(?:them|whom|those)(?:\s[a-z]+)?\s(?:fatally|critically|seriously|mortally)\b")
_HARMED_ONE = re.compile(r"\b(?:killing|wounding|injuring|killed|wounded)\s$")
"""The same without a verb: "two of them, one of them fatally", "killing one of them"."""
_ONE_SAYS = re.compile(r"\s(?:[\w-]+\s){1,2}(?:in\s\w+\s)?(?:told|said|says|recalled|wrote|described)\b")
_SAID_ONE = re.compile(r"\b(?:said|says|according\sto|told|asked|added)\s$", re.IGNORECASE)
_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|each|some|this|that|which|the|another|only|loved|number|day|or|than|for|little|big|old|new|good|last|first|next|young|right|wrong|same|dear|is|be|not|like|as)[\s-]$",
    re.IGNORECASE,
)
_ONE_COUNTS = re.compile(
    r"\s(?:man|woman|person|officer|people|victim|suspect|child|student|boy|girl|teen|killed|dead|injured|wounded|person)"
)
_PAIR_NAMES = re.compile(r"\s(?:[\w'-]+\s){1,5}and\b")
_PAIR_NOUN = re.compile(
    r"\s(?:of\s+(?:the\s+|them\b)?|the\s+|his\s+|her\s+|their\s+|these\s+|those\s+)?(?:[a-z]+\s)?(?:men|women|people|children|[a-z]+s)\b"
    r"|\s(?:died|were|are|have|had|denied|survived|men|women|remain|face|going|pleaded|was|fled|of\s+them|of\s+[A-Z]\w+|[a-z]+ed|found|shot|hurt|dead|in\s+(?:stable|critical|serious|fair|good))\b"
)
_HIT_TWICE = re.compile(
    r"(?:shot|hit|struck|stabbed|fired|arrested|sued|convicted|bombed|attacked|wounded)\W+(?:\w+\W+)?$"
)
_TIME_OR_PART = re.compile(r"\s?(?:a\.m|p\.m|am\b|pm\b|GMT|EDT|EST|CDT|CST|hrs\b)", re.IGNORECASE)


def never_claims(text: str) -> Iterator[tuple[int, int]]:
    """Stretches whose numbers are no claims, by the list in notclaims.toml; and clock times."""
    for pattern in _NEVER_WORDS:
        for m in pattern.finditer(text):
            yield m.span()
    for low, high in windows(text, (m.start() for m in _DIGIT.finditer(text)), 48, 48):
        for m in CLOCK.finditer(text, low, high):
            yield m.span()
        for pattern in _NEVER:
            for m in pattern.finditer(text, low, high):
                yield m.span()


def is_claim(text: str, c: Candidate) -> bool:
    """Whether a number in its place claims something. Each line below names what it turns away."""
    value = c.value
    if not isinstance(value, Quantity):
        return True
    left, words, right = text[max(0, c.core - 40) : c.core], text[c.core : c.end], text[c.end : c.end + 60]
    form = c.form
    if form in ("age", "percent", "money", "fraction"):
        return not (form == "fraction" and re.match(r"\s?-?(?:way|brother|sister|hour|time|past)", right))
    if form == "vague":
        return not re.match(r"\s+of\s+(?:times|years|hours)\b", right)
    if form == "pair":
        if words.lower() in ("twice", "thrice"):
            return bool(_HIT_TWICE.search(left))
        if words.lower() == "both":
            return not _PAIR_NAMES.match(right) and bool(_PAIR_NOUN.match(right))
        return not re.match(r"\s+(?:of\s+)?(?:days|weeks|years|times|things|moments|feet)", right)
    if form == "several":
        return (
            words.lower() == "several"
            and bool(re.match(r"\s\w+", right))
            and not re.match(r"\s(?:times|ways)\b", right)
        )
    if form == "one":
        return _one_counts(text, c, left, right)
    if re.search(r"\b(?:number|no\.|top|figure|chapter)\s*$", left, re.IGNORECASE):
        return False
    if form == "digits":
        return _digits_count(text, c, left, right)
    if form == "word":
        return not re.match(r"-(?:by|way|on|star|wheeler|ring)\b|\s+(?:o'clock|corners)\b", right) and not re.search(
            r"\b(?:cloud|big|final|final-|fantastic|at)\s$", left, re.IGNORECASE
        )
    return True


def counts_none(text: str, start: int, end: int) -> bool:
    """Whether "no", "none", "nobody" counts: "no injuries", "nobody died"; not "no doubt", "no longer"."""
    words = text[start:end].lower()
    if words == "no":
        return bool(_NO.match(text, end, end + 60)) and not _NO_IDIOM.match(text, end)
    if words.startswith("not "):
        return bool(_NO.match(text, end, end + 60))
    return not _NONE_IDIOM.match(text, end)


def _one_counts(text: str, c: Candidate, left: str, right: str) -> bool:
    if text[c.core : c.end][0].isdigit():
        return _digits_count(text, c, left, right)
    if c.start < c.core:
        return True
    if _ONE_HARMED.match(text, c.core) or _ONE_FATALLY.match(text, c.core) or _HARMED_ONE.search(left):
        return True
    if _ONE_IDIOM.match(text, c.core) or _ONE_SAYS.match(right) or _SAID_ONE.search(left):
        return False  # "one neighbour said": who says it is no count
    if _ONE_BEFORE.search(left):
        return bool(_ONE_COUNTS.match(right))
    return bool(re.match(r"[\s-](?:[\w'-]+\s){0,2}[a-z]+|\W*$", right))


def _digits_count(text: str, c: Candidate, left: str, right: str) -> bool:
    value = c.value
    assert isinstance(value, Quantity)
    words = text[c.core : c.end]
    if re.match(r"[-/]\d|/|\.\d", right) or re.search(r"(?:\d[-/]|[#/])$", left):
        return False  # parts of codes and scores
    ends_line = right.lstrip(" )")[:1] in ("", "\n")
    if ends_line and (not left[-1:].isspace() or not left.rpartition("\n")[2].strip()):
        return False  # alone on a line, or stuck to a word at its end: a page number, a counter
    if _TIME_OR_PART.match(right) or re.match(r"-[A-Za-z]{1,2}\b", right):
        return False
    large = value.low is not None and value.low >= 10000 and value.low == int(value.low)
    if large and words.isdigit() and not re.match(r"\s+\w", right):
        return False  # a post code or a case number
    return not re.search(
        r"\b(?:January|February|June|July|March|April|May|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?\s$",
        left,
    )
