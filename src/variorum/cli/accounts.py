"""`variorum accounts`: what is known of each account, where it was found, and the user's corrections."""

from __future__ import annotations

import json
from pathlib import Path

import click

from variorum.cli.output import check_output
from variorum.model import Account, Metadatum
from variorum.model.problem import UserError


@click.command()
@click.argument("edition", type=click.Path(path_type=Path))
@click.option(
    "--set",
    "changes",
    multiple=True,
    metavar="SIGLUM.FIELD=VALUE",
    help="Correct a field (title, published, publisher, author, url, language, network, agency); may be repeated.",
)
@click.option("--sidecar", type=click.Path(path_type=Path), help="The accounts.csv beside the accounts, to be written.")
@click.option("--known", is_flag=True, help="Write what was found into the sidecar too, as if you had said it.")
@click.option("--undo", is_flag=True, help="Put the sidecar back as it was before the last correction.")
@click.option("--force", is_flag=True, help="Begin the sidecar anew, whatever is there.")
@click.option("--all", "everything", is_flag=True, help="List what else was found, and not used.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines instead of text.")
def command(
    edition: Path,
    changes: tuple[str, ...],
    sidecar: Path | None,
    *,
    known: bool,
    undo: bool,
    force: bool,
    everything: bool,
    as_json: bool,
) -> None:
    """List what is known of each account of EDITION, where it was found and how sure that is.

    Corrections go into a sidecar (accounts.csv): put it beside the accounts and read them again. What it says already
    stays; the edition stays as it is. An empty value takes a correction back, "-" says that nobody knows.

    \b
    Examples:
      variorum accounts event.variorum
      variorum accounts event.variorum --set 003.published=2013-01-18 --sidecar accounts/accounts.csv
      variorum accounts event.variorum --undo --sidecar accounts/accounts.csv
      variorum accounts event.variorum --sidecar accounts/accounts.csv      to fill in by hand
      variorum accounts event.variorum --json

    Exit code 0; 2 when a correction names no account or field, or a date is none.
    """
    from variorum.accounts.corrections import take_back, write_corrections
    from variorum.present.index import short_names
    from variorum.present.words import several
    from variorum.store import open_edition

    if sidecar is not None:
        check_output(sidecar, edition)
    accounts = open_edition(edition).accounts
    # An account is named as any view names it: by its siglum, whole or as the tables shorten it, or by its file.
    named = {short: siglum for siglum, short in short_names(a.siglum for a in accounts).items()}
    named |= {a.name: a.siglum for a in accounts} | {a.siglum: a.siglum for a in accounts}
    wanted = [_change(change, named, edition) for change in changes]
    if sidecar is None:
        if wanted or undo or known:
            raise UserError(
                "Say with --sidecar where the corrections are to be written: beside the accounts, as accounts.csv."
            )
        for account in accounts:
            if as_json:
                click.echo(json.dumps(_row(account), ensure_ascii=False, sort_keys=True))
            else:
                _print(account, everything=everything)
        return
    try:
        if undo:
            take_back(sidecar)
            done = "as it was before the last correction"
        else:
            write_corrections(accounts, sidecar, wanted, known=known, fresh=force)
            done = f"{several(len(accounts), 'account')}, {several(len(wanted), 'correction')}"
    except OSError as fault:
        raise UserError(
            f"{sidecar} cannot be written ({fault.strerror}): give another place with --sidecar."
        ) from fault
    click.echo(f"{sidecar}: {done}. Read the accounts beside it again; --undo takes this back.")


def _found(account: Account) -> dict[str, Metadatum]:
    """By field, what was found first of what the account goes by."""
    return {m.field: m for m in reversed(account.metadata) if m.value == (getattr(account, m.field) or "")}


def _row(account: Account) -> dict[str, object]:
    """What is known of an account, for a line of JSON."""
    from variorum.accounts.corrections import FIELDS

    found = _found(account)
    fields = {
        f: {"value": getattr(account, f), "found_in": found[f].found_in, "sure": found[f].sure}
        | ({"precision": _precision(account.published)} if f == "published" and account.published else {})
        for f in FIELDS
        if f in found
    }
    others = [
        {"field": m.field, "value": m.value, "found_in": m.found_in, "sure": m.sure}
        for m in account.metadata
        if m is not found.get(m.field)
    ]
    return {
        "siglum": account.siglum, "account": account.name, "sha256": account.sha256, "media_type": account.media_type,
        "encoding": account.encoding, "extractor": account.extractor, "not_used": others, **fields,
    }  # fmt: skip


def _print(account: Account, *, everything: bool) -> None:
    """What is known of an account, in lines; with `everything` also what was found and not used."""
    from variorum.accounts.corrections import FIELDS

    found = _found(account)
    click.echo(f"{account.siglum}  {account.name}  ({account.media_type}, read by {account.extractor})")
    for field in FIELDS:
        value = getattr(account, field)
        m = found.get(field)
        where = f"  [{m.found_in}, {m.sure:.0%} sure]" if m is not None else ""
        exact = f", to the {_precision(value)}" if field == "published" and value else ""
        click.echo(f"  {field + ':':<11}{_printable(value or 'not known')}{exact}{where}")
        if everything:
            for m in (m for m in account.metadata if m.field == field and m is not found.get(field)):
                click.echo(f"{'or ':>13}{_printable(m.value)}  [{m.found_in}, {m.sure:.0%} sure]")


def _change(change: str, named: dict[str, str], edition: Path) -> tuple[str, str, str]:
    """Siglum, field and value of a correction."""
    from variorum.accounts.corrections import FIELDS, UNKNOWN
    from variorum.accounts.dating import as_edtf

    place, equals, value = change.partition("=")
    siglum, _, field = place.rpartition(".")
    if not equals or not siglum:
        raise UserError(
            f"{change!r} is no correction: write it as SIGLUM.FIELD=VALUE, for instance 003.published=2013-01-18."
        )
    if siglum not in named:
        raise UserError(f"{edition} has no account {siglum!r}: `variorum accounts {edition}` lists them.")
    if field not in FIELDS:
        raise UserError(f"An account has no field {field!r}: it has {', '.join(FIELDS)}.")
    if field == "published" and value not in ("", UNKNOWN):
        edtf = as_edtf(value)
        if edtf is None:
            raise UserError(f"{value!r} is no date that Variorum understands: write it as 1990-01-20, 1990-01 or 1990.")
        value = edtf
    return named[siglum], field, value


def _precision(edtf: str) -> str:
    """How exactly a date is known."""
    from variorum.model import Moment

    days = Moment(edtf).precision()
    return next(
        (word for most, word in ((0, "day"), (30, "month"), (92, "season"), (365, "year")) if days <= most), "decade"
    )


def _printable(value: str) -> str:
    """The value without what would change the terminal."""
    return "".join(c if c.isprintable() else "\ufffd" for c in value)
