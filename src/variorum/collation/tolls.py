"""Which figure of a toll is its account's own: the whole that the account gives for this event, beside which smaller ones are parts.

Who writes "31 people died, 4 of them in Lowmoor" answers the question how many died with 31. Another account's 33 answers it
too, however unlike the sentences are; the 4 does not.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from variorum.collation.aboard import tells_all_aboard
from variorum.collation.columns import Codes, Column
from variorum.collation.context import Context
from variorum.collation.pairs import Flags
from variorum.collation.some import counts_nationals, is_at_one_place, is_of_some, says_injured
from variorum.languages import any_of, load
from variorum.model import ALL_GROUPS, Quantity

ABOARD = "aboard"
"""Stands for a measure of those who travelled, whatever noun counts them."""
TOLLS = ("injured", "killed", "survived", ABOARD, "attended")
"""Measures of which an account has one figure of its own; of those missing or detained it may tell several times."""
_TIMES = 3
"""Times by which such a figure is far greater."""
_SCOPE = load("en", "scope")
MORE = re.compile(rf"\s*(?:{any_of(_SCOPE['another']['behind'])})\b", re.IGNORECASE)
"""Behind a figure of those who are told besides others: "three other people"."""
_EVERYBODY = frozenset(_SCOPE["everybody"]["nouns"])
_COMMON = frozenset(_SCOPE["own_only"]["common"])
_OWN_ONLY = re.compile(rf"\b(?:{any_of(_SCOPE['own_only']['bodies'])})\b", re.IGNORECASE)
_TOLL = re.compile(r"\btoll\b|\bnumber of (?:the )?(?:dead|deaths|killed|victims)\b|\bofficial", re.IGNORECASE)
"""In the words for a figure or its source: it is meant to be of all."""
_DEATH_TOLL = re.compile(r"\btoll\b", re.IGNORECASE)
_UNNAMED = frozenset(load("en", "sources")["counts_of"]["unnamed"])
"""Words for an authority that is not named."""
_FAR_LESS = 12
"""Times by which one side's count of all may exceed another's."""
_NEARLY = 1.25
"""Times by which civilians may exceed all people where both are told as the whole toll."""
_SHARED = 0.5
"""Share of the accounts of one figure that may give another besides, where both are the whole."""
_ROUNDED = 0.9
"""Share of what is told with "about" or "nearly" that there may be at least."""
_TWELVEFOLD = 2.5
"""Logarithm of a ratio of two figures that are hardly of one event."""


@dataclass(frozen=True, slots=True)
class OwnTolls:
    """The claims that give their account's own toll, or less than it."""

    own: Codes
    """A number for each claim that gives its account's own toll, equal for equal measures; 0 for the others."""
    less: Codes
    """The same for each claim of this event that gives less than its account's own toll."""
    some: Codes
    """The same for each claim that by its words may be of some: a part, a group, those in one hospital, those identified."""
    one_place: frozenset[int]
    """Places of the claims of those whom one hospital took in."""
    doer: frozenset[int]
    """Places of the claims that say whether one who did the harm is counted."""
    doer_in: frozenset[int]
    """Places of those that count him."""
    denied: frozenset[int]
    """Places of the claims that deny their figure."""
    toll: frozenset[int]
    """Places of the claims that are told as a toll: "the death toll rose to 40"."""
    figure: Sequence[float]
    """Least figure of each claim."""
    most: Sequence[float]
    """Greatest figure of each claim."""
    siglum: Sequence[str]
    """Account of each claim."""

    def compare(
        self, groups: Sequence[Sequence[int]], g: Codes, h: Codes, features: Mapping[str, Column]
    ) -> tuple[Column, Flags]:
        """For pairs of groups: 1 where both are the whole toll of one fate, and whether one is a toll and the other parts of it.

        Their frames decide, not their words. They are one toll where they are their accounts' only figure of it, or hold their
        accounts' own. Wrong where an account tells of the dead of another event and nothing in the sentence says so; a figure
        more than twelve times as large, if both are not called tolls, is therefore left to the weights, and so are two figures of which one account gives
        both, unless by two sources, or most accounts give one alone: a text kept up to date holds its older figure besides.
        """
        own_of, less_of = self.own.tolist(), self.less.tolist()
        # Who takes a figure back gives another, whoever stands by it.
        groups = [[i for i in members if i not in self.denied] or members for members in groups]
        own = np.array([_mostly([own_of[i] for i in members]) for members in groups], np.int64)
        less = np.array([_all([less_of[i] for i in members]) for members in groups], np.int64)
        near = features["far figure"] < _TWELVEFOLD
        tolls = np.array([not self.toll.isdisjoint(members) for members in groups], np.bool_)
        near |= tolls[g] & tolls[h]
        shared = features["both in one account"]
        only = near & (shared == 0) & (features["one toll"] == 1) & (features["only figure of its account"] == 1)
        one = only | (near & (own[g] > 0) & (own[g] == own[h]))
        apart: Flags = ((own[g] > 0) & (own[g] == less[h])) | ((own[h] > 0) & (own[h] == less[g]))
        for n in np.flatnonzero(one).tolist():
            first, second = groups[g[n]], groups[h[n]]
            apart[n] |= self._doer_besides(first, second)
            one[n] = not apart[n] and (
                only[n] or (not self._doer_apart(first, second) and (not shared[n] or self._both_own(first, second)))
            )
        return one.astype(float), apart

    def of_some(self, groups: Sequence[Sequence[int]], g: Codes, h: Codes) -> Flags:
        """For pairs of groups whether one by its words is of some of those whose toll is the other.

        "The identities of three victims" tells of no fewer dead than another account's five, nor do two who were flown to
        one hospital tell of fewer hurt than three taken to all. Seven with the gunman are the six whom he killed and himself.
        """
        own_of, less_of, some_of = self.own.tolist(), self.less.tolist(), self.some.tolist()
        some = np.array([_all([less_of[i] or some_of[i] for i in members]) for members in groups], np.int64)
        own = np.zeros((len(TOLLS) + 1, len(groups)), np.bool_)
        for n, members in enumerate(groups):
            own[[own_of[i] for i in members], n] = True
        one_place = np.array([self.one_place.issuperset(members) for members in groups], np.bool_)
        with_doer = np.array([not self.doer_in.isdisjoint(members) for members in groups], np.bool_)
        least = np.array([self.figure[members[0]] for members in groups])
        found: Flags = np.zeros(len(g), np.bool_)
        for x, y in ((g, h), (h, g)):
            found |= (some[x] > 0) & (least[x] < least[y]) & own[some[x], y]
            found |= one_place[x] & (some[x] > 0) & (some[x] == some[y])
            found |= with_doer[x] & ~with_doer[y] & (least[x] - least[y] == 1)
        return found

    def _both_own(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether of the accounts that give both figures few have one of them for less than their own toll.

        A bound beside its figure ("at least 15", 17) is no second answer.
        """
        accounts = [{self.siglum[i] for i in members} for members in (first, second)]
        lesser = {self.siglum[i] for i in (*first, *second) if not self.own[i]}
        both = accounts[0] & accounts[1]
        meet = max(self.figure[first[0]], self.figure[second[0]]) <= min(self.most[first[0]], self.most[second[0]])
        return not meet and len(both & lesser) <= _SHARED * min(map(len, accounts))

    def _doer_apart(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether the figures are one apart, and one who did the harm may be that one."""
        one_more = abs(self.figure[first[0]] - self.figure[second[0]]) == 1
        return one_more and not self.doer.isdisjoint((*first, *second))

    def _doer_besides(self, first: Sequence[int], second: Sequence[int]) -> bool:
        """Whether the greater figure is the lesser and one who did the harm: "four died, the gunman among them", "he killed three"."""
        less, more = sorted((first, second), key=lambda members: self.figure[members[0]])
        one_more = self.figure[more[0]] - self.figure[less[0]] == 1
        return one_more and self.doer_in.isdisjoint(less) and not self.doer_in.isdisjoint(more)


def _mostly(codes: Sequence[int]) -> int:
    """The number that at least half of a group's claims have, and no other has another; 0 where there is none."""
    found = [code for code in codes if code]
    return found[0] if found and len(set(found)) == 1 and 2 * len(found) >= len(codes) else 0


def _all(codes: Sequence[int]) -> int:
    """The number that all of a group's claims have, 0 where they have several or none."""
    return codes[0] if len(set(codes)) == 1 else 0


def own_tolls(contexts: Sequence[Context]) -> OwnTolls:
    """The own toll of each account, for each of `TOLLS`.

    It is the largest figure of persons that is not said to be a part, of one group or of one who did the harm, in words: one
    that is said to be the whole, or of this event, before one that is neither, a figure before a vague one.
    """
    told: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, c in enumerate(contexts):
        measure = ABOARD if tells_all_aboard(c) else c.claim.frame.measure
        persons = isinstance(c.claim.value, Quantity) and (c.claim.value.unit == "person" or measure == ABOARD)
        if measure in TOLLS and persons:
            told[c.claim.siglum, measure].append(i)
    own, less, some = np.zeros((3, len(contexts)), np.int64)
    for (_, measure), places in told.items():
        number = TOLLS.index(measure) + 1
        some[[i for i in places if is_of_some(contexts[i])]] = number
        whole = [i for i in places if _is_whole(contexts[i])]
        # A far greater figure in a sentence that is not said to be of this event is of another.
        if measure == "killed":
            before_others = _added_to(contexts, places)
            some[sorted(before_others)] = number
            whole = [i for i in whole if i not in before_others]
        near = [
            contexts[i].low for i in whole if contexts[i].claim.frame.event == "this" and not _is_vague(contexts[i])
        ]
        whole = [i for i in whole if not near or contexts[i].low <= _TIMES * max(near)]
        best = max(whole, key=lambda i: _standing(contexts[i]), default=None)
        if best is None:
            continue
        figure = contexts[best].low
        added = sum(c.low for i in places if _adds(c := contexts[i]))
        if measure == "killed" and added and figure <= added:
            # "Killed two, then three others": no figure is the whole.
            less[[i for i in places if contexts[i].claim.frame.event != "other"]] = number
            continue
        most = contexts[best].high
        meets = [i for i in whole if _least(contexts[i]) <= most and figure <= contexts[i].high]
        own[[*meets, *(i for i in whole if _says_another(contexts, i, best))]] = number
        less[
            [i for i in places if contexts[i].claim.frame.event != "other" and not own[i] and contexts[i].low < figure]
        ] = number
    doer = frozenset(i for i, c in enumerate(contexts) if c.claim.frame.with_doer is not None)
    doer_in = frozenset(i for i, c in enumerate(contexts) if c.claim.frame.with_doer)
    sigla = [c.claim.siglum for c in contexts]
    denied = frozenset(i for i, c in enumerate(contexts) if c.claim.frame.denied)
    toll = frozenset(i for i, c in enumerate(contexts) if own[i] and _DEATH_TOLL.search(c.claim.frame.predicate or ""))
    one_place = frozenset(i for i, c in enumerate(contexts) if is_at_one_place(c))
    return OwnTolls(
        own,
        less,
        some,
        one_place,
        doer,
        doer_in,
        denied,
        toll,
        [c.low for c in contexts],
        [c.high for c in contexts],
        sigla,
    )


def _is_whole(c: Context) -> bool:
    frame = c.claim.frame
    denied = frame.denied and c.high > 0  # but "no one was killed" is a toll
    told_apart = frame.event == "other" or frame.part == "part" or frame.whom not in ALL_GROUPS or denied
    only_at_most = c.low <= 0 < c.high
    added = (frame.measure == "killed" and _adds(c)) or counts_nationals(c)
    return not (told_apart or only_at_most or added or c.claim.is_sum) and (
        frame.measure != "injured" or says_injured(c.claim)
    )


def _adds(c: Context) -> bool:
    """Whether a figure is added to one told before: "three other people". Of the injured it tells them from the dead."""
    return c.claim.frame.event != "other" and c.low > 0 and MORE.match(c.after) is not None


def _added_to(contexts: Sequence[Context], places: Sequence[int]) -> frozenset[int]:
    """Places of the figures to which the next of their sentence is added: "40 died in one town, and 25 others in the other"."""
    ordered = sorted(places, key=lambda i: contexts[i].at)
    return frozenset(
        i
        for i, n in itertools.pairwise(ordered)
        if contexts[i].sentence == contexts[n].sentence and not _adds(contexts[i]) and _adds(contexts[n])
    )


def _says_another(contexts: Sequence[Context], one: int, best: int) -> bool:
    """Whether a whole figure is another source's answer than the account's own toll: "the crown gave 379, the congress 1,000"."""
    c, toll = contexts[one].claim, contexts[best].claim
    if c.frame.whom is None and toll.frame.whom is not None and contexts[one].low * _NEARLY >= contexts[best].low:
        return True  # fewer people than civilians are no part of these
    if c.attribution is None and toll.attribution is not None and c.frame.measure == "attended":
        # Of 1,200 whom an account asked there is no dispute.
        return (
            not _is_vague(contexts[one]) and contexts[one].low * _FAR_LESS >= contexts[best].low
        )  # "we counted 61,000; the organisers spoke of 120,000"
    if c.attribution is None or (toll.attribution is None and not _is_unnamed(c.attribution.source)):
        return False
    # The police and their chief are one source.
    if toll.attribution and not _names(c.attribution.source).isdisjoint(_names(toll.attribution.source)):
        return False
    counts_all = c.frame.counted is None or c.frame.counted.lower() in _EVERYBODY
    vague = _is_vague(contexts[one])
    # Who belittles a toll or a crowd belittles it by far.
    far = _is_toll(contexts[one]) or c.frame.measure == "attended"
    near = contexts[one].low * (_FAR_LESS if far else _TIMES) >= contexts[best].low
    return counts_all and near and not vague and not _OWN_ONLY.search(c.attribution.source)


def _is_unnamed(source: str) -> bool:
    """Whether a figure is the official one, which an account that gives another as its own disputes: "the regime admitted nine deaths"."""
    return not _UNNAMED.isdisjoint(re.findall(r"\w+", source.casefold()))


def _is_vague(c: Context) -> bool:
    """Whether a figure is no number: "tens of thousands"."""
    return isinstance(c.claim.value, Quantity) and c.claim.value.is_vague


def _is_toll(c: Context) -> bool:
    """Whether a figure is told as that of all: "claims the death toll was 173", "officially, there were 32 deaths"."""
    source = c.claim.attribution.source if c.claim.attribution is not None else ""
    return _TOLL.search(f"{c.claim.frame.predicate or ''} {source}") is not None or _is_unnamed(source)


def _names(source: str) -> frozenset[str]:
    """The words of a source's name by which it is told from others."""
    return frozenset(re.findall(r"\w+", source.casefold())) - _COMMON


def _standing(c: Context) -> tuple[bool, bool, float]:
    frame = c.claim.frame
    # A toll of some day ("a day later the toll stood at 40") gives way to a greater count that is said to be of the event.
    return (not _is_vague(c), frame.part == "total" or frame.event == "this", _least(c))


def _least(c: Context) -> float:
    """The least that a figure may be: "nearly 200" gives way to 197, and meets it."""
    value = c.claim.value
    return c.low * _ROUNDED if isinstance(value, Quantity) and value.approx and not value.is_vague else c.low
