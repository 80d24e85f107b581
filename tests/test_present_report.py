"""The report: every link leads somewhere, text is data, and the policy names what may run."""

import re
import time
from urllib.parse import unquote

import pytest
from lxml import html

from edition_by_hand import META, TEXTS, edition
from edition_large import large
from variorum.present.html import SCRIPTS, STYLES, asset, policy
from variorum.present.report import report

NASTY = "\"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}' &amp; \u202e<b>"


@pytest.fixture(scope="module")
def page():
    return html.fromstring(report(edition()))


def test_every_link_leads_somewhere(page):
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inner = [h[1:] for h in page.xpath("//@href") if h.startswith("#")]
    assert len(inner) > 100
    lost = {h for h in inner if unquote(h) not in ids and unquote(h).rsplit("&", 1)[0] not in ids}
    assert not lost


def test_every_claim_stands_in_its_account(page):
    for claim in edition().claims:
        (mark,) = page.xpath("//*[@id=$name]", name=f"claim={claim.id}")
        assert mark.text_content() in claim.quote


def test_account_texts_are_whole(page):
    for account in edition().accounts:
        (article,) = page.xpath("//article[@id=$name]", name=f"account={account.siglum}")
        told = "".join(p.text_content() for p in article.xpath(".//div[@class='text']//p"))
        assert re.sub(r"\s", "", told) == re.sub(r"\s", "", account.text)


def test_both_texts_of_a_pair_are_whole(page):
    (pair,) = page.xpath("//article[@id='sides=A&with=D']")
    for half, siglum in enumerate("AD", 1):
        cells = pair.xpath(f".//div[@class='two passage' or @class='two alone']/div[@class='half'][{half}]/p")
        told = "".join(p.text_content() for p in cells)
        assert re.sub(r"\s", "", told) == re.sub(r"\s", "", TEXTS[siglum])


def test_every_account_can_be_the_base_text(page):
    for siglum in TEXTS:
        (base,) = page.xpath(f"//article[@id='apparatus={siglum}']")
        told = "".join(p.text_content() for p in base.xpath(".//div[@class='text critical']/p"))
        assert re.sub(r"[\s\d]", "", told) == re.sub(r"[\s\d]", "", TEXTS[siglum])


def test_nothing_is_fetched_and_nothing_runs_inline(page):
    assert not page.xpath("//*[@src] | //link | //iframe | //object | //form[@action]")
    assert not [
        a for e in page.iter() if isinstance(e.tag, str) for a in e.attrib if a.startswith("on") or a == "style"
    ]
    (rule,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert rule == policy()
    assert "unsafe" not in rule
    assert len(page.xpath("//script")) == len(SCRIPTS)
    assert sum(len(asset(s)) for s in SCRIPTS) < 60_000


def test_hostile_text_is_text():
    texts = {s: text.replace("Port Ansa", f"Port Ansa {NASTY}", 1) for s, text in TEXTS.items()}
    meta = {s: (f"{s}{NASTY}", NASTY, date, NASTY, NASTY) for s, (_, _, date, _, _) in META.items()}
    made = edition(texts, meta)
    page = html.fromstring(report(made))
    assert len(page.xpath("//script")) == len(SCRIPTS)
    assert len(page.xpath("//style")) == len(STYLES)
    assert not page.xpath("//img | //b[not(node())]")
    assert not [a for e in page.iter() if isinstance(e.tag, str) for a in e.attrib if a.startswith("on")]
    assert "49" not in page.xpath("//article[@id='account=A']")[0].text_content()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//example.org", " http://a b", 'http://a">x']
)
def test_only_web_addresses_become_links(url):
    made = edition()
    account = made.accounts[0]
    changed = type(account)(**{n: getattr(account, n) for n in account.__slots__} | {"url": url})
    page = html.fromstring(report(edition(accounts=(changed, *made.accounts[1:]))))
    assert not [h for h in page.xpath("//@href") if not h.startswith(("#", "https://example.org/"))]


def test_the_same_edition_gives_the_same_page():
    assert report(edition()) == report(edition())


def test_a_large_edition_is_told_in_excerpts():
    made = large()
    before = time.process_time()
    text = report(made)
    assert time.process_time() - before < 20
    assert len(text.encode()) < 5_000_000
    page = html.fromstring(text)
    ids = set(page.xpath("//@id"))
    assert len(ids) == len(page.xpath("//@id"))
    inner = [unquote(h[1:]) for h in page.xpath("//@href") if h.startswith("#")]
    assert not {h for h in inner if h not in ids and h.rsplit("&", 1)[0] not in ids}
    assert "Excerpts: this edition is large." in page.xpath("//article[@id='account=0500']")[0].text_content()
    assert all(f"item={e.item.id}" in ids for e in made.entries if e.verdict != "single")


def test_an_edition_of_nothing():
    made = edition(claims=(), entries=(), parallels=(), findings=(), origins=(), problems=())
    page = html.fromstring(report(made))
    assert "No two accounts exclude one another" in page.text_content()
