"""Scans: every figure right or marked as doubtful, each with its place on the page."""

import re
import shutil

import numpy as np
import pytest

from make_documents import PARAGRAPHS, SCANS, png, scan
from variorum.accounts import read_accounts
from variorum.accounts.pictures import looks
from variorum.model import DOUBTFUL
from variorum.settings import AccountSettings

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
