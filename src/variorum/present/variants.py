"""An item as a critical edition prints it: each value with those who say it, and wordings that leave room for several."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from variorum.model import Claim, ClockTime, Entry, Moment, Quantity, Reading, Reason, Value
from variorum.model.units import dimension
from variorum.present.index import Index
from variorum.present.words import shown


@dataclass(frozen=True, slots=True)
class Variant:
    """One value of an item."""

    value: Value
    """The value: of a reading, or of a wording that leaves room ("more than 130")."""
    claims: tuple[Claim, ...]
    """Claims that say just this; empty where a reading is only what several wordings leave in common."""
    accounts: tuple[str, ...]
    """Sigla of the accounts that say it; where nobody says just this, of those whose words leave it; sorted."""
    reading: Reading | None
    """The reading; None for a wording that leaves room."""
    fits: tuple[Value, ...]
    """Values of the readings that a wording leaves room for; empty for a reading."""

    @property
    def words(self) -> str:
        """The value for reading; as the first claim words it where it leaves room: "more than 130", not "at least 131"."""
        value = self.value
        room = self.reading is None or (isinstance(value, Quantity) and (value.low is None or value.high is None))
        return f"“{self.claims[0].quote}”" if room and self.claims else shown(value)


def variants(entry: Entry, index: Index) -> tuple[Variant, ...]:
    """The readings of an item, best supported first, then the wordings that leave room for several of them.

    A reading holds all claims that are compatible with it: "more than 130" bears 131, 133 and 140. Whoever reads a
    figure wants to know first who says just that.
    """
    found: list[Variant] = []
    loose: dict[str, tuple[Value, dict[str, Claim], list[Value]]] = {}
    for reading in entry.readings:
        bearing = [index.claims[c] for c in reading.claims]
        wide = {c.id for c in bearing if wider(c.value, reading.value)}
        said = tuple(c for c in bearing if c.id not in wide)
        accounts = tuple(sorted({c.siglum for c in said})) or reading.accounts
        found.append(Variant(reading.value, said, accounts, reading, ()))
        for claim in bearing:
            if claim.id in wide:
                _, claims, fits = loose.setdefault(shown(claim.value), (claim.value, {}, []))
                claims[claim.id] = claim
                if reading.value not in fits:
                    fits.append(reading.value)
    for value, claims, fits in loose.values():
        ordered = tuple(claims.values())
        found.append(Variant(value, ordered, tuple(sorted({c.siglum for c in ordered})), None, tuple(fits)))
    return tuple(found)


def denials(entry: Entry, index: Index) -> tuple[Claim, ...]:
    """Claims that deny the item."""
    return tuple(c for name in entry.item.claims if (c := index.claims[name]).frame.denied)


def own_reasons(entry: Entry) -> tuple[Reason, ...]:
    """Reasons of an item that none of its readings tells."""
    told = {reason for reading in entry.readings for reason in reading.reasons}
    return tuple(r for r in entry.reasons if r not in told)


def bearer(entry: Entry, figure: float | None, index: Index) -> Claim | None:
    """The first claim whose words give `figure` as a value or a bound; None where none does."""
    for claim in (index.claims[name] for name in entry.item.claims):
        if figure is not None and isinstance(claim.value, Quantity) and figure in (claim.value.low, claim.value.high):
            return claim
    return None


def wider(claim: Value, reading: Value) -> bool:
    """Whether a claim leaves room beyond the reading that it bears, or is compatible with it by rounding alone.

    >>> wider(Quantity(131, None, False, "person"), Quantity(133, 133, False, "person"))
    True
    >>> wider(Quantity(133, 133, False, "person"), Quantity(133, 133, False, "thing"))
    False
    >>> wider(Quantity(15, 15, False, "year"), Quantity(15, 30, False, "year"))
    False
    >>> wider(Quantity(172, 172, False, "year"), Quantity(172.5, 172.5, False, "year"))
    True
    """
    if isinstance(claim, Quantity) and isinstance(reading, Quantity):
        counts = all(dimension(v.unit)[0] == "count" for v in (claim, reading))
        if not counts and claim.unit != reading.unit:
            # In another unit the figures cannot be laid side by side: what was counted as its value is its value.
            return False
        # 172 beside 172.5 is no wider, but not just this either; 15 of "15 to 30", counted back to one day, says nothing else.
        ends, others = (claim.low, claim.high), (reading.low, reading.high)
        return (claim.approx and not reading.approx) or (ends != others and not _holds(*others, *ends))
    if isinstance(claim, ClockTime) and isinstance(reading, ClockTime):
        return _holds(claim.low, claim.high, reading.low, reading.high)
    if isinstance(claim, Moment) and isinstance(reading, Moment):
        a, b = days(claim), days(reading)
        return a is not None and b is not None and a != b and a[0] <= b[0] and b[1] <= a[1]
    return False


def _holds(low: float | None, high: float | None, inner_low: float | None, inner_high: float | None) -> bool:
    """Whether one interval holds another and more; None is no bound."""
    if (low, high) == (inner_low, inner_high):
        return False
    under = low is None or (inner_low is not None and low <= inner_low)
    return under and (high is None or (inner_high is not None and inner_high <= high))


def days(moment: Moment) -> tuple[date, date] | None:
    """First and last day that a date can mean; None when it is not understood."""
    try:
        return moment.bounds()
    except ValueError:
        return None


def listed(values: tuple[Value, ...], last: str = "or", most: int = 6) -> str:
    """Values as words: "131, 133 or 140"; figures by size.

    >>> listed((Quantity(140, 140, False, "person"), Quantity(131, 131, False, "person")))
    '131 or 140'
    """
    numbers = [v for v in values if isinstance(v, Quantity) and v.low is not None]
    ordered = sorted(numbers, key=lambda v: (v.low or 0, v.high or 0)) if len(numbers) == len(values) else values
    words = [shown(v) for v in ordered[:most]]
    if len(values) > most:
        return f"{', '.join(words)} and {len(values) - most} more"
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
