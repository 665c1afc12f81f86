"""The phase diagram of a scenario, from the text that asks for it to the file that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from gametheory_dprk.analysis.atlas.plane.phases import PhaseDiagram, phase_diagram
from gametheory_dprk.analysis.atlas.plane.window import read_plane, refusal, window
from gametheory_dprk.analysis.atlas.view import Charted
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.report.figures.pdf import to_pdf
from gametheory_dprk.report.figures.phase_figure import phase_figure
from gametheory_dprk.report.figures.svg import to_svg
from gametheory_dprk.scenario.model import Scenario


def plane_of(
    found: Charted, scenario: Scenario, text: str, values: Mapping[str, Fraction]
) -> PhaseDiagram:
    """Decide which families exist where on a plane.

    Parameters
    ----------
    text
        The two parameters, perhaps with ranges, such as "p,c" or "p=0:1,c=0:1.5".
    values
        Where the plane lies in other parameters; by default where the scenario does.

    Raises
    ------
    AnalysisError
        If the plane is none of this atlas, or the assumptions hold nowhere on it.
    """
    shown = window(read_plane(text), scenario.parameters, found.parameters)
    for name in values:
        if name in (shown.x, shown.y):
            raise AnalysisError(f"{name} is an axis of the plane and has no single value")
        if name not in scenario.parameters:
            raise AnalysisError(refusal(name, scenario.parameters, found.parameters))
    own = {name: values.get(name, value) for name, value in shown.values.items()}
    return phase_diagram(found, replace(shown, values=own))


def figure_file(diagram: PhaseDiagram, scenario: Scenario, suffix: str) -> str | bytes:
    """Draw a phase diagram as the content of an .svg or a .pdf file."""
    figure = phase_figure(diagram, scenario.title, scenario.parameters)
    return to_pdf(figure) if suffix == ".pdf" else to_svg(figure)
