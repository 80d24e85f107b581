"""`variorum lineage`: named by the design, not written yet; it says so instead of seeming to succeed."""

import click

from variorum.model.problem import UserError


@click.command()
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option("--out", help="Where the parallels will go.")
def command(arguments: tuple[str, ...], out: str | None) -> None:
    """Not available yet: shared passages are found inside editions, see `variorum export --format parallels`."""
    raise UserError(
        "`variorum lineage` is not available yet, and nothing was written: read the accounts into an edition and "
        "take `variorum export EDITION --format parallels`."
    )
