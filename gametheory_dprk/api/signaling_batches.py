"""All perfect Bayesian equilibria of many small signaling games at once."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from gametheory_dprk.api.batches import read_numbers, require_finite
from gametheory_dprk.limits import Budget

if TYPE_CHECKING:
    import numpy.typing as npt

    from gametheory_dprk.api.solution import Solution

    Array = npt.NDArray[Any]


class SignalingBatch(NamedTuple):
    """The equilibria of a batch of signaling games, game by game.

    Components of games that floats decide are described by one row each of the arrays below, which
    do without the games in `solutions`. A row with a range of replies after a message that is not
    sent is a component of more than one point: replies in the range are best where the belief is
    the critical one, and the replies at the ends 0 and 1 of the range are best for the beliefs on
    one side of it as well, as far as the range of beliefs goes.

    Attributes
    ----------
    counts : ndarray of int, shape (games,)
        Number of components of equilibria.
    sender : ndarray, shape (components, 2)
        The chance that each type sends the first message.
    replies : ndarray, shape (components, 2, 2)
        For each message the least and the largest chance of the first reply.
    beliefs : ndarray, shape (components, 2, 2)
        For each message the least and the largest belief in the first type.
    critical : ndarray, shape (components, 2)
        For each message the belief at which both replies are best; NaN where one reply always is.
    solutions : dict
        By their numbers, the games in which a comparison was too close for floats, solved over the
        rationals as `pbe` does.
    """

    counts: Array
    sender: Array
    replies: Array
    beliefs: Array
    critical: Array
    solutions: dict[int, Solution]

    def starts(self) -> Array:
        """Where the rows of each game start; and where the last ones end."""
        import numpy as np

        rows = self.counts.copy()
        rows[list(self.solutions)] = 0
        return np.concatenate([[0], np.cumsum(rows)])


def solve_signaling_batch(
    prior: Any, sender: Any, receiver: Any, *, limit_seconds: float | None = None
) -> SignalingBatch:
    """Find all perfect Bayesian equilibria of many games of two types, messages and replies.

    Parameters
    ----------
    prior : array_like, shape (games, 2)
        Positive weights of the types: floats, or integers of up to 53 bits. Probabilities are the
        weights over their sum, exactly.
    sender, receiver : array_like, shape (games, 2, 2, 2)
        Payoffs by type, message and reply: floats, or integers of up to 53 bits.
    limit_seconds : float, optional
        Give up after so long.

    Returns
    -------
    SignalingBatch
        Every list is complete: games with ties, or so near to one that floats cannot tell, are
        solved over the rationals. That takes some ten thousand times longer.

    Raises
    ------
    ValueError
        If shapes are wrong, an entry is not a finite number, a weight is not positive, or an
        integer is too large for a float to hold.
    LimitReached
        If the time is up.

    Examples
    --------
    Strong types like beer, weak ones quiche, and both not to be fought, which pays against weak
    ones alone (Cho and Kreps 1987). Nine in ten are strong: both types have beer, or both quiche.

    >>> strong, weak = [[1, 3], [0, 2]], [[0, 2], [1, 3]]
    >>> fights = [[[0, 1], [0, 1]], [[1, 0], [1, 0]]]
    >>> batch = solve_signaling_batch([[9, 1]], [[strong, weak]], [fights])
    >>> batch.counts, batch.sender.tolist()
    (array([2]), [[1.0, 1.0], [0.0, 0.0]])

    After quiche, which nobody has in the first, they are fought at least half the time; the belief
    that the type is strong is one half or less.

    >>> batch.replies[0].tolist(), batch.beliefs[0, 1].tolist()
    ([[0.0, 0.0], [0.5, 1.0]], [0.0, 0.5])
    """
    from gametheory_dprk.kernels.small_games import solve_signaling_games
    from gametheory_dprk.kernels.small_signaling import BELIEFS, CRITICAL, REPLIES, UNDECIDED

    arrays = read_games(prior, sender, receiver)
    tick = Budget(limit_seconds).tick
    counts, rows = solve_signaling_games(*arrays, tick)
    solutions = {}
    undecided = (counts == UNDECIDED).nonzero()[0].tolist()
    if undecided:
        require_numbers(*arrays)
    for g in undecided:
        tick()
        solutions[g] = exact_solution(*(array[g].tolist() for array in arrays))
        counts[g] = len(solutions[g])
    pairs = (-1, 2, 2)
    return SignalingBatch(
        counts,
        rows[:, :REPLIES],
        rows[:, REPLIES:BELIEFS].reshape(pairs),
        rows[:, BELIEFS:CRITICAL].reshape(pairs),
        rows[:, CRITICAL:],
        solutions,
    )


def read_games(prior: Any, sender: Any, receiver: Any) -> tuple[Array, Array, Array]:
    """Read many games as floats, which must be what was given.

    Raises
    ------
    ValueError
        Naming the argument and what is wrong with it.
    """
    payoffs = "(games, types, messages, replies)"
    weights = read_numbers("prior", prior, "(games, types)")
    if weights.ndim != 2 or weights.shape[1] != 2:
        raise ValueError(f"prior: shape {weights.shape}; expected (games, 2)")
    expected = (len(weights), 2, 2, 2)
    tables = []
    for name, given in (("sender", sender), ("receiver", receiver)):
        table = read_numbers(name, given, payoffs)
        if table.shape != expected:
            raise ValueError(f"{name}: shape {table.shape}; expected {expected}, as prior has")
        tables.append(table)
    return weights, tables[0], tables[1]


def require_numbers(prior: Array, sender: Array, receiver: Array) -> None:
    """Refuse what is not finite, and weights that are not positive.

    Raises
    ------
    ValueError
    """
    for name, array in (("prior", prior), ("sender", sender), ("receiver", receiver)):
        require_finite(name, array)
    if not (prior > 0.0).all():
        raise ValueError(f"prior: {prior.min()} is not a positive weight, in shape {prior.shape}")


def exact_solution(
    prior: list[float], sender: list[list[list[float]]], receiver: list[list[list[float]]]
) -> Solution:
    """One game solved over the rationals."""
    from gametheory_dprk.api.games import pbe
    from gametheory_dprk.games import SignalingGame

    weights = [Fraction(weight) for weight in prior]
    chances = [weight / sum(weights) for weight in weights]
    return pbe(SignalingGame.from_arrays(chances, sender, receiver))
