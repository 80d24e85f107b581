"""The command `variorum`: one file a command, loaded when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

from variorum.model.problem import UserError

COMMANDS = {
    "read": "Read accounts and make an edition of them.",
    "accounts": "List what is known of each account, and correct it.",
    "show": "Show the apparatus of an edition in the terminal.",
    "export": "Export claims, items, parallels as JSON lines.",
    "weigh": "Weigh a table of values by source that somebody coded by hand.",
    "verify": "Check that no byte of an edition has changed.",
    "report": "Write an edition as one HTML page.",
    "serve": "Read and review an edition in the browser.",
    "review": "Export and import the decisions of reviewers.",
    "lineage": "Find shared passages in a corpus of JSON lines.",
}
"""Every command with its one line of help; the file of each has its name."""


class _LazyGroup(click.Group):
    """Imports a command's file only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"variorum.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="variorum")
def cli() -> None:
    """Make the variorum edition of one event: who says what, in which words, on whose word, how independently.

    \b
    Examples:
      variorum read accounts/ --out event.variorum
      variorum show event.variorum
      variorum report event.variorum --out report.html

    Exit code 0 when all is well, 2 when something given cannot be used, 70 when the program itself has failed, 130 when it
    was stopped.
    """


def main() -> Any:
    """Run the command; a user's fault is a sentence and exit code 2, the program's own is one and 70, never a traceback."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.ClickException as refused:
        refused.show()
        sys.exit(2)
    except UserError as refused:
        click.echo(f"variorum: {refused}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; leave quietly, without Python's own complaint.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as failed:  # noqa: BLE001  whatever it is, a user is told in sentences
        from variorum.cli import fault

        click.echo(f"variorum: {fault.told(failed)}", err=True)
        sys.exit(fault.EXIT_CODE)
