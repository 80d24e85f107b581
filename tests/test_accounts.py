"""Reading accounts: files, names, encodings, metadata, and everything that can be wrong with them."""

import itertools
import os
import zipfile
from pathlib import Path

import pytest

from variorum.accounts import read_accounts
from variorum.accounts.dating import as_edtf, date_in_address, date_in_name, find_date
from variorum.accounts.decode import decode
from variorum.accounts.gather import name_sigla
from variorum.accounts.language import find_language
from variorum.settings import AccountSettings

FLOOD = "Flood in Vardon\n\nThe water of the river took 131 people with it, and the bridge was lost in the night.\n"


def read(*paths, **settings):
    return read_accounts([Path(p) for p in paths], AccountSettings(**settings))


def errors(problems):
    return [p.message for p in problems if p.severity == "error"]


def known(account):
    fields = ("title", "published", "publisher", "author", "url", "network", "language")
    return {f: getattr(account, f) for f in fields if getattr(account, f) is not None}


def test_any_order_gives_the_same(tmp_path):
    for k in range(4):
        (tmp_path / f"{k:03}_{k * 7919:x}.txt").write_text(f"Report {k}. {FLOOD}")
    (tmp_path / "late news.md").write_text("# Late\n\n" + FLOOD)
    files = sorted(tmp_path.iterdir())
    expected = read(tmp_path)
    assert [a.siglum for a in expected[0]] == ["000", "001", "002", "003", "late"]
    for order in itertools.islice(itertools.permutations(files), 0, 120, 17):
        assert read(*order) == expected


def test_sigla_are_short_and_told_apart():
    names = ["000_a.txt", "000_b.txt", "Agency report.pdf", "x/y.txt", "z/y.txt", "1.txt"]
    sigla = name_sigla(names)
    assert sigla == name_sigla(names[::-1])
    assert list(sigla.values()) == ["000_a", "000_b", "Agency", "x/y", "z/y", "1"]


def test_the_sidecar_comes_first(tmp_path):
    (tmp_path / "a.txt").write_text("Another title\n3 May 2012\n" + FLOOD)
    (tmp_path / "accounts.csv").write_text(
        'account,title,published,publisher,url,network\na.txt,"Flood, the",2012-05-04,vardon.example:80,http://v.example/1,Valley\n'
    )
    (account,), problems = read(tmp_path)
    assert problems == ()
    assert known(account) == {
        "title": "Flood, the", "published": "2012-05-04", "publisher": "vardon.example", "url": "http://v.example/1",
        "network": "Valley", "language": "en",
    }  # fmt: skip
    assert {(m.field, m.found_in) for m in account.metadata if m.sure == 1} >= {("title", "accounts.csv")}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("PRESS RELEASE\n\nSpecial Issue, 20 January 2005\n\nThe Great Flood: 15\nth\n Anniversary\n\n",
         {"published": "2005-01-20", "title": "The Great Flood: 15th Anniversary"}),
        ("## **Embassy of Vardon in Orlo**\n\n**20.01.2020**\n\n### **PRESS RELEASE**\n\n", {"published": "2020-01-20", "publisher": "Embassy of Vardon in Orlo"}),
        ("12 Mill Street, Vardon - Tel.: (202) 337-3500\n\nJanuary 18, 2013\n\n", {"published": "2013-01-18"}),
        ("# The weir\n\n*Ministry of Works, 4 May 1998*\n\n", {"published": "1998-05-04", "publisher": "Ministry of Works"}),
        ("BAKERTON, March 4, 2011 (Vardon Press) -- ", {"published": "2011-03-04", "publisher": "Vardon Press"}),
        ("River takes bridge\nBy Anna Orlo | Updated 8:52 PM EDT, Friday, Sep 10,2010\n\n", {"published": "2010-09-10", "title": "River takes bridge", "author": "Anna Orlo"}),
        ("River takes bridge\nBy Anna Orlo\n\n", {"author": "Anna Orlo", "title": "River takes bridge"}),
        ("Last Updated: Monday, 28 November 2005, 02:24 GMT\n\n", {"published": "2005-11-28"}),
        ("River takes bridge\nBy Lowmoor News Agency\n\n", {"publisher": "Lowmoor News Agency", "author": "Lowmoor News Agency", "title": "River takes bridge"}),
        ("River takes the bridge\nThe Lowmoor Herald, Orlo, Sunday 12 May 2013\n\n", {"publisher": "The Lowmoor Herald", "published": "2013-05-12", "title": "River takes the bridge"}),
        ("Statement by the Ministry of Works of Vardon\n12 May 2013\n\n", {"publisher": "Ministry of Works of Vardon", "published": "2013-05-12", "title": "Statement by the Ministry of Works of Vardon"}),
        ("River takes the bridge\nBy Anna Post\n\n", {"author": "Anna Post", "title": "River takes the bridge"}),
        ("Issued 03/04/2012\n\n", {}),
    ],
)  # fmt: skip
def test_the_head_of_a_text_tells(tmp_path, head, expected):
    body = "The water of the river took 131 people with it on 2 March 1990, and the bridge was lost in the night of horror that followed upon the rain."
    (tmp_path / "a.txt").write_text(head + body)
    (account,), _ = read(tmp_path / "a.txt")
    assert known(account) == {"language": "en", **expected}
    for m in account.metadata:
        if m.span is not None and m.field == "published":
            assert find_date(m.span.of(account.text)).edtf == m.value


def test_a_page_tells_more_than_its_text(tmp_path):
    (tmp_path / "a.html").write_text(
        f"""<!doctype html><html lang="en-GB"><head><title>Flood | Vardon Post</title>
        <meta property="og:site_name" content="Vardon Post"><link rel="canonical" href="https://post.example/2012/05/04/flood">
        <script type="application/ld+json">{{"@type":"NewsArticle","headline":"Flood takes bridge","datePublished":"2012-05-03T08:00:00Z",
        "author":[{{"name":"Anna Orlo"}}]}}</script></head><body><nav>Home Sport</nav><article><h1>Flood takes bridge</h1>
        <p>{FLOOD * 3}</p><table><tr><td>Dead</td><td>131</td></tr></table></article><script>alert(1)</script></body></html>"""
    )
    (account,), problems = read(tmp_path)
    assert errors(problems) == []
    assert known(account) == {
        "title": "Flood takes bridge", "published": "2012-05-03", "publisher": "Vardon Post", "author": "Anna Orlo",
        "url": "https://post.example/2012/05/04/flood", "language": "en-GB",
    }  # fmt: skip
    assert "took 131 people" in account.text
    assert "Dead" in account.text
    assert "alert" not in account.text
    assert account.media_type == "text/html"
    assert account.source == (tmp_path / "a.html").read_bytes()
    assert account.extractor.startswith("trafilatura/")


@pytest.mark.parametrize(
    ("encoded", "encoding", "text", "said"),
    [
        (b"\xef\xbb\xbf" + FLOOD.encode(), "utf-8", "\ufeff" + FLOOD, None),
        (FLOOD.encode("utf-16"), "utf-16", FLOOD, "note"),
        (FLOOD.encode("utf-16-be"), "utf-16-be", FLOOD, "note"),
        (FLOOD.replace("\n", "\r\n").encode(), "utf-8", FLOOD.replace("\n", "\r\n"), None),
        ("Der Fluß riß die Brücke mit sich: “131 Tote”, sagte der Bürgermeister.".encode("cp1252"), "cp1252", "Der Fluß riß die Brücke mit sich: “131 Tote”, sagte der Bürgermeister.", "note"),
        ("Река унесла мост и сто тридцать одного человека, сказал мэр города в понедельник утром.".encode("cp1251"), "cp1251", "Река унесла мост и сто тридцать одного человека, сказал мэр города в понедельник утром.", "note"),
        ("Öèñë “éè” — ".encode() * 5 + b"\xff" + FLOOD.encode(), "utf-8", "Öèñë “éè” — " * 5 + "\ufffd" + FLOOD, "warning"),
    ],
)  # fmt: skip
def test_no_encoding_is_mangled(tmp_path, encoded, encoding, text, said):
    (tmp_path / "a.txt").write_bytes(encoded)
    (account,), problems = read(tmp_path)
    assert (account.encoding, account.text) == (encoding, text)
    assert account.source == encoded
    about = [p.severity for p in problems if "UTF-8" in p.message]
    assert about == ([said] if said else [])


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859_2", "cp852"])
def test_a_sign_before_a_word_is_a_letter_of_another_encoding(encoding):
    words = "Rijeka je noću odnijela most. Poginulo je sedam ljudi, a četrdeset dvoje je ozlijeđeno, rekao je načelnik općine Žabno."
    assert decode(words.encode(encoding))[0] == words


def test_what_is_wrong_is_said_and_the_rest_is_read(tmp_path):
    (tmp_path / "good.txt").write_text(FLOOD)
    (tmp_path / "twin.txt").write_text(FLOOD)
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "huge.txt").write_bytes(b"x" * 2000)
    (tmp_path / "photo.xyz").write_bytes(b"1")
    (tmp_path / "accounts.csv").write_text("account,published,publisher,day\ngood.txt,someday,P,\nlost.txt,,,\n")
    (tmp_path / "nothing").mkdir()
    accounts, problems = read(tmp_path, tmp_path / "nothing", tmp_path / "gone.txt", max_bytes=6000)
    assert [a.name for a in accounts] == ["good.txt", "huge.txt", "twin.txt"]  # good and twin differ by publisher
    said = "\n".join(errors(problems))
    for words in (
        "binary",
        "empty.txt was not read",
        "no account in",
        "no file",
        "'someday' is no date",
        "names lost.txt",
    ):
        assert words in said
    assert any("its column day means nothing here and was passed over" in p.message for p in problems)
    assert not any("\n" in m or "Traceback" in m for m in errors(problems))
    assert [p.severity for p in problems if "photo.xyz" in p.where] == ["note"]


def test_too_large_and_unreadable(tmp_path):
    (tmp_path / "huge.txt").write_bytes(b"x" * 7000)
    (tmp_path / "good.txt").write_text(FLOOD)
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    accounts, problems = read(tmp_path, max_bytes=6000)
    assert [a.name for a in accounts] == ["good.txt"]
    assert any("--max-bytes" in m for m in errors(problems))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_one_may_not_read(tmp_path):
    (tmp_path / "a.txt").write_text(FLOOD)
    (tmp_path / "a.txt").chmod(0)
    accounts, problems = read(tmp_path)
    assert accounts == ()
    assert "allow reading it" in errors(problems)[0]


def test_a_duplicate_is_left_out_and_said(tmp_path):
    (tmp_path / "a.txt").write_text(FLOOD)
    (tmp_path / "b.txt").write_text(FLOOD)
    accounts, problems = read(tmp_path)
    assert [a.name for a in accounts] == ["a.txt"]
    assert "byte for byte" in errors(problems)[0]


def test_two_files_of_one_name(tmp_path):
    for folder in ("north", "south"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(folder + FLOOD)
    accounts, problems = read(tmp_path)
    assert [(a.siglum, a.name) for a in accounts] == [("north/a", "north/a.txt"), ("south/a", "south/a.txt")]
    assert "share the name a.txt" in errors(problems)[0]


@pytest.mark.parametrize(
    ("written", "edtf"),
    [("2013-01-20T10:00:00Z", "2013-01-20"), ("20130120", "2013-01-20"), ("20 January 2005", "2005-01-20"), ("1990", "1990"),
     ("Jan. 5, 1999", "1999-01-05"), ("13/2/2001", "2001-02-13"), ("2/3/2001", None), ("soon", None), ("2001-02-30", None), ("198X", "198X")],
)  # fmt: skip
def test_dates_as_written(written, edtf):
    assert as_edtf(written) == edtf


def test_dates_in_names():
    assert date_in_address("http://a.example/national/2013/01/teenager/") == "2013-01"
    assert date_in_address("http://a.example/story/2015/06/13/four-dead") == "2015-06-13"
    assert date_in_address("http://a.example/61199") is None
    assert date_in_name("2005-01-20_embassy.txt") == "2005-01-20"
    assert date_in_name("0857e27163ac1068.txt") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [("La rivière a emporté le pont dans la nuit et il y a plus de cent morts, dit le maire de la ville.", "fr"),
     ("Der Fluss hat in der Nacht die Brücke mit sich gerissen, und es gibt mehr als hundert Tote.", "de"),
     ("Nehir gece köprüyü yıktı ve belediye başkanı daha çok kişi için bir uyarı yaptı.", "tr"),
     ("Çay gecə körpünü apardı və yüzdən çox insan həlak oldu, bu barədə şəhər rəhbəri bildirib, üçün ilə.", "az"),
     ("Река ночью унесла мост, и погибло более ста человек, как сказал мэр города на встрече.", "ru"),
     ("川は夜に橋を流し、百人以上が亡くなったと市長は述べた。", "ja"), ("131", None)],
)  # fmt: skip
def test_languages(text, code):
    found = find_language(text)
    assert (found and found[0]) == code


def test_another_language_is_read_and_said(tmp_path):
    (tmp_path / "a.txt").write_text(
        "La rivière a emporté le pont dans la nuit et il y a plus de cent morts, dit le maire."
    )
    (account,), problems = read(tmp_path)
    assert account.language == "fr"
    assert any(p.severity == "note" and "not understood" in p.message for p in problems)


def test_what_cannot_be_read_is_never_passed_over_in_silence(tmp_path):
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (tmp_path / "b.webp").write_bytes(b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(600))
    (tmp_path / "c.gz").write_bytes(b"\x1f\x8b\x08\x00" + bytes(60))
    accounts, problems = read(tmp_path)
    assert accounts == ()
    assert [Path(p.where).name for p in problems if p.severity == "error"] == ["a.doc", "b.webp", "c.gz"]


def test_an_empty_sidecar_of_another_event_is_left_alone(tmp_path):
    (tmp_path / "accounts.csv").write_text("account,title,published,publisher,url\nother.txt,T,,,\n")
    (tmp_path / "event").mkdir()
    (tmp_path / "event" / "a.txt").write_text(FLOOD)
    accounts, problems = read(tmp_path / "event")
    assert len(accounts) == 1
    assert problems == ()


def test_a_table_in_an_archive_tells_of_its_members(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("press/a.txt", "The bridge at Lowmere was closed.")
        archive.writestr("press/b.txt", "The bridge at Lowmere was opened.")
        archive.writestr("c.txt", "The bridge is old.")
        archive.writestr(
            "press/accounts.csv", "account,title,published,publisher,url\na.txt,Closed,2001-05-04,Courier,\n"
        )
        archive.writestr(
            "accounts.csv", "account,title,published,publisher,url\npress/b.txt,Opened,,Post,\nd.txt,,,,\n"
        )
    accounts, problems = read_accounts([tmp_path / "all.zip"], AccountSettings())
    told = {a.name: (a.title, a.published, a.publisher) for a in accounts}
    assert told["all.zip/press/a.txt"] == ("Closed", "2001-05-04", "Courier")
    assert told["all.zip/press/b.txt"] == ("Opened", None, "Post")
    assert told["all.zip/c.txt"][2] is None
    assert [p.message for p in problems] == [
        "all.zip/c.txt: its accounts.csv: it names d.txt, and there is no such file."
    ]


@pytest.mark.parametrize("name", ["punycode", "idna", "unicode_escape"])
def test_a_declared_encoding_that_no_document_has_is_not_believed(name):
    words = "The café, the façade and Zoë’s naïve “flood” \\u202e took 131."
    text, encoding, _ = decode(words.encode("cp1252"), name)
    assert (text, encoding) == (words, "cp1252")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('LOWMOOR, May 3 (Vardon Wire) - The mill burned.\n\n"I heard a hiss," said Una Vey. "I ran."\n', None),
        (f"{'The river rose in the night and took the bridge. ' * 6}\n\nNobody knows how it began\n", None),
        ("Mill Row 305, 71210, Lowmoor, Vardon\n\nThe bridge is lost again\n", "The bridge is lost again"),
        ("12 Mill Row, Lowmoor, VD 71210\n\nThe bridge is lost again\n", "The bridge is lost again"),
    ],
)
def test_what_is_no_title(tmp_path, text, title):
    (tmp_path / "a.txt").write_text(text)
    assert read(tmp_path)[0][0].title == title


def test_the_day_a_report_came_out_counts_before_that_of_its_title(tmp_path):
    (tmp_path / "a.txt").write_text(
        f"INQUIRY INTO THE FIRE AT LOWMOOR\nON THE 7TH OF MARCH, 1932\n\nPresented on the 20th of June, 1932\n\n{FLOOD}"
    )
    assert read(tmp_path)[0][0].published == "1932-06-20"


def test_a_by_line_may_have_the_paper_and_the_day(tmp_path):
    (tmp_path / "a.txt").write_text(
        f"The bridge is lost again\n\nBy Una Vey, The Evening Ledger, 4 May 2021\n\n{FLOOD}"
    )
    assert read(tmp_path)[0][0].published == "2021-05-04"
