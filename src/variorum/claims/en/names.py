"""Names of persons in a page, and the fullest form of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

from variorum.claims.page import Page
from variorum.languages import any_of, load
from variorum.model import Span

_PEOPLE = load("en", "people")
_NO_PERSON = frozenset(load("en", "speech")["no_person"])
_WOMEN, _MEN = frozenset(_PEOPLE["women"]["names"]), frozenset(_PEOPLE["men"]["names"])
_SURNAMES = frozenset(load("en", "speech")["surnames_too"])
_GIVEN = _WOMEN | _MEN
_PART = re.compile(r"[\w'’.-]+")
_OF_WOMEN, _OF_MEN = frozenset(_PEOPLE["titles"]["women"]), frozenset(_PEOPLE["titles"]["men"])
_TITLES = frozenset([*_PEOPLE["titles"]["short"], *_PEOPLE["titles"]["long"]])
SHORT_TITLES: tuple[str, ...] = tuple(_PEOPLE["titles"]["short"])
"""Titles that a full stop may follow without ending the sentence."""
TITLE = rf"(?:{any_of(_TITLES)})"
PARTICLE = rf"(?:{any_of(_PEOPLE['particles']['words'])})"
"""Small words within a name."""
_WORD = r"[A-Z][\w'’-]*[a-z][\w'’-]*|(?:[A-Z]\.){1,3}"
_NAME = re.compile(
    rf"\b(?:{_WORD})(?:[ ](?:{_WORD}|[A-Z][A-Z]+|{PARTICLE}|Al\s?-)){{0,7}}[ ](?:-\s?)?(?!Jr\b|Sr\b)[A-Z][\w'’-]*[a-z][\w'’-]*(?:,?\s(?:Jr|Sr)\.|\sI{{1,3}}\b)?"
)
_TITLED = re.compile(rf"\b{TITLE}\b\.?\s(?=[A-Z])")
_TITLE_BEFORE = re.compile(rf"\b(?P<title>(?i:{any_of([*_TITLES, 'Miss'])}))\.?\s$")
_TITLE_WORD = re.compile(TITLE)
_TITLE_LAST = re.compile(rf"\b{TITLE}\b\.?\s$", re.IGNORECASE)
_BODIES = frozenset(load("en", "speech")["bodies"])
_NOT_LAST = re.compile(r"'s$|’s$")
_OBLIQUE = re.compile(r"\b(?:of|in|at|to|from|with|by|against|for|near|towards?|host)\s(?:the\s)?$")
_BELONGS = re.compile(r"(?<!statement)(?<!report)(?<!release)(?<!letter)\s(?:of|for|to|from|with|at|in|near)\s")
"""Shows that a name behind it is not who is told of; a statement from somebody is his."""
_LEADING = re.compile(rf"(?:{any_of([*_PEOPLE['leading']['words'], *load('en', 'speech')['nobody']])})\s")
_CREDIT = re.compile(r"\([^()\n]{0,40}$|\bPhoto(?:graph)?s?\s(?:by|courtesy\sof)\s$")
_CREDITED = re.compile(r"\s?/\s?[A-Z]|\s/\s")
"""A photographer and his agency, in brackets: "(Ada Vey/Halvern News)"."""


def names_of(page: Page) -> Names:
    """The names of a page, found once for all extractors."""
    names = page.memo.get("names")
    if not isinstance(names, Names):
        names = page.memo["names"] = Names(page.unaccented)
    return names


_TWO = 2
"""Words of a name at the least."""
_ANY_WORD = re.compile(r"[A-Z][\w'’-]*")
_LOW_WORD = re.compile(r"(?<![\w'’-])[a-z][\w'’-]{3,}")
"""A word that a heading would begin with a capital."""
_LONGEST_HEADING = 160
_BESIDE = 48
_SAID = any_of(load("en", "speech")["verbs"])
_SAID_BEFORE = re.compile(rf"\b(?:{_SAID})\s(?:(?:[\w'’-]+|{TITLE}\.)\s){{0,4}}$")
_SAID_BEHIND = re.compile(rf"(?:,\s[^,\n\"“”]{{2,60}},)?\s(?:also\s|then\s|later\s)?(?:{_SAID})\b")
_NEXT_TO = re.compile(
    rf"(?:\sof\s(?:the\s)?[a-z]+(?=,)|\sin\s[A-Z][a-z]+)?,?\s(?:(?:identified\sas|named)\s)?(?:(?!(?:and|or|but|that|of|for|in|at|with|to|by|from|on)\b)[a-z][\w-]*\s){{0,3}}(?:{TITLE}\.?\s){{0,3}}"
)


def _in_heading(text: str, span: Span) -> bool:
    """Whether a name stands in a line that is a heading: all its longer words begin with capitals, and no stop ends it."""
    low = text.rfind("\n", max(0, span.start - _LONGEST_HEADING), span.start) + 1
    high = text.find("\n", span.end, span.end + _LONGEST_HEADING)
    if (not low and span.start > _LONGEST_HEADING) or high < 0:
        return False
    return text[high - 1] not in ".!?:,;\"”'’" and _LOW_WORD.search(text, low, high) is None


_MOST = 200
"""Bearers of one surname beyond which they are not told apart: no report names so many."""


class Names:
    """The persons named in a page.

    Wrong for two persons of one surname: who spoke last before the place is taken, or was named first.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        for m in _NAME.finditer(text):
            start, end = m.span()
            if _CREDITED.match(text, end) and _CREDIT.search(text, max(0, start - 44), start):
                continue
            while lead := _LEADING.match(text, start, end):
                start = lead.end()
            for titled in _TITLED.finditer(text, start, end):
                start = titled.end()  # "Fort Lowmoor Police Chief Ada Vey" is Ada Vey
            words = list(_PART.finditer(text, start, end))
            of_none = [k for k, w in enumerate(words) if w[0].rstrip(".") in _NO_PERSON]
            if of_none and not (words[0][0] in _GIVEN and len(words) - 1 == of_none[0] and words[-1][0] in _SURNAMES):
                words = words[of_none[-1] + 1 :]
                if not words or words[0][0] not in _GIVEN:
                    continue
                start = words[0].start()  # "Secretary for Human Rights Ada Vey" is Ada Vey
            if len(words) > _TWO and words[0].start() == start and text.endswith(" in ", 0, start):
                start, words = words[1].start(), words[1:]  # "spokesman in Lowmoor Ada Vey"
            if len(words) < _TWO:
                continue
            if possessive := _NOT_LAST.search(text, start, end):
                end = possessive.start()
            self.spans.append(Span(start, end))
        self._ends = [s.end for s in self.spans]
        self.told = self._told_of()
        """Those that the account tells of, and does not only put at its head or beside it."""
        self._told_ends = [s.end for s in self.told]
        self._fullest: dict[str, Span] = {}
        self._named: dict[str, list[Span]] = {}
        self._by_first: dict[str, str] = {}
        for span in self.spans:
            last = self.surname(span)
            first = span.of(self.text).split()[0]
            self._by_first[first] = last if self._by_first.get(first, last) == last else ""
            known = self._fullest.get(last)
            if known is None or len(span) > len(known) + 3:
                self._fullest[last] = span
            self._named.setdefault(last, []).append(span)

    def _told_of(self) -> list[Span]:
        headed = [_in_heading(self.text, s) for s in self.spans]
        if not any(headed):
            return self.spans
        surnames = [self.surname(s) for s in self.spans]
        heads = Counter(name for name, head in zip(surnames, headed, strict=True) if head)
        found = Counter(_ANY_WORD.findall(self.text))
        return [
            s
            for s, name, head in zip(self.spans, surnames, headed, strict=True)
            if not head or found[name] > heads[name]
        ]

    def surname(self, span: Span) -> str:
        """Last word of a name, without "Jr."."""
        words = [w for w in re.findall(r"[\w'’-]+", span.of(self.text)) if w not in ("Jr", "Sr", "II", "III")]
        return words[-1] if words else ""

    def fullest(self, span: Span) -> Span:
        """The fullest name that the account gives of whom `span` names by surname, or by first name, else `span` itself."""
        words = re.findall(r"[\w'’-]+", span.of(self.text))
        if (
            not words
            or len(span) > 60
            or not words[-1][0].isupper()
            or _BELONGS.search(self.text, span.start, span.end)
        ):
            return span
        full = self._fullest.get(self.surname(span))
        own = [w for w in words if not _TITLE_WORD.fullmatch(w) and w[0].isupper()]
        if full is None and len(own) == 1:
            return self._fullest.get(self._by_first.get(own[0], ""), span)
        if full is None or full.of(self.text) in span.of(self.text):
            return span
        full = self._of_surname(span, full)
        if len(own) > 1 and not set(own) <= set(re.findall(r"[\w'’-]+", full.of(self.text))):
            return span  # another of the same surname
        # A role before the surname ("Sheriff Smith") is fuller than the surname, not than the whole name.
        return full if len(words) <= 3 else span

    def _of_surname(self, span: Span, full: Span) -> Span:
        """Of several persons of one surname, the one who spoke last before it, else who was named first; her fullest name."""
        bearers = self._named[self.surname(span)]
        if len({s.of(self.text).split()[0] for s in bearers}) < _TWO or len(bearers) > _MOST:
            return full
        gender = self._by_title(span.of(self.text).split()[0].rstrip("."))
        fit = [s for s in bearers if gender is None or self.gender(s) in (gender, None)] or bearers
        spoke = [s for s in fit if s.end <= span.start and self._spoke(s)]
        who = spoke[-1] if spoke else fit[0]
        same = [s for s in bearers if s.of(self.text).split()[0] == who.of(self.text).split()[0]]
        return max(same, key=lambda s: (len(s), -s.start))

    def _spoke(self, name: Span) -> bool:
        """Whether somebody is said to say something right beside his name."""
        before = _SAID_BEFORE.search(self.text, max(0, name.start - _BESIDE), name.start)
        return before is not None or _SAID_BEHIND.match(self.text, name.end) is not None

    def within(self, span: Span) -> Span:
        """The whole name with which a description begins or ends, else `span` itself: "hotel clerk Ada Vey".

        "Ada Vey of the Halvern Trust" is Ada Vey; "a friend of Ada Vey" is somebody else.
        """
        k = bisect_right(self._ends, span.end) - 1
        if k >= 0 and span.start <= self.spans[k].start and self._ends[k] >= span.end - 2:
            lead = _BELONGS.search(self.text, span.start, self.spans[k].start)
            if lead is None or self._holds_office(span.start, lead, self.spans[k].start):
                return self.spans[k]
        k = bisect_right(self._ends, span.start)
        if k < len(self.spans) and self.spans[k].start == span.start and _BELONGS.match(self.text, self.spans[k].end):
            return self.spans[k]
        return span

    def _holds_office(self, start: int, lead: re.Match[str], name: int) -> bool:
        """Whether the preposition between a description and a name is within his office: "Secretary for Human Rights Ada Vey"."""
        office, rest = self.text[start : lead.start()], self.text[lead.end() : name].split()
        if office[:1].isupper() and rest and rest[-1] in _NO_PERSON:
            return True
        of_body = lead[0] == " of " and office.rpartition(" ")[2].lower() in _BODIES
        return of_body and _TITLE_LAST.search(self.text, lead.end(), name) is not None

    def beside(self, span: Span) -> Span:
        """The name right behind an office, a relation or an employer, else `span` itself: "his sister, Ada Vey"."""
        k = bisect_right(self._ends, span.end)
        within = self._ends[max(k - 1, 0)] if k else 0
        if k == len(self.spans) or self.spans[k].start < span.end or within >= span.end - 2:
            return span
        between = self.text[span.end : self.spans[k].start]
        return self.spans[k] if len(between) < _BESIDE and _NEXT_TO.fullmatch(between) else span

    def ahead(self, span: Span) -> Span:
        """The name right before an office, else `span` itself: "Ada Vey, a spokeswoman for the mill, said"."""
        if not self.text.endswith(", ", 0, span.start):
            return span
        k = bisect_right(self._ends, span.start - 2) - 1
        return (
            self.spans[k] if k >= 0 and self._ends[k] == span.start - 2 and span.of(self.text)[:2].islower() else span
        )

    def gender(self, span: Span) -> str | None:
        """Letter f or m by the title or the given name of who is named at `span`; None where neither tells."""
        titled = _TITLE_BEFORE.search(self.text, max(0, span.start - 16), span.start)
        words = span.of(self.text).split()
        given = self._by_title(titled["title"].capitalize()) if titled else None
        return given or self._by_title(words[0].rstrip(".")) if words else given

    def _by_title(self, word: str) -> str | None:
        if word in _OF_WOMEN or word in _WOMEN:
            return "f"
        return "m" if word in _OF_MEN or word in _MEN else None

    def knows(self, word: str) -> bool:
        """Whether a word is the surname of somebody named in the page."""
        return word in self._fullest

    def before(self, offset: int, reach: int = 500) -> Span | None:
        """The person named last before `offset`, of whom a pronoun there can speak.

        A name behind a preposition is passed over where there is another: "in honour of Brill, which he said".
        """
        last = bisect_right(self._told_ends, offset) - 1
        near = [s for s in self.told[max(last - 3, 0) : last + 1] if s.start >= offset - reach]
        free = [s for s in near if not _OBLIQUE.search(self.text, max(0, s.start - 24), s.start)]
        return (free or near)[-1] if near else None
