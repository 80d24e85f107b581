"""`variorum read`: accounts in, an edition out."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from variorum.cli.engines import engine_option
from variorum.cli.limits import limit_options
from variorum.cli.progress import listening
from variorum.cli.settings_file import read_settings, settings_option
from variorum.model.problem import UserError
from variorum.settings import RULES, Rule


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Edition to write; its folder with --each.")
@click.option(
    "--each", type=click.Path(path_type=Path), help="Read every subfolder of this folder as an event of its own."
)
@click.option("--add", type=click.Path(path_type=Path), help="Add the accounts to this edition, and write it again.")
@click.option("--force", is_flag=True, help="Replace an edition that is there; its review decisions are kept.")
@click.option("--rule", type=click.Choice(RULES), help="Named rule behind low, best and high; the default is model.")
@click.option("--workers", type=click.IntRange(min=0), help="Processes; 0, the default, for as many as processors.")
@engine_option("local", "ray")
@limit_options
@settings_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def command(
    paths: tuple[Path, ...],
    out: Path | None,
    each: Path | None,
    add: Path | None,
    rule: Rule | None,
    workers: int | None,
    engine: str,
    settings_file: Path | None,
    *,
    force: bool,
    as_json: bool,
    **limits: Any,
) -> None:
    """Read accounts (files, or folders of them) and make an edition.

    An accounts.csv beside the accounts may give their title, published, publisher, url, network, agency.

    \b
    Examples:
      variorum read accounts/                       writes accounts.variorum
      variorum read a.txt b.html --out event.variorum
      variorum read late.pdf --add event.variorum
      variorum read --each incidents/ --out editions/
      variorum read --each /shared/incidents --engine ray://head:10001 --out /shared/editions

    Exit code 0 when all is read, 2 when something given could not be used; the accounts that can be read always are.
    """
    # Imported here: `variorum --help` must not wait for numpy.
    from variorum.engine import ClusterEngine
    from variorum.pipeline import edition_path, read_each, read_edition

    settings = read_settings(settings_file)
    given = {name: value for name, value in limits.items() if value is not None}
    processes: dict[str, Any] = {} if workers is None else {"workers": workers}
    settings = replace(
        settings,
        accounts=replace(settings.accounts, **given, **processes),
        engine=replace(settings.engine, **processes),
        verdicts=replace(settings.verdicts, rule=rule or settings.verdicts.rule),
    )
    with listening() as progress:
        if each is not None:
            if out is None or paths or add:
                raise UserError("--each takes one folder, and --out the folder for the editions, and nothing else.")
            carrier = None if engine == "local" else ClusterEngine(engine, out, progress)
            results = read_each(each, out, settings, progress, force=force, engine=carrier)
        elif engine != "local":
            raise UserError("--engine is for --each: one event is read on one machine.")
        elif not paths:
            raise UserError("Say which files or folders to read: `variorum read PATH...`.")
        elif add and out:
            raise UserError("--add writes its edition again: leave --out away, or add to a copy.")
        else:
            target = add or out or edition_path(paths)
            if add is None and target.exists() and not force:
                raise UserError(f"{target} is there already: give another --out, or --force to replace it.")
            results = [read_edition(paths, target, settings, progress, add=add is not None)]
    for result in results:
        click.echo(json.dumps(result.row(), ensure_ascii=False, sort_keys=True) if as_json else result.sentence())
    for result in results:
        if result.remark:
            click.echo(result.remark, err=True)
    for problem in (p for r in results for p in r.problems if p.severity != "note" and not as_json):
        click.echo(f"{problem.severity}: {problem.message}", err=True)
    sys.exit(2 if any(r.failed for r in results) else 0)
