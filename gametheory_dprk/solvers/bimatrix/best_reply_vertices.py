"""Vertices of a player's best-reply polytope, with the labels that are tight there.

Shift payoffs until all are positive. The strategies x of one player, scaled so that the other's
best payoff against them is one, together with the origin fill the polytope

    x >= 0,   for every move j of the other:  sum over i of x(i) payoff(i, j) <= 1.

A point carries the label of each own move it does not use and of each move of the other that is
a best reply to it. Two points other than the origins are an equilibrium, once scaled to
probabilities, exactly if their labels together are all moves (von Stengel 2002).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra import LinearSystem, Row, vertices_with_tight
from gametheory_dprk.polyhedra.ticks import Tick

Label = tuple[str, str]
"""A player and one of the player's moves."""


@dataclass(frozen=True, slots=True)
class LabelledVertex:
    """A vertex of the polytope and its labels: own moves unused, best replies of the other."""

    point: Mapping[str, Number]
    labels: frozenset[Label]

    def strategy(self) -> dict[str, Number]:
        """The point scaled to probabilities."""
        total = sum(self.point.values(), Fraction(0))
        return {move: share / total for move, share in self.point.items()}


def best_reply_vertices(
    game: NormalGame[Fraction], player: str, tick: Tick
) -> tuple[LabelledVertex, ...]:
    """Vertices of a player's best-reply polytope, without the origin.

    Parameters
    ----------
    game : NormalGame
        Of two players.
    player : str
    tick : callable
        Called now and then; may raise `LimitReached`.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> for vertex in best_reply_vertices(game, "row", lambda: None):
    ...     print(*vertex.strategy().values(), sorted(vertex.labels))
    0 1 [('column', 'c1'), ('row', 'r1')]
    1/2 1/2 [('column', 'c1'), ('column', 'c2')]
    1 0 [('column', 'c2'), ('row', 'r2')]
    """
    (other,) = (name for name in game.players if name != player)
    replies = game.moves[other]
    found = []
    for point, tight in vertices_with_tight(best_reply_polytope(game, player, other), tick):
        unused = [(player, move) for move, share in point.items() if not share]
        if len(unused) < len(point):
            best = ((other, replies[row]) for row in tight)
            found.append(LabelledVertex(point, frozenset((*unused, *best))))
    return tuple(found)


def best_reply_polytope(game: NormalGame[Fraction], player: str, other: str) -> LinearSystem[str]:
    """The polytope of a player's strategies, one inequality for each move of the other."""
    table = game.payoffs[other]
    shift = 1 - min(table.values())
    rows = []
    for reply in game.moves[other]:
        profiles = ({player: move, other: reply} for move in game.moves[player])
        payoffs = (table[tuple(p[name] for name in game.players)] for p in profiles)
        coefficients = (-(payoff + shift) for payoff in payoffs)
        row = dict(zip(game.moves[player], coefficients, strict=True))
        rows.append(Row(row, Fraction(1)))
    moves = game.moves[player]
    return LinearSystem(moves, inequalities=tuple(rows), nonnegative=frozenset(moves))
