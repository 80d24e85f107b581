"""Variorum makes the variorum edition of one event from all the accounts of it."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from variorum.pipeline import make_edition
    from variorum.store import open_edition, save_edition

_VERBS = {
    "make_edition": "variorum.pipeline",
    "open_edition": "variorum.store",
    "save_edition": "variorum.store",
}

__all__ = ["make_edition", "open_edition", "save_edition"]


def __getattr__(name: str) -> Any:
    # The verbs are loaded when first used: `import variorum` must not cost the time that numpy takes.
    if name in _VERBS:
        return getattr(importlib.import_module(_VERBS[name]), name)
    raise AttributeError(f"module 'variorum' has no attribute {name!r}")
