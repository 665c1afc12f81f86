"""`gtd convert`: the game in another file format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gametheory_dprk.cli.options import common_options, parameter_option, scenario_argument
from gametheory_dprk.cli.running import SUFFIXES, Run

if TYPE_CHECKING:
    from fractions import Fraction

    from gametheory_dprk.scenario.model import Scenario

FORMATS = ("yaml", "json", "efg", "nfg", "latex")


@click.command("convert")
@scenario_argument
@click.argument("out", required=False, type=click.Path(dir_okay=False, path_type=Path))
@parameter_option
@common_options(*FORMATS)
@click.pass_context
def COMMAND(  # noqa: N802
    context: click.Context,
    run: Run,
    scenario: str,
    out: Path | None,
    parameters: tuple[tuple[str, str], ...],
) -> None:
    """Write the game in another file format.

    The suffix of OUT says which: .efg and .nfg are Gambit's, .yaml and .json are scenario files
    of this program, .tex is a drawing. Without OUT the game goes to standard output, in the
    format that --format names. Parameters are filled in; what the format cannot hold is told on
    standard error. Repeated, bargaining and stochastic games are held by scenario files alone, in
    which _x20_ in a name stands for a space, and so on.
    """
    from gametheory_dprk.cli.reading import read_scenario, read_values

    run = aimed(run, out, context)
    model = read_scenario(scenario)
    values = read_values(model, parameters)
    if run.format == "latex":
        write_drawing(run, model, values)
    else:
        write_game(run, scenario, model, values)


def aimed(run: Run, out: Path | None, context: click.Context) -> Run:
    """The run with the file and the format that OUT names.

    Raises
    ------
    click.UsageError
        If OUT names no format, or options name one too.
    """
    if out is None:
        return run
    given = context.params
    if given["output"] or given["format_name"] or given["as_json"] or given["as_csv"]:
        raise click.UsageError("OUT names file and format; leave out -o and --format")
    suffix = out.suffix.lower()
    name = {".yml": "yaml", **SUFFIXES}.get(suffix)
    if name not in FORMATS:
        raise click.UsageError(
            f"{suffix or 'no suffix'!r} names no format; known are .efg .nfg .yaml .json .tex"
        )
    return replace(run, format=name, output=out)


def write_drawing(run: Run, model: Scenario, values: dict[str, Fraction]) -> None:
    """Draw the game for LaTeX."""
    from gametheory_dprk.report.drawing.tikz import to_tikz
    from gametheory_dprk.report.game import game_picture

    run.emit_text(to_tikz(game_picture(model, values)))


def write_game(run: Run, name: str, model: Scenario, values: dict[str, Fraction]) -> None:
    """Write the game, and say what the file does not hold."""
    from gametheory_dprk.cli import conversion
    from gametheory_dprk.interchange.spec import FORMATS as CARDS
    from gametheory_dprk.interchange.spec import foreign_format
    from gametheory_dprk.registry import discover

    card = discover(CARDS)[run.format]
    conversion.check_convertible(model, card)
    source = foreign_format(name)
    document = conversion.document_of(model, values, from_identifiers=source is None)
    game, _ = conversion.fitted(document.game, card)
    text = card.write(replace(document, game=game))
    conversion.check_readable(replace(document, game=game), card, text)
    if change := conversion.change_of_form(document.game, game, card):
        run.say(f"note: {change}")
    lost = list(conversion.losses(model, card, source))
    if lost:
        run.say(f"not kept: {', '.join(lost)}")
    run.emit_text(text)
