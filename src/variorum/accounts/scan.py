"""Pictures of pages, read by the system's tesseract; each word keeps how sure it is and where it stands."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import PurePath
from statistics import median
from typing import Any

from variorum.accounts.cell import tell_page
from variorum.accounts.document import Document, Note, UnreadableError
from variorum.accounts.figures import lay_out, told_otherwise
from variorum.accounts.kinds import kind_of
from variorum.accounts.leftover import unread
from variorum.accounts.pictures import Box, frames, is_blank, looks, pnm
from variorum.model import DOUBTFUL, Place, Span
from variorum.settings import AccountSettings

DISPUTED = 0.4
"""Most confidence of a figure that the readings of a page do not give alike."""
_GUESSED = 0.5
"""Confidence up to which a figure read by itself says nothing against what both readings of the page have."""
_ONE_BLOCK = ("--psm", "6")
"""Tesseract's mode for lines of words without columns."""
_WORDS_OF_LINE, _SOUND = 3, 0.7
"""Words of a line that no reading of the page had, and how sure they are, at least."""
_BAND = 20.0
"""Height in points of the bands in which the words of two readings are looked for: more than a line."""
_POINTS = re.compile(r"\d,\d{1,2}(?!\d)|\d,\d{4}|\d\.\d{3}(?!\d)")
"""5,5 and 66.915, which English writes 5.5 and 66,915."""
_PARTED, _UNPARTED = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)"), re.compile(r"[$€£]?(\d{4,})")
"""66,915, and 66915 beside it, which may have lost its comma; years have none."""
_LAST_YEAR = 2100
_OPEN, _PARTED_WORDS = re.compile(r"\d[.,:]$"), 0.8
"""A figure that goes on behind a comma; the share of the usual gap between words up to which it does."""
_DIGITS = re.compile(r"\d{3,}")
_FEW_DIGITS = 3
"""Figures without marks by which the width of a page's digits is known."""
_ROOM, _ROOM_OF_YEAR, _OTHER_TYPE = 1.04, 1.07, 1.3
"""Width of a digit, as a multiple of the page's, from which a comma may stand among them; a heading's digits are wider still."""
_MIXED = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|[@&§©®{}\\^|=_]\d|\d\W?[@&§©®{}\\^|=_]")
"""4O1 for 401, 8.@ for 8.0."""
_STROKE = re.compile(r"[|l!\[\]]+[.,;:]?")
"""What a lone 1 is read as."""
_TOLD = 5
"""Places of a page that could not be read of which a note tells."""
_ORDINARY = re.compile(
    r"(?i)\d+(?:st|nd|rd|th|s|km|kg|mm|cm|m|ft|am|pm|bn|k|h|c|f)\.?|(?:us|a|c|nz|hk)?[$€£]\d[\d.,]*(?:m|bn|k)?|\d+(?:[-–—./]\d+)+"
)
_ABSENT = "it is a picture of a page, and tesseract is not installed; install it (Debian and Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract), or save its text as .txt"


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The words of a picture, or of all pages of one that has several.

    Raises:
        UnreadableError: tesseract is missing, the picture is too large or damaged, or shows no words.
    """
    kind = kind_of(source, PurePath(name).suffix.lower())
    made = extractor(settings)
    notes: list[Note] = []
    pages: list[tuple[int, str, list[Place]]] = []
    try:
        for number, (grey, dpi) in enumerate(frames(source), 1):
            if number > settings.max_pages:
                rest = f"it has more than {number - 1} pages, and the rest was not read; divide it, or allow more with --max-pages"
                notes.append(("warning", rest))
                break
            pages.append((number, *recognise(grey, dpi, settings, page=number)))
    except UnreadableError as fault:
        if not pages:
            raise
        notes.append(("warning", f"its page {len(pages) + 1} and what follows were not read: {fault}"))
    text, places = _joined(pages)
    if not text:
        raise UnreadableError("no words were recognised in it; scan it again, or type its text")
    return [Document(text, kind, made, places=tuple(places), notes=(*doubts(text, places), *notes))]


def _joined(pages: Sequence[tuple[int, str, list[Place]]]) -> tuple[str, list[Place]]:
    """All pages as one text; where there are several, with a place for each."""
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    for number, text, words in pages:
        if not words:
            continue
        between = "\n\n" if length and text else ""
        start = length + len(between)
        places += [replace(p, span=Span(start + p.span.start, start + p.span.end)) for p in words]
        pieces += [between, text]
        length = start + len(text)
        if len(pages) > 1 and text:
            places.append(Place(Span(start, length), "page", number))
    return "".join(pieces), places


def extractor(settings: AccountSettings) -> str:
    """Name and version of the way pages are made ready, those of the installed tesseract, and its languages.

    Raises:
        UnreadableError: it is not installed.
    """
    return f"scan/5 tesseract/{_run(['--version'], b'').split()[1]} {settings.ocr_languages}"


def languages_of(extractor: str) -> str | None:
    """The languages in what `extractor` wrote, None where nothing was recognised."""
    m = re.search(r"tesseract/\S+ (\S+)$", extractor)
    return m[1] if m else None


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    sure: float
    box: Box
    line: tuple[str, ...]
    """Page, block, paragraph and line, as tesseract numbers them."""


_NO_LINE = ("unread", "", "", "")
"""Line of a word without letters, which stands for what could not be read."""


def recognise(grey: Any, dpi: int, settings: AccountSettings, *, page: int) -> tuple[str, list[Place]]:
    """The words of one page, with a place for each: its box in points and its confidence.

    The page is read in two ways, then its figures once more, each by itself, and what no words were read of. A word with a
    digit that is not the same in all, or that nobody would write so, is given no more confidence than `DISPUTED`; what only
    the second reading has goes in with that confidence. What looks like writing and cannot be read has a place without text.

    Args:
        grey: grey points, 0 black.
        dpi: their resolution.
        settings: which languages.
        page: number of the page.

    Raises:
        UnreadableError: tesseract is missing, lacks a language, or refuses the picture.
    """
    if is_blank(grey):
        return "", []
    pictures, calm = looks(grey, dpi)
    first, second = [_whole_figures(_words(image, sharp, settings)) for image, sharp in pictures]
    words = _compared(first, second, english=settings.ocr_languages == "eng")
    words = _checked(words, calm, dpi, settings)
    return _compose(_with_rest(words, calm, dpi, settings), page)


def _checked(words: list[_Word], calm: Any, dpi: int, settings: AccountSettings) -> list[_Word]:
    """The words, with less confidence in figures that are told otherwise when each is read by itself."""
    figures = [n for n, w in enumerate(words) if w.sure >= DOUBTFUL and any(c.isdecimal() for c in w.text)]
    if not figures:
        return words
    image, sharp, boxes = lay_out(calm, dpi, [words[n].box for n in figures])
    found = _Bands(_words(image, sharp, settings, _ONE_BLOCK))
    checked = list(words)
    for n, box in zip(figures, boxes, strict=True):
        word = replace(words[n], box=box)
        again = [w for w in found.over(word) if w.sure > _GUESSED]
        if told_otherwise(word.text, "".join(w.text for w in again)):
            checked[n] = replace(words[n], sure=min(word.sure, DISPUTED))
    return checked


def _with_rest(words: list[_Word], calm: Any, dpi: int, settings: AccountSettings) -> list[_Word]:
    """The words with the lines that no reading of the page had, at most as sure as `DISPUTED`; tesseract passes over some.

    A line that cannot be read by itself either goes in as a word without letters.
    """
    rest, lines = unread(calm, dpi, [w.box for w in words])
    if not lines:
        return words
    added = list(words)
    found = _words(pnm(rest), dpi, settings, _ONE_BLOCK)
    for number, (_, same) in enumerate(groupby(found, key=lambda w: w.line)):
        line = list(same)
        sound = [w for w in line if any(c.isalnum() for c in w.text)]
        # Of drawings and photographs, too, it makes words, and is not sure of them.
        if len(sound) >= _WORDS_OF_LINE and median(w.sure for w in sound) >= _SOUND:
            _put_in(added, [replace(w, sure=min(w.sure, DISPUTED), line=("rest", "", "", str(number))) for w in line])
    for box in unread(calm, dpi, [w.box for w in added])[1]:
        _put_in(added, [_Word("", 0.0, box, _NO_LINE)])
    return added


def _put_in(words: list[_Word], line: list[_Word]) -> None:
    """Put a line before the first word that stands below it, and not in another column."""
    left, top, right = line[0].box[0], line[0].box[1], line[-1].box[2]
    below = (k for k, w in enumerate(words) if w.box[1] > top and w.box[0] < right and w.box[2] > left)
    place = next(below, len(words))
    words[place:place] = line


def _words(image: bytes, dpi: int, settings: AccountSettings, layout: Sequence[str] = ()) -> list[_Word]:
    """The words of one picture as PNM of `dpi` dots an inch; boxes are in points of 1/72 inch."""
    options = ["stdin", "stdout", "-l", settings.ocr_languages, "--dpi", str(dpi), *layout, "tsv"]
    scale = 72 / dpi
    found = []
    for row in _run(options, image).split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = (float(c) * scale for c in cells[6:10])
        box = (round(left, 1), round(top, 1), round(left + width, 1), round(top + height, 1))
        sure = round(max(0.0, float(cells[10])) / 100, 3)
        found.append(_Word(cells[11].strip(), sure, box, tuple(cells[1:5])))
    tell_page()
    return found


def _whole_figures(words: list[_Word]) -> list[_Word]:
    """The words, figures put together again, with doubt, that are parted behind a mark by less than words are."""
    gaps = [b.box[0] - a.box[2] for a, b in itertools.pairwise(words) if a.line == b.line]
    least = _PARTED_WORDS * median(gaps) if gaps else 0.0
    whole: list[_Word] = []
    for word in words:
        before = whole[-1] if whole else word
        split = before.line == word.line and word.box[0] - before.box[2] < least
        if split and _OPEN.search(before.text) and word.text[0].isdecimal():
            box = (before.box[0], min(before.box[1], word.box[1]), word.box[2], max(before.box[3], word.box[3]))
            whole[-1] = _Word(before.text + word.text, min(before.sure, word.sure, DISPUTED), box, word.line)
        else:
            whole.append(word)
    return whole


def _compared(first: list[_Word], second: list[_Word], *, english: bool) -> list[_Word]:
    """The first reading, and what only the second has, with less confidence where the two differ or a figure looks odd."""
    told: list[list[_Word]] = []
    parts = english and any(_PARTED.search(w.text) for w in (*first, *second))
    widths = [_of_digit(w) for w in first if _DIGITS.fullmatch(w.text)] if parts else []
    usual = median(widths) if len(widths) >= _FEW_DIGITS else 0.0
    twins: dict[_Word, int] = {}
    found = _Bands(second)
    for number, word in enumerate(first):
        same = found.over(word)
        twins |= dict.fromkeys(same, number)
        other = "".join(w.text for w in same)
        unlike = any(c.isdigit() for c in word.text + other) and _bare(word.text) != _bare(other)
        mixed = _MIXED.search(word.text) and not _ORDINARY.fullmatch(_bare(word.text))
        odd = mixed or _STROKE.fullmatch(word.text) or (english and _POINTS.search(word.text))
        odd = odd or (parts and _may_lack_comma(word, usual))
        told.append([replace(word, sure=min(word.sure, DISPUTED)) if unlike or odd else word])
    # What the first reading lost goes in behind the word that stands before it in the second.
    found = _Bands(first)
    before: list[_Word] = []
    lost = before
    for word in second:
        if word in twins:
            lost = told[twins[word]]
        elif word.sure >= DISPUTED and any(c.isalnum() for c in word.text) and not found.over(word):
            line = lost[-1].line if lost and _on_one_line(lost[-1], word) else ("lost", *word.line)
            lost.append(replace(word, sure=DISPUTED, line=line))
    return [*before, *(w for words in told for w in words)]


def _of_digit(word: _Word) -> float:
    """Width of a figure's digit in points; marks are half as wide."""
    digits = sum(c.isdecimal() for c in word.text)
    return (word.box[2] - word.box[0]) / (digits + (len(word.text) - digits) / 2)


def _may_lack_comma(word: _Word, usual: float) -> bool:
    """Whether a figure is as wide as if it had a comma, where a page's digits are `usual` points wide; 0 where that is not known."""
    whole = _UNPARTED.fullmatch(_bare(word.text))
    if whole is None:
        return False
    year = int(whole[1][:9]) <= _LAST_YEAR
    if not usual:
        return not year
    # Most typefaces have a narrow 1, and as much room for it as for others.
    narrow = 0.06 * ((whole[1][0] == "1") + (whole[1][-1] == "1"))
    return (_ROOM_OF_YEAR if year else _ROOM) - narrow < _of_digit(word) / usual < _OTHER_TYPE


class _Bands:
    """Words by height, so that a page of many words is not searched whole for each."""

    def __init__(self, words: list[_Word]) -> None:
        self._of: dict[int, list[_Word]] = {}
        for word in words:
            for band in range(int(word.box[1] // _BAND), int(word.box[3] // _BAND) + 1):
                self._of.setdefault(band, []).append(word)

    def over(self, word: _Word) -> list[_Word]:
        """Words on the same line that share half of their own or of this word's width."""
        near = self._of.get(int((word.box[1] + word.box[3]) / 2 // _BAND), ())
        return [w for w in near if _on_one_line(w, word) and _shares(w.box, word.box)]


def _on_one_line(word: _Word, other: _Word) -> bool:
    return word.box[1] <= (other.box[1] + other.box[3]) / 2 <= word.box[3]


def _shares(box: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return 2 * (min(box[2], other[2]) - max(box[0], other[0])) > min(box[2] - box[0], other[2] - other[0])


def _bare(word: str) -> str:
    return word.strip(".,;:!?()[]'\"“”‘’*|_~-—–")


def _compose(words: list[_Word], page: int | None) -> tuple[str, list[Place]]:
    """The words as a text with its lines and paragraphs, and a place for each."""
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    last: tuple[str, ...] = ()
    for word in words:
        if not word.text:
            places.append(Place(Span(length, length), "unread", page, word.box, 0.0))
            continue
        between = "" if not last else " " if word.line == last else "\n" if word.line[:3] == last[:3] else "\n\n"
        last = word.line
        pieces += [between, word.text]
        start = length + len(between)
        length = start + len(word.text)
        places.append(Place(Span(start, length), "ocr", page, word.box, word.sure))
    return "".join(pieces), places


def doubts(text: str, places: Sequence[Place]) -> tuple[Note, ...]:
    """What to tell of figures that were recognised with doubt, and of pages of which little was recognised."""
    seen = [p for p in places if p.kind == "ocr"]
    doubtful = [p for p in seen if (p.confidence or 0) < DOUBTFUL]
    words = [f"{p.span.of(text)!r} ({p.confidence:.0%})" for p in doubtful if _like_figure(p.span.of(text))]
    notes: list[Note] = [
        ("note", "its text was recognised by tesseract in pictures of pages; compare what matters with the picture")
    ]
    if words:
        more = f" and {len(words) - 12} more" if len(words) > 12 else ""
        notes.append(
            ("warning", f"figures recognised with doubt: {', '.join(words[:12])}{more}; compare them with the picture")
        )
    of_page, doubtful_of_page = Counter(p.page for p in seen), Counter(p.page for p in doubtful)
    notes += [
        (
            "warning",
            f"its page {page} was hardly recognised, and lines of it may be missing; scan it again, or type its text",
        )
        for page, count in sorted(of_page.items(), key=lambda row: row[0] or 0)
        if count < 2 * doubtful_of_page[page]
    ]
    unread = [p for p in places if p.kind == "unread"]
    for page, same in groupby(unread, key=lambda p: p.page):
        where = [_where(p.box) for p in same if p.box]
        more = f" and {len(where) - _TOLD} more" if len(where) > _TOLD else ""
        told = f"on its page {page} something stands that looks like writing and could not be read: {'; '.join(where[:_TOLD])}{more}"
        notes.append(("warning", f"{told}; look at the picture, and type what matters"))
    return tuple(notes)


def _where(box: Box) -> str:
    left, top, right, bottom = (round(n * 25.4 / 72) for n in box)
    return f"{max(1, right - left)} x {max(1, bottom - top)} mm, {left} mm from the left and {top} mm from the top"


def _like_figure(word: str) -> bool:
    return any(c.isdigit() for c in word) or bool(_STROKE.fullmatch(word))


def _run(options: list[str], image: bytes) -> str:
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableError(_ABSENT)
    # One thread: the files are what is read in parallel.
    done = subprocess.run(  # noqa: S603 - the system's own program, with options of ours
        [program, *options], input=image, capture_output=True, check=False, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        if "traineddata" in said:
            asked = options[3]
            raise UnreadableError(
                f"tesseract lacks the language {asked}; install it (Debian and Ubuntu: apt install tesseract-ocr-{asked.split('+')[-1]}), or name others with --ocr-languages"
            )
        raise UnreadableError(
            "tesseract cannot read the picture: it is damaged or too large; scan it again, or type its text"
        )
    return done.stdout.decode("utf-8", "replace")
