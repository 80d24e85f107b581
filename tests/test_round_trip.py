"""Documents whose every word is known come back whole: by the programs that are dependencies, and as web sites show them."""

import functools
import io

import pytest

from formats import measure
from known import make_known
from layouts import LAYOUTS, fitted
from packings import PACKINGS, eml_both, fit, packed
from producers import page, python_docx, reportlab, truth_by_page
from rich_text import word_rtf
from variorum.accounts import read_accounts
from variorum.accounts.readers import read_file
from variorum.hyphens import Words, joins
from variorum.settings import AccountSettings, TextSettings
from variorum.text import clean_text
from web_pages import PAGES

FILES = {
    "one.pdf": reportlab,
    "two.pdf": functools.partial(reportlab, columns=2),
    "three.pdf": functools.partial(reportlab, columns=3),
    "a.docx": python_docx,
    "a.rtf": word_rtf,
    "bare.html": lambda known: page(known).encode(),
    **PAGES,
}


@pytest.mark.parametrize("name", FILES)
def test_nothing_is_lost(tmp_path, name):
    known = make_known(7, paragraphs=14)
    source = FILES[name](known)
    (tmp_path / name).write_bytes(source)
    (account,), problems = read_accounts([tmp_path / name], AccountSettings())
    assert [p for p in problems if p.severity == "error"] == []
    found = measure(known, account, truth_by_page(source) if name.endswith(".pdf") else None)
    assert min(found.windows, found.view, found.order) >= 0.98, found
    assert (found.figures, found.quotations, found.cells, found.pages) == (1, 1, 1, 1), found
    assert found.foreign < 0.02, found
    if name not in {"one.pdf", "two.pdf", "three.pdf", "tables.html", "bare.html"}:
        assert account.title == known.title
    if name in {"newspaper.html", "soup.html", "office_site.html"}:
        assert (account.published, account.publisher) == (known.day, known.publisher)


@pytest.mark.parametrize("name", ["journal-one.pdf", "journal-two.pdf", "journal-three.pdf"])
def test_notes_and_heads_do_not_stand_within_sentences(tmp_path, name):
    known = fitted(make_known(11, paragraphs=20))
    source = LAYOUTS[name](known)
    (tmp_path / name).write_bytes(source)
    (account,), _ = read_accounts([tmp_path / name], AccountSettings())
    found = measure(known, account, truth_by_page(source))
    assert min(found.view, found.order) >= 0.98, found
    assert (found.figures, found.quotations, found.pages) == (1, 1, 1), found


@pytest.mark.parametrize(
    ("before", "after", "drop"),
    [
        ("in 1994–", "1996, had", 0),
        ("the dam—", "or its rest", 0),
        ("re-", "elected", 0),
        ("the dam –", "or", None),
        ("inter-", "est", 1),
    ],
)
def test_what_a_line_end_parts(before, after, drop):
    assert joins(before, after, Words(f"{before}\n{after}")) == drop


@pytest.mark.parametrize("name", PACKINGS)
def test_nothing_is_lost_in_a_packing(tmp_path, name):
    known = make_known(8, paragraphs=8)
    known = fit(known, name.removesuffix(".txt")) if name.endswith(".txt") else known
    (tmp_path / name).write_bytes(PACKINGS[name](known))
    (account,), _ = read_accounts([tmp_path / name], AccountSettings())
    found = measure(known, account)
    assert min(found.view, found.order) >= 0.98, found
    assert (found.figures, found.quotations, found.cells) == (1, 1, 1), found


def test_a_picture_takes_nothing_else_with_it(tmp_path):
    """What needs tesseract is read within mails and archives too, and what fails there is told by name."""
    known = make_known(9, paragraphs=4)
    (tmp_path / "mail.eml").write_bytes(eml_both(known))
    (tmp_path / "all.zip").write_bytes(packed(("logo.png", b"\x89PNG\r\n\x1a\n"), ("a.docx", python_docx(known))))
    accounts, problems = read_accounts([tmp_path], AccountSettings())
    assert [a.name for a in accounts] == ["all.zip/a.docx", "mail.eml"]
    told = [p.message for p in problems]
    assert any(m.startswith("mail.eml: its attachment logo.png was not read") for m in told)
    assert any(m.startswith("all.zip/logo.png was not read") for m in told)


def text_of(name, source):
    return read_file(source, name, AccountSettings())[0].text


def view_of(tmp_path, name, source):
    (tmp_path / name).write_bytes(source)
    (account,), _ = read_accounts([tmp_path / name], AccountSettings())
    return clean_text(account, TextSettings())[0].text


def test_a_call_is_no_part_of_a_figure(tmp_path):
    marked = "<p>At least 131<sup>2</sup> people died,<sup>3</sup> on 40 m<sup>2</sup> and 10<sup>th</sup> Street; 3 × 10<sup>6</sup> came.<a href='#n4'>4</a></p>"
    assert text_of("a.html", marked.encode()) == "At least 131² people died,³ on 40 m² and 10th Street; 3 × 10⁶ came.⁴"
    assert view_of(tmp_path, "a.html", marked.encode()) == (
        "At least 131 people died, on 40 m² and 10th Street; 3 × 10⁶ came."
    )


@pytest.mark.parametrize(
    ("rich", "plain"),
    [
        (rb"{\rtf1\ansi caf\'e9 \u8364?5 \u-10179?\u-8704? end\par}", "café €5 😀 end"),
        (rb"{\rtf1\ansi{\fonttbl{\f0 A;}{\f1\fcharset204 B;}}\f1 \'cf\'f0\f0  \'e9}", "Пр é"),
        (rb"{\rtf1\ansi{\fonttbl{\f0\fcharset128 A;}}\f0\'83\'65}", "テ"),
        (rb"{\rtf1\uc2 \u171\'ab\'ab x\uc0\u187 y}", "« x»y"),
        (rb"{\rtf1 one{\v hidden}{\deleted gone} two{\*\unknown three}\bin4 }}}} four}", "one two four"),
        (rb"{\rtf1 a{\footnote\pard note 1}b\par c\par}", "ab\n\nnote 1\n\nc"),
        (rb"{\rtf1\trowd\cellx1 1\cell {\b 2}\par 3\cell\row after\par}", "1 | 2 3\n\nafter"),
        (rb"{\rtf1 \lquote x\rquote\~\_\-\{\\\}\line y", "‘x’\xa0‑\xad{\\}\ny"),
        (rb"{\rtf1 {\field{\*\fldinst HYPERLINK \"http://a\"}{\fldrslt shown}}{\super 1}}", "shown¹"),
    ],
)
def test_rich_text(rich, plain):
    assert text_of("a.rtf", rich) == plain


def test_a_page_without_a_word_leaves_the_others_to_be_read():
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    for words in ("The flood took 131 people.", "", "The bridge fell at 3:15."):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    (document,) = read_file(out.getvalue(), "a.pdf", AccountSettings())
    assert document.text.split() == "The flood took 131 people. The bridge fell at 3:15.".split()
    assert [p.page for p in document.places if p.kind == "page"] == [1, 3]
