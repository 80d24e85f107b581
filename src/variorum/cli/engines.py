"""The option that says where a command runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click


def engine_option(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option --engine, one of the names or the address of a Ray cluster; the first name is the default."""

    def engine(value: str) -> str:
        if value in names or (value.startswith("ray://") and len(value) > len("ray://")):
            return value
        raise click.BadParameter(f"{value!r} is none of {', '.join(names)}, ray://HOST:PORT")

    says = f"Where it runs: {', '.join(names)} or ray://HOST:PORT; the default is {names[0]}."
    return click.option("--engine", type=engine, default=names[0], help=says)
