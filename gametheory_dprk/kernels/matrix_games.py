"""Optimal mixtures of a zero-sum game whose payoffs are exact: rounded, or exact."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.one_equilibrium import find_exact_pair, nearest_floats

Array = npt.NDArray[Any]
Table = Sequence[Sequence[Fraction]]
Mixtures = tuple[Sequence[Fraction], Sequence[Fraction]]

SHARES = 1 << 40
"""Rounded probabilities are multiples of one part in so many."""


SIMPLEST = 10_000
"""Largest denominator of fractions that are guessed from floats."""

NEAR = 1e-9
"""Weights and slacks, per range of payoffs, that are taken for zero in floats."""


@dataclass(frozen=True, slots=True)
class Program:
    """An optimal vertex in floats: mixtures, and by how much each strategy is worse."""

    x: Array
    y: Array
    slack_x: Array
    slack_y: Array


def solve_program(table: Table) -> Program | None:
    """Solve the linear program of the row player and its dual; None where this fails."""
    from scipy.optimize import linprog

    payoffs = nearest_floats(np.array(table, dtype=object))
    payoffs = (payoffs - payoffs.min()) / (float(np.ptp(payoffs)) or 1.0)
    rows, columns = payoffs.shape
    found = linprog(
        np.append(np.zeros(rows), -1.0),
        A_ub=np.column_stack([-payoffs.T, np.ones(columns)]),
        b_ub=np.zeros(columns),
        A_eq=np.append(np.ones(rows), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, None)] * rows + [(None, None)],
        method="highs-ds",
    )
    if found.status != 0:
        return None
    x, y, value = found.x[:rows], -found.ineqlin.marginals, found.x[rows]
    return Program(x, y, value - payoffs @ y, x @ payoffs - value)


def rounded_mixtures(table: Table, tick: Callable[[], None]) -> Mixtures:
    """Nearly optimal mixtures, by linear programming in floats; they sum to one exactly.

    Examples
    --------
    >>> x, y = rounded_mixtures([[Fraction(1), Fraction(-1)], [Fraction(-1), Fraction(1)]], print)
    >>> sum(x), round(float(y[0]), 6)
    (Fraction(1, 1), 0.5)
    """
    found = solve_program(table)
    return (
        (as_shares(found.x.tolist()), as_shares(found.y.tolist()))
        if found
        else exact_pair_of(table, tick)
    )


def as_shares(weights: Sequence[float]) -> list[Fraction]:
    """Weights as exact probabilities.

    Examples
    --------
    >>> as_shares([0.5, 0.5, -1e-30])
    [Fraction(1, 2), Fraction(1, 2), Fraction(0, 1)]
    """
    whole = [max(0, round(float(weight) * SHARES)) for weight in weights]
    total = sum(whole)
    return [Fraction(each, total) for each in whole]


def exact_mixtures(table: Table, tick: Callable[[], None]) -> Mixtures:
    """Optimal mixtures, exactly: the vertex that the linear program ends at, solved for anew.

    Examples
    --------
    >>> x, y = exact_mixtures([[Fraction(2), Fraction(-1)], [Fraction(-1), Fraction(1)]], print)
    >>> x
    [Fraction(2, 5), Fraction(3, 5)]
    """
    found = solve_program(table)
    if found:
        turned = list(zip(*table, strict=True))
        x = vertex(table, found.x > NEAR, found.slack_y < NEAR) or simple(found.x.tolist())
        y = vertex(turned, found.y > NEAR, found.slack_x < NEAR) or simple(found.y.tolist())
        if x and y:
            return x, y
    return exact_pair_of(table, tick)


def vertex(table: Table, used: Array, tight: Array) -> list[Fraction] | None:
    """The mixture of some strategies to which some replies are all worth the same, if just one is.

    Examples
    --------
    >>> table = [[Fraction(3), Fraction(0)], [Fraction(0), Fraction(1)]]
    >>> vertex(table, np.array([True, True]), np.array([True, True]))
    [Fraction(1, 4), Fraction(3, 4)]
    """
    from flint import fmpq, fmpq_mat

    rows, columns = np.flatnonzero(used).tolist(), np.flatnonzero(tight).tolist()
    system = [[*(table[i][j] for i in rows), Fraction(-1), Fraction(0)] for j in columns]
    system.append([Fraction(1)] * len(rows) + [Fraction(0), Fraction(1)])
    entries = [[fmpq(v.numerator, v.denominator) for v in line] for line in system]
    reduced, rank = fmpq_mat(entries).rref()
    if rank != len(rows) + 1 or any(reduced[k, k] != 1 for k in range(rank)):
        return None
    solved = [reduced[k, len(rows) + 1] for k in range(len(rows))]
    if any(share < 0 for share in solved):
        return None
    chances = [Fraction(0)] * len(table)
    for row, share in zip(rows, solved, strict=True):
        chances[row] = Fraction(int(share.p), int(share.q))
    return chances


def simple(weights: Sequence[float]) -> list[Fraction] | None:
    """The simplest fractions near some weights, if they sum to one.

    Examples
    --------
    >>> simple([1 / 3 + 1e-12, 2 / 3])
    [Fraction(1, 3), Fraction(2, 3)]
    """
    near = [max(Fraction(0), Fraction(float(w)).limit_denominator(SIMPLEST)) for w in weights]
    return near if sum(near) == 1 else None


def exact_pair_of(table: Table, tick: Callable[[], None]) -> Mixtures:
    """Optimal mixtures, exactly, by paths that always end."""
    payoffs = np.array(table, dtype=object)
    pair = find_exact_pair(payoffs, -payoffs, tick)
    rows, columns = payoffs.shape
    return pair.x.fractions(rows), pair.y.fractions(columns)
