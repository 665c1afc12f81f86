"""`gtd catalog`: what is shipped."""

from __future__ import annotations

import click

from gametheory_dprk.cli.completion import ScenarioName
from gametheory_dprk.cli.options import common_options
from gametheory_dprk.cli.running import Run


@click.command("catalog")
@click.argument("name", required=False, type=ScenarioName())
@common_options()
def COMMAND(run: Run, name: str | None) -> None:  # noqa: N802
    """List the shipped scenarios, or describe one of them."""
    from gametheory_dprk.cli.reading import read_scenario
    from gametheory_dprk.report.catalog import catalog_report, scenario_report
    from gametheory_dprk.scenario.source import catalog

    if name is None:
        run.emit(catalog_report([read_scenario(each) for each in catalog()]))
    else:
        run.emit(scenario_report(read_scenario(name)))
