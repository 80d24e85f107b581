"""Records to JSON and back, driven by their type hints, so that a new field needs no code here."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def to_json(value: object) -> str:
    """`value` (record, tuple, scalar or None) as JSON with sorted keys; records of a union say their type."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def from_json(kind: Any, text: str) -> Any:
    """The value of type `kind` that `to_json` wrote.

    Raises:
        ValueError: the text is no JSON, or not of this type.
    """
    try:
        return _rich(kind, json.loads(text))
    except (KeyError, TypeError) as fault:
        raise ValueError(f"{text[:80]!r} is no {kind}") from fault


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        row = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"type": type(value).__name__} | row
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    return value


def _rich(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        options = [k for k in get_args(kind) if k is not types.NoneType]
        if isinstance(data, dict):
            return _rich(next(k for k in options if k.__name__ == data["type"]), data)
        return _rich(options[0], data) if len(options) == 1 else data
    if origin is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_rich(inner[0], v) for v in data)
        return tuple(_rich(k, v) for k, v in zip(inner, data, strict=True))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(**{name: _rich(k, data[name]) for name, k in hints(kind).items() if name in data})
    if origin is Literal or kind is Any:
        return data
    if kind is float and isinstance(data, int):
        return float(data)
    return data


@functools.cache
def hints(kind: Any) -> dict[str, Any]:
    """Resolved type hints of the fields of a record type, in order."""
    found = get_type_hints(kind)
    return {f.name: found[f.name] for f in dataclasses.fields(kind)}
