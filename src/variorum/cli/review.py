"""`variorum review`: the log of decisions out as JSON lines, and in again."""

from __future__ import annotations

from pathlib import Path

import click

from variorum.cli.output import check_output
from variorum.model.problem import UserError


@click.group()
def command() -> None:
    """Export, import or list the decisions that persons made in review.

    \b
    Examples:
      variorum review export event.variorum --out decisions.jsonl
      variorum review import event.variorum decisions.jsonl
      variorum review log event.variorum
    """


@command.command("export")
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="File to write, whole or not at all; else to the screen.")
def export(edition: Path, out: Path | None) -> None:
    """Write all decisions of EDITION, in order, as JSON lines."""
    from variorum.present.exports import write_whole
    from variorum.review import to_lines
    from variorum.store import read_log

    if out is not None:
        check_output(out, edition)
    lines = to_lines(read_log(edition))
    if out is None:
        click.echo(lines.encode("utf-8"), nl=False)
    else:
        write_whole(out, lines)


@command.command("import")
@click.argument("edition", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
def take(edition: Path, file: Path) -> None:
    """Append the decisions in FILE that EDITION does not have yet; all of them or none."""
    from variorum.present.words import several
    from variorum.review import from_lines, import_log

    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise UserError(f"{file} cannot be read ({fault}): give a file made by `variorum review export`.") from fault
    decisions = from_lines(text)
    new = import_log(edition, decisions)
    click.echo(f"New and appended: {len(new)} of {several(len(decisions), 'decision')}.")


@command.command("log")
@click.argument("edition", type=click.Path(path_type=Path))
def log(edition: Path) -> None:
    """List the decisions of EDITION, and those that no longer find their place."""
    from variorum.present.words import one_line
    from variorum.review import in_force, open_reviewed
    from variorum.review.anchors import words_of, words_of_value

    reviewed = open_reviewed(edition)
    valid = {d.number for d in in_force(reviewed.edition.decisions)}
    for d in reviewed.edition.decisions:
        state = "" if d.number in valid or d.verb == "undo" else " (undone)"
        why = f": {one_line(d.why)}" if d.why else ""
        value = f" → {one_line(words_of_value(d.value))}" if words_of_value(d.value) else ""
        click.echo(
            f"{d.number:4}  {d.at}  {one_line(d.who)}  {d.verb} {one_line(words_of(d.target))}{value}{state}{why}"
        )
    if not reviewed.edition.decisions:
        click.echo("Nothing has been decided yet.")
    for problem in (p for p in reviewed.edition.problems if p.stage == "review"):
        click.echo(one_line(problem.message))
