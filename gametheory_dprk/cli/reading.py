"""Reading what a command line names: a scenario, and the values of its parameters."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

import click

from gametheory_dprk.errors import ScenarioError

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Scenario


def read_scenario(name: str, strict: bool = False) -> Scenario:
    """Read a file, standard input for `-`, or a shipped scenario.

    Raises
    ------
    ScenarioError
        Telling everything that is wrong with it.
    """
    from gametheory_dprk.scenario.reader import read

    stdin = sys.stdin.buffer.read() if name == "-" else None
    return read(name, stdin=stdin, strict=strict)


def read_values(scenario: Scenario, given: Sequence[tuple[str, str]]) -> dict[str, Fraction]:
    """Values of all parameters: those given, and the scenario's own for the rest.

    Raises
    ------
    click.UsageError
        If a value that was given is the fault.
    """
    from gametheory_dprk.scenario.values import parameter_values

    try:
        return parameter_values(scenario, dict(given))
    except ScenarioError as error:
        if not given:
            raise
        raise click.UsageError(str(error)) from None
