"""Every knob of every stage, with its unit, its default and the reason for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

Rule = Literal["model", "min-max", "two-independent", "conservative", "vote", "exact-vote", "median"]
RULES: tuple[Rule, ...] = get_args(Rule)
"""Named rules behind low, best and high; docs/explanation/verdicts.md tells each."""


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """How files become accounts."""

    max_bytes: int = 100_000_000
    """Largest file read, in bytes. No single account of an event is larger; a 200 MB text is a mistake."""
    max_kept_bytes: int = 20_000_000
    """Largest original kept within the edition, in bytes; a larger one stays beside it, known by its SHA-256."""
    max_memory: int = 700_000_000
    """Bytes of memory that reading one file may take beyond the program's own: 1 GiB in all with it."""
    max_seconds: float = 15.0
    """Processor seconds that reading one file may take, before what its size adds. A book of 500 pages takes 5."""
    seconds_per_page: float = 8.0
    """Seconds that each reading of a page of a scan adds; a page is read twice, a dense one in 3 each, and its figures once more."""
    seconds_per_megabyte: float = 2.5
    """Processor seconds that each megabyte of a file adds: a page of a PDF has 5 to 40 kB and takes 10 to 40 ms."""
    max_unpacked: int = 300_000_000
    """Bytes that one archive may unpack to: three times the largest file."""
    max_parts: int = 10_000
    """Files in one archive, records of a web archive, rows of a table of accounts."""
    max_depth: int = 4
    """Archives and messages within one another, the outermost counted."""
    max_pages: int = 3_000
    """Pages of one PDF that are read."""
    ocr_languages: str = "eng"
    """Languages of scanned pages, as tesseract names them, joined by "+"."""
    cache: Path | None = None
    """Folder where what was read is kept until the edition is written, None to keep nothing."""
    workers: int = 0
    """Files read at a time; 0 for as many as there are processors."""
    understood: tuple[str, ...] = ("en", "es")
    """Languages whose sentences the claims stage reads; accounts in others get a note. Those with a folder in `languages`."""


@dataclass(frozen=True, slots=True)
class TextSettings:
    """How a text becomes a reading view."""

    longest_text: int = 10_000_000
    """Code points of an account that are read for claims: a shelf of ten thick books. The text is kept whole."""
    most_lines: int = 150_000
    """Lines of an account that are read for claims: what the same shelf has at 66 code points a line. Each costs some
    hundred bytes of memory."""
    longest_sentence: int = 2_000
    """Code points after which a sentence without end is cut at a space, 0 for never. No writer's sentence is that long; tables and
    binary rubbish are, and what reads sentences may cost more than their length."""


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """How claims are extracted."""

    head: int = 600
    """Code points at the head of an account in which a date counts twice as the event's: news puts the event first."""


@dataclass(frozen=True, slots=True)
class LineageSettings:
    """How shared passages are found and directed. Letters are letters and digits, without case and accents."""

    ngram: int = 0
    """Letters of one seed; 0 for 10 to 16 by the size of the corpus: a shorter seed survives more errors, but chance and
    idiom repeat it more often in more text."""
    most_pairs: int = 40
    """Documents with one seed that are compared each with each, since pairs grow with the square. Above it they are
    compared with the earliest of them only, a star, which still makes one family of them."""
    gate: int = 0
    """Score of the letters around a seed (1 for an equal letter, -2 for another, without gaps) from which they are
    aligned; 0 for 16, and 4 more for every tenfold of text beyond 1,000 pages, whose idioms reach 16 to 20."""
    least: int = 0
    """Score of a shared passage (2 for an equal letter, -3 for another, -2 for one too many); 0 for 76 in an edition (38
    equal letters, some eight words) and 7 to 16 more for every tenfold of text, since idioms are the longer the more there
    are."""
    least_sibling: int = 48
    """Score of a passage in two accounts that both share that stretch with a third: there, 24 equal letters are no chance."""
    bridge: int = 120
    """Letters between two shared stretches that still are one passage, on either side: a sentence put in or left out."""
    longest_text: int = 20_000_000
    """Code points of one document of a corpus; a longer one is twenty thick books, and left out with a word."""
    memory: int = 400_000_000
    """Bytes of text that a corpus may hold in memory; beyond it, text and letters lie in a folder beside the result."""
    keep_from: int = 10_000_000
    """Letters of a corpus from which what is done of the search is kept in that folder, so that a stopped run goes on there; a
    smaller corpus takes a few seconds."""
    keep_every: int = 250_000
    """Seeds that are aligned before what they gave is kept: a second of work."""


@dataclass(frozen=True, slots=True)
class CollationSettings:
    """How claims are grouped into items."""

    threshold: float = 0.0
    """Least mean probability for joining claims, 0 to 1; 0 takes 0.3 where weights are learned, and 0.5 for persons and times of day."""
    most_links: int = 8
    """Most links explained for each claim: an item of many equal claims needs no square of reasons."""


@dataclass(frozen=True, slots=True)
class VerdictSettings:
    """How items are reconciled."""

    rule: Rule = "model"
    """Named rule behind low, best and high: model, min-max, two-independent, conservative, vote, exact-vote or median."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Where the work runs."""

    workers: int = 0
    """Processes; 0 for as many as there are processors."""
    pool_from: int = 12
    """Fewest rows for which processes are started: below it, starting them costs more than the work."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a run."""

    accounts: AccountSettings = field(default_factory=AccountSettings)
    """Reading files."""
    text: TextSettings = field(default_factory=TextSettings)
    """Reading views."""
    claims: ClaimSettings = field(default_factory=ClaimSettings)
    """Extraction."""
    lineage: LineageSettings = field(default_factory=LineageSettings)
    """Shared passages."""
    collation: CollationSettings = field(default_factory=CollationSettings)
    """Items."""
    verdicts: VerdictSettings = field(default_factory=VerdictSettings)
    """Verdicts and figures."""
    engine: EngineSettings = field(default_factory=EngineSettings)
    """Processes."""
