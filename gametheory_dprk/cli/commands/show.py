"""`gtd show`: the game itself."""

from __future__ import annotations

from dataclasses import replace

import click

from gametheory_dprk.cli.options import common_options, parameter_option, scenario_argument
from gametheory_dprk.cli.running import Run

TEXT = "text"
"""Another word for `table`."""


@click.command("show")
@scenario_argument
@parameter_option
@common_options(TEXT, "svg", "tikz", "latex", "table", "json", "csv", "md")
def COMMAND(run: Run, scenario: str, parameters: tuple[tuple[str, str], ...]) -> None:  # noqa: N802
    """Show the game itself: moves, information, payoffs."""
    from gametheory_dprk.cli.reading import read_scenario, read_values
    from gametheory_dprk.report.drawing.svg import to_svg
    from gametheory_dprk.report.drawing.tikz import to_tikz
    from gametheory_dprk.report.game import game_picture, game_report

    model = read_scenario(scenario)
    values = read_values(model, parameters)
    writers = {"svg": to_svg, "tikz": to_tikz}
    if run.format in writers:
        run.emit_text(writers[run.format](game_picture(model, values)))
    else:
        name = "table" if run.format == TEXT else run.format
        replace(run, format=name).emit(game_report(model, values))
