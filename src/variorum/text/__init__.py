"""From a text to its reading view: one function a fix, every fix a list of edits."""

from __future__ import annotations

import re

from variorum.model import Account, OffsetMap, Problem, ReadingView, Span
from variorum.settings import TextSettings


def clean_text(account: Account, settings: TextSettings) -> tuple[ReadingView, tuple[Problem, ...]]:
    """The reading view of an account, with exact offsets back to `Account.text`."""
    text = account.text
    offsets = OffsetMap((0, len(text)), (0,), (len(text),))
    paragraphs = tuple(Span(*m.span()) for m in re.finditer(r"\S[^\n]*", text))
    return ReadingView(text, offsets, paragraphs, paragraphs), ()
