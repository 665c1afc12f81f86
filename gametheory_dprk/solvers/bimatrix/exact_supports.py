"""A mixed strategy with a given support against which given replies are best, exactly."""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction

from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra import Infeasible, feasible_point, linear_system


def solve_support(
    game: NormalGame[Fraction],
    player: str,
    support: Collection[str],
    replies: Collection[str],
    tick: Callable[[], None],
) -> dict[str, Number] | None:
    """Find a player's strategy against which each of the other's replies is best.

    Parameters
    ----------
    game : NormalGame
        Of two players.
    player : str
    support : collection of str
        Moves of the player that may be used.
    replies : collection of str
        Moves of the other, at least one, each of which is to be a best reply.
    tick : callable
        Called before every pivot; may raise `LimitReached`.

    Returns
    -------
    dict or None
        A probability for every move of the player, None if there is no such strategy.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[3, 0], [0, 1]], [[1, 0], [0, 3]])
    >>> solve_support(game, "row", ["r1", "r2"], ["c1", "c2"], lambda: None)
    {'r1': Fraction(3, 4), 'r2': Fraction(1, 4)}
    """
    first = game.players[0] == player
    (other,) = (name for name in game.players if name != player)
    table = game.payoffs[other]

    def payoff(move: str, reply: str) -> Fraction:
        return table[(move, reply) if first else (reply, move)]

    best = next(iter(replies))
    ahead = {
        reply: {move: payoff(move, best) - payoff(move, reply) for move in support}
        for reply in game.moves[other]
    }
    system = linear_system(
        tuple(support),
        equal=[
            (dict.fromkeys(support, 1), -1),
            *((row, 0) for reply, row in ahead.items() if reply in replies),
        ],
        at_least=[(row, 0) for reply, row in ahead.items() if reply not in replies],
        nonnegative=support,
    )
    point = feasible_point(system, tick)
    if isinstance(point, Infeasible):
        return None
    return {move: point.get(move, Fraction(0)) for move in game.moves[player]}
