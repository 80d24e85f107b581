"""What each feature of a pair says, in words for those who ask why two claims are one item."""

from __future__ import annotations

from variorum.model import Link, Reason

FACTS = {
    "accounts": "several accounts give one of the values",
    "aligned": "both stand at one place of a copied passage",
    "apart in the text": "they stand far apart in their texts",
    "background": "what is told besides the event is told there",
    "both in one account": "one account gives both values",
    "close figure": "the figures are close",
    "close large figure": "the figures are close, and large",
    "closest figure": "the figures are very close",
    "coarse": "one date is told only roughly",
    "conversion": "one gives the other in another unit",
    "counted": "both count the same persons or things",
    "days apart": "the dates are apart",
    "far figure": "one figure is far larger",
    "finer slots in common": "both answer the same closer question",
    "measure": "both are of one measure",
    "name": "both names can be of one person",
    "near": "the words around them are alike",
    "next day": "the dates are a day apart",
    "one account": "both stand in one account",
    "one moment": "both tell when the event itself began",
    "one person": "both are the age of one person, named in full",
    "one sentence": "both stand in one sentence",
    "one slot": "both answer a question of the same kind",
    "one toll": "both are the whole toll, and the only one that their accounts give",
    "only figure of its account": "their accounts give no other such figure",
    "other counted": "they count unlike persons or things",
    "other event": "one is of this event, the other of another",
    "other group": "they are of two groups of persons",
    "other measure": "they are of two measures",
    "other person": "they name two persons",
    "other place": "their sentences name two places",
    "other predicate": "what happened is told with unlike words",
    "other subject": "the words beside them ask two questions",
    "overlap": "the values leave room for one another",
    "part": "part of a total is told there",
    "person": "both name one person",
    "predicate": "what happened is told with like words",
    "rare value": "few other claims have this value",
    "rivals": "other values can answer the same question",
    "same group": "both are of one group of persons",
    "same subject": "the words beside them ask one question",
    "same words": "the quoted words are alike",
    "sentence": "their sentences are alike",
    "short": "the quotation is short",
    "small equal": "so small a number is found often",
    "subject of one": "the words beside only one of them ask a question",
    "total and part": "one is a total, the other a part",
    "unlike": "the values exclude one another",
    "words beside": "the same words stand right beside them",
}
"""Features by name; "best ..." of two groups is that of their claims which are most alike."""


def fact(name: str) -> str:
    """What a feature says.

    >>> fact("best near"), fact("far figure")
    ('the words around the closest two are alike', 'one figure is far larger')
    """
    if name.startswith("best "):
        return (
            FACTS[name.removeprefix("best ")]
            .replace("their sentences", "the closest two sentences")
            .replace("them", "the closest two")
        )
    return FACTS[name]


def link_reasons(link: Link) -> tuple[Reason, ...]:
    """What spoke for and against a link, in words."""
    return tuple(
        Reason(name, share, f"{'for' if share > 0 else 'against'} one item: {fact(name)}")
        for name, share in link.reasons
    )
