"""Records to JSON and back, driven by their type hints, so that a new field needs no code here."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
from collections.abc import Callable
from typing import Any, Union, get_args, get_origin, get_type_hints

_Rebuild = Callable[[Any], Any]


def to_json(value: object) -> str:
    """`value` (record, tuple, scalar or None) as JSON with sorted keys; a record says its type."""
    return _ENCODER.encode(value)


def from_json(kind: Any, text: str) -> Any:
    """The value of type `kind` that `to_json` wrote.

    Raises:
        ValueError: the text is no JSON, or not of this type.
    """
    try:
        return rebuild(kind)(json.loads(text))
    except (KeyError, TypeError) as fault:
        raise ValueError(f"{text[:80]!r} is no {kind}") from fault


@functools.cache
def hints(kind: Any) -> dict[str, Any]:
    """Resolved type hints of the fields of a record type, in order."""
    found = get_type_hints(kind)
    return {f.name: found[f.name] for f in dataclasses.fields(kind)}


def _row(value: Any) -> dict[str, Any]:
    # Called by the encoder for what JSON does not know: the records.
    kind: Any = type(value)
    return {"type": kind.__name__} | {name: getattr(value, name) for name in hints(kind)}


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=_row)


@functools.cache
def rebuild(kind: Any) -> _Rebuild:
    """The function that makes a value of type `kind` from plain JSON data; made once a type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _rebuild_union(inner)
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            each = rebuild(inner[0])
            return lambda data: tuple([each(v) for v in data])
        parts = [rebuild(k) for k in inner]
        return lambda data: tuple([part(v) for part, v in zip(parts, data, strict=True)])
    if dataclasses.is_dataclass(kind):
        return _rebuild_record(kind)
    if kind is float:
        return lambda data: float(data) if isinstance(data, int) else data
    return lambda data: data


def _rebuild_union(kinds: tuple[Any, ...]) -> _Rebuild:
    named: list[Any] = [k for k in kinds if dataclasses.is_dataclass(k)]
    records = {k.__name__: rebuild(k) for k in named}
    others = [rebuild(k) for k in kinds if not dataclasses.is_dataclass(k) and k is not types.NoneType]
    other: _Rebuild = others[0] if len(others) == 1 else lambda data: data

    def make(data: Any) -> Any:
        if data is None:
            return None
        return records[data["type"]](data) if isinstance(data, dict) else other(data)

    return make


def _rebuild_record(kind: Any) -> _Rebuild:
    fields = [(name, rebuild(hint)) for name, hint in hints(kind).items()]

    def make(data: Any) -> Any:
        # A field that an older edition lacks takes its default.
        return kind(**{name: part(data[name]) for name, part in fields if name in data})

    return make
