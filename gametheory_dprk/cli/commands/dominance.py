"""`gtd dominance`: eliminates dominated moves round by round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from gametheory_dprk.cli.options import common_options, parameter_option, scenario_argument
from gametheory_dprk.cli.running import Run

if TYPE_CHECKING:
    from gametheory_dprk.concepts.dominance import Kind

LIMIT = 5


@click.command("dominance")
@scenario_argument
@click.option(
    "--kind",
    type=click.Choice(("strict", "weak")),
    default="strict",
    show_default=True,
    help="Better always, or never worse and sometimes better.",
)
@click.option(
    "--rounds",
    metavar="N",
    type=click.IntRange(min=1),
    help="Stop after N rounds; until nothing is dominated by default.",
)
@parameter_option
@click.option("--explain", is_flag=True, help="Add every check with both sides.")
@common_options()
def COMMAND(  # noqa: N802
    run: Run,
    scenario: str,
    kind: Kind,
    rounds: int | None,
    parameters: tuple[tuple[str, str], ...],
    explain: bool,
) -> int:
    """Eliminate dominated moves round by round, with proofs.

    A move goes if a mixture of others dominates it. Of games with several information sets the
    plans of the reduced normal form are looked at.
    """
    from gametheory_dprk.analysis.dominance import eliminate, normal_form
    from gametheory_dprk.cli.reading import read_scenario, read_values
    from gametheory_dprk.report.dominance import dominance_report

    model = read_scenario(scenario)
    values = read_values(model, parameters)
    game = normal_form(model.game.at(values))
    found = eliminate(game, kind, run.budget, rounds)
    report = dominance_report(found, game, model, values, explain)
    run.emit(report)
    return LIMIT if found.limit is not None else 0
