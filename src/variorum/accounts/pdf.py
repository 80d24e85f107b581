"""PDF: the words of each page in reading order, headers and footers marked, scanned pages recognised."""

from __future__ import annotations

import itertools
import re
from importlib.metadata import version
from statistics import median
from typing import Any

from variorum.accounts.columns import Order
from variorum.accounts.document import Document, UnreadableError
from variorum.accounts.glyphs import read_runs
from variorum.accounts.pictures import draw
from variorum.accounts.ruled import read_rules, with_tables
from variorum.accounts.runs import Run, type_size
from variorum.accounts.scan import doubts, extractor, recognise
from variorum.hyphens import Words, joins
from variorum.model import Metadatum, Place, Severity, Span
from variorum.settings import AccountSettings

_FEW = 20
"""Code points below which a page with a picture on it is taken for a scan."""
_EDGE = 0.12
"""Share of a page's height, above and below, where running headers and footers stand."""
_NUMBER = re.compile(r"\W*(?:page|p\.)?\s*\d{1,4}\s*(?:(?:/|of)\s*\d{1,4}\W*)?", re.IGNORECASE)
"""A line that gives a page's number and nothing else."""
_LINES = 8
"""Lines a page must have for the gaps between them to tell anything."""
_COUNTED = re.compile(r"^\W{0,3}(\d{1,4})(?![\w.,:]\d)|(?<![\d.,:])(\d{1,4})\W{0,3}$")
"""A number at the beginning or the end of a line, as heads have the page's."""
_LINES_OF_EDGE = 3
"""Lines of a header or footer at most."""
_NO_TITLE = re.compile(r"(?i)untitled|microsoft word|document\d*$|.*\.(?:docx?|pdf|indd|qxd|tex)$")

_Key = tuple[str, bool, int]


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
    notes: list[tuple[Severity, str]] = []
    count = len(document)
    if count > settings.max_pages:
        notes.append(
            (
                "warning",
                f"it has {count} pages, and the first {settings.max_pages} were read; divide it, or allow more with --max-pages",
            )
        )
    pages: list[tuple[list[Run] | tuple[str, list[Place]], float]] = []
    made = f"pdfium/{version('pypdfium2')}"
    recognised = False
    order = Order()
    for number in range(min(count, settings.max_pages)):
        try:
            page = document[number]
            rules = read_rules(page)
            runs = with_tables(read_runs(page, rules), rules)
        except pypdfium2.PdfiumError:
            notes.append(("warning", f"its page {number + 1} is damaged and was not read"))
            pages.append(([], 1.0))
            continue
        height = page.get_height()
        if sum(len(r.text) for r in runs) < _FEW and _has_picture(page):
            try:
                pages.append((_recognised(page, settings, number + 1), height))
                recognised = True
            except UnreadableError as fault:
                notes.append(("warning", f"its page {number + 1} was not read: {fault}"))
                pages.append((order.lines(runs), height))
        else:
            pages.append((order.lines(runs), height))
        page.close()
    text, places = _write(pages)
    if not text.strip():
        why = next((s for _, s in notes), "it holds no text")
        raise UnreadableError(why)
    if recognised:
        made += f" {extractor(settings)}"
        notes += doubts(text, places)
    return [
        Document(
            text, "application/pdf", made, metadata=tuple(_facts(document)), places=tuple(places), notes=tuple(notes)
        )
    ]


def _recognised(page: Any, settings: AccountSettings, number: int) -> tuple[str, list[Place]]:
    grey, dpi = draw(page)
    return recognise(grey, dpi, settings, page=number)


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))


def _write(pages: list[tuple[list[Run] | tuple[str, list[Place]], float]]) -> tuple[str, list[Place]]:
    """All pages as one text, with a place for each page and each running header or footer."""
    running = _running(pages)
    words = Words("\n".join(r.text for lines, _ in pages if isinstance(lines, list) for r in lines))
    pieces: list[str] = []
    places: list[Place] = []
    length = 0

    def put(text: str) -> None:
        nonlocal length
        pieces.append(text)
        length += len(text)

    for number, (content, height) in enumerate(pages, 1):
        if length:
            put("\n\n")
        start = length
        if not isinstance(content, list):
            text, seen = content
            places += [
                Place(Span(length + p.span.start, length + p.span.end), "ocr", number, p.box, p.confidence)
                for p in seen
            ]
            put(text)
        else:
            marked = [(key := _key(r, height)) is not None and key in running for r in content]
            for k, line in enumerate(content):
                text = line.text
                following = content[k + 1] if k + 1 < len(content) else None
                begin = length
                if following is None:
                    put(text)
                elif marked[k] or marked[k + 1]:
                    put(text + "\n")
                elif (drop := joins(text, following.text, words)) is not None and not following.apart:
                    put(text[: len(text) - drop])
                else:
                    put(text + ("\n\n" if following.apart else " " if line.wraps else "\n"))
                if marked[k]:
                    box = (round(line.left, 1), round(line.top, 1), round(line.right, 1), round(line.bottom, 1))
                    places.append(Place(Span(begin, begin + len(text)), "boilerplate", number, box))
        if start < length:
            places.append(Place(Span(start, length), "page", number))
    return "".join(pieces), places


def _key(line: Run, height: float) -> _Key | None:
    """What a running header or footer is recognised by: its words, whether it is one above, and its height.

    Two pages may begin with like sentences, but not where the header stands; browsers print a page's title above every
    page, and the title itself is there too, lower and in larger type.
    """
    above = line.bottom < height * _EDGE
    # Two things of a header side by side look like a table's row; one of them is the page's number.
    if (line.table and not any(map(_NUMBER.fullmatch, line.text.split(" | ")))) or not (
        above or line.top > height * (1 - _EDGE)
    ):
        return None
    return re.sub(r"[\W\d_]+", " ", line.text).strip(), above, round(line.top / 3)


def _running(pages: list[tuple[list[Run] | tuple[str, list[Place]], float]]) -> set[_Key]:
    seen: dict[_Key, int] = {}
    numbers: set[_Key] = set()
    heads: dict[int, set[_Key]] = {}
    counted: dict[tuple[bool, int, int], set[_Key]] = {}
    whole = [(lines, height) for lines, height in pages if isinstance(lines, list)]
    for page, (lines, height) in enumerate(whole):
        keys = {key: line for line in lines if (key := _key(line, height)) is not None}
        for key, line in keys.items():
            if _is_edge(line, lines):
                seen[key] = seen.get(key, 0) + 1
            # A page's number stands alone even on a single page.
            if not key[1] and _NUMBER.fullmatch(line.text):
                numbers.add(key)
            if _stands_off(line, lines):
                if key[1]:
                    heads.setdefault(key[2], set()).add(key)
                for number in filter(None, itertools.chain.from_iterable(_COUNTED.findall(line.text))):
                    counted.setdefault((*key[1:], int(number) - page), set()).add(key)
    enough = max(2, len(whole) * 0.3)
    # Heads that name the section are other words on every page, at one height, or have a number that grows with the pages.
    most = max(3, len(whole) * 0.6)
    changing = {key for keys in heads.values() if sum(seen.get(k, 0) for k in keys) >= most for key in keys}
    changing |= {key for keys in counted.values() if sum(seen.get(k, 0) for k in keys) >= enough for key in keys}
    return numbers | changing | {key for key, n in seen.items() if n >= enough}


def _is_edge(line: Run, lines: list[Run]) -> bool:
    """Whether fewer than three lines part it from its page's edge, and a wide gap or another type parts it from the text.

    Columns may well end in the same words on two pages, where a sentence comes again.
    """
    steps = [b.top - a.top for a, b in itertools.pairwise(lines) if 3 < b.top - a.top < 60]
    if len(steps) < _LINES:
        return True
    above = line.top < min(other.top for other in lines) + 4 * median(steps)
    share = type_size(line) / median(map(type_size, lines))
    # The smaller type at the foot of a page is that of notes, where it does not count the pages.
    if share > 1.1 or (share < 0.9 and (above or _COUNTED.search(line.text))):
        return True
    same = sorted(
        (other.top if above else -other.top) for other in lines if other.left < line.right and line.left < other.right
    )
    at = same.index(line.top if above else -line.top)
    gaps = [b - a for a, b in itertools.pairwise(same[: at + 4])]
    return at < _LINES_OF_EDGE and any(gap > 1.7 * median(steps) for gap in gaps[at:_LINES_OF_EDGE])


def _stands_off(line: Run, lines: list[Run]) -> bool:
    """Whether it is the first or last line of its page, farther from the next than any two lines of a paragraph are."""
    tops = sorted({round(other.top) for other in lines})
    gaps = [b - a for a, b in itertools.pairwise(tops) if b - a > 3]
    if len(gaps) < _LINES:
        return False
    at = round(line.top)
    beside = gaps[0] if at == tops[0] else gaps[-1] if at == tops[-1] else 0
    return beside > 1.7 * median(gaps)


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
