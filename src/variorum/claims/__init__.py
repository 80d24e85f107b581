"""From reading views to claims: grammars for numbers, dates, durations, quotations, sources."""

from variorum.claims.event import find_event
from variorum.claims.extract import EXTRACTORS, extract_claims
from variorum.claims.page import Candidate, Extractor, Page

__all__ = ["EXTRACTORS", "Candidate", "Extractor", "Page", "extract_claims", "find_event"]
