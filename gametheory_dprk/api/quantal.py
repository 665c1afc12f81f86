"""Logit quantal response equilibria of games and of plain arrays."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, overload

from gametheory_dprk.analysis.logit_limit import LogitLimit
from gametheory_dprk.analysis.logit_limit import logit_limit as find_limit
from gametheory_dprk.api.solution import Solution
from gametheory_dprk.errors import SolveError
from gametheory_dprk.games import Game, NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve

Profile = tuple[Any, ...]
"""A mixed strategy of every player."""


@overload
def qre(
    game: Game[Fraction],
    /,
    *,
    rationality: float = 1.0,
    rescale: bool = False,
    everywhere: bool = False,
    limit_seconds: float | None = None,
) -> Solution: ...


@overload
def qre(
    *payoffs: Any,
    rationality: float = 1.0,
    rescale: bool = False,
    everywhere: bool = False,
    limit_seconds: float | None = None,
) -> list[Profile]: ...


def qre(
    *game: Any,
    rationality: float = 1.0,
    rescale: bool = False,
    everywhere: bool = False,
    limit_seconds: float | None = None,
) -> Solution | list[Profile]:
    """Find logit quantal response equilibria (McKelvey and Palfrey 1995, 1998).

    Every agent plays each move with probability proportional to exp(lambda u), u being what the
    move pays given what all others do. In games with several information sets each one is an
    agent of its own (agent quantal response).

    Parameters
    ----------
    *game : Game, or one payoff array a player
    rationality : float
        Lambda, from 0 (uniform play) on.
    rescale : bool
        Whether each player's payoffs are measured by their range; lambda is not scale free.
    everywhere : bool
        Search for all equilibria instead of the one on the principal branch, which then comes
        first. Some may be missed, and the solution never claims to be complete.
    limit_seconds : float, optional
        After so long a solution has what was found, and the status "limit".

    Returns
    -------
    Solution or list of tuple of ndarray
        For arrays, a list of profiles, each with one mixed strategy a player.

    Raises
    ------
    SolveError
        If a number makes no sense, or arrays are given and nothing was found.

    Examples
    --------
    Where a move pays 2 more whatever the other does, it is played exp(2 lambda) times as often:

    >>> import numpy as np
    >>> ((x, y),) = qre([[3, 0], [5, 2]], [[3, 5], [0, 2]], rationality=0.5)
    >>> bool(np.isclose(x[1] / x[0], np.exp(1)))
    True
    >>> coordination = NormalGame.from_arrays([[2, 0], [0, 1]], [[2, 0], [0, 1]])
    >>> len(qre(coordination, rationality=9, everywhere=True))
    3
    """
    arrays = not (len(game) == 1 and isinstance(game[0], Game))
    options = {
        "lambda": repr(float(rationality)),
        "rescale": "yes" if rescale else "no",
        "all": "yes" if everywhere else "no",
    }
    if len(game) == 2 and not everywhere and is_large(*game):
        return [two_player_qre(*game, options, Budget(limit_seconds))]
    exact = NormalGame.from_arrays(*game) if arrays else game[0]
    solution = Solution.of(solve(exact, "qre", budget=Budget(limit_seconds), options=options))
    if not arrays:
        return solution
    if not solution.equilibria:
        raise SolveError("; ".join(each.message for each in solution.warnings))
    return [profile(exact, each.strategies) for each in solution]


def is_large(*tables: Any) -> bool:
    """Whether both are numpy arrays of plain numbers of a size at which a kernel pays."""
    from gametheory_dprk.api.payoffs import is_plain
    from gametheory_dprk.solvers.logit_branch import LARGE

    return all(is_plain(each) and each.ndim == 2 and sum(each.shape) >= LARGE for each in tables)


def two_player_qre(A: Any, B: Any, options: Mapping[str, str], budget: Budget) -> Profile:  # noqa: N803
    """Follow the principal branch of two arrays, without naming every profile.

    Raises
    ------
    SolveError
    """
    import numpy as np

    from gametheory_dprk.api.payoffs import read_payoffs
    from gametheory_dprk.kernels.logit_path import PathLost
    from gametheory_dprk.kernels.logit_two_players import follow_at
    from gametheory_dprk.solvers.logit_options import read_options

    asked = read_options(options)
    tables = [table.astype(np.float64) for table in read_payoffs(A, B)]
    if asked.rescale:
        tables = [table / (float(np.ptp(table)) or 1.0) for table in tables]
    try:
        found = follow_at(tables[0], tables[1], np.array([asked.rationality]), budget.tick)
    except PathLost as lost:
        raise SolveError(str(lost)) from None
    return tuple(np.exp(side[0]) / np.exp(side[0]).sum() for side in (found.x, found.y))


def profile(game: NormalGame[Fraction], strategies: Any) -> Profile:
    """A mixed strategy of every player as an array."""
    import numpy as np

    return tuple(
        np.array([strategies[player][player][move] for move in game.moves[player]])
        for player in game.players
    )


def logit_limit(
    game: Game[Fraction], *, rescale: bool = False, limit_seconds: float | None = None
) -> LogitLimit:
    """Find the exact equilibrium that the principal branch of logit equilibria leads to.

    Parameters
    ----------
    game : NormalGame, SignalingGame or ExtensiveGame
    rescale : bool
        Whether each player's payoffs are measured by their range.
    limit_seconds : float, optional

    Returns
    -------
    LogitLimit
        `equilibrium` is certified, with the verdicts of refinements, or None where the limit
        was not identified, for which `reason` says why.

    Raises
    ------
    SolveError
        If the branch cannot be followed to its limit.

    Examples
    --------
    >>> limit = logit_limit(NormalGame.from_arrays([[2, 0], [0, 1]], [[2, 0], [0, 1]]))
    >>> limit.equilibrium.outcome
    {'r1.c1': Fraction(1, 1)}
    """
    return find_limit(game, rescale=rescale, budget=Budget(limit_seconds))
