"""Reading views: what they read like, and that every offset leads back."""

import itertools
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.model import Account, Place, Span
from variorum.settings import TextSettings
from variorum.text import clean_text
from variorum.text.edits import Edit, apply_edits, sort_edits

CASES = Path(__file__).parent / "cases" / "text"


def view_of(text, places=(), language=None):
    account = Account(siglum="A", name="a.txt", text=text, sha256="", size=0, language=language, places=tuple(places))
    view, problems = clean_text(account, TextSettings())
    assert problems == ()
    return view


def cases(name):
    for line in (CASES / name).read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        marks = [pytest.mark.xfail(reason=case["fails"])] if "fails" in case else []
        yield pytest.param(case, id=case["case"], marks=marks)


@pytest.mark.parametrize("case", list(cases("views.jsonl")))
def test_view(case):
    assert view_of(case["source"]).text == case["view"]


@pytest.mark.parametrize("case", list(cases("sentences.jsonl")))
def test_sentences(case):
    text = " ".join(case["sentences"])
    view = view_of(text, language=case.get("language"))
    assert [s.of(view.text) for s in view.sentences] == case["sentences"]


# Everything that has ever led an offset astray: line ends of all kinds, astral characters, decomposed accents,
# right-to-left text and marks, soft hyphens, markup, quotation marks.
PIECES = st.sampled_from(
    ["\n", "\r\n", "\r", "\n\n", " \n", "\u2028", " ", "\xa0", "\t", "-", "-\n", "\xad\n", "th\n", "15\n", "𝔘𝔫𝔦", "🕯️", "e\u0301",
     "a\u0323\u0302", "ﬁ", "שלום", "\u202e", "\u200b", "\ufeff", "\x00", "“", "”", "’", "''", "**", "__", "# ", "- ", "[", "](x)", "<sup>",
     "</sup>", "&amp;", "&nbsp;", "situ", "ation", "Baku", "26 000", "Mr.", "U.S.", ".", '"', "!", "said", "of"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map("".join)


@given(TEXTS)
def test_every_offset_leads_back(source):
    view = view_of(source)
    offsets = view.offsets
    assert offsets.view[-1] == len(view.text) if offsets.source else view.text == ""
    # pieces tile the source, in order
    assert [0, *offsets.source_end] == [*offsets.source, len(source)] if offsets.source else source == ""
    assert list(offsets.view) == sorted(offsets.view)
    starts = [offsets.to_source(Span(k, k + 1)) for k in range(len(view.text))]
    assert all(a.start <= b.start and a.end <= b.end for a, b in itertools.pairwise(starts))
    for k, span in enumerate(starts):
        if span.of(source) == view.text[k]:
            continue
        # a character that is not its source's own is a mark made plain, a space, or a letter put together
        assert not view.text[k].isdigit() or unicodedata.decimal(view.text[k]) >= 0


@given(TEXTS)
def test_copies_lead_there_and_back(source):
    view = view_of(source)
    for at, piece, end in zip(view.offsets.view, view.offsets.source, view.offsets.source_end, strict=False):
        if view.offsets.view[list(view.offsets.view).index(at) + 1] - at != end - piece or end == piece:
            continue
        for k in range(end - piece):
            there = view.offsets.to_source(Span(at + k, at + k + 1))
            assert there == Span(piece + k, piece + k + 1)
            assert view.offsets.to_view(there) == Span(at + k, at + k + 1)


@given(TEXTS)
def test_letters_and_figures_stay(source):
    """Nothing that can be read is lost or made up: digits are the source's digits, in their order."""
    view = view_of(source)
    if "&" not in source and "](" not in source:
        assert [c for c in view.text if c.isdecimal()] == [c for c in source if c.isdecimal()]


@given(TEXTS)
def test_sentences_tile_their_paragraphs(source):
    view = view_of(source)
    text = view.text
    assert all(a.end <= b.start for a, b in zip(view.sentences, view.sentences[1:], strict=False))
    assert all(any(p.contains(s) for p in view.paragraphs) for s in view.sentences)
    inside = [False] * len(text)
    for s in view.sentences:
        assert s.of(text) == s.of(text).strip()
        inside[s.start : s.end] = [True] * len(s)
    assert all(inside[k] or text[k].isspace() for k in range(len(text)))
    assert set(view.headings) <= set(view.paragraphs)


@given(
    st.text(max_size=30), st.lists(st.tuples(st.integers(0, 29), st.integers(1, 6), st.text(max_size=4)), max_size=8)
)
def test_applied_edits_are_the_text(source, drawn):
    edits = [Edit(a, a + n, text) for a, n, text in drawn if a + n <= len(source)]
    view, offsets = apply_edits(source, edits)
    expected, at = "", 0
    for edit in sort_edits(edits):
        expected += source[at : edit.start] + edit.text
        at = edit.end
    assert view == expected + source[at:]
    assert offsets.to_source(Span(0, len(view))).end <= len(source)


def test_an_edit_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        apply_edits("abc", [Edit(2, 5, "")])


@settings(max_examples=20)
@given(TEXTS)
def test_the_view_is_its_own_view(source):
    """Cleaning settles: what was made plain needs no second cleaning of its marks."""
    once = view_of(source).text
    assert not any(mark in once for mark in "“”’\xa0\xad\u200b\ufeff")


def test_running_headers_do_not_part_a_sentence():
    source = "The storm left more than 130\nVardon Gazette - page 2\npeople without a home in the valley."
    start = source.index("Vardon")
    places = [Place(Span(start, source.index("\npeople")), "boilerplate", page=2)]
    view = view_of(source, places)
    assert view.text == "The storm left more than 130 people without a home in the valley."
    at = view.text.index("130 people")
    assert view.offsets.to_source(Span(at, at + 10)).of(source) == "130\nVardon Gazette - page 2\npeople"


def test_headings_are_found_and_marked():
    source = "# What we know\n\nThree bridges fell.\n\nREACTIONS\n\nThe mayor wept."
    view = view_of(source)
    assert [h.of(view.text) for h in view.headings] == ["What we know", "REACTIONS"]


def test_cost_grows_with_length():
    """A text ten times as long may not cost a hundred times as much, whatever it is made of."""
    import time

    for unit in ("[", "<a ", "**x ", "&amp", "'\"", ". ", "a-", "x-\n", "\n \n", "U.S. ", "(", "…", "1\nth\n"):
        begin = time.process_time()
        view_of(unit * (200_000 // len(unit)))
        assert time.process_time() - begin < 5, unit


@pytest.mark.parametrize(("before", "after"), [("and again at", "12:33, the keeper said."), ("for no fewer than", "48 nights, the keeper said.")])  # fmt: skip
def test_a_figure_goes_on_over_a_page_after_a_word_that_asks_for_one(before, after):
    source = f"The lamps went out in the whole harbour at a quarter past six, {before}\n\n{after}\n\nNobody slept."
    text = view_of(source).text
    assert text.split("\n")[0].endswith(f"{before} {after}")


@pytest.mark.parametrize("paged", [True, False])
def test_a_quotation_goes_on_over_a_page(paged):
    upper, lower = "The keeper of the lamps replied: “They were lit at 6:29.", "Who put them out I never heard…”"
    source = f"{upper}\n\n{lower}\n\nNobody slept."
    turn = source.index("Who")
    places = [Place(Span(0, turn), "page", 1), Place(Span(turn, len(source)), "page", 2)]
    assert (view_of(source, places if paged else []).text.count("\n") == 1) is paged
