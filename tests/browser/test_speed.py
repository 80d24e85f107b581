"""No reader waits long; the limits tell only what has become many times slower, bench/page.py the figures."""

import time

from playwright.sync_api import expect

from edition_large import large
from variorum.present.report import report

FILTER = """() => {
  const form = document.querySelector("form.filter");
  const field = form.elements.words;
  const times = [];
  for (const words of ["killed", "pier 2", "", "zeppelin", ""]) {
    const began = performance.now();
    field.value = words;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector("[data-filter]").getBoundingClientRect();
    times.push(performance.now() - began);
  }
  return times;
}"""


def test_a_small_edition_is_there_at_once(open_page, report_url):
    began = time.monotonic()
    page = open_page(report_url)
    page.locator("#overview h1").wait_for()
    assert time.monotonic() - began < 30
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert ready < 15_000


def test_a_thousand_accounts(open_page, tmp_path):
    path = tmp_path / "large.html"
    path.write_text(report(large()), encoding="utf-8")
    page = open_page(path.as_uri() + "#matrix")
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
    assert ready < 30_000
    # The best of three: other programs may hold the processor for a moment.
    times = min((page.evaluate(FILTER) for _ in range(3)), key=max)
    assert max(times) < 2_000, times
    assert "500 of 500 items, the first 120 shown" in page.locator("#matrix .count").inner_text()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("#matrix tbody tr:visible")).to_have_count(500)
