"""`gtd ledger`: what a ledger of events holds, and which rows are moves of a scenario."""

from __future__ import annotations

from pathlib import Path

import click

from gametheory_dprk.cli.completion import ScenarioName
from gametheory_dprk.cli.ledgers import FILE, format_options
from gametheory_dprk.cli.options import common_options
from gametheory_dprk.cli.running import Run


@click.command("ledger")
@click.argument("file", type=FILE)
@click.argument("scenario", required=False, type=ScenarioName())
@format_options
@common_options()
def COMMAND(  # noqa: N802
    run: Run, file: Path, scenario: str | None, adapter: str | None, map_file: Path | None
) -> int:
    """Tell what became of every row of a ledger.

    FILE is the program's own table of events or one of the public formats it reads. With a map,
    rows are moves, left out, or listed as mapping nowhere; with a SCENARIO the moves are checked,
    and it is told which of its information sets are ever observed.
    """
    from gametheory_dprk.cli.reading import read_scenario
    from gametheory_dprk.ledgers.mapping import read_map
    from gametheory_dprk.ledgers.reading import read_ledger
    from gametheory_dprk.report.coverage import coverage_report

    model = None if scenario is None else read_scenario(scenario)
    ledger_map = None if map_file is None else read_map(map_file)
    found = read_ledger(file, adapter, ledger_map, model, run.budget)
    run.emit(coverage_report(found, model))
    return 0
