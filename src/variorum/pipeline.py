"""The whole journey on one page: from files to an edition. Only this file knows the order of the stages."""

from __future__ import annotations

import functools
import gc
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar

from variorum import plugins
from variorum.accounts import add_accounts, read_accounts
from variorum.adding import Extracted, Known, unlike
from variorum.claims import Extractor, extract_claims, find_event, prepare_account
from variorum.collation import collate_claims
from variorum.engine import ClusterEngine, LocalEngine
from variorum.lineage import trace_lineage
from variorum.model import (
    Account,
    Addition,
    Before,
    Claim,
    Edition,
    Event,
    Prepared,
    Problem,
    Progress,
    ReadingView,
    UserError,
    silent,
)
from variorum.present.changed import changes_between
from variorum.settings import EngineSettings, Settings
from variorum.store import open_known, save_edition, update_edition
from variorum.text import clean_text
from variorum.verdicts import reconcile

Result = TypeVar("Result")
_COLLECTED = 200_000, 20, 100
"""Objects, and rounds, after which the collector looks while an edition is made: readers of PDF and HTML leave cycles."""


def make_edition(paths: Sequence[Path], settings: Settings | None = None, progress: Progress = silent) -> Edition:
    """The edition of all accounts in `paths` (files, or folders of files).

    Raises:
        UserError: not one account could be read; its message says why.
    """
    settings = settings or Settings()
    accounts, problems = read_accounts(paths, settings.accounts, progress)
    if not accounts:
        raise UserError(_nothing_read(paths, problems))
    return edit_accounts(accounts, problems, settings, progress)


def edit_accounts(
    accounts: Sequence[Account],
    problems: Sequence[Problem],
    settings: Settings,
    progress: Progress = silent,
) -> Edition:
    """The edition of accounts already read, with the problems met in reading them."""
    return add_to_edition(accounts, problems, settings, progress).edition


def add_to_edition(
    accounts: Sequence[Account],
    problems: Sequence[Problem],
    settings: Settings,
    progress: Progress = silent,
    before: Before | None = None,
) -> Addition:
    """The edition of accounts already read, with the problems met in reading them.

    What `before`, an edition of some of them, holds already is taken from it; changed by what is new, it is the edition that is
    made without it.
    """
    accounts = tuple(sorted(accounts, key=lambda a: a.siglum))
    engine = LocalEngine(settings.engine)
    found: list[Problem] = list(problems)

    made = _made(settings)
    known = Known(before, accounts, made)

    prepare = functools.partial(_prepare, settings)
    cleaned = _for_each(accounts, known.prepared, lambda new: engine.map(prepare, new), progress, "cleaning")
    ready = [prepared for prepared, _ in cleaned]
    found += [p for _, more in cleaned for p in more]
    views = {p.siglum: p.view for p in ready}

    parallels, stemma, more, searched = trace_lineage(
        accounts, settings.lineage, progress, known.before.edition if known.before is not None else None
    )
    found += more

    event = find_event(accounts, ready)
    added, more = plugins.load(plugins.EXTRACTORS)
    found += more
    extract = functools.partial(_extract, event, added)
    extracted = _for_each(
        accounts,
        lambda a: known.extracted(a, event),
        lambda new: engine.map(extract, [(a, views[a.siglum]) for a in new]),
        progress,
        "claims",
    )
    claims = _told_apart([c for told in extracted for c in told[0]])
    found += [p for told in extracted for p in told[2]]

    renewed = known.renewed(accounts, event)
    held = known.held(renewed)
    items, more = collate_claims(claims, accounts, views, parallels, settings.collation, progress, known.grounds())
    found += more
    names = {i: (h.item.label, h.item.grounds) for i, h in held.items()}
    linked = frozenset(i.id for i in items if names.get(i.id) == (i.label, i.grounds))
    held = {i: held[i] for i in linked}
    reconciled, more = reconcile(
        items, claims, accounts, parallels, event, settings.verdicts, progress, known.before, held
    )
    found += more
    edition = Edition(
        accounts=accounts,
        event=event,
        claims=tuple(claims),
        rejections=tuple(r for told in extracted for r in told[1]),
        entries=reconciled.entries,
        parallels=parallels,
        stemma=stemma,
        findings=reconciled.findings,
        origins=reconciled.origins,
        problems=tuple(found),
        decisions=(),
        made=made,
        prepared=tuple(ready),
        learnt=reconciled.learnt,
        searched=searched,
    )
    digest = known.before.digest if known.before is not None else ""
    return Addition(edition, reconciled.order, linked, reconciled.conflicts, digest, renewed)


def _for_each(
    accounts: Sequence[Account],
    known: Callable[[Account], Result | None],
    work: Callable[[Sequence[Account]], Iterable[Result]],
    progress: Progress,
    stage: str,
) -> list[Result]:
    """What a stage gives for each account: what is known of it, else what `work` gives for those of which nothing is."""
    made = {a.siglum: known(a) for a in accounts}
    new = [a for a in accounts if made[a.siglum] is None]
    for done, (account, result) in enumerate(zip(new, work(new), strict=True), 1):
        made[account.siglum] = result
        progress(stage, done, len(new))
    return [result for result in made.values() if result is not None]


def _made(settings: Settings) -> tuple[tuple[str, str], ...]:
    """What decides what is in an edition: the program, and its settings by stage; not where the work ran."""
    stages = {f.name: getattr(settings, f.name) for f in fields(settings) if f.name not in ("accounts", "engine")}
    said = [(f"settings: {name}", json.dumps(asdict(s), sort_keys=True)) for name, s in stages.items()]
    added = plugins.names(plugins.EXTRACTORS)
    if added:
        said.append(("plugins", ", ".join(added)))
    return tuple(sorted([*said, ("variorum", version("variorum"))]))


def _told_apart(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, those of a second account with the very same bytes under ids of their own."""
    seen: set[str] = set()
    told = []
    for claim in claims:
        name = claim.id
        if name in seen:
            name = hashlib.sha256(f"{claim.id} {claim.siglum}".encode()).hexdigest()[:16]
        seen.add(name)
        told.append(claim if name == claim.id else replace(claim, id=name))
    return told


def _prepare(settings: Settings, account: Account) -> tuple[Prepared, tuple[Problem, ...]]:
    view, problems = clean_text(account, settings.text)
    try:
        return prepare_account(account, view, settings.claims), problems
    except Exception as fault:  # noqa: BLE001  one account must not cost the others
        return Prepared(account.siglum, view, (), ()), (*problems, _failed(account, "days and places are", fault))


def _extract(event: Event, extractors: tuple[Extractor, ...], pair: tuple[Account, ReadingView]) -> Extracted:
    try:
        return extract_claims(*pair, event, extractors)
    except Exception as fault:  # noqa: BLE001  one account must not cost the others
        return (), (), (_failed(pair[0], "claims are", fault),)


def _failed(account: Account, what: str, fault: Exception) -> Problem:
    """What the user is told where the program failed on the text of one account."""
    message = f"The program failed on {account.name} ({type(fault).__name__}: {fault}), and its {what} missing: please report it, and read by hand what it says."
    return Problem("error", "claims", account.name, message)


def _nothing_read(paths: Sequence[Path], problems: Sequence[Problem]) -> str:
    names = ", ".join(str(p) for p in paths)
    if problems:
        none = f"None of the files in {names} could be read. " if len(problems) > 1 else ""
        return none + " ".join(p.message for p in problems[:3])
    return f"There is no account in {names}: put text, Markdown or HTML files there and read it again."


@dataclass(frozen=True, slots=True)
class Summary:
    """What reading gave, for the user who asked for it."""

    path: Path
    """Edition written, or meant to be."""
    counts: tuple[tuple[str, int], ...]
    """accounts, claims, items, conflicts, families of copies, problems."""
    problems: tuple[Problem, ...]
    """All problems of the edition."""
    failed: bool
    """Whether something given could not be used."""
    remark: str = ""
    """What else the user should know of how it was made; empty when nothing."""

    def row(self) -> dict[str, object]:
        """The summary as plain values."""
        return {"edition": str(self.path), "failed": self.failed} | dict(self.counts)

    def sentence(self) -> str:
        """The summary in words."""
        if not self.counts:
            return f"{self.path}: not written"
        return f"{self.path}: " + ", ".join(f"{n} {name if n != 1 else _one(name)}" for name, n in self.counts)


@contextmanager
def _many_records() -> Iterator[None]:
    """Let the collector of cyclic garbage look seldom: millions of records, of which none is in a cycle, took it a sixth of all time."""
    before = gc.get_threshold()
    gc.set_threshold(*_COLLECTED)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_many_records()
def read_edition(
    paths: Sequence[Path], out: Path, settings: Settings, progress: Progress = silent, *, add: bool = False
) -> Summary:
    """Read `paths` and write their edition to `out`, with the accounts already in it where `add` says so.

    Raises:
        UserError: nothing could be read, `out` cannot be written, or it is no edition though it should be.
    """
    before = open_known(out) if add or out.exists() else None
    # What is read is kept beside the edition until it is written: an interrupted reading goes on there.
    unfinished = out.with_name(out.name + ".reading")
    old = before.edition if before is not None else None
    held = [a.name for a in old.accounts] if add and old is not None else []
    accounts, problems = read_accounts(paths, replace(settings.accounts, cache=unfinished), progress, held)
    if not accounts:
        raise UserError(_nothing_read(paths, problems))
    remark = ""
    if add and old is not None:
        told = [p for p in old.problems if p.stage == "accounts"]
        accounts, problems = add_accounts(old.accounts, told, accounts, problems, settings.accounts)
        remark = _otherwise(out, unlike(old.made, _made(settings)))
    if old is not None:
        problems = (*problems, *changes_between(old, accounts))
    addition = add_to_edition(accounts, problems, settings, progress, before if add else None)
    if addition.before:
        update_edition(addition, out, unfinished)
    else:
        edition = addition.edition
        save_edition(replace(edition, decisions=old.decisions) if old is not None else edition, out, unfinished)
    shutil.rmtree(unfinished, ignore_errors=True)
    return replace(_summary(addition, out), remark=remark)


def _otherwise(out: Path, differs: Sequence[str]) -> str:
    """A sentence on what an edition was made with before and is not now; empty when it is made as it was."""
    if not differs:
        return ""
    what = ", ".join(n.removeprefix("settings: ") for n in differs)
    return f"{out} was made with another version or other settings ({what}): it is made anew with those of now."


def read_each(
    folder: Path,
    out: Path,
    settings: Settings,
    progress: Progress = silent,
    *,
    force: bool = False,
    engine: ClusterEngine | None = None,
) -> list[Summary]:
    """Read every subfolder of `folder` as an event; an event that fails does not stop the others.

    `engine` does the reading; without one it is done here, by as many processes as the settings say.

    Raises:
        UserError: there is no subfolder, or `out` cannot be made.
    """
    events = sorted(p for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    if not events:
        raise UserError(f"{folder} has no subfolders: --each reads every subfolder as an event of its own.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise UserError(f"{out} cannot be made ({fault.strerror}): give another folder with --out.") from fault
    mapper = engine or LocalEngine(replace(settings.engine, pool_from=2))
    if engine:
        # Other machines work in other folders.
        events, out = [event.resolve() for event in events], out.resolve()
    alone = replace(settings, engine=EngineSettings(workers=1), accounts=replace(settings.accounts, workers=1))
    results = []
    for summary in mapper.map(functools.partial(_one_event, out, alone, force), events):
        results.append(summary)
        progress("events", len(results), len(events))
    return results


def _one_event(out: Path, settings: Settings, force: bool, folder: Path) -> Summary:
    target = out / f"{folder.name}.variorum"
    try:
        if target.exists() and not force:
            raise UserError(f"{target} is there already: give another --out, or --force to replace it.")
        return read_edition([folder], target, settings)
    except UserError as fault:
        said = str(fault)
    except Exception as fault:  # noqa: BLE001  a fault of the program in one event must not cost the others
        said = f"the program has failed ({type(fault).__name__}: {fault}): `variorum read {folder}` alone tells more."
    return Summary(target, (), (Problem("error", "accounts", folder.name, said),), failed=True)


def edition_path(paths: Sequence[Path]) -> Path:
    """Where the edition of `paths` goes when nothing is said: beside the first, under its name."""
    first = paths[0].resolve()
    return first.with_name(f"{first.name if first.is_dir() else first.stem}.variorum")


def _summary(addition: Addition, path: Path) -> Summary:
    edition = addition.edition
    counts = {
        "accounts": len(edition.accounts),
        "claims": len(edition.claims),
        "items": len(addition.order),
        "conflicts": addition.conflicts,
        "families of copies": len(edition.stemma.families),
        "problems": sum(p.severity != "note" for p in edition.problems),
    }
    failed = any(p.severity == "error" and p.stage == "accounts" for p in edition.problems)
    return Summary(path, tuple(counts.items()), edition.problems, failed)


def _one(name: str) -> str:
    return "family of copies" if name == "families of copies" else name.removesuffix("s")
