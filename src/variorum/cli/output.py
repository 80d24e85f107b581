"""What a command writes is never what it reads, nor an edition: with it the decisions of its reviewers would be lost."""

from __future__ import annotations

from pathlib import Path

from variorum.model import UserError

_EDITION = b"SQLite format 3\0"
"""How the file of an edition begins."""


def check_output(out: Path, *read: Path) -> None:
    """See that `out` can be written without loss of what is `read`, or of an edition.

    Raises:
        UserError: `out` is one of the files that are read, or an edition.
    """
    if not out.is_file():
        return
    if any(p.exists() and out.samefile(p) for p in read):
        raise UserError(f"{out} is what is read here, and would be lost: name another file to write.")
    with out.open("rb") as file:
        if file.read(len(_EDITION)) == _EDITION:
            raise UserError(f"{out} is an edition, and would be lost: name another file to write.")
