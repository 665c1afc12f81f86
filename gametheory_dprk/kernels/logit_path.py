"""Follows a curve of logit equilibria by predictor and corrector, through its folds.

A curve is measured by what is played: a small change of a logarithm counts as much as the
probability it belongs to, and lambda counts by its logarithm. Pseudo-arclength steps
(Keller 1977; Allgower and Georg 1990) keep the equations regular where the curve turns back.

Along a regular curve the determinant of the equations, bordered by the direction of travel,
keeps its sign. A step after which the sign or the direction differs has jumped to another curve
and is taken again, shorter. Where the sign differs after ever so short a step, two curves cross,
as they do in games with symmetries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from gametheory_dprk.kernels.agent_form import Floats
from gametheory_dprk.kernels.logit_map import Equations, LogitGame, equations, regret, solved

LONGEST, SHORTEST = 1.0, 1e-9
"""Length of a step at most and at least; the longest multiplies lambda by two."""

PLAY_CHANGE = 0.15
"""Largest change of a probability in one step."""

CORRECTIONS = 8
"""Newton steps after which a step of the curve is taken again, shorter."""

PRECISION = 1e-9
"""Residual, as a change of probability, at which a point counts as corrected; what a curve is
followed to is polished at the end."""

STRAIGHTEST = 0.8
"""Cosine of the largest turn that one step may make."""

CROSSING = 1e-5
"""Length of a step below which a change of orientation is that of two crossing curves."""


@dataclass(frozen=True, slots=True)
class Point:
    """A logit equilibrium on a curve.

    Attributes
    ----------
    logs : ndarray, shape (moves,)
        Logarithms of the probabilities of all moves.
    rationality : float
        Lambda.
    regret : float
        The most an agent could gain, as a share of its owner's range of payoffs.
    direction : ndarray, shape (moves + 1,)
        Of travel: the tangent in logarithms and, last, in lambda.
    orientation : float
        Sign of the bordered determinant.
    crossings : int
        Times that the curve crossed another one since it was followed.
    """

    logs: Floats
    rationality: float
    regret: float
    direction: Floats
    orientation: float
    crossings: int = 0


class PathLost(ArithmeticError):
    """The curve could not be followed any further."""


def metric(logs: Floats, rationality: float) -> Floats:
    """Squared weights of logarithms and of lambda in the length of a step."""
    weights: Floats = np.append(np.exp(2 * logs), (1 + rationality) ** -2)
    return weights


def bordered(found: Equations, border: Floats) -> Floats:
    """The derivative of the equations, with one more row."""
    size = len(found.residual)
    matrix = np.empty((size + 1, size + 1))
    matrix[:size, :size] = found.by_logs
    matrix[:size, size] = found.by_lambda
    matrix[size] = border
    return matrix


def start(game: LogitGame, logs: Floats, rationality: float, sense: float = 1.0) -> Point:
    """Begin a curve at a logit equilibrium.

    Parameters
    ----------
    game : LogitGame
    logs : ndarray, shape (moves,)
    rationality : float
    sense : {1.0, -1.0}
        Whether lambda is to rise or to fall at first.
    """
    border = np.zeros(len(logs) + 1)
    border[-1] = sense
    return arrived(game, logs, rationality, border)


def arrived(game: LogitGame, logs: Floats, rationality: float, border: Floats) -> Point:
    """The point at a solution, with the direction in which `border` points onwards.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the curve has no direction there.
    """
    found = equations(game, logs, rationality)
    matrix = bordered(found, border)
    ahead = np.zeros(len(border))
    ahead[-1] = 1.0
    direction = solved(matrix, ahead)
    length = float(np.sqrt(metric(logs, rationality) @ direction**2))
    orientation, _ = np.linalg.slogdet(matrix)
    gain = regret(game.form, logs, found.payoffs)
    return Point(logs, rationality, gain, direction / length, float(orientation))


def follow(game: LogitGame, first: Point) -> Iterator[Point]:
    """Yield the points of a curve, from the one after `first` on, without end.

    Raises
    ------
    PathLost
        If no step, however short, leads on.
    """
    point, length = first, 0.1
    while True:
        length = min(length, reach(point))
        following, corrections = attempt(game, point, length)
        while following is None:
            length /= 2
            if length < SHORTEST:
                raise PathLost(f"the curve was lost at lambda = {point.rationality:.6g}")
            following, corrections = attempt(game, point, length)
        yield following
        point = following
        length *= 2.0 if corrections <= 3 else 0.6 if corrections >= 6 else 1.0


def reach(point: Point) -> float:
    """The longest step that changes no probability by more than is allowed."""
    change = np.exp(point.logs) * point.direction[:-1]
    return min(LONGEST, PLAY_CHANGE / max(float(np.abs(change).max()), 1e-12))


def attempt(game: LogitGame, point: Point, length: float) -> tuple[Point | None, int]:
    """Take one step; None where it fails or leads to another curve."""
    weights = metric(point.logs, point.rationality)
    border = weights * point.direction
    ahead = np.append(point.logs, point.rationality) + length * point.direction
    try:
        solution, corrections = corrected(game, ahead, border, np.exp(point.logs))
        if solution is None:
            return None, corrections
        following = arrived(game, solution[:-1], float(solution[-1]), border)
    except np.linalg.LinAlgError:
        return None, CORRECTIONS
    return joined(point, following, length), corrections


def corrected(
    game: LogitGame, ahead: Floats, border: Floats, chances: Floats
) -> tuple[Floats | None, int]:
    """Newton's method in the plane through `ahead` across the direction of travel."""
    at = ahead.copy()
    at[:-1] = np.minimum(at[:-1], 0.0)
    last = np.inf
    for count in range(CORRECTIONS):
        found = equations(game, at[:-1], at[-1])
        error = weighted_error(found.residual, at[:-1], chances)
        if error < max(PRECISION, 10 * found.rounding):
            return at, count
        if not np.isfinite(error) or (count > 1 and error > last / 2):
            return None, count
        last = error
        change = solved(bordered(found, border), np.append(-found.residual, 0.0))
        at = at + change
        at[:-1] = np.minimum(at[:-1], 0.0)
        if at[-1] < 0.0:
            return None, count
    return None, CORRECTIONS


def weighted_error(residual: Floats, logs: Floats, chances: Floats) -> float:
    """The largest residual: as a change of probability, or relative to a large logarithm."""
    likely = np.maximum(np.exp(logs), chances)
    weights = np.maximum(likely, 1e-3 / (1.0 + np.abs(logs)))
    return float((np.abs(residual) * weights).max())


def joined(point: Point, following: Point, length: float) -> Point | None:
    """The following point if it lies on the same curve, else None."""
    weights = metric(following.logs, following.rationality)
    ahead = point.direction / np.sqrt(weights @ point.direction**2)
    straight = float(weights @ (ahead * following.direction))
    changed = float(np.abs(np.exp(following.logs) - np.exp(point.logs)).max())
    if straight < STRAIGHTEST or changed > 2 * PLAY_CHANGE:
        return None
    if following.orientation == point.orientation:
        return replace(following, crossings=point.crossings)
    return replace(following, crossings=point.crossings + 1) if length < CROSSING else None
