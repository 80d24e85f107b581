"""`variorum verify`: is every byte of an edition as it was written, and do its originals still read as they did?"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from variorum.cli.limits import limit_options
from variorum.cli.progress import listening
from variorum.model import Edition, Progress


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--reextract", is_flag=True, help="Read the kept originals again, and show what reads otherwise now.")
@click.option(
    "--originals",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Folder in which originals lie that are too large for the edition.",
)
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(edition: Path, originals: Path | None, *, reextract: bool, as_json: bool, **limits: Any) -> None:
    """Check that no byte of EDITION has changed since it was written.

    With --reextract, each account is read again from its original bytes, by the readers of today. Where the text comes
    out otherwise, the passages that changed are shown, and for every claim whether it stands where it stood, moved with
    its words, or is an orphan. The edition stays as it is: `variorum read` makes it anew.

    Exit code 0 when all is as it was, 1 when something is not, or could not be read again, 2 when it is no edition.

    \b
    Examples:
      variorum verify event.variorum
      variorum verify event.variorum --reextract
      variorum verify event.variorum --reextract --originals accounts/ --json
    """
    from variorum.present.words import several
    from variorum.store import open_edition, verify_edition

    found = verify_edition(edition)
    again: list[dict[str, object]] = []
    said: list[str] = []
    if reextract:
        made = open_edition(edition)
        with listening() as progress:
            again, said = _again(made, originals, {k: v for k, v in limits.items() if v is not None}, progress)
    if as_json:
        row: dict[str, object] = {"edition": edition.name, "found": list(found)}
        click.echo(json.dumps(row | ({"reextracted": again} if reextract else {}), ensure_ascii=False))
    else:
        if found:
            click.echo("\n".join([f"{edition} is not as it was written:", *found]))
        else:
            click.echo(f"{edition} is as it was written.")
        for sentence in said:
            click.echo(sentence)
        if reextract and not said:
            click.echo(f"{several(len(again), 'original')} read again, as before.")
    sys.exit(1 if found or said else 0)


def _again(
    made: Edition, originals: Path | None, limits: dict[str, Any], progress: Progress
) -> tuple[list[dict[str, object]], list[str]]:
    """A row for each account read again, and the sentences of those that differ or could not be read."""
    from variorum.accounts.reread import reread
    from variorum.present.changed import changed
    from variorum.present.index import Index
    from variorum.present.words import one_line
    from variorum.settings import AccountSettings

    claims = Index(made).claims_of
    rows: list[dict[str, object]] = []
    said: list[str] = []
    for each in reread(made.accounts, AccountSettings(**limits), originals, progress):
        account = each.account
        row: dict[str, object] = {"account": account.name, "same": not each.differs and each.text is not None}
        if each.text is None:
            row["why_not"] = each.why_not
            said.append(one_line(f"{account.name} was not read again: {each.why_not}."))
        elif each.differs:
            change = changed(account, claims[account.siglum], each.text, each.extractor)
            row |= change.row()
            first, *more = change.sentences()
            said += [one_line(first), *(f"  {one_line(s)}" for s in more)]
        elif each.extractor != account.extractor:
            row |= {"extractor_before": account.extractor, "extractor": each.extractor}
        rows.append(row)
    return rows, said
