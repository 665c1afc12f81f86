"""Small exact linear questions of the checkers: is there a nonnegative solution, what is dependent.

Written apart from the producers' polyhedra, so that a fault there cannot hide itself here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import TypeAlias, TypeVar

from gametheory_dprk.number import Number

V = TypeVar("V", bound=Hashable)
Form: TypeAlias = tuple[Mapping[V, Number], Number]
"""Coefficients and a right-hand side."""

ZERO, ONE = Fraction(0), Fraction(1)


def nonnegative_solution(
    equal: Iterable[Form[V]], at_least: Iterable[Form[V]]
) -> dict[V, Number] | None:
    """Find nonnegative numbers that satisfy linear equations and inequalities.

    Parameters
    ----------
    equal, at_least : iterable of Form
        Pairs (coefficients, right): the linear form is equal to, or at least, the right side.

    Returns
    -------
    dict or None
        A value for every variable, or None where there is no solution.

    Examples
    --------
    >>> nonnegative_solution([({"x": ONE, "y": ONE}, ONE)], [({"x": ONE}, Fraction(1, 3))])
    {'x': Fraction(1, 3), 'y': Fraction(2, 3)}
    >>> nonnegative_solution([({"x": ONE}, -ONE)], []) is None
    True
    """
    equal, at_least = list(equal), list(at_least)
    forms = [*equal, *at_least]
    names = list(dict.fromkeys(name for coefficients, _ in forms for name in coefficients))
    slacks = len(at_least)
    rows: list[list[Number]] = []
    for k, (coefficients, right) in enumerate(forms):
        slack = [-ONE if k - len(equal) == j else ZERO for j in range(slacks)]
        rows.append([*(coefficients.get(name, ZERO) for name in names), *slack, right])
    basis = least_residuals(rows)
    if sum(residuals(rows, basis), ZERO):
        return None
    found = {column: row[-1] for column, row in zip(basis, rows, strict=True)}
    return {name: found.get(j, ZERO) for j, name in enumerate(names)}


def least_residuals(rows: list[list[Number]]) -> list[int | None]:
    """Satisfy equations in nonnegative numbers as far as possible.

    The first phase of the simplex method, with the pivoting rule of Bland 1977, which cannot
    cycle: every equation starts with a residual, and the sum of residuals is made least over
    numbers that make no equation overshoot.

    Parameters
    ----------
    rows : list of list of Number
        Coefficients of an equation and, last, its right side; solved in place.

    Returns
    -------
    list of int or None
        The variable that each row is solved for; None where there is a residual.

    Examples
    --------
    >>> rows = [[ONE, ONE], [ONE, Fraction(3)]]
    >>> basis = least_residuals(rows)
    >>> basis, residuals(rows, basis)
    ([0, None], [Fraction(2, 1)])
    """
    for i, row in enumerate(rows):
        if row[-1] < 0:
            rows[i] = [-entry for entry in row]
    basis: list[int | None] = [None] * len(rows)
    while (column := entering(rows, basis)) is not None:
        row_number = leaving(rows, basis, column)
        pivot(rows, row_number, column)
        basis[row_number] = column
    return basis


def residuals(rows: Sequence[Sequence[Number]], basis: Sequence[int | None]) -> list[Number]:
    """Right sides of the equations that no variable yet accounts for."""
    return [row[-1] for row, variable in zip(rows, basis, strict=True) if variable is None]


def entering(rows: Sequence[Sequence[Number]], basis: Sequence[int | None]) -> int | None:
    """The first variable that would lower the sum of residuals."""
    open_rows = [row for row, variable in zip(rows, basis, strict=True) if variable is None]
    if not any(row[-1] for row in open_rows):
        return None
    columns = range(len(rows[0]) - 1)
    return next((j for j in columns if sum((row[j] for row in open_rows), ZERO) > 0), None)


def leaving(rows: Sequence[Sequence[Number]], basis: Sequence[int | None], column: int) -> int:
    """The row that limits the entering variable; among equals the least basic one."""

    def preference(i: int) -> tuple[Number, int]:
        variable = basis[i]
        return rows[i][-1] / rows[i][column], -1 if variable is None else variable

    return min((i for i, row in enumerate(rows) if row[column] > 0), key=preference)


def pivot(rows: list[list[Number]], number: int, column: int) -> None:
    """Solve one row for a column and clear the column elsewhere."""
    scale = rows[number][column]
    rows[number] = solved = [entry / scale if entry else entry for entry in rows[number]]
    for i, row in enumerate(rows):
        factor = row[column]
        if i != number and factor:
            rows[i] = [a - factor * b if b else a for a, b in zip(row, solved, strict=True)]


def integer_relations(rows: Sequence[Mapping[V, int]]) -> list[list[int]]:
    """A basis of the whole-number combinations of rows that vanish.

    Parameters
    ----------
    rows : sequence of Mapping

    Returns
    -------
    list of list of int
        Each holds one multiplier a row.

    Examples
    --------
    >>> integer_relations([{"a": 1, "b": -1}, {"a": 2, "b": -2}])
    [[-2, 1]]
    """
    names = list(dict.fromkeys(name for row in rows for name in row))
    reduced: list[tuple[list[Fraction], list[Fraction]]] = []
    relations: list[list[int]] = []
    for k, row in enumerate(rows):
        entries = [Fraction(row.get(name, 0)) for name in names]
        weights = [ONE if j == k else ZERO for j in range(len(rows))]
        for pivot_entries, pivot_weights in reduced:
            lead = next(j for j, entry in enumerate(pivot_entries) if entry)
            factor = entries[lead] / pivot_entries[lead]
            entries = [a - factor * b for a, b in zip(entries, pivot_entries, strict=True)]
            weights = [a - factor * b for a, b in zip(weights, pivot_weights, strict=True)]
        if any(entries):
            reduced.append((entries, weights))
        else:
            scale = lcm(*(weight.denominator for weight in weights))
            relations.append([int(weight * scale) for weight in weights])
    return relations
