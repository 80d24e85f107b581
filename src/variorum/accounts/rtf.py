"""Rich Text: its words by striprtf, its title and author from its information group."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import version

from variorum.accounts.document import Document, UnreadableError
from variorum.model import Metadatum
from variorum.settings import AccountSettings

# No code point has such a number; the parser would stop at it.
_OUT_OF_RANGE = re.compile(r"\\u-?\d{6,}")
_FACT = re.compile(r"\{\\(title|author) ([^{}\\]{1,300})\}")


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The text of an .rtf file.

    Raises:
        UnreadableError: it holds no text.
    """
    import striprtf.striprtf

    convert: Callable[..., str] = striprtf.striprtf.rtf_to_text

    # RTF is ASCII with escapes; a byte beyond it is one of the code page it names.
    raw = _OUT_OF_RANGE.sub(" ", source.decode("latin-1"))
    page = re.search(r"\\ansicpg(\d{3,5})", raw[:2000])
    encoding = f"cp{page[1]}" if page else "cp1252"
    try:
        text = convert(raw, encoding=encoding, errors="replace")
    except LookupError:
        text = convert(raw, encoding="cp1252", errors="replace")
    text = text.replace("\x00", "").strip("\n")
    if not text.strip():
        raise UnreadableError("it holds no text; save it again, or its text as .txt")
    metadata = tuple(
        Metadatum(m[1], m[2].strip(), f"document property {m[1]}", 0.6)
        for m in _FACT.finditer(raw[:20_000])
        if m[2].strip()
    )
    return [Document(text, "application/rtf", f"striprtf/{version('striprtf')}", metadata=metadata)]
