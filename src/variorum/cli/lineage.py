"""`variorum lineage`: the shared passages of a corpus of any size."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from variorum.cli.progress import listening
from variorum.cli.settings_file import read_settings, settings_option


@click.command()
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="File to write, whole or not at all.")
@click.option("--families", is_flag=True, help="Write families of passages instead of parallels.")
@click.option("--plain", is_flag=True, help="Use numpy alone, though the compiled kernels are there: the same, slower.")
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(corpus: Path, out: Path, settings_file: Path | None, *, families: bool, plain: bool, as_json: bool) -> None:
    """Find the passages that documents of CORPUS share, and who had them from whom.

    CORPUS has one document a line: {"id": "a", "text": "...", "date": "2012-01-20"}; the date may be left out.
    The same documents give the same bytes, in whatever order they stand. A run that was stopped goes on where it was.

    \b
    Examples:
      variorum lineage reports.jsonl --out parallels.jsonl
      variorum lineage reports.jsonl --families --out families.jsonl

    Exit code 0 when every line was used, 2 when some could not be; the others always are.
    """
    from variorum.lineage.search import has_numba
    from variorum.lineage.trace import trace_corpus

    settings = read_settings(settings_file).lineage
    if not plain and not has_numba():
        click.echo("note: numba is not installed, so this takes longer: pip install 'variorum[corpus]'.", err=True)
    with listening() as progress:
        result = trace_corpus(corpus, out, settings, progress, families=families, compiled=False if plain else None)
    what = "families" if families else "parallels"
    if as_json:
        problems = [{"severity": p.severity, "where": p.where, "message": p.message} for p in result.problems]
        row = {"documents": result.documents, what: result.rows, "out": str(out), "problems": problems}
        click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
    else:
        click.echo(f"{out}: {result.documents} documents, {result.rows} {what}")
        for problem in result.problems:
            click.echo(f"{problem.severity}: {problem.message}", err=True)
    sys.exit(2 if any(p.severity == "error" for p in result.problems) else 0)
