"""What speaks for and against two claims being about one item, for many pairs at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from variorum.collation.columns import SIDE, Codes, Column, Columns, alike, pairs_that_occur
from variorum.collation.context import ELIDED, Context
from variorum.collation.names import of_names
from variorum.collation.steps import FOURFOLD, in_steps
from variorum.model import HALF_A_DAY, ClockTime, Quantity, Utterance

Named = Iterator[tuple[str, Column]]
"""Names of features with their value for each pair."""
Flags = NDArray[np.bool_]
_MAGNITUDE = 0.8
"""Magnitudes are a logarithm already: 0.1 apart counts as close as 8 % do elsewhere."""
_ROUNDING = 0.05
"""Share by which two figures in unlike units may differ and be one value: both are rounded."""
FATES = frozenset(("killed", "injured", "missing", "detained"))
"""Measures of persons of which nobody is counted under two."""
_HOUR = 60
"""Minutes between two times that may be told of one happening."""
_OTHER_HALF = 10
"""Minutes by which two times may differ from half a day apart, where one has the wrong half."""
_FINITE = 1e17
"""Values from here on stand for no bound."""
_SHORT = 8
"""Code points of a quotation below which only equal words are one quotation."""
_UNLIKE = 0.6
"""Likeness of two quotations up to which they have nothing in common but letters, 0 to 1."""
_FEW = 4
"""Gaps between words of a quotation, below which it is part of another only word for word."""
_PART = 15
"""Code points from which a quotation may be a part of a longer one."""
_RUN = 4
"""Letters of a run by which quotations are known that cannot be alike."""
_PLACES = 4096
"""Bits in which the runs of a quotation are marked: one in a hundred of a sentence's falls on another."""
_KINDRED = 0.15
"""Share of the shorter's runs that the longer must have: they have more than half where one letter in ten is another, and scans may mislay every space."""


class Features:
    """Compares pairs of claims, given as two columns of indices of which the first is the lower."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        contexts = columns.contexts
        size = Counter(c.family for c in contexts)
        count = Counter((c.family, c.key) for c in contexts)
        whole = {f: in_steps(n, len(contexts), FOURFOLD) for f, n in size.items()}
        rare = {k: math.log(whole[k[0]] / in_steps(n, len(contexts), FOURFOLD)) / 5 for k, n in count.items()}
        self._rarity = np.array([rare[c.family, c.key] for c in contexts], float)
        self.quotation = columns.where(lambda c: c.claim.kind == "quotation")
        self.person = columns.where(lambda c: c.claim.kind == "person")
        self._speaker = columns.codes(_speaker)
        self.date = columns.where(lambda c: c.claim.kind == "date")
        self._quantity = columns.where(lambda c: c.claim.kind == "quantity")
        # The figure that is named: of "as many as 300" the upper bound.
        self._named = np.where((columns.low <= 0) & (columns.high < _FINITE), columns.high, columns.low)
        self._small = self._quantity & (self._named >= 0) & (self._named <= 3)
        self.counts = columns.where(lambda c: c.family == "count")
        self._clock = columns.where(lambda c: c.claim.kind == "time")
        self._either_half = columns.where(
            lambda c: isinstance(c.claim.value, ClockTime) and c.claim.value.of_either_half
        )
        self.year = columns.where(lambda c: c.family == "quantity year")
        self._named_in_full = columns.where(lambda c: " " in (c.claim.frame.person or ""))
        self._rounded = self._quantity & ~self.counts
        self._magnitude = columns.where(lambda c: c.subject[0] == "magnitude")
        self.vague = columns.where(
            lambda c: isinstance(c.claim.value, Quantity) and c.claim.value.is_vague and c.high < _FINITE
        )
        self._part = columns.where(lambda c: c.claim.frame.part == "part")
        self.fate = np.where(columns.where(lambda c: c.claim.frame.measure in FATES), columns.measure, 0)
        self.other = columns.where(lambda c: c.claim.frame.event == "other")

    def same_value(self, a: Codes, b: Codes) -> Flags:
        """Whether both give one value, also where one account counts in miles and the other in kilometres."""
        c = self.columns
        unlike = (
            (c.unit[a] != c.unit[b])
            & self._rounded[a]
            & (np.minimum(c.low[a], c.low[b]) > 0)
            & (np.maximum(c.high[a], c.high[b]) < _FINITE)
        )
        found: Flags = c.key[a] == c.key[b]
        # "At 6:30" is the same as 6:30 in the morning and as 6:30 in the evening.
        found |= (self._either_half[a] | self._either_half[b]) & self._clock[a] & self._same_hand(a, b)
        at = np.flatnonzero(unlike & ~found)
        x, y = a[at], b[at]
        found[at] = (np.abs(np.log(c.low[x] / c.low[y])) <= _ROUNDING) & (
            np.abs(np.log(c.high[x] / c.high[y])) <= _ROUNDING
        )
        return found

    def _same_hand(self, a: Codes, b: Codes) -> Flags:
        """Whether two times of day stand at one place of a dial."""
        c = self.columns
        same: Flags = (c.low[a] % HALF_A_DAY == c.low[b] % HALF_A_DAY) & (
            c.high[a] % HALF_A_DAY == c.high[b] % HALF_A_DAY
        )
        return same

    def _one_moment(self, a: Codes, b: Codes) -> Flags:
        """Whether two accounts tell when the event began, within an hour of one another or in the other half of the day."""
        c = self.columns
        told = self._clock[a] & (alike(c.subject, a, b) > 0) & (c.account[a] != c.account[b])
        gap = np.maximum(np.maximum(c.low[a], c.low[b]) - np.minimum(c.high[a], c.high[b]), 0.0)
        made: Flags = told & ((gap <= _HOUR) | (np.abs(gap - HALF_A_DAY) <= _OTHER_HALF))
        return made

    def values(self, a: Codes, b: Codes, aligned: Flags, *, equal: bool) -> Named:
        """Features of pairs with a scale of values; `aligned` are pairs at one place of a parallel."""
        c = self.columns
        yield "bias", np.ones(len(a))
        sentence = c.sentence[a] == c.sentence[b]
        # One sentence is like itself, which says nothing of two figures in it.
        yield "near", np.where(sentence, 0.0, c.near.cosines(a, b))
        yield "sentence", np.where(sentence, 0.0, c.words.cosines(a, b))
        beside = _run(c.left, a, b) + _run(c.right, a, b)
        yield "words beside", np.where(sentence, 0.0, beside / SIDE)
        yield "aligned", aligned.astype(float)
        for name, codes in (("measure", c.measure), ("counted", c.counted), ("predicate", c.predicate)):
            same = alike(codes, a, b)
            yield name, np.maximum(same, 0.0)
            yield f"other {name}", np.maximum(-same, 0.0)
        group = alike(c.whom, a, b)
        yield "same group", np.maximum(group, 0.0)
        yield "other group", np.maximum(-group, 0.0)
        yield "other event", np.maximum(-alike(c.event, a, b), 0.0)
        yield "background", (self.other[a] + self.other[b].astype(float)) / 2
        yield "total and part", np.maximum(-alike(c.part, a, b), 0.0)
        yield "part", (self._part[a] + self._part[b].astype(float)) / 2
        yield "other place", np.maximum(-alike(c.place, a, b), 0.0)
        person = self.persons(a, b)
        yield "person", np.maximum(person, 0.0)
        yield "other person", np.maximum(-person, 0.0)
        subject = alike(c.subject, a, b)
        yield "same subject", np.maximum(subject, 0.0)
        yield "other subject", np.maximum(-subject, 0.0)
        yield "subject of one", ((c.subject[a] > 0) ^ (c.subject[b] > 0)).astype(float)
        yield "one account", ((c.account[a] == c.account[b]) & ~sentence).astype(float)
        yield "one sentence", sentence.astype(float)
        yield "apart in the text", np.abs(c.at[a] - c.at[b])
        if equal:
            yield "rare value", self._rarity[a]
            yield "small equal", self._small[a].astype(float)
        else:
            whole = ~(self._part[a] | self._part[b] | self.other[a] | self.other[b])
            toll = whole & (alike(self.fate, a, b) > 0) & (alike(c.whom, a, b) >= 0)
            yield "one toll", toll.astype(float)
            yield (
                "one person",
                ((person > 0) & self.year[a] & self._named_in_full[a] & self._named_in_full[b]).astype(float),
            )
            yield "one moment", self._one_moment(a, b).astype(float)
            yield from self._distance(a, b)

    def _distance(self, a: Codes, b: Codes) -> Named:
        """How far two unlike values are from one another."""
        c = self.columns
        overlap = np.maximum(c.low[a], c.low[b]) <= np.minimum(c.high[a], c.high[b])
        yield "overlap", overlap.astype(float)
        yield "unlike", (~overlap).astype(float)
        x, y = self._named[a], self._named[b]
        least, most = np.minimum(x, y), np.maximum(x, y)
        scaled = ~self.date[a] & (least > 0) & (most < _FINITE)
        ratio = np.full(len(a), np.inf)
        np.log(most / np.where(scaled, least, 1.0), out=ratio, where=scaled)
        # Who says "hundreds" says nothing against 400.
        ratio[(self.vague[a] | self.vague[b]) & overlap] = 0.0
        richter = scaled & (self._magnitude[a] | self._magnitude[b])
        ratio[richter] = (most - least)[richter] * _MAGNITUDE
        yield "close figure", (ratio < 0.3).astype(float)
        yield "closest figure", (ratio < 0.1).astype(float)
        yield "close large figure", ((ratio < 0.3) & (least >= 10)).astype(float)
        yield "far figure", np.where(scaled, np.minimum(ratio, 3.0), 0.0)
        dates = self.date[a]
        gap = np.minimum(np.abs(c.low[a] - c.high[b]), np.abs(c.low[b] - c.high[a]))
        days = np.where(dates & ~overlap, gap, 0.0)
        yield "next day", (days == 1).astype(float)
        yield "days apart", np.minimum(5.0, np.log1p(days)) / 5
        breadth = np.where(dates, np.maximum(c.high[a] - c.low[a], c.high[b] - c.low[b]), 0.0)
        yield "coarse", np.minimum(5.0, np.log1p(breadth)) / 5

    def quotations(self, a: Codes, b: Codes) -> Named:
        """Features of pairs of quotations: likeness of the folded words, blind to what is left out at the ends."""
        contexts, key = self.columns.contexts, self.columns.key
        pairs, back = pairs_that_occur(key[a], key[b])
        words = dict(zip(key[a].tolist(), (contexts[i].key for i in a.tolist()), strict=True))
        words |= zip(key[b].tolist(), (contexts[i].key for i in b.tolist()), strict=True)
        x, y = [words[k] for k in pairs[0].tolist()], [words[k] for k in pairs[1].tolist()]
        short = np.minimum([len(w) for w in x], [len(w) for w in y])
        whole = _likeness(fuzz.ratio, x, y)
        few = np.minimum([w.count(" ") for w in x], [w.count(" ") for w in y]) < _FEW
        long = np.flatnonzero((short >= _PART) & ~few)
        # Of a few words the half can be anybody's: "stop the dredging", "not to add to the dredging".
        part = np.flatnonzero((short >= _PART) & few)
        whole[part] = [1.0 if _within(x[n], y[n]) else whole[n] for n in part]
        long = long[_kindred([x[n] for n in long], [y[n] for n in long])]
        whole[long] = np.maximum(whole[long], _likeness(fuzz.partial_ratio, [x[n] for n in long], [y[n] for n in long]))
        shortened = [n for n in long.tolist() if ELIDED in x[n] + y[n] and (_holds(x[n], y[n]) or _holds(y[n], x[n]))]
        whole[shortened] = 1.0
        like = np.maximum(0.0, whole - _UNLIKE) / (1 - _UNLIKE)
        # Scans mislay spaces; in longer quotations the likeness does not mind.
        brief = np.flatnonzero(short < _SHORT)
        like[brief] = [x[n].replace(" ", "") == y[n].replace(" ", "") for n in brief]
        like = like[back]
        # Of the same speaker it is enough that the words stand in the other: "a disgrace", "it was a disgrace".
        held = np.flatnonzero((alike(self._speaker, a, b) > 0) & (short >= _SHORT)[back])
        within = np.zeros(len(x))
        some = np.unique(back[held])
        within[some] = [_within(x[n], y[n]) for n in some.tolist()]
        like[held] = np.maximum(like[held], within[back[held]])
        yield "bias", np.ones(len(a))
        yield "same words", like
        yield "short", ((short >= _SHORT) & (short < 25)).astype(float)[back]

    def names(self, a: Codes, b: Codes) -> Named:
        """Features of pairs of persons: whether the names can be one person's."""
        yield "bias", np.ones(len(a))
        yield "name", of_names(self.columns.key, [c.key for c in self.columns.contexts], a, b)

    def persons(self, a: Codes, b: Codes) -> Column:
        """1 where the frames name one person, -1 where they name two, 0 where one names none."""
        c = self.columns
        made = np.zeros(len(a))
        both = np.flatnonzero((c.person[a] > 0) & (c.person[b] > 0))
        named = [x.claim.frame.person or "" for x in c.contexts]
        made[both] = of_names(c.person, named, a[both], b[both])
        return made


def _speaker(context: Context) -> str | None:
    """The last name of who is said to speak, None where he has none."""
    value = context.claim.value
    last = (value.speaker or "").split()[-1:] if isinstance(value, Utterance) else []
    return last[0].casefold() if last and last[0][0].isupper() else None


def _run(words: NDArray[np.int32], a: Codes, b: Codes) -> Column:
    """Number of equal words from the nearest on."""
    same = np.ones(len(a), bool)
    made = np.zeros(len(a))
    for k in range(SIDE):
        x = words[a, k]
        same &= (x > 0) & (x == words[b, k])
        made += same
    return made


def _within(x: str, y: str) -> bool:
    """Whether one quotation stands in the other word for word."""
    return f" {x} " in f" {y} " or f" {y} " in f" {x} "


def _holds(whole: str, shortened: str) -> bool:
    """Whether a quotation holds all that another leaves of it, in order: "a b c d" and "a … d"."""
    at = 0
    for part in shortened.split(f" {ELIDED} "):
        at = whole.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _kindred(x: Sequence[str], y: Sequence[str]) -> Flags:
    """Whether two quotations have runs of letters in common, as all have of which one is part of the other.

    To seek the best place of one in the other takes a hundred times as long, and finds none in nine pairs of ten.
    """
    number = {words: n for n, words in enumerate(dict.fromkeys((*x, *y)))}
    marks = np.zeros((len(number), _PLACES // 8), np.uint8)
    for n, words in enumerate(number):
        letters = np.frombuffer(words.replace(" ", "").encode("utf-32-le", "replace"), np.uint32)
        runs = sum(letters[k : len(letters) - _RUN + 1 + k] * np.uint32(31**k) for k in range(_RUN)) % _PLACES
        marked = np.zeros(_PLACES, np.bool_)
        marked[runs] = True
        marks[n] = np.packbits(marked)
    bits = marks.view(np.uint64)
    size = np.bitwise_count(bits).sum(axis=1)
    a, b = (np.fromiter((number[words] for words in side), np.int64, len(side)) for side in (x, y))
    made = np.zeros(len(a), np.bool_)
    for at in range(0, len(a), 1 << 16):
        p, q = a[at : at + (1 << 16)], b[at : at + (1 << 16)]
        common = np.bitwise_count(bits[p] & bits[q]).sum(axis=1)
        made[at : at + (1 << 16)] = common >= _KINDRED * np.minimum(size[p], size[q])
    return made


def _likeness(of: Callable[..., float], x: Sequence[str], y: Sequence[str]) -> Column:
    made: Column = process.cpdist(x, y, scorer=of, score_cutoff=100 * _UNLIKE, dtype=np.float64) / 100
    return made
