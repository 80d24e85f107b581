"""What programs write that is seldom met: strict Word, tables in tables, locked books, mail in many forms, web archives in pieces."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from email.headerregistry import HeaderRegistry

import pytest

from make_documents import read
from variorum.accounts import mail as reader_of_mail
from variorum.accounts.document import UnreadableError
from variorum.accounts.packed import Package
from variorum.accounts.reread import reread
from variorum.settings import AccountSettings

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF = " ".join(
    f'xmlns:{k}="{_ODF}:{v}"'
    for k, v in {
        "office": "office:1.0",
        "text": "text:1.0",
        "table": "table:1.0",
        "draw": "drawing:1.0",
        "svg": "svg-compatible:1.0",
    }.items()
)


def text_of(tmp_path, name, source):
    """The text of a file that holds one account."""
    (account,), _ = read(tmp_path, name, source)
    return account.text


def zipped(files, method=zipfile.ZIP_STORED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as z:
        for name, data in files.items():
            z.writestr(name, data)
    return out.getvalue()


def said(text):
    return f"<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def docx(body, main="word/document.xml", names=W, **more):
    document = f'<?xml version="1.0"?><w:document {names}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", main: document, **more})


def cell(*content):
    return "<w:tc>" + "".join(content) + "</w:tc>"


def row(*cells):
    return "<w:tr>" + "".join(cells) + "</w:tr>"


BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + said("In a box") + "</w:txbxContent></mc:Choice>"
    "<mc:Fallback><w:txbxContent>"
    + said("In a box")
    + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def test_word_saved_as_strict_open_xml(tmp_path):
    names = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    assert text_of(tmp_path, "a.docx", docx(said("131 dead"), names=names)) == "131 dead"


def test_a_word_text_under_another_name(tmp_path):
    assert text_of(tmp_path, "a.docx", docx(said("131 dead"), main="word/document2.xml")) == "131 dead"


def test_changes_hidden_words_and_comments_of_word(tmp_path):
    body = (
        "<w:p><w:r><w:t>It killed </w:t></w:r><w:del><w:r><w:delText>12</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>131</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> of </w:t></w:r>"
        "<m:oMath><m:r><m:t>1,396</m:t></m:r></m:oMath></w:p>"
    )
    comments = f'<w:comments {W}><w:comment w:id="0">{said("no text")}</w:comment></w:comments>'
    (account,), problems = read(tmp_path, "a.docx", docx(body, **{"word/comments.xml": comments}))
    assert account.text == "It killed 131 of 1,396"
    assert ["a comment in its margin is no part" in p.message for p in problems] == [True]


def test_tables_in_tables_fields_and_boxes_of_word(tmp_path):
    inner = "<w:tbl>" + row(cell(said("Vardon")), cell(said("12"))) + "</w:tbl>"
    field = "<w:sdt><w:sdtContent>" + cell(said("chosen")) + "</w:sdtContent></w:sdt>"
    table = "<w:tbl>" + row(cell(said("131"), said("dead")), cell(said("a"))) + row(field, cell(inner, said("b"), BOX))
    assert text_of(tmp_path, "a.docx", docx(table + "</w:tbl>" + BOX)).split("\n\n") == [
        "131 dead | a",
        "chosen | b",
        "Vardon | 12",
        "In a box",
        "In a box",
    ]


def test_boxes_lists_and_tables_of_opendocument(tmp_path):
    body = """<text:p>The flood of
        2012<office:annotation><text:p>no text</text:p></office:annotation> killed <draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame>131.<draw:frame><svg:title>picture</svg:title></draw:frame></text:p>
        <table:table><table:table-row><table:table-cell><text:p>12</text:p><text:p>dead</text:p></table:table-cell>
        <table:table-cell><text:list><text:list-item><text:p>one</text:p></text:list-item><text:list-item><text:p>two</text:p></text:list-item></text:list>
        <table:table><table:table-row><table:table-cell><text:p>in</text:p></table:table-cell><table:table-cell><text:p>7</text:p></table:table-cell></table:table-row></table:table>
        </table:table-cell></table:table-row></table:table>
        <text:p>漢<text:ruby><text:ruby-base>字</text:ruby-base><text:ruby-text>かん</text:ruby-text></text:ruby></text:p>"""
    content = f"<office:document-content {ODF}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    source = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    assert text_of(tmp_path, "a.odt", source).split("\n\n") == [
        "The flood of 2012 killed 131.",
        "In a box",
        "12 dead | one two",
        "in | 7",
        "漢字",
    ]


def epub(chapters, spine, **more):
    items = "".join(f"<item id='{k}' href='{name}'/>" for k, name in enumerate(chapters))
    book = f"<package xmlns='http://www.idpf.org/2007/opf'><manifest>{items}</manifest><spine>{spine}</spine></package>"
    container = "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile full-path='/b/c.opf'/></rootfiles></container>"
    files = {f"b/{name.split('#')[0].replace('%20', ' ')}": data for name, data in chapters.items()}
    return zipped(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": container, "b/c.opf": book, **files, **more}
    )


def page(text):
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{text}</p></body></html>"


def test_a_book_with_an_odd_spine_and_odd_encodings(tmp_path):
    chapters = {
        "one%20a.xhtml#top": page("131 dead"),
        "two.xhtml": ('<?xml version="1.0" encoding="iso-8859-1"?>' + page("für 12")).encode("latin-1"),
        "wide.xhtml": ('<?xml version="1.0" encoding="utf-16"?>' + page("wide")).encode("utf-16"),
    }
    spine = "<itemref idref='1' linear='no'/><itemref idref='0'/><itemref idref='1'/><itemref idref='2'/><itemref idref='9'/>"
    (account,), problems = read(tmp_path, "a.epub", epub(chapters, spine))
    assert account.text.split("\n\n") == ["für 12", "131 dead", "wide"]
    assert any("one of its chapters was not read" in p.message for p in problems)


def test_a_locked_book_is_refused(tmp_path):
    lock = "<encryption xmlns:e='http://www.w3.org/2001/04/xmlenc#'><e:CipherReference URI='b/a.xhtml'/></encryption>"
    source = epub({"a.xhtml": bytes(range(256)) * 9}, "<itemref idref='0'/>", **{"META-INF/encryption.xml": lock})
    accounts, problems = read(tmp_path, "a.epub", source)
    assert not accounts
    assert "is encrypted; get the book anew, without a lock" in problems[0].message


def mail(kind, body, head="Subject: The dam"):
    return f"From: Anna <a@post.example>\n{head}\nMIME-Version: 1.0\nContent-Type: {kind}\n\n{body}".replace(
        "\n", "\r\n"
    ).encode()


PART = "--b\nContent-Type: {}\n\n{}\n"


def test_the_form_of_a_mail_that_has_its_text(tmp_path):
    excuse = PART.format("text/plain", "View this mail in a browser.")
    html = PART.format(
        "text/html; charset=utf-8",
        "<p>The flood of Vardon killed 131 people in one night, the council says to us all, and took the bridge, the mill and the road.</p>",
    )
    calendar = PART.format("text/calendar", "BEGIN:VCALENDAR")
    for forms in (excuse + html + calendar, html + calendar, html):
        found = text_of(tmp_path, "a.eml", mail("multipart/alternative; boundary=b", forms + "--b--\n"))
        assert (
            found
            == "The dam\n\nThe flood of Vardon killed 131 people in one night, the council says to us all, and took the bridge, the mill and the road."
        )
    both = PART.format("text/plain", "It killed 131.") + PART.format("text/html", "<p>It <b>killed</b> 131.</p>")
    assert (
        text_of(tmp_path, "b.eml", mail("multipart/alternative; boundary=b", both + "--b--\n"))
        == "The dam\n\nIt killed 131."
    )


def test_the_type_of_a_part_of_a_mail_is_not_parsed_over_and_over(monkeypatch):
    asked = []
    parse = HeaderRegistry()

    def count(name, value):
        asked.append(name)
        return parse(name, value)

    monkeypatch.setattr(reader_of_mail, "_POLICY", reader_of_mail._Policy(header_factory=count))
    parts = "".join(PART.format(f"text/plain; name=a{k}", f"Lamp {k} is lit.") for k in range(50))
    (document,) = reader_of_mail.read(mail("multipart/mixed; boundary=b", parts + "--b--\n"), "a", AccountSettings(), 0)
    assert document.text.count("is lit.") == 50
    # Once when it is parsed, sorted and read; 50 types are more than are kept.
    assert asked.count("Content-Type") <= 3 * 51


def test_flowed_lines_of_a_mail_are_whole(tmp_path):
    body = "The flood killed \n131 people.\n\n> Who said \n> that?\n From here.\n-- \nAnna \nReyes\n"
    found = text_of(tmp_path, "a.eml", mail("text/plain; format=flowed", body))
    assert found == "The dam\n\nThe flood killed 131 people.\n\n> Who said that?\nFrom here.\n-- \nAnna Reyes"
    deleted = text_of(tmp_path, "b.eml", mail("text/plain; format=flowed; delsp=yes", "131 people in Var \ndon.\n"))
    assert deleted == "The dam\n\n131 people in Vardon."


def test_a_japanese_mail_and_a_signed_one(tmp_path):
    head = (
        b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
    )
    assert text_of(tmp_path, "a.eml", head + "洪水で131人".encode("iso-2022-jp")) == "x\n\n洪水で131人"
    signed = PART.format("text/plain", "131 dead") + PART.format(
        "application/pkcs7-signature; name=smime.p7s", "\x01\x02"
    )
    _, problems = read(tmp_path, "b.eml", mail("multipart/signed; boundary=b", signed + "--b--\n"))
    assert [p for p in problems if p.severity != "note"] == []


def record(kind, url, http, more=""):
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n{more}"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{len(http):012x}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def http(body, head):
    return f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + body


def test_web_archives_in_pieces(tmp_path):
    packed = gzip.compress(page("The flood of Vardon killed 131 people. " * 5).encode(), mtime=0)
    pieces = b"".join(
        b"%x\r\n%s\r\n" % (len(packed[k : k + 50]), packed[k : k + 50]) for k in range(0, len(packed), 50)
    )
    russian = page("В Вардоне погиб 131 человек. " * 5).encode("koi8-r")
    again = "WARC-Refers-To-Target-URI: http://a.example/{}\r\n"
    source = b"".join(
        (
            record(
                "response",
                "http://a.example/one",
                http(
                    pieces + b"0\r\n\r\n",
                    "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
                ),
            ),
            record("response", "http://a.example/two", http(russian, "Content-Type: text/html; charset=koi8-r")),
            record(
                "response",
                "http://a.example/br",
                http(b"\x0b\x05\x80", "Content-Type: text/html\r\nContent-Encoding: br"),
            ),
            record("revisit", "http://a.example/x", http(b"", "Content-Type: text/html"), again.format("one")),
            record("revisit", "http://a.example/y", http(b"", "Content-Type: text/html"), again.format("lost")),
            record("revisit", "http://a.example/y.png", http(b"", "Content-Type: image/png")),
        )
    )
    accounts, problems = read(tmp_path, "a.warc", source)
    assert ["131 people" in a.text or "погиб 131" in a.text for a in accounts] == [True, True]
    told = [p.message for p in problems if p.severity == "error"]
    assert len(told) == 2
    assert "packed with br" in told[0]
    assert "a.example/lost was not read: the archive only says that it was as in an earlier archive" in told[1]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_packing_is_read_whole_and_no_further_than_allowed(method):
    source = zipped({"a.txt": b"131 dead " * 999, "b.txt": b""}, method)
    package = Package(source, AccountSettings())
    assert (package.read("a.txt"), package.read("b.txt")) == (b"131 dead " * 999, b"")
    # One that says itself that it is too large, and one that says it is small.
    size, lie = (999 * 9).to_bytes(4, "little"), (10).to_bytes(4, "little")
    for bomb in (source, source.replace(size, lie)):
        with pytest.raises(UnreadableError, match=r"unpacks to more than|is damaged"):
            Package(bomb, AccountSettings(max_unpacked=5000)).read("a.txt")


def test_an_attached_archive_tells_what_was_not_read_of_it(tmp_path):
    archive = base64.encodebytes(zipped({"a.txt": "131 dead", "b.doc": "x"})).decode()
    kind = "application/zip; name=all.zip\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64"
    source = mail(
        "multipart/mixed; boundary=b", PART.format("text/plain", "See below.") + PART.format(kind, archive) + "--b--\n"
    )
    (account,), problems = read(tmp_path, "a.eml", source)
    assert account.text == "The dam\n\nSee below.\n\n131 dead"
    assert ["all.zip/b.doc was not read" in p.message for p in problems if p.severity == "warning"] == [True]


@pytest.mark.parametrize(
    ("inner", "read_as"),
    [
        (rb"of {\upr{K?szeg}{\*\ud{K\u337 ?szeg}}} counted 12", "of Kőszeg counted 12"),
        (rb"of {\upr{T\'e4rn}} counted 12", "of Tärn counted 12"),
    ],
    ids=["in Unicode", "without"],
)
def test_words_that_rtf_has_twice_are_read_once(tmp_path, inner, read_as):
    title = rb"{\info{\upr{\title H?user}{\*\ud{\title H\u228 ?user}}}}"
    source = rb"{\rtf1\ansi\ansicpg1252 " + title + rb"The mayor " + inner + rb".\par}"
    (account,), _ = read(tmp_path, "a.rtf", source)
    assert account.text == f"The mayor {read_as}."
    assert account.title == ("Häuser" if b"ud" in inner else account.title)


def crawled(name, text, head="Content-Type: text/html"):
    return record("response", f"http://a.example/{name}", http(text, head))


def test_a_crawl_in_several_files_is_one_archive(tmp_path):
    ferry = page("The ferry of Tarn sank with 14 people on board. " * 4).encode()
    again = record(
        "revisit",
        "http://a.example/x",
        http(b"", "Content-Type: text/html"),
        "WARC-Refers-To-Target-URI: http://a.example/ferry\r\n",
    )
    files = {
        "archive/1.warc": again,
        "archive/2.warc": crawled("ferry", ferry),
        "archive/3.warc.gz": gzip.compress(crawled("ferry", ferry) + crawled("mole", ferry.replace(b"14", b"15"))),
    }
    accounts, problems = read(tmp_path, "a.wacz", zipped(files))
    assert sorted(a.url for a in accounts) == ["http://a.example/ferry", "http://a.example/mole"]
    assert [p for p in problems if p.severity == "error"] == []


def test_a_page_is_read_again_in_the_encoding_that_its_server_told(tmp_path):
    words = "Паром у Тарна затонул, на борту было 14 человек. " * 3
    source = crawled("ferry", page(words).encode("koi8-r"), "Content-Type: text/html; charset=koi8-r")
    (account,), _ = read(tmp_path, "a.warc", source.replace(b"<meta charset", b"<meta x"))
    (again,) = reread([account], AccountSettings())
    assert "14 человек" in account.text
    assert (again.text, again.extractor) == (account.text, account.extractor)


@pytest.mark.parametrize("name", ["a.html", "a.eml"])
@pytest.mark.parametrize("depth", [300, 3_000])
def test_what_is_nested_deep_is_read_with_all_that_follows(tmp_path, name, depth):
    deep = (
        "<div>" * depth + "<p>The <b>ferry</b> of Tarn sank.</p>" + "</div>" * depth + "<p>Fourteen were on board.</p>"
    )
    head = "Content-Type: text/html\r\n\r\n" if name == "a.eml" else ""
    text = text_of(tmp_path, name, (head + f"<html><body>{deep}</body></html>").encode())
    assert text.split("\n") == ["The ferry of Tarn sank.", "Fourteen were on board."]
