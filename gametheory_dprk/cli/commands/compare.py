"""`gtd compare`: which hypothesis the dated record supports."""

from __future__ import annotations

import click

from gametheory_dprk.cli.completion import PluginName, ScenarioName
from gametheory_dprk.cli.options import common_options, parameter_option
from gametheory_dprk.cli.run import Run


@click.command("compare")
@click.argument("scenarios", metavar="SCENARIO...", nargs=-1, required=True, type=ScenarioName())
@click.option("--as-of", metavar="DATE", help="Use only what had happened by this date.")
@click.option(
    "--concept",
    metavar="C",
    type=PluginName("concept", "gametheory_dprk.concepts"),
    help="Solution concept; the scenario's own by default.",
)
@click.option(
    "--rationality",
    metavar="L[:W],...",
    help="Values of lambda for quantal response, with weights; 1,2,4,...,64 by default.",
)
@click.option(
    "--draws",
    metavar="N",
    type=click.IntRange(0, 10_000),
    default=0,
    help="Draws of the parameters at each of three widths; none by default.",
)
@click.option(
    "--seed", metavar="N", type=click.IntRange(0), help="Seed of the draws; 0 by default."
)
@click.option(
    "--sensitivity",
    is_flag=True,
    help="Tell what parameters are identified, what each of them does, and what would tip it.",
)
@parameter_option
@common_options()
def COMMAND(  # noqa: N802
    run: Run,
    scenarios: tuple[str, ...],
    as_of: str | None,
    concept: str | None,
    rationality: str | None,
    draws: int,
    seed: int | None,
    sensitivity: bool,
    parameters: tuple[tuple[str, str], ...],
) -> None:
    """Tell which hypothesis the dated record supports, and how sure."""
    from gametheory_dprk.analysis.compare import compare
    from gametheory_dprk.analysis.compare.rationality import GRID, read_rationality_prior
    from gametheory_dprk.cli.reading import read_scenario, read_values
    from gametheory_dprk.report.comparison import comparison_report, joint_report

    reports = []
    for name in scenarios:
        model = read_scenario(name)
        read_values(model, parameters)
        found = compare(
            model,
            values=dict(parameters),
            as_of=as_of,
            concept=concept,
            rationality=GRID if rationality is None else read_rationality_prior(rationality),
            draws=draws,
            seed=seed or 0,
            sensitivity=sensitivity,
            budget=run.budget,
        )
        reports.append(comparison_report(found, model))
        run.warn(found.warnings)
    run.emit(reports[0] if len(reports) == 1 else joint_report(reports))
