"""`gtd solve`: all equilibria at one parameter point, each certified."""

from __future__ import annotations

import click

from gametheory_dprk.cli.completion import OptionValue, PluginName
from gametheory_dprk.cli.options import common_options, parameter_option, scenario_argument
from gametheory_dprk.cli.running import Run

CODES = {"ok": 0, "partial": 0, "none": 4, "limit": 5}


@click.command("solve")
@scenario_argument
@click.option(
    "--concept",
    metavar="C",
    type=PluginName("concept", "gametheory_dprk.concepts"),
    help="Solution concept such as nash or pbe; the scenario's own by default.",
)
@click.option(
    "--refine",
    metavar="R",
    multiple=True,
    type=PluginName("refinement", "gametheory_dprk.refinements"),
    help="Refinement that equilibria must survive; the scenario's own by default, 'none' for none.",
)
@parameter_option
@click.option(
    "--option",
    "options",
    metavar="NAME=VALUE",
    multiple=True,
    type=OptionValue(),
    help="Set an option of the solver, such as lambda=40 for qre; `gtd solvers` lists them. "
    "May be repeated.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Add every check with both sides, what was refused and why, and how all were found.",
)
@click.option(
    "--certify",
    is_flag=True,
    help="Add to JSON a certificate that there are no other equilibria, for `gtd verify`.",
)
@common_options()
def COMMAND(  # noqa: N802
    run: Run,
    scenario: str,
    concept: str | None,
    refine: tuple[str, ...],
    parameters: tuple[tuple[str, str], ...],
    options: tuple[tuple[str, str], ...],
    explain: bool,
    certify: bool,
) -> int:
    """Find all equilibria at one parameter point, each certified."""
    from gametheory_dprk.analysis.logit_limit import limit_of
    from gametheory_dprk.cli.reading import read_scenario, read_values
    from gametheory_dprk.planner import solve
    from gametheory_dprk.report.extension import extended
    from gametheory_dprk.report.logit_limit import with_limit
    from gametheory_dprk.report.solution import solution_report

    model = read_scenario(scenario)
    values = read_values(model, parameters)
    chosen = model.solve.options_for(concept, dict(options))
    solution = solve(
        model.game,
        concept or model.solve.concept,
        values=values,
        refine=demanded(refine, model.solve.refine, concept in (None, model.solve.concept)),
        budget=run.budget,
        options=chosen,
        certify_complete=certify,
    )
    report = solution_report(solution, model, explain)
    if solution.concept == "qre" and chosen.get("lambda") == "limit" and solution.equilibria:
        report = with_limit(report, limit_of(model.game.at(values), solution, run.budget))
    run.emit(extended(report, model.game, values, solution, chosen))
    run.warn(solution.warnings)
    return CODES[solution.status] if solution.equilibria or solution.status == "limit" else 4


def demanded(given: tuple[str, ...], default: tuple[str, ...], own: bool) -> tuple[str, ...]:
    """Refinements asked for; the scenario's own where nothing was said and its concept is used."""
    if given:
        return tuple(name for name in given if name != "none")
    return default if own else ()
