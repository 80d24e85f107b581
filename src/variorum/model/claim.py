"""Claims: one assertion of a value at a span, with the frame that says of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from variorum.model.moment import Moment
from variorum.model.span import Span

Kind = Literal["quantity", "date", "duration", "quotation", "time", "person"]
KINDS: tuple[Kind, ...] = ("quantity", "date", "duration", "quotation", "time", "person")

LISTED = "list"
"""Extractor of sums: claims whose words list persons instead of giving their number ("two men and a boy")."""

DIED_LATER = "died later"
"""Predicate of claims that one of the wounded has died since."""
REST = "rest"
"""Extractor of rests: claims whose words tell of how many some died, and by that how many are left."""
NAMED = "names"
"""Extractor of names counted: claims whose words tell of the dead, or the hurt, one by one, in an account that does not number them."""
ORDINAL = "ordinal"
"""Extractor of the dead numbered: claims whose words tell which of them somebody was ("a fourth rower has died")."""
SUMS = (LISTED, REST, NAMED, ORDINAL)
"""Extractors of claims whose value is worked out from their words, and may stand beside the figures in them."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A closed interval of numbers; also the value of a duration, whose unit is one of time."""

    low: float | None
    """Least value, inclusive; None for unbounded below."""
    high: float | None
    """Greatest value, inclusive; None for unbounded above."""
    approx: bool
    """Whether the words say "around" or are vague ("dozens")."""
    unit: str
    """person, age, percent, money code, metre, magnitude, thing, ...; for durations year, month, week, day, hour, minute, second."""

    @property
    def is_vague(self) -> bool:
        """Whether the words name no figure: "several", "dozens", "hundreds"."""
        return self.approx and self.low != self.high


HALF_A_DAY = 720
"""Minutes."""


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day, to the minute."""

    low: int
    """First minute of the day it can mean, 0 to 1439."""
    high: int
    """Last minute of the day it can mean, 0 to 1439."""
    approx: bool
    """Whether the words say "about" or "just after"."""
    day: str | None
    """EDTF of the day it belongs to, None when the text does not tell."""

    @property
    def of_either_half(self) -> bool:
        """Whether neither half of the day is told, so that it is 12 hours from the first minute to the last, and more."""
        return self.high - self.low >= HALF_A_DAY

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """First and last minute of what it can mean: two stretches half a day apart where no half is told."""
        if not self.of_either_half:
            return ((self.low, self.high),)
        return (self.low, self.high - HALF_A_DAY), (self.low + HALF_A_DAY, self.high)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named, with what the same words say of them."""

    name: str
    """Fullest name in these words."""
    age: int | None
    """Age in years, None when not given."""
    role: str | None
    """victim, suspect, officer, witness, official, ...; None when not told."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words given as somebody's own."""

    words: str
    """The quoted words, without the marks, as the reading view has them."""
    speaker: str | None
    """Fullest name or description the account gives of who said it; None when nobody is named."""
    via: str | None
    """Outlet that published the words first, None when none is named."""
    via_date: str | None
    """EDTF of that publication, None when not given."""
    speaker_span: Span | None = None
    """Where the account names the speaker, None with `speaker`."""
    via_span: Span | None = None
    """Where the account names the outlet, None with `via`."""


Value = Quantity | Moment | Utterance | ClockTime | Person


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom the account names as the source of a claim ("police said", "according to official sources")."""

    source: str
    """The source in the account's words, fullest form."""
    span: Span
    """Where the account names it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a value is of: who suffered or did what, where and when, as the sentence says it."""

    measure: str | None = None
    """In recorders' words (killed, injured, missing, detained, displaced, aged, ...), else the counted noun; None when not understood."""
    counted: str | None = None
    """Lemma of the counted noun ("civilian"), None when elided and not found."""
    predicate: str | None = None
    """Lemma of the verb ("kill"), None when there is none."""
    whom: str | None = None
    """Group it is about: civilians, police, children, suspects, ... or a person's name; None when everybody."""
    place: str | None = None
    """Place named in the clause, None when none."""
    when: str | None = None
    """EDTF of the time the clause gives, None when none."""
    event: Literal["this", "other"] | None = None
    """Whether it is about the edition's event or a background one; None when the text does not tell."""
    part: Literal["total", "part"] | None = None
    """Whether it is the whole toll or a subset of it; None when the text does not tell."""
    with_doer: bool | None = None
    """Whether one who did the harm is counted among the dead: True for "three people and himself", False for "killed three officers", None when the words do not tell."""
    denied: bool = False
    """Whether the text denies it ("there was no second gunman")."""
    person: str | None = None
    """Person whom an age or a fact belongs to, None when nobody is named."""


ALL_GROUPS = (None, "civilians")
"""Groups, of those that `Frame.whom` tells, which may be all whom an event befell."""
BESIDES = ("other", "more")
"""Nouns, of those that `Frame.counted` tells, that count persons besides whom some were told before."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One assertion of a value, at a span of an account."""

    id: str
    """Stable name, made from the account's bytes, the kind and the span."""
    siglum: str
    """Account that makes the claim."""
    span: Span
    """Place in `Account.text`."""
    quote: str
    """The exact words: `Account.text[span]`."""
    kind: Kind
    """Which type `value` has."""
    value: Value
    """Quantity for quantity and duration, Moment for date, Utterance, ClockTime, Person."""
    frame: Frame
    """What the value is of."""
    attribution: Attribution | None
    """Source the account names, None when it speaks for itself."""
    extractor: str
    """Name of the rule or plugin that read it."""

    @property
    def is_sum(self) -> bool:
        """Whether the value is a sum, difference or count of what the words tell, and does not itself stand in them."""
        return self.extractor in SUMS


@dataclass(frozen=True, slots=True)
class Rejection:
    """A reading that the verifier did not let pass."""

    siglum: str
    """Account it was read in."""
    span: Span
    """Place in `Account.text`."""
    kind: str
    """Kind of claim it would have been."""
    reason: str
    """Why it is no claim, in words."""
    extractor: str
    """Rule or plugin that proposed it."""
