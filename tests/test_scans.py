"""Scans: every figure right or marked as doubtful, each with its place on the page."""

import io
import re
import shutil
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PIL import Image, ImageOps

from make_documents import PARAGRAPHS, SCANS, figures, png, scan
from served import serving
from variorum.accounts import read_accounts
from variorum.accounts.crops import cut_out
from variorum.accounts.figures import told_otherwise
from variorum.accounts.leftover import unread
from variorum.accounts.pictures import looks
from variorum.accounts.scan import _compared, _compose, _whole_figures, _with_rest, _Word, _words, doubts
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


HEAD = Image.open(io.BytesIO(png(*scan(skew=0.0, noise=0.0)))).crop((0, 150, 1653, 520))
"""The upper part of a page: strips are read as pages are."""


def saved(picture, kind, **how):
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def see_through(picture):
    ink = Image.new("RGBA", picture.size, "black")
    ink.putalpha(ImageOps.invert(picture))
    return ink


def wider(picture):
    return Image.fromarray(np.asarray(picture).astype(np.uint16) * 257)


TURNED = Image.Exif()
TURNED[0x0112] = 6
KINDS = {
    "palette.png": lambda: saved(HEAD.quantize(16), "PNG", dpi=(200, 200)),
    "one-bit.png": lambda: saved(HEAD.point(lambda p: 255 * (p > 128)).convert("1"), "PNG", dpi=(200, 200)),
    "see-through.png": lambda: saved(see_through(HEAD), "PNG", dpi=(200, 200)),
    "sixteen-bits.png": lambda: saved(wider(HEAD), "PNG", dpi=(200, 200)),
    "cmyk.jpg": lambda: saved(HEAD.convert("CMYK"), "JPEG", dpi=(200, 200), quality=90),
    "turned.jpg": lambda: saved(
        HEAD.transpose(Image.Transpose.ROTATE_90), "JPEG", dpi=(200, 200), quality=90, exif=TURNED
    ),
    "fax.tiff": lambda: saved(HEAD.convert("1"), "TIFF", compression="group4", dpi=(200, 200)),
    "screen.png": lambda: saved(HEAD.resize((826, 185)), "PNG"),
}


@needs_tesseract
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_picture_is_read_alike(tmp_path, name):
    (tmp_path / name).write_bytes(KINDS[name]())
    (account,), _ = read_accounts([tmp_path], AccountSettings(max_seconds=60))
    words = [p for p in account.places if p.kind == "ocr"]
    doubtful = {p.span.of(account.text) for p in words if p.confidence < DOUBTFUL}
    known = figures("".join(PARAGRAPHS))
    read = re.findall(r"\S*\d\S*", account.text)
    assert len(read) > 3
    assert [w for w in read if w not in doubtful and not all(f in known for f in figures(w))] == []
    figure = next(p for p in words if any(c.isdigit() for c in p.span.of(account.text)))
    (picture,) = cut_out(account, [Seen(1, figure.box, figure.confidence)], AccountSettings())
    grey = grey_of(picture)
    assert (grey[:-4] < 128).sum() > 20


@needs_tesseract
def test_all_pages_of_a_tiff_are_read_and_shown(tmp_path):
    blank = Image.new("L", (HEAD.width, 200), 255)
    pages = [HEAD, blank, HEAD.crop((0, 0, 1653, 300))]
    (tmp_path / "pages.tif").write_bytes(
        saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200))
    )
    (account,), problems = read_accounts([tmp_path], AccountSettings(max_seconds=60))
    assert [p.page for p in account.places if p.kind == "page"] == [1, 3]
    last = next(p for p in account.places if p.kind == "ocr" and p.page == 3)
    assert account.text.startswith(last.span.of(account.text))  # it has the first page's title
    one, other = cut_out(account, [Seen(1, last.box, 1.0), Seen(3, last.box, 1.0)], AccountSettings())
    assert abs(int((grey_of(one) < 128).sum()) - int((grey_of(other) < 128).sum())) < 20
    (few,), problems = read_accounts([tmp_path], AccountSettings(max_seconds=60, max_pages=1))
    assert few.text in account.text
    assert any("more than 1 pages" in p.message and "--max-pages" in p.message for p in problems)


def test_a_figure_is_told_otherwise_by_other_digits_alone():
    assert told_otherwise("495", "195")
    assert told_otherwise("6,117", "611")
    assert not any(told_otherwise("8155", again) for again in ("8155.", "g155", "", "—", "48155", "8l55"))
    assert not told_otherwise("5.5", "55")
    assert told_otherwise("55", "5.5")


@pytest.mark.parametrize(
    ("beside", "figure", "wide", "doubtful"),
    [
        ("1,204", "40887", 5.5, True),
        ("1,204", "$40887", 6.5, True),
        ("1,204", "40887", 5, False),
        ("1,204", "1966", 4.5, True),
        ("1,204", "1987", 4, False),
        ("1,204", "1987", 6, False),
        ("1204", "40887", 5.5, False),
    ],
)
@pytest.mark.parametrize("others", [("312", "77", "450", "928"), ()], ids=["known width", "none"])
def test_a_figure_that_may_have_lost_its_comma_is_marked(beside, figure, wide, doubtful, others):
    def read_twice(*told):
        words = [
            _Word(text, 0.95, (60.0 * k, 10.0, 60.0 * k + 5 * digits, 20.0), ("1", "1", "1", "1"))
            for k, (text, digits) in enumerate(told)
        ]
        return _compared(words, list(words), english=True)

    *_, word = read_twice((beside, 4.5), *((other, len(other)) for other in others), (figure, wide))
    if not others:
        doubtful = "," in beside and int(figure.strip("$")) > 2100
    assert (word.sure < DOUBTFUL) is doubtful


@needs_tesseract
@pytest.mark.parametrize("noise", [0, 24], ids=["clean", "noisy"])
def test_lines_that_no_reading_had_are_read_by_themselves_and_marked(noise):
    dpi = 200
    grey = 30 + 0.8 * np.asarray(HEAD.convert("L")) + np.random.default_rng(3).normal(0, noise, HEAD.size[::-1])
    pictures, calm = looks(grey.clip(0, 255).astype(np.uint8), dpi)
    words = _words(*pictures[0], AccountSettings())
    lines = list(dict.fromkeys(w.line for w in words))
    few = [w for w in words if w.line not in lines[2:4]]
    whole = _with_rest(few, calm, dpi, AccountSettings())
    assert [w.text[:6] for w in whole] == [w.text[:6] for w in words]
    assert {w.sure < DOUBTFUL for w in whole if w not in few} == {True}
    assert _with_rest(words, calm, dpi, AccountSettings()) == words


def strokes(paper, top, left, count):
    """A line of ink like letters, 2.2 mm high, on a picture of 200 dots an inch."""
    for k in range(count):
        paper[top : top + 17, left + 14 * k : left + 14 * k + 5] = 40


def test_what_looks_like_writing_and_was_not_read_is_told_with_its_place(monkeypatch):
    paper = np.full((900, 1200), 235, np.uint8)
    strokes(paper, 200, 150, 40)
    strokes(paper, 300, 150, 40)
    strokes(paper, 300, 900, 3)  # another column
    strokes(paper, 890, 150, 40)  # cut by the edge
    paper[500:504, 100:1100] = 0  # a rule
    paper[600:800, 300:700] = 60  # a photograph
    paper[550:850, 800:1100] = 0  # a frame
    paper[554:846, 804:1096] = 235
    paper[420, ::40] = 0  # specks
    read = (52.0, 70.0, 260.0, 80.0)  # the upper line
    assert [tuple(round(n) for n in box) for box in unread(paper, 200, [read])[1]] == [
        (54, 108, 253, 114),
        (324, 108, 336, 114),
    ]
    monkeypatch.setattr("variorum.accounts.scan._words", lambda *_: [])
    words = _with_rest([_Word("Halvern", 0.9, read, ("1", "1", "1", "1"))], paper, 200, AccountSettings())
    text, places = _compose(words, 7)
    assert text == "Halvern"
    assert [(p.kind, p.span, p.page) for p in places[1:]] == [("unread", Span(7, 7), 7)] * 2
    (note,) = [message for _, message in doubts(text, places) if "could not be read" in message]
    assert "on its page 7" in note
    assert "70 x 2 mm, 19 mm from the left and 38 mm from the top; 4 x 2 mm, 114 mm" in note


@pytest.mark.parametrize(
    ("first", "gap", "second", "whole"),
    [("48,", 4, "388", "48,388"), ("48,", 7, "388", ""), ("8.", 2, "5%", "8.5%"), ("48", 4, "388", ""), ("Tarn,", 4, "38", "")],
)  # fmt: skip
def test_a_figure_parted_behind_its_mark_is_whole_and_doubtful(first, gap, second, whole):
    left, words = 0.0, []
    for text, before in (("nobody", 0), ("counted", 7), ("the", 7), (first, 7), (second, gap), ("boats", 7)):
        left += before
        words.append(_Word(text, 0.95, (left, 10.0, left + 6 * len(text), 20.0), ("1", "1", "1", "1")))
        left += 6 * len(text)
    read = _whole_figures(words)
    assert [w.text for w in read][3:-1] == ([whole] if whole else [first, second])
    assert (read[3].sure < DOUBTFUL) is bool(whole)


def test_grey_and_shaded_paper_is_levelled():
    paper = np.linspace(120, 230, 600).astype(np.uint8)[None, :].repeat(300, axis=0).copy()
    paper[100:140, 40:44] = 70
    paper[100:140, 560:564] = 120
    image, _ = looks(paper, 200)[0][1]
    grey = np.frombuffer(image.split(b" 255\n", 1)[1], np.uint8).reshape(300, 600)
    assert grey[120, [41, 561]].max() < 128 < 200 < grey[10, [5, 300, 595]].min()


def test_both_ways_of_making_ready_keep_a_decimal_point_and_drop_specks():
    paper = np.full((40, 60), 255, np.uint8)
    paper[10:30, 10:13] = 0  # a stroke
    paper[28:30, 20:22] = 0  # a decimal point of fine print
    paper[5, 40] = 0  # a speck
    for image, dpi in looks(paper, 200)[0]:
        head, points = image.split(b" 255\n", 1)
        width, height = (int(n) for n in head.split()[1:])
        grey = np.frombuffer(points, np.uint8).reshape(height, width)
        times = dpi / 200
        at = lambda y, x: grey[round(y * times), round(x * times)]  # noqa: B023, E731
        assert at(20, 11) < 60
        assert at(29, 21) < 200
        assert at(5, 40) > 230


PAGE = png(*scan(skew=0.0, noise=0.0))
BOX = (50.0, 70.0, 130.0, 82.0)  # "The flood of Vardon", the page's title


def scanned(source=PAGE, media_type="image/png", confidence=0.5):
    """An account of one recognised claim: 131 dead."""
    text = "131 dead"
    words = tuple(Place(Span(a, b), "ocr", 1, BOX, sure) for a, b, sure in ((0, 3, confidence), (4, 8, 0.99)))
    return Account("s", "s.png", text, "0" * 64, len(source), source, media_type, places=words)


def grey_of(picture):
    """Points of a PNG of ours."""
    return np.asarray(Image.open(io.BytesIO(picture)).convert("L"))


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


@pytest.mark.parametrize("kind", ["png", "tiff"])
def test_the_server_draws_a_picture_on_demand(tmp_path, kind):
    source = saved(Image.open(io.BytesIO(PAGE)), kind.upper(), dpi=(200, 200))
    edition = edition_of(scanned(source, f"image/{kind}"))
    save_edition(edition, tmp_path / "e.variorum")
    claim, other = (next(c for c in edition.claims if c.siglum == s) for s in "st")
    with serving(tmp_path / "e.variorum") as server:
        card = server.get(f"/item/{Index(edition).entry_of[claim.id].item.id}")
        assert f'<img src="/picture/{claim.id}"' in card
        status, headers, _ = server.ask("GET", f"/picture/{claim.id}")
        assert (status, headers["content-type"]) == (200, "image/png")
        assert server.ask("GET", f"/picture/{other.id}")[0] == 404
        assert server.ask("GET", "/picture/none")[0] == 404
