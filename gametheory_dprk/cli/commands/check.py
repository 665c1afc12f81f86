"""`gtd check`: re-derives what scenario files promise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gametheory_dprk.cli.completion import ScenarioName
from gametheory_dprk.cli.options import common_options
from gametheory_dprk.cli.running import Run
from gametheory_dprk.errors import LimitReached

if TYPE_CHECKING:
    from gametheory_dprk.analysis.check import CheckResult
    from gametheory_dprk.scenario.model import Scenario

FAILED, LIMIT = 1, 5


@click.command("check")
@click.argument("scenarios", metavar="[SCENARIO...]", nargs=-1, type=ScenarioName())
@common_options()
def COMMAND(run: Run, scenarios: tuple[str, ...]) -> int:  # noqa: N802
    """Re-derive every `expect:`, by default of all shipped files."""
    from gametheory_dprk.cli.reading import read_scenario
    from gametheory_dprk.report.check import check_report
    from gametheory_dprk.scenario.source import catalog

    results: list[tuple[Scenario, CheckResult]] = []
    limit = False
    try:
        for name in scenarios or catalog():
            run.say(f"checking {name}")
            check_one(run, read_scenario(name), results)
    except LimitReached as error:
        limit = True
        run.say(str(error))
    run.emit(check_report(results))
    if any(result.status == "failed" for _, result in results):
        return FAILED
    return LIMIT if limit else 0


def check_one(run: Run, scenario: Scenario, results: list[tuple[Scenario, CheckResult]]) -> None:
    """Check one scenario; what was done before a limit stays in the results."""
    from gametheory_dprk.analysis.check import iterate_checks

    for result in iterate_checks(scenario, run.budget):
        results.append((scenario, result))
