"""Numbers as English writes them, in digits and in words, and the closed interval each stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from variorum.claims.number import Number
from variorum.languages import any_of, initials, load

_DATA = load("en", "numbers")
_ONES: dict[str, int] = _DATA["ones"]
_TENS: dict[str, int] = _DATA["tens"]
_SCALES: dict[str, int] = _DATA["scales"]
_SHORT: dict[str, int] = _DATA["short_scales"]
_VAGUE: dict[str, list[int]] = _DATA["vague"]
_FACTORS: dict[str, int] = _DATA["vague_factors"]
_BEFORE_SCALE: dict[str, list[int]] = _DATA["vague_before_scale"]
_FRACTIONS: dict[str, float] = _DATA["fractions"]
_SIGNS: dict[str, float] = _DATA["fraction_signs"]

_SCALE = any_of(_SCALES)
_ENDS_IN_SCALE = re.compile(rf"[\s-]?\b({_SCALE})s?$", re.IGNORECASE)
_DIGIT_ONE = any_of(w for w, n in _ONES.items() if 0 < n < 10)
_BELOW_100 = rf"(?:(?:{any_of(_TENS)})(?:[\s-]\s?(?:{_DIGIT_ONE})(?![A-Za-z]))?|{any_of(_ONES)})(?![A-Za-z])"
WORDS = (
    rf"(?>(?:(?:a\s+half|half\s+a|half|a|{_BELOW_100})[\s-]\s?)?(?:{_SCALE})"
    rf"(?:[\s-]\s?(?:and\s+)?(?:{_BELOW_100}[\s-]\s?(?:{_SCALE})|{_BELOW_100}|{_SCALE})){{0,6}}|{_BELOW_100})"
)
"""Pattern of a number in words: "twenty-six thousand", "one hundred and forty", "a dozen", "seven"."""
_SIGN = "".join(_SIGNS)
DIGITS = (
    r"(?:\d{1,2}(?:,\d{2}){1,4},\d{3}(?!,?\d)|\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,4})?|\d{1,3}(?: \d{3}){1,4}(?!\d)|\d{1,3}(?:\.\d{3}){1,4}(?!\d)|\d{1,15}(?:\.\d{1,6})?|\.\d{1,4})"
    rf"(?:\s?[{_SIGN}]|\s[137]\s?[/⁄]\s?[248]\b)?"
)
"""Pattern of a number in digits: "26,000", "26 000", "2,00,000", "200.000", "6.1", "11½"."""

INITIALS = initials(
    [*_ONES, *_TENS, *_SCALES, *_VAGUE, *_FACTORS, *_BEFORE_SCALE, *_DATA["none"]["words"], "a", "half"]
)
"""Letters with which a number in words begins."""
_NUMBER = re.compile(
    # Most words begin with a letter that no number does, or stand in the middle of a word: asked first.
    rf"(?=[\d.{INITIALS}])(?<![\w/#@])(?<!\d[.,:])(?:"
    rf"(?P<factor>{any_of(_FACTORS)})\s+of\s+(?P<scale>thousands|millions|billions)"
    rf"|(?P<before>{any_of(_BEFORE_SCALE)})(?P<scales>(?:\s+(?:{_SCALE})s?){{1,3}})"
    rf"|(?P<vague>{any_of(_VAGUE)})"
    rf"|(?P<none>{any_of(_DATA['none']['words'])})"
    rf"|(?P<digits>{DIGITS})(?:(?:[^\S\n]|-)?(?P<times>(?:{any_of([*_SCALES, *_SHORT])})s?)\b)?"
    rf"|(?P<words>{WORDS})"
    r")(?:(?!\w|:\d)|(?=(?:km|kg|ft|mph|cm|lbs?|mi)\b))",
    re.IGNORECASE,
)
_COUNTED = re.compile(rf"\s(?:{any_of(_DATA['short_scale_before']['words'])})\b", re.IGNORECASE)
"""Behind a short word for millions or thousands, what they count."""
_FRACTION = re.compile(
    rf"[\s-](?:({any_of(_FRACTIONS)})s?)\b(?!\s+(?:of\s+)?(?:time|place|man|woman|person|victim|day)\b)", re.IGNORECASE
)
_AND_A_HALF = re.compile(r"\sand\s(?:a|one)[\s-]half\b")
_DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_GROUPED = re.compile(r"\d{1,3}(?:[ ,]\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d{2})+,\d{3}")


def find_numbers(text: str) -> Iterator[Number]:
    """All numbers of a text, left to right; what they count, and whether anything, is for others to say.

    >>> [(n.low, n.high) for n in find_numbers("26 000 men, dozens hurt, several hundred fled, no one stayed")]
    [(26000.0, 26000.0), (24.0, 199.0), (200.0, 999.0), (0.0, 0.0)]
    """
    for m in _NUMBER.finditer(text):
        number = _read(m, text)
        if number is not None:
            yield number


def _read(m: re.Match[str], text: str) -> Number | None:
    start, end = m.span()
    sort = m.lastgroup
    if sort == "scale":
        low = float(_FACTORS[m["factor"].lower()] * _VAGUE[m["scale"].lower()][0])
        return Number(start, end, low, low * 10 - 1, "vague")
    if sort == "scales":
        a, b = _BEFORE_SCALE[" ".join(m["before"].lower().split())]
        times = 1
        for word in m["scales"].lower().split():
            times *= _SCALES.get(word) or _SCALES[word.rstrip("s")]
        return Number(start, end, float(a * times), float((b + 1) * times - 1 if b > a else b * times), "vague")
    if sort == "vague":
        words = " ".join(m["vague"].lower().split())
        a, b = _VAGUE[words]
        form = "several" if b < 0 else "pair" if b == 2 else "word" if a == b else "vague"
        return Number(start, end, float(a), None if b < 0 else float(b), form)
    if sort == "none":
        return Number(start, end, 0.0, 0.0, "none")
    if sort in ("digits", "times"):
        value: float | None = number_of_digits(m["digits"])
        if sort == "times":
            times_word = m["times"].lower()
            factor = _SCALES.get(times_word) or _SCALES.get(times_word.rstrip("s"))
            if factor is None and (_money_nearby(text, start, end) or _counts_so_many(m, text)):
                factor = _SHORT.get(times_word)
            if factor is None:
                end = m.end("digits")
            else:
                value = (value or 0) * factor
        form = "digits"
    else:
        value = number_of_words(m["words"])
        form = "one" if value == 1 else "word"
    if value is None:
        return None
    if half := _AND_A_HALF.match(text, end):
        return Number(start, half.end(), *(2 * (value + 0.5,)), "digits")
    if form != "digits" and value <= 3 and (fraction := _FRACTION.match(text, end)):
        return Number(start, fraction.end(), *(2 * (value * _FRACTIONS[_singular(fraction[1])],)), "fraction")
    return Number(start, end, value, value, form)


def _counts_so_many(m: re.Match[str], text: str) -> bool:
    """Whether "m" is a million by what it counts, or by standing alone as the words of a claim do: "1.2m people"."""
    alone = m.end() == len(text) and m.end("digits") == m.start("times")
    return alone or _COUNTED.match(text, m.end()) is not None


def _singular(fraction: str) -> str:
    word = fraction.lower()
    return word if word in _FRACTIONS else word.rstrip("s")


def _money_nearby(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 2) : start].rstrip()[-1:] in tuple("$£€¥") or bool(
        re.match(r"[\s-]?(?:dollars?|euros?|pounds?|rand)\b", text[end : end + 9])
    )


def number_of_digits(words: str) -> float:
    """The number that digits stand for, with commas, spaces or dots between thousands, and signs of fractions.

    >>> number_of_digits("200.000"), number_of_digits("26 000"), number_of_digits("11½"), number_of_digits("6.1")
    (200000.0, 26000.0, 11.5, 6.1)
    """
    text = " ".join(words.split())
    more = 0.0
    if m := re.search(r" ([137]) ?[/⁄] ?([248])$", text):
        text, more = text[: m.start()], int(m[1]) / int(m[2])
    elif text[-1] in _SIGNS:
        text, more = text[:-1].strip(), _SIGNS[text[-1]]
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "").replace(" ", "")
    elif _DOTTED.fullmatch(text):
        text = text.replace(".", "")
    return float(text) + more


def has_dotted_thousands(words: str) -> bool:
    """Whether dots stand between the thousands, as in "200.000": another country's habit, worth a word to the user."""
    return bool(_DOTTED.fullmatch(words.strip()))


def count_of(words: str) -> float | None:
    """The number that digits or words stand for, None when they hold none.

    >>> count_of("20"), count_of("Twenty"), count_of("some")
    (20.0, 20.0, None)
    """
    return number_of_digits(words) if words[0].isdigit() else number_of_words(words.lower())


@lru_cache(4096)  # An account says the same few numbers over and over, and each is read twice: found, then verified.
def number_of_words(words: str) -> float | None:
    """The number that words stand for, None when they hold none.

    >>> number_of_words("one hundred and forty"), number_of_words("twenty six thousand"), number_of_words("a dozen")
    (140.0, 26000.0, 12.0)
    """
    total = current = 0
    seen = False
    for word in words.lower().replace("-", " ").split():
        if word in _ONES or word in _TENS:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
            seen = True
        elif scale := _SCALES.get(word) or _SCALES.get(word.rstrip("s")):
            seen = True
            if scale <= 100:
                current = (current or 1) * scale
            else:
                total, current = total + (current or 1) * scale, 0
    value = float(total + current)
    return (value / 2 if "half" in words.lower() else value) if seen else None


def scale_of(words: str) -> int:
    """What a number is multiplied by at its end: 1000 for "three thousand" and "3 thousand", 1 for "300".

    >>> scale_of("three thousand"), scale_of("3 million"), scale_of("300")
    (1000, 1000000, 1)
    """
    m = _ENDS_IN_SCALE.search(words)
    return _SCALES[m[1].lower()] if m else 1
