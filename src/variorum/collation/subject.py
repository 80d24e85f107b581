"""What a measured figure is asked of: a magnitude, a distance from a named place, a depth, a number of inhabitants, a time.

The noun beside such a figure is only its unit, so the words around it tell which question it answers.
"""

from __future__ import annotations

import re

from variorum.collation.elapsed import question_of
from variorum.languages import any_of, load

_DATA = load("en", "subject")
_TOWARDS = r"(?:(?:to the )?(?:due )?(?:north|south|east|west)[ -]?(?:north|south|east|west)?(?:ern|east|west)?[ -]*){0,2}(?:and )?"
_OTHER_UNIT = r"(?:\s*\([^()]{1,30}\))?"
_DISTANCE = re.compile(
    rf"^[\s-]*(?:[a-z]+\.?){{0,2}}{_OTHER_UNIT}\s*(?:away )?{_TOWARDS}(?:{any_of(_DATA['distance']['from'])})\s+"
    r"(?:the\s+)?(?:[a-z'’-]+\s+){0,4}?(?P<place>[A-Z][\w'’-]+)"
)
_WIDE = re.compile(rf"^[\s-]*(?:[a-z]+){_OTHER_UNIT}[\s-]*(?P<side>{any_of(_DATA['wide']['behind'])})\b")
_DEPTH_OF = any_of(_DATA["depth"]["before"])
_DEPTH = re.compile(rf"\b(?:{_DEPTH_OF}) (?:[\w-]+ ){{0,3}}$|\b(?:{_DEPTH_OF}) [^.]{{1,40}}\($")
_BELOW = re.compile(rf"^[\s-]*(?:[a-z]+){_OTHER_UNIT}\s+(?:{any_of(_DATA['depth']['behind'])})\b")
_QUAKE = re.compile(any_of(_DATA["magnitude"]["quake"]), re.IGNORECASE)
_MAGNITUDE = re.compile(any_of(_DATA["magnitude"]["strength"]), re.IGNORECASE)
_OF_PEOPLE = _DATA["population"]
_ABOUT = any_of(_OF_PEOPLE["about"])
_HOME = re.compile(
    rf"\b(?:{any_of(_OF_PEOPLE['home'])}|(?:{any_of(_OF_PEOPLE['places'])}) of)(?:[\s,]+(?:{_ABOUT}))*\s*$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(rf"^\s*(?:{any_of(_OF_PEOPLE['people'])}|[.,;)]|$)", re.IGNORECASE)
_RESIDENTS = re.compile(rf"^\s*(?:{any_of(_OF_PEOPLE['residents'])})\b", re.IGNORECASE)
_NAME = re.compile(r"(?<!^)\b[A-Z][a-z][\w'’-]+|^(?!The |A |An |It |In |This )[A-Z][a-z][\w'’-]+")
_HAS = re.compile(rf"\b(?:{any_of(_OF_PEOPLE['has'])})(?:\s+(?:{_ABOUT}))*\s*$", re.IGNORECASE)

_ROOM = _DATA["room"]
_HOLDS = re.compile(
    rf"\b(?:(?:{any_of(_ROOM['able'])})\s+to\s+(?:{any_of(_ROOM['carry'])})|{any_of(_ROOM['full'])})(?:\s+(?:{_ABOUT}|up\s+to|a\s+maximum\s+of))*\s*$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(rf"\b(?:{any_of(_DATA['another']['words'])})\b", re.IGNORECASE)
_NEAR = 120
"""Code points before a depth in which it is told that it is another quake's."""
_INHABITANTS = 100
"""Fewest people that make a population."""


def subject_of(dimension: str, low: float, before: str, after: str) -> tuple[str, str]:
    """The question and what it refers to ("distance", "tehran"); ("", "") where the words tell none.

    `before` and `after` are the words of the sentence on both sides of the figure.
    """
    if dimension == "duration":
        return question_of(before, after), ""
    if dimension == "length":
        if m := _DISTANCE.match(after):
            return "distance", m["place"].lower().removesuffix("'s").removesuffix("’s")
        if _DEPTH.search(before) or _BELOW.match(after):
            return "depth", "another" if _ANOTHER.search(before[-_NEAR:]) else ""
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
    if dimension == "count" and _HOLDS.search(before):
        return "capacity", ""
    at_home = (_HOME.search(before) and _PEOPLE.match(after)) or (_HAS.search(before) and _RESIDENTS.match(after))
    if dimension == "count" and low >= _INHABITANTS and at_home:
        names = _NAME.findall(before)
        return "population", names[-1].lower() if names else ""
    return "", ""
