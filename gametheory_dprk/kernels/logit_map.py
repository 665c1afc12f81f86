"""The logit response of every agent, and the equations of its fixed points.

An agent of player i plays a move with probability proportional to exp(lambda w_i u), where u is
what the move pays given that its information set is reached (McKelvey and Palfrey 1995, 1998).
The unknowns are logarithms of probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gametheory_dprk.kernels.agent_form import AgentForm, Floats
from gametheory_dprk.kernels.agent_payoffs import PayoffKernel, move_payoffs, payoff_kernel

EPSILON = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True)
class LogitGame:
    """A compiled game with the weight that lambda has for each move's owner.

    Attributes
    ----------
    kernel : PayoffKernel
    weights : ndarray, shape (moves,)
        Multiplies payoffs between 0 and 1: the owner's range of payoffs, or 1 where payoffs are
        to be rescaled.
    """

    kernel: PayoffKernel
    weights: Floats

    @property
    def form(self) -> AgentForm:
        """The game as arrays."""
        return self.kernel.form


def logit_game(form: AgentForm, rescale: bool = False) -> LogitGame:
    """Prepare a compiled game for logit responses.

    Parameters
    ----------
    form : AgentForm
    rescale : bool
        Whether each player's payoffs count as if they ranged from 0 to 1.
    """
    weights = (form.ranges > 0).astype(float) if rescale else form.ranges
    return LogitGame(payoff_kernel(form), weights[form.owners])


@dataclass(frozen=True, slots=True)
class Equations:
    """The fixed-point equations at one point.

    Attributes
    ----------
    residual : ndarray, shape (moves,)
        Logarithm of each probability less that of the logit response.
    by_logs : ndarray, shape (moves, moves)
    by_lambda : ndarray, shape (moves,)
    payoffs : ndarray, shape (moves,)
        What moves pay, between 0 and 1.
    rounding : float
        How exactly the residual is known at best: payoffs are rounded before lambda multiplies
        them, the more so behind moves whose logarithms are large.
    """

    residual: Floats
    by_logs: Floats
    by_lambda: Floats
    payoffs: Floats
    rounding: float


def set_sums(form: AgentForm, entries: Floats) -> Floats:
    """Sum over the moves of each information set."""
    sums: Floats = np.add.reduceat(entries, form.starts, axis=0)
    return sums


def log_response(form: AgentForm, worth: Floats) -> Floats:
    """Logarithms of probabilities proportional to the exponential of `worth` at each set.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> from gametheory_dprk.kernels.agent_form import agent_form
    >>> form = agent_form(NormalGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]]))
    >>> np.exp(log_response(form, np.array([1000.0, 1000.0, np.log(3), 0.0]))).round(6).tolist()
    [0.5, 0.5, 0.75, 0.25]
    """
    highest = np.maximum.reduceat(worth, form.starts)[form.agents]
    total = set_sums(form, np.exp(worth - highest))
    logs: Floats = worth - highest - np.log(total)[form.agents]
    return logs


def equations(game: LogitGame, logs: Floats, rationality: float) -> Equations:
    """Evaluate the fixed-point equations and their derivatives."""
    form = game.form
    found = move_payoffs(game.kernel, logs)
    worth = game.weights * found.payoffs
    response = log_response(form, rationality * worth)
    chances = np.exp(response)
    derivative = found.derivative * (rationality * game.weights)[:, None]
    mean = set_sums(form, chances[:, None] * derivative)
    by_logs = mean[form.agents] - derivative
    by_logs.flat[:: form.size + 1] += 1.0
    by_lambda = set_sums(form, chances * worth)[form.agents] - worth
    deepest = -float(found.reach.min(initial=0.0))
    rounding = EPSILON * (4e3 + rationality * float(game.weights.max()) * (32 + 2 * deepest))
    return Equations(logs - response, by_logs, by_lambda, found.payoffs, rounding)


def regret(form: AgentForm, logs: Floats, payoffs: Floats) -> float:
    """The most that an agent could gain where it moves, as a share of its owner's range."""
    best = np.maximum.reduceat(payoffs, form.starts)
    return float((best - set_sums(form, np.exp(logs) * payoffs)).max())


def solved(matrix: Floats, side: Floats) -> Floats:
    """Solve a linear system.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the matrix is singular.
    """
    return np.asarray(np.linalg.solve(matrix, side), dtype=np.float64)
