"""`variorum report`: an edition as one HTML page."""

from __future__ import annotations

import functools
from pathlib import Path

import click

from variorum.cli.output import check_output


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Page to write, whole or not at all.")
def command(edition: Path, out: Path) -> None:
    """Write EDITION as one HTML page: open it from disk, send it, print it.

    The page needs no network and no other file, and reads without JavaScript. Figures recognised in scans have the
    picture of their place beside them, doubtful ones first, up to 150 on a page.

    \b
    Example:
      variorum report event.variorum --out report.html
    """
    from variorum.accounts.crops import cut_out
    from variorum.present.exports import write_whole
    from variorum.present.report import report
    from variorum.review import open_reviewed
    from variorum.settings import AccountSettings

    check_output(out, edition)
    reviewed = open_reviewed(edition)
    draw = functools.partial(cut_out, settings=AccountSettings())
    write_whole(out, report(reviewed.edition, reviewed.changes, reviewed.marks, draw))
    click.echo(f"{out}: written; open it in a browser.", err=True)
