"""A real browser: the chromium on PATH, driven by Playwright; nothing is downloaded."""

import os
import shutil

import pytest

from edition_by_hand import edition
from served import serving
from variorum.present.report import report
from variorum.store import save_edition

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser():
    """The browser; without one, a skip that says so, and a failure in CI."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        words = "there is no chromium on PATH: install it, and run `make browser-test`"
        if os.environ.get("CI") == "true":
            pytest.fail(words)
        pytest.skip(words)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


class Watch:
    """Everything a page did that it should not have."""

    def __init__(self, page, allowed):
        self.faults = []
        page.on("dialog", lambda d: (self.faults.append(f"dialog: {d.message}"), d.dismiss()))
        page.on("pageerror", lambda e: self.faults.append(f"error: {e}"))
        page.on(
            "console", lambda m: self.faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None
        )
        page.on("request", lambda r: None if r.url.startswith(allowed) else self.faults.append(f"request: {r.url}"))


@pytest.fixture
def open_page(browser):
    """Opens an address in a context of its own, and sees that the page behaved."""
    opened = []

    def opening(url, **options):
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 900}} | options))
        context.set_default_timeout(30_000)
        page = context.new_page()
        allowed = url.split("#")[0] if url.startswith("file:") else "/".join(url.split("/")[:3]) + "/"
        watch = Watch(page, allowed)
        page.goto(url)
        opened.append((context, watch))
        return page

    yield opening
    faults = [f for _, watch in opened for f in watch.faults]
    for context, _ in opened:
        context.close()
    assert not faults, faults


@pytest.fixture(scope="session")
def report_url(tmp_path_factory):
    """The report of the invented event, on disk."""
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report(edition()), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """The server over the invented event."""
    path = tmp_path_factory.mktemp("server") / "e.variorum"
    save_edition(edition(), path)
    with serving(path) as running:
        running.path = path
        yield running
