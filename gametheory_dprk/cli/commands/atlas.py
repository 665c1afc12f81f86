"""`gtd atlas`: every equilibrium as formulas, with the region of parameters where it exists."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gametheory_dprk.cli.completion import ParameterValue
from gametheory_dprk.cli.options import common_options, parameter_option, scenario_argument
from gametheory_dprk.cli.running import Run, write_whole

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Scenario

REFUTED, LIMIT = 1, 5
FIGURES = (".svg", ".pdf")


@click.command("atlas")
@scenario_argument
@parameter_option
@click.option(
    "--claim",
    "claims",
    multiple=True,
    metavar="EXPR",
    help="Prove or refute EXPR over all parameter values; may be given several times.",
)
@click.option(
    "--knife-edges",
    "depth",
    type=click.IntRange(0, 3),
    is_flag=False,
    flag_value=1,
    default=0,
    metavar="[DEPTH]",
    help="Find what is played on the knife edges too, and on those within them.",
)
@click.option("--statics", is_flag=True, help="Show how everything moves with each parameter.")
@click.option(
    "--plane",
    metavar="X,Y",
    help="Show which equilibria exist where on a plane of two parameters, exactly; each may have "
    "a range, as in p=0:1,c=0:1.5.",
)
@click.option(
    "--at",
    "places",
    metavar="NAME=VALUE",
    multiple=True,
    type=ParameterValue(),
    help="Say where the plane lies in another parameter, by default where the scenario does; the "
    "formulas stay general. -p fixes the parameter before anything is derived. May be repeated.",
)
@click.option(
    "--figure",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Draw the plane: an .svg or a .pdf file.",
)
@common_options()
def COMMAND(  # noqa: N802
    run: Run,
    scenario: str,
    parameters: tuple[tuple[str, str], ...],
    claims: tuple[str, ...],
    depth: int,
    statics: bool,
    plane: str | None,
    places: tuple[tuple[str, str], ...],
    figure: Path | None,
) -> int:
    """Derive every equilibrium as formulas, and where it exists.

    -p fixes parameters at numbers. A claim speaks of some equilibrium, under `every:` of all; with
    `exists` before it, it has to hold for some parameter values only. Exit code 1 if a claim is
    refuted. With -o OUT.json the proofs are written too; gtd verify rechecks them. --format latex
    writes a proposition with its cases and a sketch of the proof.
    """
    from gametheory_dprk.analysis.atlas.edges import knife_edges
    from gametheory_dprk.analysis.atlas.kinds import atlas_of
    from gametheory_dprk.cli.reading import read_scenario, read_values
    from gametheory_dprk.report.atlas import atlas_report
    from gametheory_dprk.report.figures.phase_file import figure_file, plane_of
    from gametheory_dprk.report.proposition import proposition

    model = read_scenario(scenario)
    values = read_values(model, parameters)
    given = {name: values[name] for name, _ in parameters}
    check_figure(figure, plane)
    at = read_places(model, places, given, plane)
    found = atlas_of(model, fixed=given, budget=run.budget)
    diagram = plane_of(found, model, plane, at) if plane else None
    if run.format == "latex" and not (claims or depth or plane):
        run.emit_text(proposition(found, model.title))
        return LIMIT if found.limit is not None else 0
    decisions = [found.prove(claim) for claim in claims]
    edges = knife_edges(found, depth, run.budget)
    run.emit(
        atlas_report(found, model, given, decisions, statics=statics, edges=edges, plane=diagram)
    )
    if figure is not None and diagram is not None:
        write_whole(figure, figure_file(diagram, model, figure.suffix))
        run.say(f"wrote {figure}")
    if any(decision.result == "refuted" for decision in decisions):
        return REFUTED
    return LIMIT if found.limit is not None else 0


def read_places(
    model: Scenario,
    places: tuple[tuple[str, str], ...],
    given: Mapping[str, Fraction],
    plane: str | None,
) -> dict[str, Fraction]:
    """Read where the plane lies.

    Raises
    ------
    click.UsageError
        If there is no plane, or a parameter is fixed as well.
    """
    from gametheory_dprk.cli.reading import read_values

    if places and plane is None:
        raise click.UsageError("--at needs --plane X,Y: it says where the plane lies")
    for name, _ in places:
        if name in given:
            raise click.UsageError(f"{name} is fixed by -p and placed by --at; give one of them")
    values = read_values(model, places)
    return {name: values[name] for name, _ in places}


def check_figure(figure: Path | None, plane: str | None) -> None:
    """Refuse a figure that cannot be drawn, before anything is computed.

    Raises
    ------
    click.UsageError
    """
    if figure is None:
        return
    if plane is None:
        raise click.UsageError("--figure needs --plane X,Y: the two parameters of the axes")
    if figure.suffix not in FIGURES:
        raise click.UsageError(f"a figure is an .svg or a .pdf file, not {figure.name}")
