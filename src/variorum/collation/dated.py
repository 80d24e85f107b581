"""What a date is asked of where that is no happening: the publication of the account itself, or a statement."""

from __future__ import annotations

import re

from variorum.languages import any_of, load

_DATA = load("en", "dated")
_CALENDAR = load("en", "calendar")
_BESIDE = frozenset(
    [
        *_DATA["published"]["beside"],
        *_CALENDAR["months"],
        *_CALENDAR["short_months"],
        *_CALENDAR["weekdays"],
        *_CALENDAR["short_weekdays"],
    ]
)
_STAMPED = re.compile(rf"\b(?:{any_of(_DATA['published']['stamps'])})(?:\s(?:on|time|at))?[\s:,(#\d]*$")
_POSTED = re.compile(r"\(@\w+\)\W*$")
"""Before the date of a post that is shown with the name of its account."""
_WORD = re.compile(r"[^\W\d_]+")
_TIME = re.compile(r"[\s,|]*\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?[\sA-Za-z]{0,6}$", re.IGNORECASE)
_HEAD = 400
"""Code points from the top in which a date alone on its line is the account's own, where nothing tells when that was published."""
_ON = r"\s(?:(?:on|of|from|late|early|earlier)\s)*$"
_NOUNS = any_of(_DATA["said"]["nouns"])
_SAID = re.compile(
    rf"(?:(?P<who>[\w'’.-]+)\s)?(?:also\s|later\s)?\b(?:{any_of(_DATA['said']['verbs'])}|told\s(?:[\w'’-]+\s){{0,3}}[\w'’-]+){_ON}"
)
_STATEMENT = re.compile(rf"\b(?:{_NOUNS}){_ON}", re.IGNORECASE)
_OF_STATEMENT = re.compile(rf"(?:['’]s)?\s(?:[A-Z][\w.'’-]*\s){{0,3}}(?:{_NOUNS})\b")
_THEN_SAID = re.compile(
    rf"(?:\s(?:morning|afternoon|evening|night))?\s(?:{any_of(_DATA['said']['verbs'])}|{any_of(_DATA['said']['after'])})\b"
)
_REPORTED = re.compile(r"\breported\s(?:on\s)?$")
_AS_OF = re.compile(r"\b(?:[Aa]s\sof|[Tt]hrough)\s(?:late\s|early\s)?$")
_SUPERLATIVE = re.compile(rf"\b(?:{any_of(_DATA['within']['words'])})\b[^.;:]{{0,80}}$", re.IGNORECASE)
_YEAR = 4
"""Code points of the EDTF of a year."""
PUBLISHED, SAID, AS_OF, WITHIN = "published", "said", "as of", "within"


def asked_of_date(line: tuple[str, str], place: int, day: str, published: str | None) -> tuple[str, str]:
    """What a date is asked of, and of whom; ("", "") where it is of a happening.

    "published" for an account's own date, "said" for the day of a statement, "as of" for one until which something was so,
    "within" for the year of which something was the worst.

    `line` is what stands on both sides of the date on its line, `place` how many code points stand before it in the account;
    `day` is its EDTF, `published` that of the account's publication, None where it is not known.

    >>> asked_of_date(("Updated: ", " 9:12 AM"), 2000, "2011-05-03", None)
    ('published', '')
    >>> asked_of_date(("The mill burned on ", ", the mayor said."), 0, "2011-05-03", "2011-05-03")
    ('', '')
    >>> asked_of_date(("Two are missing, Sheriff Vey said ", " evening."), 90, "2011-05-03", "2011-05-03")
    ('said', 'vey')
    """
    before, after = line
    if _STAMPED.search(before) or _POSTED.search(before):
        return PUBLISHED, ""
    alone = all(word.lower() in _BESIDE for word in _WORD.findall(before + " " + after))
    if alone and (place < _HEAD if published is None else day == published):
        return PUBLISHED, ""
    if day == published and _TIME.match(after):
        return PUBLISHED, ""
    if said := _SAID.search(before):
        return SAID, (said["who"] or "").lower()
    if _STATEMENT.search(before) or _OF_STATEMENT.match(after) or _THEN_SAID.match(after):
        return SAID, ""
    if _REPORTED.search(before) and after.startswith(" that "):  # but "the fire reported Tuesday"
        return SAID, ""
    if len(day) == _YEAR and _SUPERLATIVE.search(before):
        return WITHIN, ""
    return (AS_OF, "") if _AS_OF.search(before) else ("", "")
