"""`gtd compare`: which hypothesis the dated record supports."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from gametheory_dprk.cli.completion import PluginName, ScenarioName
from gametheory_dprk.cli.ledgers import FILE, format_options, with_ledger
from gametheory_dprk.cli.options import common_options, parameter_option
from gametheory_dprk.cli.running import Run, write_whole

LIMIT = 5
MOST_DRAWS = 4_000_000
NUMBER = click.IntRange(0, MOST_DRAWS)


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
    "--prior",
    "priors",
    metavar="ID=W",
    multiple=True,
    help="The analyst's prior odds of a hypothesis; for all of them or none.",
)
@click.option(
    "--other",
    metavar="P",
    help="Least prior probability that none of the named holds; 1/20 by default, 0 for none.",
)
@click.option("--eta", metavar="P", help="Probability that a report says nothing; 1/20 by default.")
@click.option(
    "--types",
    type=click.Choice(("redrawn", "persistent")),
    help="Whether types are drawn anew for each play of the record; redrawn by default.",
)
@click.option(
    "--cross/--flat",
    "cross",
    default=None,
    help="Cross hypotheses about types with those about parameters; by default where there are "
    "both.",
)
@click.option(
    "--move",
    "moves",
    metavar="SCENARIO:MOVE=MOVE",
    multiple=True,
    help="What a move of the first scenario is called in another one, both as PLAYER.MOVE.",
)
@click.option(
    "--rationality",
    metavar="L[:W],...",
    help="Values of lambda for quantal response, with weights; 1,2,4,...,64 by default.",
)
@click.option(
    "--draws",
    metavar="N",
    type=NUMBER,
    help="Draws of the parameters for each of four priors; 16384 where they are fast, else none.",
)
@click.option(
    "--quantal-draws",
    metavar="N",
    type=NUMBER,
    help="Draws at which quantal response is found too; none by default.",
)
@click.option(
    "--seed", metavar="N", type=click.IntRange(0), help="Seed of the draws; 0 by default."
)
@click.option(
    "--sensitivity",
    is_flag=True,
    help="Tell what parameters are identified, what each of them does, and what would tip it.",
)
@click.option(
    "--grid",
    metavar="X,Y",
    help="Posteriors over two numbers, each a parameter, prior or eta, with =LOW:HIGH:N if need "
    "be.",
)
@click.option(
    "--figure",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the weights of clues as a waterfall, .svg or .txt.",
)
@click.option(
    "--settings",
    "settings_file",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ask again what an earlier result (JSON) was asked; other options change that.",
)
@click.option(
    "--ledger",
    metavar="FILE",
    type=FILE,
    help="A ledger of events, as gtd ledger reads them, in place of the record of the files; needs "
    "--map.",
)
@format_options
@click.option("--details", is_flag=True, help="Show every table and setting.")
@parameter_option
@common_options()
def COMMAND(  # noqa: N802
    run: Run,
    scenarios: tuple[str, ...],
    figure: Path | None,
    settings_file: Path | None,
    details: bool,
    ledger: Path | None,
    adapter: str | None,
    map_file: Path | None,
    **options: Any,
) -> int:
    """Tell which hypothesis the dated record supports, and how sure.

    Several scenarios are hypotheses that are different games, held against one record.
    """
    from gametheory_dprk.analysis.compare import compare
    from gametheory_dprk.cli.comparing import asked, read_models
    from gametheory_dprk.report.comparison import comparison_report

    refuse_figure(figure)
    models = read_models(scenarios, options["parameters"])
    settings = asked(settings_file, options)
    settings = with_ledger(settings, models[0], ledger, adapter, map_file, run.budget)
    found = compare(models, settings, budget=run.budget)
    if figure is not None:
        write_figure(run, found, figure)
    run.emit(comparison_report(found, models[0], details))
    run.warn(found.warnings)
    return LIMIT if found.limit else 0


def refuse_figure(figure: Path | None) -> None:
    """Refuse a kind of figure that there is not.

    Raises
    ------
    click.UsageError
    """
    if figure is not None and figure.suffix not in (".svg", ".txt"):
        raise click.UsageError(f"a figure is .svg or .txt, not {figure.suffix or figure.name!r}")


def write_figure(run: Run, found: Any, figure: Path) -> None:
    """Write the waterfall."""
    from gametheory_dprk.report.comparison_figure import waterfall_svg, waterfall_text

    write_whole(figure, (waterfall_svg if figure.suffix == ".svg" else waterfall_text)(found))
    run.say(f"wrote {figure}")
