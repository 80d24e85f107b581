"""Times of day: "11:20 p.m.", "20:49 GMT", "just after 6", "noon", with the day each belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from variorum.claims.page import Candidate, Page, Taken
from variorum.languages import any_of, load
from variorum.model import HALF_A_DAY, ClockTime, Moment

_DATA = load("en", "clock")
_ABOUT = [word for words in _DATA["about"].values() for word in words]
_HALVES = [word for half in ("evening", "morning") for word in _DATA[half]["words"]]
_TIME = re.compile(
    rf"(?<![\w.,:$£€-])(?:(?P<about>{any_of(_ABOUT)})\s+)?"
    r"(?:(?P<hour>\d{1,2})(?:\s?[:.]\s?(?P<minute>\d\d))?\s?(?P<half>[ap])\.?\s?m\b\.?|(?P<hour24>\d{1,2}):(?P<minute24>\d\d)(?![\d:])"
    rf"|(?P<dotted>\d{{1,2}})\.(?P<minute_dotted>[0-5]\d)(?=\s+(?:in|of)\s+the\s+(?:{any_of(_HALVES)})\b)"
    rf"|(?P<military>[0-2]\d[0-5]\d)\s?(?:{any_of(_DATA['zones']['words'])})\b"
    rf"|(?P<part>{any_of(_DATA['parts'])})\s(?P<of_hour>\d{{1,2}}|{any_of(_DATA['hours'])})\b(?![:.]?\d|\s[ap]\.?m)(?:\s+o'clock)?"
    rf"|(?P<oclock>\d{{1,2}}|{any_of(_DATA['hours'])})\s+o'clock|(?P<word>{any_of(_DATA['named'])})\b"
    r"|(?<=after\s)(?P<bare>\d{1,2})(?=[,.;]|\s+on\b)|(?<=before\s)(?P<bare2>\d{1,2})(?=[,.;]|\s+on\b))",
    re.IGNORECASE,
)
_COUNTER = re.compile(r"[ \t]+[A-Z]|[ \t]*(?:\n|\Z)")
_EVENING, _MORNING = (
    re.compile(
        rf"\s*(?:,?\s*(?:on\s+)?\w+day)?\s*(?:(?:(?:in|on|of)\s+)?(?:the|that|this)\s+)?(?:{any_of(_DATA[half]['words'])})\b",
        re.IGNORECASE,
    )
    for half in ("evening", "morning")
)
"""Behind a time, which half of the day is meant."""
_NEAR = 10
"""Minutes on either side that "about" and "just after" leave open."""


def clock_times(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Times of day on a page; the day is that of the nearest date of one day in the sentence.

    "around 11:20 p.m." is 23:10 to 23:30; an hour of which neither half of the day is told means either, so all between.
    Wrong for times of other time zones than the event's: the zone is not reckoned with.
    """
    text = page.text
    taken = Taken(len(text), found)
    days = [c for c in found if c.kind == "date" and isinstance(c.value, Moment) and len(c.value.edtf) == 10]
    by_sentence: dict[int, list[Candidate]] = {}
    for c in days:
        by_sentence.setdefault(page.sentence_number(c.start), []).append(c)
    times = list(_TIME.finditer(text))
    counts_to_24 = any(m["military"] or (m["hour24"] and not 1 <= int(m["hour24"]) <= 12) for m in times)
    for m in times:
        minutes = _minutes(text, m)
        if minutes is None or taken.holds(*m.span()):
            continue
        if m["hour24"] and _COUNTER.match(text, m.end()) and text[max(0, m.start() - 1) : m.start()] in ("", "\n"):
            continue  # "2:07 Fire on the quay": the length of a film, at the head of its line
        word = (m["about"] or "").lower()
        low = high = minutes
        if not counts_to_24 and _is_of_either_half(text, m):
            low, high = minutes % HALF_A_DAY, minutes % HALF_A_DAY + HALF_A_DAY
        if word in _DATA["about"]["near"]:
            low, high = low - _NEAR, high + _NEAR
        elif "after" in word:
            high += _NEAR * 2
        elif "before" in word:
            low -= _NEAR * 2
        near = by_sentence.get(page.sentence_number(m.start()), [])
        nearest = min(near, key=lambda c: abs(c.start - m.start()), default=None)
        day = nearest.value.edtf if nearest is not None and isinstance(nearest.value, Moment) else None
        value = ClockTime(max(low, 0), min(high, 1439), bool(word), day)
        start = m.start() if word not in ("before", "after") else m.start() + len(word) + 1
        yield Candidate(start, m.end(), "time", value, "clock-time", form="time")


def _is_of_either_half(text: str, m: re.Match[str]) -> bool:
    """Whether neither the time nor the words behind it tell which half of the day is meant."""
    told = m["half"] or m["military"] or m["word"] or (m["hour24"] or "").startswith("0")
    return not told and not _EVENING.match(text, m.end()) and not _MORNING.match(text, m.end())


def _minutes(text: str, m: re.Match[str]) -> int | None:
    """Minutes since midnight, None for a figure that is no time."""
    if m["word"]:
        return int(_DATA["named"][m["word"].lower()])
    if m["military"]:
        hour, minute = int(m["military"][:2]), int(m["military"][2:])
    elif figure := m["hour24"] or m["dotted"]:
        hour, minute = int(figure), int(m["minute24"] or m["minute_dotted"])
    elif m["hour"]:
        hour, minute = int(m["hour"]) % 12 + (12 if m["half"].lower() == "p" else 0), int(m["minute"] or 0)
        if int(m["hour"]) > 12:
            return None
    else:
        figure = m["of_hour"] or m["oclock"] or m["bare"] or m["bare2"]
        if not m["about"] and not m["oclock"] and not m["of_hour"]:
            return None
        hour, minute = int(figure) if figure.isdigit() else int(_DATA["hours"][figure.lower()]), 0
        if not 1 <= hour <= 12:
            return None
        if m["part"]:
            hour, minute = divmod(hour * 60 + int(_DATA["parts"][m["part"].lower()]), 60)
    if not m["half"] and not m["military"] and hour < 12 and _EVENING.match(text, m.end()):
        hour += 12
    return hour * 60 + minute if hour < 24 and minute < 60 else None
