"""An atlas with the verbs of research code: plot a plane, write a proposition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gametheory_dprk.analysis.atlas.cells import Cells, find_cells
from gametheory_dprk.analysis.atlas.plane.document import plane_document
from gametheory_dprk.analysis.atlas.telling.writing import thresholds_of
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.report.figures.phase_file import figure_file, plane_of
from gametheory_dprk.report.proposition import proposition

if TYPE_CHECKING:
    from gametheory_dprk.analysis.atlas.joint import JointAtlas
    from gametheory_dprk.analysis.atlas.kinds import AnyAtlas
    from gametheory_dprk.analysis.atlas.plane.phases import Phase, PhaseDiagram
    from gametheory_dprk.scenario import model

Range = Sequence[Fraction | int | str]


class Atlas:
    """Every equilibrium of a scenario as formulas; `Scenario.atlas` makes one.

    Attributes
    ----------
    found : gametheory_dprk.analysis.atlas.kinds.AnyAtlas
        The families with their proofs. Its attributes and methods (`families`, `views`, `at`,
        `evaluate`, `prove`, `statics`, `proofs`, `space`, ...) are those of the atlas too.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> gt.load("dprk/singapore_2018").atlas()
    <Atlas of dprk/singapore_2018: 9 families>
    """

    def __init__(self, found: AnyAtlas | JointAtlas, scenario: model.Scenario) -> None:
        self.found = found
        self.scenario = scenario

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name == "found":
            raise AttributeError(name)
        return getattr(self.found, name)

    def __repr__(self) -> str:
        return f"<Atlas of {self.scenario.id}: {len(self.found.views)} families>"

    def cells(self) -> Cells:
        """Find every combination of families that exist together, with a point for each.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> found = gt.load("dprk/agreed_framework_1994").atlas().cells()
        >>> [cell.families for cell in found.cells], found.complete
        ([(1,), (1, 2), (1, 3), (1, 4)], True)
        """
        return find_cells(self.found)

    def plot(
        self,
        x: str,
        y: str,
        x_range: Range | None = None,
        y_range: Range | None = None,
        **values: Fraction | int | float | str,
    ) -> PhasePlot:
        """Decide exactly which families exist where on a plane of two parameters.

        Parameters
        ----------
        x, y : str
            The parameters of the axes.
        x_range, y_range : pair of numbers, optional
            What is shown; by default the parameters' ranges in the scenario.
        **values
            Where the plane lies in other parameters; by default where the scenario does.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> atlas = gt.load("dprk/agreed_framework_1994").atlas()
        >>> found = atlas.plot("s", "p", c="1.1")
        >>> [phase.families for phase in found.phases]
        [(1,), (1, 2), (1, 4), (1, 3)]
        """
        text = ",".join(axis(name, ends) for name, ends in ((x, x_range), (y, y_range)))
        exact = {name: Fraction(str(value)) for name, value in values.items()}
        return PhasePlot(plane_of(self.found, self.scenario, text, exact), self.scenario)

    def to_latex(self) -> str:
        r"""Write the atlas as a proposition with its cases and a sketch of the proof.

        It needs the packages `amsmath` and `amsthm`, and `\newtheorem{proposition}{Proposition}`.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> text = gt.load("textbook/cho_kreps_1987").atlas().to_latex()
        >>> print(text.splitlines()[5])
        \begin{enumerate}
        """
        return proposition(self.found, self.scenario.title)


class PhasePlot:
    """An exact phase diagram; `Atlas.plot` makes one, and a notebook shows it as a figure.

    Attributes
    ----------
    diagram : PhaseDiagram
        The decomposition itself.
    """

    def __init__(self, diagram: PhaseDiagram, scenario: model.Scenario) -> None:
        self.diagram = diagram
        self.scenario = scenario

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The connected parts of the plane in which the same families exist."""
        return self.diagram.phases

    def to_dict(self) -> Mapping[str, Any]:
        """Return cells with a point each, and the curves between them."""
        return plane_document(self.diagram, thresholds_of(self.diagram.atlas))

    def to_svg(self) -> str:
        """Draw the figure.

        Examples
        --------
        >>> import gametheory_dprk as gt
        >>> atlas = gt.load("dprk/agreed_framework_1994").atlas()
        >>> atlas.plot("p", "c").to_svg().count("separating on talk (2)")
        1
        """
        return str(figure_file(self.diagram, self.scenario, ".svg"))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the figure to an .svg or a .pdf file.

        Raises
        ------
        AnalysisError
            If the file's name ends otherwise.
        """
        target = Path(path)
        if target.suffix not in (".svg", ".pdf"):
            raise AnalysisError(f"a figure is an .svg or a .pdf file, not {target.name}")
        content = figure_file(self.diagram, self.scenario, target.suffix)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return self.to_svg()


def axis(name: str, ends: Range | None) -> str:
    """Write an axis as the command line does.

    Examples
    --------
    >>> axis("p", None), axis("c", (0, "3/2"))
    ('p', 'c=0:3/2')
    """
    return name if ends is None else f"{name}={ends[0]}:{ends[1]}"
