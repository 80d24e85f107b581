"""Which letters stand beside which in each language: makes the table by which encodings are told.

`python bench/letters.py` writes src/variorum/accounts/letters.txt from the frequent words of trafilatura's own stop lists
(justext) and the names of countries and languages of the CLDR (babel), both of which come with the dependencies.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

from babel import Locale

TABLE = Path(__file__).parent.parent / "src/variorum/accounts/letters.txt"
LANGUAGES = {
    "en": "English", "fr": "French", "de": "German", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "nl": "Dutch", "sv": "Swedish", "da": "Danish",
    "nb": "Norwegian_Bokmal", "fi": "Finnish", "is": "Icelandic", "ca": "Catalan", "ga": "Irish", "pl": "Polish", "cs": "Czech",
    "sk": "Slovak", "hu": "Hungarian", "ro": "Romanian", "sl": "Slovenian", "hr": "Croatian", "sq": "Albanian", "tr": "Turkish",
    "az": "Azerbaijani", "lt": "Lithuanian", "lv": "Latvian", "et": "Estonian", "ru": "Russian", "uk": "Ukrainian", "be": "Belarusian",
    "bg": "Bulgarian", "sr": "Serbian", "mk": "Macedonian", "el": "Greek", "he": "Hebrew", "ar": "Arabic", "fa": "Persian", "vi": "Vietnamese",
}  # fmt: skip
LEAST = 5e-4
"""Pairs rarer than this after their first letter are left out."""


def pairs(code: str, name: str) -> dict[str, int]:
    """Each pair of letters with one beyond ASCII in it (a space is a word's edge), in half bits of -log2 of its chance."""
    locale = Locale.parse(code)
    frequent = (files("justext") / "stoplists" / f"{name}.txt").read_text(encoding="utf-8").split()
    # The lists are in the order of frequency (Zipf).
    weights: dict[str, float] = {word: 20 / (rank + 20) for rank, word in enumerate(frequent)}
    for names in (locale.territories, locale.languages):
        for value in names.values():
            for word in re.findall(r"[^\W\d_]+", value):
                weights[word] = weights.get(word, 0) + 0.1
    counts: defaultdict[str, float] = defaultdict(float)
    firsts: defaultdict[str, float] = defaultdict(float)
    words: Counter[str] = Counter()
    for word, weight in weights.items():
        if not re.fullmatch(r"[^\W\d_]+", word):
            continue
        whole = f" {word.lower()} "
        if code == "ro":
            whole += whole.translate(str.maketrans("șț", "şţ"))  # as old encodings have it
        for a, b in itertools.pairwise(whole):
            firsts[a] += weight
            counts[a + b] += weight
            words[a + b] += 1
    return {
        pair: round(-2 * math.log2(count / firsts[pair[0]]))
        for pair, count in counts.items()
        if words[pair] > 1 and count / firsts[pair[0]] >= (5e-3 if pair.isascii() else LEAST)
    }


def main() -> None:
    """Write the table."""
    lines = []
    for code, name in LANGUAGES.items():
        by_bits: dict[int, list[str]] = {}
        for pair, bits in pairs(code, name).items():
            by_bits.setdefault(bits, []).append(pair)
        lines.append(
            f"{code}\t" + "\t".join(f"{bits}:{''.join(sorted(found))}" for bits, found in sorted(by_bits.items()))
        )
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{TABLE.name}: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
