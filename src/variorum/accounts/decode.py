"""From bytes to text: which encoding, how sure, and never a mangled character unsaid."""

from __future__ import annotations

import codecs
import contextlib
import re

from variorum.accounts.document import Note, UnreadableError

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_ENCODINGS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined", "mbcs", "oem"})
"""What Python decodes and no document is in; some take time that grows with the square of a text's length."""
_SAMPLE = 200_000
"""Bytes that are looked at to tell an encoding: a page or two is enough, and detection costs a second a megabyte."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


Decoded = tuple[str, str, tuple[Note, ...]]
"""A text, the encoding it was decoded from, and what is to be said of it."""


def decode(source: bytes, declared: str | None = None) -> Decoded:
    """The text of a file.

    A UTF-8 byte order mark stays as the text's first code point, as Python's own "utf-8" leaves it, so that offsets
    count what the file holds; the marks of UTF-16 and UTF-32 belong to the encoding and are consumed with it.

    Args:
        source: the bytes.
        declared: encoding that the document itself claims; tried after UTF-8.

    Raises:
        UnreadableError: the bytes are no text.
    """
    for mark, name in _MARKS:
        if source.startswith(mark) and not (mark == codecs.BOM_UTF16_LE and _is_utf32(source)):
            return _marked(source, name)
    if is_binary(source):
        if (wide := _unmarked_utf16(source)) is not None:
            return source.decode(wide), wide, (_said(wide),)
        raise UnreadableError("it holds binary data, no text; give it the ending of its format, or save it as text")
    if declared is not None and (escaped := _escaped(source, declared)) is not None:
        return escaped
    try:
        return source.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError:
        pass
    if declared is not None:
        with contextlib.suppress(LookupError, UnicodeDecodeError, ValueError):
            name = codecs.lookup(declared).name
            if name not in _NO_ENCODINGS:
                return source.decode(name), name, (_said(name),)
    if (mended := _damaged_utf8(source)) is not None:
        return mended
    name, rival = _guess(source)
    text = source.decode(name, errors="replace")
    lost = text.count("\ufffd")
    if lost * 100 > len(text):
        raise UnreadableError("it is no text in any encoding that is known; save it again as UTF-8")
    if lost:
        return (
            text,
            name,
            (
                (
                    "warning",
                    f"it is not UTF-8 and was read as {name}, with {lost} characters that fit no encoding shown as \ufffd; save it as UTF-8 to be sure",
                ),
            ),
        )
    return text, name, (_said(name) if rival is None else _unsure(name, rival),)


def _escaped(source: bytes, declared: str) -> Decoded | None:
    """The text of an encoding that writes all letters in ASCII, as Japanese and Korean mail does; None for other text."""
    with contextlib.suppress(LookupError, UnicodeDecodeError, ValueError):
        name = codecs.lookup(declared).name
        if (name.startswith("iso2022") and b"\x1b" in source) or (name == "hz" and b"~{" in source):
            return source.decode(name), name, (_said(name),)
    return None


def _unsure(name: str, rival: str) -> Note:
    return (
        "warning",
        f"it is not UTF-8 and was read as {name}, though {rival} is hardly less likely; look at its accented letters, and save it as UTF-8",
    )


def _said(name: str) -> Note:
    return ("note", f"it is not UTF-8 and was read as {name}; if letters look wrong, save it as UTF-8")


def _is_utf32(source: bytes) -> bool:
    return source.startswith(codecs.BOM_UTF32_LE) and len(source) % 4 == 0


def _marked(source: bytes, name: str) -> Decoded:
    rest = source[2:]
    if b"\x00" not in rest and (len(rest) % 2 or rest.isascii()):
        with contextlib.suppress(UnicodeDecodeError):
            text = rest.decode("utf-8")
            return (
                text,
                "utf-8",
                (
                    (
                        "warning",
                        f"its byte order mark says {name}, but it was read as the UTF-8 it is; save it again as UTF-8",
                    ),
                ),
            )
    text = source.decode(name, errors="replace")
    lost = text.count("\ufffd")
    if lost * 10 > len(text):
        raise UnreadableError(f"its byte order mark says {name} and its bytes are not; save it as UTF-8")
    if lost:
        return (
            text,
            name,
            (
                (
                    "warning",
                    f"{lost} characters of it are no {name} and are shown as \ufffd; save it as UTF-8 to be sure",
                ),
            ),
        )
    return text, name, (_said(name),)


def is_binary(source: bytes) -> bool:
    """Whether the beginning holds control characters as no text does."""
    head = source[:_SAMPLE]
    found = len(_CONTROL.findall(head))
    return found > 0 and (found * 50 > len(head) or (b"\x00" in head and found * 200 > len(head)))


def _unmarked_utf16(source: bytes) -> str | None:
    head = source[:2000]
    if len(source) % 2 or len(head) < 4:
        return None
    for name, nul in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if nul.count(0) * 10 > len(nul) * 7:
            try:
                text = source.decode(name)
            except UnicodeDecodeError:
                continue
            # Zeros upon zeros are no letters of any alphabet.
            if text.count("\x00") * 20 < len(text):
                return name
    return None


def _damaged_utf8(source: bytes) -> Decoded | None:
    """UTF-8 with a few bytes that are none: to take it all for another encoding would mangle the rest."""
    text = source.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    sound = sum(c > "\x7f" for c in text) - lost
    if sound < 3 * lost:
        return None
    return (
        text,
        "utf-8",
        (("warning", f"{lost} bytes of it are no UTF-8 and are shown as \ufffd; save it again as UTF-8"),),
    )


def _guess(source: bytes) -> tuple[str, str | None]:
    """The likeliest encoding of a text that is no UTF-8, and one that is hardly less likely."""
    # Imported here: most files are UTF-8, and the detectors take longer to load than they take to read.
    from variorum.accounts.encodings import guess_encoding

    guess = guess_encoding(source[:_SAMPLE])
    return guess.encoding, guess.rival
