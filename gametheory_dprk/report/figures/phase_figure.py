"""The figure of a phase diagram: regions, curves, axes, labels and a legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cached_property

from gametheory_dprk.analysis.atlas.plane.naming import curve_formula
from gametheory_dprk.analysis.atlas.plane.phases import PhaseDiagram
from gametheory_dprk.analysis.atlas.telling.thresholds import Thresholds
from gametheory_dprk.analysis.atlas.telling.titles import Title, family_titles
from gametheory_dprk.expr import Name
from gametheory_dprk.report.figures import curve_labels
from gametheory_dprk.report.figures.curve_labels import beside_shapes, besides
from gametheory_dprk.report.figures.frame import Frame, decimal
from gametheory_dprk.report.figures.lettering import (
    BOLD,
    Line,
    Run,
    formula,
    line_width,
    words,
)
from gametheory_dprk.report.figures.outlines import Outlines, Piece
from gametheory_dprk.report.figures.palette import OUTSIDE, tints
from gametheory_dprk.report.figures.phase_labels import label_shapes
from gametheory_dprk.report.figures.placement import Places
from gametheory_dprk.report.figures.shapes import INK, SOFT, Area, Figure, Shape, Stroke, Text
from gametheory_dprk.scenario.model import Parameter

LEFT, TOP, WIDTH, HEIGHT = 76.0, 54.0, 470.0, 340.0
MARGIN = 18.0
BELOW, ROW = 66.0, 18.0
TITLE, SMALL = 14.5, 11.5
WIDER = 1.3
"""How much wider than Times the letters of a viewer may be that does not keep to widths."""

ALWAYS = " (everywhere)"
DASH = " \N{EN DASH} "
DASHED = "On solid lines the equilibria of both sides exist, on dashed ones not all of them."


def phase_figure(diagram: PhaseDiagram, title: str, parameters: Mapping[str, Parameter]) -> Figure:
    """Draw a phase diagram.

    Parameters
    ----------
    diagram : PhaseDiagram
    title : str
    parameters : Mapping[str, Parameter]
        What the axes are about.
    """
    return Drawing(diagram, title, parameters).figure()


class Drawing:
    """One figure in the making."""

    def __init__(
        self, diagram: PhaseDiagram, title: str, parameters: Mapping[str, Parameter]
    ) -> None:
        self.diagram = diagram
        self.title = title
        self.parameters = parameters
        window = diagram.window
        low, high = ([float(end) for end in ends] for ends in (window.width, window.height))
        self.titles = family_titles(diagram.atlas)
        self.frame = Frame(LEFT, TOP, WIDTH, HEIGHT, (low[0], low[1]), (high[0], high[1]))
        self.lay_out()
        above = [each for each in self.besides if each.side == "top"]
        if above:
            room = curve_labels.ROW * (max(curve_labels.rows(above)) + 1) + 4
            self.frame = replace(self.frame, top=TOP + room)
            self.lay_out()

    def lay_out(self) -> None:
        """Put regions and curves on paper."""
        self.outlines = Outlines(self.diagram, self.frame)
        self.pieces = [piece for piece in self.outlines.pieces() if self.shown(piece)]
        self.besides = besides(self.pieces, self.formulas, self.frame)

    @cached_property
    def formulas(self) -> Mapping[int, Line]:
        """The formulas of the curves that are shown."""
        names = Thresholds(self.diagram.atlas.space, self.diagram.atlas.definitions)
        numbers = dict.fromkeys(piece.curve for piece in self.pieces)
        return {n: formula(curve_formula(self.diagram, n, names)) for n in numbers}

    def shown(self, piece: Piece) -> bool:
        """Whether a curve is inside the frame."""
        frame = self.frame
        return any(
            frame.left + 0.5 < x < frame.right - 0.5 or frame.top + 0.5 < y < frame.bottom - 0.5
            for x, y in piece.points
        )

    def figure(self) -> Figure:
        """Put everything together."""
        places = Places(self.frame, self.outlines)
        legend = list(self.legend())
        right = (each.line for each in self.besides if each.side == "right")
        reach = max((line_width(line, curve_labels.SIZE) for line in right), default=0.0)
        width = self.frame.right + max(reach + 24.0, 40.0)
        shapes: list[Shape] = [
            *self.areas(),
            *self.curves(),
            self.frame.outline(),
            *self.frame.x_ticks(),
            *self.frame.y_ticks(),
            *self.frame.titles(*self.axis_titles()),
            *beside_shapes(self.besides, self.frame, places),
            *label_shapes(self.outlines, places, self.titles),
            self.heading(width),
            *legend,
        ]
        bottom = max(shape.y for shape in legend if isinstance(shape, Text)) + MARGIN
        return Figure(
            width,
            bottom,
            tuple(shapes),
            self.title,
            self.description(),
        )

    def heading(self, width: float) -> Text:
        """Write the title above, in smaller letters where it would not fit."""
        line = words(self.title.replace(" - ", DASH), BOLD)
        fitting = (width - LEFT - MARGIN) / (WIDER * line_width(line, 1.0))
        return Text(LEFT, 30.0, line, min(TITLE, fitting))

    def colors(self) -> Mapping[int, str]:
        """Return a color for every phase: one for every set of families, the smallest first."""
        sets = {phase.families for phase in self.diagram.phases if phase.families is not None}
        ordered = sorted(sets, key=lambda families: (len(families), families))
        chosen = dict(zip(ordered, tints(len(ordered)), strict=True))
        return {
            phase.id: OUTSIDE if phase.families is None else chosen[phase.families]
            for phase in self.diagram.phases
        }

    def areas(self) -> Iterator[Shape]:
        """Yield the regions."""
        colors = self.colors()
        for phase, polygons in self.outlines.polygons().items():
            yield Area(polygons, colors[phase])

    def curves(self) -> Iterator[Shape]:
        """Yield the curves between regions."""
        for piece in self.pieces:
            yield Stroke(piece.points, INK, 1.1, dashed=self.half_open(piece))

    def half_open(self, piece: Piece) -> bool:
        """Whether not all families of both sides exist on a curve."""
        families = {phase.id: phase.families for phase in self.diagram.phases}
        there = piece.border.families
        if there is None:
            return False
        return any(not set(families[side] or ()) <= set(there) for side in piece.border.phases)

    def axis_titles(self) -> tuple[Line, Line]:
        """Return the names of the axes with what they are about."""
        window = self.diagram.window
        below, beside = (self.axis_title(name) for name in (window.x, window.y))
        return below, beside

    def axis_title(self, name: str) -> Line:
        """Return the name of a parameter and what it is about, if that is short enough."""
        about = self.parameters[name].about
        whole = (*formula(Name(name)), *words(f",  {about}" if about else ""))
        return whole if line_width(whole, 13) <= HEIGHT + 60 else formula(Name(name))

    def legend(self) -> Iterator[Shape]:
        """Yield the names of families, what dashes mean, and the values of other parameters."""
        y = self.frame.bottom + BELOW
        throughout = set(self.diagram.throughout)
        shown = {f for phase in self.diagram.phases for f in phase.families or ()}
        entries = [
            (*words(f"{i}", BOLD), *words(f"  {title.full}" + ALWAYS * (i in throughout)))
            for i, title in self.titles.items()
            if i in shown
        ]
        wide = max((line_width(entry, SMALL) for entry in entries), default=0.0) > WIDTH / 2
        columns = 1 if wide else 2
        depth = -(-len(entries) // columns)
        for k, entry in enumerate(entries):
            column, row = divmod(k, depth)
            yield Text(LEFT + column * (WIDTH + 40) / 2, y + row * ROW, entry, SMALL)
        y += depth * ROW + 4
        for line in self.notes():
            yield Text(LEFT, y, line, 10.5, SOFT)
            y += 15

    def notes(self) -> Iterator[Line]:
        """Yield what is said in small letters."""
        if any(self.half_open(piece) for piece in self.pieces):
            yield words(DASHED)
        values = {**fixed_in(self.diagram), **self.diagram.window.values}
        line: Line = ()
        for name, value in values.items():
            comma = words(", ") if line else words("At ")
            part = (*formula(Name(name)), *words(" = "), *number_line(value))
            if line and line_width((*line, *comma, *part), 10.5) > WIDTH + 30:
                yield (*line, *words(","))
                line, comma = (), ()
            line = (*line, *comma, *part)
        if line:
            yield line

    def description(self) -> str:
        """Say what the figure shows."""
        window = self.diagram.window
        parts = []
        for phase in self.diagram.phases:
            at = ", ".join(
                f"{name} = {value}"
                for name, value in zip((window.x, window.y), phase.witness, strict=True)
            )
            parts.append(f"{self.told(phase.families, self.titles)} (for instance at {at})")
        return f"Regions of the plane of {window.x} and {window.y}: {'; '.join(parts)}."

    @staticmethod
    def told(families: tuple[int, ...] | None, titles: Mapping[int, Title]) -> str:
        """Name the families of a region."""
        if families is None:
            return "outside the assumptions"
        return " and ".join(titles[f].full for f in families) or "no family"


def fixed_in(diagram: PhaseDiagram) -> Mapping[str, Fraction]:
    """Return the parameters that were numbers when the atlas was made."""
    return getattr(diagram.atlas, "fixed", {})


def number_line(value: Fraction) -> tuple[Run, ...]:
    """Write a value as a decimal if that is exact, else as a fraction."""
    exact = Fraction(str(round(float(value), 6))) == value
    return words(decimal(value) if exact else str(value))
