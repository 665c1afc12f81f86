"""A rectangle cut by curves into parts on which no curve changes its sign, exactly.

Vertical lines through every point where a curve turns, meets another one or leaves the rectangle
(roots of discriminants, leading coefficients and resultants) cut the rectangle into strips. In a
strip the curves are graphs that do not meet, so one vertical line shows their order (Collins 1975).
Between strips, a horizontal line that no curve crosses near the cut shows which parts touch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise

from flint import fmpz_poly

from gametheory_dprk.analysis.atlas.plane.curves import Curve, Univariate, roots, univariate
from gametheory_dprk.analysis.sign_sets import between
from gametheory_dprk.number import Number
from gametheory_dprk.polynomials import Ring

Signs = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A curve over a strip: its root number `rank`, counted from below on the whole line."""

    curve: int
    rank: int
    height: Number
    """The root over the strip's middle."""


@dataclass(frozen=True, slots=True)
class Strip:
    """The part of the rectangle between two neighboring cuts.

    Attributes
    ----------
    low, high : Number
        The cuts.
    middle : Fraction
    branches : tuple of Branch
        Inside the rectangle, from below.
    """

    low: Number
    high: Number
    middle: Fraction
    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Sector:
    """The part of a strip between two neighboring branches, with a point in it."""

    x: Fraction
    y: Fraction
    signs: Signs


@dataclass(frozen=True, slots=True)
class Wall:
    """A stretch of a cut with one sector on either side, numbered in their strips."""

    low: Number
    high: Number
    left: int
    right: int
    signs: Signs


class Arrangement:
    """The decomposition of a rectangle.

    Parameters
    ----------
    curves : sequence of Curve
    plane : Ring
    width, height : tuple of Fraction
        The ranges of both parameters.

    Examples
    --------
    >>> from gametheory_dprk.analysis.atlas.plane.curves import curve
    >>> plane = Ring(["x", "y"])
    >>> x, y = plane.generators.values()
    >>> circle = curve(x**2 + y**2 - 1, plane)
    >>> square = (Fraction(-2), Fraction(2))
    >>> found = Arrangement([circle], plane, square, square)
    >>> [str(cut) for cut in found.cuts], [len(s.branches) for s in found.strips]
    (['-2', '-1', '1', '2'], [0, 2, 0])
    >>> [wall.left for wall in found.walls(1)], [wall.right for wall in found.walls(1)]
    ([0, 0], [0, 2])
    """

    def __init__(
        self,
        curves: Sequence[Curve],
        plane: Ring,
        width: tuple[Fraction, Fraction],
        height: tuple[Fraction, Fraction],
    ) -> None:
        self.curves = tuple(curves)
        self.plane = plane
        self.width = width
        self.height = height

    @cached_property
    def cuts(self) -> tuple[Number, ...]:
        """Where strips begin and end, in ascending order."""
        low, high = self.width
        found: list[Number] = [low, high]
        for each in self.critical():
            found += [x for x in roots(each) if low < x < high]
        return tuple(distinct(sorted(found)))

    def critical(self) -> Iterator[Univariate]:
        """Yield polynomials among whose roots are all places where strips must end."""
        rising = [each for each in self.curves if not each.vertical]
        yield from (each.by_height[0] for each in self.curves if each.vertical)
        _, name = self.plane.names
        for each in rising:
            yield each.by_height[-1]
            if len(each.by_height) > 2:
                yield univariate(each.polynomial.discriminant(name), self.plane)
            yield from (each.along(y) for y in self.height)
        for one, other in combinations(rising, 2):
            yield univariate(one.polynomial.resultant(other.polynomial, name), self.plane)

    @cached_property
    def strips(self) -> tuple[Strip, ...]:
        """The strips from left to right."""
        return tuple(self._strip(low, high) for low, high in pairwise(self.cuts))

    def _strip(self, low: Number, high: Number) -> Strip:
        """Find the branches over the middle of a strip."""
        middle = between(low, high)
        bottom, top = self.height
        found = [
            Branch(number, rank, y)
            for number, each in enumerate(self.curves)
            if not each.vertical
            for rank, y in enumerate(roots(each.above(middle)))
            if bottom < y < top
        ]
        return Strip(low, high, middle, tuple(sorted(found, key=lambda one: one.height)))

    @cached_property
    def sectors(self) -> tuple[tuple[Sector, ...], ...]:
        """The sectors of every strip, from below."""
        return tuple(tuple(self._sectors(strip)) for strip in self.strips)

    def _sectors(self, strip: Strip) -> Iterator[Sector]:
        """Take a point between neighboring branches."""
        heights = [self.height[0], *(b.height for b in strip.branches), self.height[1]]
        for low, high in pairwise(heights):
            y = between(low, high)
            signs = tuple(each.sign(strip.middle, y) for each in self.curves)
            yield Sector(strip.middle, y, signs)

    def walls(self, cut: int) -> Iterator[Wall]:
        """Yield the stretches of a cut between two strips, from below."""
        x = self.cuts[cut]
        levels = distinct(sorted([*self.height, *self.levels(x)]))
        for low, high in pairwise(levels):
            y = between(low, high)
            left, right = self.beside(cut, y)
            number = self.sector_at(left, y)
            signs = self.sectors[cut - 1][number].signs
            there = tuple(0 if self.stands_on(i, x) else s for i, s in enumerate(signs))
            yield Wall(low, high, number, self.sector_at(right, y), there)

    def levels(self, x: Number) -> Iterator[Number]:
        """Yield heights in the rectangle among which are all those of curves over a cut."""
        bottom, top = self.height
        for each in self.curves:
            if not each.vertical:
                yield from (y for y in roots(self.fibre(each, x)) if bottom < y < top)

    def fibre(self, given: Curve, x: Number) -> Univariate:
        """Return a polynomial that vanishes wherever a curve meets a vertical line."""
        if isinstance(x, Fraction):
            return given.above(x)
        first, second = self.plane.generators.values()
        minimal = sum(
            (first**power * c for power, c in enumerate(x.minimal_polynomial())), self.plane.zero
        )
        eliminated = minimal.resultant(given.polynomial, self.plane.names[0])
        turned = eliminated.compose(second, first)
        return univariate(turned, self.plane)

    def beside(self, cut: int, y: Fraction) -> tuple[Fraction, Fraction]:
        """Return places left and right of a cut between which no curve has the height `y`."""
        x = self.cuts[cut]
        left, right = [self.cuts[cut - 1]], [self.cuts[cut + 1]]
        for each in self.curves:
            for root in roots(each.along(y)) if not each.vertical else ():
                (left if root < x else right).append(root)
        return between(max(left), x), between(x, min(right))

    def sector_at(self, x: Fraction, y: Fraction) -> int:
        """Count the branches below a point inside a strip."""
        bottom = self.height[0]
        return sum(
            bottom < root < y
            for each in self.curves
            if not each.vertical
            for root in roots(each.above(x))
        )

    def stands_on(self, number: int, x: Number) -> bool:
        """Whether a curve is the vertical line at `x`."""
        each = self.curves[number]
        if not each.vertical:
            return False
        if isinstance(x, Fraction):
            return each.sign(x, Fraction(0)) == 0
        own = each.by_height[0].numer()
        return bool(own % fmpz_poly(list(x.minimal_polynomial())) == 0)


def distinct(numbers: Sequence[Number]) -> list[Number]:
    """Drop repetitions from numbers in ascending order."""
    return [x for i, x in enumerate(numbers) if i == 0 or x != numbers[i - 1]]
