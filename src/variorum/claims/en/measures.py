"""What a number counts: which wording of harm, custody, flight or loss in its sentence belongs to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from variorum.claims.en.between import WORD, Marks, without
from variorum.claims.en.numbers import WORDS
from variorum.claims.en.sides import BEFORE_VERB, NO_OBJECT, side_of
from variorum.claims.en.wordings import SHELTERED, meanings
from variorum.claims.page import Page
from variorum.languages import any_of, lists_of, load
from variorum.model import Span

_DATA = load("en", "measures")
_of = lists_of("en", "harms")
_ROLES = ("either", "predicate", "action", "noun", "label")
_MEANINGS: dict[str, list[tuple[str, str]]] = {}
for _measure, _wordings in _DATA.items():
    for _role in _ROLES:
        for _word in _wordings.get(_role, ()):
            _MEANINGS.setdefault(_word, []).append((_measure, _role))
_VERBS = frozenset(word for word, roles in _MEANINGS.items() if any(role == "either" for _, role in roles))
_TO_HOSPITAL = rf"(?:to|at(?!\sleast\b)|in|into)\s+(?:(?!(?:to|at|into|were|was|are|is|had|and)\s)[\w.'’&-]+\s+){{0,6}}?(?:{_of('hospital', 'words')})"
_IN_CONDITION = rf"in\s+\w+(?:\s+(?:and|or|to|but)\s+|-to-)(?:{_of('condition', 'words')})\s+condition"
_WOUNDS = rf"(?:{any_of(_DATA['wounds']['verbs'])})\s+(?:(?!(?:a|an|the|of|from|for)\s)[\w-]+\s+){{0,3}}?(?:{any_of(_DATA['wounds']['words'])})"
"""What those have who are hurt: "received fragmentation wounds"."""
_CUE = re.compile(
    rf"(?<![\w-])(?:{any_of(_MEANINGS)}|{_TO_HOSPITAL}|{_IN_CONDITION}|{_WOUNDS}|{SHELTERED})(?![\w-])", re.IGNORECASE
)
_OF_HARMED = ("killed", "injured", "shot", "casualties")
_TELLS = re.compile(r"\b(?:said|says)\s(?!and\b|but\b)")
"""Between what befell one who tells something and those he tells of."""
_OF_ANOTHER = re.compile(r"(?:\s\S+){4,}\swhose\s")
_OF_OTHERS = re.compile(r",\swith\s|\w+\sof\swhom\s(?:\w+\s){0,2}$")
"""Between some and what befell others: "two brothers, one of whom died", "three cooks, with several others hurt"."""
_OF_NEXT = re.compile(rf"\b(?:while|whereas|but)\s(?:[a-z]+\s){{0,3}}?(?:\d|(?:{WORDS})\b)", re.IGNORECASE)
"""Between those counted and what befell the next who are: "12 cooks, while 31 were hurt"."""
_ONE_BESIDES = re.compile(
    r"\band\s(?:an?|the|his|her|its|their|another)\s(?:[\w'’-]+\s){1,4}?(?:was|is|has)\s(?:[\w'’-]+\s){0,2}$"
)
"""Between those counted and what befell one other person alone: "two porters ran, and a guard was killed"."""
_AND_ANOTHER = re.compile(
    rf"\b(?:and|while|but)\s(?:another|a\s(?:{any_of(load('en', 'ordinals')['numbers'])}))\s(?:[\w-]+\s){{0,2}}$"
)
"""The same where the wording holds the verb: "three porters are safe and a fourth is dead"."""
_TOLD_THERE = re.compile(r"\b(?:said|told)\b[^,;]*$")
_OUT_OF_MORE = re.compile(r"\b(?:among\s(?:an?\b|the\b|$)|out\sof\b)")
"""Before all those of whom some were harmed: "the body of one, thought one of a group of 40", "killing 12 out of 40"."""
_OUT_OF_THEM = re.compile(r"\b(?:out\sof|among)\sthe\s$", re.IGNORECASE)
_PARTY = re.compile(
    rf"\b(?:{_of('party', 'words')}|(?:{_of('party', 'fights')})\swith)\b|\b(?:among|out\sof)\s(?:the\s|an?\s)?$"
)
"""Before those with whom, or among whom, something befell others: "12 were hurt in a clash between police and 300 rowers", "those missing among 300 rowers", "found dead on a boat carrying 40"."""
_FROM_ALL = re.compile(r"\A\s(?:from|of|among)\s(?:the|its)\s$")
_MEANTIME = re.compile(r"\b(?:while|when|after|before|because|although|though|whereas)\b")
"""Between what is done to some and others of whom the sentence goes on to tell."""
_LEFT_THEM = re.compile(r"\b(?:left|leaving|leaves)\s(?:[a-z]+\s){0,2}$")
_SEEKING = re.compile(rf"\b(?:{any_of(_DATA['seeking']['words'])})\b", re.IGNORECASE)
"""Between those who look for the harmed and the word for these."""
_NOUN_FOR_THEM = re.compile(r"(?:\b(?:of|for|to|from|with|by)|,)\sthe\s$")
"""Before a word of harm that stands for persons: "lists of the dead"."""
_AMONG_THEM = re.compile(r"\bamong\s|\bone\sof\sthe\s$")
_BY_ANOTHER = re.compile(rf"\b(?:{_of('accused', 'words')})\b|,", re.IGNORECASE)
_ACTS = rf"\b(?:{_of('acts', 'words')})\b(?!\s+(?:at\s+)?by\b)"
_ACT = re.compile(_ACTS, re.IGNORECASE)
_ACTING = re.compile(rf"^(?:(?!\band\b)[^,;])*?{_ACTS}", re.IGNORECASE)
"""What those do who do the harm; wrong for officers who are then killed themselves, unless a word says so."""
_HARMED_AFTER_ALL = re.compile(r"\b(?:was|were|being|been)\s(?:\w+\s)?$", re.IGNORECASE)
_SOME_OF = re.compile(
    rf"(?:\b(?:{WORDS}|some|most|many|half|none|all\sbut\s\w+|dozens|hundreds)|\d)\s(?:out\s)?of\s(?:the\s|its\s|their\s|an\sestimated\s)?(?:[\w-]+['’]s\s)?$",
    re.IGNORECASE,
)
_LAST_OF_SOME = ("of", "the", "its", "their", "estimated", "'s", "’s")
"""With one of these such words end."""
_BEFORE_NUMBER = 13
_FINITE = frozenset(load("en", "harms")["finite"]["verbs"])
_OF_SOME = re.compile(r"\b(?:was|is|has|had|were|are|have)\b")
"""Said of those among several, and not of them all."""
_WHO_WERE = re.compile(r"\s(?:[\w-]+\s){0,2}who\s(?:was|were|had\sbeen|have\sbeen|are)\s(?:\w+\s)?$")
"""Of all those counted, though some are picked out of them."""
_THERE_WERE = re.compile(r"\bthere\s(?:\w+\s)?(?:was|were|are|is|had\sbeen)\b")
_LABELS = re.compile(rf"\A\s*(?:\(|:|-|[^.]*\b(?:{_of('rose_to', 'near')})\b)", re.IGNORECASE)
_ROSE_TO = re.compile(rf"\b(?:{_of('rose_to', 'words')})\b[\w\s]{{0,16}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cue:
    """A wording of a measure in a sentence."""

    start: int
    """First code point."""
    end: int
    """One past the last."""
    measure: str
    """The measure it is a wording of."""
    side: str
    """"before" when what it counts stands behind it, "after" when that stands before it."""
    word: str
    """The wording in small letters."""
    dear: int
    """Cost of taking it where a surer one is near."""


def find_cues(text: str, sentence: Span) -> Iterator[Cue]:
    """All wordings of measures in a sentence, each with the side on which what it counts stands."""
    for m in _CUE.finditer(text, sentence.start, sentence.end):
        word = _small(m[0])
        for measure, role in meanings(text, sentence, m, word, _MEANINGS):
            side = side_of(text, sentence, m, role, verb=word in _VERBS)
            if side:
                yield Cue(m.start(), m.end(), measure, side, word, _dear(measure, word))


@lru_cache(1 << 12)
def _small(words: str) -> str:
    """A wording in small letters, with single blanks."""
    return " ".join(words.lower().split())


@lru_cache(1 << 12)
def _dear(measure: str, word: str) -> int:
    """Cost of taking a wording where a surer one is near."""
    weak = measure in _WEAK or word in _WEAK or word not in _MEANINGS
    return _COST_OF.get(measure, 0) + weak * _COST_OF_WEAK + (word in _PERSONS) * _COST_OF_PERSONS


_FAR = 160
"""Code points between a number and a wording beyond which they do not belong together."""
_REACH = 13
"""The same in words."""
_BEFORE_NOUN = 3
"""The same for a noun: "12 deaths"."""
_A_WORD = 6
"""Cost of a word between, as all costs a whole number, so that equal ones are equal."""
_MOST = 6
"""Wordings on either side of a number that are weighed; in a sentence that people wrote no more stand within reach."""
_DEAREST = 110
"""Cost from which a wording does not belong to a number."""
_COST_OF = {"shot": 25}
"""Words that yield to a surer one nearby: people who are shot are also killed or wounded."""
_COST_OF_WEAK = 15
_PERSONS = frozenset(_DATA["persons"]["words"])
_COST_OF_PERSONS = 48
"""Cost of a noun for persons, to which what is told of them now is preferred: "three hostages were killed"."""
_COST_OF_WITH = 40
"""Cost of a wound that somebody has to whom the sentence tells what is done."""
_COST_OF_NUMBER = 30
"""Cost of another number between."""
_BEHIND = {"before": 40}
"""Cost of a side of a cue behind the number: "the two women she is accused of gunning down"."""
_BEFORE = {"after": 50, "before": -15}
"""...and before it: "were killed and 700 ..." (the next number's own cue is better, where it has one), "accused of shooting 10"."""
_WEAK = frozenset(_DATA["weak"]["words"])
"""Measures and wordings that yield to a surer one nearby."""


_PASSED_OVER = 2
"""Asides that are passed over in search of a wording."""


def cues_of(page: Page, number: int, *, last: bool = False) -> Cues:
    """The wordings of the page's sentence with that number, looked for once for all grammars that ask.

    They are forgotten once the `last` has asked, since a long page has many sentences.
    """
    known: dict[int, Cues] = page.memo.setdefault("cues", {})
    cues = known.pop(number, None)
    if cues is None:
        cues = Cues(page.text, page.sentences[number] if page.sentences else Span(0, len(page.text)))
    if not last:
        known[number] = cues
    return cues


class Cues:
    """The wordings of a sentence, and what stands between them and its numbers: looked through once for all of them."""

    def __init__(self, text: str, sentence: Span) -> None:
        self.text, self.sentence = text, sentence
        self.found = list(find_cues(text, sentence))
        """By place."""
        self.measures = frozenset(cue.measure for cue in self.found)
        self._starts = [c.start for c in self.found]
        self._bare: dict[int, bool] = {}

    @cached_property
    def marks(self) -> Marks:
        """What stands between the wordings and the numbers; looked for when a pair of them is first weighed."""
        return Marks(self.text, self.sentence)

    @cached_property
    def acts(self) -> bool:
        """Whether it tells of shooting or storming."""
        return _ACT.search(self.text, self.sentence.start, self.sentence.end) is not None

    def before(self, place: int) -> Cue | None:
        """The last wording that ends at `place` or before it, None where there is none."""
        k = bisect_left(self._starts, place) - 1
        while k >= 0 and self.found[k].end > place:
            k -= 1
        return self.found[k] if k >= 0 else None

    def _can_stand(self, k: int, *, behind: bool) -> bool:
        """Whether the k-th wording can be of a number before it (`behind`), or of one behind it."""
        side = self.found[k].side
        if not behind or side != "before":
            return side != ("label" if behind else "noun")
        if k not in self._bare:  # nothing behind it that it could be done to
            self._bare[k] = NO_OBJECT.match(self.text, self.found[k].end, self.sentence.end) is not None
        return self._bare[k]

    def measure_of(self, start: int, end: int, numbers: list[tuple[int, int]]) -> tuple[Cue | None, int]:
        """The cue that belongs to the number at `start`..`end` and its cost, None when none is near enough.

        Each cue is weighed by its distance in words, by the other numbers, commas and conjunctions between, and by
        whether it stands on the side where its counted things stand. The list and the costs were set by hand with all
        development events in view: other events may go worse.
        """
        best, best_cost = -1, _DEAREST
        if not self.found:
            return None, best_cost
        before = self.text[max(start - _BEFORE_NUMBER, 0) : start].lower()
        if before.endswith("according to "):
            return None, best_cost  # "killed, according to two rowers"
        of_these = (
            before.rstrip().endswith(_LAST_OF_SOME)
            and _SOME_OF.search(self.text, max(self.sentence.start, start - BEFORE_VERB), start) is not None
        )
        here = bisect_left(self._starts, start)
        most = min(here + _MOST, len(self.found))
        for ways in (range(here, most), range(here - 1, max(here - _MOST, 0) - 1, -1)):
            for k in ways:
                cue = self.found[k]
                behind = cue.start >= end
                least = cue.dear + (_BEHIND if behind else _BEFORE).get(cue.side, 0)
                if least > best_cost or (not behind and cue.end > start) or not self._can_stand(k, behind=behind):
                    continue
                low, high = (end, cue.start) if behind else (cue.end, start)
                first = last = 0
                words, far = 0, high - low
                if far > 1:  # what stands right beside it costs nothing, and its sentence need not be looked through
                    if best_cost < _A_WORD and not behind and WORD.search(self.text, low, high):
                        break
                    marks = self.marks
                    words = marks.words(low, high)
                    if behind and marks.asides:
                        first, last = marks.asides_between(low, high)
                        if first < last:
                            in_words, in_letters = marks.in_asides(first, last)
                            words, far = words - in_words, far - in_letters
                least += words * _A_WORD
                if far > _FAR or words > _REACH or words * _A_WORD > best_cost:
                    if 0 < last - first <= _PASSED_OVER:
                        continue
                    break  # those beyond are farther still
                asides = self.marks.asides[first:last] if first < last else []
                if least + (self.marks.cost(low, high) if far > 1 and not asides else 0) > best_cost:
                    continue  # what parts them only adds to the cost
                cost = self._cost(k, low, high, words, least, numbers, asides, behind=behind, of_these=of_these)
                if cost is not None and (cost, k) < (best_cost, best):
                    best, best_cost = k, cost
        return (self.found[best] if best >= 0 else None), best_cost

    def _cost(
        self,
        k: int,
        low: int,
        high: int,
        words: int,
        least: int,
        numbers: list[tuple[int, int]],
        asides: list[tuple[int, int]],
        *,
        behind: bool,
        of_these: bool,
    ) -> int | None:
        """How far the k-th cue is from a number, which `words` from `low` to `high` part; None where it is not of it.

        It costs `least` without what parts them, and what stands in `asides` parts nothing.
        """
        cue = self.found[k]
        if cue.side == "noun" and words > _BEFORE_NOUN:
            return None
        if of_these and not behind:
            return None  # "the toll was 181 of the 192 aboard"
        if cue.side == "label" and _OUT_OF_THEM.search(self.text, max(cue.start - 12, 0), cue.start):
            return None  # "out of the casualties 149 were killed"
        between = without(self.text, low, high, asides) if asides else self.text[low:high]
        if behind and not self._can_be_of(cue, between, of_these=of_these):
            return None
        if not between.strip() and not asides:
            return least
        if not behind and cue.side != "label" and _TELLS.search(between):
            return None  # "Vey, wounded, said 40 porters were there"
        if not behind and _FROM_ALL.search(between):
            return None  # "leaving 40 missing from the 97 on board"
        if not behind and cue.side == "after" and _PARTY.search(between):
            return None
        if not behind and cue.side != "after" and _OUT_OF_MORE.search(between):
            return None
        if not behind and cue.side == "before" and (_MEANTIME.search(between) or _LEFT_THEM.search(between)):
            return None  # "he held the door while three porters came in", "killed 11 and left 72,000 in the dark"
        cost = least + self.marks.cost(low, high)
        others = bisect_left(numbers, (high, 0)) - bisect_left(numbers, (low, 0))
        for a, b in asides:
            cost -= self.marks.cost(a, b)
            others -= bisect_left(numbers, (b, 0)) - bisect_left(numbers, (a, 0))
        if cue.side == "noun" and (others or "including" in between):
            return None  # "2 gunmen, 7 victims", "300 people, including survivors"
        if cue.side == "noun" and between.endswith(" with "):
            cost += _COST_OF_WITH  # "dozens with injuries were arrested"
        if cue.side == "label":
            if not words and "," in between:
                return None  # "700 wounded, hundreds arrested": no list of labels and figures
            if _THERE_WERE.search(between):
                return None  # "put the missing at seven after finding that there were 70 aboard"
            if words and not (_ROSE_TO if words > 3 else _LABELS).search(between):
                return None
        cost += _COST_OF_NUMBER * others
        # What is done to those right behind it is cheap; to others it is not.
        return cost if behind or cue.side != "before" else cost - _BEFORE["before"]

    def _can_be_of(self, cue: Cue, between: str, *, of_these: bool) -> bool:
        """Whether a cue behind a number can be said of what it counts, and not of one of them or by them of others."""
        if of_these and _WHO_WERE.match(between):
            return True  # "some of the 61 people who were injured"
        if of_these and (_OF_SOME.search(between) or cue.word in _FINITE):
            return False  # "one of three people hit by gunfire has died"
        if cue.side in ("after", "noun") and _SEEKING.search(between) and not _HARMED_AFTER_ALL.search(between):
            return False  # "700 rescuers hoping to find more dead"
        if cue.side == "after" and (_ONE_BESIDES.search(between) or _OF_NEXT.search(between)):
            return False
        if cue.side == "after" and ", which " in between:
            return False  # "50 people at a party, which was held there"
        if cue.side == "after" and (
            (cue.measure != "missing" and _OF_ANOTHER.match(between)) or _OF_OTHERS.search(between)
        ):
            return False  # "16 people worked at the mill, whose owner was arrested"
        if cue.word.startswith("is ") and _AND_ANOTHER.search(between):
            return False  # "three rowers are safe and a fourth is dead"
        if cue.word.endswith(("hospital", "hospitals")) and _TOLD_THERE.search(between):
            return False  # "27 were women, a doctor told them at the Vardon Hospital"
        if cue.side == "after" and _NOUN_FOR_THEM.search(between) and not _AMONG_THEM.search(between):
            return False  # "200 agents checked lists of the dead and the missing"
        if cue.measure not in _OF_HARMED:
            return True
        if cue.side == "before" and not _BY_ANOTHER.search(between):
            return False  # "three gunmen killed 12": they did it
        # "eight officers opened fire and shot him dead"
        return not between.strip() or not (
            self.acts and _ACTING.search(between) and not _HARMED_AFTER_ALL.search(between)
        )
