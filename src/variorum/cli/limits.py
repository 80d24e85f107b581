"""The limits of reading as options of a command, one for each that a problem may name."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def _size(value: str) -> int:
    """A number of bytes, as written for people."""
    m = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kKmMgG]?)[bB]?", value)
    if not m:
        raise click.BadParameter(f"{value!r} is no size: write bytes, or 500M, or 2G")
    unit = {"": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}[m[2].lower()]
    return round(float(m[1]) * unit)


_size.__name__ = "size"  # as --help shows it
_COUNT = click.IntRange(min=1)
_OPTIONS = (
    ("--max-bytes", _size, "Largest file read (100M)."),
    ("--max-memory", _size, "Memory that reading one file may take (700M)."),
    ("--max-seconds", click.FloatRange(min=0.5), "Processor seconds that reading one file may take (15)."),
    ("--max-unpacked", _size, "What one archive may unpack to (300M)."),
    ("--max-parts", _COUNT, "Files in one archive, rows in one table (10000)."),
    ("--max-depth", _COUNT, "Archives and messages within one another (4)."),
    ("--max-pages", _COUNT, "Pages of one PDF (3000)."),
    ("--ocr-languages", click.STRING, "Languages of scanned pages, as tesseract names them: eng+deu."),
)


def limit_options(command: Command) -> Command:
    """Add the options to a click command; those given arrive as keywords named as in `AccountSettings`, else None."""
    for name, kind, text in reversed(_OPTIONS):
        command = click.option(name, type=kind, help=text)(command)
    return command
