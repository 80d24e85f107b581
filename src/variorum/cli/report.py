"""`variorum report`: an edition as one HTML page."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Page to write, whole or not at all.")
def command(edition: Path, out: Path) -> None:
    """Write EDITION as one HTML page: open it from disk, send it, print it.

    The page needs no network and no other file, and reads without JavaScript.

    \b
    Example:
      variorum report event.variorum --out report.html
    """
    from variorum.present.exports import write_whole
    from variorum.present.report import report
    from variorum.review import open_reviewed

    reviewed = open_reviewed(edition)
    write_whole(out, report(reviewed.edition, reviewed.changes, reviewed.marks))
    click.echo(f"{out}: written; open it in a browser.", err=True)
