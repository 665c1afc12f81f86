"""What a figure is made of, in pixels from the upper left corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from gametheory_dprk.report.figures.lettering import Line

Point: TypeAlias = tuple[float, float]
Anchor: TypeAlias = Literal["start", "middle", "end"]

INK, SOFT, FAINT, PAPER = "#1a1a1a", "#4d4d4d", "#8c8c8c", "#ffffff"


@dataclass(frozen=True, slots=True)
class Area:
    """Filled polygons of one color, with a seam of the same color that closes gaps."""

    polygons: tuple[tuple[Point, ...], ...]
    color: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[Point, ...]
    color: str = INK
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """A small disc."""

    center: Point
    radius: float = 1.8
    color: str = INK


@dataclass(frozen=True, slots=True)
class Text:
    """A line of letters on its base line.

    Attributes
    ----------
    turned : float
        Degrees against the clock.
    halo : str
        The color of a rim around the letters, if any.
    """

    x: float
    y: float
    line: Line
    size: float = 12.0
    color: str = INK
    anchor: Anchor = "start"
    turned: float = 0.0
    halo: str = ""


Shape: TypeAlias = Area | Stroke | Dot | Text


@dataclass(frozen=True, slots=True)
class Figure:
    """Shapes on paper, drawn in order; the description is for those who cannot see them."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str = ""
