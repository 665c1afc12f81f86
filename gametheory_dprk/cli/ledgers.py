"""Ledgers that a command line names: options, and the record that they stand for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gametheory_dprk.cli.completion import PluginName

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare.settings import Settings
    from gametheory_dprk.limits import Budget
    from gametheory_dprk.scenario.model import Scenario

Function = TypeVar("Function", bound=Callable[..., Any])

FILE = click.Path(dir_okay=False, path_type=Path)


def format_options(command: Function) -> Function:
    """Give a command the options that say how a ledger is read."""
    with_map = click.option(
        "--map",
        "map_file",
        metavar="MAP.yaml",
        type=FILE,
        help="Which rows are which moves, and which are left out.",
    )(command)
    return click.option(
        "--adapter",
        metavar="NAME",
        type=PluginName("adapter", "gametheory_dprk.ledgers.adapters"),
        help="Format of the ledger: own, csis, nti, icews or gdelt; told by its first line if not "
        "given.",
    )(with_map)


def with_ledger(
    settings: Settings,
    scenario: Scenario,
    ledger: Path | None,
    adapter: str | None,
    map_file: Path | None,
    budget: Budget,
) -> Settings:
    """Settings with the record of a ledger, if one is named.

    Raises
    ------
    click.UsageError
        If there is a ledger and no map, or a map and no ledger.
    """
    if ledger is None:
        if map_file is not None or adapter is not None:
            raise click.UsageError("--map and --adapter are about a --ledger, and there is none")
        return settings
    if map_file is None:
        raise click.UsageError("--ledger needs --map: which rows are which moves")
    from dataclasses import replace

    from gametheory_dprk.analysis.compare.recorded import Recorded
    from gametheory_dprk.ledgers.mapping import read_map
    from gametheory_dprk.ledgers.reading import read_ledger

    found = read_ledger(ledger, adapter, read_map(map_file), scenario, budget)
    return replace(settings, record=Recorded(found.record(), found.origin()))
