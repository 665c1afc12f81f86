"""Small exact linear questions of the checkers: is there a nonnegative solution, what is dependent.

Written apart from the producers' polyhedra, so that a fault there cannot hide itself here.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import Any, TypeAlias, TypeVar

V = TypeVar("V", bound=Hashable)
Form: TypeAlias = tuple[Mapping[V, Fraction], Fraction]
"""Coefficients and a right-hand side."""

ZERO, ONE = Fraction(0), Fraction(1)


def nonnegative_solution(
    equal: Iterable[Form[V]], at_least: Iterable[Form[V]]
) -> dict[V, Fraction] | None:
    """Find nonnegative numbers that satisfy linear equations and inequalities.

    Parameters
    ----------
    equal, at_least : iterable of Form
        Pairs (coefficients, right): the linear form is equal to, or at least, the right side.

    Returns
    -------
    dict or None
        A value for every variable, or None where there is no solution.

    Notes
    -----
    The first phase of the simplex method, with the pivoting rule of Bland 1977, which cannot
    cycle.

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
    rows: list[list[Fraction]] = []
    for k, (coefficients, right) in enumerate(forms):
        slack = [-ONE if k - len(equal) == j else ZERO for j in range(slacks)]
        row = [*(coefficients.get(name, ZERO) for name in names), *slack, right]
        rows.append([-entry for entry in row] if right < 0 else row)
    basis = first_phase(rows, len(names) + slacks)
    if basis is None:
        return None
    found = {column: row[-1] for column, row in zip(basis, rows, strict=True)}
    return {name: found.get(j, ZERO) for j, name in enumerate(names)}


def first_phase(rows: list[list[Fraction]], width: int) -> list[int] | None:
    """Pivot the artificial variables (numbered from `width`) to zero; None where impossible."""
    basis = [width + i for i in range(len(rows))]
    while True:
        artificial = [row for row, variable in zip(rows, basis, strict=True) if variable >= width]
        if not any(row[-1] for row in artificial):
            return basis
        gains = (sum((row[j] for row in artificial), ZERO) for j in range(width))
        entering = next((j for j, gain in enumerate(gains) if gain > 0 and j not in basis), None)
        if entering is None:
            return None
        ratios = ((row[-1] / row[entering], basis[i], i) for i, row in enumerate(rows)
                  if row[entering] > 0)  # fmt: skip
        leaving = min(ratios)[2]
        pivot(rows, leaving, entering)
        basis[leaving] = entering


def pivot(rows: list[list[Any]], leaving: int, entering: int) -> None:
    """Solve one row for a column and clear the column elsewhere."""
    scale = rows[leaving][entering]
    rows[leaving] = [entry / scale for entry in rows[leaving]]
    for i, row in enumerate(rows):
        if i != leaving and row[entering]:
            factor = row[entering]
            rows[i] = [a - factor * b for a, b in zip(row, rows[leaving], strict=True)]


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
