"""The gold events of ../shared/events: their scorer, and their accounts gathered as a user would have them."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

EVENTS = Path(__file__).parents[1] / "../shared/events"


def scorer() -> Any:
    """The shared scorer, imported by its path."""
    spec = importlib.util.spec_from_file_location("score_claims", EVENTS / "score_claims.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def events() -> list[Path]:
    """The folders of all gold events, by name."""
    return sorted(p.parent for p in EVENTS.glob("*/claims.jsonl"))


@contextmanager
def gathered(event: Path) -> Iterator[Path]:
    """A folder with the event's accounts and their sidecar, while it is needed."""
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / event.name
        shutil.copytree(event / "accounts", folder)
        if (event / "accounts.csv").exists():
            shutil.copy(event / "accounts.csv", folder)
        yield folder
