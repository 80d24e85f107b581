"""Invented documents whose every word is known: what the round trip of the formats is measured with."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

HEAD, FOOT = "Vardon Gazette · Special report", "Printed by the Orl Valley Press"
"""What stands above and below every page where a producer has running heads."""
_PLACES = "Vardon|Upper Orl|Saint-Maël|Kőszeg-Alsó|Halvern|Port Élan|Gröndal|Città Vecchia".split("|")
_PEOPLE = (
    "Anna Reyes|Jiří Novák|Zoë Brontë|Siobhán O’Leary|Łukasz Wójcik|François d’Orsay|Ana-María Peña|Tom Field".split(
        "|"
    )
)
_SENTENCES = (
    "On {day} the river Orl rose by {small}.5 metres within two hours and took the old bridge of {place} with it.",
    "The council counts {n} dead, among them {small} children, and {big} injured; the hospital says that more than {n} were brought in.",
    "“We heard a noise like a train, and then there was no street,” said {person}, a baker of {age}.",
    "Some {big} people were without electricity for {small} days, and the co-operative lost {big} tonnes of grain, worth ${small}.75 million.",
    "The dam, built in 19{two} and strengthened in 1994–1996, had been inspected on {day} by an engineer of the province.",
    "His report, which this newspaper has seen, speaks of “insufficient capacity of the spillway” and of administrative delay.",
    "According to the Ministry of the Interior, {big} soldiers and {n} volunteers searched the valley until {day}.",
    "Four people are still missing. The prosecutor opened an investigation against the operating company on {day}.",
    "Reconstruction is estimated at {two} per cent of the yearly budget, or €{big}; the state pays {two}.{small}% of it.",
    "The mayor announced a memorial on the embankment — to be inaugurated on the anniversary — and thanked the neighbouring municipalities for their extraordinary hospitality.",
    "“They told us, ‘Stay where you are’,” {person} recalled, “and nobody came until {clock}.”",
    "‘It was not the rain alone’, the engineer wrote; ‘the gates were closed at {clock} and opened {n} minutes too late’.",
    "The regional paper called it « une catastrophe annoncée », and the German consul spoke of „grober Fahrlässigkeit“ on the same evening.",
    "The office's first affidavit — filed in the district of {place} — was found to be insufficient, and a fifth officer's difficult testimony was sealed.",
    "A well-known, fifty-five-year-old ferryman pulled {small} passengers, including a three-month-old baby, out of the ice-cold water.",
    "In {place} alone {n} of {big} houses were uninhabitable; in {place} it was every second one (see table {small}).",
    "The water stood 1.{small} m high in the nave of the church, and 0.{two} m in the crypt, which had been dry since 18{two}.",
    "Prices rose: a loaf cost £{small}.{two} instead of £1.05, and a night's lodging between £{two} and £{n}.",
    '{person} of the Red Cross said that "no fewer than {n} families" had asked for help by {clock}; the first convoy left at {clock}.',
    "The naïve belief that the façade of {place}’s town hall would hold was, as the coöperating experts put it, ‘touching’.",
    "The committee’s chair, {person}, declined to comment; her deputy answered with a single sentence: “Ask the people who signed.”",
    "Of the {big} litres of fuel in the depot, {n} were recovered; the remainder drifted past {place} towards the estuary.",
    "Telephone lines were cut at {clock}, and the transmitter on the Kahlenberg (altitude {n} m) failed {small} minutes afterwards.",
    "For comparison: the flood of 18{two} killed {n}, that of 19{two} between {two} and {n}, and that of 2002 none.",
    "Insurers expect claims of {n} to {big} million; the finance ministry’s spokesperson would neither confirm nor deny these estimates.",
    "On {day}, shortly before {clock}, a second wave reached the lower districts; by then {two}% of the inhabitants had left.",
    "Schools in {place} reopened on {day}, although {small} of {two} classrooms were still drying out.",
    "Asked whether the warning had been passed on, {person} replied: “Yes — twice; at {clock} and again at {clock}. Nobody picked up…”",
    "The post-mortem lists drowning ({n}), hypothermia ({two}) and injuries from debris ({small}) as the causes of death.",
    "Environmental organisations demanded an internationally supervised re-examination of all {two} hydroelectric installations.",
)  # fmt: skip
_HEADINGS = (
    "What the council knew", "The night of the flood", "Counting the dead", "Who pays", "Voices from the valley", "What remains unexplained",
    "Chronology", "The engineers’ report",
)  # fmt: skip
_MONTHS = "January February March April May June July August September October November December".split()
QUOTED = re.compile(r"“([^“”]{8,})”|‘([^‘’]{8,})’(?!\w)|« ([^»]{8,}) »|„([^„“]{8,})“|\"([^\"]{8,})\"")
"""Quotations in all marks."""
# Calls of footnotes are no words of the text.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„«»", '"'),
        "’": "'",
        "‘": "'",
        "\xa0": " ",
        "\u202f": " ",
        "‑": "-",
        "\xad": None,
        **dict.fromkeys("⁰¹²³⁴⁵⁶⁷⁸⁹"),
    }
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or what stands like one."""

    kind: str
    """title, heading, paragraph, item, quote, table, note or caption."""
    text: str = ""
    """Its words; of a table none."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of a table, its cells; the first row is its head."""
    note: str = ""
    """A footnote called at its end."""


@dataclass(frozen=True, slots=True)
class Known:
    """A document."""

    blocks: tuple[Block, ...]
    """Title first."""
    author: str = "Anna Reyes"
    """Who wrote it."""
    day: str = "2013-05-04"
    """When it was published."""
    publisher: str = "Vardon Gazette"
    """Who published it."""
    extra: dict[str, str] = field(default_factory=dict)
    """Nothing, or what a producer needs."""

    @property
    def title(self) -> str:
        """Its title."""
        return self.blocks[0].text

    def texts(self) -> list[str]:
        """The known words, block by block, each footnote after its block, a table's rows one by one."""
        found = []
        for block in self.blocks:
            found += [block.text] if block.text else []
            found += [" ".join(row) for row in block.rows]
            found += [block.note] if block.note else []
        return found


def make_known(seed: int, paragraphs: int = 24) -> Known:
    """A document of about 30 words a paragraph and sentence; another for each seed."""
    chance = random.Random(seed)

    def fill(sentence: str) -> str:
        def value(m: re.Match[str]) -> str:
            return {
                "day": f"{chance.randrange(1, 29)} {chance.choice(_MONTHS)} {chance.randrange(2009, 2014)}",
                "small": str(chance.randrange(3, 10)), "two": str(chance.randrange(11, 99)), "n": str(chance.randrange(101, 999)),
                "big": f"{chance.randrange(1, 90)},{chance.randrange(1000):03}", "age": str(chance.randrange(21, 90)),
                "clock": f"{chance.randrange(1, 24)}:{chance.randrange(60):02}", "place": chance.choice(_PLACES), "person": chance.choice(_PEOPLE),
            }[m[1]]  # fmt: skip

        return re.sub(r"\{(\w+)\}", value, sentence)

    def paragraph(most: int) -> str:
        return " ".join(fill(s) for s in chance.sample(_SENTENCES, chance.randrange(2, most)))

    blocks = [
        Block(
            "title",
            f"The flood of {chance.choice(_PLACES)}, {chance.choice(('one', 'two', 'ten'))} years on: report no. {seed}",
        )
    ]
    heads = iter(chance.sample(_HEADINGS, len(_HEADINGS)))
    for k in range(paragraphs):
        if k % 5 == 0 and (head := next(heads, "")):
            blocks.append(Block("heading", head))
        note = fill(chance.choice(_SENTENCES)) if k % 6 == 3 else ""
        blocks.append(Block("paragraph", paragraph(5), note=note))
        if k % 8 == 4:
            blocks += [Block("item", fill(s)) for s in chance.sample(_SENTENCES, 4)]
        if k % 8 == 6:
            blocks.append(
                Block(
                    "quote",
                    fill(
                        "We were told nothing. We stood on the roof for {two} hours with {small} others, and counted {n} lights going by."
                    ),
                )
            )
        if k % 9 == 5:
            rows = [("Village", "Dead", "Injured", "Remarks on the state of the houses")]
            rows += [
                (
                    p,
                    str(chance.randrange(2, 200)),
                    f"{chance.randrange(1, 9)},{chance.randrange(1000):03}",
                    fill("{n} houses damaged"),
                )
                for p in chance.sample(_PLACES, 4)
            ]
            blocks += [
                Block("caption", fill("Table {small}. Losses by village, as counted on {day}")),
                Block("table", rows=tuple(rows)),
            ]
    return Known(tuple(blocks))


def plain(text: str) -> str:
    """The text with single spaces and one kind of each mark, the double ones left out: their spaces differ by language."""
    return " ".join(re.sub(r'["|]', " ", text.translate(_PLAIN)).split())


def quotations(text: str) -> list[str]:
    """What stands in quotation marks of any kind, without the marks."""
    return [next(g for g in m.groups() if g) for m in QUOTED.finditer(text)]


def has_quotation(view: str, words: str) -> bool:
    """Whether a reading view has `words` between quotation marks."""
    return re.search(r"[\"'] ?" + re.escape(" ".join(words.translate(_PLAIN).split())) + r" ?[\"']", view) is not None


def figures(text: str) -> list[str]:
    """Every figure, with its separators and decimals."""
    return re.findall(r"\d+(?:[.,:]\d+)*", text)
