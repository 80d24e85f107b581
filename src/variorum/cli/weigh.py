"""`variorum weigh`: reconcile a table of values by source that somebody coded by hand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click

from variorum.cli.output import check_output
from variorum.model import UserError


@click.command()
@click.argument("table", type=click.Path(path_type=Path))
@click.option("--always", is_flag=True, help="Give a best value also where it would be refused.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="CSV file to write, whole or not at all.")
def command(table: Path, out: Path, *, always: bool) -> None:
    """Weigh the values that sources give for items in TABLE, a CSV file with the columns source, item, value.

    A column `network` joins sources of one interest. Copying is inferred from wrong values that sources share.

    \b
    Examples:
      variorum weigh flights.csv --out weighed.csv
      variorum weigh flights.csv --always --out weighed.csv
    """
    from variorum.present.exports import write_whole
    from variorum.verdicts.table import weigh_table

    check_output(out, table)
    result = weigh_table(_rows(table), always=always)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["item", "best", "low", "high", "probability", "independent", "refused", "reasons"])
    for w in result:
        writer.writerow([w.item, w.best or "", w.low, w.high, w.probability, w.independent, w.refused or "", w.reasons])
    write_whole(out, text.getvalue())


def _rows(table: Path) -> list[tuple[str, str, str, str]]:
    try:
        with table.open(encoding="utf-8-sig", newline="") as lines:
            first = lines.readline()
            lines.seek(0)
            # Spreadsheets part cells by semicolons where a comma stands before decimals.
            reader = csv.DictReader(lines, delimiter=max(",;\t", key=first.count))
            reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
            missing = [c for c in ("source", "item", "value") if c not in reader.fieldnames]
            if missing:
                raise UserError(
                    f"{table} has no column {', '.join(missing)}: its first line must name source, item, value."
                )
            rows = []
            for row in reader:
                cells = [(row.get(c) or "").strip() for c in ("source", "item", "value", "network")]
                if not all(cells[:2]):
                    raise UserError(f"Line {reader.line_num} of {table} lacks its source or item: fill it in.")
                if cells[2]:
                    rows.append((cells[0], cells[1], cells[2], cells[3]))
    except OSError as fault:
        raise UserError(f"{table} cannot be read: {fault.strerror}. Check its name.") from fault
    except UnicodeDecodeError as fault:
        raise UserError(f"{table} is not UTF-8 text: save it as CSV in UTF-8.") from fault
    except csv.Error as fault:
        raise UserError(f"{table} is no CSV file: {fault}.") from fault
    if not rows:
        raise UserError(f"{table} has no row with a value, so there is nothing to weigh.")
    return rows
