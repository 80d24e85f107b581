"""Who is left of those who were shot: "four people were shot, one fatally" tells of three injured."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from variorum.claims.en.lists import listed_first, tells_other
from variorum.claims.en.numbers import WORDS, find_numbers
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, lists_of, load
from variorum.model import REST, Quantity

_of = lists_of("en", "rests")
_REACH = 300
"""Code points behind those who were shot in which it must be told who of them died."""
_OTHERS = re.compile(rf"\b(?:{_of('besides', 'before')})\s+$", re.IGNORECASE)
_BESIDES = re.compile(rf"\s+(?:{_of('besides', 'behind')})\b", re.IGNORECASE)
_SOMEBODY = rf"(?:one\b|an?\s|the\s|his\s|her\s|\d{{1,2}}-year-old\s|[A-Z][a-z]+\s)(?:(?!(?:{_of('killed', 'not_one')})\b)[\w'’.-]+\s?){{0,6}}"
_ONE_KILLED = re.compile(
    rf"(?:,|\s-+|\sand)\s(?:(?:one|an?)\s(?:of\s(?:whom|them)\s|(?!other|were|was)(?:[\w'’-]+\s){{1,4}}?)(?:later\s|has\s|was\s)?(?:{_of('killed', 'died')}|{_of('killed', 'died_behind')})\b[^,.;\n]{{0,60}}?|(?:{_of('killed', 'acts')})\s{_SOMEBODY}|killed\sone\b|including\s(?:one|an?)\s(?:[\w'’-]+\s){{0,4}}?(?:who\s(?:later\s)?(?:{_of('killed', 'died')})|fatally))(?=[,.;]|\sin\b|\sat\b|\son\b|\swho\b|\s?$)"
)
"""That one of them died, told without a number."""
_ONE_INCLUDED = re.compile(
    rf"\s?(?:The|Those|Among\sthe)\s(?:{_of('them', 'nouns')})\b[^.;:\n]{{0,30}}?\s(?:include|included|was|is)\s(?:an?|one)\s[^.;:\n]{{1,60}}?\s(?:who\s(?:later\s)?(?:{_of('killed', 'died')})|fatally\sshot)\b"
)
"""The same in the sentence behind: "The wounded included a cook who died"."""
_ONE_OF_THEM = re.compile(
    rf"(?:\s+[^.\n]{{0,200}}\.)?\s+One\sof\s(?:them|those|the\s(?:{WORDS}\s)?(?:\w+\s)?(?:{_of('them', 'nouns')}|{_of('them', 'people')}))\b(?:,[^.;:\n]{{1,60}},|\s[A-Z][\w'’-]+\s[A-Z][\w'’-]+)?\s(?:{_of('killed', 'died')}|(?:(?:has|later|since|also|was)\s){{1,2}}(?:{_of('killed', 'died_behind')}))\b"
)
"""The same in a sentence of its own: "One of them, a cook, has died"."""
_THEY_DIED = re.compile(
    rf"\s?They\s(?:both\s|all\s)?[^.;\n]{{0,90}}?\b(?P<died>{_of('killed', 'died_behind')})\b(?<!not\sdied)"
)
"""That all of those died."""
_SOME_OF = re.compile(rf"\b(?P<some>{WORDS}|\d{{1,3}})\sof\s(?:the\s)?$", re.IGNORECASE)
_OF_THEM = re.compile(rf"\s+of\s+(?:them|those|the\s(?:\w+\s)?(?:{_of('them', 'nouns')}))\b", re.IGNORECASE)
_DIED = re.compile(rf"[^.;\n]{{0,80}}?\b(?:has\s(?:since\s)?|have\s|later\s|also\s)?(?:{_of('killed', 'died')})\b")
_TIMES: dict[str, float] = load("en", "lists")["times"]
_SO_MANY_HIT = re.compile(rf"\b(?P<times>{any_of(_TIMES)})[\s-]shooting\b", re.IGNORECASE)
"""A shooting that is named by the number of those whom it hit."""
_NEAR_HIT = 120
"""Code points behind it in which it is told how many of them died."""
_SOME_LATER_DIED = re.compile(
    rf"[^.;:\n]{{0,80}}?(?:,\s(?P<some>{WORDS}|\d{{1,2}})\sof\s(?:whom|them)\s(?:(?:has|have|later|since|also)\s){{0,2}}(?:{_of('killed', 'died_behind')}|{_of('killed', 'died')}|fatally)\b"
    rf"|\.\s+(?P<more>{WORDS}|\d{{1,2}})(?:\sof\s(?:whom|them)|\svictims?)?\s(?:(?:has|have)\s)?(?:later|since)\s(?:{_of('killed', 'died_behind')})\b)",
    re.IGNORECASE,
)
"""Behind the wounded: that some of them died."""
_INCLUDING_ONE = re.compile(
    rf"[^.;:\n]{{0,80}}?,?\sincluding\s(?:one|an?)\s(?:[\w'’-]+\s){{0,5}}?who\s(?:(?:has|later|since|also)\s){{0,2}}(?:{_of('killed', 'died')}|{_of('killed', 'died_behind')})\b"
)
"""The same of one: "wounded four, including a cook who died on Sunday"."""
_HE_DIED = re.compile(
    rf"\s?(?:He|She)\s(?:(?:has|had|later|since|also|then|was)\s){{0,2}}(?:{_of('killed', 'died_behind')})\b"
)
"""In the sentence behind: that the one of them who was told of died."""
_DIED_AFTER = re.compile(
    rf"[^,.;:\n]{{0,40}}?\b(?:{_of('killed', 'died_behind')})\safter\s(?:at\sleast\s|about\s|approximately\s)?"
)
"""Between the dead and all who were shot: "two people died after five were shot"."""
_CLAUSE = re.compile(r"[^,.;:()\n]{0,60}(?!\w)")
_CARRIED = re.compile(rf"\b(?:{_of('carried', 'words')})\b")


def rests(page: Page, framed: Sequence[Candidate]) -> Iterator[Candidate]:
    """For those who were shot, and of whom the words behind tell how many died, how many are left to be injured; or that all died.

    Wrong where the dead are none of them: "three people were shot at the inn. One died in a fire next door".
    """
    shot = [c for c in framed if _counts(c, "shot") and _low(c) >= 2]
    killed = sorted((c for c in framed if _counts(c, "killed") and c.form != "doer"), key=lambda c: c.start)
    starts = [c.start for c in killed]
    for a in shot:
        some_of = _SOME_OF.search(page.text, max(0, a.start - 24), a.start)
        place = bisect_left(starts, a.end)
        found = _some_dead(page, a, some_of) if some_of else _dead_of(page, a, killed, place)
        start = some_of.start() if some_of else a.start
        if found is None and place and _DIED_AFTER.fullmatch(page.text, killed[place - 1].end, a.start):
            start, found = killed[place - 1].start, (_low(killed[place - 1]), a.end)
        if found is None or not 0 < found[0] < _low(a):
            continue
        left = _low(a) - found[0]
        yield _rest(a, start, found[1], left)
    yield from _of_so_many_hit(page, killed)
    yield from _of_the_wounded(page, framed)
    for a in shot:
        here = page.sentence(a.start).end
        assert a.frame is not None
        if a.frame.part != "part" and (m := _THEY_DIED.match(page.text, here, here + _REACH)):
            frame = replace(a.frame, measure="killed", predicate=m["died"].lower())
            yield Candidate(a.start, m.end(), "quantity", a.value, a.rule, core=a.core, form=a.form, frame=frame)


def _of_so_many_hit(page: Page, killed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Who is left of those whom a shooting hit that is named by their number: "a triple shooting left one man dead"."""
    for m in _SO_MANY_HIT.finditer(page.text):
        sentence = page.sentence(m.start())
        low, high = max(sentence.start, m.start() - _NEAR_HIT), min(sentence.end, m.end() + _NEAR_HIT)
        near = [c for c in killed if low <= c.start and c.end <= high]
        if len(near) == 1 and near[0].frame is not None and near[0].frame.event != "other":
            left = _TIMES[m["times"].lower()] - _low(near[0])
            if left > 0:
                yield _rest(near[0], min(near[0].start, m.start()), max(near[0].end, m.end()), left)


def _of_the_wounded(page: Page, framed: Sequence[Candidate]) -> Iterator[Candidate]:
    """Who is left of the wounded, some of whom died: "wounded four, one of whom later died"."""
    for a in framed:
        if not _counts(a, "injured") or a.frame is None or a.frame.part or a.frame.event == "other":
            continue
        some_of = _SOME_OF.search(page.text, max(0, a.start - 24), a.start)
        if one := _INCLUDING_ONE.match(page.text, a.end) or (some_of and _he_died(page, a, some_of)):
            if _low(a) > 1:
                yield _rest(a, a.start, one.end(), _low(a) - 1)
        elif m := _SOME_LATER_DIED.match(page.text, a.end):
            number = next(find_numbers(m["some"] or m["more"]), None)
            left = _low(a) - (number.low or 0.0) if number else 0.0
            if 0 < left < _low(a):
                yield _rest(a, a.start, m.end(), left)


def _rest(a: Candidate, start: int, end: int, left: float) -> Candidate:
    """Those who are left to be injured, told in the words from `start` to `end`, with the frame of `a` else."""
    assert a.frame is not None
    frame = replace(a.frame, measure="injured", counted="person", predicate=None, part=None, whom=None, with_doer=None)
    value = Quantity(left, left, approx=False, unit="person")
    return Candidate(start, end, "quantity", value, REST, core=start, form="rest", frame=frame)


def carried(framed: Sequence[Candidate], left: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, with those who were taken to a hospital as shot, not injured, where they are all of whom some died.

    "Five people were shot and one died. All five were taken to a hospital" tells of four injured.
    """
    shot = sorted((c.start, _low(c)) for c in framed if _counts(c, "shot"))
    wholes = {low for r in left for _, low in shot[bisect_left(shot, (r.start, 0)) : bisect_left(shot, (r.end, 0))]}
    return [
        c.framed(replace(c.frame, measure="shot"))
        if c.frame and _counts(c, "injured") and _low(c) in wholes and _CARRIED.search(c.frame.predicate or "")
        else c
        for c in framed
    ]


def _counts(c: Candidate, measure: str) -> bool:
    value, frame = c.value, c.frame
    if c.kind != "quantity" or frame is None or frame.measure != measure or frame.denied:
        return False
    return isinstance(value, Quantity) and value.low == value.high and not value.approx


def _low(c: Candidate) -> float:
    assert isinstance(c.value, Quantity)
    return c.value.low or 0.0


def _some_dead(page: Page, a: Candidate, some_of: re.Match[str]) -> tuple[float, int] | None:
    """As `_dead_of`, for "one of three people hit by gunfire has died"."""
    m = _DIED.match(page.text, a.end, page.sentence(a.start).end)
    number = next(find_numbers(some_of["some"]), None)
    m = m or _he_died(page, a, some_of)
    return (number.low, m.end()) if m and number else None


def _he_died(page: Page, a: Candidate, some_of: re.Match[str]) -> re.Match[str] | None:
    """Where it is told that the one of them died: "He was one of five people who were shot. He died on Sunday"."""
    here = page.sentence(a.start).end
    return _HE_DIED.match(page.text, here, here + _REACH) if some_of["some"].lower() == "one" else None


def _dead_of(page: Page, a: Candidate, killed: Sequence[Candidate], behind: int) -> tuple[float, int] | None:
    """How many of those died, and where the words that say so end; None where they are not told.

    Of all those `killed`, by place, they are looked for from the one numbered `behind`.
    """
    text, number = page.text, page.sentence_number(a.start)
    assert a.frame is not None
    here = page.sentences[number].end if page.sentences else len(text)
    if a.frame.part == "part":
        return None
    if m := _ONE_KILLED.search(text, a.end, min(here, a.end + _REACH)):
        # "Three women were shot and a baby was killed" leaves three.
        return None if tells_other(a.frame.whom, m[0]) else (1.0, m.end())
    if m := _ONE_INCLUDED.match(text, here, here + _REACH):
        return 1.0, m.end()
    if m := _ONE_OF_THEM.match(text, here, here + _REACH):
        return 1.0, m.end()
    for b in killed[behind : behind + 2]:
        part = b.frame is not None and b.frame.part == "part"
        if b.start > a.end + _REACH or page.sentence_number(b.start) > number + 1 or _low(b) >= _low(a):
            break
        if _OTHERS.search(text, max(0, b.start - 14), b.start) or _BESIDES.match(text, b.end):
            continue
        apart = page.sentence_number(b.start) != number
        if apart and "\n" in text[a.end : b.start] and not _OF_THEM.match(text, b.end):
            break
        begins = page.sentences[page.sentence_number(b.start)].start if page.sentences else 0
        if apart and not part and text[begins : b.start].strip():
            continue
        end = _CLAUSE.match(text, b.end)
        assert end is not None
        return _low(b), end.end()
    return None


def count_left(words: str) -> frozenset[float]:
    """What can be left by the words: one of the first two figures, or the sum of a first list, less another or one.

    >>> sorted(count_left("Four people were shot, one man fatally"))
    [3.0]
    """
    figures = [n.low for n in find_numbers(words)]
    if m := _SO_MANY_HIT.search(words):
        figures.insert(0, _TIMES[m["times"].lower()])
    listed = listed_first(words)
    wholes = [float(listed)] if listed else figures[:2]
    return frozenset(whole - less for whole in wholes for less in (*figures, 1.0) if 0 < less < whole)
