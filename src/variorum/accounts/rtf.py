"""Rich Text: paragraphs, headings, tables and notes, in the order they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from variorum.accounts.blocks import raised
from variorum.accounts.document import Document, Page, UnreadableError
from variorum.model import Metadatum
from variorum.settings import AccountSettings

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_HALF = re.compile(r"[\ud800-\udfff]")
# Groups whose words are no part of the text; those that begin with \* and are not known are left out too.
_LEFT_OUT = frozenset(
    """annotation atnauthor atndate atnid atnref background colortbl company creatim datastore fldinst filetbl footer footerf
    footerl footerr ftncn ftnsep ftnsepc generator header headerf headerl headerr info keywords latentstyles listoverridetable
    listpicture listtable listtext mmath nonesttables objdata operator pict pn pnseclvl pntext printim private propname result
    revtbl revtim rsidtbl rxe sn staticval subject sv template themedata userprops xe xmlnstbl""".split()
)
_STARRED = frozenset("shpinst footnote".split())
"""Groups with \\* that have words all the same."""
_SIGNS = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "line": "\n", "lbr": "\n", "softline": "\n", "column": "\n",
}  # fmt: skip
_SYMBOLS = {"~": "\xa0", "_": "‑", "-": "\xad", "{": "{", "}": "}", "\\": "\\"}
# Code pages of fonts, by the number of their character set.
_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_HEADINGS = ("heading", "title", "berschrift", "titre", "titel")


@dataclass(slots=True)
class _Group:
    """What holds between two braces."""

    silent: bool = False
    """Whether its words are left out."""
    hidden: bool = False
    """Whether its text is hidden or was deleted in review."""
    raised: bool = False
    """Whether it stands above the line."""
    skip: int = 1
    """Characters that stand for a Unicode one, for programs that know none."""
    page: str = ""
    """Code page of its font; empty for the document's own."""
    kind: str = ""
    """fonttbl, stylesheet, title, author or footnote, where it matters."""
    begins: bool = True
    """Whether nothing stood in it yet."""
    either: bool = False
    """Whether what follows stands in it twice, in a code page and in Unicode."""
    ignored: bool = False
    """Whether it is the one of the two in a code page."""


@dataclass(slots=True)
class _State:
    """The document as far as it was read."""

    out: Page = field(default_factory=Page)
    code_page: str = "cp1252"
    words: list[str] = field(default_factory=list)  # of the paragraph
    spare: list[str] = field(default_factory=list)  # in a code page, of what may follow in Unicode
    note: list[str] = field(default_factory=list)  # of the footnote
    notes: list[str] = field(default_factory=list)  # called in the paragraph
    cells: list[str] = field(default_factory=list)
    in_row: bool = False
    table: int | None = None  # where the table that is open begins
    heading: bool = False
    font: int = 0
    style: int = 0
    pages: dict[int, str] = field(default_factory=dict)  # code pages of fonts
    names: dict[int, str] = field(default_factory=dict)  # of styles
    facts: dict[str, str] = field(default_factory=dict)

    def end_paragraph(self) -> None:
        """Write the paragraph, then its footnotes; within a table it is a line of its cell."""
        if self.in_row:
            self.words.append("\n")
            return
        self._close_table()
        heading = self.heading or self.names.get(self.style, "").lower().startswith(_HEADINGS)
        self.out.block(_whole(self.words), heading=heading)
        self.words.clear()
        self._write_notes()

    def end_note(self) -> None:
        """Keep a footnote for the end of its paragraph."""
        self.notes.append(_whole(self.note))
        self.note.clear()

    def end_cell(self) -> None:
        """Put a cell to its row."""
        self.cells.append(" ".join(_whole(self.words).split()))
        self.words.clear()

    def end_row(self) -> None:
        """Write the row."""
        if self.words:
            self.end_cell()
        if self.table is None:
            self.table = self.out.length
        self.out.block(" | ".join(self.cells))
        self.cells.clear()
        self.in_row = False
        self._write_notes()

    def finish(self) -> None:
        """Write what is left, of notes that were never closed too."""
        if self.note:
            self.end_note()
        if self.cells:
            self.end_row()
        self.in_row = False
        self.end_paragraph()

    def _close_table(self) -> None:
        if self.table is not None:
            self.out.mark(self.table, "table")
            self.table = None

    def _write_notes(self) -> None:
        for note in self.notes:
            self.out.block(note)
        self.notes.clear()


def read(source: bytes, name: str, settings: AccountSettings, depth: int) -> list[Document]:
    """The text of an .rtf file; headers and footers are left out, footnotes follow their paragraph.

    Source: Rich Text Format Specification 1.9.1.

    Raises:
        UnreadableError: it holds no text.
    """
    state = _Parser().parse(source.decode("latin-1"))
    text = state.out.text()
    if not text.strip():
        raise UnreadableError("it holds no text; save it again, or its text as .txt")
    metadata = tuple(
        Metadatum(fact, value[:500], f"document property {fact}", 0.6)
        for fact in ("title", "author")
        if (value := " ".join(_whole([state.facts.get(fact, "")]).split()))
    )
    return [Document(text, "application/rtf", "rtf/1", metadata=metadata, places=tuple(state.out.places))]


class _Parser:
    """The groups that are open, and what is held back until the next sign tells what it is."""

    def __init__(self) -> None:
        self.state = _State()
        self._groups = [_Group()]
        self._waiting = bytearray()  # bytes of a code page; some characters have several
        self._passed = 0  # characters to be passed over after a Unicode one
        self._starred = False

    def parse(self, raw: str) -> _State:
        """Read the whole file."""
        at = 0
        while m := _TOKEN.match(raw, at):  # none at a lone backslash at the end
            at = m.end()
            word, number, code, symbol, brace, plain = m.groups()
            if code is not None:
                self._byte(int(code, 16))
                continue
            if plain is not None:
                self._plain(plain)
                continue
            self._flush()
            if brace == "{":
                self._open()
            elif brace == "}":
                self._close()
            elif symbol == "*":
                self._starred = True
                continue
            elif symbol is not None:
                self._symbol(symbol)
            elif word == "bin":
                at += max(0, int(number or 0))
            elif word is not None:
                self._word(word, None if number is None else int(number))
            self._starred = False
            self._groups[-1].begins = brace == "{"
        self._flush()
        self.state.finish()
        return self.state

    def _byte(self, value: int) -> None:
        if self._passed:
            self._passed -= 1
        else:
            self._waiting.append(value)

    def _plain(self, text: str) -> None:
        rest = text[self._passed :]
        self._passed = max(0, self._passed - len(text))
        if rest.isascii():
            self._flush()
            self._put(rest)
        else:
            self._waiting += rest.encode("latin-1")

    def _open(self) -> None:
        self._passed = 0
        outer = self._groups[-1]
        self._groups.append(replace(outer, begins=True, either=False, ignored=outer.ignored or outer.either))

    def _close(self) -> None:
        self._passed = 0
        if len(self._groups) == 1:
            return
        closed = self._groups.pop()
        if closed.either:
            self._put("".join(self.state.spare))
            self.state.spare.clear()
        if closed.kind == "footnote" and self._groups[-1].kind != "footnote":
            self.state.end_note()

    def _symbol(self, symbol: str) -> None:
        if symbol in "\r\n":
            _act(self.state, self._groups[-1], "par", None)
        elif symbol in _SYMBOLS and not self._passed:
            self._put(_SYMBOLS[symbol])
        self._passed = max(0, self._passed - 1)

    def _word(self, word: str, value: int | None) -> None:
        if word == "u" and value is not None:
            self._passed = self._groups[-1].skip
            self._put(_character(value))
        elif word not in _SIGNS:
            _begin(self.state, self._groups[-1], word, starred=self._starred)
            _act(self.state, self._groups[-1], word, value)
        elif self._passed:
            self._passed -= 1
        else:
            self._put(_SIGNS[word])

    def _flush(self) -> None:
        """Put the bytes that wait, now that no more of their character can follow."""
        if self._waiting:
            self._put(_decoded(bytes(self._waiting), self._groups[-1].page or self.state.code_page))
            self._waiting.clear()

    def _put(self, text: str) -> None:
        """Put text where its group says that it belongs."""
        group, state = self._groups[-1], self.state
        if group.ignored:
            state.spare.append(text)
        elif group.kind in {"title", "author"}:
            state.facts[group.kind] = state.facts.get(group.kind, "") + text
        elif group.kind == "stylesheet":
            state.names[state.style] = state.names.get(state.style, "") + text.strip(" ;")
        elif not group.silent and not group.hidden:
            (state.note if group.kind == "footnote" else state.words).append(raised(text) if group.raised else text)


def _begin(state: _State, group: _Group, word: str, *, starred: bool) -> None:
    """What kind of group it is, by the first word in it."""
    if not group.begins and not starred:
        return
    if word == "upr":
        group.either = True
    elif word == "ud":
        group.ignored = False
        state.spare.clear()
    elif word in {"fonttbl", "stylesheet"}:
        group.kind, group.silent = word, True
    elif (word == "footnote" and not group.silent) or (word in {"title", "author"} and group.silent):
        group.kind = word
    elif word in _LEFT_OUT or (starred and word not in _STARRED and group.kind != "stylesheet"):
        group.silent, group.kind = True, ""


def _act(state: _State, group: _Group, word: str, value: int | None) -> None:
    if word == "ansicpg" and value:
        state.code_page = f"cp{value}"
    elif word == "mac":
        state.code_page = "mac_roman"
    elif word == "uc":
        group.skip = min(10, max(0, 1 if value is None else value))
    elif word == "f":
        state.font = value or 0
        group.page = state.pages.get(state.font, "")
    elif word == "fcharset" and group.kind == "fonttbl":
        state.pages[state.font] = _CHARSETS.get(value or 0, "")
    elif word == "plain":
        group.hidden, group.page, group.raised = False, "", False
    elif word in {"super", "nosupersub", "sub"}:
        group.raised = word == "super" and value != 0
    elif word in {"v", "deleted"}:
        group.hidden = value != 0
    elif word in {"s", "cs", "ds"} and (word == "s" or group.kind == "stylesheet"):
        state.style = (value or 0) if word == "s" else -1
    elif group.silent or group.hidden or group.ignored:
        return
    elif word in {"par", "sect", "page"}:
        if group.kind == "footnote":
            state.note.append("\n")
        else:
            state.end_paragraph()
    elif word == "pard":
        state.heading, state.style = False, 0
    elif word == "outlinelevel":
        state.heading = (value or 0) < 9
    elif word == "trowd":
        state.in_row = True
    elif word == "cell":
        state.end_cell()
    elif word == "row":
        state.end_row()
    elif word in {"nestcell", "nestrow"}:
        state.words.append(" | " if word == "nestcell" else "\n")


def _character(value: int) -> str:
    """A code unit of UTF-16; numbers above 32767 are written as negative ones by most programs."""
    return chr(value & 0xFFFF) if -0x8000 <= value <= 0xFFFF else "\ufffd"


def _whole(pieces: list[str]) -> str:
    """The pieces as one text, the halves of a character beyond 65,535 put together."""
    text = "".join(pieces).replace("\x00", "")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if _HALF.search(text) else text


def _decoded(data: bytes, page: str) -> str:
    try:
        return data.decode(page, "replace")
    except LookupError:
        return data.decode("cp1252", "replace")
