"""`variorum verify`: is every byte of an edition as it was written?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(edition: Path, *, as_json: bool) -> None:
    """Check that no byte of EDITION has changed since it was written.

    Exit code 0 when nothing has, 1 when something has, 2 when it is no edition.

    \b
    Example:
      variorum verify event.variorum
    """
    from variorum.store import verify_edition

    found = verify_edition(edition)
    if as_json:
        click.echo(json.dumps({"edition": edition.name, "found": list(found)}, ensure_ascii=False))
    elif found:
        click.echo("\n".join([f"{edition} is not as it was written:", *found]))
    else:
        click.echo(f"{edition} is as it was written.")
    sys.exit(1 if found else 0)
