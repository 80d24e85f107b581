"""Units that measure one thing, with their factors: a figure in miles and one in kilometres can be compared."""

from __future__ import annotations

import re

_LENGTHS = {
    "metre": 1.0,
    "meter": 1.0,
    "m": 1.0,
    "kilometre": 1000.0,
    "kilometer": 1000.0,
    "km": 1000.0,
    "mile": 1609.344,
    "mi": 1609.344,
    "nautical mile": 1852.0,
    "foot": 0.3048,
    "feet": 0.3048,
    "ft": 0.3048,
    "yard": 0.9144,
    "inch": 0.0254,
    "centimetre": 0.01,
}
_WEIGHTS = {
    "tonne": 1000.0,
    "ton": 1000.0,
    "kilogram": 1.0,
    "kg": 1.0,
    "gram": 0.001,
    "pound": 0.45359237,
    "lb": 0.45359237,
}
_TIMES = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "night": 86400.0,
    "day": 86400.0,
    "week": 604800.0,
    "fortnight": 1209600.0,
    "month": 2629800.0,
    "year": 31557600.0,
    "decade": 315576000.0,
}
_CURRENCY = re.compile(r"[A-Z]{3}")


def dimension(unit: str, *, duration: bool = False) -> tuple[str, float, float]:
    """What a unit measures, and how to get to its base: value * factor + offset.

    Ages are counted in years of a life and are no durations, so "year" is one only with `duration`. Currencies share
    the dimension "money" and the factor 1: what one is worth in another is not known here.
    """
    name = unit.lower()
    if duration:
        return "duration", _TIMES.get(name.rstrip("s"), 1.0), 0.0
    if name in _LENGTHS:
        return "length", _LENGTHS[name], 0.0
    if name in _WEIGHTS:
        return "weight", _WEIGHTS[name], 0.0
    if name == "celsius":
        return "temperature", 1.0, 0.0
    if name == "fahrenheit":
        return "temperature", 5 / 9, -160 / 9
    if name in ("person", "thing"):
        return "count", 1.0, 0.0
    if _CURRENCY.fullmatch(unit):
        return "money", 1.0, 0.0
    return f"quantity {name}", 1.0, 0.0
