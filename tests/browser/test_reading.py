"""The report in a browser: every view, at every width, in every light, with and without scripts.

A page changes after a click or a new address, not within it: what must then be seen is awaited, never looked at once.
"""

import re
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest
from playwright.sync_api import expect

from edition_by_hand import edition
from looking import faults_of, overflow
from variorum.present.html import VIEWS

PLACES = [*VIEWS, "item=killed", "account=A", "sides=A&with=D"]
LOOKS = [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}]


def test_every_view_can_be_read_by_everybody(open_page, report_url):
    page = open_page(report_url)
    for place in PLACES:
        page.evaluate("place => { location.hash = place }", place)
        expect(page.locator(f"[id='{place}']")).to_be_visible()
        expect(page.locator("main > .view:visible")).to_have_count(1)
        assert faults_of(page) == [], place
        for width in (320, 1280, 2560):
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) <= 0, (place, width)


@pytest.mark.parametrize("width", [320, 1280, 2560])
def test_without_scripts_everything_stands_there(open_page, report_url, width):
    page = open_page(report_url, java_script_enabled=False, viewport={"width": width, "height": 900})
    text = page.locator("main").inner_text()
    for heading in (
        "Where the accounts exclude one another",
        "Items by accounts",
        "How figures drift",
        "Who copied whom",
    ):
        assert heading in text
    for account in edition().accounts:
        assert re.sub(r"\s+", " ", account.text).strip()[-60:] in re.sub(r"\s+", " ", text)
    assert page.locator("main > .view:visible").count() == len(VIEWS)
    assert page.locator("form.filter:visible").count() == 0
    assert overflow(page) <= 0


@pytest.fixture(scope="module")
def bare_url(report_url):
    """The report with its scripts taken out, all views at once: axe, a script itself, can look at it."""
    path = Path(unquote(urlparse(report_url).path))
    bare = path.with_name("bare.html")
    html = path.read_text(encoding="utf-8")
    bare.write_text(re.sub(r'<script type="module">.*?</script>', "", html, flags=re.DOTALL), encoding="utf-8")
    return bare.as_uri()


@pytest.mark.parametrize("width", [320, 1280, 2560])
def test_all_views_in_every_light(open_page, bare_url, width):
    for look in LOOKS:
        page = open_page(bare_url, viewport={"width": width, "height": 900}, **look)
        assert faults_of(page) == [], (width, look)
        assert overflow(page) <= 0


def test_one_click_from_every_figure_to_the_exact_words(open_page, report_url):
    page = open_page(report_url)
    for link in page.locator("#overview .readings .value, #overview td.n a").all():
        href = link.get_attribute("href")
        link.click()
        expect(page.locator(f"[id='{href[1:]}'] .exact").first).to_be_visible()
        page.go_back()
        expect(page.locator("#overview")).to_be_visible()
    page.locator("#overview .readings .sig").first.click()
    expect(page).to_have_url(re.compile("#item=killed&account=A$"))
    expect(page.locator("[id='item=killed&account=A']")).to_be_visible()
    page.locator("[id='item=killed&account=A'] .exact").click()
    mark = page.locator("[id='account=A'] .m:target")
    expect(mark).to_have_text("At least 40 people")
    expect(mark).to_be_in_viewport(ratio=1)


def test_an_address_that_leads_nowhere_says_so(open_page, report_url):
    page = open_page(report_url + "#item=zeppelin")
    expect(page.locator("#said")).to_contain_text("not in this edition: item=zeppelin")
    expect(page.locator("#overview")).to_be_visible()


def test_everything_can_be_reached_by_keyboard(open_page, report_url):
    page = open_page(report_url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
             .filter((e) => e.checkVisibility()).map((e, n) => (e.dataset.seen = n, n)).length"""
    )
    seen = {page.evaluate("document.activeElement.dataset.seen")}
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.dataset.seen"))
    assert len(seen - {None}) == wanted
    page.locator("#overview .brief h3 a").focus()
    page.keyboard.press("Enter")
    page.locator("[id='item=killed']").wait_for(state="visible")
    page.wait_for_function("document.activeElement.textContent.trim().startsWith('killed, ferry Aurelia')")


def test_a_screen_reader_hears_sentences(open_page, report_url):
    page = open_page(report_url + "#matrix")
    tree = page.locator("#matrix table").aria_snapshot()
    assert 'cell "≠ conflicts: 43 people"' in tree.replace("'", "")
    assert "rowheader" in tree
    page.evaluate("location.hash = 'drift'")
    expect(page.locator("#drift")).to_be_visible()
    assert "A, 4 May 2003: at least 40" in page.locator("#drift svg").first.aria_snapshot()
    page.evaluate("location.hash = 'overview'")
    expect(page.locator("#overview")).to_be_visible()
    tree = page.locator("main").aria_snapshot()
    assert 'heading "Port Ansa, 3 May 2003" [level=1]' in tree
    assert "This is the variorum edition of 4 accounts of one event" in tree


def test_the_filter(open_page, report_url):
    page = open_page(report_url + "#matrix")
    rows = page.locator("#matrix tbody tr:visible")
    expect(rows).to_have_count(6)
    page.locator("#matrix select[name=verdict]").select_option("conflict")
    expect(rows).to_have_count(1)
    page.locator("#matrix select[name=verdict]").select_option("")
    expect(rows).to_have_count(6)
    page.locator("#matrix input[name=words]").fill("112 inj")
    expect(rows).to_have_count(1)
    expect(page.locator("#matrix .count")).to_have_text("1 of 6 items")


def test_linked_highlights(open_page, report_url):
    page = open_page(report_url + "#account=A")
    page.locator("[id='account=A'] .m.conflict").first.hover()
    expect(page.locator("[id='account=A'] .m.lit").first).to_be_visible()


def test_two_texts_are_followed_side_by_side(open_page, report_url):
    page = open_page(report_url + "#account=D")
    page.locator("[id='account=D'] .margin a", has_text="copied").click()
    expect(page).to_have_url(re.compile("#sides=A&with=D&passage=1$"))
    passage = page.locator("[id='sides=A&with=D&passage=1']")
    expect(passage).to_be_visible()
    left, right = passage.locator("mark").all()
    left.hover()
    expect(right).to_have_class(re.compile(r"\blit\b"))
    page.locator("nav [data-view=sides]").click()
    expect(page.locator("#sides article:visible")).to_have_count(1)
    page.locator("nav [data-view=apparatus]").click()
    page.locator("#apparatus .shelf a", has_text="C,").click()
    expect(page.locator("#apparatus article:visible")).to_have_id("apparatus=C")
    page.locator("#apparatus article:visible .note a").first.click()
    expect(page.locator("#apparatus .notes li:target")).to_be_visible()


def test_on_paper_nothing_is_cut(open_page, report_url):
    page = open_page(report_url + "#item=killed")
    page.emulate_media(media="print")
    expect(page.locator("nav").first).to_be_hidden()
    assert page.locator("[id='item=killed'] blockquote").count() == 5
    assert len(page.pdf(format="A4")) > 5_000
