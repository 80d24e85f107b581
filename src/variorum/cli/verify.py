"""`variorum verify`."""

import click


@click.command()
def command() -> None:
    """Not yet."""
