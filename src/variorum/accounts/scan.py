"""Pictures of pages, read by the system's tesseract; each word keeps how sure it is and where it stands."""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from variorum.accounts.document import Document, UnreadableError
from variorum.accounts.pictures import draw, wrap
from variorum.model import Place, Severity, Span
from variorum.settings import AccountSettings

DOUBTFUL = 0.8
"""Confidence below which a recognised figure is told to the user: on scans of 200 dpi, wrong digits lie below it."""
_ABSENT = "it is a picture of a page, and tesseract is not installed; install it (Debian and Ubuntu: apt install tesseract-ocr; macOS: brew install tesseract), or save its text as .txt"


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The words of a picture.

    Raises:
        UnreadableError: tesseract is missing, the picture is too large or damaged, or shows no words.
    """
    kind = (
        "image/png"
        if source.startswith(b"\x89PNG")
        else "image/jpeg"
        if source.startswith(b"\xff\xd8")
        else "image/tiff"
    )
    text, places = _recognise_picture(source, settings)
    if not text.strip():
        raise UnreadableError("no words were recognised in it; scan it again, or type its text")
    return [Document(text, kind, extractor(), places=tuple(places), notes=doubts(text, places))]


def _recognise_picture(source: bytes, settings: AccountSettings) -> tuple[str, list[Place]]:
    import pypdfium2

    # By way of pdfium, so that pictures and scanned PDF are cleaned alike; what it cannot decode goes in as it is.
    wrapped = wrap(source)
    if wrapped is not None:
        try:
            picture, dpi = draw(pypdfium2.PdfDocument(wrapped)[0])
        except pypdfium2.PdfiumError:
            pass
        else:
            return recognise(picture, settings, page=1, dpi=dpi)
    return recognise(source, settings, page=1)


def extractor() -> str:
    """Name and version of the installed tesseract.

    Raises:
        UnreadableError: it is not installed.
    """
    return f"tesseract/{_run(['--version'], b'').split()[1]}"


def recognise(
    image: bytes, settings: AccountSettings, *, page: int | None = None, dpi: int | None = None
) -> tuple[str, list[Place]]:
    """The words of one picture, with a place for each: its box and confidence.

    Args:
        image: PNG, JPEG, TIFF or PNM.
        settings: which languages.
        page: number of the page it shows.
        dpi: its resolution; None where it tells itself. Boxes are in points where it is given, else in pixels.

    Raises:
        UnreadableError: tesseract is missing, lacks a language, or refuses the picture.
    """
    options = ["stdin", "stdout", "-l", settings.ocr_languages, *(["--dpi", str(dpi)] if dpi else []), "tsv"]
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    scale = 72 / dpi if dpi else 1.0
    last: tuple[str, ...] = ()
    for row in _run(options, image).split("\n")[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        place = tuple(cells[1:5])
        between = "" if not last else " " if place == last else "\n" if place[:3] == last[:3] else "\n\n"
        last = place
        word = cells[11].strip()
        left, top, width, height = (float(c) * scale for c in cells[6:10])
        start = length + len(between)
        pieces += [between, word]
        length = start + len(word)
        sure = round(max(0.0, float(cells[10])) / 100, 3)
        box = (round(left, 1), round(top, 1), round(left + width, 1), round(top + height, 1))
        places.append(Place(Span(start, length), "ocr", page, box, sure))
    return "".join(pieces), places


def doubts(text: str, places: list[Place]) -> tuple[tuple[Severity, str], ...]:
    """What to tell of figures that were recognised with doubt."""
    words = [
        f"{p.span.of(text)!r} ({p.confidence:.0%})"
        for p in places
        if p.kind == "ocr" and (p.confidence or 0) < DOUBTFUL and re.search(r"\d", p.span.of(text))
    ]
    notes: list[tuple[Severity, str]] = [
        ("note", "its text was recognised by tesseract in pictures of pages; compare what matters with the picture")
    ]
    if words:
        more = f" and {len(words) - 12} more" if len(words) > 12 else ""
        notes.append(
            ("warning", f"figures recognised with doubt: {', '.join(words[:12])}{more}; compare them with the picture")
        )
    return tuple(notes)


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
