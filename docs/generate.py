"""Write the generated parts of the documentation: run it after a command or its output changed.

`commands.md` is made from the help of the commands. In `tutorial.md` the file that is shown is
written to an empty folder, the commands of every console block are run there, and what they print
takes the place of what the block had.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from gametheory_dprk.cli.group import GROUP

DOCS = Path(__file__).parent
YAML_BLOCK = re.compile(r"^```yaml\n# (?P<name>\S+\.yaml)\n(?P<text>.*?)^```$", re.M | re.S)
CONSOLE_BLOCK = re.compile(r"^```console\n(?P<text>.*?)^```$", re.M | re.S)

COMMON = ("format_name", "as_json", "as_csv", "output", "quiet", "limit_seconds", "limit_memory")
"""Options that are described once, for all commands."""

HEAD = """# Commands

Made by `docs/generate.py` from the help of the commands; `gtd COMMAND --help` says the same.

A SCENARIO is a file, `-` for standard input, or the name of a shipped scenario such as
`dprk/agreed_framework_1994`. Results go to standard output, words and progress to standard error.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | a check, a claim or a verification failed |
| 2 | the command line was not understood |
| 3 | a scenario or other data is invalid |
| 4 | no equilibrium was found, or no solver applies |
| 5 | a limit was reached; what was found by then is printed |
| 70 | a fault of the program itself |
| 130 | interrupted |
"""


def commands() -> dict[str, click.Command]:
    """Every command by its name."""
    context = click.Context(GROUP, info_name="gtd")
    found = {name: GROUP.get_command(context, name) for name in GROUP.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def option_rows(options: list[click.Option]) -> Iterator[str]:
    """A table of options."""
    yield from ("| option | meaning |", "|---|---|")
    for option in options:
        names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        value = "" if option.is_flag else f" {option.metavar or choices(option.type)}"
        text = (option.help or "").replace("|", "\\|")
        yield f"| {names}{value} | {text} |"


def choices(kind: Any) -> str:
    """What an option takes: one of a few words, or a number or text."""
    words = getattr(kind, "choices", None)
    return " \\| ".join(map(str, words)) if words else kind.name.upper()


def command_section(name: str, command: click.Command) -> str:
    """One command: usage, what it does, its own options."""
    context = click.Context(command, info_name=f"gtd {name}")
    usage = " ".join(["gtd", name, *command.collect_usage_pieces(context)])
    options = [each for each in command.params if isinstance(each, click.Option)]
    own = [each for each in options if each.name not in COMMON]
    parts = [f"## gtd {name}", f"    {usage}", paragraphs(command.help or "")]
    if own:
        parts.append("\n".join(option_rows(own)))
    formats = next((each for each in options if each.name == "format_name"), None)
    if formats:
        parts.append(f"Formats: {choices(formats.type).replace(chr(92), '')}.")
    return "\n\n".join(parts) + "\n"


def paragraphs(text: str) -> str:
    """A docstring without line breaks inside paragraphs."""
    return "\n\n".join(" ".join(each.split()) for each in text.split("\n\n"))


def commands_page() -> str:
    """The page of all commands."""
    known = commands()
    shared = [each for each in known["solve"].params if each.name in COMMON]
    options = [each for each in shared if isinstance(each, click.Option)]
    common = "\n".join(["## Options of all commands", "", *option_rows(options)]) + "\n"
    return "\n".join([HEAD, common, *(command_section(*each) for each in known.items())])


def printed(command: str, folder: str) -> str:
    """What a command line prints, words on standard error included."""
    here = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": here + os.pathsep + os.environ["PATH"], "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()).strip("\n")


def with_outputs(page: str) -> str:
    """A page in which every console block has what its commands print now."""
    with tempfile.TemporaryDirectory() as folder:
        for block in YAML_BLOCK.finditer(page):
            (Path(folder) / block["name"]).write_text(block["text"], encoding="utf-8")

        def run(block: re.Match[str]) -> str:
            lines = block["text"].splitlines()
            asked = [line for line in lines if line.startswith("$ ")]
            pieces = [f"{line}\n{printed(line[2:], folder)}".strip() for line in asked]
            return "```console\n" + "\n".join(pieces) + "\n```"

        return CONSOLE_BLOCK.sub(run, page)


def main() -> None:
    """Write both pages anew."""
    (DOCS / "commands.md").write_text(commands_page(), encoding="utf-8")
    tutorial = DOCS / "tutorial.md"
    tutorial.write_text(with_outputs(tutorial.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
