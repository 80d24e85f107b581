"""From files to accounts: one reader a format, metadata with where it was found."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from variorum.accounts.answer import answer_of
from variorum.accounts.cell import Task, read_in_cells
from variorum.accounts.credits import read_credits
from variorum.accounts.dating import date_in_name
from variorum.accounts.document import Document, NoAccountsError, UnreadableError
from variorum.accounts.gather import File, gather, name_files, name_sigla, shown
from variorum.accounts.head import read_head
from variorum.accounts.kept import Kept
from variorum.accounts.language import NAMES, find_language
from variorum.accounts.readers import read_file, reader_of
from variorum.accounts.sidecar import Sidecar, missing_files, read_sidecar
from variorum.model import AGENCY, Account, Metadatum, Problem, Progress, silent
from variorum.settings import AccountSettings

__all__ = ["add_accounts", "read_accounts"]

_SENTENCES = 30
"""Words from which a text is more than a heading or a list, and has a language."""
_FIELDS = ("title", "published", "publisher", "author", "url", "language", "network", AGENCY)


def read_accounts(
    paths: Sequence[Path], settings: AccountSettings, progress: Progress = silent, known: Collection[str] = ()
) -> tuple[tuple[Account, ...], tuple[Problem, ...]]:
    """Accounts of all files in `paths` and the folders among them, sorted by siglum, and what went wrong.

    `known` are names of accounts that a table beside the files may tell of though they are not read now.

    The same files give the same accounts whatever the order of `paths`. Text is decoded here; every other format is
    parsed in a process of its own, within the limits of `settings`.
    """
    gathered = gather(paths)
    problems = gathered.problems
    sidecars: list[Sidecar] = []
    for path in gathered.sidecars:
        sidecar, more = read_sidecar(path)
        sidecars.append(sidecar)
        problems += more
    names = name_files([f.path for f in gathered.files])
    problems += _same_names(gathered.files, names)
    found: list[Account] = []
    for file, source, documents in _read_all(gathered.files, names, settings, problems, progress):
        for document in documents:
            name = f"{names[file.path]}/{shown(document.part)}" if document.part else names[file.path]
            problems += [Problem(s, "accounts", name, f"{name}: {sentence}.") for s, sentence in document.notes]
            if document.refused:
                problems.append(_unread(name, document.refused))
                continue
            told: tuple[Metadatum, ...] = ()
            for sidecar in sidecars:
                told = sidecar.of(file.path, document.part) or told
            found.append(_account(name, source, document, told, settings))
    for sidecar in sidecars:
        problems += missing_files(sidecar, sorted({f.path.parent for f in gathered.files}), known)
    return _settled(found, problems, settings)


def add_accounts(
    known: Sequence[Account],
    told: Sequence[Problem],
    read: Sequence[Account],
    more: Sequence[Problem],
    settings: AccountSettings,
) -> tuple[tuple[Account, ...], tuple[Problem, ...]]:
    """The `known` accounts of an edition and those `read` now, as if all had been read at once, and what went wrong.

    Of two with one name that which was read now stands for both. `told` and `more` are the problems met in reading.
    """
    names = {a.name for a in read}
    accounts = [*read, *(a for a in known if a.name not in names)]
    return _settled(accounts, [*more, *(p for p in told if p.where not in names)], settings)


def _settled(
    found: Sequence[Account], problems: list[Problem], settings: AccountSettings
) -> tuple[tuple[Account, ...], tuple[Problem, ...]]:
    """Each account once, under its siglum, and the problems in order."""
    kept = _without_duplicates(sorted(found, key=lambda a: a.name), problems)
    sigla = name_sigla([a.name for a in kept])
    accounts = sorted((replace(a, siglum=sigla[a.name]) for a in kept), key=lambda a: a.siglum)
    for account in accounts:
        if account.language and account.language.split("-")[0] not in settings.understood:
            problems.append(_not_understood(account))
        elif not account.language and len(account.text.split(maxsplit=_SENTENCES)) > _SENTENCES:
            problems.append(_of_no_language(account))
    order = {"error": 0, "warning": 1, "note": 2}
    problems.sort(key=lambda p: (order[p.severity], p.where, p.message))
    said = (replace(p, where=shown(p.where), message=shown(p.message)) for p in problems)
    return tuple(accounts), tuple(dict.fromkeys(said))


def _read_all(
    files: Sequence[File],
    names: dict[Path, str],
    settings: AccountSettings,
    problems: list[Problem],
    progress: Progress,
) -> Iterator[tuple[File, bytes, list[Document]]]:
    """Each file that can be read, with its bytes and its documents; what cannot be read goes to `problems`."""
    risky: list[tuple[File, Task]] = []
    done = 0
    for file in files:
        name = names[file.path]
        try:
            size = file.path.stat().st_size
            if size > settings.max_bytes:
                problems.append(_unread(name, _too_large(size, settings)))
                continue
            source = file.path.read_bytes()
        except OSError as fault:
            problems.append(
                _unread(name, f"the system refuses it ({fault.strerror}); allow reading it, or take it away")
            )
            continue
        if (reader := reader_of(source, name)) is not None:
            risky.append((file, Task(source, name, (reader.module, *reader.preload), reader.may_run)))
            continue
        try:
            documents = read_file(source, name, settings)
        except UnreadableError as fault:
            problems.append(_unread(name, str(fault)))
        else:
            yield file, source, documents
        done += 1
        progress("reading", done, len(files))
    for number, answer in _answers([task for _, task in risky], settings):
        file, task = risky[number]
        result = answer_of(answer)
        if isinstance(result, NoAccountsError) and not file.asked:
            problems.append(Problem("note", "accounts", task.name, f"{task.name} was passed over: {result}."))
        elif isinstance(result, UnreadableError):
            problems.append(_unread(task.name, str(result)))
        else:
            yield file, task.source, result
        done += 1
        progress("reading", done, len(files))


def _answers(tasks: Sequence[Task], settings: AccountSettings) -> Iterator[tuple[int, bytes]]:
    """What each task's reader found, now or in a reading that was interrupted."""
    if not tasks:
        return
    kept = Kept(settings)
    new: list[int] = []
    for number, task in enumerate(tasks):
        answer = kept.find(task)
        if answer is None:
            new.append(number)
        else:
            yield number, answer
    for place, answer in read_in_cells([tasks[n] for n in new], read_file, settings):
        kept.keep(tasks[new[place]], answer)
        yield new[place], answer


def _too_large(size: int, settings: AccountSettings) -> str:
    return (
        f"it has {size / 1e6:.0f} MB, more than the {settings.max_bytes / 1e6:.0f} MB that are read of one file; "
        "divide it, or allow more with --max-bytes"
    )


def _unread(name: str, cause: str) -> Problem:
    return Problem("error", "accounts", name, f"{name} was not read: {cause}.")


def _account(
    name: str, source: bytes, document: Document, told: tuple[Metadatum, ...], settings: AccountSettings
) -> Account:
    """An account of a document: each field from the user's table, the document itself, its text, its name."""
    original = source if document.source is None else document.source
    untitled = [p.span for p in document.places if p.kind in {"boilerplate", "table"}]
    typeset = document.media_type == "application/pdf"
    metadata = [*told, *document.metadata, *read_head(document.text, untitled, typeset=typeset)]
    metadata += read_credits(document.text)
    if (day := date_in_name(name)) is not None:
        metadata.append(Metadatum("published", day, "file name", 0.4))
    if (language := find_language(document.text)) is not None:
        metadata.append(Metadatum("language", language[0], "words of the text", language[1]))
    chosen: dict[str, str] = {}
    kept: list[Metadatum] = []
    for field in _FIELDS:
        of_field = [m for m in metadata if m.field == field]
        kept += of_field
        if field == AGENCY:
            continue  # an account may credit several
        # A full date at a lesser place is worth more than a month at a better one only when both agree.
        best = next((m for m in of_field if m.sure >= 0.4), None)
        if best is not None:
            finer = [m for m in of_field if m.value.startswith(best.value) and m.sure >= 0.4]
            if not best.value:
                continue  # the user says that it is not known
            chosen[field] = max(finer, key=lambda m: len(m.value)).value if field == "published" else best.value
    return Account(
        siglum=name,
        name=name,
        text=document.text,
        sha256=hashlib.sha256(original).hexdigest(),
        size=len(original),
        source=original if len(original) <= settings.max_kept_bytes else None,
        media_type=document.media_type,
        encoding=document.encoding,
        extractor=document.extractor,
        metadata=tuple(kept),
        places=tuple(sorted(document.places, key=lambda p: (p.span, p.kind))),
        **chosen,
    )


def _same_names(files: Sequence[File], names: dict[Path, str]) -> list[Problem]:
    by_name: dict[str, list[str]] = {}
    for file in files:
        by_name.setdefault(file.path.name, []).append(names[file.path])
    return [
        Problem(
            "error",
            "accounts",
            twins[0],
            f"{', '.join(sorted(twins))} share the name {name}: they were read as accounts of their own, told apart by their folders; rename all but one.",
        )
        for name, twins in sorted(by_name.items())
        if len(twins) > 1
    ]


def _without_duplicates(found: Sequence[Account], problems: list[Problem]) -> list[Account]:
    """Each account once: the same bytes twice are kept only where the user says that two publishers printed them."""
    kept: list[Account] = []
    seen: dict[str, list[Account]] = {}
    for account in found:
        name = account.name
        for other in seen.get(account.sha256, []):
            if (account.publisher, account.url, account.published) == (other.publisher, other.url, other.published):
                problems.append(
                    Problem(
                        "error",
                        "accounts",
                        name,
                        f"{name} is the same file as {other.name}, byte for byte, and was left out; take one of them away, or give each its own publisher in accounts.csv.",
                    )
                )
                break
        else:
            kept.append(account)
            seen.setdefault(account.sha256, []).append(account)
    return kept


def _not_understood(account: Account) -> Problem:
    tag = str(account.language)
    name = NAMES.get(tag.split("-", maxsplit=1)[0])
    return Problem(
        "note",
        "accounts",
        account.name,
        f"{account.name} is in {f'{name} ({tag})' if name else f'a language ({tag})'}, which is not understood yet: its text, the "
        "passages it shares, figures in digits and quotations are read; numbers and dates in words, and what its sentences say "
        "of a figure, are not. If it is in English, say so in accounts.csv.",
    )


def _of_no_language(account: Account) -> Problem:
    return Problem(
        "note",
        "accounts",
        account.name,
        f"{account.name}: its language was not recognised, and it is read as English; say in accounts.csv which it is.",
    )
