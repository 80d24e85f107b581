"""`variorum accounts`: what is known of each account, where it was found, and the user's corrections."""

from __future__ import annotations

import json
from pathlib import Path

import click

from variorum.model.problem import UserError

_FIELDS = ("title", "published", "publisher", "author", "url", "language", "network")


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="SIGLUM.FIELD=VALUE",
    help="Correct a field (title, published, publisher, author, url, language, network); may be repeated.",
)
@click.option(
    "--sidecar", type=click.Path(path_type=Path), help="Write everything known, with corrections, as this accounts.csv."
)
@click.option("--force", is_flag=True, help="Replace a sidecar that is there.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines instead of text.")
def command(edition: Path, changes: tuple[str, ...], sidecar: Path | None, *, force: bool, as_json: bool) -> None:
    """List what is known of each account of EDITION, where it was found and how sure that is.

    Corrections go into a sidecar (accounts.csv): put it beside the accounts and read them again. The edition itself
    stays as it is.

    \b
    Examples:
      variorum accounts event.variorum
      variorum accounts event.variorum --set 003.published=2013-01-18 --sidecar accounts/accounts.csv
      variorum accounts event.variorum --sidecar accounts/accounts.csv      to fill in by hand
      variorum accounts event.variorum --json

    Exit code 0; 2 when a correction names no account or field, or a date is none.
    """
    from variorum.accounts.sidecar import write_sidecar
    from variorum.present.index import short_names
    from variorum.store import open_edition

    accounts = open_edition(edition).accounts
    # An account is named as any view names it: by its siglum, whole or as the tables shorten it, or by its file.
    named = {short: siglum for siglum, short in short_names(a.siglum for a in accounts).items()}
    named |= {a.name: a.siglum for a in accounts} | {a.siglum: a.siglum for a in accounts}
    wanted = [_change(change, named, edition) for change in changes]
    if wanted and sidecar is None:
        raise UserError(
            "Say with --sidecar where the corrections are to be written: beside the accounts, as accounts.csv."
        )
    if sidecar is not None:
        if sidecar.exists() and not force:
            raise UserError(
                f"{sidecar} is there already: --force replaces it, with what it said as far as the edition has it."
            )
        try:
            write_sidecar(accounts, sidecar, wanted)
        except OSError as fault:
            raise UserError(
                f"{sidecar} cannot be written ({fault.strerror}): give another place with --sidecar."
            ) from fault
        click.echo(f"{sidecar}: {len(accounts)} accounts. Put it beside them and read them again.")
        return
    for account in accounts:
        found = {m.field: m for m in reversed(account.metadata) if m.value == getattr(account, m.field)}
        if as_json:
            fields = {
                f: {"value": getattr(account, f), "found_in": found[f].found_in, "sure": found[f].sure}
                for f in _FIELDS
                if f in found
            }
            row = {
                "siglum": account.siglum, "account": account.name, "sha256": account.sha256, "media_type": account.media_type,
                "encoding": account.encoding, "extractor": account.extractor, **fields,
            }  # fmt: skip
            click.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
            continue
        click.echo(f"{account.siglum}  {account.name}  ({account.media_type}, read by {account.extractor})")
        for field in _FIELDS:
            value = getattr(account, field)
            if value is None:
                click.echo(f"  {field + ':':<11}not known")
            else:
                m = found.get(field)
                where = f"  [{m.found_in}, {m.sure:.0%} sure]" if m is not None else ""
                click.echo(f"  {field + ':':<11}{_printable(value)}{where}")


def _change(change: str, named: dict[str, str], edition: Path) -> tuple[str, str, str]:
    """Siglum, field and value of a correction."""
    from variorum.accounts.dating import as_edtf

    place, equals, value = change.partition("=")
    siglum, _, field = place.rpartition(".")
    if not equals or not siglum:
        raise UserError(
            f"{change!r} is no correction: write it as SIGLUM.FIELD=VALUE, for instance 003.published=2013-01-18."
        )
    if siglum not in named:
        raise UserError(f"{edition} has no account {siglum!r}: `variorum accounts {edition}` lists them.")
    if field not in _FIELDS:
        raise UserError(f"An account has no field {field!r}: it has {', '.join(_FIELDS)}.")
    if field == "published" and value:
        edtf = as_edtf(value)
        if edtf is None:
            raise UserError(f"{value!r} is no date that Variorum understands: write it as 1990-01-20, 1990-01 or 1990.")
        value = edtf
    return named[siglum], field, value


def _printable(value: str) -> str:
    """The value without what would change the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in value)
