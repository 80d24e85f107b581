"""Settings from a file: a TOML table for each stage, a line for each knob."""

from __future__ import annotations

import tomllib
import types
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import click

from variorum.model.problem import UserError
from variorum.settings import Settings

settings_option = click.option(
    "--settings",
    "settings_file",
    type=click.Path(path_type=Path),
    help="TOML file of settings; what the command line says comes first.",
)
"""The option of every command that runs a stage."""


def read_settings(path: Path | None) -> Settings:
    """The settings in a TOML file: `[lineage]` and under it `ngram = 12`; what it does not name keeps its default.

    Raises:
        UserError: the file cannot be read, or names what is no setting, or gives one a value of another type.
    """
    settings = Settings()
    if path is None:
        return settings
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "it is no UTF-8 text"
        raise UserError(f"{path} cannot be read: {why}. Give --settings a TOML file.") from fault
    except tomllib.TOMLDecodeError as fault:
        raise UserError(f"{path} is no TOML: {fault}. docs/reference/settings.md shows an example.") from fault
    stages = [f.name for f in fields(settings)]
    for stage, table in tables.items():
        if stage not in stages or not isinstance(table, dict):
            raise UserError(f"{path}: {stage!r} is no stage. The stages are {', '.join(stages)}.")
        settings = replace(settings, **{stage: _stage(path, stage, getattr(settings, stage), table)})
    return settings


def _stage(path: Path, stage: str, default: Any, table: dict[str, Any]) -> Any:
    """The settings of one stage, with what `table` gives in place of the defaults."""
    assert is_dataclass(default)
    assert not isinstance(default, type)
    hints = get_type_hints(type(default))
    given = {}
    for name, value in table.items():
        if name not in hints:
            raise UserError(f"{path}: [{stage}] has no setting {name!r}. It has {', '.join(hints)}.")
        given[name] = _value(f"{path}: {stage}.{name}", hints[name], value)
    return replace(default, **given)


def _value(where: str, hint: Any, value: Any) -> Any:
    """The value in the type of its setting."""
    if isinstance(value, int | float) and value < 0:
        raise UserError(f"{where} is {value}, and cannot be below 0.")
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            raise UserError(f"{where} is {value!r}, and should be one of {', '.join(get_args(hint))}.")
        return value
    types_allowed = get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    for kind in types_allowed:
        if kind is float and isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if kind is Path and isinstance(value, str):
            return Path(value)
        if get_args(kind) and isinstance(value, list) and all(isinstance(v, str) for v in value):
            return tuple(value)
        if type(value) is kind:
            return value
    wanted = {int: "a whole number", float: "a number", str: "text", Path: "a path"}.get(
        types_allowed[0], "a list of text"
    )
    raise UserError(f"{where} is {value!r}, and should be {wanted}.")
