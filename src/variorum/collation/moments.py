"""Of which happening a time of day is told: of the event itself, where the words beside it say that it struck or began then."""

from __future__ import annotations

import re

from variorum.languages import any_of, load

_DATA = load("en", "moments")
_VERBS = any_of(_DATA["onset"]["verbs"])
_BETWEEN = 60
"""Code points between what happened and its time, where that stands first."""
_BETWEEN_PLACES = 160
"""The same where the places stand between, and the time behind."""
_STRUCK_AT = re.compile(rf"\b(?:{_VERBS})\b(?P<between>(?:(?!\band\b)[^.;:])*)$", re.IGNORECASE)
_AT_IT_STRUCK = re.compile(rf"^(?P<between>(?:(?!\band\b)[^.;:])*?)\b(?:{_VERBS})\b", re.IGNORECASE)
_OF_ELSE = re.compile(rf"\b(?:{any_of(_DATA['else']['words'])})\b", re.IGNORECASE)
"""Words of what is told, done or held afterwards, and of a second such happening."""
_WHAT = 40
"""Code points before the verb in which stands what it is said of."""
ONSET = "onset"
"""The question when the event itself began."""


def moment_of(before: str, after: str) -> tuple[str, str]:
    """The question that a time of day answers, as `subject_of` gives it; ("", "") where the words tell none.

    Wrong where an account tells of two like happenings and calls neither the second.
    """
    m = _STRUCK_AT.search(before)
    if m and len(m["between"]) <= _BETWEEN_PLACES:
        told = before[max(0, m.start() - _WHAT) :]
    else:
        m = _AT_IT_STRUCK.match(after)
        if m is None or len(m["between"]) > _BETWEEN:
            return "", ""
        told = before[-_WHAT:] + after[: m.end()]
    return ("", "") if _OF_ELSE.search(told) else (ONSET, "")
