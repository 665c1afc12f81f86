"""W11: start-up: commands from the shell to the end, and what importing costs here and at peers."""

from __future__ import annotations

import sys

import pytest
from processes import command, run_process

COMMANDS = {
    "gtd --help": ["--help"],
    "gtd solve dprk/agreed_framework_1994": ["solve", "dprk/agreed_framework_1994"],
}
IMPORTS = {
    "ours": "import gametheory_dprk",
    "nashpy": "import nashpy",
    "pygambit": "import pygambit",
    "quantecon": "import quantecon",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_command(benchmark, name):
    run_process(benchmark, "W11", name, "ours", [command("gtd"), *COMMANDS[name]])


@pytest.mark.parametrize("solver", IMPORTS)
def test_import(benchmark, solver):
    call = [sys.executable, "-c", IMPORTS[solver]]
    run_process(benchmark, "W11", "import of the library", solver, call, imports=IMPORTS[solver])
