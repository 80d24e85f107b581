"""Marks within a line made plain: quotation marks, spaces, accents, superscripts, Markdown, entities."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable

from variorum.text.edits import Edit

_DOUBLE = "“”„‟«»″〝〞＂"
_SINGLE = "‘’‚‛‹›´`′ʼʹ＇"
_TYPOGRAPHIC = re.compile(f"``|''|´´|‘‘|’’|[{_DOUBLE}]+|[{_SINGLE}]")

_WIDE = "\t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACES = re.compile(f"[ {_WIDE}]{{2,}}|[{_WIDE}]")
# Soft hyphens, zero-width spaces, byte order marks, marks of direction, control characters: nothing to be read.
# Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1e\x7f-\x84\x86-\x9f\xad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)

_COMBINED = re.compile(r"[^\W\d_][\u0300-\u036f\u0653-\u0655]+")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[" + "".join(_LIGATURES) + "]")

_RAISED = {"ˢ": "s", "ᵗ": "t", "ⁿ": "n", "ᵈ": "d", "ʳ": "r", "ʰ": "h"}
_ORDINAL_RAISED = re.compile(r"(?<=\d)(?:ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)")
_ORDINAL_APART = re.compile(r"(?<=\d)([ \xa0]+)(?=(?:st|nd|rd|th)\b[ \xa0]+[A-Za-z])")

_CALL = re.compile("[⁰¹²³⁴-⁹]+")
_CALLED = re.compile(r"(?:[\d.,;:!?)\]\"'”’»…%]|[^\W\d_]{3})$")
_POWER = re.compile(r"[×·*x] ?10$")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});")
_TAG = re.compile(
    r"</?(?:sup|sub|b|i|em|strong|u|s|small|span|font|br|p|mark|cite|q|a|center|div)(?:\s[^<>\n]{0,300})?/?>",
    re.IGNORECASE,
)

_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\](\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\))")
_ADDRESS = re.compile(r"(<)(?:https?://|mailto:)[^<>\s]{1,2000}(>)")
_EMPHASIS = re.compile(r"(?<![*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,1000}?)(?<=[^\s*\\])\1(?!\*)")
_UNDERLINED = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]{1,1000}?)(?<=[^\s_\\])\1(?!\w)")
_LINE_MARK = re.compile(r"^[ \t]*(?:(?:#{1,6}|>+|[*+•▪‣●◦·-])[ \t\xa0]+)+(?=\S)", re.MULTILINE)
_ESCAPED = re.compile(r"\\(?=[\\`*_{}\[\]()#+.!|>~-])")


def plain_quotes(text: str) -> list[Edit]:
    """Curly, angled, acute and doubled quotation marks as plain ones.

    Wrong for a grave accent that stands alone for another letter; no such writing is known in reports.
    """
    return [Edit(*m.span(), _plain(m[0])) for m in _TYPOGRAPHIC.finditer(text)]


def _plain(marks: str) -> str:
    if marks[0] in _DOUBLE:
        return '"' * len(marks)
    return '"' if len(marks) == 2 else "'"


def plain_spaces(text: str) -> list[Edit]:
    """Tabs, non-breaking, thin and wide spaces, and runs of spaces, as one space."""
    return [Edit(*m.span(), " ") for m in _SPACES.finditer(text)]


def drop_unseen(text: str) -> list[Edit]:
    """Characters that nobody sees: soft hyphens, zero-width spaces, marks of direction, control characters."""
    return [Edit(*m.span(), "") for m in _UNSEEN.finditer(text)]


def compose_accents(text: str) -> list[Edit]:
    """Letters with their accents as one code point where there is one, ligatures as letters."""
    edits = []
    for m in _COMBINED.finditer(text):
        composed = unicodedata.normalize("NFC", m[0])
        if composed != m[0]:
            edits.append(Edit(*m.span(), composed))
    return edits + [Edit(*m.span(), _LIGATURES[m[0]]) for m in _LIGATURE.finditer(text)]


def lower_superscripts(text: str) -> list[Edit]:
    """The letters of ordinals down on the line and next to their number: 15ᵗʰ, 15 th."""
    edits = [Edit(*m.span(), "".join(_RAISED[c] for c in m[0])) for m in _ORDINAL_RAISED.finditer(text)]
    return edits + [Edit(*m.span(1), "") for m in _ORDINAL_APART.finditer(text)]


def drop_calls(text: str) -> list[Edit]:
    """The raised figures that call a footnote: "131¹ people" and "the dam.²"; powers and units (10⁶, m²) stay.

    Wrong for a figure that is raised for another reason after a word of three letters and more.
    """
    edits = []
    for m in _CALL.finditer(text):
        before = text[max(0, m.start() - 5) : m.start()]
        if _CALLED.search(before) and not _POWER.search(before):
            edits.append(Edit(*m.span(), ""))
    return edits


def drop_tags(text: str) -> list[Edit]:
    """Tags of inline HTML dropped and entities resolved, as they are left over in Markdown and in bad exports.

    Only tags of a short list: "<150 dead>" and "<name@site>" are words.
    """
    edits = [Edit(*m.span(), "") for m in _TAG.finditer(text)] if "<" in text else []
    if "&" in text:
        for m in _ENTITY.finditer(text):
            meant = html.unescape(m[0])
            if meant != m[0] and meant.isprintable():
                edits.append(Edit(*m.span(), {"\xa0": " "}.get(meant, meant)))
    return edits


def drop_markdown(text: str) -> list[Edit]:
    """The marks of Markdown: headings, lists, emphasis, links; their words stay.

    Wrong for a star or an underscore that opens and closes around words without being meant as emphasis.
    """
    edits = []
    for m in _LINK.finditer(text):
        if m[1]:
            edits += [Edit(m.start(), m.start(1), ""), Edit(m.end(1), m.end(), "")]
        else:
            edits.append(Edit(*m.span(), ""))
    for pattern in (_EMPHASIS, _UNDERLINED):
        for m in pattern.finditer(text):
            edits += [Edit(*m.span(1), ""), Edit(m.end(2), m.end(), "")]
    if "<" in text:
        edits += [Edit(*m.span(side), "") for m in _ADDRESS.finditer(text) for side in (1, 2)]
    edits += [Edit(*m.span(), "") for m in _LINE_MARK.finditer(text)]
    edits += [Edit(*m.span(), "") for m in _ESCAPED.finditer(text)]
    return edits


MARKS: tuple[Callable[[str], list[Edit]], ...] = (
    plain_quotes,
    plain_spaces,
    drop_unseen,
    compose_accents,
    lower_superscripts,
    drop_calls,
    drop_tags,
    drop_markdown,
)
"""The fixes within a line; each reads the source alone, and their order does not matter."""
