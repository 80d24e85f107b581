"""From reading views to claims: grammars for numbers, dates, durations, quotations, sources."""

from variorum.claims.event import find_event, prepare_account
from variorum.claims.extract import extract_claims
from variorum.claims.languages import language_of
from variorum.claims.page import Candidate, Extractor, Page

__all__ = [
    "Candidate",
    "Extractor",
    "Page",
    "extract_claims",
    "find_event",
    "language_of",
    "prepare_account",
]
