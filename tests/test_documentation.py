"""The generated parts of the documentation are what the program says now."""

from __future__ import annotations

import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def load_generator() -> ModuleType:
    """Import `docs/generate.py`, which belongs to no package."""
    place = importlib.util.spec_from_file_location("generate_docs", DOCS / "generate.py")
    assert place
    assert place.loader
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


generate = load_generator()
COMMANDS: dict[str, click.Command] = generate.commands()
STALE = "stale: run `python docs/generate.py`"


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_commands_page_is_current() -> None:
    assert generate.commands_page() == read("commands.md"), STALE


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    command = COMMANDS[name]
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert command.help
    assert all(option.help for option in options)
    page = read("commands.md")
    assert f"## gtd {name}\n" in page
    assert all(f"`{option.opts[0]}`" in page for option in options)


@pytest.mark.skipif(
    not shutil.which("bash") or not (Path(sys.executable).parent / "gtd").exists(),
    reason="the commands of the tutorial need a shell and an installed gtd",
)
def test_console_blocks_show_what_is_printed() -> None:
    page = read("tutorial.md")
    assert page.count("```console") >= 8
    assert generate.with_outputs(page) == page, STALE


def test_the_tutorial_shows_the_file_that_ships() -> None:
    (block,) = generate.YAML_BLOCK.finditer(read("tutorial.md"))
    shipped = ROOT / "examples" / block["name"]
    assert block["text"] == shipped.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([\w./]+\.(?:md|py|yaml))\)", read(page))
    assert [link for link in links if not (DOCS / link).exists()] == []


def test_the_index_lists_every_page_and_example() -> None:
    index = read("index.md")
    pages = {path.name for path in DOCS.glob("*.md")} - {"index.md"}
    files = [path for path in (ROOT / "examples").iterdir() if path.suffix in (".py", ".yaml")]
    examples = {f"../examples/{path.name}" for path in files}
    assert [name for name in sorted(pages | examples) if f"({name})" not in index] == []
