"""What the head and foot of a report say of it: title, date, publisher, author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from variorum.accounts.dating import find_date, find_month
from variorum.languages import any_of, load
from variorum.model import Metadatum, Span

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_HEAD_LINES, _FOOT_LINES = 14, 4
_SHORT = 110
"""Code points of a line that can be a title or carry a publication date; running text is longer."""

_CALENDAR = load("en", "calendar")
_FURNITURE = frozenset(
    [*load("en", "dated")["published"]["beside"], *_CALENDAR["weekdays"], *_CALENDAR["short_weekdays"]]
)
"""Words that stand around a publication date and say nothing else."""
_LABEL = re.compile(r"\b(?:publish|post|updat|issu|dated?\b|releas|print|modified)", re.IGNORECASE)
_GIVEN_OUT = re.compile(r"\b(?:publish|issu|releas|presented|submitted)", re.IGNORECASE)
"""On the line of the day on which a report came out, which counts before a day that its title may tell."""
_FIRST_DAY = re.compile(r"\d(?:\s[A-Z][a-z]+\.?)?\s?(?:[-–—]|to\b|until\b)\s?$|[A-Z][a-z]+\.?\s\d{1,2}\s?[-–—]\s?$")
_LAST_DAY = re.compile(r"\s?(?:[-–—]|to\b|until\b)\s?(?:[A-Z][a-z]+\.?\s)?\d{1,2}(?![\d:.])")
"""Beside a day, the other end of an interval."""
_INSTITUTION = re.compile(
    r"\b(?:Embassy|Consulate|Ministry|(?:Permanent|Diplomatic) Mission|Mission of|Office of|Department of|Government of"
    r"|Police Department|Sheriff's Office|Secretariat|Council of|Commission|Institute|Foundation|Association|Committee"
    r"|Red Cross|Red Crescent|News Agency|Press Service)\b"
)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z.'’ \-]{2,30}(?:, [A-Z][\w. ]{1,25}?)?)"
    r"(?:,\s+(?P<date>[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\s+[A-Z][a-z]{2,8}\.?(?:,?\s+\d{4})?))?"
    r"\s*(?:[(/\[]\s*(?P<agency>[A-Z][\w .&'’-]{1,40}?)\s*[)/\]])?\s*(?:--|—|–|-)\s*(?=\S)"
)
_BYLINE = re.compile(r"(?:By|BY|by)\s+(?P<author>[A-Z][\w.'’-]+(?:\s+(?:and\s+)?[A-Z][\w.'’-]+){1,5})\s*(?:[,|].*)?$")
_AGENCY = re.compile(rf"\((?P<agency>{any_of(load('en', 'agencies')['known']['names'])})\)\s*(?:--|—|–|-|\s)")
_OUTLET = re.compile(
    rf"(?:The\s|El\s|La\s|Le\s)?(?:[A-Z][\w.&'’-]*\s){{1,3}}(?:{any_of(load('en', 'dated')['published']['outlets'])})(?:\sOnline)?$"
)
"""The name of a paper, a station or an agency, which stands alone or with the day at an account's head."""
_LED = re.compile(r"(?:By|From|(?:Joint\s|Press\s)?[Ss]tatement\s(?:by|of|from))\s(?:the\s)?(?=[A-Z])")
"""Before the name of who publishes: "By Halvern News Agency", "Statement by the Ministry of Works"."""
_IS_ITS = re.compile(
    r"\s?[:,–—-]\s?(?:press\s|media\s|news\s)?(?:statement|release|communiqué|communique|bulletin)$", re.IGNORECASE
)
"""Behind it: "Ministry of Works: statement"."""
_WEEKDAY_BEFORE = re.compile(rf"(?:{any_of(_CALENDAR['weekdays'])}),?\s$", re.IGNORECASE)
_POST_CODE = re.compile(r",\s*(?:[A-Z]{2}\s)?\d{4,6}(?:-\d{4})?\s*(?:,|$)")
"""A number by itself between commas, or at the end: "Mill Row 3, 71210, Lowmoor" is an address."""
_RAISED = re.compile(r"([^\r\n]*\d)\s{1,9}(st|nd|rd|th)\s{1,9}([^\r\n]+)")


def read_head(text: str, untitled: Sequence[Span], *, typeset: bool) -> tuple[Metadatum, ...]:
    """Title, publication date, publisher and author as the first and last lines show them.

    Args:
        text: of the report.
        untitled: its running headers, footers and tables, which may tell its date, and are no title.
        typeset: whether its reader saw the type, and would have told a title in larger type.
    """
    lines = list(_lines(text))
    head = lines[:_HEAD_LINES]
    foot = [line for line in lines[-_FOOT_LINES:] if line not in head]
    found = [*_dates(text, head, foot)]
    own = [line for line in head if not any(r.start < line.end and line.start < r.end for r in untitled)]
    if (title := _title(text, own)) is not None:
        found.append(replace(title, sure=0.5) if typeset else title)
    found += _publishers(text, head, foot)
    for span in head[:6]:
        if m := _BYLINE.match(span.of(text)):
            found.append(Metadatum("author", m["author"], "by-line", 0.7, _within(span, m, "author")))
            break
    return tuple(found)


def _lines(text: str) -> Iterator[Span]:
    """Lines with words, without the marks and spaces around them."""
    size = len(text)
    # The head and the foot are all that is asked for: a text of 100 MB is not walked through.
    for start, end in ((0, min(size, 20_000)), (max(20_000, size - 4_000), size)):
        for m in _LINE.finditer(text, start, max(start, end)):
            line = m[0]
            left = len(line) - len(line.lstrip(" \t\xa0\ufeff#*_>|"))
            right = len(line.rstrip(" \t\xa0*_|"))
            if left < right:
                yield Span(m.start() + left, m.start() + right)


def _within(span: Span, m: re.Match[str], group: str) -> Span:
    return Span(span.start + m.start(group), span.start + m.end(group))


def _dates(text: str, head: list[Span], foot: list[Span]) -> Iterator[Metadatum]:
    for where, spans in (("head of the text", head), ("foot of the text", foot)):
        # The sort is stable: lines of one kind stay in their order.
        for span in sorted(spans, key=lambda s: not _GIVEN_OUT.search(s.of(text)[:_SHORT])):
            line = span.of(text)
            dateline = _DATELINE.match(line)
            if dateline and dateline["date"] and (date := find_date(dateline["date"])):
                yield Metadatum("published", date.edtf, "dateline", 0.85, _within(span, dateline, "date"))
                return
            if len(line) > _SHORT:
                continue
            if not (date := find_date(line)):
                date = find_month(line)
                if not date or not _is_furniture(line[: date.start] + " " + line[date.end :], strict=True):
                    continue
            if _FIRST_DAY.search(line[: date.start]) or _LAST_DAY.match(line[date.end :]):
                continue  # the days of an event, in a table of what is known of it
            rest = line[: date.start] + " " + line[date.end :]
            if by := _BYLINE.match(rest.rstrip()):
                rest = rest.replace(by["author"], "")  # what stands beside the name is the paper's
            if _is_furniture(rest, strict=False):
                sure = 0.9 if _LABEL.search(line) else 0.8
                yield Metadatum(
                    "published", date.edtf, where, sure, Span(span.start + date.start, span.start + date.end)
                )
                return


def _is_furniture(rest: str, *, strict: bool) -> bool:
    """Whether nothing but weekday, clock time, "updated", a place or a name stands beside the date."""
    words = re.findall(r"[^\W\d_]+", rest)
    other = [w for w in words if w.lower() not in _FURNITURE]
    return not other or (not strict and len(other) <= 3 and all(w[0].isupper() for w in other) and len(words) <= 8)


def _title(text: str, head: list[Span]) -> Metadatum | None:
    for place, span in enumerate(head[:10]):
        line = span.of(text)
        words = re.findall(r"[^\W\d_]{2,}", line)
        if len(line) > 200:
            return None  # the text has begun, and a title stands before it
        if sum(c.isdigit() for c in line) > 10 or "@" in line or "://" in line or _POST_CODE.search(line):
            continue
        if (
            len(words) < 3
            or line.rstrip("\"'”’»")[-1:] in ".,;:"
            or _INSTITUTION.match(line)
            or _BYLINE.match(line)
            or _DATELINE.match(line)
        ):
            continue
        if all(w.lower() in _FURNITURE for w in words) or (
            find_date(line) and _is_furniture(_undated(line), strict=False)
        ):
            continue
        if _INSTITUTION.search(line) and line.istitle():
            continue
        if m := _RAISED.match(text, span.start):  # "The Great Flood: 15", "th", "Anniversary" on three lines
            whole = Span(span.start, span.start + len(m[0].rstrip()))
            return Metadatum("title", _clean(f"{m[1]}{m[2]} {m[3]}"), "first lines", 0.6, whole)
        return Metadatum("title", _clean(line), "first lines", 0.8 if place == 0 else 0.6, span)
    return None


def _undated(line: str) -> str:
    date = find_date(line)
    return line[: date.start] + " " + line[date.end :] if date else line


def _publishers(text: str, head: list[Span], foot: list[Span]) -> Iterator[Metadatum]:
    for span in head:
        line = span.of(text)
        if (m := _DATELINE.match(line)) and m["agency"]:
            yield Metadatum("publisher", m["agency"], "dateline", 0.7, _within(span, m, "agency"))
            return
        if m := _AGENCY.search(line[:120]):
            yield Metadatum("publisher", m["agency"], "dateline", 0.7, _within(span, m, "agency"))
            return
    for where, spans in (("letterhead", head[:5]), ("foot of the text", foot)):
        for span in spans:
            line = span.of(text)
            if len(line) > _SHORT or line[-1] in ".,;:?!":
                continue
            start, end = _named(line)
            name = line[start:end]
            # Behind "By" stands an institution, or a person who is called Post.
            outlet = start == 0 and where == "letterhead" and _OUTLET.match(name)
            if (_INSTITUTION.search(name) or outlet) and _is_name(name):
                yield Metadatum("publisher", _clean(name), where, 0.6, Span(span.start + start, span.start + end))
                return


def _named(line: str) -> tuple[int, int]:
    """From where to where a line names who publishes, if it does: without the day, the place of a paper, and what it is that it publishes.

    >>> [line[slice(*_named(line))] for line in ("Ministry of Works, 4 May 1998", "Halvern Post, Vardon, Monday 4 May 1998")]
    ['Ministry of Works', 'Halvern Post']
    >>> [line[slice(*_named(line))] for line in ("By Halvern News Agency", "Ministry of Works: press release")]
    ['Halvern News Agency', 'Ministry of Works']
    """
    led = _LED.match(line)
    date = find_date(line) or find_month(line)
    end = len(line)
    if date is not None and date.end == len(line):
        before = _WEEKDAY_BEFORE.sub("", line[: date.start])
        end = len(before) - 2 if before.endswith(", ") else end
    if its := _IS_ITS.search(line, 0, end):
        end = its.start()
    paper = line.find(", ", 0, end)
    if paper > 0 and _OUTLET.match(line[:paper]):
        end = paper
    return led.end() if led else 0, end


def _is_name(line: str) -> bool:
    words = re.findall(r"[^\W\d_]{4,}", line)
    return bool(words) and sum(w[0].isupper() for w in words) == len(words)


def _clean(line: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"\*\*|__|</?\w+>", "", line)).strip()
