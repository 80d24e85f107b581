"""Names of items: the question as a person would put it ("people killed", "distance from Tehran"), else in an account's words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from string import capwords

from variorum.collation.context import Context
from variorum.collation.dated import PUBLISHED
from variorum.collation.pairs import FATES
from variorum.languages import any_of, load
from variorum.model import Claim, Person, Utterance

_DATA = load("en", "labels")
_HAPPENINGS: dict[str, str] = _DATA["happenings"]
"""What a verb's beginning makes happen."""
_CLAUSE = re.compile(r"[.;:!?](?=\s|$)|[\n\"“”()]|\s[–—-]\s")
_POSSESSIVE = re.compile(r"['’]s?$")
_LOOSE = re.compile(r"\s+(?=[,.;:!?-]|['’]s\b)|[\s,.;:]+$")
_SUBJECTS: dict[str, list[str]] = _DATA["subjects"]
_BESIDE = 6, 4
"""Words before and after a value that stand for the question where nothing shorter does."""
_BEHIND = 40
"""Code points behind a figure in which the noun that it counts stands."""
_LONGEST = 64
"""Code points of these words: what a row of a table can show."""
_TOLD = 0.25
"""Share of an item's claims that must tell what befell those counted, to decide against a mere noun."""
_OF_ITS_OWN = re.compile(r"\s*(?:[\w'’-]+\s){0,2}?(?:in|at|on|near|inside|outside)\sthe\s[a-z]")
"""Behind a figure a place of its own that has no name."""
_SUFFERED = ("killed", "injured", "shot", "missing", "detained", "displaced", "rescued", "trapped", "released")
_TOLD_OF: dict[str, str] = _DATA["told_of"]
_SINCE: dict[str, str] = _DATA["since"]
_SUMS: dict[str, str] = _DATA["sums"]
_SUM = re.compile(rf"\b(?P<word>{any_of(_SUMS)})", re.IGNORECASE)
_NEAR = 60
"""Code points on each side of a sum in which it is told what it is for."""
_LENGTHS: dict[str, str] = _DATA["lengths"]
_DATED: dict[str, str] = _DATA["dated"]
_AGED = re.compile(rf"[\s,-]*(?:[a-z]+\s){{0,2}}(?P<noun>{any_of(_DATA['aged']['nouns'])})\b")
_KIN = re.compile(rf"\b(?P<noun>{any_of(_DATA['aged']['nouns'])}),\s*$")
_PLURALS: dict[str, str] = _DATA["plurals"]


def labels_of(items: Sequence[Sequence[Context]]) -> list[str]:
    """The question that each item asks; of several with one name only the first that most accounts tell, and with most claims, keeps it bare."""

    def weight(n: int) -> tuple[int, int]:
        return len({c.claim.siglum for c in items[n]}), len(items[n])

    plain = [label_of(members, measure_of([c.claim for c in members])) for members in items]
    keeps: dict[str, int] = {}
    for n, name in enumerate(plain):
        if name not in keeps or weight(n) > weight(keeps[name]):
            keeps[name] = n
    return [
        name if keeps[name] == n or "“" in name else name + _in_words(members)
        for n, (name, members) in enumerate(zip(plain, items, strict=True))
    ]


def label_of(members: Sequence[Context], measure: str | None) -> str:
    """The question that the claims answer, from what most of them say."""
    claims = [c.claim for c in members]
    first = claims[0]
    if isinstance(first.value, Utterance):
        words = first.value.words.split()
        return "“" + " ".join(words[:9]) + ("…”" if len(words) > 9 else "”")
    if isinstance(first.value, Person):
        return max((c.value.name for c in claims if isinstance(c.value, Person)), key=lambda n: (len(n), n))
    if first.kind == "quantity":
        return _figure(members, measure)
    if (length := _usual([c.subject[0] for c in members])) in _LENGTHS:
        return _LENGTHS[length] + _of_whom(members)
    if (asked := _usual([c.subject[0] for c in members])) in _DATED:
        return _DATED[asked] + (f", {first.siglum}" if asked == PUBLISHED else _in_words(members))
    what = {"date": "date", "duration": "length of time", "time": "time of day"}[first.kind]
    happening = _usual([_happening(c.frame.predicate) for c in claims])
    if happening and length in _SINCE:
        what = _SINCE[length]
        return f"{what} the {happening}{_where(members)}"
    return f"{what} of the {happening}{_where(members)}" if happening else f"{what}{_in_words(members)}"


def _happening(predicate: str | None) -> str | None:
    return next((n for v, n in _HAPPENINGS.items() if (predicate or "").lower().startswith(v)), None)


def _of_whom(members: Sequence[Context]) -> str:
    """The name beside all of the lengths of time."""
    shared = frozenset.intersection(*(c.whose for c in members))
    return f", {capwords(min(shared))}" if shared else ""


def _where(members: Sequence[Context]) -> str:
    """The place that half of the claims name; none for "nine in the tram", whatever place its sentence names besides."""
    place = _usual([None if _OF_ITS_OWN.match(c.after) else c.claim.frame.place for c in members])
    return f", {_POSSESSIVE.sub('', place)}" if place else ""


def _whose(context: Context) -> str | None:
    """The noun for whom an age is of, None where none stands beside it: "the father, 41", "a 41-year-old man"."""
    m = _KIN.search(context.before) or _AGED.match(context.after)
    return m["noun"].lower() if m else None


def _in_words(members: Sequence[Context]) -> str:
    """The words around the value in the account that has most words in common with the others; the value itself left out."""
    common: Counter[str] = Counter()
    for c in members:
        common.update(c.near)
    typical = min(members, key=lambda c: (-round(sum(w * common[s] for s, w in c.near.items()), 9), c.claim.id))
    before = _CLAUSE.split(typical.before)[-1].split()[-_BESIDE[0] :]
    after = _CLAUSE.split(typical.after)[0].split()[: _BESIDE[1]]
    while before and len(" ".join((*before, *after))) > _LONGEST:
        (before if len(before) > len(after) else after).pop(0 if len(before) > len(after) else -1)
    words = " ".join((*before, "[…]", *after))
    return f": “{_LOOSE.sub('', words)}”" if before or after else ""


def _figure(members: Sequence[Context], measure: str | None) -> str:
    frames = [c.claim.frame for c in members]
    if subject := _most(c.subject[0] for c in members):
        name, joint = _SUBJECTS.get(subject, (subject, ""))
        reference = _most(c.subject[1] for c in members)
        return (
            name + joint + (reference if reference == "aftershock" else capwords(reference))
            if reference and joint
            else name
        )
    if person := _most(f.person for f in frames):
        return f"age of {person}" if measure == "aged" else f"{measure or 'figure'}, {person}"
    if measure == "aged":
        noun = _usual([_whose(c) for c in members])
        return f"age of the {noun}" if noun else "age" + _in_words(members)
    where = _where(members)
    whom, counted = _usual([f.whom for f in frames]), _most(f.counted for f in frames)
    if measure in _SUFFERED:
        return f"{whom or 'people'} {measure}{where}"
    if measure == "stolen" and members[0].family.startswith("money"):
        return f"value stolen{where}"
    if measure == "money":
        return f"{_usual([_sum(c) for c in members]) or 'sum of money'}{where}"
    if measure in _TOLD_OF:
        return f"{_TOLD_OF[measure]}{where}"
    noun = _plural(counted) if counted else measure
    if noun and all(noun.capitalize() in c.after[:_BEHIND] for c in members):
        noun = noun.capitalize()  # "Vardonians", not "vardonians"
    if members[0].family != "count" and measure not in (None, counted):
        noun = measure
    return f"{noun or 'number'}{_in_words(members)}"


def _sum(context: Context) -> str | None:
    """What a sum is paid or lost for, None where no word near it tells."""
    m = _SUM.search(context.after[:_NEAR]) or _SUM.search(context.before[-_NEAR:])
    return _SUMS[m["word"].lower()] if m else None


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _usual(values: Sequence[str | None]) -> str | None:
    """The value that half of all have, None where there is none."""
    usual = _most(values)
    return usual if usual and values.count(usual) * 2 >= len(values) else None


def _plural(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith(("children", "people", "men")) or (noun.endswith("s") and not noun.endswith("ss")):
        return noun
    if noun.endswith("man"):
        return noun.removesuffix("man") + "men"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ss", "x", "ch", "sh")) else "s")


def measure_of(claims: Sequence[Claim]) -> str | None:
    """The measure that most claims have; what befell persons goes before a noun, where enough claims tell it.

    "Shot" leaves open what came of it, and "the two men" says again whom another sentence tells of, so claims that tell
    what became of them decide.
    """
    counts = Counter(c.frame.measure for c in claims if c.frame.measure is not None)
    told = sum(counts[m] for m in FATES)
    if told:
        del counts["shot"]
    fates = FATES if told >= _TOLD * counts.total() else frozenset[str]()
    return min(counts, key=lambda m: (m not in fates, -counts[m], m not in FATES, m)) if counts else None
