"""How the values of one item stand to one another: intervals, EDTF precision, speakers; readings as maximal cliques."""

from __future__ import annotations

import functools
import itertools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from variorum.languages import load
from variorum.model import Claim, ClockTime, Moment, Person, Quantity, Utterance
from variorum.model.units import dimension
from variorum.verdicts.conversions import given_beside, rates, unit_of

_AROUND = 0.1
"""Share by which "around" reaches below and above a round figure."""
_ROUNDED = 0.04
"""Share by which a figure in another unit reaches below and above: it has been rounded once more."""
_TOLD_TO = 2.5
"""Minutes on either side of a time of day: accounts tell times to five minutes."""
_HUNDRED = 100
"""Least figure that may be a rounded one."""
_WHOLE = 0.9
"""What a whole number may leave out where another account gives a fraction."""
_ALIKE = 80.0
"""Likeness from which two quotations are the same words, 0 to 100: a part of a longer one may be another's remark."""
_OWN = 4
"""Words from which a quotation is somebody's own: a nickname or a catchword in quotation marks has many speakers."""
_AGES = 20
"""Days between two publications from which a person may have had a birthday; a later account may also repeat an age."""
_MOST_RUNNING = 60
"""Durations of an item that are compared each with each, to tell whether they are counted back from their own days."""
_SPEECH = load("en", "speech")
_SMALL = frozenset(_SPEECH["tell_nobody"])
_BODIES = frozenset((*_SPEECH["bodies"], *_SPEECH["by_others"]))
"""Last words of what speaks by somebody."""
_PERSON_NAMED = re.compile(r"[A-Z][\w'’-]+\.?(?:\s[A-Z][\w'’-]*\.?)+")
_PAPERS = frozenset(word for phrase in _SPEECH["papers"] for word in phrase.split())
"""Words for what is read out or handed out, which has an author."""


def interval(claim: Claim) -> tuple[float, float] | None:
    """Least and greatest value the claim allows, both inclusive; None where its value is no point or stretch of a scale.

    Dates are counted in days, times of day in minutes.
    """
    value = claim.value
    if isinstance(value, Quantity):
        low = -math.inf if value.low is None else value.low
        high = math.inf if value.high is None else value.high
        if value.approx and low == high:
            reach = abs(low) * _AROUND
            return low - reach, high + reach
        return low, high
    if isinstance(value, Moment):
        try:
            first, last = value.bounds()
        except ValueError:
            return None
        return float(first.toordinal()), float(last.toordinal())
    if isinstance(value, ClockTime):
        reach = _TOLD_TO + (10 if value.approx and value.low == value.high else 0)
        return float(value.low - reach), float(value.high + reach)
    return None


def _meet(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return max(a[0], b[0]) <= min(a[1], b[1])


@functools.lru_cache(1 << 14)
def content_words(text: str | None) -> frozenset[str]:
    """The words of a name or description that tell it from others, in lower case."""
    return frozenset(w for w in re.findall(r"\w+", (text or "").casefold()) if w not in _SMALL)


def _bearer(claim: Claim) -> frozenset[str]:
    value = claim.value
    if isinstance(value, Utterance):
        # "A statement read": it may be of whom the other account names.
        words = content_words(value.speaker)
        return frozenset() if words and words <= _PAPERS else words
    if isinstance(value, Person):
        return content_words(value.name)
    return content_words(claim.quote)


class Scale:
    """The claims of one item on one scale: in one unit, rounded figures and ages with the room they leave."""

    def __init__(
        self, claims: Sequence[Claim], day: Mapping[str, int | None] | None = None, happened: int | None = None
    ) -> None:
        """`day` is the day of publication by siglum: between two accounts people grow older, and "ago" grows longer.

        `happened` is the day of the event, to which years are counted back; None where it is not known.
        """
        self._day = day or {}
        self._happened = happened
        self._stretches: dict[str, tuple[float, float] | None] = {}
        quantities = [c for c in claims if isinstance(c.value, Quantity)]
        units = Counter(unit_of(c) for c in quantities)
        self.unit = min(units, key=lambda u: (-units[u], u)) if units else ""
        """The commonest unit of the claims."""
        self._several = len(units) > 1
        self._rates = rates(quantities, self.unit) if self._several else {}
        self._beside = given_beside(quantities, self.unit) if self._several else {}
        # A figure whose unit was misread as one of another kind has rounded none of the others.
        self._converted = any(unit_of(c) != self.unit and self._converter(c) is not None for c in quantities)
        self._round = {
            (unit_of(c), c.value.low)
            for c in quantities
            if isinstance(c.value, Quantity) and c.value.approx and c.value.low
        }
        self._plain = {c.value.low for c in quantities if isinstance(c.value, Quantity) and c.value.low == c.value.high}
        self._broken = any(c.value.low and c.value.low % 1 for c in quantities if isinstance(c.value, Quantity))
        self._clock = [
            t for c in claims if isinstance(c.value, ClockTime) and not c.value.of_either_half and (t := interval(c))
        ]
        days = [d for c in claims if (d := self._day.get(c.siglum)) is not None]
        self._first = min(days, default=0)
        self.counts_back = self._is_running(quantities)
        """Whether the figures are durations up to each account's own day, which reach back to one time."""
        self.grows = self.counts_back or any(c.kind == "quantity" and unit_of(c) == "year" for c in quantities)
        """Whether the figures grow from account to account: ages, and what counts back."""

    def stretch(self, claim: Claim) -> tuple[float, float] | None:
        """As `interval`, in the commonest unit; what cannot be converted is unbounded."""
        # A claim is compared with many.
        if claim.id not in self._stretches:
            self._stretches[claim.id] = self._stretch(claim)
        return self._stretches[claim.id]

    def _stretch(self, claim: Claim) -> tuple[float, float] | None:
        # However roughly it is converted, "24 feet (8 metres)" is one figure.
        claim = self._beside.get(claim.id, claim)
        found = interval(claim)
        value = claim.value
        if isinstance(value, ClockTime) and value.of_either_half:
            return self._in_one_half(value)
        if found is None or not isinstance(value, Quantity):
            return found
        if value.low == value.high and not value.approx and (unit_of(claim), value.low) in self._round:
            # What another account calls "about 14,000" is a round figure here too.
            reach = abs(value.low or 0.0) * _AROUND
            found = found[0] - reach, found[1] + reach
        elif value.is_vague:
            # "Several" and "dozens" have no sharp ends.
            found = found[0] * 2 / 3, found[1] * 1.5
        elif value.high is None and (self._round or (found[0] - 1 in self._plain and is_round(found[0] - 1))):
            # "More than 22,000" allows 22,000, where others speak in round figures or it is one.
            found = found[0] - 1, found[1]
        elif self._broken and value.low == value.high and not re.search(r"[.½¼¾]", claim.quote):
            # Beside 172.5 years, 172 is a whole number of them.
            found = found[0], found[1] + _WHOLE
        if value.unit == "year" and claim.kind == "quantity":
            return self._aged(claim, found)
        if self.counts_back:
            return self._since(claim, found)
        if not self._several:
            return found
        low, high = found
        if unit_of(claim) != self.unit:
            converter = self._converter(claim)
            if converter is None:
                return -math.inf, math.inf
            factor, offset = converter
            low, high = low * factor + offset, high * factor + offset
        if not self._converted:
            return low, high
        return low - _finite(low) * _ROUNDED, high + _finite(high) * _ROUNDED

    def _in_one_half(self, value: ClockTime) -> tuple[float, float]:
        """A time of either half of the day in the half that is nearer to a time of another claim; in the first if none tells."""
        halves = [(float(low), float(high)) for low, high in value.stretches]
        return min(halves, key=lambda h: min((max(t[0] - h[1], h[0] - t[1], 0.0) for t in self._clock), default=0.0))

    def _aged(self, claim: Claim, found: tuple[float, float]) -> tuple[float, float]:
        """The age on the day of the first account: it may be a year less, or be repeated from there."""
        day = self._day.get(claim.siglum)
        if day is None or day - self._first < _AGES:
            return found
        years = (day - self._first) / 365.25
        return found[0] - math.ceil(years), found[1]

    def _is_running(self, claims: Sequence[Claim]) -> bool:
        """Whether unlike durations of two days reach back to one time, as "22 years ago" and "thirty years" eight years later."""
        if any(c.kind != "duration" or unit_of(c) != "year" for c in claims):
            return False
        told = {(f, d) for c in claims if (f := interval(c)) is not None and (d := self._day.get(c.siglum)) is not None}
        if self._happened is not None and any(self._day.get(c.siglum) is None for c in claims):
            # Where one counts back to the event, so may those of whose day nothing is known.
            since = (self._first - self._happened) / 365.25
            if any(_meet(self._back(found, day), (since, since)) for found, day in told):
                return True
        return any(
            day != other and not _meet(x, y) and _meet(self._back(x, day), self._back(y, other))
            for (x, day), (y, other) in itertools.combinations(sorted(told)[:_MOST_RUNNING], 2)
        )

    def _since(self, claim: Claim, found: tuple[float, float]) -> tuple[float, float]:
        """How many years before the first account's day a duration that ends on its own account's day began."""
        day = self._day.get(claim.siglum)
        return (-math.inf, math.inf) if day is None else self._back(found, day)

    def _back(self, found: tuple[float, float], day: int) -> tuple[float, float]:
        """The same for years that end on `day`."""
        passed = (day - self._first) / 365.25
        # Who says "22 years" may mean any day of the year before or after.
        return found[0] - passed - _WHOLE, found[1] - passed + _WHOLE

    def _converter(self, claim: Claim) -> tuple[float, float] | None:
        """Factor and offset into the common unit; None for what cannot be converted."""
        lasting = claim.kind == "duration"
        mine, factor, offset = dimension(unit_of(claim), duration=lasting)
        other, base, shift = dimension(self.unit, duration=lasting)
        if mine != other:
            return None
        if mine == "money":
            rate = self._rates.get(unit_of(claim))
            return (rate, 0.0) if rate else None
        return factor / base, (offset - shift) / base

    def compatible(self, a: Claim, b: Claim) -> bool:
        """Whether both can be true of one item: their stretches meet, or they name the same person, or one nobody."""
        first, second = self.stretch(a), self.stretch(b)
        if first is not None and second is not None:
            return first[0] <= second[1] and second[0] <= first[1]
        mine, other = _bearer(a), _bearer(b)
        unsure = _is_guess(a) or _is_guess(b) or _quotes(a, b) or _quotes(b, a)
        by_body = (_is_body(a) and _is_of_a_person(b)) or (_is_body(b) and _is_of_a_person(a))
        return not mine or not other or bool(mine & other) or by_body or unsure

    def one_value(self, claims: Sequence[Claim]) -> bool:
        """Whether all give one value, each to its own precision: "about 135" and 135 do, also "58 km (36 miles)".

        A quotation and its shortened form do not.
        """
        values: dict[str, set[object]] = defaultdict(set)
        for claim in claims:
            value = claim.value
            if isinstance(value, Quantity):
                values[unit_of(claim)].add((value.low, value.high))
            elif isinstance(value, Utterance):
                values[""].add(tuple(re.findall(r"\w+", value.words.casefold())))
            else:
                values[""].add(interval(claim))
        return all(len(found) <= 1 for found in values.values())


def is_round(number: float) -> bool:
    """Whether a figure has two digits and then noughts, as rounded ones have.

    >>> [is_round(n) for n in (1500, 22000, 130, 1510, 40)]
    [True, True, True, False, False]
    """
    return number >= _HUNDRED and number % 10 ** (math.floor(math.log10(number)) - 1) == 0


def _finite(number: float) -> float:
    return abs(number) if math.isfinite(number) else 0.0


def in_common_unit(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in their commonest unit: what is converted counts for a verdict, and for no figure."""
    unit = Scale(claims).unit
    return [c for c in claims if not isinstance(c.value, Quantity) or unit_of(c) == unit]


def cliques(claims: Sequence[Claim], scale: Scale) -> list[list[Claim]]:
    """Maximal sets of claims that are all compatible with one another.

    Compatibility is not transitive ("more than 130" goes with 133 and with 140, which exclude each other), so a claim may
    stand in several. Intervals are swept from below: a set is maximal when an end follows a beginning.
    """
    if not claims:
        return []
    stretches = [scale.stretch(c) for c in claims]
    if any(s is None for s in stretches):
        return _by_bearer(claims)
    ends: list[tuple[float, int, int]] = []
    for i, stretch in enumerate(stretches):
        assert stretch is not None
        ends += [(stretch[0], 0, i), (stretch[1], 1, i)]
    found: list[list[Claim]] = []
    active: set[int] = set()
    grown = False
    for _, is_end, i in sorted(ends):
        if not is_end:
            active.add(i)
            grown = True
            continue
        if grown:
            found.append([claims[k] for k in sorted(active)])
            grown = False
        active.discard(i)
    return found


def _by_bearer(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Claims by the person they name; those that name nobody go with every reading."""
    groups: list[tuple[set[str], list[Claim]]] = []
    nobody = []
    telling = {a.id for a, b in itertools.pairwise(claims) if _quotes(a, b)}  # claims stand by place
    for claim in sorted(claims, key=lambda c: (_is_guess(c), _is_body(c), -len(_bearer(c)), c.id)):
        words = _bearer(claim)
        if not words or claim.id in telling:
            nobody.append(claim)
            continue
        home = next((g for g in groups if words & g[0]), None)
        if home is None and _is_body(claim):
            home = next((g for g in groups if any(map(_is_of_a_person, g[1]))), None)
        if home is None and groups and _is_guess(claim):
            nobody.append(claim)
        elif home is None:
            groups.append((set(words), [claim]))
        else:
            home[1].append(claim)
    order = {c.id: i for i, c in enumerate(claims)}
    if not groups or not _same_words([members for _, members in groups]):
        return [list(claims)]
    return [sorted(members + nobody, key=lambda c: order[c.id]) for _, members in groups]


def _is_guess(claim: Claim) -> bool:
    """Whether nothing says who speaks, and whoever spoke last is taken for the speaker: no word of the account's."""
    return claim.kind == "quotation" and claim.extractor in ("quotation-inherited", "quotation-last")


def _quotes(outer: Claim, inner: Claim) -> bool:
    """Whether one quotation holds another of its account: its speaker tells what somebody else said."""
    holds = outer.span.start <= inner.span.start and inner.span.end <= outer.span.end and outer.span != inner.span
    return holds and outer.siglum == inner.siglum and outer.kind == "quotation"


def _is_body(claim: Claim) -> bool:
    """Whether words are given to what speaks by somebody: the police, a court."""
    speaker = claim.value.speaker if isinstance(claim.value, Utterance) else None
    return bool(speaker) and str(speaker).split()[-1].casefold() in _BODIES


def _is_of_a_person(claim: Claim) -> bool:
    """Whether words are given to somebody by name."""
    speaker = claim.value.speaker if isinstance(claim.value, Utterance) else None
    return bool(speaker) and not _is_body(claim) and _PERSON_NAMED.search(str(speaker)) is not None


def _same_words(groups: Sequence[Sequence[Claim]]) -> bool:
    """Whether two of the groups bear the same words of somebody, not only a shared stretch; always so for persons."""
    for first, second in itertools.combinations(groups, 2):
        for a, b in itertools.product(first, second):
            x, y = a.value, b.value
            if not isinstance(x, Utterance) or not isinstance(y, Utterance):
                return True
            own = min(len(x.words.split()), len(y.words.split())) >= _OWN
            if own and fuzz.ratio(x.words.casefold(), y.words.casefold()) >= _ALIKE:
                return True
    return False
