"""Polytopes given by their vertices: how far a point is from one, and its dimension. All exact.

The distance is what the first phase of the simplex method leaves over when a point is to be
written as a convex combination of vertices.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gametheory_dprk.concepts.linear import least_residuals, pivot, residuals
from gametheory_dprk.number import Number

ZERO = Fraction(0)
"""Added to a number it makes a whole number exact."""


def hull_distance(point: Sequence[Number], vertices: Sequence[Sequence[Number]]) -> Number:
    """Distance of a point from the convex hull of some vertices; zero exactly if inside.

    Parameters
    ----------
    point : sequence of Number, length n
    vertices : sequence of sequence of Number, each of length n

    Returns
    -------
    Number
        The least sum of absolute residuals of the equations "shares sum to one, and the
        vertices in these shares make the point", over shares that make no equation overshoot.

    Examples
    --------
    >>> third = Fraction(1, 3)
    >>> hull_distance([third, 1 - third], [[1, 0], [0, 1]])
    Fraction(0, 1)
    >>> hull_distance([Fraction(2)], [[0], [1]])
    Fraction(1, 1)
    """
    rows = [[*(v[k] + ZERO for v in vertices), x + ZERO] for k, x in enumerate(point)]
    rows.append([Fraction(1)] * (len(vertices) + 1))
    return sum(residuals(rows, least_residuals(rows)), ZERO)


def affine_dimension(vertices: Sequence[Sequence[Number]]) -> int:
    """Dimension of the convex hull of some points; at least one point.

    Examples
    --------
    >>> affine_dimension([[0, 0], [1, 1], [2, 2]])
    1
    """
    origin, *others = vertices
    rows = [[x - (y + ZERO) for x, y in zip(v, origin, strict=True)] for v in others]
    rank = 0
    for column in range(len(origin)):
        lead = next((i for i, row in enumerate(rows) if i >= rank and row[column]), None)
        if lead is not None:
            rows[rank], rows[lead] = rows[lead], rows[rank]
            pivot(rows, rank, column)
            rank += 1
    return rank
