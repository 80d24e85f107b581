"""From a text to its reading view: one function a fix, every fix a list of edits over the source."""

from __future__ import annotations

from variorum.hyphens import Words
from variorum.languages import code_of
from variorum.model import Account, Problem, ReadingView, Span
from variorum.settings import TextSettings
from variorum.text.edits import Edit, apply_edits
from variorum.text.inner_hyphens import mend_inner
from variorum.text.layout import find_lines, fold_lines
from variorum.text.marks import MARKS
from variorum.text.sentences import find_headings, find_paragraphs, find_sentences, stops_of


def clean_text(account: Account, settings: TextSettings) -> tuple[ReadingView, tuple[Problem, ...]]:
    """The reading view of an account, with exact offsets back to `Account.text`.

    In the view a paragraph is a line: no line end is layout, no word is divided, quotation marks and spaces are
    plain, and running headers and footers are left out. Letters, figures and their order are the source's own.
    """
    source, problems = _readable(account, settings)
    words = Words(source)
    lines = find_lines(source, account.places)
    edits: list[Edit] = fold_lines(source, lines, words)
    for fix in MARKS:
        edits += fix(source)
    edits += mend_inner(source, words)
    if len(source) < len(account.text):
        edits.append(Edit(len(source), len(account.text), ""))
    view, offsets = apply_edits(account.text, edits)
    paragraphs = find_paragraphs(view)
    heads = [offsets.to_view(p.span) for p in account.places if p.kind == "heading"]
    heads += [offsets.to_view(Span(line.start, line.end)) for line in lines if source[line.start] == "#"]
    marked = _touched(paragraphs, heads)
    return (
        ReadingView(
            text=view,
            offsets=offsets,
            paragraphs=paragraphs,
            sentences=find_sentences(view, paragraphs, settings.longest_sentence, stops_of(code_of(account))),
            headings=find_headings(view, paragraphs, marked),
        ),
        problems,
    )


def _readable(account: Account, settings: TextSettings) -> tuple[str, tuple[Problem, ...]]:
    """The text, or its beginning where it is longer than any account."""
    text = account.text[: settings.longest_text]
    lines = text.count("\n")
    if lines > settings.most_lines:
        text = "".join(text.splitlines(keepends=True)[: settings.most_lines])
    if len(text) == len(account.text):
        return text, ()
    message = (
        f"{account.name}: only its first {len(text)} of {len(account.text)} code points were looked through for claims; "
        "no account is that long: divide it into the accounts it holds."
    )
    return text, (Problem("warning", "text", account.name, message, Span(len(text), len(account.text))),)


def _touched(paragraphs: tuple[Span, ...], spans: list[Span]) -> frozenset[int]:
    """Indices of the paragraphs that begin within one of `spans`."""
    found = set()
    spans = sorted(spans)
    at = 0
    for k, paragraph in enumerate(paragraphs):
        while at < len(spans) and spans[at].end <= paragraph.start:
            at += 1
        if at < len(spans) and spans[at].start <= paragraph.start:
            found.add(k)
    return frozenset(found)
