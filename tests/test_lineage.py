"""Lineage: what accounts share, of which kind, what was changed, and who had it from whom."""

import hashlib
import random
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from variorum.accounts import read_accounts
from variorum.lineage import trace_lineage
from variorum.model import Account, Parallel
from variorum.settings import AccountSettings, LineageSettings

ACCOUNTS = Path(__file__).parents[1] / "../shared/events/black-january/accounts"

WIRE = (
    "The ferry Marsh Lark left Orrin harbour at dusk with 212 passengers and struck the mole in heavy fog. "
    "Harbour pilots reached the wreck within the hour and took 187 people off, many of them children on a school outing. "
    "Eleven passengers were found dead by the morning, and divers went on searching the forward saloon for others. "
)
WITNESS = "We heard no bell and saw no light until the stones were already under us"


def account(siglum: str, text: str, published: str | None = None) -> Account:
    return Account(
        siglum,
        f"{siglum}.txt",
        text,
        hashlib.sha256(text.encode(errors="replace")).hexdigest(),
        len(text),
        published=published,
    )


def traced(*accounts: Account) -> tuple[Parallel, ...]:
    return trace_lineage(accounts, LineageSettings())[0]


def test_a_copied_paragraph_is_found_with_its_exact_place():
    a = account("A", "Orrin Gazette, special edition.\n\n" + WIRE, "1931-05-02")
    b = account(
        "B",
        "Our correspondent writes: \n" + WIRE.replace("the hour", "one hour") + "The inquiry opens today.",
        "1931-05-04",
    )
    (p,) = traced(a, b)
    assert p.kind == "copied"
    assert p.direction == "a->b"
    assert p.a_span.of(a.text) == WIRE.strip().rstrip(".")
    assert p.b_span.of(b.text).startswith("The ferry Marsh Lark")
    assert [(e.sort, e.a.of(a.text), e.b.of(b.text)) for e in p.edits] == [("changed", "the", "one")]


def test_hyphens_at_line_ends_accents_and_marks_hide_nothing():
    broken = WIRE.replace("passengers", "pass-\nengers").replace("harbour", "HARBOUR").replace("pilots", "pilóts")
    (p,) = traced(account("A", WIRE), account("B", "\n\n".join(broken.split(" ", 30))))
    assert p.edits == ()


def test_words_that_both_quote_are_a_common_quotation():
    a = account(
        "A", f"A stoker told the Gazette: “{WITNESS}.” The company declined to comment on the matter.", "1931-05-02"
    )
    b = account(
        "B", f'Twenty years on, the words of one survivor, "{WITNESS}," are cut into the memorial.', "1951-05-01"
    )
    (p,) = traced(a, b)
    assert p.kind == "quotation"
    assert p.direction == "unknown"
    assert p.a_span.of(a.text) == p.b_span.of(b.text) == WITNESS


def test_a_quotation_within_a_copied_paragraph_stays_with_it():
    text = f"{WIRE} “{WITNESS},” said a stoker. {WIRE[::-1]}"
    (p,) = traced(account("A", text), account("B", "Reprinted. " + text))
    assert p.kind == "copied"


def test_letterheads_are_boilerplate():
    head = "Harbour Board of Orrin, 14 Quay Street, Orrin - Tel.: (555) 010-7788 Fax: (555) 010-7789 - www.orrin-harbour.example\n"
    a = account("A", head + "The mole was closed to traffic on Monday after the storm.")
    b = account("B", head + "New tariffs for pilots come into force with the new year.")
    (p,) = traced(a, b)
    assert p.kind == "boilerplate"
    assert trace_lineage([a, b], LineageSettings())[1].families == ()


def test_reordered_halves_are_one_passage():
    first, second = WIRE[:110], WIRE[110:]
    (p,) = traced(account("A", first + second), account("B", second + first))
    assert [e.sort for e in p.edits if e.sort == "moved"] == ["moved"]


def test_what_the_copy_did_is_said_from_the_copy_s_side():
    earlier = account(
        "B", WIRE.replace("the morning,", "the morning, Captain Aldous Venn of Tarrow among them,"), "1931-05-02"
    )
    later = account("A", WIRE, "1931-05-03")
    (p,) = traced(later, earlier)
    assert p.direction == "b->a"
    assert [e.sort for e in p.edits] == ["dropped"]


def test_nothing_is_shared_by_accounts_in_words_of_their_own():
    a = account("A", WIRE)
    b = account(
        "B", "A passenger boat sank off Orrin after hitting the breakwater; at least eleven drowned, officials said."
    )
    assert traced(a, b) == ()


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["x", "x"], ["\ud800", "\x00" * 50], ["a" * 5000, "a" * 5000]])
def test_odd_texts_do_no_harm(texts):
    for p in traced(*(account(f"S{i}", t) for i, t in enumerate(texts))):
        assert p.a_span.end <= len(texts[0])


def test_the_stemma_follows_the_dates():
    a, b, c = account("A", WIRE, "1931-05-02"), account("B", "Late news: " + WIRE, "1931-05-03"), account("C", "Alone.")
    _, stemma, problems, _ = trace_lineage([c, b, a], LineageSettings())
    assert stemma.families == (("A", "B"),)
    assert [(e.parent, e.child) for e in stemma.edges] == [("A", "B")]
    assert problems == ()


WORDS = [*WIRE.split(), "Ärger", "𝒜bc", "naïve", "e\u0301tude", "…", "“so”", "شارع", "\r\n"]

_TAIL = "The morning, children Harbour The passengers".split()


@example([["mole", *_TAIL], ["school", *_TAIL]], random.Random(1))
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=0, max_size=120), min_size=1, max_size=4), st.randoms())
@settings(max_examples=60, deadline=None)
def test_spans_lie_within_the_texts_and_the_order_of_accounts_does_not_matter(texts, chance):
    accounts = [account(f"S{i}", " ".join(t)) for i, t in enumerate(texts)]
    given_, stemma, *_ = trace_lineage(accounts, LineageSettings())
    by = {a.siglum: a for a in accounts}
    for p in given_:
        for side, span, edits in ((p.a, p.a_span, [e.a for e in p.edits]), (p.b, p.b_span, [e.b for e in p.edits])):
            assert 0 <= span.start < span.end <= len(by[side].text)
            assert all(span.contains(e) for e in edits)
    chance.shuffle(accounts)
    assert trace_lineage(accounts, LineageSettings())[:2] == (given_, stemma)


@pytest.fixture(scope="module")
def five():
    if not ACCOUNTS.is_dir():
        pytest.skip("the accounts of the shared event are not here")
    accounts, _ = read_accounts([ACCOUNTS], AccountSettings())
    return {a.siglum: a.text for a in accounts}, *trace_lineage(accounts, LineageSettings())[:3]


def test_copied_families_of_five_accounts(five):
    _, parallels, stemma, _ = five
    assert any({"001", "003"} <= set(f) for f in stemma.families)
    assert ("000", "004") in stemma.families
    assert {(p.a, p.b) for p in parallels if p.kind == "copied"} >= {("001", "003"), ("000", "004"), ("001", "002")}


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        ("most heinous violations", {("000", "001"), ("000", "003")}),
        ("fired at almost anything", {("001", "002"), ("002", "003")}),
    ],
)
def test_common_quotations_of_five_accounts(five, words, pairs):
    texts, parallels, _, _ = five
    quoted = {(p.a, p.b) for p in parallels if p.kind == "quotation" and words in p.a_span.of(texts[p.a])}
    assert quoted == pairs


@pytest.mark.parametrize(
    ("pair", "kind", "sort", "words"),
    [
        (("001", "003"), "copied", "dropped", ("26,000", "")),
        (("001", "003"), "copied", "mended", ("strenghtened", "strengthsened")),
        (("000", "001"), "quotation", "elided", ("during the Baky incursion", "")),
    ],
)
def test_edits_of_five_accounts(five, pair, kind, sort, words):
    texts, parallels, _, _ = five
    found = [
        (e.a.of(texts[p.a]), e.b.of(texts[p.b]))
        for p in parallels
        if (p.a, p.b) == pair and p.kind == kind
        for e in p.edits
        if e.sort == sort
    ]
    assert any(x.endswith(words[0]) and y == words[1] for x, y in found)


def test_the_stemma_of_five_accounts_says_why(five):
    _, _, stemma, _ = five
    lines = {(e.parent, e.child): e for e in stemma.edges}
    assert lines["001", "003"].reasons[0].says == "003 (2013-01-18) was published after 001 (2012-01-20)"
    assert lines["001", "003"].known
    assert lines["000", "004"].known
    assert not any(e.known for (_, child), e in lines.items() if child == "002")
    # Three accounts have a paragraph in common, which has a stemma of its own.
    assert any(
        {e.child for e in p.edges} | {e.parent for e in p.edges} == {"001", "002", "003"} for p in stemma.passages
    )
