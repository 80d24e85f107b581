"""150 hostile strings in every place that a document fills: no dialog, no request, no breach of the policy."""

import html

from edition_by_hand import META, TEXTS, edition
from served import serving
from variorum.present.exports import FORMATS, csv_table
from variorum.present.html import VIEWS
from variorum.present.report import report
from variorum.store import save_edition

BASES = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "<img src=https://evil.example/x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<style>@import 'https://evil.example/x.css'</style>",
    "<form action=https://evil.example><button>x</button></form>",
    "<object data=https://evil.example></object>",
    "<details open ontoggle=alert(1)>",
    "<math><mi xlink:href=javascript:alert(1)>x</mi></math>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "${alert(1)}#{alert(1)}",
    "<!-- --!><script>alert(1)</script> -->",
    "]]><script>alert(1)</script>",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\u202egnp.exe\u202c \u2066left\u2069",
    '=HYPERLINK("https://evil.example";"x")',
]
FRAMES = ["{}", '"{}', "'{}", '">{}', "'>{}", "--><!--{}"]
STRINGS = [frame.format(base) for base in BASES for frame in FRAMES]


def hostile():
    """The invented event told by fools: all the strings in texts, titles, authors, names, addresses, notes."""
    assert len(STRINGS) == 150
    words = " ".join(STRINGS)
    texts = {
        s: text.replace("Port Ansa", f"Port Ansa {words}", 1) + "\n\n" + "\n\n".join(STRINGS)
        for s, text in TEXTS.items()
    }
    meta = {s: (f"{s} {words[:900]}.txt", words, m[2], f"{words} {s}", words) for s, m in META.items()}
    made = edition(texts, meta)
    accounts = tuple(
        type(a)(**{n: getattr(a, n) for n in a.__slots__} | {"author": words, "url": STRINGS[k * 7 + 9]})
        for k, a in enumerate(made.accounts)
    )
    entries = tuple(
        type(e)(**{n: getattr(e, n) for n in e.__slots__} | {"refused": words if e.item.kind == "quantity" else None})
        for e in made.entries
    )
    return edition(texts, meta, accounts=accounts, entries=entries, made=(("variorum", words),))


def test_the_report(open_page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report(hostile()), encoding="utf-8")
    page = open_page(path.as_uri())
    for view in VIEWS:
        page.evaluate("view => { location.hash = view }", view)
    page.locator("nav [data-view=matrix]").click()
    page.locator("#matrix input[name=words]").fill("<script>")
    text = page.locator("[id='account=A']").evaluate("e => e.textContent")
    for string in STRINGS:
        assert string in text


def test_the_report_without_scripts(open_page, tmp_path):
    path = tmp_path / "report.html"
    path.write_text(report(hostile()), encoding="utf-8")
    page = open_page(path.as_uri(), java_script_enabled=False)
    assert page.locator("main img, main iframe, main object, main form:not(.filter), main base, main link").count() == 0


def test_the_server(open_page, tmp_path):
    save_edition(hostile(), tmp_path / "e.variorum")
    with serving(tmp_path / "e.variorum") as running:
        for n, string in enumerate(STRINGS[::6]):
            running.decide("note", who=string, item="injured", text=string, why=STRINGS[n])
        page = open_page(running.url + "/item/injured")
        shown = page.locator("main").inner_html()
        assert html.escape(BASES[0], quote=False) in shown
        for place in ("/", "/matrix", "/account/A", "/apparatus", "/problems", "/made", "/pair?a=A&b=D", "/review"):
            page.goto(running.url + place)
            assert page.locator("main img, main iframe, main object, main base, main link").count() == 0


def test_the_tables():
    for what, rows in FORMATS.items():
        for line in csv_table(rows(hostile())).split("\r\n"):
            assert not line.startswith(("=", "+", "-", "@", '"=')), what
