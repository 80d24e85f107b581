"""E-mail: subject, text and attachments of one message."""

from __future__ import annotations

import email
import functools
import itertools
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePath

from variorum.accounts.blocks import plain_blocks
from variorum.accounts.decode import decode
from variorum.accounts.document import Document, Note, Page, UnreadableError
from variorum.accounts.web import parse_page
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_EXCUSE = 0.3
"""Words of a plain text as a share of those of its page; below it says no more than that there is a page."""
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
"""What says who sent a message, and nothing else."""
_TOLD = 20
"""Unread parts of one attachment that are told one by one."""
_MOST_PARTS = 1000
"""Parts of one message; a thousand pictures and letters are no letter."""


class _Policy(EmailPolicy):
    """The standard way of reading headers, with each value parsed once: the parser asks five times for a part's type."""

    header_fetch_parse = functools.lru_cache(maxsize=16)(EmailPolicy.header_fetch_parse)


_POLICY = _Policy()


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The message as one document: subject, text, then each attachment as a place of its own.

    Raises:
        UnreadableError: it holds no text, or messages in messages deeper than is allowed.
    """
    message = email.message_from_bytes(source, policy=_POLICY)
    assert isinstance(message, EmailMessage)
    return [_letter(message, settings, depth)]


def _letter(message: EmailMessage, settings: AccountSettings, depth: int) -> Document:
    out = Page()
    notes: list[Note] = []
    subject = " ".join(_header(message, "subject").split())
    if subject:
        out.block(subject, heading=True)
    bodies, attached, more = _parts(message)
    if more:
        notes.append(("warning", f"it has more than {_MOST_PARTS} parts, and the rest was not read"))
    for part in bodies:
        out.block(_text_of(part))
    for number, part in enumerate(attached, 1):
        label = PurePath(_file_name(part) or f"attachment {number}").name
        if depth + 1 >= settings.max_depth:
            notes.append(
                ("warning", f"its attachment {label} lies deeper than {settings.max_depth} files and was not read")
            )
            continue
        inner = part.get_payload(0) if part.get_content_type() == "message/rfc822" and part.is_multipart() else None
        label = f"{label}.eml" if inner is not None and not label.endswith(".eml") else label
        try:
            documents = _attachment(part, inner, label, settings, depth + 1)
        except UnreadableError as fault:
            notes.append(("warning", f"its attachment {label} was not read: {fault}"))
            continue
        start = out.length
        for document in documents:
            out.block(document.text)
        notes += [
            ("warning", f"its attachment {label}/{document.part} was not read: {document.refused}")
            for document in documents
            if document.refused
        ][:_TOLD]
        out.mark(start, "attachment", name=label)
    if not out.length:
        raise UnreadableError("it holds no text; save the message again with its text")
    return Document(
        out.text(),
        "message/rfc822",
        "mail/1",
        metadata=tuple(_facts(message, subject)),
        places=tuple(out.places),
        notes=tuple(notes),
    )


def _attachment(part: EmailMessage, inner: object, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    from variorum.accounts.readers import apart, read_part

    if isinstance(inner, EmailMessage):
        # Taken as it was parsed: the standard library writes some broken headers only by raising, and folds good ones anew.
        return apart(lambda: [_letter(inner, settings, depth)], settings)
    data = part.get_payload(decode=True)
    return read_part(data, name, settings, depth) if isinstance(data, bytes) else []


def _parts(message: EmailMessage) -> tuple[list[EmailMessage], list[EmailMessage], bool]:
    """Parts that are the message's own text, its attachments, and whether there were more than are read."""
    bodies: list[EmailMessage] = []
    attached: list[EmailMessage] = []
    waiting = [message]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        kind = part.get_content_type()
        if kind == "message/rfc822":
            attached.append(part)
        elif kind == "multipart/alternative":
            forms = (p for p in part.iter_parts() if isinstance(p, EmailMessage))
            waiting[:0] = _alternative(list(itertools.islice(forms, _MOST_PARTS)))
        elif part.is_multipart():
            waiting[:0] = [p for p in part.iter_parts() if isinstance(p, EmailMessage)]
        elif kind in {"text/plain", "text/html"} and part.get_content_disposition() != "attachment":
            bodies.append(part)
        elif kind not in _SIGNATURES and (
            part.get_content_disposition() == "attachment" or not kind.startswith("image/")
        ):
            attached.append(part)
    return bodies, attached, bool(waiting)


def _alternative(options: list[EmailMessage]) -> list[EmailMessage]:
    """The one of several forms of a text that is read: the plain one, if it is not only an excuse for having none."""
    plain = [p for p in options if p.get_content_type() == "text/plain"]
    rich = [p for p in options if p.get_content_type() == "text/html" or p.is_multipart()]
    if plain and rich:
        inner = [p for p in rich[-1].walk() if p.get_content_type() == "text/html"]
        words, others = (len(_text_of(p[0]).split()) if p else 0 for p in (plain, inner))
        return plain[:1] if words > _EXCUSE * others else rich[-1:]
    return plain[:1] or rich[-1:] or options[-1:]


def _text_of(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = decode(data, part.get_content_charset())[0].replace("\r\n", "\n").replace("\x00", "")
    if part.get_content_type() == "text/html":
        return plain_blocks(parse_page(text))
    if str(part.get_param("format", "")).lower() == "flowed":
        return _unflowed(text, delete=str(part.get_param("delsp", "")).lower() == "yes")
    return text


def _unflowed(text: str, *, delete: bool) -> str:
    """The text with its paragraphs in one line each: RFC 3676, where a line that goes on ends in a space."""
    pieces: list[str] = []
    open_ended = False
    depth = 0
    for line in text.split("\n"):
        bare = line.lstrip(">")
        quoted = len(line) - len(bare)
        bare = bare.removeprefix(" ")  # put there to keep ">" and "From" from being read otherwise
        if not (open_ended and quoted == depth and bare != "-- "):
            pieces.append("\n" + ">" * quoted + (" " if quoted else ""))
        depth, open_ended = quoted, bare.endswith(" ") and bare != "-- "
        pieces.append(bare[:-1] if open_ended and delete else bare)
    return "".join(pieces)[1:]


def _file_name(part: EmailMessage) -> str | None:
    try:
        return part.get_filename()
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return None


def _header(message: EmailMessage, name: str) -> str:
    # The standard parser raises over some broken headers when they are asked for.
    try:
        return str(message.get(name) or "")
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        return ""


def _facts(message: EmailMessage, subject: str) -> Iterator[Metadatum]:
    if subject:
        yield Metadatum("title", subject[:500], "mail subject", 0.85)
    try:
        sent = parsedate_to_datetime(_header(message, "date"))
        yield Metadatum("published", sent.date().isoformat(), "mail date", 0.85)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    person, address = parseaddr(_header(message, "from"))
    if person:
        yield Metadatum("author", person[:200], "mail sender", 0.7)
    if "@" in address:
        yield Metadatum("publisher", address.rsplit("@", 1)[1].lower()[:200], "mail sender's host", 0.5)
