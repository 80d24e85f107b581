"""What a measured figure is asked of: a magnitude, a distance from a named place, a depth, a number of inhabitants.

The noun beside such a figure is only its unit, so the words around it tell which question it answers.
"""

from __future__ import annotations

import re

_TOWARDS = r"(?:(?:to the )?(?:due )?(?:north|south|east|west)[ -]?(?:north|south|east|west)?(?:ern|east|west)?[ -]*){0,2}(?:and )?"
_OTHER_UNIT = r"(?:\s*\([^()]{1,30}\))?"
_DISTANCE = re.compile(
    rf"^[\s-]*(?:[a-z]+\.?){{0,2}}{_OTHER_UNIT}\s*(?:away )?{_TOWARDS}(?:of|from|off|outside)\s+"
    r"(?:the\s+)?(?:[a-z'’-]+\s+){0,4}?(?P<place>[A-Z][\w'’-]+)"
)
_WIDE = re.compile(rf"^[\s-]*(?:[a-z]+){_OTHER_UNIT}[\s-]*(?P<side>wide|tall|high|long|thick|deep|across)\b")
_DEPTH = re.compile(r"\bdepth of (?:[\w-]+ ){0,3}$|\bdepth of [^.]{1,40}\($")
_BELOW = re.compile(rf"^[\s-]*(?:[a-z]+){_OTHER_UNIT}\s+(?:below|beneath|under(?:ground)?|deep)\b")
_QUAKE = re.compile(r"quake|temblor|tremor|shock|richter|magnitude|seism", re.IGNORECASE)
_MAGNITUDE = re.compile(r"magnitude|richter|quake|temblor|tremor|measur|strength|shock", re.IGNORECASE)
_HOME = re.compile(
    r"\b(?:home (?:to|by|of|for)|houses?|population of|populated by|populace of|inhabited by|population (?:is|was|numbers?)|"
    r"(?:city|town|village|island|county|municipality|district|suburb|community|metropolis|settlement) of)"
    r"(?:[\s,]+(?:about|some|around|roughly|nearly|almost|over|more than|an estimated|approximately|just))*\s*$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"^\s*(?:inhabitants|residents|people|souls|citizens|[.,;)]|$)", re.IGNORECASE)
_RESIDENTS = re.compile(r"^\s*(?:inhabitants|residents)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)\b[A-Z][a-z][\w'’-]+|^(?!The |A |An |It |In |This )[A-Z][a-z][\w'’-]+")
_HAS = re.compile(
    r"\b(?:has|have|had|with|counts)(?:\s+(?:about|some|around|roughly|nearly|over|more than|only))*\s*$", re.IGNORECASE
)

_INHABITANTS = 100
"""Fewest people that make a population."""


def subject_of(dimension: str, low: float, before: str, after: str) -> tuple[str, str]:
    """The question and what it refers to ("distance", "tehran"); ("", "") where the words tell none.

    `before` and `after` are the words of the sentence on both sides of the figure.
    """
    if dimension == "length":
        if m := _DISTANCE.match(after):
            return "distance", m["place"].lower()
        if _DEPTH.search(before) or _BELOW.match(after):
            return "depth", ""
        if m := _WIDE.match(after):
            return m["side"], ""
        return "", ""
    if (dimension == "quantity magnitude" and low < 10) or (
        dimension == "count"
        and low < 10
        and low != int(low)
        and _QUAKE.search(before + after)
        and (_MAGNITUDE.search(before[-40:]) or _MAGNITUDE.search(after[:40]))
    ):
        return "magnitude", "aftershock" if "aftershock" in (before[-60:] + after[:40]).lower() else ""
    at_home = (_HOME.search(before) and _PEOPLE.match(after)) or (_HAS.search(before) and _RESIDENTS.match(after))
    if dimension == "count" and low >= _INHABITANTS and at_home:
        names = _NAME.findall(before)
        return "population", names[-1].lower() if names else ""
    return "", ""
