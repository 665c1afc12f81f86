"""Logit equilibria at one value of lambda: where a curve passes it, and by Newton's method."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gametheory_dprk.kernels.agent_form import Floats
from gametheory_dprk.kernels.logit_map import LogitGame, equations, solved

ROUNDS = 60
"""Newton steps from a start that may be far away."""

APART = 1e-6
"""Largest difference of a probability between two copies of one equilibrium."""


def polish(game: LogitGame, logs: Floats, rationality: float) -> Floats | None:
    """Solve the equations for a given lambda by Newton's method, from nearby or far.

    Returns
    -------
    ndarray or None
        None where the method does not converge.
    """
    return deflated(game, logs, rationality, ())


def deflated(
    game: LogitGame, logs: Floats, rationality: float, known: Sequence[Floats]
) -> Floats | None:
    """Newton's method, repelled from equilibria already known (Brown and Gearhart 1971).

    Parameters
    ----------
    game : LogitGame
    logs : ndarray, shape (moves,)
    rationality : float
    known : sequence of ndarray
        Equilibria to stay away from.
    """
    least = lowest(game, rationality)
    at = np.clip(logs, least, 0.0)
    for _ in range(ROUNDS):
        found = equations(game, at, rationality)
        if not np.all(np.isfinite(found.by_logs)):
            return None
        if np.all(np.abs(found.residual) < found.rounding * (1 + np.abs(at))):
            return at
        try:
            step = solved(found.by_logs, -found.residual)
        except np.linalg.LinAlgError:
            return None
        at = np.clip(at + damped(step * repulsion(at, step, known), at), least, 0.0)
    return None


def lowest(game: LogitGame, rationality: float) -> Floats:
    """Bounds below the logarithms of all logit responses, as payoffs are between 0 and 1."""
    bounds: Floats = game.form.uniform() - rationality * game.weights - 1.0
    return bounds


def repulsion(logs: Floats, step: Floats, known: Sequence[Floats]) -> float:
    """The factor by which deflation lengthens, shortens or turns a Newton step."""
    chances = np.exp(logs)
    slope = 0.0
    for each in known:
        apart = chances - np.exp(each)
        square = max(float(apart @ apart), 1e-300)
        slope -= 2 * float((apart * chances) @ step) / (square * (1 + square))
    return 1 / (1 - slope) if slope != 1 else 1.0


def damped(step: Floats, logs: Floats) -> Floats:
    """A step shortened so that no likely move becomes much likelier or less likely."""
    likely = np.abs(step)[logs > np.log(1e-4)]
    shortened: Floats = step / max(1.0, float(likely.max(initial=0.0)) / 1.5)
    return shortened


def is_new(logs: Floats, known: Sequence[Floats]) -> bool:
    """Whether play differs from all that is known."""
    chances = np.exp(logs)
    return all(float(np.abs(chances - np.exp(each)).max()) > APART for each in known)


def index(game: LogitGame, logs: Floats, rationality: float) -> int:
    """The index of an equilibrium; over all equilibria of a regular game they sum to one.

    The response map is continuous on a product of simplices, so its degree is one
    (the Lefschetz fixed-point theorem).
    """
    sign, _ = np.linalg.slogdet(equations(game, logs, rationality).by_logs)
    return int(sign)
