"""What speaks for and against two claims being about one item, for many pairs at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from variorum.collation.columns import SIDE, Codes, Column, Columns
from variorum.collation.context import ELIDED, Context
from variorum.collation.elapsed import PERSONAL
from variorum.collation.names import same_name
from variorum.collation.steps import FOURFOLD, in_steps
from variorum.languages import load
from variorum.model import Quantity

Named = Iterator[tuple[str, Column]]
"""Names of features with their value for each pair."""
Flags = NDArray[np.bool_]
_MAGNITUDE = 0.8
"""Magnitudes are a logarithm already: 0.1 apart counts as close as 8 % do elsewhere."""
_ROUNDING = 0.05
"""Share by which two figures in unlike units may differ and be one value: both are rounded."""
FATES = frozenset(("killed", "injured", "missing", "detained"))
"""Measures of persons of which nobody is counted under two."""
_FAR = 3.0
"""Times by which a measured figure must exceed another to be one of something else."""
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


_THINGS = frozenset(load("en", "nouns")["things"]["words"]) - {"injury"}
"""Nouns that no persons are counted by."""


def _own_year(contexts: Sequence[Context]) -> str | None:
    """The year that most claims of the event itself tell, None where none does."""
    told = (c.claim.frame for c in contexts)
    years = Counter(f.when[:4] for f in told if f.event == "this" and f.when)
    return min(years, key=lambda year: (-years[year], year), default=None)


def _other_year(context: Context) -> str | None:
    """The year of a toll of another event, None where none or several are told."""
    frame = context.claim.frame
    told = frame.event == "other" and frame.measure in FATES and frame.when is not None and "/" not in frame.when
    return frame.when[:4] if told and frame.when else None


def _unit(context: Context) -> str | None:
    """The unit of a quantity, None of other kinds."""
    value = context.claim.value
    return value.unit if isinstance(value, Quantity) else None


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
        self._date = columns.where(lambda c: c.claim.kind == "date")
        self._words = columns.codes(lambda c: c.claim.quote.casefold())
        self._quantity = columns.where(lambda c: c.claim.kind == "quantity")
        self._year = columns.where(lambda c: c.family == "quantity year")
        self._named_in_full = columns.where(lambda c: " " in (c.claim.frame.person or ""))
        self._measured = columns.where(lambda c: c.family in ("duration", "length", "weight"))
        self._duration = columns.where(lambda c: c.family == "duration")
        self._rounded = self._quantity & columns.where(lambda c: c.family != "count")
        self._magnitude = columns.where(lambda c: c.subject[0] == "magnitude")
        self._vague = columns.where(
            lambda c: isinstance(c.claim.value, Quantity) and c.claim.value.is_vague and c.high < _FINITE
        )
        self._part = columns.where(lambda c: c.claim.frame.part == "part")
        self._doer = columns.where(lambda c: bool(c.claim.frame.with_doer) and c.high == 1)
        self._fate = np.where(columns.where(lambda c: c.claim.frame.measure in FATES), columns.measure, 0)
        # 1 for persons, 2 for things, 0 where the words leave it open.
        self._counted_sort = np.where(
            columns.where(lambda c: _unit(c) == "person"),
            1,
            np.where(columns.where(lambda c: _unit(c) == "thing" and c.claim.frame.counted in _THINGS), 2, 0),
        )
        self._year_told = columns.codes(_other_year)
        own = _own_year(contexts)
        self._long_ago = columns.where(lambda c: own is not None and _other_year(c) not in (None, own))
        self._lost_here = columns.where(lambda c: c.claim.frame.event == "this" and c.claim.frame.measure in FATES)
        self._other = columns.where(lambda c: c.claim.frame.event == "other")

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
        at = np.flatnonzero(unlike & ~found)
        x, y = a[at], b[at]
        found[at] = (np.abs(np.log(c.low[x] / c.low[y])) <= _ROUNDING) & (
            np.abs(np.log(c.high[x] / c.high[y])) <= _ROUNDING
        )
        return found

    def forbidden(self, a: Codes, b: Codes, aligned: Flags) -> Flags:
        """Whether one sentence sets the two apart, they measure things of other sizes, or are facts about two persons."""
        c = self.columns
        least, most = np.maximum(c.low[a], c.low[b]), np.minimum(c.high[a], c.high[b])
        # But two sources may answer one question there: "the ministry gave 118, the police 121".
        answers = (c.source[a] != c.source[b]) & (c.source[a] > 0) & (c.source[b] > 0)
        apart: Flags = (
            (c.sentence[a] == c.sentence[b]) & (c.key[a] != c.key[b]) & (least > most) & ~self.quotation[a] & ~answers
        )
        apart |= self._measured[a] & (least > most * _FAR)
        # "Thousands" rallied, and 200,000 had fled years before: a vague figure has no value by which to tell them apart.
        unlike = c.key[a] != c.key[b]
        apart |= unlike & (self._vague[a] | self._vague[b]) & (self._other[a] != self._other[b])
        # "Today" is another day in another account: one word and two values are two questions.
        apart |= self._date[a] & (self._words[a] == self._words[b]) & unlike
        # Who is counted among the dead is not counted among the injured, however alike the sentences are.
        apart |= _alike(self._fate, a, b) < 0
        # The end of one who did the harm, and a count of one victim, have only the number in common.
        apart |= self._doer[a] != self._doer[b]
        # Four men, and four times or wounds.
        apart |= _alike(self._counted_sort, a, b) < 0
        # Whom other years lost, among themselves and beside whom this event did.
        apart |= _alike(self._year_told, a, b) < 0
        apart |= (self._long_ago[a] & self._lost_here[b]) | (self._long_ago[b] & self._lost_here[a])
        # Lengths of time are told of anything; two unlike ones contradict each other only as answers to one question.
        unasked = self._duration[a] & unlike & ~aligned
        at = np.flatnonzero(unasked & (_alike(c.subject, a, b) > 0))
        unasked[at] = ~_of_one(c.contexts, a[at], b[at])
        apart |= unasked
        aged = np.flatnonzero(self._year[a])
        apart[aged] |= self._persons(a[aged], b[aged]) < 0
        return apart

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
            same = _alike(codes, a, b)
            yield name, np.maximum(same, 0.0)
            yield f"other {name}", np.maximum(-same, 0.0)
        group = _alike(c.whom, a, b)
        yield "same group", np.maximum(group, 0.0)
        yield "other group", np.maximum(-group, 0.0)
        yield "other event", np.maximum(-_alike(c.event, a, b), 0.0)
        yield "background", (self._other[a] + self._other[b].astype(float)) / 2
        yield "total and part", np.maximum(-_alike(c.part, a, b), 0.0)
        yield "part", (self._part[a] + self._part[b].astype(float)) / 2
        yield "other place", np.maximum(-_alike(c.place, a, b), 0.0)
        person = self._persons(a, b)
        yield "person", np.maximum(person, 0.0)
        yield "other person", np.maximum(-person, 0.0)
        subject = _alike(c.subject, a, b)
        yield "same subject", np.maximum(subject, 0.0)
        yield "other subject", np.maximum(-subject, 0.0)
        yield "subject of one", ((c.subject[a] > 0) ^ (c.subject[b] > 0)).astype(float)
        yield "one account", ((c.account[a] == c.account[b]) & ~sentence).astype(float)
        yield "one sentence", sentence.astype(float)
        yield "apart in the text", np.abs(c.at[a] - c.at[b])
        if equal:
            yield "rare value", self._rarity[a]
            yield "small equal", (self._quantity[a] & (c.low[a] >= 0) & (c.low[a] <= 3)).astype(float)
        else:
            whole = ~(self._part[a] | self._part[b] | self._other[a] | self._other[b])
            toll = whole & (_alike(self._fate, a, b) > 0) & (_alike(c.whom, a, b) >= 0)
            yield "one toll", toll.astype(float)
            yield (
                "one person",
                ((person > 0) & self._year[a] & self._named_in_full[a] & self._named_in_full[b]).astype(float),
            )
            yield from self._distance(a, b)

    def _distance(self, a: Codes, b: Codes) -> Named:
        """How far two unlike values are from one another."""
        c = self.columns
        overlap = np.maximum(c.low[a], c.low[b]) <= np.minimum(c.high[a], c.high[b])
        yield "overlap", overlap.astype(float)
        yield "unlike", (~overlap).astype(float)
        least, most = np.minimum(c.low[a], c.low[b]), np.maximum(c.low[a], c.low[b])
        scaled = ~self._date[a] & (least > 0) & (most < _FINITE)
        ratio = np.full(len(a), np.inf)
        np.log(most / np.where(scaled, least, 1.0), out=ratio, where=scaled)
        # Who says "hundreds" says nothing against 400.
        ratio[(self._vague[a] | self._vague[b]) & overlap] = 0.0
        richter = scaled & (self._magnitude[a] | self._magnitude[b])
        ratio[richter] = (most - least)[richter] * _MAGNITUDE
        yield "close figure", (ratio < 0.3).astype(float)
        yield "closest figure", (ratio < 0.1).astype(float)
        yield "close large figure", ((ratio < 0.3) & (least >= 10)).astype(float)
        yield "far figure", np.where(scaled, np.minimum(ratio, 3.0), 0.0)
        dates = self._date[a]
        gap = np.minimum(np.abs(c.low[a] - c.high[b]), np.abs(c.low[b] - c.high[a]))
        days = np.where(dates & ~overlap, gap, 0.0)
        yield "next day", (days == 1).astype(float)
        yield "days apart", np.minimum(5.0, np.log1p(days)) / 5
        breadth = np.where(dates, np.maximum(c.high[a] - c.low[a], c.high[b] - c.low[b]), 0.0)
        yield "coarse", np.minimum(5.0, np.log1p(breadth)) / 5

    def quotations(self, a: Codes, b: Codes) -> Named:
        """Features of pairs of quotations: likeness of the folded words, blind to what is left out at the ends."""
        contexts, key = self.columns.contexts, self.columns.key
        pairs, back = _unique(key[a], key[b])
        words = dict(zip(key[a].tolist(), (contexts[i].key for i in a.tolist()), strict=True))
        words |= zip(key[b].tolist(), (contexts[i].key for i in b.tolist()), strict=True)
        x, y = [words[k] for k in pairs[0].tolist()], [words[k] for k in pairs[1].tolist()]
        short = np.minimum([len(w) for w in x], [len(w) for w in y])
        whole = _likeness(fuzz.ratio, x, y)
        few = np.minimum([w.count(" ") for w in x], [w.count(" ") for w in y]) < _FEW
        long = np.flatnonzero((short >= _PART) & ~few)
        # Of a few words the half can be anybody's: "stop the dredging", "not to add to the dredging".
        part = np.flatnonzero((short >= _PART) & few)
        whole[part] = [1.0 if f" {x[n]} " in f" {y[n]} " or f" {y[n]} " in f" {x[n]} " else whole[n] for n in part]
        long = long[_kindred([x[n] for n in long], [y[n] for n in long])]
        whole[long] = np.maximum(whole[long], _likeness(fuzz.partial_ratio, [x[n] for n in long], [y[n] for n in long]))
        shortened = [n for n in long.tolist() if ELIDED in x[n] + y[n] and (_holds(x[n], y[n]) or _holds(y[n], x[n]))]
        whole[shortened] = 1.0
        like = np.maximum(0.0, whole - _UNLIKE) / (1 - _UNLIKE)
        # Scans mislay spaces; in longer quotations the likeness does not mind.
        brief = np.flatnonzero(short < _SHORT)
        like[brief] = [x[n].replace(" ", "") == y[n].replace(" ", "") for n in brief]
        yield "bias", np.ones(len(a))
        yield "same words", like[back]
        yield "short", ((short >= _SHORT) & (short < 25)).astype(float)[back]

    def names(self, a: Codes, b: Codes) -> Named:
        """Features of pairs of persons: whether the names can be one person's."""
        yield "bias", np.ones(len(a))
        yield "name", _of_names(self.columns.key, [c.key for c in self.columns.contexts], a, b)

    def _persons(self, a: Codes, b: Codes) -> Column:
        """1 where the frames name one person, -1 where they name two, 0 where one names none."""
        c = self.columns
        made = np.zeros(len(a))
        both = np.flatnonzero((c.person[a] > 0) & (c.person[b] > 0))
        named = [x.claim.frame.person or "" for x in c.contexts]
        made[both] = _of_names(c.person, named, a[both], b[both])
        return made


def _alike(codes: Codes, a: Codes, b: Codes) -> Column:
    """1 for the same, -1 for two different ones, 0 where one is not known."""
    x, y = codes[a], codes[b]
    return np.where((x == 0) | (y == 0), 0.0, np.where(x == y, 1.0, -1.0))


def _of_one(contexts: Sequence[Context], a: Codes, b: Codes) -> Flags:
    """Whether two answers to one question are about one person: what is somebody's needs a name in common."""
    pairs = ((contexts[x], contexts[y]) for x, y in zip(a.tolist(), b.tolist(), strict=True))
    return np.fromiter(
        (x.subject[0] not in PERSONAL or not x.whose.isdisjoint(y.whose) for x, y in pairs), bool, len(a)
    )


def _run(words: NDArray[np.int32], a: Codes, b: Codes) -> Column:
    """Number of equal words from the nearest on."""
    same = np.ones(len(a), bool)
    made = np.zeros(len(a))
    for k in range(SIDE):
        x = words[a, k]
        same &= (x > 0) & (x == words[b, k])
        made += same
    return made


def _holds(whole: str, shortened: str) -> bool:
    """Whether a quotation holds all that another leaves of it, in order: "a b c d" and "a … d"."""
    at = 0
    for part in shortened.split(f" {ELIDED} "):
        at = whole.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True


def _unique(x: Codes, y: Codes) -> tuple[tuple[Codes, Codes], Codes]:
    """The pairs of codes that occur, and for each pair its place among them."""
    width = int(max(x.max(initial=0), y.max(initial=0))) + 1
    codes, back = np.unique(x * width + y, return_inverse=True)
    return (codes // width, codes % width), back


def _of_names(codes: Codes, names: Sequence[str], a: Codes, b: Codes) -> Column:
    name = dict(zip(codes.tolist(), names, strict=True))
    (x, y), back = _unique(codes[a], codes[b])
    same = [same_name(name[p], name[q]) for p, q in zip(x.tolist(), y.tolist(), strict=True)]
    return np.where(np.array(same, bool), 1.0, -1.0)[back]


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
