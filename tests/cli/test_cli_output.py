"""Streams, files, colors and help."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from cli_runner import SCENARIOS, Outcome, gtd

from gametheory_dprk.cli.group import GROUP

Gtd = Callable[..., Outcome]


def commands() -> Iterator[click.Command]:
    context = click.Context(GROUP)
    for name in GROUP.list_commands(context):
        command = GROUP.get_command(context, name)
        assert command is not None, name
        yield command


@pytest.mark.parametrize("command", [*commands()], ids=lambda command: str(command.name))
def test_every_command_and_option_has_help(command: click.Command, here: Gtd) -> None:
    assert command.help
    assert command.name in here("--help").out
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] == []
    for option in ("--format", "--json", "--csv", "-o", "--quiet", "--limit-seconds"):
        assert option in here(str(command.name), "--help").out


def test_one_line_helps_are_whole(here: Gtd) -> None:
    assert "..." not in here("--help").out.partition("Commands:")[2]


def test_commands_of_the_contract_are_there(here: Gtd) -> None:
    now = {"solve", "validate", "verify", "show", "catalog", "check", "compare", "new", "schema"}
    assert now | {"solvers"} <= set(GROUP.list_commands(click.Context(GROUP)))


def test_the_suffix_of_the_file_chooses_the_format(here: Gtd, tmp_path: Path) -> None:
    for suffix, start in ((".json", "{"), (".csv", "equilibrium,"), (".md", "# "), (".tex", "\\")):
        file = tmp_path / f"out{suffix}"
        assert here("solve", "inspection.yaml", "-o", str(file)).out == ""
        assert file.read_text().startswith(start)
    svg = tmp_path / "out.svg"
    here("show", "inspection.yaml", "-o", str(svg))
    assert "<svg" in svg.read_text()


def test_an_asked_format_wins_over_the_suffix(here: Gtd, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    here("solve", "inspection.yaml", "-o", str(file), "--csv")
    assert file.read_text().startswith("equilibrium,")


def test_files_are_written_whole_and_keep_their_permissions(here: Gtd, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    file.write_text("old")
    file.chmod(0o600)
    here("solve", "inspection.yaml", "-o", str(file))
    assert [each.name for each in tmp_path.iterdir()] == ["out.json"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["command"] == "solve"


def test_a_dash_reads_standard_input_and_writes_standard_output() -> None:
    text = (SCENARIOS / "inspection.yaml").read_text()
    outcome = gtd("solve", "-", "--json", "-o", "-", stdin=text)
    assert outcome.code == 0
    assert json.loads(outcome.out)["scenario"]["id"] == "stdin"


def test_bytes_do_not_depend_on_the_locale() -> None:
    for name in ("solve", "show"):
        usual = gtd(name, "talks.yaml")
        ascii_only = gtd(name, "talks.yaml", PYTHONIOENCODING="ascii", LC_ALL="C")
        assert ascii_only.code == usual.code == 0
        assert ascii_only.out == usual.out


def test_a_solution_is_verified_from_standard_input() -> None:
    saved = gtd("solve", "inspection.yaml", "--json").out
    assert gtd("verify", "inspection.yaml", "-", stdin=saved).code == 0


def test_words_go_to_standard_error_and_quiet_stops_them(here: Gtd) -> None:
    assert here("check", "breakfast.yaml").err == "checking breakfast.yaml\n"
    assert here("check", "breakfast.yaml", "--quiet").err == ""


def test_a_pipe_gets_no_colors(here: Gtd) -> None:
    assert "\x1b" not in here("solve", "inspection.yaml").out


@pytest.mark.parametrize(("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_a_terminal_gets_colors_unless_told_otherwise(
    environment: dict[str, str], colored: bool
) -> None:
    ours, theirs = pty.openpty()
    clean = {name: each for name, each in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    with subprocess.Popen(
        [sys.executable, "-m", "gametheory_dprk", "solve", str(SCENARIOS / "inspection.yaml")],
        stdout=theirs,
        env={**clean, "TERM": "xterm", **environment},
    ) as process:
        os.close(theirs)
        text = b"".join(iter(lambda: read_quietly(ours), b""))
        process.wait(timeout=60)
    os.close(ours)
    assert b"Equilibrium 1" in text
    assert (b"\x1b[" in text) is colored


def read_quietly(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def test_new_writes_templates_that_are_valid(here: Gtd, tmp_path: Path) -> None:
    for kind in ("normal", "signaling", "extensive"):
        file = tmp_path / f"{kind}.yaml"
        assert here("new", kind, "-o", str(file)).code == 0
        assert here("validate", str(file)).code == 0


def test_schema_is_a_json_schema(here: Gtd) -> None:
    import jsonschema

    schema = json.loads(here("schema").out)
    jsonschema.validators.validator_for(schema).check_schema(schema)


def test_catalog_lists_what_is_shipped(here: Gtd) -> None:
    names = [each["name"] for each in json.loads(here("catalog", "--json").out)["scenarios"]]
    assert "dprk/agreed_framework_1994" in names
    assert names == sorted(names)


def test_solvers_tells_what_solves_what(here: Gtd) -> None:
    document = json.loads(here("solvers", "--json").out)
    known = {each["solver"]: each for each in document["solvers"]}
    assert known["vertex_enumeration"]["concepts"] == "nash"
    assert {"nash", "pbe"} <= {each["concept"] for each in document["concepts"]}


def test_shell_completion_knows_scenarios_concepts_and_parameters() -> None:
    def complete(line: str) -> str:
        count = str(len(line.split(" ")) - 1)
        return gtd(
            _GTD_COMPLETE="bash_complete",
            COMP_WORDS=line,
            COMP_CWORD=count,
        ).out

    assert "plain,dprk/agreed_framework_1994" in complete("gtd solve dprk/agr")
    assert "plain,pbe" in complete("gtd solve x --concept p")
    assert "plain,h=2" in complete("gtd solve inspection.yaml -p h")
