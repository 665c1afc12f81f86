"""Convex polygons with exact corners: hulls, cuts, and whether one contains another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

Point: TypeAlias = tuple[Fraction, Fraction]
Polygon: TypeAlias = tuple[Point, ...]
"""Corners in counterclockwise order; a segment has two, a point one, nothing none."""


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
    ordered = sorted(set(points))
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
    points = []
    for corner in polygon:
        low = [(each * grid).__floor__() for each in corner]
        high = [-((-each * grid).__floor__()) for each in corner]
        points += [(Fraction(x, grid), Fraction(y, grid)) for x in (low[0], high[0])
                   for y in (low[1], high[1])]  # fmt: skip
    return hull(points)


def distance(polygon: Polygon, other: Polygon) -> Fraction:
    """A bound on how far corners of a polygon lie from another, in the larger coordinate."""
    return max(min(max(abs(a - c), abs(b - d)) for c, d in other) for a, b in polygon)


def shrunk(polygon: Polygon, share: Fraction) -> Polygon:
    """A polygon drawn towards the mean of its corners by a share of the way."""
    count = len(polygon)
    x, y = (sum((p[axis] for p in polygon), Fraction(0)) / count for axis in (0, 1))
    return hull((a + share * (x - a), b + share * (y - b)) for a, b in polygon)
