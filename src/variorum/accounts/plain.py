"""Text and Markdown: the file decoded, as it came."""

from __future__ import annotations

from variorum.accounts.decode import decode
from variorum.accounts.document import Document, UnreadableError


def read_text(source: bytes, media_type: str = "text/plain") -> list[Document]:
    """The decoded file; nothing is stripped, so that offsets count what the file holds.

    Raises:
        UnreadableError: it is empty, or no text.
    """
    text, encoding, notes = decode(source)
    if not text.strip("\ufeff \t\r\n\x00\xa0"):
        raise UnreadableError("it is empty; save the account's text in it, or take it away")
    if "\x00" in text:
        notes = (*notes, ("note", f"it holds {text.count(chr(0))} NUL characters, which are left out when it is read"))
    return [Document(text, media_type, "text/1", encoding=encoding, notes=notes)]
