"""Numbers of any language: digits with its separators, and the number words of its lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from variorum.claims.number import Number
from variorum.claims.plain.words import Words, pattern, words_of

_EAST = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_LETTER = rf"^\W{_EAST}"
"""Letters but those of scripts without blanks, in which a noun stands right at its number; within a negated class."""
_EAST_SCALES = "万萬億亿兆千百十만억천백십"
"""Characters that multiply the digits before them: without their list the number is not known."""
_MOST_WORDS = 8
"""Words that a number in words has at most."""


def find_numbers(text: str, code: str) -> Iterator[Number]:
    """All numbers of a text in the language, left to right; what they count, and whether anything, is for others to say.

    >>> [n.low for n in find_numbers("26.000 soldados, ciento treinta y tres muertos", "es")]
    [26000.0, 133.0]
    >>> [n.low for n in find_numbers("26.000 Soldaten, hundert Tote", "und")]
    [26000.0]
    """
    words = words_of(code)
    for m in _pattern(code).finditer(text):
        start, end = m.span()
        if m["digits"]:
            value = number_of_digits(m["digits"], words, scaled=bool(m["scale"]))
            if value is None:
                continue
            if m["scale"]:
                value *= words.scales[m["scale"].lower()]
            yield Number(start, end, value, value, "digits")
        elif m["vague"]:
            low, high = words.vague[" ".join(m["vague"].lower().split())]
            yield Number(start, end, low, high, "vague")
        elif m["none"]:
            yield Number(start, end, 0.0, 0.0, "none")
        else:
            value = number_of_words(m["words"], words)
            if value is not None and m["words"].lower() not in words.articles:
                yield Number(start, end, value, value, "word")


@cache
def _pattern(code: str) -> re.Pattern[str]:
    words = words_of(code)
    one = rf"(?:{pattern([*words.numbers, *words.scales] if words.numbers else ())})(?!\w)"
    joined = rf"[\s-](?:(?:{pattern(words.joins)})\s)?{one}"
    gap = re.escape(words.thousands)
    return re.compile(
        rf"(?<![{_LETTER}])(?<![/#@.,:])(?:(?P<digits>\d{{1,3}}(?:[{gap}]\d{{3}}){{1,5}}(?![\d])(?:[{re.escape(words.decimal)}]\d{{1,6}}(?!\d))?|\d{{1,3}}(?:,\d{{3}}){{2,5}}(?!\d)|\d{{1,15}}(?:[.,]\d{{1,6}}(?!\d))?)"
        rf"(?:\s(?P<scale>{pattern(words.scales)})(?!\w))?(?![{_LETTER}]|[:/]\d|[.,]\d|[{_EAST_SCALES}])"
        rf"|(?P<vague>{pattern(words.vague)})(?!\w)|(?P<none>{pattern(words.none)})(?!\w)"
        rf"|(?P<words>{one}(?:{joined}){{0,{_MOST_WORDS}}}))",
        re.IGNORECASE,
    )


def number_of_digits(text: str, words: Words, *, scaled: bool = False) -> float | None:
    """The number that digits stand for by the language's separators; None where they fit no way of writing one.

    A mark with three digits behind it parts thousands whatever the language's habit, unless a word that multiplies
    follows (`scaled`) or a nought leads: three decimals are rare in reports, and "26,000 soldados" are no 26.

    >>> number_of_digits("1.234,5", words_of("es")), number_of_digits("12.5", words_of("es"))
    (1234.5, 12.5)
    >>> number_of_digits("26,000", words_of("es")), number_of_digits("0,125", words_of("es"))
    (26000.0, 0.125)
    """
    gap = re.escape(words.thousands)
    if re.fullmatch(rf"\d{{1,3}}(?:[{gap}]\d{{3}})+(?:[{re.escape(words.decimal)}]\d+)?", text):
        whole, *rest = re.split(f"[{re.escape(words.decimal)}]", text)
        return float(re.sub(r"\D", "", whole) + ("." + rest[0] if rest else ""))
    if re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3}){2,}", text) or (
        not scaled and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text)
    ):
        return float(re.sub(r"\D", "", text))
    if len(text) > 1 and text.startswith("0") and text.isdigit():
        return None  # of a code or a telephone number
    plain = text.replace(",", ".")
    return float(plain) if plain.count(".") <= 1 and plain.strip(".") else None


def number_of_words(text: str, words: Words) -> float | None:
    """The number that words stand for, None when they hold none.

    >>> number_of_words("dos mil trescientos cuarenta y uno", words_of("es"))
    2341.0
    """
    total = current = 0
    seen = False
    for word in re.split(r"[\s-]+", text.lower()):
        if word in words.numbers:
            current += words.numbers[word]
        elif word in words.scales:
            total, current = total + (current or 1) * words.scales[word], 0
        elif word not in words.joins:
            return None
        seen = seen or word not in words.joins
    return float(total + current) if seen else None
