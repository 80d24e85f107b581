"""From files to accounts: one reader a format, metadata with where it was found."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from variorum.model import Account, Problem, Progress, silent
from variorum.settings import AccountSettings


def read_accounts(
    paths: Sequence[Path], settings: AccountSettings, progress: Progress = silent
) -> tuple[tuple[Account, ...], tuple[Problem, ...]]:
    """Accounts of all files in `paths` and the folders among them, sorted by siglum, and what went wrong."""
    files = sorted(f for p in paths for f in ([p] if p.is_file() else p.glob("*.txt")))
    accounts = []
    for done, file in enumerate(files, 1):
        source = file.read_bytes()
        accounts.append(
            Account(
                siglum=file.stem,
                name=file.name,
                text=source.decode(),
                sha256=hashlib.sha256(source).hexdigest(),
                size=len(source),
                source=source,
            )
        )
        progress("reading", done, len(files))
    return tuple(accounts), ()
