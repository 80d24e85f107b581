"""Review in a browser: with a script and without, by keyboard, and read by everybody."""

from playwright.sync_api import expect

from looking import faults_of, overflow
from variorum.store import read_log

PLACES = [
    "/",
    "/sides",
    "/pair?a=A&b=D",
    "/apparatus?base=C",
    "/sources",
    "/matrix",
    "/items",
    "/item/killed",
    "/account/A",
    "/review",
    "/accounts",
    "/nowhere",
]


def test_pages_can_be_read_by_everybody(open_page, server):
    server.decide("note", item="killed", text="look again")
    for look in ({"color_scheme": "light"}, {"color_scheme": "dark"}):
        page = open_page(server.url + "/", **look)
        # The colours of a served page are those of the report, which is looked at whole in every light.
        for place in PLACES[:-1] if look["color_scheme"] == "light" else PLACES[:2]:
            page.goto(server.url + place)
            for shut in page.locator("details").all():
                shut.evaluate("e => { e.open = true }")
            assert faults_of(page) == [], place
            for width in (320, 1280):
                page.set_viewport_size({"width": width, "height": 800})
                assert overflow(page) <= 0, (place, width)


def test_a_reviewer_without_a_mouse(open_page, server):
    before = len(read_log(server.path))
    page = open_page(server.url + "/item/injured")
    page.locator(".review-form summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")  # decides nothing: which of the buttons was meant?
    page.keyboard.press("Tab")
    page.keyboard.type("they say so")
    page.keyboard.press("Tab")
    page.keyboard.type("hurt, ferry Aurelia")
    page.get_by_role("button", name="Relabel item").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/item/injured?after=*")
    assert "is kept" in page.locator(".flash:not(#said)").inner_text()
    assert "hurt, ferry Aurelia" in page.locator("h2").first.inner_text()
    assert "The machine had the label “injured, ferry Aurelia”" in page.locator("main").inner_text()
    assert page.locator("input[name=who]").first.evaluate("e => e.value") == "Ada"
    assert [d.why for d in read_log(server.path)[before:]] == ["they say so"]


def test_chosen_claims_are_relabelled(open_page, server):
    page = open_page(server.url + "/item/injured")
    page.get_by_label("choose 112 injured in B").check()
    page.locator(".review-form summary").click()
    page.locator(".review-form [name=who]").fill("Ada")
    page.locator(".review-form [name=text]").fill("burned")
    page.get_by_role("button", name="Relabel claims").click()
    page.wait_for_url("**/item/injured?after=*")
    assert "Relabelled by Ada" in page.locator("main").inner_text()
    assert read_log(server.path)[-1].verb == "relabel"


def test_a_reviewer_without_scripts(open_page, server):
    page = open_page(server.url + "/account/B", java_script_enabled=False)
    page.locator(".review-form summary").click()
    page.locator("form [name=who]").fill("Ben")
    page.locator("form [name=text]").fill("a note \u202e <b>")
    page.get_by_role("button", name="Add note").click()
    expect(page.locator(".reviewed")).to_contain_text("a note")
    page.goto(server.url + "/review")
    page.locator(".undo [name=who]").first.fill("Ben")
    page.locator(".undo button").first.click()
    expect(page.locator(".log li").first).to_contain_text("undo")
