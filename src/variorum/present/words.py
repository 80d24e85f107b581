"""Values as people read them and as plain JSON: numbers, dates, times, names, quotations."""

from __future__ import annotations

import unicodedata

from variorum.model import HALF_A_DAY, Account, ClockTime, Event, Moment, Person, Quantity, Utterance, Value

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_UNNAMED = {"person", "thing", "age", ""}
"""Units that the item's own label already tells."""


def number(value: float | None) -> float | int | None:
    """`value` as an integer where it is whole, rounded to six places where it is not; None stays None."""
    if value is None:
        return None
    return int(value) if float(value).is_integer() else round(value, 6)


_SURE = 13.8
"""Log-odds of a million to one."""


def figure(value: float | None) -> str:
    """A number for reading: "131", "26,000", "7.5"; None is "none"."""
    if value is None:
        return "none"
    plain = number(value)
    return f"{plain:,}" if abs(value) >= 10_000 else str(plain)


def log_odds(weight: float) -> str:
    """What a reason added, for reading: "+2.40", and "sure" from a million to one on."""
    return "sure" if weight >= _SURE else f"{weight:+.2f}"


def bounds(low: float | None, high: float | None) -> str:
    """An interval for reading: "131", "131–140", "at least 131", "at most 9", "any number"."""
    if low is None and high is None:
        return "any number"
    if high is None:
        return f"at least {figure(low)}"
    if low is None:
        return f"at most {figure(high)}"
    return figure(low) if low == high else f"{figure(low)}–{figure(high)}"


def shown(value: Value) -> str:
    """A value for reading, in the words of this program (not the account's)."""
    if isinstance(value, Quantity):
        text = bounds(value.low, value.high)
        text = f"about {text}" if value.approx else text
        if value.unit in _UNNAMED:
            return text
        return f"{text} %" if value.unit == "percent" else f"{text} {_plural(value)}"
    if isinstance(value, Moment):
        return day(value.edtf)
    if isinstance(value, ClockTime):
        span = clock(value.low) if value.low == value.high else f"{clock(value.low)}–{clock(value.high)}"
        if value.of_either_half:
            first = (value.low + value.high - HALF_A_DAY) // 2
            span = f"{clock(first)} or {clock(first + HALF_A_DAY)}"
        text = f"about {span}" if value.approx else span
        return f"{text}, {day(value.day)}" if value.day else text
    if isinstance(value, Person):
        parts = [value.name, None if value.age is None else str(value.age), value.role]
        return ", ".join(p for p in parts if p)
    return f"“{value.words}”"


def told(value: Value) -> str:
    """A value for reading, a quotation with who is given as its speaker: readings may differ in nothing else."""
    if not isinstance(value, Utterance):
        return shown(value)
    return f"{speaker(value)}: {shown(value)}"


def speaker(value: Utterance) -> str:
    """Who is said to speak: "an eyewitness, in the Ansa Courier"; a paper that speaks for itself is named once."""
    itself = (value.speaker or "").casefold().removeprefix("the ") == (value.via or "").casefold().removeprefix("the ")
    via = f", in {value.via}" if value.via and not itself else ""
    return f"{value.speaker or 'speaker not named'}{via}"


def _plural(value: Quantity) -> str:
    one = value.low == value.high == 1
    return value.unit if one or not value.unit.islower() or len(value.unit) < 3 else f"{value.unit}s"


def clock(minute: int) -> str:
    """A minute of the day as "02:15"."""
    return f"{minute // 60:02}:{minute % 60:02}"


def day(edtf: str | None) -> str:
    """An EDTF date for reading: "20 January 1990", "winter 1989", "1988 to 1989", "about 1990"; None is "undated"."""
    if not edtf:
        return "undated"
    if "/" in edtf:
        first, last = edtf.split("/", 1)
        if first in ("", ".."):
            return f"until {day(last)}"
        return f"from {day(first)}" if last in ("", "..") else f"{day(first)} to {day(last)}"
    doubt = "about " if edtf.endswith(("~", "%", "?")) else ""
    parts = edtf.rstrip("~?%").split("-")
    if parts[0].endswith("XX"):
        return f"{doubt}{parts[0][:2]}00s"
    if parts[0].endswith("X"):
        return f"{doubt}{parts[0][:3]}0s"
    if len(parts) == 1:
        return doubt + parts[0]
    if parts[1] in _SEASONS:
        return f"{doubt}{_SEASONS[parts[1]]} {parts[0]}"
    try:
        month = MONTHS[int(parts[1]) - 1]
    except (ValueError, IndexError):
        return edtf
    return f"{doubt}{month} {parts[0]}" if len(parts) == 2 else f"{doubt}{int(parts[2])} {month} {parts[0]}"


def plain(value: Value) -> dict[str, object]:
    """A value as plain JSON, with the field names of the exports."""
    if isinstance(value, Quantity):
        return {"low": number(value.low), "high": number(value.high), "approx": value.approx, "unit": value.unit}
    if isinstance(value, Moment):
        return {"edtf": value.edtf}
    if isinstance(value, ClockTime):
        return {"low": value.low, "high": value.high, "approx": value.approx, "day": value.day}
    if isinstance(value, Person):
        return {"name": value.name, "age": value.age, "role": value.role}
    if isinstance(value, Utterance):
        return {"words": value.words, "speaker": value.speaker, "via": value.via, "via_date": value.via_date}
    raise TypeError(type(value).__name__)


def several(n: int, one: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> several(1, "account"), several(2, "account"), several(0, "family", "families")
    ('1 account', '2 accounts', '0 families')
    """
    return f"{n} {one if n == 1 else many or one + 's'}"


def one_line(text: str) -> str:
    """`text` with every run of white space as one blank, and control characters shown, for terminals and tables.

    Bidirectional controls and escapes would change what stands around them; they are shown as their code points.
    """
    joined = " ".join(text.split())
    if joined.isprintable():
        return joined
    return "".join(c if c.isprintable() else f"‹U+{ord(c):04X}›" for c in unicodedata.normalize("NFC", joined))


def clip(text: str, width: int) -> str:
    """`text` cut to `width` code points at most, with an ellipsis where it was cut."""
    return text if len(text) <= width else text[: max(1, width - 1)].rstrip() + "…"


def named(account: Account) -> str:
    """An account by its publisher, or else by its title or file."""
    return one_line(account.publisher or account.title or account.name)


def place_and_day(event: Event) -> str:
    """Where and when an event was, as far as that is known."""
    return one_line(", ".join([*event.places[:1], *([day(event.date)] if event.date else [])]))
