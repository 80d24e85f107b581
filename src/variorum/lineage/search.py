"""The search for passages, with numpy alone or with compiled kernels: the same passages either way."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from variorum.lineage import extend, siblings
from variorum.lineage import seeds as seeding
from variorum.lineage.crowds import thin
from variorum.lineage.extend import Stretches
from variorum.lineage.fold import Codes, Folding, Ints, Letters
from variorum.lineage.kept import Kept
from variorum.lineage.passages import Passage, join_stretches
from variorum.lineage.seeds import Sampling, Seeds
from variorum.lineage.shares import Shares
from variorum.model import Progress, silent
from variorum.settings import LineageSettings

_COMPILED_FROM = 500_000
"""Letters, of all texts or of those that are new, from which loading the compiled kernels, a second or two, pays."""
SIBLINGS = 3
"""Share of the documents compared with one seed above which a place has so many copies that none is sought for being lost."""


class Kernels(Protocol):
    """What numpy and numba both can do."""

    def find_seeds(self, letters: Letters, sampling: Sampling, most_pairs: int, gate: int, shares: Shares) -> Seeds:
        """Places where two texts have the same letters for a while."""

    def share_seeds(self, letters: Letters, sampling: Sampling, most_pairs: int, gate: int, number: int) -> Ints:
        """Rows (a, b, place in a, place in b) of those whose hash belongs to one share."""

    def grow(self, letters: Letters, seeds: Seeds, k: int) -> Stretches:
        """Alignments around the seeds."""

    def region_seeds(self, codes: Codes, regions: Ints) -> Ints:
        """Short seeds within regions."""

    def write_letters(self, folding: Folding, raw: Codes, out: Codes) -> int:
        """Write the letters of a text given as UTF-8; their number."""


class _Numpy:
    find_seeds = staticmethod(seeding.find_seeds)
    share_seeds = staticmethod(seeding.share_seeds)
    grow = staticmethod(extend.grow)
    region_seeds = staticmethod(siblings.region_seeds)

    @staticmethod
    def write_letters(folding: Folding, raw: Codes, out: Codes) -> int:
        letters, _ = folding.fold(raw.tobytes().decode("utf-8"))
        out[: len(letters)] = letters
        return len(letters)


def has_numba() -> bool:
    """Whether the extra `corpus` is installed."""
    return importlib.util.find_spec("numba") is not None


def kernels_for(letters: int, *, compiled: bool | None = None) -> Kernels:
    """The kernels for so many letters; `compiled` decides where it is given.

    Raises:
        ImportError: the compiled ones are asked for and numba is not installed.
    """
    if compiled or (compiled is None and letters >= _COMPILED_FROM and has_numba()):
        module: ModuleType = importlib.import_module("variorum.lineage.compiled")
        return module
    return _Numpy()


def find_passages(
    letters: Letters,
    settings: LineageSettings,
    progress: Progress = silent,
    *,
    compiled: bool | None = None,
    folder: Path | None = None,
    kept: Kept | None = None,
) -> list[Passage]:
    """All passages that two texts share, by documents and place.

    `folder` keeps what is done when it is stopped; what is `kept` of a search in some of the texts is not sought again.
    """
    size = len(letters.codes)
    sampling = seeding.sampling_for(size, settings.ngram)
    least = settings.least or least_score(size)
    gate = settings.gate or least_gate(size)
    shares = Shares(progress, folder)
    by = f"{sampling.k} {sampling.every} {sampling.shares} {sampling.stride} {least} {gate}"
    known: list[Passage] = []
    there = kept.seeds(letters, by) if kept is not None else None
    if there is not None and (letters.ends - letters.starts)[there[1]].sum() < _COMPILED_FROM:
        kernels: Kernels = _Numpy()
        found = _with_new(letters, sampling, settings.most_pairs, gate, *there)
    else:
        kernels = kernels_for(size, compiled=compiled)
        found = kernels.find_seeds(letters, sampling, settings.most_pairs, gate, shares)
    seeds = thin(letters, found, settings.most_pairs)
    if kept is not None:
        seeds, known = kept.unsought(letters, found, seeds)
    aligned = _in_shares(kernels.grow, shares, "aligning", settings.keep_every)(letters, seeds, sampling.k)
    passages = join_stretches(aligned, least, settings.bridge)
    passages = sorted(passages + known, key=lambda p: (p.a, p.b)) if known else passages
    reached, more = kept.reached(passages) if kept is not None else (passages, [])
    more += siblings.find_siblings(
        letters,
        reached,
        _in_shares(kernels.grow, shares, "siblings", settings.keep_every),
        kernels.region_seeds,
        settings.least_sibling,
        settings.bridge,
        settings.most_pairs // SIBLINGS,
    )
    if kept is not None:
        kept.led(more)
    return sorted(passages + more, key=lambda p: (p.a, p.b, p.a_start, p.b_start, p.a_end, p.b_end))


def _with_new(
    letters: Letters, sampling: Sampling, most_pairs: int, gate: int, there: Seeds, new: NDArray[np.bool_]
) -> Seeds:
    """All seeds, of which those of the texts but the `new` ones are `there`."""
    more, touched = seeding.more_seeds(letters, sampling, most_pairs, gate, new)
    stay = ~(touched[there.a] & touched[there.b])
    # The pairs that stay have none among the new seeds, so that theirs need only be put in between.
    size = len(letters.starts)
    at = np.searchsorted((there.a * size + there.b)[stay], more.a * size + more.b)
    pairs = ((there.a, more.a), (there.b, more.b), (there.at_a, more.at_a), (there.at_b, more.at_b))
    return Seeds(*(np.insert(old[stay], at, added) for old, added in pairs))


def _in_shares(grow: siblings.Grow, shares: Shares, stage: str, size: int) -> siblings.Grow:
    """`grow`, by shares of about `size` seeds, those of two documents in one."""
    size = max(size, 1)

    def grown(letters: Letters, seeds: Seeds, k: int) -> Stretches:
        count = len(seeds.a)
        others = (seeds.a[1:] != seeds.a[:-1]) | (seeds.b[1:] != seeds.b[:-1])
        heads = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(others) + 1))
        wanted = np.arange(size, count, size)
        cuts = np.unique([0, *heads[np.searchsorted(heads, wanted, side="right") - 1], count])

        def share(number: int) -> Ints:
            part = slice(*cuts[number : number + 2])
            return grow(letters, Seeds(seeds.a[part], seeds.b[part], seeds.at_a[part], seeds.at_b[part]), k).rows()

        total = max(len(cuts) - 1, 1)
        return Stretches.of(np.concatenate([shares.of(stage, n, total, share) for n in range(total)]))

    return grown


def least_score(letters: int) -> int:
    """The score that a passage must have in so many letters: in more text, idioms alike by chance are longer."""
    tenfolds = _tenfolds(letters)
    return 76 + int(7 * tenfolds + 9 * max(0.0, tenfolds - 1))


def least_gate(letters: int) -> int:
    """The score that the letters around a seed must have: a low one finds more, but costs time where there is much text."""
    return 16 + round(4 * max(0.0, _tenfolds(letters) - 1))


def _tenfolds(letters: int) -> float:
    """How often so many letters are ten times those of an edition."""
    return max(0.0, float(np.log10(max(letters, 1) / 3e5)))
