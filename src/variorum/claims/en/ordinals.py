"""How many died, told by the number of the last of them: "a fourth rower has died", "the fifth victim to die"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from variorum.claims.en.denial import is_denied
from variorum.claims.en.scope import Scopes
from variorum.claims.page import Candidate, Page
from variorum.languages import any_of, load
from variorum.model import ORDINAL, Frame, Quantity

_DATA = load("en", "ordinals")
_PEOPLE = any_of(load("en", "lists")["one"]["words"])
_MANY = any_of(load("en", "lists")["many"]["words"])
_NTH = re.compile(
    rf"\b(?:an?|the)\s(?P<nth>{any_of(_DATA['numbers'])})\s(?:[\w'’-]+\s){{0,2}}?(?:{_PEOPLE})\b(?!['’-])",
    re.IGNORECASE,
)
_BETWEEN = rf"(?:(?!\b(?:{any_of(_DATA['deaths']['not_between'])}|{_MANY}|and\s(?!(?:{any_of(_DATA['deaths']['goes_on'])})\b))\b)[^.;:\n]){{0,140}}?"
_DIED = re.compile(
    rf"{_BETWEEN}(?P<before>[\w'’-]+|,)?\s(?:(?:{any_of(_DATA['deaths']['adverbs'])})\s){{0,2}}(?:{any_of(_DATA['deaths']['words'])})\b",
    re.IGNORECASE,
)
_NOT_HE = re.compile(rf"(?:{any_of(_DATA['deaths']['not_he'])}|{_PEOPLE})", re.IGNORECASE)
"""Who else may have died right before the verb."""


def ordinals(page: Page, framed: Sequence[Candidate]) -> Iterator[Candidate]:
    """The number of the dead by the place of one among them.

    Wrong where it is his place among the hurt: "a third man was hit first, and died first".
    """
    text = page.text
    scopes: Scopes | None = None
    for m in _NTH.finditer(text):
        sentence = page.sentence(m.start())
        died = _DIED.match(text, m.end(), sentence.end)
        if died is None or is_denied(text, sentence, *m.span()):
            continue
        if died.start("before") > m.end() + 1 and _NOT_HE.fullmatch(died["before"]):
            continue  # "a fourth rower was with two who died"
        count = float(_DATA["numbers"][m["nth"].lower()])
        value = Quantity(count, count, approx=False, unit="person")
        c = Candidate(*m.span(), "quantity", value, ORDINAL, core=m.start("nth"), form="ordinal")
        scopes = scopes or Scopes(page, framed)
        scope = scopes.of(page.sentence_number(m.start()), c)
        yield c.framed(Frame("killed", "person", place=scope.place, when=scope.when, event=scope.event, part="total"))


def nth_of(words: str) -> float | None:
    """The number of somebody's place in a row, None where the words give none.

    >>> nth_of("a fourth young sailor"), nth_of("a sailor")
    (4.0, None)
    """
    m = _NTH.match(words)
    return float(_DATA["numbers"][m["nth"].lower()]) if m else None
