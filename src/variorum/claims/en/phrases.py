"""Noun phrases beside a verb of saying: where the name or description of who speaks begins and ends."""

from __future__ import annotations

import re

from variorum.claims.en.names import PARTICLE, SHORT_TITLES, TITLE
from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "speech")
_PRONOUNS = frozenset(_DATA["pronouns"])
_CALENDAR = load("en", "calendar")
_WEEKDAYS = [day.capitalize() for day in _CALENDAR["weekdays"]]
NO_TITLE = "".join(rf"(?<!\b{title})" for title in SHORT_TITLES)
"""What may not stand before the full stop that ends a sentence."""
_AND = rf"and(?!\s(?:[A-Z]\w+\s){{1,3}}(?:{any_of(_DATA['named_bodies'])})\b)"
"""An "and" that is not within the name of a body: "Relief and Resettlement Department"."""
_STOP = re.compile(
    rf"[;:!?\n“”\"()]|\s-+\s(?!Founder)|(?<=[a-z])\.(?=[A-Z][a-z])|(?<![A-Z])(?<!\b[A-Z][a-z]){NO_TITLE}\.(?=\s|$)"
    rf"|\s(?=\d[\d,]*\s(?:{any_of([*load('en', 'nouns')['people']['words'], 'bodies', 'were', 'had', 'have', 'are'])})\b)"
    rf"|(?<!-)\b(?:{any_of([*_DATA['ends_phrase'], *_WEEKDAYS])}|{_AND})\b(?!-)",  # but "a passer-by"
)
_PROPER = re.compile(rf"(?:{TITLE}\.?\s)*[A-Z][\w.'’-]+(?:\s(?:[A-Z-][\w.'’-]*|{PARTICLE}))+$")
_SOURCE = re.compile(rf"\b(?:{any_of([*_DATA['sources'], *_DATA['plural_sources']])})\b", re.IGNORECASE)
_LEAD = re.compile(
    rf"(?:{any_of(_DATA['leads'])})(?:\s+|$)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    rf"[;:]\s|(?<=[a-z]{{2}}){NO_TITLE}\.\s?(?=[A-Z])|\s-{{1,2}}\s|\b(?:that|but|while|because|which|what(?!\s(?:sounded|appeared|looked|seemed|happened|was|is|had|he|she|it|they)\b)|whom|where|{_AND}|as|when|after|before|until)\b|,(?!\d{{3}})"
)


_ADVERB = re.compile(rf"{any_of(_DATA['adverbs'])}|\w+ly")
_ADVERBS = re.compile(rf"(?:\s(?:{any_of(_DATA['adverbs'])}|\w+ly))+$")
_PASSING = re.compile(
    r"((?:[Tt]he\s)?[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*),\s(?:in|at|with|during|after|for|on)\s[^,\"“”]{2,90},\s\w+ly$"
)
_NAME = r"[A-Z][a-zà-ž'’-]+(?:\s[A-Z][\w.'’-]*){1,3}"
_APPOSED = re.compile(
    rf"((?:{TITLE}\.?\s)*[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*),(?:\s\d{{1,3}},|(?:\s\d{{1,3}},)?(?:\s({_NAME})|(?:[^,\"“”]|,(?=\d{{3}})){{2,90}}),)\s*(?:{any_of(_DATA['adverbs'])})?$"
)
"""A name with its age or office behind it: "Ada Vey, the mayor,"; or a body whose head is named: "the head of Vardon Rescue, Ada Vey,"."""
_DONE_TO = re.compile(
    rf"(?:^|[.!?\n]\s?)((?:An?|The|One|Another)\s(?:[\w-]+\s){{0,3}}?(?:{any_of(_DATA['sources'])}|{any_of(_DATA['somebody'])})),\s[^,\"“”]{{2,150}},$"
)
"""One told by a noun, with what befell him in passing: "An army officer, told that a man refused to march,"."""
_OFFICE_OF = re.compile(
    rf"(?:^|[.!?][\"”]?\s|\n)((?:{TITLE}\.?\s)*[A-Z][\w.'’-]*(?:\s(?:[A-Z][\w.'’-]*|{PARTICLE})){{1,5}}),\s(?!and\b|who\b|which\b)[a-z][^,\"“”]{{2,90}},\s(?:[A-Z]|the\s|an?\s|where\s|whose\s|which\s)[^,\"“”]{{2,70}},$"
)
"""A name, its office, and the body of the office: "Ada Vey, counsel of the mine's owner, Vardon Coal,"."""
_WHICH = re.compile(r"(?:^|[.!?][\"”]?\s|\n)((?:[\w'’.-]+\s){1,8}?[\w'’.-]+),\s(?:which|who)\s[^,\"“”]{2,150},$")
"""One, or a body, of whom something is told in passing: "Vardon's rescue centre, which leads the search, said"."""
_ROLE_OPEN = re.compile(
    rf"(?:^|,\s|[.!?][\"”]?\s|\n)(?!(?:{any_of(_DATA['nobody'])})\s)((?:{TITLE}\.?\s)*[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){{1,3}}),\s(?:the|an?)\s[^,;\"“”]{{2,110}}$"
)
"""A name and its office without a comma behind it: "Ada Vey, the head of Vardon Coal said"."""
_AND_THEY = re.compile(
    rf"((?:[\w'’-]+\s)?(?i:{any_of(_DATA['plural_sources'])})|(?<=,\s)(?:(?:the|both)\s)?[A-Z][\w.'’-]*)\sand\s$"
)
"""Before the last of two bodies of people that say the same."""
_WHOSE_THEY_ARE = any_of([*_DATA["of_plural"], *_DATA["plural_sources"], *_DATA["sources"]])
_LIST_BEFORE = re.compile(rf"(?<=,\s)((?:[a-z]+,\s){{0,3}}(?:[a-z]+\s)?(?:{_WHOSE_THEY_ARE}),?)\sand\s$")
"""Before the last of several bodies that say the same: "..., police, hospital and mortuary staff said"."""
_BODY_AND = re.compile(rf"(?:^|[.!?]\s|\n)(The\s(?:[\w'’-]+\s){{0,4}}?(?:{any_of(_DATA['sources'])}))\sand\s$")
"""The same of two at the head of a sentence: "The coast guard and the ferry's owner said"."""
_BODY_OF = re.compile(rf"\b(?:[Tt]he\s)?(?:{any_of(_DATA['bodies_of'])})\s(?:of|for)\s(?:[A-Z][\w'’-]*,?\s){{1,4}}$")
"""Before an "and" that is within the name of a body: "the Ministry of Health and Population"."""
_AND_ON = re.compile(r"and\s(?:[A-Z][\w'’-]*\s?)+")
_HEADS = re.compile(r"\b(?:of|for|at|in|from|near|with)\s(?:the\s)?$")
_WHOSE = re.compile(r"\b(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir)\s(?:[\w'’-]+\s){1,3}(?:of|for|to)\s(?:the\s)?$")
"""Before a name, who is somebody else than its bearer: "the family of Ada Vey, who was killed, said"."""
_REPORT_BY = re.compile(
    rf"(?:(?:a|an|the)\s+)?(?:\w+\s+)?(?:{any_of(_DATA['reports'])})\s+(?:{any_of(_DATA['issuing'])})\s+(?:by\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
_MEANWHILE = re.compile(rf"(?<=[a-z]),\s(?:{any_of(_DATA['meanwhile'])})\s[^,\"“”]{{2,80}},$")
"""What one who says something does at it: "the agency, quoting officials, said"."""
_PLURAL = re.compile(rf"(?:^|\s)(?:{any_of(_DATA['plural_sources'])})$", re.IGNORECASE)
_CAPITALS = re.compile(rf"[A-Z][\w.'’-]*(?:\s(?:[A-Z-][\w.'’-]*|{PARTICLE}))*")
PLURAL = (
    rf"\b(?:(?:[A-Z][\w'’-]*|{any_of(_DATA['of_plural'])})\s(?:guard\s)?){{0,4}}"
    rf"(?i:{any_of(_DATA['plural_sources'])})\b"
)
"""Pattern of those whom "they" can mean: "coast guard officials", "Lowmoor police"."""
_DOING = re.compile(rf"(?:^|[.!?]\s|\n)({PLURAL})\s(?:who\swere\s)?[a-z]+ing\s[^,;]{{3,90}}$")
"""Those who said something while they did another thing: "Officials surveying the quay said"."""
_PAPER = re.compile(rf"\b(?:{any_of(_DATA['papers_and_bodies'])})$", re.IGNORECASE)
_TWO_VERBS = re.compile(rf"(?<=\w)\s(?:{any_of(_DATA['verbs'])})\s[^,]*\s(?:and|but)$", re.IGNORECASE)
"""The rest of "someone called the office and said"."""
_DOES_AND = re.compile(
    rf"(?P<who>(?:(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er)\s)?(?:[\w'’-]+\s){{0,3}}?(?:(?i:{any_of(_DATA['sources'])}))(?!\s[A-Z])|(?:{TITLE}\.?\s)*(?!(?:The|An?|One|His|Her|Their|Its)\s)[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*)*)\s[a-z].*\sand$"
)
"""One who did something else before he said what follows: "Brill ran out and said"."""
_VERBS = re.compile(r"\s(?:said|says|told|reported)\s")
_SO_FAR = re.compile(
    rf"\W*(?:(?:{any_of([*_DATA['so_far'], *_DATA['adverbs'], 'but', 'and', 'yet'])})\W*)*", re.IGNORECASE
)
"""What stands between "but" and a verb whose subject was told before."""
_OF_WHOM = re.compile(
    rf"\s(?:whose\s|who\s(?!(?:{any_of([*_DATA['plural_sources'], *_DATA['sources']])}|the|an?)\b)[a-z])\S+\s\S"
)
"""What is told in passing of one who says something: "a mother whose son has no telephone said"."""
_OPENING = re.compile(
    rf"(?:^|[.!?][\"”]?\s|\n)(?P<who>(?:(?i:the|an?|one|two|some|many|several)\s)?(?:[\w'’-]+\s){{0,3}}?(?i:{any_of([*_DATA['sources'], *_DATA['plural_sources']])}))\s(?:who|whose|from|of|in|at|near|with|aboard|on)\s"
)
"""Those with whom a sentence begins: "Survivors of a wreck that sank after losing its rudder said"."""
_NOBODYS = re.compile(r"(?:\d|[a-z]+ing\s)")
"""How no name or description of somebody begins."""
_DOES_THEN = re.compile(
    rf"(?:^|[.!?][\"”]?\s|\n)(?P<who>(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er)\s)?(?:[\w'’-]+\s){{0,3}}?(?i:{any_of(_DATA['sources'])})(?!\s[A-Z]))\s[a-z][^.;\"“”]*?,?\s(?:and|but|yet)(?:\s(?:{any_of([*_DATA['so_far'], *_DATA['adverbs']])}))*\s*$"
)
"""Who did something, and then said something: "Police searched the mill, but so far have confirmed"."""
_WORD = re.compile(r"\S+")
_MOST_WORDS, _FEW_WORDS = 11, 8
"""Words of a name or a description before a verb, beyond which it is cut; the same behind one."""
_WHERE = re.compile(r"\s(?:in|at|from|near)\s")
_PART_OF_DAY = any_of(_CALENDAR["parts_of_day"])
_WHEN = re.compile(
    rf"\s(?:(?:earlier|later|early|late)(?:\s(?:(?:in|on)\s(?:the\s|a\s)?\w+|this\s\w+|that\s\w+|[A-Z]\w+day)(?:\s(?:{_PART_OF_DAY}))?)?"
    rf"|on\s(?:{any_of(_WEEKDAYS)})(?:\s(?:{_PART_OF_DAY}))?|at\s(?:about\s|around\s)?\d[\d:.]*(?:\s?[ap]\.?m\.?)?)$"
)
"""When somebody says what he says."""
_OF_DAY = ("day", "m", "m.", *_CALENDAR["parts_of_day"])
"""With these a time may end."""
_FINITE = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would)\s")
_OWN = re.compile(
    rf"\s(?:is|are|was|were|has|have|had)\s.*(?<!\bof)(?<!\bin)(?<!\bto)(?<!\bat)(?<!\bby)(?<!\bfor)(?<!\bfrom)(?<!\bwith)(?<!\band)\s(?P<who>(?:the|an?|his|her|their)\s(?:[\w'’-]+\s)?(?:{any_of([*_DATA['sources'], *_DATA['plural_sources'], *_DATA['somebody']])}))$"
)
"""Who is the subject of a main clause right behind another clause with no comma between."""
_NEAR = 100
"""Code points before a verb in which its clause mostly begins."""
_REACH = 300
"""Code points before a verb in which its subject is looked for."""


def trimmed(text: str, start: int, end: int) -> Span | None:
    """A phrase without blanks, commas and leading conjunctions; None when nothing is left."""
    while start < end and (text[start] in " ,.'’—-\n\"“”("):
        start += 1
    while lead := _LEAD.match(text, start, end):
        start = lead.end()
    while end > start and (
        text[end - 1] in " ,'’—-\n\"“”:;)"
        or (text[end - 1] == "." and not re.search(r"\b[A-Z][a-z]{0,2}\.$", text[start:end]))
    ):
        end -= 1
    return Span(start, end) if end - start > 1 else None


def is_pronoun(text: str, span: Span) -> bool:
    """Whether a phrase is a pronoun, or begins with one."""
    words = span.of(text).split()
    return any(w.lower() in _PRONOUNS and (len(w) == 1 or not w.isupper()) for w in (*words[:1], *words[-1:]))


def first_phrase(text: str, start: int, end: int) -> Span | None:
    """The noun phrase at `start`: up to a preposition, a conjunction or a stop; in an apposition, the name in it."""
    if report := _REPORT_BY.match(text, start, end):
        start = report.end()
    m = _STOP.search(text, start, end)
    while (
        m and m[0] == "and" and _BODY_OF.search(text, start, m.start()) and (on := _AND_ON.match(text, m.start(), end))
    ):
        m = _STOP.search(text, on.end(), end)
    if m:
        end = m.start()
    return _pick(text, start, min(end, start + 110))


def last_phrase(text: str, start: int, end: int) -> Span | None:
    """The noun phrase right before `end`, where a verb begins: "X, the sheriff, said" gives X."""
    start = max(start, end - _REACH)
    piece = text[start:end].rstrip()
    tail = piece[piece.rfind(",") + 1 :].strip()
    if passing := _before_passing(piece, tail):
        return trimmed(text, start + passing.start, start + passing.end)
    if _ADVERB.fullmatch(piece[piece.rfind(" ") + 1 :]):
        piece = _ADVERBS.sub("", piece)
    if piece.endswith(","):
        piece = _MEANWHILE.sub("", piece)
    elif tail[-1:].isdigit() or tail.endswith(_OF_DAY) or "earl" in tail or "late" in tail:
        piece = _WHEN.sub("", piece)
    stop = start + len(piece)
    # A clause begins behind a comma at the least.
    cut = text.rfind(",", start, stop - 2) + 1
    while cut > start and text[cut : cut + 3].isdigit():
        cut = text.rfind(",", start, cut - 1) + 1  # "27,000"
    cut = max(cut, start)
    # The last one counts, and most stand near.
    for low in (max(cut, stop - _NEAR), cut):
        if begins := [m.end() for m in _CLAUSE.finditer(text, low, stop) if m.end() < stop - 1]:
            cut = begins[-1]
            break
    if _SO_FAR.fullmatch(text, cut, stop) and (does := _DOES_THEN.search(text, start, stop)):
        return trimmed(text, *does.span("who"))
    if text.endswith("and", cut - 3, cut) and (body := _BODY_OF.search(text, max(start, cut - _NEAR), cut - 3)):
        return trimmed(text, body.start(), stop)
    span = _pick(text, cut, stop, last=True)
    if span is None:
        return None
    a_name = not _NOBODYS.match(text, span.start) and (names_source(text, span) or is_pronoun(text, span))
    if not a_name and (openings := list(_OPENING.finditer(piece))):
        return Span(start + openings[-1].start("who"), start + openings[-1].end("who"))
    several = _several(text, start, cut, span)
    return trimmed(text, several, span.end) if several is not None else span


def _before_passing(piece: str, tail: str) -> Span | None:
    """Who is named before what is told of him in passing, in the words before a verb; None where nothing is.

    `tail` is what stands behind the last comma: each way of telling ends in its own, and searches that cannot succeed
    would read all the words for every verb.
    """
    if tail.startswith(("the ", "a ", "an ")) and (m := _ROLE_OPEN.search(piece)):
        return Span(*m.span(1))
    if not tail and (m := _OFFICE_OF.search(piece)):
        return Span(*m.span(1))
    if (not tail or _ADVERB.fullmatch(tail)) and (m := _APPOSED.search(piece)):
        if m[2] and _HEADS.search(piece, 0, m.start(1)):
            return Span(*m.span(2))
        whose = _WHOSE.search(piece, max(0, m.start(1) - _NEAR), m.start(1))
        return Span(whose.start() if whose else m.start(1), m.end(1))
    if not tail and (m := _DONE_TO.search(piece)):
        return Span(*m.span(1))
    if not tail and (m := _WHICH.search(piece)) and names_source(piece, Span(*m.span(1))):
        return Span(*m.span(1))
    if tail.endswith("ly") and (m := _PASSING.search(piece)):
        return Span(*m.span(1))
    if "ing " in tail and (m := _DOING.search(piece)) and not _FINITE.search(piece, m.end(1)):
        return Span(*m.span(1))
    return None


def _several(text: str, start: int, cut: int, last: Span) -> int | None:
    """Where those begin who say the same with the last of them, whose clause begins at `cut`: "police and organisers say"."""
    if (
        text[cut : last.start].strip()
        or text[max(start, last.start - 4) : last.start - 1] != "and"
        or not names_source(text, last)
    ):
        return None
    m = (
        _AND_THEY.search(text, start, last.start)
        or _LIST_BEFORE.search(text, start, last.start)
        or _BODY_AND.search(text, start, last.start)
    )
    return m.start(1) if m else None


def _pick(text: str, start: int, end: int, *, last: bool = False) -> Span | None:
    """Among the parts between commas the one that is a name, else the first."""
    parts = []
    for m in re.finditer(r"(?:[^,]|,(?=\d{3}))+", text[start:end]):
        part = trimmed(text, start + m.start(), start + m.end())
        if part and not re.fullmatch(r"\d+|Jr\.?|Sr\.?", part.of(text)):
            parts.append(part)
    if not parts:
        return None
    if last:
        parts[-1] = _before_verb(text, parts[-1])
    elif _PAPER.search(parts[0].of(text)) or _PLURAL.search(parts[0].of(text)):
        return parts[0]
    for part in parts:
        if _PROPER.match(part.of(text)):
            return part
    for part in parts[1:]:
        if (
            _CAPITALS.fullmatch(part.of(text))
            and len(part.of(text).split()) <= 6
            and not re.match(r"(?:But|And|The|A|In|On|At)\b", part.of(text))
            and parts[0].start != part.start
        ):
            return part
    return _last_words(text, parts[0]) if last else _first_words(text, parts[0])


def _before_verb(text: str, part: Span) -> Span:
    """Who says something, without another verb of his or another clause that stands before the verb of saying."""
    if more := _TWO_VERBS.search(text, part.start, part.end):
        part = Span(part.start, more.start())
    if whom := _OF_WHOM.search(text, part.start, part.end):
        part = Span(part.start, whom.start())
    if own := _OWN.search(text, part.start, part.end):
        part = Span(*own.span("who"))  # "when the boats were clear the captain said"
    if (verb := _FINITE.search(text, part.start, part.end)) and verb.start() - part.start > 2:
        part = Span(part.start, verb.start())  # "the department is asking for help and said"
    if does := _DOES_AND.fullmatch(text, part.start, part.end):
        part = Span(*does.span("who"))
    return part


def _last_words(text: str, part: Span) -> Span:
    """The words right before a verb of saying that tell who says it, where no name does."""
    if said := list(_VERBS.finditer(text, part.start + 1, part.end)):
        # "the fund says the wardens told", but "the fund says photographs show"
        told = trimmed(text, said[-1].end(), part.end)
        teller = trimmed(text, said[-2].end() if len(said) > 1 else part.start, said[-1].start())
        inner = told and names_source(text, told) and not _STOP.match(text, told.start)
        part = (told if inner else teller) or part
    words = _words(text, part)
    if len(words) > _FEW_WORDS and (where := _WHERE.search(text, part.start, part.end)):
        part = Span(part.start, where.start())  # "the rescue service in the rebel-held parts of the old town"
        words = _words(text, part)
    most = _FEW_WORDS if words[-1].of(text) == "and" else _MOST_WORDS
    return Span(words[-most].start, part.end) if len(words) > most else part


def _first_words(text: str, part: Span) -> Span:
    """The first words of a description, not cut within a name."""
    words = _words(text, part)
    most = _FEW_WORDS
    while most < len(words) and text[words[most - 1].start].isupper() and text[words[most].start].isupper():
        most += 1
    return Span(part.start, words[most - 1].end) if len(words) > most else part


def _words(text: str, part: Span) -> list[Span]:
    return [Span(*m.span()) for m in _WORD.finditer(text, part.start, part.end)]


def by_phrase(text: str, start: int, end: int) -> Span | None:
    """As `first_phrase` for who stands behind "by", where a verb may follow: "those reported by the ministry include"."""
    comma = text.find(", ", start, end)
    span = first_phrase(text, start, comma if comma >= 0 else end)
    if span is None:
        return None
    roles = list(_SOURCE.finditer(text, span.start, span.end))
    if roles and text[roles[-1].end() : roles[-1].end() + 2].strip().islower():
        return Span(span.start, roles[-1].end())
    return span


def names_office(words: str) -> bool:
    """Whether words hold one for an office, a body or a role that can be a source: no mere name."""
    return _SOURCE.search(words) is not None


def names_source(text: str, span: Span) -> bool:
    """Whether a phrase names somebody who can be a source: an office, a role, a person."""
    words = span.of(text)
    return bool(_SOURCE.search(words)) or bool(re.search(r"[A-Z][a-z]+|\b[A-Z]{2,}\b", words))
