"""Convex polygons with exact corners: hulls, cuts, and whether one contains another.

Coordinates are fractions of the standard library, or of python-flint where there are many.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import groupby, product
from operator import add
from typing import TypeAlias

Point: TypeAlias = tuple[Fraction, Fraction]
Polygon: TypeAlias = tuple[Point, ...]
"""Corners in counterclockwise order; a segment has two, a point one, nothing none."""

DIRECTIONS = tuple((a, b) for a in range(-2, 3) for b in range(-2, 3) if abs(a) + abs(b) in (1, 3))
"""Along the axes and between them."""


def turn(first: Point, second: Point, third: Point) -> Fraction:
    """Positive where the way over three points turns left."""
    return (second[0] - first[0]) * (third[1] - first[1]) - (second[1] - first[1]) * (
        third[0] - first[0]
    )


def hull(points: Iterable[Point]) -> Polygon:
    """The smallest convex polygon around points (Andrew 1979).

    Examples
    --------
    >>> square = [(Fraction(x), Fraction(y)) for x in (0, 1, 2) for y in (0, 1, 2)]
    >>> [(int(x), int(y)) for x, y in hull(square)]
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = [point for point, _ in groupby(sorted(points))]
    if len(ordered) < 3:
        return tuple(ordered)
    lower, upper = half(ordered), half(ordered[::-1])
    return tuple(lower[:-1] + upper[:-1])


def half(ordered: Sequence[Point]) -> list[Point]:
    """One side of the hull of sorted points."""
    found: list[Point] = []
    for point in ordered:
        while len(found) > 1 and turn(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found


def cut(polygon: Polygon, axis: int, least: Fraction) -> Polygon:
    """The part of a polygon where one coordinate is at least so much."""
    kept: list[Point] = [point for point in polygon if point[axis] >= least]
    for k, one in enumerate(polygon):
        two = polygon[k - 1]
        if (one[axis] - least) * (two[axis] - least) < 0:
            share = (least - one[axis]) / (two[axis] - one[axis])
            x, y = (a + share * (b - a) for a, b in zip(one, two, strict=True))
            kept.append((x, y))
    return hull(kept)


def contains(polygon: Polygon, point: Point) -> bool:
    """Whether a point lies in a polygon."""
    if len(polygon) < 3:
        return hull((*polygon, point)) == polygon
    return all(turn(polygon[k - 1], corner, point) >= 0 for k, corner in enumerate(polygon))


def rounded_outwards(polygon: Polygon, grid: int) -> Polygon:
    """A polygon around another, whose corners are multiples of one over a number."""
    return hull(near for corner in polygon for near in neighbors(corner, grid))


def neighbors(corner: Point, grid: int) -> Iterator[Point]:
    """The multiples of one over a number that are nearest to a point on each side.

    Examples
    --------
    >>> [(str(x), str(y)) for x, y in neighbors((Fraction(1, 3), Fraction(-2)), 2)]
    [('0', '-2'), ('1/2', '-2')]
    """
    sides = [sorted({rounded_down(each, grid), -rounded_down(-each, grid)}) for each in corner]
    yield from product(sides[0], sides[1])


def rounded_down(value: Fraction, grid: int) -> Fraction:
    """The largest multiple of one over a number that does not exceed a value."""
    scaled = value * grid
    return value - (scaled - scaled.__floor__()) / grid


def distance(polygon: Polygon, other: Polygon) -> Fraction:
    """A bound on how far a polygon reaches from another, in the larger coordinate."""
    return max(min(away(corner, *edge) for edge in edges(other)) if not contains(other, corner)
               else corner[0] * 0 for corner in polygon)  # fmt: skip


def edges(polygon: Polygon) -> list[tuple[Point, Point]]:
    """Pairs of neighboring corners."""
    return [(polygon[k - 1], corner) for k, corner in enumerate(polygon)]


def away(point: Point, one: Point, two: Point) -> Fraction:
    """How far a point is from the nearest one of a segment, in the larger coordinate."""
    along = two[0] - one[0], two[1] - one[1]
    square = along[0] ** 2 + along[1] ** 2
    share = square
    if square:
        share = ((point[0] - one[0]) * along[0] + (point[1] - one[1]) * along[1]) / square
        share = min(max(share, square * 0), square / square)
    return max(abs(one[axis] + share * along[axis] - point[axis]) for axis in (0, 1))


def overhang(polygon: Polygon, other: Polygon) -> Fraction:
    """How much further a polygon reaches than another, in the directions looked at."""
    return max(reach(polygon, a, b) - reach(other, a, b) for a, b in DIRECTIONS)


def reach(polygon: Polygon, across: int, upward: int) -> Fraction:
    """How far a polygon reaches in a direction."""
    return max(across * x + upward * y for x, y in polygon)


def shrunk(polygon: Polygon, share: Fraction) -> Polygon:
    """A polygon drawn towards the mean of its corners by a share of the way."""
    count = len(polygon)
    x, y = (reduce(add, column) / count for column in zip(*polygon, strict=True))
    return hull((a + share * (x - a), b + share * (y - b)) for a, b in polygon)
