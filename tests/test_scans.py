"""Scans: every figure right or marked as doubtful, each with its place on the page."""

import re
import shutil
from dataclasses import replace
from functools import partial

import numpy as np
import pypdfium2
import pytest

from make_documents import PARAGRAPHS, SCANS, png, scan
from served import serving
from variorum.accounts import read_accounts
from variorum.accounts.crops import cut_out
from variorum.accounts.pictures import looks, wrap
from variorum.model import DOUBTFUL, Account, Place, Seen, Span
from variorum.pipeline import edit_accounts
from variorum.present import terminal
from variorum.present.exports import claim_rows
from variorum.present.index import Index
from variorum.present.report import report
from variorum.settings import AccountSettings, Settings
from variorum.store import save_edition

needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed on this system"
)


def figures(text):
    return re.findall(r"\d[\d.,]*\d|\d", text)


@needs_tesseract
@pytest.mark.parametrize("name", [*SCANS, "noisy.png"])
def test_figures_are_right_or_marked(tmp_path, name):
    made = SCANS[name]() if name in SCANS else png(*scan(skew=0.02, noise=0.06))
    (tmp_path / name).write_bytes(made)
    (account,), problems = read_accounts([tmp_path], AccountSettings(max_seconds=60))
    words = [p for p in account.places if p.kind == "ocr"]
    doubtful = {p.span.of(account.text) for p in words if p.confidence < DOUBTFUL}
    known = figures("".join(PARAGRAPHS)) + figures("Vardon Gazette 12 1")
    for word in re.findall(r"\S*\d\S*", account.text):
        assert all(f in known for f in figures(word)) or word in doubtful, word
    sure = "".join(p.span.of(account.text) + " " for p in words if p.confidence >= DOUBTFUL)
    assert len(figures(sure)) > 0.8 * len(known)
    assert all(0 <= p.confidence <= 1 and p.box and p.page == 1 for p in words)
    assert any("tesseract" in p.message for p in problems)
    assert "tesseract" in account.extractor


def test_both_ways_of_making_ready_keep_a_decimal_point_and_drop_specks():
    paper = np.full((40, 60), 255, np.uint8)
    paper[10:30, 10:13] = 0  # a stroke
    paper[28:30, 20:22] = 0  # a decimal point of fine print
    paper[5, 40] = 0  # a speck
    for image, dpi in looks(paper, 200):
        head, points = image.split(b" 255\n", 1)
        width, height = (int(n) for n in head.split()[1:])
        grey = np.frombuffer(points, np.uint8).reshape(height, width)
        times = dpi / 200
        at = lambda y, x: grey[round(y * times), round(x * times)]  # noqa: B023, E731
        assert at(20, 11) < 60
        assert at(29, 21) < 200
        assert at(5, 40) > 240


PAGE = png(*scan(skew=0.0, noise=0.0))
BOX = (50.0, 70.0, 130.0, 82.0)  # "The flood of Vardon", the page's title


def scanned(source=PAGE, media_type="image/png", confidence=0.5):
    """An account of one recognised claim: 131 dead."""
    text = "131 dead"
    words = tuple(Place(Span(a, b), "ocr", 1, BOX, sure) for a, b, sure in ((0, 3, confidence), (4, 8, 0.99)))
    return Account("s", "s.png", text, "0" * 64, len(source), source, media_type, places=words)


def grey_of(picture):
    """Width, height and points of a PNG of ours, decoded by pdfium."""
    page = pypdfium2.PdfDocument(wrap(picture))[0]
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    drawn = page.render(scale=height / page.get_height(), grayscale=True)
    grey = np.frombuffer(bytes(drawn.buffer), np.uint8).reshape(drawn.height, drawn.stride)[:, : drawn.width]
    assert abs(drawn.width - width) <= 1
    return grey


def test_the_picture_of_a_place_is_drawn_anew_with_a_bar_under_the_words():
    account = scanned()
    (picture,) = cut_out(account, [Seen(1, BOX, 0.5)], AccountSettings())
    grey = grey_of(picture)
    assert len(picture) < 12_000
    assert (grey[:-4] < 128).sum() > 100  # the title's letters
    assert (grey[-2] < 128).sum() == pytest.approx((BOX[2] - BOX[0]) * 120 / 72, abs=2)


@pytest.mark.parametrize("source", [b"", b"II*\0" + bytes(100), b"%PDF-1.4 nothing", None])
def test_a_place_that_cannot_be_drawn_has_no_picture(source):
    account = replace(scanned(), source=source)
    assert cut_out(account, [Seen(1, BOX, 0.5)], AccountSettings()) == [None]
    assert cut_out(scanned(), [Seen(7, BOX, 0.5)], AccountSettings()) == [None]  # no such page


def looked_at(part):
    """What the terminal shows."""
    out = terminal.console(width=100)
    with out.capture() as taken:
        out.print(part)
    return taken.get()


def edition_of(account):
    return edit_accounts([account, Account("t", "t.txt", "133 dead", "1" * 64, 8)], [], Settings())


def test_doubt_is_told_by_every_face():
    edition = edition_of(scanned())
    index = Index(edition)
    claim = next(c for c in edition.claims if c.siglum == "s")
    assert (index.seen(claim).page, index.seen(claim).confidence, index.seen(claim).doubtful) == (1, 0.5, True)
    assert all(index.seen(c) is None for c in edition.claims if c.siglum == "t")
    (row,) = [r for r in claim_rows(edition) if r["account"] == "s.png"]
    assert (row["page"], row["confidence"], row["doubtful"]) == (1, 0.5, True)
    assert "131 (?)" in looked_at(terminal.apparatus(edition, everything=True))
    assert "DOUBTFUL" in looked_at(terminal.item(index.entry_of[claim.id], index))
    page = report(edition, draw=partial(cut_out, settings=AccountSettings()))
    assert page.count('src="data:image/png;base64,') == 1
    assert "recognised with 50 % confidence" in page
    assert "variorum serve shows the place" in report(edition)


def test_a_sure_figure_is_marked_nowhere():
    edition = edition_of(scanned(confidence=0.95))
    assert "(?)" not in looked_at(terminal.apparatus(edition, everything=True))
    assert "Doubtful" not in report(edition)


def test_the_server_draws_a_picture_on_demand(tmp_path):
    edition = edition_of(scanned())
    save_edition(edition, tmp_path / "e.variorum")
    claim, other = (next(c for c in edition.claims if c.siglum == s) for s in "st")
    with serving(tmp_path / "e.variorum") as server:
        card = server.get(f"/item/{Index(edition).entry_of[claim.id].item.id}")
        assert f'<img src="/picture/{claim.id}"' in card
        status, headers, _ = server.ask("GET", f"/picture/{claim.id}")
        assert (status, headers["content-type"]) == (200, "image/png")
        assert server.ask("GET", f"/picture/{other.id}")[0] == 404
        assert server.ask("GET", "/picture/none")[0] == 404
