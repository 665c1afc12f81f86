"""`gtd payoffs`: the payoffs of all subgame-perfect equilibria of a repeated game."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import click

from gametheory_dprk.cli.options import common_options, parameter_option, scenario_argument
from gametheory_dprk.cli.running import Run, write_whole

NONE, LIMIT = 4, 5
FIGURES = (".svg", ".pdf")


@click.command("payoffs")
@scenario_argument
@parameter_option
@click.option(
    "--tolerance",
    metavar="T",
    type=click.FloatRange(min=0, min_open=True),
    default=0.001,
    show_default=True,
    help="How near to each other the outer and the inner bound are wanted.",
)
@click.option(
    "--figure",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw both bounds: an .svg or a .pdf file.",
)
@common_options()
def COMMAND(  # noqa: N802
    run: Run,
    scenario: str,
    parameters: tuple[tuple[str, str], ...],
    tolerance: float,
    figure: Path | None,
) -> int:
    """Bound all subgame-perfect payoffs of a repeated game.

    For two players who see all moves at once, make pure moves and may draw public lots. The outer
    bound contains all equilibrium payoffs, the inner one nothing else; both are exact. What the
    automata of the file play is of no account. Exit code 4 if there is no such equilibrium.
    """
    from gametheory_dprk.analysis.payoff_set import payoff_set
    from gametheory_dprk.cli.reading import read_scenario, read_values
    from gametheory_dprk.errors import NoSolverError
    from gametheory_dprk.games import RepeatedGame
    from gametheory_dprk.report.figures.payoff_figure import payoff_file
    from gametheory_dprk.report.payoffs import payoffs_report

    if figure is not None and figure.suffix not in FIGURES:
        raise click.UsageError(f"a figure is an .svg or a .pdf file, not {figure.name}")
    model = read_scenario(scenario)
    values = read_values(model, parameters)
    game = model.game.at(values)
    if not isinstance(game, RepeatedGame):
        raise NoSolverError(f"{model.id} is of kind {model.kind}; payoff sets are of repeated")
    wanted = Fraction(str(tolerance))
    found = payoff_set(game, wanted, run.budget)
    run.emit(payoffs_report(found, game, model, values, wanted))
    if figure is not None:
        write_whole(figure, payoff_file(found, game, model.title, figure.suffix))
        run.say(f"wrote {figure}")
    if found.limit:
        return LIMIT
    return 0 if found.outer else NONE
