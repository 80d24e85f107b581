"""How long a reader waits for the page, by the browser's own clock: five accounts, and a thousand with 500 items.

Usage: python bench/page.py; needs chromium on PATH. The bars: five accounts ready in 1 s; a thousand made in 20 s, ready in
2 s, filtered in 0.1 s. The best of three, since other programs may hold the processor for a moment.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))

from conftest import FLAGS
from playwright.sync_api import sync_playwright
from test_speed import FILTER

from edition_by_hand import edition
from edition_large import large
from variorum.present.report import report

LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        print("there is no chromium on PATH: install it")
        return 2
    missed = 0
    with tempfile.TemporaryDirectory() as where, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for name, made, bar in (("five accounts", edition, 1000), ("a thousand accounts", large, 2000)):
            whole = made()
            began = time.perf_counter()
            written = report(whole)
            took = time.perf_counter() - began
            path = Path(where) / "report.html"
            path.write_text(written, encoding="utf-8")
            ready, filtered = [], []
            for _ in range(3):
                page = browser.new_page()
                page.goto(path.as_uri() + "#matrix")
                ready.append(page.evaluate(LOADED))
                filtered.append(max(page.evaluate(FILTER)))
                page.close()
            missed += min(ready) > bar or min(filtered) > 100 or took > 20
            print(
                f"{name}: made in {took:.1f} s, {len(written.encode()) / 1e6:.1f} MB; ready in {min(ready):.0f} ms (bar {bar}),"
                f" filtered in {min(filtered):.0f} ms (bar 100)"
            )
        browser.close()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
