"""Paths from the roots of an easy system of equations to those of another one, in floats.

Both systems are sums of products of different unknowns, over one set of monomials. In between the
coefficients are `(1 - t) * easy + t * target`; a root moves with t, is predicted from its velocity
by the rule of Runge and Kutta and corrected by Newton's method. Steps grow where corrections are
small and shrink where they are not (Morgan and Sommese 1987 for systems with blocks of unknowns).

Nothing is proved here: a path may be lost, or jump to another one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.compiled import compiled

Complex = npt.NDArray[np.complex128]
Integers = npt.NDArray[np.int64]

FIRST_STEP, LEAST_STEP, MOST_STEPS = 0.02, 1e-9, 5000
"""Of the parameter t; a path that needs more is lost."""

NEAR, SHARP = 1e-8, 1e-13
"""Relative corrections that end Newton's method on the way, and at the end."""

CORRECTIONS, FINAL_CORRECTIONS = 3, 12
"""Newton steps at most."""

HUGE, TINY = 1e100, 1e-200
"""A correction beyond bounds, and a pivot that is none."""

EASY_STEPS = 4
"""Steps taken in a row before the next one is twice as long."""


class Paths(NamedTuple):
    """Two systems over one set of monomials, in homogeneous unknowns.

    Attributes
    ----------
    factors : ndarray of int, shape (terms, most factors)
        The unknowns of each monomial; their number stands for one.
    first : ndarray of int, shape (equations + 1,)
        Where the terms of each equation begin.
    easy, target : ndarray of complex, shape (terms,)
    patches : ndarray of complex, shape (blocks, unknowns)
        A linear form for each block of unknowns, which stays one.
    """

    factors: Integers
    first: Integers
    easy: Complex
    target: Complex
    patches: Complex


class Work(NamedTuple):
    """Room to compute in: a linear system, four velocities, and the point that is tried."""

    matrix: Complex
    right: Complex
    slopes: Complex
    trial: Complex


def follow_paths(paths: Paths, starts: Complex) -> tuple[Complex, npt.NDArray[np.bool_]]:
    """Follow every root of the easy system.

    Parameters
    ----------
    paths : Paths
    starts : ndarray of complex, shape (roots, unknowns)

    Returns
    -------
    roots : ndarray of complex, shape (roots, unknowns)
    arrived : ndarray of bool, shape (roots,)

    Examples
    --------
    One block of two unknowns, x - y = 0 on the way to x - 4 y = 0, where x + y = 1:

    >>> paths = Paths(
    ...     np.array([[0], [1]]), np.array([0, 2]), np.array([1, -1], complex),
    ...     np.array([1, -4], complex), np.array([[1, 1]], complex))
    >>> roots, arrived = follow_paths(paths, np.array([[0.5, 0.5]], complex))
    >>> bool(arrived[0]), roots[0].real.round(12).tolist()
    (True, [0.8, 0.2])
    """
    ends = starts.copy()
    arrived = np.zeros(len(starts), dtype=np.bool_)
    size = starts.shape[1]
    rooms = (np.empty(shape, np.complex128) for shape in ((size, size), size, (4, size), size))
    work = Work(*rooms)
    for k in range(len(starts)):
        arrived[k] = follow(paths, ends[k], work)
    return ends, arrived


@compiled
def follow(paths: Any, x: Any, work: Any) -> bool:
    """Follow one root, in place; say whether it arrived."""
    t, step, easily = 0.0, FIRST_STEP, 0
    for _ in range(MOST_STEPS):
        if t >= 1.0:
            return correct(paths, x, 1.0, FINAL_CORRECTIONS, SHARP, work)
        ahead = 1.0 if t + step >= 1.0 else t + step
        if predict(paths, x, t, ahead - t, work) and correct(
            paths, work.trial, ahead, CORRECTIONS, NEAR, work
        ):
            x[:] = work.trial
            t, easily = ahead, easily + 1
            if easily >= EASY_STEPS:
                step, easily = 2.0 * step, 0
        else:
            step, easily = 0.5 * step, 0
            if step < LEAST_STEP:
                return False
    return False


@compiled
def predict(paths: Any, x: Any, t: float, step: float, work: Any) -> bool:
    """Try a step along the path, from velocities at its ends and twice at its middle."""
    slopes, trial = work.slopes, work.trial
    for stage in range(4):
        part = 0.0 if stage == 0 else (1.0 if stage == 3 else 0.5)
        for j in range(len(x)):
            trial[j] = x[j] if stage == 0 else x[j] + part * step * slopes[stage - 1, j]
        linearize(paths, trial, t + part * step, True, work)
        if not eliminate(work.matrix, work.right):
            return False
        slopes[stage] = work.right
    for j in range(len(x)):
        total = slopes[0, j] + 2.0 * slopes[1, j] + 2.0 * slopes[2, j] + slopes[3, j]
        trial[j] = x[j] + step / 6.0 * total
    return True


@compiled
def correct(paths: Any, x: Any, t: float, most: int, near: float, work: Any) -> bool:
    """Newton's method at one t, in place; whether it comes to rest."""
    for _ in range(most):
        linearize(paths, x, t, False, work)
        if not eliminate(work.matrix, work.right):
            return False
        moved, size = 0.0, 0.0
        for j in range(len(x)):
            x[j] += work.right[j]
            moved = max(moved, abs(work.right[j]))
            size = max(size, abs(x[j]))
        if moved <= near * size:
            return True
        if not moved < HUGE:
            return False
    return False


@compiled
def linearize(paths: Any, x: Any, t: float, moving: bool, work: Any) -> None:
    """The derivative by the unknowns; and minus the value, or minus the derivative by t."""
    size, equations, width = len(x), len(paths.first) - 1, paths.factors.shape[1]
    work.matrix[:] = 0.0
    for row in range(equations):
        total = 0.0j
        for term in range(paths.first[row], paths.first[row + 1]):
            weight = (1.0 - t) * paths.easy[term] + t * paths.target[term]
            whole = paths.target[term] - paths.easy[term] if moving else weight
            for k in range(width):
                here = paths.factors[term, k]
                if here == size:
                    continue
                whole *= x[here]
                rest = weight
                for other in range(width):
                    there = paths.factors[term, other]
                    if other != k and there < size:
                        rest *= x[there]
                work.matrix[row, here] += rest
            total += whole
        work.right[row] = -total
    for block in range(len(paths.patches)):
        total = 0.0j if moving else 1.0 + 0.0j
        for j in range(size):
            work.matrix[equations + block, j] = paths.patches[block, j]
            if not moving:
                total -= paths.patches[block, j] * x[j]
        work.right[equations + block] = total


@compiled
def eliminate(matrix: Any, right: Any) -> bool:
    """Solve linear equations in place, with the largest pivot of each column; false if none."""
    size = len(right)
    for column in range(size):
        where = column
        for row in range(column + 1, size):
            if abs(matrix[row, column]) > abs(matrix[where, column]):
                where = row
        if not abs(matrix[where, column]) > TINY:
            return False
        for j in range(column, size):
            matrix[column, j], matrix[where, j] = matrix[where, j], matrix[column, j]
        right[column], right[where] = right[where], right[column]
        for row in range(column + 1, size):
            factor = matrix[row, column] / matrix[column, column]
            for j in range(column + 1, size):
                matrix[row, j] -= factor * matrix[column, j]
            right[row] -= factor * right[column]
    for row in range(size - 1, -1, -1):
        for j in range(row + 1, size):
            right[row] -= matrix[row, j] * right[j]
        right[row] /= matrix[row, row]
    return True
