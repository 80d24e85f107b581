"""Every relative link of the documentation leads somewhere, and the reference says what the code says."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

import edition_by_hand
from variorum.cli import COMMANDS, cli
from variorum.present.exports import claim_rows, item_rows, parallel_rows

ROOT = Path(__file__).parents[1]
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda p: str(p.relative_to(ROOT)))
def test_relative_links_resolve(page: Path):
    links = re.findall(r"\]\(([^)\s#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    broken = [x for x in links if "://" not in x and not x.startswith("mailto:") and not (page.parent / x).exists()]
    assert not broken


def _written():
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs/make.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.PAGES


@pytest.mark.parametrize(
    "page",
    ["reference/commands.md", "reference/settings.md", "reference/edition-file.md", "tutorial.md", "../README.md"],
)
def test_page_says_what_the_program_says(page: str):
    kept = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert kept == _written()[page](), "run: python docs/make.py"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_and_every_option_says_what_it_does(name: str):
    command = cli.get_command(click.Context(cli), name)
    assert "Example" in command.help
    for c in [command, *(command.commands.values() if isinstance(command, click.Group) else ())]:
        assert all(p.help for p in c.params if isinstance(p, click.Option)), c.name


def test_every_setting_and_column_says_what_it_is():
    pages = _written()
    for page in ("reference/settings.md", "reference/edition-file.md"):
        assert not re.search(r"\|\s*\|$", pages[page](), re.MULTILINE)
    tables = re.findall(r"CREATE TABLE (\w+)", (ROOT / "src/variorum/store/schema.sql").read_text(encoding="utf-8"))
    assert [t for t in tables if f"## {t}\n" not in pages["reference/edition-file.md"]()] == []


@pytest.mark.parametrize("rows", [claim_rows, item_rows, parallel_rows])
def test_every_field_of_an_export_is_documented(rows):
    page = (ROOT / "docs/reference/exports.md").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", page))
    fields = {field for row in rows(edition_by_hand.edition()) for field in row}
    assert fields
    assert fields <= words


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name)
def test_every_page_is_reached_from_the_index(page: Path):
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    assert page.name == "index.md" or f"]({page.relative_to(ROOT / 'docs').as_posix()})" in index


def test_every_package_has_its_line_in_the_architecture():
    rows = re.findall(r"^\| ([a-z, ]+) \|", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.MULTILINE)
    names = {name for row in rows for name in row.split(", ")} - {"package"}
    there = {p.stem for p in (ROOT / "src/variorum").iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()}
    assert names == there - {"__init__", "__main__", "pipeline"}


def test_help_loads_no_library_of_a_stage():
    script = "import sys, variorum.cli as c; c.cli.main(['--help'], standalone_mode=False); print(*sys.modules)"
    for code in (script, "import sys, variorum; print(*sys.modules)"):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        loaded = set(done.stdout.rsplit("\n", 2)[-2].split())
        assert loaded
        assert not loaded & {"numpy", "lxml", "trafilatura", "numba", "rich", "starlette", "jinja2"}
