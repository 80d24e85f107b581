"""`variorum lineage`: the shared passages of a corpus of any size."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from variorum.cli.engines import engine_option
from variorum.cli.output import check_output
from variorum.cli.progress import listening
from variorum.cli.settings_file import read_settings, settings_option
from variorum.model.problem import UserError


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write, whole or not at all.")
@click.option("--families", is_flag=True, help="Write families of passages instead of parallels.")
@click.option("--plain", is_flag=True, help="Use numpy alone, though the compiled kernels are there: the same, slower.")
@engine_option("local", "daft", "ray")
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    corpus: Path, out: Path, engine: str, settings_file: Path | None, *, families: bool, plain: bool, as_json: bool
) -> None:
    """Find the passages that documents of CORPUS share, and who had them from whom.

    CORPUS has one document a line: {"id": "a", "text": "...", "date": "2012-01-20"}; the date may be left out. It may be
    Parquet with these columns, a file or a folder of files named *.parquet; so may the result, by the ending of its name.
    The same documents give the same bytes, in whatever order they stand and on whatever engine. A run that was stopped
    goes on where it was.

    --engine ray://HOST:10001 joins a Ray cluster, whose machines must see the folder of --out; for trial, --engine ray starts
    one of this machine alone, and --engine daft does the same steps in this process.

    \b
    Examples:
      variorum lineage reports.jsonl --out parallels.jsonl
      variorum lineage reports.jsonl --families --out families.jsonl
      variorum lineage crawl.parquet --engine ray://head:10001 --out /shared/parallels.parquet

    Exit code 0 when every line was used, 2 when some could not be; the others always are.
    """
    from variorum.engine import ClusterEngine
    from variorum.lineage.search import has_numba
    from variorum.lineage.trace import trace_corpus
    from variorum.present.words import several

    if plain and engine != "local":
        raise UserError("--plain is for --engine local: on a cluster each machine takes what it has.")
    check_output(out, corpus)
    settings = read_settings(settings_file).lineage
    if not plain and not has_numba():
        click.echo("note: numba is not installed, so this takes longer: pip install 'variorum[corpus]'.", err=True)
    with listening() as progress:
        if engine == "local":
            result = trace_corpus(corpus, out, settings, progress, families=families, compiled=False if plain else None)
        else:

            def carrier(folder: Path) -> ClusterEngine:
                return ClusterEngine(engine, folder, progress)

            result = trace_corpus(corpus, out, settings, progress, families=families, engine=carrier)
    what = "families" if families else "parallels"
    if as_json:
        problems = [{"severity": p.severity, "where": p.where, "message": p.message} for p in result.problems]
        row = {"documents": result.documents, what: result.rows, "out": str(out), "problems": problems}
        click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
    else:
        found = several(result.rows, "family", "families") if families else several(result.rows, "parallel")
        click.echo(f"{out}: {several(result.documents, 'document')}, {found}")
        for problem in result.problems:
            click.echo(f"{problem.severity}: {problem.message}", err=True)
    sys.exit(2 if any(p.severity == "error" for p in result.problems) else 0)
