"""The principal logit branch of a game of two players, eliminated down to the moves in use.

The unknowns are the logarithms of both strategies and lambda, and the curve, its steps and its
tests are those of `logit_path`. What differs is the linear algebra. Given the change of the
column player's logarithms, those of the row player follow from one product with the payoffs, so
that a Newton step solves a system of the size of the columns played with more than `UNSEEN`; all
other moves only follow. Residuals are always those of all moves, so that what is left out of the
derivative slows a correction down and changes no result.

A factorization serves for the tangent and for the corrections of the next step, as long as these
converge.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.compiled import compiled

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

RUNNING, ARRIVED, LOST = 0, 1, 2
"""What a trace says of itself."""

STATUS, STEPS, FOLDS, CROSSINGS, REACHED, SIZE, OTHERS = range(7)
"""Places in the state of a trace; the last two are the numbers of moves in use."""

LONGEST, SHORTEST, CROSSING = 1.0, 1e-9, 1e-5
PLAY_CHANGE, STRAIGHTEST, PRECISION = 0.15, 0.8, 1e-9
CORRECTIONS, ROUNDS = 8, 40
UNSEEN = -18.0
"""Logarithm of a probability below which a move is left out of the linear system."""

BLOCK = 32
"""Columns eliminated at a time."""

EPSILON = 2.220446049250313e-16


class Curve(NamedTuple):
    """A place on a curve and the linear system there.

    Attributes
    ----------
    first, second : ndarray, shape (rows, columns)
        Payoffs, moved and scaled so that lambda multiplies both alike.
    at, ahead, middle : ndarray, shape (rows + columns + 1,)
        Logarithms of probabilities, rows first, and lambda: the place, a trial, room.
    direction, onwards, border, change : ndarray, shape (rows + columns + 1,)
        Tangents at both, the row that borders the system, a Newton step.
    residual, worth, response : ndarray, shape (rows + columns,)
        Of the equations at the place last looked at, what moves pay, and logarithms of responses.
    chances, answers, slopes : ndarray, shape (rows + columns,)
        Where the system was set up: what is played, responses to it, derivatives by lambda.
    room : ndarray, shape (rows + columns,)
    system : ndarray, shape (columns + 1, columns + 1)
    swaps, used, others : ndarray of int
        Row exchanges of the elimination; columns and rows in use.
    scalars : ndarray, shape (5,)
        Lambda where the system was set up, orientation, length of a step, regret, rounding.
    extents : ndarray, shape (2,)
        Range of each player's payoffs, of which regret is a share.
    state : ndarray of int, shape (7,)
    """

    first: Floats
    second: Floats
    at: Floats
    ahead: Floats
    middle: Floats
    direction: Floats
    onwards: Floats
    border: Floats
    change: Floats
    residual: Floats
    worth: Floats
    response: Floats
    chances: Floats
    answers: Floats
    slopes: Floats
    room: Floats
    system: Floats
    swaps: Integers
    used: Integers
    others: Integers
    scalars: Floats
    extents: Floats
    state: Integers


LAMBDA, ORIENTATION, LENGTH, REGRET, ROUNDING = range(5)


def make_curve(first: Floats, second: Floats) -> Curve:
    """Begin at uniform play.

    Parameters
    ----------
    first, second : ndarray, shape (rows, columns)
        Contiguous by rows; the wider range of the two should be about one.
    """
    rows, columns = first.shape
    size = rows + columns
    places: list[Any] = [np.zeros(size + 1) for _ in range(7)]
    places[0][:rows], places[0][rows:size] = -np.log(rows), -np.log(columns)
    rooms: list[Any] = [np.zeros(size) for _ in range(7)]
    scalars, state = np.zeros(5), np.zeros(7, np.int64)
    scalars[LENGTH] = 0.1
    rest: list[Any] = [
        np.zeros((columns + 1, columns + 1)),
        np.zeros(columns + 1, np.int64),
        np.zeros(columns, np.int64),
        np.zeros(rows, np.int64),
        scalars,
        np.array([float(np.ptp(first)) or 1.0, float(np.ptp(second)) or 1.0]),
        state,
    ]
    return Curve._make([first, second, *places, *rooms, *rest])


@compiled
def look(curve: Any, at: Any) -> None:
    """Evaluate the equations."""
    first, second, worth, residual = curve.first, curve.second, curve.worth, curve.residual
    rows, columns = first.shape
    rationality, most = at[rows + columns], 0.0
    played = np.exp(at[: rows + columns])
    worth[:rows] = np.dot(first, played[rows:])
    worth[rows:] = np.dot(played[:rows], second)
    gain = 0.0
    for side in range(2):
        start, stop = (0, rows) if side == 0 else (rows, rows + columns)
        highest = worth[start]
        for k in range(start, stop):
            highest = max(highest, worth[k])
        total, mean = 0.0, 0.0
        for k in range(start, stop):
            total += np.exp(rationality * (worth[k] - highest))
            mean += played[k] * worth[k]
            most = max(most, abs(worth[k]))
        shift = np.log(total)
        for k in range(start, stop):
            curve.response[k] = rationality * (worth[k] - highest) - shift
            residual[k] = at[k] - curve.response[k]
        gain = max(gain, (highest - mean) / curve.extents[side])
    curve.scalars[REGRET] = gain
    curve.scalars[ROUNDING] = EPSILON * (4e3 + rationality * most * 32)


@compiled
def set_up(curve: Any, at: Any) -> float:
    """Factor the bordered system at the place last looked at; sign of its determinant."""
    first, second, state = curve.first, curve.second, curve.state
    rows, columns = first.shape
    end = rows + columns
    rationality = at[end]
    curve.scalars[LAMBDA] = rationality
    count, others = 0, 0
    for k in range(end):
        curve.chances[k], curve.answers[k] = np.exp(at[k]), np.exp(curve.response[k])
        if max(at[k], curve.response[k]) > UNSEEN:
            if k < rows:
                curve.others[others] = k
                others += 1
            else:
                curve.used[count] = k - rows
                count += 1
    state[SIZE], state[OTHERS] = count, others
    own = np.empty((others, count))
    their = np.empty((count, others))
    for a in range(others):
        i = curve.others[a]
        for b in range(count):
            j = curve.used[b]
            own[a, b] = first[i, j]
            their[b, a] = second[i, j]
    center_rows(own, curve.answers[:rows], curve.others)
    center_rows(their, curve.answers[rows:], curve.used)
    for side in range(2):
        start, stop = (0, rows) if side == 0 else (rows, end)
        mean = 0.0
        for k in range(start, stop):
            mean += curve.answers[k] * curve.worth[k]
        for k in range(start, stop):
            curve.slopes[k] = mean - curve.worth[k]
    for a in range(others):
        weight = curve.chances[curve.others[a]]
        for b in range(count):
            own[a, b] *= weight
    product = np.dot(their, own)
    system, border = curve.system, curve.border
    square = rationality * rationality
    passed = curve.room
    through(curve, curve.slopes, passed)
    pulled = pull(curve, border)
    for b in range(count):
        j = curve.used[b]
        for c in range(count):
            system[b, c] = -square * product[b, c] * curve.chances[rows + curve.used[c]]
        system[b, b] += 1.0
        system[b, count] = curve.slopes[rows + j] + passed[rows + j]
        system[count, b] = border[rows + j] + pulled[j]
    corner = border[end]
    for i in range(rows):
        corner -= border[i] * curve.slopes[i]
    system[count, count] = corner
    return eliminate(system, count + 1, curve.swaps)


@compiled
def center_rows(block: Any, answers: Any, names: Any) -> None:
    """Subtract from the rows their mean, weighted by responses."""
    mean = np.zeros(block.shape[1])
    for a in range(block.shape[0]):
        weight = answers[names[a]]
        for b in range(block.shape[1]):
            mean[b] += weight * block[a, b]
    for a in range(block.shape[0]):
        for b in range(block.shape[1]):
            block[a, b] -= mean[b]


@compiled
def through(curve: Any, rows_change: Any, out: Any) -> None:
    """How the responses of columns change with the logarithms of the rows."""
    rows, columns = curve.first.shape
    moved = curve.chances[:rows] * rows_change[:rows]
    pays = np.dot(moved, curve.second)
    mean = 0.0
    for j in range(columns):
        mean += curve.answers[rows + j] * pays[j]
    for j in range(columns):
        out[rows + j] = curve.scalars[LAMBDA] * (pays[j] - mean)


@compiled
def pull(curve: Any, border: Any) -> Any:
    """The border of the rows, as it falls on the columns that they follow."""
    rows, columns = curve.first.shape
    total = 0.0
    for i in range(rows):
        total += border[i]
    weights = border[:rows] - total * curve.answers[:rows]
    pulled = np.dot(weights, curve.first)
    for j in range(columns):
        pulled[j] *= curve.scalars[LAMBDA] * curve.chances[rows + j]
    return pulled


@compiled
def solve(curve: Any, residual: Any, wanted: float) -> None:
    """Solve the factored system for minus a residual, and a wanted value of the border."""
    rows, columns = curve.first.shape
    end, count, change = rows + columns, curve.state[SIZE], curve.change
    side = np.empty(count + 1)
    through(curve, residual, curve.room)
    for b in range(count):
        k = rows + curve.used[b]
        side[b] = -residual[k] - curve.room[k]
    for i in range(rows):
        wanted += curve.border[i] * residual[i]
    side[count] = wanted
    substitute(curve.system, count + 1, curve.swaps, side)
    rise = side[count]
    change[end] = rise
    moved = np.zeros(columns)
    for b in range(count):
        j = curve.used[b]
        moved[j] = curve.chances[rows + j] * side[b]
    pays = np.dot(curve.first, moved)
    mean = 0.0
    for i in range(rows):
        mean += curve.answers[i] * pays[i]
    for i in range(rows):
        follows = curve.scalars[LAMBDA] * (pays[i] - mean)
        change[i] = follows - residual[i] - curve.slopes[i] * rise
    through(curve, change, curve.room)
    for k in range(rows, end):
        change[k] = curve.room[k] - residual[k] - curve.slopes[k] * rise
    for b in range(count):
        change[rows + curve.used[b]] = side[b]


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
                    matrix[k, column], matrix[pivot, column] = (
                        matrix[pivot, column],
                        matrix[k, column],
                    )
            if matrix[k, k] < 0.0:
                sign = -sign
            inverse = 1.0 / matrix[k, k]
            for row in range(k + 1, count):
                share = matrix[row, k] * inverse
                matrix[row, k] = share
                for column in range(k + 1, stop):
                    matrix[row, column] -= share * matrix[k, column]
        if stop == count:
            break
        for k in range(start, stop):
            for row in range(k + 1, stop):
                share = matrix[row, k]
                for column in range(stop, count):
                    matrix[row, column] -= share * matrix[k, column]
        left = matrix[stop:count, start:stop].copy()
        top = matrix[start:stop, stop:count].copy()
        matrix[stop:count, stop:count] -= np.dot(left, top)
    return sign


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
def arrive(curve: Any, at: Any) -> float:
    """The tangent at a solution, onwards; sign of the bordered determinant, 0 if there is none."""
    sign = set_up(curve, at)
    if sign == 0.0:
        return 0.0
    curve.residual[:] = 0.0
    solve(curve, curve.residual, 1.0)
    end = len(at) - 1
    square = (curve.change[end] / (1.0 + at[end])) ** 2
    for k in range(end):
        square += (np.exp(at[k]) * curve.change[k]) ** 2
    if not (np.isfinite(square) and square > 0.0):
        return 0.0
    curve.onwards[:] = curve.change / np.sqrt(square)
    return sign


@compiled
def rim(curve: Any, at: Any, direction: Any) -> None:
    """Border the system by a direction, measured where the curve is."""
    end = len(at) - 1
    for k in range(end):
        curve.border[k] = np.exp(2 * at[k]) * direction[k]
    curve.border[end] = direction[end] / (1.0 + at[end]) ** 2


@compiled
def likeliest_error(curve: Any, trial: Any) -> float:
    """The largest residual: as a change of probability, or relative to a large logarithm."""
    error = 0.0
    for k in range(len(trial) - 1):
        likely = np.exp(max(trial[k], curve.at[k]))
        weight = max(likely, 1e-3 / (1.0 + abs(trial[k])))
        error = max(error, abs(curve.residual[k]) * weight)
    return error


@compiled
def attempt(curve: Any) -> tuple[float, int]:
    """Take one step; orientation there, 0 where it fails, and the number of corrections."""
    ahead, length = curve.ahead, curve.scalars[LENGTH]
    end = len(ahead) - 1
    ahead[:] = curve.at + length * curve.direction
    last, count, fresh = np.inf, 0, False
    while True:
        if count == CORRECTIONS:
            return 0.0, count
        for k in range(end):
            ahead[k] = min(ahead[k], 0.0)
        look(curve, ahead)
        error = likeliest_error(curve, ahead)
        if error < max(PRECISION, 10 * curve.scalars[ROUNDING]):
            break
        if not np.isfinite(error) or (fresh and count > 1 and error > last / 2):
            return 0.0, count
        if count and error > last / 10:
            if set_up(curve, ahead) == 0.0:
                return 0.0, count
            fresh = True
        last = error
        solve(curve, curve.residual, 0.0)
        ahead += curve.change
        if ahead[end] < 0.0:
            return 0.0, count
        count += 1
    rim(curve, curve.at, curve.direction)
    turn = arrive(curve, ahead)
    if turn == 0.0 or not is_joined(curve):
        return 0.0, count
    if turn != curve.scalars[ORIENTATION] and length >= CROSSING:
        return 0.0, count
    return turn, count


@compiled
def is_joined(curve: Any) -> bool:
    """Whether a step turns little and changes no probability by much."""
    end = len(curve.at) - 1
    straight, before, changed = 0.0, 0.0, 0.0
    for k in range(end + 1):
        weight = np.exp(2 * curve.ahead[k]) if k < end else (1.0 + curve.ahead[k]) ** -2
        straight += weight * curve.direction[k] * curve.onwards[k]
        before += weight * curve.direction[k] ** 2
        if k < end:
            changed = max(changed, abs(np.exp(curve.ahead[k]) - np.exp(curve.at[k])))
    return bool(straight >= STRAIGHTEST * np.sqrt(before) and changed <= 2 * PLAY_CHANGE)


@compiled
def restart(curve: Any) -> bool:
    """Set up the system at the place that the curve has come to, after a step that failed."""
    look(curve, curve.at)
    rim(curve, curve.at, curve.direction)
    return set_up(curve, curve.at) != 0.0


@compiled
def settle(curve: Any, rationality: float) -> bool:
    """Solve the equations for a given lambda, from `middle` on, to rounding."""
    middle = curve.middle
    end = len(middle) - 1
    middle[end] = rationality
    curve.border[:] = 0.0
    curve.border[end] = 1.0
    for _ in range(ROUNDS):
        for k in range(end):
            middle[k] = min(middle[k], 0.0)
        look(curve, middle)
        good = True
        for k in range(end):
            good = good and abs(curve.residual[k]) < curve.scalars[ROUNDING] * (1 - middle[k])
        if good:
            return True
        if set_up(curve, middle) == 0.0:
            return False
        solve(curve, curve.residual, 0.0)
        largest = 0.0
        for k in range(end):
            if middle[k] > -9.2:
                largest = max(largest, abs(curve.change[k]))
        middle += curve.change / max(1.0, largest / 1.5)
        middle[end] = rationality
    return False


@compiled
def begin(curve: Any) -> None:
    """Point the curve to where lambda rises."""
    curve.border[:] = 0.0
    curve.border[len(curve.at) - 1] = 1.0
    look(curve, curve.at)
    curve.scalars[ORIENTATION] = arrive(curve, curve.at)
    curve.direction[:] = curve.onwards


@compiled
def trace(curve: Any, wanted: Any, found: Any, tolerance: float, allowance: int) -> None:
    """Follow a curve for some steps, or until it has passed all that is wanted.

    Parameters
    ----------
    curve : Curve
    wanted : ndarray
        Rising values of lambda; empty to go on until nobody gains more than `tolerance`.
    found : ndarray, shape (values, rows + columns)
        Receives logarithms of probabilities at the wanted values.
    tolerance : float
    allowance : int
    """
    state, scalars = curve.state, curve.scalars
    end = len(curve.at) - 1
    if state[STEPS] == 0:
        begin(curve)
    for _ in range(allowance):
        while state[REACHED] < len(wanted) and wanted[state[REACHED]] <= 0.0:
            found[state[REACHED]] = curve.at[:end]
            state[REACHED] += 1
        if len(wanted) and state[REACHED] == len(wanted):
            state[STATUS] = ARRIVED
            return
        change = 1e-12
        for k in range(end):
            change = max(change, abs(np.exp(curve.at[k]) * curve.direction[k]))
        scalars[LENGTH] = min(scalars[LENGTH], LONGEST, PLAY_CHANGE / change)
        turn, corrections = attempt(curve)
        while turn == 0.0:
            scalars[LENGTH] /= 2
            if scalars[LENGTH] < SHORTEST or not restart(curve):
                state[STATUS] = LOST
                return
            turn, corrections = attempt(curve)
        state[STEPS] += 1
        state[FOLDS] += curve.onwards[end] * curve.direction[end] < 0.0
        state[CROSSINGS] += turn != scalars[ORIENTATION]
        passed = False
        while state[REACHED] < len(wanted) and curve.ahead[end] >= wanted[state[REACHED]]:
            goal = wanted[state[REACHED]]
            whole = curve.ahead[end] - curve.at[end]
            share = (goal - curve.at[end]) / whole if whole != 0.0 else 1.0
            curve.middle[:] = curve.at + share * (curve.ahead - curve.at)
            if not settle(curve, goal):
                state[STATUS] = LOST
                return
            found[state[REACHED]] = curve.middle[:end]
            state[REACHED] += 1
            passed = True
        curve.at[:] = curve.ahead
        curve.direction[:] = curve.onwards
        scalars[ORIENTATION] = turn
        if corrections <= 3:
            scalars[LENGTH] *= 2.0
        elif corrections >= 6:
            scalars[LENGTH] *= 0.6
        if not len(wanted) and scalars[REGRET] <= tolerance:
            state[STATUS] = ARRIVED
            return
        if passed and not restart(curve):
            state[STATUS] = LOST
            return
