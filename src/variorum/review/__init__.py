"""Review: what persons decide, kept append-only, and applied to the machine's edition."""

from variorum.review.anchors import (
    to_account,
    to_claim,
    to_decision,
    to_item,
    value_claims,
    value_text,
)
from variorum.review.apply import Reviewed, Reviewer, in_force, open_reviewed, review
from variorum.review.log import SAYING, VERBS, decide, decide_all, from_lines, import_log, to_lines

__all__ = [
    "SAYING",
    "VERBS",
    "Reviewed",
    "Reviewer",
    "decide",
    "decide_all",
    "from_lines",
    "import_log",
    "in_force",
    "open_reviewed",
    "review",
    "to_account",
    "to_claim",
    "to_decision",
    "to_item",
    "to_lines",
    "value_claims",
    "value_text",
]
