"""`variorum export`: claims, items, parallels, their edits or the stemma as JSON lines or CSV."""

from __future__ import annotations

from pathlib import Path

import click

from variorum.cli.output import check_output


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "what",
    type=click.Choice(["claims", "items", "parallels", "edits", "stemma"]),
    required=True,
    help="What to export.",
)
@click.option("--csv", "as_csv", is_flag=True, help="CSV instead of JSON lines; cells that start a formula are quoted.")
@click.option("--out", type=click.Path(path_type=Path), help="File to write, whole or not at all; else to the screen.")
def command(edition: Path, what: str, out: Path | None, *, as_csv: bool) -> None:
    """Export the claims, items or parallels of EDITION, the edits in its parallels, or its stemma, as JSON lines.

    The same edition gives the same bytes. docs/reference/exports.md names every field.

    \b
    Examples:
      variorum export event.variorum --format items
      variorum export event.variorum --format claims --out claims.jsonl
      variorum export event.variorum --format stemma
      variorum export event.variorum --format items --csv --out items.csv
    """
    from variorum.present.exports import FORMATS, csv_table, json_lines, write_whole
    from variorum.review import open_reviewed

    if out is not None:
        check_output(out, edition)
    rows = FORMATS[what](open_reviewed(edition).edition)
    content = csv_table(rows) if as_csv else json_lines(rows)
    if out is not None:
        write_whole(out, content)
    else:
        click.echo(content.encode("utf-8"), nl=False)
