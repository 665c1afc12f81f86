"""The axes of a figure: where numbers are on paper, and which are written beside the axes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.report.figures.lettering import Line, words
from gametheory_dprk.report.figures.shapes import INK, Point, Shape, Stroke, Text

TICK, GAP = 5.0, 4.0
STEPS = (1, 2, 5, 10)
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Frame:
    """A rectangle on paper that shows a rectangle of numbers."""

    left: float
    top: float
    width: float
    height: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    @property
    def right(self) -> float:
        """The right side on paper."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower side on paper."""
        return self.top + self.height

    def at(self, x: float, y: float) -> Point:
        """Return where a point is on paper."""
        low, high = self.x_range
        bottom, top = self.y_range
        across = (x - low) / (high - low)
        upward = (y - bottom) / (top - bottom)
        return self.left + across * self.width, self.bottom - upward * self.height

    def outline(self) -> Stroke:
        """Return the frame itself."""
        corners = [
            (self.left, self.bottom),
            (self.right, self.bottom),
            (self.right, self.top),
            (self.left, self.top),
        ]
        return Stroke((*corners, corners[0], corners[1]), INK, 1.0)

    def x_ticks(self) -> Iterator[Shape]:
        """Yield strokes and numbers below the frame."""
        for value in ticks(*self.x_range):
            x, _ = self.at(float(value), self.y_range[0])
            yield Stroke(((x, self.bottom), (x, self.bottom + TICK)), INK, 1.0)
            place = self.bottom + TICK + GAP + 9
            yield Text(x, place, words(decimal(value)), 11.5, INK, "middle")

    def y_ticks(self) -> Iterator[Shape]:
        """Yield strokes and numbers left of the frame."""
        for value in ticks(*self.y_range):
            _, y = self.at(self.x_range[0], float(value))
            yield Stroke(((self.left - TICK, y), (self.left, y)), INK, 1.0)
            yield Text(self.left - TICK - GAP, y + 4, words(decimal(value)), 11.5, INK, "end")

    def titles(self, below: Line, beside: Line) -> Iterator[Shape]:
        """Yield the names of both axes."""
        middle = self.left + self.width / 2
        yield Text(middle, self.bottom + 38, below, 13, INK, "middle")
        x, y = self.left - 44, self.top + self.height / 2
        yield Text(x, y, beside, 13, INK, "middle", 90)


def ticks(low: float, high: float, count: int = 5) -> list[Fraction]:
    """Return round numbers in a range, about as many as asked for.

    Examples
    --------
    >>> [str(each) for each in ticks(0, 1)]
    ['0', '1/5', '2/5', '3/5', '4/5', '1']
    """
    rough = Fraction((high - low) / count)
    power = Fraction(1)
    while power > rough:
        power /= 10
    while power * 10 <= rough:
        power *= 10
    step = min((power * s for s in STEPS), key=lambda each: max(each / rough, rough / each))
    first = -(Fraction(-low) // step)
    found, value = [], first * step
    while value <= Fraction(high) + step / 1000:
        found.append(value)
        value += step
    return found


def decimal(value: Fraction) -> str:
    """Write a round number.

    Examples
    --------
    >>> decimal(Fraction(1, 5)), decimal(Fraction(0))
    ('0.2', '0')
    """
    text = f"{float(value):.6f}".rstrip("0").rstrip(".")
    return text.replace("-", MINUS)
