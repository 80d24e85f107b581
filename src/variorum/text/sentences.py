"""Paragraphs, headings and sentences of a reading view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from variorum.languages import known_languages, load, months_of
from variorum.model import Span

_PARAGRAPH = re.compile(r"\S[^\n]*")
# A run of full stops, question and exclamation marks, with the brackets and single quotes that close upon it.
_STOP = re.compile(r"[.!?…]+(?:\s[.!?…]+)*(?:\s?[)\]])*|[。！？؟।]+")
_NEXT = re.compile(r"\s*([\"'(\[]*)\s*(\S*)")

_LETTERS = re.compile(r"[^\W\d_]*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_DAY = re.compile(r"\d{1,2}\.")
_LONGEST_TOKEN = 40
"""Code points of the word before a full stop that are looked at."""
_LONGEST_HEADING = 100


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stops:
    """What a language writes before a full stop that may end no sentence."""

    never: frozenset[str]
    """Abbreviations behind which a name or a number follows."""
    answers: frozenset[str] = _NONE
    """Those of them that are words of their own too."""
    maybe: frozenset[str] = _NONE
    """Abbreviations that end a sentence where a beginner follows."""
    beginners: frozenset[str] = _NONE
    """Words with which sentences begin."""
    letters: frozenset[str] = _NONE
    """Those of them that initials are made of."""
    months: frozenset[str] = _NONE
    """Names of months behind a day with a full stop, none where days are written without it."""


@cache
def stops_of(code: str) -> Stops:
    """The abbreviations of a language, by its primary tag; those that most languages share where it has no folder."""
    if code in known_languages():
        data = load(code, "sentences")
        return Stops(**{name: frozenset(data.get(name, ())) for name in Stops.__annotations__})
    data = load("und", "sentences")
    never = frozenset([*data["never"]["all"], *data["never"].get(code, ())])
    return Stops(never, months=frozenset(months_of(code)) if code in data["ordinals"] else _NONE)


def find_paragraphs(view: str) -> tuple[Span, ...]:
    """The lines of the view, without the spaces at their ends."""
    return tuple(Span(m.start(), m.start() + len(m[0].rstrip())) for m in _PARAGRAPH.finditer(view))


def find_headings(view: str, paragraphs: Sequence[Span], marked: frozenset[int]) -> tuple[Span, ...]:
    """Those paragraphs that are headings.

    Args:
        view: the reading view.
        paragraphs: its paragraphs.
        marked: indices of those that the document itself marks as headings.
    """
    return tuple(
        span
        for k, span in enumerate(paragraphs)
        if k in marked or _looks_like_heading(span.of(view), first=k == 0, followed=k + 1 < len(paragraphs))
    )


def _looks_like_heading(text: str, *, first: bool, followed: bool) -> bool:
    if len(text) > _LONGEST_HEADING or not followed or text[-1] in ".,;:…" or not any(c.isalpha() for c in text):
        return False
    words = [w for w in text.split() if w[0].isalpha()]
    # Letterheads have telephone numbers and addresses; headings have at most a date.
    if not words or "@" in text or "://" in text or sum(c.isdigit() for c in text) > 8:
        return False
    if text.isupper():
        return True
    capital = sum(w[0].isupper() for w in words if len(w) > 3)
    long = sum(len(w) > 3 for w in words)
    return (first and len(words) >= 3) or (2 <= len(words) <= 14 and long > 0 and capital >= 0.7 * long)


def find_sentences(view: str, paragraphs: Sequence[Span], longest: int, stops: Stops) -> tuple[Span, ...]:
    """The sentences of each paragraph; a closing quotation mark belongs to the sentence it closes.

    Args:
        view: the reading view, with plain quotation marks.
        paragraphs: its paragraphs.
        longest: code points after which a sentence without end is cut at a space, 0 for never: what reads sentences may rely on it.
        stops: abbreviations of its language.
    """
    return tuple(
        piece
        for paragraph in paragraphs
        for span in _split(view, paragraph, stops)
        for piece in _cut(view, span, longest)
    )


def _split(view: str, paragraph: Span, stops: Stops) -> Iterator[Span]:
    text = paragraph.of(view)
    start = 0
    quoted = False  # whether a quotation stands open at `seen`
    seen = 0
    for m in _STOP.finditer(text):
        if m.start() < seen:
            continue
        quoted ^= bool(text.count('"', seen, m.end()) % 2)
        seen = m.end()
        end, closed = _close(text, seen, quoted=quoted)
        if end == len(text) or not (text[end].isspace() or _wide(m[0])):
            continue
        if closed:
            quoted, seen = not quoted, end
        if _ends(text, m, end, stops):
            yield _trim(text, start, end, paragraph.start)
            start = end
    if start < len(text):
        yield _trim(text, start, len(text), paragraph.start)


def _wide(stop: str) -> bool:
    return stop[0] in "。！？"


def _close(text: str, end: int, *, quoted: bool) -> tuple[int, bool]:
    """End of the sentence with the marks that close upon it, and whether a double one is among them."""
    closed = False
    at = end
    while at < len(text):
        if text[at] in ")]'" or (text[at] == '"' and quoted and not closed):
            closed |= text[at] == '"'
            at += 1
            end = at
        elif (
            text[at] == " "
            and quoted
            and not closed
            and text[at + 1 : at + 2] == '"'
            and text[at + 2 : at + 3] in ("", " ")
        ):
            at += 1  # tokenised text: 'very spiritual. "'
        else:
            break
    return end, closed


def _ends(text: str, stop: re.Match[str], end: int, stops: Stops) -> bool:
    """Whether the stop ends a sentence."""
    if _wide(stop[0]):
        return True
    following = _NEXT.match(text, end)
    assert following
    word = following[2]
    if not word:
        return False
    if word[0].islower():
        return False
    if stop[0] != ".":
        return True
    before = text[max(0, stop.start() - _LONGEST_TOKEN) : stop.start()]
    before = "" if before[-1:].isspace() else before.split()[-1] if before else ""
    token = before.lstrip("\"'([").lower() + "."
    plain = _LETTERS.match(word)
    starts = bool(plain and word[0].isupper() and plain[0].lower() in stops.beginners) or bool(following[1])
    if before.strip("\"'([") == "":
        # ". 357 Magnum", or the lone stop of tokenised text.
        return text[stop.start() - 1 : stop.start()] == " " and not word[0].isdigit()
    if token in stops.never:
        # "No." is also an answer, and "St." a street at the end of an address.
        return token in stops.answers and starts and not word[0].isdigit()
    if token in stops.maybe:
        return starts
    if _INITIALS.fullmatch(token):
        return starts and word.lower() not in stops.letters
    return not (plain and plain[0].lower() in stops.months and _DAY.fullmatch(token))


def _trim(text: str, start: int, end: int, base: int) -> Span:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    return Span(base + first, base + first + len(piece.strip()))


def _cut(view: str, span: Span, longest: int) -> Iterator[Span]:
    if not longest or len(span) <= longest:
        if len(span):
            yield span
        return
    start = span.start
    while span.end - start > longest:
        at = view.rfind(" ", start + longest // 2, start + longest)
        at = start + longest if at < 0 else at
        yield Span(start, at)
        start = at + (view[at] == " ")
    if start < span.end:
        yield Span(start, span.end)
