"""Names of items, as a person would put the question: "people killed", "date of the arrest", "distance from Tehran"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from variorum.collation.context import Context
from variorum.model import Claim, Person, Utterance

_HAPPENINGS = {
    "arrest": "arrest",
    "attack": "attack",
    "bomb": "bombing",
    "born": "birth",
    "charg": "charge",
    "convict": "conviction",
    "dead": "deaths",
    "died": "death",
    "explo": "explosion",
    "fire": "firing",
    "hit": "blow",
    "injur": "injuries",
    "kill": "killing",
    "murder": "murder",
    "sentenc": "sentence",
    "shoot": "shooting",
    "shot": "shooting",
    "struck": "strike",
    "wound": "injuries",
}
"""What a verb's beginning makes happen."""
_SUBJECTS = {
    "distance": ("distance", " from "),
    "depth": ("depth", ""),
    "magnitude": ("magnitude", " of an "),
    "population": ("inhabitants", " of "),
    "wide": ("width", ""),
    "tall": ("height", ""),
    "high": ("height", ""),
    "long": ("length", ""),
    "deep": ("depth", ""),
    "across": ("width", ""),
    "thick": ("thickness", ""),
}
_SUFFERED = ("killed", "injured", "missing", "detained", "displaced")
_PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children", "policeman": "policemen"}


def label_of(members: Sequence[Context], measure: str | None) -> str:
    """The question that the claims answer, from what most of them say."""
    claims = [c.claim for c in members]
    first = claims[0]
    if isinstance(first.value, Utterance):
        words = first.value.words.split()
        return "“" + " ".join(words[:9]) + ("…”" if len(words) > 9 else "”")
    if isinstance(first.value, Person):
        return max((c.value.name for c in claims if isinstance(c.value, Person)), key=lambda n: (len(n), n))
    place = _most(c.frame.place for c in claims)
    where = f", {place}" if place else ""
    if first.kind == "quantity":
        return _figure(members, measure, where)
    what = {"date": "date", "duration": "length of time", "time": "time of day"}[first.kind]
    predicate = _most(c.frame.predicate for c in claims)
    if predicate:
        happening = next((n for v, n in _HAPPENINGS.items() if predicate.lower().startswith(v)), None)
        return f"{what} of the {happening}{where}" if happening else f"{what}, {predicate}{where}"
    if first.kind == "date" and _most(c.frame.event for c in claims) == "this":
        return "date of the event" + where
    return what + where


def _figure(members: Sequence[Context], measure: str | None, where: str) -> str:
    frames = [c.claim.frame for c in members]
    if subject := _most(c.subject[0] for c in members):
        name, joint = _SUBJECTS.get(subject, (subject, ""))
        reference = _most(c.subject[1] for c in members)
        return (
            name + joint + (reference if reference == "aftershock" else reference.title())
            if reference and joint
            else name
        )
    if person := _most(f.person for f in frames):
        return f"age of {person}" if measure == "aged" else f"{measure or 'figure'}, {person}"
    if measure == "aged":
        return "age" + where
    whom, counted = _most(f.whom for f in frames), _most(f.counted for f in frames)
    if measure in _SUFFERED:
        return f"{whom or 'people'} {measure}{where}"
    if measure == "stolen" and members[0].family.startswith("money"):
        return f"value stolen{where}"
    if measure == "money":
        return f"sum of money{where}"
    noun = _plural(counted) if counted else measure
    predicate = _most(f.predicate for f in frames)
    if noun is None:
        return (f"number, {predicate}" if predicate else "number") + where
    if members[0].family != "count" and measure not in (None, counted):
        return f"{measure}{where}"
    # A participle after the noun reads as its predicate; other verbs would not.
    done = f" {predicate}" if predicate and predicate.endswith("ed") and " " not in predicate else ""
    return f"{noun}{done}{where}"


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _plural(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("s") and not noun.endswith("ss"):
        return noun
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("ss", "x", "ch", "sh")) else "s")


def measure_of(claims: Sequence[Claim]) -> str | None:
    """The measure that most claims have."""
    return _most(c.frame.measure for c in claims)
