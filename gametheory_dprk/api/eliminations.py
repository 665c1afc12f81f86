"""Eliminating dominated moves of games that research code builds itself."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.analysis.dominance import Dominance, eliminate, normal_form
from gametheory_dprk.concepts.dominance import Kind
from gametheory_dprk.games import Game
from gametheory_dprk.limits import Budget


def dominance(
    game: Game[Fraction],
    kind: Kind = "strict",
    *,
    rounds: int | None = None,
    limit_seconds: float | None = None,
) -> Dominance:
    """Eliminate dominated moves of a game, round by round, each step certified.

    Parameters
    ----------
    game : NormalGame, SignalingGame or ExtensiveGame
        Of the latter two the plans of the reduced normal form are looked at.
    kind : {"strict", "weak"}
    rounds : int, optional
        Stop after so many rounds.
    limit_seconds : float, optional

    Returns
    -------
    Dominance
        `rounds`, each with its eliminations (what dominates, and by how much), what is
        `remaining`, `beliefs` to which these moves are best replies, and whether the `order`
        matters.

    Raises
    ------
    NoSolverError
        If the game has no normal form, or one that is too large.

    Examples
    --------
    Equal shares of the first two rows are better than the third, and then the second column is
    better than the first:

    >>> import gametheory_dprk as gt
    >>> game = gt.NormalGame.from_arrays([[3, 0], [0, 3], [1, 1]], [[0, 1], [0, 1], [2, 0]])
    >>> found = gt.dominance(game)
    >>> [(gone.move, {move: str(share) for move, share in gone.mixture.items()})
    ...  for each in found.rounds for gone in each.eliminations]
    [('r3', {'r1': '1/2', 'r2': '1/2'}), ('c1', {'c2': '1'}), ('r1', {'r2': '1'})]
    """
    return eliminate(normal_form(game), kind, Budget(limit_seconds), rounds)
