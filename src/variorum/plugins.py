"""What other packages bring: callables that they register as entry points, to lengthen our own lists."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from variorum.model import Problem

EXTRACTORS = "variorum.extractors"
"""Entry point group of callables (page, found so far) -> candidates for claims: see `variorum.claims.Extractor`."""


def load(group: str) -> tuple[tuple[Callable[..., Any], ...], tuple[Problem, ...]]:
    """The callables registered in a group, by name, and a problem for each that could not be loaded.

    They are given to the stages as arguments, behind the built-ins, which stand in the same lists.
    """
    loaded: list[Callable[..., Any]] = []
    problems: list[Problem] = []
    for point in sorted(entry_points(group=group), key=lambda p: (p.name, p.value)):
        found, problem = _load(point)
        if problem:
            problems.append(problem)
        elif found is not None:
            loaded.append(found)
    return tuple(loaded), tuple(problems)


def names(group: str) -> tuple[str, ...]:
    """The entry points of a group with the packages that they come from, sorted."""
    return tuple(
        sorted(
            f"{p.name} ({p.value}, {p.dist.name} {p.dist.version})" if p.dist else f"{p.name} ({p.value})"
            for p in entry_points(group=group)
        )
    )


def _load(point: EntryPoint) -> tuple[Callable[..., Any] | None, Problem | None]:
    try:
        found = point.load()
    except Exception as fault:  # noqa: BLE001  a plugin that cannot be imported must not stop the edition
        return None, _problem(point, f"{type(fault).__name__}: {fault}")
    if not callable(found):
        return None, _problem(point, "it is no callable")
    return found, None


def _problem(point: EntryPoint, why: str) -> Problem:
    message = (
        f"The plugin {point.name} ({point.value}) could not be loaded ({why}); it was left out. Mend or uninstall it."
    )
    return Problem("error", "plugins", "", message)
