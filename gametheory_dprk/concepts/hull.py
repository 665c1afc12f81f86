"""Polytopes given by their vertices: how far a point is from one, and its dimension. All exact.

A checker shares no code with a producer, so the distance has its own small simplex method: phase
one for a point as a convex combination of vertices, by Bland's rule (Bland 1977), which cannot
cycle.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gametheory_dprk.concepts.linear import pivot
from gametheory_dprk.number import Number

ZERO = Fraction(0)
"""Added to a number it makes a whole number exact."""

Tableau = list[list[Number]]
"""One row an equation; the columns are the vertices' shares, the last is the right side."""


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
    tableau = [oriented([v[k] + ZERO for v in vertices], x) for k, x in enumerate(point)]
    tableau.append([Fraction(1)] * (len(vertices) + 1))
    basic: list[int | None] = [None] * len(tableau)
    while (column := entering(tableau, basic)) is not None:
        row = leaving(tableau, basic, column)
        pivot(tableau, row, column)
        basic[row] = column
    return sum(residuals(tableau, basic), Fraction(0))


def oriented(coefficients: list[Number], right: Number) -> list[Number]:
    """An equation with a nonnegative right side."""
    row: list[Number] = [*coefficients, right + ZERO]
    return row if right >= 0 else [-entry for entry in row]


def residuals(tableau: Tableau, basic: Sequence[int | None]) -> list[Number]:
    """Right sides of the equations that no vertex yet accounts for."""
    return [row[-1] for row, vertex in zip(tableau, basic, strict=True) if vertex is None]


def entering(tableau: Tableau, basic: Sequence[int | None]) -> int | None:
    """The first vertex whose share would lower the sum of residuals."""
    rows = [row for row, vertex in zip(tableau, basic, strict=True) if vertex is None]
    columns = range(len(tableau[0]) - 1)
    return next((j for j in columns if sum(row[j] for row in rows) > 0), None)


def leaving(tableau: Tableau, basic: Sequence[int | None], column: int) -> int:
    """The row that limits the entering share; among equals the least basic index."""

    def preference(i: int) -> tuple[Number, int]:
        vertex = basic[i]
        return tableau[i][-1] / tableau[i][column], -1 if vertex is None else vertex

    return min((i for i, row in enumerate(tableau) if row[column] > 0), key=preference)


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
