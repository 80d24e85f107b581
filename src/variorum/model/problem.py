"""Problems: what could not be read, resolved or understood, kept as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from variorum.model.span import Span

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the user must know: a sentence that names the place, the cause and the remedy."""

    severity: Severity
    """error: something given could not be used; warning: used, but look at it; note: for completeness."""
    stage: str
    """Stage that met it: accounts, text, claims, lineage, collation, verdicts, review, store."""
    where: str
    """File name or siglum it is about; empty for the whole edition."""
    message: str
    """The sentence."""
    span: Span | None = None
    """Place in the account's text, None when it is about the whole."""


class UserError(Exception):
    """A fault the user can mend; its message is a sentence, and the command ends with exit code 2."""
