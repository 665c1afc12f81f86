"""Solving games that research code builds itself, without a scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.api.solution import Solution
from gametheory_dprk.games import Game, GridSignalingGame, SignalingGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve as solve_game


def solve(
    game: Game[Fraction],
    concept: str,
    refine: Sequence[str] = (),
    *,
    limit_seconds: float | None = None,
    solver: str | None = None,
    options: Mapping[str, str] | None = None,
) -> Solution:
    """Find all equilibria of an exact game, each certified.

    Parameters
    ----------
    game : NormalGame, SignalingGame or ExtensiveGame
    concept : str
        Such as "nash" or "pbe".
    refine : sequence of str
        Refinements that equilibria must survive.
    limit_seconds : float, optional
        After so long the solution has what was found, and the status "limit".
    solver : str, optional
        Use this solver, whatever its rank.
    options : mapping, optional
        Of the solver, such as `{"lambda": "40"}` for "qre".

    Raises
    ------
    NoSolverError
        If nothing solves this game for this concept; it says what does.

    Examples
    --------
    >>> import gametheory_dprk as gt
    >>> pennies = gt.NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> [str(value) for value in solve(pennies, "nash").equilibria[0].values.values()]
    ['0', '0']
    """
    found = solve_game(
        game,
        concept,
        refine=tuple(refine),
        budget=Budget(limit_seconds),
        solver=solver,
        options=options,
    )
    return Solution.of(found)


def pbe(
    game: SignalingGame[Fraction] | GridSignalingGame[Fraction], refine: Sequence[str] = ()
) -> Solution:
    """Find perfect Bayesian equilibria of a signaling game.

    Of a `SignalingGame` all are found, as components. Of a `GridSignalingGame`, which is never
    written out, a separating, a pooling or a partly pooling one in pure strategies, where there are
    such.

    Parameters
    ----------
    game : SignalingGame or GridSignalingGame
        For instance from `SignalingGame.from_arrays`, or `GridSignalingGame.from_formulas`.
    refine : sequence of str
        Refinements that equilibria must survive, such as "intuitive".

    Examples
    --------
    A sender whose types want the same response, sending one of two free signals, cannot
    separate:

    >>> import gametheory_dprk as gt
    >>> wants = [[[1, 0], [1, 0]], [[1, 0], [1, 0]]]
    >>> matches = [[[1, 0], [1, 0]], [[0, 1], [0, 1]]]
    >>> game = gt.SignalingGame.from_arrays(["1/3", "2/3"], wants, matches)
    >>> any(each.label == "separating" for each in gt.pbe(game))
    False

    Sixty-four types with as many signals and responses, where the least cost of being told apart
    is exactly met:

    >>> steps = range(1, 65)
    >>> game = gt.GridSignalingGame.from_formulas(
    ...     types=("t", steps), signals=("m", steps), responses=("r", steps),
    ...     sender="r - m^2/(2*t)", receiver="-(r - t)^2")
    >>> [each.label for each in gt.pbe(game)]
    ['separating', 'pooling']
    """
    return solve(game, "pbe", refine)
