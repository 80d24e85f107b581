"""Every knob of every stage, with its unit, its default and the reason for it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AccountSettings:
    """How files become accounts."""

    max_bytes: int = 100_000_000
    """Largest file read, in bytes. No single account of an event is larger; a 200 MB text is a mistake."""


@dataclass(frozen=True, slots=True)
class TextSettings:
    """How a text becomes a reading view."""

    longest_sentence: int = 2_000
    """Code points after which a sentence without end is cut at a space. No writer's sentence is that long; tables and
    binary rubbish are, and what reads sentences may cost more than their length."""


@dataclass(frozen=True, slots=True)
class ClaimSettings:
    """How claims are extracted."""


@dataclass(frozen=True, slots=True)
class LineageSettings:
    """How shared passages are found and directed."""


@dataclass(frozen=True, slots=True)
class CollationSettings:
    """How claims are grouped into items."""


@dataclass(frozen=True, slots=True)
class VerdictSettings:
    """How items are reconciled."""

    rule: str = "model"
    """Named rule behind low, best and high: model, min-max, two-independent, conservative, vote, exact-vote, median."""


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
