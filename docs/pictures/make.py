"""Pictures of the main views for the README: `make pictures`."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from variorum.present.report import report
from variorum.review import open_reviewed

VIEWS = ("overview", "matrix", "item", "drift", "sides", "apparatus")


def main(edition: Path) -> None:
    """Take the pictures, each from the top of its view."""
    reviewed = open_reviewed(edition)
    conflicts = [e for e in reviewed.edition.entries if e.verdict == "conflict"]
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        sys.exit("There is no chromium on PATH: install it, and run `make pictures` again.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        page_file.write_text(report(reviewed.edition, reviewed.changes, reviewed.marks), encoding="utf-8")
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        page = browser.new_page(viewport={"width": 1100, "height": 820}, color_scheme="light")
        for name in VIEWS:
            place = (
                f"item={conflicts[0].item.id}" if name == "item" and conflicts else "items" if name == "item" else name
            )
            page.goto(f"{page_file.as_uri()}#{place}")
            page.wait_for_timeout(200)
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(path=Path(__file__).parent / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
