"""Quantities: a number with its qualifier and its unit, and whether it is a claim at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from variorum.claims.en.ages import ages_listed, is_bare_age
from variorum.claims.en.bounds import bound_after, bound_before
from variorum.claims.en.filter import counts_none, is_claim, never_claims
from variorum.claims.en.numbers import find_numbers, has_dotted_thousands, scale_of
from variorum.claims.en.units import AGE, PERCENT, after_money, before_money, unit_after
from variorum.claims.intervals import interval
from variorum.claims.number import Number
from variorum.claims.page import Candidate, Page, Taken
from variorum.languages import any_of, lists_of, load
from variorum.model import Quantity

_DATA = load("en", "quantities")


_of = lists_of("en", "quantities")


_TENS_OF_LIFE = re.compile(r"\b(?:(early|mid|late)[\s-]+)?(?:to\s+(?:late|mid)[\s-]+)?([2-9]0)'?s\b")
_THIRD_OF_TEN = {"early": (0, 4), "mid": (4, 6), "late": (6, 9), None: (0, 9)}
_JOIN = re.compile(r"\s?(?:to|or)\s?|-|\s-\s", re.IGNORECASE)
_OR_MORE = re.compile(r"\bor\s(?:more|higher)$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s$", re.IGNORECASE)
_CHANGES = re.compile(
    rf"\b(?:{_of('changes', 'words')}|(?:{_of('changes', 'stems')})\w*)\b[^.;:]*$",
    re.IGNORECASE,
)
"""Said of what was one number and became another."""
_MAGNITUDE_BEFORE = re.compile(
    rf"\b(?:{_of('magnitude', 'nouns')})[\s-](?:(?:{_of('magnitude', 'between')})\s+){{0,3}}$",
    re.IGNORECASE,
)
_MAGNITUDE_AFTER = re.compile(
    r"[\s-](?:(?:and|to)\s+\d\.\d[\s-])?(?:preliminary\s+)?magnitudes?\b|\sM[swlLb]\b|\s(?:degrees?\s)?on\s(?:the\s)?(?:open-ended\s|moment\s|surface\s)?(?:Richter|magnitude)\b",
    re.IGNORECASE,
)
_QUAKE_AFTER = re.compile(rf"[\s-](?:degree\s)?(?:{_of('magnitude', 'quakes')})\b", re.IGNORECASE)
_MEASURING = re.compile(
    rf"\b(?:{_of('magnitude', 'measuring')})\s+(?:(?:(?:the|it|this)\s+)?(?:{_of('magnitude', 'quakes')}|it)\s+)?(?:at\s+)?$",
    re.IGNORECASE,
)
_BROUGHT_UP = re.compile(
    rf"\b(?:{_of('brought', 'verbs')})\s(?:the|its|their)\s(?:[\w'’-]+\s){{0,3}}(?:{_of('brought', 'tolls')})\s(?:[\w'’-]+\s){{0,4}}$",
    re.IGNORECASE,
)
"""Before "up to", which is then no bound: "bringing the toll up to 13"."""
_WENT = re.compile(rf"\b(?:{_of('brought', 'went')})\s$", re.IGNORECASE)
"""The same: "the toll went up to 13"."""
_ABOUT_THEM = re.compile(rf"\b(?:{_of('no_bound', 'about')})\s+$", re.IGNORECASE)
"""Before "about" these tell of what comes behind it, and the number is exact: "a story about two men"."""
_OF_OTHERS = re.compile(rf"\b(?:{_of('no_bound', 'others')})\s+$", re.IGNORECASE)
_PLACES = ("above", "below")
_A_FEW = 10
"""Things of which fewer are told to be below something, and not to be the most: "above three rowers"."""
_ESTIMATED = re.compile(
    rf"\b(?:had|has|have|they|it|he|she|who|also|earlier|later|{any_of(load('en', 'speech')['plural_sources'])})\s(?:(?:\w+ly|also|earlier|first|later|now|once)\s)?$",
    re.IGNORECASE,
)
"""Before "estimated" where it is a verb: "the group had earlier estimated 208 deaths"."""
_COSTS = re.compile(
    rf"[£$€]|\b(?:{_of('costs', 'words')}|(?:{_of('costs', 'stems')})\w*)\b",
    re.IGNORECASE,
)
"""Words beside so many pounds that are money, and no weight."""
_WEIGHS = re.compile(r"\b(?:weigh\w*|weight)\b[\s\w]{0,20}$", re.IGNORECASE)
_PART = re.compile(
    rf"\b(?:(?:a|one|three)[\s-]+(?P<part>{any_of(_DATA['shares'])})(?=\s+(?:of\b|{_of('beside_shares', 'wholes')}))|(?P<half>half)(?=\sof\s(?:the|its|their|all|those|them)\b))",
    re.IGNORECASE,
)
_SCALE_BEHIND = re.compile(r"[\s-](?:of\sa\s)?(?P<scale>million|billion)\b", re.IGNORECASE)
OF_SCALE = "share-of-scale"
"""Rule of a share of a million or a billion."""
_A_UNIT = re.compile(
    rf"\b(an?)\s(?:{any_of(_DATA['units_of_one']['words'])})\b(?!\s(?:and\s)?(?:a\s)?half)", re.IGNORECASE
)


def quantities(page: Page, found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Quantities of a page.

    "more than 130" is 131 or more, "around 700" 700 with approx, "200.000" two hundred thousand, "between 40 and 80
    percent" 40 to 80; ages, money, percents and magnitudes are quantities with those units.
    Wrong for numbers that are names ("Seven of Nine") beyond the list of what is never a claim.
    """
    text = page.text
    taken = Taken(len(text), found)
    for start, end in never_claims(text):
        taken.take(start, end)
    read: list[Candidate] = []
    for m in _TENS_OF_LIFE.finditer(text):
        if not taken.holds(*m.span()) and text[m.start() - 1 : m.start()] not in ("'", "$"):
            low, high = _THIRD_OF_TEN[m[1]]
            value = Quantity(float(int(m[2]) + low), float(int(m[2]) + high), m[1] is not None, "year")
            read.append(Candidate(*m.span(), "quantity", value, "tens-of-life", core=m.start(2), form="age"))
            taken.take(*m.span())
    for m in _PART.finditer(text):
        if not taken.holds(*m.span()):
            read.append(_part(text, m))
            taken.take(read[-1].start, read[-1].end)
    for m in _A_UNIT.finditer(text):
        if not taken.holds(*m.span()) and (whole := _one_unit(text, m)):
            read.append(whole)
            taken.take(whole.start, m.end())
    ages = Taken(len(text))
    for start, end in ages_listed(text):
        ages.take(start, end)
    read.extend(
        _quantity(text, n, ages)
        for n in find_numbers(text)
        if not taken.holds(n.start, n.end) and (n.form != "none" or counts_none(text, n.start, n.end))
    )
    read.sort(key=lambda c: c.start)
    for c in _ranges(text, read):
        if is_claim(text, c):
            yield c


def _part(text: str, m: re.Match[str]) -> Candidate:
    """A share of a whole: "at least a quarter of the homes", "half of the crew"."""
    share: float = _DATA["shares"][m["part"].lower()] if m["part"] else 0.5
    bound = bound_before(text, m.start(), m.end())
    sort = bound.sort if bound else "exactly"
    value = Quantity(
        0.0 if sort in ("at_most", "less_than") else share,
        None if sort in ("at_least", "more_than") else share,
        sort == "about",
        unit_after(text, m.end()) or "thing",
    )
    start = bound.start if bound else m.start()
    if scale := _SCALE_BEHIND.match(text, m.end()):
        return _scaled(text, m, scale, value, start)
    return Candidate(start, m.end(), "quantity", value, "fraction", core=m.start(), form="fraction")


def _scaled(text: str, m: re.Match[str], scale: re.Match[str], share: Quantity, start: int) -> Candidate:
    """A share of a million: "a quarter million dollars"."""
    times = load("en", "numbers")["scales"][scale["scale"].lower()]
    money = after_money(text, scale.end())
    end, unit = money or (scale.end(), unit_after(text, scale.end()) or "thing")
    low, high = (None if bound is None else bound * times for bound in (share.low, share.high))
    value = Quantity(low, high, share.approx, unit)
    return Candidate(start, end, "quantity", value, OF_SCALE, core=m.start(), form="money" if money else "word")


def _one_unit(text: str, m: re.Match[str]) -> Candidate | None:
    """One of a unit of length, weight or area that is bounded or blurred: "just over a mile"; None for "a mile" alone."""
    bound = bound_before(text, m.start(), m.end(1))
    unit = unit_after(text, m.end(1))
    if bound is None or unit is None or bound.word in ("within", "only", "just", "exactly"):
        return None
    low, high = interval(1.0, bound.sort, whole=False)
    value = Quantity(1.0 if bound.sort == "more_than" else low, high, bound.sort == "about", unit)
    return Candidate(bound.start, m.end(1), "quantity", value, "one-unit", core=m.start(), form="word")


def _quantity(text: str, number: Number, ages: Taken) -> Candidate:
    start, end, form = number.start, number.end, number.form
    unit = "thing"
    money = before_money(text, start)
    if money:
        start, unit, form = money[0], money[1], "money"
    elif m := PERCENT.match(text, end):
        end, unit, form = m.end(), "percent", "percent"
    elif m := AGE.match(text, end):
        end, unit, form = m.end(), (m["unit"] or "year").lower(), "age"
    if (form in ("digits", "word", "one", "money", "vague")) and (m2 := after_money(text, end)):
        end, unit, form = m2[0], unit if money else m2[1], "money"
        if unit == "GBP" and text[end - 1].isalpha() and not money and not _is_price(text, start, end):
            unit, form = "pound", number.form
    low, high, approx = number.low, number.high, number.form in ("vague", "several")
    sort = "exactly"
    sort_word = ""
    if form not in ("pair", "none"):
        bound = bound_before(text, start, end)
        if (
            bound
            and bound.sort != "exactly"
            and not (bound.word == "within" or _is_no_bound(text, bound.start, bound.word))
            and not (bound.word in _PLACES and low < _A_FEW and unit == "thing" and not unit_after(text, end))
        ):
            start, sort, sort_word = bound.start, bound.sort, bound.word
        elif bound and bound.word == "a total of":
            start = bound.start
        if form != "age" and (after := bound_after(text, start, end)):
            end, sort = after.end, after.sort
        if form in ("vague", "several"):
            high = None if sort in ("at_least", "more_than") else high
        elif low == high:
            whole = (
                sort_word != "stronger than"
                and "agnitude" not in text[start : number.start]
                and not (number.form == "digits" and re.search(r"\.\d{1,2}$", text[number.start : number.end]))
            )
            least, high = interval(low, sort, whole=whole)
            low = number.low if number.form == "fraction" and sort == "more_than" else 0.0 if least is None else least
            approx = sort == "about"
    if unit == "thing":
        unit = unit_after(text, end) or ("magnitude" if _is_magnitude(text, number, start, end) else "thing")
    if (form == "digits" and unit == "thing" and is_bare_age(text, number.start, end)) or (
        unit == "thing" and ages.holds(number.start, number.start + 1)
    ):
        form, unit = "age", "year"
    rule = "dotted-thousands" if has_dotted_thousands(text[number.start : number.end]) else "quantity"
    return Candidate(start, end, "quantity", Quantity(low, high, approx, unit), rule, core=number.start, form=form)


def _is_price(text: str, start: int, end: int) -> bool:
    """Whether so many pounds are money, and no weight, by the words of their clause."""
    if _WEIGHS.search(text, max(0, start - 30), start):
        return False
    before = text[max(0, start - 50) : start].rpartition(";")[2]
    return bool(_COSTS.search(before) or _COSTS.search(text, start, end + 18))


def _is_magnitude(text: str, number: Number, start: int, end: int) -> bool:
    """Whether a number is the strength of an earthquake: "magnitude 6.1", "6.1-magnitude", "a 5.9 quake"."""
    if number.form != "digits" or not 0 < number.low < 10:
        return False
    before = max(0, start - 40)
    told = _MAGNITUDE_BEFORE.search(text, before, start) or _MAGNITUDE_BEFORE.search(text, before, number.start)
    if told or _MAGNITUDE_AFTER.match(text, end, end + 40):
        return True
    tenths = "." in text[number.start : number.end]
    return tenths and bool(
        _QUAKE_AFTER.match(text, end, end + 30) or _MEASURING.search(text, max(0, start - 40), start)
    )


def _is_no_bound(text: str, start: int, word: str) -> bool:
    """Whether "some", "over" or "about" stand there for something else than a bound: "of some", "argue over"."""
    if word == "up to":
        return bool(
            _WENT.search(text, max(0, start - 12), start) or _BROUGHT_UP.search(text, max(0, start - 56), start)
        )
    if word == "estimated":
        return _ESTIMATED.search(text, max(0, start - 40), start) is not None
    return word in ("some", "over", "under", "above", "around", "about") and bool(
        (_ABOUT_THEM if word == "about" else _OF_OTHERS).search(text[max(0, start - 16) : start])
    )


def _ranges(text: str, read: list[Candidate]) -> Iterator[Candidate]:
    """Two numbers joined as one interval: "15 to 18", "between 40 and 80 percent", "two or three"."""
    k = 0
    while k < len(read):
        first = read[k]
        if k + 1 < len(read) and (joined := _joined(text, first, read[k + 1])):
            yield joined
            k += 2
        else:
            yield first
            k += 1 + (k + 1 < len(read) and _repeats(text, first, read[k + 1]))


def _repeats(text: str, first: Candidate, second: Candidate) -> bool:
    """Whether the second number says the first again in figures: "two (2) boats"."""
    return (
        first.form == "word"
        and second.form == "digits"
        and text[first.end : second.start] in (" (", "(")
        and text[second.end : second.end + 1] == ")"
        and isinstance(first.value, Quantity)
        and isinstance(second.value, Quantity)
        and first.value.low == second.value.low
    )


def _joined(text: str, first: Candidate, second: Candidate) -> Candidate | None:
    a, b = first.value, second.value
    if not (isinstance(a, Quantity) and isinstance(b, Quantity)):
        return None
    numeric = ("digits", "word", "one", "money", "percent", "age")
    # "From 200 to 300 or more" has no end.
    open_end = b.high is None and _OR_MORE.search(text, second.core, second.end) is not None
    top = b.low if open_end else b.high
    if (
        first.form not in numeric
        or second.form not in numeric
        or a.low is None
        or top is None
        or a.low != a.high
        or b.low != top
    ):
        return None
    # "Between two and three thousand": both ends are of thousands.
    scale = scale_of(text[second.core : second.end]) if scale_of(text[first.core : first.end]) == 1 else 1
    low = a.low * scale if a.low * scale < top else a.low
    if not 0 < low < top <= low * 20:
        return None
    if first.form != second.form and "money" in (first.form, second.form) and "percent" in (first.form, second.form):
        return None  # "up 19 percent to $19.67"
    middle = text[first.end : second.core if second.form == "money" and second.start == second.core else second.start]
    between = _BETWEEN.search(text, max(0, first.start - 9), first.start)
    if not (_JOIN.fullmatch(middle) or (middle.strip() == "and" and between)):
        return None
    if (
        middle == "-"
        and first.end - first.core > 4
        and first.form != "money"
        and "," not in text[first.core : first.end]
    ):
        return None  # a code, but "140,000-200,000"
    if between and middle.strip() == "to" and _CHANGES.search(text, max(0, first.start - 100), between.start()):
        return None  # "deaths rose from 12 to 20": two figures
    unit = b.unit if b.unit != "thing" else a.unit
    return replace(
        second,
        start=between.start() if between else first.start,
        core=first.core,
        value=Quantity(low, b.high, a.approx, unit),
        rule="range",
    )
