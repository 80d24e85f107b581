"""From accounts to who copied whom: shared passages, their kind and direction, the stemma."""

from __future__ import annotations

from collections.abc import Sequence

from variorum.model import Account, Parallel, Problem, Progress, Stemma, silent
from variorum.settings import LineageSettings


def trace_lineage(
    accounts: Sequence[Account], settings: LineageSettings, progress: Progress = silent
) -> tuple[tuple[Parallel, ...], Stemma, tuple[Problem, ...]]:
    """All parallels between accounts by place, the stemma they add up to, and what went wrong."""
    return (), Stemma(), ()
