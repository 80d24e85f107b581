"""Times every grammar on a megabyte of input that nobody wrote for reading: CPU seconds by grammar and kind of input.

Usage: python bench/nasty.py [INPUT...] [--profile]; from the root of the repository. Exit code 1 when a grammar takes
more than LIMIT seconds for a megabyte, or more than GROWTH times as long for twice the text.
"""

from __future__ import annotations

import cProfile
import hashlib
import pstats
import random
import sys
import time
import tomllib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

from variorum.claims.en import EXTRACTORS, frame
from variorum.claims.en.attribution import attribute
from variorum.claims.en.reread import reread
from variorum.claims.page import Candidate, Page
from variorum.claims.verify import verify
from variorum.model import Account, Event
from variorum.settings import TextSettings
from variorum.text import clean_text

LIMIT = 2.0
"""CPU seconds that a grammar may take for a megabyte."""
SIZE = 1_000_000
GROWTH = 3.0
"""How often as long twice the text may take."""
_NOTABLE = 0.5
"""CPU seconds from which growth is looked at: below, it is noise."""
_WORDS = 'police said killed wounded Monday May in of the two 12 people Ada Brill was were and , . " ( ) Mr. 3 p.m. $ - at least to'.split(
    " "
)


def _drawn(size: int, words: list[str], often: list[str]) -> str:
    """Words in any order, two in five of them of those that come `often`."""
    draw = random.Random(7)
    out = []
    length = 0
    while length < size:
        out.append(draw.choice(often if often and draw.random() < 0.4 else words))
        length += len(out[-1]) + 1
    return " ".join(out)


def _lexicons() -> list[str]:
    """All words of the English lexicons, which every grammar looks for."""
    found: set[str] = set()

    def gather(part: Any) -> None:
        if isinstance(part, str) and part.replace(" ", "").isalpha():
            found.add(part)
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            gather(inner)

    for lexicon in files("variorum.languages").joinpath("en").iterdir():
        gather(tomllib.loads(lexicon.read_text(encoding="utf-8")))
    return sorted(found)


def _strangers(size: int) -> str:
    """Names that no other has, with ages, what they say and what became of so many."""
    draw = random.Random(7)
    out = []
    length = 0
    while length < size:
        given, last = ("".join(draw.choices(("ba", "ke", "lo", "mi", "nu", "ra"), k=3)).capitalize() for _ in "ab")
        lot = draw.choice(("killed", "hurt", "missing"))
        out.append(
            f"{given} {last}, {draw.randrange(1, 99)}, said {draw.randrange(2, 9999)} were {lot}. “No,” she said."
        )
        length += len(out[-1]) + 1
    return " ".join(out)


PIECES: dict[str, str] = {
    "digits without end": "1234567890",
    "numbers": "2 killed, ",
    "numbers apart by blanks": "123 456 ",
    "numbers with commas": "1,234,",
    "numbers in words": "one hundred thousand ",
    "twenty-": "twenty-",
    "vague": "several hundred thousand ",
    "ranges": "10 to 20 ",
    "ages": "Ada Brill, 61, ",
    "lists of ages": "ages 15, ",
    "persons and ages": "men, 12, 13, ",
    "money": "$1m to ",
    "percents": "12 percent ",
    "codes": "a1-b2/c3.",
    "telephone": "555-123-4567 ",
    "addresses": "1600 N. Elm St ",
    "addresses of pages": "www.a.b.c.d.e.",
    "at signs": "x" * 99 + "@",
    "months": "May 5 ",
    "spans of days": "May 5-6 to 7 ",
    "years": "1990-1991 to ",
    "weekdays": "last Sunday, the next day, ",
    "durations": "two and a half years ",
    "times": "11:20 p.m. ",
    "straight quotes": '" ',
    "quoted words": '"yes" ',
    "opened quotes": "“",
    "opened quotes and words": "“so he ",
    "closed quotes": "no” ",
    "single quotes": "'so' ",
    "nested quotes": "“a ‘b “c ‘d ",
    "nested brackets": "([{",
    "closing brackets": ")]}",
    "Mr.": "Mr. ",
    "said": "A. B said ",
    "said so": "Ada Brill said that ",
    "according to": "according to ",
    "quoted and said": '"It burned," said Ada Brill, the mayor. ',
    "he said": '"It burned," he said. ',
    "names": "Ada Brill ",
    "capitals": "A ",
    "long capitals": "ABCDEFGHIJ",
    "one letter": "a",
    "letters": "a ",
    "full stops": ". ",
    "dots": ".",
    "commas": ", ",
    "hyphens": "a-",
    "dashes": " - ",
    "blanks": " ",
    "tabs": "\t",
    "line ends": "\n",
    "lines": "a\n",
    "paragraphs": "Two died.\n\n",
    "hospital": "to the hospital in ",
    "denials": "denied reports that ",
    "killed": "killed wounded dead ",
    "none": "no one of the ",
    "of the": "12 of the ",
    "apostrophes": "o'clock's ",
    "soft hyphens": "a\u00ad",
    "accents": "e\u0301",
    "tags": "<b>",
    "ampersands": "&amp;",
    "stars": "*a*",
    "brackets of links": "[a](",
    "underscores": "_a",
    "and": "and ",
    "digits with commas": "1,2,3,",
    "names and": "Ada Brill and Ines Holt and ",
    "surnames": "Brill said. Ada Brill said. ",
    "dates": "on Monday, May 5, 1990, ",
    "dates apart": "In May 1990 they left.\n",
    "brackets in brackets": "(a [b (c ",
    "reopened quotes": "“So it was.\n\n",
    "reopened quotes and speaker": "“So it was,\n\n“he said.\n\n",
    "who": "who ",
    "of": "of ",
    "he": "He said he was told that she was shot. ",
    "labels": "Holt: “No.”\n",
    "told by": "“No,” Ada Brill, 31, told the Gazette. ",
    "lists of persons": "a man, a woman, two boys and his son, ",
    "one of them": "one of them was shot and ",
    "shot and killed": "Four people were shot, one fatally. ",
    "including": "killed 12 people, including two children, ",
    "parts of all": "Of the 12 dead, seven were dyers, ",
    "revised": "up from 12 to 14 dead, ",
    "hyphenated": "a 12-year-old boy-",
    "short sentences": "No. ",
    "sentences of a letter": "A. ",
    "at least": "at least ",
    "at least 3": "at least 3 ",
    "tolls": "The toll rose to 12. ",
    "quotes in capitals": "“THE MAYOR” ",
    "days before": "two days before the fire, ",
    "quotes over lines": "“a\n",
    "single marks": "'a ",
    "markdown": "# A\n* b\n",
    "Spanish marks": "«No», dijo él. ",
    "deep brackets": "(" * 500 + ")" * 500 + " ",
    "names with ages": "Ada Brill, 61, Ned Moor, 34, ",
    "days": "On May 5, 1990, the quay burned. ",
    "ranges in one sentence": "between 10 and 12 people, 15 to 18, ",
    "conversions": "6 miles (10 km), 3 feet (1 m), ",
    "denied": "it denied that 300 had died, ",
    "attributions": "12 died, police said, and 13, officials said, ",
    "reporting": "The ministry said that the mayor said that ",
    "one sentence": "and then the boat went on down the river past the mill ",
    "numbered things": "route 66 room 12 flight 3 ",
    "calls of notes": "[note 3] [4] ",
    "asides": "two, including one woman, were hurt, ",
    "wordings": "12 were shot, hurt, killed, injured, arrested, ",
    "years of cars": "a 1990 red Ford, ",
    "released": "released released hurt ",
    "pronouns": "He told her she said they knew him. ",
    "pronouns and speakers": '"No," she said. "Yes," he told her. "Why?" they asked. ',
    "pronouns in one sentence": "she said he told him that they said ",
    "titles": "Mayor Dr. Ada Brill Jr., Police Chief Capt. Ned Moor, ",
    "titles alone": "Dr. Mr. Mrs. Gov. Capt. ",
    "initials": "J. R. R. Brill, A. B. Moor, ",
    "one surname": "Ada Brill and Ned Brill said that ",
    "figures in brackets": "(12) [13 men] (14 [15]) ",
    "opened brackets": "(12 men (13 women (",
    "bullets": "• 12 dead\n• three hurt\n",
    "numbered lines": "1. Ada Brill, 31\n2. Ned Moor, 40\n",
    "table of bars": "| Lowmoor | 12 | 3 | 45 |\n",
    "table of tabs": "Lowmoor\t12\t3\tkilled\n",
    "ellipses": "… 12 ... hurt … ",
    "harm in one sentence": "and 12 men and a woman were killed while three others who were hurt ",
    "paragraphs in turn": "12 hurt.\n\nHe said so.\n\n",
    "scripts": "12 killed убито 13 死亡 14 人 قتلى ٣ ",
    "zero width": "12\u200b kil\u200dled\u2060 ",
    "directions": "\u200f12\u200e hurt ",
    "wide digits": "１２ killed, ",
    "heaps of accents": "a\u0301\u0302\u0303\u0304",
    "links": "Related: Two killed in a fire\n",
    "dated titles": "Ten hurt in a fire at the mill\nMay 5, 2016\n",
    "fractions": "two thirds of one-third of a quarter of ",
    "a man and": "a man and a woman and ",
    "gun on himself": "killed two people before turning the gun on himself, ",
    "injured in": "a man injured in the fire ",
    "nobody": "no one, nobody, none, not one ",
    "the five": "the five officers, all four, both women, ",
    "bounds": "up to at least about more than 12 ",
    "told a paper": "told the Lowmoor Gazette on May 5 that ",
    "quoted by": "quoted officials as saying that ",
    "described": "the old tall thin man, 28, of Lowmoor ",
    "a man was later": "a man was also later ",
    "killed a": "killed a tall old thin ",
    "left a": "left a tall man, 28, ",
    "named and apart": "Ada Brill, a teacher of tall boys, and ",
    "who saw": "12 men who saw it ",
    "including without comma": "12 men including ",
    "none of": "none of the guests in the hall ",
    "one who tells": "one guest, Ada Brill, ",
    "lakhs": "2,00,",
    "and a half": "two and a half and a half ",
    "when they": "when 12 men were, they were ",
    "of which": "killings, of which 12 ",
    "the dead in lines": "Those who died:\n- Ada Brill\n",
}
_DRAWN: dict[str, tuple[list[str], list[str]]] = {
    "mixed": (_WORDS, []),
    "lexicons": (_lexicons(), [".", "12", "the", "of", "Ada Brill", ",", "were", "a"]),
    "lexicons in one sentence": (_lexicons(), ["12", "the", "of", "Ada Brill", ",", "were", "a"]),
    "lexicons quoted": (_lexicons(), [".", '"', '"', "said", "he", "she", "Ada Brill"]),
    "lexicons in lines": (_lexicons(), [".\n\n", "\n", '"', "12", "the"]),
}


def text_of(name: str, size: int) -> str:
    """The nasty input of that name."""
    if name in _DRAWN:
        return _drawn(size, *_DRAWN[name])
    if name == "strangers":
        return _strangers(size)
    return PIECES[name] * (size // len(PIECES[name]))


def timed(stage: str, seconds: dict[str, float], work: Callable[[], Any]) -> Any:
    """What the work gives; its CPU seconds are noted."""
    began = time.process_time()
    out = work()
    seconds[stage] = time.process_time() - began
    return out


def read(text: str) -> dict[str, float]:
    """CPU seconds of every grammar for the text."""
    data = text.encode()
    account = Account("a", "a.txt", text, hashlib.sha256(data).hexdigest(), len(data), published="2016-07-20")
    seconds: dict[str, float] = {}
    view, _ = timed("text", seconds, lambda: clean_text(account, TextSettings()))
    page = timed("page", seconds, lambda: Page(account, view, Event("2016-07-19", (), "given")))
    found: list[Candidate] = []
    for extractor in EXTRACTORS:
        known = tuple(c for c in found if c.kind not in ("quotation", "person"))
        found += timed(extractor.__name__, seconds, lambda e=extractor, k=known: list(e(page, k)))
    framed = timed("frames", seconds, lambda: frame(page, found))
    timed("sources", seconds, lambda: attribute(page, framed))
    timed("verify", seconds, lambda: verify(page, framed, reread))
    return seconds


def main() -> None:
    """Print the seconds of every input, and of the grammars that are too slow."""
    names = [a for a in sys.argv[1:] if not a.startswith("--")] or [*PIECES, *_DRAWN, "strangers"]
    slow = 0
    for name in names:
        profile = cProfile.Profile()
        if "--profile" in sys.argv:
            profile.enable()
        whole = read(text_of(name, SIZE))
        if "--profile" in sys.argv:
            profile.disable()
            pstats.Stats(profile).sort_stats("tottime").print_stats(12)
        half = read(text_of(name, SIZE // 2)) if max(whole.values()) > _NOTABLE else {}
        over = {k: f"SLOW {k} {s:.1f}" for k, s in whole.items() if s > LIMIT}
        over |= {
            k: f"GROWS {k} {whole[k]:.1f} from {s:.1f}" for k, s in half.items() if whole[k] > max(GROWTH * s, _NOTABLE)
        }
        slow += len(over)
        worst = max(whole, key=lambda k: whole[k])
        marks = "".join(f"  {told}" for told in over.values())
        print(f"{name:24} {sum(whole.values()):6.1f} s in all, most {whole[worst]:5.2f} in {worst}{marks}", flush=True)
    print(f"{len(names)} inputs of 1 MB; grammars over {LIMIT} s or {GROWTH} times as long for twice the text: {slow}")
    raise SystemExit(slow > 0)


if __name__ == "__main__":
    main()
