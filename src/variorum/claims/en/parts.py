"""Some of those whom a sentence counts: "520 perished, including 74 women and 41 boys"."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from variorum.claims.en.befall import HARM, SUFFERED
from variorum.claims.en.numbers import WORDS
from variorum.claims.page import Candidate, Page
from variorum.model import Frame, Span

_LISTED_BEFORE = re.compile(
    rf"\b(?:including|among\sthem)\s(?:the\s)?(?:(?:\d[\d,]*|{WORDS})\s(?:[\w'’-]+\s){{0,3}}?[\w'’-]+(?:,\sand\s|,\s|\sand\s))+$",
    re.IGNORECASE,
)
"""Before some of a list of those among all: "including 74 women and [41] children"."""
_LISTS = ("including ", "among them ")
_LONGEST_LIST = 120
"""Code points of a list of some of those counted, before the last of its figures."""
_BEFORE_BRACKETS = 30
"""Code points between a total and the brackets in which it is broken down."""
_MOST_PARTS = 6
"""Figures in such brackets."""
_COMMA = re.compile(r",\s(?:and\s)?$")
_CAUSE = re.compile(r"\s(?:by|from|of|with)\s(?!(?:them|whom|those|the)\b)")
"""Behind a bare figure, what did it to those: "46 died, 12 from burns"."""
_OF_THEM = re.compile(r"\sof\s(?:them|whom)\b")
_AMONG = re.compile(r",\s[\"“']?(?:including|among\sthem)\s(?:the\s)?$", re.IGNORECASE)
_END_OF_PHRASE = re.compile(r"[,;\"“”]")
_ASIDE = 80
"""Code points from those counted to some of them."""
_WERE = re.compile(r"\s(?:were|was)\s")


def some_of(text: str, sentence: Span, start: int) -> int | None:
    """Where the list begins of some of those counted before, in which a figure at `start` stands; None where it stands in none."""
    low = max(sentence.start, start - _LONGEST_LIST)
    at = max(text.rfind(word, low, start) for word in _LISTS)
    return at if at >= 0 and _LISTED_BEFORE.match(text, at, start) else None


def part_up(page: Page, counts: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give those listed as some of others the measure of these: "520 perished, including 74 women and 41 boys, and 380 were hurt".

    And call those a part with whom a total is broken down: "Seventeen died: sixteen were killed at once".
    """
    _in_brackets(page, counts, frames)
    for k, c in enumerate(counts):
        frame, before = frames[id(c)], counts[k - 1] if k else None
        if before is not None and _is_of_those(page, before, c, frames):
            frames[id(c)] = replace(frame, measure=frames[id(before)].measure, part="part")
        elif before is not None and _breaks_down(page, before, c) and frames[id(before)].measure == frame.measure:
            frames[id(c)] = replace(frame, part="part")
        elif frame.part == "part" and frame.counted:
            at = some_of(page.text, page.sentence(c.start), c.start)
            if at is None and (
                among := _AMONG.search(page.text, max(page.sentence(c.start).start, c.start - 24), c.start)
            ):
                at = among.start()
            last = bisect_right(counts, at, key=lambda x: x.end) - 1 if at is not None else -1
            measure = frames[id(counts[last])].measure if last >= 0 else None
            end = counts[k + 1].start if k + 1 < len(counts) else page.sentence(c.start).end
            if (
                measure in SUFFERED
                and measure != frame.measure
                and not _tells_its_own(_END_OF_PHRASE.split(page.text[c.end : end])[0], frame)
            ):
                frames[id(c)] = replace(frame, measure=measure, predicate=None)


def _in_brackets(page: Page, counts: Sequence[Candidate], frames: dict[int, Frame]) -> None:
    """Give those the measure of a total who add up to it in the brackets behind it: "the toll was 41 (35 dyers and six guards)"."""
    for k, c in enumerate(counts):
        if frames[id(c)].measure not in SUFFERED:
            continue
        opened = page.text.find("(", c.end, c.end + _BEFORE_BRACKETS)
        closed = page.text.find(")", opened, opened + _LONGEST_LIST) if opened >= 0 else -1
        inside = [x for x in counts[k + 1 : k + 1 + _MOST_PARTS] if opened < x.start < closed]
        if closed >= 0 and len(inside) > 1 and sum(x.least or 0.0 for x in inside) == c.least:
            for x in inside:
                frames[id(x)] = replace(frames[id(x)], measure=frames[id(c)].measure, part="part")


def _breaks_down(page: Page, before: Candidate, c: Candidate) -> bool:
    """Whether with a figure behind a colon the one before it is broken down."""
    if not page.text.endswith(": ", 0, c.start) or before.start < page.sentence(c.start).start:
        return False
    return before.least is not None and c.least is not None and c.least < before.least


def _is_of_those(page: Page, before: Candidate, c: Candidate, frames: dict[int, Frame]) -> bool:
    """Whether a bare figure is of those whom the one before it counts, and what befell them is told there alone.

    "46 died, 12 from burns"; "89 died, by the clerk's count, three of them guards"; "of the 35 dead, 22 were dyers and nine were cooks".
    """
    whole, frame = frames[id(before)], frames[id(c)]
    if whole.measure not in SUFFERED or before.start < page.sentence(c.start).start or c.form not in ("digits", "word"):
        return False
    own = frame.measure in HARM and frame.measure != whole.measure
    less = before.least is not None and c.least is not None and c.least < before.least
    between = page.text[before.end : c.start]
    if not own and not frame.counted and less and _COMMA.search(between) and _CAUSE.match(page.text, c.end):
        return True
    if not frame.measure and less and len(between) <= _ASIDE and _OF_THEM.match(page.text, c.end):
        return True
    both = whole.part == frame.part == "part"
    return both and not frame.measure and not frame.counted and _WERE.match(page.text, c.end) is not None


def _tells_its_own(behind: str, frame: Frame) -> bool:
    """Whether the words behind a figure, as far as the next one, tell its measure: "40 casualties, including 12 girls killed"."""
    return frame.measure in HARM and (frame.predicate or "") in behind.lower()
