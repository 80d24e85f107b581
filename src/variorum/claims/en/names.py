"""Names of persons in a page, and the fullest form of each."""

from __future__ import annotations

import re
from bisect import bisect_right

from variorum.claims.lexicon import any_of, load
from variorum.claims.page import Page
from variorum.model import Span

_DATA = load("en", "speech")
_NO_PERSON = frozenset(_DATA["no_person"])
TITLE = r"(?:Mr|Mrs|Ms|Dr|Sgt|Lt|Capt|Cpl|Const|Det|Gov|Rep|Sen|Rev|Col|Gen|Maj|Adm|Officer|Sheriff|Chief|Mayor|Sergeant|Detective|Deputy|Captain|Lieutenant|Constable|President|Governor|Judge|Pastor|Bishop|Councilman|Senator|Minister|Prosecutor|Corporal|Chaplain)"
_WORD = r"[A-Z][\w'’-]*[a-z][\w'’-]*|(?:[A-Z]\.){1,3}"
_NAME = re.compile(
    rf"\b(?:{_WORD})(?:[ ](?:{_WORD}|[A-Z][A-Z]+|de|al|bin|van|von|el|la|Al\s?-)){{0,4}}[ ](?:-\s?)?(?!Jr\b|Sr\b)[A-Z][\w'’-]*[a-z][\w'’-]*(?:,?\s(?:Jr|Sr)\.|\sI{{1,3}}\b)?"
)
_TITLED = re.compile(rf"\b{TITLE}\.?\s(?=[A-Z])")
_TITLE_WORD = re.compile(TITLE)
_NOT_LAST = re.compile(r"'s$|’s$")
_OBLIQUE = re.compile(r"\b(?:of|in|at|to|from|with|by|against|for|near|towards?|host)\s(?:the\s)?$")
_LEADING = re.compile(
    rf"(?:{any_of(['Said', 'Says', 'Added', 'And', 'But', 'The', 'A', 'An', 'When', 'While', 'After', 'As', 'In', 'On', 'At', 'If', 'His', 'Her', 'Also', 'Then', 'According', 'For', 'With', 'Photo', 'Police', 'Authorities'])})\s"
)


def names_of(page: Page) -> Names:
    """The names of a page, found once for all extractors."""
    names = page.memo.get("names")
    if not isinstance(names, Names):
        names = page.memo["names"] = Names(page.text)
    return names


class Names:
    """The persons named in a page.

    Wrong for two persons of one surname: the one named last before the place is taken.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        for m in _NAME.finditer(text):
            start, end = m.span()
            while lead := _LEADING.match(text, start, end):
                start = lead.end()
            while titled := _TITLED.match(text, start, end):
                start = titled.end()
            words = re.findall(r"[\w'’.-]+", text[start:end])
            if len(words) < 2 or any(w.rstrip(".") in _NO_PERSON for w in words):
                continue
            if possessive := _NOT_LAST.search(text, start, end):
                end = possessive.start()
            self.spans.append(Span(start, end))
        self._ends = [s.end for s in self.spans]
        self._fullest: dict[str, Span] = {}
        for span in self.spans:
            last = self.surname(span)
            known = self._fullest.get(last)
            if known is None or len(span) > len(known) + 3:
                self._fullest[last] = span

    def surname(self, span: Span) -> str:
        """Last word of a name, without "Jr."."""
        words = [w for w in re.findall(r"[\w'’-]+", span.of(self.text)) if w not in ("Jr", "Sr", "II", "III")]
        return words[-1] if words else ""

    def fullest(self, span: Span) -> Span:
        """The fullest name that the account gives of whom `span` names by surname, else `span` itself."""
        words = re.findall(r"[\w'’-]+", span.of(self.text))
        if not words or len(span) > 60 or not words[-1][0].isupper():
            return span
        full = self._fullest.get(self.surname(span))
        if full is None or full.of(self.text) in span.of(self.text):
            return span
        own = [w for w in words if not _TITLE_WORD.fullmatch(w) and w[0].isupper()]
        if len(own) > 1 and not set(own) <= set(re.findall(r"[\w'’-]+", full.of(self.text))):
            return span  # another of the same surname
        # A role before the surname ("Sheriff Smith") is fuller than the surname, not than the whole name.
        return full if len(words) <= 3 else span

    def knows(self, word: str) -> bool:
        """Whether a word is the surname of somebody named in the page."""
        return word in self._fullest

    def before(self, offset: int, reach: int = 500) -> Span | None:
        """The person named last before `offset`, of whom a pronoun there can speak.

        A name behind a preposition is passed over where there is another: "in honour of Brill, which he said".
        """
        last = bisect_right(self._ends, offset) - 1
        near = [s for s in self.spans[max(last - 3, 0) : last + 1] if s.start >= offset - reach]
        free = [s for s in near if not _OBLIQUE.search(self.text, max(0, s.start - 24), s.start)]
        return (free or near)[-1] if near else None
