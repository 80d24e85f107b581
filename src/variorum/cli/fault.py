"""What a user is told when the program itself is at fault, and where the developer finds what happened."""

from __future__ import annotations

import tempfile
import traceback
from importlib.metadata import version
from pathlib import Path

EXIT_CODE = 70
"""Exit code of a fault of the program itself (EX_SOFTWARE of BSD's sysexits)."""


def told(fault: Exception) -> str:
    """Sentences on a fault of the program, which is written in full to a file that they name.

    The file gives the places in the program and the fault's own words, and nothing of the accounts but what those quote. Where
    no file can be written, the sentences hold the last place.
    """
    what = f"{type(fault).__name__}: {fault}" if str(fault) else type(fault).__name__
    said = f"the program has failed, and not by a fault of yours ({what})."
    lines = [f"variorum {version('variorum')}\n", *traceback.format_exception(fault)]
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="variorum-fault-", suffix=".txt", encoding="utf-8", errors="backslashreplace", delete=False
        ) as file:
            file.writelines(lines)
    except OSError:
        place = traceback.extract_tb(fault.__traceback__)[-1:]
        where = f"{Path(place[0].filename).name}, line {place[0].lineno}" if place else "an unknown place"
        return f"{said} It happened at {where}: please report it."
    return f"{said} Please report it with {file.name}, which tells where it happened."
