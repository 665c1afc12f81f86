"""The bordered linear system of a step along the curve of two players' logit equilibria."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

BLOCK = 32
"""Columns eliminated at a time."""


class Weighed(NamedTuple):
    """What the system is made of, at one place of the curve.

    Attributes
    ----------
    first, second : ndarray, shape (rows, columns)
        Payoffs.
    chances, answers, slopes, border, passed, pulled : ndarray, shape (rows + columns + 1,)
        What is played, responses to it and their derivatives by lambda; the border; how responses
        of columns follow the slopes of rows, and by column how the border of rows falls on them.
    used, others : ndarray of int
        Columns and rows in use.
    """

    first: Floats
    second: Floats
    chances: Floats
    answers: Floats
    slopes: Floats
    border: Floats
    passed: Floats
    pulled: Floats
    used: Integers
    others: Integers


@compiled
def factor(given: Any, rationality: float, system: Any, swaps: Any) -> float:
    """Write down the bordered system and factor it; sign of its determinant."""
    rows, columns = given.first.shape
    used, in_use, chances = given.used, given.others, given.chances
    count, others = len(used), len(in_use)
    own, their = np.empty((others, count)), np.empty((count, others))
    for a in range(others):
        for b in range(count):
            own[a, b] = given.first[in_use[a], used[b]]
            their[b, a] = given.second[in_use[a], used[b]]
    center(own, given.answers, in_use, 0)
    center(their, given.answers, used, rows)
    for a in range(others):
        for b in range(count):
            own[a, b] *= chances[in_use[a]]
    product = np.dot(their, own)
    for b in range(count):
        k = rows + used[b]
        for c in range(count):
            weight = rationality * rationality * chances[rows + used[c]]
            system[b, c] = -weight * product[b, c]
        system[b, b] += 1.0
        system[b, count] = given.slopes[k] + given.passed[k]
        system[count, b] = given.border[k] + given.pulled[used[b]]
    corner = given.border[rows + columns]
    for i in range(rows):
        corner -= given.border[i] * given.slopes[i]
    system[count, count] = corner
    return eliminate(system, count + 1, swaps)


@compiled
def center(block: Any, answers: Any, names: Any, start: int) -> None:
    """Subtract from the rows their mean, weighted by responses."""
    mean = np.zeros(block.shape[1])
    for a in range(block.shape[0]):
        weight = answers[start + names[a]]
        for b in range(block.shape[1]):
            mean[b] += weight * block[a, b]
    for a in range(block.shape[0]):
        for b in range(block.shape[1]):
            block[a, b] -= mean[b]


@compiled
def eliminate(matrix: Any, count: int, swaps: Any) -> float:
    """Factor in place, a block of columns at a time; sign of the determinant, 0 if singular."""
    sign = 1.0
    for start in range(0, count, BLOCK):
        stop = min(start + BLOCK, count)
        for k in range(start, stop):
            pivot = k
            for row in range(k + 1, count):
                if abs(matrix[row, k]) > abs(matrix[pivot, k]):
                    pivot = row
            if not abs(matrix[pivot, k]) > 0.0:
                return 0.0
            swaps[k] = pivot
            if pivot != k:
                sign = -sign
                for column in range(count):
                    held = matrix[k, column]
                    matrix[k, column] = matrix[pivot, column]
                    matrix[pivot, column] = held
            if matrix[k, k] < 0.0:
                sign = -sign
            inverse = 1.0 / matrix[k, k]
            for row in range(k + 1, count):
                share = matrix[row, k] * inverse
                matrix[row, k] = share
                for column in range(k + 1, stop):
                    matrix[row, column] -= share * matrix[k, column]
        if stop < count:
            spread(matrix, start, stop, count)
    return sign


@compiled
def spread(matrix: Any, start: int, stop: int, count: int) -> None:
    """Subtract a block of eliminated columns from all that is right of it."""
    for k in range(start, stop):
        for row in range(k + 1, stop):
            share = matrix[row, k]
            for column in range(stop, count):
                matrix[row, column] -= share * matrix[k, column]
    left, top = np.empty((count - stop, stop - start)), np.empty((stop - start, count - stop))
    for row in range(stop, count):
        for k in range(start, stop):
            left[row - stop, k - start] = matrix[row, k]
            top[k - start, row - stop] = matrix[k, row]
    product = np.dot(left, top)
    for row in range(stop, count):
        for column in range(stop, count):
            matrix[row, column] -= product[row - stop, column - stop]
