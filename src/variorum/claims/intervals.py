"""The closed interval that a qualified number stands for, in any language."""

from __future__ import annotations


def interval(value: float, sort: str, *, whole: bool = True) -> tuple[float | None, float | None]:
    """The closed interval that a number with a qualifier of this sort stands for; `whole` when it counts whole things.

    >>> interval(130, "more_than"), interval(12, "at_most"), interval(7, "at_least"), interval(5, "about")
    ((131, None), (0, 12), (7, None), (5, 5))
    """
    if sort == "more_than":
        return (value + 1 if whole and value >= 1 and value == int(value) else round(value + 0.1, 4)), None
    if sort == "at_least":
        return value, None
    if sort in ("at_most", "less_than"):
        return 0, value
    return value, value
