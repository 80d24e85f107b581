"""Whom "he", "she", "they" and "the police chief" mean: persons told of before, weighed by nearness, part and sex."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from variorum.claims.en.names import Names, names_of
from variorum.claims.en.phrases import PLURAL
from variorum.claims.page import Page
from variorum.languages import any_of, lists_of, load
from variorum.model import Span

_PEOPLE = load("en", "people")
_SPEECH = load("en", "speech")
_of = lists_of("en", "referents")
_OF_WOMEN, _OF_MEN = frozenset(_PEOPLE["women"]["nouns"]), frozenset(_PEOPLE["men"]["nouns"])
_PERSONS = frozenset(
    [
        *_OF_WOMEN,
        *_OF_MEN,
        *_PEOPLE["relations"]["nouns"],
        *_PEOPLE["anybody"]["nouns"],
        *(t.lower() for t in _PEOPLE["titles"]["long"]),
    ]
) - frozenset(_PEOPLE["titles"]["other_things"])
_PERSON = any_of(_PERSONS)
_WHOSE = rf"(?:{_of('whose', 'words')}|(?:[A-Z][\w-]*\s){{0,3}}(?!Let)[A-Z][\w’'-]*?(?:'s|’s|s'|s’))"
PERSON_TOLD = rf"{_WHOSE}\s(?:(?!(?:{_of('not_between', 'words')})\s)[\w’'-]+\s){{0,3}}?(?:{_PERSON})\b(?!['’-])"
"""Pattern of a person told by a noun: "the police chief", "Brill's mother", "a 60-year-old woman"."""
_OPENS = rf"[\s\"“”']*(?:(?:{_of('opens', 'words')}),?\s)?"
"""What may stand before those with whom a sentence begins."""
_SUBJECT = re.compile(rf"{_OPENS}(?P<who>{PERSON_TOLD})(?!\sof\s(?:one|the\svictims?)\b)")
_SURNAME = re.compile(rf"{_OPENS}(?P<who>[A-Z][\w-]*[a-z])(?=,?\s[a-z]|'s\s)")
_OBLIQUE = re.compile(rf"\b(?:{_of('oblique', 'words')})\s(?:the\s)?$", re.IGNORECASE)
_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
_ITS_AGE = re.compile(r",\s\(?(?:aged?\s)?(\d{1,3})\b")
_PLURAL = re.compile(PLURAL)
_PAPER = re.compile(
    rf"\b(?:[Aa]|[Tt]he)\s(?:{any_of(_SPEECH['papers'])})\s(?:{_of('issued', 'words')})\s(?:the\s)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*){{0,4}}(?:(?<=['’]s)\s(?:{_PERSON}))?"
)
_BODIES = frozenset([*_SPEECH["bodies"], *_SPEECH["plural_sources"], *load("en", "referents")["bodies"]["words"]])
_TITLES = frozenset([*_PEOPLE["titles"]["short"], "Miss"])
_BODY_SAYS = re.compile(
    rf"(?P<who>\b(?:[Tt]he|[Aa]n?|[Ii]ts)\s(?:(?!(?:of|that|in|and)\s)(?:[\w'’-]+|(?:[A-Z]\.)+)\s){{0,5}}?(?i:{any_of(_SPEECH['bodies'])}))(?:\s(?:{_of('says', 'words')}))?\s(?:{any_of(_SPEECH['reporting'])})\b"
)
"""An office, a company, a paper that says something: whom "it said" means."""
_LEAD = 12
"""Code points of its sentence before those with whom it begins."""
_REACH = 1200
"""Code points back to the person a pronoun means."""
_MOST = 6
"""Persons of each kind that are weighed."""


@dataclass(frozen=True, slots=True)
class _Mention:
    span: Span
    gender: str | None
    worth: float


def _is_body(words: str) -> bool:
    """Whether an office, a family, or several persons are told, of whom no "he" is said."""
    last = re.findall(r"[\w’'-]+", words.lower())[-1:]
    return bool(last) and last[0] in _BODIES


def gender_of_words(words: str) -> str | None:
    """Letter f or m by the nouns and pronouns in a description, the last noun deciding; None where it tells neither.

    >>> gender_of_words("the 60-year-old woman"), gender_of_words("his aunt"), gender_of_words("the mayor")
    ('f', 'f', None)
    """
    for word in reversed(re.findall(r"[\w’'-]+", words.lower())):
        if word in _OF_WOMEN:
            return "f"
        if word in _OF_MEN:
            return "m"
    return None


class Referents:
    """The persons of a page whom a pronoun or a role can mean."""

    def __init__(self, page: Page, reporters: list[Span], inside: Callable[[int], bool]) -> None:
        self._page, self._text = page, page.unaccented
        self._names: Names = names_of(page)
        self._reporters = reporters
        self._name_ends = [s.end for s in self._names.spans]
        self._one_name = {w for s in reporters if (w := s.of(self._text)).isalpha() and w[0].isupper()}
        """Those of one name who are said to say something."""
        self._told = [s for s in self._names.told if not inside(s.start)]
        self._told_ends = [s.end for s in self._told]
        self._reporter_starts = [s.start for s in reporters]
        self._subjects = [
            s for sentence in page.sentences if (s := self._subject(sentence)) is not None and not inside(s.start)
        ]
        self._subject_starts = [s.start for s in self._subjects]

    def of_pronoun(self, word: str, at: int) -> Span | None:
        """Whom the pronoun `word` at `at` means, None where nobody fits."""
        if word in ("they", "we"):
            return self._group(at)
        if word == "you":
            return None
        gender = {"he": "m", "she": "f"}.get(word)
        here = self._page.sentence_number(at)
        mentions: Iterable[_Mention] = self._mentions(at)
        if word == "it":
            mentions = (*(m for m in mentions if not self.is_person(m.span)), *self._papers(at))
        best: tuple[float, int, Span] | None = None
        for mention in mentions:
            if gender and mention.gender and mention.gender != gender:
                continue
            if gender and not mention.gender and _is_body(mention.span.of(self._text)):
                continue
            score = mention.worth - 0.6 * (here - self._page.sentence_number(mention.span.start))
            score += 0.5 * (gender is not None and mention.gender == gender)
            if best is None or (score, mention.span.start) > best[:2]:
                best = (score, mention.span.start, mention.span)
        return best[2] if best else None

    def _group(self, at: int) -> Span | None:
        """Those told of last in the plural, rather with whom a sentence begins than whom it names in passing."""
        here = self._page.sentence_number(at)
        low = self._page.sentences[max(here - 2, 0)].start if self._page.sentences else 0
        found = [
            Span(*m.span())
            for m in _PLURAL.finditer(self._text, max(low, at - 400), at)
            if not (self._text.endswith(" of ", 0, m.start()) and self._text[m.end() + 1 : m.end() + 2].isupper())
        ]  # but no "Superintendent of Police Ada Vey"
        first = [s for s in found if s.start - self._page.sentence(s.start).start <= _LEAD]
        close = [s for s in first if here - self._page.sentence_number(s.start) <= 1]
        return next(reversed(close or found), None)

    def begins_anew(self, start: int, end: int) -> bool:
        """Whether a sentence between the two offsets begins with a person told by a noun: the talk is of another."""
        k = bisect_right(self._subject_starts, start)
        return k < len(self._subjects) and self._subjects[k].end <= end

    def gender(self, span: Span) -> str | None:
        """Letter f or m for the person named or told at `span`, None where nothing tells."""
        words = span.of(self._text)
        named = self._named_in(span)
        return self._names.gender(named or self._names.fullest(span)) or gender_of_words(words)

    def is_person(self, span: Span) -> bool:
        """Whether a person is named or told at `span`, of whom no "it" is said."""
        words = re.findall(r"[\w’'-]+", span.of(self._text))
        if not words:
            return False
        told = words[-1].lower() in _PERSONS or words[0].lower() in _PERSONS or words[0] in _TITLES
        return told or self._named_in(span) is not None or self._names.knows(words[-1])

    def of_role(self, span: Span) -> Span | None:
        """Who holds the office or is the relation that `span` tells: "the mayor" where the account names one.

        By a title before the name, an apposition behind it, or the age: "the 60-year-old woman" is who is 60.
        None where the account names nobody, or `span` holds no role.
        """
        words = re.findall(r"[\w’'-]+", span.of(self._text).lower())
        if not words or words[0] not in ("the", "his", "her", "their"):
            return None
        if age := _AGE.search(span.of(self._text)):
            for name in self._names.spans:
                if (its := _ITS_AGE.match(self._text, name.end)) and its[1] == age[1]:
                    return name
            if words[0] == "the" and not re.search(rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother)\s{age[1]}-year-old\b", self._text):
                return self.of_pronoun({"f": "she", "m": "he"}.get(gender_of_words(words[-1]) or "", "who"), span.start)
        noun = words[-1]
        if of_some := re.fullmatch(r"(\w+)-of-\w+", noun):
            return self.of_pronoun("she" if of_some[1] in _OF_WOMEN else "he", span.start)
        if noun not in _PERSONS:
            return None
        titled = re.compile(rf"\b{noun}\s$", re.IGNORECASE)
        appposed = re.compile(
            rf",\s(?:(?:the|a|an|his|her|their)\s)?(?:[\w’'.-]+\s){{0,4}}?{noun}\b(?!['’])", re.IGNORECASE
        )
        behind = re.compile(rf"\b{noun},\s$", re.IGNORECASE)
        for name in reversed([s for s in self._names.spans if s.start < span.start][-_ROLES:]):
            low = max(0, name.start - 24)
            if (
                titled.search(self._text, low, name.start)
                or behind.search(self._text, low, name.start)
                or appposed.match(self._text, name.end, name.end + 60)
            ):
                return name
        return None

    def _mentions(self, at: int) -> Iterator[_Mention]:
        k = bisect_right(self._reporter_starts, at - 1)
        for span in self._reporters[max(k - _MOST, 0) : k]:
            if span.start >= at - _REACH and span.end <= at:
                yield _Mention(span, self.gender(span), 1.4)
        k = bisect_right(self._told_ends, at)
        for span in self._told[max(k - _MOST, 0) : k]:
            if span.start < at - _REACH:
                continue
            sentence = self._page.sentence(span.start)
            lead = self._text[sentence.start : span.start]
            subject = len(lead.split()) <= 4 and not _OBLIQUE.search(lead)
            worth = 1.0 if subject else -0.4 if _OBLIQUE.search(lead) else 0.0
            yield _Mention(span, self._names.gender(span), worth)
        k = bisect_right(self._subject_starts, at - 1)
        for span in self._subjects[max(k - _MOST, 0) : k]:
            if span.start >= at - _REACH and span.end <= at:
                yield _Mention(span, self.gender(span), 1.2)

    def _papers(self, at: int) -> Iterator[_Mention]:
        """Statements and reports that are named with who issued them ("a statement from the company"), and bodies that say something."""
        for m in _PAPER.finditer(self._text, max(0, at - _REACH), at):
            yield _Mention(Span(*m.span()), None, 1.4)
        for m in _BODY_SAYS.finditer(self._text, max(0, at - _REACH), at):
            yield _Mention(Span(*m.span("who")), None, 1.4)

    def _subject(self, sentence: Span) -> Span | None:
        """The person told by a noun with whom the sentence begins, by name where the name stands next to it."""
        if m := _SUBJECT.match(self._text, sentence.start, sentence.end):
            return self._names.beside(Span(*m.span("who")))
        m = _SURNAME.match(self._text, sentence.start, sentence.end)
        return Span(*m.span("who")) if m and (self._names.knows(m["who"]) or m["who"] in self._one_name) else None

    def _named_in(self, span: Span) -> Span | None:
        k = bisect_right(self._name_ends, span.start)
        if k < len(self._names.spans) and self._names.spans[k].start < span.end:
            return self._names.spans[k]
        return None


_ROLES = 60
"""Names before a role among which its holder is looked for."""
