"""Whom the account names as the source of a figure or a date: "police said", "according to official sources"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from variorum.claims.en.beside import ADVERB, headed, quoted_by
from variorum.claims.en.giving import (
    FIRST_FIGURE,
    Report,
    admitting,
    counting,
    giving,
    in_turn,
    is_source,
    marking,
)
from variorum.claims.en.names import names_of
from variorum.claims.en.numbers import WORDS
from variorum.claims.en.phrases import by_phrase, first_phrase, is_pronoun, last_phrase, names_source
from variorum.claims.en.referents import Referents
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, lists_of, load
from variorum.model import Attribution, Span, Utterance

_DATA = load("en", "speech")
_of = lists_of("en", "sources")
_CALENDAR = load("en", "calendar")
_NUMBERS = load("en", "numbers")
_VERB = any_of(_DATA["reporting"])
_WEAK = frozenset(_DATA["weak_reporting"])
_SAYS = re.compile(rf"\b(?:{_VERB})\b", re.IGNORECASE)
_ACCORDING = re.compile(rf"\b(?:{any_of(_DATA['according'])})\s+", re.IGNORECASE)
_AND_ACCORDING = re.compile(r",\s(?:or|and|but|while),?\s$")
"""Before it, where it gives another figure: "12 died, or, according to the clerk, eight"."""
_NO_VERB = re.compile(r"\s(?:was|is|of|by)\b|,")
"""Behind "estimate" where it is no verb: "the official estimate was"."""
_SO_LONG = re.compile(
    rf"\s(?:\d+|{any_of([*_NUMBERS['ones'], *_NUMBERS['tens']])})\s(?:days?|weeks?|months?|years?|hours?)\b"
)
_INVERTED = re.compile(
    rf"[,\"”]\s+{ADVERB}(?:{any_of(_DATA['inverted'])})\s+(?=(?:the\s+|a\s+|an\s+)?[\w.]+)", re.IGNORECASE
)
_BY = re.compile(r"\s+(?:\w+ly\s+|so\sfar\s+)?by\s+(?=\S)")
"""Behind a verb, who reports what stands before it: "the 12 deaths reported by the ministry"."""
_DEED = re.compile(
    rf"\b(?:{any_of(load('en', 'nouns')['happenings']['words'])}|{_of('claimed', 'deeds')})\s$",
    re.IGNORECASE,
)
"""Before "claimed by", with which nobody reports anything: "two attacks claimed by the rebels"."""
_CLAUSE = re.compile(rf"[,;:]\s|\s(?:{_of('clause', 'joins')})\s")
_LONGEST_CLAUSE = 160
"""Code points of a clause before its verb."""
_PER = re.compile(r",\s(?:as\s)?per\s(?=(?:the\s)?[A-Z])")
_QUOTES = re.compile(r"\b(?:quot|cit)(?:ed|es|ing)\s(?:[^\"“”\n;.]{3,120}?\s)?as\ssaying\b", re.IGNORECASE)
"""One whom another quotes: "television quoted the governor as saying that"."""
_WAS = re.compile(rf"\s(?:{_of('passive', 'be')})\s{ADVERB}$", re.IGNORECASE)
_PASSIVE = re.compile(rf"\b(?:{any_of(_DATA['unsaid'])})\s+(?:{any_of(_DATA['adverbs'])})?\s*$", re.IGNORECASE)
_THAT = re.compile(
    rf"\s+(?:\w+\s+){{0,3}}?(?:that|there|the\s+(?:\w+\s+){{1,3}}?(?:{_of('reported', 'be')}))\b|:|\s+[A-Z]\w+\s+(?:{_of('reported', 'be')})\b|\s+(?:{_of('reported', 'words')}|\d|(?:{any_of([*_NUMBERS['ones'], *_NUMBERS['tens'], 'an estimated'])})\s)",
    re.IGNORECASE,
)
_AT = re.compile(
    rf"\s+(?:(?:the|its|their)\s)?(?:[\w-]+\s){{0,3}}?(?:{_of('put_at', 'things')})\s(?:[\w'’-]+,?\s){{0,22}}?at\s(?:[a-z]+\s){{0,3}}?(?:\d|{WORDS}|{_of('put_at', 'vague')})",
    re.IGNORECASE,
)
"""What somebody puts at a figure: "estimated the crowd at 200"."""
_LIVES = re.compile(rf"\s+(?:[\w,-]+\s){{0,5}}?(?:{_of('claimed', 'words')})\b", re.IGNORECASE)
_DID = re.compile(
    rf"\s\d[\d,]*\s(?:[\w-]+\s){{0,3}}?(?:{_of('reported', 'be')}|{any_of(load('en', 'frames')['fared']['verbs'])})\b"
)
_TOLD = re.compile(
    rf"\s+(?:{any_of(_DATA['listeners'])}|(?:the\s)?[A-Z][\w'’]*(?:\s(?:[A-Z][\w'’]*|\d+))*)\s+(?:that\s+)?(?=[a-z\d])"
)
"""Whom somebody tells what follows."""
_CLOSES = re.compile(
    rf"\s*(?:(?:(?:{_of('when', 'before')})\s+)?(?:{any_of([*_CALENDAR['weekdays'], *_CALENDAR['today']])}|(?:in|at|on|via)\s+(?:an?|the|its|his|her|their)\s+[\w\s'’-]{{3,70}}|in\s+[A-Z]\w+|(?:this|last|earlier\sthis)\s(?:{_of('when', 'spans')})|by\s+\w+)(?:\s+(?:{any_of(_CALENDAR['parts_of_day'])}))?)?\s*(?:[.,;)\"”-]|$)",
    re.IGNORECASE,
)
_TOLD_THEM = re.compile(
    rf"\s+(?:(?:{any_of(_DATA['listeners'])})\b|(?:an?|the)\s(?:[a-z-]+\s){{0,3}}?(?:{any_of(_DATA['bodies'])})\b|(?:the\s|a\s|an\s|local\s)?(?:[a-z]+\s)?[A-Z])(?:(?!\bthat\b)[^,;:\"“”]){{0,60}}(?:,\s[A-Z]\w+[.”\"]?)?$"
)
"""Whom somebody told all that stands before, with nothing behind: "..., her son told Halvern Radio."."""
_SAYING_DATE = re.compile(
    r"\s+(?:(?:reporters|us|the\s+)?(?:[A-Z][\w'’]*\s+){0,5}|an?\s+(?:[A-Z]\w*\s+)*(?:[a-z]+\s+){1,2}(?:in\s+[A-Z]\w+\s+)?)(?:(?:in|at|during|after)\s+(?:an?|the|its|his|her)\s+[\w\s'’]{2,50}?\s*)?(?:(?:on|early|late|in|earlier|posted\s+on)\s+){0,2}",
)
_SENT_OUT = re.compile(rf"(?:\s(?:{_of('sent_out', 'words')}))*\s")
_APART = re.compile(r";|(?<=[a-z\d])[.!?](?=[A-Z][a-z])")
"""Between clauses that are no one's together: a semicolon, or a full stop whose blank got lost."""
_OPENS = re.compile(rf"\W*(?:(?:[A-Z]\w+\s)?(?:{_of('opens', 'words')})\s(?:the\s)?)*", re.IGNORECASE)
"""What may stand before the day with which a sentence opens."""
_DATELINE = re.compile(r"\)?,?\s?(?:\([^()\n]{2,20}\)\s?)?-{1,2}\s")
"""Behind the day a report was sent."""
_PROPER_OR_ROLE = re.compile(rf"(?:[A-Z][\w.'’-]*|\b(?i:{any_of(_DATA['sources'])}))$")
"""How one ends who is named behind "said"."""
_LED_TO = re.compile(r":\s[\"“](?=[^\"“”]*[\"”]\s*$)")
"""Before a quotation with a speaker of its own, what the account tells itself: "of the nine lost, the clerk was sure: “We ...,” he said"."""
_STORY = re.compile(r"\s(?:the\s(?:next\s)?(?:day|night|morning)|in|by|at|during|after(?:wards?)?)\b")
"""Behind "told", no listener: "one of the stories told the day after"."""
_HAS_VERB = re.compile(r"\s(?:has|have|had|was|were|is|are|will|would|could|may|might)\b")
_NO_WORD = re.compile(rf"\d|(?:{any_of(_DATA['not_according'])})\b", re.IGNORECASE)
_COUNTS = re.compile(rf"(?:{any_of([*_NUMBERS['ones'], *_NUMBERS['tens']])})\b", re.IGNORECASE)
_KNOWN = re.compile(rf"\b(?:{_of('known', 'places')})\sof\s(?:[a-z]+\s)?$", re.IGNORECASE)
_WHOSE = re.compile(r"'s\s[a-z]")
"""What the account tells of itself to say which is meant: "a town of 9,000", "in Sunday's fire"."""
_TOLD_OF = re.compile(r",\s(?:\d{1,3}\b|(?:an?|the|his|her)\s[^,.;:\"“”]{2,80}?(?=[,.;:\"“”]|\swho))")
"""Behind a name, his age or what he is: not reported by him."""
_WHOM = re.compile(r"(?:who|whom|which|what)\s(?=[a-z])")
_HOW = re.compile(r"\b(?:how|why|whether)\s")
_STATEMENT = re.compile(r"\b(?:in|at|during)\s+an?\s+$", re.IGNORECASE)


def attribute(page: Page, found: Sequence[Candidate]) -> list[Attribution | None]:
    """The source of each candidate in the same order, None where the account speaks for itself.

    Inside a quotation it is the speaker; else whoever is said to say the sentence it stands in: "X said ..." reaches
    what follows, "..., X said." all before it too. The day of the saying and the age of the source are the account's
    own. Wrong where one sentence reports two sources, and the figure stands nearer to the wrong one.
    """
    quotations = sorted((c for c in found if c.kind == "quotation"), key=lambda c: c.start)
    starts = [c.start for c in quotations]
    known: dict[int, list[Report]] = {}
    out: list[Attribution | None] = []
    for c in found:
        if c.kind not in ("quantity", "date", "duration"):
            out.append(None)
            continue
        k = bisect_right(starts, c.start) - 1
        if k >= 0 and c.end <= quotations[k].end:
            value = quotations[k].value
            assert isinstance(value, Utterance)
            if value.speaker and value.speaker_span:
                out.append(Attribution(value.speaker, value.speaker_span))
                continue
        number = page.sentence_number(c.start)
        if number not in known:
            known[number] = list(_reports(page, page.sentences[number])) if page.sentences else []
        out.append(_nearest(page, c, known[number]))
    return out


def _nearest(page: Page, c: Candidate, reports: list[Report]) -> Attribution | None:
    if _KNOWN.search(page.text, max(0, c.start - 24), c.start) or (c.kind == "date" and _WHOSE.match(page.text, c.end)):
        return None
    for report in sorted(reports, key=lambda report: abs(report.at - c.start)):
        if report.high is not None and (c.kind == "date" or c.start > report.high):
            continue
        if c.start < report.low or report.own.overlaps(Span(c.start, c.end)):
            continue
        if c.kind == "date" and report.passing and "," in page.text[report.own.end : c.start]:
            continue
        if c.kind == "date" and _SENT_OUT.fullmatch(page.text, report.own.end, max(report.own.end, c.start)):
            return None  # "according to figures published Monday"
        if c.kind == "date" and 0 <= c.start - report.at < 70 and _SAYING_DATE.fullmatch(page.text, report.at, c.start):
            return None
        if (
            c.kind == "date"
            and 0 <= report.own.start - c.end <= 3
            and _OPENS.fullmatch(page.text, page.sentence(c.start).start, c.start)
        ):
            continue  # "In 2009, police said"
        if c.kind == "date" and _DATELINE.match(page.text, c.end, c.end + 30):
            continue  # "HALVERN, July 3 (HP) -- Police said"
        if c.kind == "date" and _STATEMENT.search(page.text, max(0, c.start - 12), c.start):
            continue  # "in a November 9 statement"
        if (apart := _APART.search(page.text, min(report.at, c.end), max(report.at, c.start))) and not (
            c.form == "age" and apart[0] == ";"  # "police named Ada Vey, 30; Ned Vey, 4; and"
        ):
            continue
        return Attribution(" ".join(report.source.of(page.text).split()), report.source)
    return None


def _reports(page: Page, sentence: Span) -> Iterator[Report]:
    """The reporting phrases of a sentence; of two as near to a figure the first counts."""
    for find in (_heading, _according, _inverted, _per, _quoting, counting, giving, admitting, marking, _saying):
        yield from find(page, sentence)


def _heading(page: Page, sentence: Span) -> Iterator[Report]:
    """Who is named at either end of a heading."""
    if who := headed(page.unaccented, sentence.start, sentence.end):
        yield Report(names_of(page).fullest(who), who.start, sentence.start, who)


def _according(page: Page, sentence: Span) -> Iterator[Report]:
    """Who is named behind "according to": it reaches all of the sentence, or what follows where it gives another figure."""
    text = page.unaccented
    for m in _ACCORDING.finditer(text, sentence.start, sentence.end):
        span = first_phrase(text, m.end(), sentence.end)
        if span and not _NO_WORD.match(text, span.start) and not is_pronoun(text, span):
            anew = _AND_ACCORDING.search(text, max(sentence.start, m.start() - 10), m.start())
            low = m.start() if anew else sentence.start
            yield Report(names_of(page).fullest(span), m.start(), low, Span(m.start(), span.end))


def _inverted(page: Page, sentence: Span) -> Iterator[Report]:
    """Who is named behind "said": it reaches all of the sentence."""
    text = page.unaccented
    for m in _INVERTED.finditer(text, sentence.start, sentence.end):
        span = first_phrase(text, m.end(), sentence.end)
        if not (span and is_source(text, span)):
            continue
        if _COUNTS.match(text, span.start):
            continue  # "Vey, the mayor, said three clerks were hurt"
        if _HAS_VERB.match(text, span.end):
            continue  # "Vey, who declined to be named, said wardens had found 12"
        if not _PROPER_OR_ROLE.search(span.of(text)):
            continue  # "Vey, 59, said the family moved in"
        what = _TOLD_OF.match(text, span.end, sentence.end)
        own = Span(m.start(), what.end() if what else span.end)
        yield Report(names_of(page).fullest(span), m.end(), sentence.start, own)


def _per(page: Page, sentence: Span) -> Iterator[Report]:
    """Who is named behind "per": it reaches all of the sentence."""
    text = page.unaccented
    for m in _PER.finditer(text, sentence.start, sentence.end):
        span = first_phrase(text, m.end(), sentence.end)
        if span and names_source(text, span):
            yield Report(names_of(page).fullest(span), m.start(), sentence.start, Span(m.start(), span.end))


def _quoting(page: Page, sentence: Span) -> Iterator[Report]:
    """Whom another quotes as saying it."""
    text, names = page.unaccented, names_of(page)
    for m in _QUOTES.finditer(text, sentence.start, sentence.end):
        was = _WAS.search(text, sentence.start, m.start())
        said_by = last_phrase(text, sentence.start, was.start()) if was else quoted_by(text, m.start(), sentence.end)
        if said_by and names_source(text, said_by) and not is_pronoun(text, said_by):
            yield Report(names.fullest(names.within(said_by)), m.end(), sentence.start, Span(m.start(), m.end()))


def _saying(page: Page, sentence: Span) -> Iterator[Report]:
    """Who says, or whom somebody reports by: it reaches what follows, and all before it where it closes the sentence."""
    text, names = page.unaccented, names_of(page)
    for m in _SAYS.finditer(text, sentence.start, sentence.end):
        if by := _BY.match(text, m.end(), sentence.end):
            span = by_phrase(text, by.end(), sentence.end)
            if m[0].lower() == "claimed" and _DEED.search(text, max(sentence.start, m.start() - 24), m.start()):
                continue
            if span and is_source(text, span):
                low = max(sentence.start, m.start() - _LONGEST_CLAUSE)
                low = max((x.end() for x in _CLAUSE.finditer(text, low, m.start())), default=low)
                yield Report(names.fullest(span), span.end, low, Span(m.start(), span.end), passing=True)
            continue
        if _PASSIVE.search(text, max(sentence.start, m.start() - 24), m.start()):
            continue
        closes = _closes(text, m, sentence.end)
        if not _reports_something(text, m, sentence, closes=closes):
            continue
        said_by = _subject(text, m, sentence)
        source = _source(page, said_by) if said_by else None
        if said_by is None or source is None:
            continue
        before = text[max(sentence.start, said_by.start - 4) : said_by.start].rstrip(' "”')
        backward = closes and (before.endswith((",", "-")) or said_by.start == sentence.start)
        led = _LED_TO.search(text, sentence.start, said_by.start) if backward else None
        low = led.end() if led else sentence.start if backward else said_by.start
        yield Report(names.fullest(source), m.end(), low, Span(said_by.start, m.end()))
        if _AT.match(text, m.end(), sentence.end) and (figure := FIRST_FIGURE.search(text, m.end(), sentence.end)):
            yield from in_turn(page, figure.end(), sentence.end)


def _closes(text: str, verb: re.Match[str], end: int) -> bool:
    """Whether nothing that is said stands behind the verb."""
    if _CLOSES.match(text, verb.end(), end):
        return True
    return verb[0].lower() == "told" and _TOLD_THEM.match(text, verb.end(), end) is not None


def _reports_something(text: str, m: re.Match[str], sentence: Span, *, closes: bool) -> bool:
    """Whether a verb, if it is one, is of saying here."""
    verb, near = m[0].lower(), min(sentence.end, m.end() + 60)
    if m[0] == "States" or (m[0] == "told" and _STORY.match(text, m.end())):
        return False  # "the United States"
    if verb in _WEAK:
        told = verb.startswith("tell") and _TOLD.match(text, m.end(), near)
        puts = verb.startswith(("put", "estimat", "plac")) and _AT.match(text, m.end(), sentence.end)
        if not closes and not told and not puts and not _THAT.match(text, m.end(), near):
            return False
        if _SO_LONG.match(text, m.end(), near):
            return False  # "the town declared three days of mourning"
    if verb == "estimate" and _NO_VERB.match(text, m.end()):
        return False  # "the official estimate"
    if verb.startswith("claim"):
        if _LIVES.match(text, m.end(), near):
            return False  # "the fire claimed 40 lives"
        if text[m.end() + 1 : m.end() + 2].isdigit() and not _DID.match(text, m.end(), near):
            return False  # "floods have claimed 4,000 acres", but "the ministry claims 40 died"
    # "the victims, identified as Ada and Ned Vey, 30 and 31"
    return not (verb.startswith("identif") and text.startswith(" as ", m.end()))


def _subject(text: str, verb: re.Match[str], sentence: Span) -> Span | None:
    """Who stands before a verb of saying as the one who says it."""
    said_by = last_phrase(text, sentence.start, verb.start())
    if said_by and (whom := _WHOM.match(text, said_by.start, said_by.end)):
        said_by = Span(whom.end(), said_by.end)  # "a gunman who investigators believe killed three"
    if said_by is None or said_by.of(text).endswith(" and"):
        return None
    between = text[said_by.end : verb.start()]
    if "”" in between or '"' in between:
        return None
    asked = _HOW.search(text, max(sentence.start, said_by.start - 12), said_by.end)
    return None if asked else said_by  # "asked how officers identified him"


def _source(page: Page, said_by: Span) -> Span | None:
    """Whom the account names where this one says something: of a pronoun, whom it means; None where nobody can be told."""
    if is_pronoun(page.unaccented, said_by):
        return _meant(page, said_by.of(page.unaccented).lower(), said_by.start)
    return said_by if is_source(page.unaccented, said_by) else None


def _meant(page: Page, word: str, at: int) -> Span | None:
    """Whom "he", "she" or "it" means, by the name that the account gives."""
    known = page.memo.get("referents")
    if not isinstance(known, Referents) or word not in ("he", "she", "it", "they"):
        return None
    meant = known.of_pronoun(word, at)
    return names_of(page).within(known.of_role(meant) or meant) if meant else None
