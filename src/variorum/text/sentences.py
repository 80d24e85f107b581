"""Paragraphs, headings and sentences of a reading view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from variorum.model import Span

_PARAGRAPH = re.compile(r"\S[^\n]*")
# A run of full stops, question and exclamation marks, with the brackets and single quotes that close upon it.
_STOP = re.compile(r"[.!?…]+(?:\s[.!?…]+)*(?:\s?[)\]])*|[。！？؟।]+")
_NEXT = re.compile(r"\s*([\"'(\[]*)\s*(\S*)")

# Never end a sentence: a name or a number follows.
_TITLES = frozenset(
    """adm. assoc. asst. atty. brig. capt. cdr. cmdr. col. cpl. cpt. ct. dep. det. dir. dr. esq. fr. ft. gen. gov.
    hon. insp. lt. ltc. maj. messrs. mme. mmes. mr. mrs. ms. mt. msgr. no. nos. ofc. off. op. pfc. pp. pres.
    prof. pvt. rep. reps. rev. sec. sen. sens. sgt. spc. sr. st. supt. tel. vol. vs. pt. fig. al. e.g. i.e. cf.
    ca. c. approx. viz. ph.d. u.s.s. h.m.s. art. nr. sra. ing. gosp. akad.""".split()
)
# May end a sentence; they do when a word follows that begins one.
_MAYBE = frozenset(
    """a.m. p.m. u.s. u.k. u.n. e.u. u.s.a. u.s.s.r. d.c. n.y. l.a. inc. ltd. co. corp. bros. jr. etc. jan. feb.
    mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. mon. tue. tues. wed. thu. thur. thurs. fri. sat. sun.
    ave. blvd. rd. dept. dist. est. govt. intl. mfg. natl. univ. ala. ariz. ark. calif. colo. conn. del. fla.
    ga. ill. ind. kan. ky. la. mass. md. mich. minn. miss. mo. mont. neb. nev. okla. ore. pa. tenn. tex. va. vt.
    wash. wis. wyo. b.c. a.d. ad. p.s. m.d. r.i. n.c. s.c. n.j. n.h. n.m. n.d. s.d. w.va. lbs. oz. hrs. min.
    mins. secs. km. kg. cm. mm. sq. mph. hr.""".split()
)
_STARTERS = frozenset(
    """a about according after all also although an and another any around as asked at authorities because before
    both but by during each earlier even every few five following for four from he her here his how however i if
    in it its later many meanwhile more most my neither no none nobody not now of officers officials on once one
    only other others our over police residents she since six so some someone such ten that the their then there
    these they this those three through to today two under until we what when where whether which while who why
    with witnesses yesterday you your""".split()
)
_LETTERS = re.compile(r"[^\W\d_]*")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+")
_LONGEST_TOKEN = 40
"""Code points of the word before a full stop that are looked at."""
_LONGEST_HEADING = 100


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


def find_sentences(view: str, paragraphs: Sequence[Span], longest: int) -> tuple[Span, ...]:
    """The sentences of each paragraph; a closing quotation mark belongs to the sentence it closes.

    Args:
        view: the reading view, with plain quotation marks.
        paragraphs: its paragraphs.
        longest: code points after which a sentence without end is cut at a space, 0 for never: what reads sentences may rely on it.
    """
    return tuple(
        piece for paragraph in paragraphs for span in _split(view, paragraph) for piece in _cut(view, span, longest)
    )


def _split(view: str, paragraph: Span) -> Iterator[Span]:
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
        if _ends(text, m, end):
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


def _ends(text: str, stop: re.Match[str], end: int) -> bool:
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
    starts = bool(plain and word[0].isupper() and plain[0].lower() in _STARTERS) or bool(following[1])
    if before.strip("\"'([") == "":
        # ". 357 Magnum", or the lone stop of tokenised text.
        return text[stop.start() - 1 : stop.start()] == " " and not word[0].isdigit()
    if token in _TITLES:
        # "No." is also an answer, and "St." a street at the end of an address.
        return token in {"no.", "st.", "co."} and starts and not word[0].isdigit()
    if token in _MAYBE:
        return starts
    if _INITIALS.fullmatch(token):
        return starts and word.lower() not in {"a", "i"}
    return True


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
