"""Documents with known text: found again in every format, to the word, with the page it stands on."""

import re

import pytest

from make_documents import FORMATS, PARAGRAPHS, TITLE, figures, read, words_of
from variorum.accounts import read_accounts
from variorum.settings import AccountSettings, TextSettings
from variorum.text import clean_text


def share_of_windows(text, size=8):
    known = words_of("\n".join(PARAGRAPHS))
    found = " " + " ".join(words_of(text)) + " "
    windows = [" ".join(known[k : k + size]) for k in range(len(known) - size + 1)]
    return sum(f" {w} " in found for w in windows) / len(windows)


@pytest.mark.parametrize("name", FORMATS)
def test_every_word_is_found_again(tmp_path, name):
    accounts, problems = read(tmp_path, name, FORMATS[name]())
    assert [p.message for p in problems if p.severity != "note"] == []
    (account,) = accounts
    view, _ = clean_text(account, TextSettings())
    assert share_of_windows(account.text) >= 0.98
    assert share_of_windows(view.text) >= 0.98
    in_order = iter(figures(account.text))
    assert all(any(f == g for g in in_order) for p in PARAGRAPHS for f in figures(p))
    for quotation in re.findall("“(.*?)”", "".join(PARAGRAPHS)):
        assert quotation in view.text
    if "pdf" not in name:
        assert name in {"a.warc", "a.epub", "a.rtf"} or account.title == TITLE or account.title is not None


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.html"])
def test_tables_are_text_too(tmp_path, name):
    (account,), _ = read(tmp_path, name, FORMATS[name]())
    for row in (("Vardon", "102", "611"), ("Upper Orl", "29", "163")):
        assert re.search(r"\W+".join(row), account.text)


@pytest.mark.parametrize("name", ["one.pdf", "two.pdf", "rows.pdf"])
def test_pages_headers_and_footers(tmp_path, name):
    (account,), _ = read(tmp_path, name, FORMATS[name]())
    pages = [p for p in account.places if p.kind == "page"]
    assert [p.page for p in pages] == [1, 2]
    for page in pages:
        assert page.span.of(account.text).count("131 dead") == 1
    running = {p.span.of(account.text) for p in account.places if p.kind == "boilerplate"}
    assert {"1", "2"} < running
    view, _ = clean_text(account, TextSettings())
    assert "Gazette" not in view.text


def test_what_a_message_tells(tmp_path):
    (account,), _ = read(tmp_path, "a.eml", FORMATS["a.eml"]())
    assert (account.title, account.published, account.author, account.publisher) == (
        TITLE,
        "2013-05-04",
        "Anna Orlo",
        "post.example",
    )
    (place,) = [p for p in account.places if p.kind == "attachment"]
    assert place.name == "rest.txt"
    assert place.span.of(account.text).startswith("According to the Ministry")


def test_a_web_archive_knows_the_address(tmp_path):
    (account,), _ = read(tmp_path, "a.wacz", FORMATS["a.wacz"]())
    assert (account.url, account.publisher, account.published) == (
        "https://post.example/2013/05/04/flood",
        "post.example",
        "2013-05-04",
    )


def test_members_of_an_archive_are_accounts_of_their_own(tmp_path):
    (account,), _ = read(tmp_path, "a.zip", FORMATS["a.zip"]())
    assert account.name == "a.zip/deep/one.html"
    assert account.source == FORMATS["a.html"]()


def test_an_interrupted_reading_goes_on(tmp_path):
    for name in ("one.pdf", "a.docx", "a.html"):
        (tmp_path / name).write_bytes(FORMATS[name]())
    kept = tmp_path / "out.reading"
    whole = read_accounts([tmp_path], AccountSettings())
    settings = AccountSettings(cache=kept)
    read_accounts([tmp_path / "one.pdf"], settings)
    (answer,) = kept.iterdir()
    assert read_accounts([tmp_path], settings) == whole
    assert len(list(kept.iterdir())) == 3
    # what was kept is used and not read again
    answer.write_bytes(answer.read_bytes().replace(b"131 dead", b"999 dead"))
    assert "999 dead" in next(a.text for a in read_accounts([tmp_path], settings)[0] if a.name == "one.pdf")


def test_a_broken_answer_is_no_account(tmp_path):
    settings = AccountSettings(cache=tmp_path / "kept")
    (tmp_path / "a.docx").write_bytes(FORMATS["a.docx"]())
    read_accounts([tmp_path / "a.docx"], settings)
    (answer,) = (tmp_path / "kept").iterdir()
    for broken in (b"", b"{", b"[]", b'{"documents": [{}]}', b'{"documents": [{"text": 3}]}', b'{"documents": 7}'):
        answer.write_bytes(broken)
        accounts, problems = read_accounts([tmp_path / "a.docx"], settings)
        assert accounts == ()
        assert [p.severity for p in problems] == ["error"]
