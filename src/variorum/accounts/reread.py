"""The kept originals read again: what the readers of today make of the bytes of yesterday."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from variorum.accounts.answer import answer_of
from variorum.accounts.archive import BY_SERVER
from variorum.accounts.cell import Task, read_in_cells
from variorum.accounts.decode import decode
from variorum.accounts.document import UnreadableError
from variorum.accounts.kinds import ENDINGS
from variorum.accounts.readers import read_file, reader_of
from variorum.accounts.scan import languages_of
from variorum.model import Account, Progress, silent
from variorum.settings import AccountSettings

_OF_TABLES = "table/"
"""Extractor of rows of tables: their text is their original, and nothing is extracted."""
_SERVER = re.compile(f" {BY_SERVER}[\\w-]+$")


@dataclass(frozen=True, slots=True)
class Reread:
    """An account read again."""

    account: Account
    """As the edition has it."""
    text: str | None
    """Its text now; None when it was not read."""
    extractor: str
    """Name and version of the reader now; empty when it was not read."""
    why_not: str
    """Why it was not read, with the remedy, without the account's name; empty when it was."""

    @property
    def differs(self) -> bool:
        """Whether the text is not the one that the edition has."""
        return self.text is not None and self.text != self.account.text


def reread(
    accounts: Sequence[Account], settings: AccountSettings, originals: Path | None = None, progress: Progress = silent
) -> list[Reread]:
    """The accounts read again from their original bytes, in their order, each risky one in a cell.

    Args:
        accounts: as an edition has them.
        settings: limits and languages.
        originals: folder in which originals lie that the edition does not hold; found by their SHA-256.
        progress: hears of each.
    """
    found: dict[int, Reread] = {}
    risky: list[tuple[int, Task]] = []
    beside = _Beside(originals)
    for number, account in enumerate(accounts):
        source = account.source if account.source is not None else beside.find(account)
        if source is None:
            found[number] = Reread(account, None, "", _ABSENT.format(account.size / 1e6))
            continue
        if account.extractor.startswith(_OF_TABLES):
            found[number] = Reread(account, source.decode("utf-8", "replace"), account.extractor, "")
            continue
        # A part of an archive has a name of its own; how it is read depends on what it was found to be.
        if told := _told(account):
            source = decode(source, told.removeprefix(f" {BY_SERVER}"))[0].encode("utf-8", "replace")
        name = "original" + next((e for e, kind in ENDINGS.items() if kind == account.media_type), "")
        if (reader := reader_of(source, name)) is not None:
            risky.append((number, Task(source, name, (reader.module, *reader.preload), reader.may_run)))
        else:
            found[number] = _read(account, source, name, settings)
    progress("reading again", len(found), len(accounts))
    # A scan is recognised in the languages that it was recognised in.
    languages = {n: languages_of(accounts[n].extractor) or settings.ocr_languages for n, _ in risky}
    for spoken in sorted(set(languages.values())):
        those = [(n, task) for n, task in risky if languages[n] == spoken]
        alike = replace(settings, ocr_languages=spoken)
        for place, answer in read_in_cells([task for _, task in those], read_file, alike):
            number = those[place][0]
            result = answer_of(answer)
            if isinstance(result, UnreadableError):
                found[number] = Reread(accounts[number], None, "", str(result))
            else:
                made = result[0].extractor + _told(accounts[number])
                found[number] = Reread(accounts[number], result[0].text, made, result[0].refused)
            progress("reading again", len(found), len(accounts))
    return [found[number] for number in sorted(found)]


_ABSENT = "its original ({:.0f} MB) is not in the edition; name the folder it lies in with --originals"


def _told(account: Account) -> str:
    """What the extractor says of the encoding that only a server told; empty where none did."""
    m = _SERVER.search(account.extractor)
    return m[0] if m else ""


def _read(account: Account, source: bytes, name: str, settings: AccountSettings) -> Reread:
    try:
        document = read_file(source, name, settings)[0]
    except UnreadableError as fault:
        return Reread(account, None, "", str(fault))
    return Reread(account, document.text, document.extractor + _told(account), "")


class _Beside:
    """Originals in a folder, by size first: only files of the right size are hashed."""

    def __init__(self, folder: Path | None) -> None:
        self._sizes: dict[int, list[Path]] = {}
        for file in sorted(folder.rglob("*")) if folder is not None else ():
            if file.is_file():
                self._sizes.setdefault(file.stat().st_size, []).append(file)

    def find(self, account: Account) -> bytes | None:
        """The bytes of an account's original, None where no file has its SHA-256."""
        for file in self._sizes.get(account.size, ()):
            source = file.read_bytes()
            if hashlib.sha256(source).hexdigest() == account.sha256:
                return source
        return None
