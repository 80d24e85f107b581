"""The round trip of every format: how much of documents whose words are known is found again, by program that wrote them.

`python bench/formats.py [SEEDS] [NAME...]`; programs that are not installed (LibreOffice, pandoc, Chromium) are named and left out.
"""

from __future__ import annotations

import itertools
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from known import Known, figures, has_quotation, make_known, plain, quotations
from layouts import LAYOUTS, fitted
from packings import PACKINGS, fit
from producers import FILES, MissingError, truth_by_page
from variorum.accounts import read_accounts
from variorum.model import Account
from variorum.settings import AccountSettings, TextSettings
from variorum.text import clean_text
from web_pages import PAGES

WINDOW = 8


@dataclass(frozen=True, slots=True)
class Found:
    """How a document came back."""

    windows: float
    """Share of the 8-word windows within its blocks that stand in the account's text."""
    view: float
    """The same in its reading view."""
    figures: float
    """Share of its figures, as often as it has them, in the reading view."""
    quotations: float
    """Share of its quotations, word for word, in the reading view."""
    cells: float
    """Share of its table rows whose cells stand in one line, in their order."""
    order: float
    """Share of neighbouring blocks that are found in their order."""
    foreign: float
    """Words of the reading view that the document has not, as a share of its words."""
    pages: float
    """Share of blocks whose beginning lies on the page it is printed on; 1 where there are no pages."""
    missing: tuple[str, ...]
    """Windows not found, some of them."""


def measure(known: Known, account: Account, pages: list[str] | None = None) -> Found:
    """Compare an account with what it was made from."""
    view, _ = clean_text(account, TextSettings())
    whole, seen = f" {plain(account.text)} ", f" {plain(view.text)} "
    texts = [(t.split(), plain(t)) for t in known.texts()]
    windows = [
        " ".join(words[k : k + WINDOW])
        for _, t in texts
        if len(words := t.split()) >= WINDOW
        for k in range(len(words) - WINDOW + 1)
    ]
    lost = [w for w in windows if w not in seen]
    asked = Counter(f for t in known.texts() for f in figures(t))
    got = Counter(figures(view.text))
    said = [q for t in known.texts() for q in quotations(t)]
    rows = [row for b in known.blocks for row in b.rows]
    lines = [plain(line) for line in account.text.split("\n")]
    starts = [
        seen.index(begin) for b in known.blocks if seen.count(begin := " ".join(plain(b.text).split()[:WINDOW])) == 1
    ]
    words = Counter(re.findall(r"\w+", seen)) - Counter(w for _, t in texts for w in re.findall(r"\w+", t))
    return Found(
        windows=sum(w in whole for w in windows) / len(windows),
        view=1 - len(lost) / len(windows),
        figures=sum(min(n, got[f]) for f, n in asked.items()) / sum(asked.values()),
        quotations=sum(has_quotation(view.text, q) for q in said) / len(said),
        cells=sum(any(re.search(r"\W+".join(re.escape(plain(c)) for c in row), line) for line in lines) for row in rows)
        / len(rows),
        order=sum(a < b for a, b in itertools.pairwise(starts)) / max(1, len(starts) - 1),
        foreign=sum(words.values()) / len(re.findall(r"\w+", " ".join(t for _, t in texts))),
        pages=_pages(known, account, pages) if pages else 1.0,
        missing=tuple(lost[:: max(1, len(lost) // 5)][:5]),
    )


def _pages(known: Known, account: Account, pages: list[str]) -> float:
    """Each block's first words are on one page only, by their letters; the account must say the same page."""
    letters, places = [], []
    for k, c in enumerate(account.text):
        if re.match(r"\w", c):
            letters.append(c)
            places.append(k)
    squeezed = "".join(letters)
    right = count = 0
    for block in known.blocks:
        start = re.sub(r"\W+", "", " ".join(block.text.split()[:5]))
        on = [k for k, p in enumerate(pages, 1) if start in p]
        if len(start) < 12 or len(on) != 1 or squeezed.count(start) != 1:
            continue
        at = places[squeezed.index(start)]
        count += 1
        right += any(p.kind == "page" and p.page == on[0] and p.span.start <= at < p.span.end for p in account.places)
    return right / count if count else 0.0


def main() -> int:
    """Print a line a file; 1 when one falls short of the bar."""
    seeds = [int(a) for a in sys.argv[1:] if a.isdecimal()] or [1, 2]
    names = [a for a in sys.argv[1:] if not a.isdecimal()] or [*FILES, *LAYOUTS, *PAGES, *PACKINGS]
    short = 0
    absent: set[str] = set()
    print(f"{'':22}{'text':>7}{'view':>7}{'figures':>9}{'quoted':>8}{'rows':>7}{'order':>7}{'pages':>7}{'foreign':>9}")
    for name in names:
        for seed in seeds:
            known = make_known(seed)
            if name.endswith(".txt"):
                known = fit(known, name.removesuffix(".txt"))
            if name.startswith("journal"):
                known = fitted(known)
            try:
                source = (FILES | LAYOUTS | PAGES | PACKINGS)[name](known)
            except MissingError as gone:
                absent.add(str(gone))
                continue
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, name)
                path.write_bytes(source)
                accounts, problems = read_accounts([path], AccountSettings())
            if len(accounts) != 1:
                print(f"! {name:20} {[p.message for p in problems]}")
                short += 1
                continue
            found = measure(known, accounts[0], truth_by_page(source) if name.endswith(".pdf") else None)
            bad = (
                min(found.view, found.order) < 0.98
                or min(found.figures, found.quotations, found.cells, found.pages) < 1
            )
            short += bad
            print(
                f"{'!' if bad else ' '} {name:20}{found.windows:7.3f}{found.view:7.3f}{found.figures:9.3f}{found.quotations:8.3f}{found.cells:7.3f}{found.order:7.3f}{found.pages:7.3f}{found.foreign:9.3f}",
                flush=True,
            )
            if bad:
                for window in found.missing:
                    print(f"      not found: {window}")
    for program in sorted(absent):
        print(f"{program} is not installed, and what it writes was left out")
    print(
        f"{short} short of the bar: .98 of the reading view's 8-word windows and of the order; all figures, quotations, rows and pages"
    )
    return short > 0


if __name__ == "__main__":
    sys.exit(main())
