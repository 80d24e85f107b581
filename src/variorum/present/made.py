"""How an edition was made, as rows for reading: every setting by its name, the versions."""

from __future__ import annotations

import json

from variorum.model import Edition

_SETTINGS = "settings: "


def settings(edition: Edition) -> tuple[tuple[str, str], ...]:
    """Names and values of how it was made; settings as `stage.name`, in the order of the record.

    >>> import types
    >>> settings(types.SimpleNamespace(made=(("settings: verdicts", '{"rule": "model"}'), ("variorum", "1.0"))))
    (('verdicts.rule', 'model'), ('variorum', '1.0'))
    """
    rows: list[tuple[str, str]] = []
    for name, text in edition.made:
        try:
            found = json.loads(text) if name.startswith(_SETTINGS) else None
        except ValueError:
            found = None
        if isinstance(found, dict):
            rows += [(f"{name.removeprefix(_SETTINGS)}.{key}", str(value)) for key, value in found.items()]
        else:
            rows.append((name, text))
    return tuple(rows)
