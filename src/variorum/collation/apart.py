"""Which two claims may not be of one item, whatever their words: what one sentence or one account sets apart, or meaning does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from variorum.collation.aboard import is_aboard, is_without_crew, tells_all_aboard
from variorum.collation.columns import Codes, Column, alike
from variorum.collation.context import Context
from variorum.collation.dated import AS_OF, PUBLISHED, SAID, WITHIN
from variorum.collation.elapsed import PERSONAL, named_beside
from variorum.collation.happenings import HARM, ONCE
from variorum.collation.pairs import FATES, Features, Flags
from variorum.collation.senses import head_sense
from variorum.collation.some import SEX_OR_AGE, counts_nationals
from variorum.collation.tolls import MORE
from variorum.languages import any_of, load
from variorum.model import Quantity

_FAR = 3.0
"""Times by which a measured figure must exceed another to be one of something else."""
_BEYOND = 12.0
"""Times by which a vague figure exceeds a toll that it cannot be: "tens of thousands" of a war, beside 78 of a fire."""
_MONTH = 45
"""Days between two dates that are of two happenings, where not the year alone is another."""
_YEAR = 365.25
_YEARS = 400
"""Days beyond which a date is no year."""

_SCOPE = load("en", "scope")
_ROOM = load("en", "subject")["room"]
_HAS_ROOM = re.compile(
    rf"\b(?:(?:{any_of(_ROOM['able'])})\s+to\s+(?:{any_of(_ROOM['to'])})|{any_of(_ROOM['before'])})\s*$",
    re.IGNORECASE,
)
_WORLD_TIME = re.compile(rf"\s?\(?(?:{any_of(load('en', 'clock')['world']['words'])})\b")
"""Behind a time of day by another clock than the place's own."""
_ANOTHER = re.compile(rf"\b(?:{any_of(_SCOPE['another']['before'])})\s+$", re.IGNORECASE)
_LAST = re.compile(r"\b(?:the|its|their)\s(?:last|first|final|latest)\s$", re.IGNORECASE)
"""Before the first or the last of those harmed."""
_OTHERS_DEAD = re.compile(
    rf"\b(?:other|others|more)\s(?:\w+\s){{0,2}}(?:{any_of(load('en', 'senses')['alike'][0])})\w*\b",
    re.IGNORECASE,
)
"""Before a figure of the hurt: the dead are told besides somebody too."""
_SEVERITY = re.compile(
    rf"\b(?:(?P<grave>{any_of(_SCOPE['severity']['grave'])})|(?P<slight>{any_of(_SCOPE['severity']['slight'])}))\b",
    re.IGNORECASE,
)
_HELD = {name: re.compile(any_of(words), re.IGNORECASE) for name, words in _SCOPE["held"].items()}
_HITS = frozenset(map(head_sense, ("shot", "hit", "stabbed", "wounded", "struck")))
_THE_OTHER = re.compile(r"\bthe other\b(?!s)", re.IGNORECASE)
_FROM_THEN = ("time after", "time before")
_LIKE = 0.25
"""Cosine of the words around two lengths of time, from which they may be told of one thing."""
_NAME = re.compile(
    r"(?P<at>\b(?:in|at|of|near|outside|from)\s(?:the\s)?)?(?:[A-Z][\w'’.-]*\s)*(?P<name>[A-Z][a-z][\w-]+)"
)
_CALENDAR = load("en", "calendar")
_DAYS = frozenset(name for kind in ("months", "short_months", "weekdays", "short_weekdays") for name in _CALENDAR[kind])
"""Names of days and months, in small letters."""
_CLAUSE = re.compile(r"[,;:]| and | while ")
_THINGS = frozenset(load("en", "nouns")["things"]["words"]) - {"injury"}
"""Nouns that no persons are counted by."""


class Apart:
    """Tells pairs that may not be joined, given as two columns of indices of which the first is the lower."""

    def __init__(self, features: Features, own: Codes, parts: Codes) -> None:
        """`own` are not 0 for claims that give their account's own toll, `parts` for those that give a part of it; equal for one measure."""
        self._features = features
        self._own = own
        self._parts = parts
        columns = features.columns
        self.columns = columns
        self._once = columns.where(lambda c: c.happening in ONCE)
        self._last_name = columns.codes(_last_name)
        self._written_out = columns.where(lambda c: c.happening == HARM and bool(re.search(r"\d", c.claim.quote)))
        self._words = columns.codes(lambda c: c.claim.quote.casefold())
        self._measured = columns.where(lambda c: c.family in ("duration", "length", "weight"))
        self._duration = columns.where(lambda c: c.family == "duration")
        self._from_then = columns.where(lambda c: c.family == "duration" and c.subject[0] in _FROM_THEN)
        self._past = columns.where(lambda c: c.family == "duration" and c.subject[0] == "time past")
        self._none_of = columns.where(lambda c: c.low == c.high == 0 and c.claim.frame.whom is not None)
        self._far_from = columns.where(lambda c: c.subject[0] == "distance")
        self._kin = columns.where(lambda c: c.claim.frame.measure in FATES and c.claim.frame.whom in SEX_OR_AGE)
        self._part = columns.where(lambda c: c.claim.frame.measure in FATES and c.claim.frame.part == "part")
        self._taken_back = columns.where(lambda c: c.claim.frame.denied and c.high > 0)
        self._published = columns.where(lambda c: c.subject[0] == PUBLISHED)
        self._asked = columns.codes(lambda c: c.subject[0] if c.subject[0] in (SAID, AS_OF, WITHIN) else None)
        self._doer = columns.where(lambda c: bool(c.claim.frame.with_doer) and c.high == 1)
        # 1 for persons, 2 for things, 0 where the words leave it open.
        self._counted_sort = np.where(
            columns.where(lambda c: _unit(c) == "person"),
            1,
            np.where(columns.where(lambda c: _unit(c) == "thing" and c.claim.frame.counted in _THINGS), 2, 0),
        )
        self._held_by = columns.codes(_held_by)
        self._moved = columns.where(lambda c: c.claim.frame.measure in ("displaced", "attended"))
        self._aboard = columns.where(is_aboard)
        self._all_aboard = columns.where(tells_all_aboard)
        self._without_crew = columns.where(is_without_crew)
        self._room = columns.where(lambda c: c.claim.kind == "quantity" and bool(_HAS_ROOM.search(c.before)))
        self._world_time = columns.where(lambda c: c.claim.kind == "time" and _WORLD_TIME.match(c.after) is not None)
        self._increment = columns.where(lambda c: c.claim.frame.part == "part" and _is_told_after(c))
        self._nationals = columns.where(counts_nationals)
        self._besides = columns.where(_is_besides)
        self._somebodys = columns.where(_is_somebodys)
        self._one_of_two = columns.where(_is_one_of_two)
        self._times = columns.where(lambda c: c.claim.frame.counted == "time")
        self._severity = columns.codes(_severity)
        self._year_told = columns.codes(_other_year)
        year = _own_year(columns.contexts)
        self._long_ago = columns.where(lambda c: year is not None and _other_year(c) not in (None, year))
        self._lost_here = columns.where(lambda c: c.claim.frame.event == "this" and c.claim.frame.measure in FATES)
        self._unplaced = columns.where(lambda c: c.claim.frame.event != "this" and c.claim.frame.measure in FATES)

    def of(self, a: Codes, b: Codes, aligned: Flags) -> Flags:
        """Whether two claims may not be joined; `aligned` are pairs at one place of a parallel."""
        c, f = self.columns, self._features
        least, most = np.maximum(c.low[a], c.low[b]), np.minimum(c.high[a], c.high[b])
        # But two sources may answer one question there: "the ministry gave 118, the police 121".
        answers = (c.source[a] != c.source[b]) & (c.source[a] > 0) & (c.source[b] > 0)
        # And what is held answers the same as what is taken back: "61, and not 74".
        answers |= self._taken_back[a] != self._taken_back[b]
        unlike = c.key[a] != c.key[b]
        sentence = c.sentence[a] == c.sentence[b]
        apart: Flags = sentence & unlike & (least > most) & ~f.quotation[a] & ~answers
        apart |= self._measured[a] & (least > most * _FAR)
        # "Thousands" rallied, and 200,000 had fled years before: a vague figure has no value by which to tell them apart.
        apart |= unlike & (f.vague[a] | f.vague[b]) & (alike(c.event, a, b) < 0)
        apart |= unlike & (self._beyond(a, b) | self._beyond(b, a))
        apart |= self._dates(a, b, unlike, least - most, aligned)
        # When an account was published is asked of that account alone, and a statement has a day of its own.
        apart |= (self._published[a] | self._published[b]) & (unlike | ~aligned)
        apart |= (self._asked[a] != self._asked[b]) & ~aligned
        # Who is counted among the dead is not counted among the injured, however alike the sentences are.
        apart |= alike(f.fate, a, b) < 0
        # Who is gravely hurt is not among the slightly hurt.
        apart |= alike(self._severity, a, b) < 0
        # "Eight more bodies" on one day, and "the last six" on another.
        apart |= unlike & (f.fate[a] > 0) & (self._increment[a] | self._increment[b]) & ~aligned
        # Those of one state, and all: alike in number by chance.
        apart |= (f.fate[a] > 0) & (self._nationals[a] != self._nationals[b]) & ~aligned
        # Men and women of one toll are two figures.
        apart |= unlike & (least > most) & (f.fate[a] > 0) & (alike(c.whom, a, b) < 0)
        # 130 km from one town, and 155 km from another.
        apart |= unlike & (c.family[a] == c.family[b]) & self._far_from[a] & (alike(c.subject, a, b) < 0)
        # "Sixteen died, fourteen of them at once": who tells so bears no toll of fourteen.
        apart |= ~aligned & self._part[a] & (self._parts[a] > 0) & (self._parts[a] == self._own[b])
        apart |= ~aligned & self._part[b] & (self._parts[b] > 0) & (self._parts[b] == self._own[a])
        # The women among the dead, and those of them who died in one place.
        apart |= unlike & (least > most) & (self._kin[a] != self._kin[b]) & self._part[a] & self._part[b]
        # That no clerk was hurt answers how many clerks were, and not how many people.
        apart |= unlike & (self._none_of[a] | self._none_of[b]) & (c.whom[a] != c.whom[b]) & ~aligned
        # Two parts that one account gives of its toll.
        parts = (alike(self._parts, a, b) > 0) & (c.account[a] == c.account[b]) & ~answers
        apart |= unlike & (least > most) & parts & (alike(c.whom, a, b) <= 0)
        # "Three infants, three children": one sentence does not count the same twice.
        apart |= sentence & ~unlike & f.counts[a] & (alike(c.counted, a, b) < 0)
        # Hostages, and those who were arrested for taking them.
        apart |= alike(self._held_by, a, b) < 0
        # Hundreds who were sheltered, and hundreds who were hurt.
        apart |= (self._moved[a] & (f.fate[b] > 0)) | (self._moved[b] & (f.fate[a] > 0))
        # How many were aboard, and how many of them died.
        apart |= (self._aboard[a] & (f.fate[b] > 0)) | (self._aboard[b] & (f.fate[a] > 0))
        # "462 passengers and 86 crew", and 548 in all.
        apart |= unlike & (
            (self._all_aboard[a] & self._without_crew[b]) | (self._all_aboard[b] & self._without_crew[a])
        )
        # How many there is room for, and how many there were.
        apart |= self._room[a] != self._room[b]
        # The end of one who did the harm, and a count of one victim, have only the number in common.
        apart |= self._doer[a] != self._doer[b]
        # Four men, and four times or wounds.
        apart |= alike(self._counted_sort, a, b) < 0
        # He was sued three times, and arrested four times.
        apart |= unlike & self._times[a] & self._times[b] & (alike(c.predicate, a, b) <= 0)
        # Anna Vey was hit eight times, and Tom Harrow seven.
        theirs = np.flatnonzero(unlike & self._somebodys[a] & self._somebodys[b] & ~aligned)
        apart[theirs] |= ~_share_a_name(c.contexts, a[theirs], b[theirs])
        # "Members of one group met those of the other": one is no count there.
        apart |= unlike & (self._one_of_two[a] | self._one_of_two[b])
        # Whom other years lost, among themselves and beside whom this event did.
        apart |= alike(self._year_told, a, b) < 0
        apart |= (self._long_ago[a] & self._lost_here[b]) | (self._long_ago[b] & self._lost_here[a])
        apart |= unlike & (least > most) & self._elsewhere(a, b)
        # 4:16 here is 2:16 by Greenwich.
        apart |= unlike & (self._world_time[a] != self._world_time[b])
        # Five other teenagers, told besides one, and six teenagers.
        apart |= unlike & (least > most) & f.counts[a] & (self._besides[a] != self._besides[b])
        # Lengths of time are told of anything; two unlike ones contradict each other only as answers to one question.
        unasked = self._duration[a] & unlike & ~aligned
        at = np.flatnonzero(unasked & (alike(c.subject, a, b) > 0))
        unasked[at] = ~_of_one(c.contexts, a[at], b[at])
        # "Two days after the fire" and "three days later" are told of anything that came then.
        then = np.flatnonzero(self._from_then[a] & unlike & ~aligned)
        x, y = a[then], b[then]
        unasked[then] |= (alike(c.predicate, x, y) <= 0) & (c.near.cosines(x, y) < _LIKE)
        # An account that tells of two lengths tells of two things, unless another gives one of them to the same question.
        apart |= self._duration[a] & unlike & (least > most) & (c.account[a] == c.account[b])
        apart |= unasked
        # "In the past ten years", and "ten years ago".
        apart |= (self._past[a] != self._past[b]) & self._duration[a] & ~aligned
        aged = np.flatnonzero(f.year[a])
        person = f.persons(a[aged], b[aged])
        apart[aged] |= (person < 0) | ((person == 0) & (least > most)[aged] & ~aligned[aged])
        return apart

    def _elsewhere(self, a: Codes, b: Codes) -> Flags:
        """Whether the first and the second tell what became of persons in two events, of which one at least is another."""
        c, f = self.columns, self._features
        fates: Flags = (alike(f.fate, a, b) > 0) & (f.other[a] | f.other[b])
        two = (f.other[a] != f.other[b]) | (c.account[a] == c.account[b]) | (alike(c.place, a, b) < 0)
        made: Flags = fates & two & (c.sentence[a] != c.sentence[b])
        return made

    def _beyond(self, a: Codes, b: Codes) -> Flags:
        """Whether the first are vague figures, not said to be of this event, far beyond what the second leave open."""
        c, f = self.columns, self._features
        far: Flags = f.vague[a] & self._unplaced[a] & (f.fate[b] > 0) & ~f.vague[b]
        made: Flags = far & (c.low[a] > _BEYOND * np.maximum(c.low[b], 1.0))
        return made

    def _dates(self, a: Codes, b: Codes, unlike: Flags, days: Column, aligned: Flags) -> Flags:
        """Whether dates are of two happenings: one word of two days, two days of one account, or days far apart."""
        c = self.columns
        of_two = days > 0
        # "Today" is another day in another account: one word and two values are two questions.
        found: Flags = self._words[a] == self._words[b]
        # An account that gives both tells of the one and of the other.
        found |= of_two & (c.account[a] == c.account[b])
        # He was arrested on one day and charged on another.
        found |= (alike(c.predicate, a, b) < 0) & ~aligned
        # What lasted for years is not what happened on a day.
        breadth = c.high - c.low
        found |= (np.maximum(breadth[a], breadth[b]) > _YEARS) & (np.minimum(breadth[a], breadth[b]) < _MONTH)
        # Two days of one happening are rare, and mostly two happenings: an event has many vigils and statements.
        same = (alike(c.predicate, a, b) > 0) & (c.subject[a] == 0) & (c.subject[b] == 0)
        step = self._once[a] & (alike(self._last_name, a, b) > 0)
        found |= of_two & ~aligned & ~(same & (step | (self._written_out[a] & self._written_out[b])))
        # Two days of which one at least is another event's need a name to tell that it is one.
        elsewhere = np.flatnonzero(of_two & unlike & (self._features.other[a] | self._features.other[b]) & ~aligned)
        found[elsewhere] |= ~_share_a_name(c.contexts, a[elsewhere], b[elsewhere])
        found |= (days > _MONTH) & (np.abs(days - np.round(days / _YEAR) * _YEAR) > 1)
        made: Flags = found & unlike & self._features.date[a]
        return made


def _held_by(context: Context) -> str | None:
    """Whether those who are held are captives or were arrested; None where the words tell neither, or of no such thing."""
    frame = context.claim.frame
    if frame.measure != "detained":
        return None
    said = f"{frame.predicate or ''} {frame.counted or ''}"
    found = [name for name, words in _HELD.items() if words.search(said)]
    return found[0] if len(found) == 1 else None


def _is_besides(context: Context) -> bool:
    """Whether a figure is told besides one told before; of the hurt it tells them from the dead, unless these are others too."""
    measure = context.claim.frame.measure
    if measure in FATES and not (measure == "injured" and _OTHERS_DEAD.search(context.before)):
        return False
    return _is_told_after(context)


def _is_told_after(context: Context) -> bool:
    """Whether the words beside a figure say that others were told before: "eight more", "another four", "the last six"."""
    found = MORE.match(context.after) or _ANOTHER.search(context.before) or _LAST.search(context.before)
    return found is not None


def _is_somebodys(context: Context) -> bool:
    """Whether a figure counts what befell one person: wounds, how often he was hit, the counts of a charge."""
    frame = context.claim.frame
    return frame.counted in ("wound", "count") or (frame.counted == "time" and head_sense(frame.predicate) in _HITS)


def _is_one_of_two(context: Context) -> bool:
    """Whether "one" is told beside the other: "one boat turned back, the other went on"."""
    return context.claim.quote.casefold() == "one" and _THE_OTHER.search(context.after) is not None


def _last_name(context: Context) -> str | None:
    """The last word of the last name before a date in its sentence, but for days and for where it was; None where none is."""
    if not context.happening:
        return None
    found = [m["name"] for m in _NAME.finditer(context.before) if not m["at"] and m["name"].lower() not in _DAYS]
    return found[-1].casefold() if found else None


def _severity(context: Context) -> str | None:
    """How badly those counted are hurt, None where the words of their clause do not tell."""
    if context.claim.frame.measure != "injured":
        return None
    found = _SEVERITY.search(_CLAUSE.split(context.after)[0]) or _SEVERITY.search(_CLAUSE.split(context.before)[-1])
    return found.lastgroup if found else None


def _own_year(contexts: Sequence[Context]) -> str | None:
    """The year that most claims of the event itself tell, None where none does."""
    told = (c.claim.frame for c in contexts)
    years = Counter(f.when[:4] for f in told if f.event == "this" and f.when)
    return min(years, key=lambda year: (-years[year], year), default=None)


def _other_year(context: Context) -> str | None:
    """The year of a toll of another event, or of the quake of a magnitude; None where none or several are told."""
    frame = context.claim.frame
    other = (frame.event == "other" and frame.measure in FATES) or context.subject[0] == "magnitude"
    return frame.when[:4] if other and frame.when and "/" not in frame.when else None


def _unit(context: Context) -> str | None:
    """The unit of a quantity, None of other kinds."""
    value = context.claim.value
    return value.unit if isinstance(value, Quantity) else None


def _names(context: Context) -> frozenset[str]:
    """The words of names on both sides of a claim in its sentence, but for days and months; in lower case."""
    before, after = context.before, context.after
    return (named_beside(before, "") | named_beside("", after)) - _DAYS


def _share_a_name(contexts: Sequence[Context], a: Codes, b: Codes) -> Flags:
    """Whether the sentences of two claims have a name in common."""
    told = {i: _names(contexts[i]) for i in {*a.tolist(), *b.tolist()}}
    return np.fromiter(
        (not told[x].isdisjoint(told[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True)), bool, len(a)
    )


def _of_one(contexts: Sequence[Context], a: Codes, b: Codes) -> Flags:
    """Whether two answers to one question are about one person: what is somebody's needs a name in common."""
    pairs = ((contexts[x], contexts[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True))
    return np.fromiter(
        (x.subject[0] not in PERSONAL or not x.whose.isdisjoint(y.whose) for x, y in pairs), bool, len(a)
    )
