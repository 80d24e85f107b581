"""The measures of what befalls persons."""

HARM = (
    "killed",
    "injured",
    "survived",
    "shot",
    "missing",
    "detained",
    "displaced",
    "rescued",
    "released",
    "trapped",
    "wanted",
    "casualties",
    "ill",
)
"""Measures of what befalls persons."""
SUFFERED = (
    "killed",
    "injured",
    "casualties",
    "missing",
    "detained",
    "displaced",
    "rescued",
    "survived",
    "trapped",
    "ill",
)
"""Those that one figure lends to the others of its sentence: "12 cooks and three boys were killed"."""
