"""Which files are read, and what their accounts are called."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from variorum.accounts.kinds import ENDINGS, UNREAD
from variorum.accounts.sidecar import NAME
from variorum.model import Problem

_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]+")
# What programs leave in folders; nobody gathered it as an account.
_NEVER = frozenset({".variorum", ".db", ".sqlite", ".lock", ".part", ".pyc", ".css", ".js", ".ini", ".ds_store"})


@dataclass(frozen=True, slots=True)
class File:
    """A file to be read."""

    path: Path
    """As it was found."""
    asked: bool
    """Whether it was named itself, and not found in a folder."""


@dataclass(slots=True)
class Gathered:
    """What lies in the paths given."""

    files: list[File]
    """Files to read, sorted, each once."""
    sidecars: list[Path]
    """Every accounts.csv beside them, the nearest to a file last."""
    problems: list[Problem]
    """What could not be looked into."""


def gather(paths: Sequence[Path]) -> Gathered:
    """All files of `paths` and of the folders among them, whatever their order."""
    found: dict[str, File] = {}
    sidecars: dict[str, Path] = {}
    problems: list[Problem] = []

    def beside(folder: Path) -> None:
        for place in (folder.parent, folder):
            table = place / NAME
            if table.is_file():
                sidecars[os.path.realpath(table)] = table

    def add(file: Path, *, asked: bool) -> None:
        key = os.path.realpath(file)
        if key not in found or asked:
            found[key] = File(file, asked)

    for path in sorted(set(paths), key=str):
        if path.is_dir():
            before = len(found)
            beside(path)
            for file in _walk(path, problems):
                if file.name == NAME:
                    sidecars[os.path.realpath(file)] = file
                elif _supported(file):
                    add(file, asked=False)
                elif file.suffix.lower() not in _NEVER:
                    problems.append(_passed_over(file))
            if len(found) == before:
                problems.append(
                    Problem(
                        "error",
                        "accounts",
                        str(path),
                        f"There is no account in {path}: put text, HTML, PDF, Word or mail files there and read it again.",
                    )
                )
        elif path.name == NAME:
            sidecars[os.path.realpath(path)] = path
        elif path.is_file():
            beside(path.parent)
            add(path, asked=True)
        elif path.exists():
            problems.append(
                Problem(
                    "error", "accounts", str(path), f"{path} is neither a file nor a folder; give the path of a file."
                )
            )
        else:
            problems.append(
                Problem("error", "accounts", str(path), f"There is no file {path}; check its name and folder.")
            )
    files = sorted(found.values(), key=lambda f: str(f.path))
    return Gathered(files, sorted(sidecars.values(), key=lambda p: (len(p.parts), str(p))), problems)


def _walk(folder: Path, problems: list[Problem]) -> Iterable[Path]:
    """Files below `folder`, sorted, without hidden ones, links out of it and the parts of saved web pages."""

    def failed(fault: OSError) -> None:
        problems.append(
            Problem(
                "error",
                "accounts",
                str(fault.filename),
                f"The folder {fault.filename} cannot be looked into ({fault.strerror}); allow reading it.",
            )
        )

    for place, folders, names in os.walk(folder, onerror=failed):
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and not f.endswith(("_files", ".reading")) and f != "__MACOSX"
        )
        problems += [_not_followed(link) for f in folders if (link := Path(place, f)).is_symlink()]
        for name in sorted(names):
            file = Path(place, name)
            if name.startswith((".", "~$")):
                continue
            if not file.is_file():
                problems.append(
                    Problem(
                        "error",
                        "accounts",
                        str(file),
                        f"{file} is no file that can be read (a broken link, a pipe or a device); take it away.",
                    )
                )
            elif file.is_symlink() and not os.path.realpath(file).startswith(os.path.realpath(folder) + os.sep):
                problems.append(
                    Problem(
                        "warning",
                        "accounts",
                        str(file),
                        f"{file} was passed over: it is a link that leads out of the folder; name the file itself.",
                    )
                )
            else:
                yield file


def _supported(file: Path) -> bool:
    return file.suffix.lower() in ENDINGS or file.suffix.lower() in UNREAD or (file.suffix == "" and file.is_file())


def _not_followed(link: Path) -> Problem:
    return Problem(
        "warning",
        "accounts",
        str(link),
        f"{link} was passed over: it is a link to a folder; name the folder itself.",
    )


def _passed_over(file: Path) -> Problem:
    return Problem(
        "note",
        "accounts",
        str(file),
        f"{file} was passed over: {file.suffix} is no format of accounts; name the file itself to have it read as text.",
    )


def shown(name: str) -> str:
    """A file's name as it can be written and read anywhere: what is no character, ends a line or turns its direction as %XX.

    >>> shown("late\\nnews\\udcff.txt")
    'late%0Anews%FF.txt'
    """
    return _UNSHOWN.sub(lambda m: "".join(f"%{b:02X}" for b in os.fsencode(m[0])), name)


def name_files(paths: Sequence[Path]) -> dict[Path, str]:
    """A name for each file: its own, with as many folders as it takes where two share a name."""
    names: dict[Path, str] = {}
    depth = dict.fromkeys(paths, 1)
    while True:
        names = {p: shown("/".join(p.parts[-depth[p] :]).lstrip("/")) for p in paths}
        seen = Counter(names.values())
        twins = [p for p in paths if seen[names[p]] > 1 and depth[p] < len(p.parts)]
        if not twins:
            return names
        for p in twins:
            depth[p] += 1


def name_sigla(names: Sequence[str]) -> dict[str, str]:
    """A siglum for each account's name: the shortest of its beginnings that no other account has.

    >>> name_sigla(["000_ac95.txt", "001_0857.txt", "late news.pdf", "b/late news.pdf"])
    {'000_ac95.txt': '000', '001_0857.txt': '001', 'late news.pdf': 'late news.pdf', 'b/late news.pdf': 'b/late news'}
    """
    choices = {name: _choices(name) for name in names}
    level = dict.fromkeys(names, 0)
    while True:
        sigla = {name: choices[name][min(level[name], len(choices[name]) - 1)] for name in names}
        seen = Counter(s.lower() for s in sigla.values())
        twins = [n for n in names if seen[sigla[n].lower()] > 1 and level[n] < len(choices[n]) - 1]
        if not twins:
            return sigla
        for name in twins:
            level[name] += 1


def _choices(name: str) -> list[str]:
    """First part of the file's name, its stem, its whole name, with its folders."""
    last = name.rsplit("/", 1)[-1]
    stem = last.rsplit(".", 1)[0] or last
    first = re.split(r"[_ ]", stem, maxsplit=1)[0]
    whole = name.rsplit(".", 1)[0] if "." in last.lstrip(".") else name
    options = [first] if 0 < len(first) <= 20 else []
    return list(dict.fromkeys([*options, stem, whole, name]))
