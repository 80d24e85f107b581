"""The names of the months in each language: makes the table by which dates are read in languages without a folder.

`python bench/months.py` writes src/variorum/languages/und/months.toml from the CLDR (babel, which comes with the dependencies).
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from babel import Locale, __version__

from letters import LANGUAGES
from variorum.accounts.language import NAMES
from variorum.languages import known_languages

TABLE = Path(__file__).parent.parent / "src/variorum/languages/und/months.toml"
HEAD = f"""# Names of the months, January first, for languages without a folder: wide and short ones, as they stand in a date and alone.
# Made by bench/months.py from the Unicode Common Locale Data Repository as babel {__version__} has it.
# Copyright © 1991-2025 Unicode, Inc. SPDX-License-Identifier: Unicode-3.0 (https://www.unicode.org/license.txt)
"""
PLACES = {
    "de": ("de_AT",),
    "ar": ("ar_LB", "ar_DZ", "ar_MA", "ar_IQ"),
    "sr": ("sr_Latn",),
    "az": ("az_Cyrl",),
    "pt": ("pt_PT",),
}
"""Countries and scripts with names of their own."""


def months(place: str) -> list[list[str]]:
    """Every name of each month in a place, without the full stop that shortens it."""
    found = Locale.parse(place).months
    return [
        [found[use][width][k].rstrip(".") for use in ("format", "stand-alone") for width in ("wide", "abbreviated")]
        for k in range(1, 13)
    ]


def main() -> None:
    """Write the table: of all languages that are told, and of those whose letters are known."""
    codes = sorted({*NAMES, *LANGUAGES} - {*known_languages()})
    rows = [HEAD]
    # A process for each: babel answers for one language with the names of another that it was asked for before.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as pool:
        for code in codes:
            places = [*pool.map(months, (code, *PLACES.get(code, ())))]
            names = [dict.fromkeys(name for place in places for name in place[k]) for k in range(12)]
            if all(any(c.isalpha() for c in name) for month in names for name in month) and code not in (
                "ja",
                "ko",
                "zh",
            ):
                listed = ", ".join("[" + ", ".join(f'"{name}"' for name in month) + "]" for month in names)
                rows.append(f"{code} = [{listed}]\n")
    TABLE.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
