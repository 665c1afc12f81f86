"""Principal branches of agent logit equilibria at many parameter points at once.

The curves, steps and tests are those of `logit_path`, for one compiled structure with payoffs and
chances of its own at every point. Each result is polished at its lambda until the equations hold
to rounding; a branch that is lost says so and is filled with nan.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from numba import prange

from gametheory_dprk.kernels.compiled import compiled, compiled_parallel

Floats: TypeAlias = npt.NDArray[np.float64]
Integers: TypeAlias = npt.NDArray[np.int64]

STEPS = 4000
CORRECTIONS, ROUNDS = 8, 60
LONGEST, SHORTEST, CROSSING = 1.0, 1e-9, 1e-5
PLAY_CHANGE, STRAIGHTEST, PRECISION = 0.15, 0.8, 1e-9
EPSILON = 2.220446049250313e-16


@dataclass(frozen=True, slots=True)
class Structure:
    """What games of one tree have in common.

    Attributes
    ----------
    starts : ndarray of int, shape (sets + 1,)
        Position of the first move of each information set, and the number of all moves.
    owners : ndarray of int, shape (moves,)
        The player of each move.
    plays, nodes : ndarray of int, shape (histories, longest)
        Positions of moves, padded by the number of all moves.
    node_sets : ndarray of int, shape (nodes,)
    """

    starts: Integers
    owners: Integers
    plays: Integers
    nodes: Integers
    node_sets: Integers


def branches(
    structure: Structure, payoffs: Floats, plays: Floats, nodes: Floats, rationality: Floats
) -> Floats:
    """Follow the principal branch at every point to given values of lambda.

    Parameters
    ----------
    structure : Structure
    payoffs : ndarray, shape (points, plays, players)
        Between 0 and 1.
    plays, nodes : ndarray, shape (points, histories)
        Logarithm of the probability of chance's moves on each history.
    rationality : ndarray
        Rising values of lambda.

    Returns
    -------
    ndarray, shape (points, values, moves)
        Probabilities at the first place where the branch has each lambda; nan where it is lost.

    Examples
    --------
    One agent, whose second move pays 1 and the first 0: odds are exp(lambda).

    >>> one = Structure(*(np.array(a) for a in ([0, 2], [0, 0], [[0], [1]], [[2]], [0])))
    >>> pays, zero = np.array([[[0.0], [1.0]]]), np.zeros((1, 2))
    >>> found = branches(one, pays, zero, np.zeros((1, 1)), np.array([0.0, np.log(3)]))
    >>> found.round(9).tolist()
    [[[0.5, 0.5], [0.25, 0.75]]]
    """
    found = np.full((len(payoffs), len(rationality), len(structure.owners)), np.nan)
    agents = np.repeat(np.arange(len(structure.starts) - 1), np.diff(structure.starts))
    _branches(
        structure.starts,
        agents,
        structure.owners,
        structure.plays,
        structure.nodes,
        structure.node_sets,
        np.ascontiguousarray(payoffs),
        np.ascontiguousarray(plays),
        np.ascontiguousarray(nodes),
        rationality,
        found,
    )
    return found


@compiled_parallel
def _branches(
    starts: Any,
    agents: Any,
    owners: Any,
    plays: Any,
    nodes: Any,
    node_sets: Any,
    payoffs: Any,
    play_chances: Any,
    node_chances: Any,
    rationality: Any,
    found: Any,
) -> None:
    """Follow the branch of every point."""
    for point in prange(len(payoffs)):
        game = (
            starts,
            agents,
            owners,
            plays,
            nodes,
            node_sets,
            payoffs[point],
            play_chances[point],
            node_chances[point],
        )
        _branch(game, rationality, found[point])


@compiled
def _branch(game: Any, rationality: Any, found: Any) -> None:
    """Follow one branch, writing probabilities at each value of lambda that it comes to."""
    starts, agents = game[0], game[1]
    size = len(agents)
    work = np.empty((size + 1, size + 2))
    residual, derivative = np.empty(size), np.empty((size, size + 1))
    point, ahead, direction = np.empty(size + 1), np.empty(size + 1), np.empty(size + 1)
    border, onwards, middle = np.empty(size + 1), np.empty(size + 1), np.empty(size)
    for move in range(size):
        agent = agents[move]
        point[move] = -np.log(starts[agent + 1] - starts[agent])
    point[size] = 0.0
    for move in range(size):
        border[move] = 0.0
    border[size] = 1.0
    orientation = _arrive(game, point, border, direction, work, residual, derivative)
    reached = 0
    while reached < len(rationality) and rationality[reached] <= 0.0:
        for move in range(size):
            found[reached, move] = np.exp(point[move])
        reached += 1
    if orientation == 0.0:
        return
    length = 0.1
    for _ in range(STEPS):
        if reached == len(rationality):
            return
        change = 1e-12
        for move in range(size):
            change = max(change, abs(np.exp(point[move]) * direction[move]))
        length = min(length, LONGEST, PLAY_CHANGE / change)
        while True:
            turn, corrections = _attempt(
                game, point, direction, orientation, length, ahead, onwards, border, work,
                residual, derivative,
            )  # fmt: skip
            if turn != 0.0:
                break
            length /= 2
            if length < SHORTEST:
                return
        while reached < len(rationality) and ahead[size] >= rationality[reached]:
            whole = ahead[size] - point[size]
            share = (rationality[reached] - point[size]) / whole if whole != 0.0 else 1.0
            for move in range(size):
                middle[move] = point[move] + share * (ahead[move] - point[move])
            if not _polish(game, middle, rationality[reached], work, residual, derivative):
                return
            for move in range(size):
                found[reached, move] = np.exp(middle[move])
            reached += 1
        for k in range(size + 1):
            point[k], direction[k] = ahead[k], onwards[k]
        orientation = turn
        if corrections <= 3:
            length *= 2.0
        elif corrections >= 6:
            length *= 0.6


@compiled
def _attempt(
    game: Any,
    point: Any,
    direction: Any,
    orientation: Any,
    length: Any,
    ahead: Any,
    onwards: Any,
    border: Any,
    work: Any,
    residual: Any,
    derivative: Any,
) -> Any:
    """Take one step: the orientation there, 0 where it fails, and the number of corrections."""
    size = len(residual)
    for k in range(size):
        border[k] = np.exp(2 * point[k]) * direction[k]
    border[size] = direction[size] / (1.0 + point[size]) ** 2
    for k in range(size + 1):
        ahead[k] = point[k] + length * direction[k]
    last = np.inf
    count = 0
    while True:
        if count == CORRECTIONS:
            return 0.0, count
        for k in range(size):
            ahead[k] = min(ahead[k], 0.0)
        rounding = _equations(game, ahead, residual, derivative)
        error = 0.0
        for k in range(size):
            likely = max(np.exp(ahead[k]), np.exp(point[k]), 1e-3 / (1.0 + abs(ahead[k])))
            error = max(error, abs(residual[k]) * likely)
        if error < max(PRECISION, 10 * rounding):
            break
        if not np.isfinite(error) or (count > 1 and error > last / 2):
            return 0.0, count
        last = error
        _fill(work, derivative, border)
        for k in range(size):
            work[k, size + 1] = -residual[k]
        work[size, size + 1] = 0.0
        if _solve(work) == 0.0:
            return 0.0, count
        for k in range(size + 1):
            ahead[k] += work[k, size + 1]
        if ahead[size] < 0.0:
            return 0.0, count
        count += 1
    turn = _onwards(ahead, border, onwards, work, derivative)
    if turn == 0.0 or not _joined(point, direction, ahead, onwards):
        return 0.0, count
    if turn != orientation and length >= CROSSING:
        return 0.0, count
    return turn, count


@compiled
def _joined(point: Any, direction: Any, ahead: Any, onwards: Any) -> Any:
    """Whether a step turns little and changes no probability by much."""
    size = len(point) - 1
    straight, before, changed = 0.0, 0.0, 0.0
    for k in range(size + 1):
        weight = np.exp(2 * ahead[k]) if k < size else (1.0 + ahead[k]) ** -2
        straight += weight * direction[k] * onwards[k]
        before += weight * direction[k] ** 2
        if k < size:
            changed = max(changed, abs(np.exp(ahead[k]) - np.exp(point[k])))
    return straight >= STRAIGHTEST * np.sqrt(before) and changed <= 2 * PLAY_CHANGE


@compiled
def _arrive(
    game: Any, at: Any, border: Any, direction: Any, work: Any, residual: Any, derivative: Any
) -> Any:
    """The direction at a solution, and the sign of the bordered determinant."""
    _equations(game, at, residual, derivative)
    return _onwards(at, border, direction, work, derivative)


@compiled
def _onwards(at: Any, border: Any, direction: Any, work: Any, derivative: Any) -> Any:
    """The tangent of length one in which the border points; 0 where there is none."""
    size = len(at) - 1
    _fill(work, derivative, border)
    for k in range(size + 1):
        work[k, size + 1] = 1.0 if k == size else 0.0
    sign = _solve(work)
    if sign == 0.0:
        return 0.0
    square = 0.0
    for k in range(size + 1):
        weight = np.exp(2 * at[k]) if k < size else (1.0 + at[k]) ** -2
        square += weight * work[k, size + 1] ** 2
    if not (np.isfinite(square) and square > 0.0):
        return 0.0
    for k in range(size + 1):
        direction[k] = work[k, size + 1] / np.sqrt(square)
    return sign


@compiled
def _polish(
    game: Any, logs: Any, rationality: Any, work: Any, residual: Any, derivative: Any
) -> Any:
    """Newton's method at one lambda until the equations hold to rounding."""
    starts, agents = game[0], game[1]
    size = len(logs)
    at, border = np.empty(size + 1), np.empty(size + 1)
    at[size] = rationality
    for _ in range(ROUNDS):
        for k in range(size):
            least = -np.log(starts[agents[k] + 1] - starts[agents[k]]) - rationality - 1.0
            logs[k] = min(max(logs[k], least), 0.0)
            at[k] = logs[k]
        rounding = _equations(game, at, residual, derivative)
        good = True
        for k in range(size):
            good = good and abs(residual[k]) < rounding * (1.0 + abs(logs[k]))
        if good:
            return True
        for k in range(size + 1):
            border[k] = 1.0 if k == size else 0.0
        _fill(work, derivative, border)
        for k in range(size):
            work[k, size] = 0.0
            work[k, size + 1] = -residual[k]
        work[size, size + 1] = 0.0
        if _solve(work) == 0.0:
            return False
        largest = 0.0
        for k in range(size):
            if logs[k] > -9.2:
                largest = max(largest, abs(work[k, size + 1]))
        for k in range(size):
            logs[k] += work[k, size + 1] / max(1.0, largest / 1.5)
    return False


@compiled
def _fill(work: Any, derivative: Any, border: Any) -> None:
    """The derivative of the equations, with one more row."""
    size = len(derivative)
    for column in range(size + 1):
        for row in range(size):
            work[row, column] = derivative[row, column]
        work[size, column] = border[column]


@compiled
def _solve(work: Any) -> Any:
    """Eliminate in place: the solution is the last column; sign of the determinant, 0 if none."""
    count = len(work)
    sign = 1.0
    for k in range(count):
        pivot = k
        for row in range(k + 1, count):
            if abs(work[row, k]) > abs(work[pivot, k]):
                pivot = row
        if not abs(work[pivot, k]) > 0.0:
            return 0.0
        if pivot != k:
            sign = -sign
            for column in range(k, count + 1):
                work[k, column], work[pivot, column] = work[pivot, column], work[k, column]
        if work[k, k] < 0.0:
            sign = -sign
        for row in range(k + 1, count):
            share = work[row, k] / work[k, k]
            if share != 0.0:
                for column in range(k + 1, count + 1):
                    work[row, column] -= share * work[k, column]
    for k in range(count - 1, -1, -1):
        total = work[k, count]
        for column in range(k + 1, count):
            total -= work[k, column] * work[column, count]
        work[k, count] = total / work[k, k]
    return sign


@compiled
def _equations(game: Any, at: Any, residual: Any, derivative: Any) -> Any:
    """The fixed-point equations at logarithms and lambda; how exactly they are known at best."""
    starts, agents, owners, plays, nodes, node_sets, payoffs, play_chances, node_chances = game
    size, sets = len(agents), len(starts) - 1
    rationality = at[size]
    weights, reach = np.empty(len(nodes)), np.full(sets, -np.inf)
    for node in range(len(nodes)):
        weight = node_chances[node]
        for move in nodes[node]:
            if move < size:
                weight += at[move]
        weights[node] = weight
        reach[node_sets[node]] = max(reach[node_sets[node]], weight)
    totals, led = np.zeros(sets), np.zeros((sets, size))
    for node in range(len(nodes)):
        totals[node_sets[node]] += np.exp(weights[node] - reach[node_sets[node]])
    deepest = 0.0
    for place in range(sets):
        reach[place] += np.log(totals[place])
        deepest = max(deepest, -reach[place])
    for node in range(len(nodes)):
        belief = np.exp(weights[node] - reach[node_sets[node]])
        for move in nodes[node]:
            if move < size:
                led[node_sets[node], move] += belief
    worth, slopes = np.zeros(size), np.zeros((size, size))
    for play in range(len(plays)):
        weight = play_chances[play]
        for move in plays[play]:
            if move < size:
                weight += at[move]
        for move in plays[play]:
            if move < size:
                value = payoffs[play, owners[move]]
                share = np.exp(weight - at[move] - reach[agents[move]]) * value
                worth[move] += share
                for other in plays[play]:
                    if other < size and other != move:
                        slopes[move, other] += share
    for move in range(size):
        for other in range(size):
            slopes[move, other] -= worth[move] * led[agents[move], other]
    for place in range(sets):
        first, last = starts[place], starts[place + 1]
        highest = -np.inf
        for move in range(first, last):
            highest = max(highest, rationality * worth[move])
        total = 0.0
        for move in range(first, last):
            total += np.exp(rationality * worth[move] - highest)
        mean = 0.0
        for move in range(first, last):
            log = rationality * worth[move] - highest - np.log(total)
            residual[move] = at[move] - log
            mean += np.exp(log) * worth[move]
        for other in range(size):
            average = 0.0
            for move in range(first, last):
                average += np.exp(at[move] - residual[move]) * slopes[move, other]
            for move in range(first, last):
                derivative[move, other] = rationality * (average - slopes[move, other])
        for move in range(first, last):
            derivative[move, move] += 1.0
            derivative[move, size] = mean - worth[move]
    return EPSILON * (4e3 + rationality * (32.0 + 2.0 * deepest))
