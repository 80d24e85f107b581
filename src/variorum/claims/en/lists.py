"""Persons who are told one by one: "two men and a 10-year-old girl", "a mother and her son", "three people and himself"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from variorum.claims.en.measures import cues_of
from variorum.claims.en.numbers import find_numbers
from variorum.claims.page import Candidate, Page, Taken
from variorum.languages import any_of, initials, load
from variorum.model import LISTED, Quantity, Span

_DATA = load("en", "lists")
_MANY = any_of(_DATA["many"]["words"])
_NUMBER = rf"(?:{any_of(_DATA['numbers']['words'])}|\d{{1,3}})"
_ADJECTIVES = rf"(?:(?!(?:{any_of(_DATA['not_adjectives']['words'])})\b)\w[\w'’-]*\s){{0,4}}?"
_HEAD = rf"(?:{any_of(_DATA['one']['words'])})\b"
_ONE = rf"{_HEAD}(?!\s{_HEAD})"
"""A noun for one person that is no adjective of the next: "an adult male" is one."""
_DOER = rf"(?:{any_of(_DATA['doers']['words'])})\b"
_HIMSELF = r"(?:himself|herself)\b"
_WHOSE = r"(?:(?:his|her|their|the)\s)?[\w-]+['’]s"
"""Whose kin somebody is: "Orlen's father", "the girl's mother"."""
_SEVERAL = (
    rf"(?:(?:{_WHOSE}|his|her|their|the|all)\s)?{_NUMBER}\s(?:of\s(?:his|her|their|the)\s)?{_ADJECTIVES}(?:{_MANY})\b"
)
_TWO = rf"(?:{any_of(_DATA['two']['phrases'])})\b"
_OLD = r"(?:\d{1,3}-(?:year|month|week|day)-old(?=,|\.|\s(?:and|or|in|at|on|was|were|is|are|who|with)\b))"
"""Somebody of whom the age stands for the noun: "a teacher and a 6-year-old"."""
_SINGLE = rf"(?:(?:{_WHOSE}|an?|another|one|his|her|their|the)\s{_ADJECTIVES}(?:{_ONE}|{_DOER}|{_OLD})|another(?=\sand\s(?:an?|his|her|the)\b))"
SOMEBODY = rf"(?:an?|the|another|one|his|her)\s{_ADJECTIVES}(?:{_ONE}|{_OLD})"
"""One person who is described, and is none who did the harm."""
A_DOER = rf"(?:an?|the|one)\s{_ADJECTIVES}{_DOER}"
_BARE = rf"(?:(?:(?:a\s)?\d{{1,2}}-(?:year|month|week|day)-old|{any_of(_DATA['bare']['adjectives'])})\s)?{_ONE}"
_NAME = r"(?-i:[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]*\.?){0,3})"
_AGE = rf"(?:,?\s{_NAME}(?=,\s(?:aged\s)?\d|,?\sand\b|[,;]\s(?:and\s)?(?:an?|his|her|their|the|{_NAME}['’]s)\b))?(?:,\s(?:aged\s)?\d{{1,3}}(?=[,.;)]|\sand\b|$))?"
"""Behind one of them, what he is called and how old he is: "his wife, Ada Brill, 34, and"."""
_OF_AGES = rf"(?:,\s(?:ages?|aged)\s\d{{1,3}}(?:,?\s(?:and|to)\s\d{{1,3}}(?!\d|\s(?:{_MANY})\b)|,\s\d{{1,3}}(?!\d)){{0,9}}(?:,(?=\s(?:{any_of(_DATA['joins']['words'])})\s))?)?"
"""Behind several, how old they are: "three men, ages 19, 20 and 31, and"."""
_MANY_NAMED = rf"{_SEVERAL}{_OF_AGES}(?:,\s[^.;:\n]{{1,90}}(?=;))?"
"""Several, with what they are called where a semicolon parts them from the next."""
_HER = r"(?:him|her)(?=\sand\s(?:an?|another|his|her|the)\s)"
_FIRST = rf"(?:(?:himself|herself)(?=\sand\s(?:an?|his|her|the)\s)|{_MANY_NAMED}|{_TWO}|{_HER}|{_SINGLE}{_AGE}|{_NUMBER}(?=\s))"
_NEXT = rf"(?:{_MANY_NAMED}|{_TWO}|{_SINGLE}{_AGE}|{_HIMSELF}|{_BARE}{_AGE}|{_NUMBER}\sothers)"
_BEGINS = rf"(?=(?:{any_of({w.split()[0] for w in (*_DATA['numbers']['words'], *_DATA['two']['phrases'])} | {'a', 'an', 'another', 'one', 'all', 'him', 'himself', 'herself', 'his', 'her', 'their', 'the'})})\s|\d|[\w-]+['’]s)"
"""The first words of lists, asked for before all ways in which one goes on: most words begin none."""
_AND = rf"[,;]?\s(?:{any_of(_DATA['joins']['words'])})\s"
_NO_RANGE = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in _DATA["ranges"]["words"])
_LIST = re.compile(
    rf"(?<![\w-]){_NO_RANGE}{_BEGINS}(?:{_FIRST}(?:[,;]\s{_NEXT}){{0,24}}?{_AND}(?:also\s)?{_NEXT}(?:,?\s(?:and|then|and\sthen)\s{_HIMSELF})?|{_TWO})(?![\w-])",
    re.IGNORECASE,
)
_COUPLE = re.compile(_TWO, re.IGNORECASE)
_MEMBER = re.compile(
    rf"(?P<two>{_TWO})|(?P<several>{_MANY_NAMED})|(?P<one>(?:{_HER}|{_SINGLE}|{_HIMSELF}|{_BARE}){_AGE})|(?P<number>{_NUMBER})(?!-)",
    re.IGNORECASE,
)
_OWN = _DATA["own_end"]
_END = (
    rf"(?:{any_of(_OWN['taking'])}|(?:{any_of(_OWN['turning'])})\s(?:the|a|an|his|her)\s\w+\son)\s(?:{any_of(_OWN['own'])})"
    rf"|{any_of(_OWN['suicide'])}"
)
_OWN_END = re.compile(
    rf"(?<![\w-])(?P<others>{_NUMBER})(?:\s(?:other\s)?(?:{_MANY}))?(?:\s(?!(?:and|before|then)\b)[\w'’-]+){{0,6}}?,?\s(?:and|before|then)\s(?:(?:{any_of(_OWN['adverbs'])})\s){{0,2}}(?:{_END})(?![\w-])",
    re.IGNORECASE,
)
_WITH_OTHERS = re.compile(
    rf"(?<![\w-])(?:[Hh]e|[Ss]he|him|her|(?!(?:{any_of(_DATA['others_than']['words'])})\b)[A-Z][\w'’-]+(?:\s[A-Z][\w'’.-]+){{0,2}})(?:,\s\d{{1,3}},)?"
    rf"\s(?:and|along\swith|as\swell\sas)\s(?P<others>{_NUMBER})\sother(?:s\b|\s(?:{_MANY})\b)"
)
"""Somebody, named before, and others: "he and six others"."""
_DIED = rf"(?:{any_of(_DATA['died']['words'])})"
_DIED_THERE = rf"(?:(?:later|also|then)\s)?(?:(?:was|were|has\sbeen|have\sbeen)\s(?:(?:later|also|then)\s)?{_DIED}|(?:has\s|have\s)?died|succumbed)"
_ANOTHER_DIED = re.compile(
    rf"(?<![\w-])(?P<first>one|{_NUMBER})(?:\sof\s(?:the|those|these|them))?(?:\s(?!(?:and|or|but|while|were|was|who|whom|had|have)\b)[\w'’-]+){{0,5}}?\s(?:{_DIED_THERE})\b"
    rf"(?:\s(?!(?:and|while|after|before|when)\b)[\w'’.-]+){{0,12}}?(?:(?:,|;)?\s(?:and|while)\s(?:another|one|a\s(?:{any_of(_DATA['died']['next'])}))(?:\s(?:{_ONE}))?"
    rf"|\s(?:{any_of(_DATA['died']['there'])})(?:,|;)?\s(?:and|while)\s(?P<more>{_NUMBER})(?:\s(?:others|more))?)\s(?:{_DIED_THERE})(?![\w-])",
    re.IGNORECASE,
)
"""Some who died in one place, and others in another: "two died in the yard and another died in hospital", "18 died on the spot and two died later"."""
_NAMED = re.compile(
    rf"(?<![\w-])(?P<times>{any_of(_DATA['times'])})[\s-](?:\w+\s)?(?:{any_of(_DATA['killings']['words'])})\b(?![\s/–-]{{0,3}}suicide)",
    re.IGNORECASE,
)
_ALSO = r"(?:\s(?:was|is)\salso)"
"""Behind the word for one who did the harm: he is not counted in the figure told before."""
_ACCUSED = rf"(?:(?:{any_of(_DATA['doer']['accused'])})\s)?"
_DOER_DIED = re.compile(
    # Most letters begin no such phrase: asked first.
    rf"(?=[{initials([*_DATA['own_end']['turning'], *_DATA['doer']['adjectives'], *_DATA['doers']['words'], 'the', 'a', 'he', 'she', 'his', *_DATA['doer']['police']])}\d])"
    rf"(?:(?<![\w-])(?:the\s|a\s)?(?:(?:{any_of(_DATA['doer']['adjectives'])}|\d\d-year-old)\s){{0,2}}{_DOER}(?:{_ALSO}(?=\s{_DIED})|(?=(?:\shimself|\sherself)?(?:,?\s[A-Z][\w.'’-]*){{0,3}}(?:,[^,.;\n]{{1,60}},)?,?\s(?:who\s)?(?:(?:was|is)\s(?:also\s|then\s|later\s){{0,2}}{_DIED}(?!\s(?:{any_of(_DATA['died']['not_behind'])}))|(?:also\s|then\s|later\s){{0,2}}(?:{any_of(_DATA['died']['alone'])})\b)|['’]s\sbody\s(?:was|is)\b|(?:\s[\w'’-]+){{1,14}}?,?\sand\s(?:was|is)\s(?:then\s|later\s)?{_DIED}\sby\s(?:{any_of(_DATA['doer']['police'])})\b|\sin\s(?:the|a|an|his|her)\s(?:[\w'’-]+\s){{1,10}}?(?:was|is|has\sbeen)\s(?:then\s|later\s)?{_DIED}\sby\s(?:{any_of(_DATA['doer']['police'])})\b))"
    rf"|(?:{any_of(_DATA['doer']['police'])})\s(?:then\s|later\s|quickly\s)?(?:{any_of(_DATA['doer']['does'])})\s(?:him|her)\b(?!\s\w+s\b)"
    rf"|(?<=killed\s)(?:the|a)\s{_ACCUSED}{_DOER}|(?<=killing\s)(?:the|a)\s{_ACCUSED}{_DOER}|(?<=fatally\sshot\s)the\s{_ACCUSED}{_DOER}"
    rf"|(?<=before\s)(?:he|she)(?:\s(?:himself|herself))?(?=\swas\s{_DIED})"
    r"|(?<=killed\s)(?:himself|herself)|(?<=killing\s)(?:himself|herself)|(?<=fatally\sshot\s)(?:himself|herself)|(?<=fatally\sshooting\s)(?:himself|herself)|(?<=shot\s)(?:himself|herself)(?=\s(?:dead|to\sdeath)\b)|(?:his|her)\sown\slife"
    rf"|(?:{any_of(_DATA['own_end']['turning'])})\s(?:the|a|his|her)\s\w+\son\s(?:himself|herself)(?![^.;\n]{{0,60}}\b(?:{any_of(_DATA['own_end']['not_dead'])})\b)"
    r"|(?:(?<=[Dd]ied\sof\s)|(?<=[Dd]ied\sfrom\s)|(?<=dead\sof\s)|(?<=dead\sfrom\s)|(?<=dead\swith\s))an?\s(?:apparent(?:ly)?\s)?self-inflicted(?=\sgunshot)|(?<=murder-)suicide)",
    re.IGNORECASE,
)
"""The end of one who did the harm."""
_AND_DOER = re.compile(
    rf"(?:(?!\b(?:after|when|including|among)\b)[^.;:\n]){{0,140}}?\s(?:and|while|before|who)\s(?:then\s|later\s)?(?:took\s|taking\s|killed\s|fatally\sshot\s)?(?:{_DOER_DIED.pattern})",
    re.IGNORECASE,
)
"""Behind a figure of the dead, the end of one who did the harm told besides: "six were killed and the gunman took his own life"."""
_HURT = _DATA["hurt"]
_DIED_LATER = re.compile(
    r"(?<![\w-])(?:an?|the|one\sof\sthe)\s(?P<who>(?:[\w'’-]+\s){0,6}?)(?:who\s(?:was|were|had\sbeen)\s)?(?:\w+ly\s)?"
    # A verb that says so is looked for first, since there are many ways to come to one, and the longest is of 380 letters.
    rf"(?:{any_of(_HURT['words'])}|victims(?=[^.;:\n]{{0,180}}\s(?:has\sdied|dies)\b))\s(?:{any_of(_HURT['where'])})\b(?=[^.;:]{{0,400}}(?:{any_of(_HURT['dies'])}))"
    rf"[^.;:\n]{{0,160}}?(?P<before>[\w'’-]+),?\s(?:(?:has|later|also)\s){{0,2}}(?:{any_of(_HURT['dies'])})(?![\w-])",
    re.IGNORECASE,
)
"""That one of the wounded has died since: "a man injured in the fire at the mill died on Monday"."""
_NOT_HE = re.compile(rf"(?:{any_of(_DATA['not_he']['words'])}|{_MANY}|{_ONE}|{_NUMBER})", re.IGNORECASE)
"""Who else may have died before the verb: "a man injured in a fire in which two people died"."""
_AMONG = re.compile(
    rf"\b(?:including|among\sthem|one\sof\sthem|one\sof\swhom\swas)\s(?:the\s)?(?:\w+\s){{0,2}}(?:{_DOER}|{_HIMSELF})",
    re.IGNORECASE,
)
_IS_ONE = re.compile(rf"\b{_DOER}\s(?:was|is)\s(?:one\sof|among)\s(?:the|those)\s$", re.IGNORECASE)
_ALONE = re.compile(
    rf"(?:{any_of(_DATA['doer']['police'])})\s(?:\w+\s)?(?:{any_of(_DATA['doer']['does'])})\s(?:him|her)|(?:(?:the|a)\s)?(?:[\w-]+\s){{0,2}}{_DOER}{_ALSO}?|(?:he|she)(?:\s(?:himself|herself))?|himself|herself|(?:his|her)\sown\slife|an?\s(?:apparent(?:ly)?\s)?self-inflicted|suicide|\w+\s(?:the|a|his|her)\s\w+\son\s(?:himself|herself)",
    re.IGNORECASE,
)
"""Words for one who did the harm, alone."""
_ARE = re.compile(r"\s(?:(?:are|were|was|have\sbeen|both|found)\s){0,3}")
_UNBORN = re.compile(rf"\b(?:{any_of(_DATA['unborn']['words'])})\b", re.IGNORECASE)
"""Recorders differ over who is counted; so nobody is."""
_DOES = re.compile(rf"\b{_DOER}|\b{_HIMSELF}|\bown\slife|\bsuicide", re.IGNORECASE)
_AMONG_THEM = re.compile(r"\b(?:including|among\s(?:them|whom\swere|those\skilled\swere))(?:\sthe)?\s$", re.IGNORECASE)
"""Before some of those whom their sentence counts."""
_LONGEST_AMONG = 30
_FORMS = (
    (_DIED_LATER, "late"),
    (_OWN_END, "list"),
    (_WITH_OTHERS, "list"),
    (_ANOTHER_DIED, "another"),
    (_LIST, "list"),
    (_NAMED, "killing"),
    (_DOER_DIED, "doer"),
)
"""What lists persons, in the order in which words are given to it, and the form of a sum so told."""
FATAL = frozenset({"another", "late", "killing", "doer"})
"""Forms that tell of deaths by themselves."""
_OF_ONE = frozenset({"late", "doer"})
"""Forms that tell of one person."""
_HARM = ("killed", "injured", "shot")
_TWO_MEMBERS = 2
_UNLIKE = {
    group: re.compile(rf"\b(?:{any_of(words)})\b", re.IGNORECASE) for group, words in sorted(_DATA["unlike"].items())
}
_FIRST_GROUP = re.compile(rf"(?:[\w'’-]+\s){{1,3}}?(?P<group>{any_of(_UNLIKE)})\b", re.IGNORECASE)
_COST = 70
"""Cost up to which a wording of harm is taken to be told of the whole list."""


def lists(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The sum of persons whom a clause lists, where it tells that they were killed or hurt.

    "A mother and her son were found dead" counts two, "killed three people before turning the gun on himself" four, a
    "double murder" two. Wrong where one of the list only was near: "she and her dog were hit".
    """
    text = page.text
    held = Taken(len(text))
    # "On 3 May, then took his own life", "a boy of nine and his mother".
    no_number = {c.start for c in found if c.kind in ("date", "time", "duration") or c.form == "age"}
    for pattern, form in _FORMS:
        for m in pattern.finditer(text):
            if held.holds(*m.span()) or m.start() in no_number:
                continue
            if m.end() > page.sentence(m.start()).end or (form == "late" and not _one_died(m)):
                continue
            if form not in FATAL and not _is_of_harm(page, m):
                continue
            if form == "list" and _AMONG_THEM.search(text, max(0, m.start() - _LONGEST_AMONG), m.start()):
                continue  # "520 were killed, including 74 women and 41 children": some of them, and all are counted
            count = 1 if form in _OF_ONE else count_listed(m[0])
            if count is None or (count < 2 and form not in _OF_ONE):
                continue
            held.take(*m.span())
            value = Quantity(float(count), float(count), approx=False, unit="person")
            yield Candidate(*m.span(), "quantity", value, LISTED, core=m.start(), form=form)


def _is_of_harm(page: Page, m: re.Match[str]) -> bool:
    """Whether a wording of harm in their sentence is told of those listed."""
    cue, cost = cues_of(page, page.sentence_number(m.start())).measure_of(m.start(), m.end(), [])
    if cue is None or cue.measure not in _HARM or cost > _COST:
        return False
    if _COUPLE.fullmatch(m[0]):
        # "A couple", "her parents": killed where that is what was done to them, or said right behind.
        done = cue.side == "before" and cue.end <= m.start() and "kill" in cue.word
        return done or (cue.measure == "killed" and _ARE.fullmatch(page.text, m.end(), cue.start) is not None)
    return m.re is not _OWN_END or (cue.measure == "killed" and cue.end <= m.start())


@lru_cache(4096)  # the verifier asks again
def count_listed(words: str) -> int | None:
    """How many persons the words list, None when they list none.

    >>> count_listed("two men and a 10-year-old girl"), count_listed("a mother and her young son")
    (3, 2)
    >>> count_listed("seven people, four men and three women")
    7
    >>> count_listed("three people before turning the gun on himself"), count_listed("double murder")
    (4, 2)
    """
    if more := _ANOTHER_DIED.fullmatch(words):
        return (_figure(more["first"]) or 1) + (_figure(more["more"]) if more["more"] else 1)
    if more := _OWN_END.fullmatch(words) or _WITH_OTHERS.fullmatch(words):
        return _figure(more["others"]) + 1
    if named := _NAMED.fullmatch(words):
        return int(_DATA["times"][named["times"].lower()])
    if _ALONE.fullmatch(words) or _DIED_LATER.fullmatch(words):
        return 1
    if _UNBORN.search(words):
        return None
    figures = [2 if m["two"] else 1 if m["one"] else _figure(m[0]) for m in _MEMBER.finditer(words)]
    if len(figures) > _TWO_MEMBERS and figures[0] == sum(figures[1:]) and ";" not in words and not _is_unlike(words):
        return figures[0]  # "seven rowers, four men and three women"
    return sum(figures) or None


def _is_unlike(words: str) -> bool:
    """Whether somebody of a list is none of the men, or women, with whom it begins."""
    m = _FIRST_GROUP.match(words)
    return m is not None and tells_other(m["group"].lower(), words[m.end() :])


def tells_other(group: str | None, words: str) -> bool:
    """Whether the words tell of somebody who is none of the men, or women, of that group.

    >>> tells_other("women", "a baby boy was killed"), tells_other("women", "one was killed")
    (True, False)
    """
    return group in _UNLIKE and _UNLIKE[group].search(words) is not None


def _one_died(m: re.Match[str]) -> bool:
    """Whether it is the wounded one who died, and he is one."""
    return not _NOT_HE.fullmatch(m["before"]) and not re.search(rf"\b(?:{_MANY}|{_NUMBER})\b", m["who"], re.IGNORECASE)


def listed_first(words: str) -> int | None:
    """How many persons a list at the head of the words names, None where there is none."""
    m = _LIST.match(words)
    return count_listed(m[0]) if m else None


def _figure(words: str) -> int:
    first = next(iter(find_numbers(words)), None)
    return int(first.low) if first is not None and first.low is not None else 0


def counts_doer(text: str, sentence: Span, c: Candidate) -> bool:
    """Whether one who did the harm is among those counted: a list holds him, or the clause says "including the gunman"."""
    if c.form == "doer":
        return True
    if c.rule == LISTED:
        return bool(_DOES.search(text, c.start, c.end))
    among = _AMONG.search(text, c.end, min(sentence.end, c.end + 130))
    ends = text[c.start - 2 : c.start - 1] in ("e", "E")  # "one of the ", "among those "
    return bool(among or (ends and _IS_ONE.search(text, max(sentence.start, c.start - 60), c.start)))


def tells_doer_besides(text: str, sentence: Span, c: Candidate) -> bool:
    """Whether the sentence goes on from the figure to the end of one who did the harm, who is hence not counted in it."""
    return _AND_DOER.match(text, c.end, sentence.end) is not None


def is_part(c: Candidate, listed: Sequence[Candidate]) -> bool:
    """Whether a figure stands in a list that another claim sums up."""
    return c.rule != LISTED and any(x.start <= c.start and c.end <= x.end for x in listed)
