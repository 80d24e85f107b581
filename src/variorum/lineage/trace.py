"""The lineage of a whole corpus, from a file of JSON lines to a file of parallels."""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from variorum.lineage.corpus import read_corpus, room
from variorum.lineage.fold import Folding, lay
from variorum.lineage.rows import family_rows, parallel_rows
from variorum.lineage.search import find_passages, kernels_for
from variorum.model import Problem, Progress, UserError, silent
from variorum.settings import LineageSettings


@dataclass(frozen=True, slots=True)
class Traced:
    """What a corpus gave."""

    documents: int
    """Documents compared."""
    rows: int
    """Parallels or families written."""
    problems: tuple[Problem, ...]
    """What could not be used, by line."""


def trace_corpus(
    path: Path,
    out: Path,
    settings: LineageSettings,
    progress: Progress = silent,
    *,
    families: bool = False,
    compiled: bool | None = None,
) -> Traced:
    """Write the parallels (or families) of the corpus in `path` to `out`, whole or not at all.

    What a stopped run has done lies in a folder beside `out`, and a run of the same corpus goes on from there.

    Raises:
        UserError: the corpus cannot be read or `out` cannot be written.
    """
    folder = out.with_name(out.name + ".unfinished")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        unfinished = out.with_name(out.name + ".part")
        unfinished.touch()
    except OSError as fault:
        raise UserError(f"{out} cannot be written: {fault.strerror}. Name another file with --out.") from fault
    try:
        corpus, problems = read_corpus(path, settings, folder, progress)
        folding = Folding()
        write = functools.partial(kernels_for(len(corpus.raw), compiled=compiled).write_letters, folding)
        letters = lay(corpus.raw, corpus.spans, write, lambda size: room(folder / "letters.bin", size, settings))
        progress("folding", 1, 1)
        kept = None
        if len(letters.codes) > settings.keep_from:
            kept = folder / _fingerprint(path, settings)
            kept.mkdir(parents=True, exist_ok=True)
        passages = find_passages(letters, settings, progress, compiled=compiled, folder=kept)
        rows = family_rows if families else parallel_rows
        count = 0
        with unfinished.open("w", encoding="utf-8", newline="\n") as file:
            for row in rows(corpus, folding, passages):
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
                if count % 1024 == 0:
                    progress("writing", count, None if families else len(passages))
        progress("writing", count, count)
        unfinished.replace(out)
    except OSError as fault:
        raise UserError(f"{out} cannot be written: {fault.strerror}. Make room, or name another with --out.") from fault
    finally:
        unfinished.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    return Traced(len(corpus.ids), count, problems)


def _fingerprint(path: Path, settings: LineageSettings) -> str:
    """A name for what a run depends on: the file as it is, the settings and the program."""
    state = path.stat()
    told = f"{path.resolve()} {state.st_size} {state.st_mtime_ns} {settings} {version('variorum')}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
