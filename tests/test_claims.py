"""Claims are read from the words of accounts, with exact spans."""

import hashlib
import json
import time
import tomllib
from pathlib import Path

import pytest

from variorum import languages
from variorum.claims import extract_claims, find_event, prepare_account
from variorum.claims.en.filter import never_claims
from variorum.languages import known_languages
from variorum.languages import load as lexicon
from variorum.model import KINDS, Account, ClockTime, Event, Moment, Person, Quantity, Utterance
from variorum.settings import AccountSettings, ClaimSettings, TextSettings
from variorum.text import clean_text

CASES = Path(__file__).parent / "cases"
DOCS = Path(__file__).parents[1] / "docs/explanation/claims.md"


def read(text, published="2016-07-20", event="2016-07-19", language=None):
    data = text.encode()
    account = Account(
        "a", "a.txt", text, hashlib.sha256(data).hexdigest(), len(data), published=published, language=language
    )
    view, _ = clean_text(account, TextSettings())
    return extract_claims(account, view, Event(event, (), "given"))


def shown(claim):
    value = claim.value
    if isinstance(value, Quantity):
        shown = f"{claim.quote} = {'' if value.low is None else f'{value.low:g}'}..{'' if value.high is None else f'{value.high:g}'}{'~' if value.approx else ''} {value.unit}"
    elif isinstance(value, Moment):
        shown = f"{claim.quote} = {value.edtf}"
    elif isinstance(value, Utterance):
        shown = f"{claim.quote} = {value.speaker}"
    elif isinstance(value, ClockTime):
        shown = f"{claim.quote} = {value.low}..{value.high}{'~' if value.approx else ''} {value.day}"
    elif isinstance(value, Person):
        shown = f"{claim.quote} = {value.name}, {value.age}, {value.role}"
    else:
        shown = claim.quote
    return " ".join(shown.split())


def load(name):
    """Cases of a file."""
    return cases_of((CASES / name).read_text(encoding="utf-8"))


def cases_of(text):
    """Cases: a line of input, then lines of what it holds, indented; cases parted by blank lines."""
    cases = []
    for block in text.split("\n\n"):
        rows = [row for row in block.splitlines() if row.strip() and not row.startswith("#")]
        if rows:
            cases.append(pytest.param(rows[0], [row.strip() for row in rows[1:]], id=rows[0][:50]))
    return cases


def expect(text, wanted, language=None):
    claims, _, _ = read(text, language=language)
    for claim in claims:
        assert text[claim.span.start : claim.span.end] == claim.quote
    for want in wanted:
        kind, _, rest = want.partition(": ")
        if kind == "none":
            assert rest in ("", *KINDS)
            assert not [c for c in claims if rest in ("", c.kind)], [shown(c) for c in claims]
        elif kind == "frame":
            words, _, fields = rest.partition(" -> ")
            claim = next(c for c in claims if c.quote == words)
            for field in fields.split(", "):
                name, _, value = field.partition("=")
                assert str(getattr(claim.frame, name)) == value, (field, claim.frame)
        elif kind == "source":
            words, _, source = rest.partition(" -> ")
            claim = next(c for c in claims if c.quote == words)
            assert (claim.attribution.source if claim.attribution else "None") == source
        else:
            assert rest in [shown(c) for c in claims if c.kind == kind]


@pytest.mark.parametrize(
    ("text", "wanted"),
    load("claims/quantities.txt")
    + load("claims/dates.txt")
    + load("claims/quotations.txt")
    + load("claims/frames.txt")
    + load("claims/persons.txt"),
)
def test_reads(text, wanted):
    expect(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        case
        for block in DOCS.read_text(encoding="utf-8").split("```claims\n")[1:]
        for case in cases_of(block.split("```")[0])
    ],
)
def test_the_explanation_is_true(text, wanted):
    expect(text, wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    load("claims/es.txt")
    + [
        case
        for block in DOCS.read_text(encoding="utf-8").split("```claims-es\n")[1:]
        for case in cases_of(block.split("```")[0])
    ],
)
def test_reads_spanish(text, wanted):
    expect(text, wanted, "es")


@pytest.mark.parametrize(("text", "wanted"), load("claims/other.txt"))
def test_reads_digits_and_quotations_of_any_language(text, wanted):
    language, _, text = text.partition(" ")
    expect(text, wanted, language)


@pytest.mark.parametrize("end", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_no_day_is_counted_beyond_the_calendar(end, language):
    text = "The mill burned last Sunday, and the next day. On next Monday, 5 days ago, yesterday and tomorrow. Ardió ayer, el lunes."
    for named in (
        "",
        " It was on 1 January 0001, and two days before.",
        " It was on 31 December 9999; the next day, on Monday.",
    ):
        claims, _, problems = read(text + named, published=end, event=end, language=language)
        assert not any("failed" in p.message for p in problems), problems
        assert all(c.quote in text + named for c in claims)


@pytest.mark.parametrize(
    "ago", ["Three thousand years ago today", "Nine million days ago", "Five thousand years ago this May"]
)
def test_what_was_before_the_calendar_has_no_day(ago):
    claims, _, problems = read(f"{ago} a mill stood at Vardon.")
    assert not [p for p in problems if "failed" in p.message]
    assert "date" not in {c.kind for c in claims}


def test_a_figure_whose_bound_is_not_known_says_so():
    claims, _, problems = read("Ainakin 130 kuoli.", language="fi")
    assert claims[0].extractor == "plain-bound-unknown"
    assert "a figure may stand for a bound" in problems[0].message
    assert not read("Mindestens 130 starben.", language="de")[2]


def test_words_that_dutch_and_german_share_with_english_do_not_make_them_english():
    text = "Het was koud of nat, het was laat of vroeg, en ten en met zes was het stil of het was niet zo."
    assert not read(text, language="nl")[0]


def test_what_is_said_to_be_understood_has_a_folder():
    assert AccountSettings().understood == known_languages()


def test_an_english_text_is_read_as_english_whatever_its_page_says():
    text = (
        "At least twelve people were killed on Tuesday when the ferry sank off the coast of Halvern, the police said."
    )
    assert [c.quote for c in read(text, language="de")[0] if c.kind == "quantity"] == ["At least twelve"]


@pytest.mark.parametrize("code", ["es", "und"])
@pytest.mark.parametrize(
    "piece", ["mil ", "1.234 ", "«a ", "12 de mayo de ", "dijo que ", "la casa ", "3 muertos, ", "a" * 30]
)
def test_time_of_the_plain_grammars_grows_with_the_text_alone(code, piece):
    def seconds(n):
        began = time.process_time()
        read(piece * (n // len(piece)), language=code)
        return time.process_time() - began

    seconds(1_000)
    assert seconds(80_000) < 8 * max(seconds(20_000), 0.05)


@pytest.mark.parametrize(("text", "wanted"), load("known_failures/claims.txt"))
@pytest.mark.xfail(strict=True, raises=(AssertionError, StopIteration), reason="not understood yet")
def test_known_failures(text, wanted):
    expect(text, wanted)


@pytest.mark.parametrize("rule", lexicon("en", "notclaims")["never"], ids=lambda r: r["name"])
def test_never_claims(rule):
    assert list(never_claims(rule["example"]))
    assert not list(never_claims(rule["leave"]))


def test_no_list_has_a_word_twice():
    lists = [tomllib.loads(p.read_text(encoding="utf-8")) for p in Path(languages.__file__).parent.glob("*/*.toml")]
    assert len(lists) > 30
    while lists:
        one = lists.pop()
        if isinstance(one, dict):
            lists += one.values()
        elif isinstance(one, list) and all(isinstance(word, str) for word in one):
            assert len(one) == len(set(one)), sorted(w for w in set(one) if one.count(w) > 1)


def test_who_tells_of_words_is_not_who_spoke_them():
    said = {
        c.quote[:9]: c.value.speaker
        for text in (
            "“Mr. Vey said, ‘I do not want to hurt you. Give me the keys,’” said Ned Moor.",
            "\"She said when the man came in, he said 'You are the winter.' Then he ran upstairs,\" said Ada Brill.",
        )
        for c in read(text)[0]
        if c.kind == "quotation"
    }
    assert said == {"Mr. Vey s": "Ned Moor", "I do not ": "Mr. Vey", "She said ": "Ada Brill", "You are t": "the man"}


def test_a_quotation_of_its_own_paragraph_is_of_whom_the_line_before_announces():
    text = "Eddie Brill, a brother, issued this statement on Tuesday:\n\n“Thank you to the town for its help.”"
    (quotation,) = (c for c in read(text)[0] if c.kind == "quotation")
    assert quotation.value.speaker == "Eddie Brill"


def test_a_heading_and_the_name_below_it_are_no_one_name():
    text = "Ada Brill\n\nAda Brill is glad.\n\n“A lot of cooking is going on here,” she laughs.\n\nThey met at Main and Lamar Streets.\n\n“There was a pause,” she said."
    assert [c.value.speaker for c in read(text)[0] if c.kind == "quotation"] == ["Ada Brill"] * 2


def test_those_of_a_list_have_the_role_that_the_line_above_it_gives():
    text = "The other victims are:\n\n— Ada Brill, 29, of Garden Street\n\n— Ned Moor, 34, of Lowmoor\n\nThe quay is closed."
    assert [(c.value.name, c.value.role) for c in read(text)[0] if c.kind == "person"] == [
        ("Ada Brill", "victim"),
        ("Ned Moor", "victim"),
    ]


def test_a_day_that_nothing_dates_is_a_problem_not_a_guess():
    claims, _, problems = read("The ferry sank on Saturday, police said.", published=None, event=None)
    assert not [c for c in claims if c.kind == "date"]
    assert "Saturday" in problems[0].message


def test_the_day_that_a_sentence_tells_of_is_not_the_day_it_was_written():
    told = "The mill burned on 4 March 2011, police said on Saturday."
    claims, _, problems = read(told, published=None, event="2011-03-04")
    assert [c.value.edtf for c in claims if c.kind == "date"] == ["2011-03-04"]
    assert '"Saturday"' in problems[0].message
    claims, _, problems = read(f"HALVERN, 7 March 2011 -- {told}", published=None, event="2011-03-04")
    assert [c.value.edtf for c in claims if c.kind == "date"] == ["2011-03-07", "2011-03-04", "2011-03-05"]
    assert not problems


def test_every_claim_of_a_broken_up_text_is_quoted_exactly():
    text = "PRESS RELEASE\n\nOn 20 January 1990 \n\ntwenty six thousand \n\nstrong troops came. “An eighty \n\nyear-old \nman” fell.\r\n"
    expect(text, ["quantity: twenty six thousand = 26000..26000 person", "date: 20 January 1990 = 1990-01-20"])


@pytest.mark.parametrize(
    "piece",
    [
        '" ',
        "2 killed, ",
        "May 5 ",
        "one hundred thousand ",
        "A. B said ",
        "“",
        "1,234 ",
        "x" * 99 + "@",
        "$1m to ",
        "ages 15, ",
        "men, 12, 13, ",
        "last Sunday, the next day, ",
    ],
)
def test_time_grows_with_the_text_alone(piece):
    def seconds(n):
        began = time.process_time()
        read(piece * (n // len(piece)))
        return time.process_time() - began

    read(piece)
    assert seconds(80_000) < 8 * max(seconds(20_000), 0.05)


def test_a_heap_of_figures_is_read_as_far_as_it_helps_and_said_to_be():
    text = "Twelve people died. " + "7, " * 30_000
    claims, _, problems = read(text)
    assert claims[0].quote == "Twelve"
    assert len(claims) < 25_000
    assert "more figures or quotation marks than prose" in problems[0].message
    assert not read("Twelve people died. " + "7, " * 10_000)[2]
    in_words = read("Twelve people died. " + "seven, " * 30_000)
    assert len(in_words[0]) < 25_000
    assert "more figures or quotation marks than prose" in in_words[2][0].message


def test_ids_are_stable_and_unlike():
    text = "At least 12 people were killed and 20 wounded on 3 May 2016."
    first, second = read(text)[0], read(text)[0]
    assert [c.id for c in first] == [c.id for c in second]
    assert len({c.id for c in first}) == len(first) == 3
    assert json.dumps([c.quote for c in first]) == '["At least 12", "20", "3 May 2016"]'


def test_the_event_is_the_day_most_accounts_name():
    texts = [
        "On 19 July 2016 fire broke out in Lowmoor.",
        "The fire of 19 July 2016 in Lowmoor.",
        "Since 1 January 2015 nothing.",
    ]
    accounts = [Account(str(k), f"{k}.txt", t, str(k), len(t), published="2016-07-21") for k, t in enumerate(texts)]
    views = [clean_text(a, TextSettings())[0] for a in accounts]
    prepared = [prepare_account(a, v, ClaimSettings()) for a, v in zip(accounts, views, strict=True)]
    event = find_event(accounts, prepared)
    assert event.date == "2016-07-19"
    assert event.places == ("Lowmoor",)


def test_a_day_of_saying_or_of_a_court_is_rather_not_the_events():
    text = (
        "A man was charged in court on 14 August 2013, the harbour police said on 14 August 2013. "
        "The fire at the mill broke out on 21 June 2013."
    )
    account = Account("1", "1.txt", text, "1", len(text), published="2013-08-15")
    prepared = prepare_account(account, clean_text(account, TextSettings())[0], ClaimSettings())
    assert find_event([account], [prepared]).date == "2013-06-21"


def test_no_heading_speaks():
    text = 'Dolan Moor\n\n"They came at night and burned all that we had in the barns.\n\nNobody was hurt.\n'
    (quotation,) = (c for c in read(text)[0] if c.kind == "quotation")
    assert quotation.value.speaker is None
    told = text.replace("Nobody was hurt", "Moor lived there")
    (quotation,) = (c for c in read(told)[0] if c.kind == "quotation")
    assert quotation.value.speaker == "Dolan Moor"


def test_what_is_issued_now_of_long_ago():
    text = "On July 3, the Vardon office released a statement on the Lowmoor raid. On July 5, soldiers came."
    dates = {
        c.quote: c.value.edtf for c in read(text, published="2016-07-06", event="1989-07-04")[0] if c.kind == "date"
    }
    assert dates == {"July 3": "2016-07-03", "July 5": "1989-07-05"}


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("# Findings\n\n1. The weir broke.\n2. Of the 31 dead 19 were dyers.\n", ["31", "19"]),
        ("Findings\n1) The weir broke.\n2) It rang.\n", []),
        ("At last the dead were\n12. The weir was gone.\n", ["12"]),
        ("Rain fell. The dead were, it said,\n\n12 dyers.\n", ["12"]),
    ],
)
def test_numbers_that_open_the_parts_of_a_list_are_no_claims(text, figures):
    assert [c.quote for c in read(text)[0] if c.kind == "quantity"] == figures
