"""The figure of a payoff set: both bounds, what is feasible, and the payoffs of one period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.analysis.polygons import Polygon
from gametheory_dprk.report.figures.frame import Frame
from gametheory_dprk.report.figures.lettering import BOLD, line_width, words
from gametheory_dprk.report.figures.palette import OUTSIDE, TINTS
from gametheory_dprk.report.figures.pdf import to_pdf
from gametheory_dprk.report.figures.shapes import (
    INK,
    PAPER,
    SOFT,
    Area,
    Dot,
    Figure,
    Point,
    Shape,
    Stroke,
    Text,
)
from gametheory_dprk.report.figures.svg import to_svg

if TYPE_CHECKING:
    from gametheory_dprk.analysis.payoff_set import PayoffSet
    from gametheory_dprk.games import RepeatedGame

LEFT, TOP, SIDE = 76.0, 54.0, 380.0
ROW, SWATCH = 20.0, 12.0
OUTER, INNER = TINTS[1], TINTS[2]
ROOM = 0.06
"""Share of the range of payoffs that is left free on each side."""


def payoff_file(
    found: PayoffSet, game: RepeatedGame[Fraction], title: str, suffix: str
) -> str | bytes:
    """Draw a payoff set as the content of an .svg or a .pdf file."""
    figure = payoff_figure(found, game, title)
    return to_pdf(figure) if suffix == ".pdf" else to_svg(figure)


def payoff_figure(found: PayoffSet, game: RepeatedGame[Fraction], title: str) -> Figure:
    """Draw a payoff set.

    Parameters
    ----------
    found : PayoffSet
    game : RepeatedGame
        Whose payoffs of one period are shown as dots.
    title : str
    """
    from gametheory_dprk.analysis.polygons import hull

    stage = stage_points(game)
    frame = framed([*stage, *found.outer])
    below, beside = (words(f"payoff of {player} per period") for player in found.players)
    layers = [
        (hull(stage), OUTSIDE, "lots over the payoffs of one period"),
        (found.outer, OUTER, "outer bound: contains all equilibrium payoffs"),
        (found.inner, INNER, "inner bound: all of it is equilibrium payoffs"),
    ]
    shapes: list[Shape] = [
        *(shape for polygon, color, _ in layers for shape in filled(frame, polygon, color)),
        *outlined(frame, found.outer),
        frame.outline(),
        *frame.x_ticks(),
        *frame.y_ticks(),
        *frame.titles(below, beside),
        *dots(frame, stage),
        Text(LEFT, 30.0, words(title, BOLD), 14.5),
        *legend(frame, [(color, text) for _, color, text in layers]),
    ]
    width = max(frame.right + 40.0, LEFT + line_width(words(title, BOLD), 14.5) + 24.0)
    height = frame.bottom + 58.0 + ROW * (len(layers) + 1)
    return Figure(width, height, tuple(shapes), title, description(found))


def stage_points(game: RepeatedGame[Fraction]) -> dict[tuple[Fraction, Fraction], list[str]]:
    """The payoffs of one period, each with the moves that pay so."""
    one, two = (game.stage.payoffs[player] for player in game.players)
    found: dict[tuple[Fraction, Fraction], list[str]] = {}
    for profile in game.stage.profiles():
        found.setdefault((one[profile], two[profile]), []).append(", ".join(profile))
    return found


def framed(points: Iterable[tuple[Fraction, Fraction]]) -> Frame:
    """Axes that reach over all points, with some room."""
    ranges: list[tuple[float, float]] = []
    for column in zip(*points, strict=True):
        low, high = float(min(column)), float(max(column))
        room = ROOM * (high - low) or 1.0
        ranges.append((low - room, high + room))
    return Frame(LEFT, TOP, SIDE + 90.0, SIDE, ranges[0], ranges[1])


def placed(frame: Frame, polygon: Polygon) -> list[Point]:
    """A polygon on paper."""
    return [frame.at(float(x), float(y)) for x, y in polygon]


def filled(frame: Frame, polygon: Polygon, color: str) -> Iterator[Shape]:
    """A polygon, which may be a segment or a point, in one color."""
    points = placed(frame, polygon)
    if len(points) > 2:
        yield Area((tuple(points),), color)
    elif len(points) == 2:
        yield Stroke(tuple(points), color, 7.0)
    elif points:
        yield Dot(points[0], 7.0, color)


def outlined(frame: Frame, polygon: Polygon) -> Iterator[Shape]:
    """The border of a polygon."""
    points = placed(frame, polygon)
    if len(points) > 2:
        yield Stroke((*points, *points[:2]), INK, 1.1)


def dots(frame: Frame, stage: dict[tuple[Fraction, Fraction], list[str]]) -> Iterator[Shape]:
    """The payoffs of one period, with the moves that pay so."""
    for point, profiles in stage.items():
        x, y = frame.at(float(point[0]), float(point[1]))
        yield Dot((x, y), 3.2)
        line = words(" or ".join(profiles))
        inward = x + 9.0 + line_width(line, 11.5) < frame.right
        above = y - 7.0 if y > frame.top + 20.0 else y + 16.0
        start = x + 7.0 if inward else x - 7.0
        yield Text(start, above, line, 11.5, INK, "start" if inward else "end", halo=PAPER)


def legend(frame: Frame, entries: list[tuple[str, str]]) -> Iterator[Shape]:
    """What the colors and the dots mean."""
    y = frame.bottom + 62.0
    for color, text in entries:
        corners = ((LEFT, y - SWATCH + 2), (LEFT + SWATCH, y - SWATCH + 2))
        lower = ((LEFT + SWATCH, y + 2), (LEFT, y + 2))
        yield Area(((*corners, *lower),), color)
        yield Stroke((*corners, *lower, *corners), SOFT, 0.7)
        yield Text(LEFT + SWATCH + 8, y, words(text), 11.5)
        y += ROW
    yield Dot((LEFT + SWATCH / 2, y - 4), 3.2)
    yield Text(LEFT + SWATCH + 8, y, words("payoffs of one period"), 11.5)


def description(found: PayoffSet) -> str:
    """Say what the figure shows."""
    if not found.outer:
        return "There is no subgame-perfect equilibrium in pure moves."
    reach = []
    for axis, player in enumerate(found.players):
        values = [round(float(corner[axis]), 4) + 0.0 for corner in found.outer]
        reach.append(f"{player} gets between {min(values):.4g} and {max(values):.4g}")
    return f"Bounds on equilibrium payoffs per period: {', '.join(reach)}."
