"""PDF: the words of each page in reading order, headers and footers marked, scanned pages recognised."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from typing import Any

from variorum.accounts.carried import Piece, pieces_of
from variorum.accounts.columns import Order
from variorum.accounts.document import Document, Note, UnreadableError
from variorum.accounts.glyphs import read_runs
from variorum.accounts.leftward import is_leftward, mirrored, read_leftward_runs, unmirrored
from variorum.accounts.pictures import draw
from variorum.accounts.ruled import read_rules, with_tables
from variorum.accounts.running import running_lines
from variorum.accounts.runs import Run, body_size, type_size
from variorum.accounts.scan import doubts, extractor, recognise
from variorum.hyphens import Words, joins
from variorum.model import Metadatum, Place, Span
from variorum.settings import AccountSettings

_FEW = 20
"""Code points below which a page with a picture on it is taken for a scan."""
_HEAD, _LARGER, _LONGEST = 15, 1.15, 300
"""Lines among which a title is looked for; how much larger than the text its type is; its code points at most."""
_NO_TITLE = re.compile(r"(?i)untitled|about:|microsoft word|document\d*$|.*\.(?:docx?|pdf|indd|qxd|tex)$")
_Content = list[Run] | tuple[str, list[Place]]
"""What a page holds: its lines, or the text that was recognised on it, with the places of its words."""


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The text of a .pdf file, with a place for each page, header and footer, and each recognised word.

    Words divided at line ends are joined here: the text is ours, made from glyphs, and has no lines of its own.

    Raises:
        UnreadableError: it is encrypted, damaged or without text.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as fault:
        if "assword" in str(fault):
            raise UnreadableError("it is encrypted; save it without a password") from fault
        raise UnreadableError("it is damaged; get it again, or print it to a new PDF") from fault
    notes: list[Note] = []
    count = len(document)
    if count > settings.max_pages:
        notes.append(
            (
                "warning",
                f"it has {count} pages, and the first {settings.max_pages} were read; divide it, or allow more with --max-pages",
            )
        )
    pages: list[tuple[_Content, float]] = []
    order = Order()
    for number in range(min(count, settings.max_pages)):
        try:
            page = document[number]
            runs, leftward = _runs(page)
        except pypdfium2.PdfiumError:
            notes.append(("warning", f"its page {number + 1} is damaged and was not read"))
            pages.append(([], 1.0))
            continue
        height = page.get_height()
        content: _Content | None = None
        if sum(len(r.text) for r in runs) < _FEW and _has_picture(page):
            try:
                content = _recognised(page, settings, number + 1)
            except UnreadableError as fault:
                notes.append(("warning", f"its page {number + 1} was not read: {fault}"))
        if content is None:
            content = order.lines(runs)
            if leftward:
                content = [unmirrored(line, page.get_width()) for line in content]
        pages.append((content, height))
        page.close()
    text, places = _write(pages)
    if not text.strip():
        why = next((s for _, s in notes), "it holds no text")
        raise UnreadableError(why)
    made = f"pdfium/{version('pypdfium2')}"
    if any(isinstance(content, tuple) for content, _ in pages):
        made += f" {extractor(settings)}"
        notes += doubts(text, places)
    facts = [*_facts(document), *_title(pages[0][0])]
    return [Document(text, "application/pdf", made, metadata=tuple(facts), places=tuple(places), notes=tuple(notes))]


def _runs(page: Any) -> tuple[list[Run], bool]:
    """The runs of a page, those of writing from right to left as in a mirror, and whether they are."""
    rules = read_rules(page)
    textpage = page.get_textpage()
    leftward = is_leftward(textpage)
    if leftward:
        runs = with_tables(read_leftward_runs(page, textpage), mirrored(rules, page.get_width()))
    else:
        runs = with_tables(read_runs(page, textpage, rules), rules)
    textpage.close()
    return runs, leftward


def _recognised(page: Any, settings: AccountSettings, number: int) -> tuple[str, list[Place]]:
    grey, dpi = draw(page)
    return recognise(grey, dpi, settings, page=number)


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _write(pages: list[tuple[_Content, float]]) -> tuple[str, list[Place]]:
    """All pages as one text, with a place for each page and each running header or footer.

    A page that breaks a table's row has two places: what is left of the row stands before the rest of the page above.
    """
    written = [(content if isinstance(content, list) else [], height) for content, height in pages]
    running = running_lines(written)
    words = Words("\n".join(r.text for lines, _ in written for r in lines))
    said = pieces_of([lines for lines, _ in written], running, words)
    out = _Text()
    for number, (content, _) in enumerate(pages):
        out.begin()
        if isinstance(content, list):
            _write_lines(out, number, content, running[number], said[number], words)
        else:
            text, seen = content
            out.places += [replace(p, span=Span(out.length + p.span.start, out.length + p.span.end)) for p in seen]
            out.put(text)
        out.turn(number)
    return "".join(out.pieces), out.places


class _Text:
    """The text as far as it was written, with its places."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.places: list[Place] = []
        self.length = 0
        self._begun = 0

    def put(self, text: str) -> None:
        """Write text."""
        self.pieces.append(text)
        self.length += len(text)

    def begin(self) -> None:
        """Begin a page."""
        if self.length:
            self.put("\n\n")
        self._begun = self.length

    def turn(self, page: int) -> None:
        """End what stands on a page, counted from 0."""
        if self._begun < self.length:
            self.places.append(Place(Span(self._begun, self.length), "page", page + 1))
        self._begun = self.length


def _write_lines(
    out: _Text, number: int, lines: list[Run], marked: set[int], texts: dict[int, tuple[Piece, ...]], words: Words
) -> None:
    """The lines of a page, of which some are `marked` as running headers and footers; `texts` are their pieces."""
    for k, following in itertools.zip_longest(texts, list(texts)[1:]):
        line, begin = lines[k], out.length
        *others, (text, page) = texts[k]
        for part, on in others:
            out.put(part)
            out.turn(on)
        apart = following is not None and lines[following].apart
        if following is None:
            end = ""
        elif k in marked or following in marked:
            end = "\n"
        elif not apart and (drop := joins(text, lines[following].text, words)) is not None:
            text, end = text[: len(text) - drop], ""
        else:
            end = "\n\n" if apart else " " if line.wraps else "\n"
        out.put(text)
        if page != number:
            out.turn(page)
        out.put(end)
        if k in marked:
            box = (round(line.left, 1), round(line.top, 1), round(line.right, 1), round(line.bottom, 1))
            out.places.append(Place(Span(begin, out.length - len(end)), "boilerplate", number + 1, box))


def _facts(document: Any) -> list[Metadatum]:
    """Title and author of the document's properties; its creation date is no date of publication."""
    facts = document.get_metadata_dict()
    title, author = (" ".join(str(facts.get(key) or "").replace("\x00", "").split()) for key in ("Title", "Author"))
    found = (
        [Metadatum("title", title[:500], "PDF property Title", 0.6)]
        if len(title) > 3 and not _NO_TITLE.match(title)
        else []
    )
    return found + ([Metadatum("author", author[:200], "PDF property Author", 0.5)] if author else [])


def _title(page: _Content) -> Iterator[Metadatum]:
    """The line of the largest type at the head of the first page, with those of its size that follow it."""
    if not isinstance(page, list) or not page:
        return
    body = body_size(page)
    head = [line for line in page[:_HEAD] if not line.table]
    largest = max((type_size(line) for line in head if len(line.text.split()) > 2), default=0.0)
    if largest < _LARGER * body:
        return
    start = next(k for k, line in enumerate(head) if type_size(line) > 0.95 * largest)
    lines = [head[start]]
    for line in head[start + 1 :]:
        above = lines[-1]
        centred = abs(above.left + above.right - line.left - line.right) < 4 < abs(above.left - line.left)
        if type_size(line) <= 0.95 * largest or line.apart or not (above.wraps or centred):
            break
        lines.append(line)
    title = " ".join(line.text for line in lines)
    if len(title) <= _LONGEST:
        yield Metadatum("title", title, "largest type of the first page", 0.7)
