"""Who says the words between quotation marks, as the account names them, in the fullest form it gives."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from variorum.claims.en.beside import (
    SAID_BY,
    SPEECH_VERB,
    VERB,
    WITH_HIM,
    according,
    after,
    headed,
    label,
    named,
    paper,
    quoted_by,
    tail,
)
from variorum.claims.en.names import SHORT_TITLES, names_of
from variorum.claims.en.outlets import first_outlet, last_outlet
from variorum.claims.en.phrases import NO_TITLE, first_phrase, is_pronoun, last_phrase, trimmed
from variorum.claims.en.referents import PERSON_TOLD, Referents
from variorum.claims.en.reporters import CAPITALS, NOBODY, reporters
from variorum.claims.en.scare import is_called, is_named, is_nickname, is_proper, is_title
from variorum.claims.page import Page
from variorum.languages import any_of, load
from variorum.model import Span

_DATA = load("en", "speech")
_WHO = re.compile(r"\b(?P<who>[A-Z][\w.'-]*(?: [A-Z][\w.'-]*){0,3}), who\s+(?:\w+ly\s+|also\s+|has\s+|had\s+)?$")
_DOES_AND = re.compile(r"(?P<who>[A-Z][\w'-]+)\s[a-z].*\sand$")
_NO_PHRASE = re.compile(r"(?:to|not|which|was|were|is|are|been|being)\s", re.IGNORECASE)
_SAYING = re.compile(r"\bsaying[,:]?[\s\"“']*$")
_LED = re.compile(rf"\b(?:{SPEECH_VERB})(?:,|:)\s[\"“]+$", re.IGNORECASE)
"""Shows that whoever is named behind a quotation tells who said it: 'marchers chanted, “Out,” witnesses said'."""
_MAIN_SUBJECT = re.compile(
    rf"(?:(?<=, )|\A|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))(?P<who>(?:[Tt]he\s)?(?![A-Z][a-z]{{2,}}ing\s[a-z])[A-Z][\w.'’-]*(?:(?:[ ]of)?[ ][A-Z][\w.'’-]*)*(?:(?<=['’]s)\s(?:{any_of(_DATA['speak_for'])})(?:\sand\s[a-z]+s)?)?)\s+[a-z]"
)
_ACTS = re.compile(
    rf"(?:\A|(?<=\n)|(?<=[.!?] )|(?<=[.!?][\"”] ))(?P<who>(?:An?|The|One|Another)\s(?:[\w-]+\s){{0,3}}?[\w-]+)(?=\s(?:{any_of(_DATA['auxiliary'])}|[a-z]+ed)\s)"
)
"""Who does what a sentence tells of, by a noun: "A guard may have helped by shouting"."""
_DONE = re.compile(r"\b(to|being|been|was|were|are|is|be|who)\s*$")
"""Before a verb of which nobody named is the subject: "was called", unlike "was calling"."""
_HEARD = re.compile(
    rf"\b(?:{any_of(_DATA['heard'])})\s(?P<who>(?:my|his|her|their|our|the|an?|one)\s(?:[\w-]+\s){{0,2}}[\w-]+)\s$"
)
_TOLD = re.compile(rf"{PERSON_TOLD}|\b[Mm]y\s(?:\w+\s)?(?:{any_of(load('en', 'people')['relations']['nouns'])})\b")
_KEPT = re.compile(r"\b(?:kept|keeps|keep|began|begin|begins|started|starts|went\son|goes\son)\s$")
"""Before "saying", what somebody does who says it."""
_NEW_SENTENCE = re.compile(rf"(?<=[a-z)]){NO_TITLE}[.!?]\s(?=[A-Z])")
_SENTENCE_END = re.compile(r"(?<=[a-z)\]0-9\"”])[.!?][\"”)]?(?:\s+(?=[\"“A-Z])|$)|\n")
_ENDS = re.compile(r"(?<=[a-z\d)\"”])[.!?][\"”)]?\s|\n")
_SHORTENED = re.compile(rf"\b(?:{any_of([*SHORT_TITLES, 'St'])}|[A-Z])\.\s*$")
_GOES_ON = re.compile(r"\s(?:to\s|\w+ing\b)")
"""What shows that "began" and "continued" say nothing."""
_THAT_ONE = re.compile(
    rf"\breport(?:s|ed)(?:\son\s[\w., ]{{3,20}})?\sthat\s(?P<who>(?:the\s)?{CAPITALS}|the\s[a-z]+(?:\s[a-z]+)?)\s(?:had\s|has\s|was\s|were\s|is\s)?[\"“']+$"
)
"""Within what another reports, whose words they are: "The Gazette reported that the ministry “regretted ...”"."""
_LEADS = re.compile(rf"[\s\"“”']*(?P<who>{CAPITALS}|(?:{any_of(['He', 'She', 'They'])})\b|{PERSON_TOLD})(?=[\s,])")
_NO_LEAD = NOBODY - {"He", "She", "They"}
_IT = "it"
"""How a quotation is left that "it" says and nothing tells what that is: no person, whoever spoke last."""


@dataclass(frozen=True, slots=True)
class Said:
    """Who said a quotation."""

    span: Span | None
    """Where the account names the speaker, in fullest form; None when it does not."""
    name: str | None
    """The words of that span."""
    how: str
    """Rule that found it: after, before, label, according, continued, inherited, last, nobody."""
    scare: bool = False
    """Whether nobody is said to say it, and it is a word or a title held at arm's length."""
    via: str | None = None
    """Outlet the words were first said to."""
    via_span: Span | None = None
    """Where it is named."""


_ONE_BREATH = 90
"""Code points between two fragments of what one person says."""
_HEADING = 200
"""Code points of a heading behind the beginning of a quotation in it."""
_NESTED = 4
"""Quotations before another among which one is sought that holds it."""


class Speakers:
    """The speakers of all quotations of a page, worked out in order, since one leans on those before it."""

    def __init__(self, page: Page, spans: list[tuple[int, int]]) -> None:
        self.page, self.text, self.spans = page, page.unaccented, spans
        self.names = names_of(page)
        self._said: list[Said] = []
        for k in range(len(spans)):
            self._said.append(self._find(k))
        for k in range(len(spans) - 2, -1, -1):
            self._said[k] = self._of_next(k)

    def of(self, k: int) -> Said:
        """Speaker of the k-th quotation."""
        return self._said[k]

    @cached_property
    def referents(self) -> Referents:
        """Whom pronouns and roles mean."""
        return Referents(self.page, self._reporters, self._inside)

    @cached_property
    def _reporters(self) -> list[Span]:
        return reporters(self.text, self.names, self._inside)

    @cached_property
    def _reporter_starts(self) -> list[int]:
        return [s.start for s in self._reporters]

    def _inside(self, offset: int) -> bool:
        k = bisect_right(self.spans, (offset, len(self.text))) - 1
        return k >= 0 and self.spans[k][0] <= offset < self.spans[k][1]

    def _find_within(self, k: int, outer: tuple[int, int]) -> Said:
        """The speaker of a quotation within another: whom the outer one says to have spoken, and never who tells of it.

        Pronouns in what somebody says mean persons of his own tale: whom he told of last by a noun, else nobody.
        """
        start = self.spans[k][0]
        span = self._before(max(self._left(k), outer[0]), start)
        if span is not None and is_pronoun(self.text, span):
            span = self._told_within(span, outer[0])
        resolved, how = self._resolve(span, "before", k) if span is not None else (None, "nobody")
        if resolved is None or how != "before":
            return Said(None, None, "nobody")
        return Said(resolved, _words(self.page.text, resolved), how)

    def _told_within(self, pronoun: Span, low: int) -> Span | None:
        """Whom "he" or "she" in a quotation that begins at `low` means, by a noun in it: "my son, he came and said"."""
        wanted = {"he": "m", "she": "f"}.get(pronoun.of(self.text).lower().split()[0])
        told = [Span(*m.span()) for m in _TOLD.finditer(self.text, max(low, pronoun.start - 300), pronoun.start)]
        return next((s for s in reversed(told) if wanted and self.referents.gender(s) in (wanted, None)), None)

    def _find(self, k: int) -> Said:
        start, end = self.spans[k]
        text = self.text
        if outer := next((s for s in self.spans[max(0, k - _NESTED) : k] if end <= s[1]), None):
            return self._find_within(k, outer)
        left = self._left(k)
        right = self._right(k)
        via_span = first_outlet(text, (left, start), (end, right))
        via = _words(self.page.text, via_span)
        fragment = text[end - 1] not in ",.!?…" and text[start].islower()
        fragment = fragment or bool(_SAYING.search(text, left, start) or _LED.search(text, left, start))
        if text[start].islower() and (inner := _THAT_ONE.search(text, left, start)):
            whose = self.names.fullest(Span(*inner.span("who")))
            return Said(whose, _words(self.page.text, whose), "before", via=via, via_span=via_span)
        words = len(text[start:end].split())
        if any(held(text, left, start, end) for held in (is_called, is_nickname, is_proper)):
            return Said(None, None, "nobody", scare=True)
        rules: tuple[tuple[str, Callable[[], Span | None]], ...] = (
            ("after", lambda: self._told_behind(k) if label(text, start) else None),
            ("label", lambda: label(text, start) or self._headed(start, end)),
            ("before", lambda: self._before(left, start) if fragment else None),
            ("after", lambda: after(text, end, right, start, left)),
            ("continued", lambda: self._continued(k)),
            ("before", lambda: self._before(left, start) or self._announced(k) or self._led(left, start)),
            ("according", lambda: according(text, left, right, start, end)),
            ("after", lambda: tail(text, end, right) if text[start].islower() else None),
            ("named", lambda: named(text, end)),
            ("paper", lambda: paper(text, start, end, right)),
        )
        unknown = False
        for rule, look in rules:
            span = look()
            if span is not None:
                resolved, how = self._resolve(span, rule, k)
                unknown = unknown or how == _IT
                if resolved is not None:
                    return Said(resolved, _words(self.page.text, resolved), how, via=via, via_span=via_span)
        scare = words <= 3 and text[end - 1] not in ",.!?" and not VERB.search(text, left, right)
        if is_named(text, start, end) and not VERB.search(text, left, right):
            return Said(None, None, "nobody", scare=True)
        near = k and start - self.spans[k - 1][1] < 300 and self._said[k - 1].span is not None and not scare
        if scare and not near:
            return Said(None, None, "nobody", scare=words == 1 or is_title(text, start, end))
        last = self._nearer(k) if near else self._last_reporter(start) or self.names.before(start)
        if last is None:
            return Said(None, None, "nobody", scare=words <= 2 and not VERB.search(text, left, right))
        if unknown and self.referents.is_person(last):
            return Said(None, None, "nobody", via=via, via_span=via_span)
        span = self.names.fullest(last)
        return Said(span, _words(self.page.text, span), "inherited" if near else "last", via=via, via_span=via_span)

    def _of_next(self, k: int) -> Said:
        """Who says a fragment of whom nothing is told: the speaker of the next one in its sentence, which he ends."""
        said, after = self._said[k], self._said[k + 1]
        start, end = self.spans[k]
        between = self.text[end : self.spans[k + 1][0]]
        if (
            said.span is None
            and self.text[start].isupper()
            and after.how in ("after", "pronoun")
            and not between.strip(' \n"“”')
        ):
            return replace(after, how="continued")  # opened anew at a paragraph
        if said.span is not None or said.scare or after.span is None or not self.text[start].islower():
            return said
        if len(between) > _ONE_BREATH or self.text[end - 1] in ".!?" or re.search(r"[.!?;:\n]", between):
            return said
        return replace(after, how="continued") if after.how in ("after", "before", "named", "continued") else said

    def _left(self, k: int) -> int:
        """Where the sentence that leads up to the quotation begins, not before the quotation before it."""
        start = self.spans[k][0]
        paragraph = self.page.paragraph(start).start
        low = max(paragraph, start - 260, self.spans[k - 1][1] if k and self.spans[k - 1][1] <= start else 0)
        cut = low
        for m in _SENTENCE_END.finditer(self.text, low, max(low, start - 2)):
            if not re.search(r"\b(?:[A-Z][a-z]{0,3}|[A-Z])\.\s*$", self.text[low : m.end()]):
                cut = m.end()
        return cut

    def _right(self, k: int) -> int:
        """Where the sentence that follows the quotation ends, not after the next quotation."""
        end = self.spans[k][1]
        high = min(end + 240, max(self.page.paragraph(end - 1).end, end))
        if k + 1 < len(self.spans) and self.spans[k + 1][0] >= end:
            high = min(high, self.spans[k + 1][0] - 1)
        offset = end + 1
        while m := _SENTENCE_END.search(self.text, offset, high):
            if _SHORTENED.search(self.text, max(0, m.end() - 8), m.end()):
                offset = m.end()
                continue
            return m.start() + 1
        return high

    def _continued(self, k: int) -> Span | None:
        """Same speaker as the quotation before it in the paragraph, where nothing but their sentence stands between."""
        if not k or self._said[k - 1].span is None:
            return None
        last = self.spans[k - 1][1]
        gap = self.text[last : self.spans[k][0]].strip("\"“”' \n")
        goes_on = self.text[last - 1] not in ".!?" and not re.search(r"[.!?;]\s", gap) and not VERB.search(gap)
        if not goes_on and self._said[k - 1].how not in ("after", "continued", "according", "pronoun"):
            return None
        if len(gap) > 160 or gap.endswith(":") or not self._same_paragraph(k):
            return None
        tail = _NEW_SENTENCE.split(gap)
        return None if len(tail) > 1 and VERB.search(tail[-1]) else self._said[k - 1].span

    def _before(self, left: int, start: int) -> Span | None:
        text = self.text
        if quoted := quoted_by(text, left, start):
            return quoted
        if said_by := (SAID_BY.search(text, left, start) or WITH_HIM.search(text, left, start)):
            return trimmed(text, *said_by.span("who"))
        verbs = list(VERB.finditer(text, left, start))
        if not verbs or start - verbs[-1].end() > 110:
            return None
        for verb in reversed(verbs[-2:]):
            at = verb.start()
            if who := _WHO.search(text, left, at):
                return trimmed(text, *who.span("who"))
            if verb[0].lower().startswith(("beg", "contin")) and _GOES_ON.match(text, verb.end(), start):
                continue  # "began to charge for an "after party""
            done = _DONE.search(text, left, at)
            doing = verb[0].lower().endswith("ing")
            if done and not (doing and done[1] != "to"):
                if m := re.search(r"\bby\s+([\w ]{3,40})\s+as[\s\"“']*$", text[left:start]):
                    return trimmed(text, left + m.start(1), left + m.end(1))
                continue
            if doing and (kept := _KEPT.search(text, left, at)):
                at = kept.start()
            elif doing and (heard := _HEARD.search(text, left, at)):
                return trimmed(text, *heard.span("who"))
            elif doing and (main := self._main_subject(left, at)):
                return main
            span = last_phrase(text, left, at)
            if span is not None and (first := VERB.match(text, span.start)) and first[0].islower():
                continue  # "told PBS talk show host": no verb of its own
            if span is not None and _NO_PHRASE.match(text, span.start):
                continue  # "police refused to give a figure, called ..."
            if span is not None and (named := _DOES_AND.match(text, span.start, span.end)):
                return trimmed(text, *named.span("who"))
            if span is not None:
                return span
            if (
                verb.end() < start - 2
                and (span := first_phrase(text, verb.end(), start)) is not None
                and text[span.start].isupper()
            ):
                return span
        return None

    def _headed(self, start: int, end: int) -> Span | None:
        """Who is named at the end of the heading in which the quotation stands: "Quake ‘the worst’ yet: ministry"."""
        line = self.page.paragraph(start)
        if line.end - start >= _HEADING:
            return None
        low = max(line.start, self.text.rfind("\n", line.start, start) + 1)
        high = self.text.find("\n", end, line.end)
        who = headed(self.text, low, line.end if high < 0 else high)
        return who if who and who.start > end else None

    def _told_behind(self, k: int) -> Span | None:
        """Who is named behind a quotation with a line above it that might name the speaker too."""
        start, end = self.spans[k]
        span = after(self.text, end, self._right(k), start, self._left(k))
        return None if span is None or is_pronoun(self.text, span) else span

    def _main_subject(self, left: int, at: int) -> Span | None:
        """Who does what the sentence tells of, when it goes on with "saying": the last clause's subject, else a name in it."""
        found = [
            m
            for m in _MAIN_SUBJECT.finditer(self.text, left, at)
            if re.sub("^[Tt]he ", "", m["who"]).split()[0] not in NOBODY
        ]
        if found:
            return trimmed(self.text, *found[-1].span("who"))
        if acts := _ACTS.search(self.text, left, at):
            return trimmed(self.text, *acts.span("who"))
        known = [m for m in re.finditer(r"[A-Z][\w'-]+", self.text[left:at]) if self.names.knows(m[0])]
        return Span(left + known[-1].start(), left + known[-1].end()) if known else None

    def _led(self, left: int, start: int) -> Span | None:
        """Whom the sentence before a colon is about, where it has no verb of saying: "Vey was less sure: ...", or the outlet it names last."""
        if not self.text[left:start].rstrip(" \"“”'").endswith(":"):
            return None
        if outlet := last_outlet(self.text, max(left, start - 80), start):
            return outlet
        m = _LEADS.match(self.text, left, start)
        return trimmed(self.text, *m.span("who")) if m and m["who"].split()[0] not in _NO_LEAD else None

    def _announced(self, k: int) -> Span | None:
        """Who says a quotation that is a paragraph of its own, from the line before it that ends in a colon."""
        start = self.spans[k][0]
        before = self.text[max(0, start - 8) : start].rstrip(" \"“”'\n")
        stop = max(0, start - 8) + len(before)
        if not before.endswith(":") or "\n" not in self.text[stop:start]:
            return None
        left = max(self.page.sentence(stop - 1).start, stop - 260, self.spans[k - 1][1] if k else 0)
        return self._before(left, stop)

    def _resolve(self, span: Span, how: str, k: int) -> tuple[Span | None, str]:
        if not is_pronoun(self.text, span):
            named = self.referents.of_role(span) or span
            named = self.names.within(named)
            in_place = self.text.startswith(" in ", named.end)  # "spokesman in Lowmoor Ada Vey"
            return self.names.fullest(self.names.beside(named) if in_place else named), how
        word = span.of(self.text).lower().split()[0]
        previous = self._said[k - 1].span if k else None
        if previous is not None and self.spans[k][0] - self.spans[k - 1][1] < 120 and self._same_paragraph(k):
            wrong = {("he", "f"), ("she", "m")}
            other = self.referents.begins_anew(self.spans[k - 1][1], self.spans[k][0])
            other = other or (word == "it" and self.referents.is_person(previous))
            if (word, self.referents.gender(previous)) not in wrong and not other:
                return previous, "pronoun"
        meant = self.referents.of_pronoun(word, min(span.start, self.spans[k][0]))
        if meant is not None:
            meant = self.referents.of_role(meant) or meant
            return self.names.fullest(self.names.within(meant)), "pronoun"
        if word == "it" and (previous is None or self.referents.is_person(previous)):
            return None, _IT
        return (previous, "pronoun") if previous and word != "you" else (None, how)

    def _same_paragraph(self, k: int) -> bool:
        return self.page.paragraph(self.spans[k][0]) == self.page.paragraph(max(self.spans[k - 1][1] - 1, 0))

    def _last_reporter(self, offset: int) -> Span | None:
        k = bisect_right(self._reporter_starts, offset - 1) - 1
        return self._reporters[k] if k >= 0 and self._reporters[k].start >= offset - 900 else None

    def _nearer(self, k: int) -> Span:
        """The speaker of the quotation before, or somebody said to say something since."""
        start = self.spans[k][0]
        last = self._last_reporter(start)
        previous = self._said[k - 1].span
        assert previous is not None
        end = self.spans[k - 1][1]
        if last is None or last.start <= end or start - last.end >= 200:
            return previous
        if self._said[k - 1].how == "after" and not _ENDS.search(self.text, end + 1, last.start):
            return previous  # it is he who said the words before
        return self.names.fullest(last)


def _words(text: str, span: Span | None) -> str | None:
    return " ".join(span.of(text).split()) if span else None
