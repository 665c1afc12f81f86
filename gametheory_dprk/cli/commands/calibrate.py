"""`gtd calibrate`: whether posteriors of a comparison mean what they say."""

from __future__ import annotations

from typing import Any

import click

from gametheory_dprk.cli.completion import PluginName
from gametheory_dprk.cli.options import common_options, parameter_option, scenario_argument
from gametheory_dprk.cli.running import Run

FAILED = 1
MOST = 1_000_000
NUMBER = click.IntRange(1, MOST)


@click.command("calibrate")
@scenario_argument
@click.option(
    "--what",
    type=click.Choice(("ranks", "recovery", "models")),
    default="ranks",
    help="Ranks of the truth in posteriors and what intervals cover; how well truth is recovered "
    "from more episodes; or which hypothesis is found when each holds. Ranks by default.",
)
@click.option(
    "--simulations",
    metavar="N",
    type=NUMBER,
    help="Records to simulate; 2000 by default, 500 of each for recovery and models.",
)
@click.option(
    "--episodes",
    metavar="N,...",
    help="Plays of the game in each record; by default as many as the scenario's own record has, "
    "and 1,10,100,500 for recovery.",
)
@click.option(
    "--play",
    "played",
    type=click.Choice(("quantal", "exact")),
    help="Quantal response or the selected equilibrium; quantal by default, exact for models.",
)
@click.option(
    "--width",
    type=click.Choice(("narrow", "default", "wide", "ordinal", "stated")),
    help="Prior of the parameters, as of gtd compare, or their stated values, which is the default "
    "for models.",
)
@click.option("--free", metavar="NAME,...", help="Draw these parameters only.")
@click.option(
    "--points",
    metavar="N",
    type=NUMBER,
    help="Draws of the parameters that stand for a posterior; 4096 by default. Exact play of games "
    "without an atlas solves each of them.",
)
@click.option(
    "--concept",
    metavar="C",
    type=PluginName("concept", "gametheory_dprk.concepts"),
    help="Solution concept of exact play; the scenario's own by default.",
)
@click.option(
    "--prior",
    "priors",
    metavar="ID=W",
    multiple=True,
    help="Prior odds of a hypothesis; for all of them or none.",
)
@click.option("--eta", metavar="P", help="Probability that a report says nothing; 1/20 by default.")
@click.option(
    "--types",
    type=click.Choice(("redrawn", "persistent")),
    help="Whether types are drawn anew for each episode; redrawn by default.",
)
@click.option(
    "--rationality",
    metavar="L[:W],...",
    help="Values of lambda, with weights; 1,2,4,...,64 by default.",
)
@click.option(
    "--seed", metavar="N", type=click.IntRange(0), help="Seed of all draws; 0 by default."
)
@parameter_option
@common_options()
def COMMAND(run: Run, scenario: str, what: Any, **options: Any) -> int:  # noqa: N802
    """Tell whether posteriors mean what they say.

    Records are simulated of which the truth is known. Exit code 1 if ranks are not uniform.
    """
    from gametheory_dprk.analysis.calibration import calibrate
    from gametheory_dprk.cli.calibrating import lengths, study_of
    from gametheory_dprk.cli.comparing import read_models
    from gametheory_dprk.report.calibration import calibration_report, notices

    (model,) = read_models((scenario,), options["parameters"])
    study = study_of(what, options)
    found = calibrate(model, what, study, lengths(options["episodes"]), run.budget)
    run.emit(calibration_report(found, model))
    run.warn(notices(found))
    return 0 if found.sound else FAILED
