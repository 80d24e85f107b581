"""Writes what the documentation repeats: the reference of commands, settings and the edition's file, and what commands print.

Usage: python docs/make.py; a test fails when a page is older than the code.
"""

from __future__ import annotations

import ast
import copy
import functools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from variorum.cli import COMMANDS, cli

HERE = Path(__file__).parent
ROOT = HERE.parent
SOURCE = ROOT / "src/variorum"
WRITTEN = "*Written by `docs/make.py`; change the code, not this page.*\n"


def commands() -> str:
    """Every command, with its own help."""
    parts = [f"# Commands\n\n{WRITTEN}\n```\n{_help(cli, 'variorum')}\n```\n"]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        parts.append(f"## variorum {name}\n\n```\n{_help(command, f'variorum {name}')}\n```\n")
        if isinstance(command, click.Group):
            parts += [
                f"### variorum {name} {verb}\n\n```\n{_help(c, f'variorum {name} {verb}')}\n```\n"
                for verb, c in command.commands.items()
            ]
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    command = copy.copy(command)
    vars(command)["_help_option"] = None  # click keeps the option as the first context had it
    settings: dict[str, Any] = {
        **cli.context_settings,
        "info_name": name,
        "terminal_width": 80,
        "max_content_width": 80,
    }
    context = click.Context(command, **settings)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def settings() -> str:
    """Every setting with its default and what it says of itself."""
    head = (
        f"# Settings\n\n{WRITTEN}\n"
        "`variorum read` and `variorum lineage` take them from a TOML file, `--settings FILE`, with a table for each stage;\n"
        "what the command line says comes first, and what neither says keeps its default. An edition keeps the settings that\n"
        "decided its content: `variorum report` shows them under *How this was made*.\n\n"
        '```toml\n[lineage]\nngram = 12\n\n[verdicts]\nrule = "min-max"\n```\n'
    )
    tree = ast.parse((SOURCE / "settings.py").read_text(encoding="utf-8"))
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    parts = [head]
    for stage, kind, _, _ in _fields(classes["Settings"]):
        rows = "\n".join(f"| `{n}` | {t} | `{d}` | {s} |" for n, t, d, s in _fields(classes[kind]))
        says = ast.get_docstring(classes[kind])
        parts.append(
            f"## {stage}\n\n{says}\n\n| setting | type | default | what it is |\n| --- | --- | --- | --- |\n{rows}\n"
        )
    return "\n".join(parts)


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str, str]]:
    """Name, type, default and docstring of each field of a settings class."""
    for field, says in zip(node.body, node.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(says, ast.Expr) and isinstance(says.value, ast.Constant):
            assert isinstance(field.target, ast.Name)
            assert field.value is not None
            words = " ".join(str(says.value.value).split()).replace("|", "\\|")
            kind = ast.unparse(field.annotation).replace("|", "or")
            yield field.target.id, kind, ast.unparse(field.value).replace("_", ""), words


def edition_file() -> str:
    """The data dictionary: every table and column of the schema with its comment."""
    sql = (SOURCE / "store/schema.sql").read_text(encoding="utf-8")
    head = (
        f"# The edition's file\n\n{WRITTEN}\n"
        "An edition is one SQLite file that any SQLite tool and Datasette can open. It is written whole or not at all, and\n"
        "holds all that its views show; `variorum verify` finds any changed byte. Lists and records in a column are JSON; spans\n"
        "are half-open offsets in Unicode code points of `account.text`; dates are EDTF (ISO 8601-2). `application_id` is\n"
        f"`{_pragma(sql, 'application_id')}`; `user_version`, the version of this schema, is {_pragma(sql, 'user_version')}.\n\n"
        "```sh\nsqlite3 event.variorum \"SELECT quote, value FROM claim WHERE kind = 'quantity'\"\n```\n"
    )
    parts = [head]
    for says, table, body in re.findall(r"((?:^--.*\n)+)CREATE TABLE (\w+) \(\n((?:^ .*\n)+)\)", sql, re.MULTILINE):
        what = " ".join(line.removeprefix("--").strip() for line in says.splitlines())
        columns = re.findall(r'^  "?(\w+)"? ([A-Z]+)[^\n]*?-- (.*)$', body, re.MULTILINE)
        rows = "\n".join(f"| {name} | {kind.lower()} | {text} |" for name, kind, text in columns)
        parts.append(f"## {table}\n\n{what}\n\n| column | type | what it is |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)


def _pragma(sql: str, name: str) -> str:
    found = re.search(rf"PRAGMA {name} = (\w+)", sql)
    assert found
    return found[1]


def told(path: str) -> str:
    """A page as it stands, with what the commands in its `console` blocks print today under each."""
    page = (HERE / path).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as where:
        shutil.copytree(ROOT / "examples", Path(where) / "examples")
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        around = {"PATH": path, "COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}

        def run(block: re.Match[str]) -> str:
            lines = []
            for command in re.findall(r"^\$ (.*)$", block[1], re.MULTILINE):
                done = subprocess.run(
                    ["bash", "-o", "pipefail", "-c", command],
                    check=False,
                    cwd=where,
                    env=around,
                    capture_output=True,
                    text=True,
                )
                # head closes the pipe before the program has said all, which is no failure.
                if done.returncode not in (0, 141):
                    raise RuntimeError(f"a command of {path} fails: {command}\n{done.stdout}{done.stderr}")
                lines += [f"$ {command}", *(line.rstrip() for line in done.stdout.splitlines())]
            return "```console\n" + "\n".join(lines) + "\n```"

        return re.sub(r"```console\n(.*?)```", run, page, flags=re.DOTALL)


PAGES = {
    "reference/commands.md": commands,
    "reference/settings.md": settings,
    "reference/edition-file.md": edition_file,
    "tutorial.md": functools.partial(told, "tutorial.md"),
    "../README.md": functools.partial(told, "../README.md"),
}

if __name__ == "__main__":
    for name, write in PAGES.items():
        (HERE / name).write_text(write(), encoding="utf-8")
