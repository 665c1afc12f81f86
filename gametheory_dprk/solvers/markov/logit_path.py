"""The branch of logit stationary equilibria that begins at uniform play, followed numerically."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.markov.logit_equations import Array, FloatGame, equations

STEPS = 20_000
"""Steps along the branch at most."""

CORRECTIONS = 8
"""Newton steps back to the branch after each step along it."""

EXACTNESS = 1e-9
"""Residual at which a point counts as on the branch."""


def logit_path(game: FloatGame, budget: Budget) -> Iterator[Array]:
    """Follow the branch; yields every point, the first one without rationality.

    Steps are taken along the tangent and corrected at right angles to it, so that the branch may
    turn back in rationality. It ends where steps become too small.

    Raises
    ------
    LimitReached
    """
    point = game.start()
    unit = np.zeros(game.size + 1)
    unit[-1] = 1.0
    direction = tangent(equations(game, point)[1], unit)
    step = 0.1
    yield point
    for _ in range(STEPS):
        budget.tick()
        found = corrected(game, point + step * direction, direction)
        if found is None:
            step /= 2
            if step < 1e-10:
                return
            continue
        moved, jacobian = found
        turned = tangent(jacobian, direction)
        if turned @ direction < 0.8:
            step /= 2
            if step < 1e-10:
                return
            continue
        straight = turned @ direction > 0.99
        point, direction = moved, turned
        step *= 2.0 if straight else 1.0
        yield point


def tangent(jacobian: Array, before: Array) -> Array:
    """The unit vector along the branch that goes on the way a vector points.

    Raises
    ------
    numpy.linalg.LinAlgError
        Where the branch has none.
    """
    bordered = np.vstack([jacobian, before])
    right = np.zeros(len(bordered))
    right[-1] = 1.0
    found: Array = np.asarray(np.linalg.solve(bordered, right), dtype=np.float64)
    unit: Array = found / float(np.sqrt(found @ found))
    return unit


def corrected(game: FloatGame, guess: Array, direction: Array) -> tuple[Array, Array] | None:
    """The point of the branch at right angles to a step, with derivatives; None if not found."""
    point = guess
    previous = np.inf
    for _ in range(CORRECTIONS):
        residuals, jacobian = equations(game, point)
        size = float(np.abs(residuals).max())
        if size <= EXACTNESS * max(1.0, abs(point[-1])):
            return point, jacobian
        if not np.isfinite(size) or size > 2 * previous:
            return None
        previous = size
        bordered = np.vstack([jacobian, direction])
        right = np.append(-residuals, direction @ (guess - point))
        try:
            change = np.linalg.solve(bordered, right)
        except np.linalg.LinAlgError:
            return None
        if np.abs(change[: game.moves]).max() > 50 + 0.5 * np.abs(point[: game.moves]).max():
            return None
        point = point + change
    return None
