"""The equations of logit equilibria of two players, and Newton's steps along their curve.

The unknowns are the logarithms of both strategies and lambda, and the curve, its steps and its
tests are those of `logit_path`. What differs is the linear algebra. Given the change of the
column player's logarithms, those of the row player follow from one product with the payoffs, so
that a Newton step solves a system of the size of the columns played with more than `UNSEEN`; all
other moves only follow. Residuals are always those of all moves, so that what is left out of the
derivative slows a correction down and changes no result.

A factorization (see `logit_elimination`) serves for the tangent and for the corrections of the next
step, as long as these converge. Loops are written out: whole-array statements take long to compile.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

CORRECTIONS, PRECISION, STRAIGHTEST, PLAY_CHANGE = 8, 1e-9, 0.8, 0.15
UNSEEN = -18.0
"""Logarithm of a probability below which a move is left out of the linear system."""

EPSILON = 2.220446049250313e-16

DONE, FAILED, STALE = 0, 1, 2
"""What a correction comes to; a stale one needs a new factorization where it is."""

AT, AHEAD, MIDDLE, DIRECTION, ONWARDS, BORDER, CHANGE = range(7)
RESIDUAL, WORTH, RESPONSE, CHANCES, ANSWERS, SLOPES, PASSED, PULLED = range(7, 15)
"""Places among the vectors of a curve."""

SWAPS, USED, OTHERS = range(3)
"""Places among its whole numbers."""

SIZE, OTHER_SIZE, COUNT = range(3)
"""Places in its state: moves in use of columns and of rows, corrections made."""

LAMBDA, REGRET, ROUNDING, ERROR, LENGTH, ROW_EXTENT, COLUMN_EXTENT = range(7)
"""Places among its scalars."""


class Curve(NamedTuple):
    """A place on a curve and the linear system there.

    Attributes
    ----------
    first, second : ndarray, shape (rows, columns)
        Payoffs, moved and scaled so that lambda multiplies both alike.
    vectors : ndarray, shape (15, rows + columns + 1)
        Logarithms of probabilities, rows first, and lambda: the place, a trial, room; tangents at
        both, the row that borders the system, a Newton step; residuals of the equations at the
        place last looked at, what moves pay there, logarithms of responses; where the system was
        set up, what is played, responses to it, derivatives by lambda; two products with them.
    system : ndarray, shape (columns + 1, columns + 1)
    places : ndarray of int, shape (3, rows + columns + 1)
        Row exchanges of the elimination; columns and rows in use.
    scalars : ndarray, shape (7,)
        Lambda where the system was set up, regret, rounding and error where it was last looked,
        length of a step, ranges of both players' payoffs.
    state : ndarray of int, shape (3,)
    """

    first: Floats
    second: Floats
    vectors: Floats
    system: Floats
    places: Integers
    scalars: Floats
    state: Integers


def make_curve(first: Floats, second: Floats) -> Curve:
    """Begin at uniform play.

    Parameters
    ----------
    first, second : ndarray, shape (rows, columns)
        Contiguous by rows; the wider range of the two should be about one.
    """
    rows, columns = first.shape
    vectors, scalars = np.zeros((15, rows + columns + 1)), np.zeros(7)
    vectors[AT, :rows], vectors[AT, rows:-1] = -np.log(rows), -np.log(columns)
    scalars[LENGTH] = 0.1
    scalars[ROW_EXTENT], scalars[COLUMN_EXTENT] = (np.ptp(each) or 1.0 for each in (first, second))
    system, places = np.zeros((columns + 1, columns + 1)), np.zeros_like(vectors[:3], np.int64)
    return Curve(first, second, vectors, system, places, scalars, np.zeros(3, np.int64))


@compiled
def look(curve: Any, place: int) -> None:
    """Evaluate the equations."""
    rows, columns = curve.first.shape
    end, at = rows + columns, curve.vectors[place]
    vectors = curve.vectors
    worth, residual, response = vectors[WORTH], vectors[RESIDUAL], vectors[RESPONSE]
    rationality, most, gain = at[end], 0.0, 0.0
    x, y = np.empty(rows), np.empty(columns)
    for i in range(rows):
        x[i] = np.exp(at[i])
    for j in range(columns):
        y[j] = np.exp(at[rows + j])
    row_pays, column_pays = np.dot(curve.first, y), np.dot(x, curve.second)
    for side in range(2):
        start, stop = (0, rows) if side == 0 else (rows, end)
        pays, played = (row_pays, x) if side == 0 else (column_pays, y)
        highest, total, mean = pays[0], 0.0, 0.0
        for k in range(len(pays)):
            highest = max(highest, pays[k])
        for k in range(len(pays)):
            total += np.exp(rationality * (pays[k] - highest))
            mean += played[k] * pays[k]
            most = max(most, abs(pays[k]))
        shift = np.log(total)
        for k in range(start, stop):
            worth[k] = pays[k - start]
            response[k] = rationality * (worth[k] - highest) - shift
            residual[k] = at[k] - response[k]
        gain = max(gain, (highest - mean) / curve.scalars[ROW_EXTENT + side])
    curve.scalars[REGRET] = gain
    curve.scalars[ROUNDING] = EPSILON * (4e3 + rationality * most * 32)


@compiled
def weigh(curve: Any, place: int) -> None:
    """Note what is played and what is in use at the place last looked at."""
    rows, columns = curve.first.shape
    end, at, response = rows + columns, curve.vectors[place], curve.vectors[RESPONSE]
    chances, answers = curve.vectors[CHANCES], curve.vectors[ANSWERS]
    slopes, worth, border = curve.vectors[SLOPES], curve.vectors[WORTH], curve.vectors[BORDER]
    curve.scalars[LAMBDA] = at[end]
    count, others = 0, 0
    for k in range(end):
        chances[k], answers[k] = np.exp(at[k]), np.exp(response[k])
        if max(at[k], response[k]) > UNSEEN:
            if k < rows:
                curve.places[OTHERS, others] = k
                others += 1
            else:
                curve.places[USED, count] = k - rows
                count += 1
    curve.state[SIZE], curve.state[OTHER_SIZE] = count, others
    for side in range(2):
        start, stop = (0, rows) if side == 0 else (rows, end)
        mean = 0.0
        for k in range(start, stop):
            mean += answers[k] * worth[k]
        for k in range(start, stop):
            slopes[k] = mean - worth[k]
    through(curve, SLOPES, PASSED)
    weights, total = np.empty(rows), 0.0
    for i in range(rows):
        total += border[i]
    for i in range(rows):
        weights[i] = border[i] - total * answers[i]
    pulled = np.dot(weights, curve.first)
    for j in range(columns):
        curve.vectors[PULLED, j] = at[end] * chances[rows + j] * pulled[j]


@compiled
def through(curve: Any, rows_change: int, out: int) -> None:
    """How the responses of columns change with the logarithms of the rows."""
    rows, columns = curve.first.shape
    moved, mean = np.empty(rows), 0.0
    for i in range(rows):
        moved[i] = curve.vectors[CHANCES, i] * curve.vectors[rows_change, i]
    pays = np.dot(moved, curve.second)
    for j in range(columns):
        mean += curve.vectors[ANSWERS, rows + j] * pays[j]
    for j in range(columns):
        curve.vectors[out, rows + j] = curve.scalars[LAMBDA] * (pays[j] - mean)


@compiled
def solve(curve: Any, wanted: float) -> None:
    """Solve the factored system for minus the residual, and a wanted value of the border."""
    rows, columns = curve.first.shape
    end, count = rows + columns, curve.state[SIZE]
    vectors, used = curve.vectors, curve.places[USED]
    change, residual = vectors[CHANGE], vectors[RESIDUAL]
    passed, slopes = vectors[PASSED], vectors[SLOPES]
    side, moved = np.empty(count + 1), np.zeros(columns)
    through(curve, RESIDUAL, PASSED)
    for b in range(count):
        side[b] = -residual[rows + used[b]] - passed[rows + used[b]]
    for i in range(rows):
        wanted += curve.vectors[BORDER, i] * residual[i]
    side[count] = wanted
    substitute(curve.system, count + 1, curve.places[SWAPS], side)
    rise, mean = side[count], 0.0
    change[end] = rise
    for b in range(count):
        moved[used[b]] = curve.vectors[CHANCES, rows + used[b]] * side[b]
    pays = np.dot(curve.first, moved)
    for i in range(rows):
        mean += curve.vectors[ANSWERS, i] * pays[i]
    for i in range(rows):
        change[i] = curve.scalars[LAMBDA] * (pays[i] - mean) - residual[i] - slopes[i] * rise
    through(curve, CHANGE, PASSED)
    for k in range(rows, end):
        change[k] = passed[k] - residual[k] - slopes[k] * rise
    for b in range(count):
        change[rows + used[b]] = side[b]


@compiled
def substitute(matrix: Any, count: int, swaps: Any, side: Any) -> None:
    """Solve with the factors."""
    for k in range(count):
        side[k], side[swaps[k]] = side[swaps[k]], side[k]
    for k in range(count):
        total = side[k]
        for column in range(k):
            total -= matrix[k, column] * side[column]
        side[k] = total
    for k in range(count - 1, -1, -1):
        total = side[k]
        for column in range(k + 1, count):
            total -= matrix[k, column] * side[column]
        side[k] = total / matrix[k, k]


@compiled
def correct(curve: Any, fresh: bool) -> int:
    """Newton's method from a prediction, or on from where a factorization was called for."""
    at, ahead, change = curve.vectors[AT], curve.vectors[AHEAD], curve.vectors[CHANGE]
    residual, scalars, state = curve.vectors[RESIDUAL], curve.scalars, curve.state
    end, renewed = len(ahead) - 1, fresh
    if not fresh:
        state[COUNT], scalars[ERROR] = 0, np.inf
        for k in range(end + 1):
            ahead[k] = at[k] + scalars[LENGTH] * curve.vectors[DIRECTION, k]
    while True:
        if not renewed:
            if state[COUNT] == CORRECTIONS:
                return FAILED
            for k in range(end):
                ahead[k] = min(ahead[k], 0.0)
            look(curve, AHEAD)
            # As a change of probability, or relative to a large logarithm.
            error, last = 0.0, scalars[ERROR]
            for k in range(end):
                weight = max(np.exp(max(ahead[k], at[k])), 1e-3 / (1.0 + abs(ahead[k])))
                error = max(error, abs(residual[k]) * weight)
            scalars[ERROR] = error
            if error < max(PRECISION, 10 * scalars[ROUNDING]):
                return DONE
            if not np.isfinite(error) or (fresh and state[COUNT] > 1 and error > last / 2):
                return FAILED
            if state[COUNT] and error > last / 10:
                return STALE
        renewed = False
        solve(curve, 0.0)
        for k in range(end + 1):
            ahead[k] += change[k]
        if ahead[end] < 0.0:
            return FAILED
        state[COUNT] += 1


@compiled
def turn(curve: Any, place: int) -> bool:
    """Find the tangent onwards at a solution; whether there is one."""
    at, residual, onwards = curve.vectors[place], curve.vectors[RESIDUAL], curve.vectors[ONWARDS]
    end = len(at) - 1
    for k in range(end):
        residual[k] = 0.0
    solve(curve, 1.0)
    change = curve.vectors[CHANGE]
    square = (change[end] / (1.0 + at[end])) ** 2
    for k in range(end):
        square += (np.exp(at[k]) * change[k]) ** 2
    if not (np.isfinite(square) and square > 0.0):
        return False
    for k in range(end + 1):
        onwards[k] = change[k] / np.sqrt(square)
    return True


@compiled
def is_joined(curve: Any) -> bool:
    """Whether a step turns little and changes no probability by much."""
    at, ahead = curve.vectors[AT], curve.vectors[AHEAD]
    direction, onwards = curve.vectors[DIRECTION], curve.vectors[ONWARDS]
    end = len(at) - 1
    straight, before, changed = 0.0, 0.0, 0.0
    for k in range(end + 1):
        weight = np.exp(2 * ahead[k]) if k < end else (1.0 + ahead[k]) ** -2
        straight += weight * direction[k] * onwards[k]
        before += weight * direction[k] ** 2
        if k < end:
            changed = max(changed, abs(np.exp(ahead[k]) - np.exp(at[k])))
    return bool(straight >= STRAIGHTEST * np.sqrt(before) and changed <= 2 * PLAY_CHANGE)
