"""Whether a small linear system has a nonnegative solution: exact, and nobody else's code.

Phase one of the simplex method on the equations with one artificial variable each, by the rule
of Bland (1977), which cannot cycle. Refinements judge what solvers found, so they share no code
with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gametheory_dprk.number import Number

Tableau = list[list[Number]]
"""One row an equation, right side last; the last row is the sum of artificial variables."""


def solvable(equal: Sequence[Sequence[Number]], at_least: Sequence[Sequence[Number]]) -> bool:
    """Whether some nonnegative numbers satisfy all rows.

    Parameters
    ----------
    equal, at_least : sequence of sequence of Number
        At least one row in all. The coefficients of a row and, last, its right side.

    Examples
    --------
    Two numbers that sum to 1, the first at least twice the second, and then also below 1/2:

    >>> certain = [Fraction(1), Fraction(1), Fraction(1)]
    >>> solvable([certain], [[Fraction(1), Fraction(-2), Fraction(0)]])
    True
    >>> small = [Fraction(-2), Fraction(0), Fraction(-1)]
    >>> solvable([certain], [[Fraction(1), Fraction(-2), Fraction(0)], small])
    False
    """
    tableau = artificial_start(with_slacks(equal, at_least))
    basic: list[int | None] = [None] * (len(tableau) - 1)
    while (column := entering(tableau)) is not None:
        row = leaving(tableau, basic, column)
        pivot(tableau, row, column)
        basic[row] = column
    return tableau[-1][-1] == 0


def with_slacks(equal: Sequence[Sequence[Number]], at_least: Sequence[Sequence[Number]]) -> Tableau:
    """Equations only: each inequality gets a variable for its excess."""
    count = len(at_least)
    rows: Tableau = [[*row[:-1], *[Fraction(0)] * count, row[-1]] for row in equal]
    for k, row in enumerate(at_least):
        excess = [Fraction(-(j == k)) for j in range(count)]
        rows.append([*row[:-1], *excess, row[-1]])
    return rows


def artificial_start(rows: Tableau) -> Tableau:
    """Orient the equations and add their sum, which is to be brought to zero."""
    oriented = [row if row[-1] >= 0 else [-entry for entry in row] for row in rows]
    return [*oriented, [sum(column, Fraction(0)) for column in zip(*oriented, strict=True)]]


def entering(tableau: Tableau) -> int | None:
    """The first variable that would lower the sum of artificial variables."""
    return next((j for j, entry in enumerate(tableau[-1][:-1]) if entry > 0), None)


def leaving(tableau: Tableau, basic: Sequence[int | None], column: int) -> int:
    """The row that limits the entering variable; among equals the least basic index."""

    def preference(i: int) -> tuple[Number, int]:
        variable = basic[i]
        return tableau[i][-1] / tableau[i][column], -1 if variable is None else variable

    return min((i for i in range(len(basic)) if tableau[i][column] > 0), key=preference)


def pivot(tableau: Tableau, row: int, column: int) -> None:
    """Solve a row for a column and put it into the others."""
    head = tableau[row][column]
    tableau[row] = pivoted = [entry / head for entry in tableau[row]]
    for i, other in enumerate(tableau):
        factor = other[column]
        if i != row and factor:
            tableau[i] = [a - factor * b for a, b in zip(other, pivoted, strict=True)]
