"""The dead whom an account names or describes and nowhere counts: "Ada Brill, 34, and Tom Vey were killed"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from variorum.claims.en.denial import is_denied
from variorum.claims.en.lists import SOMEBODY
from variorum.claims.en.names import Names, names_of
from variorum.claims.en.scope import Scopes
from variorum.claims.en.told_apart import AGE, APPOSITION, DONE, HAVE_DIED, JOINED, KILLED, ROLE, spans_told
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, load
from variorum.model import NAMED, Frame, Quantity, Span

_DATA = load("en", "named")
_HEAD = re.compile(
    rf"\b(?:{any_of(_DATA['heads']['words'])})\b[^.;:\n\d\"“”]{{0,60}}?(?::|\b(?:{any_of(_DATA['names']['words'])}))\s+{ROLE}$",
    re.IGNORECASE,
)
_HEADLINE = re.compile(rf"\b(?:{any_of(_DATA['heads']['words'])})\b[^.;\n]{{0,60}}:\s*$", re.IGNORECASE)
_DIED = re.compile(rf"{AGE}{APPOSITION},?\s(?:who\s)?{HAVE_DIED}")
_ONE = re.compile(
    rf"(?<!if\s)(?<!whether\s)(?P<died>{SOMEBODY})(?={_DIED.pattern})|{DONE}(?P<done>{SOMEBODY})"
    rf"|(?<![\w-])(?:{any_of(_DATA['done']['left'])})\s(?P<left>{SOMEBODY})(?={AGE},?\sdead\b)",
    re.IGNORECASE,
)
"""One who is described: "a 20-year-old student was killed", "left the clerk dead"."""
_LEFT = re.compile(rf"(?<![\w-])(?:{any_of(_DATA['done']['left'])})\s{ROLE}$", re.IGNORECASE)
_DEAD_BEHIND = re.compile(rf"{AGE},?\sdead\b")
"""Before and behind names of those whom somebody left dead."""
_SOMEBODY = re.compile(SOMEBODY, re.IGNORECASE)
_MARK = re.compile(r"\s*(?:[-–—*•]|\d{1,2}[.)])?\s*")
"""What may stand before the name that a line begins with."""
_MEASURES = frozenset(("killed", "injured"))
_REACH = 120
"""Code points before or behind names in which it is told that those named are dead."""


def named(page: Page, framed: Sequence[Candidate]) -> Iterator[Candidate]:
    """How many dead, and hurt, an account surely tells of that nowhere gives a number of them, as a bound.

    Those are all of whom it tells one by one; the dead may be its longest list of names, or one described. There may be more.
    Read behind all frames, since they tell whether a figure is of the killed. Wrong where one of a list goes by two names,
    and where the death is of another event that the sentence does not tell apart.
    """
    told = {c.frame.measure for c in framed if c.frame and c.form != "doer" and c.frame.event != "other"}
    if told >= _MEASURES:
        return
    scopes = Scopes(page, framed)
    apart = spans_told(page.text, names_of(page))
    for measure in sorted(_MEASURES - told):
        found = [(count, span, "apart", doer) for span, count, doer in [apart[measure]]] if measure in apart else []
        if measure == "killed":
            lists = [*_lists(page), *_described(page)]
            found += [(count_dead(span.of(page.text)), span, "names", False if done else None) for span, done in lists]
        for count, span, form, doer in sorted(found, key=lambda one: (-one[0], one[2] == "apart", one[1])):
            value = Quantity(float(count), None, approx=False, unit="person")
            c = Candidate(span.start, span.end, "quantity", value, NAMED, core=span.start, form=form)
            numbers = range(page.sentence_number(span.start), page.sentence_number(span.end - 1) + 1)
            scope = scopes.of(numbers[0], c)
            if (
                count
                and all(scopes.of(n, c).event != "other" for n in numbers)
                and not is_denied(page.text, page.sentence(span.start), span.start, span.end)
            ):
                with_doer = doer if measure == "killed" else None
                yield c.framed(
                    Frame(measure, "person", place=scope.place, when=scope.when, event=scope.event, with_doer=with_doer)
                )
                break


@lru_cache(4096)  # the verifier asks again
def count_dead(words: str) -> int:
    """How many persons the words name, or one whom they describe.

    >>> count_dead("Ada Brill, 34, Tom Vey and his wife, Ines Vey"), count_dead("a 20-year-old student")
    (3, 1)
    """
    return len({s.of(words) for s in Names(words).spans}) or int(_SOMEBODY.fullmatch(words) is not None)


def _described(page: Page) -> Iterator[tuple[Span, bool]]:
    """Those who are described and told to be dead, and whether somebody did it to them."""
    for m in _ONE.finditer(page.text):
        yield Span(*m.span(m.lastgroup or 0)), m.lastgroup in ("done", "left")


def _lists(page: Page) -> Iterator[tuple[Span, bool]]:
    """As `_described`, the lists of names from the first to the last, also of one."""
    text, spans, k = page.text, names_of(page).spans, 0
    while k < len(spans):
        first = last = k
        while last + 1 < len(spans) and JOINED.fullmatch(text, spans[last].end, spans[last + 1].start):
            last += 1
        k = last + 1
        start, end = spans[first].start, spans[last].end
        here = page.sentence(start)
        near = max(here.start, start - _REACH)
        left = _LEFT.search(text, near, start) is not None and _DEAD_BEHIND.match(text, end) is not None
        done = left or KILLED.search(text, near, start) is not None
        if (
            done
            or _DIED.match(text, end, min(here.end, end + _REACH))
            or (last > first and _HEAD.search(text, near, start))
        ):
            yield Span(start, end), done
        elif first == last and (lines := _lines(text, spans, first)) > first:
            k = lines + 1
            yield Span(start, spans[lines].end), False


def _lines(text: str, spans: Sequence[Span], first: int) -> int:
    """The last of the names that begin the lines below one which says they are dead; `first` itself where none does."""
    line = text.rfind("\n", 0, spans[first].start) + 1
    if not _MARK.fullmatch(text, line, spans[first].start) or not _HEADLINE.search(text, max(0, line - _REACH), line):
        return first
    last = first
    for k in range(first + 1, len(spans)):
        line = text.rfind("\n", spans[last].end, spans[k].start) + 1
        if line == 0:
            continue  # another name in the same line
        if text.count("\n", spans[last].end, line - 1) > 1 or not _MARK.fullmatch(text, line, spans[k].start):
            break
        last = k
    return last
