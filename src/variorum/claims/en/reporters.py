"""Whoever an account says to say something, by name or title, outside quotations."""

from __future__ import annotations

import re
from collections.abc import Callable

from variorum.claims.en.beside import ADVERB, SPEECH_VERB
from variorum.claims.en.names import PARTICLE, TITLE, Names
from variorum.claims.en.referents import PERSON_TOLD
from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "speech")
NOBODY = frozenset(_DATA["nobody"])
"""Words that begin no name of one who speaks, though a capital letter may begin them."""
_NO_NAME = re.compile(rf"(?:{any_of(NOBODY)})\b\.?\s?")
_PLACE = re.compile(r"\b(?:at|in|near|from|outside|inside)\s(?:the\s)?$")
_CAPITAL = rf"(?:(?:[A-Z]\.)+|{TITLE}\.|[A-Z][\w'’-]*(?:\.[\w'’-]+)*)"
CAPITALS = rf"(?![A-Z][a-z]{{2,}}ing\s[a-z]){_CAPITAL}(?:[ ](?:{_CAPITAL}|(?:{PARTICLE})\b)){{0,5}}"
_SOMEBODY = rf"(?:One|Another|An?)\s(?:[a-z]+\s){{0,2}}?(?:{any_of(_DATA['somebody'])})"
_OF_BODY = r"\s(?:from|of|with|at|for)\s(?:(?!(?:who|which|that|where|was|were|is|are|had|has|and\s(?:he|she|they))\b)[\w'’&-]+\s){1,9}?[\w'’&-]+(?=\s(?:said|says|told|tells)\b)"
"""Whose somebody is: "Ada Vey from the relief office told"."""
_REPORTER = re.compile(
    rf"\b(?:(?P<before>{_SOMEBODY}|{CAPITALS}|{PERSON_TOLD})(?:(?:,\s\d{{1,3}})?(?:,\s(?!(?:but|and|who\s(?!is|was|has|had|[a-z]+s\b|[a-z]+ed\b)|which|where|when|he|she|it|they)\b)[^,.\"“”\n]{{2,80}})?,|{_OF_BODY})?\s{ADVERB}(?:{SPEECH_VERB}|promised|referred)\b"
    rf"|(?<=[\"”,]\s)(?:{any_of(_DATA['behind_quotation'])})\s(?P<behind>{PERSON_TOLD}(?=\W*$|[,.;:\"“”]|\s(?:who|whose|of|in|at|on|from|as|during|after|with|and|[A-Z])\b)|(?:[\w'’-]+\s){{0,3}}?{CAPITALS}\b(?!\s[a-z-]+(?:\s[a-z-]+)?,\s[A-Z])))"
)


def reporters(text: str, names: Names, inside: Callable[[int], bool]) -> list[Span]:
    """Whoever is named by name or title and said to say something, in order.

    Args:
        text: the page, its letters without marks.
        names: the persons named in it.
        inside: whether a place is within a quotation: nothing is taken there.
    """
    out = set()
    offset = 0
    while m := _REPORTER.search(text, offset):
        group = "before" if m["before"] else "behind"
        offset = m.end()
        if group == "before" and _PLACE.search(text, max(0, m.start() - 14), m.start()):
            offset = m.end(group)  # "At City Hall, Chief Holt praised": the place says nothing
            continue
        start, stop = m.span(group)
        if m[group][-1].isalpha() and m[group].rpartition(" ")[2][0].isupper():
            while lead := _NO_NAME.match(text, start, stop):
                start = lead.end()
        if start == stop or inside(start):
            offset = stop  # "However, Ada Vey denied": the name is still to come
            continue
        out.add(names.ahead(names.beside(names.within(Span(start, stop)))))
    return sorted(out)
