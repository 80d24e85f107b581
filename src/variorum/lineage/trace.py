"""The lineage of a whole corpus, from a file of documents to a file of parallels."""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from variorum.lineage.corpus import Corpus, read_corpus, room
from variorum.lineage.fold import Folding, lay
from variorum.lineage.rows import family_rows, parallel_rows
from variorum.lineage.search import find_passages, kernels_for
from variorum.lineage.spread import Engine, Table, spread_lines
from variorum.lineage.strange import vocabulary_of
from variorum.lineage.tables import is_parquet, need_pyarrow, write_rows
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
    engine: Callable[[Path], Engine[Table]] | None = None,
) -> Traced:
    """Write the parallels (or families) of the corpus in `path` to `out`, whole or not at all: JSON lines, or Parquet by its ending.

    What a stopped run has done lies in a folder beside `out`, and a run of the same corpus goes on from there. `engine`,
    given such a folder, carries the search; without one it runs here. The bytes are the same.

    Raises:
        UserError: the corpus cannot be read or `out` cannot be written.
    """
    folder = out.with_name(out.name + ".unfinished")
    if is_parquet(out):
        need_pyarrow(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        unfinished = out.with_name(out.name + ".part")
        unfinished.touch()
    except OSError as fault:
        raise UserError(f"{out} cannot be written: {fault.strerror}. Name another file with --out.") from fault
    try:
        corpus, problems = read_corpus(path, settings, folder, progress)
        kept = folder / _fingerprint(path, settings)
        if engine is None:
            lines = _lines(corpus, settings, progress, folder, kept, families=families, compiled=compiled)
        else:
            lines = spread_lines(corpus, settings, engine(kept), families=families)
        write = functools.partial(write_rows, families=families) if is_parquet(out) else _write_lines
        count = 0
        for count, _ in enumerate(write(unfinished, lines), 1):
            if count % 1024 == 0:
                progress("writing", count, None)
        progress("writing", count, count)
        unfinished.replace(out)
    except OSError as fault:
        raise UserError(f"{out} cannot be written: {fault.strerror}. Make room, or name another with --out.") from fault
    finally:
        unfinished.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    return Traced(len(corpus.ids), count, problems)


def _lines(
    corpus: Corpus,
    settings: LineageSettings,
    progress: Progress,
    folder: Path,
    kept: Path,
    *,
    families: bool,
    compiled: bool | None,
) -> Iterator[str]:
    """The rows as lines of JSON, searched for here."""
    folding = Folding()
    write = functools.partial(kernels_for(len(corpus.raw), compiled=compiled).write_letters, folding)
    letters = lay(corpus.raw, corpus.spans, write, lambda size: room(folder / "letters.bin", size, settings))
    progress("folding", 1, 1)
    keeps = len(letters.codes) > settings.keep_from
    if keeps:
        kept.mkdir(parents=True, exist_ok=True)
    passages = find_passages(letters, settings, progress, compiled=compiled, folder=kept if keeps else None)
    vocabulary = functools.cache(lambda: vocabulary_of(corpus.text, len(corpus.ids)))
    rows = family_rows(corpus, folding, passages) if families else parallel_rows(corpus, folding, passages, vocabulary)
    for row in rows:
        yield json.dumps(row, ensure_ascii=False)


def _write_lines(path: Path, lines: Iterable[str]) -> Iterator[None]:
    """Write lines; one step a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            file.write(line + "\n")
            yield


def _fingerprint(path: Path, settings: LineageSettings) -> str:
    """A name for what a run depends on: the file as it is, the settings and the program."""
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    states = [(f.name, s.st_size, s.st_mtime_ns) for f in files for s in (f.stat(),)]
    told = f"{path.resolve()} {states} {settings} {version('variorum')}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]
