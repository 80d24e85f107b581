"""Slips of the pen: which words are known, and what the unknown ones tell of who copied."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from variorum.lineage.edits import Words, fold_word
from variorum.lineage.spelling import english
from variorum.model import Direction, TextEdit

_LEAST = 2
"""Slips from which a direction is told: one may have been mended as well as made."""


def by_slips(
    a: str, b: str, edits: Sequence[TextEdit], a_text: str, b_text: str, known: Callable[[str], bool]
) -> tuple[Direction, str]:
    """The direction between the accounts named a and b that misspelt words tell, and how.

    Whoever copies makes slips; what is misspelt on one side alone, again and again, was copied there. Edits are seen
    from b: "misspelt" is a word that only b has, where a has one that is known.
    """
    slips = [(e.sort, e.a.of(a_text), e.b.of(b_text)) for e in edits if e.sort in ("misspelt", "mended")]
    in_b = [(x, y) for sort, x, y in slips if sort == "misspelt" and known(fold_word(x))]
    in_a = [(y, x) for sort, x, y in slips if sort == "mended" and known(fold_word(y))]
    ways: tuple[tuple[Direction, str, str, list[tuple[str, str]], list[tuple[str, str]]], ...] = (
        ("a->b", a, b, in_b, in_a),
        ("b->a", b, a, in_a, in_b),
    )
    for direction, source, copy, mine, others in ways:
        if len(mine) >= _LEAST and not others:
            right, wrong = mine[0]
            return direction, f"{copy} has {len(mine)} words misspelt that {source} has right: “{wrong}” for “{right}”"
    return "unknown", ""


class KnownWords:
    """Whether a folded word is no slip of the pen: it is English, or stands twice in one text, or in texts of two groups."""

    def __init__(self, groups: Iterable[Sequence[Words]]) -> None:
        """Each group is texts that share passages; that two of them have a word may mean that one copied it, slip and all."""
        self._standing: Counter[str] = Counter()
        for texts in groups:
            seen: set[str] = set()
            for words in texts:
                seen.update(words.folded)
                self._standing.update(words.repeated)
            self._standing.update(seen)

    def __call__(self, word: str) -> bool:
        """Whether one word is known."""
        return self._standing[word] > 1 or word in english()

    def unlike(self, other: KnownWords) -> set[str]:
        """The words that are known here and not there, or there and not here."""
        counts = self._standing, other._standing
        twice = [{w for w, n in count.items() if n > 1} for count in counts]
        return (twice[0] ^ twice[1]) - english()
