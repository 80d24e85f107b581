"""Editions of accounts with mixed, mutated paragraphs: an exception, or a broken promise of the program, is a find.

`python bench/editions.py COUNT [SEED]` takes paragraphs of ../shared/incidents, mixes those of several events, and changes
figures, dates, names, marks and letters. Every edition is read, verified, shown, exported and reported. Every claim must quote
its account; the accounts in the other order, or one of them added to the rest, must give the same rows. Prints each find with
the seed that makes it again: `python bench/editions.py 1 SEED`.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import traceback
from pathlib import Path

from click.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

from adding import INCIDENTS, SETTINGS, lay, rows_of
from variorum.cli import cli
from variorum.pipeline import read_edition
from variorum.store import open_edition

VIEWS = ("--all", "--why", "--accounts", "--parallels", "--stemma", "--problems", "--findings", "--origins")
FORMATS = ("claims", "items", "parallels", "edits", "stemma")
_FIGURES = "0 1 00 -3 999999999999999999999 1e400 1.2.3 ½ ٣ 100% 3,00 0.0000001 1/0 31/02/1999 24:60 IV XII".split()
_DATES = "30 February 2001|1 January 0001|31 December 9999|in 10000|29 February 1900|Monday, 3 May 2001|today|last year|a century ago|three thousand years ago today|nine million days ago|00:00|25:99".split(
    "|"
)
_MARKS = "“|”|\"|'|’|(|)|[...]|…|—|\n|\n\n|\t|\u200b|\u202e|\u0301|\u00ad|&amp;|<b>|\ufeff|;|:|.|%|$|#".split("|")
_WORDS = "none|nobody|both|half|dozens|at least|no more than|between|and|of them|police said|denied|he said|one of the|according to|including|the other|hundreds of thousands".split(
    "|"
)


def mutate(text: str, others: list[str], chance: random.Random) -> str:
    """A report with paragraphs of other events, and changes of its own, of which most are plausible and some are not."""
    parts = [p for p in text.split("\n\n") if p.strip()]
    for _ in range(chance.choice((0, 0, 1, 3))):
        parts.insert(chance.randrange(len(parts) + 1), chance.choice(chance.choice(others).split("\n\n")))
    if chance.random() < 0.2:
        chance.shuffle(parts)
    made = "\n\n".join(parts)
    for _ in range(chance.choice((0, 1, 2, 6, 20))):
        at = chance.randrange(len(made) + 1)
        size = chance.choice((1, 3, 20, 200))
        deed = chance.randrange(8)
        if deed == 0:
            figures = list(re.finditer(r"\d+", made))
            if figures:
                found = chance.choice(figures)
                new = chance.choice((*_FIGURES, str(int(found[0]) + 1) if len(found[0]) < 9 else "7"))
                made = made[: found.start()] + new + made[found.end() :]
        elif deed == 1:
            made = f"{made[:at]} {chance.choice(_DATES)} {made[at:]}"
        elif deed == 2:
            made = made[:at] + chance.choice(_MARKS) * chance.choice((1, 1, 1, 40)) + made[at:]
        elif deed == 3:
            made = f"{made[:at]} {chance.choice(_WORDS)} {made[at:]}"
        elif deed == 4:
            made = made[:at] + made[at + size :]
        elif deed == 5:
            made = made[: at + size] + made[at:]
        elif deed == 6:
            made = made[:at] + made[at : at + size].upper() + made[at + size :]
        else:
            made = made.replace(chance.choice(made.split() or [" "]), chance.choice(made.split() or [" "]))
    return made or "."


def edition_of(seed: int, folder: Path) -> list[str]:
    """Make one edition of invented trouble in `folder`; what it broke, in words."""
    chance = random.Random(seed)
    told = [a for line in INCIDENTS.read_text(encoding="utf-8").splitlines() for a in json.loads(line)["accounts"]]
    event = json.loads(chance.choice(INCIDENTS.read_text(encoding="utf-8").splitlines()))["accounts"]
    chosen = [*event[:6], *chance.sample(told, chance.choice((0, 1, 4)))]
    texts = [a["text"] for a in told]
    accounts = []
    for n, account in enumerate(chosen):
        facts = dict(account)
        if chance.random() < 0.3:
            facts["published"] = chance.choice(("", "1999", "2001-02", "9999-12-31", "0001-01-01"))
        accounts.append((f"{n}.txt", facts, mutate(account["text"], texts, chance)))
    (folder / "late").mkdir()
    lay(folder / "all", accounts)
    lay(folder / "late/rest", accounts[1:])
    lay(folder / "late/one", accounts[:1])
    whole = folder / "whole.variorum"
    read_edition([folder / "all"], whole, SETTINGS)
    found = []
    made = open_edition(whole)
    texts_of = {a.siglum: a.text for a in made.accounts}
    found += [f"claim {c.id} quotes not its account" for c in made.claims if c.span.of(texts_of[c.siglum]) != c.quote]
    found += [p.message for p in made.problems if "failed on" in p.message]
    other = folder / "other.variorum"
    read_edition(sorted((folder / "all").glob("*.txt"), reverse=True), other, SETTINGS)
    if rows_of(other) != rows_of(whole):
        found.append("the accounts in another order give another edition")
    grown = folder / "grown.variorum"
    if accounts[1:]:
        read_edition([folder / "late/rest"], grown, SETTINGS)
        read_edition([folder / "late/one/0.txt"], grown, SETTINGS, add=True)
        if rows_of(grown) != rows_of(whole):
            found.append("an account added gives another edition than all read at once")
    asked = [["verify", str(whole)], ["report", str(whole), "--out", str(folder / "page.html")]]
    asked += [["show", str(whole), view, *more] for view in VIEWS for more in ([], ["--json"])]
    asked += [["export", str(whole), "--format", form] for form in FORMATS]
    for arguments in asked:
        result = CliRunner().invoke(cli, arguments, standalone_mode=False)
        if result.exception is not None and not (isinstance(result.exception, SystemExit) and not result.exit_code):
            place = "".join(traceback.format_exception(result.exception)[-2:])
            found.append(f"{' '.join(arguments[:3])}: {place}")
    return found


def main(count: int, first: int) -> None:
    """Make so many editions, and print what each broke."""
    finds = 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as where:
            try:
                found = edition_of(seed, Path(where))
            except Exception:  # noqa: BLE001  any exception is what is sought
                found = [traceback.format_exc()]
        finds += bool(found)
        for one in found:
            print(f"seed {seed}: {one}", flush=True)
    print(f"{count} editions from seed {first}: {finds} with a find")


if __name__ == "__main__":
    if not INCIDENTS.is_file():
        sys.exit(f"There is no {INCIDENTS}: the accounts are made from it.")
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**9))
