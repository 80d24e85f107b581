"""The records that all stages share; standard library only."""

from variorum.model.account import DOUBTFUL, Account, Metadatum, Place, Prepared, ReadingView, Seen
from variorum.model.claim import (
    DIED_LATER,
    KINDS,
    LISTED,
    REST,
    Attribution,
    Claim,
    ClockTime,
    Frame,
    Kind,
    Person,
    Quantity,
    Rejection,
    Utterance,
    Value,
)
from variorum.model.edition import Decision, Edition, Event
from variorum.model.item import Entry, Finding, Item, Link, Origin, Reading, Verdict
from variorum.model.lineage import Descent, Direction, Parallel, ParallelKind, PassageStemma, Reason, Stemma, TextEdit
from variorum.model.moment import Moment, is_edtf
from variorum.model.problem import Problem, Severity, UserError
from variorum.model.progress import Progress, silent
from variorum.model.selector import QuoteSelector, carry, locate, select
from variorum.model.span import OffsetMap, Span

__all__ = [
    "DIED_LATER",
    "DOUBTFUL",
    "KINDS",
    "LISTED",
    "REST",
    "Account",
    "Attribution",
    "Claim",
    "ClockTime",
    "Decision",
    "Descent",
    "Direction",
    "Edition",
    "Entry",
    "Event",
    "Finding",
    "Frame",
    "Item",
    "Kind",
    "Link",
    "Metadatum",
    "Moment",
    "OffsetMap",
    "Origin",
    "Parallel",
    "ParallelKind",
    "PassageStemma",
    "Person",
    "Place",
    "Prepared",
    "Problem",
    "Progress",
    "Quantity",
    "QuoteSelector",
    "Reading",
    "ReadingView",
    "Reason",
    "Rejection",
    "Seen",
    "Severity",
    "Span",
    "Stemma",
    "TextEdit",
    "UserError",
    "Utterance",
    "Value",
    "Verdict",
    "carry",
    "is_edtf",
    "locate",
    "select",
    "silent",
]
