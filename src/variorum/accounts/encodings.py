"""Which old encoding a text is in that says it nowhere: by the letters that stand side by side in each language."""

from __future__ import annotations

import codecs
import contextlib
import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

_COMMON_ONES = "cp1252 cp1250 iso8859_2 mac_roman cp1251 koi8_u cp1253 cp1254 cp1257 cp1255 cp1256 cp850 cp437 cp852 cp866 iso8859_15"
_OTHERS = (
    "iso8859_5 iso8859_7 mac_cyrillic mac_latin2 iso8859_13 cp857 cp775 cp737 cp862 iso8859_6 cp1258 cp1125 "
    "mac_greek cp865 cp860 cp869"
)
ENCODINGS = {
    name: 0.0 if name == "cp1252" else bits
    for names, bits in ((_COMMON_ONES, 4.0), (_OTHERS, 10.0))
    for name in names.split()
}
"""Bits that speak against each before anything is read; of two that give the same letters, the first is taken."""
OF_SEVERAL_BYTES = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
"""Encodings of East Asia."""
_AGAINST_SEVERAL = 15.0
_TOKEN = re.compile(rb"[A-Za-z]{0,30}[\x80-\xff][A-Za-z\x80-\xff]{0,60}")
_WORD = re.compile("[A-Za-z]{0,30}[^\x00-\x7f][A-Za-z\x80-\U0010ffff]{0,60}")
_PLAIN = re.compile(rb"(?<![A-Za-z\x80-\xff])[A-Za-z]{2,30}(?![A-Za-z\x80-\xff])")
_TOKENS = 600
"""Different words with letters beyond ASCII that are looked at, the most frequent."""
_UNSEEN = 13.0
"""Bits of a pair of letters that a language does not have."""
_NEAR = 10.0
"""Bits by which a rival must be less likely, not to be named."""
_WRONG = 16.0
"""...of what no text has: a byte without a meaning, a control character, a capital within a word."""
_ODD = 8.0
"""...of a mark where such marks do not stand, "£ukasz"."""
_USUAL = 3.0
"""...of a mark where it does."""
_RARE = 6.0
"""...of a mark that few texts have."""
_OPENING, _CLOSING = frozenset("“„«‘‹¿¡‚([{"), frozenset("”’»›“‘)]}")
_DASHES, _MONEY = frozenset("–—"), frozenset("€£¥$¢")
_SIGNS = frozenset("§©®™·½¼¾°²³¹±×ºª†‰№")
_BEHIND = frozenset("®™")
"""Signs that stand behind a word: in front of one they are another encoding's Ž."""
_FRAMES = re.compile("[\u2500-\u259f]")

_Bits = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text's encoding seems to be."""

    encoding: str
    """Python's name of it."""
    rival: str | None
    """Another that is about as likely and gives other letters; None where there is none."""


def guess_encoding(sample: bytes) -> Guess:
    """The likeliest of `ENCODINGS`, by a chain of letters (a Markov chain of the first order) for each language.

    Every word with a byte beyond ASCII is decoded from each encoding; what counts are the pairs of letters with one beyond
    ASCII, in the language that the word fits best, the languages of more words being likelier.
    """
    tokens = _tokens(sample)
    if not tokens:
        return Guess("cp1252", None)
    plain = Counter(_PLAIN.findall(sample)).most_common(_TOKENS)
    known = np.array([_of_word(f" {word.decode('ascii')} ")[1] for word, _ in plain])
    ranked = [
        (against + _bits(_decoded(tokens, name), known), k, name) for k, (name, against) in enumerate(ENCODINGS.items())
    ]
    for name in OF_SEVERAL_BYTES:
        # It may end within a letter.
        with contextlib.suppress(UnicodeDecodeError):
            if words := _words(codecs.getincrementaldecoder(name)().decode(sample)):
                ranked.append((_AGAINST_SEVERAL + _bits(words, known), len(ranked), name))
    ranked.sort()
    best = ranked[0]
    if best[2] in OF_SEVERAL_BYTES:
        return Guess(_of_several([name for _, _, name in ranked if name in OF_SEVERAL_BYTES], sample), None)
    text = sample.decode(best[2], "replace")
    rival = next((r for r in ranked[1:] if sample.decode(r[2], "replace") != text), None)
    near = rival is not None and rival[0] - best[0] < _NEAR
    return Guess(best[2], rival[2] if rival is not None and near else None)


def _of_several(fitting: list[str], sample: bytes) -> str:
    """Which of the encodings of East Asia that the sample is sound in; the first where that cannot be told."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=fitting).best() if len(fitting) > 1 else None
    return fitting[0] if best is None else best.encoding


def _tokens(sample: bytes) -> list[tuple[bytes, int]]:
    """Each word with a byte beyond ASCII, with the byte before it and after it, and how often."""
    padded = b" %b " % sample
    found = Counter(padded[m.start() - 1 : m.end() + 1] for m in _TOKEN.finditer(padded))
    return sorted(found.items(), key=lambda t: (-t[1], t[0]))[:_TOKENS]


def _decoded(tokens: list[tuple[bytes, int]], encoding: str) -> list[tuple[str, int]]:
    return [(token.decode(encoding, "replace"), count) for token, count in tokens]


def _words(text: str) -> list[tuple[str, int]]:
    padded = f" {text} "
    found = Counter(padded[m.start() - 1 : m.end() + 1] for m in _WORD.finditer(padded))
    return sorted(found.items(), key=lambda t: (-t[1], t[0]))[:_TOKENS]


def _bits(tokens: list[tuple[str, int]], known: _Bits) -> float:
    """How unlikely words are; the languages of those `known`, and of more words, are the likelier."""
    fixed = 0.0
    words: list[_Bits] = []
    weights: list[float] = []
    for whole, count in tokens:
        bits, letters = _of_word(whole)
        # What comes again and again is one piece of evidence more than once, but not each time.
        weight = 1 + math.log2(count)
        fixed += bits * weight
        words.append(letters)
        weights.append(weight)
    table, weight_of = np.array(words), np.array(weights)
    prior = np.zeros(table.shape[1])
    for _ in range(2):
        share = np.bincount(np.argmin(table + prior, axis=1), weight_of, minlength=table.shape[1])
        if len(known):
            share += np.bincount(np.argmin(known + prior, axis=1), minlength=table.shape[1])
        prior = -np.log2((share / share.sum() + 0.02) / 1.02)
    return fixed + float(((table + prior).min(axis=1) * weight_of).sum())


@lru_cache(maxsize=20_000)
def _of_word(whole: str) -> tuple[float, _Bits]:
    """Bits of a word's marks, and of its letters in each language; first and last character are what stands around it."""
    fixed = 0.0
    letters = _nothing()
    folded = whole.lower() if len(whole.lower()) == len(whole) else whole
    for k in range(1, len(whole) - 1):
        c, before, after = whole[k], whole[k - 1], whole[k + 1]
        if c.isalpha():
            if before.isalpha() and c.isupper() and (before.islower() or (after.islower() and before.isupper())):
                fixed += _WRONG
            if before.isalpha() and (before < "\u0370") != (c < "\u0370"):
                fixed += _WRONG
            pair = (folded[k - 1] if before.isalpha() else " ") + folded[k]
            letters = letters + _pair(pair)
            if not after.isalpha():
                letters = letters + _pair(folded[k] + " ")
        elif not c.isascii():
            fixed += _of_mark(c, before, after)
    return fixed, letters


def _of_mark(c: str, before: str, after: str) -> float:
    inner = before.isalpha() and after.isalpha()
    if c == "\ufffd" or "\x80" <= c < "\xa0":
        return _WRONG
    if c == "’" and before.isalnum():
        return _USUAL
    if c == "\xa0":
        return _USUAL
    if c in _DASHES:
        return _USUAL if before.isspace() == after.isspace() else _ODD
    if c in _MONEY:
        return _USUAL if before.isdigit() or after.isdigit() else _ODD
    if c in _OPENING and not before.isalnum() and not after.isspace():
        return _USUAL
    if c in _CLOSING and not before.isspace() and not after.isalpha():
        return _USUAL
    if _FRAMES.match(c):
        return _WRONG if before.isalnum() or after.isalnum() else _ODD
    if c == "…":
        return _RARE if not after.isalnum() else _ODD
    if c == "•":
        return _USUAL if before.isspace() else _WRONG
    if c in _BEHIND and not before.isalnum():
        return _ODD
    if c in _SIGNS and not inner:
        return _RARE
    return _WRONG


@cache
def _table() -> dict[str, _Bits]:
    lines = (files("variorum.accounts") / "letters.txt").read_text(encoding="utf-8").splitlines()
    table: dict[str, _Bits] = {}
    for column, line in enumerate(lines):
        for group in line.split("\t")[1:]:
            bits, pairs = group.split(":", 1)
            for k in range(0, len(pairs), 2):
                table.setdefault(pairs[k : k + 2], np.full(len(lines), _UNSEEN))[column] = int(bits) / 2
    table[""] = np.full(len(lines), _UNSEEN)
    return table


def _nothing() -> _Bits:
    return _table()[""] * 0


def _pair(pair: str) -> _Bits:
    return _table().get(pair, _table()[""])
