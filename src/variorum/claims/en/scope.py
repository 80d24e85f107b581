"""The scope of a claim: where and when, of this event or another, the whole toll or a part of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from variorum.claims.en.calendar import CALENDAR_NAMES
from variorum.claims.en.measures import Cue
from variorum.claims.en.nouns import Noun
from variorum.claims.en.numbers import WORDS, count_of
from variorum.claims.en.parts import some_of
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, load
from variorum.model import Moment, Span

Which = Literal["this", "other"] | None
Share = Literal["part", "total"] | None

_DATA = load("en", "scope")
_PLACE = re.compile(
    rf"\b(?:in|at|near|outside|inside|from|(?:{any_of(_DATA['place']['of'])})\s+of)\s+(?:the\s+)?((?:[A-Z][\w'’-]+\s+){{0,3}}[A-Z][\w'’-]+)"
)
_EVENT = load("en", "event")
_COMES_AFTER = rf"\b(?:{any_of(_EVENT['comes'])})\s(?:[\w-]+\s){{0,4}}?(?:{any_of(_EVENT['spans'])})\safter\b"
COMES_AFTER = re.compile(_COMES_AFTER, re.IGNORECASE)
"""Before what happened earlier: a day behind it is not the event's."""
_OF_YEARS = rf"\b(?:{any_of(_DATA['span_of_years']['before'])})\sthe\s(?:{any_of(_DATA['span_of_years']['past'])})\s(?:(?:\d+|{WORDS}|{any_of(_DATA['span_of_years']['some'])})\s)?(?:years?|decades?)\b"
"""What counts all of some years together: "in the past ten years"."""
_OTHER = re.compile(
    rf"{_COMES_AFTER}|{_OF_YEARS}|\b(?:{any_of(_DATA['other']['words'])}|(?:{any_of(_DATA['other']['before_number'])})\s+(?:\d+|{WORDS}))\b",
    re.IGNORECASE,
)
_BEHIND_HEAD = re.compile(rf"\b(?:{any_of(_DATA['behind_head']['words'])})\b", re.IGNORECASE)
_NAMES = re.compile(rf"\b(?:{any_of(_DATA['other']['names'])})\b", re.IGNORECASE)
HAPPENS = re.compile(rf"\b(?:{any_of(_EVENT['happens'])})\b", re.IGNORECASE)
"""Words of what happens: a day in their sentence is rather the event's."""
_GOES_ON_WITH_THIS = re.compile(rf"[\s\"“]*(?:{any_of(_DATA['returns']['words'])})\b")
_ITSELF = re.compile(rf"\b(?:{any_of(_DATA['itself']['words'])})\b", re.IGNORECASE)
"""With this begins what compares the event itself with others."""
_YEARS_AGO = re.compile(rf"\b(?P<count>\d{{1,3}}|{WORDS})\s+years\s+ago\b", re.IGNORECASE)
_YEAR = _DATA["of_a_year"]
_OF_A_YEAR = re.compile(
    rf"[\"”]?(?:\s[\w'’-]+){{0,3}}?\s(?:{any_of(_YEAR['words'])}|(?:{any_of(_YEAR['nouns'])})(?:\s[\w'’-]+){{0,3}}?\s(?:in|during)\s\d{{4}})\b",
    re.IGNORECASE,
)
"""Behind a figure that is of a whole year: "31 homicides in 2016", "brings the total to 106 for the year"."""
_TOTAL = re.compile(rf"\b(?:{any_of(_DATA['total']['words'])})\b", re.IGNORECASE)
_DAYS = CALENDAR_NAMES | {word.capitalize() for word in load("en", "calendar")["short_months"]}
_PART_BEFORE = re.compile(
    rf"\b(?:{any_of(_DATA['part']['before'])})\s+(?:the\s+|at\s+least\s+|about\s+)?$", re.IGNORECASE
)
_PART_BEHIND = re.compile(rf"\s+(?:{any_of(_DATA['part']['behind'])})\b", re.IGNORECASE)
_AT_EACH = re.compile(r"[^.;,]{0,40}?\b(?:at|in|on|from)\seach\sof\b", re.IGNORECASE)
"""Behind as many as there were in each of several places: "15 people died at each of the two quays"."""
_OF_SO_MANY = re.compile(rf"\s+of\s+(?:the\s+)?(?:{WORDS}|\d+)\b", re.IGNORECASE)
"""Behind some of a number: "two of four victims"."""
_OF_THE_DEAD = re.compile(
    rf"\b[Oo]f\s(?:the|those|these)\s(?:[\w-]+\s){{0,4}}?(?:{any_of(_DATA['harmed']['words'])})\b[^,.;:]{{0,40}},\s(?:only\s|just\s|at\sleast\s)?$"
)
"""Before some of the harmed: "of those confirmed dead, five were porters"."""
_OF_THE_HARMED = re.compile(
    rf"\s+of\s+(?:the|those|these)\s+(?:{any_of(_DATA['of_the_harmed']['words'])})\b", re.IGNORECASE
)
"""Behind some of all whom harm befell: "six of the dead"."""
_NATIONALS = re.compile(
    rf"\s(?:(?:of\s(?:our|its|their|the)\s)?(?:[A-Z][\w'’-]+\s)?(?:{any_of(_DATA['nationals']['words'])})"
    rf"|(?:of\s(?:our|its|their)\s|[A-Z][\w'’-]+\s)(?:{any_of(_DATA['nationals']['named'])}))\b"
)
"""Behind some who are of one state: "12 Vardonian nationals", "five of our citizens"."""
_OF_THEM_ALL = re.compile(
    rf"\b(?:[Oo]f|[Aa]mong)\s(?:the|those|these|its|their)\s(?:other\s)?(?:\d[\d,]*|{WORDS})(?:\s[^,.;:]{{2,60}})?,\s[^.;:]{{0,90}}$"
)
"""Before some of a number: "Of the 12 dead, seven were dyers and five weavers"."""
_OTHERS = re.compile(rf"\s+(?:{any_of(_DATA['another']['behind'])})\b", re.IGNORECASE)
_NEW = re.compile(rf"\s+(?:{any_of(_DATA['another']['anew'])})\b", re.IGNORECASE)
_ANOTHER = re.compile(rf"\b(?:{any_of(_DATA['another']['before'])})\s+(?:at\s+least\s+|about\s+)?$", re.IGNORECASE)
_JOINED = re.compile(
    rf"\b(?:{any_of(_DATA['joined']['before'])})\s+(?:at\s+least\s+|about\s+|another\s+)?$", re.IGNORECASE
)
_RAISED = re.compile(
    rf"[^.;:\n]{{0,120}}?,?\s(?:{any_of(_DATA['raised']['verbs'])})\s(?:the|its)\s[^.;:\n]{{2,60}}?\sto\s(?:\w+\s){{0,2}}?(?:{WORDS}|\d)"
)
"""Behind so many more: "nine more bodies were found, taking the toll to 23"."""
_LEFT = re.compile(rf"(?:{any_of(_DATA['left']['words'])})\b")
_STILL = re.compile(rf"(?:\s[\w'-]+){{0,2}}?\s(?:{any_of(_DATA['still']['verbs'])})\b(?!\smissing)", re.IGNORECASE)
"""Who is still in hospital, or still at large, is what is left of more."""
_WAS = re.compile(rf"\s+(?:{any_of(_DATA['lone']['verbs'])})\b")
_ALL = re.compile(r"\ball\s+$", re.IGNORECASE)
_LAST = frozenset(
    w.split()[-1] for w in (*_DATA["part"]["before"], *_DATA["another"]["before"], "the", "at least", "about", "all")
)
"""The word right before a number that is a part or all: asked first, since few numbers have one."""
_LONGEST_LAST = 24
"""Code points in which that word and the blanks behind it stand."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where, when and of which event a sentence tells."""

    place: str | None
    when: str | None
    event: Which


class Scopes:
    """Where, when and which event, sentence by sentence of a page."""

    def __init__(self, page: Page, found: Sequence[Candidate]) -> None:
        self._page = page
        self._dates: dict[int, list[Candidate]] = {}
        for c in found:
            if c.kind == "date":
                self._dates.setdefault(page.sentence_number(c.start), []).append(c)
        for dates in self._dates.values():
            dates.sort(key=lambda d: d.start)
        self._events: dict[int, Scope] = {}
        self._background: dict[int, bool] = {}
        self._compares: dict[int, int] = {}
        self._counted_back: dict[int, bool] = {}
        self._own = {
            m[0].lower()
            for here in page.sentences[:_LEAD]
            if not _OTHER.search(page.text, here.start, here.end)
            for m in _NAMES.finditer(page.text, here.start, here.end)
        }
        """Names of places where others once happened, and where this one does by the account's head."""

    def of(self, number: int, c: Candidate) -> Scope:
        """The scope of a candidate in the sentence with that number."""
        scope = self._of(number, c)
        if c.kind == "quantity" and scope.event != "other" and _OF_A_YEAR.match(self._page.text, c.end, c.end + 80):
            return replace(scope, event="other")
        return scope

    def _of(self, number: int, c: Candidate) -> Scope:
        if number not in self._events:
            self._events[number] = self._sentence(number)
        base = self._events[number]
        dates = self._dates.get(number, [])
        compared = self._compared(number)
        if c.kind == "quantity" and c.start < compared and any(d.start > compared for d in dates):
            # "312 died, making it the deadliest since the quake of 1961": that year is another's.
            own = [d for d in dates if d.start < compared]
            nearest = min(own, key=lambda d: (abs(d.start - c.start), d.start), default=None)
            when = nearest.value.edtf if nearest is not None and isinstance(nearest.value, Moment) else None
            return Scope(base.place, when, self._event(number, own))
        if len(dates) > 2 or (len(dates) == 2 and c.kind != "date"):
            k = bisect_left(dates, c.start, key=lambda d: d.start)
            around = [d for d in dates[max(k - 2, 0) : k + 2] if d is not c]
            nearest = min(around, key=lambda d: (abs(d.start - c.start), d.start))
            assert isinstance(nearest.value, Moment)
            return Scope(base.place, nearest.value.edtf, self._event(number, [nearest]))
        return base

    def _compared(self, number: int) -> int:
        """Where a sentence begins to compare the event itself with others, its end where it does not."""
        if number not in self._compares:
            here = self._page.sentences[number] if self._page.sentences else Span(0, len(self._page.text))
            itself = _ITSELF.search(self._page.text, here.start, here.end)
            self._compares[number] = itself.start() if itself else here.end
        return self._compares[number]

    def _sentence(self, number: int) -> Scope:
        page = self._page
        sentence = page.sentences[number] if page.sentences else Span(0, len(page.text))
        places = (m[1] for m in _PLACE.finditer(page.text, sentence.start, sentence.end))
        place = next((name for name in map(_without_day, places) if name), None)
        dates = self._dates.get(number, [])
        when = dates[0].value.edtf if dates and isinstance(dates[0].value, Moment) else None
        return Scope(place, when, self._event(number, dates))

    def _event(self, number: int, dates: Sequence[Candidate]) -> Which:
        """This event or another: by words for background, by dates far before the event's, by its own date."""
        page = self._page
        sentence = page.sentences[number] if page.sentences else Span(0, len(page.text))
        happened = page.happened
        if happened and dates:
            bounds = [d.value.bounds() for d in dates if isinstance(d.value, Moment)]
            if any(low <= happened <= high and (high - low).days < 40 for low, high in bounds):
                return "this"
            if any(high < happened - timedelta(6) for _, high in bounds):
                return "other"
        elif happened and number >= _LEAD and self._goes_on(number):
            return "other"
        if number not in self._counted_back:
            self._counted_back[number] = self._counts_back(sentence, number)
        if self._counted_back[number]:
            return "this"
        if number not in self._background:
            end = self._compared(number)
            named = (m[0].lower() for m in _NAMES.finditer(page.text, sentence.start, end))
            self._background[number] = (
                _OTHER.search(page.text, sentence.start, end) is not None
                or (number >= _LEAD and _BEHIND_HEAD.search(page.text, sentence.start, end) is not None)
                or not self._own.issuperset(named)
            )
        if self._background[number]:
            return "other"
        return "this" if number < _LEAD else None

    def _counts_back(self, sentence: Span, number: int) -> bool:
        """Whether it counts the years back to the event: "Ten years ago today", written in the tenth year after it.

        Where it is not known when that was, an account that begins so begins with its event.
        """
        page = self._page
        if page.happened is None:
            return False
        ago = _YEARS_AGO.search(page.text, sentence.start, sentence.end)
        if ago is None or page.published is None:
            return ago is not None and number < _LEAD
        return count_of(ago["count"]) == page.published.year - page.happened.year

    def _goes_on(self, number: int) -> bool:
        """Whether a sentence without a day goes on with what the one before it dates long before the event, and puts elsewhere."""
        page = self._page
        assert page.happened is not None
        past, here = page.sentences[number - 1 : number + 1]
        place = _PLACE.search(page.text, past.start, past.end)
        if place is None or place[1] in page.text[: page.sentences[_LEAD - 1].end]:
            return False
        moments = [d.value for d in self._dates.get(number - 1, []) if isinstance(d.value, Moment)]
        return (
            bool(moments)
            and all(m.bounds()[1] < page.happened - timedelta(6) for m in moments)
            and "\n" not in page.text[past.end : here.start]
            and HAPPENS.search(page.text, past.start, past.end) is not None
            and not _GOES_ON_WITH_THIS.match(page.text, here.start, here.end)
        )


def _without_day(name: str) -> str:
    """A name as far as the day or month that stands behind it: "Vardon Feb" of "in Vardon Feb. 26"; empty where it begins with one."""
    words = name.split()
    end = next((n for n, word in enumerate(words) if word.removesuffix("'s") in _DAYS), len(words))
    return " ".join(words[:end])


_LEAD = 3
"""Sentences at an account's head that are about its event: news puts the event first."""


_TOTAL_BEFORE, _TOTAL_BEHIND = 60, 30
"""Code points on both sides of a number within which a word makes it a total."""
_AS_FAR = 200
"""Code points from those who are told to others of the same fate."""
_NEAREST = 40
"""Wordings of harm before a number that are looked at; in a sentence that people wrote no more stand within reach."""


def can_total(text: str, sentence: Span) -> bool:
    """Whether a sentence holds any word of a total: asked once, before `part_or_total` is of each of its figures."""
    return _TOTAL.search(text, sentence.start, sentence.end) is not None


def _around(text: str, sentence: Span, c: Candidate) -> tuple[int, int]:
    """What stands around a number in its sentence, between semicolons, where a word of a total is sought."""
    low, high = max(sentence.start, c.start - _TOTAL_BEFORE), min(sentence.end, c.end + _TOTAL_BEHIND)
    behind = text.find(";", c.end, high)
    return max(low, text.rfind(";", low, c.start) + 1), behind if behind >= 0 else high


def part_or_total(
    text: str, sentence: Span, c: Candidate, noun: Noun | None, cues: Sequence[Cue], cue: Cue | None, *, totals: bool
) -> Share:
    """Whether the words around a number make it a part ("two of the victims", "Holt and 12 others") or a total.

    "others" and "another" leave a part only where those besides them share the measure: in "one was killed and three
    others wounded" three are all the wounded.
    """
    before = text[max(sentence.start, c.start - 40) : c.core]
    far = max(sentence.start, c.start - 150)
    last = before[-_LONGEST_LAST:].rsplit(None, 1)[-1:]
    led = bool(last) and last[0].lower() in _LAST
    bounded = text[max(sentence.start, c.start - 40) : c.start] if c.start < c.core else before
    if (
        (noun is not None and noun.of)
        or _PART_BEHIND.match(text, c.end, sentence.end)
        or _AT_EACH.match(text, c.end, sentence.end)
        or _OF_SO_MANY.match(text, c.end, sentence.end)
        or (text.find(",", far, c.start) >= 0 and _OF_THEM_ALL.search(text, far, c.start))
        or _OF_THE_HARMED.match(text, c.end, sentence.end)
        or _OF_THE_DEAD.search(text, max(sentence.start, c.start - 120), c.start)
        or _NATIONALS.match(text, c.end, sentence.end)
        or ((led or c.start < c.core) and _PART_BEFORE.search(bounded))
        or (noun is not None and some_of(text, sentence, c.start) is not None)
    ):
        return "part"
    if (led and _ALL.search(before)) or (totals and _TOTAL.search(text, *_around(text, sentence, c))):
        return "total"
    if (
        cue is not None
        and cue.measure == "injured"
        and (_LEFT.match(cue.word) or (c.form == "one" and noun is None and _WAS.match(text, c.end, sentence.end)))
    ):
        return "part"  # who has left the hospital, and the one who "was treated", are some of the injured
    if cue is not None and cue.measure == "injured" and _STILL.match(text, c.end, sentence.end):
        return "part"
    if c.form == "none" and _NEW.match(text, c.end, sentence.end):
        return "part"  # that no new survivors were found denies none of those who were before
    if _OTHERS.match(text, c.end, sentence.end) or (led and _ANOTHER.search(before)):
        if cue is not None and _RAISED.match(text, c.end, sentence.end):
            return "part"
        # A word may be a cue in two ways: "wounded" is a verb, and who they are.
        here = bisect_left(cues, c.start, key=lambda k: k.start)
        earlier = [
            k
            for k in cues[max(0, here - _NEAREST) : here]
            if k.end <= c.start and c.start - k.end < _AS_FAR and (cue is None or k.start != cue.start)
        ]
        if any(cue is not None and k.measure == cue.measure for k in earlier):
            return "part"
        if not earlier and _JOINED.search(before) and (cue is None or cue.start > c.start):
            return "part"
    return None
