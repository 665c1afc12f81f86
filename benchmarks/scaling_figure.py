"""Curves on logarithmic axes, side by side, as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor, log10

from gametheory_dprk.report.figures.lettering import words
from gametheory_dprk.report.figures.shapes import FAINT, INK, SOFT, Dot, Figure, Shape, Stroke, Text
from gametheory_dprk.report.figures.svg import to_svg

Results = dict[str, dict[int, float]]
"""Numbers by solver and size."""

COLORS = ("#1f5fa8", "#c8501e", "#3a7d5c", "#7a4fa0")
LEFT, TOP, WIDTH, HEIGHT, BETWEEN = 64.0, 44.0, 300.0, 220.0, 76.0
LEAST = 1e-5
"""The smallest number that is drawn."""


def draw(
    panels: dict[str, Results], stops: dict[str, int | None], limit: float, title: str, size: str
) -> str:
    """Write a figure.

    Parameters
    ----------
    panels : dict
        By what is on the upright axis.
    stops : dict
        The first size that did not end, by solver: a cross at the limit of the first panel.
    limit : float
        In units of the first panel.
    title, size : str
        Of the figure, and of the level axis.
    """
    shapes: list[Shape] = [Text(LEFT, 20, words(title), 14, INK)]
    for k, (name, results) in enumerate(panels.items()):
        left = LEFT + k * (WIDTH + BETWEEN)
        crosses = {s: (at, limit) for s, at in stops.items() if at and k == 0}
        shapes += Panel(results, crosses, left, name).shapes(size)
    legend_top = TOP + HEIGHT + 62
    shapes += legend(list(next(iter(panels.values()))), legend_top)
    width = LEFT + len(panels) * (WIDTH + BETWEEN) - BETWEEN + 24
    text = f"{', '.join(panels)} against {size}, logarithmic axes"
    return to_svg(Figure(width, legend_top + 16, tuple(shapes), title, text))


class Panel:
    """One pair of axes.

    Parameters
    ----------
    results : dict
    crosses : dict
        A point for each solver that stopped.
    left : float
        Where the axes begin on paper.
    name : str
        Of the upright axis.
    """

    def __init__(
        self, results: Results, crosses: dict[str, tuple[int, float]], left: float, name: str
    ) -> None:
        self.results, self.crosses, self.left, self.name = results, crosses, left, name
        ends = list(crosses.values())
        points = [(s, max(v, LEAST)) for each in results.values() for s, v in each.items()] + ends
        sizes, values = ([log10(point[k]) for point in points] or [0.0] for k in (0, 1))
        self.x_range = min(sizes) - 0.06, max(sizes) + 0.06
        self.y_range = floor(min(values) - 0.05), ceil(max(values) + 0.05)

    def at(self, size: float, value: float) -> tuple[float, float]:
        """Where a point is on paper."""
        (low, high), (bottom, top) = self.x_range, self.y_range
        across = (log10(size) - low) / (high - low)
        upward = (log10(max(value, LEAST)) - bottom) / (top - bottom)
        return self.left + across * WIDTH, TOP + (1 - upward) * HEIGHT

    def shapes(self, size: str) -> Iterator[Shape]:
        """Everything, axes first."""
        yield from self.levels()
        yield from self.sizes()
        right, bottom = self.left + WIDTH, TOP + HEIGHT
        corners = ((self.left, TOP), (right, TOP), (right, bottom), (self.left, bottom))
        yield Stroke((*corners, corners[0]), INK)
        yield Text(self.left + WIDTH / 2, bottom + 38, words(size), 12, INK, "middle")
        yield Text(self.left - 46, TOP + HEIGHT / 2, words(self.name), 12, INK, "middle", 90)
        for solver, color in zip(self.results, COLORS, strict=False):
            yield from self.curve(solver, color)

    def levels(self) -> Iterator[Shape]:
        """Powers of ten on the upright axis."""
        for power in range(int(self.y_range[0]), int(self.y_range[1]) + 1):
            y = TOP + HEIGHT * (1 - (power - self.y_range[0]) / (self.y_range[1] - self.y_range[0]))
            yield Stroke(((self.left, y), (self.left + WIDTH, y)), "#e3e3e3")
            yield Text(self.left - 7, y + 4, words(power_of_ten(power)), 11, SOFT, "end")

    def sizes(self) -> Iterator[Shape]:
        """The sizes that were measured, as many as there is room for."""
        found = {size for each in self.results.values() for size in each}
        last = -1e9
        for size in sorted(found | {size for size, _ in self.crosses.values()}):
            x, bottom = self.at(size, 1.0)[0], TOP + HEIGHT
            yield Stroke(((x, bottom), (x, bottom + 4)), INK)
            if x - last > 24:
                yield Text(x, bottom + 17, words(str(size)), 11, SOFT, "middle")
                last = x

    def curve(self, solver: str, color: str) -> Iterator[Shape]:
        """One solver: its points, joined, and a cross where it stopped."""
        points = [self.at(size, value) for size, value in sorted(self.results[solver].items())]
        if len(points) > 1:
            yield Stroke(tuple(points), color, 1.6)
        for point in points:
            yield Dot(point, 3.0, color)
        if solver in self.crosses:
            end = self.at(*self.crosses[solver])
            if points:
                yield Stroke((points[-1], end), color, 1.0, dashed=True)
            yield from cross(end, color)


def cross(at: tuple[float, float], color: str) -> Iterator[Shape]:
    """Two short strokes."""
    x, y = at
    yield Stroke(((x - 4, y - 4), (x + 4, y + 4)), color, 1.8)
    yield Stroke(((x - 4, y + 4), (x + 4, y - 4)), color, 1.8)


def power_of_ten(power: int) -> str:
    """A number, plain where it is short."""
    return str(10**power) if 0 <= power <= 4 else f"{10.0**power:.{max(-power, 0)}f}"


def legend(solvers: list[str], y: float) -> Iterator[Shape]:
    """Names beside their colors."""
    x = LEFT
    for solver, color in zip(solvers, COLORS, strict=False):
        yield Stroke(((x, y - 4), (x + 22, y - 4)), color, 1.6)
        yield Dot((x + 11, y - 4), 3.0, color)
        yield Text(x + 28, y, words(solver), 12, INK)
        x += 48 + 7 * len(solver)
    yield Text(x + 8, y, words("cross: did not end in time"), 11, FAINT)
