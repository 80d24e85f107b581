"""Who is named right beside a quotation as saying it: "..., said the mayor", "According to the mayor, ...", "Mayor: ..."."""

from __future__ import annotations

import re

from variorum.claims.en.names import TITLE
from variorum.claims.en.phrases import first_phrase, last_phrase, trimmed
from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "speech")
SPEECH_VERB: str = any_of(_DATA["verbs"])
"""Alternation of the verbs of saying."""
ADVERB = rf"(?:(?:{any_of(_DATA['adverbs'])})\s+)?"
"""Pattern of an adverb that may stand before such a verb."""
VERB = re.compile(
    rf"\b(?:{SPEECH_VERB}|(?:issued|released|made)\s+(?:an?|the|this)\s+(?:\w+\s+)?statement)\b", re.IGNORECASE
)
"""A verb of saying, or words for making a statement."""
_AFTER_VERB = re.compile(
    rf"[,;]?\s*{ADVERB}(?:{SPEECH_VERB})(?:\s+(?:{any_of(_DATA['told_to'])}))?\s+(?=\S)", re.IGNORECASE
)
_NOT_SUBJECT = re.compile(
    r"(?:in|that|on|at|the\s+following|by|as|of|when|to|it\b|him\b|her\b(?!\s+[a-z])|them\b|reporters|during|after|about|through|via|a\s+(?:number|lot)|whether|if|how|why|what|where|who)\b",
    re.IGNORECASE,
)
_BEFORE_VERB = re.compile(
    rf"[,;]?\s*(?P<subject>[^\n]{{1,110}}?)(?<!\bthe)(?<!\ba)(?<!\ban),?\s+{ADVERB}(?:{SPEECH_VERB})\b(?!\s+to\s+be\b)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    rf"[A-Z]|(?:the|an?|his|her|their|its|one|another|he|she|they|it|who)\b|(?:{any_of([*_DATA['plural_sources'], *_DATA['sources']])})\b"
)
"""How one begins who says what stands before without a comma."""
_NO_SUBJECT = re.compile(
    r"(?:meaning|which|where|leaving|causing|making|and|but|in|after|over|from|into|by|between|against|during|when|while|as|then|on|under|of|for|at|with|if|because|although|though|so|or)\b|[^\n]*\b(?:is|are|was|were|be|been|to|not)\s*$",
    re.IGNORECASE,
)
_NEW_CLAUSE = re.compile(
    r"\s+(?:that|in|on|there)\b|(?<!told)(?<!tells)(?<!asked)\s+(?:the|an?|his|her|their|its|they|it|he|she|we|no|some|all|many|most|more|\d+|police|officers)\b"
)
"""What shows after "He said" that a sentence of its own begins, and not the tail of the quotation before."""
_ACCORDING = re.compile(r"\b(?:according\s+to|in\s+the\s+words\s+of|as\s+told\s+to)\s+", re.IGNORECASE)
_LABEL = re.compile(r"(?:^|[\n.!?\"”]\s*)(?P<label>[^\n.!?:\"”]{2,60}):\s*$")
_TITLE_OF = re.compile(r"[a-z]\s(?:at|in|after|over|from|on|by|near|amid|as)\s")
"""What a heading has before its colon, and no name of who speaks."""
_NO_LABEL = re.compile(
    rf"(?:{any_of([*_DATA['ends_phrase'], *_DATA['leads']])}|of|for|here|this|there)\b", re.IGNORECASE
)
_STOPS = (".", "!", "?", "”", '"', ",")
_HEADED = re.compile(
    rf"(?P<who>(?:[A-Z][\w.'’-]*\s){{0,3}}?(?:{any_of([word.capitalize() for word in _DATA['plural_sources']])}))[:;]\s(?=[A-Z\d])"
)
_HEADED_BEHIND = re.compile(
    rf":\s(?P<who>(?:[\w.'’-]+\s){{0,3}}?(?:(?i:{any_of([*_DATA['plural_sources'], *_DATA['sources']])})|[A-Z]{{2,}}))\s*$"
)
"""Who is named at either end of a heading: "Deputies: Two shot at fair", "Two shot at fair: police"."""
_DOES = re.compile(r"(?:\s\(\d+\))?\s(?:is|are|was|were|has|have|had|will|would)\s")
_WHAT_IS_DONE = re.compile(
    rf"^(?:the|this|these|their|an?)\s(?:[a-z]+\s)+(?:[a-z]+ed|{any_of(_DATA['label_done']['words'])})$", re.IGNORECASE
)
"""A heading of something that is done, and nobody who speaks: "The lessons given: ..."."""
_HEADING = re.compile(r"(?:[A-Z]{4,}[\s-]*)+")
"""A line such as UPDATE or ORIGINAL STORY, which nobody is called."""
_QUOTED_BY = re.compile(
    r"\b(?:quot|cit)(?:ed|ing)\s+(?P<who>[^,\"“”]{3,60}?)(?:,\s(?P<more>[^,\"“”]{2,60}),)?\s+(?:as\s+saying|who\s+said|saying)\b",
    re.IGNORECASE,
)
_WAS_QUOTED = re.compile(
    rf"[,;]?\s*(?P<who>[^\n,;\"“”]{{2,90}}?)(?:,[^,\n\"“”]{{2,80}},?)?\s(?:was|were|is|has\sbeen)\s{ADVERB}(?:quoted|cited)\s(?:\w+\s){{0,6}}?as\ssaying\b"
)
"""Whom others quote: "..., a defence official was quoted as saying by the agencies"."""
SAID_BY = re.compile(
    rf"\b(?:{any_of(_DATA['finding'])})\s(?:\w+\s)?by\s(?P<who>[^,\"“”]{{3,60}}?)\s(?:as|for)\s(?:being\s)?(?:an?\s|the\s)?[\"“”']*$"
)
"""Who finds the words that follow: "the truce was described by the envoy as being"."""
WITH_HIM = re.compile(
    rf"\bwith\s(?P<who>(?:(?:the|a|an|one)\s)?[\w'’-]+(?:\s[\w'’-]+){{0,4}}?)\s(?:{any_of(_DATA['with_him'])})\b[^.;\"“”]*[\"“”']*$"
)
"""Who is said to say something in passing: "with the town warning there was"."""
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*\s){1,4}[A-Z][\w.'’-]*")
_ALONE = re.compile(
    rf"[\"”'’]+\s(?P<who>(?:[a-z-]+\s){{0,3}}(?:{TITLE}\.?\s)*{_NAME.pattern})(?:,\s\d{{1,3}}|,\s(?:the|an?|his|her|their|who)\s[^\n\"“”]{{3,160}})?\.?[ \t]*(?:\n|\Z)"
)
_SIGNED = re.compile(rf"[\"”'’.]*\s*\n\s*-{{1,2}}\s?(?P<who>(?:{TITLE}\.?\s)*{_NAME.pattern})[ \t]*(?:\n|,|\Z)")
"""Who signs what stands on the line before: '"We must not forget"', and below it '- President Ada Vey'."""
_TAIL = re.compile(
    r",\s[^,\n]{2,90}?\s(?P<verb>said|says)(?:\s(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?\s?\.?\s*$"
)
_IN_PAPER = re.compile(
    rf"[\"”'’]*,?\sin\s(?P<who>(?:the|an?|his|her|their|its)\s(?:[\w'’-]+\s){{0,3}}?(?:{any_of(_DATA['papers'])}))\b",
    re.IGNORECASE,
)
_TERM = 2
"""Words of a term or a name, which no paper is quoted for."""


def label(text: str, start: int) -> Span | None:
    """Who is named before a colon that begins the line or the sentence: "Mayor: ..."; None where nobody is."""
    low = max(0, start - 80)
    before = text[low:start].rstrip(" \"“”'\n")
    m = _LABEL.search(before)
    if (
        m is None
        or _TITLE_OF.search(m["label"])
        or _NO_LABEL.match(m["label"])
        or VERB.search(m["label"])
        or len(m["label"].split()) > 7
        or _HEADING.fullmatch(m["label"].strip())
    ):
        return None
    if _WHAT_IS_DONE.search(m["label"]):
        return None
    end = m.end("label")
    if (named := _NAME.match(m["label"])) and m["label"].startswith(", ", named.end()):
        end = m.start("label") + named.end()  # "Ada Vey, Managing Director: ..."
    elif does := _DOES.search(before, m.start("label"), end):
        end = does.start()  # "Ada Vey had the same thought: ..."
    return trimmed(text, low + m.start("label"), low + end)


def headed(text: str, start: int, end: int) -> Span | None:
    """Who is named at either end of a heading, a line or sentence without a stop; None where nobody is or it is none."""
    if text[start:end].rstrip()[-1:] in _STOPS:
        return None
    m = _HEADED.match(text, start, end) or _HEADED_BEHIND.search(text, start, end)
    return Span(*m.span("who")) if m else None


def quoted_by(text: str, low: int, high: int) -> Span | None:
    """Whom another is said to quote between two places: "the radio quoted the mayor, Ada Vey, as saying"."""
    m = _QUOTED_BY.search(text, low, high)
    if m is None:
        return None
    return trimmed(text, *m.span("more" if m["more"] and _NAME.fullmatch(m["more"]) else "who"))


def after(text: str, end: int, right: int, start: int, left: int) -> Span | None:
    """Who says a quotation by the words behind it, up to `right`; None where they do not tell."""
    begin = end
    while begin < right and text[begin] in "\"”“' ":
        begin += 1
    if "\n" in text[end:begin] or begin >= right:
        return None
    full_stop = text[end - 1] == "."
    goes_on = text[end - 1] not in ",.?!…" and text[begin] not in ",;" and not _SUBJECT.match(text, begin, right)
    if (m := _AFTER_VERB.match(text, begin, right)) and not _NOT_SUBJECT.match(text, m.end()):
        return first_phrase(text, m.end(), right)
    if quoted := quoted_by(text, begin, right):
        return quoted
    if told := _WAS_QUOTED.match(text, begin, right):
        return trimmed(text, *told.span("who"))
    m = _BEFORE_VERB.match(text, begin, right)
    if m and goes_on:  # the "spree" began at a mill, Chief Vey said
        piece = text.rfind(",", begin, m.end("subject")) + 1 or m.end("subject")
        words = text[piece : m.end("subject")].strip()
        proper = words[:1].isupper() or bool(re.search(r"\s[A-Z]", words))
        return last_phrase(text, piece, m.end("subject")) if proper and not _NO_SUBJECT.match(words) else None
    if m is None or _NO_SUBJECT.match(m["subject"]):
        return None
    short = len(m["subject"].split()) <= 4 and not _NEW_CLAUSE.match(text, m.end(), right)
    if full_stop and not short:
        return None
    led = text[left:start].rstrip(" \"“'").endswith((":", ",")) and VERB.search(text, left, start)
    if led and full_stop and len(m["subject"].split()) > 2:
        return None
    return first_phrase(text, m.start("subject"), m.end("subject")) or last_phrase(text, begin, m.end("subject"))


def tail(text: str, end: int, right: int) -> Span | None:
    """Who is said at the end of its sentence to say the fragment before: 'burned in “the yard,” as it does, Ada Vey said'."""
    m = _TAIL.search(text, end, right) if text[end - 1] not in ".!?" else None
    if m is None or "\n" in text[end : m.end()]:
        return None
    return last_phrase(text, end, m.start("verb"))


def named(text: str, end: int) -> Span | None:
    """Who is named without a verb behind a quotation that ends its line: '"We ran," neighbour Ada Vey'."""
    m = _SIGNED.match(text, end) or (_ALONE.match(text, end) if text[end - 1] in ",?!" else None)
    return trimmed(text, *m.span("who")) if m else None


def paper(text: str, start: int, end: int, right: int) -> Span | None:
    """What a quotation is from, where the words behind it tell that alone: '"no warning", in the petition'."""
    m = _IN_PAPER.match(text, end, right) if len(text[start:end].split()) > _TERM else None
    return trimmed(text, *m.span("who")) if m else None


def according(text: str, left: int, right: int, start: int, end: int) -> Span | None:
    """Who is named behind "according to" in the sentence of a quotation; None where nobody is."""
    for low, high in ((end, right), (left, start)):
        if m := _ACCORDING.search(text, low, high):
            return first_phrase(text, m.end(), high)
    return None
