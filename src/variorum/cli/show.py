"""`variorum show`: the apparatus of an edition in the terminal."""

from __future__ import annotations

import functools
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from variorum.model.problem import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from variorum.model import Edition, Entry


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option(
    "--item", "wanted", help="Only this item (its id, or words of its label), with the exact words in context."
)
@click.option("--all", "everything", is_flag=True, help="Items told by one account alone, too.")
@click.option(
    "--why",
    is_flag=True,
    help="The reasons behind verdicts and counts; with --parallels, what was changed; with --origins, what rests on each.",
)
@click.option("--accounts", "view", flag_value="accounts", help="The accounts instead, by date.")
@click.option("--parallels", "view", flag_value="parallels", help="The passages that accounts share.")
@click.option("--stemma", "view", flag_value="stemma", help="Who copied whom, accounts and passages, as trees.")
@click.option("--problems", "view", flag_value="problems", help="What could not be read or understood.")
@click.option("--findings", "view", flag_value="findings", help="Checks of arithmetic.")
@click.option("--origins", "view", flag_value="origins", help="The sources behind the sources.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines instead of text.")
def command(edition: Path, wanted: str | None, view: str | None, *, everything: bool, why: bool, as_json: bool) -> None:
    """Show the apparatus of EDITION: items, their readings, and the accounts that say each.

    Behind every reading stands its number of independent sources (×1.1) and the sigla of the accounts that say just
    that; words that leave room for several readings ("more than 130") stand below, and count for each. An arrow marks
    the event's own totals, (?) figures recognised in scans with doubt. Conflicts come first.

    \b
    Examples:
      variorum show event.variorum
      variorum show event.variorum --item killed
      variorum show event.variorum --accounts
      variorum show event.variorum --parallels --why
      variorum show event.variorum --stemma
      variorum show event.variorum --origins --why
      variorum show event.variorum --json | jq .label
    """
    from variorum.present import terminal
    from variorum.present.index import Index
    from variorum.review import open_reviewed

    made = open_reviewed(edition).edition
    chosen = terminal.choose(made, wanted) if wanted is not None else None
    if chosen == []:
        raise UserError(f"No item of {edition} is called {wanted!r}: `variorum show {edition} --all` lists them.")
    if as_json:
        click.echo(_json(made, view, chosen).encode("utf-8"), nl=False)
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that knows few letters gets the others by number, and no fault.
        sys.stdout.reconfigure(errors="backslashreplace")
    out = terminal.console()
    if view is not None:
        faces: dict[str, Callable[[Edition], RenderableType]] = {
            "accounts": terminal.accounts,
            "parallels": functools.partial(terminal.parallels, why=why),
            "stemma": terminal.stemma,
            "problems": terminal.problems,
            "findings": terminal.findings,
            "origins": functools.partial(terminal.origins, why=why),
        }
        terminal.printed([faces[view](made)], out)
    elif chosen is not None:
        index = Index(made)
        terminal.printed((terminal.item(entry, index) for entry in chosen), out)
    else:
        terminal.printed([terminal.apparatus(made, everything=everything, why=why)], out)


def _json(made: Edition, view: str | None, chosen: list[Entry] | None) -> str:
    """The rows of a view as JSON lines; without one those of the items, of the chosen alone where some are."""
    from variorum.present.exports import FORMATS, json_lines
    from variorum.present.tables import account_rows, finding_rows, origin_rows, problem_rows

    tables = {
        "accounts": account_rows,
        "parallels": FORMATS["parallels"],
        "stemma": FORMATS["stemma"],
        "problems": problem_rows,
        "findings": finding_rows,
        "origins": origin_rows,
    }
    if view is not None:
        return json_lines(tables[view](made))
    ids = {e.item.id for e in chosen or made.entries}
    return json_lines(row for row in FORMATS["items"](made) if row["item"] in ids)
